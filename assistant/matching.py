"""A phrase turned into what finds it: a pattern over folded text, and a query that narrows pages.

The pattern decides; the query (FTS5, https://www.sqlite.org/fts5.html) only leaves out pages that
cannot hold a match, and a test holds it to that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant import figures
from assistant.inflections import inflections
from assistant.term_syntax import Phrase
from ingest import french, terms
from ingest.concordance_store import SearchedPage

# Words (with their star) and, one by one, the symbols among them (« R&D », « C++ »).
_TOKEN = re.compile(rf"(?P<number>{figures.GROUPED})|[^\W_]+\*?|[^\w\s'-]|_")
_WORD = re.compile(r"[^\W_]+")
_MOST_JOINTS = 6
_LONGEST = 400
# A word that ends in figures is written in one, in two, or with a hyphen: « COP21 », « COP 21 ».
_NUMBERED = re.compile(r"([^\W\d_]+)(\d+)")
_JOINT = r"[\s'-]*"
_GAP = r"[\s'-]+"

# Which of some words stand in the library at all.
Known = Callable[[Sequence[str]], set[str]]


@dataclass(frozen=True, slots=True)
class Matcher:
    """What finds one phrase.

    `needed` is the FTS5 query that every page with a match answers, None when any page may hold
    one; `exact` is what a match must read, letter for letter.
    """

    pattern: re.Pattern[str] | None
    needed: str | None
    exact: str | None = None

    def spans(self, page: SearchedPage) -> Iterator[tuple[int, int]]:
        """Yield the spans of a page's text that match, in order; they do not overlap."""
        if self.pattern is None:
            return
        folded = page.folded
        for match in self.pattern.finditer(folded.text):
            if match.start() >= folded.own:
                return  # the rest of a cut word belongs to the next page
            start, end = folded.span(*match.span())
            if self.exact is None or _as_typed(page.text[start:end]) == self.exact:
                yield start, end


def matcher(phrase: Phrase, known: Known, *, inflected: bool = False) -> Matcher:
    """Return what finds a phrase.

    Whole words, whatever the case, accents, apostrophes, line breaks and hyphens; a footnote's
    number stuck to the last word does not hide it; a trailing `*` leaves its word open. A word
    also matches in two, and two words in one (« codéveloppement », « co développement », « COP21 »,
    « COP 21 »), where neither part is a function word: « en jeu » is not « enjeu ». With
    `inflected`, plurals and feminines too. A phrase without any letter or digit is looked for as it
    is. A number is found whole: « 500 000 » is not in « 1 500 000 », but is « 500000 ».
    """
    folded = " ".join(french.fold(phrase.text[:_LONGEST]).split())
    tokens = list(_TOKEN.finditer(folded))
    if not tokens:
        return Matcher(None, None)
    words = [
        figures.ungrouped(token.group()) if token["number"] else token.group() for token in tokens
    ]
    gaps = [folded[a.end() : b.start()] for a, b in pairwise(tokens)]
    if phrase.exact:
        return _exact(phrase, folded)
    joined = [_joins(*each) for each in zip(words, words[1:], gaps, strict=False)]
    named = joined[-1:] == [True] and words[-2].isalpha()
    if sum(joined) > _MOST_JOINTS or inflected:
        joined = [False] * len(joined)
    forms = [_forms(word, known, inflected) for word in words]
    pattern = ""
    for index, each in enumerate(forms):
        if index:
            both = words[index - 1][-1].isalnum() and words[index][0].isalnum()
            pattern += _GAP if both and not joined[index - 1] else _JOINT
        pattern += each.pattern(first=index == 0)
    pattern += _end(words[-1], named=named)
    return Matcher(re.compile(pattern), _needed(words, forms, joined))


@dataclass(frozen=True, slots=True)
class _Forms:
    """One word of a phrase: what it may be on a page, as patterns and as FTS5 queries.

    All patterns begin with the word's first letter.
    """

    word: str
    patterns: tuple[str, ...]
    queries: tuple[str, ...]

    def pattern(self, *, first: bool) -> str:
        """Return the word's pattern; that of a phrase's `first` word begins no earlier than it.

        All forms begin with one letter. It stands before the look-behind, so that `re` runs from
        one such letter to the next instead of stopping at every character: ten times as fast.
        """
        letter = re.escape(self.word[0])
        start = letter + (_begin(self.word[0]) if first else "")
        rest = [each.removeprefix(letter) for each in self.patterns]
        return start + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")


