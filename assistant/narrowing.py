"""Which documents a person means: « le rapport de 2017 », « le guide », an id or a file name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import places
from assistant.errors import NoneNamedOfThatYear, NoneOfThatYear
from assistant.nouns import ANY, OTHERWISE
from ingest import french
from ingest.errors import UnknownDocument
from ingest.schema import DocumentName

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# « 2021-2023 », « de 2021 à 2023 »: the years between are told too.
_SPAN = re.compile(rf"({YEAR.pattern})\s?(?:[-\u2010-\u2013/]|à|au|to)\s?({YEAR.pattern})")
# What any document may be called, whatever its title says.
_GENERIC = frozenset(
    "rapport rapports document documents texte textes fichier fichiers pdf etude etudes page pages"
    " report reports file files paper study".split()
)
_KIND = re.compile(ANY)


def narrow(
    documents: Sequence[DocumentName], named: str = "", year: int | None = None
) -> list[str]:
    """Return the ids of the documents that answer to a name and a year; either may be left out.

    A name is an id, a file name, or words that all stand in the title, file name or author: in the
    other language, if none has them so ("the glossary" is a « glossaire »). A word like « rapport »
    need not, if nothing answers otherwise. A year is the one in the title or file name, else that
    of the document's date.
    """
    kept = [each for each in documents if year is None or year in years(each)]
    if named.strip():
        same = [each for each in kept if named in (each.id, each.file)]
        same = same or [each for each in kept if len(named) >= 8 and each.id.startswith(named)]
        words = [w for w in french.words(named) if not french.is_function_word(w)]
        telling = [word for word in words if word not in _GENERIC]
        kept = same or _holding(kept, words) or (_holding(kept, telling) if telling else [])
    return [each.id for each in kept]


def looked_into(
    documents: Sequence[DocumentName], named: str = "", year: int | None = None
) -> list[str]:
    """Return the ids of the documents that a search named so is to look into, as `narrow` does.

    « la note de l'atelier » is what is called « atelier », where no document is called « note ».
    """
    rest = " ".join(word for word in french.words(named) if not _KIND.fullmatch(word))
    found = narrow(documents, named, year)
    return found if found or not french.stems(rest) else narrow(documents, rest, year)


def names_any(named: str) -> bool:
    """Say whether a name may be any document's: « le rapport », « ce document »."""
    words = [word for word in french.words(named) if not french.is_function_word(word)]
    return _GENERIC.issuperset(words)


def within(
    documents: Sequence[DocumentName], names: Sequence[str], year: int | None
) -> tuple[str, ...] | None:
    """Return the ids of the documents named and of that year; None where nothing is asked.

    Raises UnknownDocument where a name finds none, NoneOfThatYear where the year does.
    """
    if not names and year is None:
        return None
    only: dict[str, None] = {}
    for name in names or ("",):
        found = narrow(documents, name, year)
        if not found:
            if year is None or (name and not narrow(documents, name)):
                raise UnknownDocument(name=name)
            raise NoneNamedOfThatYear(name=name, year=year) if name else NoneOfThatYear(year=year)
        only.update(dict.fromkeys(found))
    return tuple(only)


def _holding(documents: Sequence[DocumentName], words: Sequence[str]) -> list[DocumentName]:
    """Return the documents whose names have all of the words; else, have them otherwise."""
    plain = [set(french.stems(" ".join(words)) or words)] if words else []
    names = [
        (each, set(french.stems(f"{each.title} {each.file} {each.author}".replace("_", " "))))
        for each in documents
    ]
    found = [each for each, name in names if plain and plain[0] <= name]
    if found:
        return found
    told = [ways(word) for word in words]
    return [each for each, name in names if told and all(_is_said(each, name) for each in told)]


def _is_said(ways: Sequence[set[str]], name: set[str]) -> bool:
    return any(way and way <= name for way in ways)


def ways(word: str) -> list[set[str]]:
    """Return the stems that a folded word may stand as in names, in one language or the other."""
    others = OTHERWISE.get(word) or OTHERWISE.get(word.removesuffix("s")) or places.spellings(word)
    return [set(french.stems(each)) for each in (word, *others)]


def years(document: DocumentName) -> set[int]:
    """Return the years a document is of: those that its title or file name tells, or its date's."""
    return named_years(document) or set(map(int, YEAR.findall(document.date)))


def named_years(document: DocumentName) -> set[int]:
    """Return the years that a document's title or file name tells."""
    return set(map(int, YEAR.findall(f"{document.title} {document.file}")))


def years_told(text: str) -> set[int]:
    """Return the years that a text tells, and those within the spans that it tells."""
    told = set(map(int, YEAR.findall(text)))
    for first, last in _SPAN.findall(text):
        told.update(range(int(first), int(last) + 1))
    return told
