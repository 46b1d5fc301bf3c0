"""What a sentence claims that can be compared word for word: numbers, names, polarity, roles.

Everything is read from folded text, in French and in English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest import french

# Thousands stand apart by spaces, full stops or (in English) commas; decimals after either.
_FIGURE = (
    r"(?<!\d)(?:\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?!\d)(?:,\d+)?|\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d+(?:[.,]\d+)?)"
)
_SCALE = {"mille": 1e3, "millier": 1e3, "milliers": 1e3, "thousand": 1e3, "k": 1e3}
_SCALE |= dict.fromkeys(("million", "millions", "m"), 1e6)
_SCALE |= dict.fromkeys(("milliard", "milliards", "billion", "billions", "md", "mds"), 1e9)
_UNITS = {
    "an": "year", "ans": "year", "annee": "year", "annees": "year", "year": "year",
    "years": "year", "mois": "month", "month": "month", "months": "month", "jour": "day",
    "jours": "day", "day": "day", "days": "day", "semaine": "week", "semaines": "week",
    "week": "week", "weeks": "week", "heure": "hour", "heures": "hour", "h": "hour",
    "hours": "hour", "minutes": "minute", "%": "%", "percent": "%", "pourcent": "%",
    "€": "eur", "euro": "eur", "euros": "eur", "eur": "eur", "$": "usd", "dollar": "usd",
    "dollars": "usd", "usd": "usd", "fcfa": "cfa", "km": "km", "kilometres": "km", "m": "m",
    "metres": "m", "hectares": "ha", "ha": "ha", "kg": "kg", "tonnes": "t", "litres": "l",
}  # fmt: skip
_WORDS = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "cent": 100,
    "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "hundred": 100, "premier": 1, "premiere": 1, "deuxieme": 2,
    "troisieme": 3, "quatrieme": 4, "first": 1, "third": 3, "double": 2, "triple": 3,
    "moitie": 0.5, "half": 0.5, "quart": 0.25, "tiers": 1 / 3, "dizaine": 10, "douzaine": 12,
    "quinzaine": 15, "vingtaine": 20, "centaine": 100,
}  # fmt: skip
MONTHS = frozenset(
    """janvier fevrier avril juin juillet aout septembre octobre novembre decembre january
    february april june july august september october november december lundi mardi mercredi
    jeudi vendredi samedi dimanche""".split()
)
_TOKEN = re.compile(_FIGURE + r"|[^\W\d_]+|[%€$]")
_NEGATORS = frozenset("pas jamais rien ni guere non not never nor none cannot".split())
_BEFORE_NOUN = frozenset("sans aucun aucune nul nulle no without".split())
_CAN = frozenset("peut peuvent pouvait pouvaient pourra pourront saurait sauraient".split())
_CONTRARIES = (
    "augment/hauss/progress/croiss|diminu/baiss/recul/redui/declin", "gratuit|pay/payant",
    "obligatoir/exig/impos|facult/optionnel/volontair", "interdit/interdis|autoris/permet/permis",
    "avant|apres", "plus|moins", "maximum/maximal/plafond|minimum/minimal/plancher",
    "public/publiqu|prive", "premi|derni", "accept/approuv/adopt|refus/rejet", "nord|sud",
    "est|ouest", "ouvr/ouvert|ferm", "commenc/debut|termin/achev/fin", "avantag|inconvenient",
    "succes/reuss|echec/echou", "fort|faibl", "homm|femm", "national|international/local",
    "rural|urbain", "court|long", "tous/toutes|certain", "export|import", "majorit|minorit",
    "nouveau/nouvel|ancien", "petit|grand", "direct|indirect", "subvention|pret", "annuel|mensuel",
    "increas/ros|decreas/fell", "before|after", "more|less/fewer", "north|south",
    "mandator|optional", "allow/permit|forbid/prohibit", "rich/aise|pauvr",
)  # fmt: skip
_ARTICLES = frozenset(
    "le la les l un une the an ce cet cette ces son sa ses leur leurs chaque each".split()
)
_PREPOSITIONS = frozenset(
    """a au aux de du des d en dans pour avec par chez sur sous vers entre of to in at for with by
    from on""".split()
)
_SAME_ROLE = {"au": "a", "aux": "a", "to": "a", "du": "de", "des": "de", "d": "de", "of": "de"}
_SAME_ROLE |= {"by": "par"}
_PASSIVE = re.compile(
    r"\b(?:est|sont|ete|etait|etaient|fut|furent|is|are|was|were|been)\b(?: \w+){0,3} (?:par|by)\b"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, its unit if it has one of a known kind, and the words that follow it."""

    value: float
    unit: str
    heads: tuple[str, ...]
    said: str


def numbers(text: str) -> list[Number]:
    """Return the numbers of a text, in figures or in words, in order: « 1,4 million » is 1.4e6."""
    folded = french.fold(text.replace("’", "'"))
    tokens = _TOKEN.findall(folded)
    found = []
    for place, token in enumerate(tokens):
        after = tokens[place + 1 : place + 6]
        value = _value(token)
        if value is None:
            continue
        if after and after[0] in _SCALE and not (after[0] == "m" and "€" not in after[1:2]):
            value, after = value * _SCALE[after[0]], after[1:]
        before = tokens[place - 1] if place else ""
        unit = next((_UNITS[word] for word in after[:2] if word in _UNITS), "")
        unit = unit or (_UNITS[before] if before in ("€", "$") else "")
        heads = tuple(french.stems(" ".join(after[:4]))[:2])
        found.append(Number(round(value, 6), unit, heads, token))
    return found


