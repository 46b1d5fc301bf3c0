"""Where the cells of an HTML table stand: some span rows or columns, some are empty.

An empty cell keeps its place before a filled one, or the figures after it would be read under the
wrong names; a cell that spans rows says what it says of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

# What stands for an empty cell, as a reader of the printed table would write it.
EMPTY = "–"
# In characters: what is longer is no label, nor a figure.
LABEL = 80
# A wider table is no table of data that anybody reads: Word's own have 63 columns at most.
MOST_COLUMNS = 63


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in one of its rows: its first column from 0, how many it has, where its rows end.

    `again` says that it begins in a row above.
    """

    cell: Any
    column: int
    width: int
    end: int
    again: bool = False


class Grid:
    """A table without tables in it, read row by row, in order."""

    def __init__(self, table: Any) -> None:
        self._rows = _rows(table)
        slots = (each for _, row in _rows(table) for each in row)
        columns = {each.column for each in slots if not each.again and _is_filled(each.cell)}
        self._columns = columns if max(columns, default=0) < MOST_COLUMNS else set[int]()

    def slots(self, row: Any) -> list[Slot]:
        """Return the cells of a row from left to right, with those that hang down into it."""
        return next((slots for each, slots in self._rows if each is row), [])

    def in_columns(self, filled: Sequence[tuple[Slot, str]]) -> Iterator[str]:
        """Yield a row's texts, with what stands for the empty cells before them.

        A paragraph alone in its row is of no column: it goes on with what is above. A column that
        is empty all the way down is none.
        """
        at = 0
        for slot, text in filled:
            if len(filled) > 1 or len(text) <= LABEL:
                yield from (EMPTY for column in range(at, slot.column) if column in self._columns)
            yield text
            at = slot.column + slot.width


def _rows(table: Any) -> Iterator[tuple[Any, list[Slot]]]:
    """Yield each row with its cells, as a browser lays them out (HTML, 4.9.12.1)."""
    held: list[Slot] = []
    group = None
    for number, row in enumerate(table.iter("tr")):
        if row.getparent() is not group:  # no cell spans a table's head and its body
            group, held = row.getparent(), []
        slots = list(_slots(row, number, held))
        yield row, slots
        held = [
            each if each.again else replace(each, again=True)
            for each in slots or held
            if each.end > number + 1 and each.column < MOST_COLUMNS
        ]


def _slots(row: Any, number: int, held: Sequence[Slot]) -> Iterator[Slot]:
    column, waiting = 0, [*reversed(held)]
    for cell in row:
        if cell.tag not in ("td", "th"):
            continue
        while waiting and waiting[-1].column <= column:
            hanging = waiting.pop()
            yield hanging
            column = max(column, hanging.column + hanging.width)
        # As far as browsers go; what spans 0 rows goes on to the last one.
        width = max(_span(cell, "colspan", 1_000), 1)
        yield Slot(cell, column, width, number + (_span(cell, "rowspan", 65_534) or 65_534))
        column += width
    yield from reversed(waiting)


def _span(cell: Any, name: str, most: int) -> int:
    told = (cell.get(name) or "").strip()
    return min(int(told), most) if told.isascii() and told.isdigit() else 1


def _is_filled(cell: Any) -> bool:
    return any(text.strip() for text in cell.itertext())
