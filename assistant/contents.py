"""The lines of a page that are entries of a table of contents: they name what others answer.

An entry ends with the number of a page, after leader dots or a space; entries stand together and
their numbers rise, up to that of the document's last page. That is what tells them from a list of
prices or a table. A slide's have no numbers: they are the lines of few words under « Sommaire ».
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest import french
from ingest.library import Library
from ingest.schema import CELL_END, StoredPage

_NUMBERED = re.compile(r"(?<!\d)\d{1,4}\s*$")
# Looked for in a line's last characters only: a line may be as long as a page.
_LEADERS, _NEAR_END = re.compile(r"(?:(?:[.…·_]\s?){4}|…{2})\s*$"), 12
# How many entries make a table, how many of the page's lines they are without leaders, how many of
# their numbers rise; by how much the last may pass the document's pages: a cover is not always
# counted, an annex may be apart.
_FEWEST_LED, _FEWEST_BARE, _LINES, _RISING, _BEYOND = 3, 5, 0.6, 0.85, 20
_YEARS = range(1900, 2100)
# What stands above entries without numbers, folded; how few they are, and how long one may be.
_TITLE = re.compile(
    r"\W*(?:sommaire|au sommaire|au programme|table des matieres|plan(?: de la presentation)?"
    r"|contents|table of contents|outline)\W*"
)
_FEWEST_TITLED, _LONGEST_TITLED = 3, 80
# How many lines of an entry may come before the one with its number.
_WRAPPED = 2


class _Entry(NamedTuple):
    """The page's line `line` as an entry: the number it ends with, whether after leaders."""

    line: int
    number: int
    led: bool


def entries(library: Library, page: StoredPage) -> list[tuple[int, int]]:
    """Return where the page's entries of a table of contents stand in its text."""
    lines = lines_of(page.text)
    numbered = list(_numbered(page.text, lines))
    found = [each for each in numbered if each.led]
    if len(found) < _FEWEST_LED:
        found = numbered
        if len(found) < max(_FEWEST_BARE, _LINES * len(lines)):
            return _titled(page.text, lines)
    rising = sum(before.number <= after.number for before, after in itertools.pairwise(found))
    if rising < _RISING * (len(found) - 1):
        return []
    last = library.extent([page.document]).pages + _BEYOND
    if max(each.number for each in found) > last:
        return []
    # The first one's own line before, or the table's title: a row of cells has no other line.
    top = found[0].line
    above, first = (page.text[slice(*lines[each])] for each in (max(top - 1, 0), top))
    whole = CELL_END in first and not is_title(above)
    before = [top - 1 if whole else max(top - 2, -1), *(each.line for each in found)]
    firsts = (
        each.line if each.line - previous > _WRAPPED + 1 else previous + 1
        for each, previous in zip(found, before, strict=False)
    )
    return [
        (lines[begun][0], lines[each.line][1]) for begun, each in zip(firsts, found, strict=True)
    ]


def may_list(text: str) -> bool:
    """Say whether a passage has a line like an entry: one of its page's may be long."""
    lines = lines_of(text)
    return any(_numbered(text, lines)) or any(is_title(text[slice(*line)]) for line in lines)


def _titled(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the lines of few words under a table's title, where they are some."""
    first = next(
        (place for place, line in enumerate(lines) if is_title(text[slice(*line)])), len(lines)
    )
    found = list(
        itertools.takewhile(
            lambda line: (
                not text[slice(*line)].rstrip().endswith((".", ";", ":"))
                and line[1] - line[0] <= _LONGEST_TITLED
            ),
            lines[first + 1 :],
        )
    )
    return found if len(found) >= _FEWEST_TITLED else []


def is_title(line: str) -> bool:
    """Say whether a line is what a table of contents is called: « Sommaire »."""
    return len(line) < _LONGEST_TITLED and bool(_TITLE.fullmatch(french.fold(line.strip())))


def lines_of(text: str) -> list[tuple[int, int]]:
    """Return where the lines that are not blank start and end."""
    ends = itertools.accumulate(len(line) for line in text.splitlines(keepends=True))
    spans = itertools.pairwise([0, *ends])
    return [(start, end) for start, end in spans if text[start:end].strip()]


def _numbered(text: str, lines: list[tuple[int, int]]) -> Iterator[_Entry]:
    """Yield the lines that have words and then a number, alone or after leaders.

    A year numbers no page: « juin 2024 » stands on a cover above its contents.
    """
    for place, (start, end) in enumerate(lines):
        line = text[start:end].rstrip()
        if not (number := _NUMBERED.search(line[-_NEAR_END:])):
            continue
        before = line[: -len(number[0])]
        led = bool(_LEADERS.search(before[-_NEAR_END:]))
        dated = not (led or before.endswith(CELL_END)) and int(number[0]) in _YEARS
        if any(map(str.isalpha, before)) and (led or before[-1].isspace()) and not dated:
            yield _Entry(place, int(number[0]), led)
