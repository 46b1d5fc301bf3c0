"""Acronyms and what they stand for, learnt from a page's own text.

After Schwartz & Hearst, « A simple algorithm for identifying abbreviation definitions in biomedical
text » (PSB 2003, https://psb.stanford.edu/psb-online/proceedings/psb03/schwartz.pdf): a short form
and a candidate near it, accepted when the candidate spells the short form. Theirs looks beside
brackets, and lets a letter stand anywhere in a word; here footnotes and glossaries are read too,
and letters must begin words (« Fonds d'étude et d'Aide au SEcteur Privé »), since a false expansion
would send a reader to the wrong pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ingest import french

_SHORT = r"(?:[A-ZÀ-Ý][\w&./’'-]{0,10}[A-ZÀ-Ý0-9a-z]|[A-ZÀ-Ý](?:\.[A-ZÀ-Ý]){1,6}\.?)"
# « (FASEP) », « (ci-après « FASEP »1) », « (FASEP, géré par …) », « (le FASEP) »
_IN_BRACKETS = re.compile(
    rf"\(\s*(?:ci-après\s+)?(?:l[ea]s?\s+|l['’]|ou\s+|dite?s?\s+)?[«“\"]?\s*({_SHORT})"
    r"\s*[»”\"]?(?=\s*[),;:–—-])"
)
_EXPANDED_IN_BRACKETS = re.compile(rf"(?<![\w(])({_SHORT})\s?\(([^()]{{6,160}})\)")
_GLOSSARY = re.compile(rf"(?<![\w(])({_SHORT})\s*(?::|=|\s[–—-]\s|\t)\s*(?=\S)")
_TABLE = re.compile(rf"(?:^|\n)[ \t•]*({_SHORT})(?: \| |[ \t]*[\n ])(?=[^\s|])")
_CALL = re.compile(rf"(?<![\w(])({_SHORT}?)\s?(\d{{1,2}}|[¹²³⁴-⁹]{{1,2}})(?![\w])")
_WORD = re.compile(r"[^\W_]+")
_REPEATED = re.compile(r"([2-9])([a-z])")
_STOP = re.compile(r"[.!?;:•●|](?=\s)|\n\s*\n|[()]")
_LONGEST = 220
_MOST_CANDIDATES = 24
# A folded word and its span.
_Word = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Definition:
    """An acronym with what it stands for: `expansion == text[start:end]` but for white space."""

    acronym: str
    expansion: str
    start: int
    end: int


def find_definitions(text: str) -> list[Definition]:
    """Return the acronyms that a page defines, in reading order, each expansion once."""
    found: dict[tuple[str, str], Definition] = {}
    for each in sorted(_candidates(text), key=lambda each: (each.start, each.end)):
        found.setdefault((acronym_key(each.acronym), french.fold(each.expansion)), each)
    return list(found.values())


@lru_cache(maxsize=65_536)
def acronym_key(acronym: str) -> str:
    """Return what makes spellings one acronym: « O.N.G. », « ONG » and « ong »."""
    return "".join(_WORD.findall(french.fold(acronym)))


def is_acronym(word: str) -> bool:
    """Say whether a word is written as an acronym: two capitals or more, half of its letters."""
    letters = [c for c in word if c.isalpha()]
    capitals = sum(c.isupper() for c in letters)
    return 2 <= len(letters) <= 11 and capitals >= 2 and 2 * capitals >= len(letters)


def _candidates(text: str) -> Iterator[Definition]:
    for match in _IN_BRACKETS.finditer(text):
        short = match.group(1)
        if is_acronym(short):
            yield from _before(text, short, match.start())
    for match in _EXPANDED_IN_BRACKETS.finditer(text):
        if is_acronym(match.group(1)):
            yield from _after(text, match.group(1), match.start(2), match.end(2))
    for pattern in (_GLOSSARY, _TABLE):
        for match in pattern.finditer(text):
            if is_acronym(match.group(1)):
                yield from _after(text, match.group(1), match.end(), match.end() + _LONGEST)
    yield from _notes(text)


def _notes(text: str) -> Iterator[Definition]:
    """Read footnotes: « FASEP1 », and « 1 Fonds d'étude … » where a line begins with its number."""
    for match in _CALL.finditer(text):
        short, call = match.groups()
        if not is_acronym(short):
            continue
        number = re.escape(french.fold(call))
        for note in re.finditer(rf"(?:^|\n)\s*(?:{number}|{re.escape(call)})[.):]?\s*(?=\S)", text):
            if note.start() >= match.end() - 1:
                yield from _after(text, short, note.end(), note.end() + _LONGEST)


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [(french.fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


def _before(text: str, short: str, bracket: int) -> Iterator[Definition]:
    """Find the expansion that ends where a bracket opens."""
    start = max(0, bracket - _LONGEST)
    for stop in _STOP.finditer(text, start, bracket):
        start = stop.end()
    words = _words(text, start, bracket)
    if not words or text[words[-1][2] : bracket].strip(" \n\u00a0»”\"’'"):
        return
    lowest = max(0, len(words) - _MOST_CANDIDATES)
    yield from _best(text, short, [words[i:] for i in range(len(words) - 2, lowest - 1, -1)])


def _after(text: str, short: str, start: int, limit: int) -> Iterator[Definition]:
    """Find the expansion that begins at `start`."""
    stop = _STOP.search(text, start, min(limit, len(text)))
    words = _words(text, start, min(limit, stop.start() if stop else len(text)))
    if words and not text[start : words[0][1]].strip(" \n\u00a0«“\"’'"):
        if words[0][0] in ("le", "la", "les", "l", "the"):
            words = words[1:]
        longest = min(len(words), _MOST_CANDIDATES)
        yield from _best(text, short, [words[:i] for i in range(2, longest + 1)])


def _best(text: str, short: str, candidates: list[list[_Word]]) -> Iterator[Definition]:
    """Yield the candidate that spells an acronym best, the first of equals; none may."""
    costs = [(_cost(short, [each[0] for each in words]), words) for words in candidates]
    spelt = [(cost, words) for cost, words in costs if cost is not None]
    if spelt:
        words = min(spelt, key=lambda each: each[0])[1]
        start, end = words[0][1], words[-1][2]
        end = start + len(text[start:end].rstrip("0123456789"))  # « de crédit6 » calls a footnote
        yield Definition(short, " ".join(text[start:end].split()), start, end)


def _cost(short: str, words: list[str]) -> int | None:
    """Say how far words are from spelling an acronym, initial by initial; None: they do not.

    Its letters stand in order, each in a word's beginning. The first and the last word give some,
    and the last carries meaning; of the others that do, one in three letters' worth may give none.
    """
    if _carries_nothing(words[-1]):
        return None
    key = acronym_key(short)
    forms = {_REPEATED.sub(lambda m: m.group(2) * int(m.group(1)), key)}
    forms.add("".join(c for c in key if not c.isdecimal()))
    if short.endswith("s") and short[:-1].isupper():
        forms |= {form[:-1] for form in forms}
    found = [(_aligned(f, tuple(words)), f) for f in forms if f[1:] and f[0] == words[0][0]]
    dear = 2 if _carries_nothing(words[0]) else 0  # « très petite entreprise », rarely
    costs = [cost + dear for cost, form in found if cost is not None and cost + dear <= len(form)]
    return min(costs, default=None)


@lru_cache(maxsize=4096)
def _aligned(form: str, words: tuple[str, ...]) -> int | None:
    # The least cost of each (letters spelt, meaningful words that gave none) so far.
    states = {(0, 0): 0}
    for index, word in enumerate(words):
        light = _carries_nothing(word)
        following: dict[tuple[int, int], int] = {}
        for (letters, skipped), cost in states.items():
            choices = [(letters, skipped + (not light), cost + (0 if light else 2))]
            if index in (0, len(words) - 1):
                choices.clear()
            for taken in range(1, min(4, len(word), len(form) - letters) + 1):
                if word[taken - 1] != form[letters + taken - 1]:
                    break
                choices.append((letters + taken, skipped, cost + taken - 1 + light))
            for at, gone, price in choices:
                if gone <= len(form) // 3:
                    following[at, gone] = min(following.get((at, gone), 99), price)
        states = following
    return min((cost for (at, _), cost in states.items() if at == len(form)), default=None)


def _carries_nothing(word: str) -> bool:
    return len(word) == 1 or french.is_function_word(word)
