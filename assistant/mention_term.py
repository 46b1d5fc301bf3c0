"""The terms that a question asks the mentions of, taken out of the words around them."""

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
    r"|^(?:dans|par|parmi|selon|among|by|according to)\b"
    rf"|^(?:{_BY}|avant|apres|depuis|pendant|d'apres|si|after|before|since|if)\b.*,"
)
# What is no term: the question then asks something else.
_NO_TERM = frozenset(
    "il elle ils elles on qui que quoi ce cela ca it they he she which what who comment pourquoi"
    " quand where how why et alors mais donc tout tous ou".split()
)
_AND_OR = r"(?:et|ou|ni|and|or|nor)"
_BETWEEN = re.compile(rf"\s+{_AND_OR}\s+|\s*,\s+(?:{_AND_OR}\s+)?")
_EITHER = re.compile(r"\b(?:ou|or)\b")
_TO = re.compile(r"^(?:aux?|à|to)\s+", re.IGNORECASE)
# « L'accord entre la France et le Sénégal » is one thing.
_PAIR = re.compile(r"\b(?:entre|between)\b", re.IGNORECASE)
_NAME = re.compile(r"[«“\"A-ZÀ-Ý0-9]")
_OPEN = re.compile(r"[«“][^»”]*$")
_LONGEST = 5
_LEFT_OUT = re.compile(
    r"^(?P<kept>.+?),? (?:sans (?:parler|traiter|mentionner|citer|evoquer|nommer|aborder"
    r"|faire (?:reference|mention|allusion))"
    r"|mais (?:pas|jamais|ne (?:parle|mentionne|cite|evoque|nomme|aborde)(?:nt)? (?:pas|jamais))"
    r"|but (?:not|never)|but do(?:es)?(?: not|n't) (?:mention|cite|name)"
    r"|without (?:mentioning|citing|naming)) (?P<left_out>.+)$"
)


def bare(asked: str) -> str | None:
    """Take a term out of its quotation marks, or without its article; None where there is none.

    Several terms, of which one is in quotation marks, keep those.
    """
    pieces = _pieces(asked)
    named = all(QUOTED.search(piece) or is_name(_one(piece) or "") for piece in pieces)
    if named and len(pieces) > 1 and QUOTED.search(asked):
        return _without_article(asked)
    return _one(asked)


def terms(term: str) -> tuple[str, ...]:
    """Return the terms that « le RGAA et le W3C » may be; of a single term, it alone.

    « Énergie solaire et éolienne » is one: its last word is none by itself.
    """
    pieces = _pieces(term)
    if len(pieces) == 1 or set("()") & set(term) or _PAIR.search(pieces[0]):
        return (term,)
    bared = [_one(_TO.sub("", piece)) for piece in pieces]
    found = tuple(each for each in bared if each and len(each.split()) <= _LONGEST)
    for before, piece, each in zip(bared, pieces[1:], bared[1:], strict=False):
        undetermined = piece == each and not _NAME.match(piece) and " " not in piece
        if not before or (undetermined and " " in before):
            return (term,)
    return found if len(found) == len(pieces) else (term,)


def is_determined(term: str) -> bool:
    """Say whether « et » has an article behind it, as in no fixed phrase: « l'eau et la santé »."""
    return any(piece != _one(piece) for piece in _pieces(term)[1:])


def is_quoted(term: str) -> bool:
    """Say whether several terms were set apart by quotation marks: no phrase is made of them."""
    return bool(QUOTED.search(term))


def is_name(term: str) -> bool:
    """Say whether a term is written as a name or a number is."""
    return bool(_NAME.match(term))


def either(term: str) -> bool:
    """Say whether one of several terms is enough: « le RGAA ou le W3C »."""
    return bool(_EITHER.search(term))


def kept_and_left_out(asked: str) -> tuple[str, str]:
    """Split « le RGAA sans parler du W3C » into what is wanted and what is not, or empty."""
    match = _LEFT_OUT.match(french.fold(asked))
    kept = french.unfolded(asked, *match.span("kept")) if match else ""
    if match is None or _OPEN.search(kept):
        return asked, ""
    left_out = bare(french.unfolded(asked, *match.span("left_out")))
    return (kept, left_out) if left_out else (asked, "")


def _pieces(asked: str) -> list[str]:
    """Split at « et », « ou » and commas, but not within quotation marks."""
    quoted = [each.span() for each in QUOTED.finditer(asked)]
    pieces, last = list[str](), 0
    for between in _BETWEEN.finditer(asked):
        if not any(start < between.start() < end for start, end in quoted):
            pieces.append(asked[last : between.start()])
            last = between.end()
    return [*pieces, asked[last:]]


def _one(asked: str) -> str | None:
    if quoted := QUOTED.search(asked):
        return quoted.group(1) or quoted.group(2)
    term = _without_article(asked)
    plain = french.fold(term)
    told = term and plain not in _NO_TERM
    return term if told and not (_ASKS.match(plain) or _CLAUSE.search(plain)) else None


def _without_article(asked: str) -> str:
    folded, start = french.fold(asked), 0
    while article := _ARTICLE.match(folded[start:]):
        start += article.end()
    return french.unfolded(asked, start, len(folded)).strip(" ,;:'’")
