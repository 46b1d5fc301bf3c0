"""A line's characters made readable, each with the index of the one it stands for.

Ligatures are spelt out, control characters and every kind of space become plain spaces, accents
drawn apart join their letter, what is drawn but not to be read leaves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

BREAKS = "-\u2010\u00ad\x02\ufffe"
SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
# TeX fonts of old draw an accent, then its letter.
_SPACING_ACCENTS = {
    "\u00b4": "\u0301",
    "\u0060": "\u0300",
    "\u02c6": "\u0302",
    "\u00a8": "\u0308",
    "\u00b8": "\u0327",
}
_SPACED_OUT = re.compile(r"(?<![^\W_])(?:[^\W\d_] ){3,}[^\W\d_](?![^\W_])")
_ACUTE, _FEWEST_ACUTE = re.compile("\u00b4[aeiou]"), 3
_ACCENTS = re.compile("[\u0300-\u036f\u00b4\u0060\u02c6\u00a8\u00b8]")
_CALL = re.compile(rf"[{SUPERSCRIPTS}]+")
_UNIT = re.compile(r"(?:^|[\d\s(/])[kcdhmµ]?m$")
# « x² », « (x + a)² »: no word, and so nothing that a note is about.
_SYMBOL = re.compile(r"(?<!\w)(?:[^\W\d_]|[a-z]{2})\)?$")
_DIGITS = str.maketrans(SUPERSCRIPTS, "0123456789")
_ODD = re.compile("[\ue000-\uf8ff]")
_LINE_END = "\x02\ufffe\u00ad"


class Glyphs:
    """How one document's characters read: `mended` tells what its broken fonts stand for.

    `apart` says that it draws accents apart on all pages, as some may have one alone.
    """

    def __init__(self, mended: Mapping[str, str] | None = None, *, apart: bool = False) -> None:
        self.mended = dict(mended or {})
        self._apart = apart
        self._known: dict[str, str] = {}
        self._plain = set[str]()  # those of them that read as themselves

    def read(self, text: str, start: int, end: int) -> tuple[str, list[int]]:
        """Return the readable characters of a span, and the index each came from."""
        piece = text[start:end]
        if _ACCENTS.search(piece):
            return self._read_accents(text, start, end)
        known, plain = self._known, self._plain
        if plain.issuperset(piece) or (piece.isascii() and piece.isprintable()):
            return _tightened(piece, list(range(start, end)))
        characters: list[str] = []
        origins: list[int] = []
        for index, character in enumerate(piece, start):
            read = known.get(character)
            if read is None:
                read = known[character] = self.mended.get(character) or _readable(character)
                if read == character and not _ODD.match(character):
                    plain.add(character)
            if read:
                characters.append(read)
                origins.extend([index] * len(read))
        if piece[-1:] in _LINE_END and piece:
            characters.append("-")
            origins.append(end - 1)
        text, origins = _tightened("".join(characters), origins)
        if "\ue000" <= text[:1] <= "\uf8ff" and text[1:2] in ("", " "):
            text = "•" + text[1:]  # a sign font's bullet
        return text, origins

    def _read_accents(self, text: str, start: int, end: int) -> tuple[str, list[int]]:
        characters: list[str] = []
        origins: list[int] = []
        accent = ""
        apart = self._apart or _is_apart(text)
        for index in range(start, end):
            character = text[index]
            if accent:
                composed = unicodedata.normalize("NFC", character.replace("ı", "i") + accent)
                accent = ""
                if len(composed) == 1:
                    characters[-1], origins[-1] = composed, index
                    continue
            under = apart and character == "\u00b8" and characters[-1:] in (["c"], ["C"])
            if (under or unicodedata.combining(character)) and characters:
                mark = _SPACING_ACCENTS[character] if under else character
                composed = unicodedata.normalize("NFC", characters[-1] + mark)
                if len(composed) == 1:
                    characters[-1] = composed
                    continue
            accent = _SPACING_ACCENTS.get(character, "") if apart else ""
            read = character if accent else self.mended.get(character) or _readable(character)
            characters.extend(read)
            origins.extend([index] * len(read))
        if text[start:end][-1:] in _LINE_END and end > start:
            characters.append("-")
            origins.append(end - 1)
        return _tightened("".join(characters), origins)


def draws_accents_apart(texts: Iterable[str]) -> bool:
    """Say whether a document's pages draw « é » as « ´e », more often than as « é »."""
    apart = drawn = 0
    for text in texts:
        apart += len(_ACUTE.findall(text))
        drawn += text.count("é")
    return apart >= _FEWEST_ACUTE and apart > drawn


