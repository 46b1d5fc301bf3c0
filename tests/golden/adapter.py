"""`make adapter`: teach the built-in model French questions; writes `ingest/adapter.safetensors`.

Low-rank adapters (LoRA, https://arxiv.org/abs/2106.09685) on every matrix of the encoder, with the
passage that answers put before others by the cosine, by late interaction, and its sentence before
others by late interaction (softmax over the batch's passages: InfoNCE,
https://arxiv.org/abs/1807.03748). `taught` says from what: first sheets, reports and open sets,
then documents of many kinds among them. Some 50 minutes on two cores. `--more` teaches more than
twice as many questions first: docs/mesures.md says why these matrices are not kept.
"""

from __future__ import annotations

import math
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, linear, normalize
from torch.nn.utils.rnn import pad_sequence

from ingest import adapter, built_in_model
from ingest.adapter import Matrix
from ingest.settings import LibrarySettings
from tests.golden import taught
from tests.golden.learning import learn
from tests.golden.taught import Example

_RANK, _SCALE, _RATE = 8, 2.0, 2e-4
_BATCH, _OTHERS, _EPOCHS, _WARM = 16, 2, 2, 20
# Then so many steps, of so many questions of each part, at a rate of their own.
_STEPS, _LATER_RATE = 200, 1e-4
_PARTS = {"before": 4, "hard": 4, "pages": 3, "terse": 2, "easy": 1, "short": 1, "english": 1}
# The softmaxes' temperatures.
_COSINE, _INTERACTION, _SENTENCE = 0.02, 0.02, 0.03
_TOGETHER = 16


class LowRank(nn.Module):
    """A linear layer, frozen, with what is learnt added to it: scale · B · A."""

    def __init__(self, base: nn.Linear, rank: int = _RANK) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(rank, base.in_features) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, rank))
        self.frozen = base.weight.to(torch.bfloat16)

    def forward(self, values: Tensor) -> Tensor:
        """Multiply in bfloat16, as where it will run."""
        half = values.to(torch.bfloat16)
        learnt = (half @ self.down.to(torch.bfloat16).T) @ self.up.to(torch.bfloat16).T
        return (linear(half, self.frozen) + _SCALE * learnt).float() + self.base.bias

    def learnt(self) -> tuple[Matrix, Matrix]:
        """Return what was learnt, (up, down), to be added to the layer's own weights."""
        return (_SCALE * self.up).detach().numpy(), self.down.detach().numpy()


def with_low_rank(encoder: Any, rank: int = _RANK) -> dict[str, LowRank]:
    """Freeze a BERT, give each of its layers' matrices what can be learnt; return these by name."""
    encoder.eval().requires_grad_(False)
    found: dict[str, LowRank] = {}
    for name, module in list(encoder.named_modules()):
        if isinstance(module, nn.Linear) and name.startswith("encoder."):
            parent, _, own = name.rpartition(".")
            found[name] = LowRank(module, rank)
            setattr(encoder.get_submodule(parent), own, found[name])
    return found


