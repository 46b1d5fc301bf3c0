"""Telling a table from columns of text, and its rows from each other.

Columns of text flow: a line goes on in the next one below. A table's cells are short or figures, or
begin together at the same height, row after row.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.schema import Line, RawPage

Cells = tuple[tuple[Line, ...], ...]
_FIGURE = re.compile(r"[\s\d.,%€$()+/±<>≤≥–—-]+|n\.?[ad]\.?|ns|[-–—xX✓]", re.IGNORECASE)
_ENDED = re.compile(r"[.!?:;»…][\"”’)]*\s*$")
Column = Sequence[Line]
_INFINITE = 1e6
# Sizes further apart than those times are not of one table.
_SIZES = 1.3
_ASIDE = 1.2
# Shorter lines, in heights, may be a table's cells.
_RUNNING = 8


def is_table(page: RawPage, columns: Sequence[Column]) -> bool:
    """Say whether lines that gutters part into columns are the cells of a table.

    What the PDF draws column after column is columns; so is running text of another size.
    """
    if _are_labels(page, columns[0]) and all(
        any(abs(label.bottom - line.bottom) < 0.5 * label.size for label in columns[0])
        for column in columns[1:]
        for line in column
    ):
        return True
    if drawn_apart(columns, 2) or any(_stands_apart(column, columns) for column in columns):
        return False
    cells = [page.text[line.start : line.end].strip() for column in columns for line in column]
    length = statistics.median(len(cell) for cell in cells)
    if min(len(column) for column in columns) < 2 and len(cells) < 5:
        return False
    if sum(_FIGURE.fullmatch(cell) is not None for cell in cells) >= 0.3 * len(cells):
        return True
    flowing = sum(_flows(page, column) for column in columns)
    several = sum(len(row) > 1 for row in rows_of(line for column in columns for line in column))
    if several > 1 and len(columns) > 3 and length < 22 and flowing < len(columns):
        return True
    if len(_cuts(columns)) > 1 and _gaps_fall_together(columns):
        return True
    if _begin_together(page, columns):
        return True
    return several > 2 and length < 40 and not flowing


def _are_labels(page: RawPage, column: Column) -> bool:
    """Say whether a column's lines are a form's labels, « Nom : », each with its value."""
    texts = [page.text[line.start : line.end].rstrip() for line in column]
    return len(texts) > 1 and all(text.endswith(":") for text in texts)


def _stands_apart(column: Column, columns: Sequence[Column]) -> bool:
    """Say whether a column is running text, of another size than all that is beside it.

    Two columns may be a list: large numbers, and what they number.
    """
    sizes = [line.size for line in column]
    others = [line.size for each in columns if each is not column for line in each]
    running = sum(is_running(line) for line in column) > 0.5 * len(column) > 0.5
    apart = min(sizes) > _SIZES * max(others) or max(sizes) * _SIZES < min(others)
    return len(columns) > 2 and running and apart


def table_rows(page: RawPage, columns: Sequence[Column]) -> list[Cells]:
    """Return a table's rows from top to bottom, each cell with its lines."""
    lines = sorted((line for column in columns for line in column), key=lambda line: -line.top)
    place = {id(line): index for index, column in enumerate(columns) for line in column}
    cuts = _cuts(columns) if _gaps_fall_together(columns) else []
    sure = len(cuts) > 1 or (len(cuts) == 1 and _drawn_by_cells(columns, cuts[0]))
    rows: list[list[Line]] = []
    bottom = 0.0
    for line in lines:
        edge = 0.22 * line.size
        beside = bool(rows) and line.top - edge > bottom
        if beside or (sure and rows and not any(line.top <= c < bottom for c in cuts)):
            rows[-1].append(line)
            bottom = min(bottom, line.bottom + edge)
        else:
            rows.append([line])
            bottom = line.bottom + edge
    if not sure:
        rows = _with_continuations(page, rows, place)
    else:
        rows = [part for row in rows for part in _by_baseline(page, row, place, len(columns))]
    return [_cells(row, place, len(columns)) for row in rows]


