"""`make golden-dialogues`: how often a second turn is understood, by the way it leans on the first.

Two-turn dialogues: those on the starter collection (`a` served to write the rules, `b` did not) and
those on invented reports, written by others and run once before the rules were mended on half of
them. A second turn is understood when the words that prove its answer are shown; it is asked alone
too, to tell what the first turn brings.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.evaluation import plain
from assistant.schema import Answer
from ingest.settings import LibrarySettings
from tests.conftest import CORPUS, add_all, opened
from tests.golden import invented, written


def main() -> None:
    """Print the shares, by set and kind of leaning."""
    cache = LibrarySettings().cache
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        on_invented = "dialogues-invented"
        add_all(home / "starter", cache, CORPUS)
        made = invented.documents(home / "pdf", written.sheets(on_invented))
        add_all(home / "invented", cache, *made)
        for half in ("a", "b"):
            asked = [r for r in written.rows(f"dialogues-{half}") if r["library"] == "starter"]
            report(f"starter, {half}", opened(home / "starter", cache), asked)
        report("invented", opened(home / "invented", cache), written.rows(on_invented))


def report(name: str, assistant: Assistant, asked: Sequence[dict[str, Any]]) -> None:
    """Ask a set's dialogues, and print what was understood."""
    shown: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for row in asked:
        before = assistant.ask(row["first"])
        right = holds(assistant.ask(row["then"], history=[before]), row["gold"])
        without = holds(assistant.ask(row["then"]), row["gold"])
        told = {"all": right, "without the first turn": without, row.get("kind", ""): right}
        for kind, held in told.items():
            every[kind] += 1
            shown[kind] += held
    assistant.close()
    print(f"### {name}: {len(asked)} dialogues")
    for kind, count in every.items():
        if kind:
            print(f"{kind}: {shown[kind]}/{count} ({shown[kind] / count:.2f})")


def holds(given: Answer, gold: str) -> bool:
    """Say whether the answer shows the words that prove it."""
    return plain(gold) in plain(" ".join(each.text for each in given.sentences))


if __name__ == "__main__":
    main()