def _forms(word: str, known: Known, inflected: bool) -> _Forms:
    if not word[0].isalnum():
        return _Forms(word, (re.escape(word),), ())
    if word.endswith("*"):
        return _Forms(word, (_letters(word[:-1]) + r"[^\W_]*",), (_term(word),))
    if inflected and word.isalpha() and not french.is_function_word(word):
        whole = sorted(inflections(word), key=len, reverse=True)
        return _Forms(word, tuple(map(_letters, whole)), tuple(map(_term, whole)))
    patterns, queries = [_letters(word)], [_term(word)]
    if len(thousands := figures.groups(word)) > 1:
        patterns = [rf"(?:{_GAP}|\.)?".join(thousands)]
        queries.append(_all_of(thousands))
    for halves in _halves(word, known):
        patterns.append(r"[\s-]{1,3}".join(map(_letters, halves)))
        queries.append(_all_of(halves))
    return _Forms(word, tuple(patterns), tuple(queries))


def _halves(word: str, known: Known) -> list[tuple[str, str]]:
    """Return the two words that a word may stand as, where the library has both."""
    if numbered := _NUMBERED.fullmatch(word):
        letters, number = numbered.groups()
        # « à 20 » is not « A20 », nor « en 20 » « en20 ».
        apart = len(letters) > 1 and not french.is_function_word(letters)
        return [(letters, number)] if apart and len(known([letters, number])) == 2 else []
    if not word.isalpha():
        return []
    halves = [(word[:i], word[i:]) for i in range(2, len(word) - terms.LEAST_NOTED + 1)]
    halves = [each for each in halves if not any(map(french.is_function_word, each))]
    held = known([part for each in halves for part in each]) if halves else set()
    return [each for each in halves if held.issuperset(each)]


def _joins(before: str, after: str, gap: str) -> bool:
    """Say whether two words that follow each other may stand as one."""
    if not (before[-1].isalnum() and after[0].isalnum()):
        return True
    if gap == "-":
        return True
    after = after.removesuffix("*")
    return gap == " " and all(
        len(each) >= 2 and each.isalpha() and not french.is_function_word(each)
        for each in ((before,) if after.isdecimal() else (before, after))
    )


def _letters(word: str) -> str:
    """Match a word even where a line-end hyphen was left inside it: « dévelop-pement ».

    One with figures has its hyphen where they meet its letters: « COP-21 ».
    """
    if not word.isalpha():
        return "-?".join(map(re.escape, re.findall(r"[^\W\d_]+|\d+|.", word)))
    return "-?".join(re.escape(letter) for letter in word)


def _begin(letter: str) -> str:
    """Return what must hold at a match's first letter, that letter read."""
    if not letter.isalnum():
        return ""
    return r"(?<![^\W_].)" + (figures.BEGINS if letter.isdecimal() else "")


def _end(last: str, *, named: bool = False) -> str:
    """Return what must hold after a match's last word; `named` by the word before, for a number."""
    if not last[-1].isalnum():
        return ""
    if last.isdecimal():
        return r"(?![^\W_])" + (figures.ENDS_NAMED if named else figures.ENDS)
    if last.isalpha() and len(last) >= terms.LEAST_NOTED:
        return r"(?:(?![^\W_])|(?=\d{1,2}(?![^\W_])))"
    return r"(?![^\W_])"


def _needed(words: Sequence[str], forms: Sequence[_Forms], joined: Sequence[bool]) -> str | None:
    """Return the query for pages that hold, for each word, it or a compound it is a part of."""
    wanted: list[str] = []
    for index, word in enumerate(words):
        if not word[0].isalnum():
            continue
        options = [*forms[index].queries]
        first = index
        while first and joined[first - 1] and words[first - 1][-1].isalnum():
            first -= 1
        last = index
        while last < len(joined) and joined[last] and words[last + 1][0].isalnum():
            last += 1
        for start in range(first, index + 1):
            for end in range(index, last + 1):
                if end > start:
                    options.append(_term("".join(words[start : end + 1])))
        wanted.append(f"({' OR '.join(dict.fromkeys(options))})")
    return " AND ".join(dict.fromkeys(wanted)) or None


def _term(word: str) -> str:
    star = " *" if word.endswith("*") else ""
    return f'"{terms.encoded([word.removesuffix("*")])[0]}"{star}'


def _all_of(words: Iterable[str]) -> str:
    return f"({' AND '.join(dict.fromkeys(map(_term, words)))})"


def _exact(phrase: Phrase, folded: str) -> Matcher:
    first, *pieces = [re.escape(piece) for piece in folded.split(" ")]
    letter = re.escape(folded[0])
    pieces = [first.removeprefix(letter), *pieces]
    words = _WORD.findall(folded)
    last = words[-1] if folded[-1].isalnum() else folded[-1]
    pattern = re.compile(letter + _begin(folded[0]) + r"\s+".join(pieces) + _end(last))
    query = " AND ".join(dict.fromkeys(map(_term, words))) or None
    return Matcher(pattern, query, _as_typed(phrase.text[:_LONGEST]))


def _as_typed(text: str) -> str:
    """Return a text with its case and accents, but one form of apostrophe, hyphen and space."""
    composed = unicodedata.normalize("NFC", text)
    plain = "".join(french.fold(c) if not c.isalnum() else c for c in composed)
    return " ".join(plain.split())
