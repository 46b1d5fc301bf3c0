"""`make bench-ask`: how long a question takes in a library of 10,000 chunks, on one thread.

The starter collection is copied, chunk by chunk, vectors jittered, until the library holds as many;
then the starter's golden questions are asked, the first few to warm up. Processor milliseconds
stay true on a busy machine, the others do not.
"""

from __future__ import annotations

import dataclasses
import sys
import tempfile
import time
from array import array
from pathlib import Path
from uuid import uuid4

import numpy as np

from assistant.assistant import Assistant
from assistant.evaluation import read_questions
from assistant.settings import AssistantSettings
from ingest.embedding import unit
from ingest.entry import Entry
from ingest.schema import Chunk, Metadata, Page
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop
from tests.conftest import CORPUS, add_all
from tests.golden.evaluate import HERE

_WARMING = 5


def main(chunks: int = 10_000) -> None:
    """Fill a library, ask, print the median and the 95th percentile."""
    with tempfile.TemporaryDirectory() as home:
        settings = LibrarySettings(home=Path(home), cache=LibrarySettings().cache, threads=1)
        add_all(Path(home), settings.cache, CORPUS)
        assistant = Assistant.open(AssistantSettings(settings))
        multiply(assistant._workshop, chunks)
        print(f"{assistant._workshop.library.chunks.count()} chunks, one thread")
        questions = [each.text for each in read_questions(HERE / "starter.jsonl") if each.gold]
        for text in questions[:_WARMING]:
            assistant.ask(text)
        for name, run in (("search", assistant.search), ("ask", assistant.ask)):
            for kind, clock in (("", time.perf_counter), (" of processor", time.process_time)):
                seconds = []
                for text in questions[_WARMING:]:
                    started = clock()
                    run(text)
                    seconds.append(clock() - started)
                seconds.sort()
                median, slow = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.95)]
                told = f"median {median * 1000:.0f} ms, 95th percentile {slow * 1000:.0f} ms"
                print(f"{name}: {told}{kind}", flush=True)
        assistant.close()


def multiply(workshop: Workshop, wanted: int) -> None:
    """Publish copies of the library's chunks until it holds as many as wanted."""
    library = workshop.library
    held = library.chunks
    ids = held.ids()
    stored, vectors, tokens = held.stored(ids), held.vectors(ids), held.tokens(ids)
    drawn = np.random.default_rng(0)
    copies = 1
    while copies * len(ids) < wanted:
        copies += 1
        name, pages, chunks = f"copie-{copies}", [], []
        for number, each in enumerate(ids, start=1):
            # Other stems than the original's, so that words stay as rare as in a real library.
            text = " ".join(
                word if drawn.random() < 0.3 else f"{word}{copies}"
                for word in stored[each].text.split()
            )
            pages.append(Page(number, str(number), text, array("i", [-1]) * len(text)))
            chunks.append(Chunk(str(uuid4()), number, 0, len(text), text))
        jittered = unit(vectors + 0.02 * drawn.standard_normal(vectors.shape))
        entry = Entry(
            str(uuid4()), name, name, Metadata(), name, 0, pages, chunks, jittered,
            library.fingerprint, tokens=[tokens[each] for each in ids],
        )  # fmt: skip
        entry = dataclasses.replace(entry, sha256=entry.id)
        library.publish(entry)


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
