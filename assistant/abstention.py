"""Whether the library has anything on a question, told before an answer is composed.

A cosine alone does not carry from one collection to another. What does: by how much the nearest
passage beats the nearest of a fixed set of passages on foreign subjects (`background.txt`), plus
the share of the question's words, weighted by rarity, that one passage holds. The threshold belongs
to that set and to the built-in model.
"""

from __future__ import annotations

import hashlib
import math
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import claims, number_words
from assistant.close_reading import CloseReading
from assistant.coverage import QuestionWords
from assistant.extract import Weighed
from assistant.narrowing import YEAR, years, years_told
from assistant.schema import Hit, Reason
from assistant.support import gives_the_figure, support
from ingest import embedding, french
from ingest.embedding import SentenceEmbeddings
from ingest.library import Library
from ingest.schema import Language, StoredPage
from ingest.workshop import Workshop

# Chosen on half of 200 foreign questions, of which one in fifty passes in French and none in
# English, and on golden half a, of which no answered one in French and one in a hundred in English
# is declined; the other half over two libraries: .02 and .03 pass, .01 and none are declined. With
# words counted for .04, as many pass where twice to four times as many are declined.
THRESHOLD: dict[Language, float] = {"fr": 0.12, "en": 0.09}
COVER_WEIGHT = 0.12
# How far under the threshold a margin may lie when passages were read with the question: so much,
# more as one is likelier to answer it (times its log-odds), and more as fewer were searched: of
# few, the nearest lies less near by chance (times the log of how many times fewer than the last).
# Whoever has added one report asks « ça ouvre quand ? », which names nothing of it: `make
# golden-alone` says what this brings there. Chosen on its first twelve reports, on the golden sets
# and on foreign questions, of which .97 to 1.00 are declined on libraries of 158 to 2,339 passages.
# An English question that names nothing shares few words with the page that answers it, and may lie
# further under: .012 of 258 that have an answer are declined by that, no longer .062, and of 275
# foreign ones .96, .98 with what follows; of others, which chose nothing, .021, .975 and .98. The
# log-odds count for less since they spread further: .014 of 1,215 answered questions are declined
# by the margin, and .97 of 172 foreign ones, .98 with what follows; of others, .011 and .99.
_READ: dict[Language, float] = {"fr": 0.01, "en": 0.055}
_LIKELIER: dict[Language, float] = {"fr": 0.015, "en": 0.01}
_FEWER, _MANY = 0.025, 2_300
# So that, the margin counted in, one answered question in twenty is declined (.049 of 1,215, with
# .48 of 609 traps; of others, .052 of 557, with .54 of 292): log-odds, those of the cross-encoder,
# and those of the words with a model that has none. Together they tell no better, nor as well: the
# area under the curve is .886 in French and .866 in English with the first alone, .881 and .856
# with both, on what chose; .889 and .848, .885 and .824 on the rest.
LEAST_ANSWERING: dict[Language, float] = {"fr": -2.8, "en": -3.3}
LEAST_ALONE: dict[Language, float] = {"fr": -1.27, "en": -1.05}
LONGEST_QUESTION = 2_000
_PIECE = re.compile(r"[^\W_]+|[^\w\s'-]")
# What links the words of one phrase; any other word without meaning, or mark, ends it.
_LINKS = frozenset("de du des d la le les l of the".split())
# How many words in a row are a phrase: two that pages have in a row say nothing of a subject,
# « trop cher », but for those of a date. Of 671 foreign questions, two have one on some page.
_PHRASE = 3
_MONTHS = frozenset(french.stems(" ".join(claims.MONTHS)))
_NEIGHBOURS = 5
_PASSAGES = Path(__file__).with_name("background.txt")


def why_not_asked(question: str) -> Reason | None:
    """Say why a question cannot even be looked up: empty of words, or far too long."""
    if not any(character.isalnum() for character in question):
        return "empty_question"
    return "question_too_long" if len(question) > LONGEST_QUESTION else None


def why_abstain(
    workshop: Workshop,
    question: str,
    hits: Sequence[Hit],
    words: QuestionWords,
    documents: Sequence[str] | None = None,
) -> Reason | None:
    """Say why the passages found do not answer the question; None when they may.

    `words` weigh the question's stems; `documents` are those that whoever asks chose to search.
    """
    if not hits:
        return "nothing_near" if workshop.library.extent().documents else "empty_library"
    language = french.detect_language(question)
    least = THRESHOLD[language]
    answering = _answering(hits)
    if answering is not None:
        searched = max(1, workshop.library.chunks.count(documents or None))
        fewer = max(0.0, math.log(_MANY / searched))
        least -= _READ[language] + _LIKELIER[language] * answering + _FEWER * fewer
    if margin(workshop, question, hits, words) >= least:
        return None
    return "only_near" if any(_saying(question, hits)) else "nothing_near"


