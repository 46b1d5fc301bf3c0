"""Tables that a PDF's structure tree tells: which of a page's characters stand in which cell.

Word processors and browsers write it (ISO 32000-1, 14.8.4.3.4), and often wrongly: a page laid out
with a table, cells whose text is elsewhere, content that two elements claim. A table is taken only
where its cells stand on the page as its rows say; all else is left to what the page shows.
"""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.page_objects import plain
from ingest.schema import CellRun
from ingest.tagged_tables import Cell, TaggedTable, is_sound, repeated_head, set_columns
from ingest.turning import Boxes

# A tree of more, those of other pages too, is a map's or a register's, or runs in circles.
_MOST_ELEMENTS = 100_000
_HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
_ROWS = frozenset({"Table", "THead", "TBody", "TFoot"})
_LONGEST_TYPE = 64
_TYPE = ctypes.create_string_buffer(_LONGEST_TYPE)
# Wider than a space between words, in heights: two cells of two rows at least have that between.
_APART = 0.6
_ADDRESS = ctypes.c_void_p
_INT, _LONG = ctypes.c_int, ctypes.c_ulong
_text_object = plain(pdfium.FPDFText_GetTextObject, _ADDRESS, _ADDRESS, _INT)
_content = plain(pdfium.FPDFPageObj_GetMarkedContentID, _INT, _ADDRESS)
_type = plain(pdfium.FPDF_StructElement_GetType, _LONG, _ADDRESS, _ADDRESS, _LONG)
_count = plain(pdfium.FPDF_StructElement_CountChildren, _INT, _ADDRESS)
_child = plain(pdfium.FPDF_StructElement_GetChildAtIndex, _ADDRESS, _ADDRESS, _INT)
_own = plain(pdfium.FPDF_StructElement_GetChildMarkedContentID, _INT, _ADDRESS, _INT)


def may_tell_tables(document: pypdfium2.PdfDocument, data: bytes) -> bool:
    """Say whether a document of those bytes may have tags that tell tables: asking takes time.

    Where its objects are not compressed, the name of the element stands there in clear.
    """
    named = b"/Table" in data or b"/ObjStm" in data
    return named and bool(pdfium.FPDFCatalog_IsTagged(document))


def tagged_cells(
    page: pypdfium2.PdfPage,
    textpage: pypdfium2.PdfTextPage,
    boxes: Boxes,
    drawn: NDArray[np.bool_],
) -> tuple[CellRun, ...]:
    """Return the runs of characters of each cell of a page's sound tables, in the page's order.

    `boxes` are all characters' on the page as it is read, `drawn` says which of them leave a mark;
    `pdf_text.PDFIUM` must be held.
    """
    places = np.flatnonzero(drawn & (boxes[:, 2] >= boxes[:, 0]))
    tree = pdfium.FPDF_StructTree_GetForPage(page) if _steps_aside(boxes[places]) else None
    if not tree:
        return ()
    try:
        tables = _candidates(tree)
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    if not tables:
        return ()
    contents = _contents(textpage, places)
    owners = {
        content: cell
        for table in tables
        for row in table.rows
        for cell in row
        for content in cell.contents
    }
    for place, content in zip(places.tolist(), contents, strict=True):
        if content in owners:
            owners[content].characters.append(place)
    heights = boxes[places, 3] - boxes[places, 1]
    size = float(np.median(heights)) if len(places) else 0.0
    sound = [table for table in tables if is_sound(table, boxes, places, size)]
    untagged = places[np.array(contents) < 0]
    for table in sound:
        set_columns(table.rows)
        if table.fewest == 1 and (head := repeated_head(table, boxes, untagged, size)):
            table.rows.insert(0, head)
    return tuple(sorted(_runs(sound, places), key=lambda run: run.start))


def _steps_aside(boxes: Boxes) -> bool:
    """Say whether a page's characters step aside at least twice, as from a cell to the next."""
    left, bottom, right, top = boxes.T
    height = np.minimum(top - bottom, np.roll(top - bottom, -1))[:-1]
    rise = bottom[1:] - bottom[:-1]
    aside = (left[1:] - right[:-1] > _APART * height) & (rise > -0.5 * height)
    aside |= (left[1:] > right[:-1]) & (rise > 0.5 * height)
    return int(aside.sum()) > 1


