"""An answer made of the documents' own sentences: which ones, in which order.

The best two to four sentences are shown, each with the neighbours that make it clear; what says the
same as one already shown, figures included, is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from assistant import asking, candidate, figures, number_words, numbered_lists, sentences
from assistant.candidate import Candidate, Place, announces, is_bare_heading
from assistant.close_reading import CloseReading
from assistant.coverage import QuestionWords
from assistant.schema import Where, overlap
from assistant.table_head import asked_row, same_table
from ingest import french
from ingest.library import Library
from ingest.schema import CELL_END, StoredPage

MOST, LEAST = 4, 2
_DUPLICATE = 0.75
_READABLE = 1_600
# How long an extract that was lengthened may be, in characters. On questions that nothing saw, the
# fact is shown for .89 and .77 instead of .88 and .74; 560 brings nothing, 1,100 no more.
_MERGED = 900
_DROP = 5.0
# In characters: up to what length two sentences that were chosen are marked as one, with what
# stands between them; of ones further apart, the better one is.
_TWO_IN_ONE = 300
_NUMBER = re.compile(rf"{number_words.NUMBER}|{figures.GROUPED}|\d+")
# In characters, and the share of an extract's words that are the title's.
_SHORT_TITLE, _TITLED = 120, 0.75


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of a page chosen to answer: a sentence (its `core`), or it and its neighbours."""

    page: StoredPage
    start: int
    end: int
    core: tuple[int, int]

    @property
    def text(self) -> str:
        """The words, on one line."""
        return " ".join(self.page.text[self.start : self.end].split())

    @property
    def where(self) -> Where:
        """Where it stands."""
        return self.page.document, self.page.number, self.start, self.end


@dataclass(frozen=True, slots=True)
class Weighed:
    """The sentences of the passages read, best first, with their scores."""

    candidates: tuple[Candidate, ...]
    scores: tuple[float, ...]

    @property
    def worth(self) -> dict[Place, float]:
        """Each sentence's score, by where it stands."""
        return {each.place: score for each, score in zip(self.candidates, self.scores, strict=True)}


def weigh(library: Library, question: str, reading: CloseReading, words: QuestionWords) -> Weighed:
    """Weigh every sentence of the passages as an answer; `words` weigh the question's stems."""
    found = sentences.candidates(library, reading)
    if not found:
        return Weighed((), ())
    scores = sentences.scores(found, question, reading, words)
    order = np.argsort(-scores, kind="stable")
    return Weighed(tuple(found[i] for i in order), tuple(float(scores[i]) for i in order))


def compose(question: str, weighed: Weighed, first: Sequence[Evidence] = ()) -> list[Evidence]:
    """Choose two to four sentences that answer the question, best first.

    `first` is evidence that goes before any other, as it is. Empty when there is no sentence.
    """
    chosen: list[Evidence] = []
    for evidence in first:
        _choose(evidence, chosen)
    many, worth, whole = asking.wants_list(question), weighed.worth, len(chosen)
    for each, score in zip(weighed.candidates, weighed.scores, strict=True):
        if len(chosen) == MOST or sum(len(evidence.text) for evidence in chosen) > _READABLE:
            break
        if len(chosen) >= LEAST and score < weighed.scores[0] - _DROP:
            break
        if chosen and each.listed:
            continue
        # A table's row may hold the fact; it is no third or fourth answer.
        if len(chosen) < LEAST or each.is_sentence or (many and asking.is_item(each.text)):
            evidence = joined(each, worth, many=many)
            if not _is_title(evidence) and not _only_heads(evidence):
                _choose(evidence, chosen, whole)
    asked, rest = chosen[:whole], chosen[whole:]
    if many:
        return chosen
    rest = [each for each in rest if not any(_is_rest_of_table(each, row) for row in asked)]
    return asked + [_row_of(question, each) for each in rest]


def _is_rest_of_table(evidence: Evidence, row: Evidence) -> bool:
    """Say whether evidence is rows of the table whose row that is asked for is shown."""
    text = row.page.text
    of_row, of_other = (text.rfind("\n", 0, each.core[1]) + 1 for each in (row, evidence))
    rows = all(CELL_END in text[at:].split("\n", 1)[0] for at in (of_row, of_other))
    return rows and evidence.page == row.page and same_table(text, of_row, of_other)


def _row_of(question: str, evidence: Evidence) -> Evidence:
    """Return the one row that the question names, of evidence that is a table's rows, or it all.

    Cut last: rows around it that weigh less would else be evidence of their own.
    """
    page, (start, end) = evidence.page, evidence.core
    if not any(CELL_END in line for line in page.text[start:end].split("\n", 2)[:2]):
        return evidence  # rows that stand beside the sentence chosen
    row = asked_row(page.text, (evidence.start, evidence.end), question)
    return Evidence(page, *row, row) if row else evidence


