"""What only the assistant raises: branches of the tree of `ingest.errors`.

PasserelleError
├── ChatModelFailed            a chat model gave no answer; there is one without it
│   ├── ChatModelUnknown       no such provider, or its package is not installed
│   ├── ChatModelKeyRefused    the key is missing or refused
│   ├── ChatModelUnreachable   nothing answers at the address
│   ├── ChatModelTimedOut      nothing was received for too long
│   ├── ChatModelOverloaded    too many requests, tried again in vain
│   ├── ChatModelCutShort      the answer stopped before its end
│   ├── ChatModelUnverified    nothing it wrote is borne out by the documents
│   └── ChatModelBroken        any other error of its server
├── UnknownDocument
│   ├── NoneOfThatYear         no document is of that year
│   │   └── NoneNamedOfThatYear  none of that name is
│   └── NotInTrash             no document of that name can come back
│       └── NothingInTrash     none can
├── AddressUnavailable         the web page cannot listen where it was told to
│   └── PortTaken              something else listens there already
└── NotAllowed                 the person's role does not allow the action
"""

from __future__ import annotations

from ingest.errors import PasserelleError, UnknownDocument


class ChatModelFailed(PasserelleError):
    """A chat model gave no answer; facts: model, host, detail."""

    french = "Le modèle « {model} » n'a pas répondu."
    english = "The model “{model}” did not answer."


class ChatModelUnknown(ChatModelFailed):
    """No such provider, or its package is missing; facts: model, detail, install."""

    french = (
        "Le modèle « {model} » ne peut pas être chargé ({detail}) : écrivez fournisseur:modèle, "
        "par exemple ollama:qwen3, et installez le paquet du fournisseur ({install})."
    )
    english = (
        "The model “{model}” cannot be loaded ({detail}): write provider:model, "
        "ollama:qwen3 for example, and install the provider's package ({install})."
    )


class ChatModelKeyRefused(ChatModelFailed):
    """The provider wants another key; facts: model, host."""

    french = (
        "La clé du modèle « {model} » manque ou est refusée ({host}) : "
        "vérifiez PASSERELLE_CHAT_API_KEY, ou la variable du fournisseur."
    )
    english = (
        "The key of the model “{model}” is missing or refused ({host}): "
        "check PASSERELLE_CHAT_API_KEY, or the provider's own variable."
    )


class ChatModelUnreachable(ChatModelFailed):
    """Nothing answers at the address; facts: model, host."""

    french = (
        "Le modèle « {model} » est injoignable ({host}) : vérifiez que son serveur est lancé, "
        "votre réseau et PASSERELLE_CHAT_BASE_URL."
    )
    english = (
        "The model “{model}” cannot be reached ({host}): check that its server is running, "
        "your network and PASSERELLE_CHAT_BASE_URL."
    )


class ChatModelTimedOut(ChatModelFailed):
    """Nothing was received for too long; facts: model, host, seconds."""

    french = (
        "Le modèle « {model} » ({host}) n'a rien envoyé pendant {seconds} s : "
        "recommencez, prenez un modèle plus rapide ou relevez PASSERELLE_CHAT_TIMEOUT."
    )
    english = (
        "The model “{model}” ({host}) sent nothing for {seconds} s: "
        "try again, take a faster model or raise PASSERELLE_CHAT_TIMEOUT."
    )


class ChatModelOverloaded(ChatModelFailed):
    """Too many requests, tried again in vain; facts: model, host."""

    french = (
        "Le modèle « {model} » ({host}) reçoit trop de demandes, même après plusieurs essais : "
        "recommencez plus tard, ou vérifiez le quota de votre compte."
    )
    english = (
        "The model “{model}” ({host}) gets too many requests, even after several attempts: "
        "try again later, or check your account's quota."
    )


