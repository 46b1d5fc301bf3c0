"""What is said of a term's mentions, in French and English."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.mention_schema import (
    DocumentMentions,
    Mentions,
    Related,
    RunningMention,
    UnreadablePages,
)
from assistant.wording import NARROW, UNITS, counted, number, page_name, quoted, searched, tally
from ingest.schema import Language

_MOST_SAID, _MOST_PLACES = 12, 3
COLON: dict[Language, str] = {"fr": "\u00a0: ", "en": ": "}
_APART: dict[str, dict[Language, str]] = {
    "expansion": {"fr": "En toutes lettres, à part", "en": "In full, counted separately"},
    "acronym": {"fr": "En sigle, à part", "en": "As an acronym, counted separately"},
    "place": {"fr": "Sous un autre nom, à part", "en": "Under another name, counted separately"},
    "inflection": {
        "fr": "Au singulier, au pluriel ou au féminin, à part",
        "en": "In the singular, plural or feminine, counted separately",
    },
}


def headline(found: Mentions, language: Language) -> str:
    """Say in one sentence how often a term is mentioned, where, and what was searched."""
    total = found.total
    if not total and found.running:
        return _only_running(found, language)
    where = searched(found.extent, language)
    elsewhere = any(each.kind == "place" and each.total for each in found.related)
    if language == "en":
        never = f"not mentioned{' under that name' if elsewhere else ''}"
        said = f"mentioned {often(found, 'en')}" if total else never
        return f"“{found.term}” is {said} ({where})."
    never = f"n'est mentionné nulle part{' sous ce nom' if elsewhere else ''}"
    said = f"est mentionné {often(found, 'fr')}" if total else never
    return f"{quoted(found.term, 'fr')} {said} ({where})."


def often(found: Mentions, language: Language) -> str:
    """Count mentions, their pages and documents: « 3 fois, sur 2 pages d'un document »."""
    total, documents = found.total, len(found.documents)
    if language == "en":
        times = "once" if total == 1 else f"{number(total, 'en')} times"
        return f"{times}, on {places(found, 'en')} of {tally(documents, 'document', ',')}"
    of = "d'un document" if documents == 1 else f"de {tally(documents, 'document')}"
    return f"{number(total, 'fr')} fois, sur {places(found, 'fr')} {of}"


def _only_running(found: Mentions, language: Language) -> str:
    """Say that a term is met in running headers and footers alone."""
    if language == "en":
        said = f"“{found.term}” is mentioned only in running headers or footers"
    else:
        said = f"{quoted(found.term, 'fr')} n'est mentionné qu'en en-tête ou en pied de page"
    where = _running_places(found.running, language)
    return f"{said}, {where} ({searched(found.extent, language)})."


def _running_places(running: Sequence[RunningMention], language: Language) -> str:
    """Count the pages whose headers hold the term, and the documents that have no pages."""
    pages = len({(each.document, page) for each in running for page in each.pages})
    paged = len({each.document for each in running if each.pages})
    others = len({each.document for each in running}) - paged
    if language == "en":
        said = [f"on {tally(pages, 'page', ',')} of {tally(paged, 'document', ',')}"]
        said += [f"in {tally(others, 'other document' if paged else 'document', ',')}"]
        between = " and "
    else:
        of = "d'un document" if paged == 1 else f"de {tally(paged, 'document')}"
        other = "un autre document" if paged else "un document"
        several = f"{number(others, 'fr')} {'autres ' if paged else ''}documents"
        said = [f"sur {tally(pages, 'page')} {of}", f"dans {other if others == 1 else several}"]
        between = " et "
    return between.join(part for part, count in zip(said, (paged, others), strict=True) if count)


def places(found: Mentions, language: Language) -> str:
    """Count the pages that hold the term, or what stands for them."""
    count = sum(len(document.pages) for document in found.documents)
    units = {document.unit for document in found.documents}
    if len(units) == 1:
        return counted(count, units.pop(), language)
    return f"{number(count, language)} pages {'or' if language == 'en' else 'ou'} sections"


def apart(related: Related, language: Language) -> str:
    """Name what is counted apart: « En toutes lettres, à part : « comité de pilotage » »."""
    return f"{_APART[related.kind][language]}{COLON[language]}{quoted(related.term, language)}"


def lines(found: Mentions, language: Language) -> list[str]:
    """Write every mention, a line a page and a line a snippet, for a terminal.

    Then what is counted apart, under a line that names it.
    """
    said = _document_lines(found.documents, language)
    for each in found.related:
        if each.total:
            said.append(apart(each, language))
            said += _document_lines(each.documents, language)
    return said


def _document_lines(documents: Sequence[DocumentMentions], language: Language) -> list[str]:
    said, colon = list[str](), COLON[language]
    for document in documents:
        said.append(f"{document.title} ({document.file}){colon}{document.count}")
        for page in document.pages:
            name = page_name(page.page, page.label, language, document.unit)
            said.append(f"  {name}{colon}{page.count}")
            said += [f"      {snippet}" for snippet in page.snippets]
    return said


