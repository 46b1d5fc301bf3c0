"""Boxes, tiles and cards: what a filled or bordered shape encloses is read as one block.

It is where the page draws it through, without a word from outside; a table's cells, whose shapes
touch side by side, are not blocks. What the cut along white space reads whole stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.beside import Row, goes_on
from ingest.schema import Line, RawPage, Rectangle
from ingest.tables import in_order, rows_of

# In points: by how much a line may pass its panel's edge, how near two shapes touch.
_LOOSE, _TOUCHING = 2.0, 4.0
# In heights of a line: nearer lines are of one paragraph, nearer words of one line.
_NEAR, _SPACE = 0.5, 1.2
# Characters of a tile that is read on one line with those beside it.
_SHORT = 100
Arrange = Callable[[Sequence[Line]], list[Row]]


@dataclass(frozen=True, slots=True)
class _Panel:
    box: Rectangle
    lines: tuple[Line, ...]

    @property
    def start(self) -> int:
        return min(line.start for line in self.lines)

    @property
    def end(self) -> int:
        return max(line.end for line in self.lines)


def with_panels(page: RawPage, lines: Sequence[Line], arrange: Arrange) -> list[Row]:
    """Arrange lines, those of a panel that would be torn apart as one block."""
    rows = arrange(lines)
    panels = _panels(page, lines)
    torn = [panel for panel in panels if _is_torn(panel, lines, rows)]
    # What stands beside them is read as they are: all tiles of a row, or none.
    found = [panel for panel in panels if any(_beside(panel.box, other.box) for other in torn)]
    if not found:
        return rows
    inside = {id(line) for panel in found for line in panel.lines}
    rest = [line for line in lines if id(line) not in inside]
    spliced = [row for row in rows if _has(row, inside)]
    if all(id(line) in inside for row in spliced for cell in row.cells for line in cell):
        rows = [row for row in rows if not _has(row, inside)]
    else:
        rows = with_panels(page, rest, arrange)
    groups = _abreast(found, rest)
    places = [_place(page, group, rows) for group in groups]
    # From the last to the first, so that places stay true.
    for index in sorted(range(len(groups)), key=lambda each: (places[each], each), reverse=True):
        rows[places[index] : places[index]] = _read(page, groups[index], arrange)
    return rows


def _read(page: RawPage, group: Sequence[_Panel], arrange: Arrange) -> list[Row]:
    """Read panels abreast: short ones as the cells of one row, others one after the other."""
    if len(group) > 1 and all(_length(panel) <= _SHORT for panel in group):
        return [Row(tuple(in_order(panel.lines) for panel in group))]
    return [row for panel in group for row in _block(page, panel.lines, arrange)]


def _block(page: RawPage, lines: Sequence[Line], arrange: Arrange) -> list[Row]:
    if _is_prose(lines):
        return [Row((tuple(row),)) for row in rows_of(lines)]
    return with_panels(page, lines, arrange)


def _panels(page: RawPage, lines: Sequence[Line]) -> list[_Panel]:
    """Return the panels that are blocks of a part of those lines, the outermost alone."""
    held = [(box, _inside(box, lines)) for box in page.panels]
    held = [(box, inside) for box, inside in held if inside]
    cells = [any(_side_by_side(box, other) for other, _ in held) for box, _ in held]
    order = {id(line): at for at, line in enumerate(sorted(lines, key=lambda line: line.start))}
    found: list[_Panel] = []
    for (box, inside), cell in zip(held, cells, strict=True):
        places = sorted(order[id(line)] for line in inside)
        through = places[-1] - places[0] == len(places) - 1
        block = through and not cell and len(inside) < len(lines)
        if block and not any(_runs_over(box, inside, line) for line in lines if line not in inside):
            found.append(_Panel(box, inside))
    outer: list[_Panel] = []
    for panel in sorted(found, key=lambda panel: -len(panel.lines)):
        if not any(set(panel.lines) & set(other.lines) for other in outer):
            outer.append(panel)
    return outer


def _inside(box: Rectangle, lines: Sequence[Line]) -> tuple[Line, ...]:
    left, bottom, right, top = box
    return tuple(
        line
        for line in lines
        if left - _LOOSE <= line.left and line.right <= right + _LOOSE and _level(line, bottom, top)
    )


def _runs_over(box: Rectangle, inside: Sequence[Line], line: Line) -> bool:
    """Say whether a line outside crosses a panel's edge, or is of a paragraph that does."""
    left, bottom, right, top = box
    if line.left >= right - _LOOSE or line.right <= left + _LOOSE:
        return False
    crosses = _level(line, bottom, top)
    return crosses or any(
        min(line.right, each.right) > max(line.left, each.left)
        and max(line.bottom - each.top, each.bottom - line.top) < _NEAR * each.size
        and abs(line.size - each.size) < 0.1 * each.size
        for each in inside
    )


def _side_by_side(box: Rectangle, other: Rectangle) -> bool:
    """Say whether two shapes touch as the cells of a row do."""
    shared = min(box[3], other[3]) - max(box[1], other[1])
    gap = max(box[0], other[0]) - min(box[2], other[2])
    return abs(gap) <= _TOUCHING and shared > 0.5 * min(box[3] - box[1], other[3] - other[1])


