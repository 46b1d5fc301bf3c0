"""The spaces that a PDF draws each alone, which pdfium leaves out.

Browsers write a text object a glyph. pdfium drops those that leave no mark and tells spaces from
the room that they leave, by a threshold: kerned words (« IL A ÉTÉ ») leave less, and letters that
are set apart leave as much.
"""

from __future__ import annotations

import ctypes
from itertools import islice

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.page_objects import plain, text_objects, within
from ingest.turning import Boxes

# pdfium's own, in points: a text object no wider is dropped.
_NO_WIDTH = 0.01
# More text objects are no text.
_MOST_TEXTS = 20_000
# In heights: how little a space advances at least, and how far kerning may draw it back.
_LEAST, _KERNED = 0.03, 0.15
_AT_ONCE = 256


_ADDRESS = ctypes.c_void_p
_bounds = plain(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, *[_ADDRESS] * 5)


def drawn_spaces(page: pypdfium2.PdfPage) -> Boxes:
    """Return where dropped glyphs stand on their base lines, as boxes without room, (count, 4).

    In the page's own space; `pdf_text.PDFIUM` must be held.
    """
    texts = islice(text_objects(page), _MOST_TEXTS)
    edges = (ctypes.c_float * 4)()
    left, bottom, right, top = (ctypes.addressof(edges) + 4 * n for n in range(4))
    found = [
        within(text, placed)[4:] * 2
        for text, placed in texts
        if _bounds(text, left, bottom, right, top) and abs(edges[2] - edges[0]) < _NO_WIDTH
    ]
    return np.array(found, dtype=np.float32).reshape(len(found), 4)


def spaces_between(boxes: Boxes, spaces: Boxes) -> NDArray[np.bool_]:
    """Mark the steps from an inked character to the next in which one of `spaces` is drawn."""
    left, bottom, right, top = boxes.T
    height = np.maximum(top - bottom, 0.1)
    marked = np.zeros(max(len(boxes) - 1, 0), dtype=bool)
    earliest = right[:-1] - _KERNED * height[:-1]
    latest = left[1:] - _LEAST * height[:-1]
    # A glyph without ink may also stand in a word, where the letters leave it no room.
    roomy = left[1:] - right[:-1] > _LEAST * height[:-1]
    low, high = np.maximum(bottom[:-1], bottom[1:]), np.minimum(top[:-1], top[1:])
    steps = np.flatnonzero(roomy)
    for first in range(0, len(spaces), _AT_ONCE):
        x, y = spaces[first : first + _AT_ONCE, :2].T[:, :, None]
        there = (earliest[steps] <= x) & (x <= latest[steps])
        there &= (low[steps] <= y) & (y <= high[steps])
        marked[steps[there.any(axis=0)]] = True
    return marked
