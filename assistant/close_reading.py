"""The best passages read again, token by token, before anything is chosen from them.

Late interaction (ColBERT, https://arxiv.org/abs/2004.12832): each token of the question takes its
best match among a text's tokens, and the mean of those is the text's score. Token vectors are first
centred on the mean of the passages read, since a small model's tokens all point much the same way.
The same vectors then serve to weigh sentences, so that nothing is embedded twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.retrieval import scaled
from assistant.schema import Hit
from ingest.embedding import SentenceEmbeddings, passage, unit

Vectors = NDArray[np.float32]
READ = 30
# The share of the fused score; the rest is late interaction's. Chosen on half of the golden set.
_FUSED = 0.3


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage read token by token.

    `vectors` (tokens, dimension) are centred, of unit length; token i covers
    `starts[i]:ends[i]` of the page's text. `plain` are the same vectors before centring.
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
    """Read the passages token by token and put them in the order that this gives.

    Their scores become the mix by which they are ordered, in 0..1.
    """
    asked = embeddings.encode_tokens([" ".join(question.split())], query=True)[0].vectors
    vector = embeddings.encode_query(question)
    if not hits:
        return CloseReading(asked, vector, ())
    texts = [passage(hit.chunk.title, hit.chunk.text) for hit in hits]
    read = embeddings.encode_tokens(texts)
    centre = np.concatenate([each.vectors for each in read]).mean(axis=0)
    tokens = unit(asked - centre)
    passages = []
    for hit, text, each in zip(hits, texts, read, strict=True):
        shift = hit.chunk.start - (len(text) - len(hit.chunk.text))
        spans = np.array(each.spans, dtype=np.int64).reshape(-1, 2) + shift
        centred = unit(each.vectors - centre)
        passages.append(ReadPassage(hit, centred, each.vectors, spans[:, 0], spans[:, 1]))
    late = scaled([interaction(tokens, each.vectors) for each in passages])
    fused = scaled([hit.score for hit in hits])
    mixed = _FUSED * fused + (1 - _FUSED) * late
    order = sorted(range(len(hits)), key=lambda i: -mixed[i])
    best = tuple(_rescored(passages[i], float(mixed[i])) for i in order)
    return CloseReading(tokens, vector, best)


def interaction(question: Vectors, text: Vectors) -> float:
    """Return the mean, over the question's tokens, of the best match in the text: −1 to 1."""
    return float((question @ text.T).max(axis=1).mean()) if len(question) and len(text) else -1.0


def _rescored(read: ReadPassage, score: float) -> ReadPassage:
    hit = Hit(read.hit.chunk, read.hit.similarity, read.hit.keyword, score)
    return ReadPassage(hit, read.vectors, read.plain, read.starts, read.ends)
