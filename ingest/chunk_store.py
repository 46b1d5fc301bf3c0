"""The chunks of a library: what they say, their vectors, and which of them hold some words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ingest import terms
from ingest.database import Database
from ingest.entry import Vectors
from ingest.schema import StoredChunk

_CHUNKS = " FROM chunks c JOIN pages p ON p.key = c.page JOIN visible d ON d.key = p.document"
_STORED_CHUNK = (
    "SELECT c.id, d.id, d.file, d.title, p.number, p.label, c.start, c.end,"
    f" substr(p.text, c.start + 1, c.end - c.start), d.unit, p.ocr, c.section{_CHUNKS}"
)


class ChunkStore:
    """The chunks in a library's file; usable from several threads. Raises LibraryDamaged."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stored(self, ids: Sequence[str]) -> dict[str, StoredChunk]:
        """Return the visible chunks among those ids, by id."""
        rows = self._database.among(_STORED_CHUNK + " WHERE c.id IN ({})", ids)
        return {row[0]: _chunk(row) for row in rows}

    def ids(self, document: str | None = None) -> list[str]:
        """Return the ids of every visible chunk, or of one document's, in order."""
        rows = self._database.rows(
            f"SELECT c.id{_CHUNKS} WHERE ?1 IS NULL OR d.id = ?1 ORDER BY c.key", [document]
        )
        return [row[0] for row in rows]

    def count(self, documents: Sequence[str] | None = None) -> int:
        """Return how many chunks are visible, of all documents or of those of some ids."""
        where, values = within(documents)
        return int(self._database.value(f"SELECT count(*){_CHUNKS}{where}", values))

    def indexed(self) -> int:
        """Return of how many chunks `document_frequencies` tells: all, visible or not."""
        return int(self._database.value("SELECT count(*) FROM chunks"))

    def vectors(self, ids: Sequence[str]) -> Vectors:
        """Return those chunks' vectors, of shape (ids, dimension), in the order given."""
        rows = self._database.among("SELECT id, vector FROM chunks WHERE id IN ({})", ids)
        found = {row[0]: np.frombuffer(row[1], np.float32) for row in rows}
        return np.stack([found[each] for each in ids]) if ids else np.zeros((0, 0), np.float32)

    def all_vectors(self, documents: Sequence[str] = ()) -> tuple[list[str], Vectors]:
        """Return the ids of the visible chunks and their vectors, of shape (ids, dimension).

        Only those of those documents, if any are given.
        """
        chosen = " WHERE d.id IN ({})" if documents else ""
        query = f"SELECT c.id, c.vector{_CHUNKS}{chosen}"
        database = self._database
        rows = list(database.among(query, documents) if documents else database.rows(query))
        if not rows:
            return [], np.zeros((0, 0), np.float32)
        joined = b"".join(row[1] for row in rows)
        return [row[0] for row in rows], np.frombuffer(joined, np.float32).reshape(len(rows), -1)

    def tokens(self, ids: Sequence[str]) -> dict[str, bytes]:
        """Return those chunks' packed token vectors, by id; only the chunks that have them."""
        rows = self._database.among(
            "SELECT c.id, t.tokens FROM chunks c JOIN chunk_tokens t ON t.chunk = c.key"
            " WHERE c.id IN ({})",
            ids,
        )
        return {row[0]: row[1] for row in rows}

    def keyword_search(
        self, stems: Sequence[str], limit: int, documents: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return (chunk id, BM25) of the best chunks that hold any of the stems, best first.

        Of all documents, or of those of some ids. Higher is better; SQLite's bm25() with k1 = 1.2,
        b = 0.75 (https://www.sqlite.org/fts5.html#the_bm25_function).
        """
        if not stems:
            return []
        query = " OR ".join(f'"{word}"' for word in dict.fromkeys(terms.encoded(stems)))
        where, values = within(documents)
        # While a reindexing goes on, the chunks that it makes are there, and not to be seen.
        hidden = "SELECT 1 FROM documents WHERE key NOT IN (SELECT key FROM visible)"
        narrow = documents is not None or self._database.value(f"{hidden} LIMIT 1")
        only = f" AND rowid IN (SELECT c.key{_CHUNKS}{where})" if narrow else ""
        rows = self._database.rows(
            "SELECT c.id, -s.rank FROM (SELECT rowid, rank FROM chunk_stems"
            f" WHERE chunk_stems MATCH ?{only} ORDER BY rank LIMIT ?) s"
            " JOIN chunks c ON c.key = s.rowid JOIN pages p ON p.key = c.page"
            " JOIN visible d ON d.key = p.document ORDER BY s.rank",
            [query, *values, limit],
        )
        return [(row[0], row[1]) for row in rows]

    def document_frequencies(self, stems: Sequence[str]) -> dict[str, int]:
        """Return in how many of the `indexed` chunks each stem occurs."""
        coded = dict(zip(terms.encoded(stems), stems, strict=True))
        rows = self._database.among(
            "SELECT term, doc FROM chunk_vocabulary WHERE term IN ({})", coded
        )
        return dict.fromkeys(stems, 0) | {coded[row[0]]: row[1] for row in rows}

    def pages_holding(self, stems: Sequence[str]) -> dict[str, int]:
        """Return on how many pages of each document those stems follow each other."""
        # Counted before they are joined to their documents: a third less time.
        rows = self._database.rows(
            "SELECT d.id, h.pages FROM (SELECT p.document, count(*) AS pages FROM pages p"
            " WHERE p.key IN (SELECT page FROM chunks WHERE key IN"
            " (SELECT rowid FROM chunk_stems WHERE chunk_stems MATCH ?)) GROUP BY p.document) h"
            " JOIN visible d ON d.key = h.document",
            [f'"{" ".join(terms.encoded(stems))}"'],
        )
        return {row[0]: row[1] for row in rows}


def within(documents: Sequence[str] | None) -> tuple[str, list[str]]:
    """Return the condition that a row's document `d` is among those ids, and its values."""
    if documents is None:
        return "", []
    return f" WHERE d.id IN ({','.join('?' * len(documents))})", list(documents)


def _chunk(row: Any) -> StoredChunk:
    return StoredChunk(*(*row[:-2], bool(row[-2]), row[-1]))
