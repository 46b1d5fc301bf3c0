"""Tables known by the lines that rule them: which cell each of a page's lines of text stands in.

A line stands in the cell of the nearest rules on its four sides. Cells that touch make a table when
some stand side by side; a lone frame makes none. What no rule bounds is for `tables` to tell.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ingest.schema import Line, Rectangle

# In points, by how much rules miss each other; in heights of a line, by how much one may pass its
# cell's: a word too long for it.
_LOOSE, _OVER = 3.0, 2.0
# In points, by how much the edges found for two lines of one cell may miss each other: rules drawn
# a cell at a time are not all where those above them are.
_SAME = 1.0
_MOST_CELLS = 3_000
_SIDES = 4
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Table:
    """A table's rows from top to bottom, each with its cells from left to right, and its edges.

    `told` says that the PDF tells its rows itself: one of a single cell is a row none the less.
    `spans` are where each cell begins and ends from the left, where rules tell, or tags: in points,
    or in columns.
    """

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    bottom: float
    top: float
    told: bool = False
    spans: tuple[tuple[Span, ...], ...] = ()

    @property
    def inside(self) -> set[int]:
        """The identities of its lines."""
        return {id(line) for row in self.rows for cell in row for line in cell}


def outside(tables: Sequence[Table], lines: Sequence[Line]) -> list[Line]:
    """Return the lines that stand in none of those tables."""
    inside = {each for table in tables for each in table.inside}
    return [line for line in lines if id(line) not in inside]


def ruled_tables(
    rules: Sequence[Rectangle], lines: Sequence[Line], turned: Sequence[Line] = ()
) -> list[Table]:
    """Return the ruled tables that those lines of text stand in, with what is `turned` in them.

    A table that other lines stand beside is left out.
    """
    level, upright = _by_direction(_without_framed_words(rules, lines))
    if not len(level) or not len(upright):
        return []
    cells: dict[Rectangle, list[Line]] = {}
    for line in (*lines, *turned):
        middle = (line.left + line.right) / 2
        # A word too long for its cell may run into the next one's: then, where it begins tells.
        for x in (middle, line.left + _LOOSE):
            cell = _cell(x, (line.bottom + line.top) / 2, level, upright)
            if cell and (x < middle or _over(line, cell) <= _OVER * line.size):
                cells.setdefault(cell, []).append(line)
                break
    cells = _joined(cells)
    level_ones = {id(line) for line in lines}
    found = []
    for group in _touching(list(cells), _LOOSE):
        boxes = _rows(group)
        rows = tuple(tuple(tuple(cells[cell]) for cell in row) for row in boxes)
        spans = tuple(tuple((cell[0], cell[2]) for cell in row) for row in boxes)
        bottom, top = min(cell[1] for cell in group), max(cell[3] for cell in group)
        table = Table(rows, bottom, top, spans=spans)
        inside = table.inside
        beside = any(
            id(line) not in inside and bottom < (line.bottom + line.top) / 2 < top for line in lines
        )
        abreast = any(
            sum(any(id(line) in level_ones for line in cell) for cell in row) > 1 for row in rows
        )
        if abreast and not beside:
            found.append(table)
    return found


def _without_framed_words(rules: Sequence[Rectangle], lines: Sequence[Line]) -> Sequence[Rectangle]:
    """Leave out the frames of words in a line, a key or a status: they bound no cell."""
    frames: list[tuple[Rectangle, list[Rectangle]]] = []
    framed: set[int] = set()
    for group in _touching(rules, _SAME) if len(rules) > _SIDES else ():
        lefts, bottoms, rights, tops = zip(*group, strict=True)
        box = min(lefts), min(bottoms), max(rights), max(tops)
        over = [line for line in lines if _room(line, box) < 0]
        low = bool(over) and box[3] - box[1] < 2 * max(line.size for line in over)
        if low and len(group) >= _SIDES and all(_is_side(rule, box) for rule in group):
            frames.append((box, group))
            framed.update(id(line) for line in over if _over(line, box) < _LOOSE)
    # Where all that stands beside a frame is framed too, they are cells that stand apart.
    others = [line for line in lines if id(line) not in framed]
    left_out = {
        rule
        for box, group in frames
        if any(_room(line, box) < line.size for line in others)
        for rule in group
    }
    return [rule for rule in rules if rule not in left_out]


def _room(line: Line, box: Rectangle) -> float:
    """Return how far beside a box a line stands, in points: less than 0 for one over it."""
    level = box[1] < (line.bottom + line.top) / 2 < box[3]
    return max(box[0] - line.right, line.left - box[2]) if level else math.inf


def _is_side(rule: Rectangle, box: Rectangle) -> bool:
    """Say whether a rule is drawn along a side of a box."""
    return any(
        abs(low - edge) <= _SAME and abs(high - edge) <= _SAME
        for low, high, edges in (
            (rule[0], rule[2], (box[0], box[2])),
            (rule[1], rule[3], (box[1], box[3])),
        )
        for edge in edges
    )


def _by_direction(
    rules: Sequence[Rectangle],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the level rules and the upright ones, those that meet: the others only underline."""
    boxes = np.array(rules, dtype=np.float64).reshape(len(rules), 4)
    flat = boxes[:, 2] - boxes[:, 0] >= boxes[:, 3] - boxes[:, 1]
    level, upright = boxes[flat], boxes[~flat]
    low, high = level[:, None, :] - _LOOSE, level[:, None, :] + _LOOSE
    meet = (low[..., 0] <= upright[:, 2]) & (upright[:, 0] <= high[..., 2])
    meet &= (low[..., 1] <= upright[:, 3]) & (upright[:, 1] <= high[..., 3])
    return level[meet.any(axis=1)], upright[meet.any(axis=0)]


