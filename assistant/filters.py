"""Which documents a question is about: « dans le rapport du CESER », « selon la loi de 2008 ».

A document that the question names clearly, after words that say it is to be looked into, is the
only one searched (and the answer says so); one that it names in passing is only favoured. Names are
compared by the stems of titles, file names, authors and dates, the rare ones weighing more.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.narrowing import YEAR, years
from assistant.nouns import FILED, OTHERWISE, SURE, TOLD
from ingest import french
from ingest.schema import DocumentName

_ARTICLE = r"(?:(?:le|la|les|the|son|leur|ce|cette|cet) |l')?(?P<ahead>)"
# English names the document before it says what it is: « in the CESER report ».
_AHEAD = (
    r"(?:the |(?=[^,?!;:()]{1,40}'s ))(?P<ahead>(?:(?!(?:the|an?|is|are|was|were|do|does|did|has"
    r"|have|had|which|that|what|who|how|when|where|i|you|we|they|it|there) )[^\s,?!;:()]+ ){1,6})"
)
_IN = r"dans|suivant|a en croire|que (?:dit|disent|prevoit|precise|indique)"
_IN_ENGLISH = r"in|as per|from|what does|per"
# « Les sanctions prévues par l'arrêté », which « par la loi » or « par l'arrêté royal » need not be
# of any text that is here.
_RULED = (
    r"(?:(?:prevu|fixe|prescrit|impose|exige|defini|etabli|enonce|institue)e?s? par"
    r"|prevoi(?:t|ent)) "
)
_RULES = (
    r"(?:arretes?|decrets?|ordonnances?|circulaires?|directives?|chartes?|codes?|conventions?"
    r"|reglements?|statuts|contrats?|accords?|lois?(?= n ?[°o]| \d))"
    r"(?=\s*(?:$|[?.!,;:)])| n ?[°o]| \d)"
)
_CUES = [
    re.compile(pattern)
    for pattern in (
        rf"\b(?:{_IN}|{_IN_ENGLISH}) {_ARTICLE}(?P<noun>{FILED})\b",
        # « Selon RESACOOP » may be told by anyone, « selon le baromètre » by one document.
        rf"\b(?:selon|d'apres|according to) {_ARTICLE}(?P<noun>{TOLD})\b",
        rf"\b{_RULED}(?:(?:le|la|les|ce|cette|cet) |l')(?P<ahead>)(?P<noun>{_RULES})",
        rf"\b(?:{_IN_ENGLISH}) {_AHEAD}(?P<noun>{FILED})\b",
        rf"\baccording to {_AHEAD}(?P<noun>{TOLD})\b",
        r"\b(?:dans|selon|d'apres|in|according to) (?P<ahead>)(?P<noun>)"
        r"(?=\S+\.(?:pdf|docx?|odt|html?|txt|md)\b)",
    )
]
# « Que dit le guide à propos du mécénat ? » asks what is said of it, and nothing of guides.
_ABOUT = re.compile(
    r" (?:(?:a propos|au sujet) (?=d[eu']|des )|(?=sur |concernant )|say (?:about|on) )"
)
_SAYS = re.compile(r"que (?:dit|disent)|what does")
_ASKS = {"que dit": "Que dit-on", "que disent": "Que dit-on", "what does": "What about"}
_THIS = re.compile(
    r"\b(?:dans|selon|d'apres|in|according to) (?:ce|cet|cette|ces|this|these|(?:le|la|the) meme"
    rf"|the same) {SURE}\b"
)
# A page asked by its number, of no document named: that of the one spoken of.
_PAGE = re.compile(
    rf"\bpage \d{{1,4}}(?: (?:de|of) (?:ce|cet|cette|this) {SURE})?(?=\s*[?.!]*\s*(?:$|[(–]))"
)
_WORD = re.compile(r"[^\W_]+")
_STOPS = re.compile(r"[,?!;:()]")
# What stands between a name and its year.
_OF_YEAR = re.compile(r"\W+(?:(?:de|du|d|pour|l|en|annee|of|from|for|in|year)\W+)*")
# How much of a name, by rarity, must follow the cue before nothing else is searched.
_CLEAR = 0.6
# What the passages of a document that is named in passing gain, at most.
FAVOUR = 0.15
_GENERIC = frozenset(french.stems("document fichier file pdf texte rapport report annee year"))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where to search: only `documents` (ids; everywhere when empty), rather in `favoured`.

    `question` is what is left to search once the words that named the documents are out.
    """

    question: str
    documents: tuple[str, ...] = ()
    favoured: tuple[tuple[str, float], ...] = ()

    def bonus(self, document: str) -> float:
        """Return what a passage of the document gains for being named in passing: 0 to 0.15."""
        return next((share for each, share in self.favoured if each == document), 0.0)


