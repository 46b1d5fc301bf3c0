"""What the built-in model and the cross-encoder are taught from: questions, their passage, others.

The others are those that retrieval takes for it, with the model as taught before. Questions are
ours on administrative sheets, invented reports, documents of many kinds and the reports, and those
of the open sets, of which the articles held out for measuring are left out.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.cross_reading import sentences_of
from assistant.evaluation import UNANSWERABLE, Question, plain, read_questions
from assistant.retrieval import retrieve
from ingest.cross_encoder import Sentences
from ingest.schema import StoredChunk
from ingest.workshop import Workshop
from tests.conftest import CORPUS, SHARED, add_all, opened
from tests.golden import invented, kinds, open_sets, sheets, written
from tests.golden.evaluate import HERE

_READ, _HARDEST = 60, 20
# So many questions on one library are asked of another, that cannot answer.
_ELSEWHERE = 860
_PUBLIC = {"piaf-half.json": 600, "cnil-squad.json": 150}


@dataclass(frozen=True, slots=True)
class Passage(Sentences):
    """What is embedded of a chunk, and its id."""

    id: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage that answers it, in which sentence, and what is taken for it.

    `answering` are the ids of all passages that answer it: none of them counts as another.
    """

    question: str
    right: Passage
    sentence: int | None
    others: tuple[Passage, ...]
    answering: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trap:
    """A question that no text answers, and the passages nearest to it."""

    question: str
    near: tuple[Passage, ...]


def examples(
    folder: Path, cache: Path, *, reports: bool = True, more: bool = False
) -> Iterator[Example | Trap]:
    """Yield the examples and traps, each found in a library made of its own documents.

    Without questions on the reports, or with more than twice as many questions, when asked; those
    of `of_many_kinds` come apart.
    """
    made = sheets.documents(cache, folder / "pdf")
    sets: list[tuple[str, Sequence[Path], Sequence[Question]]] = [
        ("sheets", made, written.questions("training-sheets"))
    ]
    if more:
        made = sheets.documents(cache, folder / "pdf-more", "more-sheets")
        sets.append(("more-sheets", made, written.questions("more-sheets")))
        made = invented.documents(folder / "pdf-invented", written.sheets("more-invented"))
        sets.append(("invented", made, written.questions("more-invented")))
    for name, count in _PUBLIC.items():
        drawn = random.Random(0).sample(list(open_sets.questions(name)), count)
        sets.append((name, open_sets.documents(name, folder / f"pdf-{name}"), drawn))
    if reports:
        normal = SHARED / "reports" / "normal"
        names = ("training-reports", "more-reports") if more else ("training-reports",)
        asked = [each for name in names for each in read_questions(HERE / f"{name}.jsonl")]
        sets.append(("reports", [normal], asked))
        sets.append(("starter", [CORPUS], read_questions(HERE / "training-starter.jsonl")))
    for name, paths, questions in sets:
        yield from _of_a_library(folder / name, cache, paths, questions)


def of_many_kinds(
    folder: Path, cache: Path, wanted: Collection[str], *, reports: bool = True
) -> dict[str, list[Example | Trap]]:
    """Return the wanted parts on documents printed by Chromium, without those kept to choose.

    Hard ones, as who has not read a document asks; easy ones, in its own words; English ones; both
    on short documents, and terse answers to what is asked in other words; on long ones whose parts
    are alike, on those of other tones, on tables; traps that have nothing to do with the library
    asked, or that another answers. With those asked of the reports page by page, where asked.
    """
    hard, foreign = (written.questions(f"training-{name}") for name in ("varied", "foreign"))
    elsewhere = [replace(each, kind="near", gold=()) for each in hard[:: len(hard) // _ELSEWHERE]]
    # The home of each part's documents, and its questions.
    every: dict[str, tuple[str, Sequence[Question]]] = {
        "hard": ("varied", hard),
        "easy": ("varied", written.questions("training-easy")),
        "english": ("varied", written.questions("training-english")),
        "far": ("short", [*elsewhere, *foreign]),
    }
    for name in ("short", "terse", "long", "genres", "tables"):
        every[name] = (name, written.questions(f"training-{name}"))
    if reports:
        every["pages"] = ("pages", read_questions(HERE / "training-pages.jsonl"))
    asked = {name: part for name, part in every.items() if name in wanted}
    homes = {home for home, _ in asked.values()}
    if "terse" in homes:  # beside the other short ones: something is to be taken for the answer
        homes.add("short")
    printed: dict[str, Sequence[Path]] = {
        each.name: kinds.documents(folder / f"pdf-{each.name}", each)
        for each in kinds.TEACHING
        if each.name in homes
    }
    if "terse" in homes:
        printed["terse"] = [*printed["terse"], *printed["short"]]
    printed["pages"] = [SHARED / "reports" / "normal"]
    return {
        name: list(_of_a_library(folder / home, cache, printed[home], questions))
        for name, (home, questions) in asked.items()
    }


def endless(items: list[Any], draw: random.Random) -> Iterator[Any]:
    """Yield all items again and again, shuffled each time."""
    while True:
        draw.shuffle(items)
        yield from items


def _of_a_library(
    home: Path, cache: Path, paths: Sequence[Path], questions: Sequence[Question]
) -> Iterator[Example | Trap]:
    add_all(home, cache, *paths)
    assistant = opened(home, cache)
    for question in questions:
        if example := _example(assistant._workshop, question):
            yield example
    assistant.close()


def _example(workshop: Workshop, question: Question) -> Example | Trap | None:
    chunks = [hit.chunk for hit in retrieve(workshop, question.text, _READ)]
    if question.kind in UNANSWERABLE:
        return Trap(question.text, tuple(_passage(each) for each in chunks[:_HARDEST]))
    right = [each for each in chunks if _on_gold(each, question)]
    holding = [each for each in right if _held(each.text, question)]
    if not holding:
        return None
    answering = frozenset(each.id for each in (right if question.gold[0].page else holding))
    others = [_passage(each) for each in chunks if each.id not in answering][:_HARDEST]
    chosen = _passage(holding[0])
    held = [_held(chosen.text[slice(*span)], question) for span in chosen.spans]
    sentence = held.index(True) if True in held else None
    return Example(question.text, chosen, sentence, tuple(others), answering)


def _on_gold(chunk: StoredChunk, question: Question) -> bool:
    places = {(gold.file, gold.page) for gold in question.gold}
    return bool({(chunk.file, chunk.page), (chunk.file, 0)} & places)


def _held(text: str, question: Question) -> bool:
    return any(gold.text in plain(text) for gold in question.gold)


def _passage(chunk: StoredChunk) -> Passage:
    read = sentences_of(chunk.title, chunk.text)
    return Passage(read.text, read.spans, chunk.id)
