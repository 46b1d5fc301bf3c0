"""Tables that a PDF's structure tree tells: which of a page's characters stand in which cell.

Word processors and browsers write it (ISO 32000-1, 14.8.4.3.4), and often wrongly: a page laid out
with a table, cells whose text is elsewhere, content that two elements claim. A table is taken only
where its cells stand on the page as its rows say; all else is left to what the page shows.
"""

from __future__ import annotations

import ctypes
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.ruled import Table
from ingest.schema import CellRun, Line
from ingest.turning import Boxes

# A page of more elements is a map or a register, or its tree runs in circles.
_MOST_ELEMENTS = 20_000
# In heights of a character, by how much edges may miss each other; of a cell's characters, how many
# end before the next cell: words may be too long for theirs.
_LOOSE, _BEFORE = 0.3, 0.75
# A cell of more characters holds paragraphs; where more than that share do, the page is laid out.
_FLOWING, _FEW = 600, 0.1
_HEADINGS = frozenset({"H", "H1", "H2", "H3", "H4", "H5", "H6", "Title"})
_ROWS = frozenset({"Table", "THead", "TBody", "TFoot"})
_LONGEST_TYPE = 64
_TYPE = ctypes.create_string_buffer(_LONGEST_TYPE)
# Wider than a space between words, in heights: two cells of two rows at least have that between.
_APART = 0.6