class Model:
    """The built-in model with its adapters, and its tokenizer."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.encoder: Any = AutoModel.from_pretrained(folder, dtype=torch.float32)
        self.adapters = with_low_rank(self.encoder)

    def encode(self, texts: Sequence[str], prefix: str) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return the texts' unit vectors, their tokens', which of these are words, their spans.

        Texts of like length go together: padding would be a third of the work.
        """
        order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
        groups = [order[start : start + _TOGETHER] for start in range(0, len(order), _TOGETHER)]
        parts = [self._encode([prefix + texts[i] for i in group], len(prefix)) for group in groups]
        back = torch.tensor(order).argsort()
        rows = [row for part in parts for row in zip(*part, strict=True)]
        vectors, tokens, kept, spans = (
            pad_sequence(list(each), batch_first=True)[back] for each in zip(*rows, strict=True)
        )
        return vectors, tokens, kept, spans

    def _encode(self, whole: list[str], before: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        encoded = self.tokenizer(
            whole,
            padding=True,
            truncation=True,
            max_length=512,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        spans = encoded.pop("offset_mapping")
        hidden = self.encoder(**encoded).last_hidden_state
        mask = encoded["attention_mask"]
        mean = (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)
        kept = (spans[..., 1] > spans[..., 0]) & (spans[..., 1] > before) & mask.bool()
        return normalize(mean, dim=-1), normalize(hidden, dim=-1), kept, spans - before

    def write(self, path: Path) -> None:
        """Write what was learnt, to be added to the model's own weights."""
        adapter.write(path, {name: each.learnt() for name, each in self.adapters.items()})


def main(out: Path, *, reports: bool = True, more: bool = False) -> None:
    """Train on the questions, on all but those on the reports, or on more, and write the adapters.

    What is taken for an answer is what retrieval finds with the model as taught before.
    """
    torch.manual_seed(0)
    draw = random.Random(0)
    cache = LibrarySettings().cache
    with tempfile.TemporaryDirectory() as folder:
        every = taught.examples(Path(folder), cache, reports=reports, more=more)
        parts = {"before": [each for each in every if isinstance(each, Example)]}
        many = taught.of_many_kinds(Path(folder), cache, _PARTS, reports=reports)
        for name, part in many.items():
            parts[name] = [each for each in part if isinstance(each, Example)]
    print({name: len(part) for name, part in parts.items()}, "examples", flush=True)
    model = Model(built_in_model.ensure_model(cache))
    learnt = [part for each in model.adapters.values() for part in (each.down, each.up)]
    first = list(_twice(parts["before"], draw))
    learn([(learnt, _RATE)], len(first), lambda step: _loss(model, first[step], draw), _WARM)
    drawn = {name: taught.endless(parts[name], draw) for name in _PARTS if parts.get(name)}
    later = [
        [next(drawn[name]) for name, count in _PARTS.items() if name in drawn for _ in range(count)]
        for _ in range(_STEPS)
    ]
    learn([(learnt, _LATER_RATE)], _STEPS, lambda step: _loss(model, later[step], draw), _WARM)
    model.write(out)


def _twice(examples: list[Example], draw: random.Random) -> Iterator[list[Example]]:
    """Yield all examples in batches, _EPOCHS times, shuffled each time."""
    for _ in range(_EPOCHS):
        draw.shuffle(examples)
        for start in range(0, len(examples) - _BATCH + 1, _BATCH):
            yield examples[start : start + _BATCH]


def _loss(model: Model, batch: Sequence[Example], draw: random.Random) -> Tensor:
    drawn = [
        other
        for each in batch
        for other in draw.sample(each.others, min(_OTHERS, len(each.others)))
    ]
    passages = list({each.id: each for each in [*(e.right for e in batch), *drawn]}.values())
    places = {each.id: place for place, each in enumerate(passages)}
    asked, words, worded, _ = model.encode([each.question for each in batch], "query: ")
    vectors, tokens, kept, spans = model.encode([each.text for each in passages], "passage: ")
    gold = torch.tensor([places[each.right.id] for each in batch])
    other = torch.tensor(
        [[p.id == e.right.id or p.id not in e.answering for p in passages] for e in batch]
    )
    centre = tokens[kept].mean(0)
    words, tokens = normalize(words - centre, dim=-1), normalize(tokens - centre, dim=-1)
    matches = torch.einsum("qid,pjd->qpij", words, tokens)
    matches = matches.masked_fill(~kept[None, :, None, :], -1.0)
    count = worded.sum(1)
    late = (matches.amax(-1) * worded[:, None]).sum(-1) / count[:, None]
    loss = cross_entropy((asked @ vectors.T / _COSINE).masked_fill(~other, -1e4), gold)
    loss = loss + cross_entropy((late / _INTERACTION).masked_fill(~other, -1e4), gold)
    chosen = []
    for row, each in enumerate(batch):
        if each.sentence is None:
            continue
        scores = []
        for read in (each.right, *(p for p in each.others if p.id in places)):
            at = places[read.id]
            for start, end in read.spans:
                inside = kept[at] & (spans[at, :, 0] >= start) & (spans[at, :, 1] <= end)
                best = matches[row, at][:, inside].amax(-1) if inside.any() else -worded[row] * 1.0
                scores.append((best * worded[row]).sum() / count[row])
        target = torch.tensor([each.sentence])
        chosen.append(cross_entropy(torch.stack(scores)[None] / _SENTENCE, target))
    return loss + torch.stack(chosen).mean() if chosen else loss


if __name__ == "__main__":
    main(adapter.PATH, reports="--no-reports" not in sys.argv, more="--more" in sys.argv)
