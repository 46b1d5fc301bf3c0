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
from ingest.schema import StoredPage

PASSAGES = 8
MOST, LEAST = 4, 2
_DUPLICATE = 0.75
_SHORT = 45
_JOINED, _FRAGMENTARY, _READABLE = 400, 250, 1_000
_STOP = re.compile(r"[.!…;:][\s»”\"')\]\d]*$")
# Chosen on half of the golden set and on open French questions.
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


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a page chosen to answer: a sentence (its `core`), or it and its neighbours."""

    page: StoredPage
    start: int
    end: int
    core: tuple[int, int]

    @property
    def text(self) -> str:
        """The words, on one line."""
        return " ".join(self.page.text[self.start : self.end].split())


@dataclass(frozen=True, slots=True)
class _Candidate:
    """Sentence `index` of a page's `spans`, in a passage of that rank."""

    read: ReadPassage
    page: StoredPage
    spans: Sequence[tuple[int, int]]
    index: int
    rank: int

    @property
    def span(self) -> tuple[int, int]:
        return self.spans[self.index]

    @property
    def is_sentence(self) -> bool:
        """Whether it reads like a sentence: long enough, and ended by a stop."""
        start, end = self.span
        return end - start >= _SHORT and bool(_STOP.search(self.page.text[start:end]))

    @property
    def earlier(self) -> int:
        """Where the sentence before starts, or this one when it is the page's first."""
        return self.spans[max(self.index - 1, 0)][0]


def compose(
    library: Library,
    question: str,
    reading: CloseReading,
    rarity: Mapping[str, float],
    first: Sequence[Evidence] = (),
) -> list[Evidence]:
    """Choose two to four sentences that answer the question, best first.

    `rarity` weighs the question's stems; `first` is evidence that goes before any other. Empty
    when the passages hold no sentence.
    """
    chosen: list[Evidence] = []
    for evidence in first:
        _choose(evidence, chosen)
    candidates = _candidates(library, reading)
    if not candidates:
        return chosen
    scores = _scores(candidates, question, reading, rarity)
    best = float(scores.max())
    for index in np.argsort(-scores, kind="stable"):
        if len(chosen) == MOST or sum(len(each.text) for each in chosen) > _READABLE:
            break
        if len(chosen) >= LEAST and scores[index] < best - _DROP:
            break
        # A table's row or a line of contents may hold the fact; it is no third or fourth answer.
        if len(chosen) < LEAST or candidates[index].is_sentence:
            _choose(_joined(candidates[index]), chosen)
    return chosen


def _choose(evidence: Evidence, chosen: list[Evidence]) -> None:
    """Add the evidence unless it overlaps, or says the same as, one that was chosen."""
    stems = set(french.stems(evidence.text))
    if not stems:
        return
    for other in chosen:
        same_page = (other.page.document, other.page.number) == (
            evidence.page.document,
            evidence.page.number,
        )
        if same_page and other.start < evidence.end and evidence.start < other.end:
            return
        others = set(french.stems(other.text))
        if len(stems & others) / len(stems | others) >= _DUPLICATE:
            return
    chosen.append(evidence)


def _candidates(library: Library, reading: CloseReading) -> list[_Candidate]:
    found: dict[tuple[str, int, int], _Candidate] = {}
    for rank, read in enumerate(reading.passages[:PASSAGES]):
        chunk = read.hit.chunk
        page = library.stored_page(chunk.document, chunk.page)
        spans = french.sentences(page.text)
        for index, (start, end) in enumerate(spans):
            key = (page.document, page.number, start)
            inside = end > chunk.start and start < chunk.end
            if inside and key not in found and _tokens(read, start, end).any():
                found[key] = _Candidate(read, page, spans, index, rank)
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
        alone, window = _tokens(each.read, start, end), _tokens(each.read, each.earlier, end)
        rows["interaction"].append(interaction(reading.tokens, each.read.vectors[alone]))
        rows["interaction_before"].append(interaction(reading.tokens, each.read.vectors[window]))
        rows["cosine"].append(_cosine(reading, each.read, alone))
        rows["cosine_before"].append(_cosine(reading, each.read, window))
        stems = set(french.stems(each.page.text[each.earlier : end]))
        rows["words_before"].append(sum(w for stem, w in rarity.items() if stem in stems))
        text = each.page.text[start:end]
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


def _joined(candidate: _Candidate) -> Evidence:
    """Join to a short sentence its neighbours, which say what it is about or what follows.

    Neighbours of its own paragraph, up to _JOINED characters; across paragraphs (the lines of a
    list, a heading and its text) only while there is less than _FRAGMENTARY.
    """
    text, spans = candidate.page.text, candidate.spans
    first = last = candidate.index
    grown = True
    while grown:
        grown = False
        for ahead in (True, False):
            lower, upper = (first, last + 1) if ahead else (first - 1, last)
            if lower < 0 or upper == len(spans):
                continue
            start, end = spans[lower][0], spans[upper][1]
            between = text[spans[last][1] : end] if ahead else text[start : spans[first][0]]
            whole = spans[last][1] - spans[first][0] >= _FRAGMENTARY
            if end - start <= _JOINED and not (whole and "\n" in between):
                first, last, grown = lower, upper, True
    return Evidence(candidate.page, spans[first][0], spans[last][1], candidate.span)
