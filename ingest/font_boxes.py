"""Where a page's characters stand, from the font's size alone where the font tells wrong heights.

LibreOffice writes fonts whose ascent and descent are 0 (font descriptors, ISO 32000-1, 9.8.1).
pdfium then makes some ascent of a letter's and no descent: lines of one font are of several sizes.
The page may have some glyphs of another font, with its own. A font of small capitals has no descent
either, but most of its page is in others that do. LuaLaTeX's own font says that it is 1.4 times as
tall as its size.
"""

from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.page_objects import IDENTITY, kind, page_objects, plain, text_objects, within
from ingest.turning import Boxes

# What most fonts have above and below the base line, in shares of their size.
_ASCENT, _DESCENT = 0.9, 0.22
# A font that says it is taller leaves no room between lines.
_TALL = 1.39
# In points.
_NEAR = 0.01
_ADDRESS = ctypes.c_void_p
_loose_box = plain(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, _ADDRESS, ctypes.c_int, _ADDRESS)
_text_object = plain(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, ctypes.c_int)
_font = plain(pdfium.FPDFTextObj_GetFont, _ADDRESS, _ADDRESS)
_ascent = plain(pdfium.FPDFFont_GetAscent, ctypes.c_int, _ADDRESS, ctypes.c_float, _ADDRESS)
_descent = plain(pdfium.FPDFFont_GetDescent, ctypes.c_int, _ADDRESS, ctypes.c_float, _ADDRESS)
_Heights = tuple[float, float] | None


def character_boxes(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, count: int) -> Boxes:
    """Return every character's loose box, shape (count, 4): left, bottom, right, top."""
    rectangles = (pdfium.FS_RECTF * count)()
    raw = ctypes.cast(textpage.raw, _ADDRESS).value
    address, step = ctypes.addressof(rectangles), ctypes.sizeof(pdfium.FS_RECTF)
    for index in range(count):
        _loose_box(raw, index, address + index * step)
    flat = np.frombuffer(rectangles, dtype=np.float32).reshape(count, 4)
    boxes = flat[:, [0, 3, 2, 1]]
    known: dict[int | None, _Heights] = {}
    shapes = [(kind(shape), shape) for shape in page_objects(page)]
    texts = [shape for what, shape in shapes if what == pdfium.FPDF_PAGEOBJ_TEXT]
    heights = [each for text in texts if (each := _heights(text, known)) is not None]
    if any(what == pdfium.FPDF_PAGEOBJ_FORM for what, _ in shapes):
        _place(page, textpage, boxes)
    untold = sum(descent == 0 for _, descent in heights) > len(heights) / 2
    if heights and (untold or any(_is_tall(each) for each in heights)):
        _measure(textpage, boxes, known, untold=untold)
    return boxes


def _place(page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, boxes: Boxes) -> None:
    """Move to their place on the page the letters that a form's ActualText stands for.

    As those of a ligature: pdfium leaves them where they are in the form's own space.
    """
    moved = {text: placed for text, placed in text_objects(page) if placed != IDENTITY}
    raw = ctypes.cast(textpage.raw, _ADDRESS).value
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(len(boxes)) if moved else ():
        text = _text_object(raw, index)
        if text not in moved or not pdfium.FPDFText_GetCharOrigin(textpage, index, x, y):
            continue
        *_, left, bottom = within(text, IDENTITY)
        if abs(x.value - left) + abs(y.value - bottom) < _NEAR:
            a, b, c, d, e, f = moved[text]
            corners = boxes[index].reshape(2, 2) @ np.array([[a, b], [c, d]]) + np.array([e, f])
            boxes[index] = [*corners.min(axis=0), *corners.max(axis=0)]


def _heights(text: int, known: dict[int | None, _Heights]) -> _Heights:
    """Return the ascent and descent of a text's font, in shares of its size, which `known` keeps.

    None where it has no font that tells them.
    """
    font = _font(text)
    if font not in known:
        told = (ctypes.c_float * 2)()
        above, below = ctypes.addressof(told), ctypes.addressof(told) + 4
        tells = font and _ascent(font, 1, above) and _descent(font, 1, below)
        known[font] = (told[0], told[1]) if tells else None
    return known[font]


def _is_tall(heights: tuple[float, float]) -> bool:
    return heights[0] - heights[1] > _TALL


def _measure(
    textpage: pypdfium2.PdfTextPage,
    boxes: Boxes,
    known: dict[int | None, _Heights],
    *,
    untold: bool,
) -> None:
    """Give upright letters the height that their font's size tells: all, or those too tall."""
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    raw = ctypes.cast(textpage.raw, _ADDRESS).value
    wrong: dict[int | None, bool] = {}
    for index in np.flatnonzero(boxes[:, 3] > boxes[:, 1]).tolist():
        at = _text_object(raw, index)
        if at not in wrong:
            heights = _heights(at, known) if at else None
            wrong[at] = heights is not None and (untold or _is_tall(heights))
        if not wrong[at]:
            continue
        placed = pdfium.FPDFText_GetCharOrigin(textpage, index, x, y)
        if placed and pdfium.FPDFText_GetMatrix(textpage, index, matrix) and matrix.b == 0:
            size = pdfium.FPDFText_GetFontSize(textpage, index) * abs(matrix.d)
            boxes[index, 1] = y.value - _DESCENT * size
            boxes[index, 3] = y.value + _ASCENT * size
