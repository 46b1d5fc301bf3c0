"""English questions asked of French documents, by people who do not know the documents' words.

The other sets hold 137 English questions that have an answer, too few to choose anything by. These
are over the starter collection, real reports, invented ones and documents of other kinds, each
asked in its own library. `english` may be looked at and chooses; `english-unseen`, on other
documents, only measures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from assistant.evaluation import Gold, Question, Scores, Share, plain
from ingest.library import Library
from tests.conftest import CORPUS, SHARED
from tests.golden import invented, kinds, written

NAMES = ("english", "english-unseen")
REPORTS = SHARED / "reports" / "normal"
FOLDERS = (CORPUS, REPORTS, invented.TEXTS, kinds.PAGES)
_MADE = {"*.txt": invented.TEXTS, "*.html": kinds.PAGES, "*.pdf": CORPUS}


def questions(name: str, folder: Path) -> list[Question]:
    """Return a set's questions on a folder's documents; page 0 for what typesetting places."""
    return [
        Question(
            f"{name}-{place}",
            row["question"],
            row["language"],
            row["kind"],
            (Gold(f"{row['sheet']}.pdf", row.get("page", 0), plain(row["text"])),)
            if "text" in row
            else (),
            tuple(row.get("history", ())),
        )
        for place, row in enumerate(written.rows(name))
        if folder_of(row["sheet"]) == folder
    ]


def folder_of(sheet: str) -> Path:
    """Return the folder of a document; the real reports are not here to be looked for."""
    return _folders().get(sheet, REPORTS)


@cache
def _folders() -> dict[str, Path]:
    return {path.stem: folder for kind, folder in _MADE.items() for path in folder.glob(kind)}


def placed(library: Library, asked: Sequence[Question]) -> Iterator[Question]:
    """Yield the questions with the pages that hold their answers, where none is told."""
    found = {each.id: each for each in kinds.placed(library, asked)}
    for each in asked:
        told = any(gold.page for gold in each.gold)
        yield each if told else replace(each, gold=found[each.id].gold)


def pooled(parts: Sequence[Scores]) -> Scores:
    """Return what a set gave over several libraries as one; seconds are the slowest library's."""
    shares = {
        name: Share(
            sum(each.shares[name].good for each in parts),
            sum(each.shares[name].total for each in parts),
        )
        for name in parts[0].shares
    }
    ranked = [each.shares["page_recall@1"].total for each in parts]
    ranks = sum(each.reciprocal_rank * total for each, total in zip(parts, ranked, strict=True))
    return Scores(
        shares,
        ranks / max(1, sum(ranked)),
        max(each.median_seconds for each in parts),
        max(each.slow_seconds for each in parts),
    )
