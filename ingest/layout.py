"""The order in which a page is read: columns one after the other, a table row by row.

A recursive cut of the page along its white space, after the XY-cut of Nagy and Seth (1984), with
two changes: strips that share a gutter are cut by it before anything else, so that two columns
whose paragraphs end at the same height stay columns; and what lies between gutters is read by rows
when it is a table. Where lines cross every cut, the order in which the PDF draws them is kept.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from ingest.beside import Row, in_sequence, plain_rows
from ingest.columns import in_columns, parted
from ingest.drawn import drawn_tables
from ingest.panels import with_panels
from ingest.ruled import outside, ruled_tables
from ingest.schema import Line, RawPage
from ingest.stretches import (
    Interval,
    are_figures,
    beside_chart,
    columns_of,
    is_under_all,
    sides,
    stretches,
)
from ingest.tables import (
    clusters,
    drawn_apart,
    in_order,
    is_aside,
    is_running,
    is_table,
    rows_of,
    table_rows,
)
from ingest.tagged_tables import tagged_tables
from ingest.turning import is_turned

# A column's line is seldom shorter than this share of a line's height apart from the next column.
_GUTTER = 0.6
# A ruled cell of more characters holds paragraphs: a form, or a page laid out as a table.
_FLOWING = 600
# A spread's captions may cross its middle: no more of its lines.
_CROSSING = 0.06


def arrange(page: RawPage, lines: Sequence[Line]) -> list[Row]:
    """Return those lines of a page in reading order.

    Lines that have no box (a format without pages, or pdfium failed) stay as they come; text that
    runs up or down beside the rest is read last, or in its table's cell.
    """
    if not all(line.size for line in lines):
        return [Row(((line,),)) for line in lines]
    level = [line for line in lines if not is_turned(line)]
    others = [line for line in lines if is_turned(line)]
    if _overlap(level):  # boxes that lie over each other tell nothing; the PDF's order does
        return [Row(((line,),)) for line in lines]
    around = partial(_around_tables, page, turned=others)
    rows = [row for half in _halves(page, level) for row in with_panels(page, half, around)]
    read = {id(line) for row in rows for cell in row.cells for line in cell}
    return [*rows, *(Row(((line,),)) for line in others if id(line) not in read)]


def _overlap(lines: Sequence[Line]) -> bool:
    """Say whether much of a page's text is drawn over other text."""
    over = sum(
        left.right - right.left > 2 * right.size
        for row in rows_of(lines)
        for left, right in pairwise(row)
    )
    return over > 3 and over > 0.08 * len(lines)


