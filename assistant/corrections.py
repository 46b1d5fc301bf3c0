"""What a correction means: « non, je parlais du volet B », « pas le volet A, le volet B »."""

from __future__ import annotations

import re

from ingest import french

_NO = (
    r"(?:(?:(?:ah|mais|euh|oups),? )?(?:non|pardon|desolee?|excuse[zs]?[- ]moi|plutot|enfin|sorry"
    r"|no(?=,)|actually|rather)[ ,:;.!]+)"
)
_MEANT = (
    r"(?:(?:je (?:parlais|parle|demandais|pensais|voulais (?:dire|parler)|veux (?:dire|parler))"
    r"|i (?:meant|mean)(?: to say)?|i (?:was|am) (?:talking|asking))(?: (?:bien|plutot|about))? )"
)
_NOT_THIS = (
    r"(?:(?:je (?:ne )?parl(?:e|ais) )?pas|not) (?P<noun>\w+)[^,;]*?"
    r"(?:[,;] ?(?:mais |but )?| mais | but )"
)
_THAT = r"(?:(?:celles?|celui|ceux) (?=\w))"
_CORRECTS = re.compile(rf"(?:(?:{_NO}*{_NOT_THIS}|{_NO}+){_MEANT}?|{_MEANT}){_THAT}?")
# « du volet B », « 2024 », "the budget": what is meant is named, and nothing asked.
_NAMED = re.compile(
    r"(?:\d|l'|d'|(?:les?|la|une?|des?|du|aux?|a|en|dans|pour|chez|avec|sur|par|the"
    r"|of|in|for|with)\b)"
)
_OF = re.compile(r"(?:(?P<le>du) |(?P<les>des) |de |of |d')")


def meant(question: str) -> str:
    """Return « du volet B » of a question that corrects the one before; empty for any other.

    « De Lagazel », of « celle de Lagazel ».
    """
    question = question.rstrip(" ?!.…")
    folded, origins = french.fold_with_origins(question)
    said = _CORRECTS.match(folded)
    if said is None or said.end() >= len(origins):
        return ""
    rest = question[origins[said.end()] :]
    # "Not part A but part B", "I meant part B".
    same = said["noun"] and folded.startswith(f"{said['noun']} ", said.end())
    same = same or re.search(r"\bi meant ", said[0])
    return rest if same or rest[0].isupper() or _NAMED.match(folded, said.end()) else ""


def itself(rest: str) -> str:
    """Return « le volet B » of « du volet B », which one speaks « of »; all of it for any other."""
    of = _OF.match(french.fold(rest))
    if of is None:
        return rest
    article = "le " if of["le"] else "les " if of["les"] else ""
    return article + rest[of.end() :]
