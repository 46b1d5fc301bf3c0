"""What is read first of a text and what stands beside it: no sentence is cut by its box.

A box or a picture's legend may stand beside lines that go on, above it or under it, over the whole
width: it is read before them, or after the sentence that goes round it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.schema import Line, RawPage
from ingest.tables import Cells, is_running, rows_of

_ENDED = re.compile(r"[.!?:;…][\"'»”’)\]]*\s*$")
# Times the size of the other: text of one size may go on.
_ALIKE = 1.1
# An item's bullet or number, a note's or its call.
_MARK = re.compile(r"[^\w\s]{1,2}|[a-z][.)]|[ivx]{1,4}[.)]|\d{1,2}[.)°]?|[⁰¹²³⁴-⁹]{1,3}")


@dataclass(frozen=True, slots=True)
class Row:
    """What is read as one line: its cells from left to right, each made of lines.

    Text has one cell with the one line, or the pieces a wide space has cut it into. `begins` says
    that it goes on with nothing above it. A cell without lines is an empty one before a filled one.
    """

    cells: Cells
    begins: bool = False

    @property
    def first(self) -> Line:
        """The line it begins with."""
        return next(line for cell in self.cells for line in cell)


def plain_rows(page: RawPage, lines: Sequence[Line]) -> list[Row]:
    """Read from top to bottom; in the PDF's own order where it reads apart what stands abreast.

    Not where only marks are: browsers draw some after all the text.
    """
    rows = rows_of(lines)
    order = sorted(lines, key=lambda line: line.start)
    texts = [line for line in order if not _MARK.fullmatch(page.text, line.start, line.end)]
    rank = {id(line): index for index, line in enumerate(texts)}
    apart = [
        abs(rank[id(left)] - rank[id(right)]) > max(3, len(row))
        for row in rows
        for left, right in pairwise(line for line in row if id(line) in rank)
    ]
    if len(apart) > 2 and sum(apart) > 0.5 * len(apart):
        return [Row(((line,),)) for line in order]
    return [Row((tuple(row),)) for row in rows]


def in_sequence(page: RawPage, parts: Sequence[Sequence[list[Row]]]) -> list[Row]:
    """Return the rows of what stands from top to bottom: each part alone, or two sides abreast."""
    rows: list[Row] = []
    held: list[Row] = []
    for index, part in enumerate(parts):
        below = parts[index + 1][0] if index + 1 < len(parts) and len(parts[index + 1]) == 1 else []
        sides = [*part]
        if len(part) == 2 and not held:
            text = _side_that_goes_on(page, rows, sides, below)
            if text is not None:
                box = sides[1 - text]
                from_above = bool(rows) and goes_on(page, rows[-1], sides[text][0])
                sides = [sides[text], box] if from_above else [box, sides[text]]
                if from_above and below and goes_on(page, sides[0][-1], below[0]):
                    held = sides.pop()
                rows += [row for side in sides for row in side]
                continue
        rest = [row for side in sides for row in side]
        if held:
            ended = (at for at, row in enumerate(rest, 1) if _ENDED.search(_text(page, _last(row))))
            after = next(ended, len(rest))
            rest[after:after], held = held, []
        rows += rest
    return rows


def _side_that_goes_on(
    page: RawPage, above: Sequence[Row], sides: Sequence[list[Row]], below: Sequence[Row]
) -> int | None:
    """Return which of two sides is the text that comes from above or goes on below, if one is.

    Where the left side goes on in the right one, both are columns.
    """
    left, right = sides
    if not left or not right or goes_on(page, left[-1], right[0]):
        return None
    under = [bool(below) and goes_on(page, side[-1], below[0]) for side in sides]
    if under[0] != under[1]:
        return under.index(True)
    over = [bool(above) and goes_on(page, above[-1], side[0]) for side in sides]
    if over[0] != over[1]:
        return over.index(True)
    # A name may begin the line below: what is set as it is, and has no end, goes on in it.
    alike = [bool(below) and _is_alike(_last(side[-1]), below[0].first) for side in sides]
    text = sides[alike.index(True)][-1] if alike[0] != alike[1] else None
    open_ended = text and is_running(_last(text)) and not _ENDED.search(_text(page, _last(text)))
    return alike.index(True) if open_ended else None


def _is_alike(line: Line, other: Line) -> bool:
    return max(line.size, other.size) < _ALIKE * min(line.size, other.size)


def goes_on(page: RawPage, row: Row, other: Row) -> bool:
    """Say whether a sentence goes on from one row to another, of the same size."""
    last, first = _last(row), other.first
    lower = _text(page, first)[:1].islower()
    return _is_alike(last, first) and lower and not _ENDED.search(_text(page, last))


def _last(row: Row) -> Line:
    return row.cells[-1][-1]


def _text(page: RawPage, line: Line) -> str:
    return page.text[line.start : line.end].strip()
