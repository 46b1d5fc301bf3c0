"""A document on its way into the library's tables: what is written of it, row by row."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from ingest import concordance, running, terms
from ingest.schema import Box, Chunk, Format, Metadata, Page, Unit

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
    # Files given together enter within a second, and « le dernier » is one of them.
    added = datetime.now(UTC).isoformat(timespec="milliseconds")
    meta = entry.metadata
    told = [entry.id, entry.fingerprint, entry.file, entry.title, meta.author, meta.date]
    told += [entry.format, entry.unit]
    document = run.execute(
        "INSERT INTO documents (id, fingerprint, file, title, author, date, format, unit, sha256,"
        " size, added) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*told, entry.sha256, entry.size, added],
    ).lastrowid
    keys: dict[int, int | None] = {}
    following = [page.text for page in entry.pages[1:]]
    for page, after in zip(entry.pages, [*following, ""], strict=False):
        values = [page.number, page.label, page.text, zlib.compress(page.origins.tobytes(), 6)]
        keys[page.number] = run.execute(
            "INSERT INTO pages (document, number, label, text, origins, unreadable, ocr, boxes,"
            " sections, notes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                document,
                *values,
                page.unreadable,
                page.ocr,
                pack_boxes(page.boxes),
                json.dumps(page.sections, ensure_ascii=False),
                page.notes,
            ],
        ).lastrowid
        concordance.index_page(run, keys[page.number], page.text, after, page.notes)
    running.keep(run, document, entry.pages, entry.unit)
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


def pack_boxes(boxes: Sequence[Box] | None) -> bytes | None:
    """Return boxes as the library keeps them: compressed float32, four a box."""
    if boxes is None:
        return None
    sides = [(box.left, box.top, box.right, box.bottom) for box in boxes]
    return zlib.compress(np.array(sides, np.float32).tobytes(), 6)


def unpack_boxes(packed: bytes | None) -> tuple[Box, ...] | None:
    """Return the boxes that `pack_boxes` packed."""
    if packed is None:
        return None
    sides = np.frombuffer(zlib.decompress(packed), np.float32).reshape(-1, 4)
    return tuple(Box(*box) for box in sides.tolist())


def index_words(run: sqlite3.Connection, index: str, key: int | None, words: str) -> None:
    """Write the words of a row into a full-text index."""
    run.execute(f"INSERT INTO {index} (rowid, words) VALUES (?, ?)", [key, words])
