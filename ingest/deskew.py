"""The lines of a page scanned askew, set upright."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from ingest.schema import Line

# How far a scan leans: up to one point in ten.
_SLANTS = [step / 200 for step in range(-20, 21)]


def straightened(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Push lines sideways so that the columns of a page scanned askew stand upright.

    Of a range of slants, the one under which most lines begin and end together, if it is clearly
    better than none: no straight gutter runs between columns that lean.
    """
    sides = np.array([(line.left, line.right) for line in lines])
    heights = np.array([line.bottom for line in lines])
    piled: dict[float, int] = {}
    for slant in _SLANTS:
        starts, ends = np.rint(sides - (slant * heights)[:, None]).astype(int).T
        steps = np.zeros(ends.max() - starts.min() + 1, int)
        np.add.at(steps, starts - starts.min(), 1)
        np.add.at(steps, ends - starts.min(), -1)
        piled[slant] = int((np.cumsum(steps) ** 2).sum())
    best = max(piled, key=lambda slant: piled[slant])
    if piled[best] < 1.01 * piled[0.0]:
        return tuple(lines)
    return tuple(
        replace(line, left=line.left - best * line.bottom, right=line.right - best * line.bottom)
        for line in lines
    )
