"""What the full-text indexes hold: words and stems, spelt in ASCII letters and digits only.

SQLite's tokenizers and Python disagree on what a letter is; spelt so, they cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest import french

# A word of at least so many letters before one or two digits may be a word with its footnote call.
LEAST_NOTED = 3
_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")
_NOTED = re.compile(rf"([^\W\d_]{{{LEAST_NOTED},}})\d{{1,2}}")
_LONGEST_JOIN = 8


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
