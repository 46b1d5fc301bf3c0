"""A page's rows become its text: paragraphs by lines of their own, each character traceable."""

from __future__ import annotations

import re
import statistics
from array import array
from collections.abc import Mapping, Sequence

from ingest.beside import Row
from ingest.grids import EMPTY
from ingest.headings import Paragraph
from ingest.line_breaks import (
    ADDRESS,
    BULLET,
    CUT,
    SENTENCE_END,
    Piece,
    breaks,
    had_room,
    leading_of,
)
from ingest.schema import CELL_END, Line
from ingest.vocabulary import is_french, keeps_hyphen, knows

# A dash of an aside, « – la dernière – », is no item's where a line begins with it.
_DASHED, _DASH = re.compile(r"[-–—]\s"), re.compile(r"\s[-–—](?=[\s,.;:)]|$)")
_STOP = re.compile(r"[.!?…:;]\s")
_NUMBERED = re.compile(r"(\d{1,2})\.\s")
_BROKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*$")
_LETTERS = re.compile(r"[^\W\d_]+")
# « sur-Saône », « d'œuvre »: not « qu'un ».
_LINKED = re.compile(r"[^\W\d_]+[-\u2010]|[dl]['\u2019]")
# In heights: less room than any space leaves.
_NO_ROOM = 0.1
# Times the document's step between lines: that of a page where each paragraph has one line.
_LOOSE = 1.6
# The lines that a narrow cell may break a word over.
_PIECES = 3

# What a line reads as, and the index of the character each of its own stands for.
ReadLine = tuple[str, list[int]]
_EMPTY: ReadLine = (EMPTY, [-1] * len(EMPTY))