def said_first(question: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return the passages found, those first that say a whole phrase or a date of the question."""
    saying = zip(_saying(question, hits), hits, strict=True)
    return [hit for _, hit in sorted(saying, key=lambda each: not each[0])]


def _saying(question: str, hits: Sequence[Hit]) -> list[bool]:
    """Say of each passage whether it says a whole phrase of the question, or a date of it.

    Of such, nobody can say that nothing deals with them: « congé de solidarité internationale ».
    """
    asked = [f" {' '.join(each)} " for each in _phrases(question)]
    texts = (f" {' '.join(french.stems(hit.chunk.text))} " for hit in hits)
    return [any(phrase in text for phrase in asked) for text in texts]


def _phrases(question: str) -> Iterator[list[str]]:
    """Yield the stems in a row of a question that are as many as make a phrase, or are a date."""
    runs: list[list[str]] = [[]]
    for piece in _PIECE.findall(french.fold(question)):
        stems = [each for each in french.stems(piece) if each not in number_words.STEMS]
        if stems:
            runs[-1] += stems
        elif piece not in _LINKS:
            runs.append([])
    for run in runs:
        yield from (run[at : at + _PHRASE] for at in range(len(run) - _PHRASE + 1))
        yield from (each for each in map(list, pairwise(run)) if _is_date(each))


def _is_date(stems: Sequence[str]) -> bool:
    """Say whether two stems are a day or a year and its month, or a year behind what it is of."""
    numbers = [each for each in stems if each.isdecimal()]
    dated = not _MONTHS.isdisjoint(stems) or bool(YEAR.fullmatch(stems[-1]))
    return len(numbers) == 1 and dated


def margin(workshop: Workshop, question: str, hits: Sequence[Hit], words: QuestionWords) -> float:
    """Return by how much the passages found beat those on foreign subjects, words counted in."""
    nearest = max(hit.similarity for hit in hits) - _nearest_background(workshop, question)
    return nearest + COVER_WEIGHT * cover(words, hits[:_NEIGHBOURS])


def only_near(question: str, reading: CloseReading, weighed: Weighed, words: QuestionWords) -> bool:
    """Say whether the passages are about the subject but seem to hold no answer."""
    language = french.detect_language(question)
    answering = _answering([each.hit for each in reading.passages])
    if answering is None:
        return support(question, reading, weighed, words) < LEAST_ALONE[language]
    return answering < LEAST_ANSWERING[language] and not gives_the_figure(question, weighed, words)


def of_another_year(library: Library, question: str, pages: Sequence[StoredPage]) -> bool:
    """Say whether a question names years of which neither a page shown nor its document has one.

    Of 107 questions that name a year and were answered, none of 76 true answers is one, and three
    of 31 traps are.
    """
    asked = set(map(int, YEAR.findall(question)))
    if not asked:
        return False
    named = {each.id: each for each in library.names()}
    held = {year for page in pages for year in years_told(page.text)}
    for page in pages:
        if page.document in named:  # another process may have taken it out meanwhile
            held |= years(named[page.document])
    return not asked & held


def _answering(hits: Sequence[Hit]) -> float | None:
    """Return the highest log-odds of answering; None when none was read with the question."""
    return max((hit.answering for hit in hits if hit.answering is not None), default=None)


def cover(words: QuestionWords, hits: Sequence[Hit]) -> float:
    """Return the largest share of the question's stems, by rarity, that one passage holds: 0..1."""
    held = (set(french.stems(f"{hit.chunk.title} {hit.chunk.text}")) for hit in hits)
    return max(words.share(each) for each in held)


def _nearest_background(workshop: Workshop, question: str) -> float:
    similarities = _background(workshop) @ workshop.embeddings.encode_query(question)
    return float(np.sort(similarities)[-_NEIGHBOURS:].mean())


def _background(workshop: Workshop) -> NDArray[np.float32]:
    """Return the background's vectors, embedded once for each model and kept in the cache."""
    texts = background_passages()
    of_all = "\n".join([embedding.fingerprint(workshop.settings), *texts])
    digest = hashlib.sha256(of_all.encode()).hexdigest()[:16]
    path = workshop.settings.cache / f"background-{digest}.npy"
    if path not in _BACKGROUNDS:
        _BACKGROUNDS[path] = _load_or_embed(path, workshop.embeddings, texts)
    return _BACKGROUNDS[path]


# By path alone: a model that nobody uses any more is not kept for them.
_BACKGROUNDS: dict[Path, NDArray[np.float32]] = {}


def _load_or_embed(
    path: Path, embeddings: SentenceEmbeddings, texts: Sequence[str]
) -> NDArray[np.float32]:
    with suppress(OSError, ValueError, EOFError):  # absent, or cut short: made again
        kept: NDArray[np.float32] = np.load(path)
        return kept
    vectors = embeddings.encode_passages(texts)
    with suppress(OSError):  # a cache that cannot be written costs time, never an answer
        path.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: several threads and processes may be at it at once.
        aside = path.with_name(f"{path.stem}-{secrets.token_hex(4)}.npy")
        np.save(aside, vectors)
        aside.replace(path)
    return vectors


@cache
def background_passages() -> tuple[str, ...]:
    """Return the passages on foreign subjects, in French then English."""
    lines = _PASSAGES.read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))
