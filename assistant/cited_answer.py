"""Evidence to an answer: each quote verified on its page, both sides of a conflict, who agrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant import agreement, asking, citations, conflict, extract, wording
from assistant.conflict import Figures
from assistant.extract import Evidence
from assistant.inquiry import Inquiry, decline, without_tokens
from assistant.schema import Answer, Citation, Conflict, Hit, Sentence
from assistant.sentences import PASSAGES
from assistant.table_head import head_shown
from ingest.library import Library


def cited_answer(
    library: Library,
    asked: Inquiry,
    text: str,
    evidence: Sequence[Evidence],
    others: Sequence[Evidence],
    nearest: Sequence[Hit],
) -> Answer:
    """Return the answer to an inquiry, asked as `text`, that the evidence makes, in its order.

    `others` may agree or disagree with it. What does not stand word for word on its page is left
    out; with nothing left, it is declined.
    """
    figures = conflict.disagreement(text, [*evidence, *others])
    shown = _with_both(evidence, figures)
    agreeing = agreement.agreeing(shown, others)
    flat = [*shown, *(each for group in agreeing for each in group)]
    cited = [
        citations.cite(number, each.page, each.start, each.end)
        for number, each in enumerate(flat, start=1)
    ]
    verified = {each.number: each for each in cited if citations.is_verbatim(library, each)}
    sentences = _sentences(library, shown, agreeing, verified)
    if not sentences:
        return decline(library, asked, "no_sentence", nearest)
    kept = {number for each in sentences for number in each.citations}
    numbers = tuple(each for number, each in verified.items() if number in kept)
    found = _conflict(figures, shown, verified)
    notes = [wording.conflict(found, numbers, asked.language)] if found else []
    if asking.wants_list(text):
        notes.append(wording.sources_of_list(numbers, asked.language))
    return asked.answer(
        _written(text, sentences),
        sentences=sentences,
        citations=numbers,
        notes=notes,
        conflict=found,
        nearest=without_tokens(nearest[:PASSAGES]),
    )


def _sentences(
    library: Library,
    shown: Sequence[Evidence],
    agreeing: Sequence[Sequence[Evidence]],
    verified: Mapping[int, Citation],
) -> tuple[Sentence, ...]:
    """Return what is shown and was verified, each with the numbers of what agrees with it."""
    sentences, extra = [], len(shown)
    for number, (each, group) in enumerate(zip(shown, agreeing, strict=True), start=1):
        also = [n for n in range(extra + 1, extra + len(group) + 1) if n in verified]
        extra += len(group)
        if number in verified:
            core = (each.core[0] - each.start, each.core[1] - each.start)
            quote, head = verified[number].quote, head_shown(library, each.page, each.start)
            sentences.append(Sentence(quote, (number, *also), True, core, head=head))
    return tuple(sentences)


def _conflict(
    figures: Figures | None, shown: Sequence[Evidence], verified: Mapping[int, Citation]
) -> Conflict | None:
    """Return the disagreement, if both its sides are shown and were verified."""
    sides = [figures.first, figures.second] if figures else []
    places = [shown.index(each) + 1 for each in sides if each in shown]
    if figures is None or len(places) < 2 or not all(each in verified for each in places):
        return None
    return Conflict((places[0], places[1]), figures.said)


def _written(text: str, sentences: Sequence[Sentence]) -> str:
    """Return the sentences as lines with their marks, numbered where an order is asked for."""
    marks = ["".join(f"[{n}]" for n in each.citations) for each in sentences]
    lines = [f"{each.text} {mark}" for each, mark in zip(sentences, marks, strict=True)]
    if asking.is_numbered(text, [each.text for each in sentences]):
        lines = [f"{place}. {line}" for place, line in enumerate(lines, start=1)]
    return "\n".join(lines)


def _with_both(evidence: Sequence[Evidence], figures: Figures | None) -> list[Evidence]:
    """Show both sides of a disagreement, the second right after the first."""
    shown = list(evidence)
    if figures is None or figures.first not in shown:
        return shown
    if figures.second in shown:
        shown.remove(figures.second)
    shown.insert(shown.index(figures.first) + 1, figures.second)
    return shown[: extract.MOST]
