"""Columns told by the order in which a PDF draws them: under a masthead, above and below a band.

Where a band runs across two columns, those above it are drawn before it, and those below after it.
Running text beside a chart is drawn after it, or before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.beside import Row, goes_on
from ingest.schema import Line, RawPage, Rectangle
from ingest.tables import drawn_apart, in_order, is_running, rows_of

Interval = tuple[float, float]
# Fewer rows abreast are a table's cells of several lines.
_FEWEST = 3
# Characters of a figure with its legend; how much larger it is.
_LEGEND, _LARGE = 100, 1.3


def beside_chart(lines: Sequence[Line], gutters: Sequence[Interval]) -> Interval | None:
    """Return the gutter between running text and short pieces, the left side drawn first."""
    for gutter in gutters:
        both = sides(lines, gutter)
        running = [2 * sum(map(is_running, side)) > len(side) for side in both]
        rows = [rows_of(side) for side in both]
        alone = [sum(len(row) == 1 for row in each) > 0.8 * len(each) for each in rows]
        pieces = running.index(False) if sum(running) == 1 else 0
        if drawn_apart(both, _FEWEST) and sum(running) == 1 and not alone[pieces]:
            return gutter
    return None


def are_figures(columns: Sequence[Sequence[Line]]) -> bool:
    """Say whether columns are large figures abreast, each drawn with its legend under it."""
    return drawn_apart(columns, 2) and all(
        sum(line.end - line.start for line in column) <= _LEGEND
        and min(column, key=lambda line: line.start).size
        > _LARGE * max(line.size for line in sorted(column, key=lambda line: line.start)[1:])
        for column in columns
    )


def columns_of(lines: Iterable[Line], gutters: Sequence[Interval]) -> list[list[Line]]:
    """Return what stands left of the first gutter, between each and the next, right of the last."""
    columns: list[list[Line]] = [[] for _ in range(len(gutters) + 1)]
    for line in lines:
        columns[sum(line.left >= right - 0.1 for _, right in gutters)].append(line)
    return columns


def is_under_all(
    page: RawPage, lines: Sequence[Line], strip: Sequence[Line], gutters: Sequence[Interval]
) -> bool:
    """Say whether what stands under a column is in none: a signature.

    It is drawn after the next column, in which the text of its own goes on.
    """
    columns = columns_of([*lines, strip[0]], gutters)
    at = next(at for at, column in enumerate(columns) if strip[0] in column)
    own, following = columns[at][:-1], columns[at + 1] if at + 1 < len(columns) else []
    if not own or not following or strip[0].start < max(line.start for line in following):
        return False
    last, first = in_order(own)[-1], in_order(following)[0]
    return is_running(last) and goes_on(page, Row(((last,),)), Row(((first,),)))


def sides(lines: Sequence[Line], gutter: Interval) -> tuple[list[Line], list[Line]]:
    """Return what stands left and right of a gutter."""
    middle = sum(gutter) / 2
    left = [line for line in lines if line.left < middle]
    return left, [line for line in lines if line.left >= middle]


def stretches(
    lines: Sequence[Line], gutter: Interval, rules: Sequence[Rectangle]
) -> list[list[list[Line]]]:
    """Cut columns that a gutter parts where all that stands above is drawn before what is below.

    A stretch is its two columns, or, drawn across them, all of it. There is one only, unless two
    are columns of several lines, or a rule runs across the gutter between them.
    """
    found: list[tuple[list[Line], bool]] = []
    deep = 0
    for piece in _pieces(lines):
        both = sides(piece, gutter)
        rows = [len(row) for side in both for row in rows_of(side)]
        apart = drawn_apart(both, 1 if max(rows) == 1 else _FEWEST)
        # Rows of several pieces are those of a table of more columns.
        deep += drawn_apart(both, _FEWEST) and rows.count(1) > 0.8 * len(rows)
        begun = bool(found) and not sides(found[-1][0], gutter)[1]
        if found and ((apart and begun) or (found[-1][1] and not both[0])):
            # A column's own first lines stand higher than the other's, its last ones lower.
            found[-1] = ([*found[-1][0], *piece], True)
        elif found and not apart and not found[-1][1]:
            found[-1] = ([*found[-1][0], *piece], False)
        else:
            found.append((piece, apart))
    if deep == 1:
        found = _ruled(found, gutter, rules)
    elif not deep:
        found = [([*lines], True)]
    return [[*sides(piece, gutter)] if apart else [piece] for piece, apart in found]


def _ruled(
    found: Sequence[tuple[list[Line], bool]], gutter: Interval, rules: Sequence[Rectangle]
) -> list[tuple[list[Line], bool]]:
    """Join stretches that no rule parts across a gutter."""
    across = [rule for rule in rules if rule[0] < gutter[0] and rule[2] > gutter[1]]
    joined: list[tuple[list[Line], bool]] = []
    for piece, apart in found:
        top = max(line.top for line in piece)
        bottom = min(line.bottom for line in joined[-1][0]) if joined else top
        middle = (top + bottom) / 2
        near = max(abs(top - bottom), piece[0].size)
        if joined and not any(abs((rule[1] + rule[3]) / 2 - middle) <= near for rule in across):
            joined[-1] = ([*joined[-1][0], *piece], True)
        else:
            joined.append((piece, apart))
    return joined


def _pieces(lines: Sequence[Line]) -> list[list[Line]]:
    """Cut lines at every height that parts them in the order of drawing too."""
    high = sorted(lines, key=lambda line: -(line.bottom + line.top))
    firsts = [line.start for line in high]
    for index in range(len(firsts) - 2, -1, -1):
        firsts[index] = min(firsts[index], firsts[index + 1])
    found: list[list[Line]] = []
    last, bottom = -1, 0.0
    for line, first in zip(high, firsts, strict=True):
        clear = not found or (last < first and (line.bottom + line.top) / 2 < bottom)
        if clear:
            found.append([])
            bottom = line.bottom
        found[-1].append(line)
        last, bottom = max(last, line.start), min(bottom, line.bottom)
    return found
