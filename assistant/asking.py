"""What kind of thing a question asks for, and whether a text holds one.

Factoid questions name the type of their answer (Li and Roth, 2002,
https://aclanthology.org/C02-1150): a person, a place, a date, a figure with its unit; others want a
reason, a way or a list. Questions are French or English; texts mostly French.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ingest import french

Kind = Literal["figure", "date", "who", "where", "why", "how", "list", "yes_no", "other"]
Unit = Literal["money", "share", "time", "none"]

_LEAD = r"^(?:(?:et|and|mais|,) )?"
_MEASURE = (
    r"(?:montants?|nombre|part|pourcentage|taux|budget|prix|cout|duree|delai|seuil|plafond|somme"
    r"|proportion|effectifs?|taille|volume|tonnage|superficie|population|chiffre|tarif|valeur|age"
    r"|recettes?|depenses?|capital|subventions?|amende|salaire|encours|distance|hauteur|poids)"
)
_NUMBER_WORD = (
    r"(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize"
    r"|vingt|trente|quarante|cinquante|soixante|cent|cents|mille|million|millions|milliards?"
    r"|un seul|une seule"
    r"|dizaines?|centaines?|milliers?|moitie|tiers|quart|double|triple)"
)
_KINDS: tuple[tuple[Kind, str], ...] = (
    (
        "date",
        rf"{_LEAD}quand\b(?! (?:on|une?|les?|la|des)\b)|\b(?:depuis|jusqu'a|et) quand\b"
        rf"|\b(?:quelle|quel) (?:annee|mois|jour|date|est la date|est l'annee"
        r"|etait la date|a ete la date|epoque|periode)|\ba quel moment|\bdepuis quand"
        r"|\bdate de\b"
        r"|\bwhen (?:was|were|did|does|do|is|are|will|has|have|can|must|should|may|would)\b"
        r"|\bwhat (?:year|date|month|day|time)\b|\bwhich (?:year|month|date|days?\b)|\bsince when",
    ),
    (
        "figure",
        r"\bcombien\b|\bquel(?:le)?s? (?:est |sont |etait |a ete |etaient )?(?:le |la |les "
        r"|l')?"
        rf"{_MEASURE}\b|^{_MEASURE} |\b(?:de|a|pour|jusqu'a|sur) quel(?:le)?s? {_MEASURE}\b"
        r"|\bhow (?:many|much|long|old|high|far|large|big|often|soon|quickly|fast|heavy|tall|wide"
        r")\b|\bby how much"
        r"|\b(?:what|which) (?:is |was |are |were )?(?:the )?(?:\w+ ){0,2}(?:percentage"
        r"|amount|share|number"
        r"|budget|rate|cost|price|proportion|sum|size|threshold|fee|fine|turnover|minimum"
        r"|maximum|fraction|age|score|salary|wages?|rent|penalty|limit|cap|length)\b",
    ),
    (
        "why",
        r"\bpourquoi\b|\bpour quelle(?:s)? raison|\bquelles? (?:est la |sont les )?raisons?\b"
        r"|\bwhy\b",
    ),
    (
        "where",
        rf"{_LEAD}(?:d'|par )?ou\b|\b(?:dans|a|de|en|vers) quel(?:le)?s? (?:pays|villes?"
        rf"|regions?|lieux?"
        r"|communes?|endroits?|continent|adresse)|\bquel(?:le)?s? (?:est |sont )?(?:le |la "
        r"|les |l')?(?:pays|villes?"
        r"|regions?|adresse|siege|lieux?)\b|\bwhere\b|\b(?:which|what) (?:countr|cit|region"
        r"|town|address)",
    ),
    (
        "list",
        r"\bquel(?:le)?s (?:sont |etaient )?(?:les? )?(?:pistes|solutions|etapes|conditions"
        r"|raisons|moyens|criteres"
        r"|avantages|risques|types|formes|outils|objectifs|mesures|actions|facons|manieres"
        r"|documents"
        r"|pieces|exemples|obligations|droits|acteurs|cas|difficultes|freins|leviers|structures"
        r"|partenaires|recommandations|principes|sanctions|missions|activites|enjeux|defis"
        r"|besoins)\b"
        r"|^(?:c'est quoi |donne[rz]?(?:-moi)? )?(?:(?:les|des|quelles) )?"
        rf"(?:{_NUMBER_WORD} )?(?:etapes|demarches)\b"
        r"|\bquels sont\b|\bquelles sont\b|\blist(?:e|er|ez)\b|\bwhat are\b"
        r"|\b(?:which|what) (?:\w+ )?(?:steps|ways|conditions|reasons|means|criteria|cases"
        r"|units|tools|documents|papers|fields|areas|grounds|kinds|types|measures|risks|partners)",
    ),
    (
        "how",
        rf"\bcomment\b(?! s'appelle)|\bde quelle (?:maniere|facon)"
        rf"|\bpar quel(?:le)?s? (?:moyens?|etapes?)|{_LEAD}how\b",
    ),
    (
        "who",
        rf"{_LEAD}(?:a |de |par |avec |pour |chez |d'apres )?qui\b|\bqui (?:est|sont|etait"
        rf"|etaient|a|ont)\b(?=.*\?)"
        r"|\b(?:quel(?:le)?s?|which|what) (?:est |sont |is |are )?(?:la |le |les |l'|the )?"
        r"(?:entreprises?|ong|associations?|organi[sz]\w+|institutions?|ministere|personnes?"
        r"|societes?"
        r"|partenaires?|auteurs?|direction|compan\w+|firms?|bod(?:y|ies)"
        r"|ministr\w+|authorit\w+|autorite|agence"
        r"|agency|president)"
        r"|\bwho(?:m|se)?\b|\bcomment s'appelle",
    ),
    (
        "yes_no",
        rf"{_LEAD}(?:est-ce qu|peut-on|faut-il|doit-on|a-t-on|is |are |does |do |can |must "
        rf"|did |was |has |were |have |may |should |could |will |would )"
        r"|-(?:t-)?(?:il|elle|ils|elles|on)\b",
    ),
)
_MONEY_ASKED = re.compile(
    r"\b(?:montant|budget|prix|cout|coute\w*|tarif|somme|argent|financement|subvention|amende"
    r"|salaire"
    r"|capital|chiffre d'affaires|euros?|fcfa|recettes?|depenses?|investi\w*|money|cost|costs"
    r"|price|amount"
    r"|fee|fine|turnover|paid|spend|spent|funding|fees|fined|salary|wages?|earn\w*|worth|rent)\b"
    # What has no noun after it: « how much milk » is none of money, « how much was he fined » is.
    r"|\bhow much (?:is|are|was|were|does|do|did|will|would|can|could|may|should|has|have)\b"
)
_SHARE_ASKED = re.compile(
    r"\b(?:pourcentage|part|taux|proportion|percentage|share|rate|fraction|quelle part|per ?cent)\b"
)
_TIME_ASKED = re.compile(
    r"\b(?:combien de (?:temps|jours|mois|semaines|annees|ans|heures)|duree|delais?|age"
    r"|how (?:long|old|soon|quickly|much (?:time|notice)|many (?:days|months|years|weeks|hours)))\b"
)
_NUMBER = re.compile(rf"\d[\d\u202f\u00a0 .,]*|\b{_NUMBER_WORD}\b")
_OF_MONEY = re.compile(
    rf"(?:\d[\d .,]*|\b{_NUMBER_WORD} )(?:millions? |milliards? |milliers? |[mk] ?)?(?:d'|de )?"
    r"(?:euros?|€|k€|m€|fcfa|f ?cfa|f|francs?|dollars?|\$|usd|eur)\b|\d ?[mk]?€|€ ?\d|\$ ?\d"
)
_OF_SHARE = re.compile(r"\d ?%|pour ?cent\b|\b(?:moitie|tiers|quart|majorite)\b|\d sur \d")
_OF_TIME = re.compile(
    rf"(?:\d|\b{_NUMBER_WORD}\b)[^.]{{0,14}}\b(?:ans?|annees?|mois|jours?|semaines?|heures?"
    rf"|minutes?|secondes?)\b"
)
_MONTH = (
    r"(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
    r"|january"
    r"|february|march|april|may|june|july|august|september|october|november|december)"
)
_OF_DATE = re.compile(
    rf"\b(?:19|20)\d\d\b|\b\d{{1,2}}(?:er)? {_MONTH}\b|\b{_MONTH} \d"
    rf"|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}|\bxx?i?x?e siecle"
)
_LONE_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d\d(?![\d%€])")
_OF_REASON = re.compile(
    r"\b(?:parce qu|car\b|afin|en raison|grace a|a cause|puisqu|du fait|compte tenu|c'est pourquoi"
    r"|permet\w*|pour (?:que|\w+er|\w+ir|\w+re)\b|en effet|du a|sinon|faute de|raisons?|ainsi"
    r"|evite\w*|risqu\w*)"
)
_OF_WAY = re.compile(
    r"(?:^|[.;:•\-–] ?)(?:\w+er|\w+ir|\w+re|\w+ez)\b|\b(?:il faut|il suffit|doit|doivent|devez"
    r"|peut|peuvent|pouvez"
    r"|grace a|a l'aide|au moyen|en \w+ant|par le biais|via|etapes?|d'abord|ensuite|puis|enfin)\b"
    r"|[•▪➢✓]"
)
_ITEM = re.compile(r"^\s*(?:[•▪➢✓●○■□*–—-]|\(?\d{1,2}[.)°]|[a-z]\))\s*\w|;\s*$", re.MULTILINE)
_NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.)°]\s", re.MULTILINE)
# What an extract opens with that is no item of an ordered list: its own label or point, or the rest
# of a sentence.
_LABELLED = re.compile(
    r"\W*(?:(?:art(?:icle)?s?\.?|annexes?|chapitre|titre|section|fiche|§)\s*n?°?\s*[\divxl]"
    r"|[ivxl]{1,5}\s?[.)–-]\s|\d{1,2}(?:\.\d{1,2})+|[a-z]\))"
    r"|\s*[•▪➢✓●○■□*–—;-]"
)
_CAPITALISED = re.compile(r"(?<![.!?…:«•\n] )(?<!^)\b[A-ZÀ-Ý][\w’'-]*[A-Za-zÀ-ÿ]\b")
_PLACED = re.compile(
    r"\b(?:à|au|aux|en|dans l[ea’']|de|du|d[’']|sur)\s?(?:la |le |les |l[’'])?[A-ZÀ-Ý][\w’'-]+"
    r"|\b(?:rue|avenue|boulevard|place)\b|\b\d{5}\b"
)
_YES = re.compile(
    r"^(?:oui|non)\b|\b(?:interdit\w*|obligatoire\w*|obligatoirement|autoris\w+|possible"
    r"|impossible|permis|ne (?:\w+ ){1,3}pas"
    r"|n'\w+ (?:\w+ )?pas|doit|doivent|peut|peuvent|faut|necessaire|facultati\w+|aucun\w*|sauf"
    r"|exception)\b"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for; `counted` are the stems of what a figure would count.

    They are `translated` where the question is English: a French text counts the same by another
    word, seldom by a like one.
    """

    kind: Kind
    unit: Unit = "none"
    counted: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    translated: bool = False


