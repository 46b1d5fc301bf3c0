"""What the assistant itself says, in French and English; everything else is the documents' own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant import asking
from assistant.schema import (
    CANNOT_ANSWER,
    Answer,
    Citation,
    Conflict,
    Mentions,
    Reason,
    Related,
    Sentence,
    Support,
    UnreadablePages,
)
from ingest.schema import Extent, Language, Unit

NARROW = "\u202f"
_MOST_SAID, _MOST_PLACES = 12, 3

_REASONS: dict[Reason, dict[Language, str]] = {
    "empty_question": {
        "fr": "Posez une question : celle-ci ne contient aucun mot.",
        "en": "Ask a question: this one holds no word.",
    },
    "question_too_long": {
        "fr": "Cette question est trop longue : posez-la en moins de 2 000 caractères.",
        "en": "This question is too long: ask it in fewer than 2,000 characters.",
    },
    "empty_library": {
        "fr": "La bibliothèque est vide : ajoutez des documents avec `passerelle add DOSSIER` "
        "ou déposez-les sur la page.",
        "en": "The library is empty: add documents with `passerelle add FOLDER` "
        "or drop them on the page.",
    },
    "nothing_near": {
        "fr": CANNOT_ANSWER["fr"] + " Rien n'y traite de ce sujet.",
        "en": CANNOT_ANSWER["en"] + " Nothing in them is about this subject.",
    },
    "only_near": {
        "fr": "Les documents abordent ce sujet, mais aucun passage ne répond clairement à cette "
        "question.",
        "en": "The documents touch on this subject, but no passage clearly answers this question.",
    },
    "unreadable": {
        "fr": CANNOT_ANSWER["fr"] + " Elle est peut-être sur des pages qui n'ont pas pu être lues.",
        "en": CANNOT_ANSWER["en"] + " It may be on pages that could not be read.",
    },
    "no_sentence": CANNOT_ANSWER,
}


def reason(why: Reason, language: Language, extent: Extent | None = None) -> str:
    """Say why there is no answer, and what was searched."""
    said = _REASONS[why][language]
    return f"{said} ({searched(extent, language)})" if extent and extent.documents else said


def searched(extent: Extent, language: Language) -> str:
    """Say what a search covered: documents, pages, and the pages it could not read."""
    documents, pages, unreadable = extent.documents, extent.pages, extent.unreadable_pages
    either = ""
    if extent.sections:
        either = " or sections" if language == "en" else " ou sections"
    if language == "en":
        said = (
            f"searched: {_count(documents, 'document', ',')}, {_count(pages, 'page', ',')}{either}"
        )
        return said + (f", of which {number(unreadable, 'en')} unreadable" if unreadable else "")
    said = f"recherché dans {_count(documents, 'document')}, {_count(pages, 'page')}{either}"
    if not unreadable:
        return said
    return f"{said}, dont {_count(unreadable, 'page')} illisible{'s' if unreadable > 1 else ''}"


def unread(files: Sequence[tuple[str, Sequence[int]]], language: Language) -> str:
    """Name the pages that could not be read, file by file."""
    said = [f"{file} (p. {', '.join(map(str, pages))})" for file, pages in files]
    return ("Pages non lues : " if language == "fr" else "Pages not read: ") + " ; ".join(said)


def understood(searched: str, within: Sequence[str], language: Language) -> list[str]:
    """Say how a question was taken: what was searched, where either is not plain from it."""
    notes = [searched_as(searched, language)] if searched else []
    return notes + ([searched_within(within, language)] if within else [])


def searched_as(text: str, language: Language) -> str:
    """Say what was searched for a question that leans on the talk before."""
    return f"Recherché : {text}" if language == "fr" else f"Searched: {text}"


def searched_within(files: Sequence[str], language: Language) -> str:
    """Say that only these files were searched."""
    said = ", ".join(files)
    return f"Cherché dans : {said}" if language == "fr" else f"Looked only in: {said}"


def not_within(files: Sequence[str], language: Language) -> str:
    """Say that the files named held no answer, and that the others were searched."""
    said = ", ".join(files)
    if language == "en":
        return f"No answer found in {said}; this comes from the other documents."
    return f"Pas de réponse trouvée dans {said} ; ceci vient des autres documents."


def conflict(found: Conflict, citations: Sequence[Citation], language: Language) -> str:
    """Say that two documents, or two pages, give different figures, and which."""
    numbered = {each.number: each for each in citations}
    places = []
    for number, figure in zip(found.citations, found.figures, strict=True):
        each = numbered[number]
        page = page_name(each.page, each.label, language, each.unit)
        quoted = f"« {figure} »" if language == "fr" else f"“{figure}”"
        places.append(f"{quoted} [{number}] ({each.title}, {page})")
    if language == "en":
        return f"The sources give different figures: {places[0]} and {places[1]}."
    return f"Les sources donnent des chiffres différents : {places[0]} et {places[1]}."


def sources_of_list(titles: Sequence[str], language: Language) -> str:
    """Say how many documents a list comes from; name the one when there is only one."""
    documents = list(dict.fromkeys(titles))
    if len(documents) == 1:
        one = documents[0]
        return f"Une seule source : {one}." if language == "fr" else f"A single source: {one}."
    if language == "en":
        return f"From {len(documents)} documents."
    return f"D'après {len(documents)} documents."


def number(value: int, language: Language) -> str:
    """Write a number as the language does: 1 212 or 1,212."""
    return f"{value:,}".replace(",", "\u202f" if language == "fr" else ",")


def _count(value: int, noun: str, separator: str = "\u202f") -> str:
    return f"{value:,}".replace(",", separator) + f" {noun}{'s' if value > 1 else ''}"


def mentions_line(found: Mentions, language: Language) -> str:
    """Say in one sentence how often a term is mentioned, where, and what was searched."""
    total, documents = found.total, len(found.documents)
    pages = sum(len(document.pages) for document in found.documents)
    if language == "en":
        if not total:
            return f"“{found.term}” is not mentioned ({searched(found.extent, 'en')})."
        times = "once" if total == 1 else f"{number(total, 'en')} times"
        places = _count(pages, "page", ",") + _either(found, "en")
        where = f"on {places} of {_count(documents, 'document', ',')}"
        return f"“{found.term}” is mentioned {times}, {where} ({searched(found.extent, 'en')})."
    if not total:
        return f"« {found.term} » n'est mentionné nulle part ({searched(found.extent, 'fr')})."
    where = f"sur {_count(pages, 'page')}{_either(found, 'fr')} de {_count(documents, 'document')}"
    times = f"{number(total, 'fr')} fois"
    return f"« {found.term} » est mentionné {times}, {where} ({searched(found.extent, 'fr')})."


def _either(found: Mentions, language: Language) -> str:
    if all(document.unit == "page" for document in found.documents):
        return ""
    return " or sections" if language == "en" else " ou sections"


def counted(value: int, unit: Unit, language: Language) -> str:
    """Count what a document has: pages, or what stands for them."""
    plural = "s" if value > 1 else ""
    said = {
        "page": f"page{plural}",
        "section": f"section{plural}",
        "paragraph": f"group{plural} of paragraphs"
        if language == "en"
        else f"groupe{plural} de paragraphes",
    }
    return f"{number(value, language)}\u00a0{said[unit]}"


_UNITS: dict[Unit, dict[Language, str]] = {
    "page": {"fr": "p.", "en": "p."},
    "section": {"fr": "section", "en": "section"},
    "paragraph": {"fr": "paragraphe", "en": "paragraph"},
}
_PRINTED: dict[Language, str] = {"fr": "imprimée", "en": "printed"}
_OCR: dict[Language, str] = {"fr": "texte reconnu par OCR", "en": "text read by OCR"}


def page_name(
    page: int, label: str, language: Language, unit: Unit = "page", *, ocr: bool = False
) -> str:
    """Name a page by its place in the file, and by its printed number where that differs.

    Says so where the document has sections or paragraphs instead, or where OCR read the page.
    """
    if unit == "paragraph":  # a group of them, named by their own numbers
        label = label or str(page)
        plural = "s" if not label.isdecimal() else ""
        return f"{_UNITS[unit][language]}{plural} {label}"
    # In brackets, a printed number would pass for a citation's.
    printed = "" if label in ("", str(page)) else f"{_PRINTED[language]} {label}"
    besides = ", ".join(filter(None, (printed, _OCR[language] if ocr else "")))
    return f"{_UNITS[unit][language]} {page}" + (f" ({besides})" if besides else "")


_SUPPORT: dict[Support, dict[Language, str]] = {
    "supported": {"fr": "", "en": ""},
    "partly": {"fr": "vérifié en partie", "en": "verified in part"},
    "unsupported": {
        "fr": "non vérifié dans les documents",
        "en": "not verified in the documents",
    },
}


def support_note(support: Support, language: Language) -> str:
    """Say how far a sentence is borne out; nothing when it is wholly."""
    return _SUPPORT[support][language]


def marked_sentence(sentence: Sentence, language: Language) -> str:
    """Write a sentence with its citation marks, and how far they bear it out."""
    numbers = "".join(f"[{number}]" for number in sentence.citations)
    note = support_note(sentence.support, language)
    return " ".join(filter(None, (sentence.text, numbers, note and f"({note})")))


def model_line(name: str, host: str, language: Language, *, local: bool) -> str:
    """Say which chat model answers, and where the question and the passages go."""
    if language == "en":
        where = "on this machine" if local else f"the question and the passages go to {host}"
    else:
        where = "sur cette machine" if local else f"la question et les passages vont à {host}"
    return f"{name} – {where}"


def as_text(answer: Answer, *, styled: bool = False) -> str:
    """Write an answer with its notes and sources, for a terminal.

    When `styled`, what surrounds each chosen sentence is dimmed (ECMA-48, SGR 2).
    """
    lines = [*answer.notes, *filter(None, [answer.problem])]
    if lines:
        lines.append("")
    lines += _sentence_lines(answer, styled) or [answer.text]
    if answer.citations:
        lines += ["", "Sources :" if answer.language == "fr" else "Sources:"]
        for each in answer.citations:
            page = page_name(each.page, each.label, answer.language, each.unit, ocr=each.ocr)
            lines.append(f"  [{each.number}] {each.title} ({each.file}), {page}")
    if answer.abstained and answer.nearest:
        lines += ["", nearest_heading(answer.language)]
        for hit in answer.nearest:
            chunk = hit.chunk
            page = page_name(chunk.page, chunk.label, answer.language, chunk.unit, ocr=chunk.ocr)
            lines.append(f"  {chunk.title} ({chunk.file}), {page}")
            lines.append(f"      {' '.join(chunk.text.split())}")
    if answer.mentions:
        lines += ["", *mention_lines(answer.mentions, answer.language)]
    return "\n".join(lines)


def nearest_heading(language: Language) -> str:
    """Name the passages nearest to a question that is not answered."""
    return "Passages les plus proches :" if language == "fr" else "Nearest passages:"


def _sentence_lines(answer: Answer, styled: bool) -> list[str]:
    listed = asking.wants_list(answer.searched or answer.question)
    lines = []
    for place, each in enumerate(answer.sentences, start=1):
        start, end = each.core
        said = each.text
        if styled:
            around = [f"\x1b[2m{t}\x1b[0m" if t else "" for t in (said[:start], said[end:])]
            said = f"{around[0]}{said[start:end]}{around[1]}"
        said = marked_sentence(replace(each, text=said), answer.language)
        lines.append(f"{f'{place}. ' if listed else ''}{said}")
    return lines


def mention_lines(found: Mentions, language: Language) -> list[str]:
    """Write every mention, a line a page and a line a snippet, for a terminal."""
    lines: list[str] = []
    for document in found.documents:
        lines.append(f"{document.title} ({document.file}) : {document.count}")
        for page in document.pages:
            name = page_name(page.page, page.label, language, document.unit)
            lines.append(f"  {name} : {page.count}")
            lines += [f"      {snippet}" for snippet in page.snippets]
    return lines


def mention_notes(found: Mentions, language: Language) -> list[str]:
    """Say what goes with the total: its spellings, what is counted apart, what could not be read.

    For a term that is nowhere, the near spellings that do occur.
    """
    english = language == "en"
    notes: list[str] = []
    if len(found.spellings) > 1:
        each = [f"{_quoted(s.text, language)} {number(s.count, language)}" for s in found.spellings]
        more = f" (+ {len(each) - _MOST_SAID})" if len(each) > _MOST_SAID else ""
        head = "Spelt: " if english else "Écrit : "
        notes.append(f"{head}{', '.join(each[:_MOST_SAID])}{more}.")
    notes += [_related_note(each, language) for each in found.related]
    if found.near:
        words = ", ".join(
            f"{_quoted(s.text, language)} ({_count(s.count, 'page', ',' if english else NARROW)})"
            for s in found.near
        )
        notes.append(
            f"{'Near spellings that occur: ' if english else 'Écritures proches : '}{words}."
        )
    if found.unreadable:
        named = "; ".join(unreadable_named(each, language) for each in found.unreadable)
        notes.append(f"{'Not searched, unreadable: ' if english else 'Non lu : '}{named}.")
    return notes


def unreadable_named(pages: UnreadablePages, language: Language) -> str:
    """Name a document's unreadable pages: « Titre (fichier.pdf), p. 3, 4 »."""
    numbers = ", ".join(str(page) for page in pages.pages)
    return f"{pages.title} ({pages.file}), {_UNITS[pages.unit][language]} {numbers}"


