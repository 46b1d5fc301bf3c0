"""Which of the documents just listed a reply names: « la deuxième », « 2 », « celle de 2017 ».

« De quel document parlez-vous ? » waits for one; « quels documents as-tu ? » is followed by
« résume le premier » as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import overview_asked
from assistant.narrowing import YEAR, narrow
from assistant.nouns import NOUN
from assistant.ranks import ORDINALS
from assistant.schema import Abstention, Answer
from ingest import french
from ingest.schema import DocumentName

_RANK = (
    rf"(?:(?P<ordinal>{'|'.join(ORDINALS)})\b|(?:n\s?[°o] ?|numero |number |#)?(?P<number>[1-9]\d?)"
    r"(?:e|er|re|ere|eme|nd|rd|st|th)?(?![\w%]|[.,]\d))"
)
_ARTICLE = r"(?:du |le |la |the |l')"
# What any document of a list is called with its rank: « le document 2 », "the second one".
_ANY = r"documents?|rapports?|textes?|fichiers?|pdf|reports?|files?|ones?"
# What is said around a name and nothing else: « je parle de la loi de 2008 ».
_LEAD = re.compile(
    r"^(?:c'est |ce serait |plutot |rather |it's |(?:je |j')(?:parl(?:e|ais) de |pens(?:e|ais) a "
    r"|(?:veux|voulais) (?:dire|parler de) |choisis |prends )|i (?:mean|meant|am talking about) )"
)
_TELL = (
    r"(?:(?:donne|montre|presente|explique|detaille|prends?|lis|ouvre)[rsz]?(?:[- ](?:moi|nous))? "
    r"|parle[rsz]?(?:[- ](?:moi|nous))? (?:de )?|c'est quoi |qu'est-ce que |quid (?:de )?"
    r"|(?:give|show) me |tell me about |what about |open |take )"
)
# « celle de 2017 », « celui sur la presse », "the one from 2017", "the 2017 one"
_ONE = re.compile(
    r"\b(?:(?:celui|celle|the one) (?!la\b)(?P<named>[^,]+)|the (?P<english>[^,]+) one\b)"
)
# « le dernier document », "the newest report", whatever it is called, and « la loi que je viens
# d'ajouter ».
_NEWEST = re.compile(
    r"\b(?P<the>le |la |l'|the )(?:tout )?(?:dernier|derniere|nouveau|nouvel|nouvelle|latest|newest"
    rf"|last|new) (?P<noun>{NOUN})\b(?: (?:ajoute|depose|recu|importe|arrive)e?|,? (?:that was )?"
    r"(?:added|uploaded))?"
)
_JUST = re.compile(
    r"\b(?:que (?:je viens|j'ai|nous avons|on a) [^?]*\b(?:ajoute|depose|envoye|charge|telecharge"
    r"|importe)|i (?:just |have )*(?:added|uploaded|dropped)\b)"
)
_BACKGROUND = frozenset(("not_a_question", "no_such_item"))


def chosen(
    question: str, among: Sequence[DocumentName], history: Sequence[Answer]
) -> list[str] | None:
    """Return the ids of those among the documents that a reply names, of the list just shown.

    None where it names none of a list: it is a question of its own. Empty where the list has none
    at that rank; several where the words that it gives are those of several.
    """
    offer, direct = _offer(history)
    if offer is None or offer.abstained is None:
        return None
    folded = french.fold(" ".join(question.split()))
    text = _LEAD.sub("", overview_asked.stripped(folded)[0])
    place = _place(text, offer.question)
    if place is not None:
        return _at(place, among, offer.abstained)
    meant = (*offer.abstained.listed, *offer.abstained.others)
    listed = [each for each in among if each.id in meant]
    one = _ONE.search(text)
    if one and _is_told(text, one):
        return _narrowed(listed, one["named"] or one["english"]) or None
    if not direct or overview_asked.asked(question):
        return None
    said = question.strip(" ?.!") if text == folded.strip(" ?.!") else text
    found = _narrowed(listed, said)
    if not found and re.search(r"[a-z]{3}", text):  # another document, after all
        others = narrow(among, said)
        found = others if len(others) == 1 else []
    return found or None


def newest(question: str) -> str | None:
    """Return a question that asks of the document added last, folded, without saying which that is.

    None where it asks of another, or something else.
    """
    folded = french.fold(" ".join(question.split()))
    plain = _NEWEST.sub(r"\g<the>\g<noun>", folded)
    meant = plain != folded or _JUST.search(folded)
    return plain if meant and overview_asked.asked(plain) else None


def _offer(history: Sequence[Answer]) -> tuple[Answer | None, bool]:
    """Return the answer that listed documents, and whether it still waits for one to be named.

    « Résume le deuxième », « et le troisième ? »: both are of the list.
    """
    direct = True
    for each in reversed(history):
        if each.abstained and each.abstained.listed:
            return each, direct and each.abstained.reason == "which_document"
        if each.presents and not overview_asked.asked(each.question):
            direct = False
        elif not each.abstained or each.abstained.reason not in _BACKGROUND:
            break
    return None, False


def _place(text: str, before: str) -> int | None:
    """Return which of a list, from 0, a folded reply names by its rank; None if it names none."""
    asks = overview_asked.asked(before)
    noun = rf"(?:{'|'.join([_ANY, *([re.escape(asks.noun)] if asks and asks.noun else [])])})"
    found = re.fullmatch(rf"{_TELL}?{_ARTICLE}?(?:{noun} )?{_RANK}(?: {noun})?", text)
    if found is None:
        ranked = rf"\b(?:{_ARTICLE}(?:{noun} )?|{noun} ){_RANK}(?: {noun})?"
        found = next((each for each in re.finditer(ranked, text) if _is_told(text, each)), None)
    if found is None:
        return None
    return ORDINALS[found["ordinal"]] if found["ordinal"] else int(found["number"]) - 1


def _is_told(text: str, found: re.Match[str]) -> bool:
    """Say whether a reply asks what is in the document that those words of it stand for."""
    of = "de " if found[0].startswith("du ") else ""
    said = f"{text[: found.start()]}{of}ce document{text[found.end() :]}"
    asks = overview_asked.asked(said)
    whole = re.fullmatch(rf"{_TELL}?ce document", said)
    return bool(whole or (asks and asks.this and not asks.named))


def _at(place: int, among: Sequence[DocumentName], shown: Abstention) -> list[str]:
    return [each.id for each in among if each.id in shown.listed[place:][:1]]


def _narrowed(documents: Sequence[DocumentName], named: str) -> list[str]:
    """Return the ids of the documents called so; a year may be that of a document's date."""
    found, year = narrow(documents, named), YEAR.search(named)
    if found or year is None:
        return found
    rest = named.replace(year.group(), " ")
    return narrow(documents, rest if french.stems(rest) else "", int(year.group()))
