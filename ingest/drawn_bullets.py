"""Which lines an item's bullet is drawn before, that no character of the page tells.

Browsers draw the bullets of their lists as small discs, rings or squares.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.schema import Line, Rectangle

# In heights of the line: how large a bullet may be, how far before the words, how far its middle is
# from theirs.
_LARGEST, _FARTHEST, _ASIDE = 0.7, 2.2, 0.3


def with_bullets(lines: Sequence[Line], dots: Iterable[Rectangle]) -> list[Line]:
    """Return those lines of a page, told which ones a dot is drawn right before."""
    marked = list(lines)
    for left, bottom, right, top in dots:
        middle = (bottom + top) / 2
        beside = [
            (line.left, at)
            for at, line in enumerate(lines)
            if line.right > right and abs(middle - (line.bottom + line.top) / 2) < line.size
        ]
        if not beside:
            continue
        line = lines[at := min(beside)[1]]
        small = max(right - left, top - bottom) < _LARGEST * line.size
        level = abs(middle - line.bottom - line.size / 2) < _ASIDE * line.size
        if small and level and 0 < line.left - right < _FARTHEST * line.size:
            marked[at] = replace(line, bullet=True)
    return marked