def _related_note(each: Related, language: Language) -> str:
    english = language == "en"
    times = number(each.total, language)
    if each.kind == "inflection":
        forms = ", ".join(f"{_quoted(s.text, language)} {s.count}" for s in each.spellings)
        head = "Plural and feminine, counted apart" if english else "Pluriel et féminin, à part"
        return f"{head}{':' if english else ' :'} {times}{f' ({forms})' if forms else ''}."
    kind = {
        "expansion": ("In full, counted apart:", "En toutes lettres, à part :"),
        "acronym": ("As an acronym, counted apart:", "En sigle, à part :"),
    }[each.kind][not english]
    places = [
        f"{place.title}, {page_name(place.page, place.label, language)}" for place in each.defined
    ]
    more = f" (+ {len(places) - _MOST_PLACES})" if len(places) > _MOST_PLACES else ""
    where = f"{'; ' if english else ' ; '}".join(places[:_MOST_PLACES]) + more
    said = f"{kind} {_quoted(each.term, language)}, {times}{' times' if english else ' fois'}"
    return f"{said}; defined in {where}." if english else f"{said} ; défini dans {where}."


def _quoted(text: str, language: Language) -> str:
    return f"“{text}”" if language == "en" else f"« {text} »"


def narrowed(named: str, titles: list[str], language: Language) -> str:
    """Say which documents were looked in because the question named them, or that none was."""
    if not titles:
        if language == "en":
            return f"No document answers to “{named}”: all were searched."
        return f"Aucun document ne répond à « {named} » : la recherche porte sur tous."
    shown = ", ".join(_quoted(title, language) for title in titles[:_MOST_PLACES])
    more = f" (+ {len(titles) - _MOST_PLACES})" if len(titles) > _MOST_PLACES else ""
    return (
        f"{'In' if language == 'en' else 'Dans'} {shown}{more}{':' if language == 'en' else ' :'}"
    )
