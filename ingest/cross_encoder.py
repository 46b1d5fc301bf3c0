"""A question and a passage read together: how likely each sentence of the passage answers it.

A cross-encoder (https://arxiv.org/abs/1901.04085): the first layers of the built-in model, with
low-rank matrices of their own, read « query: … » and « passage: … » as one sequence; a linear score
is taken of each sentence, on the mean of its tokens and on the sequence's first one. It was taught
questions with their answers, and questions that the same texts do not answer: `make cross-encoder`
learns it, docs/mesures.md says what it brings.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest import adapter

PATH = Path(__file__).with_name("cross_encoder.safetensors")
LAYERS = 8
# Longer than any passage with its question: what lies beyond would not be read.
_LONGEST = 400
QUERY, PASSAGE = "query: ", "passage: "
# What a sentence that no token was read of scores.
UNREAD = -20.0
# As for passages: few lengths of sequences, so that torch's engine finds its code again.
_LENGTHS_APART = 16


@dataclass(frozen=True, slots=True)
class Sentences:
    """A passage's text as it is read, on one line, and where each of its sentences stands in it."""

    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Sequences:
    """Questions with passages as the model takes them: torch's `ids` and `attention`, a pair a row.

    `inside` says for each pair which tokens are of which sentence: (sentences, tokens).
    """

    ids: Any
    attention: Any
    inside: list[NDArray[np.bool_]]


def sequences(
    tokenizer: Any, pairs: Sequence[tuple[str, Sentences]], apart: int | None = None
) -> Sequences:
    """Put each question and its passage in one sequence, as they were taught and are read.

    Lengths are padded to a multiple of `apart`.
    """
    encoded = tokenizer(
        [QUERY + question for question, _ in pairs],
        [PASSAGE + passage.text for _, passage in pairs],
        padding=True,
        truncation="longest_first",  # a question may be longer than a passage
        max_length=_LONGEST,
        pad_to_multiple_of=apart,
        return_tensors="pt",
        return_offsets_mapping=True,
    )
    inside = []
    offsets = encoded["offset_mapping"].numpy() - len(PASSAGE)
    for (_, passage), row, (starts, ends) in zip(
        pairs, encoded.encodings, offsets.transpose(0, 2, 1), strict=True
    ):
        read = np.array([part == 1 for part in row.sequence_ids]) & (ends > starts)
        spans = np.array(passage.spans, np.int64).reshape(-1, 2, 1)
        inside.append(read & (starts >= spans[:, 0]) & (ends <= spans[:, 1]))
    return Sequences(encoded["input_ids"], encoded["attention_mask"], inside)


class CrossEncoder:
    """Scores sentences against a question, with layers copied from an encoder as it was taught.

    `encoder` is the built-in model's BERT, of which the embeddings are shared; `lock` guards the
    tokenizer, which holds its padding as its own state. Usable from several threads.
    """

    def __init__(self, encoder: Any, tokenizer: Any, lock: RLock) -> None:
        self._tokenizer, self._lock = tokenizer, lock
        self._encoder = copy.deepcopy(encoder, {id(encoder.embeddings): encoder.embeddings})
        self._encoder.encoder.layer = self._encoder.encoder.layer[:LAYERS]
        adapter.add_to(self._encoder, PATH)
        self._weight, self._bias = _score()

    def scores(self, question: str, passages: Sequence[Sentences]) -> list[NDArray[np.float32]]:
        """Return each passage's sentences' log-odds of answering the question, an array each.

        The odds are against all other sentences read and none answering: exp of the scores, 1
        for none, sum to what each is a share of.
        """
        if not passages:
            return []
        import torch

        with self._lock:
            made = sequences(
                self._tokenizer, [(question, each) for each in passages], _LENGTHS_APART
            )
        with torch.inference_mode():
            read = self._encoder(input_ids=made.ids, attention_mask=made.attention)
        states = read.last_hidden_state.float().numpy()
        return [self._scored(*each) for each in zip(states, made.inside, strict=True)]

    def _scored(
        self, states: NDArray[np.float32], inside: NDArray[np.bool_]
    ) -> NDArray[np.float32]:
        found = np.full(len(inside), UNREAD, np.float32)
        for place, tokens in enumerate(inside):
            if tokens.any():
                told = np.concatenate([states[tokens].mean(axis=0), states[0]])
                found[place] = told @ self._weight + self._bias
        return found


def _score() -> tuple[NDArray[np.float32], float]:
    from safetensors.numpy import load_file

    parts = load_file(PATH)
    return parts["score.weight"].astype(np.float32), float(parts["score.bias"][0])
