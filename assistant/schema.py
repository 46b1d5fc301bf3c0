"""The values that flow out of this package, and their JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from assistant.mention_schema import Mentions
from ingest.errors import PasserelleError
from ingest.schema import Language, StoredChunk, Unit

Reason = Literal[
    "empty_question",
    "question_too_long",
    "empty_library",
    "nothing_near",
    "only_near",
    "unreadable",
    "no_sentence",
    "which_document",
    "no_such_item",
    "not_a_question",
    "about_library",
]

# A document, a page, and where in its text something starts and ends.
Where = tuple[str, int, int, int]

# How far a sentence's sources hold it up: wholly, in part, or not at all.
Support = Literal["supported", "partly", "unsupported"]

# The one sentence that says so, whatever composes the answer.
CANNOT_ANSWER: dict[Language, str] = {
    "fr": "Je n'ai pas trouvé de réponse à cette question dans les documents.",
    "en": "I found no answer to this question in the documents.",
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found: cosine similarity, BM25 (0 when no word is shared), and what ranks it.

    `tokens` are its token vectors, packed (see `ingest.token_vectors`). `answering`, for the first
    passages, is the log-odds that one of its sentences answers, read with the question, and
    `sentences` are those of each: where it starts and ends in the page's text, and its log-odds.
    """

    chunk: StoredChunk
    similarity: float
    keyword: float
    score: float
    tokens: bytes = b""
    answering: float | None = None
    sentences: tuple[tuple[int, int, float], ...] = ()

    def odds_of(self, start: int, end: int) -> float | None:
        """Return the log-odds of what was read within a span of the page; None if nothing was.

        A sentence counts when half of it, or of the span, is within.
        """
        within = [
            odds
            for first, last, odds in self.sentences
            if 2 * (min(end, last) - max(start, first)) >= min(end - start, last - first)
        ]
        return max(within, default=None)

    def as_json(self) -> dict[str, Any]:
        """Return the row of `search --json`."""
        return {
            "file": self.chunk.file,
            "document": self.chunk.document,
            "title": self.chunk.title,
            "page": self.chunk.page,
            "label": self.chunk.label,
            "unit": self.chunk.unit,
            "ocr": self.chunk.ocr,
            "section": self.chunk.section,
            "text": self.chunk.text,
            "similarity": round(self.similarity, 4),
            "keyword": round(self.keyword, 4),
            "score": round(self.score, 4),
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a sentence comes from: `quote == page text[start:end]`, page counted from 1.

    `unit` says what `page` counts where a format has no pages; `ocr` that the words were read from
    a picture; `section` is the heading they stand under, where there is one.
    """

    number: int
    file: str
    document: str
    title: str
    page: int
    label: str
    quote: str
    start: int
    end: int
    unit: Unit = "page"
    ocr: bool = False
    section: str = ""

    @property
    def where(self) -> Where:
        """Where the quote stands."""
        return self.document, self.page, self.start, self.end

    def as_json(self) -> dict[str, Any]:
        """Return the row of `ask --json`."""
        return {name: getattr(self, name) for name in self.__slots__}


def overlap(one: Where, other: Where) -> bool:
    """Say whether two spans have characters of one page in common."""
    return one[:2] == other[:2] and one[2] < other[3] and other[2] < one[3]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer with the numbers of its citations.

    `core` is the span of `text` that was chosen; what surrounds it was joined to make it clear.
    `support` says how far the citations hold up a sentence that a chat model wrote, and `doubts`
    what they do not hold: numbers, names, words. `supported` is whether they hold all of it. `head`
    is that of the table, on the same page or that before, whose row the text begins with.
    """

    text: str
    citations: tuple[int, ...]
    supported: bool
    core: tuple[int, int]
    support: Support = "supported"
    doubts: tuple[str, ...] = ()
    head: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the row of `ask --json`."""
        return {
            "text": self.text,
            "head": self.head,
            "citations": list(self.citations),
            "supported": self.supported,
            "support": self.support,
            "doubts": list(self.doubts),
            "core": self.text[slice(*self.core)],
            "context": [self.text[: self.core[0]].strip(), self.text[self.core[1] :].strip()],
        }


@dataclass(frozen=True, slots=True)
class Abstention:
    """Why there is no answer, for machines and for people.

    `listed` are the ids of the documents that the message numbers, in that order, `others` of those
    that it had no room for.
    """

    reason: Reason
    message: str
    listed: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two citations, by number, whose figures differ for the same thing, as written in each."""

    citations: tuple[int, int]
    figures: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gets: sentences with citations, mentions, or a reason for neither.

    `text` is all of it as a person reads it, citation marks included; `nearest` are the passages
    closest to the question. `searched` is what was searched where that is not the question (a
    follow-up); `within` the files searched where that is not all of them, `outside` those that the
    question names and that held no answer; `notes` what the reader should know besides, already in
    the answer's language. `model` is the chat model that wrote the
    sentences, empty when they are the documents' own; `problem` says why a model that was asked did
    not. `presents` is the id of the document that it tells the whole of, empty for any other.
    """

    question: str
    kind: Literal["answer", "mentions"]
    language: Language
    text: str
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    abstained: Abstention | None = None
    mentions: Mentions | None = None
    nearest: tuple[Hit, ...] = ()
    searched: str = ""
    within: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    conflict: Conflict | None = None
    model: str = ""
    problem: str = ""
    presents: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the object of `ask --json`."""
        why = self.abstained
        return {
            "question": self.question,
            "kind": self.kind,
            "language": self.language,
            "answer": self.text,
            "abstained": {"reason": why.reason, "message": why.message} if why else None,
            "sentences": [each.as_json() for each in self.sentences],
            "citations": [each.as_json() for each in self.citations],
            "mentions": self.mentions.as_json() if self.mentions else None,
            "model": self.model,
            "problem": self.problem,
            "nearest": [each.as_json() for each in self.nearest],
            "searched": self.searched or None,
            "within": list(self.within),
            "outside": list(self.outside),
            "notes": list(self.notes),
            "conflict": {
                "citations": list(self.conflict.citations),
                "figures": list(self.conflict.figures),
            }
            if self.conflict
            else None,
        }


@dataclass(frozen=True, slots=True)
class Searching:
    """The question is being looked up; `question` is what is searched, rewritten if need be."""

    question: str
    rewritten: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The passages are found, and a chat model is asked about them; `host` is where they go."""

    passages: tuple[Hit, ...]
    model: str
    host: str
    local: bool


@dataclass(frozen=True, slots=True)
class Delta:
    """Words of the sentence being written, as they come: plain text, no mark half there.

    Empty from time to time while none come.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence is whole and checked; it replaces the words that came before it.

    `citations` are those it is the first to cite.
    """

    sentence: Sentence
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """The chat model gave no answer: the one without a model follows."""

    error: PasserelleError


@dataclass(frozen=True, slots=True)
class Done:
    """The answer, whole; nothing follows."""

    answer: Answer


# What `Assistant.stream` yields, in the order in which it may come.
Event = Searching | Found | Delta | Checked | Problem | Done
