"""« C'est à quelle page ? », « tu as trouvé ça où ? »: where the answer before stands, told again.

Of an answer that lists mentions, the pages that hold the term.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from assistant import citations, mention_wording, wording
from assistant.filters import Scope
from assistant.inquiry import Inquiry, decline
from assistant.mention_schema import DocumentMentions, Mentions
from assistant.schema import Answer, Citation
from ingest.library import Library
from ingest.schema import Language

_THING = r"(?:pages?|documents?|rapports?|fichiers?|pdf|sources?|references?|chapitres?|sections?)"
_SOURCE = (
    r"(?:sources?|references?|pages?|(?:numeros?|n\s?[°o]) de (?:la )?pages?"
    r"|(?:noms?|titres?) (?:du|des) documents?)"
)
_TOLD = (
    r"(?:ca|cela|ceci|tout ca|(?:cette|ces|ce|cet|ta|tes|votre|vos) (?:informations?|infos?"
    r"|reponses?|phrases?|chiffres?|extraits?|passages?|citations?|affirmations?|donnees?))"
)
_COMES = r"(?:viens?|vient|sort|provient|est tire|se trouve|est ecrit|est dit)"
_SAID = r"(?:ecrit|dit|marque|indique|mentionne|precise)e?"
_READ = r"(?:trouve|lu|vu|pris)e?"
_EN_THING = r"(?:pages?|documents?|reports?|files?|sources?|sections?|chapters?)"
_EN_SOURCE = r"(?:sources?|references?|pages?(?: numbers?)?|document names?)"
_EN_SAYS = r"(?:says?|said|states?|mentions?|tells?)"
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
     rf"(?: (?:exactement|precisement|au juste|(?:c'est|est-ce)(?: {_SAID})?|{_TOLD}"
     rf"|{_TOLD} {_COMES}|{_COMES} {_TOLD}|(?:as-tu|avez-vous|tu as|vous avez) {_READ} {_TOLD}))?"),
    ("fr", rf"(?:quel(?:le)?s? {_THING}|qui) (?:(?:dit|disent|indique|precise|affirme|mentionne)"
     rf" {_TOLD}|(?:le|l') ?(?:dit|disent|indique|precise|affirme))"),
    ("fr", rf"(?:quel(?:le)?s? (?:est|sont)|c'est quoi) (?:la|les?|l'|ta|tes|votre|vos) ?{_SOURCE}"
     rf"(?: (?:exactes?|precises?))?(?: (?:de|pour) {_TOLD})?"),
    ("fr", rf"{_GIVE}?(?:(?:la|les?|ta|tes|votre|vos|une|des|as-tu une|tu as une|avez-vous une"
     rf"|as-tu des|tu as des|avez-vous des) )?{_SOURCE}(?: (?:de|pour) {_TOLD})?"),
    ("fr", rf"d'ou (?:est-ce que )?(?:{_TOLD} {_COMES}|(?:vient|sort|provient) {_TOLD}"
     rf"|(?:tiens|tires|sors)-tu {_TOLD}|tu (?:tiens|tires|sors) {_TOLD}"
     rf"|(?:tenez|tirez|sortez)-vous {_TOLD})"),
    ("fr", rf"{_TOLD} (?:vient|sort|provient|est tire) d'ou"
     rf"|(?:tu (?:tiens|tires|sors)|vous (?:tenez|tirez|sortez)) {_TOLD} d'ou"),
    ("fr", rf"(?:(?:c'est|ou est-ce(?: que c'est)?) {_SAID}(?: ou)?"
     rf"|ou (?:c'est|{_TOLD} est) {_SAID}|ou est-ce que {_TOLD} est {_SAID}"
     rf"|ou {_TOLD} est-il {_SAID})(?: exactement)?"),
    ("fr", rf"ou (?:as-tu|avez-vous|est-ce que (?:tu as|vous avez)|tu as|vous avez) {_READ} {_TOLD}"
     rf"|ou (?:l'as-tu|l'avez-vous|tu l'as|vous l'avez) {_READ}"
     rf"|ou (?:puis-je|peut-on|je peux|on peut) (?:lire|voir|trouver|verifier|retrouver) {_TOLD}"
     rf"|(?:tu as|t'as|vous avez) {_READ} {_TOLD} ou|(?:tu l'as|vous l'avez) {_READ} ou"),
    ("fr", r"(?:sur quoi (?:te bases-tu|tu te bases|t'appuies-tu|tu t'appuies"
     r"|vous (?:basez|appuyez)-vous)|tu (?:te bases|t'appuies) sur quoi"
     r"|vous vous (?:basez|appuyez) sur quoi"
     rf"|comment (?:le (?:sais-tu|savez-vous)|(?:tu (?:le )?sais|vous (?:le )?savez)(?: {_TOLD})?))"
     rf"(?: pour (?:dire|affirmer) {_TOLD})?"),
    ("en", rf"(?:on|in|from)? ?(?:which|what) {_EN_THING}(?: (?:is|was) (?:it|{_EN_TOLD})(?: (?:on"
     rf"|in|from|written (?:on|in)))?| (?:does|did) (?:it|{_EN_TOLD}) come from)?(?: exactly)?"
     rf"|(?:(?:which|what) {_EN_THING}|who) {_EN_SAYS} (?:so|it|{_EN_TOLD})"),
    ("en", rf"where (?:does|did|do) {_EN_TOLD} come from|where(?: is|'s) {_EN_TOLD} (?:from|written"
     rf"|said|stated)|where (?:did|do|have) you (?:get|find|found|read|see|seen) (?:it|{_EN_TOLD})"
     rf"|where (?:does (?:it|{_EN_TOLD}) say (?:so|it|{_EN_TOLD})|is (?:it|{_EN_TOLD}) (?:written"
     rf"|said|stated|mentioned))|where (?:it|{_EN_TOLD}) (?:is (?:written|said|stated|mentioned"
     rf"|from)|comes from)|where you (?:got|found|read|saw) (?:it|{_EN_TOLD})"
     rf"|where can (?:i|we) (?:read|see|find|check) (?:it|{_EN_TOLD})"
     rf"|how do you know(?: {_EN_TOLD})?|what (?:is|are) (?:it|{_EN_TOLD}) based on"),
    ("en", rf"what(?:'s| is| are|'re) (?:the|your) (?:exact )?{_EN_SOURCE}"
     rf"(?: (?:for|of) {_EN_TOLD})?"),
    ("en", rf"(?:(?:give|show)(?: me)?|cite|(?:do|have) you (?:have|got)) (?:the|your|an?y?)"
     rf" ?{_EN_SOURCE}(?: (?:for|of) {_EN_TOLD})?|(?:(?:the|your|any) )?(?:exact )?{_EN_SOURCE}"),
)  # fmt: skip
_PATTERNS = [(language, re.compile(rf"^(?:{pattern})$")) for language, pattern in _ASKS]
# « Tu peux me donner la page ? » asks what « la page ? » does.
_LEAD = re.compile(
    r"^(?:(?:et|mais|ok|oui|ah|d'accord|merci|super|and|but|so|yes|thanks|please) "
    r"|(?:(?:est-ce que )?(?:peux-tu|tu peux|pouvez-vous|vous pouvez|pourrais-tu|tu pourrais"
    r"|pourriez-vous|vous pourriez|puis-je|je peux|peut-on|on peut|je voudrais|je veux|j'aimerais"
    r"|il me faut(?:drait)?) )(?:(?:me |nous |m')?(?:dire|donner|citer|montrer|indiquer|preciser"
    r"|rappeler|avoir|connaitre|savoir|voir) )?|(?:dis|dites|rappelle|rappelez)-(?:moi|nous) "
    r"|(?:can|could|would) (?:you|i|we) (?:please )?(?:(?:tell|give|show|have|see|get|cite|quote"
    r"|know)(?: me| us)? )|(?:i (?:want|need|would like)|i'd like) (?:(?:to (?:know|see) ))?"
    r"|tell me )+(?=\w)"
)


def asks_source(folded: str) -> Language | None:
    """Return the language of a question for the source of what was told; None for any other.

    It is folded, without its punctuation.
    """
    asked = _LEAD.sub("", folded)
    return next((language for language, each in _PATTERNS if each.match(asked)), None)


def has_source(answer: Answer) -> bool:
    """Say whether an answer stands on pages: it quotes them, or lists them as holding a term."""
    found = answer.mentions
    return bool(answer.citations or (found and any(each for _, each in _groups(found, "fr"))))


def restated(library: Library, question: str, language: Language, before: Answer) -> Answer:
    """Return the answer before with the documents and pages that it stands on, told first.

    Its citations are those whose quotes still stand on their pages; with none left, it is declined.
    Of mentions, all pages are named again.
    """
    if before.mentions:
        found = before.mentions
        lines = [
            _held(named, holding, language)
            for named, holding in _groups(found, language)
            if holding
        ]
        return Answer(question, "mentions", language, "\n".join(lines), mentions=found)
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


def _groups(found: Mentions, language: Language) -> list[tuple[str, tuple[DocumentMentions, ...]]]:
    """Return the documents that hold a term, under its name, then those of what is apart."""
    apart = [(mention_wording.apart(each, language), each.documents) for each in found.related]
    return [(wording.quoted(found.term, language), found.documents), *apart]


def _held(named: str, holding: Sequence[DocumentMentions], language: Language) -> str:
    """Say on which pages of which documents it stands: « Titre (fichier.pdf), p. 2–4, 7 »."""
    told = []
    for each in holding:
        pages = ", ".join(
            wording.page_name(page.page, page.label, language, each.unit) for page in each.pages
        )
        if each.unit == "page":
            pages = f"p.\u00a0{mention_wording.ranges([page.page for page in each.pages])}"
        told.append(f"{wording.document_name(each.title, each.file)}, {pages}")
    colon, between = (": ", "; ") if language == "en" else ("\u00a0: ", "\u00a0; ")
    return f"{named}{colon}{between.join(told)}."


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
