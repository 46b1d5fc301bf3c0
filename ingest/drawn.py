"""Tables known by the order in which a PDF draws them: cell by cell, row by row.

Word processors do, whether or not lines rule the table, and however near its columns stand. The
lines of a cell follow each other; the next cell stands right of it; rows never overlap, and stand
further apart than two lines of a cell. Columns of text, drawn one after the other, make one row.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from itertools import pairwise

from ingest.ruled import Table
from ingest.schema import Line

_Row = list[list[Line]]
# In heights of a line: by how much edges may miss each other, rows may stand nearer than cells.
_LOOSE, _ROOM = 0.3, 0.1
# A cell of more characters is a column of text; fewer rows are cards, each with its heading; sizes
# further apart are a large figure's and its legend's.
_LONGEST, _FEWEST, _SIZES = 400, 3, 1.3


def drawn_tables(lines: Sequence[Line]) -> list[Table]:
    """Return the tables that those lines are drawn as.

    A table that other text stands beside is left out.
    """
    found = []
    for rows in _runs(_rows(sorted(lines, key=lambda line: line.start))):
        bottom, top, room = min(map(_bottom, rows)), max(map(_top, rows)), _room(rows)
        table = Table(tuple(tuple(map(tuple, row)) for row in rows), bottom, top)
        inside = table.inside
        # Nearer than that, a line is beside the table, or goes on with one of its cells.
        alone = all(
            id(line) in inside or line.top < bottom - room or line.bottom > top + room
            for line in lines
        )
        if alone and _is_table(rows, room):
            found.append(table)
    return found


def _rows(lines: Sequence[Line]) -> list[_Row]:
    """Cut lines, in the order in which they are drawn, into rows of cells."""
    rows: list[_Row] = []
    for line in lines:
        loose = _LOOSE * line.size
        cell = rows[-1][-1] if rows else []
        last = cell[-1] if cell else line
        within = min(line.right, last.right) > max(line.left, last.left)
        near = last.bottom - line.top < 0.9 * line.size
        before = rows[-1][-2] if cell and len(rows[-1]) > 1 else []
        within &= all(line.left >= each.right - loose for each in before)
        if cell and within and near and line.top <= last.bottom + loose:
            cell.append(line)
        elif cell and _stands_after(line, rows, loose):
            rows[-1].append([line])
        else:
            rows.append([[line]])
    return rows


def _stands_after(line: Line, rows: Sequence[_Row], loose: float) -> bool:
    """Say whether a line begins a cell at the right of the last row's last one.

    Set in the middle of its row, it may begin above what stands on its left.
    """
    right = max(each.right for each in rows[-1][-1])
    ceiling = _bottom(rows[-2]) if len(rows) > 1 else math.inf
    return line.left >= right - loose and _bottom(rows[-1]) - loose < line.top < ceiling + loose


def _runs(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Return the runs of rows of several cells, each row below the one before."""
    runs: list[list[_Row]] = [[]]
    for row in rows:
        below = not runs[-1] or _top(row) <= _bottom(runs[-1][-1]) + _LOOSE * row[0][0].size
        if len(row) < 2 or not below:
            runs.append([])
        if len(row) > 1:
            runs[-1].append(row)
    return [run for run in runs if len(run) >= _FEWEST]


def _room(rows: Sequence[_Row]) -> float:
    """Return the least room between two rows, in points: more than between a cell's lines."""
    lines = [line for row in rows for cell in row for line in cell]
    size = statistics.median(line.size for line in lines)
    cells = (cell for row in rows for cell in row)
    steps = [high.bottom - low.bottom for cell in cells for high, low in pairwise(cell)]
    return statistics.median(steps) - size + _ROOM * size if steps else math.inf


def _is_table(rows: Sequence[_Row], room: float) -> bool:
    """Say whether rows of cells are a table: as many cells in most, short ones, rows apart."""
    sizes = [line.size for row in rows for cell in row for line in cell]
    lengths = [sum(line.end - line.start for line in cell) for row in rows for cell in row]
    usual = statistics.mode(len(row) for row in rows)
    alike = sum(len(row) == usual for row in rows) >= 0.6 * len(rows)
    apart = min(_bottom(above) - _top(below) for above, below in pairwise(rows))
    even = max(lengths) <= _LONGEST and max(sizes) <= _SIZES * min(sizes)
    return even and alike and apart > room


def _top(row: _Row) -> float:
    return max(line.top for cell in row for line in cell)


def _bottom(row: _Row) -> float:
    return min(line.bottom for cell in row for line in cell)
