"""`make golden-alone`: questions that name nothing, asked of one report alone in its library.

Whoever has just received a report adds it and asks « ça ouvre quand ? ». Written by others on
seventeen invented reports: on twelve of them (`chosen`) was chosen how much lower the margin of
`abstention` may be where few passages are searched; on the other five (`kept`), which the model was
taught nothing of, nothing was. Foreign questions of the golden sets are asked too, forty of each.
"""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path

from assistant.evaluation import Share, read_questions
from ingest.settings import LibrarySettings
from tests.conftest import add_all, opened
from tests.golden import invented, written
from tests.golden.dialogues import holds
from tests.golden.evaluate import HERE, SETS, shown

_FOREIGN = 40


def main() -> None:
    """Print for each half what is declined of each kind, and how often the answer is shown."""
    cache = LibrarySettings().cache
    foreign = [
        each.text
        for name in SETS
        for each in read_questions(HERE / f"{name}.jsonl")
        if each.kind == "off"
    ]
    draw = random.Random(1)
    told: Counter[tuple[str, str, bool]] = Counter()
    rows = written.rows("alone")
    with tempfile.TemporaryDirectory() as folder:
        for path in invented.documents(Path(folder) / "pdf", written.sheets("alone")):
            of_it = [row for row in rows if row["sheet"] == path.stem]
            half = of_it[0]["half"]
            add_all(Path(folder) / path.stem, cache, path)
            assistant = opened(Path(folder) / path.stem, cache)
            for row in of_it:
                answer = assistant.ask(row["question"])
                told[half, f"{row['kind']}, declined", answer.abstained is not None] += 1
                if "text" in row:
                    told[half, "fact, shown", holds(answer, row["text"])] += 1
            for question in draw.sample(foreign, _FOREIGN):
                refused = assistant.ask(question).abstained
                told[half, "off, declined", refused is not None] += 1
            assistant.close()
    for half, what in sorted({(half, what) for half, what, _ in told}):
        yes, no = told[half, what, True], told[half, what, False]
        print(f"{half}: {what} {shown(Share(yes, yes + no))} of {yes + no}")


if __name__ == "__main__":
    main()
