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
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest import adapter

PATH = Path(__file__).with_name("cross_encoder.safetensors")
LAYERS = 8
# Longer than any passage with its question: what lies beyond would not be read.
LONGEST = 400
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
            encoded = self._tokenizer(
                [QUERY + question] * len(passages),
                [PASSAGE + each.text for each in passages],
                padding=True,
                truncation="longest_first",  # a question may be longer than a passage
                max_length=LONGEST,
                pad_to_multiple_of=_LENGTHS_APART,
                return_tensors="pt",
                return_offsets_mapping=True,
            )
        offsets = encoded["offset_mapping"].numpy()
        parts = [row.sequence_ids for row in encoded.encodings]
        of_passage = np.array([[part == 1 for part in row] for row in parts])
        with torch.inference_mode():
            states = self._encoder(
                input_ids=encoded["input_ids"], attention_mask=encoded["attention_mask"]
            ).last_hidden_state.float()
        return [
            self._scored(*each)
            for each in zip(passages, states.numpy(), of_passage, offsets, strict=True)
        ]

    def _scored(
        self,
        passage: Sentences,
        states: NDArray[np.float32],
        of_passage: NDArray[np.bool_],
        offsets: NDArray[np.int64],
    ) -> NDArray[np.float32]:
        starts, ends = offsets[:, 0] - len(PASSAGE), offsets[:, 1] - len(PASSAGE)
        read = of_passage & (ends > starts)
        found = np.full(len(passage.spans), UNREAD, np.float32)
        for place, (start, end) in enumerate(passage.spans):
            inside = read & (starts >= start) & (ends <= end)
            if inside.any():
                told = np.concatenate([states[inside].mean(axis=0), states[0]])
                found[place] = told @ self._weight + self._bias
        return found


@cache
def _score() -> tuple[NDArray[np.float32], float]:
    from safetensors.numpy import load_file

    parts = load_file(PATH)
    return parts["score.weight"].astype(np.float32), float(parts["score.bias"][0])
