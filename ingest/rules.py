"""The straight lines that a PDF page draws, upright or level: what rules its tables.

Word draws a border as thin boxes, others as strokes, a cell at a time or a whole grid at once.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from ingest.page_objects import kind, page_objects
from ingest.schema import Rectangle
from ingest.turning import Boxes

# In points: how thick a line may be, how short. A page that draws more is a map or a chart.
_THICKEST, _SHORTEST = 3.0, 6.0
_MOST_SHAPES, _MOST_SEGMENTS, _MOST_RULES = 5_000, 400, 2_000


def read_rules(page: pypdfium2.PdfPage) -> Boxes:
    """Return the page's rules in its own space, (count, 4): left, bottom, right, top.

    None when it draws so much that no table can be told; `pdf_text.PDFIUM` must be held.
    """
    count = pdfium.FPDFPage_CountObjects(page)
    found: list[Rectangle] = []
    for shape in page_objects(page) if count <= _MOST_SHAPES else ():
        if kind(shape) == pdfium.FPDF_PAGEOBJ_PATH:
            found += _of_path(ctypes.cast(shape, pdfium.FPDF_PAGEOBJECT))
        if len(found) > _MOST_RULES:
            found = []
            break
    return np.array(found, dtype=np.float32).reshape(len(found), 4)


def _of_path(shape: pdfium.FPDF_PAGEOBJECT) -> Iterator[Rectangle]:
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(shape, left, bottom, right, top):
        return
    box = (left.value, bottom.value, right.value, top.value)
    if _is_rule(box):
        yield box
        return
    fill, stroked = ctypes.c_int(), ctypes.c_int()
    if min(box[2] - box[0], box[3] - box[1]) < _SHORTEST or not (
        pdfium.FPDFPath_GetDrawMode(shape, fill, stroked) and stroked.value
    ):
        return
    yield from filter(_is_rule, _sides(shape))


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
