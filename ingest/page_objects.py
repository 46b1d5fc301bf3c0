"""A PDF page's objects, as plain addresses that pdfium's functions take.

A page may be thousands: making Python objects of each would take several times as long.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from ingest.schema import Rectangle


def plain(function: Any, returned: Any, *arguments: Any) -> Any:
    """Return a function of pdfium's that takes and returns addresses as integers."""
    return ctypes.CFUNCTYPE(returned, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_ADDRESS = ctypes.c_void_p
_page_object = plain(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, ctypes.c_int)
_form_object = plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
_form_count = plain(pdfium.FPDFFormObj_CountObjects, ctypes.c_int, _ADDRESS)
kind = plain(pdfium.FPDFPageObj_GetType, ctypes.c_int, _ADDRESS)
_segments = plain(pdfium.FPDFPath_CountSegments, ctypes.c_int, _ADDRESS)
_matrix = plain(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int, _ADDRESS, _ADDRESS)
# How points of an object's space are placed on the page: a, b, c, d, e, f (ISO 32000-1, 8.3.3).
Transform = tuple[float, float, float, float, float, float]
IDENTITY: Transform = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
# How deep in one another forms are read.
_DEEPEST = 8
# Of what a page draws, how much is looked at, and how many strokes are fewer than words take.
_MOST_SHAPES, _MOST_STROKES = 400, 60


def page_objects(page: pypdfium2.PdfPage) -> Iterator[int]:
    """Yield the page's objects in the order drawn; those of a form are its own."""
    raw = ctypes.cast(page.raw, _ADDRESS).value
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield _page_object(raw, index)


def is_blank(page: pypdfium2.PdfPage) -> bool:
    """Say whether next to nothing is drawn: no picture, and fewer strokes than words take."""
    strokes = 0
    for shape in islice(page_objects(page), _MOST_SHAPES):
        what = kind(shape)
        if what in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM):
            return False
        if what == pdfium.FPDF_PAGEOBJ_PATH:
            strokes += _segments(shape)
        if strokes > _MOST_STROKES:
            return False
    return True


def text_objects(page: pypdfium2.PdfPage) -> Iterator[tuple[int, Transform]]:
    """Yield text objects, those of form XObjects too, each with what places it on the page."""
    return _placed(page_objects(page), pdfium.FPDF_PAGEOBJ_TEXT, IDENTITY, 0)


def image_boxes(page: pypdfium2.PdfPage) -> Iterator[Rectangle]:
    """Yield the boxes of pictures in the page's own space, those in form XObjects too."""
    for shape, placed in _placed(page_objects(page), pdfium.FPDF_PAGEOBJ_IMAGE, IDENTITY, 0):
        a, b, c, d, e, f = within(shape, placed)
        yield (
            e + min(a, 0) + min(c, 0),
            f + min(b, 0) + min(d, 0),
            e + max(a, 0) + max(c, 0),
            f + max(b, 0) + max(d, 0),
        )


def _placed(
    shapes: Iterable[int], wanted: int, placed: Transform, depth: int
) -> Iterator[tuple[int, Transform]]:
    for shape in shapes:
        what = kind(shape)
        if what == wanted:
            yield shape, placed
        elif what == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            inside = (_form_object(shape, index) for index in range(_form_count(shape)))
            yield from _placed(inside, wanted, within(shape, placed), depth + 1)


def within(shape: int, placed: Transform) -> Transform:
    """Return the matrix of an object that `placed` places, in the page's space."""
    own = pdfium.FS_MATRIX()
    _matrix(shape, ctypes.addressof(own))
    a, b, c, d, e, f = placed
    return (
        own.a * a + own.b * c,
        own.a * b + own.b * d,
        own.c * a + own.d * c,
        own.c * b + own.d * d,
        own.e * a + own.f * c + e,
        own.e * b + own.f * d + f,
    )
