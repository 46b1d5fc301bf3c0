"""What PDFs do to French, undone: a page's lines become its text, each character traceable.

Running headers and footers leave (found by repetition, see `_furniture`), lines become
paragraphs, line-end hyphens are joined, ligatures spelt out, control characters turned into
spaces. Every character of the result knows which of the PDF's own it stands for.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from ingest import french
from ingest.schema import Line, Page, RawPage, Unreadable

# Bump when the text of a page can come out otherwise: libraries then say « reindex ».
VERSION = 1

_BREAKS = "-\u2010\u00ad\x02\ufffe"
_SPACES = {0xA0, 0x202F, 0x2007, 0x2009, 0x200A, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x3000}
_BULLET = re.compile(
    r"\s*(?:[•●○▪■□◦‣⁃➢➤►▶✓✔❖¾\uf0b7\uf0a7\uf0d8\uf0fc]|[-–—]\s|\d{1,2}[.)°-]\s|[a-z][.)]\s)"
)
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*\s*$")
_ENCLITICS = frozenset(
    "ci la il ils elle elles on je tu nous vous moi toi lui leur y en t ce meme memes dire".split()
)
_LEADER = re.compile(r"(\.\s?){4,}\s*[\divxlc]+$")
# TeX fonts of old draw an accent, then its letter.
_SPACING_ACCENTS = {
    "\u00b4": "\u0301",
    "\u0060": "\u0300",
    "\u02c6": "\u0302",
    "\u00a8": "\u0308",
    "\u00b8": "\u0327",
}
_SPACED_OUT = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,}[^\W\d_](?![^\W_])")
_LETTER = re.compile(r"[^\W\d_]")


def clean(pages: Sequence[RawPage]) -> list[Page]:
    """Return the pages as the library keeps them: same number and order, text made readable."""
    furniture = _furniture(pages)
    kept = [
        [line for index, line in enumerate(page.lines) if (page.number, index) not in furniture]
        for page in pages
    ]
    vocabulary = _vocabulary(pages, kept)
    return [_page(page, lines, vocabulary) for page, lines in zip(pages, kept, strict=True)]


def line_text(page: RawPage, line: Line) -> str:
    """Return the readable characters of one line of a page."""
    return "".join(character for character, _ in _characters(page.text, line.start, line.end))


# --- running headers and footers ------------------------------------------------------------


def _furniture(pages: Sequence[RawPage]) -> set[tuple[int, int]]:
    """Return (page number, line index) of running headers, footers and page numbers.

    A line is one when the same words stand at the same height near the top or bottom edge of at
    least three pages, or of both pages of a document of two. A number in it may change only as page
    numbers do: « Article 12 » at the top of three pages is no header.
    """
    places: defaultdict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for page in pages:
        for index, line in enumerate(page.lines):
            if page.height and (band := _band(page, line)) is not None:
                words = " ".join(french.fold(line_text(page, line)).split())
                for reading in _readings(words, page.number):
                    places[reading, band].append((page.number, index))
    needed = min(3, max(2, len(pages)))
    found: set[tuple[int, int]] = set()
    for (reading, band), where in places.items():
        near = {
            number for step in (-1, 0, 1) for number, _ in places.get((reading, band + step), [])
        }
        if len(near) >= needed:
            found.update(where)
    return found


def _readings(words: str, page: int) -> list[str]:
    """Return a line's words as they are, and with each number told as so far from the page's own.

    Roman numerals count as numbers where they stand alone.
    """
    readings = [words]
    for match in re.finditer(r"\d+|^[ivxlc]+$", words):
        number = int(match.group()) if match.group().isdecimal() else _roman(match.group())
        told = f"<{number - page}>" if number < 100_000 else "<>"
        readings.append(words[: match.start()] + told + words[match.end() :])
    return readings


def _roman(numeral: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _band(page: RawPage, line: Line) -> int | None:
    """Return the line's height in steps of 4 points when it is near an edge, else None."""
    middle = (line.bottom + line.top) / 2 / page.height
    return round((line.bottom + line.top) / 8) if middle < 0.14 or middle > 0.86 else None


# --- characters -----------------------------------------------------------------------------


