"""Invented French reports on international cooperation, written for this project, and questions.

Opinions of regional councils, guides, minutes, evaluations: what the assistant is for, of which few
may be published. Nothing in them is true. The questions of `more-invented.jsonl` can be taught to
the model; those of `unseen-invented.jsonl` and `unseen-invented-more.jsonl`, on five other reports,
only measure, as those of `alone.jsonl` do.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.evaluation import Gold, Question, plain
from ingest.library import Library
from tests.golden import open_sets

TEXTS = Path(__file__).with_name("invented")


def documents(folder: Path, wanted: Container[str] | None = None) -> list[Path]:
    """Typeset each report as a PDF, or those of these names alone."""
    made = []
    for path in sorted(TEXTS.glob("*.txt")):
        if wanted is None or path.stem in wanted:
            title, text = path.read_text(encoding="utf-8").split("\n", 1)
            made.append(open_sets.document(folder / f"{path.stem}.pdf", title, text.strip()))
    return made


def placed(library: Library, asked: Sequence[Question]) -> Iterator[Question]:
    """Yield the questions with the page that holds their answer, where typesetting put it."""
    pages = [
        (each.file, number, plain(library.stored_page(each.id, number).text))
        for each in library.documents()
        for number in range(1, each.pages + 1)
    ]
    for question in asked:
        held = {
            Gold(file, number, gold.text)
            for gold in question.gold
            for file, number, text in pages
            if file == gold.file and gold.text in text
        }
        if held or not question.gold:
            yield replace(question, gold=tuple(held))
