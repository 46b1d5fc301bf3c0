"""`make weights`: fit how sentences are weighed and when an answer is held back, and write both.

It prints the margins that tell foreign questions from others too (`abstention.THRESHOLD`).

Sentences: a linear score, so that one that holds the answer, or is shown with it, comes first
(softmax over a question's candidates, ListNet, https://doi.org/10.1145/1273496.1273513), on golden
half a and open French questions (PIAF). Support: a logistic regression between questions with an
answer and those with none near (traps, or with their answer's page taken out), on half a and the
questions that the model was taught. Halves b and c, the starter set and the unseen ones are never
read.
"""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import asking, extract, sentences, support
from assistant.candidate import Candidate, joined
from assistant.close_reading import READ, CloseReading, read_closely
from assistant.coverage import QuestionWords
from assistant.evaluation import Question, plain, read_questions
from assistant.retrieval import retrieve_with_words
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop
from tests.conftest import CORPUS, ROOT, SHARED, add_all, opened
from tests.golden import open_sets
from tests.golden.evaluate import HERE

Matrix = NDArray[np.float64]
_SET, _PUBLIC = "piaf-half.json", 300
_WEIGHT_OF_HALF = 3.0
# What a question without its answer's page weighs beside a trap that someone wrote. Without such
# questions the fit takes the traps' own style for a sign. Of 0, .25, .5 and 1, .5 declined fewest
# answered questions of half a (none, for .03 at 0), and as many of its traps.
_TAKEN_OUT = 0.5
# The part of the sentence that holds the answer by itself; the rest is for those shown with it. Of
# 0, .3, .5, .7 and 1 the best on half a: 0 lets a neighbour of the answer go before it.
_ALONE = 0.3
_DECAY, _STEPS, _RATE = 0.03, 400, 0.1


@dataclass(frozen=True, slots=True)
class Case:
    """A question's sentences: which hold the answer, and which are shown with it."""

    table: Matrix
    right: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    weight: float


@dataclass(frozen=True, slots=True)
class Supported:
    """What supports a question's best sentences: its answer, a trap's, or without its page."""

    held: dict[str, float] | None = None
    trapped: dict[str, float] | None = None
    taken_out: dict[str, float] | None = None


def main() -> None:
    """Fit both and write them beside the code that reads them."""
    cache = LibrarySettings().cache
    half_a = read_questions(HERE / "reports-a.jsonl")
    taught = read_questions(HERE / "training-reports.jsonl")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        add_all(home / "reports", cache, SHARED / "reports" / "normal")
        add_all(home / "starter", cache, CORPUS)
        add_all(home / "public", cache, *open_sets.documents(_SET, home / "pdf"))
        libraries = {name: opened(home / name, cache) for name in ("reports", "starter", "public")}
        workshops = {name: assistant._workshop for name, assistant in libraries.items()}
        cases = [_case(workshops["reports"], each, _WEIGHT_OF_HALF) for each in half_a]
        cases += [_case(workshops["public"], each, 1.0) for each in _public_questions()]
        fitted = _listwise(cases).tolist()
        _write("weights.json", dict(zip(sentences.FEATURES, fitted, strict=True)))
        sentences._weights.cache_clear()  # what supports an answer is told of the best by these
        supported = [_supported(workshops["reports"], each) for each in [*half_a, *taught]]
        supported += [
            _supported(workshops["starter"], each)
            for each in read_questions(HERE / "training-starter.jsonl")
        ]
        for assistant in libraries.values():
            assistant.close()
    coefficients = _logistic(supported).tolist()
    _write("support.json", dict(zip((*support.TOLD, "bias"), coefficients, strict=True)))


def _read(workshop: Workshop, question: str) -> tuple[CloseReading, QuestionWords]:
    hits, words = retrieve_with_words(workshop, question, READ)
    return read_closely(workshop.embeddings, question, hits), words


