"""A PDF page's objects, as plain addresses that pdfium's functions take.

A page may be thousands: making Python objects of each would take several times as long.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium


def plain(function: Any, returned: Any, *arguments: Any) -> Any:
    """Return a function of pdfium's that takes and returns addresses as integers."""
    return ctypes.CFUNCTYPE(returned, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_ADDRESS = ctypes.c_void_p
_page_object = plain(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, ctypes.c_int)
_form_object = plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
_form_count = plain(pdfium.FPDFFormObj_CountObjects, ctypes.c_int, _ADDRESS)
kind = plain(pdfium.FPDFPageObj_GetType, ctypes.c_int, _ADDRESS)


def page_objects(page: pypdfium2.PdfPage) -> Iterator[int]:
    """Yield the page's objects in the order drawn; those of a form are its own."""
    raw = ctypes.cast(page.raw, _ADDRESS).value
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        yield _page_object(raw, index)


def form_objects(form: int) -> Iterator[int]:
    """Yield the objects of a form XObject."""
    for index in range(_form_count(form)):
        yield _form_object(form, index)
