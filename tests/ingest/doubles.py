"""A stand-in for the model at langchain's own port, for tests of keeping, not of finding."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from ingest import embedding, french
from ingest.embedding import SentenceEmbeddings, Vectors, unit
from ingest.library import Library
from ingest.pipeline import Workshop
from ingest.settings import LibrarySettings
from ingest.vectors import VectorIndex

_DIMENSION = 64


class WordVectors(SentenceEmbeddings):
    """Embeds a text as the sum of its stems' hashed directions: instant, and the same each time."""

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] = lambda done: None
    ) -> Vectors:
        """Return one row a text."""
        rows = np.zeros((len(texts), _DIMENSION), np.float32)
        for index, text in enumerate(texts):
            for stem in french.stems(text):
                seed = zlib.crc32(stem.encode())
                rows[index] += np.random.default_rng(seed).normal(size=_DIMENSION)
            progress(1)
        return unit(rows)

    def encode_query(self, text: str) -> Vectors:
        """Return one vector."""
        vector: Vectors = self.encode_passages([text])[0]
        return vector


def quick_workshop(home: Path, *, model: str = "words", **limits: int) -> Workshop:
    """Open a library whose model costs nothing; `model` names it in the fingerprint."""
    settings = LibrarySettings(home=home, cache=home, embedding_model=model, **limits)
    library = Library(home)
    wanted = embedding.fingerprint(settings)
    if not library.fingerprint:
        with library.writing():
            library.switch(wanted)
    return Workshop(settings, library, VectorIndex(library, wanted), WordVectors(settings))
