"""`make cross-encoder`: teach the cross-encoder; writes `ingest/cross_encoder.safetensors`.

For each question the passage that answers it is read, and some that are taken for it; the sentence
that holds the answer is to score above all others and above 0, which stands for none answering
(softmax, cross entropy). For a trap, which has no answer in its text, none is to score above 0. The
layer two thirds up is watched too, so that what is learnt starts low. `taught` says from what: all
questions and traps of `adapter --more`, half of each batch of either. Some two hours on two cores.

What ships was taught in four sittings while traps were written: 2,924 steps on all questions and
the first 2,350 traps, shuffled, then 1,000 and 2,000 steps as below on all.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from ingest import adapter, built_in_model
from ingest.cross_encoder import LAYERS, PATH, UNREAD, sequences
from ingest.settings import LibrarySettings
from tests.golden import taught
from tests.golden.adapter import with_low_rank
from tests.golden.taught import Example, Passage, Trap

_RANK, _OTHERS, _WARM, _TOGETHER = 16, 3, 50, 16
# As many questions as traps a step.
_HALF = 4
# Each round goes from these rates (the matrices', the score's) down to a twentieth.
_ROUNDS, _STEPS = ((4e-4, 1e-3), (3e-4, 5e-4), (3e-4, 5e-4)), 2_000
_WATCHED = {6: 0.5, LAYERS: 1.0}
# Before anything is learnt, no sentence is likely to answer.
_UNLIKELY = -1.0

Pair = tuple[str, Passage]


@dataclass(frozen=True, slots=True)
class Read:
    """A question's passages among a batch's pairs; `answer` is a sentence of the first, if known.

    A trap has none to find.
    """

    first: int
    count: int
    trap: bool
    answer: int | None


class Model:
    """The first layers of the built-in model as taught, what they learn, and the scores."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.encoder: Any = AutoModel.from_pretrained(folder, dtype=torch.float32)
        adapter.add_to(self.encoder)
        self.encoder.encoder.layer = self.encoder.encoder.layer[:LAYERS]
        self.matrices = with_low_rank(self.encoder, _RANK)
        self.scores: dict[int, nn.Linear] = {}
        for layer in _WATCHED:
            self.scores[layer] = nn.Linear(2 * self.encoder.config.hidden_size, 1)
            nn.init.normal_(self.scores[layer].weight, std=0.02)
            nn.init.constant_(self.scores[layer].bias, _UNLIKELY)

    def read(self, pairs: Sequence[Pair]) -> dict[int, list[Tensor]]:
        """Return for each layer watched the scores of each pair's sentences."""
        order = sorted(range(len(pairs)), key=lambda place: len(pairs[place][1].text))
        found: dict[int, dict[int, Tensor]] = {layer: {} for layer in _WATCHED}
        for start in range(0, len(order), _TOGETHER):
            group = order[start : start + _TOGETHER]
            for layer, scores in self._read([pairs[place] for place in group]).items():
                found[layer].update(zip(group, scores, strict=True))
        return {layer: [of[place] for place in range(len(pairs))] for layer, of in found.items()}

    def _read(self, pairs: Sequence[Pair]) -> dict[int, Sequence[Tensor]]:
        made = sequences(self.tokenizer, pairs)
        counts = [len(each) for each in made.inside]
        rows = torch.arange(len(pairs)).repeat_interleave(torch.tensor(counts))
        inside = torch.from_numpy(np.concatenate(made.inside)).float()
        many = inside.sum(1, keepdim=True)
        states = self.encoder(
            input_ids=made.ids, attention_mask=made.attention, output_hidden_states=True
        ).hidden_states
        found: dict[int, Sequence[Tensor]] = {}
        for layer, score in self.scores.items():
            of_row = states[layer][rows]
            mean = (of_row * inside[..., None]).sum(1) / many.clamp(min=1)
            scores = score(torch.cat([mean, of_row[:, 0]], -1)).squeeze(-1)
            found[layer] = scores.masked_fill(many.squeeze(1) == 0, UNREAD).split(counts)
        return found

    def write(self, path: Path) -> None:
        """Write what was learnt, and the last layer's score."""
        score = self.scores[LAYERS]
        more = {
            "score.weight": score.weight[0].detach().numpy(),
            "score.bias": score.bias.detach().numpy(),
        }
        adapter.write(path, {name: each.learnt() for name, each in self.matrices.items()}, more)


def main(out: Path) -> None:
    """Teach it, and write what was learnt after each round."""
    torch.manual_seed(0)
    draw = random.Random(0)
    cache = LibrarySettings().cache
    with tempfile.TemporaryDirectory() as folder:
        examples = list(taught.examples(Path(folder), cache, more=True))
    asked = [each for each in examples if isinstance(each, Example)]
    traps = [each for each in examples if isinstance(each, Trap)]
    print(len(asked), "questions", len(traps), "traps", flush=True)
    model = Model(built_in_model.ensure_model(cache))
    matrices = [part for each in model.matrices.values() for part in (each.down, each.up)]
    scores = [part for each in model.scores.values() for part in each.parameters()]
    optimizer = torch.optim.AdamW([{"params": matrices}, {"params": scores}], weight_decay=0.0)
    begun = time.monotonic()
    of_each = _endless(asked, draw), _endless(traps, draw)
    for rates in _ROUNDS:
        for step in range(_STEPS):
            now = min(1.0, (step + 1) / _WARM) * max(0.05, 1 - step / _STEPS)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * now
            batch = [next(each) for each in of_each for _ in range(_HALF)]
            loss = _loss(model, batch, draw)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch's own lack
            nn.utils.clip_grad_norm_([*matrices, *scores], 1.0)
            optimizer.step()
            if (step + 1) % 20 == 0:
                spent = time.monotonic() - begun
                print(f"{step + 1}/{_STEPS} {loss:.3f} {spent:.0f} s", flush=True)
        model.write(out)


def _endless(items: list[Any], draw: random.Random) -> Iterator[Example | Trap]:
    """Yield all items again and again, shuffled each time."""
    while True:
        draw.shuffle(items)
        yield from items


def _loss(model: Model, batch: Sequence[Example | Trap], draw: random.Random) -> Tensor:
    pairs: list[Pair] = []
    reads = []
    for each in batch:
        passages = [one for one in _drawn(each, draw) if one.spans]
        trap = isinstance(each, Trap)
        answer = each.sentence if isinstance(each, Example) else None
        reads.append(Read(len(pairs), len(passages), trap, answer))
        pairs += [(each.question, one) for one in passages]
    total = torch.zeros(())
    for layer, scores in model.read(pairs).items():
        losses = []
        for read in reads:
            these = scores[read.first : read.first + read.count]
            every = torch.cat([torch.zeros(1), *these]).logsumexp(0)
            if read.trap:
                losses.append(every)
            elif read.answer is None:
                losses.append(every - these[0].logsumexp(0))
            else:
                losses.append(every - these[0][read.answer])
        total = total + _WATCHED[layer] * torch.stack(losses).mean()
    return total


def _drawn(each: Example | Trap, draw: random.Random) -> list[Passage]:
    """Return the passage that answers and some others, those retrieved first more often."""
    if isinstance(each, Trap):
        return [*each.near[:2], *draw.sample(each.near[2:], min(1, len(each.near[2:])))]
    others = list(each.others)
    kept = [each.right]
    while others and len(kept) <= _OTHERS:
        odds = [1 / (each.others.index(other) + 3) for other in others]
        kept.append(others.pop(draw.choices(range(len(others)), odds)[0]))
    return kept


if __name__ == "__main__":
    main(PATH)
