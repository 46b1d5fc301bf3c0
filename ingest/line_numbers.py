"""The numbers that a draft bears in its margin, one a line or one every five, are no text of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ingest.furniture import Place
from ingest.schema import Line, RawPage

# As many on a page number its lines; of the lines beside them, as large a share goes on with what
# the one before, filled as far, began: the rows of a table or of a list begin anew.
_FEWEST, _GOING_ON, _FILLED = 4, 0.3, 0.8
_STEPS = (1, 2, 5, 10)


def find(pages: Sequence[RawPage], texts: Mapping[Place, str]) -> set[Place]:
    """Return the lines that number those beside them, outside all of a page's text."""
    found: set[Place] = set()
    for page in pages:
        alone = [
            index
            for index, line in enumerate(page.lines)
            if line.size and texts[page.number, index].strip().isdecimal()
        ]
        if len(alone) < _FEWEST:
            continue
        others = [i for i, line in enumerate(page.lines) if line.size and i not in set(alone)]
        left = min((page.lines[each].left for each in others), default=0.0)
        right = max((page.lines[each].right for each in others), default=0.0)
        for margin in (
            [each for each in alone if page.lines[each].right < left],
            [each for each in alone if page.lines[each].left > right],
        ):
            if not _counts(page, margin, texts):
                continue
            going_on = sum(
                texts[page.number, each].lstrip()[:1].islower()
                and _above(page, each, others) > left + _FILLED * (right - left)
                for number in margin
                if (each := _beside(page.lines[number], page, others)) is not None
            )
            if going_on >= max(2, _GOING_ON * len(margin)):
                found |= {(page.number, each) for each in margin}
    return found


def _beside(number: Line, page: RawPage, others: Sequence[int]) -> int | None:
    """Return the leftmost line that stands at the height of a number."""
    middle = (number.bottom + number.top) / 2
    level = [each for each in others if page.lines[each].bottom < middle < page.lines[each].top]
    return min(level, key=lambda each: page.lines[each].left, default=None)


def _above(page: RawPage, index: int, others: Sequence[int]) -> float:
    """Return how far right the line above another goes."""
    top = page.lines[index].top
    above = [page.lines[each] for each in others if page.lines[each].bottom + 1 > top]
    return min(above, key=lambda line: line.bottom).right if above else 0.0


def _counts(page: RawPage, margin: Sequence[int], texts: Mapping[Place, str]) -> bool:
    """Say whether numbers count on from top to bottom, in steps that are the same."""
    down = sorted(margin, key=lambda each: -page.lines[each].top)
    values = [int(texts[page.number, each]) for each in down]
    steps = {after - before for before, after in pairwise(values)}
    return len(values) >= _FEWEST and len(steps) == 1 and steps <= set(_STEPS)
