"""What the assistant itself says, in French and English; everything else is the documents' own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from assistant.schema import CANNOT_ANSWER, Citation, Conflict, Reason, Sentence, Support
from ingest import french
from ingest.schema import Extent, Language, Unit

NARROW = "\u202f"

# « not_a_question » and « about_library » are worded in `talk`, by what is said.
_REASONS: dict[Reason, dict[Language, str]] = {
    "empty_question": {
        "fr": "Posez une question\u00a0: celle-ci ne contient aucun mot.",
        "en": "Ask a question: this one contains no words.",
    },
    "question_too_long": {
        "fr": "Cette question est trop longue\u00a0: posez-la en moins de 2\u00a0000 caractères.",
        "en": "This question is too long: ask it in fewer than 2,000 characters.",
    },
    "empty_library": {
        "fr": "La bibliothèque est vide\u00a0: ajoutez des documents avec `passerelle add DOSSIER` "
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
    "which_document": {
        "fr": "De quel document parlez-vous\u00a0?",
        "en": "Which document do you mean?",
    },
    "no_such_item": {
        "fr": "La réponse précédente n'a rien à ce rang\u00a0: dites ce que vous cherchez.",
        "en": "The previous answer has nothing at that place: say what you are looking for.",
    },
}
_NOT_SEARCHED: frozenset[Reason] = frozenset(
    ("empty_question", "question_too_long", "which_document", "no_such_item")
)


def reason(why: Reason, language: Language, extent: Extent | None = None) -> str:
    """Say why there is no answer, and what was searched."""
    said = _REASONS[why][language]
    if why in _NOT_SEARCHED or not extent or not extent.documents:
        return said
    return f"{said.removesuffix('.')} ({searched(extent, language)})."


def searched(extent: Extent, language: Language) -> str:
    """Say what a search covered: documents, pages, and the pages it could not read."""
    documents, pages, unreadable = extent.documents, extent.pages, extent.unreadable_pages
    either = or_sections(extent, language)
    if language == "en":
        said = f"searched: {tally(documents, 'document', ',')}, {tally(pages, 'page', ',')}{either}"
        return said + (f", of which {number(unreadable, 'en')} unreadable" if unreadable else "")
    said = f"recherché dans {tally(documents, 'document')}, {tally(pages, 'page')}{either}"
    if not unreadable:
        return said
    return f"{said}, dont {tally(unreadable, 'page')} illisible{'s' if unreadable > 1 else ''}"


def or_sections(extent: Extent, language: Language) -> str:
    """Say after a count of pages that some are sections; nothing where none is."""
    if not extent.sections:
        return ""
    return (" or section" if language == "en" else " ou section") + "s" * (extent.pages > 1)


def unread(files: Sequence[tuple[str, Sequence[int]]], language: Language) -> str:
    """Name the pages that could not be read, file by file."""
    said = [f"{file} (p. {', '.join(map(str, pages))})" for file, pages in files]
    if language == "en":
        return f"Pages not read: {'; '.join(said)}"
    return f"Pages non lues\u00a0: {' ; '.join(said)}"


def document_line(place: int, title: str, file: str, length: str = "") -> str:
    """Name a document on a line of a list: its place, its title, its file and how long it is."""
    told = f"{place}.\u00a0{document_name(title, file)}"
    return f"{told}, {length}" if length else told


def document_name(title: str, file: str) -> str:
    """Name a document by its title, and its file where that is another."""
    return (title or file) if title in (file, "") else f"{title} ({file})"


def and_others(count: int, language: Language) -> str:
    """Say how many documents a list leaves out."""
    if language == "en":
        return f"and {number(count, 'en')} other{'s' if count > 1 else ''}."
    return f"et {tally(count, 'autre')}."


def understood(
    searched: str, within: Sequence[str], language: Language, outside: Sequence[str] = ()
) -> tuple[str, ...]:
    """Say how a question was taken: what was searched, where either is not plain from it.

    `outside` are the files that it names and that held no answer.
    """
    notes = [not_within(outside, language)] if outside else []
    notes += [searched_as(searched, language)] if searched else []
    return (*notes, *([searched_within(within, language)] if within else []))


def searched_as(text: str, language: Language) -> str:
    """Say what was searched for a question that leans on the talk before."""
    return f"Recherché\u00a0: {text}" if language == "fr" else f"Searched: {text}"


def searched_within(files: Sequence[str], language: Language) -> str:
    """Say that only these files were searched."""
    said = ", ".join(files)
    return (
        f"Cherché seulement dans\u00a0: {said}" if language == "fr" else f"Looked only in: {said}"
    )


def not_within(files: Sequence[str], language: Language) -> str:
    """Say that the files named held no answer, and that the others were searched."""
    said = ", ".join(files)
    if language == "en":
        return f"No answer found in {said}; this comes from the other documents."
    return f"Pas de réponse trouvée dans {said}\u00a0; ceci vient des autres documents."


def conflict(found: Conflict, citations: Sequence[Citation], language: Language) -> str:
    """Say that two documents, or two pages, give different figures, and which."""
    numbered = {each.number: each for each in citations}
    places = []
    for number, figure in zip(found.citations, found.figures, strict=True):
        each = numbered[number]
        page = page_name(each.page, each.label, language, each.unit)
        places.append(f"{quoted(figure, language)} [{number}] ({each.title}, {page})")
    if language == "en":
        return f"The sources give different figures: {places[0]} and {places[1]}."
    return f"Les sources donnent des chiffres différents\u00a0: {places[0]} et {places[1]}."


def sources_of_list(cited: Sequence[Citation], language: Language) -> str:
    """Say how many documents a list comes from; name the one when there is only one."""
    documents = {each.document: each.title for each in cited}
    if len(documents) == 1:
        [one] = documents.values()
        return f"Une seule source\u00a0: {one}." if language == "fr" else f"A single source: {one}."
    if language == "en":
        return f"From {len(documents)} documents."
    return f"D'après {len(documents)} documents."


def some_titles(shown: int, titles: int, language: Language) -> str:
    """Say how many of a document's titles are shown, where not all are."""
    if language == "en":
        return f"{shown} of the document's {titles} titles are shown."
    return f"{shown} des {titles} titres du document sont montrés."


