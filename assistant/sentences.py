"""Every sentence of the best passages weighed as an answer to a question.

A linear score over what tells an answer: late interaction and cosine with the question (the
sentence alone, with the one before, with the one after), the rare words it shares (alone, in its
window, in the heading above), the kind of thing that is asked for, and what is no answer (a line of
contents, another question). The weights of `weights.json` were fitted on open French questions and
half of the golden set.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import asking, contents, sheets
from assistant.asking import Asked
from assistant.candidate import SHORT, Candidate, Place, is_heading, joined, place_of
from assistant.close_reading import CloseReading, ReadPassage, interaction
from assistant.coverage import QuestionWords
from ingest import french
from ingest.library import Library

PASSAGES = 10
_CONTENTS = re.compile(r"\.{5,}|(?: \.){5,}|…{3,}|_{5,}")
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+|\b\d[\d.,]*\b")
_WEIGHTS = Path(__file__).with_name("weights.json")
# What the cross-encoder's log-odds that a sentence answers count for, as low as they are told from
# each other, and those of a sentence that it did not read. It was taught most questions that the
# weights are fitted on, so that this is not fitted with them. On eight sets of questions (622), the
# first extract holds the fact for .738 with them, from .722, the first two for .81 with or without;
# of .1 to .5 and of -2 to -7 for what was not read, all but the ends do as well.
_ANSWERS, _LOWEST, _UNREAD = 0.3, -8.0, -3.0
# An entry of a table of contents names what is asked and does not answer: it comes behind all that
# may. On the same questions none was an answer.
_LISTED = 10.0

# What is told of each sentence; the first ones are standardised among a question's candidates.
SCALED = (
    "interaction",
    "interaction_before",
    "interaction_after",
    "interaction_joined",
    "cosine",
    "cosine_before",
    "words",
    "words_before",
    "words_window",
    "passage",
)
PLAIN = (
    "heading",
    "fits",
    "fits_figure",
    "fits_joined",
    "names",
    "rank",
    "short",
    "contents",
    "asks",
    "after_asking",
    "introduces",
    "item",
    "fresh",
    "titled",
    "length",
)
FEATURES = SCALED + PLAIN


def candidates(library: Library, reading: CloseReading) -> list[Candidate]:
    """Return the sentences of the best passages, each once."""
    found: dict[Place, Candidate] = {}
    for rank, read in enumerate(reading.passages[:PASSAGES]):
        chunk = read.hit.chunk
        page = library.stored_page(chunk.document, chunk.page)
        spans, entries = french.sentences(page.text), contents.entries(library, page)
        for index, (start, end) in enumerate(spans):
            key = place_of(page, start)
            inside = end > chunk.start and start < chunk.end
            if inside and key not in found and tokens_within(read, start, end).any():
                listed = any(first <= start < last for first, last in entries)
                found[key] = Candidate(read, page, spans, index, rank, listed)
    return list(found.values())


def scores(
    these: Sequence[Candidate], question: str, reading: CloseReading, words: QuestionWords
) -> NDArray[np.float64]:
    """Return each sentence's score as an answer; only their order and differences mean anything."""
    weights = _weights()
    table = features(these, question, reading, words)
    found: NDArray[np.float64] = table @ np.array([weights[name] for name in FEATURES])
    listed = np.array([each.listed for each in these])
    found = found + _ANSWERS * _answering(these) - _LISTED * listed
    return sheets.of_those_named(these, found, words)


def _answering(these: Sequence[Candidate]) -> NDArray[np.float64]:
    """Return each sentence's log-odds of answering, read with the question; 0 where none was."""
    odds = [each.read.hit.odds_of(*each.span) for each in these]
    if all(each is None for each in odds):  # a model without cross-encoder
        return np.zeros(len(these))
    return np.array([_UNREAD if each is None else max(each, _LOWEST) for each in odds])