def asked(question: str) -> Asked:
    """Read off a question the kind of its answer."""
    folded = french.fold(" ".join(question.split()))
    found = (each for each, pattern in _KINDS if re.search(pattern, folded))
    kind: Kind = next(found, "other")
    words = frozenset(french.words(question))
    if kind != "figure":
        return Asked(kind, words=words)
    unit: Unit = "none"
    if _TIME_ASKED.search(folded):
        unit = "time"
    elif _SHARE_ASKED.search(folded):
        unit = "share"
    elif _MONEY_ASKED.search(folded) and not re.search(
        r"\bcombien (?:de |d')(?!argent|euros?)|\bhow many\b|\bnombre\b", folded
    ):
        unit = "money"
    of = re.search(r"\b(?:combien (?:de |d')|nombre (?:de |d')|how many )([\w' -]+)", folded)
    counted = frozenset(french.stems(of.group(1))[:1]) if of else frozenset()
    return Asked(kind, unit, counted, words, bool(of and of.group().startswith("how many")))


def fit(asked: Asked, text: str) -> float:
    """Say how well a text holds the kind of thing that is asked for: 0 (not) to 1."""
    folded = french.fold(text)
    match asked.kind:
        case "figure":
            return _figure(asked, folded)
        case "date":
            return float(bool(_OF_DATE.search(folded)))
        case "who":
            return min(_new_names(asked, text), 2) / 2
        case "where":
            return float(bool(_PLACED.search(text)) and _new_names(asked, text) > 0)
        case "why":
            return float(bool(_OF_REASON.search(folded)))
        case "how":
            return 0.5 * bool(_OF_WAY.search(folded)) + 0.5 * bool(_ITEM.search(text))
        case "list":
            return 0.5 * bool(_ITEM.search(text)) + 0.5 * (text.count(",") + text.count(";") >= 2)
        case "yes_no":
            return float(bool(_YES.search(folded)))
        case "other":
            return 0.5


