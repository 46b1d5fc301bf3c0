"""`make cross-encoder`: teach the cross-encoder what ships (some six hours on two cores).

For each question the passage that answers it is read, and some that are taken for it; the sentence
that holds the answer is to score above all others and above 0, which stands for none answering
(softmax, cross entropy). For a trap, which has no answer in its text, none is to score above 0. In
the first sittings the layer two thirds up is watched too, so that what is learnt starts low.

`taught` says from what: first all questions and traps of `adapter --more`, then hard ones on
documents of many kinds, then easy ones and short documents among them: taught hard ones alone, it
declined what a page says in so many words; then those asked page by page of the reports, English
ones and terse answers. What ships was taught in sittings while questions were written: 2,924 steps
on what there was, 3,000 and 1,000 as below, then the last two; this does as much.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
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
from tests.golden.learning import learn
from tests.golden.taught import Example, Passage, Trap

_RANK, _OTHERS, _WARM, _TOGETHER = 16, 3, 50, 16


@dataclass(frozen=True, slots=True)
class Sitting:
    """So many steps, at rates (the matrices', the score's) that go down to a twentieth.

    Each step takes a question and a trap of each place in `questions` and `traps`, which names the
    parts of what is taught that take turns there. `watched` says what each layer's loss counts.
    """

    rates: tuple[float, float]
    steps: int
    watched: dict[int, float]
    questions: tuple[tuple[str, ...], ...]
    traps: tuple[tuple[str, ...], ...]


_BOTH, _LAST = {6: 0.5, LAYERS: 1.0}, {LAYERS: 1.0}
_BEFORE, _HARD = (("before",),) * 4, (("before",), *(("hard",),) * 3)
_MIXED = (("before",), ("before", "hard"), ("easy",), ("short",))
_MIXED_TRAPS = (("before",), ("far", "hard", "hard"), ("easy",), ("short",))
_ALL = (
    ("before",),
    ("hard", "pages"),
    ("easy", "english", "easy", "terse"),
    ("short", "terse", "pages"),
)
_ALL_TRAPS = (
    ("before", "easy"),
    ("far", "hard", "pages"),
    ("pages", "english", "hard"),
    ("short", "terse", "easy"),
)
_SITTINGS = [
    Sitting((4e-4, 1e-3), 2_000, _BOTH, _BEFORE, _BEFORE),
    Sitting((3e-4, 5e-4), 2_000, _BOTH, _BEFORE, _BEFORE),
    Sitting((3e-4, 5e-4), 2_000, _BOTH, _BEFORE, _BEFORE),
    Sitting((3e-4, 3e-4), 1_000, _LAST, _HARD, _HARD),
    Sitting((2.5e-4, 2.5e-4), 1_300, _LAST, _MIXED, _MIXED_TRAPS),
    Sitting((2.2e-4, 2.2e-4), 1_000, _LAST, _ALL, _ALL_TRAPS),
]
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
        for layer in _BOTH:
            self.scores[layer] = nn.Linear(2 * self.encoder.config.hidden_size, 1)
            nn.init.normal_(self.scores[layer].weight, std=0.02)
            nn.init.constant_(self.scores[layer].bias, _UNLIKELY)

    def read(self, pairs: Sequence[Pair], layers: Collection[int]) -> dict[int, list[Tensor]]:
        """Return for each of some layers the scores of each pair's sentences."""
        order = sorted(range(len(pairs)), key=lambda place: len(pairs[place][1].text))
        found: dict[int, dict[int, Tensor]] = {layer: {} for layer in layers}
        for start in range(0, len(order), _TOGETHER):
            group = order[start : start + _TOGETHER]
            for layer, scores in self._read([pairs[place] for place in group], layers).items():
                found[layer].update(zip(group, scores, strict=True))
        return {layer: [of[place] for place in range(len(pairs))] for layer, of in found.items()}

    def _read(self, pairs: Sequence[Pair], layers: Collection[int]) -> dict[int, Sequence[Tensor]]:
        made = sequences(self.tokenizer, pairs)
        counts = [len(each) for each in made.inside]
        rows = torch.arange(len(pairs)).repeat_interleave(torch.tensor(counts))
        inside = torch.from_numpy(np.concatenate(made.inside)).float()
        many = inside.sum(1, keepdim=True)
        states = self.encoder(
            input_ids=made.ids, attention_mask=made.attention, output_hidden_states=True
        ).hidden_states
        found: dict[int, Sequence[Tensor]] = {}
        for layer in layers:
            of_row = states[layer][rows]
            mean = (of_row * inside[..., None]).sum(1) / many.clamp(min=1)
            scores = self.scores[layer](torch.cat([mean, of_row[:, 0]], -1)).squeeze(-1)
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


def main(out: Path = PATH) -> None:
    """Teach it and write there what was learnt after each sitting."""
    torch.manual_seed(0)
    draw = random.Random(0)
    cache = LibrarySettings().cache
    with tempfile.TemporaryDirectory() as folder:
        parts = {"before": list(taught.examples(Path(folder), cache, more=True))}
        named = {name for each in _SITTINGS for name in chain(*each.questions, *each.traps)}
        parts |= taught.of_many_kinds(Path(folder), cache, named)
    print({name: len(part) for name, part in parts.items()}, "questions and traps", flush=True)
    drawn = {
        (name, kind): taught.endless([each for each in part if isinstance(each, kind)], draw)
        for name, part in parts.items()
        for kind in (Example, Trap)
    }
    model = Model(built_in_model.ensure_model(cache))
    matrices = [part for each in model.matrices.values() for part in (each.down, each.up)]
    scores = [part for each in model.scores.values() for part in each.parameters()]
    for sitting in _SITTINGS:
        learn(
            list(zip((matrices, scores), sitting.rates, strict=True)),
            sitting.steps,
            partial(_of_step, model, sitting, drawn, draw),
            _WARM,
        )
        model.write(out)


def _of_step(
    model: Model,
    sitting: Sitting,
    drawn: Mapping[tuple[str, type[Example | Trap]], Iterator[Example | Trap]],
    draw: random.Random,
    step: int,
) -> Tensor:
    batch = [
        next(drawn[names[step % len(names)], kind])
        for kind, taking in ((Example, sitting.questions), (Trap, sitting.traps))
        for names in taking
    ]
    return _loss(model, batch, draw, sitting.watched)


def _loss(
    model: Model,
    batch: Sequence[Example | Trap],
    draw: random.Random,
    watched: dict[int, float],
) -> Tensor:
    pairs: list[Pair] = []
    reads = []
    for each in batch:
        passages = [one for one in _drawn(each, draw) if one.spans]
        trap = isinstance(each, Trap)
        answer = each.sentence if isinstance(each, Example) else None
        reads.append(Read(len(pairs), len(passages), trap, answer))
        pairs += [(each.question, one) for one in passages]
    total = torch.zeros(())
    for layer, scores in model.read(pairs, watched).items():
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
        total = total + watched[layer] * torch.stack(losses).mean()
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
    main()
