"""Every sentence of the best passages weighed as an answer to a question.

A linear score over what tells an answer: late interaction and cosine with the question (the
sentence alone, with the one before, with the one after), the rare words it shares (alone, in its
window, in the heading above), the kind of thing that is asked for, and what is no answer (a line of
contents, another question). The weights of `weights.json` were fitted on open French questions and
half of the golden set.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import asking
from assistant.asking import Asked
from assistant.close_reading import CloseReading, ReadPassage, interaction
from assistant.coverage import QuestionWords
from ingest import french
from ingest.library import Library
from ingest.schema import StoredPage

PASSAGES = 10
SHORT = 45
_HEADING = 110
_STOP = re.compile(r"[.!…;:][\s»”\"')\]\d]*$")
_CONTENTS = re.compile(r"\.{5,}|(?: \.){5,}|…{3,}|_{5,}")
_JOINED, _FRAGMENTARY, _LIST = 560, 300, 800
_LEANS = re.compile(
    r"(?:ils?|elles?|ce|cet|cette|ces|celui|celle|ceux|celles|cela|ceci|ceux-ci|leurs?|en effet"
    r"|ainsi"
    r"|en revanche|par ailleurs|de plus|toutefois|cependant|neanmoins|donc|or|mais|c'est"
    r"|dans ce cas"
    r"|il en|en outre|a ce titre|de meme|au contraire|parmi eux|son|sa|ses|this|it|they|these)\b"
)
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]+|\b\d[\d.,]*\b")
_WEIGHTS = Path(__file__).with_name("weights.json")

# What is told of each sentence; the first ones are standardised among a question's candidates.
SCALED = (
    "interaction",
    "interaction_before",
    "interaction_after",
    "interaction_joined",
    "cosine",
    "cosine_before",
    "words",
    "words_before",
    "words_window",
    "passage",
)
PLAIN = (
    "heading",
    "fits",
    "fits_figure",
    "fits_joined",
    "names",
    "rank",
    "short",
    "contents",
    "asks",
    "after_asking",
    "introduces",
    "item",
    "fresh",
    "titled",
    "length",
)
FEATURES = SCALED + PLAIN


@dataclass(frozen=True, slots=True)
class Candidate:
    """Sentence `index` of a page's `spans`, in a passage of that rank."""

    read: ReadPassage
    page: StoredPage
    spans: Sequence[tuple[int, int]]
    index: int
    rank: int

    @property
    def span(self) -> tuple[int, int]:
        """Where the sentence stands in the page's text."""
        return self.spans[self.index]

    @property
    def text(self) -> str:
        """The sentence, as on the page."""
        return self.page.text[slice(*self.span)]

    @property
    def is_sentence(self) -> bool:
        """Whether it reads like a sentence: long enough, and ended by a stop."""
        return len(self.text) >= SHORT and bool(_STOP.search(self.text))

    @property
    def leads(self) -> bool:
        """Whether it announces what follows: a heading, a question, the opening of a list."""
        text = self.text.rstrip()
        return _is_heading(text) or text.endswith((":", "?"))

    @property
    def leans(self) -> bool:
        """Whether it opens by pointing back to the sentence before."""
        return bool(_LEANS.match(french.fold(self.text[:40])))

    @property
    def earlier(self) -> int:
        """Where the sentence before starts, or this one when it is the page's first."""
        return self.spans[max(self.index - 1, 0)][0]

    @property
    def later(self) -> int:
        """Where the sentence after ends, or this one when it is the page's last."""
        return self.spans[min(self.index + 1, len(self.spans) - 1)][1]


def candidates(library: Library, reading: CloseReading) -> list[Candidate]:
    """Return the sentences of the best passages, each once."""
    found: dict[tuple[str, int, int], Candidate] = {}
    for rank, read in enumerate(reading.passages[:PASSAGES]):
        chunk = read.hit.chunk
        page = library.stored_page(chunk.document, chunk.page)
        spans = french.sentences(page.text)
        for index, (start, end) in enumerate(spans):
            key = (page.document, page.number, start)
            inside = end > chunk.start and start < chunk.end
            if inside and key not in found and tokens_within(read, start, end).any():
                found[key] = Candidate(read, page, spans, index, rank)
    return list(found.values())


def joined(candidate: Candidate, *, many: bool = False) -> tuple[int, int]:
    """Return the span of a sentence with the neighbours that make it clear.

    Neighbours of its own paragraph first, up to _JOINED characters; across paragraphs (the lines of
    a list, a heading and its text) only while there is less than _FRAGMENTARY. A heading or what
    announces a list goes with what follows it; a sentence that leans on the one before, with it.
    More is taken when `many` things are asked for.
    """
    text, spans = candidate.page.text, candidate.spans
    first = last = candidate.index
    leads = candidate.leads
    most = _LIST if many else _JOINED
    fragmentary = most if many or leads else _FRAGMENTARY
    ways = (True,) if leads else (False, True) if candidate.leans else (True, False)
    grown = True
    while grown:
        grown = False
        for ahead in ways:
            lower, upper = (first, last + 1) if ahead else (first - 1, last)
            if lower < 0 or upper == len(spans):
                continue
            start, end = spans[lower][0], spans[upper][1]
            between = text[spans[last][1] : end] if ahead else text[start : spans[first][0]]
            whole = spans[last][1] - spans[first][0] >= fragmentary
            headed = (
                not ahead and first < candidate.index and _is_heading(text[slice(*spans[first])])
            )
            if end - start <= most and not (whole and "\n" in between) and not headed:
                first, last, grown = lower, upper, True
    if last > candidate.index and not leads and _belongs_after(text, spans, last):
        last -= 1
    return spans[first][0], spans[last][1]