@lru_cache(maxsize=4)
def _is_apart(text: str) -> bool:
    """Say whether a page alone draws « é » as « ´e »; one lone accent is left as it is."""
    return len(_ACUTE.findall(text)) >= _FEWEST_ACUTE


def _readable(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    if 0xFB00 <= ord(character) <= 0xFB06:
        return unicodedata.normalize("NFKD", character)
    if character in _LINE_END:
        return ""
    if character == "\u02bc":  # a letter to Unicode: « lʼONG » would be one word
        return "\u2019"
    category = unicodedata.category(character)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "" if category in ("Cf", "Cs", "Cn") else character


def _tightened(text: str, origins: list[int]) -> tuple[str, list[int]]:
    """Leave one space where there are several, none at the ends, none inside « T i t r e »."""
    gaps: set[int] = set()
    for match in _SPACED_OUT.finditer(text):
        gaps.update(range(match.start() + 1, match.end(), 2))
    if not gaps and "  " not in text and text[:1] != " " and text[-1:] != " ":
        return text, origins
    kept = [
        position
        for position, character in enumerate(text)
        if position not in gaps
        and (character != " " or text[position - 1 : position] not in ("", " "))
    ]
    if kept and text[kept[-1]] == " ":
        kept.pop()
    return "".join(text[position] for position in kept), [origins[position] for position in kept]


def spaced(text: str, origins: list[int], narrow: Sequence[int]) -> tuple[str, list[int]]:
    """Put a space of ours before the characters that came from the indices `narrow`."""
    places = [origins.index(index) for index in narrow if index in origins]
    for place in reversed(places):
        text = f"{text[:place]} {text[place:]}"
        origins = [*origins[:place], -1, *origins[place:]]
    return text, origins


def begins_note(text: str) -> str:
    """Return the number of the footnote that a line begins, or an empty string."""
    call = _CALL.match(text)
    return call.group().translate(_DIGITS) if call else ""


def is_sign(text: str) -> bool:
    """Say whether a line is a raised number alone, drawn apart from what it belongs to."""
    return _CALL.fullmatch(text) is not None


def without_calls(
    text: str, origins: list[int], notes: set[str], before: str = ""
) -> tuple[str, list[int]]:
    """Leave out a line's calls for the footnotes numbered `notes`, which would glue to words.

    A note's own number stays, as plain digits and a space of ours; so do « m² » and « 10⁶ », and a
    sign alone of another font. `before` is what a sign hangs on that its page's style draws apart.
    """
    if not _CALL.search(text) or (is_sign(text) and not before):
        return text, origins
    characters: list[str] = []
    kept: list[int] = []
    for position, character in enumerate(text):
        if character not in SUPERSCRIPTS:
            characters.append(character)
            kept.append(origins[position])
            continue
        begun = position - len(text[:position]) + len(text[:position].rstrip(SUPERSCRIPTS))
        call = _CALL.match(text, begun)
        number = call.group().translate(_DIGITS) if call else ""
        following = text[position + 1 : position + 2]
        hung = before + text[:begun]
        if not hung:
            characters.append(character.translate(_DIGITS))
            kept.append(origins[position])
            if following.isalpha():
                characters.append(" ")
                kept.append(-1)
        elif (
            _UNIT.search(hung)
            or _SYMBOL.search(hung)
            or (number not in notes and not re.search(r"[^\W\d_]{3}$|[.,;:»”)]$", hung))
        ):
            characters.append(character)
            kept.append(origins[position])
        elif following.isalnum() and following not in SUPERSCRIPTS:
            characters.append(" ")
            kept.append(origins[position])
    return _tightened("".join(characters), kept)
