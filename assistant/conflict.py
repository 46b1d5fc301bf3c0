"""Where two passages give different figures for the same thing.

Two sentences disagree when they say much the same words around figures of one unit, no figure of
either is in the other, and neither a year, a word asked about nor what is counted (« mois de
chômage ») tells them apart, in them or in what their documents and sections are called. Neither is
said to be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import combinations

from assistant import claims, number_words
from assistant.extract import Evidence
from assistant.narrowing import YEAR
from ingest import french
from ingest.headings import section_at
from ingest.vocabulary import is_french

_FIGURE = re.compile(
    r"(?<![\w.,/-])(?P<minus>(?<!\S)(?:[-\u2013](?=\d)|\u2212 ?))?(?P<before>[$€£] ?)?"
    r"(?P<value>\d{1,3}(?:[ \u202f\u00a0.]\d{3})+(?:,\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"
    rf"|\d+(?:[.,]\d+)?|(?P<spelt>{number_words.NUMBER}))\s?"
    r"(?P<scale>millions?|milliards?|milliers|billions?|k(?=€)|m(?=€)|mds?(?= ?€))?\s?"
    r"(?P<of>d'|de )?(?P<unit>%|€|\$|£|f ?cfa\b|[a-z]+)?"
)
# What makes a figure the bound of a range: a scale of fees gives one for each of its steps.
_BOUND = re.compile(
    rf"(?:\b(?:entre|de|from|between) (?:\d[\d .,\u00a0\u202f]*|{number_words.NUMBER} )"
    r"(?:[a-z€%]+ ){0,2}(?:et|a|and|to) "
    r"|\b(?:entre|between|jusqu'a|jusque|moins de|plus de|au[- ](?:dessus|dessous|dela) de"
    r"|superieure?s? a|inferieure?s? a|excede|depasse|a (?:partir|concurrence) de|up to"
    r"|au (?:minimum|maximum|moins|plus)(?: de)?|at (?:least|most)"
    rf"|more than|less than|over|under|above|below) )(?:{number_words.NUMBER}(?: pour cent)? ?\()?$"
)
_BOUND_AFTER = re.compile(
    r"^[^.;,]{0,12}?\b(?:au (?:minimum|maximum|moins|plus)|ou (?:plus|moins)|at (?:least|most)"
    r"|minimum|maximum|and (?:over|more))\b"
)
# What a figure is of, behind its unit: « 24 000 mois de chômage », « 12 tonnes de mil ».
_OF = re.compile(r"\s(?:de la |de l'|du |des |de |d'|of (?:the )?)(?P<what>[a-z]+)")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_SCALES = {
    "k": 1e3, "m": 1e6, "md": 1e9,
    "milliers": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e9,
}  # fmt: skip
# Thousands of English, « 45,000 » and « 1,250.50 »: no decimals have three figures.
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_UNITS = {"euros": "€", "euro": "€", "f cfa": "fcfa", "dollars": "$", "dollar": "$"}
_SIGNS = ("%", "€", "$", "£", "fcfa")
_SAME = 0.5
_ENOUGH = 3
# Up to how many words of one sentence may stand in the place of how many of another.
_IN_PLACE = 2


@dataclass(frozen=True, slots=True)
class Figures:
    """Two pieces of evidence whose figures differ, as written on each page."""

    first: Evidence
    second: Evidence
    said: tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A figure as written, and the stem of what it is of; empty where it does not say."""

    said: str
    of: str


@dataclass(frozen=True)
class _Side:
    """What a piece of evidence says, and what it is said of: its section and its document."""

    evidence: Evidence

    @cached_property
    def text(self) -> str:
        return " ".join(self.evidence.page.text[slice(*self.evidence.core)].split())

    @cached_property
    def figures(self) -> dict[str, dict[float, _Figure]]:
        return _figures(self.text)

    @cached_property
    def order(self) -> list[str]:
        return [stem for stem in french.stems(self.text) if not _is_number(stem)]

    @cached_property
    def words(self) -> set[str]:
        return set(self.order)

    @cached_property
    def section(self) -> str:
        return section_at(self.evidence.page.sections, self.evidence.core[0])

    @cached_property
    def document(self) -> str:
        return f"{self.evidence.page.title} {self.evidence.page.file}".replace("_", " ")

    @cached_property
    def about(self) -> set[str]:
        return {*self.words, *french.stems(f"{self.section} {self.document}")}

    @cached_property
    def names(self) -> set[str]:
        return {
            stem
            for text in (self.text, self.section, self.evidence.page.title)
            for word in _names(text)
            for stem in french.stems(word)
        }

    @property
    def place(self) -> tuple[str, int]:
        return self.evidence.page.document, self.evidence.page.number


def disagreement(question: str, these: Sequence[Evidence]) -> Figures | None:
    """Return the first two that give different figures for what the question asks, if any do.

    Of two pages: a page that gives two figures speaks of two things, as two articles of a law do.
    """
    asked = set(french.stems(question))
    english = french.detect_language(question) == "en"
    sides = [_Side(each) for each in these]
    for one, other in combinations(sides, 2):
        if one.place == other.place:
            continue
        # An English question shares few words with French pages: what answers it first is compared.
        same = english and one is sides[0] and _same_words(one.words, other.words)
        unit, said = _differ(one, other) or ("", None)
        if not said or not (same or _alike(one, other, asked, unit)):
            continue
        if _of_other_years(one, other) or _of_other_things(one, other, asked):
            continue
        named = asked & set().union(*(each.names for each in sides))
        if named <= one.about | other.about:  # else it is what another extract says that is asked
            return Figures(one.evidence, other.evidence, said)
    return None


