"""What can go wrong, as one small tree.

PasserelleError
├── FileRefused                a file that does not enter; the others of the same run do
│   ├── FileMissing            nothing at that path
│   ├── EmptyFile              0 bytes
│   ├── NotAPdf                the bytes are no PDF, whatever the name says
│   ├── DamagedPdf             cut short or broken beyond reading
│   ├── DamagedDocument        as above, for the other formats
│   ├── UnknownFormat          a format that is not read
│   ├── LockedDocument         a protected DOCX or ODT
│   ├── InflatedDocument       unpacks to far more than a document holds
│   ├── FileTooLarge           over the size limit
│   ├── TooManyPages           over the page limit
│   ├── ReadingTimedOut        a page took longer to read than the limit
│   ├── ReadingTookTooMuchMemory  more than the limit
│   ├── ReadingFailed          the reader crashed on it
│   └── PasswordNeeded         encrypted, and no password (or a wrong one) was given
├── UnknownDocument            no document of that id or name in the library
├── LibraryBusy                another process is writing to the library
├── LibraryDamaged             the library's file cannot be read
├── DiskFull                   no room left where the library is
├── FileNotWritten             what was to be written elsewhere (a CSV) could not be
├── LibraryTooNew              written by a later version of Passerelle
├── ModelMismatch              the library was embedded by another model or chunking
├── ModelUnavailable           the embedding model cannot be loaded
├── ChatModelFailed            a chat model gave no answer; there is one without it
│   ├── ChatModelUnknown       no such provider, or its package is not installed
│   ├── ChatModelKeyRefused    the key is missing or refused
│   ├── ChatModelUnreachable   nothing answers at the address
│   ├── ChatModelTimedOut      nothing was received for too long
│   ├── ChatModelOverloaded    too many requests, tried again in vain
│   ├── ChatModelCutShort      the answer stopped before its end
│   ├── ChatModelUnverified    nothing it wrote is borne out by the documents
│   └── ChatModelBroken        any other error of its server
├── NotAllowed                 the person's role does not allow the action
└── InvalidSetting             a setting's value makes no sense

Every message says what happened, to which file, and what to do; in French by `str(error)`,
in either language by `error.message(language)`. Only doors (`app.py`, the commands) catch them.
"""

from __future__ import annotations

from typing import ClassVar

from ingest.schema import Language


class PasserelleError(Exception):
    """Base of every error this project raises on purpose."""

    french: ClassVar[str] = "Passerelle n'a pas pu continuer."
    english: ClassVar[str] = "Passerelle could not go on."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message("fr"))

    @property
    def code(self) -> str:
        """The error's stable name for machines, in snake case."""
        name = type(self).__name__
        return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")

    def message(self, language: Language = "fr") -> str:
        """Return the sentence a person reads, in French or English."""
        template = self.english if language == "en" else self.french
        return template.format(**self.facts)


class FileRefused(PasserelleError):
    """A file that may not enter the library; facts: file."""

    french = "« {file} » n'a pas été ajouté."
    english = "“{file}” was not added."


class FileMissing(FileRefused):
    """Nothing is at the path; facts: file."""

    french = (
        "« {file} » est introuvable, ou ne peut pas être lu : vérifiez le chemin et les droits."
    )
    english = "“{file}” was not found, or cannot be read: check the path and its permissions."


class EmptyFile(FileRefused):
    """The file has no byte; facts: file."""

    french = "« {file} » est vide (0 octet) : redemandez le fichier à son expéditeur."
    english = "“{file}” is empty (0 bytes): ask its sender for it again."


class NotAPdf(FileRefused):
    """The bytes are not a PDF's; facts: file."""

    french = (
        "« {file} » n'est pas un PDF, quel que soit son nom : exportez le document en PDF, "
        "puis ajoutez-le."
    )
    english = "“{file}” is not a PDF, whatever its name: export the document as PDF, then add it."


class DamagedPdf(FileRefused):
    """The PDF cannot be read at all; facts: file."""

    french = (
        "« {file} » est endommagé ou incomplet et ne peut pas être lu : "
        "téléchargez-le ou exportez-le de nouveau."
    )
    english = "“{file}” is damaged or cut short and cannot be read: download or export it again."


