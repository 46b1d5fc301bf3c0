"""Late interaction (ColBERT, https://arxiv.org/abs/2004.12832): texts compared token by token.

Each token of the question takes its best match among a text's tokens.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.embedding import unit

Vectors = NDArray[np.float32]


def interaction(question: Vectors, text: Vectors) -> float:
    """Return the mean, over the question's tokens, of the best match in the text: −1 to 1.

    Both hold unit vectors, a token a row.
    """
    return float((question @ text.T).max(axis=1).mean()) if len(question) and len(text) else -1.0


def best_matches(question: Vectors, texts: Sequence[Vectors]) -> Vectors:
    """Return (texts, question's tokens): each token's best match in each text, −1 to 1.

    Texts hold a token a row. Vectors are first centred on the mean of all the texts' tokens, since
    a small model's all point much the same way. A text without tokens matches nothing: −1.
    """
    every = np.concatenate(list(texts))
    centre = every.mean(axis=0) if len(every) else np.zeros(every.shape[1], np.float32)
    asked = unit(question - centre)
    # The cosine of what each differs from the centre by, without writing all tokens out again:
    # a·(t − c) / |t − c|, where |t − c|² = |t|² − 2 t·c + |c|².
    squares = np.einsum("ij,ij->i", every, every) - 2 * (every @ centre) + centre @ centre
    lengths = np.sqrt(np.maximum(squares, 1e-24))
    matches = (asked @ every.T - (asked @ centre)[:, None]) / lengths
    ends = np.cumsum([len(each) for each in texts])
    parts = np.split(matches, ends[:-1], axis=1)
    return np.stack([part.max(axis=1, initial=-1.0) for part in parts])
