"""A stand-in for the model at langchain's own port, for tests of keeping, not of finding."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from ingest import embedding, french
from ingest.embedding import Embedded, SentenceEmbeddings, TokenVectors, unit
from ingest.library import Library
from ingest.pipeline import Workshop
from ingest.settings import LibrarySettings
from ingest.vectors import VectorIndex

_DIMENSION = 64


class WordVectors(SentenceEmbeddings):
    """Embeds a text as the sum of its stems' hashed directions: instant, and the same each time."""

    def encode_with_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] = lambda done: None
    ) -> Iterator[tuple[int, Embedded]]:
        """Yield each text's index and vectors; its one token is the whole of it."""
        for index, text in enumerate(texts):
            row = np.zeros(_DIMENSION, np.float32)
            for stem in french.stems(text):
                seed = zlib.crc32(stem.encode())
                row += np.random.default_rng(seed).normal(size=_DIMENSION)
            vector = unit(row)
            yield index, Embedded(vector, TokenVectors(vector[None], [(0, len(text))]))
            progress(1)

    def encode_question(self, text: str) -> Embedded:
        """Return one text's vectors."""
        return next(iter(self.encode_with_tokens([text])))[1]


def quick_workshop(home: Path, *, model: str = "words", **limits: int) -> Workshop:
    """Open a library whose model costs nothing; `model` names it in the fingerprint."""
    settings = LibrarySettings(home=home, cache=home, embedding_model=model, **limits)
    library = Library(home)
    wanted = embedding.fingerprint(settings)
    if not library.fingerprint:
        with library.writing():
            library.switch(wanted)
    return Workshop(settings, library, VectorIndex(library, wanted), WordVectors(settings))
