"""What the full-text indexes hold: words and stems, spelt in ASCII letters and digits only.

SQLite's tokenizers and Python disagree on what a letter is; spelt so, they cannot. Beside the words
of a page stands its folded text, in which mentions are looked for.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from ingest import french

# A word of at least so many letters before one or two digits may be a word with its footnote call.
LEAST_NOTED = 3
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_NOTED = re.compile(rf"([^\W\d_]{{{LEAST_NOTED},}})\d{{1,2}}")
_LONGEST_JOIN = 8
_CUT = re.compile(r"[^\W\d_][-\u2010]\Z")
_REST = re.compile(r"[^\W\d_]+")
# Stands between a page's notes and its text, which no term runs over: no space, no letter, no sign.
_APART = "\ufffc"


def encoded(words: Iterable[str]) -> list[str]:
    """Spell each word with ASCII letters and digits: « α » becomes « zx3b1z »."""
    return [
        word if word.isascii() else "".join(c if c.isascii() else f"zx{ord(c):x}z" for c in word)
        for word in words
    ]


def indexed_words(text: str) -> str:
    """Return a page's words as its index holds them.

    After the words come the other ways to read them: « co-développement » as « codeveloppement »
    (any run of a compound's parts, up to eight), « FASEP1 » as « fasep » with a footnote's call.
    """
    found = french.words(text)
    readings: dict[str, None] = {}
    for compound in _COMPOUND.finditer(french.fold(text)):
        parts = compound.group().split("-")
        for first in range(len(parts)):
            for last in range(first + 2, min(len(parts), first + _LONGEST_JOIN) + 1):
                readings["".join(parts[first:last])] = None
    for word in [*found, *readings]:
        if noted := _NOTED.fullmatch(word):
            readings[noted.group(1)] = None
    return " ".join(encoded([*found, *readings]))


def indexed_stems(text: str) -> str:
    """Return a chunk's stems as its index holds them."""
    return " ".join(encoded(french.stems(text)))


def rest_of_word(text: str, following: str) -> str:
    """Return the end of a word that a page's last hyphen cuts, from the page that follows.

    Empty where no word is cut: « dévelop- » then « pement ».
    """
    rest = _REST.match(following)
    return rest.group() if rest and rest.group()[0].islower() and _CUT.search(text) else ""


@dataclass(frozen=True, slots=True)
class FoldedPage:
    """A page's text, folded, and which of the page's characters each of its own came from.

    `shifts` holds (index, shift) pairs: from that index on, `origin = index + shift`; none where
    folding changed no length, as on most pages. A page's notes come before its text, which goes on
    overleaf. From `own` on stands the rest of a word that its last hyphen cuts: it belongs to the
    page that follows, and all of it has the hyphen for origin.
    """

    text: str
    own: int
    shifts: array[int]

    @classmethod
    def fold(cls, text: str, rest: str = "", notes: int | None = None) -> FoldedPage:
        """Fold a page's text, with the rest of its last word if the next page holds it.

        Its footnotes stand from `notes` on, if it has any.
        """
        body = text[:notes].rstrip()
        folded, origins = french.fold_with_origins(body)
        if notes is not None:
            foot, places = french.fold_with_origins(text[notes:])
            folded = foot + _APART + folded
            origins = [*(notes + place for place in places), notes - 1, *origins]
        own, tail = len(folded), french.fold(rest)
        shifts = _shifted(array("i"), 0, [*origins, *([len(body) - 1] * len(tail))])
        return cls(folded + tail, own, shifts)

    def read_on(self, text: str, following: str) -> FoldedPage:
        """Return the page folded with what comes after its text, which counts as its own does not.

        `text` is what was folded; spans then are of `text + following`.
        """
        folded, origins = french.fold_with_origins(following)
        first = len(self.text)
        shifts = _shifted(self.shifts[:], first, [len(text) + origin for origin in origins])
        return FoldedPage(self.text + folded, self.own, shifts)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the page's text behind one of the folded text (end excluded)."""
        if not self.shifts:
            return start, end
        return self._origin(start), self._origin(end - 1) + 1

    def _origin(self, index: int) -> int:
        place = bisect_right(self.shifts[::2], index)
        return index + (self.shifts[2 * place - 1] if place else 0)


def _shifted(shifts: array[int], first: int, origins: Iterable[int]) -> array[int]:
    """Return shifts with those of characters that come next, from the index `first` on."""
    shift = shifts[-1] if shifts else 0
    for index, origin in enumerate(origins, start=first):
        if origin - index != shift:
            shift = origin - index
            shifts.extend((index, shift))
    return shifts
