"""What a question asks for: an answer, or every mention of a term."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.mention_patterns import FRENCH, NAMES, SPELT
from assistant.mention_patterns_en import EN_FILES, ENGLISH
from assistant.mention_scope import ending, named, readings
from assistant.mention_term import bare
from ingest import french


@dataclass(frozen=True, slots=True)
class MentionIntent:
    """A question for every mention of `term`, as written.

    `documents` are the words that name the documents to look in, `year` theirs; empty and None
    for all.
    """

    term: str
    documents: str = ""
    year: int | None = None


_PATTERNS = (*FRENCH, *ENGLISH)
# What comes before the question itself.
_POLITE = re.compile(
    r"^(?:s'il (?:vous|te) plait,? |please,? )?"
    r"(?:(?:peux|pourrais)[- ]tu|(?:pouvez|pourriez)[- ]vous)?,? ?"
    r"(?:(?:me |nous )?(?:dire|dis|dites|montrer?|montre|montrez|donner?|donne|donnez|trouver?"
    r"|trouve|trouvez|chercher?|cherche|cherchez|indiquer?|indiquez|liste[rz]?|affiche[rz]?"
    r"|recense[rz]?|releve[rz]?|retrouve[rz]?|repere[rz]?"
    r"|recherche[rz]?(?= (?:tou|les |des |chaque )))"
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
    folded = french.fold(text)
    if roundabout := _ROUNDABOUT.match(folded):
        start, end = roundabout.span("turn")
        text = french.unfolded(text, 0, start) + french.unfolded(text, end, len(folded))
    return _find(text) or (_follow_up(text, previous) if previous else None)


def _find(text: str) -> MentionIntent | None:
    for scoped in readings(text):
        folded = french.fold(scoped.rest)
        for pattern in _PATTERNS:
            match = pattern.search(folded)
            if match and (term := bare(french.unfolded(scoped.rest, *_told(match)))):
                within = match.groupdict().get("in")
                where = named(french.unfolded(scoped.rest, *match.span("in"))) if within else scoped
                return MentionIntent(term, where.documents, where.year)
    return None


def _told(match: re.Match[str]) -> tuple[int, int]:
    """Return where the term stands, under the one of its names that the match gives."""
    names = (name for name, held in match.groupdict().items() if held and name != "in")
    return match.span(next(names))


def _follow_up(text: str, previous: MentionIntent) -> MentionIntent | None:
    match = _FOLLOWS.match(french.fold(text))
    if match is None or len(text.split()) > _LONGEST_FOLLOW_UP:
        return None
    asked = french.unfolded(text, *match.span("term"))
    scoped = ending(asked)
    narrowed = replace(previous, documents=scoped.documents, year=scoped.year)
    term = bare(scoped.rest) if scoped.rest.strip() else None
    if term is None:
        return narrowed if scoped.rest != asked else None
    if re.search(
        r"\b(?:est|sont|a|ont|is|are|quel\w*|comment|pourquoi|qui|what|how|why)\b",
        french.fold(term),
    ):
        return None
    return replace(narrowed if scoped.rest != asked else previous, term=term)