def _over(line: Line, cell: Rectangle) -> float:
    """Return by how much a line passes its cell, in points."""
    return max(cell[0] - line.left, line.right - cell[2])


def _cell(
    x: float, y: float, level: NDArray[np.float64], upright: NDArray[np.float64]
) -> Rectangle | None:
    """Return the left, bottom, right and top of a point's cell, from the middles of its rules.

    On one side, a table may have no outer border: its level rules end there.
    """
    beside = upright[(upright[:, 1] - _LOOSE <= y) & (y <= upright[:, 3] + _LOOSE)]
    places = (beside[:, 0] + beside[:, 2]) / 2
    lefts, rights = places[places <= x], places[places > x]
    if not len(lefts) and not len(rights):
        return None
    if len(lefts) and len(rights):
        x = (lefts.max() + rights.min()) / 2  # the same for all of its lines
    over = level[(level[:, 0] - _LOOSE <= x) & (x <= level[:, 2] + _LOOSE)]
    heights = (over[:, 1] + over[:, 3]) / 2
    above, below = over[heights > y], heights[heights <= y]
    if not len(above) or not len(below):
        return None
    top = above[np.argmin(above[:, 1])]
    left = lefts.max() if len(lefts) else top[0]
    right = rights.min() if len(rights) else top[2]
    edges = (left, below.max(), right, (top[1] + top[3]) / 2)
    rounded = tuple(round(float(each), 1) for each in edges)
    return rounded[0], rounded[1], rounded[2], rounded[3]


def _joined(cells: dict[Rectangle, list[Line]]) -> dict[Rectangle, list[Line]]:
    """Give cells that are one to the first of them, where there are not too many."""
    if not 0 < len(cells) <= _MOST_CELLS:
        return cells
    boxes = np.array([*cells], dtype=np.float64).reshape(len(cells), 4)
    same = np.ones((len(cells), len(cells)), dtype=bool)
    for edges in boxes.T:
        same &= np.abs(edges[:, None] - edges) <= _SAME
    keys, joined = [*cells], dict[Rectangle, list[Line]]()
    for key, first in zip(keys, same.argmax(axis=1).tolist(), strict=True):
        joined.setdefault(keys[first], []).extend(cells[key])
    return joined


def _touching(cells: Sequence[Rectangle], loose: float) -> list[list[Rectangle]]:
    """Group boxes no farther apart than `loose`, through others too; none where there are many."""
    if len(cells) > _MOST_CELLS:
        return []
    boxes = np.array(cells, dtype=np.float64).reshape(len(cells), 4)
    low, high = boxes[:, None, :2] - loose, boxes[:, None, 2:] + loose
    shared = (low <= boxes[:, 2:]) & (boxes[:, :2] <= high)
    touch = shared[..., 0] & shared[..., 1]
    groups: list[list[Rectangle]] = []
    left = np.ones(len(cells), dtype=bool)
    while left.any():
        group = np.zeros(len(cells), dtype=bool)
        reached = np.zeros(len(cells), dtype=bool)
        reached[left.argmax()] = True
        while reached.any():
            group |= reached
            reached = touch[reached].any(axis=0) & ~group
        groups.append([cells[index] for index in np.flatnonzero(group).tolist()])
        left &= ~group
    return groups


def _rows(cells: Sequence[Rectangle]) -> list[list[Rectangle]]:
    """Group cells that begin at the same height, from top to bottom, each from left to right."""
    rows: list[list[Rectangle]] = []
    for cell in sorted(cells, key=lambda cell: -cell[3]):
        if rows and rows[-1][0][3] - cell[3] <= _LOOSE:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row) for row in rows]
