"""Plain text to blocks: paragraphs between empty lines, lists, sheets of « Libellé : … », tables.

A line that was wrapped at a fixed width goes on in the next one; any other stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ingest import french
from ingest.formats import decode
from ingest.schema import CELL_END, Metadata
from ingest.sections import Block
from ingest.vocabulary import count_words, keeps_hyphen

_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n|\f")
_HEADING = re.compile(r"(#{1,6})\s+(\S.*?)\s*#*$")
_ITEM = re.compile(r"[-*•–—#]\s*\S|\d{1,2}[.)]\s|\|")
# « Zone d'intervention : cercle de Bafoulabé »
_LABELLED = re.compile(r"[A-ZÀ-Ý][^:;.!?|]{1,40}?\s?:\s\S")
# What is drawn under a table's head or a title, of one sign or several: it says nothing.
_RULE = re.compile(r"[-–—=_*+|~.─━═\s]{3,}")
_GAP = re.compile(r"\s*\t\s*|[^\S\n]{2,}")
_WIDE = re.compile(r"\t|[^\S\n]{3,}")
# Room that parts no cells: around a colon, after an item's mark or, in English, after a sentence.
_COLON, _ROOM = re.compile(r"\s+:\s+"), re.compile(r":\s+|(?<=[.!?;,]) {2}(?! )")
_MARK = re.compile(r"^([-*•–—#]|\d{1,2}[.)]|[a-z]\))\s+")
# A wrapped line fills that share of its paragraph's width, which is no less than so much.
_FILLED, _NARROWEST = 0.7, 40
_BROKEN = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)[-\u2010]$")
_GOES_ON = re.compile(r"([^\W\d_]+)([-\u2010'\u2019]?)")


def read_text(data: bytes, file: str) -> tuple[list[Block], Metadata]:
    """Return a plain text's blocks, with Markdown's headings; raises UnknownFormat."""
    text = decode(data, file)
    words = count_words(text.split("\n"))
    found: list[Block] = []
    for paragraph in _EMPTY_LINE.split(text):
        for line in unwrapped(paragraph.split("\n"), words):
            heading = _HEADING.match(line)
            level = len(heading.group(1)) if heading else 0
            found.append(Block(heading.group(2) if heading else line, level))
    return found, Metadata()


def unwrapped(lines: Sequence[str], words: Mapping[str, int]) -> Iterator[str]:
    """Yield a paragraph's lines, those that were wrapped joined; `words` are the document's own.

    A table's row has its cells between bars.
    """
    told = ["" if _RULE.fullmatch(line) else _tightened(line) for line in lines]
    tabular = _is_tabular([line for line in told if line])
    # A title in capitals above them is no measure of the others.
    measured = [line for line in told if not line.isupper()] or told
    widest = max(map(len, measured), default=0)
    joined, last = "", ""
    for line in told:
        row = tabular and bool(_GAP.search(line))
        full = len(last) > _FILLED * widest and widest > _NARROWEST
        if last and line and not row and _goes_on(last, line, full=full):
            joined = _put_together(joined, line, words)
        else:
            if joined:
                yield joined
            joined = CELL_END.join(_GAP.split(line)) if row else line
        last = "" if row else line  # nothing goes on with a row, nor over a rule
    if joined:
        yield joined


def _tightened(line: str) -> str:
    """Return a line without the room in it that parts no cells."""
    line = _COLON.sub(" : ", line.strip())
    return _ROOM.sub(lambda room: f"{room.group().strip()} ", _MARK.sub(r"\1 ", line))


def _is_tabular(lines: Sequence[str]) -> bool:
    """Say whether some lines are a table's rows: their cells stand apart, for all or far."""
    apart = sum(bool(_GAP.search(line)) for line in lines)
    return any(map(_WIDE.search, lines)) or apart == len(lines) > 1


def _goes_on(above: str, line: str, *, full: bool) -> bool:
    """Say whether a line goes on with the one above, that is `full` or not."""
    if _ITEM.match(line):
        return False
    if (_BROKEN.search(above) and line[0].islower()) or _is_range(above, line):
        return True
    if not full or (above.isupper() and not line.isupper()):
        return False
    # « l'appui de / Madagascar : … » is no label.
    word = above.rsplit(maxsplit=1)[-1]
    return not _LABELLED.match(line) or french.function_word_share(word) == 1


def _is_range(above: str, line: str) -> bool:
    """Say whether two lines part « 2024-2026 »."""
    return above[-1] in "-\u2010" and above[-2:-1].isdigit() and line[0].isdigit()


def _put_together(above: str, line: str, words: Mapping[str, int]) -> str:
    """Return two lines as one; a hyphen that cut a word goes, as in a PDF."""
    broken, following = _BROKEN.search(above), _GOES_ON.match(line)
    if broken and following:
        compound = bool(following[2])
        keeps = keeps_hyphen(broken[1], following[1], words, compound=compound)
        return f"{above if keeps else above[:-1]}{line}"
    return f"{above}{'' if _is_range(above, line) else ' '}{line}"
