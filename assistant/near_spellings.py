"""Words of the library spelt almost like one that no page holds."""

from __future__ import annotations

import re

from assistant.mention_schema import Spelling
from assistant.spelling import near_words
from assistant.term_syntax import Query, phrases
from ingest import french
from ingest.library import Library

_MOST = 5
# Shorter words are near too many others: an acronym of three letters is as near to any other.
_LEAST = 4
_OPEN = re.compile(r"\S*\*\S*")


def near_spellings(library: Library, query: Query) -> tuple[Spelling, ...]:
    """Return the nearest words, each with the pages it stands on; nearest and commonest first.

    Those with the same first letter come before others, which are one letter away at most. Words of
    the query that do stand somewhere have no near spelling: together they just never meet. Nor has
    one with a star, which leaves it open, or with figures: another number is another thing.
    """
    texts = [_OPEN.sub(" ", phrase.text) for phrase in phrases(query)]
    words = dict.fromkeys(word for text in texts for word in french.words(text))
    held = library.concordance.held_words(list(words))
    found: dict[str, tuple[int, bool, int]] = {}
    for word in words:
        if word in held or len(word) < _LEAST or not (word.isascii() and word.isalpha()):
            continue
        for other, distance, pages in near_words(library, word):
            differs = other[0] != word[0]
            if not french.is_function_word(other) and (distance == 1 or not differs):
                near = distance, differs, -pages
                found[other] = min(found.get(other, near), near)
    best = sorted(found.items(), key=lambda each: (each[1], each[0]))[:_MOST]
    return tuple(Spelling(_as_written(library, word), -pages) for word, (*_, pages) in best)


def _as_written(library: Library, word: str) -> str:
    """Return a folded word as a page writes it."""
    for page in library.concordance.searched_pages(f'"{word}"'):
        folded = page.folded
        written = re.search(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", folded.text)
        if written and written.end() <= folded.own:
            start, end = folded.span(*written.span())
            return page.text[start:end]
    return word
