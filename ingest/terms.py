"""What the full-text indexes hold: words and stems, spelt in ASCII letters and digits only.

SQLite's tokenizers and Python disagree on what a letter is; spelt so, they cannot. « co-développement »
is indexed as « co », « developpement » and, at the end of the page, « codeveloppement », so that a
line-end hyphen that was or was not joined hides no mention.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest import french

_COMPOUND = re.compile(r"[^\W_]+(?:-[^\W_]+)+")


def encoded(words: Iterable[str]) -> list[str]:
    """Spell each word with ASCII letters and digits: « α » becomes « zx3b1z »."""
    return [
        word if word.isascii() else "".join(c if c.isascii() else f"zx{ord(c):x}z" for c in word)
        for word in words
    ]


def indexed_words(text: str) -> str:
    """Return a page's words as its index holds them."""
    folded = french.fold(text)
    compounds = [match.group().replace("-", "") for match in _COMPOUND.finditer(folded)]
    return " ".join(encoded(french.words(text)) + encoded(compounds))


def indexed_stems(text: str) -> str:
    """Return a chunk's stems as its index holds them."""
    return " ".join(encoded(french.stems(text)))
