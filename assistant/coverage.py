"""How much of a question's words a text holds: the rare ones weigh more, and a report need not
repeat what it is about.

« Senegal » stands in the question « how long is a press card valid in Senegal? » and on few pages
of the Senegalese press code: all of them are about it. A word counts as held, for all pages of a
document, as far as the document is about it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from assistant.spelling import question_stems
from ingest import french
from ingest.library import Library

# A document is wholly about a word that stands on this share of its pages, and that share of the
# pages with the word being its own; less so below. Of .1 to .5 the best on six sets of questions.
_OF_ITS_PAGES, _OF_THE_WORD = 0.3, 0.3
# A word in more passages tells no document from another, and takes time to place.
_MOST_PASSAGES = 5_000
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question's stems: how much each weighs, and how far each document is about it.

    `rarity` is log(1 + chunks / (1 + chunks with the stem)); `subjects` gives, by document then
    stem, 0 to 1.
    """

    rarity: Mapping[str, float]
    subjects: Mapping[str, Mapping[str, float]]

    def share(self, stems: AbstractSet[str], document: str = "") -> float:
        """Return the share of the question's stems, by rarity, that `stems` hold: 0 to 1.

        With a document, what it is about counts as held too.
        """
        total = sum(self.rarity.values())
        about = self.subjects.get(document, {})
        held = sum(
            weight * (1.0 if stem in stems else about.get(stem, 0.0))
            for stem, weight in self.rarity.items()
        )
        return held / total if total else 0.0

    def share_of(self, text: str, document: str = "") -> float:
        """Return the share that a text holds: 0 to 1."""
        return self.share(set(french.stems(text)), document)

    def only(self, stems: AbstractSet[str]) -> QuestionWords:
        """Return the same without the other stems."""
        left = {stem: weight for stem, weight in self.rarity.items() if stem in stems}
        return QuestionWords(left, self.subjects)


def question_words(library: Library, question: str) -> QuestionWords:
    """Return a question's words, weighed against a library.

    A word that no passage holds counts as the one that it misspells, if any.
    """
    stems = question_stems(library, question)
    count = library.chunks.indexed()
    frequencies = library.chunks.document_frequencies(stems)
    rarity = {stem: math.log(1 + count / (1 + frequencies[stem])) for stem in stems}
    placed = [stem for stem in stems if 0 < frequencies[stem] <= _MOST_PASSAGES]
    return QuestionWords(rarity, _subjects(library, placed))


def stems_at(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return for each span the stem of the word that it begins in; empty for none."""
    words = [(each.span(), french.stems(each.group())) for each in _WORD.finditer(text)]
    return [
        next((stems[0] for (a, b), stems in words if stems and a <= start < b), "")
        for start, _ in spans
    ]


def _subjects(library: Library, stems: Sequence[str]) -> dict[str, dict[str, float]]:
    sizes = library.page_counts()
    found: dict[str, dict[str, float]] = {}
    for stem in stems:
        pages = library.chunks.pages_holding([stem])
        everywhere = sum(pages.values())
        for document, count in pages.items():
            of_its_pages = min(1.0, count / sizes[document] / _OF_ITS_PAGES)
            of_the_word = min(1.0, count / everywhere / _OF_THE_WORD)
            found.setdefault(document, {})[stem] = of_its_pages * of_the_word
    return found