def _drawn_by_cells(columns: Sequence[Column], cut: float) -> bool:
    """Say whether the PDF draws the two rows that a cut parts one cell after the other.

    Not where most lines have their like in each column: those are rows of their own.
    """
    above = [[line for line in column if line.bottom > cut] for column in columns]
    below = [[line for line in column if line.bottom <= cut] for column in columns]
    cells = [*above, *below]
    for row in (above, below):
        lines = rows_of(line for cell in row for line in cell)
        if len(lines) > 1 and sum(len(line) == len(row) for line in lines) > 0.7 * len(lines):
            return False
    return all(cells) and all(
        max(line.end for line in cell) <= min(line.start for line in following)
        for cell, following in pairwise(cells)
    )


def rows_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Group lines that share a baseline, from top to bottom, each from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: -(line.top + line.bottom)):
        last = rows[-1][0] if rows else None
        shared = min(line.top, last.top) - max(line.bottom, last.bottom) if last else 0.0
        if last and shared > 0.5 * min(line.top - line.bottom, last.top - last.bottom):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [sorted(row, key=lambda line: line.left) for row in rows]


def drawn_apart(columns: Sequence[Sequence[Line]], least: int) -> bool:
    """Say whether the PDF draws those columns one after the other, from left to right.

    Each has that many rows at `least`, half of them two.
    """
    rows = [len(rows_of(column)) for column in columns]
    if len(columns) < 2 or min(rows) < least or 2 * sum(row > 1 for row in rows) < len(columns):
        return False
    return all(
        max(line.end for line in left) <= min(line.start for line in right)
        for left, right in pairwise(columns)
    )


def is_aside(columns: Sequence[Sequence[Line]]) -> bool:
    """Say whether one of two columns is a legend or a margin's note beside running text.

    It is smaller, and drawn before all of that text or after it; one of the two has several rows.
    """
    if len(columns) != 2 or max(len(rows_of(column)) for column in columns) < 2:
        return False
    aside, text = sorted(columns, key=lambda column: max(line.size for line in column))
    smaller = _ASIDE * max(line.size for line in aside) < min(line.size for line in text)
    first, last = sorted(columns, key=lambda column: min(line.start for line in column))
    drawn = max(line.end for line in first) <= min(line.start for line in last)
    return smaller and drawn and all(map(is_running, text))


def clusters(lines: Iterable[Line]) -> list[list[Line]]:
    """Group lines that stand beside each other, from top to bottom.

    The edges of a line may overlap those of the next; lines of two columns that are not on one grid
    stand beside each other however little of their height they share.
    """
    found: list[list[Line]] = []
    bottom = _INFINITE
    for line in sorted(lines, key=lambda line: -line.top):
        edge = 0.22 * line.size
        under = line.top - edge <= bottom
        if not found or (under and not any(_abreast(line, each) for each in found[-1])):
            found.append([])
            bottom = line.bottom + edge
        found[-1].append(line)
        bottom = min(bottom, line.bottom + edge)
    return found


def is_running(line: Line) -> bool:
    """Say whether a line is long enough to be of running text."""
    return line.right - line.left > _RUNNING * line.size


def _abreast(line: Line, other: Line) -> bool:
    """Say whether a line of running text reaches above the foot of one in another column."""
    apart = line.left >= other.right or other.left >= line.right
    running = min(line.right - line.left, other.right - other.left) > _RUNNING * line.size
    return apart and running and line.top - 0.02 * line.size > other.bottom


def in_order(cell: Iterable[Line]) -> tuple[Line, ...]:
    """Return a cell's lines as they are read: from top to bottom, then from left to right."""
    return tuple(line for row in rows_of(cell) for line in row)


