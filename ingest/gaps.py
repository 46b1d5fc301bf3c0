"""What the room between a page's characters, one after the other, tells: where a line is cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ingest.turning import Boxes, Codes

# Fewer tell no usual width.
FEWEST_GAPS = 5
# The thousands of a figure may stand apart by a space so narrow that pdfium tells none: by how much
# more than its other digits do, in heights. Fewer digits have no thousands.
_NARROW, _FIGURE = 0.06, re.compile(r"\d{4,}")
# A column's figures stand under each other: in points, how nearly; more of them than those.
_AMOUNT, _GLUED = re.compile(r"-?\d[\d.,]*%?"), re.compile(r"(?:[^\W\d_]|,\d\d)(-?\d[\d.,]+%?)$")
_IN_LINE, _ROWS = 1.0, 2

# A glyph or a few; in heights, by how much its edges may miss those of the hole, how wide the
# spaces beside it may be, and how far back at least it is drawn.
_SHORT, _LOOSE, _SPACES, _BACK = 3, 0.1, 1.0, 0.5
# In widths of a turned letter's box: how far the next one may stand aside, and beyond a space.
_ASIDE, _WORDS = 0.1, 0.45
_ACCENTS = frozenset("\u00b4\u0060\u02c6\u00a8\u00b8")


def doubled(codes: Codes, boxes: Boxes, places: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Mark each letter drawn again over the one before it."""
    marked = np.zeros(len(codes), dtype=bool)
    left, bottom, right, _ = boxes[places].T
    width = np.maximum(right[1:] - left[1:], 0.1)
    again = codes[places[1:]] == codes[places[:-1]]
    step = np.abs(left[1:] - left[:-1])  # none at all: the letters of a ligature
    again &= (step > 0) & (step < 0.35 * width)
    again &= np.abs(bottom[1:] - bottom[:-1]) < 0.5 * width
    marked[places[1:][again]] = True
    return marked