def _case(workshop: Workshop, question: Question, weight: float) -> Case:
    reading, words = _read(workshop, question.text)
    these = sentences.candidates(workshop.library, reading)
    table = sentences.features(these, question.text, reading, words)
    many = asking.wants_list(question.text)
    right = [_holds(each, each.text, question) for each in these]
    shown = [
        _holds(each, each.page.text[slice(*joined(each, many=many))], question) for each in these
    ]
    return Case(table, np.array(right, bool), np.array(shown, bool), weight)


def _supported(workshop: Workshop, question: Question) -> Supported:
    reading, words = _read(workshop, question.text)
    told = _told(workshop, question.text, reading, words)
    if not question.gold:
        return Supported(trapped=told if question.kind == "near" else None)
    these = sentences.candidates(workshop.library, reading)
    bad = {
        (each.page.file, each.page.number) for each in these if _holds(each, each.text, question)
    }
    if not bad:
        return Supported(held=told)
    kept = tuple(
        each for each in reading.passages if (each.hit.chunk.file, each.hit.chunk.page) not in bad
    )
    without = _told(workshop, question.text, replace(reading, passages=kept), words)
    return Supported(held=told, taken_out=without)


def _holds(candidate: Candidate, text: str, question: Question) -> bool:
    page = candidate.page
    return any(
        page.file == gold.file and gold.page in (0, page.number) and gold.text in plain(text)
        for gold in question.gold
    )


def _told(
    workshop: Workshop, question: str, reading: CloseReading, words: QuestionWords
) -> dict[str, float] | None:
    weighed = extract.weigh(workshop.library, question, reading, words)
    return support.tell(question, reading, weighed, words) if weighed.candidates else None


def _listwise(cases: Sequence[Case]) -> Matrix:
    """Return the weights that put right sentences first, by Adam on the softmax's cross entropy."""
    held = [case for case in cases if case.right.any()]
    total = sum(case.weight for case in held)
    weights = np.zeros(len(sentences.FEATURES))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, _STEPS + 1):
        slope = _DECAY * weights
        for case in held:
            odds = np.exp((scores := case.table @ weights) - scores.max())
            odds /= odds.sum()
            for good, part in ((case.right, _ALONE), (case.shown, 1 - _ALONE)):
                wanted = odds * good
                error = odds - wanted / wanted.sum()
                slope = slope + part * case.weight / total * case.table.T @ error
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        corrected = np.sqrt(square / (1 - 0.99**step)) + 1e-8
        weights -= _RATE * (mean / (1 - 0.9**step)) / corrected
    return weights


def _logistic(cases: Sequence[Supported]) -> Matrix:
    """Return the coefficients, then the bias, that tell a held answer from one taken out."""
    rows = [(case.held, 1.0, 1.0) for case in cases if case.held]
    rows += [(case.trapped, 0.0, 1.0) for case in cases if case.trapped]
    rows += [(case.taken_out, 0.0, _TAKEN_OUT) for case in cases if case.taken_out]
    table = np.array([[told[name] for name in support.TOLD] for told, _, _ in rows])
    truth, weight = (np.array([row[i] for row in rows]) for i in (1, 2))
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    scaled = np.c_[(table - mean) / spread, np.ones(len(table))]
    found = np.zeros(scaled.shape[1])
    for _ in range(2_000):
        error = weight * (1 / (1 + np.exp(-scaled @ found)) - truth) / weight.sum()
        found -= scaled.T @ error + np.r_[0.02 * found[:-1], 0.0]
    slopes = found[:-1] / spread
    coefficients: Matrix = np.r_[slopes, found[-1] - slopes @ mean]
    return coefficients


def _public_questions() -> list[Question]:
    return random.Random(5).sample(list(open_sets.questions(_SET)), _PUBLIC)


def _write(name: str, values: dict[str, float]) -> None:
    rounded = {key: round(value, 3) for key, value in values.items()}
    text = json.dumps(rounded, indent=2) + "\n"
    (ROOT / "assistant" / name).write_text(text, encoding="utf-8")
    print(name, text)


if __name__ == "__main__":
    main()
