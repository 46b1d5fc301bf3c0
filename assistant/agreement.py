"""Where documents say the same: an idea is shown once, with every source that holds it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extract import Evidence
from ingest import french

# The share of the shorter text's stems that another document must hold to say the same.
_SAME_IDEA = 0.6
_MOST_EACH = 2


def agreeing(shown: Sequence[Evidence], others: Sequence[Evidence]) -> list[list[Evidence]]:
    """Return, for each piece of evidence shown, others from other documents that say the same."""
    taken: set[tuple[str, int, int]] = {(e.page.document, e.page.number, e.start) for e in shown}
    found: list[list[Evidence]] = []
    for each in shown:
        stems = _stems(each)
        documents, group = {each.page.document}, list[Evidence]()
        for other in others:
            key = (other.page.document, other.page.number, other.start)
            if other.page.document in documents or key in taken or len(group) == _MOST_EACH:
                continue
            theirs = _stems(other)
            smaller = min(len(stems), len(theirs))
            # « 38 puits » and « 31 puits » are nearly the same words, and no agreement.
            same_figures = _figures(stems) == _figures(theirs)
            if same_figures and smaller >= 4 and len(stems & theirs) / smaller >= _SAME_IDEA:
                group.append(other)
                documents.add(other.page.document)
                taken.add(key)
        found.append(group)
    return found


def _stems(evidence: Evidence) -> set[str]:
    return set(french.stems(evidence.page.text[slice(*evidence.core)]))


def _figures(stems: set[str]) -> set[str]:
    return {stem for stem in stems if stem[0].isdecimal()}
