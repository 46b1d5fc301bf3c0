"""What stands for pages in a format that has none: sections under headings, or paragraphs.

A section is one or more headings and what follows them, as the reader sees them, numbered from 1;
a document with less than two headings is cut into groups of paragraphs, named by the paragraphs'
own numbers. Nothing is called a page.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ingest.refusals import TooManyPages
from ingest.schema import RawPage, Unit

# A group of paragraphs is as long as a page of a report, at most.
_GROUP = 1800
_NUMBER = re.compile(
    r"(?i:(?:chapitre|titre|partie|section|article|annexe|axe|chapter|part|annex|appendix)\s+)?"
    r"(\d{1,3}(?:[.-]\d{1,3})*(?!\d)|[IVXLC]+(?=\s*[.)°–:-])|[A-Za-z](?=\s*[.)]))"
)
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a row of a table, or (`level` from 1) a heading."""

    text: str
    level: int = 0


def as_line(text: str) -> str:
    """Return a paragraph's text on one line, without control and invisible characters."""
    seen = "".join(" " if unicodedata.category(c) == "Cc" else c for c in _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def as_pages(blocks: Iterable[Block], file: str, *, limit: int) -> tuple[tuple[RawPage, ...], Unit]:
    """Return a document's sections or groups of paragraphs as pages, and which they are.

    Raises TooManyPages over `limit`.
    """
    kept = [Block(line, block.level) for block in blocks if (line := as_line(block.text))]
    headings = sum(block.level > 0 for block in kept)
    unit: Unit = "section" if headings > 1 else "paragraph"
    parts = list(_sections(kept) if unit == "section" else _groups(kept)) or [("", [])]
    if len(parts) > limit:
        raise TooManyPages(file=file, pages=len(parts), limit=limit)
    under = ""
    pages: list[RawPage] = []
    for number, (label, some) in enumerate(parts, start=1):
        begun = [(0, under)] if under else []
        at = 0
        for block in some:
            if block.level:
                under = block.text
                begun = [*(each for each in begun if each[0] != at), (at, under)]
            at += len(block.text) + 1
        text = "\n".join(block.text for block in some)
        pages.append(RawPage(number, label or str(number), text, (), 0, 0, sections=tuple(begun)))
    return tuple(pages), unit


def _sections(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    """Yield each section with its printed number; a heading that only holds others joins them."""
    section: list[Block] = []
    for block in blocks:
        if block.level and section and not section[-1].level:
            yield _printed(section), section
            section = []
        section.append(block)
    if section:
        yield _printed(section), section


def _printed(section: Sequence[Block]) -> str:
    headings = [block.text for block in section if block.level]
    found = _NUMBER.match(headings[-1]) if headings else None
    return found.group(1) if found else ""


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[str, list[Block]]]:
    first, group = 1, list[Block]()
    for number, block in enumerate(blocks, start=1):
        if group and sum(len(each.text) for each in group) + len(block.text) > _GROUP:
            yield _range(first, number - 1), group
            first, group = number, []
        group.append(block)
    if group:
        yield _range(first, len(blocks)), group


def _range(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"