def _belongs_after(text: str, spans: Sequence[tuple[int, int]], index: int) -> bool:
    """Say whether a line goes with what follows: as its heading, its number, or its beginning.

    A page's last line that opens a sentence right after another's end goes on overleaf.
    """
    if index + 1 == len(spans):
        between = text[spans[index - 1][1] : spans[index][0]]
        return "\n" not in between and _is_heading(text[slice(*spans[index])])
    line, after = (text[slice(*span)] for span in spans[index : index + 2])
    follows = len(after) >= SHORT and bool(_STOP.search(after))
    return follows and (_is_heading(line) or not any(map(str.isalpha, line)))


def _is_heading(line: str) -> bool:
    return len(line) <= _HEADING and not _STOP.search(line) and not asking.is_item(line)


def scores(
    these: Sequence[Candidate], question: str, reading: CloseReading, words: QuestionWords
) -> NDArray[np.float64]:
    """Return each sentence's score as an answer; only their order and differences mean anything."""
    weights = _weights()
    table = features(these, question, reading, words)
    found: NDArray[np.float64] = table @ np.array([weights[name] for name in FEATURES])
    return found


def features(
    these: Sequence[Candidate], question: str, reading: CloseReading, words: QuestionWords
) -> NDArray[np.float64]:
    """Return (sentences, FEATURES) what tells an answer; `words` weigh the question's stems."""
    kind = asking.asked(question)
    names = {french.fold(each) for each in _NAME.findall(question[1:])}
    rows = [_row(each, kind, reading, words, names) for each in these]
    table = np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))
    for column in range(len(SCALED)):
        table[:, column] = _standard(table[:, column])
    return table


def _row(
    each: Candidate, kind: Asked, reading: CloseReading, words: QuestionWords, names: set[str]
) -> list[float]:
    (start, end), text = each.span, each.text
    alone = tokens_within(each.read, start, end)
    before = tokens_within(each.read, each.earlier, end)
    after = tokens_within(each.read, start, each.later)
    previous = each.page.text[each.earlier : start].strip()
    window = each.page.text[each.earlier : each.later]
    fits = asking.fit(kind, text)
    first, last = joined(each, many=kind.kind in ("list", "how"))
    shown, around = each.page.text[first:last], tokens_within(each.read, first, last)
    stems = set(french.stems(text))
    told = {
        "interaction": interaction(reading.tokens, each.read.vectors[alone]),
        "interaction_before": interaction(reading.tokens, each.read.vectors[before]),
        "interaction_after": interaction(reading.tokens, each.read.vectors[after]),
        "interaction_joined": interaction(reading.tokens, each.read.vectors[around]),
        "cosine": _cosine(reading, each.read, alone),
        "cosine_before": _cosine(reading, each.read, before),
        "words": words.share_of(text),
        "words_before": words.share_of(each.page.text[each.earlier : end]),
        "words_window": words.share_of(window),
        "passage": each.read.hit.score,
        "heading": words.share_of(f"{_heading(each)} {each.read.hit.chunk.section}"),
        "fits": fits,
        "fits_figure": fits if kind.kind in ("figure", "date") else 0.0,
        "fits_joined": asking.fit(kind, shown),
        "names": sum(each in french.fold(window) for each in names) / max(len(names), 1),
        "rank": float(each.rank),
        "short": float(len(text) < SHORT),
        "contents": float(bool(_CONTENTS.search(text))),
        "asks": float(text.rstrip(' »"').endswith("?")),
        "after_asking": words.share_of(previous) if previous.rstrip(' »"').endswith("?") else 0.0,
        "introduces": float(text.endswith(":")),
        "item": float(asking.is_item(text)),
        "fresh": math.log1p(len(stems - words.rarity.keys())),
        "titled": float(stems <= set(french.stems(each.page.title))),
        "length": math.log(len(text)),
    }
    return [told[name] for name in FEATURES]


def _heading(each: Candidate) -> str:
    """Return the nearest line above that reads like a heading: short, and without a stop."""
    for start, end in reversed(each.spans[max(0, each.index - 12) : each.index]):
        line = each.page.text[start:end]
        if _is_heading(line):
            return line
    return ""


def tokens_within(read: ReadPassage, start: int, end: int) -> NDArray[np.bool_]:
    """Say which of a passage's tokens lie within a span of the page."""
    inside: NDArray[np.bool_] = (read.starts >= start) & (read.ends <= end)
    return inside


def _cosine(reading: CloseReading, read: ReadPassage, tokens: NDArray[np.bool_]) -> float:
    mean = read.plain[tokens].mean(axis=0)
    return float(mean @ reading.vector / max(float(np.linalg.norm(mean)), 1e-9))


def _standard(values: NDArray[np.float64]) -> NDArray[np.float64]:
    spread = float(values.std())
    standard: NDArray[np.float64] = (values - values.mean()) / (spread if spread > 1e-9 else 1.0)
    return standard


@cache
def _weights() -> dict[str, float]:
    read: dict[str, float] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return read
