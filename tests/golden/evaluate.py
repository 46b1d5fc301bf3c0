"""`make golden`: how often the right page comes first, and the answer's words are shown.

Two halves of 75 questions over different reports: `reports-a` was used to choose weights and
thresholds, `reports-b` was not. Beside Passerelle stand the two searches that it fuses, alone, over
the same chunks in the same run.
"""

from __future__ import annotations

import json
import math
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.retrieval import retrieve
from assistant.schema import Hit
from ingest import french
from ingest.settings import LibrarySettings
from tests.conftest import SHARED, add_all, opened

HERE = Path(__file__).parent
HALVES = {"reports-a (réglage)": "reports-a.jsonl", "reports-b (contrôle)": "reports-b.jsonl"}


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `gold` holds (file, page, words) and is empty where there is no answer."""

    text: str
    kind: str
    gold: tuple[tuple[str, int, str], ...]


def main() -> None:
    """Ingest the normal reports in a fresh home, ask every question, print the tables."""
    if not (SHARED / "reports").is_dir():
        print(f"no real reports here ({SHARED}); set PASSERELLE_TEST_SHARED")
        return
    cache = LibrarySettings().cache
    with tempfile.TemporaryDirectory() as home:
        add_all(Path(home), cache, SHARED / "reports" / "normal")
        assistant = opened(Path(home), cache)
        for name, file in HALVES.items():
            print(f"\n### {name}\n")
            for line in scores(assistant, read_questions(HERE / file)):
                print(line)
        assistant.close()


def read_questions(path: Path) -> list[Question]:
    """Read a file of questions, one JSON object a line."""
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row: dict[str, Any] = json.loads(line)
        gold = tuple((g["file"], g["page"], plain(g["text"])) for g in row["gold"])
        found.append(Question(row["question"], row["kind"], gold))
    return found


def scores(assistant: Assistant, questions: Sequence[Question]) -> list[str]:
    """Return the lines of a Markdown table; intervals are Wilson's, at 95 %."""
    asked = [each for each in questions if each.gold]
    lines = ["| page trouvée | @1 | @3 | @5 |", "| --- | --- | --- | --- |"]
    searches: dict[str, Callable[[str], list[Hit]]] = {
        "Passerelle": lambda text: assistant.search(text, 30),
        "e5 seul": lambda text: _by(assistant, text, lambda hit: hit.similarity),
        "BM25 seul": lambda text: _by(assistant, text, lambda hit: hit.keyword),
    }
    for name, search in searches.items():
        found = [_rank(search(each.text), each) for each in asked]
        shares = (share(sum(rank <= k for rank in found), len(found)) for k in (1, 3, 5))
        lines.append(f"| {name} | {' | '.join(shares)} |")
    held, seconds = [], []
    for each in asked:
        started = time.perf_counter()
        answer = assistant.ask(each.text)
        seconds.append(time.perf_counter() - started)
        held.append(
            [
                any((c.file, c.page) == g[:2] and g[2] in plain(c.quote) for g in each.gold)
                for c in answer.citations
            ]
        )
    lines += ["", "| réponse | |", "| --- | --- |"]
    for words, count in (("le premier extrait", 1), ("les deux premiers", 2), ("tous", 4)):
        good = sum(any(row[:count]) for row in held)
        lines.append(f"| les mots attendus dans {words} | {share(good, len(held))} |")
    for kind, words in (
        ("off", "hors sujet déclinées"),
        ("near", "proches sans réponse déclinées"),
    ):
        these = [each for each in questions if each.kind == kind]
        declined = sum(assistant.ask(each.text).abstained is not None for each in these)
        lines.append(f"| {words} | {share(declined, len(these))} |")
    refused = sum(not row for row in held)
    lines.append(f"| avec réponse, déclinées à tort | {share(refused, len(held))} |")
    seconds.sort()
    lines.append(f"| secondes, médiane | {seconds[len(seconds) // 2]:.2f} |")
    return lines


def share(good: int, total: int) -> str:
    """Write a share with Wilson's 95 % interval (https://doi.org/10.2307/2276774)."""
    p, z = good / total, 1.96
    centre = (p + z * z / (2 * total)) / (1 + z * z / total)
    spread = z * math.sqrt(p * (1 - p) / total + z * z / (4 * total**2)) / (1 + z * z / total)
    return f"{p:.2f} [{centre - spread:.2f}, {centre + spread:.2f}]"


def plain(text: str) -> str:
    """Return the text without white space, hyphens, case and accents: quotes compare so."""
    return re.sub(r"[\s\-]+", "", french.fold(text))


def _by(assistant: Assistant, text: str, key: Callable[[Hit], float]) -> list[Hit]:
    return sorted(retrieve(assistant._workshop, text, 200), key=key, reverse=True)


def _rank(hits: Sequence[Hit], question: Question) -> int:
    pages = dict.fromkeys((hit.chunk.file, hit.chunk.page) for hit in hits)
    right = {(file, page) for file, page, _ in question.gold}
    return next((n for n, page in enumerate(pages, start=1) if page in right), 10**6)


if __name__ == "__main__":
    main()
