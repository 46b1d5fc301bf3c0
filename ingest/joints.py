"""Upright rules that a table does not draw, but that its level ones tell: where they meet.

Browsers and word processors draw a table cell by cell: the border under each, or its background.
Where two meet end to end, height after height, two columns do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.schema import Rectangle
from ingest.turning import Boxes

# In points: by how much ends that meet may miss each other (a stroke's bounds pass it by more than
# its width), or heights; how thick a rule that is told is.
_ENDS, _LOOSE, _THICK = 3.0, 1.5, 0.1
# Joints above each other, at least: a heading's rule of two colours has one, or two on a page.
_FEWEST = 3
# A page that draws more is a map or a chart.
_MOST = 2_000
# A filled box and its colour.
Fill = tuple[Rectangle, tuple[int, ...]]
_Joint = tuple[float, float]


def told_by_joints(level: Sequence[Rectangle], fills: Sequence[Fill]) -> Boxes:
    """Return the rules that a page's level ones and filled boxes tell: upright, and boxes' edges.

    (count, 4): left, bottom, right, top, in points as those given.
    """
    if (not level and not fills) or len(level) + len(fills) > _MOST:
        return _boxes([])
    edges = [edge for box in _abreast(fills) for edge in _edges(box)]
    pieces = _boxes([*level, *edges])
    upright = [
        (x - _THICK / 2, low, x + _THICK / 2, high)
        for column in _columns(_joints(pieces))
        if len(column) >= _FEWEST
        for (x, high), (_, low) in pairwise(column)
        if high - low > 2 * _LOOSE and not _crossed(x, low, high, pieces)
    ]
    return _boxes([*upright, *edges] if upright else [])


def _boxes(rules: Sequence[Rectangle]) -> Boxes:
    return np.array(rules, dtype=np.float32).reshape(len(rules), 4)


def _edges(box: Rectangle) -> list[Rectangle]:
    left, bottom, right, top = box
    return [(left, y - _THICK / 2, right, y + _THICK / 2) for y in (bottom, top)]


def _abreast(fills: Sequence[Fill]) -> list[Rectangle]:
    """Return the boxes that touch others which begin or end at their height: cells of a row.

    Stacked ones of one colour are left out: a cell's lines may each have their background.
    """
    left, bottom, right, top = _boxes([box for box, _ in fills]).T
    numbers = {colour: number for number, (_, colour) in enumerate(fills)}
    colours = np.array([numbers[colour] for _, colour in fills])
    stacked = _near(bottom, top) & _near(left, left) & _near(right, right)
    stacked &= colours[:, None] == colours
    beside = _near(right, left) & (_near(bottom, bottom) | _near(top, top))
    cell = (beside | beside.T).any(axis=1) & ~(stacked | stacked.T).any(axis=1)
    return [fills[index][0] for index in np.flatnonzero(cell).tolist()]


def _near(
    values: NDArray[np.float32], others: NDArray[np.float32], loose: float = _LOOSE
) -> NDArray[np.bool_]:
    """Say of each pair whether they are at one place."""
    near: NDArray[np.bool_] = np.abs(values[:, None] - others) <= loose
    return near


def _joints(pieces: Boxes) -> list[_Joint]:
    """Return where one piece ends and another begins at the same height."""
    left, bottom, right, top = pieces.T
    middle = (bottom + top) / 2
    meet = _near(right, left, _ENDS) & _near(middle, middle) & (left > left[:, None] + _ENDS)
    firsts, seconds = np.nonzero(meet)
    places, heights = right[firsts] + left[seconds], middle[firsts] + middle[seconds]
    return [*zip((places / 2).tolist(), (heights / 2).tolist(), strict=True)]


def _columns(joints: Iterable[_Joint]) -> list[list[_Joint]]:
    """Group joints above each other, each group from top to bottom."""
    columns: list[list[_Joint]] = []
    for joint in sorted(joints):
        if columns and joint[0] - columns[-1][-1][0] <= _LOOSE:
            columns[-1].append(joint)
        else:
            columns.append([joint])
    return [sorted(column, key=lambda joint: -joint[1]) for column in columns]


def _crossed(x: float, low: float, high: float, pieces: Boxes) -> bool:
    """Say whether a piece goes over an upright rule between its ends: a cell of several columns."""
    left, bottom, right, top = pieces.T
    middle = (bottom + top) / 2
    over = (left + _ENDS < x) & (x < right - _ENDS)
    return bool((over & (low + _LOOSE < middle) & (middle < high - _LOOSE)).any())
