"""Whether a page's text can be read at all: told by measure, for any language.

A page without text is unreadable only when something else is drawn on it, which may be a picture
of words; a blank one holds nothing to read. Garbled text is known by its letters: private-use
glyphs nothing tells, or letters in proportions that no language written in them has. Of a scan
under a line of text, that line alone can be read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from ingest import french
from ingest.mending import broken_words
from ingest.schema import RawPage, Unreadable

_LETTER = re.compile(r"[^\W\d_]")
_STRANGE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
# Shares of letters per thousand in running French (folded), and close enough for the languages
# written with Latin letters: English, German and Latin texts all have a cosine above .85 with it.
_FREQUENCIES = {
    **{"e": 151, "s": 79, "a": 81, "i": 75, "t": 72, "n": 71, "r": 66, "u": 63, "l": 55, "o": 58},
    **{"d": 37, "c": 33, "p": 30, "m": 30, "v": 18, "q": 14, "f": 11, "b": 9, "g": 9, "h": 7},
    **{"j": 6, "x": 4, "y": 3, "z": 3, "w": 1, "k": 1},
}
_LENGTH = sum(share**2 for share in _FREQUENCIES.values()) ** 0.5
_UNLIKE, _FEW_LETTERS, _MANY_BROKEN = 0.62, 120, 0.06


def why_unreadable(raw: RawPage, text: str) -> Unreadable | None:
    """Return why a page cannot be read; None when it can, or holds nothing to read.

    `text` is the page's text after cleaning.
    """
    if raw.failed:
        return "failed"
    if len(_LETTER.findall(text)) < 3:
        return None if raw.blank else "empty"
    if is_garbled(text):
        return "garbled"
    return "pictured" if raw.pictured else None


def is_garbled(text: str) -> bool:
    """Say whether a text is glyphs rather than words."""
    if len(_STRANGE.findall(text)) > 0.25 * len(text):
        return True
    found = french.words(text)
    broken = broken_words(text)
    if broken > 5 and broken > _MANY_BROKEN * len(found):
        return True
    if french.function_word_share(text) > 0.12:
        return False
    letters = Counter(re.findall("[a-z]", french.fold(text)))
    total = letters.total()
    if total < _FEW_LETTERS or total < 0.35 * len("".join(found)):
        return False
    length = sum(count**2 for count in letters.values()) ** 0.5
    likeness = sum(letters[c] * share for c, share in _FREQUENCIES.items()) / (_LENGTH * length)
    return likeness < _UNLIKE or _is_shouted(text)


def _is_shouted(text: str) -> bool:
    """Say whether capitals and signs mix inside words, as in « &RPPHQW » for « Comment »."""
    signs = sum(unicodedata.category(c) in ("Sm", "Sc", "Sk", "Po", "Ps", "Pe") for c in text)
    words = re.findall(r"\S+", text)
    mixed = sum(re.search(r"[A-Z][^\w\s.,;:'’/()-][A-Z]", word) is not None for word in words)
    return mixed > 0.15 * len(words) and signs > 0.05 * len(text)