def _plain(call: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    """Return pdfium's own call on plain addresses, which takes half the time: see font_boxes."""
    address = ctypes.cast(call, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, ctypes.c_void_p, *arguments)(address)


_text_object = _plain(pdfium.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_int)
_content = _plain(pdfium.FPDFPageObj_GetMarkedContentID, ctypes.c_int)
_type = _plain(pdfium.FPDF_StructElement_GetType, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong)
_count = _plain(pdfium.FPDF_StructElement_CountChildren, ctypes.c_int)
_child = _plain(pdfium.FPDF_StructElement_GetChildAtIndex, ctypes.c_void_p, ctypes.c_int)
_own = _plain(pdfium.FPDF_StructElement_GetChildMarkedContentID, ctypes.c_int, ctypes.c_int)


@dataclass(slots=True)
class _Cell:
    """A cell: how many rows it spans, its marked contents, then its characters and their box."""

    spans: int
    contents: set[int] = field(default_factory=set)
    characters: list[int] = field(default_factory=list)
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class _Tagged:
    """A table element: its rows on the page, and how many of several cells it has at least.

    `laid_out` says that a cell holds a heading or a table: it sets a page.
    """

    rows: list[list[_Cell]] = field(default_factory=list)
    fewest: int = 2
    laid_out: bool = False


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
    sound = [table.rows for table in tables if _is_sound(table, boxes, places, size)]
    return tuple(sorted(_runs(sound, places), key=lambda run: run.start))


def tagged_tables(runs: Sequence[CellRun], lines: Sequence[Line]) -> list[Table]:
    """Return the tables that those runs of characters tell, made of the lines that begin in them.

    A row whose lines are all gone (a header that each page repeats) is left out.
    """
    starts = [run.start for run in runs]
    tables: defaultdict[int, defaultdict[tuple[int, int], list[Line]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for line in lines if runs else ():
        run = runs[max(bisect_right(starts, line.start) - 1, 0)]
        if run.start <= line.start < run.end:
            tables[run.table][run.row, run.column].append(line)
    found = []
    for cells in tables.values():
        rows: defaultdict[int, list[tuple[Line, ...]]] = defaultdict(list)
        for row, column in sorted(cells):
            rows[row].append(tuple(cells[row, column]))
        inside = [line for cell in cells.values() for line in cell]
        bottom, top = min(line.bottom for line in inside), max(line.top for line in inside)
        if any(len(row) > 1 for row in rows.values()):
            found.append(Table(tuple(map(tuple, rows.values())), bottom, top, told=True))
    return found


def _steps_aside(boxes: Boxes) -> bool:
    """Say whether a page's characters step aside at least twice, as from a cell to the next."""
    left, bottom, right, top = boxes.T
    height = np.minimum(top - bottom, np.roll(top - bottom, -1))[:-1]
    rise = bottom[1:] - bottom[:-1]
    aside = (left[1:] - right[:-1] > _APART * height) & (rise > -0.5 * height)
    aside |= (left[1:] > right[:-1]) & (rise > 0.5 * height)
    return int(aside.sum()) > 1


def _candidates(tree: Any) -> list[_Tagged]:
    """Return the tables of two rows of several cells where one alone claims each content."""
    tables: list[_Tagged] = []
    claims: Counter[int] = Counter()
    stack: list[tuple[int, _Tagged | None, _Cell | None]] = []
    for index in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        root = ctypes.cast(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index), ctypes.c_void_p)
        if root.value:
            stack.append((root.value, None, None))
    seen = 0
    while stack:
        element, table, cell = stack.pop()
        seen += 1
        if seen > _MOST_ELEMENTS:
            return []
        kind = _kind(element)
        if table and cell and (kind == "Table" or kind in _HEADINGS):
            table.laid_out = True
        if kind == "Table":
            table, cell = _Tagged(), None
            tables.append(table)
        elif table and not cell and kind == "TR":
            table.rows.append([])
        elif table and table.rows and not cell and kind in ("TH", "TD"):
            cell = _Cell(_row_span(element))
            table.rows[-1].append(cell)
        children = []
        for index in range(_count(element)):
            child = _child(element, index)
            if child:
                children.append((child, table, cell))
            elif cell and (content := _own(element, index)) >= 0:
                claims[content] += 1
                cell.contents.add(content)
            elif table and kind in _ROWS and _own(element, index) < 0:
                table.fewest = 1  # its other rows are on other pages
        stack += reversed(children)
    return [table for table in tables if _may_be_sound(table, claims)]


def _may_be_sound(table: _Tagged, claims: Counter[int]) -> bool:
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


def _row_span(element: int) -> int:
    value, cell = ctypes.c_float(), ctypes.cast(element, pdfium.FPDF_STRUCTELEMENT)
    for index in range(pdfium.FPDF_StructElement_GetAttributeCount(cell)):
        attributes = pdfium.FPDF_StructElement_GetAttributeAtIndex(cell, index)
        span = pdfium.FPDF_StructElement_Attr_GetValue(attributes, b"RowSpan")
        if span and pdfium.FPDF_StructElement_Attr_GetNumberValue(span, value):
            return max(int(value.value), 1)
    return 1


def _contents(textpage: pypdfium2.PdfTextPage, places: NDArray[np.int64]) -> list[int]:
    """Return the marked-content identifier of each of those characters, -1 where it has none.

    What a form XObject draws may count its own (14.7.4.2): no cell then stands where it should.
    """
    raw = ctypes.cast(textpage.raw, ctypes.c_void_p).value
    shapes = [_text_object(raw, place) for place in places.tolist()]
    contents = {shape: _content(shape) if shape else -1 for shape in set(shapes)}
    return [contents[shape] for shape in shapes]


def _is_sound(table: _Tagged, boxes: Boxes, places: NDArray[np.int64], size: float) -> bool:
    """Say whether cells stand as their rows say, short ones, with nothing else beside them."""
    rows = [[cell for cell in row if cell.characters] for row in table.rows]
    cells = [cell for row in rows for cell in row]
    flowing = sum(len(cell.characters) > _FLOWING for cell in cells)
    if sum(len(row) > 1 for row in rows) < table.fewest or flowing > _FEW * len(cells):
        return False
    for cell in cells:
        own = boxes[cell.characters]
        low, high = own[:, :2].min(axis=0).tolist(), own[:, 2:].max(axis=0).tolist()
        cell.box = low[0], low[1], high[0], high[1]
    within = np.zeros(len(boxes), dtype=bool)
    within[[each for cell in cells for each in cell.characters]] = True
    others = boxes[places[~within[places]]]
    middles = (others[:, 1] + others[:, 3]) / 2
    bottom, top = min(cell.box[1] for cell in cells), max(cell.box[3] for cell in cells)
    beside = bool(((middles > bottom) & (middles < top)).any())
    return not beside and _go_down(rows, size) and _go_right(rows, boxes, size)


def _go_down(rows: Sequence[list[_Cell]], size: float) -> bool:
    """Say whether each cell stands below all that end in rows before its own."""
    floors = [float("inf")] * (len(rows) + 1)
    for index, row in enumerate(rows):
        floors[index] = floor = min(floors[: index + 1])
        if any(cell.box[3] > floor + _LOOSE * size for cell in row):
            return False
        for cell in row:
            ended = min(index + cell.spans, len(rows))
            floors[ended] = min(floors[ended], cell.box[1])
    return True


def _go_right(rows: Sequence[list[_Cell]], boxes: Boxes, size: float) -> bool:
    """Say whether each cell of a row begins right of the one before, and of most of its letters."""
    return all(
        before.box[0] < after.box[0]
        and (
            before.box[2] <= after.box[0]
            or np.quantile(boxes[before.characters, 2], _BEFORE) < after.box[0] + _LOOSE * size
        )
        for row in rows
        for before, after in pairwise(row)
    )


def _runs(tables: Sequence[list[list[_Cell]]], places: NDArray[np.int64]) -> Iterator[CellRun]:
    """Yield the runs of drawn characters, one after the other, that stand in the same cell."""
    rank = {place: index for index, place in enumerate(places.tolist())}
    for table, rows in enumerate(tables):
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                begun = 0
                for index, place in enumerate(cell.characters, 1):
                    after = cell.characters[index : index + 1]
                    if not after or rank[after[0]] != rank[place] + 1:
                        yield CellRun(cell.characters[begun], place + 1, table, row, column)
                        begun = index
