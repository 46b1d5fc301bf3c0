"""« Quels documents as-tu ? », « lesquels sont en anglais ? »: what the library holds is listed.

A document's language is told by its words; no others than French and English are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant import wording
from assistant.reply_language import NAMED
from assistant.schema import Abstention
from ingest import french
from ingest.library import Library
from ingest.schema import Document, Language

_THINGS = r"(?:documents?|rapports?|fichiers?|textes?|pdf)"
_IN_LIBRARY = r"(?:dans|de) (?:la|ta|votre) (?:bibliotheque|base|collection)"
_HERE = (
    r"(?:ici|disponibles?|en memoire|en stock|charges?|accessibles?|consultables?"
    rf"|{_IN_LIBRARY}|a (?:ta|votre|ma) disposition)"
)
_YOU_HAVE = (
    r"(?:(?:est-ce que )?(?:tu as|vous avez|tu connais|vous connaissez)|as-tu|avez-vous|a-t-on"
    r"|y a-t-il|il y a|connais-tu|connaissez-vous|disposes-tu|disposez-vous|contient"
    r"|(?:peux-tu|pouvez-vous|puis-je|peut-on) (?:lire|consulter|interroger))"
)
_GIVE = r"(?:liste|montre|affiche|donne)[rz]?(?:[- ](?:moi|nous))?"
_EN_THINGS = r"(?:documents?|reports?|files?)"
_EN_HAVE = r"(?:do you have|have you got|are there|are available|are in the library)"
# Those whose words nothing here knows, as they are called in French and English.
_OTHERS: Final = {
    "espagnol": "Spanish",
    "portugais": "Portuguese",
    "allemand": "German",
    "italien": "Italian",
    "arabe": "Arabic",
    "malgache": "Malagasy",
}
_LANGUAGE = rf"(?:{'|'.join([*NAMED, *_OTHERS, *map(str.lower, _OTHERS.values())])})"
_IN = rf"(?:(?:sont |est )?(?:ecrits? |rediges? )?en|(?:are )?(?:written )?in) {_LANGUAGE}"
_THESE = rf"(?:{_EN_THINGS} (?:(?:that|which) are )?{_IN}|{_LANGUAGE} {_EN_THINGS})"
PATTERN: Final = (
    rf"(?:de |sur )?quels {_THINGS} {_YOU_HAVE}(?: {_HERE}| la bibliotheque)?"
    rf"|(?:sur )?quels {_THINGS} (?:sont {_HERE}|disponibles|te bases-tu|t'appuies-tu)"
    rf"|quels sont (?:(?:tes|vos|mes) {_THINGS}|les {_THINGS} {_HERE})"
    rf"|(?:tu as|vous avez|as-tu|avez-vous) quels {_THINGS}"
    rf"|combien de {_THINGS} {_YOU_HAVE}(?: {_HERE})?"
    rf"|combien {_YOU_HAVE} de {_THINGS}(?: {_HERE})?"
    rf"|(?:{_GIVE} )?(?:la )?liste (?:de |des )(?:(?:tes|vos|mes) )?{_THINGS}(?: {_HERE})?"
    rf"|{_GIVE} (?:tous )?(?:les|tes|vos|mes) {_THINGS}(?: {_HERE})?"
    rf"|de quoi parlent (?:les|tes|vos|ces|mes) {_THINGS}"
    r"|(?:qu'y a-t-il|qu'est-ce qu'il y a|il y a quoi) dans (?:la|ta|votre) (?:bibliotheque|base)"
    rf"|(?:which|what) {_EN_THINGS} (?:{_EN_HAVE}|do you know|can (?:you|i) (?:read|search))"
    rf"|(?:list|show)(?: me)? (?:all )?(?:the |your |my )?{_EN_THINGS}"
    rf"|how many {_EN_THINGS} {_EN_HAVE}|what(?:'s| is) in the library"
    # Of one language.
    rf"|(?:quels|combien de) {_THINGS}(?: {_YOU_HAVE})? {_IN}(?: {_YOU_HAVE})?(?: {_HERE})?"
    rf"|combien {_YOU_HAVE} de {_THINGS} {_IN}(?: {_HERE})?"
    rf"|(?:quels sont|{_GIVE}(?: tous)?|(?:{_GIVE} )?(?:la )?liste (?:de|des))"
    rf" (?:(?:les|tes|vos|mes) )?{_THINGS} (?:qui sont )?{_IN}(?: {_HERE})?"
    rf"|{_YOU_HAVE} (?:des|un|d'autres) {_THINGS} {_IN}(?: {_HERE})?"
    rf"|(?:which|what|how many) {_EN_THINGS}(?: {_EN_HAVE})? {_IN}"
    rf"|(?:which|what|how many) {_THESE}(?: {_EN_HAVE})?|(?:which|what) are (?:the )?{_THESE}"
    rf"|(?:are there|is there|do you have|have you got) (?:any |an? )?{_THESE}"
    rf"|(?:list|show)(?: me)? (?:all )?(?:the |your |my )?{_THESE}"
)
# Of those just listed.
THEN: Final = (
    rf"(?:et )?(?:lesquels|combien)(?: {_YOU_HAVE})? {_IN}"
    rf"|(?:and )?(?:which|how many)(?: ones| of them)? {_IN}"
)
_LISTED = 50
# How many pages of a document tell its language.
_READ = 5
_CALLED: Final[dict[Language, dict[Language, str]]] = {
    "fr": {"fr": "français", "en": "anglais"},
    "en": {"fr": "French", "en": "English"},
}


def told(
    library: Library, question: str, language: Language, among: Sequence[str] | None
) -> Abstention:
    """Return the library's documents, numbered; of the language that the question names, if any.

    Of `among` alone, if given. The question matches `PATTERN` or `THEN`.
    """
    held = [each for each in library.documents() if among is None or each.id in among]
    named = re.search(rf"\b{_LANGUAGE}\b", french.fold(question))
    if named is None:
        opening = (
            f"{_counted(held, language)} in the library:"
            if language == "en"
            else f"{_counted(held, language)} dans la bibliothèque\u00a0:"
        )
        return _listed(held, opening, language)
    written = {each.id: _written_in(library, each) for each in held}
    neither = [each for each in held if not written[each.id]]
    wanted = NAMED.get(named[0])
    if wanted is None:
        return _listed(neither, _unknown(named[0], neither, language), language)
    found = [each for each in held if wanted in written[each.id]]
    called, total = _CALLED[language][wanted], wording.number(len(held), language)
    end = ":" if found else "."
    if language == "en":
        count = _counted(found, language) if found else "No document"
        opening = f"{count} in {called}, of {total}, going by their words{end}"
        rest = f"The words of {_counted(neither, language)} tell neither French nor English."
    else:
        end = f"\u00a0{end}" if found else end
        count = _counted(found, language) if found else "Aucun document"
        opening = f"{count} en {called}, sur {total}, d'après leurs mots{end}"
        rest = f"Les mots de {_counted(neither, language)} ne disent ni français ni anglais."
    return _listed(found, opening, language, rest if neither else "")


def _unknown(named: str, neither: Sequence[Document], language: Language) -> str:
    """Say that the language a question names is not known, and how many documents may be in it."""
    french_, english = next(pair for pair in _OTHERS.items() if named in (pair[0], pair[1].lower()))
    if language == "en":
        told = f"I tell only French and English apart, and do not know which are in {english}."
        found = f" {_counted(neither, language)} in neither, going by their words:"
    else:
        told = (
            "Je ne distingue que le français et l'anglais\u00a0: je ne sais pas lesquels sont en"
            f" {french_}."
        )
        found = (
            f" {_counted(neither, language)} ni en l'un ni en l'autre, d'après leurs mots\u00a0:"
        )
    return told + (found if neither else "")


def _counted(documents: Sequence[Document], language: Language) -> str:
    several = "s" if len(documents) > 1 else ""
    space = " " if language == "en" else "\u00a0"
    return f"{wording.number(len(documents), language)}{space}document{several}"


def _written_in(library: Library, document: Document) -> tuple[Language, ...]:
    """Tell a document's languages by some of its pages, from all over it."""
    numbers = list(library.page_labels(document.id))
    some = sorted({numbers[len(numbers) * each // _READ] for each in range(_READ)})
    texts = (library.stored_page(document.id, number).text for number in some)
    return french.written_in("\n".join(texts))


def _listed(
    documents: Sequence[Document], opening: str, language: Language, rest: str = ""
) -> Abstention:
    listed, others = documents[:_LISTED], documents[_LISTED:]
    lines = [
        wording.document_line(
            place, each.title, each.file, wording.counted(each.pages, each.unit, language)
        )
        for place, each in enumerate(listed, start=1)
    ]
    lines += [wording.and_others(len(others), language)] if others else []
    lines += [rest] if rest else []
    return Abstention(
        "about_library",
        "\n".join([opening, *lines]),
        tuple(each.id for each in listed),
        tuple(each.id for each in others),
    )