def upright_runs(boxes: Boxes, shift: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Mark steps between letters that follow each other up or down, as on a chart's axis."""
    left, _, right, _ = boxes.T
    shared = np.minimum(right[1:], right[:-1]) - np.maximum(left[1:], left[:-1])
    narrow = np.minimum(right[1:] - left[1:], right[:-1] - left[:-1])
    steps = (shared > 0.7 * narrow) & (shift > 0.15) & (shift < 1.2)
    run = np.convolve(steps, np.ones(3), mode="same") >= 2
    upright: NDArray[np.bool_] = steps & run
    return upright


def turned_runs(boxes: Boxes) -> NDArray[np.bool_]:
    """Mark steps between letters turned a quarter, each over or under the one before.

    Their boxes are as wide as the font is high, and as high as they are wide.
    """
    left, bottom, right, top = boxes.T
    width = np.maximum(right - left, 0.1)
    wide = width > top - bottom
    steps = wide[1:] & wide[:-1]
    for edge in (left, right):
        steps &= np.abs(edge[1:] - edge[:-1]) < _ASIDE * width[1:]
    up, down = np.abs(bottom[1:] - top[:-1]), np.abs(bottom[:-1] - top[1:])
    steps &= np.minimum(up, down) < _WORDS * width[1:]
    run = np.convolve(steps, np.ones(3), mode="same") >= 2
    turned: NDArray[np.bool_] = steps & run
    return turned


def ruled_apart(boxes: Boxes, rules: Boxes) -> NDArray[np.bool_]:
    """Mark the steps from a character to the next over an upright rule: they are of two cells."""
    left, bottom, right, top = boxes.T
    middle = (bottom + top) / 2
    room = (left[1:] - right[:-1]) / np.maximum(top - bottom, 0.1)[1:]
    apart = np.zeros(max(len(boxes) - 1, 0), dtype=bool)
    for start, low, _, high in rules.tolist():
        beside = (middle > low) & (middle < high)
        over = (left[:-1] < start) & (left[1:] >= start - 1)
        # A short one may frame a word among others; where there is no room, a word is too long.
        tall = high - low > 2 * (top - bottom)[1:]
        apart |= beside[:-1] & beside[1:] & over & (room > np.where(tall, 0.08, 0.3))
    return apart


def filled_holes(text: str, boxes: Boxes, pieces: Sequence[tuple[int, int]]) -> list[int]:
    """Return where pieces of lines are to be cut at a hole that a short run of characters fills.

    A glyph that the text's font has not comes from another, and is drawn after the line: after a
    jump back, at most, where pdfium takes it to go on. An accent drawn apart stands over a letter.
    """
    found: list[int] = []
    back = boxes[1:, 0] < boxes[:-1, 0] - _BACK * (boxes[1:, 3] - boxes[1:, 1])
    cuts = sorted(
        {*(np.flatnonzero(back) + 1).tolist(), *(first for first, _ in pieces), len(boxes)}
    )
    runs = list(pairwise(cuts))
    edges = np.array([_around(boxes[first:last]) for first, last in runs]).reshape(-1, 4)
    for (first, last), (left, bottom, right, top) in zip(runs, edges.tolist(), strict=True):
        if last - first > _SHORT or not _ACCENTS.isdisjoint(text[first:last]):
            continue
        middle, loose = (bottom + top) / 2, _LOOSE * (top - bottom)
        widest = right - left + _SPACES * (top - bottom)
        around = (edges[:, 0] < left) & (edges[:, 2] > right)
        around &= (edges[:, 1] < middle) & (edges[:, 3] > middle)
        for index in np.flatnonzero(around).tolist():
            begun, ended = runs[index]
            room = boxes[begun : ended - 1, 2] <= left + loose
            after = boxes[begun + 1 : ended, 0]
            room &= (after >= right - loose) & (after - boxes[begun : ended - 1, 2] < widest)
            if room.any():
                found += [begun + 1 + int(room.argmax()), first, last]
    return [cut for cut in found if cut < len(boxes)]


def glued_figures(text: str, boxes: Boxes, pieces: Sequence[tuple[int, int]]) -> list[int]:
    """Return where a figure is to be cut from the label, or the figure, that runs up to it.

    It stands where other figures of its column do.
    """
    ends = [(first, last, _GLUED.search(text, first, last)) for first, last in pieces]
    left, bottom, right, top = boxes.T
    # A year that ends a line of text stands a space away.
    labels = [
        (first, last)
        for _, last, found in ends
        if found and (first := found.start(1))
        if text[first - 1].isdigit()
        or left[first] - right[first - 1] < _LOOSE * (top[first] - bottom[first])
    ]
    if not labels:
        return []
    figures = [(first, last) for first, last in pieces if _AMOUNT.fullmatch(text, first, last)]
    places = np.array([_places(boxes[first:last]) for first, last in figures]).reshape(-1, 3)
    return [
        first
        for first, last in labels
        if (np.abs(places - _places(boxes[first:last])) < _IN_LINE).sum(axis=0).max() > _ROWS
    ]


def _places(boxes: Boxes) -> NDArray[np.float64]:
    """Return the left, the middle and the right of characters."""
    left, _, right, _ = _around(boxes)
    return np.array([left, (left + right) / 2, right])


def _around(boxes: Boxes) -> list[float]:
    low, high = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    return [*low.tolist(), *high.tolist()]


def usual_gap(
    gap: NDArray[np.float32], spaced: NDArray[np.bool_], first: int, middle: int, last: int
) -> float:
    """Return the usual space between the words on both sides of a wide gap, in heights."""
    near = np.concatenate([gap[first : middle - 1], gap[middle : last - 1]])
    near = near[np.concatenate([spaced[first : middle - 1], spaced[middle : last - 1]])]
    return float(np.sort(near)[(len(near) - 1) // 2]) if len(near) > 1 else 0.0


def thousands_apart(text: str, boxes: Boxes) -> list[int]:
    """Return the characters before which a narrow space is drawn, which `text` does not tell.

    Those of a figure's groups of three digits alone: the digits of a year may be spaced too.
    """
    found: list[int] = []
    for figure in _FIGURE.finditer(text):
        first, last = figure.span()
        left, bottom, right, top = boxes[first:last].T
        height = max(float(top[0] - bottom[0]), 0.1)
        gaps = (left[1:] - right[:-1]) / height
        usual = max(float(np.median(gaps)), 0.0)  # less where letters lie over each other
        apart = np.flatnonzero(gaps > usual + _NARROW) + first + 1
        level = float(np.ptp(bottom)) < 0.1 * height
        if level and apart.tolist() == [*range(last - 3, first, -3)][::-1]:
            found += apart.tolist()
    return found
