"""The Chroma collection: an index over the library's vectors that can always be built again.

The only file that imports chromadb and langchain_chroma. Two processes on one Chroma path lose
vectors silently, and a damaged file of its index is a segmentation fault for whoever opens it. So
the path belongs to one process at a time, by a lock; and a seal beside it tells the sizes, times
and checksums of the index's files as they were last written whole: what does not match is not
opened.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import threading
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from ingest.schema import StoredChunk

# Chroma takes at most 5,461 rows a call; memory asks for fewer.
ROWS = 1_000
_ROOT = Path(__file__).parents[1]
_CODE = "import sys; sys.path.append(sys.argv[1]); from ingest import chroma; chroma.list_ids()"
# Chroma writes its graph at every 1,000 rows, or when next opened: of fewer, whoever only searched
# broke the seal, and the next process built the index again. Each hundred is written at once.
_SPACE = {
    "hnsw:space": "cosine",
    "hnsw:construction_ef": 200,
    "hnsw:search_ef": 200,
    "hnsw:sync_threshold": 100,
}


class ChromaCollection:
    """The collection of one fingerprint; usable from several threads, one call at a time.

    `acquire` must have said yes before anything else is asked of it. Chroma's own errors come
    through: nothing here is worth more than building the index again.
    """

    _spellings: ClassVar[int] = 0

    def __init__(self, home: Path, fingerprint: str) -> None:
        self.folder = home / "chroma"
        digest = hashlib.sha256(fingerprint.encode()).hexdigest()[:16]
        self.name = f"chunks-{digest}"
        self._seal = home / "chroma.seal"
        self._owner = FileLock(home / "chroma.lock", thread_local=False)
        self._lock = threading.RLock()
        self._client: Any = None
        self._store: Any = None

    def acquire(self) -> bool:
        """Say whether the path is this process's own, taking it if no other has it."""
        with self._lock:
            if not self._owner.is_locked:
                try:
                    self._owner.acquire(timeout=0)
                except (Timeout, OSError):
                    return False
            return True

    def close(self) -> None:
        """Let go of the files and of the path; the next use takes them again."""
        with self._lock:
            self._let_go()
            self._owner.release()

    def add(self, chunks: Sequence[StoredChunk], vectors: NDArray[np.float32]) -> None:
        """Write chunks with their vectors, one row a chunk; those already in are overwritten."""
        for start in range(0, len(chunks), ROWS):
            some = chunks[start : start + ROWS]
            with self._lock:
                self._collection().upsert(
                    ids=[chunk.id for chunk in some],
                    embeddings=vectors[start : start + ROWS],
                    documents=[chunk.text for chunk in some],
                    metadatas=[_metadata(chunk) for chunk in some],
                )

    def remove(self, ids: Sequence[str]) -> None:
        """Take chunks out; ids that are not in are passed over."""
        for start in range(0, len(ids), ROWS):
            with self._lock:
                self._collection().delete(ids=list(ids[start : start + ROWS]))

    def search(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """Return (chunk id, cosine similarity) of the nearest chunks, best first."""
        with self._lock:
            found = self._searched().similarity_search_by_vector_with_relevance_scores(
                vector.tolist(), k=limit
            )
        return [(document.id, 1.0 - float(distance)) for document, distance in found]

    def ids(self) -> list[str]:
        """Return every id that is in."""
        with self._lock:
            collection = self._collection()
            offsets = range(0, collection.count(), ROWS)
            pages = [collection.get(limit=ROWS, offset=each, include=[]) for each in offsets]
            return [id for page in pages for id in page["ids"]]

    def erase(self) -> None:
        """Delete the index from disk."""
        with self._lock:
            self._let_go()
            shutil.rmtree(self.folder, ignore_errors=True)
            self._seal.unlink(missing_ok=True)
            # Whoever still has the path open in this process writes to deleted files from now on,
            # and chromadb would share that with us.
            ChromaCollection._spellings += 1

    def forget_others(self) -> None:
        """Delete the collections of other fingerprints."""
        with self._lock:
            client = self._opened()
            for collection in client.list_collections():
                if collection.name != self.name:
                    client.delete_collection(collection.name)

    def seal(self, generation: int) -> None:
        """Note that the files are whole as they now stand, and hold that generation (-1: none).

        Raises FileNotFoundError where there are none: Chroma goes on writing to deleted ones.
        """
        with self._lock:
            (self.folder / "chroma.sqlite3").stat()
            files = {name: _mark(path) for name, path in self._files().items()}
            noted = {"collection": self.name, "generation": generation, "files": files}
            aside = self._seal.with_suffix(".new")
            aside.write_text(json.dumps(noted), encoding="utf-8")
            aside.replace(self._seal)

    def sealed(self) -> int | None:
        """Return the generation that was sealed; None if the files are not as they were then."""
        try:
            noted = json.loads(self._seal.read_text(encoding="utf-8"))
            files, marks = self._files(), noted["files"]
            whole = noted["collection"] == self.name and files.keys() == marks.keys()
            if whole and all(_is_as_marked(path, marks[name]) for name, path in files.items()):
                return int(noted["generation"])
        except (OSError, ValueError, KeyError, TypeError):  # no seal, or an unreadable one
            return None
        return None

    def ids_seen_from_outside(self) -> set[str] | None:
        """Return the ids as another process reads them; None when it crashes on the files."""
        with self._lock:
            self._let_go()
            command = [sys.executable, "-P", "-c", _CODE, str(_ROOT), str(self.folder), self.name]
            result = subprocess.run(command, capture_output=True, text=True, check=False)
            return set(result.stdout.split()) if result.returncode == 0 else None

    def _files(self) -> dict[str, Path]:
        """Return the files whose damage would crash us: not SQLite's, which tells of its own."""
        found = (path for path in sorted(self.folder.glob("*/*")) if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path for path in found}

    def _let_go(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = self._store = None

    def _collection(self) -> Any:
        return self._opened().get_or_create_collection(
            self.name, metadata=_SPACE, embedding_function=None
        )

    def _opened(self) -> Any:
        """Return Chroma's client, opened when first needed."""
        with self._lock:
            if self._client is None:
                import chromadb
                from chromadb.config import Settings

                path = f"{self.folder}{'/.' * ChromaCollection._spellings}"
                try:
                    self._client = chromadb.PersistentClient(
                        path, settings=Settings(anonymized_telemetry=False)
                    )
                except Exception:  # of any kind, and raised again
                    # chromadb keeps a client that could not open its path, and gives it again for
                    # the same path; another spelling of it gets a fresh one.
                    ChromaCollection._spellings += 1
                    raise
            return self._client

    def _searched(self) -> Any:
        """Return langchain's store: a second to import, which writing and checking do without."""
        with self._lock:
            if self._store is None:
                from langchain_chroma import Chroma

                self._store = Chroma(
                    collection_name=self.name,
                    client=self._opened(),
                    collection_metadata=_SPACE,
                )
            return self._store


def _mark(path: Path) -> list[int]:
    """Return a file's size, time of change in nanoseconds, and CRC-32."""
    told = path.stat()
    return [told.st_size, told.st_mtime_ns, zlib.crc32(path.read_bytes())]


def _is_as_marked(path: Path, mark: Sequence[int]) -> bool:
    told = path.stat()
    if told.st_size != mark[0]:
        return False
    # A copied library has new times: its bytes then tell.
    return told.st_mtime_ns == mark[1] or zlib.crc32(path.read_bytes()) == mark[2]


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


def list_ids() -> None:
    """Print the ids of the collection that the command line names; a damaged one crashes us."""
    folder, name = sys.argv[2:4]
    index = ChromaCollection(Path(folder).parent, "")
    index.name = name
    found = index.ids()
    if found:  # reading a vector touches the index's own files, which listing ids does not
        collection = index._collection()
        [one] = collection.get(ids=found[:1], include=["embeddings"])["embeddings"]
        any_vector = np.full(len(one), 1.0, np.float32)
        collection.query(query_embeddings=[any_vector], n_results=min(len(found), 100), include=[])
    sys.stdout.write("\n".join(found))
