"""Drop capitals: the large letter that the first lines of a paragraph stand beside.

A PDF draws it as a line of its own, several lines tall, before its paragraph or after all text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from ingest.schema import Line
from ingest.vocabulary import is_french, knows

# What a line reads as, and the index of the character each of its own stands for.
_Read = tuple[str, list[int]]
_CAPITAL = re.compile(r"(?:[«“\"]\s?)?[A-ZÀ-ÖØ-Þ]['’]?")
_GOES_ON = re.compile(r"['’]?([^\W\d_]+)")
# Letters that are words too.
_ALONE = frozenset("AÀYÔ")
# Times the size of the text: a larger letter stands beside two of its lines. In heights of a line:
# how far from it the text begins, and by how much lines may miss each other.
_LARGER, _FARTHEST, _LOOSE = 1.6, 1.5, 0.5


def join_drop_capitals(
    lines: Sequence[tuple[Line, _Read]], vocabulary: Mapping[str, int]
) -> list[tuple[Line, _Read]]:
    """Return a page's lines, what each drop capital reads as put before its paragraph's first."""
    capitals = [each for each in lines if _CAPITAL.fullmatch(each[1][0])]
    if not capitals:
        return list(lines)
    joined = {line.start: (line, read) for line, read in lines}
    for capital, (letter, places) in capitals:
        first = _first_beside(capital, (line for line, _ in joined.values()))
        if first is None or not (word := _GOES_ON.match(joined[first.start][1][0])):
            continue
        del joined[capital.start]
        text, origins = joined[first.start][1]
        apart = letter in _ALONE and _is_apart(letter, word[1], vocabulary)
        space = " " if apart else ""
        joined[first.start] = first, (letter + space + text, [*places, *([-1] * apart), *origins])
    return list(joined.values())


def _is_apart(letter: str, word: str, vocabulary: Mapping[str, int]) -> bool:
    """Say whether a letter is a word before another: « À la », « A Thiès », not « Alors »."""
    return word.istitle() or (is_french(word) and not knows(letter + word, vocabulary))


def _first_beside(capital: Line, lines: Iterable[Line]) -> Line | None:
    """Return the first of the lines that stand right of a capital; None of fewer than two."""
    beside = [
        line
        for line in lines
        if capital.size > _LARGER * line.size
        and -_LOOSE < (line.left - capital.right) / max(line.size, 0.1) < _FARTHEST
        and capital.bottom < (line.bottom + line.top) / 2 < capital.top
    ]
    if len(beside) < 2:
        return None
    first, second = sorted(beside, key=lambda line: -line.top)[:2]
    loose = _LOOSE * first.size
    flush = abs(first.left - second.left) < loose and abs(second.top - first.bottom) < loose
    at_top = first.bottom + first.top > capital.bottom + capital.top
    return first if flush and at_top else None