def _with_continuations(
    page: RawPage, rows: Sequence[list[Line]], place: dict[int, int]
) -> list[list[Line]]:
    """Give each row the lines that only go on with its cells."""
    whole: list[list[Line]] = []
    for row in rows:
        texts = [page.text[line.start : line.end].strip() for line in row]
        opens = any(place[id(line)] == 0 for line in row)
        figures = any(_FIGURE.fullmatch(text) for text in texts)
        lower = all(text[:1].islower() or text[:1] in "(&" for text in texts)
        close = bool(whole) and whole[-1][-1].bottom - row[0].top < 0.5 * row[0].size
        under = bool(whole) and {place[id(line)] for line in row} <= {
            place[id(line)] for line in whole[-1]
        }
        if close and under and not figures and (lower or not opens):
            whole[-1].extend(row)
        else:
            whole.append(list(row))
    return whole


def _by_baseline(
    page: RawPage, row: list[Line], place: dict[int, int], count: int
) -> list[list[Line]]:
    """Part what stands between two rules at each baseline, where each has all cells and figures."""
    parts = rows_of(row)
    whole = all(
        len({place[id(line)] for line in part}) == count
        and any(_FIGURE.fullmatch(page.text[line.start : line.end].strip()) for line in part)
        for part in parts
    )
    return parts if whole else [row]


def _cells(row: Sequence[Line], place: dict[int, int], count: int) -> Cells:
    cells: list[list[Line]] = [[] for _ in range(count)]
    for line in row:
        cells[place[id(line)]].append(line)
    return tuple(in_order(cell) for cell in cells if cell)


def _leading(columns: Sequence[Column]) -> float:
    """Return the closest usual step between lines of the same column, in points."""
    steps = sorted(
        above.bottom - below.bottom
        for column in columns
        for above, below in pairwise(sorted(column, key=lambda line: -line.bottom))
        if above.bottom - below.bottom > 0.5 * below.size
    )
    return steps[len(steps) // 5] if steps else 0.0


def _cuts(columns: Sequence[Column]) -> list[float]:
    """Return the heights at which every column leaves more room than between two lines."""
    lines = sorted((line for column in columns for line in column), key=lambda line: -line.top)
    size = statistics.median(line.size for line in lines)
    room = max(_leading(columns) - size, -0.2 * size) + 0.2 * size
    cuts, bottom = [], lines[0].bottom
    for line in lines[1:]:
        if bottom - line.top > room:
            cuts.append((bottom + line.top) / 2)
        bottom = min(bottom, line.bottom)
    return cuts


def _gaps_fall_together(columns: Sequence[Column]) -> bool:
    """Say whether the gaps of the column that has fewest are gaps of them all."""
    leading = _leading(columns)
    counts = []
    for column in columns:
        ordered = sorted(column, key=lambda line: -line.bottom)
        steps = [above.bottom - below.bottom for above, below in pairwise(ordered)]
        counts.append(sum(step > leading + 0.2 * column[0].size for step in steps))
    return any(counts) and len(_cuts(columns)) >= 0.7 * min(count for count in counts if count)


def _begin_together(page: RawPage, columns: Sequence[Column]) -> bool:
    """Say whether what the first column holds begins, each time, beside a beginning elsewhere."""
    first, others = columns[0], [line for column in columns[1:] for line in column]
    beginnings = [line for line in first if not page.text[line.start : line.end][:1].islower()]
    if len(beginnings) < 3 or len(beginnings) * 1.5 > len(others) + 2:
        return False
    matched = 0
    for line in beginnings:
        beside = [each for each in others if abs(each.bottom - line.bottom) < 0.3 * line.size]
        texts = [page.text[each.start : each.end] for each in beside]
        matched += bool(texts) and not any(text[:1].islower() for text in texts)
    lower = sum(page.text[each.start : each.end][:1].islower() for each in others)
    return matched >= 0.85 * len(beginnings) and lower > 0.15 * len(others)


def _flows(page: RawPage, column: Column) -> bool:
    """Say whether a column reads as sentences that run from line to line."""
    ordered = sorted(column, key=lambda line: -line.bottom)
    texts = [page.text[line.start : line.end].strip() for line in ordered]
    if len(texts) < 3:
        return False
    flowing = sum(
        below[:1].islower() and not _ENDED.search(above) for above, below in pairwise(texts)
    )
    return flowing >= 0.25 * (len(texts) - 1)