def _has(row: Row, lines: set[int]) -> bool:
    return any(id(line) in lines for cell in row.cells for line in cell)


def _is_torn(panel: _Panel, lines: Sequence[Line], rows: Sequence[Row]) -> bool:
    """Say whether what stands beside a panel of several lines is read between them."""
    inside = {id(line) for line in panel.lines}
    low, high = panel.box[1], panel.box[3]
    alone = not any(_level(line, low, high) for line in lines if id(line) not in inside)
    if alone or len(rows_of(panel.lines)) < 2:
        return False
    read = [id(line) in inside for row in rows for cell in row.cells for line in cell]
    return sum(after and not before for before, after in pairwise([False, *read])) > 1


def _is_prose(lines: Sequence[Line]) -> bool:
    """Say whether lines are drawn from top to bottom, the pieces of each one from left to right."""
    rows = rows_of(lines)
    read = [line.start for row in rows for line in row]
    near = all(
        right.left - left.right < _SPACE * left.size
        for row in rows
        for left, right in pairwise(row)
    )
    return near and read == sorted(read)


def _level(line: Line, low: float, high: float) -> bool:
    """Say whether a line's middle is between two heights."""
    return low < (line.bottom + line.top) / 2 < high


def _beside(box: Rectangle, other: Rectangle) -> bool:
    """Say whether two shapes stand at the same height, or are the same."""
    shared = min(box[3], other[3]) - max(box[1], other[1])
    return shared > 0.7 * min(box[3] - box[1], other[3] - other[1])


def _abreast(panels: Sequence[_Panel], rest: Sequence[Line]) -> list[list[_Panel]]:
    """Group panels that stand beside each other, with nothing of the rest drawn between them."""
    groups: list[list[_Panel]] = []
    for panel in sorted(panels, key=lambda panel: (-panel.box[3], panel.box[0])):
        joined = [*groups[-1], panel] if groups else []
        if joined and _beside(groups[-1][0].box, panel.box):
            start, end = min(each.start for each in joined), max(each.end for each in joined)
            low, _, high = _around(joined)[1:]
            between = (line for line in rest if start < line.start < end)
            # Lines of columns that panels stand in are drawn between them, and beside them.
            if not any(between) or not any(_level(line, low, high) for line in rest):
                groups[-1] = sorted(joined, key=lambda each: each.box[0])
                continue
        groups.append([panel])
    return groups


def _length(panel: _Panel) -> int:
    return sum(line.end - line.start for line in panel.lines)


def _place(page: RawPage, group: Sequence[_Panel], rows: Sequence[Row]) -> int:
    """Return before which row panels are read: where they are drawn, or else where they stand.

    Before what stands beside them, once the sentence that comes from above has ended.
    """
    box = _around(group)
    start, end = min(panel.start for panel in group), max(panel.end for panel in group)
    places = {line.start: at for at, row in enumerate(rows) for cell in row.cells for line in cell}
    before = max((each for each in places if each < start), default=None)
    after = min((each for each in places if each >= end), default=None)
    at = places[after] if after is not None else len(rows)
    if (places[before] + 1 if before is not None else 0) == at and _fits(box, rows, at):
        return at
    beside = [at for at, row in enumerate(rows) if _level(row.first, box[1], box[3])]
    above = [at for at, row in enumerate(rows) if _over(box, row) and _height(row) >= box[3]]
    under = [at for at, row in enumerate(rows) if _over(box, row) and _height(row) <= box[1]]
    if above and under and max(above) + 1 == min(under):
        return min(under)
    if not beside:
        return min(under) if under else max(above, default=len(rows) - 1) + 1
    at = min(beside)
    while 0 < at < len(rows) and (
        goes_on(page, rows[at - 1], rows[at]) or _of_one(rows[at - 1].first, rows[at].first)
    ):
        at += 1
    return at


def _of_one(line: Line, other: Line) -> bool:
    """Say whether two lines are set as one heading or paragraph is."""
    flush = abs(line.left - other.left) < 0.1 * line.size
    near = abs(line.bottom - other.top) < _NEAR * line.size
    return flush and near and abs(line.size - other.size) < 0.1 * line.size


def _fits(box: Rectangle, rows: Sequence[Row], at: int) -> bool:
    """Say whether what is read before and after stands above and below, or in other columns."""
    before, after = rows[at - 1 : at], rows[at : at + 1]
    over = [any(_over(box, row) for row in side) for side in (before, after)]
    low = any(_height(row) < box[1] for row in before)
    high = any(_height(row) > box[3] for row in after)
    return not (low and (over[0] or not over[1])) and not (high and (over[1] or not over[0]))


def _around(group: Sequence[_Panel]) -> Rectangle:
    lefts, bottoms, rights, tops = zip(*(panel.box for panel in group), strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _over(box: Rectangle, row: Row) -> bool:
    lines = [line for cell in row.cells for line in cell]
    return any(line.left < box[2] and line.right > box[0] for line in lines)


def _height(row: Row) -> float:
    return (row.first.bottom + row.first.top) / 2