def number(value: int, language: Language) -> str:
    """Write a number as the language does: 1 212 or 1,212."""
    return f"{value:,}".replace(",", "\u202f" if language == "fr" else ",")


def tally(value: int, noun: str, separator: str = NARROW) -> str:
    """Count things, in the plural where there are several."""
    return f"{value:,}".replace(",", separator) + f" {noun}{'s' if value > 1 else ''}"


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


UNITS: dict[Unit, dict[Language, str]] = {
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
        return f"{UNITS[unit][language]}{plural} {label}"
    # In brackets, a printed number would pass for a citation's.
    printed = "" if label in ("", str(page)) else f"{_PRINTED[language]} {label}"
    besides = ", ".join(filter(None, (printed, _OCR[language] if ocr else "")))
    return f"{UNITS[unit][language]}\u00a0{page}" + (f" ({besides})" if besides else "")


def under(citation: Citation) -> str:
    """Say under which heading a quote stands, where neither it nor the title says so: « – 1.1 … ».

    A figure alone may be another country's: the heading tells.
    """
    section = " ".join(citation.section.split())
    said = french.fold(" ".join(f"{citation.title} {citation.quote}".split()))
    return f" – {section}" if section and french.fold(section) not in said else ""


# An answer of sentences has seldom more sources, with what agrees with them.
_MANY = 6


def together(cited: Sequence[Citation]) -> list[list[Citation]]:
    """Return citations as sources are listed: where many, those of one place in a row as one."""
    if len(cited) <= _MANY:
        return [[each] for each in cited]
    places = groupby(cited, key=lambda each: (each.document, each.page, under(each)))
    return [list(group) for _, group in places]


def marks(cited: Sequence[Citation]) -> str:
    """Write the marks of citations: « [1][2] »."""
    return "".join(f"[{each.number}]" for each in cited)


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


def untold(names: Sequence[Sequence[str]], language: Language) -> str:
    """Say what a question names that only later extracts say, that none does, no document does."""
    begun = (
        "The first extract does not say|None of these extracts says|No document says"
        if language == "en"
        else "Le premier extrait ne mentionne pas|Aucun de ces extraits ne mentionne"
        "|Aucun document ne mentionne"
    )
    neither = " or " if language == "en" else " ni "
    return " ".join(
        f"{said} {neither.join(quoted(each, language) for each in some)}."
        for said, some in zip(begun.split("|"), names, strict=True)
        if some
    )


def quoted(text: str, language: Language) -> str:
    """Put a text between the language's quotation marks."""
    return f"“{text}”" if language == "en" else f"«\u00a0{text}\u00a0»"