def _alike(one: _Side, other: _Side, asked: set[str], unit: str) -> bool:
    """Say whether two sentences speak of the same thing, of which something is asked.

    What is shared must be what is asked about, not only turns of phrase, nor the `unit` that two
    delays have: « l'avis reste publié quinze jours », « la Commission donne un avis sous un mois ».
    """
    shared = one.words & other.words
    close = len(shared) / max(min(len(one.words), len(other.words)), 1)
    told = asked & (one.words | other.words) - one.names - other.names - {unit}
    about = len(shared & asked) >= min(2, len(asked)) and len(shared & told) >= min(2, len(told))
    return len(shared) >= _ENOUGH and close >= _SAME and about


def _same_words(words: set[str], others: set[str]) -> bool:
    """Say whether one of two sentences has but words of the other."""
    return len(words & others) >= _ENOUGH and (words <= others or others <= words)


def _of_other_years(one: _Side, other: _Side) -> bool:
    """Say whether years tell two sentences apart: their own, or of sections and documents."""
    mine, theirs = _years(one.text), _years(other.text)
    if mine and theirs:
        return mine != theirs
    of_one = _years(one.section) or _years(one.document)
    of_other = _years(other.section) or _years(other.document)
    return bool(of_one and of_other) and (mine or of_one) != (theirs or of_other)


def _of_other_things(one: _Side, other: _Side, asked: set[str]) -> bool:
    """Say whether a word that is asked is one side's alone, and the other has another for it.

    A name may stand anywhere in the sentence, or in what its section or document is called.
    """
    for mine, theirs in ((one, other), (other, one)):
        alone = (asked & mine.about) - theirs.about
        if alone & mine.names and theirs.names - mine.about:
            return True
        contrary = french.stems(" ".join(claims.contraries(mine.text, theirs.text)))
        if not alone.isdisjoint([*_replaced(mine, theirs), *contrary]):
            return True
    return False


def _replaced(mine: _Side, theirs: _Side) -> set[str]:
    """Return the words of one sentence in whose place the other has its own."""
    found: set[str] = set()
    compared = SequenceMatcher(None, mine.order, theirs.order, autojunk=False)
    for kind, start, end, first, last in compared.get_opcodes():
        instead = [stem for stem in theirs.order[first:last] if stem not in mine.about]
        if kind == "replace" and instead and max(end - start, last - first) <= _IN_PLACE:
            found.update(mine.order[start:end])
    return found


def _names(text: str) -> set[str]:
    """Return the words with a capital, but for the common nouns that begin a sentence."""
    inside = not text.isupper()
    return {
        word
        for start, end in french.sentences(text)
        for place, word in enumerate(re.findall(r"[^\W_]+", text[start:end]))
        if word[0].isupper() and ((place and inside) or not is_french(word))
    }


def _differ(one: _Side, other: _Side) -> tuple[str, tuple[str, str]] | None:
    """Return the unit of which each side gives one figure, another's, and both as written."""
    for unit in one.figures.keys() & other.figures.keys():
        mine, theirs = one.figures[unit], other.figures[unit]
        if not mine.keys() & theirs.keys() and len(mine) == len(theirs) == 1:
            [first], [second] = mine.values(), theirs.values()
            if {first.of, second.of} - {""} <= one.about & other.about:
                return unit, (first.said, second.said)
    return None


def _is_number(stem: str) -> bool:
    return stem in number_words.STEMS or any(character.isdecimal() for character in stem)


def _years(text: str) -> set[str]:
    return set(YEAR.findall(text))


def _figures(text: str) -> dict[str, dict[float, _Figure]]:
    """Return the text's figures by unit: value → as written. Years are none, nor are bounds."""
    found: dict[str, dict[float, _Figure]] = {}
    folded, origins = french.fold_with_origins(text)
    for match in _FIGURE.finditer(folded):
        if _YEAR.match(match["value"]) and not match["unit"]:
            continue
        if _BOUND.search(folded[max(0, match.start() - 60) : match.start()]):
            continue
        if _BOUND_AFTER.match(folded[match.end() : match.end() + 30]):
            continue
        written = match["value"]
        plain = written.replace(",", "") if _ENGLISH.fullmatch(written) else written
        digits = re.sub(r"[ \u202f\u00a0]|\.(?=\d{3}\b)", "", plain).replace(",", ".")
        try:
            value = number_words.value(written) if match["spelt"] else float(digits)
        except ValueError:
            continue
        scale = (match["scale"] or "").rstrip("s") or ""
        value *= _SCALES.get(scale, _SCALES.get(f"{scale}s", 1.0))
        value = -value if match["minus"] else value
        unit = match["before"] or match["unit"] or ""
        unit = _UNITS.get(unit.strip(), unit.strip())
        end = match.end()
        # « 1 452,87 milliards contre 1 542,04 », « $1,250 to »: the word after is no unit.
        counted = bool(scale) and not match["of"] and unit not in _SIGNS
        if counted or match["before"]:
            end = match.end("scale" if scale else "value")
            unit = "million" if counted else unit
        stem = unit if unit in _SIGNS else next(iter(french.stems(unit)), "")
        if stem and not (_YEAR.match(written) and stem not in _SIGNS):
            said = text[origins[match.start()] : origins[end - 1] + 1].strip()
            of = _OF.match(folded, end)
            stems = french.stems(of["what"]) if of else []
            found.setdefault(stem, {})[value] = _Figure(said, next(iter(stems), ""))
    return found
