"""Passages for a question: vectors and French keywords, fused, then compared token by token.

Each list is scaled to 0..1 over its best 100, then weighed: .6 vectors + .4 BM25 beat either alone
and reciprocal ranks on 787 French questions (nDCG@10 .712 against .683, .613 and .683). An English
question shares few words with French text, so its vectors weigh more. The best of the fused are
then ranked by late interaction (`late_interaction`) and, for less, by the fused score; the first
few of these are read with the question (`cross_reading`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from numpy.typing import NDArray
from pydantic import ConfigDict

from assistant import contents
from assistant.acronyms import abbreviated, spelt_out
from assistant.coverage import QuestionWords, question_words, stems_at
from assistant.cross_reading import READ, called, reread
from assistant.late_interaction import Vectors, best_matches
from assistant.narrowing import YEAR, named_years
from assistant.schema import Hit
from ingest import french, token_vectors
from ingest.embedding import Embedded
from ingest.library import Library
from ingest.schema import StoredChunk
from ingest.workshop import Workshop

DEPTH = 100
CONSIDERED = 60
_WEIGHT = {"fr": 0.6, "en": 0.75}
# The share of the fused score; the rest is late interaction's. Of .2 and .3 the best over six sets
# of questions, since what a document is about counts for all its pages. The words held, their
# rarity, the place of the match, a second passage of the page, figures where one is asked: none
# added to it on both the public sets and half of the golden questions.
_FUSED = 0.2
# The share of the page in late interaction. What a question names is often spread over a page: the
# country in a heading, the year a paragraph above. From none to .6 the reciprocal rank stayed at
# .914 on the questions used for choosing; on two other sets it went from .723, .765 to .757, .806.
_PAGE = 0.6
# What the words that a page holds, by rarity, add to that: from none to .6 the reciprocal rank went
# from .914, .869 and .970 to .928, .882 and .976 on the questions and public sets used for
# choosing, and from .757, .806 and .914 to .753, .845 and .926 on three others.
_COVER = 0.6
# What the words of a passage, with those of the heading that it stands under, add to that. Of 0,
# .15 and .3 the page comes first for 55, 55 and 54 questions of three sets, 106, 107 and 106, 101,
# 101 and 102: that a passage is read with them too (`cross_reading.called`) does most.
_UNDER = 0.15
# What a passage of a table of contents loses: it has the words of the question, as a heading, and a
# page's number for an answer. Nor does it count for the rest of its page.
_LISTED = 2.0
# What a passage loses whose document is named by other years than the question's, and whose page
# names none of these: last year's figures are said in the same words. Of 129 golden questions that
# name a year, from .3 to 1, two found their answer higher, none lower, and as many traps were held.
_OF_ANOTHER_YEAR = 0.45


def retrieve(
    workshop: Workshop, question: str, limit: int = 10, documents: Sequence[str] = ()
) -> list[Hit]:
    """Return the `limit` best passages for a question, best first.

    Only from those documents, if any ids are given. What has an acronym is searched by it.
    """
    searched = spelt_out(workshop.library, abbreviated(workshop.library, question))
    return retrieve_with_words(workshop, searched, limit, documents)[0]


def of_pages(hits: Sequence[Hit], limit: int) -> list[Hit]:
    """Return that many of the hits, best first: one a page, several only where pages are too few.

    Whoever looks for where something is said wants other pages, not a page's passages one by one.
    """
    seen: Counter[tuple[str, int]] = Counter()
    rounds: list[int] = []
    for hit in hits:
        place = hit.chunk.document, hit.chunk.page
        rounds.append(seen[place])
        seen[place] += 1
    chosen = sorted(range(len(hits)), key=lambda index: (rounds[index], index))[:limit]
    return [hits[index] for index in sorted(chosen)]


def retrieve_with_words(
    workshop: Workshop, question: str, limit: int = 10, documents: Sequence[str] = ()
) -> tuple[list[Hit], QuestionWords]:
    """Return the passages for a question as it stands, with its words as they were weighed."""
    asked = workshop.embeddings.encode_question(question)
    with workshop.library.snapshot():
        words = question_words(workshop.library, question)
        return _nearest(workshop, question, asked, words, limit, documents), words


def _nearest(
    workshop: Workshop,
    question: str,
    asked: Embedded,
    words: QuestionWords,
    limit: int,
    documents: Sequence[str],
) -> list[Hit]:
    library, index = workshop.library, workshop.index
    near = dict(index.search(asked.vector, DEPTH, documents))
    worded = dict(library.chunks.keyword_search(list(words.rarity), DEPTH, documents or None))
    fused = fuse(near, worded, _WEIGHT[french.detect_language(question)])
    order = sorted(fused, key=lambda each: (-fused[each], -near.get(each, 0.0), each))
    # Only these are read from the file: a page's text takes a tenth of a millisecond.
    chunks = library.chunks.stored(order[: max(limit, CONSIDERED)])
    ids = [each for each in order if each in chunks]
    if not ids:
        return []
    similarities = dict(
        zip(ids, (library.chunks.vectors(ids) @ asked.vector).tolist(), strict=True)
    )
    read, rest = ids[:CONSIDERED], ids[CONSIDERED:]
    tokens = library.chunks.tokens(read)
    packed = [tokens.get(each, b"") for each in read]
    texts = [token_vectors.unpack(each, len(asked.vector)).vectors for each in packed]
    passages = [chunks[each] for each in read]
    stems = stems_at(" ".join(question.split()), asked.tokens.spans)
    listed = _are_listings(library, passages)
    # A passage of contents is a place by itself, under a number that is no page's.
    places = [
        (each.document, -number if listing else each.page)
        for number, (each, listing) in enumerate(zip(passages, listed, strict=True), start=1)
    ]
    late = late_scores(asked.tokens.vectors, texts, places, stems, words)
    scores = _FUSED * scaled([fused[each] for each in read]) + (1 - _FUSED) * scaled(late)
    scores += _COVER * page_cover(words, passages, places)
    scores += _UNDER * section_cover(words, passages)
    scores -= _LISTED * np.array(listed)
    scores -= _OF_ANOTHER_YEAR * _of_another_year(library, question, passages, places)
    best = sorted(range(len(read)), key=lambda i: -scores[i])[: max(limit, READ)]
    hits = [
        Hit(
            chunks[read[i]],
            similarities[read[i]],
            worded.get(read[i], 0.0),
            float(scores[i]),
            packed[i],
        )
        for i in best
    ]
    for each in rest[: max(0, limit - len(read))]:
        # Behind all that was compared token by token, in the order of the fused scores.
        score = float(scores.min()) * fused[each]
        hits.append(Hit(chunks[each], similarities[each], worded.get(each, 0.0), score))
    cross_encoder = workshop.embeddings.cross_encoder()
    if cross_encoder is None:
        return hits[:limit]
    return reread(cross_encoder, question, hits, called(library, question, hits[:READ]))[:limit]


def _are_listings(library: Library, passages: Sequence[StoredChunk]) -> list[bool]:
    """Say of each passage whether it is mostly entries of a table of contents: none answers."""
    may = [each for each in passages if contents.may_list(each.text)]  # spares most their page
    entries = {
        place: contents.entries(library, library.stored_page(*place))
        for place in {(each.document, each.page) for each in may}
    }
    return [
        2
        * sum(
            max(0, min(end, each.end) - max(start, each.start))
            for start, end in entries.get((each.document, each.page), ())
        )
        > each.end - each.start
        for each in passages
    ]


def _of_another_year(
    library: Library,
    question: str,
    passages: Sequence[StoredChunk],
    places: Sequence[tuple[str, int]],
) -> NDArray[np.float64]:
    """Return 1 for each passage of a document of other years that says nothing of those asked."""
    asked = set(map(int, YEAR.findall(question)))
    if not asked:
        return np.zeros(len(passages))
    own = {each.id: named_years(each) for each in library.names()}
    held: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for each, place in zip(passages, places, strict=True):
        held[place].update(own.get(each.document, ()), map(int, YEAR.findall(each.text)))
    of_others = [bool(own.get(place[0])) and asked.isdisjoint(held[place]) for place in places]
    return np.array(of_others, np.float64)


def late_scores(
    question: Vectors,
    texts: Sequence[Vectors],
    places: Sequence[tuple[str, int]],
    stems: Sequence[str],
    words: QuestionWords,
) -> NDArray[np.float64]:
    """Return each passage's late interaction: its own, and that of all passages of its place.

    A place is a document and a page, or what stands for one.

    A token of a word that the document is about (`stems`, a token's each) takes the best match of
    all its passages.
    """
    if not len(question):  # a model that gives no tokens
        return np.zeros(len(places))
    best = best_matches(question, texts)
    whole = _best_of(places, best)
    mixed = (1 - _PAGE) * best + _PAGE * whole
    documents = [document for document, _ in places]
    anywhere = _best_of(documents, best)
    about = [words.subjects.get(each, {}) for each in documents]
    known = np.array([[subjects.get(stem, 0.0) for stem in stems] for subjects in about])
    mixed = np.maximum(mixed, (1 - known) * mixed + known * anywhere)
    late: NDArray[np.float64] = mixed.mean(axis=1, dtype=np.float64)
    return late


def _best_of(groups: Sequence[object], rows: Vectors) -> Vectors:
    """Return for each row the highest values of the rows of its group."""
    highest: dict[object, Vectors] = {}
    for group, row in zip(groups, rows, strict=True):
        highest[group] = np.maximum(highest.get(group, row), row)
    return np.stack([highest[group] for group in groups])


def page_cover(
    words: QuestionWords, chunks: Sequence[StoredChunk], places: Sequence[tuple[str, int]]
) -> NDArray[np.float64]:
    """Return for each passage how much of the question's words those of its place hold: 0 to 1."""
    held: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for each, place in zip(chunks, places, strict=True):
        held[place].update(french.stems(f"{each.title} {each.text}"))
    covers = {place: words.share(stems, place[0]) for place, stems in held.items()}
    return np.array([covers[place] for place in places])


def section_cover(words: QuestionWords, chunks: Sequence[StoredChunk]) -> NDArray[np.float64]:
    """Return for each passage how much of the question's words it holds, or its heading: 0 to 1."""
    texts = (f"{each.title} {each.section} {each.text}" for each in chunks)
    return np.array([words.share_of(text) for text in texts])


def fuse(
    similarities: Mapping[str, float], keywords: Mapping[str, float], weight: float
) -> dict[str, float]:
    """Return weight · similarity + (1 − weight) · keyword, each min-max scaled over its own list.

    What only one list holds gets 0 from the other.
    """
    near, worded = (
        dict(zip(values, scaled(list(values.values())).tolist(), strict=True))
        for values in (similarities, keywords)
    )
    return {
        each: weight * near.get(each, 0.0) + (1 - weight) * worded.get(each, 0.0)
        for each in {**similarities, **keywords}
    }


def scaled(values: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the values min-max scaled to 0..1; all 1 where they are all the same."""
    numbers = np.asarray(values, dtype=np.float64)
    if not len(numbers) or numbers.max() == numbers.min():
        return np.ones_like(numbers)
    stretched: NDArray[np.float64] = (numbers - numbers.min()) / (numbers.max() - numbers.min())
    return stretched


class PassageRetriever(BaseRetriever):
    """The same retrieval as a langchain retriever: `retriever.invoke("question")`."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    workshop: Workshop
    limit: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [
            LangChainDocument(
                id=hit.chunk.id,
                page_content=hit.chunk.text,
                metadata={k: v for k, v in hit.as_json().items() if k != "text"}
                | {"start": hit.chunk.start, "end": hit.chunk.end},
            )
            for hit in retrieve(self.workshop, query, self.limit)
        ]