class PageWriter:
    """Writes one page: `text`, `origins` as `Page` has them, `paragraphs` as they are set.

    `read` holds what each line of its rows reads as, by its start; `cuts` are the hyphens that only
    ever cut a word. `pieces` are its rows as they read, `notes` as `Page` has it.
    """

    def __init__(
        self,
        vocabulary: Mapping[str, int],
        rows: Sequence[Row] = (),
        read: Mapping[int, ReadLine] | None = None,
        *,
        cuts: str = "",
    ) -> None:
        self._vocabulary = vocabulary
        self._cuts = cuts
        self.text = ""
        self.origins = array("i")
        self.paragraphs: list[Paragraph] = []
        self.notes: int | None = None
        self.pieces = [piece for row in rows if (piece := self._piece(row, read or {})).text]
        self.leading = leading_of(self.pieces)

    def write(self, usual: float = 0.0, note: int | None = None) -> None:
        """Write all rows, in order; `usual` is the document's own step between lines, if known.

        A page of short paragraphs has none: the step there is that from one to the next. `note` is
        the index of the piece that begins its footnotes.
        """
        pieces = self.pieces
        leading = usual if usual and self.leading > _LOOSE * usual else self.leading
        texts: list[str] = []
        begun, starts = 0, True
        for position, piece in enumerate(pieces):
            if position:
                above = pieces[position - 1]
                paragraph = "".join(texts)
                aside = self._is_aside(position, paragraph) or self._is_number_of(position)
                ends = (
                    position == note
                    or piece.tabular
                    or above.tabular
                    or piece.begins
                    or breaks(above, piece, leading, starts=starts, aside=aside)
                    or had_room(pieces, position, starts=starts)
                )
                last = pieces[max(begun, position + 1 - _PIECES) : position + 1]
                lines = [(each.line, each.text) for each in last]
                broken = not ends and piece.line.start in self._broken(lines)
                glue = "\n" if ends else "" if broken else self._glue(texts, piece.text)
                if ends:
                    self._end(texts, pieces[begun:position])
                    begun, texts = position, []
                if position == note:
                    self.notes = len(self.text) + len(glue)
                self._append(texts, glue)
                starts = ends
            self._append(texts, piece.text, piece.origins)
        self._end(texts, pieces[begun:])

    def _is_aside(self, position: int, paragraph: str) -> bool:
        """Say whether a piece begins with a dash of an aside that its paragraph opens or closes.

        The line above has no room left for it.
        """
        above, piece = self.pieces[position - 1 : position + 1]
        high, low = above.line, piece.line
        if not (low.size and _DASHED.match(piece.text)) or BULLET.match(paragraph):
            return False
        words = piece.text.split(maxsplit=2)
        if len(words) < 3 or not words[1][0].islower() or SENTENCE_END.search(paragraph):
            return False
        edges = (each.line for each in self.pieces)
        margin = max(each.right for each in edges if abs(each.left - low.left) < low.size)
        taken = (low.right - low.left) * len(" ".join(words[:2])) / len(piece.text)
        if abs(high.left - low.left) > low.size or high.right + taken < margin:
            return False
        following = " ".join(each.text for each in self.pieces[position : position + 2])
        opened = len(_DASH.findall(_STOP.split(paragraph)[-1])) % 2
        return bool(opened or _DASH.search(_STOP.split(following)[0][1:]))

    def _is_number_of(self, position: int) -> bool:
        """Say whether a piece begins with the number that ends the sentence above: no item's.

        « il en fonctionnait / 51. Les sept autres »: an item has another before it or after.
        """
        above, piece = self.pieces[position - 1 : position + 1]
        number = _NUMBERED.match(piece.text)
        if not number or SENTENCE_END.search(above.text):
            return False
        items = (_NUMBERED.match(each.text) for each in self.pieces)
        others = {int(item.group(1)) for item in items if item}
        return not others & {(own := int(number.group(1))) - 1, own + 1} and own > 1

    def _append(self, texts: list[str], text: str, origins: Sequence[int] = ()) -> None:
        texts.append(text)
        self.origins.extend(origins or [-1] * len(text))

    def _end(self, texts: list[str], pieces: Sequence[Piece]) -> None:
        """Put a paragraph's text after the others'."""
        whole = "".join(texts)
        start = len(self.text) + len(whole) - len(whole.lstrip("\n"))
        self.text += whole
        if pieces and not pieces[0].tabular:
            bold = all(piece.line.bold for piece in pieces)
            size = statistics.median(piece.line.size for piece in pieces)
            self.paragraphs.append(Paragraph(start, whole.strip("\n"), size, bold))

    def _glue(self, texts: list[str], following: str) -> str:
        """Return what joins a line to the next; takes a hyphen off the end where it must go."""
        before = "".join(texts[-3:])[-60:]
        if CUT.search(before) and not before.endswith(("-", "\u2010")):
            return ""
        if len(before) > 1 and before[-1] in "-\u2010":
            cut = f"{before.rsplit(maxsplit=1)[-1]} {following.split(maxsplit=1)[0]}"
            if ADDRESS.search(cut) or (before[-2].isdigit() and following[0].isdigit()):
                return ""  # « 2014-2020 », « contact@auvergne-rhonealpes.fr »
            first, second = _BROKEN.search(before[:-1]), _LETTERS.match(following)
            if first and second:
                compound = bool(_LINKED.match(following))
                words = first.group(), second.group()
                if before[-1] in self._cuts or not keeps_hyphen(
                    *words, self._vocabulary, compound=compound
                ):
                    texts[-1] = texts[-1][:-1]
                    self.origins.pop()
                return ""
        return " "

    def _piece(self, row: Row, read: Mapping[int, ReadLine]) -> Piece:
        narrow = len(row.cells) > 1
        cells = [self._joined(cell, read, narrow) if cell else _EMPTY for cell in row.cells]
        cells = [cell for cell in cells if cell[0]]
        characters, origins = "", list[int]()
        for text, places in cells:
            if characters:
                characters += CELL_END
                origins += [-1] * len(CELL_END)
            characters += text
            origins += places
        lines = [line for cell in row.cells for line in cell]
        return Piece(characters, origins, _union(lines), len(cells) > 1, row.begins)

    def _joined(self, cell: Sequence[Line], read: Mapping[int, ReadLine], narrow: bool) -> ReadLine:
        """Join the lines of one cell, or the pieces of one line of text.

        A `narrow` cell may break a word that it has no room for, without a hyphen.
        """
        if len(cell) == 1:
            return read[cell[0].start]
        lines = [(line, read[line.start][0]) for line in cell]
        broken = self._broken(lines) if narrow else set[int]()
        writer = PageWriter(self._vocabulary, cuts=self._cuts)
        texts: list[str] = []
        before = cell[0]
        for line in cell:
            text, origins = read[line.start]
            if texts and text:
                beside = "" if line.start in broken else _beside(before, line)
                writer._append(texts, writer._glue(texts, text) if beside is None else beside)
            writer._append(texts, text, origins)
            before = line if text else before
        return "".join(texts), list(writer.origins)

    def _broken(self, lines: Sequence[tuple[Line, str]]) -> set[int]:
        """Return where lines begin, of a cell or a label, that go on with the word above.

        That word is alone on a line that it fills: a piece of it is no word, all of it is one.
        """
        words = [text.split() for _, text in lines]
        margin = max(line.right for line, _ in lines)
        full = [
            len(each) == 1 and line.right > margin - line.size
            for (line, _), each in zip(lines, words, strict=True)
        ]
        found = set[int]()
        for at in range(len(lines)):
            for end in range(at + 2, min(at + _PIECES, len(lines)) + 1):
                if not (all(full[at : end - 1]) and words[end - 1]):
                    break
                last = _LETTERS.match(words[end - 1][0])
                pieces = [each[0] for each in words[at : end - 1]]
                if last and self._is_word([*pieces, last.group()]):
                    found.update(line.start for line, _ in lines[at + 1 : end])
        return found

    def _is_word(self, pieces: Sequence[str]) -> bool:
        """Say whether pieces are no words, at least one of them, and all together one."""
        word = "".join(pieces)
        alike = word.isupper() or word[1:].islower()
        if not (alike and word.isalpha() and len(pieces[0]) > 1):  # symbols have one letter
            return False
        stumps = any(len(each) == 1 or not is_french(each) for each in pieces)
        return stumps and knows(word, self._vocabulary)


def _beside(before: Line, line: Line) -> str | None:
    """Return what joins two pieces of one line; None where the second stands on another."""
    shared = min(line.top, before.top) - max(line.bottom, before.bottom)
    if shared <= 0.3 * min(line.top - line.bottom, before.top - before.bottom):
        return None
    room = (line.left - before.right) / max(line.size, before.size, 0.1)
    return "" if -0.5 < room < _NO_ROOM else " "


def _union(lines: Sequence[Line]) -> Line:
    first = lines[0]
    if len(lines) == 1:
        return first
    longest = max(lines, key=lambda line: line.end - line.start)
    return Line(
        first.start,
        lines[-1].end,
        min(line.left for line in lines),
        min(line.bottom for line in lines),
        max(line.right for line in lines),
        max(line.top for line in lines),
        longest.size,
        all(line.bold for line in lines),
        first.begins_bold,
        bullet=first.bullet,
    )