def wants_list(question: str) -> bool:
    """Say whether a question asks for ways or a list, answered in order."""
    return asked(question).kind in ("list", "how")


def is_numbered(question: str, texts: Sequence[str]) -> bool:
    """Say whether what answers is numbered: a list is asked for, and no text has its own marks.

    Its own are numbers within it, or the label, the point or the cut sentence that it opens with.
    """
    if not wants_list(question) or any(_NUMBERED.search(each) for each in texts):
        return False
    return not any(_LABELLED.match(french.fold(each)) or each[:1].islower() for each in texts)


def is_item(text: str) -> bool:
    """Say whether a text is an item of a list."""
    return bool(_ITEM.search(text))


def _figure(asked: Asked, folded: str) -> float:
    bare = _LONE_YEAR.sub(" ", re.sub(r"^\W*\d{1,2}[.)]\s", "", folded))
    if not _NUMBER.search(bare):
        return 0.0
    pattern = {"money": _OF_MONEY, "share": _OF_SHARE, "time": _OF_TIME}.get(asked.unit)
    if pattern:
        return 1.0 if pattern.search(bare) else 0.3
    digits = 0.6 if any(c.isdecimal() for c in bare) else 0.4
    if not asked.counted:
        return digits + 0.2
    for number in _NUMBER.finditer(bare):
        near = bare[number.end() : number.end() + 50]
        if asked.counted & set(french.stems(near)):
            return 1.0
    return digits + 0.2 * asked.translated


def _new_names(asked: Asked, text: str) -> int:
    names = (each.group() for each in _CAPITALISED.finditer(text))
    return sum(not set(french.words(name)) & asked.words for name in names)
