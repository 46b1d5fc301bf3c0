"""What can go wrong, as one small tree.

PasserelleError
├── FileRefused                a file that does not enter: `refusals` has one for each reason
├── UnknownDocument            no document of that id or name in the library
├── LibraryBusy                another process is writing to the library
├── LibraryDamaged             the library's file cannot be read
├── LibraryReadOnly            the rights to write in the library's folder are missing
├── HomeUnusable               the library's folder cannot be made
├── DiskFull                   no room left where the library is
├── Interrupted                stopped from the keyboard, midway
├── FileNotWritten             what was to be written elsewhere (a CSV) could not be
├── LibraryTooNew              written by a later version of Passerelle
├── ModelMismatch              the library was embedded by another model or chunking
├── ModelUnavailable           the embedding model cannot be loaded
├── ChatModelFailed, NotAllowed  what only the assistant raises: `assistant.errors`
└── InvalidSetting             a setting's value makes no sense

Every message says what happened, to which file, and what to do; in French by `str(error)`,
in either language by `error.message(language)`. Only doors (`app.py`, the commands) catch them.
"""

from __future__ import annotations

import re
from typing import ClassVar, Final

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
        template = self.english if language == "en" else _spaced(self.french)
        return template.format(**self.facts)


def _spaced(template: str) -> str:
    """Put no-break spaces where French has them, so that no mark begins a line."""
    return re.sub(r" (?=[:;?!»])|(?<=«) |(?<=}) (?=Mo\b|s\b)", "\u00a0", template)


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
        'documents, gardés à côté : `passerelle add "{path.parent}/originals"`.'
    )
    english = (
        "The library “{path}” cannot be read ({detail}): "
        "restore a backup of this file, or move it away and add the documents again, "
        'kept beside it: `passerelle add "{path.parent}/originals"`.'
    )


class LibraryReadOnly(PasserelleError):
    """The rights to write what is in the library's folder are missing; facts: path, detail."""

    french = (
        "Vous n'avez pas le droit d'écrire « {path} » ({detail}), ce que Passerelle doit pouvoir "
        "faire même pour lire la bibliothèque : demandez ce droit sur son dossier, ou copiez-le "
        "ailleurs et donnez la copie à PASSERELLE_HOME."
    )
    english = (
        "You may not write “{path}” ({detail}), which Passerelle must be able to do even to read "
        "the library: ask for that right on its folder, or copy the folder elsewhere and give the "
        "copy to PASSERELLE_HOME."
    )


class HomeUnusable(PasserelleError):
    """The folder that would hold the library cannot be made; facts: home, detail."""

    french = (
        "Le dossier « {home} » ne peut pas être créé ({detail}) : la bibliothèque doit vivre dans "
        "un dossier où vous avez le droit d'écrire ; donnez-en un autre à PASSERELLE_HOME."
    )
    english = (
        "The folder “{home}” cannot be made ({detail}): the library must live in a folder where "
        "you may write; give another one to PASSERELLE_HOME."
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


class Interrupted(PasserelleError):
    """Whoever ran a long command stopped it; facts: done, total, in files."""

    french = "Interrompu : {done} sur {total} ; relancez la même commande, qui fera le reste."
    english = "Interrupted: {done} of {total}; run the same command again, which does the rest."


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

    def message(self, language: Language = "fr") -> str:
        """Return the sentence a person reads; where the model is the same, an update's.

        No setting brings back how texts were read and cut before.
        """
        stored, wanted = (str(self.facts[each]).partition("; ")[0] for each in ("stored", "wanted"))
        return super().message(language) if stored != wanted else _spaced(_READ_BETTER[language])


_READ_BETTER: Final[dict[Language, str]] = {
    "fr": "Passerelle lit mieux les textes depuis sa mise à jour : lancez `passerelle reindex`, "
    "qui relit les documents de la bibliothèque.",
    "en": "Passerelle reads texts better since its update: run `passerelle reindex`, which reads "
    "the library's documents again.",
}


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


class InvalidSetting(PasserelleError):
    """A setting's value makes no sense; facts: name, value, what it must be in french, english."""

    french = "Le réglage {name} vaut « {value} » : il faut {french}."
    english = "The setting {name} is “{value}”: it must be {english}."
