"""The term that a question asks the mentions of, taken out of the words around it."""

from __future__ import annotations

import re

from ingest import french

QUOTED = re.compile(r"[«“\"]\s*(.+?)\s*[»”\"]|(?<!\w)['‘]\s*(.+?)\s*['’](?!\w)")
_ARTICLE = re.compile(
    r"^(?:(?:les?|la|une?|des|du|de la|de|the|an?"
    r"|(?:(?:le|du|la|l'|the) ?)?(?:mot|terme|sigle|nom|acronyme|expression|mention|word|term"
    r"|acronym|name)(?: de| du| of)?)\s+|(?:de )?l'\s*|d'\s*)(?=\S)"
)
_ASKING = r"(?:comment|pourquoi|combien|quel(?:le)?s?|lequel|laquelle|lesquel(?:le)?s|which|why)"
_BY = r"(?:a|de|par|pour|dans|sur|en|avec|chez|by|for|to|in|on|with|from)"
# What begins like this is no term either: « Dans quel délai les plaintes sont-elles traitées ? ».
_ASKS = re.compile(
    rf"^(?:{_BY} )?(?:comment|pourquoi|quand|combien|quel(?:le)?s?|qui|which|what|who|how|why|when"
    r"|where)\b"
)
# A clause of the question, where only a term was to be found: « RGAA y a-t-il », « Dans la
# convention, les paiements », « droit, et avec qui ».
_CLAUSE = re.compile(
    r"\best[- ]ce qu|\w-t-(?:ils?|elles?|on)\b|\b(?:est|sont|ont)-(?:ils?|elles?|on|ce)\b"
    rf"|(?<![\w-]){_ASKING}(?![\w-])"
    rf"|, (?:et |and )?(?:{_BY} )?(?:qui|quoi|quand|who|what|when|where)\b|\bqui(?: y)?$"
    r"|^(?:dans|parmi|selon|among|according to)\b"
    rf"|^(?:{_BY}|avant|apres|depuis|pendant|d'apres|si|after|before|since|if)\b.*,"
)
# What is no term: the question then asks something else.
_NO_TERM = frozenset(
    "il elle ils elles on qui que quoi ce cela ca it they he she which what who comment pourquoi"
    " quand where how why et alors mais donc tout tous ou".split()
)


def bare(asked: str) -> str | None:
    """Take a term out of its quotation marks, or without its article; None where there is none."""
    if quoted := QUOTED.search(asked):
        return quoted.group(1) or quoted.group(2)
    folded = french.fold(asked)
    start = 0
    while article := _ARTICLE.match(folded[start:]):
        start += article.end()
    term = french.unfolded(asked, start, len(folded)).strip(" ,;:'’")
    plain = french.fold(term)
    told = term and plain not in _NO_TERM
    return term if told and not (_ASKS.match(plain) or _CLAUSE.search(plain)) else None
