"""A question to an Answer: understand → scope → retrieve → abstain? → compose → cite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice

from assistant import (
    abstention,
    asked_parts,
    asked_terms,
    conversation,
    definitions,
    extract,
    filters,
    further,
    headed,
    overleaf,
    part_answer,
    presenting,
    siblings,
    sourcing,
    talk,
    told_terms,
    untold,
    wording,
)
from assistant.acronyms import abbreviated, spelt_out
from assistant.carriers import unwrapped
from assistant.cited_answer import cited_answer
from assistant.close_reading import READ, CloseReading, read_closely
from assistant.coverage import QuestionWords
from assistant.extract import Evidence, Weighed
from assistant.filters import Scope
from assistant.inquiry import Inquiry, decline
from assistant.intents import mention_intent
from assistant.mention_answer import answer_mentions, asked_mentions
from assistant.part_text import Told
from assistant.reply_language import AS_WRITTEN
from assistant.retrieval import retrieve_with_words
from assistant.schema import Answer
from ingest import french
from ingest.library import Library
from ingest.schema import Language, StoredPage
from ingest.workshop import Workshop


def answer(
    workshop: Workshop,
    question: str,
    language: Language | None = None,
    history: Sequence[Answer] = (),
    documents: Sequence[str] | None = None,
) -> Answer:
    """Answer a question from the library alone.

    `language` is that of the words around the quotes; the question's own when None, or that of the
    talk where none of its words tells. `history` are the answers before, the latest last: a
    follow-up is searched with what it leans on. Only the documents of those ids are searched, when
    given; else those that the question names. A question that asks where a term is mentioned gets
    every mention.
    """
    question = " ".join(question.split())
    said, talked = talk.what_is_said(question, history), history
    language = language or talk.language_of(question, history)
    if instead := talk.asked_instead(question, history):
        given = answer(workshop, instead[0], language, instead[1], documents)
        notes = (*given.notes, AS_WRITTEN[language]) if given.sentences else given.notes
        return replace(given, question=question, searched=given.searched or instead[0], notes=notes)
    history = talk.asked_before(history)
    if said:
        if said == "sources":
            return sourcing.restated(workshop.library, question, language, history[-1])
        back = talk.reply(workshop.library, said, question, language, documents)
        asked = Inquiry(question, question, Scope(question), language)
        return asked.answer(back.message, abstained=back)
    refusal = abstention.why_not_asked(question)
    if refusal:
        return decline(
            workshop.library, Inquiry(question, question, Scope(question), language), refusal
        )
    presented = presenting.presented(workshop.library, question, language, talked, documents)
    if presented:
        return presented
    previous = asked_mentions(history)
    intent = mention_intent(question, previous)
    if intent:
        return answer_mentions(workshop, question, language, intent, documents)
    understood = conversation.understand(question, history)
    asked = _scoped(workshop, question, understood.text, language, history, documents)
    asked = replace(asked, ranked=understood.ranked)
    document = presenting.talked_of(history) if documents is None else None
    chosen, everywhere = documents, understood.text
    if document and not understood.ranked:
        asked = presenting.asked_of_it(workshop.library, asked, document, understood, history)
        chosen = (asked.scope.documents or None) if understood.follows else None
        # « combien je peux avoir ? » is of no other document.
        documents = chosen if presenting.names_nothing(question) else None
        everywhere = asked.scope.question if understood.follows else everywhere
        told = understood.more and presenting.told_more(workshop.library, asked, history)
        if told:
            return told
    if understood.missing:
        return decline(workshop.library, asked, "no_such_item")
    if understood.more:
        asked = replace(asked, shown=further.shown(history))
    intent = mention_intent(asked.scope.question, previous) or mention_intent(understood.text)
    if intent:
        within = asked.scope.documents or documents
        return answer_mentions(workshop, question, language, intent, within)
    given = _found(workshop, asked, chosen)
    if understood.anew and further.adds_nothing(given, history[-1]):
        other = _found(workshop, replace(asked, shown=further.shown(history)), chosen)
        given = given if other.abstained else other
    if given.abstained and asked.scope.documents and documents is None:
        # The question named a document that does not answer it: the others may, and it is said.
        elsewhere = replace(asked, scope=Scope(everywhere), files=())
        other = _found(workshop, elsewhere, None)
        if not other.abstained:
            # Asked with the name, it may be answered by that document after all.
            named = any(each.file in asked.files for each in other.citations)
            return other if named else _from_outside(other, asked.files)
    return untold.noted_refusal(workshop.library, given)


def _from_outside(given: Answer, files: Sequence[str]) -> Answer:
    """Say of an answer that it comes from other documents than those that the question names."""
    note = wording.not_within(files, given.language)
    return replace(given, outside=tuple(files), notes=(note, *given.notes))


def _scoped(
    workshop: Workshop,
    question: str,
    searched: str,
    language: Language,
    history: Sequence[Answer],
    documents: Sequence[str] | None,
) -> Inquiry:
    held = workshop.library.names()
    if documents is not None:
        scope = Scope(searched, tuple(documents))
    else:
        before = [each.document for each in history[-1].citations[:1]] if history else []
        scope = filters.scope(searched, held, before)
    files = tuple(each.file for each in held if each.id in scope.documents)
    return Inquiry(question, searched, scope, language, files)


def _found(workshop: Workshop, asked: Inquiry, chosen: Sequence[str] | None) -> Answer:
    """Look the question up where its scope says, and answer or decline.

    The documents that a question names may not be those meant: only where whoever asks has `chosen`
    them is a nearness by so few passages' measure enough.
    """
    scope = replace(asked.scope, question=unwrapped(asked.scope.question))
    text = abbreviated(workshop.library, scope.question)
    term, compared = asked_terms.defined_term(text), asked_terms.compared_terms(text)
    full = text if compared else spelt_out(workshop.library, text)
    # An acronym that pages have may itself be what is asked about.
    if full != text and not (term and told_terms.is_told_of(workshop.library, term, scope)):
        text, term = full, term and asked_terms.defined_term(full)
    if text != scope.question:
        asked = replace(asked, searched=text)
    hits, words = retrieve_with_words(workshop, text, READ, scope.documents)
    told = [_definitions(workshop, each, scope, 1) for each in compared]
    defined = list(chain(*told)) if all(told) else []
    if term:
        defined = _definitions(workshop, term, scope)
    parts = part_answer.parts_named(asked, text)
    parts = parts or part_answer.told_parts(workshop.library, asked, text, hits)
    if parts and parts[0].whole:
        return part_answer.answer_parts(workshop.library, asked, text, parts, hits)
    if parts:
        defined = part_answer.parts_asked(workshop.library, asked, text, parts, hits) or defined
    places = dict.fromkeys((each.chunk.document, each.chunk.page) for each in hits)
    found_on = [] if defined else [workshop.library.stored_page(*place) for place in places]
    section, labelled, other = _labelled(workshop.library, asked, text, found_on, words)
    defined = defined or labelled
    known = told_terms.known_name(workshop.library, text, scope)
    refusal = None
    if not (defined or known):
        refusal = abstention.why_abstain(workshop, text, hits, words, chosen)
    if not (refusal or defined) and (
        siblings.is_missing(text, found_on)
        or (term and told_terms.is_unknown(workshop.library, term, text, scope, hits))
    ):
        refusal = "only_near"
    if refusal:
        return decline(workshop.library, asked, refusal, abstention.said_first(text, hits))
    reading = _favouring(read_closely(workshop.embeddings, text, hits), scope)
    weighed = extract.weigh(workshop.library, text, reading, words)
    nearest = [each.hit for each in reading.passages]
    if (
        not defined
        and abstention.only_near(text, reading, weighed, words)
        and not (known or told_terms.asks_of_a_known_term(workshop.library, text, scope))
    ):
        return decline(workshop.library, asked, "only_near", nearest)
    first = defined or _told_apart(compared, told, weighed)
    if asked.shown:
        weighed, first = further.unseen(weighed, asked.shown), further.new(first, asked.shown)
    # A whole section needs nothing else, nor what is compared where both terms are defined.
    whole = section or (told if all(told) else [])
    evidence = first if whole and first else extract.compose(text, weighed, first)
    evidence = further.new(evidence, asked.shown)
    if term and first and first == defined:
        evidence = told_terms.of_the_term(term, first, evidence)
    evidence = told_terms.with_all_of(known or "", evidence) or evidence
    evidence = overleaf.with_rest(workshop.library, text, evidence)
    pages = [each.page for each in evidence]
    if not defined and abstention.of_another_year(workshop.library, text, pages):
        return decline(workshop.library, asked, "only_near", nearest)
    given = cited_answer(
        workshop.library, asked, text, evidence, extract.near_best(weighed), nearest
    )
    given = part_answer.going_on(given, section)
    if given.abstained or (defined and defined != other):
        return given
    return untold.noted(workshop.library, given, words)


def _labelled(
    library: Library,
    asked: Inquiry,
    text: str,
    pages: Sequence[StoredPage],
    words: QuestionWords,
) -> tuple[list[Told], list[Evidence], list[Evidence]]:
    """Return the sections that answer whole, what the pages label or ask, and a section of less.

    The last tells of other years than those asked, say: a row goes before it. Of what was shown of
    the first before, they are carried on, where anything is left.
    """
    sections = headed.section_asked(library, text, pages)
    section = _evidence(sections)
    if section and headed.holds_all(library, text, section):
        rest = headed.section_asked(library, text, pages, asked.shown) if asked.shown else sections
        return rest, _evidence(rest) or section, []
    found = (
        asked_parts.question_asked(library, text, pages, words)
        or headed.named(section, asked_parts.row_asked(library, text, pages, words))
        or section
    )
    return [], found, section


def _evidence(sections: Sequence[Told]) -> list[Evidence]:
    return [each for told in sections for each in told.evidence]


def _favouring(reading: CloseReading, scope: Scope) -> CloseReading:
    """Put the passages of documents that the question names in passing a little higher."""
    if not scope.favoured:
        return reading
    raised = [
        replace(
            each, hit=replace(each.hit, score=each.hit.score + scope.bonus(each.hit.chunk.document))
        )
        for each in reading.passages
    ]
    raised.sort(key=lambda each: -each.hit.score)
    return replace(reading, passages=tuple(raised))


def _told_apart(
    terms: Sequence[str], defined: Sequence[list[Evidence]], weighed: Weighed
) -> list[Evidence]:
    """Return for each term that is compared its definition, or else the best that is said of it."""
    found: list[Evidence] = []
    for term, definition in zip(terms, defined, strict=True):
        stems = set(french.stems(term))
        said = (
            extract.joined(each, weighed.worth)
            for each in weighed.candidates
            if stems and stems.issubset(french.stems(each.text)) and each.is_sentence
        )
        found += definition or islice(said, 1)
    return found


def _definitions(workshop: Workshop, term: str, scope: Scope, limit: int = 2) -> list[Evidence]:
    found = definitions.find_definitions(workshop.library, term, scope.documents or None, limit)
    told = []
    for document, number, start, end in found:
        page = workshop.library.stored_page(document, number)
        span = definitions.explained(page.text, start, end)
        told.append(Evidence(page, *span, span))
    return told
