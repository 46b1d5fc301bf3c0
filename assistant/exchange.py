"""What a fragment takes the place of: « au Maroc » of « au Mali », « les défis » of a noun."""

from __future__ import annotations

import re

from ingest import french

PLACE = re.compile(
    r"(?P<link>\b(?:au|aux|en|à|dans l[ea']|in|chez|avec|pour|de|du|des|d'|with|for|of|from)[ ']?"
    r"(?:l[ae] |l['’]|les |the )?)(?P<name>[A-ZÀ-Ý][\w'’-]*(?: (?:[A-ZÀ-Ý][\w'’-]*"
    r"|d['’][A-ZÀ-Ý]\w*))*)"
)
_CLASSES = (("au", "aux", "en", "à", "dans", "in"), ("de", "du", "des", "d'", "d’", "of", "from"))
# « Quelles sont les difficultés de X », "what are the main limits of X": the noun asked about.
_NOUN_OF = re.compile(
    r"(?:(?P<french>quel(?:le)?s? (?:est|sont|etait|etaient|ont ete|a ete) )|(?:what|which)"
    r" (?:is|are|was|were) )?(?P<noun>(?:les? |la |l'|the )[\w-]+"
    r"(?: (?!du\b|des?\b|of\b|for\b|in\b|to\b)[\w-]+)?)(?= (?:du|des?|of|for|in|to)\b| d')"
)
_OF = re.compile(r" (?:du|des?|d'|of|for)\b")
_NOUN_WORDS = 4
# « le volet 2 », « le 6 », « pour le n° 3 »: what has the same noun before another number.
_NUMBERED = re.compile(
    r"(?:(?:pour|dans|a|sur|de|for|in) )?(?:(?:les?|la|the) |l')?(?:(?P<noun>[a-z]{3,}) )?"
    r"(?:n\s?[°o] ?)?(?P<number>\d{1,3}(?:\.\d{1,2})?)(?:e|eme)?"
)
# What bears a number as its name, and not as a count of it.
_LABELLED = (
    r"(?:articles?|annexes?|fiches?|chapitres?|recommandations?|propositions?|mesures?|pistes?|axes?"
    r"|objectifs?|etapes?|tableaux?|graphiques?|figures?|encadres?|volets?|lots?|phases?|parties?"
    r"|questions?|decisions?|actions?|points?|ateliers?|seances?|tomes?|numeros?|tables?"
    r"|steps?|parts?|sections?|chapters?)"
)


def alike(topic: str, given: re.Match[str] | None) -> re.Match[str] | None:
    """Find the last name of the topic that is linked as the given one is."""
    found = list(PLACE.finditer(topic))
    if given is None:
        # « Entrepreneurs du Monde » is one name.
        linked = r"(?: (?:(?:du|des?|de la|d['’]) ?)?[A-ZÀ-Ý][\w'’-]+)*"
        names = re.compile(rf"(?<=\s)(?P<name>[A-ZÀ-Ý][\w'’-]+{linked})")
        every = list(names.finditer(topic))
        return every[-1] if every else None
    kind = _link_class(given["link"])
    same = [each for each in found if _link_class(each["link"]) == kind]
    return same[-1] if same else None


def _link_class(link: str) -> int:
    first = re.split(r"[ ']", link.strip().lower())[0]
    return next((i for i, each in enumerate(_CLASSES) if first in each or link in each), 2)


def noun_exchanged(topic: str, rest: str) -> str:
    """Put « les défis » where « les difficultés » is in « quelles sont les difficultés de X ».

    French leaves its asking word out: « quelles » may not agree. Empty where there is no such noun.
    """
    folded, origins = french.fold_with_origins(topic)
    noun = _NOUN_OF.match(folded)
    if noun is None or len(rest.split()) > _NOUN_WORDS or _OF.search(french.fold(rest)):
        return ""
    start, end = noun.span("noun")
    kept = "" if noun["french"] else topic[: origins[start]]
    return f"{kept}{rest}{topic[origins[end] :]}"


def number_exchanged(topic: str, rest: str) -> str:
    """Put « le volet 2 » where « le volet 1 » is, « le 6 » where the one number of the topic is.

    Empty where the topic has no such number, or two; a page is that of the document just cited.
    """
    given = _NUMBERED.fullmatch(french.fold(rest))
    if given is None or given["noun"] == "page":
        return ""
    folded, origins = french.fold_with_origins(topic)
    noun = re.escape(given["noun"] or "") or _LABELLED
    like = rf"\b{noun} (?:n\s?[°o] ?)?(?P<number>\d{{1,3}}(?:\.\d{{1,2}})?)(?![\d%.])"
    found = list(re.finditer(like, folded))
    if len(found) != 1:
        return ""
    start, end = found[0].span("number")
    last = origins[end] if end < len(origins) else len(topic)
    return f"{topic[: origins[start]]}{given['number']}{topic[last:]}"
