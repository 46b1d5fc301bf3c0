"""Which spaces between a page's characters are to be read, and how wide a justified line's are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.gaps import usual_width
from ingest.turning import Boxes

# How wide a space between two words may be stretched, in heights.
WIDEST = 3.0
# What French sets after a no-break space, and what may end a word.
_AFTER_NO_BREAK, _ENDINGS = frozenset(":;!?»%€"), frozenset(",.;:?!»")
_LEADERS = frozenset(".·…_")
# How many spaces a page has of its own for each that pdfium tells, so that these may be doubted.
_OWN_SPACES = 4
# How near letters are that no letter-spacing parts, in heights, and how many of a spaced title's
# gaps kerning makes as narrow.
_TOUCHING, _MOST_TOUCHING = 0.02, 0.1

Places = NDArray[np.int64]


def justified(
    text: str,
    places: Places,
    gap: NDArray[np.float32],
    spaced: NDArray[np.bool_],
    anew: NDArray[np.bool_],
) -> NDArray[np.bool_]:
    """Mark a justified line's wide spaces between words: each as wide as the next, none narrow.

    Figures are left out: a table's often stand at even distances, and so may its words, farther
    apart than any text's. No-break spaces are left out too: they do not stretch. `gap`, `spaced`
    and `anew` tell of each step between the inked characters at `places`.
    """
    spaces = np.flatnonzero(spaced | anew)
    unbroken = [
        text[places[each]] == "«" or text[after] in _AFTER_NO_BREAK
        for each, after in zip(spaces.tolist(), places[spaces + 1].tolist(), strict=True)
    ]
    spaces = spaces[anew[spaces] | ~np.array(unbroken, dtype=bool)]
    widths = np.where(anew[spaces], 1e6, gap[spaces])
    same = np.zeros(len(widths), dtype=bool)
    if len(widths) > 1:
        near = np.abs(widths[1:] - widths[:-1]) < 0.1 * np.minimum(widths[1:], widths[:-1])
        near &= widths[1:] < 1e6
        same[1:] |= near
        same[:-1] |= near
    before = [text[place] for place in places[spaces].tolist()]
    letters = np.array([each.isalpha() or each in _ENDINGS for each in before], bool)
    line = np.cumsum(anew)[spaces]
    least = np.full(len(gap) + 1, 1e6)
    np.minimum.at(least, line, widths)
    same &= (widths < 2.5 * least[line]) & (widths < WIDEST)
    found = np.zeros(len(gap), dtype=bool)
    found[spaces] = same & letters
    return found


def closed_up(text: str, places: Places, boxes: Boxes) -> list[int]:
    """Return the spaces of « L E  R A P P O R T » that are no wider than between letters.

    And those of leaders (« Titre . . . . 3 »), whose width says nothing of the words before.
    `boxes` are those of a line's inked characters, which stand at `places`. Where letters touch,
    most spaces of « 5 – 8 juin » are the usual gap all the same; those of « 6 5 4 3 2 1 0 » part
    figures.
    """
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    signs = np.array([text[place] in _LEADERS for place in places.tolist()], bool)
    inside = signs[1:] & signs[:-1]
    beside = np.append(inside, False) | np.insert(inside, 0, False)
    text_gaps = gaps[~(beside[1:] | beside[:-1])]
    usual = usual_width(text_gaps)
    size = float(boxes[0, 3] - boxes[0, 1])
    letters = [text[place].isalpha() for place in places.tolist()]
    apart = (text_gaps < _TOUCHING * size).mean() <= _MOST_TOUCHING if len(text_gaps) else False
    tracked = usual >= 0.1 * size and apart and sum(letters) >= len(letters) / 2
    limit = 1.5 * usual + 0.02 * size if tracked else 0.0
    steps = zip(pairwise(places.tolist()), gaps.tolist(), inside.tolist(), strict=True)
    return [
        place
        for (before, after), gap, led in steps
        if led or gap < limit
        for place in range(before + 1, after)
    ]


def false_spaces(
    text: str, places: Places, boxes: Boxes, every: Boxes, spaced: NDArray[np.bool_]
) -> list[int]:
    """Return the spaces inside words.

    One takes no room: the next letter is drawn over it, right after the one before. Another is not
    the PDF's, but pdfium's, where letters stand a little apart: far less than the words of a text
    that has its spaces.
    `boxes` are the inked characters', `every` those of all.
    """
    before = places[:-1][spaced]
    spaces = every[before + 1]
    room = every[places[1:][spaced], 0] - spaces[:, 0]
    width, height = spaces[:, 2] - spaces[:, 0], spaces[:, 3] - spaces[:, 1]
    gap = boxes[1:, 0][spaced] - boxes[:-1, 2][spaced]
    # A wide gap is a space drawn late, over the next word; letters that go up a page leave none.
    false = (np.abs(room) < 0.2 * width) & (width > 0) & (np.abs(gap) < 0.3 * width)
    own = height > 0
    if own.sum() > _OWN_SPACES * (~own).sum():
        # With no gap at all, it is another reason that pdfium has: one text after another.
        false |= ~own & (gap > 0.3) & (gap < 0.25 * np.median(gap[own]))
    return [
        place + 1
        for place in before[false].tolist()
        if text[place].isalpha() and text[place + 2 : place + 3].isalpha()
    ]
