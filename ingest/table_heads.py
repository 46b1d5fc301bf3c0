"""A table's first or last row, where no rule bounds it: its words stand over or under its columns.

Browsers draw the border under each row alone, or the background of every other one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from ingest.turning import Boxes

# In points, by how much rules may miss each other, letters pass a column's edge.
_LOOSE, _OVER = 1.5, 0.5
# In heights of a letter: how far from the rule a row may stand, and its lines from each other.
_NEAR, _STEP = 1.0, 0.3
_THICK = 0.1


def with_outer_rows(drawn: Boxes, told: Boxes, letters: Boxes) -> Boxes:
    """Return the rules that others tell, and those of the rows over and under their tables.

    `letters` are the boxes of the page's characters: what is `told` through one is left out. Such a
    row stands in at least half of the columns, and crosses none of their edges. Boxes are
    (count, 4): left, bottom, right, top.
    """
    told = told[[not _goes_through(rule, letters) for rule in told]]
    if not len(told):
        return told
    below = _upside_down(_heads(*map(_upside_down, (drawn, told, letters))))
    return np.concatenate([told, _heads(drawn, told, letters), below])


def _goes_through(rule: Boxes, letters: Boxes) -> bool:
    """Say whether a rule is upright and text crosses it: what stands between two tables."""
    x, low, _, high = rule.tolist()
    left, bottom, right, top = letters.T
    inside = (bottom > low) & (top < high) & (left < x - _OVER) & (right > x + _OVER)
    return bool(high - low > 2 * _LOOSE and inside.any())


def _upside_down(boxes: Boxes) -> Boxes:
    left, bottom, right, top = boxes.T
    return np.stack([left, -top, right, -bottom], axis=1)


def _heads(drawn: Boxes, told: Boxes, letters: Boxes) -> Boxes:
    found: list[tuple[float, float, float, float]] = []
    left, bottom, right, top = np.concatenate([drawn, told]).T
    for y, edges in _tops(told):
        level = (np.abs((bottom + top) / 2 - y) <= _LOOSE) & (right - left > _LOOSE)
        if level.any():
            ends = float(left[level].min()), float(right[level].max())
            height = _head(letters, y, [ends[0], *edges, ends[1]])
            half = _THICK / 2
            if height:
                found += [(x - half, y, x + half, height) for x in edges]
                found.append((ends[0], height - half, ends[1], height + half))
    return np.array(found, dtype=np.float32).reshape(len(found), 4)


def _tops(told: Boxes) -> Iterator[tuple[float, list[float]]]:
    """Yield the heights at which upright rules begin, none above them, with their places."""
    upright = told[told[:, 3] - told[:, 1] > told[:, 2] - told[:, 0]]
    places = (upright[:, 0] + upright[:, 2]) / 2
    begun: list[tuple[float, float]] = []
    for x, top in zip(places.tolist(), upright[:, 3].tolist(), strict=True):
        goes_on = (np.abs(places - x) <= _LOOSE) & (np.abs(upright[:, 1] - top) <= _LOOSE)
        if not goes_on.any():
            begun.append((top, x))
    begun.sort()
    starts = [0, *(i for i in range(1, len(begun)) if begun[i][0] - begun[i - 1][0] > _LOOSE)]
    for first, last in pairwise([*starts, len(begun)]):
        if last > first:
            yield begun[first][0], sorted(x for _, x in begun[first:last])


def _head(letters: Boxes, y: float, edges: list[float]) -> float:
    """Return the top of the head that stands over a rule, between those edges; 0 without one."""
    left, bottom, _, _ = letters.T
    over = letters[(bottom > y - _LOOSE) & (left > edges[0] - _LOOSE)]
    over = over[over[:, 2] < edges[-1] + _LOOSE]
    over = over[np.argsort(over[:, 1], kind="stable")]
    if not len(over):
        return 0.0
    size = float(over[0, 3] - over[0, 1])
    head = 0.0
    inner = np.array(edges[1:-1])
    for low, high in _bands(over):
        near = low - y < _NEAR * size if not head else low - head < _STEP * size
        line = over[(over[:, 1] >= low) & (over[:, 3] <= high)]
        crossed = (line[:, :1] < inner - _OVER) & (line[:, 2:3] > inner + _OVER)
        if not near or crossed.any():
            break
        columns = np.unique(np.searchsorted(inner, (line[:, 0] + line[:, 2]) / 2))
        if not head and len(columns) < max(2, (len(edges) - 1) / 2):
            break
        head = high
    return head


def _bands(letters: Boxes) -> Iterator[tuple[float, float]]:
    """Yield the heights of lines that share none with the next, from the lowest."""
    low, high = letters[0, 1::2].tolist()
    for bottom, top in letters[:, 1::2].tolist():
        if bottom >= high:
            yield low, high
            low, high = bottom, top
        high = max(high, top)
    yield low, high
