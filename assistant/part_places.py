"""Where the parts of documents begin, at their labels, and where they end on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import bare_labels, contents, labels
from assistant.mentions import find_mentions
from ingest import french
from ingest.library import Library
from ingest.schema import StoredPage

# A law's annexes stand after its articles, where no text announces a list of these.
_ANNEXES = re.compile(
    r"(?:^|(?<=[^:;,]\n))annexes?(?:\s+(?:n\s?°\s?)?(?:\d{1,2}|[ivx]+|[a-z]))?\s*(?:[:.-]|\n|$)"
)


def begun(
    library: Library, kind: str, number: int | str, documents: Sequence[str]
) -> Iterator[tuple[StoredPage, int]]:
    """Yield the pages and places where a line begins with the part's label, but for contents."""
    pages: dict[tuple[str, int], None] = {}
    for word in labels.written(kind, number):
        mentions = find_mentions(library, word, documents=documents or None, related=False)
        for document in mentions.documents:
            pages.update(dict.fromkeys((document.document, page.page) for page in document.pages))
    for place in pages:
        page = library.stored_page(*place)
        listed = contents.entries(library, page)
        for start, value in labels.begun(kind, page.text):
            within = any(first <= start < last for first, last in listed)
            if value == number and not within and not labels.is_listed(page.text, start):
                yield page, start


def ends(kind: str, number: int | str, page: StoredPage, start: int) -> int:
    """Return where the part that starts there ends on its page."""
    above = labels.LEVELS[labels.LEVELS.index(kind) :] if kind in labels.LEVELS else (kind,)
    kinds = labels.CAPTIONED if kind in labels.CAPTIONED else above
    within = f"{number}."  # article 4.1 is of article 4
    places = [
        place
        for each in kinds
        for place, value in labels.begun(each, page.text)
        if not str(value).startswith(within)
    ]
    places += bare_labels.closing(number, page)
    if kind in labels.LEVELS:
        folded, origins = french.fold_with_origins(page.text)
        places += [origins[found.start()] for found in _ANNEXES.finditer(folded)]
    headings = [place for place, _ in page.sections]
    if kind not in (*labels.FILLING, *labels.CAPTIONED) and start not in headings:
        places += headings  # « Résolution n° 4 : » is a line of its section, as is a table below
        places += [
            place
            for each in labels.CAPTIONED
            for place, _ in labels.begun(each, page.text)
            if labels.is_caption(each, page.text, place)
        ]
    return min((place for place in places if place > start), default=page.end(start))


def among(
    library: Library, of: str, places: Sequence[tuple[StoredPage, int]]
) -> list[tuple[StoredPage, int]]:
    """Return those of a document's places that are in the parts which folded words name, if any."""
    for kind, number in labels.holders(of):
        held = _held_by(library, kind, places)
        places = [place for place, value in zip(places, held, strict=True) if value == number]
    return [*places]


def beside(
    library: Library, kind: str, shown: int, places: Sequence[tuple[StoredPage, int]]
) -> list[tuple[str, int | str, StoredPage]]:
    """Return which larger parts hold those of a document's places that the one shown is not in.

    With their pages: « le chapitre II » may stand in each title. None where all are in one.
    """
    above = labels.LEVELS[labels.LEVELS.index(kind) + 1 :] if kind in labels.LEVELS[1:] else ()
    for larger in above if len(places) > 1 else ():
        held = _held_by(library, larger, places)
        pages = {of: page for of, (page, _) in reversed([*zip(held, places, strict=True)]) if of}
        if others := [(larger, of, page) for of, page in pages.items() if of != held[shown]]:
            return sorted(others, key=lambda each: each[2].number)
    return []


def _held_by(
    library: Library, kind: str, places: Sequence[tuple[StoredPage, int]]
) -> list[int | str | None]:
    """Return the number of the part of a kind that holds each of a document's places, or None."""
    last = max((page.number for page, _ in places), default=0)
    pages = (
        library.stored_page(document, number)
        for document in {page.document for page, _ in places}
        for number in library.page_labels(document)
        if number <= last
    )
    begun = [
        (page.number, at, value)
        for page in pages
        if kind[:4] in page.text.lower()  # as few pages are folded as may be
        for at, value in labels.begun(kind, page.text)
        if labels.is_caption(kind, page.text, at)
    ]
    return [
        next((value for *at, value in reversed(begun) if at < [page.number, start]), None)
        for page, start in places
    ]
