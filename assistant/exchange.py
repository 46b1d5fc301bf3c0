"""What a fragment takes the place of: « au Maroc » of « au Mali », « les défis » of a noun."""

from __future__ import annotations

import re

from assistant.linking import in_place, is_country, of
from assistant.places import spellings
from ingest import french

_PLACE = re.compile(
    r"(?P<link>\b(?:au|aux|en|à|dans l[ea']|in|chez|avec|pour|de|du|des|d'|with|for|of|from)[ ']?"
    r"(?:l[ae] |l['’]|les |the )?)(?P<name>[A-ZÀ-Ý][\w'’-]*(?: (?:[A-ZÀ-Ý][\w'’-]*"
    r"|d['’][A-ZÀ-Ý]\w*))*)"
)
_BARE = re.compile(r"(?:l[ae] |les |l['’]|the )?(?P<name>[A-ZÀ-Ý][\w'’ -]*)$")
# « Entrepreneurs » of « Entrepreneurs du Monde »: « ONG » is no part of the name behind it.
_NAME_BEGUN = re.compile(r" [A-ZÀ-Ý][\w'’-]*[a-zà-ÿ] $")
# « De la Fondation de France »: a name goes on behind what links it to another.
_NAME_OF = re.compile(r"(?: (?:du|des?|de la) [A-ZÀ-Ý][\w'’-]*| d['’][A-ZÀ-Ý][\w'’-]*)+")
_CLASSES = (("au", "aux", "en", "à", "dans", "in"), ("de", "du", "des", "d'", "d’", "of", "from"))
# « Quelles sont les difficultés de X », "what are the main limits of X": the noun asked about.
_NOUN_OF = re.compile(
    r"(?:(?P<french>quel(?:le)?s? (?:est|sont|etait|etaient|ont ete|a ete) )|(?:what|which)"
    r" (?:is|are|was|were) )?(?P<noun>(?:les? |la |l'|the )[\w-]+(?: (?!du\b|des?\b|pour\b|of\b"
    r"|for\b|in\b|to\b)[\w-]+)?)(?= (?:du|des?|pour|of|for|in|to)\b| d')"
)
_OF = re.compile(r" (?:du|des?|d'|of|for)\b")
# « Combien de journées de formation », whose end is told by what follows: a place, a verb.
_COUNTED = re.compile(
    r"(?P<asking>combien )(?:de |d')(?!temps\b)(?P<noun>[\w-]+(?: (?:de |d')[\w-]+)?)"
    r"(?=$| (?:en|aux?|a|dans|pour|par|sur|depuis|ont|sont|etaient|y a-t-il|[a-z]+-(?:t-)?(?:ils?"
    r"|elles?|on)|\w+ (?:les? |la |l'))\b)|(?P<asking_en>how many )(?P<noun_en>[\w-]+)"
    r"(?=$| (?:in|at|for|by|since|are|were|do|does|did|has|have|had)\b)"
)
_COUNTABLE = re.compile(r"(?:les|the) (?P<noun>[\w-]+(?: (?:de |d')[\w-]+)?)")
_NOUN_WORDS = 4
# « pour la qualité agronomique », « du comité »: what is linked so to what is before it.
_COMPLEMENT = re.compile(
    r"\b(?P<link>(?:pour|dans|avec|chez|sur|par|for|with|on|by) (?:les? |la |l'|une? |the |an? )"
    r"|aux? |à la |à l'|des |du |de la |de l'|of the )[\w-]+(?: [A-Z][\w'-]*)*"
)
_FAMILIES = {"aux": "à", "au": "à", "des": "de", "du": "de", "of": "de", "for": "pour"}
_LINKS = "en|aux?|à|dans|pour|sur|depuis|avec|chez|par|selon|in|for|to|with|from|since|by"
# Behind a noun: « A », « agronomique », « en montagne », « du projet »; no year, and no name.
_WIDER = re.compile(
    rf"(?: (?:[A-Z]\d{{0,2}}|\d{{1,2}})\b)?(?: (?!(?:{_LINKS}|d[ue]|des|of)\b)[a-zà-ÿœ][\w-]+)?"
    r"(?: (?:(?:en|aux?|à|du|des?|of) |d')(?:la |l'|les |the )?[a-zà-ÿœ][\w-]+)?"
)
_ENDS = re.compile(rf"$|,| \(| d'| (?:{_LINKS}|d[ue]|des|of)\b")
# All that follows the verb of these is nouns: « qui préside le comité de suivi ».
_VERB_FIRST = re.compile(
    r"(?:(?:qui|que|who)(?: ne)? (?!est-ce\b)\w+|quel(?:le)?s? (?:est|sont|etait|etaient)"
    r"|(?:what|which) (?:is|are|was|were)|combien (?:coute|dure|pese|vaut|mesure)(?:nt)?|les?|la"
    r"|l')\b(?!.*-(?:t-)?(?:ils?|elles?|on)\b)"
)
# « combien coûte l'abonnement au satellite », with where and when it is asked of.
_OBJECT = re.compile(
    r"(?P<asking>\w+) \w+ (?P<object>(?:les? |la |l'|une? |the |an? |(?=[A-ZÀ-Ý])).+?)"
    r"(?: (?:en|aux?|à|in) (?:\d{4}|[A-ZÀ-Ý][\w-]+))*"
)
_LONE_NOUN = re.compile(r"(?:\w+ |l')[\w-]+")
# « Semer tard », « Mains d'apprentis », « Mères et Collines »: a name goes on in small letters.
_NAME_GOES_ON = re.compile(
    r" et [A-Z][\w'-]+| d'[a-z]\w+$"
    r"| (?!(?:\w+ment|maintenant|ensemble|déjà|encore|hier|today|now)$)[a-zà-ÿ]\w+$"
)


