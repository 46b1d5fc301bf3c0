"""`make weights`: fit how sentences are weighed and when an answer is held back, and write both.

Sentences: a linear score, so that one that holds the answer, or is shown with it, comes first
(softmax over a question's candidates, ListNet, https://doi.org/10.1145/1273496.1273513). Support:
a logistic regression between questions as they are and with their answer's page taken out. Both on
open French questions (PIAF) and on golden half a; half b is never read.
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
from assistant.close_reading import READ, CloseReading, read_closely
from assistant.coverage import QuestionWords
from assistant.evaluation import Gold, Question, plain, read_questions
from assistant.retrieval import retrieve_with_words
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop
from tests.conftest import ROOT, SHARED, add_all, opened, typeset
from tests.golden.evaluate import HERE

Matrix = NDArray[np.float64]
_PUBLIC = 300
_WEIGHT_OF_HALF = 3.0
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
    """What supports a question's best sentences: with their answer's page, and without it."""

    held: dict[str, float] | None
    taken_out: dict[str, float] | None
    weight: float


def main() -> None:
    """Fit both and write them beside the code that reads them."""
    cache = LibrarySettings().cache
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        add_all(home / "reports", cache, SHARED / "reports" / "normal")
        add_all(home / "public", cache, *_public_documents(home / "pdf"))
        asked = (
            ("reports", read_questions(HERE / "reports-a.jsonl"), _WEIGHT_OF_HALF),
            ("public", _public_questions(), 1.0),
        )
        libraries = {name: opened(home / name, cache) for name, _, _ in asked}
        cases = [
            _case(libraries[name]._workshop, each, weight)
            for name, questions, weight in asked
            for each in questions
        ]
        fitted = _listwise(cases).tolist()
        _write("weights.json", dict(zip(sentences.FEATURES, fitted, strict=True)))
        sentences._weights.cache_clear()  # what supports an answer is told of the best by these
        supported = [
            _supported(libraries[name]._workshop, each, weight)
            for name, questions, weight in asked
            for each in questions
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
    shown = [_holds(each, extract.joined(each, many=many).text, question) for each in these]
    return Case(table, np.array(right, bool), np.array(shown, bool), weight)


def _supported(workshop: Workshop, question: Question, weight: float) -> Supported:
    reading, words = _read(workshop, question.text)
    told = _told(workshop, question.text, reading, words)
    if not question.gold:
        return Supported(None, told if question.kind == "near" else None, 2 * weight)
    these = sentences.candidates(workshop.library, reading)
    bad = {
        (each.page.file, each.page.number) for each in these if _holds(each, each.text, question)
    }
    if not bad:
        return Supported(None, None, weight)
    kept = tuple(
        each for each in reading.passages if (each.hit.chunk.file, each.hit.chunk.page) not in bad
    )
    without = _told(workshop, question.text, replace(reading, passages=kept), words)
    return Supported(told, without, weight)


def _holds(candidate: sentences.Candidate, text: str, question: Question) -> bool:
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
    rows = [(case.held, 1.0, case.weight) for case in cases if case.held]
    rows += [(case.taken_out, 0.0, case.weight) for case in cases if case.taken_out]
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


def _articles() -> list[dict[str, list[dict[str, object]]]]:
    path = SHARED / "questions" / "piaf-half.json"
    read: list[dict[str, list[dict[str, object]]]] = json.loads(path.read_text("utf-8"))["data"]
    return read


def _public_documents(folder: Path) -> list[Path]:
    """Typeset each article as a PDF of its own."""
    made = []
    for place, article in enumerate(_articles()):
        text = "\n\n".join(str(each["context"]) for each in article["paragraphs"])
        quoted = json.dumps(text, ensure_ascii=False)
        title = json.dumps(str(article["title"]), ensure_ascii=False)
        source = (
            f'#set document(title: {title})\n#for p in {quoted}.split("\\n\\n") [#p #parbreak()]'
        )
        made.append(typeset(folder / f"{place}.pdf", source))
    return made


def _public_questions() -> list[Question]:
    found = [
        Question(
            asked["id"],
            asked["question"],
            "fr",
            "fact",
            (Gold(f"{place}.pdf", 0, plain(asked["answers"][0]["text"])),),
        )
        for place, article in enumerate(_articles())
        for paragraph in article["paragraphs"]
        for asked in paragraph["qas"]  # type: ignore[attr-defined]  # SQuAD's form
        if asked["answers"]
    ]
    return random.Random(5).sample(found, _PUBLIC)


def _write(name: str, values: dict[str, float]) -> None:
    rounded = {key: round(value, 3) for key, value in values.items()}
    text = json.dumps(rounded, indent=2) + "\n"
    (ROOT / "assistant" / name).write_text(text, encoding="utf-8")
    print(name, text)


if __name__ == "__main__":
    main()
