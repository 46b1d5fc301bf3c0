"""What a PDF's form is filled in with: drawn into its page, to be read and shown with the rest.

Fields are annotations over the page (ISO 32000-1, 12.7): neither its text nor its picture has them.
"""

from __future__ import annotations

import pypdfium2
import pypdfium2.raw as pdfium

# What somebody fills in or writes over a page; links and comments say nothing on it.
_WRITTEN = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT})


def loaded(document: pypdfium2.PdfDocument, index: int) -> pypdfium2.PdfPage:
    """Return page `index` (from 0) of a document with its fields drawn into it, if it has any.

    `pdf_text.PDFIUM` must be held. Raises what pdfium raises on a damaged one.
    """
    page = document[index]
    if _is_written_on(page):
        flat = pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        if flat == pdfium.FLATTEN_SUCCESS:
            page.close()
            page = document[index]
    return page


def _is_written_on(page: pypdfium2.PdfPage) -> bool:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _WRITTEN:
            return True
    return False
