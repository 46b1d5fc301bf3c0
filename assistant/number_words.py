"""Whole numbers written in words, in French and English: « vingt-cinq », “two hundred”."""

from __future__ import annotations

import re

from ingest import french

# « Un » and “one” are articles and pronouns more often than numbers.
_VALUES = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "nonante": 90, "cent": 100, "cents": 100, "mille": 1000,
    "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100,
    "thousand": 1000,
}  # fmt: skip
_WORD = "|".join(sorted(_VALUES, key=len, reverse=True))
# Of folded text: one number, whatever links its words; but « cent » in « pour cent ».
NUMBER = rf"\b(?<!pour )(?<!per )(?:{_WORD})(?:[- ](?:(?:et|and)[- ])?(?:{_WORD}|une?\b|one\b))*\b"
STEMS = frozenset(french.stems(" ".join(_VALUES)))


def value(folded: str) -> float:
    """Return the value of a number in words, as `NUMBER` matches it."""
    thousands = below = 0
    for word in re.findall(r"[a-z]+", folded):
        each = 1 if word in ("un", "une", "one") else _VALUES.get(word, 0)
        if each == 1000:
            thousands, below = thousands + max(below, 1) * each, 0
        elif each == 100:
            below = max(below, 1) * each
        elif each == 20 and below % 100 == 4:  # « quatre-vingts »
            below += 76
        else:
            below += each
    return float(thousands + below)
