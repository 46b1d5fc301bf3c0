"""A part asked by its letter or number, where the documents have its siblings and not it.

« Quel est le plafond du volet D ? » of a call that has strands A to C, « le COPIL n° 7 » of minutes
that tell the third to the fifth: what is found is true of another, and answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ingest import french
from ingest.schema import StoredPage

# What a plain number may be of; with « n° », or a letter, any noun is.
_NOUNS = (
    "volet phase lot axe composante poste tranche groupe session module zone categorie niveau"
    " option comite copil reunion lettre strand component tier group"
).split()
_NUMBER = r"n\s?[°o]\s?\d{1,3}|[a-h]|\d{1,2}"
_ASKED = re.compile(
    r"\b(?P<noun>[^\W\d_]{3,}) (?P<label>[nN]\s?[°o]\s?\d{1,3}|[A-H]|\d{1,2})\b"
    r"(?!['’.,]\w|\s?[%€°])"
)
# « A – Forages », « B | Pistes »: rows and items that bear their letter alone.
_LETTERED = re.compile(r"^\W{0,3}(?P<label>[A-H])(?=\s?[.)|:–-]\s|\s+[A-ZÀ-Ý])", re.MULTILINE)
_FEWEST = 2


def is_missing(question: str, pages: Sequence[StoredPage]) -> bool:
    """Say whether a question names a part that no page found does, though they name its like."""
    for asked in _ASKED.finditer(question):
        noun, label = french.fold(asked["noun"]), _label(asked["label"])
        if label.isdecimal() and "°" not in asked["label"] and noun not in _NOUNS:
            continue
        known = {each for page in pages for each in _labels(noun, page.text)}
        like = {each for each in known if each.isdecimal() == label.isdecimal()}
        if label not in known and len(like) >= _FEWEST:
            return True
    return False


def _labels(noun: str, text: str) -> Iterable[str]:
    """Yield the letters and numbers that a page gives to what the noun names."""
    folded = french.fold(text)
    named = rf"\b{re.escape(noun.rstrip('sx'))}[sx]? (?P<first>{_NUMBER})\b"
    for found in re.finditer(
        rf"{named}(?P<more>(?:(?:, | et | ou | a | and | or )(?:{_NUMBER})\b)*)", folded
    ):
        yield from (
            _label(each) for each in re.findall(_NUMBER, f"{found['first']}{found['more']}")
        )
    if re.search(rf"\b{re.escape(noun)}", folded):
        yield from (each["label"].lower() for each in _LETTERED.finditer(text))


def _label(written: str) -> str:
    return re.sub(r"n\s?[°o]\s?", "", french.fold(written))
