"""The text of a part of a document, from its label to the next one, on its page and overleaf.

A long part is shown from its beginning, and further each time that more of it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant import labels
from assistant.candidate import is_heading
from assistant.extract import Evidence
from assistant.schema import Citation
from ingest import french
from ingest.library import Library
from ingest.schema import StoredPage

# In characters: how much of a part is shown, and of one that ends soon after; how little of it may
# stand before a page's end, and how much of it at least is shown of the next page.
_MOST, _WHOLE, _OPENING, _LEAST = 1_200, 2_000, 400, 200
# How far numbers in a row may lie apart: an article may be repealed.
_GAP = 3
# In words: the longest label; what is longer before the first sentence is within one.
_LABEL = 3
# In characters: the longest title that the text of its line runs on from, and how much of that
# comes with it at most.
_RUN_IN, _RUNS_ON = 80, 400
# What has headings of its own.
_HAS_HEADINGS = tuple(kind for kind in labels.FILLING if kind != "article")

# A page, and where the part stands on it.
Span = tuple[StoredPage, int, int]
# Tells where the part ends on a page, behind a place.
Ends = Callable[[StoredPage, int], int]


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown of a part, and the page where what is left of it begins; None for nothing."""

    evidence: tuple[Evidence, ...] = ()
    left: StoredPage | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The texts of a part, one a document, and the files of other documents that have one too.

    `alike` are others of its number in those documents: what holds each, and its page.
    """

    texts: tuple[Told, ...] = ()
    others: tuple[str, ...] = ()
    alike: tuple[tuple[str, int | str, StoredPage], ...] = ()


def spans(
    library: Library,
    page: StoredPage,
    start: int,
    kind: str,
    ends: Callable[[StoredPage, int], int],
) -> Iterator[Span]:
    """Yield where a part of that kind stands, page by page, from where it begins.

    `ends` tells where it ends on a page, behind a place. Overleaf it goes on where little of it, or
    an unfinished line, is on its page, and where the next label stands there.
    """
    end = ends(page, start)
    yield page, start, end
    goes_on = kind in labels.FILLING or end - start < _OPENING
    goes_on = goes_on or not page.text[:end].rstrip().endswith((".", ";"))
    while end >= page.end(start):
        following = library.page_beside(page)
        if following is None:
            return
        text = following.text
        first = len(text) - len(text.lstrip())
        until = ends(following, first - 1)
        closed = kind not in labels.CAPTIONED and until < following.end()
        heads = kind not in _HAS_HEADINGS and _opens_with_heading(following, first)
        if until <= first or heads or not (goes_on or closed):
            return
        page, start, end = following, first, until
        yield page, start, end


def told(places: Iterable[Span], known: Sequence[Citation] = ()) -> Told:
    """Return what is shown of a part that stands in those places, and is in nothing quoted before.

    All of it where that is little more than is read at one time.
    """
    unseen: list[Span] = []
    length = 0
    for page, start, end in places:
        begins = _unseen_from(page, start, known)
        if not page.text[begins:end].strip() or (begins > start and _heads_only(page, begins, end)):
            continue
        unseen.append((page, begins, end))
        length += end - begins
        if length > _WHOLE:
            break
    most = _WHOLE if length <= _WHOLE else _MOST
    found: list[Evidence] = []
    for page, start, end in unseen:
        if found and end - start > most and most < _LEAST:
            return Told(tuple(found), page)
        shown_here, is_cut = _cut(page, start, end, most)
        found += shown_here
        most -= sum(each.end - each.start for each in shown_here)
        if is_cut:
            return Told(tuple(found), page)
    return Told(tuple(found))


def shown(page: StoredPage, start: int, end: int) -> list[Evidence]:
    """Return whole sentences of a span as evidence, as many as are read at one time."""
    return list(told([(page, start, end)]).evidence)


def first_and_last(
    library: Library, document: str, kind: str, number: int | str
) -> tuple[int, int] | None:
    """Return the first and the last number that a document's parts of a kind bear in a row.

    None for fewer than two parts, and where the number that was asked for is between these.
    """
    pages = (library.stored_page(document, each) for each in library.page_labels(document))
    values = {value for page in pages for _, value in labels.begun(kind, page.text)}
    row: list[int] = []
    for value in sorted(each for each in values if isinstance(each, int)):
        if not row or value <= row[-1] + _GAP:
            row.append(value)
    if len(row) < 2 or (isinstance(number, int) and row[0] <= number <= row[-1]):
        return None
    return row[0], row[-1]


def _cut(page: StoredPage, start: int, end: int, most: int) -> tuple[list[Evidence], bool]:
    """Return whole sentences of a span up to so many characters, and whether some are left."""
    text = page.text
    inside = [span for span in french.sentences(text) if start <= span[0] and span[1] <= end]
    before = text[start : inside[0][0] if inside else end]
    if start and len(before.split()) > _LABEL:  # « …avant l'embarquement ; 4.2 affecter deux… »
        until = start + len(text[start : min(end, start + most)].rstrip())
        evidence = Evidence(page, start, until, (start, until))
        return [evidence], until < len(text[:end].rstrip())
    if not inside:
        return [], False
    start = inside[0][0]
    whole = [span for span in inside[1:] if span[1] - start <= most]
    told_here = [inside[0], *_with_whole_titles(text, start, whole, inside[1:])]
    last = told_here[-1][1]
    left = any(not _leads_on(text[slice(*span)]) for span in inside if span[0] >= last)
    return [Evidence(page, start, last, (start, last))], left


def _with_whole_titles(
    text: str, start: int, these: list[tuple[int, int]], inside: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return the first sentences of a span without headings at their end, but for a page's last.

    A title that the text of its line runs on from comes with it, or goes too where that is long.
    """
    last, told_here = len(text.rstrip()), these
    while told_here and told_here[-1][1] < last and _leads_on(text[slice(*told_here[-1])]):
        told_here = told_here[:-1]
    told_here = told_here or these  # a list of questions heads nothing
    if not told_here or told_here == inside:
        return told_here
    until = told_here[-1][1]
    line = max(text.rfind("\n", start, until) + 1, start)
    if text[until : until + 1] == "\n" or until - line > _RUN_IN:
        return told_here
    ends = (text + "\n").index("\n", until)
    with_line = [span for span in inside if span[1] <= ends]
    if with_line[-1][1] - these[-1][1] <= _RUNS_ON:
        return with_line
    return [span for span in told_here if span[1] <= line]


def _unseen_from(page: StoredPage, start: int, known: Sequence[Citation]) -> int:
    """Return where what was not quoted begins, behind what was from the start on."""
    here = [each for each in known if (each.document, each.page) == (page.document, page.number)]
    for each in sorted(here, key=lambda each: each.start):
        if not page.text[start : each.start].strip():
            start = max(start, each.end)
    return start


def _heads_only(page: StoredPage, start: int, end: int) -> bool:
    inside = [span for span in french.sentences(page.text) if start <= span[0] and span[1] <= end]
    return all(_leads_on(page.text[slice(*span)]) for span in inside)


def _opens_with_heading(page: StoredPage, first: int) -> bool:
    """Say whether a page begins with a heading, and not within the section of the page before."""
    return any(at <= first and page.text.startswith(said, first) for at, said in page.sections)


def _leads_on(text: str) -> bool:
    """Say whether a line is the heading of what comes next, and no row of a table."""
    return "|" not in text and is_heading(text)
