"""Which tagged tables are sound, and which of a page's lines stand in their cells.

A table is sound where its cells stand as its rows say: each row below the one before, each cell
right of the one before, no other text among them, nor whole paragraphs in them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.grids import MOST_COLUMNS
from ingest.ruled import Table
from ingest.schema import CellRun, Line
from ingest.turning import Boxes

# In heights of a character, by how much edges may miss each other; of a cell's characters, how many
# end before the next cell: words may be too long for theirs.
_LOOSE, _BEFORE = 0.3, 0.75
# In heights too: a note beside a table has more room above and below it.
_ROOM = 3.0
# In heights: how far above a table its head stands, and the head's lines above each other.
_NEAR, _STEP = 3.0, 0.8
# In heights: as much room as a space leaves at most.
_SPACE = 0.5
# A cell of more characters holds paragraphs; where more than that share do, the page is laid out.
_FLOWING, _FEW = 600, 0.1
# The lines of each cell of a table, by its row and its column.
_Rows = defaultdict[int, defaultdict[int, list[Line]]]


@dataclass(slots=True)
class Cell:
    """A cell: how many rows and columns it spans, and what it holds.

    Its marked contents first, then its characters and their box; `column` is its first, from 0.
    """

    spans: int
    width: int = 1
    column: int = 0
    contents: set[int] = field(default_factory=set)
    characters: list[int] = field(default_factory=list)
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class TaggedTable:
    """A table element: its rows on the page, and how many of several cells it has at least.

    `laid_out` says that a cell holds a heading or a table: it sets a page.
    """

    rows: list[list[Cell]] = field(default_factory=list)
    fewest: int = 2
    laid_out: bool = False


def set_columns(rows: Sequence[Sequence[Cell]]) -> None:
    """Give each cell its column: after those of its row, and those that hang down into it."""
    hanging = dict[int, int]()  # the first row under what spans several, by column
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while hanging.get(column, 0) > number:
                column += 1
            cell.column = column
            if cell.spans > 1:
                spanned = range(column, column + min(cell.width, MOST_COLUMNS))
                hanging |= dict.fromkeys(spanned, number + cell.spans)
            column += cell.width


def tagged_tables(
    runs: Sequence[CellRun], lines: Sequence[Line], turned: Sequence[Line] = ()
) -> list[Table]:
    """Return the tables that those runs of characters tell, made of the lines that begin in them.

    A row whose level lines are all gone (a header that each page repeats) is left out, with what is
    `turned` in it.
    """
    tables: defaultdict[int, _Rows] = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for run, line in _held(runs, lines):
        tables[run.table][run.row][run.column].append(line)
    for run, line in _held(runs, turned):
        if run.row in tables[run.table]:
            tables[run.table][run.row][run.column].append(line)
    widths = {(run.table, run.row, run.column): run.width for run in runs}
    found = []
    for number, told in tables.items():
        ordered = [(row, sorted(cells.items())) for row, cells in sorted(told.items())]
        rows = [[tuple(lines) for _, lines in cells] for _, cells in ordered]
        spans = tuple(
            tuple((column, column + widths[number, row, column]) for column, _ in cells)
            for row, cells in ordered
        )
        inside = [line for row in rows for cell in row for line in cell]
        if any(len(row) > 1 for row in rows):
            bottom, top = min(line.bottom for line in inside), max(line.top for line in inside)
            found.append(Table(tuple(map(tuple, rows)), bottom, top, told=True, spans=spans))
    return found


def _held(runs: Sequence[CellRun], lines: Sequence[Line]) -> Iterator[tuple[CellRun, Line]]:
    """Yield the lines that begin in a cell's characters, each with those."""
    starts = [run.start for run in runs]
    for line in lines if runs else ():
        run = runs[max(bisect_right(starts, line.start) - 1, 0)]
        if run.start <= line.start < run.end:
            yield run, line


def is_sound(tagged: TaggedTable, boxes: Boxes, places: NDArray[np.int64], size: float) -> bool:
    """Say whether cells stand as their rows say, short ones, with nothing else beside them."""
    rows = [[cell for cell in row if cell.characters] for row in tagged.rows]
    cells = [cell for row in rows for cell in row]
    flowing = sum(len(cell.characters) > _FLOWING for cell in cells)
    if sum(len(row) > 1 for row in rows) < tagged.fewest or flowing > _FEW * len(cells):
        return False
    for cell in cells:
        own = boxes[cell.characters]
        low, high = own[:, :2].min(axis=0).tolist(), own[:, 2:].max(axis=0).tolist()
        cell.box = low[0], low[1], high[0], high[1]
    within = np.zeros(len(boxes), dtype=bool)
    within[[each for cell in cells for each in cell.characters]] = True
    others = boxes[places[~within[places]]]
    edges = np.array([cell.box for cell in cells])
    table = [*edges[:, :2].min(axis=0).tolist(), *edges[:, 2:].max(axis=0).tolist()]
    alone = not _goes_by(others, table, size)
    return alone and _go_down(rows, size) and _go_right(rows, boxes, size)


