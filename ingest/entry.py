"""A document on its way into the library's tables: what is written of it, row by row."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from ingest import concordance, terms
from ingest.schema import Chunk, Format, Metadata, Page, Unit

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Entry:
    """A document ready to be published: everything of it, vectors one row a chunk.

    `tokens` are each chunk's token vectors, packed.
    """

    id: str
    file: str
    title: str
    metadata: Metadata
    sha256: str
    size: int
    pages: Sequence[Page]
    chunks: Sequence[Chunk]
    vectors: Vectors
    fingerprint: str
    format: Format = "pdf"
    unit: Unit = "page"
    tokens: Sequence[bytes] = ()


def insert(run: sqlite3.Connection, entry: Entry) -> None:
    """Write a document, its pages and its chunks, and index their words."""
    added = datetime.now(UTC).isoformat(timespec="seconds")
    meta = entry.metadata
    values = [entry.id, entry.fingerprint, entry.file, entry.title, meta.author, meta.date]
    values += [entry.format, entry.unit]
    document = run.execute(
        "INSERT INTO documents (id, fingerprint, file, title, author, date, format, unit, sha256,"
        " size, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*values, entry.sha256, entry.size, added],
    ).lastrowid
    keys: dict[int, int | None] = {}
    following = [page.text for page in entry.pages[1:]]
    for page, after in zip(entry.pages, [*following, ""], strict=False):
        origins = zlib.compress(page.origins.tobytes(), 6)
        keys[page.number] = run.execute(
            "INSERT INTO pages (document, number, label, text, origins, unreadable, ocr)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            [document, page.number, page.label, page.text, origins, page.unreadable, page.ocr],
        ).lastrowid
        concordance.index_page(run, keys[page.number], page.text, after)
    tokens: Sequence[bytes | None] = entry.tokens or [None] * len(entry.chunks)
    for chunk, vector, packed in zip(entry.chunks, entry.vectors, tokens, strict=True):
        key = run.execute(
            "INSERT INTO chunks (id, page, start, end, section, vector) VALUES (?, ?, ?, ?, ?, ?)",
            [
                chunk.id,
                keys[chunk.page],
                chunk.start,
                chunk.end,
                chunk.section,
                vector.tobytes(),
            ],
        ).lastrowid
        if packed is not None:
            run.execute("INSERT INTO chunk_tokens (chunk, tokens) VALUES (?, ?)", [key, packed])
        index_words(run, "chunk_stems", key, terms.indexed_stems(chunk.text))


def index_words(run: sqlite3.Connection, index: str, key: int | None, words: str) -> None:
    """Write the words of a row into a full-text index."""
    run.execute(f"INSERT INTO {index} (rowid, words) VALUES (?, ?)", [key, words])
