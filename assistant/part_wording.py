"""What is said of a numbered part, beside its text: where it goes on, that all of it was shown."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.wording import page_name, quoted
from ingest.schema import Language, StoredPage


def goes_on(pages: Sequence[StoredPage], language: Language) -> str:
    """Say on which page what is shown goes on, and how to ask for it; of which files, if several.

    Nothing where no page is given.
    """
    if not pages:
        return ""
    said = [page_name(each.number, each.label, language, each.unit) for each in pages]
    if len(pages) > 1:
        said = [f"{name} ({each.file})" for name, each in zip(said, pages, strict=True)]
    places = ", ".join(said)
    if language == "en":
        return f"This goes on, {places}: ask for {quoted('the rest', language)}."
    return f"La suite est {places}\u00a0: demandez {quoted('la suite', language)}."


def all_shown(language: Language) -> str:
    """Say that nothing is left of what was asked for."""
    if language == "en":
        return "All of it has been shown: nothing is left."
    return "Tout a été montré\u00a0: il n'y a pas de suite."


def shown_so_far(shown: int, asked: int, language: Language) -> str:
    """Say how many of the parts asked for are shown; nothing where all are."""
    if shown >= asked:
        return ""
    if language == "en":
        return f"Shown: {shown} of {asked}. Ask for {quoted('the rest', language)}."
    return f"Montré\u00a0: {shown} sur {asked}. Demandez {quoted('la suite', language)}."
