"""How much of a question's words a text holds, the rare ones weighing more."""

from __future__ import annotations

import difflib
import math
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

from ingest import french
from ingest.library import Library

_NEAR_SPELLING = 0.84


def stem_rarity(library: Library, question: str) -> dict[str, float]:
    """Return the weight of each stem of the question: log(1 + chunks / (1 + chunks with it))."""
    stems = list(dict.fromkeys(french.stems(question)))
    count = library.chunk_count()
    frequencies = library.document_frequencies(stems)
    return {stem: math.log(1 + count / (1 + frequencies[stem])) for stem in stems}


def share(rarity: Mapping[str, float], stems: AbstractSet[str]) -> float:
    """Return the share of a question's stems, by rarity, among `stems`: 0 to 1."""
    total = sum(rarity.values())
    return sum(weight for stem, weight in rarity.items() if stem in stems) / total if total else 0.0


class Held:
    """The share of the question's stems, by rarity, that texts hold; misspelt ones match too."""

    def __init__(self, rarity: Mapping[str, float]) -> None:
        self._rarity = rarity
        self.asked = set(rarity)
        self._total = sum(rarity.values()) or 1.0
        top = max(rarity.values(), default=0.0)
        self._unknown = [stem for stem, w in rarity.items() if w >= top - 1e-9 and len(stem) >= 6]

    def share(self, text: str) -> float:
        """Return that share: 0 to 1."""
        stems = set(french.stems(text))
        held = share(self._rarity, stems)
        for stem in self._unknown:
            if stem not in stems and difflib.get_close_matches(stem, stems, 1, _NEAR_SPELLING):
                held += self._rarity[stem] / self._total
        return held