def _characters(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """Return the readable characters of a span, each with the index it came from."""
    out: list[tuple[str, int]] = []
    accent = ""
    for index in range(start, end):
        character = text[index]
        code = ord(character)
        if accent:
            composed = unicodedata.normalize("NFC", character.replace("ı", "i") + accent)
            accent = ""
            if len(composed) == 1:
                out[-1] = (composed, index)
                continue
        if character in _SPACING_ACCENTS and _draws_accents_apart(text):
            accent = _SPACING_ACCENTS[character]
            out.append((character, index))
        elif character.isascii() and character.isprintable():
            out.append((character, index))
        elif code in _SPACES:
            out.append((" ", index))
        elif 0xFB00 <= code <= 0xFB06:
            out.extend((c, index) for c in unicodedata.normalize("NFKD", character))
        elif character in "\x02\ufffe\u00ad":
            if index == end - 1:
                out.append(("-", index))
        elif unicodedata.combining(character) and out:
            composed = unicodedata.normalize("NFC", out[-1][0] + character)
            if len(composed) == 1:
                out[-1] = (composed, out[-1][1])
            else:
                out.append((character, index))
        elif unicodedata.category(character) in ("Cc", "Zs", "Zl", "Zp"):
            out.append((" ", index))
        elif unicodedata.category(character) not in ("Cf", "Cs", "Cn"):
            out.append((character, index))
    return out


@lru_cache(maxsize=4)
def _draws_accents_apart(text: str) -> bool:
    """Say whether a page draws « é » as « ´e »; one lone accent is left as it is."""
    return len(re.findall("\u00b4[aeiou]", text)) >= 3


def _vocabulary(pages: Sequence[RawPage], kept: Sequence[Sequence[Line]]) -> Counter[str]:
    """Count the document's words, hyphenated ones whole, leaving out those at line ends."""
    counts: Counter[str] = Counter()
    for page, lines in zip(pages, kept, strict=True):
        for line in lines:
            found = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", french.fold(line_text(page, line)))
            broken = page.text[line.start : line.end].rstrip()[-1:] in _BREAKS
            counts.update(found[1:-1] if broken else found[1:] or found)
    return counts


# --- lines to paragraphs --------------------------------------------------------------------


def _page(page: RawPage, lines: Sequence[Line], vocabulary: Counter[str]) -> Page:
    characters: list[str] = []
    origins = array("i")
    leading = _leading(lines)
    previous: Line | None = None
    starts = True  # whether the previous line began a paragraph
    for line in lines:
        piece = _tightened(_characters(page.text, line.start, line.end))
        if not piece:
            continue
        if previous is not None:
            breaks = _breaks(page, previous, line, leading, starts)
            _join(characters, origins, piece, breaks, vocabulary)
            starts = breaks
        for character, index in piece:
            characters.append(character)
            origins.append(index)
        previous = line
    text = "".join(characters)
    return Page(page.number, page.label, text, origins, _unreadable(page, text))


def _tightened(piece: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Leave one space where there are several, none at the ends, none inside « T i t r e »."""
    line = "".join(character for character, _ in piece)
    gaps = {
        match.start() + offset
        for match in _SPACED_OUT.finditer(line)
        for offset in range(1, len(match.group()), 2)
    }
    piece = [each for position, each in enumerate(piece) if position not in gaps]
    out: list[tuple[str, int]] = []
    for character, index in piece:
        if character != " " or (out and out[-1][0] != " "):
            out.append((character, index))
    while out and out[-1][0] == " ":
        out.pop()
    return out


def _join(
    characters: list[str],
    origins: array[int],
    piece: Sequence[tuple[str, int]],
    breaks: bool,
    vocabulary: Counter[str],
) -> None:
    """Put between a line and the next what belongs there: nothing, a space or a line break."""
    if characters and characters[-1] in "-\u2010" and len(characters) > 1:
        before = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", "".join(characters[-60:-1]))
        after = re.match(r"[^\W\d_]+", "".join(c for c, _ in piece[:40]))
        if before and after:
            if not _keeps_hyphen(before.group(), after.group(), vocabulary):
                characters.pop()
                origins.pop()
            return
    characters.append("\n" if breaks else " ")
    origins.append(-1)


def _keeps_hyphen(before: str, after: str, vocabulary: Counter[str]) -> bool:
    """Decide « celle-ci » from « dévelop-pement »: the document's own words first."""
    if not after[0].islower():
        return True
    first, second = french.fold(before), french.fold(after)
    joined, hyphenated = vocabulary[first + second], vocabulary[f"{first}-{second}"]
    if joined != hyphenated:
        return hyphenated > joined
    return second in _ENCLITICS or first in ("non", "vice", "ex", "celle", "celui", "peut")


def _leading(lines: Sequence[Line]) -> float:
    """Return the usual step from a line to the next, in heights of a line; 0 for a single line."""
    steps = [_step(above, below) for above, below in pairwise(lines) if above.size and below.size]
    usual = [step for step in steps if 0.5 < step < 3]
    return statistics.median_low(usual) if usual else 0.0


def _step(above: Line, below: Line) -> float:
    return (above.bottom - below.bottom) / below.size


def _breaks(page: RawPage, above: Line, below: Line, leading: float, starts: bool) -> bool:
    """Say whether a paragraph ends between two lines that follow each other.

    `leading` is the page's usual step between lines. `starts` says that the line above began its
    paragraph: a short first line without a full stop is a heading, a short later one has only
    wrapped around something.
    """
    before = line_text(page, above).rstrip()
    after = line_text(page, below).lstrip()
    if _BULLET.match(after) or _LEADER.search(before):
        return True
    if above.size and below.size and not 0.88 < above.size / below.size < 1.14:
        return True
    starts_low = after[:1].islower() or after[:1] in "(,;)»"
    ended = bool(_SENTENCE_END.search(before))
    if starts_low and not ended:
        return False
    if not above.size:
        return ended or len(before) < 45
    if not ended and french.function_word_share(before.split()[-1]) == 1:
        return False
    step = _step(above, below) if below.size else leading
    if step > 1.3 * leading or step < -2:
        return True
    slack = (0.2 if starts or ended else 0.35) * max(below.right - below.left, 1.0)
    return above.right < below.right - slack


def _unreadable(page: RawPage, text: str) -> Unreadable | None:
    if page.failed:
        return "failed"
    letters = len(_LETTER.findall(text))
    if letters < 3:
        return "empty"
    strange = sum(
        c == "\ufffd" or unicodedata.category(c) in ("Co", "Cc")
        for c in page.text
        if c not in "\r\n"
    ) - page.text.count("\x02")
    found = french.words(text)
    if strange > 0.25 * len(text):
        return "garbled"
    vowels = sum(c in "aeiouy" for c in french.fold(text) if c.isascii())
    latin = sum(c.isascii() and c.isalpha() for c in french.fold(text))
    unpronounceable = latin > 200 and not 0.22 < vowels / latin < 0.68
    if len(found) >= 60 and unpronounceable and french.function_word_share(text) < 0.05:
        return "garbled"
    return None