def scope(question: str, documents: Sequence[DocumentName], before: Sequence[str] = ()) -> Scope:
    """Read in the question which of the documents it is about.

    `before` are the documents cited just before, which « dans ce rapport » stands for.
    """
    folded, origins = french.fold_with_origins(question)
    this = _THIS.search(folded)
    if this and before:
        return Scope(_cut(question, origins, this.span()), tuple(before))
    names = {each.id: name_stems(each) for each in documents}
    rarity = _rarity(names)
    cues = [cue for each in _CUES for cue in each.finditer(folded)]
    for cue in cues:
        found = _named(folded, cue, names, rarity)
        if found:
            ids, end = found
            left = _without(question, folded, origins, cue, end)
            return Scope(left if len(french.stems(left)) else question, ids)
    if before and _asks_a_page(folded):
        return Scope(question, tuple(before))
    left, meant = question, set[str]()
    for cue in cues:
        called = _called(cue, names)
        if called and not cue["ahead"] and _says_about(folded, cue, cue.end()):
            left, meant = _without(question, folded, origins, cue, cue.end()), called
    asked = set(french.stems(left))
    if cues:  # the year of a document that is not here is no other's
        asked = {stem for stem in asked if not YEAR.fullmatch(stem)}
    favoured = dict(_favoured(asked, names, rarity)) | dict.fromkeys(meant, FAVOUR)
    return Scope(left, favoured=tuple(favoured.items()))


def _asks_a_page(folded: str) -> bool:
    """Say whether it asks for a page of no document named, or « et la page 3 ? » after another."""
    page = _PAGE.search(folded)
    lead = folded[: page.start()] if page else ""
    follows = re.search(r"(?:^|, )(?:et|and) (?:a |de |on )?(?:la |the )?$", lead)
    return bool(page and (follows or not re.search(rf"\b{SURE}\b", lead)))


def name_stems(document: DocumentName) -> set[str]:
    """Return the stems of what a document may be called: title, file name, author, year.

    The year of its date is none of its name where that tells one: a review of 2023 is of 2024.
    """
    file = document.file.rsplit(".", 1)[0]
    told = french.stems(f"{document.title} {re.sub(r'[_-]+', ' ', file)} {document.author}")
    return set(told) | set(map(str, years(document)))


