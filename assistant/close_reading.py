"""The best passages read token by token, before anything is chosen from them.

Their token vectors were kept when they were embedded: nothing is encoded here but the question.
Vectors are centred on the mean of the passages read, since a small model's tokens all point much
the same way. They serve to rank passages (`retrieval`) and to weigh their sentences (`extract`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.late_interaction import interaction
from assistant.schema import Hit
from ingest import token_vectors
from ingest.embedding import SentenceEmbeddings, unit

__all__ = ["READ", "CloseReading", "ReadPassage", "interaction", "read_closely"]

Vectors = NDArray[np.float32]
READ = 30


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage read token by token.

    `vectors` (tokens, dimension) are centred, of unit length; token i covers
    `starts[i]:ends[i]` of the page's text (the title's tokens lie before the passage's start).
    `plain` are the same vectors before centring.
    """

    hit: Hit
    vectors: Vectors
    plain: Vectors
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CloseReading:
    """The passages, best first, with the question's vectors: its tokens', centred, and its own."""

    tokens: Vectors
    vector: Vectors
    passages: tuple[ReadPassage, ...]


def read_closely(
    embeddings: SentenceEmbeddings, question: str, hits: Sequence[Hit]
) -> CloseReading:
    """Read the passages token by token, in the order in which they were retrieved."""
    asked = embeddings.encode_question(question)
    if not hits:
        return CloseReading(asked.tokens.vectors, asked.vector, ())
    size = len(asked.vector)
    read = [token_vectors.unpack(hit.tokens, size) for hit in hits]
    centre = np.concatenate([each.vectors for each in read]).mean(axis=0)
    passages = tuple(
        ReadPassage(
            hit,
            unit(each.vectors - centre),
            each.vectors,
            each.starts + hit.chunk.start,
            each.ends + hit.chunk.start,
        )
        for hit, each in zip(hits, read, strict=True)
    )
    return CloseReading(unit(asked.tokens.vectors - centre), asked.vector, passages)
