"""`make golden-support`: the check of sentences, measured on true and altered ones.

Hand-written pairs, of invented facts: sentences that say what a passage says, in other words, and
the same with a wrong number, unit, date, name or city, a negation, a contrary, actors exchanged, or
another document's sentence. Half `a` was used to choose thresholds, half `b` was not. Beside the
check stands what one would otherwise use: the cosine alone, at the threshold best on half `a`.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation import Share
from assistant.verification import Passage, Similarity, Verdict, cosine_by, verify
from ingest.embedding import load_embeddings
from ingest.schema import StoredPage
from ingest.settings import LibrarySettings
from tests.golden.evaluate import shown

PAIRS = Path(__file__).with_name("support.jsonl")


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence, the passage it is held against, and what was altered ("" when nothing was)."""

    half: str
    sentence: str
    passage: Passage
    altered: str


def main() -> None:
    """Print the table of both halves, and what was got wrong."""
    embeddings = load_embeddings(LibrarySettings.from_environment(os.environ))
    pairs = list(read_pairs())
    similarity = cosine_by(embeddings)
    verdicts = judged(pairs, similarity)
    cosines = [similarity(each.sentence, each.passage.text) for each in pairs]
    chosen = max(
        (x / 500 for x in range(350, 500)),
        key=lambda bar: sum(
            (cosine >= bar) == (not pair.altered)
            for pair, cosine in zip(pairs, cosines, strict=True)
            if pair.half == "a"
        ),
    )
    print("| paires | | précision | rappel | altérées, non dites vérifiées |")
    print("| --- | --- | --- | --- | --- |")
    for half, said in (("a", "réglage"), ("b", "contrôle")):
        rows = {
            "Passerelle": [v.support == "supported" for v in verdicts],
            "cosinus seul": [cosine >= chosen for cosine in cosines],
        }
        for name, accepted in rows.items():
            mine = [(p, a) for p, a in zip(pairs, accepted, strict=True) if p.half == half]
            print(f"| {said} ({len(mine)}) | {name} | {' | '.join(_scores(mine))} |")
    missed = Counter(
        f"{pair.half} {pair.altered or 'fidèle'} → {verdict.support}"
        for pair, verdict in zip(pairs, verdicts, strict=True)
        if (verdict.support == "supported") == bool(pair.altered)
    )
    print()
    for what, count in sorted(missed.items()):
        print(f"- {what} : {count}")


def _scores(rows: Sequence[tuple[Pair, bool]]) -> list[str]:
    accepted = [not pair.altered for pair, taken in rows if taken]
    faithful = [taken for pair, taken in rows if not pair.altered]
    altered = [not taken for pair, taken in rows if pair.altered]
    return [shown(Share(sum(each), max(1, len(each)))) for each in (accepted, faithful, altered)]


def judged(pairs: Sequence[Pair], similarity: Similarity) -> list[Verdict]:
    """Check every pair."""
    return [verify(pair.sentence, [pair.passage], similarity) for pair in pairs]


def read_pairs() -> Iterator[Pair]:
    """Read the pairs."""
    for line in PAIRS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        page = StoredPage(row["id"], f"{row['id']}.pdf", row["title"], 1, "1", row["passage"])
        passage = Passage(1, page, 0, len(page.text))
        for sentence in row["supported"]:
            yield Pair(row["half"], sentence, passage, "")
        for kind, sentence in row["altered"].items():
            yield Pair(row["half"], sentence, passage, kind)


if __name__ == "__main__":
    main()
