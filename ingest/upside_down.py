"""A page whose text stands on its head, turned over.

pdfium reads any line from left to right, which leaves nothing of such a page but letters backwards.
"""

from __future__ import annotations

import math

import pypdfium2
import pypdfium2.raw as pdfium

_QUARTER = math.pi / 2
# Of how many characters of a page the angle is asked, and which are letters.
_ASKED, _FIRST_LETTER = 100, 0x41


def upright_text(page: pypdfium2.PdfPage) -> pypdfium2.PdfTextPage:
    """Return a page's text, once the page is turned over if most of its letters are upside down.

    The page is then drawn turned over too. Raises what pdfium raises on a damaged page.
    """
    text = page.get_textpage()
    turned = page.get_rotation() // 90
    count = pdfium.FPDFText_CountChars(text)
    over = [
        (round(pdfium.FPDFText_GetCharAngle(text, index) / _QUARTER) + turned) % 4 == 2
        for index in range(0, count, max(count // _ASKED, 1))
        if pdfium.FPDFText_GetUnicode(text, index) >= _FIRST_LETTER
    ]
    if 2 * sum(over) <= len(over):
        return text
    text.close()
    page.set_rotation((turned + 2) % 4 * 90)
    return page.get_textpage()
