"""A stand-in for the model at langchain's own port, for tests of keeping, not of finding."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest import embedding, french
from ingest.embedding import Embedded, SentenceEmbeddings, TokenVectors, unit
from ingest.library import Library
from ingest.settings import LibrarySettings
from ingest.vectors import VectorIndex
from ingest.workshop import Workshop

_DIMENSION = 64


class WordVectors(SentenceEmbeddings):
    """Embeds a text as the sum of its stems' hashed directions: instant, and the same each time."""

    def _pass(self, texts: Sequence[str], *, query: bool = False) -> list[Embedded]:
        """Return each text's vector; no tokens."""
        none = TokenVectors(np.zeros((0, _DIMENSION), np.float32), [])
        return [Embedded(_vector(text), none) for text in texts]


def _vector(text: str) -> NDArray[np.float32]:
    row = np.full(_DIMENSION, 1e-3, np.float32)
    for stem in french.stems(text):
        seed = zlib.crc32(stem.encode())
        row += np.random.default_rng(seed).normal(size=_DIMENSION)
    return unit(row)


def quick_workshop(home: Path, *, model: str = "words", **limits: Any) -> Workshop:
    """Open a library whose model costs nothing; `model` names it in the fingerprint."""
    settings = LibrarySettings(home=home, cache=home, embedding_model=model, **limits)
    library = Library(home)
    wanted = embedding.fingerprint(settings)
    if not library.fingerprint:
        with library.writing():
            library.switch(wanted)
    return Workshop(settings, library, VectorIndex(library, wanted), WordVectors(settings))
