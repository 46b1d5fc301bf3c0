"""Where a page's characters stand, from the font's size alone where the font tells wrong heights.

LibreOffice writes fonts whose ascent and descent are 0 (font descriptors, ISO 32000-1, 9.8.1).
pdfium then makes some ascent of a letter's and no descent: lines of one font are of several sizes.
The page may have some glyphs of another font, with its own. A font of small capitals has no descent
either, but most of its page is in others that do. LuaLaTeX's own font says that it is 1.4 times as
tall as its size.
"""

from __future__ import annotations

import ctypes
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.turning import Boxes

# What most fonts have above and below the base line, in shares of their size.
_ASCENT, _DESCENT = 0.9, 0.22
# A font that says it is taller leaves no room between lines.
_TALL = 1.39
# The same call on plain addresses: making a Python object for each box would take twice the time.
_loose_box = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(
    ctypes.cast(pdfium.FPDFText_GetLooseCharBox, ctypes.c_void_p).value or 0
)


def character_boxes(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, count: int) -> Boxes:
    """Return every character's loose box, shape (count, 4): left, bottom, right, top."""
    rectangles = (pdfium.FS_RECTF * count)()
    raw = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    address, step = ctypes.addressof(rectangles), ctypes.sizeof(pdfium.FS_RECTF)
    for index in range(count):
        _loose_box(raw, index, address + index * step)
    flat = np.frombuffer(rectangles, dtype=np.float32).reshape(count, 4)
    boxes = flat[:, [0, 3, 2, 1]]
    shapes = (pdfium.FPDFPage_GetObject(page, n) for n in range(pdfium.FPDFPage_CountObjects(page)))
    known: dict[int | None, tuple[float, float] | None] = {}
    heights = [each for shape in shapes if (each := _heights(shape, known)) is not None]
    untold = sum(descent == 0 for _, descent in heights) > len(heights) / 2
    if heights and (untold or any(_is_tall(each) for each in heights)):
        _measure(textpage, boxes, untold=untold)
    return boxes


def _heights(
    shape: Any, known: dict[int | None, tuple[float, float] | None]
) -> tuple[float, float] | None:
    """Return the ascent and descent of a text's font, in shares of its size; None of no text.

    `known` keeps those of the fonts met before, by their addresses: Chromium draws glyph by glyph.
    """
    if pdfium.FPDFPageObj_GetType(shape) != pdfium.FPDF_PAGEOBJ_TEXT:
        return None
    font = pdfium.FPDFTextObj_GetFont(shape)
    address = ctypes.cast(font, ctypes.c_void_p).value
    if address not in known:
        ascent, descent = ctypes.c_float(), ctypes.c_float()
        told = font and pdfium.FPDFFont_GetAscent(font, 1, ascent)
        told = told and pdfium.FPDFFont_GetDescent(font, 1, descent)
        known[address] = (ascent.value, descent.value) if told else None
    return known[address]


def _is_tall(heights: tuple[float, float]) -> bool:
    return heights[0] - heights[1] > _TALL


def _measure(textpage: pypdfium2.PdfTextPage, boxes: Boxes, *, untold: bool) -> None:
    """Give upright letters the height that their font's size tells: all, or those too tall."""
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    wrong: dict[int | None, bool] = {}
    known: dict[int | None, tuple[float, float] | None] = {}
    for index in np.flatnonzero(boxes[:, 3] > boxes[:, 1]).tolist():
        shape = pdfium.FPDFText_GetTextObject(textpage, index)
        at = ctypes.cast(shape, ctypes.c_void_p).value
        if at not in wrong:
            heights = _heights(shape, known) if shape else None
            wrong[at] = heights is not None and (untold or _is_tall(heights))
        if not wrong[at]:
            continue
        placed = pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        if placed and pdfium.FPDFText_GetMatrix(textpage, index, matrix) and matrix.b == 0:
            size = pdfium.FPDFText_GetFontSize(textpage, index) * abs(matrix.d)
            boxes[index, 1] = y.value - _DESCENT * size
            boxes[index, 3] = y.value + _ASCENT * size