class DamagedDocument(FileRefused):
    """A document other than a PDF cannot be read at all; facts: file."""

    french = (
        "« {file} » est endommagé, ou n'est pas ce que dit son nom, et ne peut pas être lu : "
        "ouvrez-le et enregistrez-le de nouveau, ou exportez-le en PDF."
    )
    english = (
        "“{file}” is damaged, or is not what its name says, and cannot be read: "
        "open it and save it again, or export it as PDF."
    )


class UnknownFormat(FileRefused):
    """The format is none of those read; facts: file, kind."""

    french = (
        "« {file} » est dans un format qui n'est pas lu ({kind}) : "
        "exportez-le en PDF ou en DOCX, puis ajoutez-le."
    )
    english = (
        "“{file}” is in a format that is not read ({kind}): export it as PDF or DOCX, then add it."
    )


class LockedDocument(FileRefused):
    """The DOCX or ODT is protected by a password; facts: file."""

    french = (
        "« {file} » est protégé par un mot de passe : "
        "enregistrez-le sans mot de passe, puis ajoutez-le."
    )
    english = "“{file}” is protected by a password: save it without one, then add it."


class InflatedDocument(FileRefused):
    """The file unpacks to more than the limit; facts: file, megabytes, limit."""

    french = (
        "« {file} » se décompresse en {megabytes} Mo, au-delà de la limite de {limit} Mo : "
        "ce n'est pas un document ordinaire, ou il faut le découper."
    )
    english = (
        "“{file}” unpacks to {megabytes} MB, over the limit of {limit} MB: "
        "it is no ordinary document, or must be split."
    )


class FileTooLarge(FileRefused):
    """The file is over the size limit; facts: file, megabytes, limit."""

    french = (
        "« {file} » pèse {megabytes} Mo, au-delà de la limite de {limit} Mo : "
        "réduisez-le ou relevez PASSERELLE_MAX_MEGABYTES."
    )
    english = (
        "“{file}” is {megabytes} MB, over the limit of {limit} MB: "
        "make it smaller or raise PASSERELLE_MAX_MEGABYTES."
    )


class TooManyPages(FileRefused):
    """The document has more pages than the limit; facts: file, pages, limit."""

    french = (
        "« {file} » a {pages} pages, au-delà de la limite de {limit} : "
        "découpez-le ou relevez PASSERELLE_MAX_PAGES."
    )
    english = (
        "“{file}” has {pages} pages, over the limit of {limit}: "
        "split it or raise PASSERELLE_MAX_PAGES."
    )


class ReadingTimedOut(FileRefused):
    """A page took longer than the limit; facts: file, seconds."""

    french = (
        "« {file} » met trop de temps à se lire : une page dépasse {seconds} s. Exportez-le de "
        "nouveau (« imprimer en PDF »), ou relevez PASSERELLE_SECONDS_PER_PAGE."
    )
    english = (
        "“{file}” takes too long to read: one page is over {seconds} s. Export it again "
        "(“print to PDF”), or raise PASSERELLE_SECONDS_PER_PAGE."
    )


class ReadingTookTooMuchMemory(FileRefused):
    """Reading went over the memory limit; facts: file, megabytes."""

    french = (
        "« {file} » demande trop de mémoire pour être lu : plus de {megabytes} Mo. Exportez-le de "
        "nouveau (« imprimer en PDF »), ou relevez PASSERELLE_MEMORY_MEGABYTES."
    )
    english = (
        "“{file}” takes too much memory to read: over {megabytes} MB. Export it again "
        "(“print to PDF”), or raise PASSERELLE_MEMORY_MEGABYTES."
    )


class ReadingFailed(FileRefused):
    """The reader crashed on the file; facts: file, detail."""

    french = (
        "« {file} » fait échouer la lecture ({detail}) : "
        "exportez-le de nouveau (« imprimer en PDF »), puis ajoutez-le."
    )
    english = (
        "“{file}” makes reading fail ({detail}): export it again (“print to PDF”), then add it."
    )


