"""Acronyms with points and without: « C.N.R.A. » and « CNRA ».

The patterns are for folded text, which has no capitals: their one group is what a page must write
in capitals for it to be an acronym. « i.e. » is not « IE », nor « c'est » « C.E.S.T. ».
"""

from __future__ import annotations

import re
from typing import Literal

from ingest import french

Written = Literal["plain", "dotted"]

_CAPITAL = "[A-ZÀ-ÖØ-Þ]"
_DOTTED = re.compile(rf"(?<![^\W_])(?:{_CAPITAL}\.)+{_CAPITAL}(?:\.|(?![^\W_]))")
_PLAIN = re.compile(rf"(?<![^\W_]){_CAPITAL}{{2,8}}(?![^\W_])")
# « M. E. Dupont » is no « ME ».
_LEAST_SPACED = 3


def without_points(text: str) -> str:
    """Return a text whose acronyms have no points."""
    return _DOTTED.sub(lambda found: found.group().replace(".", ""), text)


def typed_acronyms(text: str) -> dict[str, Written]:
    """Return the acronyms of a text, folded and without points, with how they are written."""
    plain: dict[str, Written] = {french.fold(each): "plain" for each in _PLAIN.findall(text)}
    dotted = (without_points(each) for each in _DOTTED.findall(text))
    return plain | {french.fold(each): "dotted" for each in dotted}


def patterns(acronym: str, written: Written) -> tuple[str, ...]:
    """Return what finds a folded acronym as it is written, then the other way, in capitals."""
    first, rest = re.escape(acronym[0]), acronym[1:]
    space = r"\s?" if written == "dotted" or len(acronym) >= _LEAST_SPACED else ""
    points = "".join(rf"\.{space}{re.escape(letter)}" for letter in rest)
    alone, after = r"(?<![^\W_]\..)", r"\.?(?!\.?[^\W_])"
    if written == "dotted":
        return rf"{first}{alone}{points}{after}", f"{first}({re.escape(rest)})"
    return (rf"{first}{alone}({points}){after}",)
