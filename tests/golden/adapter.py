"""`make adapter`: teach the built-in model French questions; writes `ingest/adapter.safetensors`.

Low-rank adapters (LoRA, https://arxiv.org/abs/2106.09685) on every matrix of the encoder, with the
passage that answers put before others by the cosine, by late interaction, and its sentence before
others by late interaction (softmax over the batch's passages: InfoNCE,
https://arxiv.org/abs/1807.03748). The others are those that retrieval takes for it. Questions are
ours on administrative sheets and on the reports, and those of the open sets, of which the articles
held out for measuring are left out. Some 25 minutes on two cores. `--more` teaches more than twice
as many, invented reports among them: docs/mesures.md says why these matrices are not kept.
"""

from __future__ import annotations

import math
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, linear, normalize
from torch.nn.utils.rnn import pad_sequence

from assistant.evaluation import Question, plain, read_questions
from assistant.retrieval import retrieve
from ingest import adapter, built_in_model, french
from ingest.embedding import passage
from ingest.schema import StoredChunk
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop
from tests.conftest import CORPUS, SHARED, add_all, opened
from tests.golden import invented, open_sets, sheets, written
from tests.golden.evaluate import HERE

_RANK, _SCALE, _RATE = 8, 2.0, 2e-4
_BATCH, _OTHERS, _EPOCHS, _WARM = 16, 2, 2, 20
# The softmaxes' temperatures.
_COSINE, _INTERACTION, _SENTENCE = 0.02, 0.02, 0.03
_READ, _HARDEST = 60, 20
_TOGETHER = 16
_PUBLIC = {"piaf-half.json": 600, "cnil-squad.json": 150}