class PasswordNeeded(FileRefused):
    """The PDF is encrypted and the password is missing or wrong; facts: file."""

    french = (
        "« {file} » est protégé par un mot de passe : "
        "ajoutez-le avec `passerelle add --password MOT_DE_PASSE FICHIER`."
    )
    english = (
        "“{file}” is protected by a password: "
        "add it with `passerelle add --password PASSWORD FILE`."
    )


class UnknownDocument(PasserelleError):
    """No document answers to the name; facts: name."""

    french = "Aucun document « {name} » dans la bibliothèque : `passerelle list` les montre tous."
    english = "No document “{name}” in the library: `passerelle list` shows them all."


class LibraryBusy(PasserelleError):
    """Another process holds the write lock; facts: home, holder."""

    french = (
        "La bibliothèque « {home} » est en cours d'écriture par un autre processus ({holder}) : "
        "attendez qu'il ait fini, puis recommencez."
    )
    english = (
        "The library “{home}” is being written to by another process ({holder}): "
        "wait until it is done, then try again."
    )


class LibraryDamaged(PasserelleError):
    """The library's file cannot be read; facts: path, detail."""

    french = (
        "La bibliothèque « {path} » ne peut pas être lue ({detail}) : "
        "restaurez une sauvegarde de ce fichier, ou déplacez-le et ajoutez de nouveau les "
        "documents, gardés à côté dans « originals »."
    )
    english = (
        "The library “{path}” cannot be read ({detail}): "
        "restore a backup of this file, or move it away and add the documents again, "
        "kept beside it in “originals”."
    )


class DiskFull(PasserelleError):
    """No room is left on the library's disk; facts: path, detail."""

    french = (
        "Le disque est plein ({detail}) : « {path} » n'a pas pu être écrit. La bibliothèque est "
        "restée entière, sans rien d'incomplet : libérez de la place, puis recommencez."
    )
    english = (
        "The disk is full ({detail}): “{path}” could not be written. The library is still whole, "
        "with nothing half-done: free some space, then try again."
    )


class FileNotWritten(PasserelleError):
    """A file asked for could not be written; facts: path, detail."""

    french = "« {path} » n'a pas pu être écrit ({detail}) : choisissez un autre emplacement."
    english = "“{path}” could not be written ({detail}): choose another place."


class LibraryTooNew(PasserelleError):
    """A later version wrote the library; facts: path."""

    french = (
        "La bibliothèque « {path} » vient d'une version plus récente de Passerelle : "
        "mettez Passerelle à jour."
    )
    english = "The library “{path}” comes from a later version of Passerelle: update Passerelle."


class ModelMismatch(PasserelleError):
    """The library's vectors come from elsewhere; facts: stored, wanted."""

    french = (
        "La bibliothèque a été indexée avec « {stored} » et la configuration demande "
        "« {wanted} » : lancez `passerelle reindex`, ou revenez au modèle d'origine "
        "(PASSERELLE_EMBEDDING_MODEL)."
    )
    english = (
        "The library was indexed with “{stored}” and the settings ask for “{wanted}”: "
        "run `passerelle reindex`, or go back to the first model (PASSERELLE_EMBEDDING_MODEL)."
    )


class ModelUnavailable(PasserelleError):
    """The embedding model cannot be loaded; facts: model, detail."""

    french = (
        "Le modèle d'embedding « {model} » ne peut pas être chargé ({detail}) : "
        "vérifiez PASSERELLE_EMBEDDING_MODEL et, s'il doit être téléchargé, votre réseau."
    )
    english = (
        "The embedding model “{model}” cannot be loaded ({detail}): "
        "check PASSERELLE_EMBEDDING_MODEL and, if it must be downloaded, your network."
    )


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


class NotAllowed(PasserelleError):
    """The person's role does not allow the action; facts: name, action."""

    french = (
        "« {name} » n'a pas le droit de faire cela : "
        "demandez-le à la personne qui administre cette bibliothèque."
    )
    english = "“{name}” may not do this: ask whoever administers this library."


class InvalidSetting(PasserelleError):
    """A setting's value makes no sense; facts: name, value, what it must be in french, english."""

    french = "Le réglage {name} vaut « {value} » : il faut {french}."
    english = "The setting {name} is “{value}”: it must be {english}."
