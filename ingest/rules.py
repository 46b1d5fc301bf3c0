"""The straight lines that a PDF page draws, upright or level, its panels and its dots.

Lines rule tables: Word draws a border as thin boxes, others as strokes, a cell at a time or a whole
grid at once. A panel is what a box of text, a tile or a card is set on, filled or bordered. A dot
may be an item's bullet.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.joints import Fill, told_by_joints
from ingest.page_objects import kind, page_objects
from ingest.schema import Rectangle
from ingest.turning import Boxes

# In points: how thick a line may be, how short. A page that draws more is a map or a chart.
_THICKEST, _SHORTEST = 3.0, 6.0
_MOST_SHAPES, _MOST_SEGMENTS, _MOST_RULES = 5_000, 400, 2_000
# Of a filled rectangle: how many segments draw it; in points, how far its sides may slant.
_RECTANGLE, _SLANT = (4, 5), 0.1
# In points: a panel holds a word or two. A page of more of them is a map or a chart.
_NARROWEST, _MOST_PANELS = 20.0, 200
# In points, and times its other side: how large the sides of a dot are.
_DOT, _SQUARE, _MOST_DOTS = (1.5, 9.0), 1.3, 300
# How opaque, of 255, a fill may be and not be drawn; a color no more so, or as light, is not seen
# on paper.
_CLEAR, _FAINT, _WHITE = 2, 12, 253


def read_rules(page: pypdfium2.PdfPage) -> tuple[Boxes, Boxes, Boxes, Boxes]:
    """Return the rules that a page draws, those that these tell, its panels and its dots.

    (count, 4): left, bottom, right, top, in its own space; none when it draws so much that nothing
    can be told. `pdf_text.PDFIUM` must be held.
    """
    count = pdfium.FPDFPage_CountObjects(page)
    rules: list[Rectangle] = []
    panels: list[Rectangle] = []
    dots: list[Rectangle] = []
    fills: list[Fill] = []
    for each in page_objects(page) if count <= _MOST_SHAPES else ():
        if kind(each) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        shape = ctypes.cast(each, pdfium.FPDF_PAGEOBJECT)
        if _is_drawn(shape):
            _add(shape, rules, panels, dots)
            fills += _filled(shape)
        if len(rules) > _MOST_RULES:
            rules, panels, dots, fills = [], [], [], []
            break
    level = [box for box in rules if box[2] - box[0] > box[3] - box[1]]
    told = told_by_joints(level, fills)
    panels = panels if len(panels) <= _MOST_PANELS else []
    dots = dots if len(dots) <= _MOST_DOTS else []
    return _boxes(rules), told, _boxes(panels), _boxes(dots)


def _boxes(found: Sequence[Rectangle]) -> Boxes:
    return np.array(found, dtype=np.float32).reshape(len(found), 4)


def _is_drawn(shape: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Say whether a path is stroked, or filled with a colour that is not all clear."""
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(shape, fill, stroked)
    if stroked.value or not fill.value:
        return True
    parts = [ctypes.c_uint() for _ in range(4)]
    return not pdfium.FPDFPageObj_GetFillColor(shape, *parts) or parts[3].value > _CLEAR


def _add(
    shape: pdfium.FPDF_PAGEOBJECT,
    rules: list[Rectangle],
    panels: list[Rectangle],
    dots: list[Rectangle],
) -> None:
    """Add what a path draws to the rules, the panels or the dots."""
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
    least, most = sorted((box[2] - box[0], box[3] - box[1]))
    if stroked.value and least >= _SHORTEST:
        rules += filter(_is_rule, _sides(shape))
    dot = _DOT[0] <= least and most <= min(_DOT[1], _SQUARE * least)
    if dot or (least >= _NARROWEST and _is_one(shape)):
        seen = fill.value and _is_seen(shape, pdfium.FPDFPageObj_GetFillColor)
        if seen or (stroked.value and _is_seen(shape, pdfium.FPDFPageObj_GetStrokeColor)):
            (dots if dot else panels).append(box)


def _is_seen(path: pdfium.FPDF_PAGEOBJECT, color: Callable[..., int]) -> bool:
    """Say whether a color of a path is one to be seen on white paper."""
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    told = color(path, red, green, blue, alpha)
    lightest = min(red.value, green.value, blue.value)
    return bool(not told or (alpha.value > _FAINT and lightest < _WHITE))


def _is_one(path: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Say whether a path is one shape, or the inner and outer edges of a border."""
    count = pdfium.FPDFPath_CountSegments(path)
    if count > _MOST_SEGMENTS:
        return False
    segments = (pdfium.FPDFPath_GetPathSegment(path, index) for index in range(count))
    kinds = [pdfium.FPDFPathSegment_GetType(segment) for segment in segments]
    return kinds.count(pdfium.FPDF_SEGMENT_MOVETO) <= 2


def _filled(shape: pdfium.FPDF_PAGEOBJECT) -> Iterator[Fill]:
    """Yield a filled rectangle that is no rule."""
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    if pdfium.FPDFPath_CountSegments(shape) not in _RECTANGLE or not (
        pdfium.FPDFPath_GetDrawMode(shape, fill, stroked) and fill.value
    ):
        return
    sides = [*_sides(shape)]
    if not sides or any(min(box[2] - box[0], box[3] - box[1]) > _SLANT for box in sides):
        return
    edges = [*zip(*sides, strict=True)]
    box = min(edges[0]), min(edges[1]), max(edges[2]), max(edges[3])
    parts = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFPageObj_GetFillColor(shape, *parts)
    if min(box[2] - box[0], box[3] - box[1]) >= _SHORTEST:
        yield box, tuple(part.value for part in parts)


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
        drawn = pdfium.FPDFPathSegment_GetType(segment)
        if drawn not in (pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_LINETO):
            return
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        if drawn == pdfium.FPDF_SEGMENT_MOVETO or not strokes:
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