def notes(found: Mentions, language: Language) -> list[str]:
    """Say what goes with the total: its spellings, what is counted apart, what could not be read.

    For a term that is nowhere, the near spellings that do occur.
    """
    english = language == "en"
    said: list[str] = []
    if len(found.spellings) > 1:
        each = [f"{quoted(s.text, language)} {number(s.count, language)}" for s in found.spellings]
        more = f" (+ {len(each) - _MOST_SAID})" if len(each) > _MOST_SAID else ""
        head = "Spelt: " if english else "Écrit\u00a0: "
        said.append(f"{head}{', '.join(each[:_MOST_SAID])}{more}.")
    said += [_related_note(each, language) for each in found.related]
    if found.running:
        said.append(_running_note(found.running, language))
    if found.near:
        words = ", ".join(
            f"{quoted(s.text, language)} ({tally(s.count, 'page', ',' if english else NARROW)})"
            for s in found.near
        )
        said.append(
            f"Near spellings that occur: {words}."
            if english
            else f"Écritures proches\u00a0: {words}."
        )
    if found.unreadable:
        between = "; " if english else " ; "
        named = between.join(_unreadable(each, language) for each in found.unreadable)
        unread = "Not searched, unreadable: " if english else "Non lu\u00a0: "
        said.append(f"{unread}{named}.")
    return said


def _unreadable(pages: UnreadablePages, language: Language) -> str:
    """Name a document's unreadable pages: « Titre (fichier.pdf), p. 3, 4 »."""
    numbers = ", ".join(str(page) for page in pages.pages)
    return f"{pages.title} ({pages.file}), {UNITS[pages.unit][language]} {numbers}"


def _running_note(running: Sequence[RunningMention], language: Language) -> str:
    """Name the running headers that hold a term: « ‹ Rapport 2016 › (Titre, p. 2–58) »."""
    english = language == "en"
    named = []
    for each in running[:_MOST_PLACES]:
        pages = f", p.\u00a0{ranges(each.pages)}" if each.pages else ""
        named.append(f"{quoted(each.text, language)} ({each.title}{pages})")
    more = f" (+ {len(running) - _MOST_PLACES})" if len(running) > _MOST_PLACES else ""
    head = "Running headers or footers, counted separately:"
    if not english:
        head = "En-têtes ou pieds de page, à part\u00a0:"
    return f"{head} {('; ' if english else ' ; ').join(named)}{more}."


def ranges(numbers: Sequence[int]) -> str:
    """Write rising numbers, those that follow each other as one range: « 2–58, 60 »."""
    groups: list[list[int]] = []
    for each in numbers:
        if groups and each == groups[-1][-1] + 1:
            groups[-1].append(each)
        else:
            groups.append([each])
    return ", ".join(str(g[0]) if len(g) == 1 else f"{g[0]}–{g[-1]}" for g in groups)


def _related_note(each: Related, language: Language) -> str:
    english = language == "en"
    times = number(each.total, language)
    if each.kind == "inflection":
        head = f"{_APART[each.kind][language]}{COLON[language]}"
        forms = ", ".join(f"{quoted(s.text, language)} {s.count}" for s in each.spellings)
        return f"{head}{times}{f' ({forms})' if forms else ''}."
    often = f"{times} fois"
    if english:
        often = "once" if each.total == 1 else f"{times} times"
    said = f"{apart(each, language)}, {often}"
    if not each.defined:  # a usual meaning, or a place's name: no document gives it
        return f"{said}."
    places = [
        f"{place.title}, {page_name(place.page, place.label, language, place.unit)}"
        for place in each.defined
    ]
    more = f" (+ {len(places) - _MOST_PLACES})" if len(places) > _MOST_PLACES else ""
    where = f"{'; ' if english else ' ; '}".join(places[:_MOST_PLACES]) + more
    return f"{said}; defined in {where}." if english else f"{said}\u00a0; défini dans {where}."


def instead(asked: str, term: str, language: Language) -> str:
    """Say that a term is looked for instead of one that stands nowhere as it was asked."""
    if language == "en":
        return f"“{asked}” stands nowhere as such: “{term}” was looked for."
    return (
        f"{quoted(asked, 'fr')} ne figure nulle part tel quel\u00a0: cherché {quoted(term, 'fr')}."
    )


def narrowed(named: str, titles: list[str], language: Language) -> str:
    """Say which documents were looked in because the question named them, or that none was."""
    if not titles:
        if language == "en":
            return f"No document is called “{named}”: all were searched."
        return (
            f"Aucun document ne s'appelle «\u00a0{named}\u00a0»\u00a0: la recherche porte sur tous."
        )
    shown = ", ".join(quoted(title, language) for title in titles[:_MOST_PLACES])
    more = f" (+ {len(titles) - _MOST_PLACES})" if len(titles) > _MOST_PLACES else ""
    return (
        f"{'In' if language == 'en' else 'Dans'} {shown}{more}{':' if language == 'en' else ' :'}"
    )
