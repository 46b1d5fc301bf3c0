"""« C'est à quelle page ? », « d'où ça vient ? »: where the answer before stands, told again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant import citations, wording
from assistant.filters import Scope
from assistant.inquiry import Inquiry, decline
from assistant.schema import Answer, Citation
from ingest.library import Library
from ingest.schema import Language

_THING = r"(?:pages?|documents?|rapports?|fichiers?|pdf|sources?|references?|chapitres?|sections?)"
_SOURCE = r"(?:sources?|references?|pages?)"
_TOLD = (
    r"(?:ca|cela|ceci|tout ca|(?:cette|ces|ce|cet|ta|tes|votre|vos) (?:informations?|infos?"
    r"|reponses?|phrases?|chiffres?|extraits?|passages?|citations?|affirmations?|donnees?))"
)
_COMES = r"(?:viens?|vient|sort|provient|est tire|se trouve|est ecrit|est dit)"
_EN_THING = r"(?:pages?|documents?|reports?|files?|sources?|sections?|chapters?)"
_EN_TOLD = (
    r"(?:(?:all )?(?:that|this)|(?:that|this|these|those|your|the) (?:information|info|answers?"
    r"|sentences?|figures?|extracts?|quotes?|claims?|data))"
)
_GIVE = r"(?:(?:donne|cite|montre|indique|precise)[rsz]?(?:[- ](?:moi|nous))? )"
# « C'est où ? » and « d'où vient-il ? » are of what the answer tells, and « quelle page parle du
# FASEP ? » names what it asks about: none of them is here.
_ASKS: Final[tuple[tuple[Language, str], ...]] = (
    ("fr", rf"(?:(?:c'est|c'etait|{_TOLD} {_COMES}|(?:ca|cela) est) )?(?:(?:a|de|dans|sur|en|depuis"
     rf") )?quel(?:le)?s? {_THING}(?: (?:du|de ce|dans le|dans ce)"
     r" (?:rapport|document|fichier|pdf))?"
     rf"(?: (?:exactement|precisement|au juste|c'est|est-ce|{_TOLD}|{_TOLD} {_COMES}"
     rf"|{_COMES} {_TOLD}|(?:as-tu|avez-vous) (?:trouve|lu|vu|pris) {_TOLD}))?"),
    ("fr", rf"(?:quel(?:le)?s? (?:est|sont)|c'est quoi) (?:la|les?|l'|ta|tes|votre|vos) ?{_SOURCE}"
     rf"(?: (?:exactes?|precises?))?(?: (?:de|pour) {_TOLD})?"),
    ("fr", rf"{_GIVE}?(?:(?:la|les|ta|tes|votre|vos|une|des|as-tu une|tu as une|avez-vous une"
     rf"|as-tu des|tu as des|avez-vous des) )?{_SOURCE}(?: (?:de|pour) {_TOLD})?"),
    ("fr", rf"d'ou (?:est-ce que )?(?:{_TOLD} {_COMES}|(?:vient|sort|provient) {_TOLD}"
     rf"|(?:tiens|tires|sors)-tu {_TOLD}|tu (?:tiens|tires|sors) {_TOLD}"
     rf"|(?:tenez|tirez|sortez)-vous {_TOLD})"),
    ("fr", rf"{_TOLD} (?:vient|sort|provient|est tire) d'ou"),
    ("fr", r"(?:c'est|ou est-ce(?: que c'est)?) (?:ecrit|dit|marque|indique)(?: ou)?"
     r"(?: exactement)?"),
    ("fr", rf"ou (?:as-tu|avez-vous|est-ce que tu as|tu as) (?:trouve|lu|vu|pris) {_TOLD}"
     r"|ou l'as-tu (?:trouve|lu|vu|pris)e?"),
    ("en", rf"(?:on|in|from)? ?(?:which|what) {_EN_THING}(?: (?:is|was) (?:it|{_EN_TOLD})(?: (?:on"
     rf"|in|from|written (?:on|in)))?| (?:does|did) (?:it|{_EN_TOLD}) come from)?(?: exactly)?"),
    ("en", rf"where (?:does|did|do) {_EN_TOLD} come from|where(?: is|'s) {_EN_TOLD} (?:from|written"
     rf"|said|stated)|where (?:did|do) you (?:get|find|read|see) (?:it|{_EN_TOLD})"),
    ("en", rf"what(?:'s| is| are|'re) (?:the|your) (?:exact )?{_SOURCE}"
     rf"(?: (?:for|of) {_EN_TOLD})?"),
    ("en", rf"(?:(?:give|show)(?: me)?|cite|(?:do|have) you (?:have|got)) (?:the|your|an?y?)"
     rf" ?{_SOURCE}(?: (?:for|of) {_EN_TOLD})?|(?:the|your|any) {_SOURCE}"),
)  # fmt: skip
_PATTERNS = [(language, re.compile(rf"^(?:{pattern})$")) for language, pattern in _ASKS]
_LEAD = re.compile(r"^(?:et|mais|ok|oui|d'accord|merci|and|but|so|yes) (?=\w)")


def asks_source(folded: str) -> Language | None:
    """Return the language of a question for the source of what was told; None for any other.

    It is folded, without its punctuation.
    """
    asked = _LEAD.sub("", folded)
    return next((language for language, each in _PATTERNS if each.match(asked)), None)


def restated(library: Library, question: str, language: Language, before: Answer) -> Answer:
    """Return the answer before with the documents and pages that it stands on, told first.

    Its citations are those whose quotes still stand on their pages; with none left, it is declined.
    """
    kept = tuple(each for each in before.citations if citations.is_verbatim(library, each))
    if not kept:
        return decline(
            library, Inquiry(question, question, Scope(question), language), "no_sentence"
        )
    numbers = {each.number for each in kept}
    sentences = tuple(
        replace(each, citations=tuple(n for n in each.citations if n in numbers))
        for each in before.sentences
        if numbers & set(each.citations)
    )
    note = _stands(before.question, kept, language)
    lines = [wording.marked_sentence(each, language) for each in sentences]
    return Answer(
        question,
        "answer",
        language,
        "\n".join([note, *lines]),
        sentences,
        kept,
        notes=(note,),
        model=before.model,
    )


def _stands(question: str, cited: Sequence[Citation], language: Language) -> str:
    """Say which pages of which documents were cited, each with its number."""
    places: dict[str, dict[str, str]] = {}
    for each in cited:
        page = wording.page_name(each.page, each.label, language, each.unit, ocr=each.ocr)
        pages = places.setdefault(wording.document_name(each.title, each.file), {})
        pages[page] = f"{pages.get(page, '')}[{each.number}]"
    told = [
        f"{named}, " + ", ".join(f"{page} {numbers}" for page, numbers in pages.items())
        for named, pages in places.items()
    ]
    asked = wording.quoted(question, language)
    if language == "en":
        return f"The answer to {asked} comes from: " + "; ".join(told) + "."
    return f"La réponse à {asked} vient de\u00a0: " + "\u00a0; ".join(told) + "."
