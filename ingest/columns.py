"""Which column each cell of a PDF's table stands in: empty ones keep their place before others.

A PDF draws nothing in an empty cell, and its tags and rules tell little of columns that spread over
others: what stands over or under what does. Figures would otherwise be read under the wrong names.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from ingest.ruled import Span
from ingest.schema import Line
from ingest.tables import Cells, rows_of

# In heights of a line: cells that share less of the width are not over each other.
_SHARED = 0.3
# A first column that a smaller share of the rows fills stands in a table's margin.
_MARGIN = 0.25
# In heights of a line: how far apart columns are. Of their lines, how many may run over from one
# into the next; of their rows, how many at least fill both.
_GUTTER, _CROSSING, _BOTH = 0.6, 0.1, 0.5


def parted(columns: Iterable[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield a table's columns, those apart that only labels too long for theirs run together."""
    for column in columns:
        edge = _edge(column)
        if edge is None:
            yield [*column]
        else:
            yield from parted(
                ([e for e in column if e.left < edge], [e for e in column if e.left >= edge])
            )


def _edge(column: Sequence[Line]) -> float | None:
    """Return where a second column begins among lines, the fewest running over it, if any does."""
    rows = rows_of(column)
    best, fewest = None, _CROSSING * len(column)
    for edge in sorted({line.left for line in column})[1:]:
        over = {
            id(line)
            for line in column
            if line.left < edge < line.right + _GUTTER * min(line.size, column[0].size)
        }
        both = sum(
            any(line.left >= edge for line in row)
            and any(line.left < edge and id(line) not in over for line in row)
            for row in rows
        )
        if len(over) <= fewest and both > max(2, _BOTH * len(rows)):
            best, fewest = edge, len(over) - 1
    return best


def in_columns(rows: Sequence[Cells], told: Sequence[Sequence[Span]] = ()) -> list[Cells]:
    """Return a table's rows, with an empty cell for each column free before a filled one.

    `told` are where each row's cells begin and end, in any unit, where rules or sound tags tell;
    else their lines do. A row whose cells stand over each other's columns, or alone in it, is left
    as it is.
    """
    spans = [[_span(cell) for cell in row] for row in rows]
    if told and _is_sound(told, spans):
        spans = [[*own] for own in told]
        room = _SHARED * min(high - low for own in spans for low, high in own)
    else:
        told = ()
        room = _SHARED * min(line.size for row in rows for cell in row for line in cell)
    several = [own for own in spans if len(own) > 1]
    columns = _columns([span for own in several for span in own], room)
    if not told:
        columns = _joined(columns, several, room)
    over = [[_over(span, columns, room) for span in own] for own in spans]
    begun = [0 in own[0] for own in over if len(own) > 1]
    margin = sum(begun) < _MARGIN * len(begun)
    return [
        _spread(row, own, int(margin)) if len(row) > 1 else row
        for row, own in zip(rows, over, strict=True)
    ]


def _is_sound(told: Sequence[Sequence[Span]], shown: Sequence[Sequence[Span]]) -> bool:
    """Say whether what is told of columns is so on the page: their middles stand in that order.

    Programs that tell no column of what spans several tell those after it wrongly.
    """
    middles = defaultdict[Span, list[float]](list)
    for own, row in zip(told, shown, strict=True):
        for span, (left, right) in zip(own, row, strict=True):
            middles[span].append((left + right) / 2)
    columns = sorted(middles)
    return all(
        max(middles[left]) < min(middles[right])
        for left, right in pairwise(columns)
        if left[1] <= right[0]
    )


def _span(cell: Sequence[Line]) -> Span:
    return min(line.left for line in cell), max(line.right for line in cell)


def _over(span: Span, columns: Sequence[Sequence[Span]], room: float) -> list[int]:
    """Return the columns that share some of their width with a span."""
    return [
        at
        for at, column in enumerate(columns)
        if any(min(span[1], high) - max(span[0], low) > room for low, high in column)
    ]


def _columns(spans: Sequence[Span], room: float) -> list[list[Span]]:
    """Return where cells stand over each other, from left to right: the narrowest tell first.

    What stands over two of them spans both.
    """
    columns: list[list[Span]] = []
    for span in sorted(spans, key=lambda span: span[1] - span[0]):
        over = _over(span, columns, room)
        if not over:
            columns.append([span])
        elif len(over) == 1:
            columns[over[0]] = [_union([*columns[over[0]], span])]
    return sorted(columns)


def _union(spans: Sequence[Span]) -> Span:
    return min(low for low, _ in spans), max(high for _, high in spans)


def _joined(
    columns: Sequence[list[Span]], rows: Sequence[Sequence[Span]], room: float
) -> list[list[Span]]:
    """Join neighbours that no row fills together: a name set left over figures set right."""
    joined: list[list[Span]] = []
    for column in columns:
        both = [*joined[-1:], column]
        together = any(
            len({at for span in row for at in _over(span, both, room)}) > 1
            and not any(len(_over(span, both, room)) > 1 for span in row)
            for row in rows
        )
        if joined and not together:
            joined[-1] = [*joined[-1], *column]
        else:
            joined.append(column)
    return joined


def _spread(row: Cells, over: Sequence[Sequence[int]], first: int) -> Cells:
    """Put empty cells into a row, whose cells stand over those columns, from the `first` on."""
    if not all(over) or any(before[-1] >= after[0] for before, after in pairwise(over)):
        return row
    spread: list[tuple[Line, ...]] = []
    free = first
    for cell, own in zip(row, over, strict=True):
        spread += [()] * (own[0] - free)
        spread.append(cell)
        free = own[-1] + 1
    return tuple(spread)
