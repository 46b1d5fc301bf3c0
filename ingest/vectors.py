"""Nearest chunks to a vector, always those of the library as it stands.

Chroma answers while it holds exactly what the library does. When it does not (another process
wrote, a writer was killed, its files are damaged, another process has it open), the vectors of the
library itself do, compared one by one: 4 ms for 10,000 chunks. Chroma then catches up from the
library, in the background. So nothing that happens to it can lose, hide or invent a passage.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.chroma import ROWS, ChromaCollection
from ingest.errors import ModelMismatch
from ingest.library import Library
from ingest.schema import Language

Vectors = NDArray[np.float32]


class VectorIndex:
    """The index over a library's vectors; usable from several threads, closed when done."""

    def __init__(self, library: Library, fingerprint: str) -> None:
        self._library = library
        self._fingerprint = fingerprint
        self._chroma = ChromaCollection(library.home, fingerprint)
        self._lock = threading.RLock()
        self._in_step_at: int | None = None
        self._failed_at: int | None = None
        self._catching_up: threading.Thread | None = None
        self._closing = threading.Event()
        self._held: tuple[int, list[str], Vectors] | None = None

    def close(self) -> None:
        """Let go of the files, once what is being written is; the next use opens them again."""
        self._closing.set()
        if self._catching_up is not None:
            self._catching_up.join()
        self._closing.clear()
        with self._lock:
            self._chroma.close()
            self._in_step_at = self._held = None

    def search(
        self, vector: NDArray[np.float32], limit: int, documents: Sequence[str] = ()
    ) -> list[tuple[str, float]]:
        """Return (chunk id, cosine similarity) of the nearest chunks, best first.

        Only in those documents, if any are given. Raises ModelMismatch when the library was
        embedded anew, by another model, since it was opened.
        """
        library = self._library
        if library.fingerprint != self._fingerprint:
            raise ModelMismatch(stored=library.fingerprint, wanted=self._fingerprint)
        if documents:
            return _nearest(*library.chunks.all_vectors(documents), vector, limit)
        generation = library.generation
        if self._is_in_step(generation):
            try:
                found = self._chroma.search(vector, limit)
            except Exception:  # noqa: BLE001  # whatever befell the index, the library answers
                found = []
            if len(found) >= limit or len(found) >= library.chunks.count():
                return found
            self._discard()
        return _nearest(*self._all(generation), vector, limit)

    def catch_up(self) -> bool:
        """Make Chroma hold the library's chunks, no more and no less; say whether it does.

        False also when another process has it open, which then does so itself.
        """
        library, chroma = self._library, self._chroma
        with self._lock:
            if not chroma.acquire() or library.fingerprint != self._fingerprint:
                return False
            generation = library.generation
            if self._in_step_at == generation:
                return True
            if chroma.sealed() is None:
                chroma.erase()
            for _ in range(2):
                try:
                    if chroma.sealed() != generation and not self._fill():
                        return False
                    chroma.seal(generation)
                except Exception:  # noqa: BLE001  # damage or a full disk: no reason to fail here
                    self._discard()
                else:
                    self._in_step_at, self._held = generation, None
                    return True
            self._failed_at = generation
            return False

    def problems(self, language: Language = "fr") -> list[str]:
        """Return what is wrong with the Chroma index, looked at from another process.

        Nothing where another process has it open, and so looks after it.
        """
        with self._lock:
            if not self._chroma.acquire():
                return []
            self._in_step_at = None
            english = language == "en"
            wanted = set(self._library.chunks.ids())
            if not wanted and not self._chroma.folder.exists():
                return []
            present = self._chroma.ids_seen_from_outside()
        if present is None:
            return ["Chroma index unreadable" if english else "index Chroma illisible"]
        wrong = [
            (len(wanted - present), "index Chroma\u00a0: {} passages absents", "missing"),
            (len(present - wanted), "index Chroma\u00a0: {} passages en trop", "too many"),
        ]
        return [
            f"Chroma index: {count} passages {said}" if english else french.format(count)
            for count, french, said in wrong
            if count
        ]

    def repair(self) -> None:
        """Catch up, and build the index again if that was not enough."""
        with self._lock:
            self._in_step_at = self._failed_at = None
            self.catch_up()
            if self.problems():
                self._chroma.erase()
                self.catch_up()

    def ids(self) -> list[str]:
        """Return every id that Chroma holds."""
        with self._lock:
            return self._chroma.ids() if self._chroma.acquire() else []

    def _is_in_step(self, generation: int) -> bool:
        """Say whether Chroma holds that generation; have it catch up in the background if not."""
        if not self._lock.acquire(blocking=False):  # it is catching up right now
            return False
        try:
            if self._in_step_at == generation:
                self._held = None
                return True
            if self._failed_at == generation or not self._chroma.acquire():
                return False
            if self._chroma.sealed() == generation:
                self._in_step_at, self._held = generation, None
                return True
            if self._catching_up is None or not self._catching_up.is_alive():
                self._catching_up = threading.Thread(target=self.catch_up, name="catching up")
                self._catching_up.start()
            return False
        finally:
            self._lock.release()

    def _fill(self) -> bool:
        """Write what lacks and delete what is too much; False when told to stop midway."""
        library, chroma = self._library, self._chroma
        chroma.forget_others()
        wanted, present = library.chunks.ids(), set(chroma.ids())
        chroma.remove(sorted(present.difference(wanted)))
        missing = [each for each in wanted if each not in present]
        for start in range(0, len(missing), ROWS):
            if self._closing.is_set() or not threading.main_thread().is_alive():
                return False
            chunks = library.chunks.stored(missing[start : start + ROWS])
            some = list(chunks)
            chroma.add([chunks[each] for each in some], library.chunks.vectors(some))
            chroma.seal(-1)
        return True

    def _discard(self) -> None:
        with self._lock:
            self._in_step_at = None
            self._chroma.erase()

    def _all(self, generation: int) -> tuple[list[str], Vectors]:
        held = self._held
        if held is None or held[0] != generation:
            held = self._held = (generation, *self._library.chunks.all_vectors())
        return held[1], held[2]


def _nearest(
    ids: Sequence[str], vectors: Vectors, vector: NDArray[np.float32], limit: int
) -> list[tuple[str, float]]:
    """Compare every vector (unit rows) with one: exact, where Chroma's graph is approximate."""
    if not ids:
        return []
    similarities = vectors @ vector
    best = np.argpartition(-similarities, min(limit, len(ids)) - 1)[:limit]
    best = best[np.argsort(-similarities[best], kind="stable")]
    return [(ids[index], float(similarities[index])) for index in best]
