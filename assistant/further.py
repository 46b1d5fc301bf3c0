"""« Plus de détails »: the same question again, without what the talk has already shown."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.extract import Evidence, Weighed
from assistant.schema import Answer, Citation


def shown(history: Sequence[Answer]) -> tuple[Citation, ...]:
    """Return everything that was quoted in the talk."""
    return tuple(citation for answer in history for citation in answer.citations)


def unseen(weighed: Weighed, known: Sequence[Citation]) -> Weighed:
    """Return the sentences that are in nothing quoted before, in the same order."""
    kept = [
        (each, score)
        for each, score in zip(weighed.candidates, weighed.scores, strict=True)
        if not _known(each.page.document, each.page.number, each.span, known)
    ]
    return Weighed(tuple(each for each, _ in kept), tuple(score for _, score in kept))


def new(evidence: Sequence[Evidence], known: Sequence[Citation]) -> list[Evidence]:
    """Return the evidence whose chosen words are in nothing quoted before."""
    return [
        each
        for each in evidence
        if not _known(each.page.document, each.page.number, each.core, known)
    ]


def _known(document: str, page: int, span: tuple[int, int], known: Sequence[Citation]) -> bool:
    return any(
        (each.document, each.page) == (document, page)
        and each.start < span[1]
        and span[0] < each.end
        for each in known
    )
