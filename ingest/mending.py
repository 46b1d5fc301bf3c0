"""What the glyphs of a broken font stand for, told from the words they stand in.

Some PDFs draw « tt » or « ti » with one glyph and say of it a private-use character, a letter that
French has not (« informaƟon »), or a sign (« informa@on »). It is mended where several distinct
words of the document become words by the same letters, and by no others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from ingest import french
from ingest.vocabulary import is_french

_PRIVATE = "\ue000-\uf8ff"
_FOREIGN = "\u0180-\u024f\u0250-\u02af"
SIGNS = "@<>=*#$%^~|{}[]+\\_"
_BROKEN = re.compile(rf"[^\W_]*[{_PRIVATE}{_FOREIGN}\ufffd][^\W_{_PRIVATE}]*[^\s.,;:!?’'()«»]*")
_LETTERS = r"[^\W\d_]+"
_INSIDE = re.compile(rf"{_LETTERS}([{re.escape(SIGNS)}])(?:{_LETTERS}\1)*{_LETTERS}")
_ODD = re.compile(rf"[{_PRIVATE}{_FOREIGN}\ufffd]")
# What one glyph may stand for: French ligatures first, then single letters.
_CANDIDATES = """ti tt ft fi fl ff ffi ffl tti fti tf tr st ct ts th ci œ æ Th fj é è ê à ç â î ô û
    ù ë ï a b c d e f g h i j k l m n o p q r s t u v w x y z É È À Ç ’""".split()
_NEEDED, _CERTAIN = 3, 0.8


def infer_glyphs(lines: Iterable[str], vocabulary: Mapping[str, int]) -> dict[str, str]:
    """Return what broken glyphs stand for, those alone that are certain.

    `vocabulary` counts the document's words, folded.
    """
    words = _suspect_words(lines)
    mended: dict[str, str] = {}
    for glyph, patterns in sorted(words.items(), key=lambda item: -len(item[1])):
        if len(patterns) >= _NEEDED and (letters := _letters(glyph, patterns, mended, vocabulary)):
            mended[glyph] = letters
    return mended


def mend_signs(text: str, mended: Mapping[str, str], vocabulary: Mapping[str, int]) -> list[str]:
    """Return what each character of a line reads as once signs inside words are mended.

    A sign is a letter only where a word comes of it: « informa@on », never an address.
    """
    read = list(text)
    for match in _INSIDE.finditer(text):
        letters = mended.get(match.group(1))
        if letters and _is_word(match.group().replace(match.group(1), letters), vocabulary):
            for position in range(match.start(), match.end()):
                if text[position] == match.group(1):
                    read[position] = letters
    return read


def broken_words(text: str) -> int:
    """Return how many words of a text hold a glyph that nothing tells."""
    return sum(
        any(character.isalpha() and not _ODD.match(character) for character in word)
        for word in _BROKEN.findall(text)
    )


def _suspect_words(lines: Iterable[str]) -> dict[str, set[str]]:
    """Return the distinct words that each suspect glyph stands in."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for line in lines:
        if _ODD.search(line):
            for match in re.finditer(r"[^\s.,;:!?’'()«»-]+", line):
                for glyph in set(_ODD.findall(match.group())):
                    if len(match.group()) > 3:
                        found[glyph].add(match.group())
        for match in _INSIDE.finditer(line):
            if len(match.group()) > 4:
                found[match.group(1)].add(match.group())
    return found


def _letters(
    glyph: str, patterns: set[str], mended: Mapping[str, str], vocabulary: Mapping[str, int]
) -> str:
    table = str.maketrans(dict(mended))
    words = [word.translate(table) for word in patterns]
    words = [word for word in words if len(_ODD.findall(word.replace(glyph, ""))) == 0]
    explained: Counter[str] = Counter()
    for candidate in _CANDIDATES:
        for word in words:
            whole = word.replace(glyph, candidate)
            if _is_word(whole, vocabulary):
                explained[candidate] += 1
    if not explained or not words:
        return ""
    (best, count), *others = explained.most_common(2)
    second = others[0][1] if others else 0
    certain = count >= _NEEDED and count >= _CERTAIN * len(words) and second <= 0.5 * count
    return best if certain else ""


def _is_word(word: str, vocabulary: Mapping[str, int]) -> bool:
    return vocabulary.get(french.fold(word), 0) > 0 or is_french(word)
