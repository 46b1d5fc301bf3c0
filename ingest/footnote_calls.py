"""Which digits of a line call a footnote: smaller and higher than the others, or drawn so."""

from __future__ import annotations

import ctypes
import re
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.turning import Boxes

# Where a call may stand: at a word's or a figure's end, or right before a note's first word.
_DIGITS = re.compile(r"\d+(?!\w)|^\d{1,2}(?=[^\W\d_])")
# Of the room that the font gives all its characters: a figure is half as high as that, and stands
# on the line, a fifth from below.
_HEIGHT, _BOTTOM = 0.4, 0.4


def smaller_and_higher(boxes: Boxes, size: float) -> NDArray[np.bool_]:
    """Mark the characters of a line, by their boxes, that are set in a smaller size and raised."""
    base = np.sort(boxes[:, 1])[len(boxes) // 2]
    marked: NDArray[np.bool_] = (boxes[:, 3] - boxes[:, 1] < 0.78 * size) & (
        boxes[:, 1] > base + 0.12 * size
    )
    return marked


def drawn_high(textpage: Any, text: str, start: int, end: int) -> list[int]:
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
