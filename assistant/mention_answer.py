"""A question that asks where a term is mentioned, answered with every mention."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import mention_wording
from assistant.intents import MentionIntent, mention_intent
from assistant.mentions import find_mentions
from assistant.narrowing import narrow
from assistant.schema import Answer
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
        narrowed = narrow(held, intent.documents, intent.year)
        named = " ".join(str(each) for each in (intent.documents, intent.year) if each)
        titles = [each.title for each in held if each.id in narrowed]
        lines.append(mention_wording.narrowed(named, titles, language))
        chosen = narrowed or chosen
    found = find_mentions(library, intent.term, documents=chosen)
    lines += [
        mention_wording.headline(found, language),
        *mention_wording.notes(found, language),
    ]
    return Answer(question, "mentions", language, "\n".join(lines), mentions=found)
