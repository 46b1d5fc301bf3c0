"""How good the answers are: questions with known pages and words, asked of an open library.

A file of questions holds one JSON object a line: `id`, `question`, `language`, `kind` (fact, list,
mentions, follow-up, conflict; near and off have no answer), `gold` (a list of `file`, `page` and
`text`, words that stand on that page) and, for a follow-up, `history` (the questions before it).
"""

from __future__ import annotations

import json
import math
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.citations import is_verbatim
from assistant.schema import Answer, Hit
from ingest import french
from ingest.errors import InvalidSetting
from ingest.library import Library
from ingest.schema import Language

ANSWERABLE = ("fact", "list", "conflict", "follow-up")
UNANSWERABLE = ("near", "off")
KINDS = (*ANSWERABLE, "mentions", *UNANSWERABLE)
_SEARCHED = ("fact", "list", "conflict")
_MISSED = 10**6

_NAMES: dict[str, dict[Language, str]] = {
    "page_recall@1": {"fr": "bonne page en premier", "en": "right page first"},
    "page_recall@3": {"fr": "bonne page parmi 3", "en": "right page among 3"},
    "page_recall@5": {"fr": "bonne page parmi 5", "en": "right page among 5"},
    "fact_in_first": {"fr": "le fait dans le 1er extrait", "en": "the fact in the first extract"},
    "fact_in_first_two": {"fr": "… dans les 2 premiers", "en": "… in the first two"},
    "fact_shown": {"fr": "… parmi ceux montrés", "en": "… among those shown"},
    "citations_verbatim": {"fr": "citations mot pour mot", "en": "citations word for word"},
    "first_citation_on_a_gold_page": {
        "fr": "première citation d'une bonne page",
        "en": "first citation from a right page",
    },
    "sentences_cited": {"fr": "phrases citées", "en": "sentences cited"},
    "abstention_precision": {"fr": "refus justifiés", "en": "refusals that were right"},
    "abstention_recall": {"fr": "sans réponse\u00a0: déclinées", "en": "no answer: declined"},
    "off_topic_declined": {"fr": "… hors sujet", "en": "… off topic"},
    "near_declined": {"fr": "… proches du sujet", "en": "… near the topic"},
    "answerable_declined": {
        "fr": "avec réponse\u00a0: déclinées",
        "en": "with an answer: declined",
    },
    "mention_pages_found": {"fr": "pages de mentions trouvées", "en": "pages of mentions found"},
    "both_sides_of_a_conflict": {"fr": "deux chiffres montrés", "en": "both figures shown"},
}