def features(
    these: Sequence[Candidate], question: str, reading: CloseReading, words: QuestionWords
) -> NDArray[np.float64]:
    """Return (sentences, FEATURES) what tells an answer; `words` weigh the question's stems."""
    kind = asking.asked(question)
    names = {french.fold(each) for each in _NAME.findall(question[1:])}
    rows = [_row(each, kind, reading, words, names) for each in these]
    table = np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    for column in range(len(SCALED)):
        table[:, column] = _standard(table[:, column])
    return table


def _row(
    each: Candidate, kind: Asked, reading: CloseReading, words: QuestionWords, names: set[str]
) -> list[float]:
    (start, end), text = each.span, each.text
    alone = tokens_within(each.read, start, end)
    before = tokens_within(each.read, each.earlier, end)
    after = tokens_within(each.read, start, each.later)
    previous = each.page.text[each.earlier : start].strip()
    window = each.page.text[each.earlier : each.later]
    fits = asking.fit(kind, text)
    first, last = joined(each, many=kind.kind in ("list", "how"))
    shown, around = each.page.text[first:last], tokens_within(each.read, first, last)
    stems = set(french.stems(text))
    told = {
        "interaction": interaction(reading.tokens, each.read.vectors[alone]),
        "interaction_before": interaction(reading.tokens, each.read.vectors[before]),
        "interaction_after": interaction(reading.tokens, each.read.vectors[after]),
        "interaction_joined": interaction(reading.tokens, each.read.vectors[around]),
        "cosine": _cosine(reading, each.read, alone),
        "cosine_before": _cosine(reading, each.read, before),
        "words": words.share_of(text),
        "words_before": words.share_of(each.page.text[each.earlier : end]),
        "words_window": words.share_of(window),
        "passage": each.read.hit.score,
        "heading": words.share_of(f"{_heading(each)} {each.read.hit.chunk.section}"),
        "fits": fits,
        "fits_figure": fits if kind.kind in ("figure", "date") else 0.0,
        "fits_joined": asking.fit(kind, shown),
        "names": sum(map(_word_in(french.fold(window)), names)) / max(len(names), 1),
        "rank": float(each.rank),
        "short": float(len(text) < SHORT),
        "contents": float(bool(_CONTENTS.search(text))),
        "asks": float(text.rstrip(' »"').endswith("?")),
        "after_asking": words.share_of(previous) if previous.rstrip(' »"').endswith("?") else 0.0,
        "introduces": float(text.endswith(":")),
        "item": float(asking.is_item(text)),
        "fresh": math.log1p(len(stems - words.rarity.keys())),
        "titled": float(stems <= set(french.stems(each.page.title))),
        "length": math.log(len(text)),
    }
    return [told[name] for name in FEATURES]


def _word_in(text: str) -> Callable[[str], bool]:
    """Return what says whether a name or a figure is a word of the text: « 8 » is not « 58 »."""
    return lambda name: bool(re.search(rf"(?<![^\W_]){re.escape(name)}(?![^\W_])", text))


def _heading(each: Candidate) -> str:
    """Return the nearest line above that reads like a heading: short, and without a stop."""
    for start, end in reversed(each.spans[max(0, each.index - 12) : each.index]):
        line = each.page.text[start:end]
        if is_heading(line):
            return line
    return ""


def tokens_within(read: ReadPassage, start: int, end: int) -> NDArray[np.bool_]:
    """Say which of a passage's tokens lie within a span of the page."""
    inside: NDArray[np.bool_] = (read.starts >= start) & (read.ends <= end)
    return inside


def _cosine(reading: CloseReading, read: ReadPassage, tokens: NDArray[np.bool_]) -> float:
    mean = read.plain[tokens].mean(axis=0)
    return float(mean @ reading.vector / max(float(np.linalg.norm(mean)), 1e-9))


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = float(values.std())
    standard: NDArray[np.float64] = (values - values.mean()) / (spread if spread > 1e-9 else 1.0)
    return standard


@cache
def _weights() -> dict[str, float]:
    read: dict[str, float] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return read