def _is_title(evidence: Evidence) -> bool:
    """Say whether a few words are the document's title again, which answers nothing.

    A sentence is none: an untitled document is called by its first.
    """
    text = evidence.text
    if text.endswith((".", "!", "?", "…", ";", ":")):
        return False
    stems, title = set(french.stems(text)), set(french.stems(evidence.page.title))
    return len(text) < _SHORT_TITLE and len(stems & title) >= _TITLED * len(stems)


def _only_heads(evidence: Evidence) -> bool:
    """Say whether it but announces what is shown neither with it nor overleaf.

    So does a heading alone, in capitals or a section's, or a question.
    """
    text, span = evidence.text, (evidence.start, evidence.end)
    if evidence.end >= evidence.page.end(evidence.start):
        return False
    begun = any(evidence.start <= at < evidence.end for at, _ in evidence.page.sections)
    if is_bare_heading(text) and (text.isupper() or begun):
        return True
    return len(french.sentences(text)) == 1 and announces(evidence.page, span)


def joined(sentence: Candidate, worth: Mapping[Place, float], *, many: bool = False) -> Evidence:
    """Return the sentence with the neighbours that make it clear, those `worth` more first.

    Where `many` things are asked for, a numbered list is shown from its first item, and ends
    between two; so is the one that a heading leads to. The core of a heading, or of what announces
    a list, is all that follows it too.
    """
    text, spans = sentence.page.text, sentence.spans
    listed = numbered_lists.list_span(text, spans, sentence.index) if many else None
    start, end = listed or candidate.joined(sentence, many=many, worth=worth)
    if not listed:
        said = numbered_lists.item_span(text, sentence.span)
        start, end = min(start, said[0]), max(end, said[1])
        least = spans[min(sentence.index + 1, len(spans) - 1)][1] if sentence.leads else said[1]
        if end < sentence.page.end(start):  # else what is overleaf may be shown with it
            end = without_announcement(sentence.page, start, end, least)
    answered = any(first <= sentence.span[0] < last for first, last in sentence.asked)
    if sentence.leads and not answered:  # the questions that a page asks are no list
        end = numbered_lists.with_whole_items(text, start, end)
    core = (sentence.span[0], end) if sentence.leads else sentence.span
    return Evidence(sentence.page, start, end, core)


def without_announcement(page: StoredPage, start: int, end: int, least: int) -> int:
    """Return where the span ends without what, at its end, announces what is not shown.

    It keeps what ends at `least`.
    """
    spans = [each for each in french.sentences(page.text) if start <= each[0] and each[1] <= end]
    while len(spans) > 1 and spans[-1][0] >= least and announces(page, spans[-1]):
        spans.pop()
    return spans[-1][1] if spans and spans[-1][1] < end else end


def _choose(evidence: Evidence, chosen: list[Evidence], whole: int = 0) -> None:
    """Add the evidence, unless it says the same as one that was chosen, or is joined to it.

    A sentence just outside of what is shown already lengthens it, rather than being lost; but for
    the first ones, which are `whole`: a definition's neighbours define something else.
    """
    stems = set(french.stems(evidence.text))
    if not stems:
        return
    for place, other in enumerate(chosen):
        if overlap(evidence.where, other.where):
            said = numbered_lists.item_span(evidence.page.text, evidence.core)
            start, end = min(other.start, said[0]), max(other.end, said[1])
            longer = (start, end) != (other.start, other.end) and end - start <= _MERGED
            if longer and place >= whole:
                core = min(other.core[0], evidence.core[0]), max(other.core[1], evidence.core[1])
                near = core[1] - core[0] <= _TWO_IN_ONE
                longest = Evidence(other.page, start, end, core if near else other.core)
                # It may have grown over one that was chosen after it.
                chosen[place:] = [longest] + [
                    each for each in chosen[place + 1 :] if not overlap(each.where, longest.where)
                ]
            return
        others = set(french.stems(other.text))
        if len(stems & others) / len(stems | others) >= _DUPLICATE and not _figures_differ(
            evidence.text, other.text
        ):
            return
    chosen.append(evidence)


def _figures_differ(one: str, other: str) -> bool:
    """Say whether each of two texts has a number that the other has not.

    « 45 000 F CFA » and « 52 000 F CFA » are not the same said twice.
    """
    mine, theirs = _numbers(one), _numbers(other)
    return bool(mine - theirs and theirs - mine)


def _numbers(text: str) -> set[float]:
    """Return a text's numbers, in words or however their thousands are set apart."""
    return {
        number_words.value(each) if each[0].isalpha() else float(figures.ungrouped(each))
        for each in _NUMBER.findall(french.fold(text))
    }


def near_best(weighed: Weighed, most: int = 12) -> list[Evidence]:
    """Return the best sentences, each as its own evidence, to compare with those shown."""
    worth = weighed.worth
    return [joined(each, worth) for each in weighed.candidates[:most] if each.is_sentence]
