"""The spaces that a PDF draws each alone, which pdfium leaves out.

Browsers write a text object a glyph. pdfium drops those that leave no mark and tells spaces from
the room that they leave, by a threshold: kerned words (« IL A ÉTÉ ») leave less, and letters that
are set apart leave as much.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.turning import Boxes

_Transform = tuple[float, float, float, float, float, float]
_IDENTITY: _Transform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# pdfium's own, in points: a text object no wider is dropped.
_NO_WIDTH = 0.01
_DEEPEST = 8
# In heights: how little a space advances at least, and how far kerning may draw it back.
_LEAST, _KERNED = 0.03, 0.15


def drawn_spaces(page: pypdfium2.PdfPage) -> Boxes:
    """Return where dropped glyphs stand on their base lines, as boxes without room, (count, 4).

    In the page's own space; `pdf_text.PDFIUM` must be held.
    """
    shapes = (pdfium.FPDFPage_GetObject(page, n) for n in range(pdfium.FPDFPage_CountObjects(page)))
    found = [place for shape in shapes for place in _dropped(shape, _IDENTITY, 0)]
    return np.array([place * 2 for place in found], dtype=np.float32).reshape(len(found), 4)


def _dropped(shape: Any, placed: _Transform, depth: int) -> Iterator[tuple[float, float]]:
    kind = pdfium.FPDFPageObj_GetType(shape)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        bounded = pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top)
        if bounded and abs(right.value - left.value) < _NO_WIDTH:
            yield _within(shape, placed)[4:]
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inside = _within(shape, placed)
        for index in range(pdfium.FPDFFormObj_CountObjects(shape)):
            yield from _dropped(pdfium.FPDFFormObj_GetObject(shape, index), inside, depth + 1)


def _within(shape: Any, placed: _Transform) -> _Transform:
    """Return an object's matrix in the page's space."""
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(shape, own)
    a, b, c, d, e, f = placed
    return (
        own.a * a + own.b * c,
        own.a * b + own.b * d,
        own.c * a + own.d * c,
        own.c * b + own.d * d,
        own.e * a + own.f * c + e,
        own.e * b + own.f * d + f,
    )


def spaces_between(boxes: Boxes, spaces: Boxes) -> NDArray[np.bool_]:
    """Mark the steps from an inked character to the next in which one of `spaces` is drawn."""
    left, bottom, right, top = boxes.T
    height = np.maximum(top - bottom, 0.1)
    marked = np.zeros(max(len(boxes) - 1, 0), dtype=bool)
    earliest = right[:-1] - _KERNED * height[:-1]
    latest = left[1:] - _LEAST * height[:-1]
    roomy = left[1:] - right[:-1] > _LEAST * height[:-1]
    low, high = np.maximum(bottom[:-1], bottom[1:]), np.minimum(top[:-1], top[1:])
    steps = np.flatnonzero(roomy)
    for x, y in spaces[:, :2].tolist():
        there = (earliest[steps] <= x) & (x <= latest[steps]) & (low[steps] <= y)
        marked[steps[there & (y <= high[steps])]] = True
    return marked
