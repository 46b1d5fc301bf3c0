"""What is said of a numbered part beside its text: where it goes on, who else has one, or none."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.wording import and_others, page_name, quoted
from ingest.schema import Language, StoredPage

# How many files, or parts, are named, at most.
_NAMED = 3
_IN_ENGLISH = {"chapitre": "chapter", "titre": "title", "livre": "book", "partie": "part"}


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


def also_in(files: Sequence[str], language: Language) -> str:
    """Say which other files have such a part too; nothing for none."""
    if not files:
        return ""
    said = ", ".join(files[:_NAMED])
    said = f"Also in: {said}" if language == "en" else f"Aussi dans\u00a0: {said}"
    others = len(files) - _NAMED
    return f"{said}, {and_others(others, language)}" if others > 0 else f"{said}."


def alike(
    called: str, places: Sequence[tuple[str, int | str, StoredPage]], language: Language
) -> str:
    """Say which larger parts have one that is called so too, and where."""
    said = ", ".join(
        f"{_IN_ENGLISH.get(kind, kind) if language == 'en' else kind} {number}"
        f" ({page_name(page.number, page.label, language, page.unit)})"
        for kind, number, page in places[:_NAMED]
    )
    others = len(places) - _NAMED
    said = f"{said}, {and_others(others, language)}" if others > 0 else f"{said}."
    if language == "en":
        return f"Say which {quoted(called, language)} you mean; it also stands in: {said}"
    return (
        f"Précisez la question\u00a0: {quoted(called, language)} se trouve aussi dans\u00a0: {said}"
    )


def missing(
    parts: Sequence[str], files: Sequence[str], ends: tuple[int, int] | None, language: Language
) -> str:
    """Say that parts, as they were asked for, are in none of the files; of one, its numbers."""
    named = ", ".join(quoted(each, language) for each in parts)
    if language == "en":
        where = f"in {', '.join(files)}" if files else "in the documents"
        told = f": the numbers there go from {ends[0]} to {ends[1]}" if ends else ""
        return f"No {named} was found {where}{told}."
    where = f"dans {', '.join(files)}" if files else "dans les documents"
    told = f"\u00a0: les numéros y vont de {ends[0]} à {ends[1]}" if ends else ""
    return f"Aucune partie {named} n'a été trouvée {where}{told}."