def names(text: str) -> list[str]:
    """Return the names of a text as written: words with a capital, but for a sentence's first."""
    found = []
    for start, end in french.sentences(text):
        sentence = text[start:end]
        for place, match in enumerate(re.finditer(r"[^\W_]+(?:-[^\W_]+)*", sentence)):
            word = match.group()
            capitals = sum(c.isupper() for c in word)
            if (
                (capitals >= 2 and len(word) >= 2)
                or (place and len(word) >= 2 and word[0].isupper())
                or (place == 0 and _bare_opening(word, sentence))
            ):
                found.append(word)
    return found


def negated(text: str) -> list[frozenset[str]]:
    """Return, for each negation of a text, the stems of the words it bears on."""
    words = french.words(text)
    found = []
    for place, word in enumerate(words):
        near = words[max(0, place - 4) : place]
        if word in _BEFORE_NOUN:
            found.append(frozenset(french.stems(" ".join(words[place : place + 4]))))
        elif (
            word in _NEGATORS
            or (word == "plus" and {"n", "ne"} & set(near))
            or (word in ("n", "ne") and words[place + 1 : place + 2] and words[place + 1] in _CAN)
        ):
            found.append(frozenset(french.stems(" ".join(words[max(0, place - 3) : place + 4]))))
    return found


def contraries(claim: str, evidence: str) -> list[str]:
    """Return words of the claim whose contrary stands in the evidence, and they do not."""
    claimed, held = french.words(claim), french.words(evidence)
    found = []
    for pair in _CONTRARIES:
        sides = [tuple(side.split("/")) for side in pair.split("|")]
        for one, other in (sides, sides[::-1]):
            mine = [word for word in claimed if _is_form(word, one)]
            same = any(_is_form(word, one) for word in held)
            if mine and not same and any(_is_form(word, other) for word in held):
                found.append(mine[0])
    return found


def swapped(claim: str, evidence: str) -> tuple[str, str] | None:
    """Return two actors that the claim puts each in the other's role, or None.

    Roles are told by what stands before a word (a preposition, or nothing) and by order; in a
    passive sentence « par » names the one that acts. Only where the claim keeps the evidence's
    other words: « A prête à B » and « B emprunte à A » exchange roles, and say the same.
    """
    ours, theirs = _roles(claim), _roles(evidence)
    shared = [each for each in ours if each in theirs]
    held = {stem[:4] for stem in french.stems(evidence)}
    if any(stem[:4] not in held for stem in french.stems(claim)):
        return None
    for place, one in enumerate(shared):
        for other in shared[place + 1 :]:
            roles = (ours[one], ours[other])
            if roles == (theirs[other], theirs[one]) and roles[0] != roles[1]:
                return one, other
    return None


def _roles(text: str) -> dict[str, str]:
    """Return the role of each word that stands once and carries meaning, by its stem."""
    words = french.words(text)
    passive = bool(_PASSIVE.search(" ".join(words)))
    roles: dict[str, str] = {}
    twice: set[str] = set()
    bare = 0
    for place, word in enumerate(words):
        stem = next(iter(french.stems(word)), "")
        if not stem or word.isdecimal():
            continue
        before = place - 1
        while before >= 0 and _introduces(words[before], first=before == 0):
            before -= 1
        preposition = words[before] if before >= 0 and words[before] in _PREPOSITIONS else ""
        role = _SAME_ROLE.get(preposition, preposition)
        if role == "de" and not _is_name(word, text):
            continue  # « le don d'une entreprise » tells nobody's role
        if role == "par" and passive:
            role = "agent"
        elif not role:
            if before == place - 1 and place and not _is_name(word, text):
                continue
            bare += 1
            role = "agent" if bare == 1 and not passive else "object"
        twice |= {stem} & roles.keys()
        roles[stem] = role
    return {stem: role for stem, role in roles.items() if stem not in twice}


def _introduces(word: str, *, first: bool) -> bool:
    return word in _ARTICLES or word in _WORDS or word.isdecimal() or (first and word == "des")


def _is_name(word: str, text: str) -> bool:
    return any(french.fold(each) == word for each in re.findall(r"\b[A-ZÀ-Ý][\w]+", text))


def _bare_opening(word: str, sentence: str) -> bool:
    """Say whether a sentence's first word looks like a name: a capital and a verb, no article."""
    folded = french.fold(word)
    if len(word) < 4 or not word[0].isupper() or folded.endswith(("ment", "ant", "ant-", "ly")):
        return False
    return bool(french.stems(word)) and folded not in _OPENERS and " " in sentence


_OPENERS = frozenset(
    """selon plusieurs certains certaines chaque grace afin outre environ enfin parmi malgre trois
    quatre deux cinq dix vingt cent tels telle aupres face suite hormis sauf seul seule seuls
    aujourd hier demain premierement d'abord ensuite toutefois cependant neanmoins pourtant car
    donc mais parfois souvent dès des lorsqu puisque quelques divers diverses beaucoup peu moins
    plus mieux both each many several some most according when while during between""".split()
)


def _value(token: str) -> float | None:
    if not token[0].isdecimal():
        return _WORDS.get(token)
    groups = re.split(r"[ \u00a0\u202f.,]", token)
    marks = {"" if each.isspace() else each for each in re.findall(r"\D", token)}
    thousands = len(marks) == 1 and groups[0] != "0" and all(len(each) == 3 for each in groups[1:])
    if len(groups) == 1 or thousands:  # « 1 500 », not « 1 500,125 » nor « 0,125 »
        return float("".join(groups))
    return float("".join(groups[:-1]) + "." + groups[-1])


def _is_form(word: str, starts: tuple[str, ...]) -> bool:
    """Say whether a word is a form of one that starts so: not much longer."""
    return any(
        word.startswith(start) and len(word) <= len(start) + (3 if len(start) <= 4 else 6)
        for start in starts
    )
