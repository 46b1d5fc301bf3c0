"""The Chroma collection: an index over the library's vectors that can always be built again.

Nothing lives here that the library's SQLite file does not hold. The only file that imports
chromadb and langchain_chroma. Run as a module it lists a collection's ids, so that a damaged index,
which crashes the process that opens it, can be looked at from another.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.schema import StoredChunk

# Chroma takes at most 5,461 rows a call; memory asks for fewer.
_ROWS = 2_000
_SPACE = {"hnsw:space": "cosine", "hnsw:construction_ef": 200, "hnsw:search_ef": 200}


class VectorIndex:
    """The collection of one fingerprint, opened when first used; usable from several threads.

    One call at a time: `follow` may close the files under a call that another thread makes.
    """

    def __init__(self, home: Path, fingerprint: str) -> None:
        self.folder = home / "chroma"
        digest = hashlib.sha256(fingerprint.encode()).hexdigest()[:16]
        self.name = f"chunks-{digest}"
        self._lock = threading.RLock()
        self._client: Any = None
        self._store: Any = None
        self._generation: int | None = None

    def close(self) -> None:
        """Let go of the files; the next use opens them again."""
        with self._lock:
            if self._client is not None:
                self._client.close()
            self._client = self._store = None

    def follow(self, generation: int, *, own: bool = False) -> None:
        """Look again at the files when another process has changed the library since.

        A Chroma client never sees another process's vectors. `own` says that the new generation
        is this index's own doing.
        """
        with self._lock:
            if not own and self._generation not in (None, generation):
                self.close()
            self._generation = generation

    def add(self, chunks: Sequence[StoredChunk], vectors: NDArray[np.float32]) -> None:
        """Write chunks with their vectors, one row a chunk; those already in are overwritten."""
        for start in range(0, len(chunks), _ROWS):
            some = chunks[start : start + _ROWS]
            with self._lock:
                self._collection().upsert(
                    ids=[chunk.id for chunk in some],
                    embeddings=vectors[start : start + _ROWS],
                    documents=[chunk.text for chunk in some],
                    metadatas=[_metadata(chunk) for chunk in some],
                )

    def remove(self, ids: Sequence[str]) -> None:
        """Take chunks out; ids that are not in are passed over."""
        for start in range(0, len(ids), _ROWS):
            with self._lock:
                self._open().delete(ids=list(ids[start : start + _ROWS]))

    def search(
        self, vector: NDArray[np.float32], limit: int, documents: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """Return (chunk id, cosine similarity) of the nearest chunks, best first.

        Only in those documents, if any are given.
        """
        where = {"document": {"$in": list(documents)}} if documents else None
        with self._lock:
            found = self._open().similarity_search_by_vector_with_relevance_scores(
                vector.tolist(), k=limit, filter=where
            )
        return [(document.id, 1.0 - float(distance)) for document, distance in found]

    def count(self) -> int:
        """Return how many chunks are in."""
        with self._lock:
            return int(self._collection().count())

    def ids(self) -> list[str]:
        """Return every id that is in."""
        with self._lock:
            collection = self._collection()
            offsets = range(0, collection.count(), _ROWS)
            pages = [collection.get(limit=_ROWS, offset=each, include=[]) for each in offsets]
            return [id for page in pages for id in page["ids"]]

    def erase(self) -> None:
        """Delete the index from disk."""
        with self._lock:
            self.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def forget_others(self) -> None:
        """Delete the collections of other fingerprints."""
        with self._lock:
            self._open()
            for collection in self._client.list_collections():
                if collection.name != self.name:
                    self._client.delete_collection(collection.name)

    def _collection(self) -> Any:
        self._open()
        return self._client.get_collection(self.name, embedding_function=None)

    def _open(self) -> Any:
        with self._lock:
            if self._store is None:
                import chromadb
                from chromadb.config import Settings
                from langchain_chroma import Chroma

                self._client = chromadb.PersistentClient(
                    str(self.folder), settings=Settings(anonymized_telemetry=False)
                )
                self._store = Chroma(
                    collection_name=self.name, client=self._client, collection_metadata=_SPACE
                )
            return self._store


def ids_seen_from_outside(index: VectorIndex) -> set[str] | None:
    """Return the index's ids as another process reads them; None when it crashes on them."""
    command = [sys.executable, "-m", "ingest.vectors", str(index.folder), index.name]
    result = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    return set(result.stdout.split()) if result.returncode == 0 else None


def _metadata(chunk: StoredChunk) -> dict[str, str | int]:
    return {
        "document": chunk.document,
        "file": chunk.file,
        "title": chunk.title,
        "page": chunk.page,
        "label": chunk.label,
        "start": chunk.start,
        "end": chunk.end,
    }


def _main(folder: str, name: str) -> None:
    index = VectorIndex(Path(folder).parent, "")
    index.name = name
    found = index.ids()
    if found:  # reading a vector touches the index's own files, which listing ids does not
        dimension = len(
            index._collection().get(ids=found[:1], include=["embeddings"])["embeddings"][0]
        )
        index.search(np.full(dimension, 1.0, np.float32), 1)
    sys.stdout.write("\n".join(found))


if __name__ == "__main__":
    _main(sys.argv[1], sys.argv[2])
