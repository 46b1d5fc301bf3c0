"""Where two passages give different figures for the same thing.

Two sentences disagree when they say much the same words around figures of one unit, no figure of
either is in the other, and no year or other number tells them apart. Neither is said to be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from assistant.extract import Evidence
from ingest import french

_FIGURE = re.compile(
    r"(?<![\w.,/-])(?P<value>\d{1,3}(?:[ \u202f\u00a0.]\d{3})+|\d+(?:[.,]\d+)?)\s?"
    r"(?P<scale>millions?|milliards?|milliers|k(?=€)|m(?=€))?\s?(?:d'|de )?(?P<unit>%|€|[a-z]+)?"
)
# What makes a figure the bound of a range: a scale of fees gives one for each of its steps.
_BOUND = re.compile(
    r"(?:\b(?:entre|de|from|between) \d[\d .,\u00a0\u202f]*(?:[a-z€%]+ ){0,2}(?:et|a|and|to) "
    r"|\b(?:entre|between|jusqu'a|jusque|moins de|plus de|au[- ](?:dessus|dessous|dela) de"
    r"|superieure?s? a|inferieure?s? a|excede|depasse|a (?:partir|concurrence) de|up to"
    r"|more than|less than|over|under|above|below) )$"
)
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_SCALES = {"k": 1e3, "m": 1e6, "milliers": 1e3, "million": 1e6, "milliard": 1e9}
_SAME = 0.5
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """Two pieces of evidence whose figures differ, as written on each page."""

    first: Evidence
    second: Evidence
    said: tuple[str, str]


def disagreement(question: str, these: Sequence[Evidence]) -> Figures | None:
    """Return the first two that give different figures for what the question asks, if any do.

    Of two pages: a page that gives two figures speaks of two things, as two articles of a law do.
    """
    asked = set(french.stems(question))
    cores = [_core(each) for each in these]
    told = zip(these, cores, map(_words, cores), strict=True)
    for (first, one, words), (second, other, others) in combinations(told, 2):
        if not _same_page(first, second) and _alike(words, others, asked):
            said = _differ(one, other)
            if said:
                return Figures(first, second, said)
    return None


def _core(evidence: Evidence) -> str:
    return " ".join(evidence.page.text[slice(*evidence.core)].split())


def _same_page(one: Evidence, other: Evidence) -> bool:
    return (one.page.document, one.page.number) == (other.page.document, other.page.number)


def _alike(words: set[str], others: set[str], asked: set[str]) -> bool:
    """Say whether two sentences speak of the same thing, of which something is asked.

    What is shared must be what is asked about, not only turns of phrase.
    """
    shared = words & others
    close = len(shared) / max(min(len(words), len(others)), 1)
    return len(shared) >= _ENOUGH and close >= _SAME and len(shared & asked) >= min(2, len(asked))


def _differ(one: str, other: str) -> tuple[str, str] | None:
    figures, other_figures = _figures(one), _figures(other)
    years, other_years = _years(one), _years(other)
    if years and other_years and years != other_years:
        return None
    for unit in figures.keys() & other_figures.keys():
        mine, theirs = figures[unit], other_figures[unit]
        if not mine.keys() & theirs.keys() and len(mine) == len(theirs) == 1:
            return next(iter(mine.values())), next(iter(theirs.values()))
    return None


def _words(text: str) -> set[str]:
    return {stem for stem in french.stems(text) if not any(c.isdecimal() for c in stem)}


def _years(text: str) -> set[str]:
    return set(re.findall(r"\b(?:19|20)\d\d\b", text))


def _figures(text: str) -> dict[str, dict[float, str]]:
    """Return the text's figures by unit: value → as written. Years are none, nor are bounds."""
    found: dict[str, dict[float, str]] = {}
    folded, origins = french.fold_with_origins(text)
    for match in _FIGURE.finditer(folded):
        if _YEAR.match(match["value"]) and not match["unit"]:
            continue
        if _BOUND.search(folded[max(0, match.start() - 60) : match.start()]):
            continue
        written = match["value"]
        digits = re.sub(r"[ \u202f\u00a0]|\.(?=\d{3}\b)", "", written).replace(",", ".")
        try:
            value = float(digits)
        except ValueError:
            continue
        scale = (match["scale"] or "").rstrip("s") or ""
        value *= _SCALES.get(scale, _SCALES.get(f"{scale}s", 1.0))
        unit = match["unit"] or ""
        unit = {"euros": "€", "euro": "€"}.get(unit, unit)
        stem = unit if unit in ("%", "€") else next(iter(french.stems(unit)), "")
        if stem and not (_YEAR.match(written) and stem not in ("€",)):
            start, end = match.start(), match.end()
            said = text[origins[start] : origins[end - 1] + 1].strip()
            found.setdefault(stem, {})[value] = said
    return found
