"""The titles within a document, each with its page: those that stand for a table of contents.

The sections' headings, as they were told by their letters; where those are few, short lines above a
paragraph, numbered lines, and « Article 1. Objet. » that its paragraph runs on from. A document of
questions is told by its questions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from assistant import contents
from assistant.asking import is_item
from ingest import french
from ingest.schema import CELL_END, StoredPage

# How many titles are shown, or questions of a document of questions; how few sections are none.
MOST, MOST_ASKED, _FEW = 30, 40, 3
# In characters: how long a title may be, and what stands under it at least.
_TITLE, _UNDER = 120, 60
# How many questions make a document of questions, and of how many of its lines.
_ASKED, _ASKED_SHARE = 5, 0.3
# In characters, how far down a first page its cover may go.
_COVER = 3_000
# How many words of a first page's title say more than the document's does.
_TELLING = 4

_PART = re.compile(
    r"\W*(?:(?P<part>titre|partie|part|annexe|annex|piste|module|volet)"
    r"|(?P<chapter>chapitre|chapter|axe|point|fiche)"
    r"|(?P<section>section|sous-section)|(?P<article>article|art\.?))"
    r" ?(?:n° ?)?(?:\d{1,3}|premier|premiere|1er|[ivx]+|[a-z])\b"
    r"|(?P<decimal>\d{1,2}(?:\.\d{1,2}){0,3})(?:[.)°]|\s?[-–—]|\s(?=[^\W\d]))"
    r"|(?P<letter>[ivx]{1,5})(?:[.)]|\s?[-–—])\s"
)
_RANKS = {"part": 0, "chapter": 1, "section": 2, "article": 3, "letter": 1}
# « Article 1. Objet. La convention fixe… », « Article premier.- … »: its title, if it has one.
_RUN_IN = re.compile(
    r"(?:ARTICLE|Article|Art\.)\s(?:\d{1,3}|premier|PREMIER|1er|1ER)\s?[.:–-]+\s?"
    r"(?P<title>[A-ZÀ-Ý«][^.;!?\n]{2,80})\.(?=\s)"
)
# « 7,2 millions d'euros » in large letters is a figure.
_FIGURE = re.compile(r"[+-]?\d[\d\s,.]*(?:%|€|[a-zà-ÿ])|\d{2,}\s")
_NO_TITLE = re.compile(r"(?:[.;,]|\.\s?\.)$|https?:|www\.|@|\d{5}")
# Names who was there, ends a talk, or says nothing.
_IDLE = re.compile(
    r"\W*(?:(?:membres? )?(?:presents?|excuses?|absents?|participants?)(?: et \w+)?|entre|et"
    r"|merci.*|thank you.*|attendees|apologies"
    r"|(?:titre|chapitre|section|article|annexe|partie|chapter|part) ?(?:[\divx]{1,4}|1er"
    r"|premier|premiere))\W*"
)


class Title(NamedTuple):
    """Where a title stands on its page, itself folded, and how deep its number puts it."""

    page: StoredPage
    start: int
    end: int
    folded: str
    rank: int | None

    @property
    def text(self) -> str:
        """The words, as they stand on the page."""
        return self.page.text[self.start : self.end]


def titles(pages: Sequence[StoredPage]) -> list[Title]:
    """Return the titles within a document, in order, but those that head many of its pages."""
    sectioned = [each for page in pages for each in _sections(page)]
    few = len(_without_cover(sectioned)) < _FEW
    found = {(each.page.number, each.start): each for each in sectioned}
    for page in pages:
        for each in _by_shape(page):
            if few or each.rank is not None:
                found.setdefault((page.number, each.start), each)
    inside = [each for _, each in sorted(found.items(), key=lambda item: item[0])]
    return _once(_without_cover(inside))


def questions(pages: Sequence[StoredPage]) -> list[Title]:
    """Return the questions that a document of questions answers; none where it is no such one."""
    asked: list[Title] = []
    lines = 0
    for page in pages:
        for start, end in _lines(page.text):
            text = page.text[start:end]
            numbered = _PART.match(french.fold(text))
            if CELL_END in text or (is_item(text) and not numbered):
                continue
            lines += 1
            first = next(iter(french.sentences(text)), (0, 0))
            last = end if text.endswith("?") else start + first[1]
            said = page.text[start:last]
            if said.endswith("?") and len(said) <= 2 * _TITLE and said[:1] not in "«“\"'":
                asked.append(_title(page, start, last))
    enough = len(asked) >= max(_ASKED, _ASKED_SHARE * lines)
    return asked if enough else []


def fitting(found: Sequence[Title], most: int = MOST) -> list[Title]:
    """Return the titles without the deepest, as many as must go for a reader to take them in."""
    kept = list(found)
    while len(kept) > most:
        # What has no number stands under what has one, if it stands beside many.
        ranks = {99 if each.rank is None else each.rank for each in kept}
        shallower = [each for each in kept if (99 if each.rank is None else each.rank) < max(ranks)]
        if len(shallower) < _FEW:
            break
        kept = shallower
    return (kept if len(kept) <= most else topmost(kept))[:most]


def topmost(found: Sequence[Title]) -> list[Title]:
    """Return the first title of each page: of slides, their own."""
    pages = [each.page.number for each in found]
    return [each for place, each in enumerate(found) if each.page.number not in pages[:place]]


def _title(page: StoredPage, start: int, end: int) -> Title:
    folded = french.fold(" ".join(page.text[start:end].split()))
    part = _PART.match(folded)
    return Title(page, start, end, folded, _rank(part) if part else None)


def _rank(part: re.Match[str]) -> int:
    kind = part.lastgroup or ""
    return 1 + part[kind].count(".") if kind == "decimal" else _RANKS[kind]


def _sections(page: StoredPage) -> Iterator[Title]:
    """Yield the sections' headings that begin on a page, and have something under them."""
    begun = [
        (start, heading)
        for start, heading in page.sections
        if begins(page, start, heading)
        and not _FIGURE.match(heading.strip())
        and heading.strip()[:1] not in "-–—…•"
    ]
    places = [*(start for start, _ in begun), page.end()]
    for place, (start, heading) in enumerate(begun):
        until = _end_of(page.text, start, heading)
        under = page.text[until : places[place + 1]].strip()
        title = _title(page, start, until)
        last, little = place == len(begun) - 1, 0 < len(under) < _UNDER
        if not (start and last and little and title.rank is None):  # a name under a letter
            yield title