def names(rest: str) -> bool:
    """Say whether a fragment is a name, or is linked to one: « l'AFD », « au Maroc »."""
    return bool(_given(rest) or _BARE.match(rest))


def is_name(text: str) -> bool:
    """Say whether a text is one name and no more: « l'AFD », « Agence de l'eau »."""
    return bool(_BARE.match(text))


def name_exchanged(topic: str, rest: str) -> str:
    """Put « au Maroc » where « au Mali » is, « CORAIL » where the last name of the topic is.

    Empty where the topic has no such name, or has this one.
    """
    bare = _BARE.match(rest)
    given = None if bare and _is_one_name(topic, rest) else _given(rest)
    named = given or bare
    like = _alike(topic, given, named["name"]) if named else None
    if named is None or like is None or named["name"].lower() in topic.lower():
        return ""
    start, end = like.span() if given else like.span("name")
    end = _of_another(topic, like["name"], end)
    if _VERB_FIRST.match(french.fold(topic)):
        end = _name_end(topic, like["name"], end)
    if given:
        last = _of_another(rest, given["name"], given.end())
        said = rest[given.start() : _name_end(rest, given["name"], last)]
        return topic[:start] + said + topic[end:]
    return in_place(topic[:start], rest, like["name"]) + topic[end:]


def _given(rest: str) -> re.Match[str] | None:
    return _PLACE.search(rest) if len(french.stems(rest)) <= 4 else None


def _is_one_name(topic: str, rest: str) -> bool:
    """Say whether what is linked within a name is of it: « Passerelles d'Atlas », « Fil à Fil ».

    « L'AFD au Maroc » is asked of a place where the topic has one.
    """
    within = _given(rest)
    if within is None or not within.start():
        return False
    return _link_class(within["link"]) > 0 or _alike(topic, within, within["name"]) is None


def _alike(topic: str, given: re.Match[str] | None, name: str) -> re.Match[str] | None:
    """Find the last name of the topic that is linked as the given one is.

    « Pour le FASEP » is said of « le montant de Tandem » too; « pour le Maroc » is not. An acronym
    that no word links takes the place of no country, where another name is.
    """
    if given is None:
        # « Entrepreneurs du Monde » is one name.
        linked = r"(?: à (?P=first)| (?:(?:du|des?|de la|d['’]) ?)?[A-ZÀ-Ý][\w'’-]+)*"
        every = list(
            re.finditer(rf"(?<=[\s'’])(?P<name>(?P<first>[A-ZÀ-Ý][\w'’-]+){linked})", topic)
        )
        others = [each for each in every if not is_country(each["name"])] if name.isupper() else []
        return next(reversed(others or every), None)
    linked_so = [
        each
        for each in _PLACE.finditer(topic)
        if not (_link_class(each["link"]) == 1 and _NAME_BEGUN.search(topic[: each.start()]))
    ]
    kind = _link_class(given["link"])
    kinds = [kind]
    place = is_country(given["name"]) or spellings(given["name"])
    if given["link"].startswith(("pour", "for")) and not place:
        kinds.append(1)
    for kind in kinds:
        if same := [each for each in linked_so if _link_class(each["link"]) == kind]:
            return same[-1]
    return None


