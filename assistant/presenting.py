"""A document presented, and what is asked next: it is asked of that document.

« Résume la FAQ » has no subject that « et quelles dépenses sont éligibles ? » could be searched
with: the document is what the talk is of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant import (
    conversation,
    further,
    leaning,
    nameless,
    offered,
    overview,
    overview_asked,
    part_text,
    talk,
    wording,
)
from assistant.cited_answer import cited_answer
from assistant.conversation import Understood
from assistant.extract import MOST, Evidence
from assistant.filters import FAVOUR, Scope
from assistant.inquiry import Inquiry, decline
from assistant.nouns import NOUN, SUMMED_UP
from assistant.page_headings import section_end
from assistant.schema import Answer
from ingest import french
from ingest.library import Library
from ingest.schema import Language, StoredPage

# However it is asked for, « quels sont les points clés ? », no list of steps answers.
_PRESENT = "De quoi parle ce document ?"
# In characters: what is told of a section, at most, when more is asked for.
_UNDER = 700
# And at least, to tell something.
_TELLS = 80
# « Qui préside | le comité de pilotage »: at most so many words that tell something in either. A
# longer question is less often of the document, and found anywhere by its words.
_THING = re.compile(
    r"^(?:[a-z]+ )?(?:combien|comment|quand|pourquoi|ou|qui|quoi|qu'est-ce|que|quel(?:le)?s?|who"
    r"|what|when|where|why|which|how(?: much| many)?)\b(?P<before>.*?)(?<![\w'])"
    r"(?P<thing>(?:(?:les?|la|the) |l')[a-z].*)$"
)
_WORDS_BEFORE, _WORDS_OF_THING = 1, 2
_DOCUMENT = re.compile(rf"\b{NOUN}\b")
_THIS = re.compile(rf"\b(?:ce|cet|cette|this) (?:{NOUN}|{SUMMED_UP})\b")
_NAME = re.compile(r"\b[A-ZÀ-Ý]|\d")


def presented(
    library: Library,
    question: str,
    language: Language,
    history: Sequence[Answer],
    documents: Sequence[str] | None,
) -> Answer | None:
    """Present the one document that the question asks what it is about, or ask which.

    `history` may hold all that was said: a document is named by its rank in the list of them too.
    """
    held = library.names()
    heading = partial(overview.heading, library)
    among = [each for each in held if documents is None or each.id in documents]
    chosen = offered.chosen(question, among, history)
    history = talk.asked_before(history)
    if chosen is not None and not chosen:
        asked = Inquiry(question, question, Scope(question), language)
        return decline(library, asked, "no_such_item")
    newest = None if chosen else offered.newest(question)
    told, before = (newest, ()) if newest else (question, history)
    found = chosen or overview_asked.documents_asked_of(told, held, before, documents, heading)
    if newest and found:
        added = [(each.added, each.id) for each in library.documents() if each.id in found]
        found = [max(added)[1]] if added else []
    if not found and history and overview_asked.asks_its(question):
        found = list(filter(None, [history[-1].presents]))
    if not found and talked_of(history) and (rest := conversation.fragment(question)):
        # « Résume la convention », « et la lettre ? »
        found = overview_asked.documents_asked_of(f"Résume {rest}", held, (), documents, heading)
        found = found if len(found) == 1 else []
    asked = Inquiry(question, question, Scope(question, tuple(found)), language)
    if len(found) > 1:
        which = overview.which(library, found, language)
        return asked.answer(which.message, abstained=which)
    shown = overview.present(library, found[0]) if found else None
    if not shown or not shown.evidence:
        return None
    if len(held) > 1:
        asked = replace(asked, files=tuple(each.file for each in held if each.id in found))
    given = cited_answer(library, asked, _PRESENT, shown.evidence, (), ())
    if shown.shown < shown.titles:
        note = wording.some_titles(shown.shown, shown.titles, language)
        given = replace(given, notes=(*given.notes, note))
    return given if given.abstained else replace(given, presents=found[0])


def talked_of(history: Sequence[Answer]) -> str | None:
    """Return the id of the document that was presented, then asked of alone; None for none."""
    for before in reversed(history):
        if before.presents:
            return before.presents
        if len(before.within) != 1 or len({each.document for each in before.citations}) > 1:
            return None
    return None


def asked_of_it(
    library: Library,
    asked: Inquiry,
    document: str,
    understood: Understood,
    history: Sequence[Answer],
) -> Inquiry:
    """Return an inquiry as asked of the document that the talk is of.

    A question that stands by itself may be of another: the document is but favoured then, or looked
    into first where « la présidente » is that of the document as far as one can tell.
    """
    file = next((each.file for each in library.names() if each.id == document), None)
    if file is None or asked.scope.documents:
        return asked
    if not understood.follows and not _is_of(library, asked, document):
        favoured = dict(asked.scope.favoured) | {document: FAVOUR}
        return replace(asked, scope=replace(asked.scope, favoured=tuple(favoured.items())))
    if not understood.follows:
        return replace(asked, scope=Scope(asked.scope.question, (document,)), files=(file,))
    text, before = understood.text, history[-1]
    bare = names_nothing(asked.question) or (not understood.more and names_nothing(before.question))
    if bare or before.presents:
        text = conversation.without_lead(asked.question)
        asked = replace(asked, searched=asked.question)
    return replace(asked, scope=Scope(text, (document,)), files=(file,))


def _is_of(library: Library, asked: Inquiry, document: str) -> bool:
    """Say whether it asks of « ce guide », or of a thing without a name that the document tells of.

    « Quel est le budget cumulé ? » is that of the letter just presented, if its words stand there;
    what names somebody, or « la convention » where another is called so, may be asked of anything.
    """
    question, scope = asked.scope.question, asked.scope
    folded = french.fold(question.rstrip(" ?!.…"))
    if _THIS.search(folded):
        return True
    thing = _THING.search(folded)
    if thing is None or _NAME.search(question[1:]):
        return False
    if _DOCUMENT.search(thing["thing"]) and scope.favoured and not scope.bonus(document):
        return False
    before, stems = french.stems(thing["before"]), french.stems(thing["thing"])
    return (
        len(before) <= _WORDS_BEFORE
        and 0 < len(stems) <= _WORDS_OF_THING
        and all(library.chunks.keyword_search([stem], 1, [document]) for stem in stems)
    )


def told_more(library: Library, asked: Inquiry, history: Sequence[Answer]) -> Answer | None:
    """Tell what stands under the first headings of a document that was presented; None for none.

    Under those, when more is asked for again, of which nothing was shown.
    """
    last = next((each for each in reversed(history) if not _asks_more(each.question)), None)
    if last is None or not last.presents:
        return None
    known, told = further.shown(history), list[Evidence]()
    for document in asked.scope.documents:
        for number in library.page_labels(document):
            page = library.stored_page(document, number)
            told += further.new([*_under_headings(page)], known)
            if len(told) >= MOST:
                break
    asked = replace(asked, searched=asked.question)
    return cited_answer(library, asked, _PRESENT, told[:MOST], (), ()) if told else None


def _under_headings(page: StoredPage) -> Iterator[Evidence]:
    """Yield the beginning of each section of a page, with its heading, where it has a text."""
    for place, (start, heading) in enumerate(page.sections):
        end = section_end(page, place)
        if page.text.startswith(heading, start) and end - start - len(heading) >= _TELLS:
            begun = min(end, start + len(heading) + _UNDER)
            # The heading is shown with it, whether it was among the titles or not.
            for each in part_text.shown(page, start, begun):
                under = start + len(heading)
                under += len(page.text[under:]) - len(page.text[under:].lstrip())
                if each.start == start and under < each.end:
                    yield replace(each, core=(under, each.end))


def names_nothing(question: str) -> bool:
    """Say whether a question names nothing of its own: what it asks is of what the talk is of."""
    return nameless.names_nothing(french.fold(question.rstrip(" ?!.…")))


def _asks_more(question: str) -> bool:
    return leaning.wants_more(french.fold(question.rstrip(" ?!.…")))
