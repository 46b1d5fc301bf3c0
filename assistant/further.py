"""« Plus de détails »: the same question again, without what the talk has already shown."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extract import Evidence, Weighed
from assistant.schema import Answer, Citation, Where, overlap


def shown(history: Sequence[Answer]) -> tuple[Citation, ...]:
    """Return everything that was quoted in the talk."""
    return tuple(citation for answer in history for citation in answer.citations)


def adds_nothing(given: Answer, before: Answer) -> bool:
    """Say whether an answer quotes nothing but what the one before it quoted."""
    return bool(given.citations) and all(
        _known(each.where, before.citations) for each in given.citations
    )


def unseen(weighed: Weighed, known: Sequence[Citation]) -> Weighed:
    """Return the sentences that are in nothing quoted before, in the same order."""
    kept = [
        (each, score)
        for each, score in zip(weighed.candidates, weighed.scores, strict=True)
        if not _known((each.page.document, each.page.number, *each.span), known)
    ]
    return Weighed(tuple(each for each, _ in kept), tuple(score for _, score in kept))


def new(evidence: Sequence[Evidence], known: Sequence[Citation]) -> list[Evidence]:
    """Return the evidence whose chosen words are in nothing quoted before."""
    places = [(each.page.document, each.page.number, *each.core) for each in evidence]
    return [each for each, where in zip(evidence, places, strict=True) if not _known(where, known)]


def _known(where: Where, known: Sequence[Citation]) -> bool:
    return any(overlap(where, each.where) for each in known)
