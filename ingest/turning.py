"""A PDF page as it shows: turned, with its text where that runs up it, and cropped.

A single line may run up or down a page that is level.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.schema import Line, RawPage

# Characters' boxes, (count, 4): left, bottom, right, top; and their codes, (count,).
Boxes = NDArray[np.float32]
Codes = NDArray[np.int64]
# In heights of its letters: so high is a line that runs up or down. What share of a page's width is
# its margin.
_HIGH, _SIDE = 2.5, 0.14


def rotated(boxes: Boxes, quarters: int, width: float, height: float) -> Boxes:
    """Turn boxes clockwise by quarters of a turn, on a page of that size before the turn."""
    left, bottom, right, top = boxes.T
    if quarters == 1:
        boxes = np.stack([bottom, width - right, top, width - left], axis=1)
    elif quarters == 2:
        boxes = np.stack([width - right, height - top, width - left, height - bottom], axis=1)
    elif quarters == 3:
        boxes = np.stack([height - top, left, height - bottom, right], axis=1)
    return boxes


def quarters_turned(codes: Codes, boxes: Boxes) -> int:
    """Say by how many quarters to turn a page whose text runs up or down, or upside down."""
    letters = (codes > 0x40) & (codes < 0x250)
    pairs = np.flatnonzero(letters[:-1] & letters[1:])
    return quarters_read(boxes[pairs + 1, :2] - boxes[pairs, :2])


def quarters_read(steps: Boxes) -> int:
    """Say the same of a page read by such steps, from a letter or word of a line to the next."""
    if len(steps) < 20:
        return 0
    upright = np.abs(steps[:, 1]) > np.abs(steps[:, 0])
    if (steps[:, 0] < 0).mean() > 0.6 and upright.mean() < 0.4:
        return 2
    if upright.mean() < 0.6:
        return 0
    return 1 if np.median(steps[upright, 1]) > 0 else 3


def within_page(lines: Sequence[Line], width: float, height: float) -> list[Line]:
    """Return the lines that a page of that size shows a part of; all where it shows none.

    What is cropped away is not printed: the other page of a spread, the words of a picture's file.
    """
    shown = [
        line
        for line in lines
        if line.right > 0 and line.top > 0 and line.left < width and line.bottom < height
    ]
    return shown or [*lines]


def is_turned(line: Line) -> bool:
    """Say whether a line runs up or down a page."""
    return line.top - line.bottom >= _HIGH * line.size


def along_side(page: RawPage, line: Line) -> bool:
    """Say whether a line runs up or down a page's margin, with all that is level on one side."""
    if not is_turned(line) or _SIDE < (line.left + line.right) / 2 / page.width < 1 - _SIDE:
        return False
    beside = [
        each
        for each in page.lines
        if each.bottom < line.top and each.top > line.bottom and not is_turned(each)
    ]
    return all(each.left >= line.right for each in beside) or all(
        each.right <= line.left for each in beside
    )
