"""An answer made of the documents' own sentences: which ones, in which order.

Every sentence of the best passages is weighed by late interaction with the question (alone and with
the sentence before), by cosine (the same), by the rare words it shares, by whether it has a figure
when one is asked for, and by the rank of its passage. The best two to four are shown,
near-duplicates dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.close_reading import CloseReading, ReadPassage, interaction
from ingest import french
from ingest.library import Library
from ingest.schema import StoredChunk

PASSAGES = 8
MOST, LEAST = 4, 2
_DUPLICATE = 0.75
_SHORT, _LONG = 45, 420
# Chosen on half of the golden set and on open French questions; see the weights' names.
_WEIGHTS = {
    "interaction": 1.0,
    "interaction_before": 1.0,
    "cosine": 0.5,
    "cosine_before": 0.5,
    "words_before": 0.75,
}
_FIGURE, _RANK, _FRAGMENT, _DROP = 0.5, 0.15, 1.0, 2.5
_ASKS_FIGURE = re.compile(
    r"\b(combien|quand|en quelle annee|a quelle date|depuis|jusqu|"
    r"quel(?:le)?s? (?:est |sont |a ete )?(?:le |la |les |l'|etait )?"
    r"(?:montant|nombre|part|pourcentage|taux|budget|annee|date|age|prix|cout|duree|delai|seuil"
    r"|plafond|somme|proportion|effectif)|how (?:many|much|long|old|high)|when|"
    r"what (?:year|date|percentage|amount|share|number|budget|rate))"
)
# A sentence that starts so says little without the one before.
_LEANS_BACK = re.compile(
    r"(?:il|elle|ils|elles|ce|cet|cette|ces|cela|celui-ci|celle-ci|ceux-ci|celles-ci|ainsi|en effet"
    r"|cependant|toutefois|neanmoins|de plus|par ailleurs|en outre|enfin|dernier|derniere|y|lui"
    r"|leur|leurs|son|sa|ses|c'est|c'etait|d'ou|notamment|it|they|this|these|its|their)\b"
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a page chosen to answer: one sentence, or a few that follow each other."""

    chunk: StoredChunk
    page_text: str
    start: int
    end: int
    score: float

    @property
    def text(self) -> str:
        """The words, on one line."""
        return " ".join(self.page_text[self.start : self.end].split())


@dataclass(frozen=True, slots=True)
class _Candidate:
    read: ReadPassage
    page_text: str
    span: tuple[int, int]
    before: tuple[int, int] | None
    rank: int


def compose(
    library: Library, question: str, reading: CloseReading, rarity: Mapping[str, float]
) -> list[Evidence]:
    """Choose two to four sentences that answer the question, best first.

    `rarity` weighs the question's stems. Empty when the passages hold no sentence.
    """
    candidates = _candidates(library, reading)
    if not candidates:
        return []
    scores = _scores(candidates, question, reading, rarity)
    chosen: list[Evidence] = []
    kept: list[set[str]] = []
    best = float(scores.max())
    for index in np.argsort(-scores, kind="stable"):
        evidence = _evidence(candidates[index], float(scores[index]))
        if len(chosen) >= LEAST and scores[index] < best - _DROP:
            break
        stems = set(french.stems(evidence.text))
        if not stems or any(_alike(stems, other) for other in kept) or _within(evidence, chosen):
            continue
        chosen.append(evidence)
        kept.append(stems)
        if len(chosen) == MOST:
            break
    return chosen


def _candidates(library: Library, reading: CloseReading) -> list[_Candidate]:
    found: dict[tuple[str, int, int], _Candidate] = {}
    for rank, read in enumerate(reading.passages[:PASSAGES]):
        chunk = read.hit.chunk
        text = library.page(chunk.document, chunk.page).text
        spans = french.sentences(text)
        for index, (start, end) in enumerate(spans):
            key = (chunk.document, chunk.page, start)
            if end > chunk.start and start < chunk.end and key not in found:
                before = spans[index - 1] if index else None
                if _tokens(read, start, end).any():
                    found[key] = _Candidate(read, text, (start, end), before, rank)
    return list(found.values())


def _scores(
    candidates: Sequence[_Candidate],
    question: str,
    reading: CloseReading,
    rarity: Mapping[str, float],
) -> NDArray[np.float64]:
    wants_figure = bool(_ASKS_FIGURE.search(french.fold(question)))
    rows: dict[str, list[float]] = {name: [] for name in _WEIGHTS}
    extra = np.zeros(len(candidates))
    for position, each in enumerate(candidates):
        start, end = each.span
        earlier = each.before[0] if each.before else start
        alone, window = _tokens(each.read, start, end), _tokens(each.read, earlier, end)
        rows["interaction"].append(interaction(reading.tokens, each.read.vectors[alone]))
        rows["interaction_before"].append(interaction(reading.tokens, each.read.vectors[window]))
        rows["cosine"].append(_cosine(reading, each.read, alone))
        rows["cosine_before"].append(_cosine(reading, each.read, window))
        stems = set(french.stems(each.page_text[earlier:end]))
        rows["words_before"].append(sum(w for stem, w in rarity.items() if stem in stems))
        text = each.page_text[start:end]
        extra[position] += _FIGURE * (wants_figure and any(c.isdecimal() for c in text))
        extra[position] -= _RANK * each.rank
        extra[position] -= _FRAGMENT * (len(text) < _SHORT) + _FRAGMENT * ("....." in text)
    return extra + sum(weight * _standard(rows[name]) for name, weight in _WEIGHTS.items())


def _tokens(read: ReadPassage, start: int, end: int) -> NDArray[np.bool_]:
    inside: NDArray[np.bool_] = (read.starts >= start) & (read.ends <= end)
    return inside


def _cosine(reading: CloseReading, read: ReadPassage, tokens: NDArray[np.bool_]) -> float:
    mean = read.plain[tokens].mean(axis=0)
    return float(mean @ reading.vector / max(float(np.linalg.norm(mean)), 1e-9))


def _standard(values: Sequence[float]) -> NDArray[np.float64]:
    numbers = np.asarray(values, dtype=np.float64)
    spread = float(numbers.std())
    standard: NDArray[np.float64] = (numbers - numbers.mean()) / (spread if spread > 1e-9 else 1.0)
    return standard


def _evidence(candidate: _Candidate, score: float) -> Evidence:
    """Take the sentence before along when the sentence leans on it, or is a mere fragment."""
    start, end = candidate.span
    text = candidate.page_text
    leans = end - start < _SHORT or _LEANS_BACK.match(french.fold(text[start:end]))
    if candidate.before and leans and end - candidate.before[0] <= _LONG:
        start = candidate.before[0]
    return Evidence(candidate.read.hit.chunk, text, start, end, score)


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) / len(one | other) >= _DUPLICATE


def _within(evidence: Evidence, chosen: Sequence[Evidence]) -> bool:
    """Say whether a chosen span of the same page overlaps this one."""
    return any(
        each.chunk.document == evidence.chunk.document
        and each.chunk.page == evidence.chunk.page
        and each.start < evidence.end
        and evidence.start < each.end
        for each in chosen
    )
