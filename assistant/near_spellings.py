"""Words of the library spelt almost like one that no page holds."""

from __future__ import annotations

import re

from assistant.mention_schema import Spelling
from assistant.spelling import near_words
from assistant.term_syntax import Query, phrases
from ingest import french
from ingest.library import Library

_MOST = 5


def near_spellings(library: Library, query: Query) -> tuple[Spelling, ...]:
    """Return the nearest words, each with the pages it stands on; nearest and commonest first.

    Words of the query that do stand somewhere have no near spelling: together they just never meet.
    """
    words = dict.fromkeys(word for phrase in phrases(query) for word in french.words(phrase.text))
    held = library.concordance.held_words(list(words))
    found: dict[str, tuple[int, int]] = {}
    for word in words:
        if word not in held and len(word) > 1 and word.isascii():
            for other, distance, pages in near_words(library, word):
                found[other] = min(found.get(other, (9, 0)), (distance, -pages))
    best = sorted(found.items(), key=lambda each: (each[1], each[0]))[:_MOST]
    return tuple(Spelling(_as_written(library, word), -pages) for word, (_, pages) in best)


def _as_written(library: Library, word: str) -> str:
    """Return a folded word as a page writes it."""
    for page in library.concordance.searched_pages(f'"{word}"'):
        folded = page.folded
        written = re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", folded.text)
        if written and written.end() <= folded.own:
            start, end = folded.span(*written.span())
            return page.text[start:end]
    return word
