"""Whether the passages a sentence cites hold it up, and which of their sentences do.

A sentence's numbers, names, polarity and roles must be those of its evidence; then the share of its
words that stand there, and the cosine of both, decide. What is cited is a span of the page that
holds the evidence's own sentences: never what a model wrote.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from assistant import claims
from assistant.citations import locate
from assistant.schema import Support
from ingest import french
from ingest.embedding import SentenceEmbeddings
from ingest.schema import StoredPage

# Chosen on half of tests/golden/support.jsonl; `make golden-support` prints the other half's score.
SUPPORTED, PARTLY = 0.60, 0.45
_COSINE_FLOOR, _COSINE_WEIGHT = 0.65, 1.2
_MOST_SPANS = 3
_FACT = 4.0
_QUOTED = re.compile(r"[«“\"]\s*([^«»“”\"]{12,}?)\s*[»”\"]")
_MODAL = frozenset("faut faudr falloir".split())
_ACRONYMS = {"ngo": "ong", "ngos": "ong", "sme": "pme", "smes": "pme", "un": "onu", "eu": "ue"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A numbered span of a page, as it is given to a chat model."""

    number: int
    page: StoredPage
    start: int
    end: int

    @property
    def text(self) -> str:
        """The words, lines kept."""
        return self.page.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far evidence holds a sentence up: `spans` are (page, start, end), `doubts` what lacks.

    `score` is the share of words and the cosine together, before facts are compared.
    """

    support: Support
    spans: tuple[tuple[StoredPage, int, int], ...] = ()
    doubts: tuple[str, ...] = ()
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence of a passage, with what it holds."""

    passage: Passage
    start: int
    end: int
    text: str
    stems: frozenset[str] = field(default_factory=frozenset)
    numbers: frozenset[float] = field(default_factory=frozenset)


Similarity = Callable[[str, str], float]


def verify(text: str, passages: Sequence[Passage], similarity: Similarity) -> Verdict:
    """Hold a sentence against passages; `similarity` is the cosine of two texts' vectors."""
    lines = [line for passage in passages for line in _lines(passage)]
    wanted = {s: 1.0 for s in french.stems(text) if not s.isdecimal() and s not in _MODAL}
    if not lines or not (wanted or claims.numbers(text)):
        return Verdict("unsupported")
    chosen = _cover(text, lines, wanted)
    evidence = " ".join(line.text for line in chosen)
    context = " ".join([evidence, *{p.page.title for p in passages}, *map(_before, chosen)])
    doubts = _doubts(text, evidence, context, [passage.text for passage in passages])
    score = _score(text, evidence, context, wanted, similarity)
    spans = tuple(_merged(chosen))
    if doubts or score < PARTLY:
        return Verdict("unsupported", spans, doubts, score)
    lacking = _lacking(text, evidence + " " + context)
    return Verdict("supported" if score >= SUPPORTED else "partly", spans, lacking, score)


def cosine_by(embeddings: SentenceEmbeddings) -> Similarity:
    """Return a similarity by those embeddings, of unit length, so that a dot product is enough."""
    known: dict[str, NDArray[np.float32]] = {}

    def similarity(one: str, other: str) -> float:
        new = [text for text in dict.fromkeys((one, other)) if text not in known]
        known.update(zip(new, embeddings.encode_passages(new), strict=True))
        return float(known[one] @ known[other])

    return similarity


def _lines(passage: Passage) -> list[_Line]:
    text = passage.page.text
    found = []
    for start, end in french.sentences(text):
        if end > passage.start and start < passage.end:
            said = " ".join(text[start:end].split())
            values = frozenset(each.value for each in claims.numbers(said))
            found.append(_Line(passage, start, end, said, frozenset(french.stems(said)), values))
    return found


def _cover(text: str, lines: Sequence[_Line], wanted: Mapping[str, float]) -> list[_Line]:
    """Choose, greedily, the lines that hold most of the sentence's words and facts."""
    values = {each.value for each in claims.numbers(text)}
    weights = dict(wanted)
    for name in claims.names(text):
        weights |= dict.fromkeys(french.stems(name), _FACT / 2)
    left_stems, left_values = set(weights), set(values)
    chosen: list[_Line] = []
    while len(chosen) < _MOST_SPANS:
        gains = [
            sum(weights[stem] for stem in left_stems & line.stems)
            + _FACT * len(left_values & line.numbers)
            - 0.002 * len(line.text)
            for line in lines
        ]
        best = max(range(len(lines)), key=gains.__getitem__)
        # One more sentence is evidence only when it holds a fact, or several words, of its own.
        if chosen and gains[best] < 2.0:
            break
        line = lines[best]
        chosen.append(line)
        left_stems -= line.stems
        left_values -= line.numbers
    return chosen


