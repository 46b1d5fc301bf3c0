"""A question that asks where a term is mentioned, answered with every mention."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import mention_wording
from assistant.abstention import why_abstain
from assistant.close_reading import READ
from assistant.inquiry import NEAREST, without_tokens
from assistant.intents import MentionIntent, mention_intent
from assistant.mention_search import seek
from assistant.narrowing import looked_into
from assistant.retrieval import retrieve_with_words
from assistant.schema import Answer, Hit
from ingest.schema import Language
from ingest.workshop import Workshop


def asked_mentions(history: Sequence[Answer]) -> MentionIntent | None:
    """Return what the last of some questions asked the mentions of, if it did."""
    previous: MentionIntent | None = None
    for each in history:
        previous = mention_intent(each.question, previous)
    return previous


def answer_mentions(
    workshop: Workshop,
    question: str,
    language: Language,
    intent: MentionIntent,
    only: Sequence[str] | None = None,
) -> Answer:
    """Answer with every mention of a term, in the documents that the question names, if it does.

    Only the documents of the ids in `only` are looked into, where it is given.
    """
    library = workshop.library
    held = [each for each in library.names() if not only or each.id in only]
    chosen = list(only) if only else None
    lines: list[str] = []
    if intent.documents or intent.year is not None:
        narrowed = looked_into(held, intent.documents, intent.year)
        named = " ".join(str(each) for each in (intent.documents, intent.year) if each)
        titles = [each.title for each in held if each.id in narrowed]
        lines.append(mention_wording.narrowed(named, titles, language))
        chosen = narrowed or chosen
    sought = seek(library, intent, chosen, language)
    found = sought.found
    lines += [*sought.said, *mention_wording.notes(found, language)]
    nearest = _nearest(workshop, intent.term, chosen) if found.is_nowhere else ()
    text = "\n".join(lines)
    return Answer(question, "mentions", language, text, mentions=found, nearest=nearest)


def _nearest(workshop: Workshop, term: str, documents: Sequence[str] | None) -> tuple[Hit, ...]:
    """Return the passages that say in other words what no page says in those: « date limite ».

    None of a term that the documents do not speak of.
    """
    hits, words = retrieve_with_words(workshop, term, READ, documents or ())
    foreign = why_abstain(workshop, term, hits, words, documents)
    return () if foreign else without_tokens(hits[:NEAREST])