class ChatModelCutShort(ChatModelFailed):
    """The answer stopped before its end; facts: model, host."""

    french = (
        "La réponse du modèle « {model} » ({host}) s'est interrompue avant la fin : "
        "recommencez, ou relevez PASSERELLE_CHAT_CONTEXT si cela se répète."
    )
    english = (
        "The answer of the model “{model}” ({host}) stopped before its end: "
        "try again, or raise PASSERELLE_CHAT_CONTEXT if it keeps happening."
    )


class ChatModelUnverified(ChatModelFailed):
    """Nothing it wrote is borne out by the documents; facts: model."""

    french = (
        "Rien de ce que le modèle « {model} » a écrit n'est vérifié par les documents : "
        "voici leurs propres phrases. Un modèle plus grand cite mieux."
    )
    english = (
        "Nothing that the model “{model}” wrote is borne out by the documents: "
        "here are their own sentences. A larger model cites better."
    )


class ChatModelBroken(ChatModelFailed):
    """Any other error of the model's server; facts: model, host, detail."""

    french = (
        "Le modèle « {model} » ({host}) a échoué ({detail}) : "
        "vérifiez son nom et les réglages PASSERELLE_CHAT_*."
    )
    english = (
        "The model “{model}” ({host}) failed ({detail}): "
        "check its name and the PASSERELLE_CHAT_* settings."
    )


class NoneOfThatYear(UnknownDocument):
    """No document is of the year; facts: year."""

    french = "Aucun document de {year} dans la bibliothèque : `passerelle list` les montre tous."
    english = "No document of {year} in the library: `passerelle list` shows them all."

    @property
    def code(self) -> str:
        """The name that machines know it by: a document is unknown, whatever it was asked by."""
        return "unknown_document"


class NoneNamedOfThatYear(NoneOfThatYear):
    """None that answers to the name is of the year; facts: year, name."""

    french = (
        "Aucun document « {name} » de {year} dans la bibliothèque : "
        "`passerelle list` les montre tous."
    )
    english = "No document “{name}” of {year} in the library: `passerelle list` shows them all."


class NotInTrash(UnknownDocument):
    """No document of that name was removed or replaced lately; facts: name, files."""

    french = "Aucun document « {name} » à rétablir : peuvent revenir {files}."
    english = "No document “{name}” to restore: what can come back is {files}."

    @property
    def code(self) -> str:
        """The name that machines know it by: a document is unknown, wherever it was looked for."""
        return "unknown_document"


class NothingInTrash(NotInTrash):
    """Nothing was removed or replaced lately; facts: name."""

    french = (
        "Aucun document « {name} » à rétablir : rien ne peut revenir, ce qui est retiré ou "
        "remplacé n'est gardé que 30 jours."
    )
    english = (
        "No document “{name}” to restore: nothing can come back, what is removed or replaced is "
        "only kept for 30 days."
    )


class AddressUnavailable(PasserelleError):
    """The web page cannot listen there; facts: address, port, detail."""

    french = (
        "La page web ne peut pas s'ouvrir à l'adresse « {address} », port {port} ({detail}) : "
        "vérifiez PASSERELLE_ADDRESS, ou choisissez un autre port avec `passerelle serve --port`."
    )
    english = (
        "The web page cannot be opened at the address “{address}”, port {port} ({detail}): "
        "check PASSERELLE_ADDRESS, or choose another port with `passerelle serve --port`."
    )


class PortTaken(AddressUnavailable):
    """Something else listens there already; facts: address, port, detail."""

    french = (
        "Le port {port} de « {address} » est déjà pris, peut-être par une page de Passerelle "
        "restée ouverte : arrêtez-la, ou choisissez un autre port avec `passerelle serve --port`."
    )
    english = (
        "The port {port} of “{address}” is already taken, perhaps by a page of Passerelle left "
        "open: stop it, or choose another port with `passerelle serve --port`."
    )


class NotAllowed(PasserelleError):
    """The person's role does not allow the action; facts: name, action."""

    french = (
        "« {name} » n'a pas le droit de faire cela : "
        "demandez-le à la personne qui administre cette bibliothèque."
    )
    english = "“{name}” may not do this: ask whoever administers this library."
