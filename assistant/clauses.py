"""Whether what follows « et » is a question of its own: « et l'ADEA organise quel forum ? ».

It is where it has a verb and its subject, and asks by a word or an inversion: what has none, « et
l'ADEA ? », takes the place of something in the question before.
"""

from __future__ import annotations

import re

from ingest import french

# « celle du Togo » and « son budget » are of what was said before, whatever follows.
_LEANING = re.compile(r"(?:celles?|celui|ceux|son|sa|ses|leurs?|its|their|his|her)\b")
_ARTICLE = re.compile(r"(?:l'|(?:les?|la|une?|des|the|an?|chaque|every|tou(?:te)?s)\b)")
_AUXILIARY = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must|may) (?=[a-z])"
)
_INVERTED = re.compile(r"\b[a-z]+-(?:t-)?(?:ils?|elles?|on|ce)\b")
_NOBODYS = re.compile(r"(?:[a-z]+-(?:t-)?on|est-ce|faut-il|existe-t-il|y a-t-il)\b")
_PRONOUN = r"(?:(?:(?:lui|eux|elles?),? )?(?:ils?|elles?)|on|ca|cela|c'est|c'etait|it|they)"
# « le bilan, il dit quoi ? », « le comité, qui le préside ? »
_RESUMED = re.compile(
    rf", ?(?:{_PRONOUN}|est-ce|qui|que|combien|quand|comment|pourquoi|ou|(?:a|en|de) quoi|what|who"
    r"|how|when|where|why)\b ?\w"
)
_VERB = (
    r"(?:est|sont|etait|etaient|ont|sera|seront|peut|peuvent|doit|doivent|fait|font|va|vont|is|are"
    r"|was|were|has|have|had|can|could|will|must|should|does|did)"
)
_RELATIVE = r"(?:qui|que|dont|ou|who|that|which) "
# « la lettre peut être en anglais », and not « les projets qui ont échoué ».
_ASSERTED = re.compile(
    rf"(?:(?!{_RELATIVE})[\w-]+[ '])*(?!{_RELATIVE})[\w-]+"
    rf" (?P<verb>{_VERB}|a(?= \w+(?:[eiu]s?|it|ert)\b)) \w"
)
# « les femmes occupent combien de sièges », « Alizéa est présidée par qui »: a relative « qui » has
# its own verb behind it, and « ou » may be "or".
_ASKED_LATE = re.compile(
    r"(?P<before>\w+) (?P<link>(?:a|de|par|avec|pour|en|sur|dans|chez|depuis|jusqu'a|with|by|for"
    r"|from|in|on|to) |d')?(?:combien|comment|pourquoi|quoi|quel(?:le)?s?|which|how"
    r"|(?:qui|quand|ou|who|what|when|where)(?= (?:en|exactement|finalement|precisement|in)\b|$))\b"
)
# « le volet C, c'est combien ? », "the deadline, when is it?": what was asked, of another thing.
_SAME_ASKED = re.compile(
    r",? (?:(?:c'est|c'etait|(?:ils?|elles?) (?:est|sont|etait|etaient)) (?:de )?"
    r"(?:combien|quand|ou)|(?:how much|when|where) (?:is|are) (?:it|they))$"
)
_TOLD_IN = re.compile(r",? (?:il|elle|ca) (?:(?:dit|raconte|contient)|(?:parle|traite) de) quoi$")
_NAME = re.compile(r"(?:^|[ '’(-])[A-ZÀ-Ý][\w'’-]*\w")
# What has its own subject names what it is about with so many stems; what has nobody's, with more.
_ENOUGH, _ENOUGH_OF_NOBODYS = 3, 6
_ASKING = frozenset(("combien", "faut"))


def is_clause(rest: str) -> bool:
    """Say whether what follows « et » has a verb and its subject, or a pronoun for it."""
    folded = french.fold(rest)
    if _LEANING.match(folded):
        return False
    if _INVERTED.search(folded) or _RESUMED.search(folded) or _AUXILIARY.match(folded):
        return True
    if not _has_subject(rest):
        return bool(re.match(rf"{_PRONOUN} \w", folded))
    asserted, asked = _ASSERTED.match(folded), _ASKED_LATE.search(folded)
    if asserted:
        # « la région Est du pays » has no verb, nor « l'aide à Madagascar ».
        start = asserted.start("verb")
        return rest[_origin(rest, start)] == folded[start]
    return asked is not None and _has_verb(rest, folded, asked)


def stands_alone(rest: str) -> bool:
    """Say whether a clause names what it is about, and leans on nothing said before."""
    folded = french.fold(rest)
    told = set(french.stems(rest)) - _ASKING
    if _has_subject(rest):
        return bool(_NAME.search(rest)) or len(told) >= _ENOUGH
    # « Peut-on savoir combien elle émet ? » is of what was said before.
    nobodys = _NOBODYS.match(folded) and not re.search(r" (?:ils?|elles?|it|they)\b", folded)
    return bool(nobodys) and (bool(_NAME.search(rest)) or len(told) >= _ENOUGH_OF_NOBODYS)


def of_another(rest: str) -> str:
    """Return « le volet C » of « le volet C, c'est combien »; all of it where it asks else."""
    return _cut(rest, _SAME_ASKED.search(french.fold(rest)))


def document_told_of(rest: str) -> str:
    """Return « la FAQ » of « la FAQ, elle dit quoi »; all of it where it asks else."""
    return _cut(rest, _TOLD_IN.search(french.fold(rest)))


def resumed(question: str) -> str:
    """Return « le bilan » of « le bilan, il dit quoi »; empty for any other."""
    found = _RESUMED.search(french.fold(question)) if _has_subject(question) else None
    return _cut(question, found) if found else ""


def _cut(rest: str, found: re.Match[str] | None) -> str:
    return rest[: _origin(rest, found.start())] if found else rest


def _origin(text: str, place: int) -> int:
    return french.fold_with_origins(text)[1][place]


def _has_subject(rest: str) -> bool:
    folded = french.fold(rest)
    auxiliary = _AUXILIARY.match(folded)
    start = auxiliary.end() if auxiliary else 0
    return bool(_ARTICLE.match(folded, start)) or rest[start : start + 1].isupper()


def _has_verb(rest: str, folded: str, asked: re.Match[str]) -> bool:
    """Say whether a verb comes before the asking word: by its form, behind a noun or a name."""
    before, words = asked["before"], rest[: asked.start("before")].replace("’", "'").split()
    if re.search(rf" {_VERB} |(?<=\w) a \w+[eiu]s? ", folded[: asked.end("before")] + " "):
        return True
    named = bool(words) and words[-1].rpartition("'")[2][:1].isupper()
    if not (named or len(words) > 1 or (words and "'" in words[0])):
        return False
    if asked["link"] and not named:
        return bool(re.search(r"(?<!m)ent$", before))
    return bool(re.search(r"(?:(?<!ag)e|(?<!m)ent|[^n]t|d|a)$", before))