@dataclass(frozen=True, slots=True)
class Passage:
    """What is embedded of a chunk, with the spans of its sentences in it."""

    id: str
    text: str
    sentences: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A question, a passage that answers it, in which sentence, and what is taken for it.

    `answering` are the ids of all passages that answer it: none of them counts as another.
    """

    question: str
    right: Passage
    sentence: int | None
    others: tuple[Passage, ...]
    answering: frozenset[str]


class LowRank(nn.Module):
    """A linear layer, frozen, with what is learnt added to it: scale · B · A."""

    def __init__(self, base: nn.Linear) -> None:
        super().__init__()
        self.base = base
        self.down = nn.Parameter(torch.randn(_RANK, base.in_features) / math.sqrt(base.in_features))
        self.up = nn.Parameter(torch.zeros(base.out_features, _RANK))
        self.frozen = base.weight.to(torch.bfloat16)

    def forward(self, values: Tensor) -> Tensor:
        """Multiply in bfloat16, as where it will run."""
        half = values.to(torch.bfloat16)
        learnt = (half @ self.down.to(torch.bfloat16).T) @ self.up.to(torch.bfloat16).T
        return (linear(half, self.frozen) + _SCALE * learnt).float() + self.base.bias


class Model:
    """The built-in model with its adapters, and its tokenizer."""

    def __init__(self, folder: Path) -> None:
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer: Any = AutoTokenizer.from_pretrained(folder)
        self.encoder: Any = AutoModel.from_pretrained(folder, dtype=torch.float32)
        self.encoder.eval().requires_grad_(False)
        self.adapters: dict[str, LowRank] = {}
        for name, module in list(self.encoder.named_modules()):
            if isinstance(module, nn.Linear) and name.startswith("encoder."):
                parent, _, own = name.rpartition(".")
                self.adapters[name] = LowRank(module)
                setattr(self.encoder.get_submodule(parent), own, self.adapters[name])

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
        adapter.write(
            path,
            {
                name: ((_SCALE * each.up).detach().numpy(), each.down.detach().numpy())
                for name, each in self.adapters.items()
            },
        )


def main(out: Path, *, reports: bool = True, more: bool = False) -> None:
    """Train on the questions, on all but those on the reports, or on more, and write the adapters.

    What is taken for an answer is what retrieval finds with the model as taught before.
    """
    torch.manual_seed(0)
    draw = random.Random(0)
    cache = LibrarySettings().cache
    with tempfile.TemporaryDirectory() as folder:
        examples = list(_examples(Path(folder), cache, reports, more))
    print(len(examples), "examples", flush=True)
    model = Model(built_in_model.ensure_model(cache))
    learnt = [part for each in model.adapters.values() for part in (each.down, each.up)]
    optimizer = torch.optim.AdamW(learnt, weight_decay=0.0)
    steps, done, begun = _EPOCHS * (len(examples) // _BATCH), 0, time.monotonic()
    for _ in range(_EPOCHS):
        draw.shuffle(examples)
        for start in range(0, len(examples) - _BATCH + 1, _BATCH):
            rate = _RATE * min(1.0, (done + 1) / _WARM) * max(0.05, 1 - done / steps)
            for group in optimizer.param_groups:
                group["lr"] = rate
            loss = _loss(model, examples[start : start + _BATCH], draw)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]  # torch's own lack
            nn.utils.clip_grad_norm_(learnt, 1.0)
            optimizer.step()
            done += 1
            if done % 20 == 0:
                print(f"{done}/{steps} {loss:.3f} {time.monotonic() - begun:.0f} s", flush=True)
        model.write(out)


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
            for start, end in read.sentences:
                inside = kept[at] & (spans[at, :, 0] >= start) & (spans[at, :, 1] <= end)
                best = matches[row, at][:, inside].amax(-1) if inside.any() else -worded[row] * 1.0
                scores.append((best * worded[row]).sum() / count[row])
        target = torch.tensor([each.sentence])
        chosen.append(cross_entropy(torch.stack(scores)[None] / _SENTENCE, target))
    return loss + torch.stack(chosen).mean() if chosen else loss


def _examples(folder: Path, cache: Path, reports: bool, more: bool) -> Iterator[Example]:
    """Yield the examples, each found in a library made of its own documents."""
    made = sheets.documents(cache, folder / "pdf")
    sets: list[tuple[str, Sequence[Path], Sequence[Question]]] = [
        ("sheets", made, written.questions("training-sheets"))
    ]
    if more:
        made = sheets.documents(cache, folder / "pdf-more", "more-sheets")
        sets.append(("more-sheets", made, written.questions("more-sheets")))
        asked = written.questions("more-invented")
        made = invented.documents(folder / "pdf-invented", asked)
        sets.append(("invented", made, asked))
    for name, count in _PUBLIC.items():
        drawn = random.Random(0).sample(list(open_sets.questions(name)), count)
        sets.append((name, open_sets.documents(name, folder / f"pdf-{name}"), drawn))
    if reports:
        normal = SHARED / "reports" / "normal"
        names = ("training-reports", "more-reports") if more else ("training-reports",)
        asked = [each for name in names for each in read_questions(HERE / f"{name}.jsonl")]
        sets.append(("reports", [normal], asked))
        sets.append(("starter", [CORPUS], read_questions(HERE / "training-starter.jsonl")))
    for name, paths, questions in sets:
        add_all(folder / name, cache, *paths)
        assistant = opened(folder / name, cache)
        for question in questions:
            if question.gold and (example := _example(assistant._workshop, question)):
                yield example
        assistant.close()


def _example(workshop: Workshop, question: Question) -> Example | None:
    chunks = [hit.chunk for hit in retrieve(workshop, question.text, _READ)]
    right = [each for each in chunks if _on_gold(each, question)]
    holding = [each for each in right if _held(each.text, question)]
    if not holding:
        return None
    answering = frozenset(each.id for each in (right if question.gold[0].page else holding))
    others = [_passage(each) for each in chunks if each.id not in answering][:_HARDEST]
    chosen = _passage(holding[0])
    held = [_held(chosen.text[slice(*span)], question) for span in chosen.sentences]
    sentence = held.index(True) if True in held else None
    return Example(question.text, chosen, sentence, tuple(others), answering)


def _on_gold(chunk: StoredChunk, question: Question) -> bool:
    places = {(gold.file, gold.page) for gold in question.gold}
    return bool({(chunk.file, chunk.page), (chunk.file, 0)} & places)


def _held(text: str, question: Question) -> bool:
    return any(gold.text in plain(text) for gold in question.gold)


def _passage(chunk: StoredChunk) -> Passage:
    body = " ".join(chunk.text.split())
    text = " ".join(passage(chunk.title, body).split())
    before = len(text) - len(body)
    spans = tuple((start + before, end + before) for start, end in french.sentences(body))
    return Passage(chunk.id, text, spans)


if __name__ == "__main__":
    main(adapter.PATH, reports="--no-reports" not in sys.argv, more="--more" in sys.argv)
