"""What PDFs do to French, undone: pages as a PDF draws them become those the library keeps.

Each step is a room of its own: characters are made readable (`characters`, `mending`), running
headers leave (`furniture`), lines are put in order (`layout`, `tables`) and become paragraphs
(`paragraphs`, `vocabulary`), headings name sections (`headings`), and what cannot be read is told
(`legibility`). Every character of the result knows which of the PDF's own it stands for.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from ingest import furniture, headings, line_numbers, page_numbers, vocabulary
from ingest.characters import (
    SUPERSCRIPTS,
    Glyphs,
    begins_note,
    draws_accents_apart,
    is_sign,
    spaced,
    without_calls,
)
from ingest.drop_capitals import join_drop_capitals
from ingest.footnote_calls import hung_on
from ingest.furniture import Place
from ingest.layout import arrange
from ingest.legibility import why_unreadable
from ingest.line_breaks import body_size, first_note
from ingest.mending import SIGNS, infer_glyphs, mend_signs
from ingest.paragraphs import PageWriter, ReadLine
from ingest.schema import Line, Page, RawPage

_SUPERSCRIPT = re.compile(f"[{SUPERSCRIPTS}]")
# Bump when what is kept of a page can come out otherwise: libraries then say « reindex ».
VERSION = 13


def clean(pages: Sequence[RawPage]) -> list[Page]:
    """Return the pages as the library keeps them: same number and order, text made readable."""
    apart = draws_accents_apart(page.text for page in pages)
    read = _read(pages, Glyphs(apart=apart))
    words = vocabulary.count_words(text for text, _ in read.values())
    mended = infer_glyphs((text for text, _ in read.values()), words)
    if mended:
        read = _mended(pages, mended, words, apart=apart)
    texts = {place: text for place, (text, _) in read.items()}
    repeated = furniture.find(pages, texts) | line_numbers.find(pages, texts)
    labels = page_numbers.labels(pages, texts, repeated)
    notes = _notes(pages, read)
    cuts = vocabulary.cut_marks([text for text, _ in read.values()])
    written = [_writer(page, read, repeated, notes, words, cuts) for page in pages]
    leadings = [writer.leading for writer in written if writer.leading]
    leading = statistics.median_low(leadings) if leadings else 0.0
    size = body_size(piece for writer in written for piece in writer.pieces)
    for writer, after in zip_longest(written, written[1:]):
        note = first_note(writer.pieces, after.pieces if after else (), size)
        writer.write(leading, note)
    sections = headings.sections([writer.paragraphs for writer in written])
    return [
        Page(
            raw.number,
            labels[raw.number],
            writer.text,
            writer.origins,
            why_unreadable(raw, writer.text),
            sections=begun,
            running=_running(raw, read, repeated),
            notes=writer.notes,
        )
        for raw, writer, begun in zip(pages, written, sections, strict=True)
    ]


def line_text(page: RawPage, line: Line) -> str:
    """Return the readable characters of one line of a page."""
    return _read_line(page, line, Glyphs())[0]


def _notes(pages: Sequence[RawPage], read: Mapping[Place, ReadLine]) -> set[str]:
    """Return the numbers of the document's footnotes."""
    found: set[str] = set()
    for page in pages:
        sizes = sorted(line.size for line in page.lines)
        for index, line in enumerate(page.lines):
            text = read[page.number, index][0]
            if text.isdecimal() and len(text) < 3 and line.size < 0.8 * sizes[len(sizes) // 2]:
                found.add(text)
            if _host(page, index, read) is None:
                found.add(begins_note(text))
    return found - {""}


def _host(page: RawPage, index: int, read: Mapping[Place, ReadLine]) -> int | None:
    """Return which line a raised sign hangs on that is drawn apart; None for any other line."""
    alone = is_sign(read[page.number, index][0])
    return hung_on(page.lines[index], page.lines) if alone else None


def _read(pages: Sequence[RawPage], glyphs: Glyphs) -> dict[Place, ReadLine]:
    return {
        (page.number, index): _read_line(page, line, glyphs)
        for page in pages
        for index, line in enumerate(page.lines)
    }


def _read_line(page: RawPage, line: Line, glyphs: Glyphs) -> ReadLine:
    read = glyphs.read(page.text, line.start, line.end)
    return spaced(*read, line.narrow) if line.narrow else read


def _running(
    page: RawPage, read: Mapping[Place, ReadLine], repeated: set[Place]
) -> tuple[str, ...]:
    places = ((page.number, index) for index in range(len(page.lines)))
    return furniture.told(
        (page.lines[place[1]], read[place][0]) for place in places if place in repeated
    )


def _mended(
    pages: Sequence[RawPage], mended: Mapping[str, str], words: Mapping[str, int], *, apart: bool
) -> dict[Place, ReadLine]:
    signs = {glyph: letters for glyph, letters in mended.items() if glyph in SIGNS}
    others = {glyph: each for glyph, each in mended.items() if glyph not in signs}
    glyphs = Glyphs(others, apart=apart)
    read = _read(pages, glyphs)
    for place, (text, origins) in read.items() if signs else ():
        if any(sign in text for sign in signs):
            pieces = mend_signs(text, signs, words)
            places = [origin for piece, origin in zip(pieces, origins, strict=True) for _ in piece]
            read[place] = ("".join(pieces), places)
    return read


def _writer(
    page: RawPage,
    read: Mapping[Place, ReadLine],
    repeated: set[Place],
    notes: set[str],
    words: Mapping[str, int],
    cuts: str,
) -> PageWriter:
    own = {
        index: (line, read[page.number, index])
        for index, line in enumerate(page.lines)
        if (page.number, index) not in repeated
    }
    if _SUPERSCRIPT.search(page.text):
        _leave_calls_out(page, own, read, notes)
    lines = [(line, each) for line, each in own.values() if each[0]]
    lines = join_drop_capitals(lines, words)
    rows = arrange(page, [line for line, _ in lines])
    return PageWriter(words, rows, {line.start: each for line, each in lines}, cuts=cuts)


def _leave_calls_out(
    page: RawPage,
    lines: dict[int, tuple[Line, ReadLine]],
    read: Mapping[Place, ReadLine],
    notes: set[str],
) -> None:
    """Take the calls for notes out of a page's lines: one drawn apart leaves its room to its line.

    What goes on after it would else stand a space away.
    """
    for index, (line, each) in list(lines.items()):
        at = _host(page, index, read)
        before = "" if at is None else read[page.number, at][0]
        left = without_calls(*each, notes, before)
        lines[index] = lines[index][0], left
        if at in lines and not left[0]:
            host, text = lines[at]
            lines[at] = replace(host, right=line.right), text