def _rarity(names: dict[str, set[str]]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for stems in names.values():
        for stem in stems:
            counts[stem] = counts.get(stem, 0) + 1
    return {stem: math.log(1 + len(names) / count) for stem, count in counts.items()}


def _named(
    folded: str, cue: re.Match[str], names: dict[str, set[str]], rarity: dict[str, float]
) -> tuple[tuple[str, ...], int] | None:
    """Return the documents whose name stands around the cue's noun, with where the name ends."""
    called = _called(cue, names)
    stop = _STOPS.search(folded, cue.end())
    limit = stop.start() if stop else len(folded)
    ahead = [ways for each in _WORD.findall(cue["ahead"]) if (ways := _ways(each))]
    after = [
        (each, stems)
        for each in _WORD.finditer(folded, cue.end(), limit)
        if (stems := set(french.stems(each.group())) - _GENERIC)
    ]
    topic = not ahead and _says_about(folded, cue, cue.end())
    noun = set(french.stems(cue["noun"]))
    best: dict[str, tuple[float, int]] = {}
    for document, stems in names.items():
        if topic and document not in called and not noun <= stems:
            continue  # « que dit le guide sur le FASEP ? » is of no « FASEP, mode d'emploi »
        before, follows = _all_of(ahead, stems), _of_the_name(folded, cue.end(), after, stems)
        if before is None or follows is None or not (before or follows[0] or document in called):
            continue
        said, end = before | follows[0], follows[1]
        weight = sum(rarity[stem] for stem in said)
        if document in called:
            weight += math.log(1 + len(names) / len(called))
        elif _ways(cue["noun"]) and all(map(str.isdecimal, said)):
            continue  # « le bilan 2022 » is no other text of that year
        best[document] = (weight, end)
    top = max((weight for weight, _ in best.values()), default=0.0)
    ids = tuple(each for each, (weight, _) in best.items() if weight >= top - 1e-9)
    # A name that a third of the library answers to, as « le guide », tells too little.
    clear = top >= _CLEAR * math.log(1 + len(names)) and len(ids) <= max(1, len(names) // 6)
    return (ids, max(end for _, end in (best[each] for each in ids))) if clear else None


def _called(cue: re.Match[str], names: dict[str, set[str]]) -> set[str]:
    """Return the documents whose names have the cue's noun; none where any may be called so."""
    nouns = _ways(cue["noun"])
    return {each for each, stems in names.items() if any(noun <= stems for noun in nouns)}


def _ways(words: str) -> list[set[str]]:
    """Return the stems that a folded word may stand as in names, each way; none if any name may."""
    others = OTHERWISE.get(words) or OTHERWISE.get(words.removesuffix("s")) or ()
    ways = [set(french.stems(each)) - _GENERIC for each in (words, *others)]
    return ways if ways[0] else []


def _all_of(words: Sequence[Sequence[set[str]]], stems: set[str]) -> set[str] | None:
    """Return the stems by which all of the words are of a document's name; None where one is not.

    Each word is given by the ways that it may stand there.
    """
    shared = set[str]()
    for ways in words:
        way = next((way for way in ways if way <= stems), None)
        if way is None:
            return None
        shared |= way
    return shared


def _of_the_name(
    folded: str, start: int, words: Sequence[tuple[re.Match[str], set[str]]], stems: set[str]
) -> tuple[set[str], int] | None:
    """Return the stems of the first words that are of a document's name, and where they end.

    None where these are followed by a year that is not.
    """
    said, end = set[str](), start
    for word, way in words:
        if not way <= stems:
            dated = any(map(YEAR.fullmatch, said)) or not YEAR.fullmatch(word.group())
            return (
                (said, end) if dated or not _OF_YEAR.fullmatch(folded, end, word.start()) else None
            )
        said |= way
        end = word.end()
    return said, end


def _favoured(
    asked: set[str], names: dict[str, set[str]], rarity: dict[str, float]
) -> tuple[tuple[str, float], ...]:
    weights = {
        document: sum(rarity[stem] for stem in asked & stems - _GENERIC)
        for document, stems in names.items()
    }
    top = max(weights.values(), default=0.0)
    if top < _CLEAR * math.log(1 + len(names)):
        return ()
    return tuple((each, FAVOUR * w / top) for each, w in weights.items() if w > top / 2)


def _without(
    question: str, folded: str, origins: Sequence[int], cue: re.Match[str], end: int
) -> str:
    """Return the question without what names the documents, and asks what these say of it."""
    if about := _says_about(folded, cue, end):
        return _cut(question, origins, (cue.start(), about[1]), about[0])
    return _cut(question, origins, (cue.start(), end))


def _says_about(folded: str, cue: re.Match[str], end: int) -> tuple[str, int] | None:
    """Return what asks the same of no document, and where what it asks of begins; else None."""
    says, about = _SAYS.match(cue.group()), _ABOUT.match(folded, end)
    return (_ASKS[says.group()], about.end()) if says and about else None


def _cut(question: str, origins: Sequence[int], span: tuple[int, int], instead: str = "") -> str:
    start = origins[span[0]]
    end = origins[span[1]] if span[1] < len(origins) else len(question)
    return " ".join(f"{question[:start]} {instead} {question[end:]}".split()).lstrip(" ,;:")
