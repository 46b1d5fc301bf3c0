"""A PDF page's characters and the lines they stand on, with what their boxes tell.

Lines come as pdfium finds them, cut where a gap is too wide for a space (a column's gutter, the
next cell of a table) and turned upright. Boxes also tell what text alone hides: letters and lines
drawn twice for boldness, spaces that take no room, the words of a letter-spaced title, footnote
calls. One lock guards pdfium, which is not thread-safe.
"""

from __future__ import annotations

import ctypes
import re
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from ingest.drawn_bullets import with_bullets
from ingest.drawn_spaces import drawn_spaces, spaces_between
from ingest.font_boxes import character_boxes
from ingest.footnote_calls import calls, inside_words
from ingest.gaps import (
    doubled,
    filled_holes,
    glued_figures,
    ruled_apart,
    thousands_apart,
    turned_runs,
    upright_runs,
    usual_gap,
)
from ingest.page_objects import is_blank
from ingest.pictured import shows_more
from ingest.rules import read_rules
from ingest.schema import CellRun, Line, RawPage, Rectangle
from ingest.spaces import SPACED, WIDEST, between_spaced, closed_up, false_spaces, justified
from ingest.table_heads import with_outer_rows
from ingest.tagged import tagged_cells
from ingest.turning import Boxes, Codes, quarters_turned, rotated, within_page
from ingest.upside_down import upright_text

PDFIUM = threading.RLock()
# Stands for a character that is drawn but not to be read; cleaning leaves it out.
UNREAD = "\u200b"
_BREAK = re.compile(r"\r\n|[\r\n\x02\ufffe]")
_MARKS = "\x02\ufffe"
# A line-end hyphen that is a soft one, or that pdfium puts after the line's end.
_HYPHEN = re.compile(r"(?<=[^\W\d_])(?:(?:\r\n)?\xad(?=\r\n)|\r\n\ufffe(?=[^\W\d_]))")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Fonts whose « characters » are signs: what comes first on a line in one of them is a bullet.
_SIGNS = ("wingding", "dingbat", "webding", "fontawesome")
# « SFBX1000 » is Computer Modern's bold, « NimbusRomNo9L-Medi » that of Times.
_BOLD = re.compile(r"bold|black|heavy|demi|(?:cm|sf|ec)bx|-medi\b")
_LABEL = re.compile(
    r"[^\w\s]{1,2}|o|§|\(?[\divxIVX]{1,4}(?:\.\d+)*[.)°/-]+|[A-Za-z][.)]|\d(?:\.\d+)+|[⁰¹²³⁴-⁹]+"
)
# What is before a heading's title, a wide space apart: « 1  Contexte ».
_NUMBER = re.compile(r"\d{1,2}|[A-H]")
_SPACES = (0x85, 0xA0, *range(0x2000, 0x200C), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xAD, 0xFEFF)
_UNDRAWN = np.array([*map(ord, _MARKS), *range(0x21), *_SPACES])
_LONGEST_NAME = 128
_NAME, _FLAGS = ctypes.create_string_buffer(_LONGEST_NAME), ctypes.c_int()


def read_page(page: pypdfium2.PdfPage, number: int, label: str, *, tagged: bool = False) -> RawPage:
    """Read one page; `PDFIUM` must be held. Raises what pdfium raises on a damaged one.

    `tagged` says that its document may have tags that tell tables.
    """
    textpage = upright_text(page)
    text = _characters(textpage)
    width, height = page.get_size()
    lines, drawn = list[Line](), list[list[Rectangle]]([[], []])
    cells: tuple[CellRun, ...] = ()
    if text.strip():
        codes = np.array([*map(ord, text)], dtype=np.int64)
        boxes = _upright(page, character_boxes(page, textpage, len(text)))
        shapes = [_upright(page, each) for each in (*read_rules(page), drawn_spaces(page))]
        if quarters := quarters_turned(codes, boxes):
            boxes, *shapes = (rotated(e, quarters, width, height) for e in (boxes, *shapes))
            width, height = (height, width) if quarters % 2 else (width, height)
        ruled, told, panels, dots, spaces = shapes
        level = not quarters and not pdfium.FPDFPage_GetRotation(page)
        inked = ~np.isin(codes, _UNDRAWN)
        if tagged:
            cells = tagged_cells(page, textpage, boxes, inked)
        rules = np.concatenate([ruled, with_outer_rows(ruled, told, boxes[inked])])
        reader = _Reader(textpage, text, codes, boxes, rules, spaces, cells, level=level)
        text, lines = reader.read()
        lines = with_bullets(within_page(lines, width, height), dots.tolist())
        drawn = [[(x1, y1, x2, y2) for x1, y1, x2, y2 in each.tolist()] for each in (rules, panels)]
    textpage.close()
    return RawPage(
        number,
        label,
        text,
        tuple(lines),
        width,
        height,
        blank=is_blank(page),
        pictured=bool(lines) and shows_more(page, text),
        rules=tuple(drawn[0]),
        panels=tuple(drawn[1]),
        cells=cells,
    )