def _candidates(tree: Any) -> list[TaggedTable]:
    """Return the tables of two rows of several cells where one alone claims each content."""
    tables: list[TaggedTable] = []
    claims: Counter[int] = Counter()
    stack: list[tuple[int, TaggedTable | None, Cell | None]] = []
    for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        root = ctypes.cast(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), ctypes.c_void_p)
        if root.value:
            stack.append((root.value, None, None))
    seen = 0
    while stack:
        element, table, cell = stack.pop()
        if not element:  # pdfium knows what is on the page alone: an empty cell is not
            if table and table.rows:
                table.rows[-1].append(Cell(1))
            continue
        several = _count(element)
        seen += 1 + max(several, 0)
        if seen > _MOST_ELEMENTS:
            return []
        kind = _kind(element)
        if table and cell and (kind == "Table" or kind in _HEADINGS):
            table.laid_out = True
        if kind == "Table":
            table, cell = TaggedTable(), None
            tables.append(table)
        elif table and not cell and kind == "TR":
            table.rows.append([])
        elif table and table.rows and not cell and kind in ("TH", "TD"):
            cell = Cell(_span(element, b"RowSpan"), _span(element, b"ColSpan"))
            table.rows[-1].append(cell)
        children = []
        for index in range(several):
            child = _child(element, index)
            if child:
                children.append((child, table, cell))
            elif cell and (content := _own(element, index)) >= 0:
                claims[content] += 1
                cell.contents.add(content)
            elif table and kind == "TR" and not cell and _own(element, index) < 0:
                children.append((0, table, None))
            elif table and kind in _ROWS and _own(element, index) < 0:
                table.fewest = 1  # its other rows are on other pages
        stack += reversed(children)
    return [table for table in tables if _may_be_sound(table, claims)]


def _may_be_sound(table: TaggedTable, claims: Counter[int]) -> bool:
    several = sum(sum(bool(cell.contents) for cell in row) > 1 for row in table.rows)
    contents = (each for row in table.rows for cell in row for each in cell.contents)
    return (
        several >= table.fewest
        and not table.laid_out
        and all(claims[each] == 1 for each in contents)
    )


def _kind(element: int) -> str:
    """Return an element's standard type: pdfium has looked it up in the document's role map."""
    length = _type(element, ctypes.addressof(_TYPE), _LONGEST_TYPE)
    return _TYPE.raw[: length - 2].decode("utf-16-le", "ignore") if length < _LONGEST_TYPE else ""


def _span(element: int, name: bytes) -> int:
    """Return how many rows or columns a cell spans, as the attribute of that name says."""
    value, cell = ctypes.c_float(), ctypes.cast(element, pdfium.FPDF_STRUCTELEMENT)
    for index in range(pdfium.FPDF_StructElement_GetAttributeCount(cell)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(cell, index)
        span = pdfium.FPDF_StructElement_Attr_GetValue(attributes, name)
        if span and pdfium.FPDF_StructElement_Attr_GetNumberValue(span, value):
            return int(min(max(1.0, value.value), _MOST_ELEMENTS))  # it may be no number
    return 1


def _contents(textpage: pypdfium2.PdfTextPage, places: NDArray[np.int64]) -> list[int]:
    """Return the marked-content identifier of each of those characters, -1 where it has none.

    What a form XObject draws may count its own (14.7.4.2): no cell then stands where it should.
    """
    raw = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    shapes = [_text_object(raw, place) for place in places.tolist()]
    contents = {shape: _content(shape) if shape else -1 for shape in set(shapes)}
    return [contents[shape] for shape in shapes]


def _runs(tables: Sequence[TaggedTable], places: NDArray[np.int64]) -> Iterator[CellRun]:
    """Yield the runs of drawn characters, one after the other, that stand in the same cell."""
    rank = {place: index for index, place in enumerate(places.tolist())}
    for table, tagged in enumerate(tables):
        for row, cells in enumerate(tagged.rows):
            for cell in cells:
                begun = 0
                for index, place in enumerate(cell.characters, 1):
                    after = cell.characters[index : index + 1]
                    if not after or rank[after[0]] != rank[place] + 1:
                        start, where = cell.characters[begun], (cell.column, cell.width)
                        yield CellRun(start, place + 1, table, row, *where)
                        begun = index
