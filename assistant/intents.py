"""What a question asks for: an answer, or every mention of a term."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.mention_patterns import EN_FILES, NAMES, PATTERNS, SPELT
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

_YEAR = r"(?:19|20)\d\d"
_IN = (
    r"(?:dans|parmi|sur|in|on|among) (?:l'|(?:les?|la|cet?|cette|ces|mes|nos|vos|tous les"
    r"|toutes les|toute la|the|this|these|our|all|all the) )"
)
_SCOPE = re.compile(
    rf"(?:^| )(?:{_IN}(?P<documents>(?:[\w'-]+ ){{0,2}}(?:{NAMES}|{EN_FILES}|collection|corpus"
    r"|bibliotheque|library)\b.*)"
    rf"|(?:en|in|from) (?P<year>{_YEAR}))$"
)
_EVERYTHING = re.compile(
    r"^(?:(?:documents?|rapports?|pages?|textes?|pdf|fichiers?|passages?|dossiers?|endroits?"
    r"|extraits?|chapitres?|(?:etude|guide|note|bilan|atelier|glossaire)s|comptes[- ]rendus"
    rf"|{EN_FILES})(?: pdf)?|collection|corpus|bibliotheque|library)$"
)
# « Dans le glossaire, où est cité le FASEP ? »
_LEADING = re.compile(
    rf"^{_IN}(?P<documents>(?:[\w'-]+ ){{0,2}}(?:{NAMES}|{EN_FILES})\b[^,]*), (?P<rest>.+)$"
)
_PLURAL = re.compile(r"^(?:documents|rapports|pages|textes|fichiers|reports|files|texts)$")
_ARTICLE = re.compile(
    r"^(?:(?:les?|la|une?|des|du|de la|de|the|an?"
    r"|(?:(?:le|du|la|l'|the) ?)?(?:mot|terme|sigle|nom|acronyme|expression|mention|word|term"
    r"|acronym|name)(?: de| du| of)?)\s+|(?:de )?l'\s*|d'\s*)(?=\S)"
)
_QUOTED = re.compile(r"[«“\"]\s*(.+?)\s*[»”\"]|(?<!\w)['‘]\s*(.+?)\s*['’](?!\w)")
_FOLLOWS = re.compile(
    r"^(?:et|and|ou alors|(?:la )?meme (?:question|chose|recherche)|same (?:question|thing|search))"
    r"\b[ ,:]*(?:alors |aussi )?(?:(?:pour|avec|sur|for|with|about) (?!l'ensemble))?(?P<term>.*)$"
)
_LONGEST_FOLLOW_UP = 12
# What begins like this is no term either: « Dans quel délai les plaintes sont-elles traitées ? ».
_ASKS = re.compile(
    r"^(?:(?:a|de|par|pour|dans|sur|en|avec|chez|by|for|to|in|on|with|from) )?"
    r"(?:comment|pourquoi|quand|combien|quel(?:le)?s?|qui|which|what|who|how|why|when|where)\b"
)
# What is no term: the question then asks something else.
_NO_TERM = frozenset(
    "il elle ils elles on qui que quoi ce cela ca it they he she which what who comment pourquoi"
    " quand where how why et alors mais donc tout tous ou".split()
)


def mention_intent(question: str, previous: MentionIntent | None = None) -> MentionIntent | None:
    """Return what the question asks to find every mention of; None if it asks something else.

    With the intent of the question before it, « et dans le rapport de 2017 ? » and « et le FSPI ? »
    are such questions too. A term in quotation marks is taken whole, articles and all.
    """
    text = " ".join(question.split()).rstrip(" ?!.…")
    folded, _ = french.fold_with_origins(text)
    if courtesy := _POLITE_END.search(folded):
        text = _cut(text, 0, courtesy.start())
        folded = french.fold(text)
    if everything := _EVERYTHING_ON.match(folded):
        text = "les mentions de " + _cut(text, everything.end(), len(folded))
    elif searched := _SEARCHED.match(folded):
        text = "les mentions de " + _cut(text, *_told(searched))
    elif polite := _POLITE.match(folded):
        text = _cut(text, polite.end(), len(folded))
    folded = french.fold(text)
    whole = _find(text)
    if whole:
        return whole
    lead = _LEADING.match(folded)
    if lead and (whole := _find(_cut(text, *lead.span("rest")))):
        documents, year = _named(_cut(text, *lead.span("documents")))
        return replace(whole, documents=documents, year=year)
    return _follow_up(text, previous) if previous else None


def _find(text: str) -> MentionIntent | None:
    rest, documents, year = _scope(text)
    for said, where, when in ((rest, documents, year), (text, "", None)):
        folded = french.fold(said)
        for pattern in PATTERNS:
            match = pattern.search(folded)
            if match and (term := _bare(_cut(said, *_told(match)))):
                if match.groupdict().get("in"):
                    return MentionIntent(term, *_named(_cut(said, *match.span("in"))))
                return MentionIntent(term, where, when)
        if said == text:
            break
    return None


def _told(match: re.Match[str]) -> tuple[int, int]:
    """Return where the term stands, under the one of its names that the match gives."""
    names = (name for name, held in match.groupdict().items() if held and name != "in")
    return match.span(next(names))


def _follow_up(text: str, previous: MentionIntent) -> MentionIntent | None:
    match = _FOLLOWS.match(french.fold(text))
    if match is None or len(text.split()) > _LONGEST_FOLLOW_UP:
        return None
    rest, documents, year = _scope(_cut(text, match.start("term"), match.end("term")))
    scoped = rest != _cut(text, match.start("term"), match.end("term"))
    term = _bare(rest) if rest.strip() else None
    if term is None:
        return replace(previous, documents=documents, year=year) if scoped else None
    if re.search(
        r"\b(?:est|sont|a|ont|is|are|quel\w*|comment|pourquoi|qui|what|how|why)\b",
        french.fold(term),
    ):
        return None
    if scoped:
        return MentionIntent(term, documents, year)
    return replace(previous, term=term)


def _scope(text: str) -> tuple[str, str, int | None]:
    """Split « … dans le rapport de 2017 » into the rest, the words that name documents, a year."""
    folded = french.fold(text)
    match = _SCOPE.search(folded)
    if match is None or _QUOTED.search(_cut(text, match.start(), len(folded))):
        return text, "", None
    rest = _cut(text, 0, match.start())
    if match.group("year"):
        return rest, "", int(match.group("year"))
    return rest, *_named(_cut(text, *match.span("documents")))


def _named(documents: str) -> tuple[str, int | None]:
    """Split « rapport de 2017 » into what names documents and their year."""
    told = re.search(rf"(?<!\d){_YEAR}(?!\d)", documents)
    year = int(told.group()) if told else None
    if told:
        without = documents[: told.start()] + documents[told.end() :]
        documents = re.sub(r"\s+(?:de l'année|de l’année|de|d'|en|of|from|in)?\s*$", "", without)
    folded = french.fold(documents)
    if _EVERYTHING.match(folded) and (year is None or _PLURAL.match(folded)):
        documents = ""
    return " ".join(documents.split()), year


def _bare(asked: str) -> str | None:
    """Take a term out of its quotation marks, or without its article."""
    if quoted := _QUOTED.search(asked):
        return quoted.group(1) or quoted.group(2)
    folded = french.fold(asked)
    start = 0
    while article := _ARTICLE.match(folded[start:]):
        start += article.end()
    term = _cut(asked, start, len(folded)).strip(" ,;:'’")
    plain = french.fold(term)
    return term if term and plain not in _NO_TERM and not _ASKS.match(plain) else None


def _cut(text: str, start: int, end: int) -> str:
    """Return the part of a text behind a span of its folded form."""
    folded, origins = french.fold_with_origins(text)
    if start >= end or start >= len(folded):
        return ""
    return text[origins[start] : origins[min(end, len(folded)) - 1] + 1]
