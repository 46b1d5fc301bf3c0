"""What a cell of a table holds: a figure with its unit, as reports write them, or a year.

« 9 850 000 F CFA », « (4 370) », « +18 pts », « N/A »: a row of those is none of a head, whose
cells are words or years, « 2022 », « 1er semestre », « 31 décembre ».
"""

from __future__ import annotations

import re

_SPACE = r"[ \u00a0\u202f]?"
_NUMBER = r"\d[\d .,\u00a0\u202f]*"
_CURRENCY = r"(?:(?:US)?\$|[€£]|F ?CFA|USD|EUR|GBP|CHF|X[OA]F|euros?|francs?(?: CFA)?|dollars?)"
_SCALE = r"(?:[kKM]|Mds?|Mrds?|milliers|millions?|milliards?|thousand|billion)"
# « 31 décembre » and « 2022 réalisé » are of a head, as is what an ordinal counts.
_MONTH = (
    r"(?:jan|févr|mars|avr|mai\b|juin|juil|août|sept|oct|nov|déc"
    r"|feb|march|apr|may\b|june?\b|july?\b|aug|dec)"
)
_WORD = rf"(?!{_MONTH})(?!(?:er|re|e|[èe]me|nde?|st|rd|th)s?\b)[^\W\d_]{{1,12}}[²³]?\.?"
_MONEY = rf"(?:{_SCALE}{_SPACE}(?:d['’]|de )?)?(?:{_CURRENCY}|[%‰])|{_SCALE}"
_YEAR = r"(?:19|20)\d\d"
# « * », « (1) »: what calls a note.
_CALL = rf"(?:{_SPACE}(?:\*+|†|\(\d\)))?"
_SIGN = rf"(?:[-+±−–~≈<>≤≥]{_SPACE})?"
_AMOUNT = (
    rf"{_SIGN}(?:{_CURRENCY}{_SPACE})?"
    rf"(?:{_NUMBER}(?:{_MONEY})?|(?!{_YEAR}\D){_NUMBER}{_WORD})"
)
_FIGURE = re.compile(
    # A column's number, « (3) », is no negative amount.
    rf"(?:{_AMOUNT}|\((?=\D*\d\D?\d){_AMOUNT}\)){_CALL}"
    # What stands where there is none.
    r"|[-–—]|[Nn]/[Aa]|[Nn]\.?[Dd]\.?|[Nn]\. ?[acs]\.|[Ss]\. ?[Oo]\."
)
_COUNTED = re.compile(rf"{_SIGN}{_NUMBER}({_WORD})")
_YEARS = re.compile(rf"\(?{_YEAR}(?:{_SPACE}{_YEAR})*\)?{_CALL}")


def is_figure(cell: str) -> bool:
    """Say whether a cell is a number, with its sign, unit and note, or says there is none."""
    return bool(_FIGURE.fullmatch(cell))


def is_year(cell: str) -> bool:
    """Say whether a cell is a year, or several that are set too close: « 2011 2012 »."""
    return bool(_YEARS.fullmatch(cell))


def unit_of(cell: str) -> str:
    """Return the word for what a cell counts, « mois » in « 12 mois »; empty for none."""
    counted = _COUNTED.fullmatch(cell)
    return counted[1] if counted else ""