def begins(page: StoredPage, start: int, heading: str) -> bool:
    """Say whether the section begins there, and does not only go on from the page before."""
    there = page.text[start : start + 2 * len(heading) + _UNDER]
    return " ".join(there.split()).startswith(" ".join(heading.split()))


def _end_of(text: str, start: int, heading: str) -> int:
    """Return where a heading ends on its page, whatever its white space."""
    wanted, at = iter("".join(heading.split())), start
    for _ in wanted:
        while text[at].isspace():
            at += 1
        at += 1
    return at


def _by_shape(page: StoredPage) -> Iterator[Title]:
    """Yield the lines that read like titles, and the titles that paragraphs run on from."""
    lines = _lines(page.text)
    for (start, end), (_, after) in pairwise([*lines, (len(page.text), len(page.text))]):
        text = page.text[start:end]
        run_in = _RUN_IN.match(text)
        if run_in:
            yield _title(page, start, start + run_in.end())
        under = page.text[end:after].strip()
        paragraph = len(under) > max(_UNDER, len(text)) and under[:1].isupper()
        paragraph = paragraph or (_leads(page, start, end, under) and CELL_END not in under)
        short = 3 < len(text) <= _TITLE and text[:1] == text[:1].upper() and text[-1:] != ":"
        plain = not (is_item(text) and not _PART.match(french.fold(text)))
        told = not _NO_TITLE.search(text) and not _FIGURE.match(text)
        if short and plain and told and paragraph and CELL_END not in text + under:
            yield _title(page, start, end)


def _leads(page: StoredPage, start: int, end: int, under: str) -> bool:
    """Say whether a numbered line leads to a deeper one, or from a paragraph to the next page."""
    rank = _title(page, start, end).rank
    if rank is None:
        return False
    if under:
        below = _PART.match(french.fold(under))
        return below is not None and _rank(below) > rank
    if re.match(r"\W*\w{1,2}\)", page.text[start:end]):  # an item of a list
        return False
    before = page.text[max(0, start - 2 * _TITLE) : start].rstrip()
    return len(before) - before.rfind("\n") > _TITLE


def _without_cover(found: Sequence[Title]) -> list[Title]:
    """Return the titles without those above a first page's text, unless they say what it is on."""
    kept: list[Title] = []
    for each in found:
        if each.page.number == 1 and each.start < _COVER and _tops_cover(each):
            continue
        if not _IDLE.fullmatch(each.folded) and not contents.is_title(each.text):
            kept.append(each)
    return kept


def _tops_cover(title: Title) -> bool:
    """Say whether a title stands above the text of a first page, as little more than its title."""
    text = title.page.text
    if re.search(rf"[^\n]{{{_TITLE},}}", text[: title.start]):
        return False
    under = text[title.end : title.end + _COVER].strip().partition("\n")[0]
    said, known = french.stems(title.text), french.stems(title.page.title)
    return len(under) <= _TITLE and len(set(said) - set(known)) < _TELLING


def _once(found: Sequence[Title]) -> list[Title]:
    """Return the titles that are not every chapter's, each where it stands first."""
    places: dict[str, list[int]] = {}
    for each in found:
        places.setdefault(each.folded, []).append(each.page.number)
    recurs = {
        folded
        for folded, numbers in places.items()
        if len(numbers) > 2 and any(b - a > 1 for a, b in pairwise(numbers))
    }
    seen: set[str] = set()
    kept: list[Title] = []
    for each in found:
        if each.folded not in recurs and each.folded not in seen:
            kept.append(each)
        seen.add(each.folded)
    return kept


def _lines(text: str) -> list[tuple[int, int]]:
    """Return where the lines that are not blank start and end, without white space."""
    lines = [(start, text[start:end]) for start, end in contents.lines_of(text)]
    return [
        (start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        for start, line in lines
    ]
