"""How much of a question's words a text holds, the rare ones weighing more."""

from __future__ import annotations

import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from assistant.spelling import question_stems
from ingest import french
from ingest.library import Library


def stem_rarity(library: Library, question: str) -> dict[str, float]:
    """Return the weight of each stem of the question: log(1 + chunks / (1 + chunks with it)).

    A word that no passage holds counts as the one that it misspells, if any.
    """
    stems = question_stems(library, question)
    count = library.chunk_count()
    frequencies = library.document_frequencies(stems)
    return {stem: math.log(1 + count / (1 + frequencies[stem])) for stem in stems}


def share(rarity: Mapping[str, float], stems: AbstractSet[str]) -> float:
    """Return the share of a question's stems, by rarity, among `stems`: 0 to 1."""
    total = sum(rarity.values())
    return sum(weight for stem, weight in rarity.items() if stem in stems) / total if total else 0.0


class Held:
    """The share of the question's stems, by rarity, that texts hold."""

    def __init__(self, rarity: Mapping[str, float]) -> None:
        self._rarity = rarity
        self.asked = set(rarity)

    def share(self, text: str) -> float:
        """Return that share: 0 to 1."""
        return share(self._rarity, set(french.stems(text)))
