"""Quote and page: where a quote stands, and whether it stands there at all.

Both are compared after the same normalisation: compatibility forms, apostrophes, hyphens and white
space. A quote that is not on its page is never shown as one.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from assistant.schema import Citation
from ingest.errors import UnknownDocument
from ingest.headings import section_at
from ingest.library import Library
from ingest.schema import StoredPage

_SAME = str.maketrans(
    dict.fromkeys("‘’ʼ′", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"\u00ad": "", "\u200b": "", "\ufeff": ""}
)


def cite(number: int, page: StoredPage, start: int, end: int) -> Citation:
    """Return the citation of a span of a page's text."""
    return Citation(
        number=number,
        file=page.file,
        document=page.document,
        title=page.title,
        page=page.number,
        label=page.label,
        quote=page.text[start:end],
        start=start,
        end=end,
        unit=page.unit,
        ocr=page.ocr,
        section=section_at(page.sections, start),
    )


def is_verbatim(library: Library, citation: Citation) -> bool:
    """Say whether the quote stands on its page, at its offsets, as the library has it now."""
    try:
        text = library.stored_page(citation.document, citation.page).text
    except UnknownDocument:  # taken out, or replaced, since it was read
        return False
    return text[citation.start : citation.end] == citation.quote


def locate(quote: str, text: str) -> tuple[int, int] | None:
    """Return the span of the page's text that reads like the quote, or None."""
    wanted = "".join(_normalised(character) for character in quote).split()
    if not wanted:
        return None
    letters: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        for letter in _normalised(character):
            if letter.isspace():
                if letters and letters[-1] != " ":
                    letters.append(" ")
                    origins.append(index)
            else:
                letters.append(letter)
                origins.append(index)
    at = "".join(letters).find(" ".join(wanted))
    if at < 0:
        return None
    return origins[at], origins[at + len(" ".join(wanted)) - 1] + 1


@lru_cache(maxsize=4096)
def _normalised(character: str) -> str:
    return unicodedata.normalize("NFKC", character.translate(_SAME))
