"""Packed token vectors keep their places, and order passages as the whole vectors do."""

import numpy as np

from ingest import token_vectors
from ingest.embedding import unit


def test_packed_tokens_keep_their_spans_and_their_cosines() -> None:
    drawn = np.random.default_rng(0)
    vectors = unit(drawn.standard_normal((300, 384)))
    spans = np.array([[index - 20, index - 17] for index in range(300)])
    packed = token_vectors.pack(vectors, spans)
    assert len(packed) <= 300 * (token_vectors.DIMENSION + 6)
    tokens = token_vectors.unpack(packed, 384)
    assert tokens.starts.tolist() == spans[:, 0].tolist()
    assert tokens.ends.tolist() == spans[:, 1].tolist()
    mixed = unit(vectors + 0.5 * vectors[::-1])
    kept = unit(tokens.vectors) @ unit(token_vectors.project(mixed)).T
    assert np.abs(kept - vectors @ mixed.T).mean() < 0.1
    assert (kept.argmax(axis=1) == (vectors @ mixed.T).argmax(axis=1)).mean() > 0.99


def test_vectors_of_few_dimensions_stay_whole() -> None:
    vectors = unit(np.random.default_rng(1).standard_normal((5, 32)))
    tokens = token_vectors.unpack(token_vectors.pack(vectors, np.zeros((5, 2), np.int64)), 32)
    assert np.abs(tokens.vectors - vectors).max() < 0.01
    nothing = token_vectors.pack(np.zeros((0, 384), np.float32), np.zeros((0, 2), np.int64))
    assert len(token_vectors.unpack(nothing, 384).vectors) == 0
