"""What a chat model writes, made plain: citation marks read, markup and addresses taken out.

Models write their marks in many ways: [1], [1][2], [1, 2], [1-3], 【1】, 【1†source】. The rest is
plain text: a document may have told the model to write an image, a link or HTML, which must never
leave here, so addresses go too: whoever needs one finds it on the page that is cited.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass

_NUMBERS = r"\d{1,3}(?:\s*(?:[,;]|et|and|[-–—])\s*\d{1,3})*"
MARK = re.compile(
    rf"[ \t\u00a0\u202f]*(?:\[\^?(?:passages?|sources?)?\s*({_NUMBERS})\]|"
    rf"【\s*({_NUMBERS})\s*(?:[†:][^】]*)?】)(?!\()",
    re.IGNORECASE,
)
_LINKED_MARK = re.compile(r"(\[\d{1,3}\])\([^)]*\)?")
_AFTER_STOP = re.compile(rf"([.!?…]+[»”\"]?)((?:{MARK.pattern})+)", re.IGNORECASE)
_IMAGE = re.compile(r"!\[([^\]]*)\](?:\([^)]*\)?|\[[^\]]*\])?")
_LINK = re.compile(r"\[([^\]]+)\](?:\([^)]*\)?|\[(?!\d)[^\]]*\])")
_DEFINITION = re.compile(r"^\s*\[[^\]]+\]:\s*\S+.*$", re.MULTILINE)
_COMMENT = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style|svg|iframe)\b.*?(?:</\1\s*>|$)", re.S | re.I
)
_TAG = re.compile(r"</?[a-z!?][^<>]*>?", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:\b[a-z][a-z0-9+.-]{0,15}://|(?<![\w:/])//(?=\w)|\bwww\."
    r"|\b(?:data|javascript|vbscript|mailto|file|tel):(?=\S)|[\w.+-]+@(?=[\w-]+\.)"
    r"|\b(?:[a-z0-9-]+\.)+(?:com|net|org|example|info|io|ru|cn|xyz|fr|eu|test|ly|me|app|dev)\b)"
    r"(?:\S*[^\s.,;:!?)»\]])?",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"(\*\*|__|`+|\$\$)")
_LEADER = re.compile(r"^\s*(?:[-*•+>]\s+|#{1,6}\s+|\d{1,2}[.)]\s+(?=[A-ZÀ-Ý]))", re.MULTILINE)
_THOUGHT = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|$)", re.DOTALL | re.IGNORECASE)
_HELD = 400


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence a model wrote, without its marks, and the numbers of the passages it cites."""

    text: str
    passages: tuple[int, ...]


def prepared(text: str) -> str:
    """Return the text without a model's thoughts, marks that follow a full stop put before it."""
    text = _LINKED_MARK.sub(r"\1", _THOUGHT.sub("", text))
    return _AFTER_STOP.sub(lambda found: found.group(2) + found.group(1), text)


def read_marks(text: str, known: Container[int]) -> Written:
    """Take the citation marks out of a sentence; numbers of no known passage are dropped."""
    numbers: list[int] = []
    for match in MARK.finditer(text):
        numbers += _expanded(match.group(1) or match.group(2))
    kept = tuple(dict.fromkeys(number for number in numbers if number in known))
    return Written(plain(MARK.sub("", text)), kept)


def plain(text: str) -> str:
    """Return the text without Markdown, HTML and addresses, on one line."""
    for pattern in (_THOUGHT, _COMMENT, _DEFINITION, _TAG):
        text = pattern.sub(" ", text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _EMPHASIS.sub("", _LEADER.sub("", _ADDRESS.sub("…", text)))
    text = "".join(c for c in text if c.isprintable() or c.isspace())
    return re.sub(r"\s+([.,])", r"\1", " ".join(text.split()))


def whole(text: str) -> int:
    """Return how much of a text still being written can be shown: no mark or markup half there.

    Words are held until they end, brackets until they close or are plainly none, and a model's
    thoughts until they are over.
    """
    end = max((index for index, c in enumerate(text) if c.isspace()), default=-1) + 1
    for opened, closed in (("[", "]"), ("【", "】"), ("<", ">"), ("](", ")")):
        at = text.rfind(opened, max(0, len(text) - _HELD), end)
        if at >= 0 and closed not in text[at + len(opened) : end]:
            end = min(end, at)
    thought = text.rfind("<think")
    if thought >= 0 and "</think" not in text[thought:end]:
        end = min(end, thought)
    return len(text[:end].rstrip("! \u00a0\u202f"))


def _expanded(numbers: str) -> list[int]:
    found: list[int] = []
    for part in re.split(r"[,;]|et|and", numbers):
        bounds = [int(each) for each in re.findall(r"\d+", part)]
        if len(bounds) == 2 and bounds[0] <= bounds[1] <= bounds[0] + 20:
            found += range(bounds[0], bounds[1] + 1)
        else:
            found += bounds
    return found
