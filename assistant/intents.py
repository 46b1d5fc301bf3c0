"""What a question asks for: an answer, or every mention of a term."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.mention_patterns import FRENCH, FRENCH_ABSENT, NAMES, SPELT
from assistant.mention_patterns_en import EN_FILES, ENGLISH, ENGLISH_ABSENT
from assistant.mention_scope import Scoped, ending, named, readings
from assistant.mention_term import bare, either, is_name, kept_and_left_out, terms
from ingest import french


@dataclass(frozen=True, slots=True)
class MentionIntent:
    """A question for every mention of `term`, as written.

    `documents` are the words that name the documents to look in, `year` theirs; empty and None
    for all. Of several terms, or with one `left_out`, `unit` is what must hold them all, and not
    that one; None where any of them is wanted. `absent`: the documents without any are asked for.
    """

    term: str
    documents: str = ""
    year: int | None = None
    unit: Literal["page", "document"] | None = None
    left_out: str = ""
    absent: bool = False


_PATTERNS = (
    *((each, True) for each in (*FRENCH_ABSENT, *ENGLISH_ABSENT)),
    *((each, False) for each in (*FRENCH, *ENGLISH)),
)
_OF_PAGES = re.compile(r"\b(?:pages?|passages?|endroits?|extraits?|chapitres?)\b")
_OF_DOCUMENTS = re.compile(rf"\b(?:{NAMES}|{EN_FILES})\b")
# What comes before the question itself.
_POLITE = re.compile(
    r"^(?:s'il (?:vous|te) plait,? |please,? )?"
    r"(?:(?:peux|pourrais)[- ]tu|(?:pouvez|pourriez)[- ]vous)?,? ?"
    r"(?:(?:me |nous )?(?:dire|dis|dites|montrer?|montre|montrez|donner?|donne|donnez|trouver?"
    r"|trouve|trouvez|chercher?|cherche|cherchez|indiquer?|indiquez|liste[rz]?|affiche[rz]?"
    r"|recense[rz]?|releve[rz]?|retrouve[rz]?|repere[rz]?"
    r"|recherche[rz]?(?= (?:tou|les |des |chaque ))"
    r"|(?:compte|denombre)[rz]?(?= (?:tou|les |le nombre |combien )))"
    r"(?:[- ](?:moi|nous))?|(?:je |j')(?:cherche|voudrais|veux|souhaite|aimerais)(?: savoir"
    r"| connaitre| voir| avoir| trouver)?|(?:il me faut|j'ai besoin de)(?= (?:tou|chaque|l'ens))"
    r"|(?:can|could) you (?:tell|show|give|find)(?: me)?|(?:tell|show|give|find) me"
    r"|i (?:am looking for|want(?: to know)?|need(?: to know)?|would like(?: to know)?))[ ,:]+"
)
# « … stp », « … , please »
_POLITE_END = re.compile(r",? (?:stp|svp|s'il (?:te|vous) plait|please|merci)$")
# « Combien de fois est-ce que X est cité ? » asks what « combien de fois X est cité ? » does.
_ROUNDABOUT = re.compile(
    r"^(?:(?:a|dans|en|sur) )?(?:ou|combien|quel(?:le)?s?)\b[^«“\"]*?"
    r" (?P<turn>est[- ]ce qu(?:e |'))"
)
# « Quels documents parlent à la fois de X et de Y ? »
_AT_ONCE = re.compile(
    r"^[^«“\"]*?(?:^| |')(?P<turn>(?:a la fois|en meme temps|both) )(?=.* (?:et|and) )"
)
# « Trouve-moi tout sur X », but not « dis-moi tout sur X ».
_EVERYTHING_ON = re.compile(
    r"^(?:(?:peux-tu|pouvez-vous) (?:me |nous )?)?(?:trouve[rz]?|cherche[rz]?|liste[rz]?)"
    r"(?:[- ](?:moi|nous))? tout(?: ce qu'il y a| ce qui est dit)? sur "
)
# « Cherche le mot X », « cherche X dans tous les documents », but not « cherche un financement ».
_SEARCHED = re.compile(
    r"^(?:(?:peux-tu|pouvez-vous) (?:me |nous )?)?(?:trouve[rz]?|(?:re)?cherche[rz]?|find"
    rf"|search for)(?:[- ](?:moi|nous))? (?:{SPELT}(?P<word>.+)|(?P<quoted>[«“\"].+)"
    r"|(?P<term>.+?) (?:partout|everywhere"
    r"|(?:dans|in) (?:tou(?:te)?s (?:les|mes|nos|vos)|l'ensemble des"
    rf"|toute la|all the|all) (?:{NAMES}|{EN_FILES}|bibliotheque|collection|library)))$"
)

_FOLLOWS = re.compile(
    r"^(?:et|and|ou alors|(?:la )?meme (?:question|chose|recherche)|same (?:question|thing|search))"
    r"\b[ ,:]*(?:alors |aussi )?(?:(?:pour|avec|sur|for|with|about) (?!l'ensemble))?(?P<term>.*)$"
)
# « Combien de fois ? », « à quelles pages ? »: what the mentions found tell already.
_COUNT_OR_PLACE = re.compile(
    r"(?:(?:et|and),? )?(?:combien de fois|a combien de reprises|ou(?: ca| exactement)?|(?:(?:a|sur"
    rf"|dans) )?quel(?:le)?s? {NAMES}|how (?:many times|often)|where(?: exactly)?"
    rf"|(?:(?:in|on) )?which {EN_FILES})"
)
_ASKS = re.compile(r"\b(?:est|sont|a|ont|is|are|quel\w*|comment|pourquoi|qui|what|how|why)\b")
_LONGEST_FOLLOW_UP = 12


def mention_intent(question: str, previous: MentionIntent | None = None) -> MentionIntent | None:
    """Return what the question asks to find every mention of; None if it asks something else.

    With the intent of the question before it, « et dans le rapport de 2017 ? » and « et le FSPI ? »
    are such questions too. A term in quotation marks is taken whole, articles and all.
    """
    text = " ".join(question.split()).rstrip(" ?!.…")
    folded, _ = french.fold_with_origins(text)
    if courtesy := _POLITE_END.search(folded):
        text = french.unfolded(text, 0, courtesy.start())
        folded = french.fold(text)
    if everything := _EVERYTHING_ON.match(folded):
        text = "les mentions de " + french.unfolded(text, everything.end(), len(folded))
    elif searched := _SEARCHED.match(folded):
        text = "les mentions de " + french.unfolded(text, *_told(searched))
    elif polite := _POLITE.match(folded):
        text = french.unfolded(text, polite.end(), len(folded))
    text, at_once = _without(_AT_ONCE, _without(_ROUNDABOUT, text)[0])
    found = _find(text)
    if found and at_once and len(terms(found.term)) > 1:
        return replace(found, unit=found.unit or "page")
    return found or (_follow_up(text, previous) if previous else None)


def _without(turn: re.Pattern[str], text: str) -> tuple[str, bool]:
    """Return a question without a turn of speech, and whether it had one."""
    folded = french.fold(text)
    match = turn.match(folded)
    if match is None:
        return text, False
    start, end = match.span("turn")
    return french.unfolded(text, 0, start) + french.unfolded(text, end, len(folded)), True


def _find(text: str) -> MentionIntent | None:
    for scoped in readings(text):
        folded = french.fold(scoped.rest)
        for pattern, absent in _PATTERNS:
            match = pattern.search(folded)
            found = _intent(scoped, match) if match else None
            if found:
                return replace(found, unit=None, absent=True) if absent else found
    return None


def _intent(scoped: Scoped, match: re.Match[str]) -> MentionIntent | None:
    """Return what a pattern's match asks for; None where what it finds is no term, or no name."""
    start, end = _told(match)
    asked, left_out = kept_and_left_out(french.unfolded(scoped.rest, start, end))
    term = bare(asked)
    if term is None or (match.groupdict().get("name") and not is_name(term)):
        return None
    within = match.groupdict().get("in")
    where = named(french.unfolded(scoped.rest, *match.span("in"))) if within else scoped
    unit: Literal["page", "document"] | None = None
    if left_out or (len(terms(term)) > 1 and not either(term)):
        around = match.string[:start] + match.string[end:]
        if _OF_PAGES.search(around):
            unit = "page"
        elif _OF_DOCUMENTS.search(around) or left_out:
            unit = "document"
    return MentionIntent(term, where.documents, where.year, unit, left_out)


def _told(match: re.Match[str]) -> tuple[int, int]:
    """Return where the term stands, under the one of its names that the match gives."""
    names = (name for name, held in match.groupdict().items() if held and name != "in")
    return match.span(next(names))


def _follow_up(text: str, previous: MentionIntent) -> MentionIntent | None:
    folded = french.fold(text)
    if _COUNT_OR_PLACE.fullmatch(folded):
        return previous
    match = _FOLLOWS.match(folded)
    asked = french.unfolded(text, *match.span("term")) if match else text
    scoped = ending(asked)
    # « Dans le glossaire ? » has no « et », and « dans le rapport, qui paie ? » is a question.
    alone = not scoped.rest.strip() and not _ASKS.search(french.fold(scoped.documents))
    if not (match or alone) or len(text.split()) > _LONGEST_FOLLOW_UP:
        return None
    narrowed = replace(previous, documents=scoped.documents, year=scoped.year)
    term = bare(scoped.rest) if scoped.rest.strip() else None
    if term is None:
        return narrowed if scoped.rest != asked else None
    if _ASKS.search(french.fold(term)):
        return None
    return replace(narrowed if scoped.rest != asked else previous, term=term)
