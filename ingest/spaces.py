"""Which spaces between a page's characters are to be read, and how wide a justified line's are."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.gaps import FEWEST_GAPS
from ingest.turning import Boxes

# How wide a space between two words may be stretched, in heights.
WIDEST = 3.0
# What French sets after a no-break space, and what may end a word.
_AFTER_NO_BREAK, _ENDINGS = frozenset(":;!?»%€"), frozenset(",.;:?!»")
_LEADERS = frozenset(".·…_")
# By how much a line's characters stand apart in which leaders are not points of suspension, in
# heights.
_LEADING = 0.1
# How many spaces a page has of its own for each that pdfium tells, so that these may be doubted.
_OWN_SPACES = 4
# By how much at least letters stand apart that are spaced, and words farther than they: in heights.
SPACED, _NARROWEST = 0.05, 0.12
# The widest that letters are set apart, and that a space is, in heights.
_TRACKED, _SPACE = 0.5, 0.6
# A space that pdfium makes is as wide as those that the PDF draws, but for kerning.
_OWN = 0.8

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


def between_spaced(gap: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Mark wide gaps, in heights, that are but a space's and twice that between spaced letters."""
    far = np.float32(1e6)
    beside = np.minimum(np.append(far, gap[:-1]), np.append(gap[1:], far))[: len(gap)]
    found: NDArray[np.bool_] = (beside > SPACED) & (beside < _TRACKED)
    found &= gap - 2 * beside < _SPACE
    return found


def closed_up(text: str, places: Places, boxes: Boxes, own: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Mark the spaces of « L E  R A P P O R T » that are no wider than between letters.

    And those of leaders (« Titre . . . . 3 »), whose width says nothing of the words before.
    `boxes` are those of a line's inked characters, which stand at `places`; `own` marks the steps
    between them where the PDF itself draws a space.
    """
    gaps = boxes[1:, 0] - boxes[:-1, 2]
    signs = np.array([text[place] in _LEADERS for place in places.tolist()], bool)
    inside = signs[1:] & signs[:-1]
    beside = np.append(inside, False) | np.insert(inside, 0, False)
    size = float(np.median(boxes[:, 3] - boxes[:, 1]))
    inside &= gaps.sum() > _LEADING * size * len(places)
    letters = ~(beside[1:] | beside[:-1])
    kept = own & letters
    apart = letters & ~own
    if not kept.any() or apart.sum() < FEWEST_GAPS:
        apart = letters
    usual = _between_letters(text, places, gaps, apart, size)
    limit = np.full(len(gaps), usual + _NARROWEST * size)
    if kept.any():
        limit[~own] = np.maximum(limit[~own], _OWN * gaps[kept].min())
    told = sum(text[place].isalnum() for place in places.tolist()) >= len(places) / 2
    closed: NDArray[np.bool_] = inside
    if told and usual >= SPACED * size:
        closed = inside | (gaps < limit)
    return closed


def _between_letters(
    text: str,
    places: Places,
    gaps: NDArray[np.float32],
    letters: NDArray[np.bool_],
    size: float,
) -> float:
    """Return how far apart the letters of a line's words are; 0 where too few tell.

    Half of a short line's gaps may be those between words, and kerning draws capitals and signs
    together: figures and small letters tell best.
    """
    if letters.sum() < FEWEST_GAPS:
        return 0.0
    signs = [text[place] for place in places.tolist()]
    kinds = ["1" if each.isdigit() else "a" if each.islower() else "" for each in signs]
    alike = np.array([one == other != "" for one, other in pairwise(kinds)], bool)
    alike &= letters & (gaps > -0.1 * size)  # the letters of a ligature may lie over each other
    usual = float(np.sort(gaps[letters])[int(letters.sum()) // 3])
    if alike.any():
        usual = min(usual, float(np.sort(gaps[alike])[int(alike.sum()) // 4]))
    return usual


def false_spaces(
    text: str,
    places: Places,
    boxes: Boxes,
    every: Boxes,
    spaced: NDArray[np.bool_],
    own: NDArray[np.bool_],
) -> list[int]:
    """Return the spaces inside words.

    One takes no room: the next letter is drawn over it, right after the one before. Another is not
    the PDF's, but pdfium's, where letters stand a little apart: far less than the words of a text
    that has its spaces.
    `boxes` are the inked characters', `every` those of all; `own` marks the steps between the
    former where the PDF itself draws a space.
    """
    before = places[:-1][spaced]
    spaces = every[before + 1]
    room = every[places[1:][spaced], 0] - spaces[:, 0]
    width = spaces[:, 2] - spaces[:, 0]
    gap = boxes[1:, 0][spaced] - boxes[:-1, 2][spaced]
    # A wide gap is a space drawn late, over the next word; letters that go up a page leave none.
    false = (np.abs(room) < 0.2 * width) & (width > 0) & (np.abs(gap) < 0.3 * width)
    told = own[spaced]
    if told.sum() > _OWN_SPACES * (~told).sum():
        # With no gap at all, it is another reason that pdfium has: one text after another.
        false |= ~told & (gap > 0.3) & (gap < 0.25 * np.median(gap[told]))
    return [
        place + 1
        for place in before[false].tolist()
        if text[place].isalpha() and text[place + 2 : place + 3].isalpha()
    ]
