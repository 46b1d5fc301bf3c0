"""The words of the documents' page, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.schema import Language


@dataclass(frozen=True, slots=True)
class LibraryWords:
    """The words of one language."""

    add: str
    files: str
    folder: str
    drop: Mapping[str, str]
    browse: Mapping[str, str]
    drop_note: str
    waiting: str
    stages: Mapping[str, str]
    statuses: Mapping[str, str]
    put_back: Mapping[str, str]
    already: str
    cancelled: str
    failed: str
    stopped: str
    locked: str
    wrong_password: str
    password: str
    unlock: str
    cancel: str
    retry: str
    give_up: str
    dismiss: str
    find: str
    nothing: str
    sort: str
    sorts: Mapping[str, str]
    details: str
    fold: str
    added_on: str
    open: str
    replace: str
    replace_note: str
    replace_now: str
    remove: str
    sure: str
    remove_now: str
    removed: str
    restore: str
    trash: str
    trash_note: str
    more: str
    stored: str


_FRENCH = LibraryWords(
    add="Ajouter des documents",
    files="Des fichiers",
    folder="Un dossier",
    drop={
        "files": "Déposez les fichiers à ajouter à la bibliothèque",
        "folder": "Déposez le dossier à ajouter à la bibliothèque",
    },
    browse={"files": "Choisir des fichiers", "folder": "Choisir un dossier"},
    drop_note="ou glissez-les ici",
    waiting="en attente",
    stages={
        "reading": "lecture",
        "ocr": "OCR",
        "embedding": "indexation",
        "published": "publication",
    },
    statuses={
        "added": "ajouté",
        "unchanged": "était déjà là",
        "replaced": "remplacé par sa nouvelle version\u00a0; l'ancienne est gardée 30 jours",
        "refused": "refusé",
    },
    put_back={"added": "rétabli", "replaced": "rétabli à la place de la version qui était là"},
    already="était déjà là sous le nom",
    cancelled="laissé de côté, comme demandé",
    failed="n'a pas pu être ajouté",
    stopped="a interrompu Passerelle deux fois\u00a0; le fichier est gardé, "
    "«\u00a0Réessayer\u00a0» le relance",
    locked="est protégé par un mot de passe",
    wrong_password="ne s'ouvre pas avec ce mot de passe",
    password="Mot de passe de",
    unlock="Ouvrir et ajouter",
    cancel="Arrêter après ce fichier",
    retry="Réessayer",
    give_up="Abandonner",
    dismiss="Effacer ce compte rendu",
    find="Chercher un titre, un fichier ou un auteur",
    nothing="Aucun document ne correspond.",
    sort="Trier par",
    sorts={
        "title": "Titre",
        "added": "Date d'ajout",
        "pages": "Nombre de pages",
        "size": "Taille",
        "unreadable": "Pages illisibles",
    },
    details="Détails",
    fold="Replier",
    added_on="ajouté le",
    open="Voir les pages",
    replace="Remplacer…",
    replace_note="La nouvelle version prend la place de celle-ci, sous le même nom.",
    replace_now="Choisir la nouvelle version",
    remove="Retirer…",
    sure="Retirer {title}\u00a0? Plus aucune réponse ne le citera. "
    "Vous pourrez le rétablir pendant 30 jours.",
    remove_now="Retirer",
    removed="a été retiré.",
    restore="Rétablir",
    trash="Retirés ou remplacés récemment",
    trash_note="Gardés 30 jours, puis effacés.",
    more="Montrer plus de documents",
    stored="sur le disque",
)
_ENGLISH = LibraryWords(
    add="Add documents",
    files="Files",
    folder="A folder",
    drop={
        "files": "Drop the files to add to the library",
        "folder": "Drop the folder to add to the library",
    },
    browse={"files": "Choose files", "folder": "Choose a folder"},
    drop_note="or drop them here",
    waiting="waiting",
    stages={"reading": "reading", "ocr": "OCR", "embedding": "indexing", "published": "publishing"},
    statuses={
        "added": "added",
        "unchanged": "was already there",
        "replaced": "replaced by its new version; the former one is kept for 30 days",
        "refused": "refused",
    },
    put_back={"added": "restored", "replaced": "restored in place of the version that was there"},
    already="was already there as",
    cancelled="left out, as asked",
    failed="could not be added",
    stopped="stopped Passerelle twice; the file is kept, and not tried again",
    locked="is protected by a password",
    wrong_password="does not open with this password",
    password="Password for",
    unlock="Open and add",
    cancel="Stop after this file",
    retry="Try again",
    give_up="Give up",
    dismiss="Clear this report",
    find="Search for a title, a file or an author",
    nothing="No document matches.",
    sort="Sort by",
    sorts={
        "title": "Title",
        "added": "Date added",
        "pages": "Number of pages",
        "size": "Size",
        "unreadable": "Unreadable pages",
    },
    details="Details",
    fold="Fold",
    added_on="added on",
    open="See its pages",
    replace="Replace…",
    replace_note="The new version takes the place of this one, under the same name.",
    replace_now="Choose the new version",
    remove="Remove…",
    sure="Remove {title}? No answer will cite it any more. You can restore it for 30 days.",
    remove_now="Remove",
    removed="was removed.",
    restore="Restore",
    trash="Recently removed or replaced",
    trash_note="Kept for 30 days, then deleted.",
    more="Show more documents",
    stored="on disk",
)


def words(language: Language) -> LibraryWords:
    """Return the words of a language."""
    return _ENGLISH if language == "en" else _FRENCH