def _link_class(link: str) -> int:
    first = re.split(r"[ ']", link.strip().lower())[0]
    return next((i for i, each in enumerate(_CLASSES) if first in each or link in each), 2)


def _of_another(text: str, name: str, end: int) -> int:
    """Return where « Fondation de France » ends, of which « Fondation » was read."""
    more = None if name.isupper() else _NAME_OF.match(text, end)
    return more.end() if more else end


def _name_end(text: str, name: str, end: int) -> int:
    """Return where « Pages voisines » ends, of which « Pages » was read; an acronym is whole."""
    more = None if name.isupper() else _NAME_GOES_ON.match(text.replace("’", "'"), end)
    return more.end() if more else end


def complement_exchanged(topic: str, rest: str) -> str:
    """Put « pour la qualité » where « pour le budget » is, where nothing else is linked so.

    Empty where there is no such complement, or where it does not end plainly; for a place, « au
    Maroc », which is none of « aux pommes ».
    """
    given = _COMPLEMENT.match(rest.replace("’", "'"))
    if given is None or (_family(given) == "à" and _PLACE.match(rest)):
        return ""
    return _put_complement(topic, _family(given), rest)


def purpose_exchanged(topic: str, rest: str) -> str:
    """Put « pour la réciprocité » where « pour le budget » is, for « la réciprocité ».

    Empty as for `complement_exchanged`, or where the fragment is more than a noun, or one of the
    topic: « la note maximale » is no purpose of « la note éliminatoire ».
    """
    if len(rest.split()) > _NOUN_WORDS or _OF.search(french.fold(rest)):
        return ""
    if set(french.stems(rest)[:1]) & set(french.stems(topic)):
        return ""
    link = "for" if french.detect_language(topic) == "en" else "pour"
    return _put_complement(topic, "pour", f"{link} {rest}")


def _put_complement(topic: str, family: str, said: str) -> str:
    plain = topic.replace("’", "'")
    like = [each for each in _COMPLEMENT.finditer(plain) if _family(each) == family]
    if len(like) != 1:
        return ""
    ends = [like[0].end()]
    if _VERB_FIRST.match(french.fold(topic)) and (wider := _WIDER.match(plain, ends[0])):
        ends.insert(0, wider.end())
    end = next((each for each in ends if _ENDS.match(plain, each)), None)
    return f"{topic[: like[0].start()]}{said}{topic[end:]}" if end is not None else ""


def _family(found: re.Match[str]) -> str:
    first = re.split("[ ']", found["link"])[0]
    return _FAMILIES.get(first, first)


def object_exchanged(topic: str, rest: str) -> str:
    """Put « la brouette » where « l'abonnement » is, in « combien coûte l'abonnement ».

    Where and when it is asked of is kept. Empty where it is not told what is asked of.
    """
    asked = _object(topic)
    if asked is None or french.fold(asked["asking"]).startswith(("quel", "what", "which")):
        return ""
    start, end = asked.span("object")
    return f"{topic[:start]}{rest}{topic[end:]}"


def complement_added(topic: str, rest: str) -> str:
    """Put « de la convention » behind « la durée », in « quelle est la durée ».

    Empty where the noun asked about has something behind it.
    """
    asked = _object(topic)
    if asked is None or not _LONE_NOUN.fullmatch(asked["object"]):
        return ""
    end = asked.end("object")
    return f"{topic[:end]} {rest}{topic[end:]}"


def _object(topic: str) -> re.Match[str] | None:
    plain = topic.replace("’", "'")
    return _OBJECT.fullmatch(plain) if _VERB_FIRST.match(french.fold(topic)) else None


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


def counted_exchanged(topic: str, rest: str) -> str:
    """Put « les adhérents » where « journées » is in « combien de journées en 2022 ».

    Empty where nothing is counted, or where its noun does not end plainly.
    """
    folded, origins = french.fold_with_origins(topic)
    counted = _COUNTED.match(folded)
    other = _COUNTABLE.fullmatch(rest.replace("’", "'"))
    if counted is None or other is None:
        return ""
    kept = topic[origins[counted.end()] :] if counted.end() < len(origins) else ""
    said = other["noun"] if counted["asking_en"] else of(other["noun"])
    return f"{topic[: len(counted['asking'] or counted['asking_en'])]}{said}{kept}"
