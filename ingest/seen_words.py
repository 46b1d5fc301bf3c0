"""Words that Tesseract saw on a page's picture, put as a PDF engine would put them.

A page that lies on its side, or on its head, is turned as it is read.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

import numpy as np

from ingest.deskew import straightened
from ingest.picture import DPI, Picture
from ingest.schema import Box, Line, Page, RawPage
from ingest.turning import quarters_read, rotated

_POINTS_PER_INCH = 72
# A line's height from the foot of its « g » to the top of its « É », as a share of its letters'.
_TALLEST = 1.6
# What stands for the PDF's page, each of its characters' word (-1 for none), the words' boxes.
Seen = tuple[RawPage, list[int], list[Box]]


@dataclass(frozen=True, slots=True)
class Word:
    """A word as Tesseract saw it: its line, its box in pixels, how sure it is of it."""

    line: tuple[int, int, int]
    left: float
    top: float
    right: float
    bottom: float
    confidence: float
    text: str

    @property
    def height(self) -> float:
        """In pixels."""
        return self.bottom - self.top


def as_drawn(page: Page, picture: Picture, seen: Sequence[Word]) -> Seen:
    """Put words as a PDF engine would put them: characters, and lines measured in points."""
    words, width, height = _turned(seen, picture)
    points = _POINTS_PER_INCH / DPI
    body = statistics.median(word.height for word in words)
    text, owners = "", list[int]()
    lines: list[Line] = []
    index = 0
    for _, same_paragraph in groupby(words, lambda word: word.line[:2]):
        paragraph = list(same_paragraph)
        size = statistics.median(word.height for word in paragraph)
        # Letters without stems make a line look small: only a clear difference is another font.
        size = body if 0.75 * body < size < 1.35 * body else size
        for _, same_line in groupby(paragraph, lambda word: word.line):
            line = list(same_line)
            start = len(text)
            for word in line:
                text += word.text + " "
                owners += [index] * len(word.text) + [-1]
                index += 1
            text, owners[-1] = text[:-1] + "\n", -1
            low = height - max(word.bottom for word in line)
            high = height - min(word.top for word in line)
            # A tilted line's box is no taller than a line's.
            spare = max((high - low - _TALLEST * size) / 2, 0)
            lines.append(
                Line(
                    start,
                    len(text) - 1,
                    min(word.left for word in line) * points,
                    (low + spare) * points,
                    max(word.right for word in line) * points,
                    (high - spare) * points,
                    round(size * points, 1),
                )
            )
    across, down = picture.width, picture.height
    boxes = [
        Box(word.left / across, word.top / down, word.right / across, word.bottom / down)
        for word in seen
    ]
    upright = straightened(lines)
    raw = RawPage(page.number, page.label, text, upright, width * points, height * points)
    return raw, owners, boxes


def _turned(seen: Sequence[Word], picture: Picture) -> tuple[Sequence[Word], int, int]:
    """Return words as they lie where the page is turned to be read, with its size then.

    Tesseract reads a page that lies on its side, and tells where the words are as it lies.
    """
    width, height = picture.width, picture.height
    sides = [(each.left, height - each.bottom, each.right, height - each.top) for each in seen]
    boxes = np.array(sides, np.float32)
    inside = [word.line == following.line for word, following in pairwise(seen)]
    quarters = quarters_read(np.diff(boxes[:, :2], axis=0)[inside])
    boxes = rotated(boxes, quarters, width, height)
    width, height = (height, width) if quarters % 2 else (width, height)
    words = [
        replace(word, left=left, top=height - top, right=right, bottom=height - bottom)
        for word, (left, bottom, right, top) in zip(seen, boxes.tolist(), strict=True)
    ]
    return words, width, height