def _characters(textpage: pypdfium2.PdfTextPage) -> str:
    """Return one character per pdfium character index."""
    text: str = textpage.get_text_range()
    text = _HYPHEN.sub(lambda found: "\x02" + "\r\n" * (len(found[0]) > 1), text)
    count = pdfium.FPDFText_CountChars(textpage)
    if len(text) != count:  # characters beyond the BMP, or some that the range call leaves out
        codes = (pdfium.FPDFText_GetUnicode(textpage, index) for index in range(count))
        text = "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)
    return text


def _upright(page: pypdfium2.PdfPage, boxes: Boxes) -> Boxes:
    """Move boxes from the page's own space to that of the page as it is shown."""
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    moved = boxes - np.array([bounds.left, bounds.bottom] * 2, dtype=np.float32)
    width, height = bounds.right - bounds.left, abs(bounds.top - bounds.bottom)
    return rotated(moved, pdfium.FPDFPage_GetRotation(page), width, height)


class _Reader:
    """One page's characters on their way to lines."""

    def __init__(
        self,
        textpage: Any,
        text: str,
        codes: Codes,
        boxes: Boxes,
        rules: Boxes,
        spaces: Boxes,
        cells: Iterable[CellRun],
        *,
        level: bool,
    ) -> None:
        self._textpage = textpage
        self._level = level
        self._text = text
        self._characters = list(text)
        self._all = boxes
        drawn = ~np.isin(codes, _UNDRAWN)
        inked = drawn & (boxes[:, 2] >= boxes[:, 0])
        inked &= ~doubled(codes, boxes, np.flatnonzero(inked))
        self._leave_out(np.flatnonzero(drawn & ~inked).tolist())
        self._places = np.flatnonzero(inked)  # the characters that leave a mark, in order
        self._boxes = boxes[self._places]
        own = spaces_between(self._boxes, spaces)
        blank = np.append(0, np.cumsum(~drawn))  # letters drawn twice stand between others too
        self._lost = own & (blank[self._places[1:]] == blank[self._places[:-1]])
        after = self._places[:-1] + 1
        # A space that pdfium makes has no height.
        self._own = own | (~drawn[after] & (boxes[after, 3] > boxes[after, 1]))
        self._rules = rules[rules[:, 3] - rules[:, 1] > rules[:, 2] - rules[:, 0]]
        self._cells = np.zeros(len(text), dtype=np.int64)
        for number, run in enumerate(cells, 1):
            self._cells[run.start : run.end] = number

    def read(self) -> tuple[str, list[Line]]:
        """Return the page's characters, some of them now UNREAD, and its lines."""
        lines: list[Line] = []
        if len(self._places):
            inked = "".join(self._text[place] for place in self._places.tolist())
            pieces = self._pieces(inked)
            cuts = filled_holes(inked, self._boxes, pieces)
            cuts += glued_figures(inked, self._boxes, pieces)
            firsts = sorted({*cuts, *(first for first, _ in pieces)})
            seen: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
            for line in self._lines(np.array(firsts)):
                there = seen[self._text[line.start : line.end].strip()]
                near = 0.3 * line.size
                if not any(abs(x - line.left) + abs(y - line.bottom) < near for x, y in there):
                    there.append((line.left, line.bottom))
                    lines.append(line)
        return "".join(self._characters), lines

    def _pieces(self, inked: str) -> list[tuple[int, int]]:
        """Cut the inked characters where a line ends, jumps, or leaves room for a gutter."""
        places = self._places
        left, bottom, right, top = self._boxes.T
        size = np.maximum(top - bottom, 0.1)
        ends = np.array([mark.start() for mark in _BREAK.finditer(self._text)], dtype=np.int64)
        anew = np.diff(np.searchsorted(ends, places, side="left")) > 0
        raised, shut = inside_words(inked, self._boxes)
        anew[raised] = False
        for each in shut:
            self._leave_out(range(places[each] + 1, places[each + 1]))
        # A hyphen's box may be as low as its stroke: no measure of the room beside it.
        tallest = np.maximum(size[1:], size[:-1])
        height = np.maximum(np.minimum(size[1:], size[:-1]), tallest / 2)
        shift = np.abs(bottom[1:] - bottom[:-1])
        # Some fonts' dashes and « are as low: a space that the PDF draws beside one is no gutter.
        height = np.where(self._own & (shift < 0.5 * tallest), tallest, height)
        gap = (left[1:] - right[:-1]) / height
        spaced = np.diff(places) > 1
        turned = turned_runs(self._boxes)
        inside = spaced & ~anew & ~turned
        self._leave_out(false_spaces(self._text, places, self._boxes, self._all, inside, self._own))
        lost = places[1:][self._lost & ~anew]
        self._narrow = sorted({*thousands_apart(self._text, self._all), *lost.tolist()})
        anew |= (gap < -2.5) | (shift > 0.9 * tallest)
        anew &= ~(upright_runs(self._boxes, shift / height) | turned)
        anew |= ruled_apart(self._boxes, self._rules)
        anew |= np.diff(self._cells[places]) != 0
        wide = (gap > 0.75) & ~justified(self._text, places, gap, spaced, anew)
        wide &= ~(self._own & between_spaced(gap))
        starts = [0, *(np.flatnonzero(anew | wide) + 1).tolist(), len(places)]
        pieces: list[tuple[int, int]] = []
        usual = float(np.median(size))
        for first, last in pairwise(starts):
            if pieces and not anew[first - 1]:
                begun = pieces[-1][0]
                opens = begun == 0 or anew[begun - 1]
                before = "".join(self._characters[places[begun] : places[first - 1] + 1])
                near = usual_gap(gap, spaced, begun, first, last)
                ended = self._characters[places[first - 1]] in ".!?:;,"
                tracked = last - begun > 4 and bool(spaced[begun : last - 1].all())
                widest = max((3.5 if tracked else 1.5) * near, 1.2 if ended else 0.0)
                labels = _LABEL.fullmatch(before) or (
                    _NUMBER.fullmatch(before)
                    and gap[first - 1] < WIDEST
                    and self._characters[places[first]].isalpha()
                    and self._stands_out(first, usual)
                )
                if gap[first - 1] < widest or (opens and labels):
                    pieces[-1] = (begun, last)
                    continue
            pieces.append((first, last))
        return pieces

    def _stands_out(self, index: int, usual: float) -> bool:
        """Say whether an inked character is set as a heading's: larger than most, or bold."""
        height = self._boxes[index, 3] - self._boxes[index, 1]
        return bool(height > 1.1 * usual or _BOLD.search(self._font(int(self._places[index]))))

    def _lines(self, firsts: NDArray[np.int64]) -> Iterator[Line]:
        """Measure the lines that begin at those inked characters."""
        left, bottom, right, top = self._boxes.T
        lefts, bottoms = np.minimum.reduceat(left, firsts), np.minimum.reduceat(bottom, firsts)
        rights, tops = np.maximum.reduceat(right, firsts), np.maximum.reduceat(top, firsts)
        heights = top - bottom
        boxes = np.stack([lefts, bottoms, rights, tops], axis=1).tolist()
        lasts = np.append(firsts[1:], len(self._places))
        widths = right - left
        widths[1:][left[1:] == left[:-1]] = 0.0  # a ligature's letters have its box each
        loose = (rights - lefts - np.add.reduceat(widths, firsts)) / (lasts - firsts)
        upright = self._textpage if self._level else None
        for line, (first, last, box) in enumerate(
            zip(firsts.tolist(), lasts.tolist(), boxes, strict=True)
        ):
            # Not the first character's: « É » or a bullet of another font stands taller.
            size = float(np.sort(heights[first:last])[(last - first) // 2])
            start, end = int(self._places[first]), int(self._places[last - 1]) + 1
            inside = slice(first, last)
            for place in calls(upright, self._text, self._places, self._boxes, inside):
                self._characters[place] = self._characters[place].translate(_SUPERSCRIPTS)
            if self._text[end : end + 1] in _MARKS and end < len(self._text):
                end += 1  # a line-end hyphen belongs to its line; cleaning decides about it
            font = self._font(start)
            if any(sign in font for sign in _SIGNS):
                self._characters[start] = "•"
            shut: set[int] = set()
            if loose[line] > SPACED * size and last - first > 5:
                shut = self._close_up(first, last)
            begins = bool(_BOLD.search(font))
            further = self._places[[(first + last) // 2, last - 1]].tolist()
            bold = begins and all(_BOLD.search(self._font(place)) for place in further)
            narrow = tuple(each for each in self._narrow if start < each < end and each not in shut)
            edges = box[0], box[1], box[2], box[3]
            yield Line(start, end, *edges, round(size, 1), bold, begins, narrow)

    def _close_up(self, first: int, last: int) -> set[int]:
        """Leave out a spaced title's spaces; return the characters before which none was read."""
        inside, own = slice(first, last), self._own[first : last - 1]
        places = self._places[inside]
        closed = closed_up(self._text, places, self._boxes[inside], own)
        for before, after in zip(places[:-1][closed], places[1:][closed], strict=True):
            self._leave_out(range(int(before) + 1, int(after)))
        return set(places[1:][closed & self._lost[first : last - 1]].tolist())

    def _leave_out(self, places: Iterable[int]) -> None:
        for place in places:
            self._characters[place] = UNREAD

    def _font(self, index: int) -> str:
        length = pdfium.FPDFText_GetFontInfo(self._textpage, index, _NAME, _LONGEST_NAME, _FLAGS)
        return _NAME.raw[: max(length - 1, 0)].decode("ascii", "ignore").lower()
