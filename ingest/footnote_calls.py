"""Which digits call a footnote: smaller and higher than those beside them, or drawn so.

A browser raises them so high that pdfium ends the line before and after, and draws those that a
page's style places itself after all the text: they stand alone then, against a larger character.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.schema import Line
from ingest.turning import Boxes

# Where a call may stand: at a word's or a figure's end, or right before a note's first word.
_DIGITS = re.compile(r"\d+(?!\w)|^\d{1,2}(?=[^\W\d_])")
# Of the room that the font gives all its characters: a figure is half as high as that, and stands
# on the line, a fifth from below.
_HEIGHT, _BOTTOM = 0.4, 0.4


# In sizes of what they hang on: how high they are at most, and how far above its foot theirs is. A
# browser's are as high as small type set among large, which stands no higher than that.
_SMALL, _RAISED = 0.78, 0.12
_BROWSERS, _HIGH, _HIGHEST = 0.87, 0.25, 0.75
# A line of one font has characters of less different heights.
_ONE_SIZE = 1.25
# How far from it, and how far the text goes on after them; less is no space.
_AGAINST, _AFTER, _SPACE = 0.15, 0.8, 0.1
# « 12 », « me »: what is raised in a word has no more characters.
_LONGEST = 4
_MIRROR = np.array([-1, 1, -1, 1], dtype=np.float32)


def calls(
    upright: Any | None, text: str, places: NDArray[np.int64], page: Boxes, inside: slice
) -> list[int]:
    """Return where a line's raised digits stand in its page's text, and what else is raised on it.

    `places` and `page` are those of all the page's inked characters, of which the line's are
    `inside`; `upright` is the page for pdfium, None where its text is turned.
    """
    own, boxes = places[inside], page[inside]
    heights = boxes[:, 3] - boxes[:, 1]
    least, most = float(heights.min()), float(heights.max())
    if least < _BROWSERS * most:  # else nothing on it is smaller than the rest
        marked = _smaller_and_higher(boxes, float(np.sort(heights)[len(heights) // 2]))
        if marked.any() or most >= _ONE_SIZE * least:
            return [*map(int, own[marked])]
    start, end = int(own[0]), int(own[-1]) + 1
    if text[start:end].isdecimal() and _hangs(boxes, page):
        return [*range(start, end)]
    return _drawn_high(upright, text, start, end) if upright else []


def _smaller_and_higher(boxes: Boxes, size: float) -> NDArray[np.bool_]:
    """Mark the characters of a line, by their boxes, that are set in a smaller size and raised."""
    base = np.sort(boxes[:, 1])[len(boxes) // 2]
    height, rise = boxes[:, 3] - boxes[:, 1], boxes[:, 1] - base
    marked: NDArray[np.bool_] = (height < _SMALL * size) & (rise > _RAISED * size)
    marked |= (height < _BROWSERS * size) & (rise > _HIGH * size)
    return marked


def inside_words(characters: str, boxes: Boxes) -> tuple[list[int], list[int]]:
    """Return the steps that go up to a few raised characters, or down from them, on one line.

    A step is named by the character it begins at. Second, those of them that leave no space.
    """
    left, _, right, top = boxes.T
    height = top - boxes[:, 1]
    steps: set[int] = set()
    for before in np.flatnonzero(_rises(boxes[:-1], boxes[1:], _AGAINST)).tolist():
        end = before + 1
        while end < len(boxes) and characters[end].isalnum() and _level(boxes[[before + 1, end]]):
            end += 1
        if not 1 < end - before <= _LONGEST + 1:
            continue
        steps.add(before)
        if end < len(boxes) and _level(boxes[[before, end]]):
            room = float(left[end] - right[end - 1])
            if -_AGAINST < room / float(height[before]) < _AFTER:
                steps.add(end - 1)
    # A note's number, before its text.
    falls = _rises(boxes[1:, [2, 1, 0, 3]] * _MIRROR, boxes[:-1, [2, 1, 0, 3]] * _MIRROR, _AFTER)
    steps.update(each for each in np.flatnonzero(falls).tolist() if characters[each].isdecimal())
    shut = [each for each in steps if left[each + 1] - right[each] < _SPACE * height[each]]
    return sorted(steps), shut


def _rises(low: Boxes, high: Boxes, room: float) -> NDArray[np.bool_]:
    """Mark the pairs of characters where the second is smaller and raised, that far away at most.

    In heights of the first.
    """
    height = low[:, 3] - low[:, 1]
    rise = high[:, 1] - low[:, 1]
    marked: NDArray[np.bool_] = (rise > _HIGH * height) & (rise < _HIGHEST * height)
    marked &= high[:, 3] - high[:, 1] < _BROWSERS * height
    apart = high[:, 0] - low[:, 2]
    return marked & (apart > -_AGAINST * height) & (apart < room * height)


def _level(boxes: Boxes) -> bool:
    """Say whether characters stand on one line and are about as high."""
    height = boxes[:, 3] - boxes[:, 1]
    apart = max(float(np.ptp(boxes[:, 1])), float(np.ptp(height)))
    return apart < _AGAINST * float(height[0])


def _hangs(boxes: Boxes, page: Boxes) -> bool:
    """Say whether a line of a few digits alone is raised against a larger character of its page."""
    return bool(_rises(page, boxes[:1], _AGAINST).any())


def hung_on(line: Line, lines: Sequence[Line]) -> int | None:
    """Return which line a raised sign, drawn apart, stands at the end of; None where none is."""
    for index, other in enumerate(lines):
        size = other.size
        against = abs(line.left - other.right) < _AGAINST * size
        if against and line.size < _BROWSERS * size and 0 < line.bottom - other.bottom < size:
            return index
    return None


def _drawn_high(textpage: Any, text: str, start: int, end: int) -> list[int]:
    """Return where a line's digits are small and raised by their font, in boxes like all others.

    OpenType fonts have such figures of their own (« sups »): their boxes tell nothing, their ink
    does. The text must stand upright on the page.
    """
    found: list[int] = []
    for digits in _DIGITS.finditer(text[start:end]):
        for place in range(start + digits.end() - 1, start + digits.start() - 1, -1):
            if not _is_drawn_high(textpage, place):
                break  # « 57² »: what is before belongs to the figure
            found.append(place)
    return found


def _is_drawn_high(textpage: Any, index: int) -> bool:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    loose = pdfium.FS_RECTF()
    told = pdfium.FPDFText_GetCharBox(textpage, index, left, right, bottom, top)
    if not (told and pdfium.FPDFText_GetLooseCharBox(textpage, index, loose)):
        return False
    room = loose.top - loose.bottom
    height, low = top.value - bottom.value, bottom.value - loose.bottom
    return bool(0 < height < _HEIGHT * room and low > _BOTTOM * room)
