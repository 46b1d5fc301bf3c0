"""Token vectors kept small, so that a question is compared with passages nobody encodes again.

Each token is reduced to DIMENSION numbers by a fixed projection, then to one byte a number with a
scale a token (as in ColBERTv2, https://arxiv.org/abs/2112.01488, which also stores its residuals in
few bits). The projection is random and orthonormal (Johnson–Lindenstrauss), the same on every
machine and for every model of that many dimensions: nothing to train, ship or keep in step.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
# Bump when packed tokens can come out otherwise: libraries then say « reindex ».
VERSION = 1
DIMENSION = 96
_SEED = 20_180_326


@dataclass(frozen=True, slots=True)
class PackedTokens:
    """Tokens unpacked: `vectors` (tokens, DIMENSION), token i covering `starts[i]:ends[i]`.

    Vectors are the projection of unit vectors, not of unit length themselves.
    """

    vectors: Vectors
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def project(vectors: Vectors) -> Vectors:
    """Return vectors (…, dimension) reduced to (…, DIMENSION), or as they are when smaller."""
    size = vectors.shape[-1]
    return vectors if size <= DIMENSION else np.asarray(vectors @ _basis(size), np.float32)


def pack(vectors: Vectors, spans: NDArray[np.int64]) -> bytes:
    """Return `vectors` (tokens, dimension) and `spans` (tokens, 2), below 32,768, as bytes."""
    small = project(vectors)
    scales = (np.abs(small).max(axis=1, initial=0.0) / 127).astype(np.float16)
    rows = np.zeros(len(small), _layout(small.shape[1]))
    rows["scale"], rows["start"], rows["end"] = scales, spans[:, 0], spans[:, 1]
    stretched = small / np.maximum(scales, np.finfo(np.float16).tiny)[:, None].astype(np.float32)
    rows["values"] = np.clip(np.rint(stretched), -127, 127)
    return rows.tobytes()


def unpack(packed: bytes, dimension: int) -> PackedTokens:
    """Return what `pack` was given, less what it rounds off; `dimension` is the model's."""
    rows = np.frombuffer(packed, _layout(min(dimension, DIMENSION)))
    vectors = rows["values"] * rows["scale"].astype(np.float32)[:, None]
    return PackedTokens(vectors, rows["start"].astype(np.int64), rows["end"].astype(np.int64))


def _layout(size: int) -> np.dtype[np.void]:
    fields = [("scale", "<f2"), ("start", "<i2"), ("end", "<i2"), ("values", "i1", (size,))]
    return np.dtype(fields)


@cache
def _basis(size: int) -> Vectors:
    drawn = np.random.default_rng(_SEED).standard_normal((size, DIMENSION))
    axes, triangle = np.linalg.qr(drawn)
    # Signs are LAPACK's to choose: fixed here. The scale keeps lengths as they were, on average.
    axes *= np.sign(np.diag(triangle)) * np.sqrt(size / DIMENSION)
    return np.asarray(axes, np.float32)
