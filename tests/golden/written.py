"""Questions written for this project on texts typeset as PDFs: sheets, invented reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.evaluation import Gold, Question, plain


def rows(name: str) -> list[dict[str, Any]]:
    """Return a set's lines: a question, or a dialogue, and the name of its text in `sheet`."""
    path = Path(__file__).with_name(f"{name}.jsonl")
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def sheets(name: str) -> set[str]:
    """Return the names of the texts that a set's lines are on."""
    return {row["sheet"] for row in rows(name)}


def questions(name: str) -> list[Question]:
    """Return a set's questions, answered on some page of a PDF; those of kind "near" nowhere."""
    return [
        Question(
            f"{row.get('sheet', name)}-{place}",
            row["question"],
            row["language"],
            row["kind"],
            (Gold(f"{row['sheet']}.pdf", 0, plain(row["text"])),) if "text" in row else (),
        )
        for place, row in enumerate(rows(name))
    ]