def _halves(page: RawPage, lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part a spread of two pages on one sheet of A3 where next to nothing crosses its middle."""
    if page.width > 1000 and 1.3 < page.width / page.height < 1.5:
        middle = page.width / 2
        margin = 0.02 * page.width
        across = [
            line for line in lines if line.left <= middle - margin and line.right >= middle + margin
        ]
        left = [line for line in lines if line.left + line.right < page.width]
        right = [line for line in lines if line.left + line.right >= page.width]
        if left and right and len(across) <= _CROSSING * len(lines):
            return left, right
    return lines, []


def _around_tables(page: RawPage, lines: Sequence[Line], turned: Sequence[Line]) -> list[Row]:
    """Read sure tables cell by cell, and between them what stands above and below."""
    rows: list[Row] = []
    begun: set[int] = set()  # where a row begins that goes on with none above it
    tables = tagged_tables(page.cells, lines, turned)
    tables += ruled_tables(page.rules, outside(tables, lines), turned)
    tables += drawn_tables(outside(tables, lines))
    rest = outside(tables, lines)
    for table in sorted(tables, key=lambda table: -table.top):
        above = [line for line in rest if line.bottom + line.top > 2 * table.top]
        rest = [line for line in rest if line.bottom + line.top <= 2 * table.top]
        rows += _arranged(page, above)
        ends = {len(rows)}
        for cells in in_columns(table.rows, table.spans):
            longest = max(sum(line.end - line.start for line in cell) for cell in cells)
            apart = len(cells) == 1 or longest > _FLOWING
            whole = [Row(tuple(map(in_order, cells)))]
            for part in [_arranged(page, cell) for cell in cells if cell] if apart else [whole]:
                rows += part
                ends.add(len(rows))
        begun |= ends if table.told else set()
    rows += _arranged(page, rest)
    return [replace(row, begins=at in begun) for at, row in enumerate(rows)] if begun else rows


def _arranged(page: RawPage, lines: Sequence[Line]) -> list[Row]:
    if edge := beside_chart(lines, _gutters(lines)):
        return [row for side in sides(lines, edge) for row in _arranged(page, side)]
    parts: list[list[list[Row]]] = []
    for group, gutters in _groups(page, clusters(lines)):
        columns = columns_of(group, gutters)
        if are_figures(columns):
            parts.append([[Row(tuple(map(in_order, columns)))]])
            continue
        if gutters and is_table(page, columns):
            cells = table_rows(page, [*parted(columns)])
            parts.append([[Row(row) for row in in_columns(cells)]])
            continue
        apart = [gutter for gutter in gutters if _begins_column(group, gutter)]
        if not apart:
            parts.append([plain_rows(page, group)])
            continue
        widest = max(apart, key=lambda gutter: gutter[1] - gutter[0])
        for stretch in stretches(group, widest, page.rules):
            parts.append([_arranged(page, side) for side in stretch])
    return in_sequence(page, parts)


def _begins_column(lines: Sequence[Line], gutter: Interval) -> bool:
    """Say whether what stands right of a gutter is set flush, or centred, as a column is.

    Words after the wide spaces of a justified text are not.
    """
    beyond = [line for line in lines if line.left >= gutter[1] - 0.1]
    nearest: dict[int, Line] = {}
    for line in beyond:
        row = round(line.bottom / (0.5 * line.size))
        if row not in nearest or line.left < nearest[row].left:
            nearest[row] = line
    if len(nearest) < 3:
        return True
    lefts = Counter(round(line.left / 3) for line in nearest.values())
    middles = Counter(round((line.left + line.right) / 6) for line in nearest.values())
    share = max(lefts.most_common(1)[0][1], middles.most_common(1)[0][1]) / len(nearest)
    return share > 0.4


def _groups(page: RawPage, strips: Sequence[list[Line]]) -> list[tuple[list[Line], list[Interval]]]:
    """Join strips, from top to bottom, that the same gutters run through; tell these."""
    groups: list[list[list[Line]]] = []
    gutters: list[Interval] = []
    for index, strip in enumerate(strips):
        own = _gutters(strip)
        below = strips[index + 1] if index + 1 < len(strips) else None
        if groups and gutters and _goes_on(page, groups[-1], strip, own, gutters, below):
            groups[-1].append(strip)
            gutters = _gutters([line for each in groups[-1] for line in each])
        elif groups and not gutters and not own:
            groups[-1].append(strip)
        else:
            groups.append([strip])
            gutters = own
            if own and len(groups) > 1:
                begun = _begun_above(groups[-2], own, max(line.start for line in strip))
                groups[-1][:0] = groups[-2][begun:]
                del groups[-2][begun:]
                groups = [each for each in groups if each]
    return _without_chance_gutters(groups)


def _goes_on(
    page: RawPage,
    group: Sequence[list[Line]],
    strip: list[Line],
    own: list[Interval],
    gutters: list[Interval],
    below: list[Line] | None,
) -> bool:
    """Say whether a strip belongs to the columns or the table above it.

    A heading does where it stands in one column, with text `below` it in that column alone.
    """
    above = group[-1]
    size = statistics.median(line.size for line in strip)
    gap = min(line.bottom for line in above) - max(line.top for line in strip)
    kept = [gutter for gutter in gutters if _is_open(gutter, strip)]
    if own:
        if gap >= 5 * size:
            return False
        if len(kept) >= len(gutters) / 2:
            return True
        # The wide spaces of a justified row are gutters that the next row has not; that row's own
        # are the columns.
        lines = [line for each in group for line in each]
        return len(own) > 1 and all(_is_open(gutter, lines) for gutter in own)
    usual = statistics.median(line.size for each in group for line in each)
    heading = size > 1.15 * usual or (gap > 0.8 * size and all(line.bold for line in strip))
    if len(kept) < len(gutters) or gap >= (3 if heading else 2) * size:
        return False
    if is_under_all(page, [line for each in group for line in each], strip, gutters):
        return False
    runs = below is not None and any(is_running(line) for line in below)
    return not heading or (runs and _in_one_column([*strip, *(below or ())], gutters))


def _in_one_column(lines: Sequence[Line], gutters: Sequence[Interval]) -> bool:
    """Say whether lines stand between the same two gutters."""
    sides = {sum(line.left >= right - 1 for _, right in gutters) for line in lines}
    ends = {sum(line.right > right for _, right in gutters) for line in lines}
    return sides == ends and len(sides) == 1


def _is_open(gutter: Interval, strip: Sequence[Line]) -> bool:
    """Say whether a strip leaves enough of a gutter free."""
    free = [gutter]
    for line in strip:
        free = [
            part
            for low, high in free
            for part in ((low, min(high, line.left)), (max(low, line.right), high))
            if part[0] < part[1]
        ]
    size = min(line.size for line in strip)
    return any(high - low >= _GUTTER * size for low, high in free)


def _begun_above(strips: Sequence[list[Line]], gutters: Sequence[Interval], below: int) -> int:
    """Return from which of the strips above them columns begin, a right one above its neighbour.

    Not what is drawn after `below`, over a left one: a label in the corner of a page.
    """
    begun = len(strips)
    for index in range(len(strips) - 1, -1, -1):
        strip = strips[index]
        if _gutters(strip) or not all(_is_open(gutter, strip) for gutter in gutters):
            break
        if min(line.left for line in strip) >= gutters[0][1] - 1:
            if index + 1 < begun and max(line.start for line in strip) > below:
                break
            begun = index
    return begun


def _without_chance_gutters(
    groups: Sequence[list[list[Line]]],
) -> list[tuple[list[Line], list[Interval]]]:
    """Give back to the text around it a gutter that a line or two have: it is a wide space.

    Not where what stands on its sides is drawn one after the other: pieces of a line are drawn as
    they are read, all of one size.
    """
    joined: list[tuple[list[Line], list[Interval]]] = []
    for group in groups:
        lines = [line for strip in group for line in strip]
        gutters = _gutters(lines)
        sided = [(strip, own) for strip in group if (own := _gutters(strip))]
        deep = any(
            all(len(rows_of(column)) > 1 for column in columns_of(strip, own))
            for strip, own in sided
        )
        often = len(sided) > 2 or (len(sided) > 1 and len(gutters) > 1)
        columns = columns_of(lines, gutters)
        if not (deep or often or drawn_apart(columns, 1) or is_aside(columns)):
            gutters = []
        if joined and not gutters and not joined[-1][1]:
            joined[-1][0].extend(lines)
        else:
            joined.append((lines, gutters))
    return joined


def _gutters(lines: Sequence[Line]) -> list[Interval]:
    """Return the vertical bands with lines on both sides and none across, from left to right."""
    if len(lines) < 2:
        return []
    spans = sorted((line.left, line.right) for line in lines)
    size = min(line.size for line in lines)
    found, right = [], spans[0][1]
    for low, high in spans[1:]:
        if low - right >= _GUTTER * size:
            found.append((right, low))
        right = max(right, high)
    return found
