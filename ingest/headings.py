"""Headings, known by larger or bolder letters, capitals or a number; each names what follows it.

« 3.2. Les financements » or « Section II. - Droit d'accès » need nothing else: a short paragraph of
the text's own letters that begins so is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest import french

_PARTS = "chapitre|titre|partie|section|annexe|chapter|part|annex"
_NUMBERED = re.compile(
    r"(?:(?:[IVX]{1,5}|\d{1,2}|[A-Z])(?:\.\d{1,2}){0,3}\s?[.)°–-]+\s?|\d{1,2}(?:\.\d{1,2}){1,3}\s"
    rf"|(?:{_PARTS}|article|axe|objectif|fiche)\s"
    r"(?:[IVX]{1,5}|\d{1,3}|premier|premiere|[A-Z])\b)",
    re.IGNORECASE,
)
# What ends with a page's number is an entry of a table of contents.
_OUTRIGHT = re.compile(
    r"(?!.*\s\d{1,3}$)"
    r"(?:\d{1,2}(?:\.\d{1,2}){1,3}[.)]?\s+(?-i:[A-ZÀ-Ý«])"
    rf"|(?:{_PARTS})\s"
    r"(?-i:[IVX]{1,5}|\d{1,3}|[Pp]remi(?:er|ère)|[A-Z])\b"
    r"|article\s(?:\d{1,3}|premier|1er)(?:\s?[:.–-]|$))",
    re.IGNORECASE,
)
_LONGEST, _MOST_WORDS, _FEW_WORDS, _COVER = 140, 18, 12, 200
_COUNT = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}[.)°–-]*\s")
_LETTER = re.compile(r"[^\W\d_]")
_NO_HEADING = re.compile(r"(?:\.\s?){4,}|[.;,]$|[•▪►➢✓]|https?:|\|")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a page: where it begins in the page's text, and how it is set."""

    start: int
    text: str
    size: float
    bold: bool


def sections(pages: Sequence[Sequence[Paragraph]]) -> list[tuple[tuple[int, str], ...]]:
    """Return, page by page, where each section begins and the heading it stands under.

    A page that begins inside a section says so first, at 0. What comes before any heading has none.
    """
    sizes: Counter[float] = Counter()
    bold = 0
    for paragraph in (each for page in pages for each in page):
        sizes[paragraph.size] += len(paragraph.text)
        bold += len(paragraph.text) * paragraph.bold
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    bold_means = bold < 0.25 * sizes.total()
    found: list[tuple[tuple[int, str], ...]] = []
    current = ""
    for number, page in enumerate(pages):
        if number == 1 and not any(len(each.text) > _COVER for each in pages[0]):
            current = ""  # a cover's title heads no section
        begun = [(0, current)] if current else []
        for heading in _headings(page, body, bold_means):
            current = heading.text
            begun = [each for each in begun if each[0] != heading.start]
            begun.append((heading.start, current))
        found.append(tuple(begun))
    return found


def section_at(begun: Iterable[tuple[int, str]], position: int) -> str:
    """Return the heading under which a position of a page stands; empty when none."""
    under = ""
    for start, heading in begun:
        if start <= position:
            under = heading
    return under


def _headings(page: Sequence[Paragraph], body: float, bold_means: bool) -> list[Paragraph]:
    return [each for each in page if each.size and _is_heading(each, body, bold_means)]


def _is_heading(paragraph: Paragraph, body: float, bold_means: bool) -> bool:
    text = paragraph.text
    letters = len(_LETTER.findall(text))
    if letters < 4 or len(text) > _LONGEST or len(text.split()) > _MOST_WORDS:
        return False
    # « 2. Comptes 2023 » has fewer letters than all else, but for its number.
    counted = len(_COUNT.sub("", text))
    if _NO_HEADING.search(text) or text[:1].islower() or letters < 0.5 * counted:
        return False
    if paragraph.size >= 1.12 * body:
        return True
    numbered = _NUMBERED.match(french.fold(text)) is not None
    marked = (paragraph.bold and bold_means) or (text.isupper() and letters > 6)
    marked = marked or (len(text.split()) <= _FEW_WORDS and bool(_OUTRIGHT.match(text)))
    return paragraph.size >= 0.95 * body and marked and (numbered or not text.endswith(":"))
