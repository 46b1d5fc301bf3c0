"""The straight lines that a PDF page draws, upright or level, and its panels, filled or bordered.

Lines rule tables: Word draws a border as thin boxes, others as strokes, a cell at a time or a whole
grid at once. A panel is what a box of text, a tile or a card is set on.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.schema import Rectangle
from ingest.turning import Boxes

# In points: how thick a line may be, how short. A page that draws more is a map or a chart.
_THICKEST, _SHORTEST = 3.0, 6.0
_MOST_SHAPES, _MOST_SEGMENTS, _MOST_RULES = 5_000, 400, 2_000
# In points: a panel holds a word or two. A page of more of them is a map or a chart.
_NARROWEST, _MOST_PANELS = 20.0, 200
# Of 255: a fainter color, or one as light, is not seen on paper.
_CLEAR, _WHITE = 12, 253


def read_rules(page: pypdfium2.PdfPage) -> tuple[Boxes, Boxes]:
    """Return a page's rules and its panels in its own space, (count, 4): left, bottom, right, top.

    None when it draws so much that nothing can be told; `pdf_text.PDFIUM` must be held.
    """
    count = pdfium.FPDFPage_CountObjects(page)
    rules: list[Rectangle] = []
    panels: list[Rectangle] = []
    for index in range(count if count <= _MOST_SHAPES else 0):
        shape = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(shape) == pdfium.FPDF_PAGEOBJ_PATH:
            _add(shape, rules, panels)
        if len(rules) > _MOST_RULES:
            rules, panels = [], []
            break
    if len(panels) > _MOST_PANELS:
        panels = []
    return _boxes(rules), _boxes(panels)


def _boxes(found: Sequence[Rectangle]) -> Boxes:
    return np.array(found, dtype=np.float32).reshape(len(found), 4)


def _add(shape: pdfium.FPDF_PAGEOBJECT, rules: list[Rectangle], panels: list[Rectangle]) -> None:
    """Add what a path draws to the rules, or to the panels."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return
    box = (left.value, bottom.value, right.value, top.value)
    if _is_rule(box):
        rules.append(box)
        return
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(shape, fill, stroked):
        return
    least = min(box[2] - box[0], box[3] - box[1])
    if stroked.value and least >= _SHORTEST:
        rules += filter(_is_rule, _sides(shape))
    if least >= _NARROWEST and _is_one(shape):
        seen = fill.value and _is_seen(shape, pdfium.FPDFPageObj_GetFillColor)
        if seen or (stroked.value and _is_seen(shape, pdfium.FPDFPageObj_GetStrokeColor)):
            panels.append(box)


def _is_seen(path: pdfium.FPDF_PAGEOBJECT, color: Callable[..., int]) -> bool:
    """Say whether a color of a path is one to be seen on white paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    told = color(path, red, green, blue, alpha)
    lightest = min(red.value, green.value, blue.value)
    return bool(not told or (alpha.value > _CLEAR and lightest < _WHITE))


def _is_one(path: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Say whether a path is one shape, or the inner and outer edges of a border."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return False
    segments = (pdfium.FPDFPath_GetPathSegment(path, index) for index in range(count))
    kinds = [pdfium.FPDFPathSegment_GetType(segment) for segment in segments]
    return kinds.count(pdfium.FPDF_SEGMENT_MOVETO) <= 2


def _is_rule(box: Rectangle) -> bool:
    across, along = sorted((box[2] - box[0], box[3] - box[1]))
    return across <= _THICKEST and along >= _SHORTEST


def _sides(path: pdfium.FPDF_PAGEOBJECT) -> Iterator[Rectangle]:
    """Yield the box of each straight stroke of a path; none of one with curves."""
    count = pdfium.FPDFPath_CountSegments(path)
    matrix = pdfium.FS_MATRIX()
    if count > _MOST_SEGMENTS or not pdfium.FPDFPageObj_GetMatrix(path, matrix):
        return
    strokes: list[list[tuple[float, float]]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind not in (pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO):
            return
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if kind == pdfium.FPDF_SEGMENT_MOVETO or not strokes:
            strokes.append([])
        strokes[-1].append(
            (
                matrix.a * x.value + matrix.c * y.value + matrix.e,
                matrix.b * x.value + matrix.d * y.value + matrix.f,
            )
        )
        if pdfium.FPDFPathSegment_GetClose(segment):
            strokes[-1].append(strokes[-1][0])
    for points in strokes:
        for (x1, y1), (x2, y2) in pairwise(points):
            yield min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
