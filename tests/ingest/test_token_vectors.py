"""Packed token vectors keep their places and, nearly, the products between them."""

import numpy as np

from ingest import token_vectors
from ingest.embedding import unit


def test_packed_tokens_keep_their_spans_and_products() -> None:
    drawn = np.random.default_rng(0)
    common = drawn.standard_normal(384) * 0.08  # a small model's tokens all point much the same way
    vectors = unit(common + drawn.standard_normal((300, 384)) * 0.04)
    spans = np.array([[index - 20, index - 17] for index in range(300)])
    packed = token_vectors.pack(vectors, spans)
    assert len(packed) < vectors.nbytes / 7
    tokens = token_vectors.unpack(packed, 384)
    assert tokens.starts.tolist() == spans[:, 0].tolist()
    assert tokens.ends.tolist() == spans[:, 1].tolist()
    assert np.abs(tokens.vectors @ tokens.vectors.T - vectors @ vectors.T).max() < 0.03


def test_no_tokens_are_no_tokens() -> None:
    nothing = token_vectors.pack(np.zeros((0, 384), np.float32), np.zeros((0, 2), np.int64))
    for packed in (nothing, b""):
        tokens = token_vectors.unpack(packed, 384)
        assert tokens.vectors.shape == (0, 384)
        assert len(tokens.starts) == len(tokens.ends) == 0
