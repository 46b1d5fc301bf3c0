"""The head of a table whose row an extract begins with: what its figures are of.

« Part des femmes | 53 % | 50 % » says nothing without « Indicateurs | Résultats 2023 | Objectifs ».
Rows are lines of a page's text, their cells parted by bars; a head is the first of them, in words
or years over figures.
"""

from __future__ import annotations

import re

from ingest.paragraphs import CELL_END

_FIGURE = re.compile(r"[-+–]?\d[\d .,\u00a0\u202f]*(?:%|€|[kKM]€)?")
_YEAR = re.compile(r"(?:19|20)\d\d")


def head_of(text: str, start: int) -> str:
    """Return the head of the table in which the line of a page's text stands that begins there.

    Empty where it stands in none, is the head itself, or holds no figure.
    """
    begun = text.rfind("\n", 0, start) + 1
    row = text[begun:].split("\n", 1)[0]
    if not any(map(_FIGURE.fullmatch, row.split(CELL_END)[1:])):
        return ""
    head = ""
    while begun:
        above = text.rfind("\n", 0, begun - 1) + 1
        line = text[above : begun - 1]
        if CELL_END not in line:
            break
        head, begun = line, above
    told = [cell for cell in head.split(CELL_END) if not _YEAR.fullmatch(cell)]
    return "" if any(map(_FIGURE.fullmatch, told)) else head
