"""A question to an Answer: retrieve → abstain? → compose → cite. It reads like that sentence."""

from __future__ import annotations

from collections.abc import Sequence

from assistant import abstention, citations, definitions, extract, wording
from assistant.close_reading import READ, read_closely
from assistant.extract import PASSAGES, Evidence
from assistant.intents import MentionIntent, mention_intent
from assistant.mentions import find_mentions
from assistant.narrowing import narrow
from assistant.retrieval import retrieve
from assistant.schema import Abstention, Answer, Hit, Reason, Sentence
from ingest import french
from ingest.pipeline import Workshop
from ingest.schema import Language


def answer(
    workshop: Workshop,
    question: str,
    language: Language | None = None,
    previous: MentionIntent | None = None,
) -> Answer:
    """Answer a question from the library alone.

    `language` is that of the words around the quotes; the question's own when None. A question
    that asks where a term is mentioned gets every mention; `previous` is what the question before
    it asked the mentions of, if it did.
    """
    question = " ".join(question.split())
    language = language or french.detect_language(question)
    refusal = abstention.why_not_asked(question)
    if refusal:
        return _abstain(workshop, question, language, refusal)
    intent = mention_intent(question, previous)
    if intent:
        return mentions_answer(workshop, question, language, intent)
    hits = retrieve(workshop, question, READ)
    defined = _definitions(workshop, question)
    rarity = abstention.stem_rarity(workshop, question)
    refusal = None if defined else abstention.why_abstain(workshop, question, hits, rarity)
    if refusal:
        return _abstain(workshop, question, language, refusal, hits)
    reading = read_closely(workshop.embeddings, question, hits)
    evidence = extract.compose(workshop.library, question, reading, rarity, defined)
    nearest = [each.hit for each in reading.passages]
    return _cite(workshop, question, language, evidence, nearest)


def _definitions(workshop: Workshop, question: str) -> list[Evidence]:
    term = definitions.defined_term(question)
    if term is None:
        return []
    return [
        Evidence(workshop.library.stored_page(document, page), start, end, (start, end))
        for document, page, start, end in definitions.find_definitions(workshop.library, term)
    ]


def _cite(
    workshop: Workshop,
    question: str,
    language: Language,
    evidence: Sequence[Evidence],
    nearest: Sequence[Hit],
) -> Answer:
    cited = [
        citations.cite(number, each.page, each.start, each.end)
        for number, each in enumerate(evidence, start=1)
    ]
    cores = {n: (e.core[0] - e.start, e.core[1] - e.start) for n, e in enumerate(evidence, start=1)}
    verified = [each for each in cited if citations.is_verbatim(workshop.library, each)]
    if not verified:
        return _abstain(workshop, question, language, "no_sentence", nearest)
    sentences = tuple(
        Sentence(each.quote, (each.number,), supported=True, core=cores[each.number])
        for each in verified
    )
    text = "\n".join(f"{each.text} [{each.citations[0]}]" for each in sentences)
    shown = tuple(nearest[:PASSAGES])
    return Answer(question, "answer", language, text, sentences, tuple(verified), nearest=shown)


def mentions_answer(
    workshop: Workshop, question: str, language: Language, intent: MentionIntent
) -> Answer:
    """Answer with every mention of a term, in the documents that the question names, if it does."""
    library = workshop.library
    chosen: list[str] | None = None
    if intent.documents or intent.year is not None:
        chosen = narrow(library.documents(), intent.documents, intent.year)
    found = find_mentions(library, intent.term, documents=chosen or None)
    lines = [wording.mentions_line(found, language), *wording.mention_notes(found, language)]
    if chosen is not None:
        named = " ".join(str(each) for each in (intent.documents, intent.year) if each)
        titles = [each.title for each in library.documents() if each.id in chosen]
        lines.insert(0, wording.narrowed(named, titles, language))
    return Answer(question, "mentions", language, "\n".join(lines), mentions=found)


def _abstain(
    workshop: Workshop,
    question: str,
    language: Language,
    why: Reason,
    nearest: Sequence[Hit] = (),
) -> Answer:
    message = wording.reason(why, language, workshop.library.extent())
    abstained = Abstention(why, message)
    return Answer(
        question, "answer", language, message, abstained=abstained, nearest=tuple(nearest[:3])
    )
