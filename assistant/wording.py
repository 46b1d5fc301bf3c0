"""What the assistant itself says, in French and English; everything else is the documents' own."""

from __future__ import annotations

from assistant.schema import (
    CANNOT_ANSWER,
    Answer,
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
        "fr": "La bibliothèque est vide : ajoutez des PDF avec `passerelle add DOSSIER` "
        "ou déposez-les sur la page.",
        "en": "The library is empty: add PDFs with `passerelle add FOLDER` "
        "or drop them on the page.",
    },
    "nothing_near": {
        "fr": CANNOT_ANSWER["fr"] + " Rien n'y traite de ce sujet.",
        "en": CANNOT_ANSWER["en"] + " Nothing in them is about this subject.",
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
    if language == "en":
        said = f"searched: {_count(documents, 'document', ',')}, {_count(pages, 'page', ',')}"
        return said + (f", of which {number(unreadable, 'en')} unreadable" if unreadable else "")
    said = f"recherché dans {_count(documents, 'document')}, {_count(pages, 'page')}"
    if not unreadable:
        return said
    return f"{said}, dont {_count(unreadable, 'page')} illisible{'s' if unreadable > 1 else ''}"


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
        where = f"on {_count(pages, 'page', ',')} of {_count(documents, 'document', ',')}"
        return f"“{found.term}” is mentioned {times}, {where} ({searched(found.extent, 'en')})."
    if not total:
        return f"« {found.term} » n'est mentionné nulle part ({searched(found.extent, 'fr')})."
    where = f"sur {_count(pages, 'page')} de {_count(documents, 'document')}"
    times = f"{number(total, 'fr')} fois"
    return f"« {found.term} » est mentionné {times}, {where} ({searched(found.extent, 'fr')})."


_UNITS: dict[Unit, dict[Language, str]] = {
    "page": {"fr": "p.", "en": "p."},
    "section": {"fr": "section", "en": "section"},
    "paragraph": {"fr": "paragraphe", "en": "paragraph"},
}
_OCR: dict[Language, str] = {"fr": "texte reconnu par OCR", "en": "text read by OCR"}


def page_name(
    page: int, label: str, language: Language, unit: Unit = "page", *, ocr: bool = False
) -> str:
    """Name a page by its place in the file, and by its printed number where that differs.

    Says so where the document has sections or paragraphs instead, or where OCR read the page.
    """
    said = f"{_UNITS[unit][language]} {page}"
    if label not in ("", str(page)):
        said += f" [{label}]"
    return f"{said} ({_OCR[language]})" if ocr else said


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


def as_text(answer: Answer) -> str:
    """Write an answer with its sources, for a terminal."""
    lines = [answer.text]
    if answer.searched:
        lines.insert(0, f"({searched_line(answer.searched, answer.language)})")
    if answer.problem:
        lines.insert(0, f"({answer.problem})\n")
    if answer.citations:
        lines += ["", "Sources :" if answer.language == "fr" else "Sources:"]
        for each in answer.citations:
            page = page_name(each.page, each.label, answer.language, each.unit, ocr=each.ocr)
            lines.append(f"  [{each.number}] {each.title} ({each.file}), {page}")
    if answer.mentions:
        lines += ["", *mention_lines(answer.mentions, answer.language)]
    return "\n".join(lines)


def searched_line(question: str, language: Language) -> str:
    """Say what was looked up for a question that follows others."""
    return f"searched: {question}" if language == "en" else f"recherché : {question}"


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
