"""Where documents are worked on: what is opened once, and what adding and reindexing share.

A draft's unreadable pages go through OCR, its chunks through the model; meanwhile the reader's
process is at the next file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ingest import chunking, embedding, scans, token_vectors
from ingest.embedding import SentenceEmbeddings
from ingest.entry import Entry
from ingest.library import Library
from ingest.reader import Draft, Reader, Request
from ingest.settings import LibrarySettings
from ingest.vectors import VectorIndex

Stage = Literal["reading", "ocr", "embedding", "published"]


@dataclass(frozen=True, slots=True)
class Step:
    """How far one file is: `done` of `total` pages while reading and in OCR, else chunks."""

    file: str
    stage: Stage
    done: int = 0
    total: int = 0


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Workshop:
    """What adding needs, opened once."""

    settings: LibrarySettings
    library: Library
    index: VectorIndex
    embeddings: SentenceEmbeddings


def open_workshop(settings: LibrarySettings, *, any_model: bool = False) -> Workshop:
    """Open the library of the settings, its index and its model (loaded when first used).

    Raises ModelMismatch unless `any_model`, LibraryDamaged, LibraryTooNew, DiskFull.
    """
    wanted = embedding.fingerprint(settings)
    library = Library(settings.home, None if any_model else wanted)
    index = VectorIndex(library, wanted)
    return Workshop(settings, library, index, embedding.load_embeddings(settings))


@dataclass(frozen=True, slots=True)
class ReadingAhead:
    """The reader's process, and the thread that waits for it."""

    reader: Reader
    thread: ThreadPoolExecutor


@contextmanager
def reading_ahead() -> Iterator[ReadingAhead]:
    """Lend the reader's process, and a thread to wait for it; both end with the block."""
    reader, thread = Reader(), ThreadPoolExecutor(1, thread_name_prefix="reading")
    try:
        yield ReadingAhead(reader, thread)
    finally:
        reader.close()  # what it was reading then ends, and with it what waits in the thread
        thread.shutdown(cancel_futures=True)


def request_for(
    workshop: Workshop, data: bytes, file: str, sha256: str, password: str = ""
) -> Request:
    """Return what the reader is asked for."""
    settings = workshop.settings
    wanted = embedding.fingerprint(settings)
    return Request(data, file, chunking.document_id(sha256), wanted, password, settings)


def look(
    workshop: Workshop, draft: Draft, file: str, sha256: str, data: bytes, progress: Progress
) -> Draft:
    """Read a draft's unreadable pages by OCR, where it can be had."""

    def tell(done: int, total: int) -> None:
        progress(Step(file, "ocr", done, total))

    request = request_for(workshop, draft.opened or data, file, sha256)
    return scans.with_ocr(draft, request, tell)


def embed(workshop: Workshop, draft: Draft, file: str, sha256: str, progress: Progress) -> Entry:
    """Return a draft with its chunks' vectors and their tokens', ready to be published."""
    total, embedded = len(draft.chunks), 0

    def tell(count: int) -> None:
        nonlocal embedded
        embedded += count
        progress(Step(file, "embedding", embedded, total))

    progress(Step(file, "embedding", 0, total))
    texts = [embedding.passage(draft.title, chunk.text) for chunk in draft.chunks]
    found: dict[int, tuple[NDArray[np.float32], bytes]] = {}
    for index, each in workshop.embeddings.encode_with_tokens(texts, tell):
        # Spans count from the chunk's start: the title before it, which is no part of the page,
        # lies below 0.
        spans = np.array(each.tokens.spans, np.int64).reshape(-1, 2)
        spans -= len(texts[index]) - len(draft.chunks[index].text)
        found[index] = each.vector, token_vectors.pack(each.tokens.vectors, spans)
    ordered = [found[index] for index in range(total)]
    rows = np.stack([vector for vector, _ in ordered]) if ordered else np.zeros((0, 0), np.float32)
    return Entry(
        chunking.document_id(sha256),
        file,
        draft.title,
        draft.metadata,
        sha256,
        0,
        draft.pages,
        draft.chunks,
        np.ascontiguousarray(rows, dtype=np.float32),
        embedding.fingerprint(workshop.settings),
        draft.format,
        draft.unit,
        [packed for _, packed in ordered],
    )