Ask = Callable[[str, Sequence[Answer]], Answer]
Search = Callable[[str], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Gold:
    """Where an answer stands: words of that page of that file."""

    file: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `gold` is empty where the documents hold no answer."""

    id: str
    text: str
    language: Language
    kind: str
    gold: tuple[Gold, ...]
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """`good` of `total`; its interval is Wilson's at 95 % (https://doi.org/10.2307/2276774)."""

    good: int
    total: int

    @property
    def value(self) -> float:
        """The share, 0 to 1; 0 of nothing."""
        return self.good / self.total if self.total else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The lower and upper ends; 0 and 1 for nothing."""
        if not self.total:
            return 0.0, 1.0
        p, n, z = self.value, self.total, 1.96
        centre = (p + z * z / (2 * n)) / (1 + z * z / n)
        spread = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n**2)) / (1 + z * z / n)
        return max(0.0, centre - spread), min(1.0, centre + spread)

    def as_json(self) -> dict[str, Any]:
        """Return the share, its interval and what it is of."""
        low, high = self.interval
        return {
            "value": round(self.value, 3),
            "low": round(low, 3),
            "high": round(high, 3),
            "good": self.good,
            "total": self.total,
        }


@dataclass(frozen=True, slots=True)
class Scores:
    """What a set of questions gave: shares by name, the mean reciprocal rank, seconds asked."""

    shares: dict[str, Share]
    reciprocal_rank: float
    median_seconds: float
    slow_seconds: float

    def as_json(self) -> dict[str, Any]:
        """Return the golden scores."""
        return {name: share.as_json() for name, share in self.shares.items()} | {
            "mrr": round(self.reciprocal_rank, 3),
            "seconds_median": round(self.median_seconds, 3),
            "seconds_p95": round(self.slow_seconds, 3),
        }


def read_questions(path: Path) -> list[Question]:
    """Read a file of questions. Raises InvalidSetting where a line is not one."""
    found = []
    # A line in another encoding is no JSON object with these keys: it is told as such.
    text = path.read_text(encoding="utf-8-sig", errors="surrogateescape")
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(_question(json.loads(line.encode())))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            keys = "id, question, language, kind, gold"
            raise InvalidSetting(
                name="--questions",
                value=str(path),
                french=f"à la ligne {number} un objet JSON avec {keys} ({error!r})",
                english=f"on line {number} a JSON object with {keys} ({error!r})",
            ) from error
    return found


def _question(row: dict[str, Any]) -> Question:
    if row["kind"] not in KINDS:
        raise ValueError(row["kind"])
    gold = tuple(Gold(each["file"], int(each["page"]), plain(each["text"])) for each in row["gold"])
    history = tuple(row.get("history", ()))
    return Question(row["id"], row["question"], row["language"], row["kind"], gold, history)


def evaluate(
    library: Library,
    search: Search,
    ask: Ask,
    questions: Sequence[Question],
    told: Callable[[], None] = lambda: None,
) -> Scores:
    """Search and ask every question, and count what came of them.

    `told` is called after each. Pages are ranked by their best passage.
    """
    ranks: list[int] = []
    asked: list[tuple[Question, Answer]] = []
    seconds: list[float] = []
    for question in questions:
        if question.kind in _SEARCHED:
            ranks.append(page_rank(search(question.text), question))
        before: list[Answer] = []
        for earlier in question.history:
            before.append(ask(earlier, before))
        started = time.perf_counter()
        answer = ask(question.text, before)
        seconds.append(time.perf_counter() - started)
        asked.append((question, answer))
        told()
    shares = {f"page_recall@{k}": _share(rank <= k for rank in ranks) for k in (1, 3, 5)}
    shares |= _of_answers(library, asked)
    seconds.sort()
    return Scores(
        shares,
        sum(1 / rank for rank in ranks) / len(ranks) if ranks else 0.0,
        _at(seconds, 0.5),
        _at(seconds, 0.95),
    )


def told(scores: Scores, language: Language) -> list[tuple[str, str, str, str]]:
    """Return rows for a table: what, its share, its interval, of how many."""
    rows = []
    for name, share in scores.shares.items():
        if share.total:
            low, high = share.interval
            what = _NAMES[name][language]
            rows.append((what, f"{share.value:.2f}", f"{low:.2f}–{high:.2f}", str(share.total)))
    rows.append(("MRR", f"{scores.reciprocal_rank:.2f}", "", ""))
    for name, seconds in (
        ("médiane|median", scores.median_seconds),
        ("95\u00a0%|95%", scores.slow_seconds),
    ):
        said = name.split("|")[-1 if language == "en" else 0]
        rows.append((f"s, {said}", f"{seconds:.2f}", "", ""))
    return rows


def _of_answers(library: Library, asked: Sequence[tuple[Question, Answer]]) -> dict[str, Share]:
    answerable = [(q, a) for q, a in asked if q.kind in ANSWERABLE]
    held = [[_holds(c.quote, c.file, c.page, q) for c in a.citations] for q, a in answerable]
    cited = [citation for _, answer in asked for citation in answer.citations]
    on_page = [
        (citation.file, citation.page) in {(each.file, each.page) for each in question.gold}
        for question, answer in answerable
        for citation in answer.citations[:1]
    ]
    declined = [(question.kind, answer.abstained is not None) for question, answer in asked]
    mentions = [pair for q, a in asked if q.kind == "mentions" for pair in _pages_found(q, a)]
    conflicts = [(q, a) for q, a in answerable if q.kind == "conflict"]
    return {
        "fact_in_first": _share(any(row[:1]) for row in held),
        "fact_in_first_two": _share(any(row[:2]) for row in held),
        "fact_shown": _share(any(row) for row in held),
        "citations_verbatim": _share(is_verbatim(library, each) for each in cited),
        "first_citation_on_a_gold_page": _share(on_page),
        "sentences_cited": _share(
            bool(sentence.citations) for _, answer in asked for sentence in answer.sentences
        ),
        "abstention_precision": _share(kind in UNANSWERABLE for kind, away in declined if away),
        "abstention_recall": _share(away for kind, away in declined if kind in UNANSWERABLE),
        "off_topic_declined": _share(away for kind, away in declined if kind == "off"),
        "near_declined": _share(away for kind, away in declined if kind == "near"),
        "answerable_declined": _share(away for kind, away in declined if kind in ANSWERABLE),
        "mention_pages_found": _share(mentions),
        "both_sides_of_a_conflict": _share(
            all(any(_holds_one(c.quote, c.file, c.page, g) for c in a.citations) for g in q.gold)
            for q, a in conflicts
        ),
    }


def _pages_found(question: Question, answer: Answer) -> Iterable[bool]:
    documents = answer.mentions.documents if answer.mentions else ()
    found = {(each.file, page.page) for each in documents for page in each.pages}
    return [(gold.file, gold.page) in found for gold in question.gold]


def _holds(quote: str, file: str, page: int, question: Question) -> bool:
    return any(_holds_one(quote, file, page, gold) for gold in question.gold)


def _holds_one(quote: str, file: str, page: int, gold: Gold) -> bool:
    return (file, page) == (gold.file, gold.page) and gold.text in plain(quote)


def page_rank(hits: Sequence[Hit], question: Question) -> int:
    """Return the place, from 1, of the first right page among the pages of the hits."""
    pages = dict.fromkeys((hit.chunk.file, hit.chunk.page) for hit in hits)
    right = {(gold.file, gold.page) for gold in question.gold}
    return next((n for n, page in enumerate(pages, start=1) if page in right), _MISSED)


def plain(text: str) -> str:
    """Return the text without what quotes may differ in: white space, hyphens, a table's bars."""
    return re.sub(r"[\s|\-]+", "", french.fold(text))


def _share(outcomes: Iterable[bool]) -> Share:
    told = list(outcomes)
    return Share(sum(told), len(told))


def _at(ordered: Sequence[float], part: float) -> float:
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0.0