def _goes_by(others: Boxes, table: Sequence[float], size: float) -> bool:
    """Say whether text beside a table, from its top to its bottom, is more than a note to it.

    A note stands on one side and has room above and below: a column of text goes on there.
    """
    left, bottom, right, top = others.T
    middle = (bottom + top) / 2
    beside = (middle > table[1]) & (middle < table[3])
    if not beside.any():
        return False
    if not ((right[beside] < table[0]).all() or (left[beside] > table[2]).all()):
        return True
    low, high = bottom[beside].min() - _ROOM * size, top[beside].max() + _ROOM * size
    above = (left < right[beside].max()) & (right > left[beside].min()) & ~beside
    return bool((above & (bottom < high) & (top > low)).any())


def _go_down(rows: Sequence[list[Cell]], size: float) -> bool:
    """Say whether each cell stands below all that end in rows before its own."""
    floors = [float("inf")] * (len(rows) + 1)
    floor = float("inf")
    for index, row in enumerate(rows):
        floor = min(floor, floors[index])
        if any(cell.box[3] > floor + _LOOSE * size for cell in row):
            return False
        for cell in row:
            ended = min(index + cell.spans, len(rows))
            floors[ended] = min(floors[ended], cell.box[1])
    return True


def _go_right(rows: Sequence[list[Cell]], boxes: Boxes, size: float) -> bool:
    """Say whether each cell of a row begins right of the one before, and of most of its letters."""
    return all(
        before.box[0] < after.box[0]
        and (
            before.box[2] <= after.box[0]
            or np.quantile(boxes[before.characters, 2], _BEFORE) < after.box[0] + _LOOSE * size
        )
        for row in rows
        for before, after in pairwise(row)
    )


def repeated_head(
    tagged: TaggedTable, boxes: Boxes, untagged: NDArray[np.int64], size: float
) -> list[Cell]:
    """Return the cells of the head over a table that goes on from another page; none without one.

    Programs that repeat it there tag it no more, as what pagination adds (14.8.2.2). It stands over
    half of the columns at least, each of its words over one; a running header's do not.
    """
    columns = _columns(tagged.rows)
    floor = max(cell.box[3] for row in tagged.rows for cell in row if cell.characters)
    head = _just_over(boxes, untagged[boxes[untagged, 1] > floor - _LOOSE * size], floor, size)
    if not columns or not len(head):
        return []
    cells: defaultdict[int, list[int]] = defaultdict(list)
    last: tuple[int, float, float] | None = None
    for word in np.split(head, np.flatnonzero(np.diff(head) > 1) + 1):
        left, bottom = boxes[word, :2].min(axis=0).tolist()
        right, top = boxes[word, 2:].max(axis=0).tolist()
        away = [max(low - right, left - high) for low, high, _ in columns]
        beyond = right < columns[0][0] - size or left > columns[-1][1] + size
        if beyond or sum(each < 0 for each in away) > 1:
            return []
        column = away.index(min(away))
        if last and last[0] != column and last[2] < top and 0 <= left - last[1] < _SPACE * size:
            return []  # a space parts no columns
        cells[column] += word.tolist()
        last = column, right, bottom
    whole = len(cells) > 1 and 2 * len(cells) >= len(columns)
    return [Cell(1, 1, columns[at][2], characters=cells[at]) for at in sorted(cells) if whole]


def _just_over(
    boxes: Boxes, over: NDArray[np.int64], floor: float, size: float
) -> NDArray[np.int64]:
    """Return those characters that stand near over a table's top, with the lines near over them."""
    top, room = floor, _NEAR * size
    for bottom, height in sorted(boxes[over][:, [1, 3]].tolist()):
        if bottom - top > room:
            break
        top, room = max(top, height), _STEP * size
    near: NDArray[np.int64] = over[boxes[over, 1] < top]
    return near


def _columns(rows: Sequence[list[Cell]]) -> list[tuple[float, float, int]]:
    """Return where columns begin and end, by the rows that have most cells; none if they cross.

    Each with its number; those that are empty all the way down are left out.
    """
    most = max(len(row) for row in rows)
    cells = zip(*(row for row in rows if len(row) == most), strict=True)
    boxes = [[cell.box for cell in column if cell.characters] for column in cells]
    ends = [
        (min(box[0] for box in each), max(box[2] for box in each), column)
        for column, each in enumerate(boxes)
        if each
    ]
    return [] if any(before[1] > after[0] for before, after in pairwise(ends)) else ends
