"""What a page's end cuts is shown with its rest, overleaf, as evidence of its own.

A sentence goes on where the next page begins within one; a heading, a question set as one, or what
announces a list, is answered there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.candidate import is_bare_heading
from assistant.extract import MOST, Evidence
from assistant.schema import overlap
from ingest import french
from ingest.library import Library
from ingest.schema import StoredPage

_ENDED = re.compile(r"[.!…;][\s»”\"')\]\d]*$")
_ANNOUNCES = re.compile(r"[?:]\s*$")
# In characters: how long a heading is at most, how much is shown of what answers overleaf.
_HEADING, _ANSWER = 80, 400
# What share of the words of a question and of a heading must be those of both.
_SAME = 0.6


def with_rest(library: Library, question: str, these: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence, each piece whose core its page's end cuts followed by its rest.

    So is one that ends with the very question, as a page's last heading.
    """
    shown: list[Evidence] = []
    for each in these:
        shown.append(each)
        rest = _rest(library, question, each)
        if rest and not any(overlap(rest.where, other.where) for other in these):
            shown.append(rest)
    return shown[: max(MOST, len(these))]


def _rest(library: Library, question: str, cut: Evidence) -> Evidence | None:
    text, until = cut.page.text[: cut.end].rstrip(), len(cut.page.text.rstrip())
    if cut.end < until or _ENDED.search(text):
        return None
    if cut.core[1] < until and not _asks_the_same(text, question):
        return None
    if cut.page.number + 1 not in library.page_numbers(cut.page.document):
        return None
    following = library.stored_page(cut.page.document, cut.page.number + 1)
    formula = any(sign in cut.text for sign in "\\=")
    heads = is_bare_heading(cut.text) and len(cut.text) < _HEADING and not formula
    if heads or _ANNOUNCES.search(text):
        return _first(following, _ANSWER)
    begins = following.text.lstrip()[:1]
    return _first(following, 0) if begins.islower() else None


def _asks_the_same(text: str, question: str) -> bool:
    start, end = french.sentences(text)[-1]
    asked, heading = set(french.stems(question)), set(french.stems(text[start:end]))
    shared = len(asked & heading)
    return text.endswith("?") and shared >= _SAME * max(len(asked), len(heading))


def _first(page: StoredPage, most: int) -> Evidence | None:
    """Return the page's first sentence, and those after it up to `most` characters."""
    spans = french.sentences(page.text)
    if not spans:
        return None
    end = max((end for _, end in spans if end - spans[0][0] <= most), default=spans[0][1])
    return Evidence(page, spans[0][0], end, (spans[0][0], end))
