"""Where paragraphs end: between which of a page's lines, by their room, letters and words."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest import french
from ingest.schema import Line

BULLET = re.compile(
    r"\s*(?:[•●○▪■□◦‣⁃➢➤►▶✓✔❖¾☐☑☒\uf0b7\uf0a7\uf0d8\uf0fc]|o\s(?=[A-ZÀ-Ý«])|[-–—]\s|\d{1,2}[.)°-]\s|[a-z][.)]\s)"
)
SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*\s*$")
# What an e-mail's or a web page's address has, on either side of its cut.
ADDRESS = re.compile(r"@|://|www\.|\w/\w|\w\.(?:fr|org|com|net|eu|int)\b")
CUT = re.compile(r"[^\W\d_][-\u2010]$|(?:://|www\.)\S*[/.?=&_-]$")
# What an item's text stands right of.
_LABEL = re.compile(rf"{BULLET.pattern}|\s*\W?\w{{1,4}}[.)°:–-]|\s*[⁰¹²³⁴-⁹*]|\s*\d{{1,3}}\s")
# What a form's line or a calendar's begins with: « Clôture : 29 mars ».
_NAMED = re.compile(r"[A-ZÀ-Ý](?:[^\W\d_]|[ '\u2019-]){2,40}?\s?:\s")
_LEADER = re.compile(r"(\.\s?){4,}\s*[\divxlc]+$")
_NOTE = re.compile(r"[(\[]?\d{1,3}[.)\]]?\s|[*†‡]{1,3}\s?[^\W\d_]")
_REFERENCE = re.compile(r"\[\d{1,3}\]\s|\([a-z\d]{1,2}\)\s")
# After these nothing ends, a title or an item neither.
_LINKS = frozenset(
    """a and au aux avec by chez d dans de des dont du en entre et for from in l la le les of on ou
    par pour que qui sans sous sur the to un une vers with""".split()
)
# In heights: what stands as far left of a line does not go on with it.
_ASIDE = 15
# In heights: the room that a word leaves, beside the spaces around it.
_SPARE = 2
# Times the step between lines: what is as far below a full stop begins a paragraph.
_APART = 1.15
# Times the size of the text: a note's is no larger.
_NOTES = 0.92


@dataclass(frozen=True, slots=True)
class Piece:
    """What a row reads as, and the line it stands for: where it lies, how it is set."""

    text: str
    origins: list[int]
    line: Line
    tabular: bool
    begins: bool


def had_room(pieces: Sequence[Piece], position: int, *, starts: bool) -> bool:
    """Say whether a line begins with a capital that the line above had room for.

    So does an item whose bullet is drawn. The room is what the lines around take, of those that
    begin at the same place; `starts` says that the line above began its paragraph.
    """
    above, piece = pieces[position - 1 : position + 1]
    high, low = above.line, piece.line
    if not (high.size and low.size and piece.text[:1].isupper()) or CUT.search(above.text):
        return False
    last, first = above.text.split()[-1], piece.text.split(maxsplit=1)[0]
    ended = bool(SENTENCE_END.search(above.text))
    if not ended and (french.fold(last) in _LINKS or (last + first).isupper()):
        return False
    if abs(high.left - low.left) > 0.5 * low.size:
        return False
    around = pieces[max(0, position - 2) : position + 3]
    lines = [each.line for each in around if abs(each.line.left - low.left) < 0.5 * low.size]
    margin = max(line.right for line in lines) - _SPARE * low.size
    # What wraps around a picture has room on each of its lines: no sentence ends there.
    if not (ended or starts) and pieces[position - 2].line.right < margin:
        return False
    return high.right + (low.right - low.left) * len(first) / len(piece.text) < margin


def body_size(pieces: Iterable[Piece]) -> float:
    """Return the size of most of a document's text, tables apart; 0 where there is none."""
    sizes: Counter[float] = Counter()
    for piece in pieces:
        if not piece.tabular:
            sizes[piece.line.size] += len(piece.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def first_note(pieces: Sequence[Piece], overleaf: Sequence[Piece], body: float) -> int | None:
    """Return the index of the first of the notes that stand at a page's foot; None for none.

    All is set smaller from there on than the document's text, of the size `body`. A note is smaller
    than what it stands under, unless that is a table, and than the first line overleaf: endnotes go
    on there.
    """
    found = None
    for index in range(len(pieces) - 1, 0, -1) if overleaf else ():
        above, piece = pieces[index - 1 : index + 1]
        if piece.line.size > _NOTES * body:
            break
        around = overleaf[0], overleaf[0] if above.tabular else above
        smaller = all(piece.line.size <= _NOTES * each.line.size for each in around)
        if smaller and not piece.tabular and _NOTE.match(piece.text):
            found = index
    return found


def leading_of(pieces: Sequence[Piece]) -> float:
    """Return the usual step from a line to the next, in heights of a line; 0 for a single line.

    A table's rows that the PDF tells are as far apart as their cells are high: no such steps.
    """
    lines = [(above.line, below.line) for above, below in pairwise(pieces) if not below.begins]
    steps = [_step(above, below) for above, below in lines if above.size and below.size]
    usual = [step for step in steps if 0.5 < step < 3]
    return statistics.median_low(usual) if usual else 0.0


def _step(above: Line, below: Line) -> float:
    return (above.bottom - below.bottom) / below.size


def _begins_anew(above: Piece, below: Piece, leading: float) -> bool:
    """Say whether a sentence begins below an address that ends.

    After its full stop; or after a slash, with room left on its line or more than usual under it.
    """
    if not ADDRESS.search(above.text.split()[-1]):
        return False
    capital = re.match(r"[A-ZÀ-Ý][^\W\d_]*[ .,:'\u2019]", below.text)
    room = below.line.right - above.line.right > 2 * below.line.size
    apart = _step(above.line, below.line) > _APART * leading if below.line.size else False
    slash = above.text.endswith("/") and (room or apart)
    return bool(capital and (slash or above.text.endswith(".")))


def breaks(above: Piece, below: Piece, leading: float, *, starts: bool, aside: bool) -> bool:
    """Say whether a paragraph ends between two lines that follow each other.

    `leading` is the page's usual step between lines. `starts` says that the line above began its
    paragraph: a short first line without a full stop is a heading, a short later one has only
    wrapped around something. `aside` says that the dash or number below begins no item.
    """
    before, after = above.text, below.text
    high, low = above.line, below.line
    if low.bullet:
        return True
    other_size = bool(high.size and low.size) and not 0.88 < high.size / low.size < 1.14
    if CUT.search(before) and after[:1].isalnum():
        # Else in the middle of a word, or of an address; what a page's end cuts is in no note.
        return other_size or _begins_anew(above, below, leading)
    if SENTENCE_END.search(before) and _REFERENCE.match(after):
        return True
    if (BULLET.match(after) and not aside) or _LEADER.search(before):
        return True
    if other_size:
        return True
    starts_low = after[:1].islower() or after[:1] in "(,;)»"
    ended = bool(SENTENCE_END.search(before))
    if starts_low and not ended:
        return False
    if not high.size:
        return ended or len(before) < 45
    inset = low.left - high.left
    under = starts and _LABEL.match(before)  # what goes on under a bullet is no paragraph
    if ended and 0.8 * low.size < inset < 4 * low.size and not (starts_low or under):
        return True
    # A paragraph may begin with bold words, over a line and more.
    other = (high.bold and not low.begins_bold) or (low.bold and not high.bold)
    if other and (starts or ended) and not starts_low:
        return True
    if not ended and french.function_word_share(before.split()[-1]) == 1:
        return False
    if starts and _NAMED.match(before) and _NAMED.match(after):
        return True
    if low.size and low.right < high.left - _ASIDE * low.size:
        return True  # in another column
    step = _step(high, low) if low.size else leading
    if step > (_APART if ended else 1.3) * leading or step < -2:
        return True
    slack = (0.2 if starts or ended else 0.35) * max(low.right - low.left, 1.0)
    return high.right < low.right - slack
