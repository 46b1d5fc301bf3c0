"""The items of a list within a text: numbered, behind bullets, or « premièrement, … enfin »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest import french

_BULLET = re.compile(r"^\s*[•▪■◦‣–-] (?!\| )|(?<=\s)[•▪■◦‣] ", re.MULTILINE)
_NUMBER = re.compile(r"(?:^|(?<=[\s:;,(]))(?P<number>\d{1,2})(?:[.)]|°\)?) ?(?=[^\W\d]|[«“\"(])")
# What counts in words, by rank, folded; a list at the head of lines is counted by it too.
ADVERBS = (
    r"premierement|first(?:ly)?",
    r"deuxiemement|secondement|second(?:ly)?",
    r"troisiemement|third(?:ly)?",
    r"quatriemement|fourth(?:ly)?",
    r"cinquiemement|fifth(?:ly)?",
    r"sixiemement|sixth(?:ly)?",
)
_RANKS = (
    rf"(?P<adverb>(?:tout )?d'abord|first of all|{ADVERBS[0]})|premiere?",
    rf"{ADVERBS[1]}|deuxieme|seconde?",
    rf"{ADVERBS[2]}|troisieme",
    rf"{ADVERBS[3]}|quatrieme",
    rf"{ADVERBS[4]}|cinquieme",
)
_NEXT = r"ensuite|puis|enfin|finalement|finally|lastly|then"
_LAST = r"derniere?|last"
# « la troisième est de partir », « dans un deuxième temps, », « en premier lieu, »
_BEFORE = r"(?:\b(?:et |and )?(?:(?:en|dans un|the|l[ea]|une?) )?)"
_AFTER = r"\b(?: (?:lieu|temps|place))?(?: (?:est|consiste|is)(?: (?:de|a|to)\b| d')?)?[ ,:]*"
_LINK = re.compile(r"[ ,;]+(?:et|ou|and|or)?$")
_FEWEST = 2
# « Étape 2. », whose word goes with its number.
_WORD = re.compile(r"(?:^|(?<=[\n.;:!?»])|(?<=[.;:!?»] ))(?P<word>[A-ZÀ-Ý][a-zà-ÿ]+) (?:n[°o] ?)?$")


def items(text: str) -> list[str]:
    """Return the items of the list that a text holds, without their marks; nothing where none is.

    Numbers and ranks must follow each other from one: a year or « la première fois » is no list.
    """
    bullets = [each.span() for each in _BULLET.finditer(text)]
    for marks in (_counted(text), bullets, _ranked(text)):
        if len(marks) >= _FEWEST:
            ends = [*(start for start, _ in marks[1:]), len(text)]
            pairs = zip(marks, ends, strict=True)
            return [_LINK.sub("", text[mark[1] : end].strip()) for mark, end in pairs]
    return []


def _counted(text: str) -> list[tuple[int, int]]:
    marks: list[tuple[int, int]] = []
    for each in _NUMBER.finditer(text):
        if int(each["number"]) == len(marks) + 1:
            marks.append(each.span())
    words = [_WORD.search(text[:start]) for start, _ in marks]
    same = {each["word"] if each else "" for each in words}
    if len(same) == 1 and "" not in same:
        ends = (end for _, end in marks)
        return [(each.start(), end) for each, end in zip(words, ends, strict=True) if each]
    return marks


def _ranked(text: str) -> list[tuple[int, int]]:
    folded, origins = french.fold_with_origins(text)
    origins = [*origins, len(text)]
    return [(origins[start], origins[end]) for start, end in _ranks(folded)]


def _ranks(folded: str) -> Iterator[tuple[int, int]]:
    at = found = 0
    follows = False  # « la première fois, puis… » is no list, « d'abord…, puis… » is
    while True:
        said = [*_RANKS[found : found + 1], *([_NEXT, _LAST] if follows else [])]
        mark = re.search(rf"{_BEFORE}\b(?:{'|'.join(said)}){_AFTER}", folded[at:]) if said else None
        if mark is None:
            return
        yield at + mark.start(), at + mark.end()
        follows = bool(found or mark["adverb"])
        at, found = at + mark.end(), found + 1
