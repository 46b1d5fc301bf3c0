"""Text of documents and questions, made safe to draw: it is shown, never obeyed.

Streamlit's labels, captions and messages are Markdown, where text could bring images and links;
`st.html` takes HTML. Every text that is not ours passes through `escaped` for the first, or
`as_html` for the second.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

# Any ASCII punctuation may be escaped: https://spec.commonmark.org/0.31.2/#backslash-escapes
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# Streamlit and GFM look for these after escapes are undone (`:red[…]`, `:material/…:`, links and
# addresses without brackets, arrows, dashes); an invisible word joiner keeps them apart.
_AFTER_ESCAPES = re.compile(r"(?<=:)(?=[\w/])|(?<=[wW])(?=\.)|(?<=@)|(?<=[-<>=~])(?=[-<>=])")
_WORD_JOINER = "\u2060"
# Not the no-break spaces of « » and « p. 12 ».
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")


def escaped(text: str) -> str:
    """Return Markdown that shows the text as it is, on one line."""
    line = _AFTER_ESCAPES.sub(_WORD_JOINER, _BLANK.sub(" ", text.strip()))
    return _PUNCTUATION.sub(r"\\\1", line)


def as_html(text: str, marked: Sequence[str] = ()) -> str:
    """Return HTML that shows the text as it is, with each whole word of `marked` in a <mark>."""
    if not marked:
        return html.escape(text)
    longest_first = sorted(marked, key=len, reverse=True)
    found = re.compile(rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W\d_])")
    pieces, start = [], 0
    for match in found.finditer(text):
        pieces += [html.escape(text[start : match.start()])]
        pieces += [f"<mark>{html.escape(match.group())}</mark>"]
        start = match.end()
    return "".join(pieces) + html.escape(text[start:])


def shortened(text: str, length: int) -> str:
    """Cut a text that is longer than `length` characters, saying so with an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