def _doubts(text: str, evidence: str, context: str, passages: Sequence[str]) -> tuple[str, ...]:
    """Return the facts of the sentence that its evidence does not hold, or contradicts."""
    found = _unfound_quotes(text, passages) + _unfound_numbers(text, evidence, context)
    same = french.detect_language(text) == french.detect_language(evidence)
    found += _unfound_names(text, context, same_language=same)
    if not same:
        return tuple(dict.fromkeys(found))
    found += claims.contraries(text, evidence)
    exchanged = claims.swapped(text, evidence)
    if exchanged:
        found.append(" ↔ ".join(exchanged))
    return tuple(dict.fromkeys(found + _polarity(text, evidence)))


def _unfound_quotes(text: str, passages: Sequence[str]) -> list[str]:
    quotes = [match.group(1) for match in _QUOTED.finditer(text)]
    return [
        quote
        for quote in quotes
        if not any(_stands(quote.rstrip(" .…"), passage) for passage in passages)
    ]


def _stands(quote: str, text: str) -> bool:
    """Say whether a quote is in the text; a sentence quoted inside another begins in lower case."""
    return any(locate(each, text) for each in (quote, quote[:1].swapcase() + quote[1:]))


def _unfound_numbers(text: str, evidence: str, context: str) -> list[str]:
    held = claims.numbers(evidence)
    values = {each.value for each in claims.numbers(context)}
    found = []
    for number in claims.numbers(text):
        same = [each for each in held if each.value == number.value]
        if not same:
            if number.value not in values:
                found.append(number.said)
            continue
        units = {each.unit for each in same}
        if number.unit and "" not in units and number.unit not in units:
            found.append(f"{number.said} {number.unit}")
        elif (
            number.heads
            and not number.unit
            and not any(set(each.heads) & set(number.heads) for each in same)
        ):
            head = number.heads[0]
            rivals = [each for each in held if each.heads[:1] == (head,)]
            if any(each.value != number.value for each in rivals):
                found.append(number.said)
    return found


def _unfound_names(text: str, context: str, *, same_language: bool) -> list[str]:
    held = set(french.words(context))
    stems = set(french.stems(context))
    found = []
    for name in claims.names(text):
        parts = [word for word in french.words(name) if len(word) > 1 and not word.isdecimal()]
        for part in (_ACRONYMS.get(each, each) for each in parts):
            alike = part in held or bool(set(french.stems(part)) & stems)
            # « Bénin » where the page says « béninois »
            alike = alike or (len(part) > 3 and any(word.startswith(part) for word in held))
            if not alike and not same_language:
                alike = bool(difflib.get_close_matches(part, held, n=1, cutoff=0.6))
            if not alike and french.stems(part):
                found.append(name)
                break
    months = set(french.words(text)) & claims.MONTHS - held
    return found + sorted(months if same_language else ())


def _polarity(text: str, evidence: str) -> list[str]:
    ours, theirs = claims.negated(text), claims.negated(evidence)
    mine, held = set(french.stems(text)), set(french.stems(evidence))
    denied = [around for around in theirs if len(around & mine) >= max(1, len(around) * 0.5)]
    if ours and not theirs and any(around & held for around in ours):
        return ["ne … pas"]
    return ["ne … pas"] if denied and not ours else []


def _score(
    text: str, evidence: str, context: str, wanted: Mapping[str, float], similarity: Similarity
) -> float:
    held = set(french.stems(context))
    roots = {stem[:5] for stem in held if len(stem) >= 5}
    covered = sum(
        1.0 if stem in held else 0.8 if len(stem) >= 5 and stem[:5] in roots else 0.0
        for stem in wanted
    )
    share = covered / len(wanted) if wanted else 1.0
    near = (similarity(text, evidence) - _COSINE_FLOOR) * _COSINE_WEIGHT
    return share * 0.7 + near


def _lacking(text: str, context: str) -> tuple[str, ...]:
    held = set(french.stems(context))
    lacking = [
        word
        for word in re.findall(r"[^\W\d_]+", text)
        if (stems := french.stems(word)) and not set(stems) & held
    ]
    return tuple(dict.fromkeys(lacking))[:6]


def _before(line: _Line) -> str:
    """Return the sentence before, where « il » and « ce fonds » are named."""
    text = line.passage.page.text
    return text[max(0, line.start - 300) : line.start]


def _merged(chosen: Sequence[_Line]) -> list[tuple[StoredPage, int, int]]:
    """Return the chosen lines as spans, neighbours joined, the best first."""
    spans: list[tuple[StoredPage, int, int]] = []
    for line in chosen:
        page = line.passage.page
        for place, (other, start, end) in enumerate(spans):
            same = (other.document, other.number) == (page.document, page.number)
            if same and line.start <= end + 2 and line.end >= start - 2:
                spans[place] = (page, min(start, line.start), max(end, line.end))
                break
        else:
            spans.append((page, line.start, line.end))
    return spans
