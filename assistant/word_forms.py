"""One word of a phrase: what it may be on a page, as patterns over folded text and as words."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from assistant import dotted, figures
from assistant.dotted import Written
from assistant.inflections import inflections, is_inflection
from ingest import french, terms

# A word that ends in figures is written in one, in two, or with a hyphen: « COP21 », « COP 21 ».
_NUMBERED = re.compile(r"([^\W\d_]+)(\d+)")
_APART = r"[\s-]{1,3}"
_GROUPS_APART = r"(?:[\s'-]+|\.)?"

# Which of some words stand in the library at all.
Known = Callable[[Sequence[str]], set[str]]
# Whether a page writes something as it must be written.
Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Forms:
    """What a word may be on a page.

    `patterns` all begin with the word's first letter; `ways` are the words, one or several, that an
    index may hold for it: none for a symbol. `checks` are those of the groups in the patterns, in
    order.
    """

    word: str
    patterns: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...]
    checks: tuple[Check, ...] = ()

    def pattern(self, *, first: bool) -> str:
        """Return the word's pattern; that of a phrase's `first` word begins no earlier than it.

        All forms begin with one letter. It stands before the look-behind, so that `re` runs from
        one such letter to the next instead of stopping at every character: ten times as fast.
        """
        letter = re.escape(self.word[0])
        start = letter + (begin(self.word[0]) if first else "")
        rest = [each.removeprefix(letter) for each in self.patterns]
        return start + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")


def word_forms(
    word: str, known: Known, acronym: Written | None = None, *, inflected: str = ""
) -> Forms:
    """Return the forms of a folded word of a phrase, with its star; of a symbol, itself.

    A word may stand in two that `known` has both, and in its other way of writing if it is an
    acronym; or in another number or gender, if it is also given as typed in `inflected`.
    """
    if not word[0].isalnum():
        return Forms(word, (re.escape(word),), ())
    if word.endswith("*"):
        return Forms(word, (_letters(word[:-1]) + r"[^\W_]*",), ((word,),))
    if len(thousands := figures.groups(word)) > 1:
        return Forms(word, (_GROUPS_APART.join(thousands),), ((word,), tuple(thousands)))
    # An index has each letter before a point as a word.
    letters = " ".join(word)
    if acronym == "dotted":
        both = dotted.patterns(word, acronym)
        return Forms(word, both, ((word,), (letters,)), (str.isupper,))
    ways: list[tuple[str, ...]] = [(word,), *_halves(word, known, 1 if acronym else 2)]
    patterns, checks = [_APART.join(map(_letters, way)) for way in ways], list[Check]()
    if inflected and word.isalpha() and not french.is_function_word(word):
        forms = inflections(inflected)
        ways = [(form,) for form in sorted(forms, key=len, reverse=True)]
        rest = "|".join(_letters(form).removeprefix(word[0]) for (form,) in ways)
        patterns, checks = [f"{word[0]}({rest})"], [partial(is_inflection, inflected, forms)]
    if acronym:
        patterns += dotted.patterns(word, acronym)
        ways.append((letters,))
        checks.append(str.isupper)
    return Forms(word, tuple(patterns), tuple(ways), tuple(checks))


def _halves(word: str, known: Known, least: int) -> list[tuple[str, str]]:
    """Return the two words that a word may stand as, where the library has both.

    The first has as many letters at `least`: one, of an acronym.
    """
    if numbered := _NUMBERED.fullmatch(word):
        letters, number = numbered.groups()
        # « à 20 » is not « A20 », nor « en 20 » « en20 ».
        apart = len(letters) > 1 and not french.is_function_word(letters)
        return [(letters, number)] if apart and len(known([letters, number])) == 2 else []
    if not word.isalpha():
        return []
    halves = [(word[:i], word[i:]) for i in range(least, len(word) - terms.LEAST_NOTED + 1)]
    halves = [each for each in halves if not any(map(french.is_function_word, each))]
    held = known([part for each in halves for part in each]) if halves else set()
    return [each for each in halves if held.issuperset(each)]


def begin(letter: str) -> str:
    """Return what must hold at a match's first letter, that letter read."""
    if not letter.isalnum():
        return ""
    return r"(?<![^\W_].)" + (figures.BEGINS if letter.isdecimal() else "")


def _letters(word: str) -> str:
    """Match a word even where a line-end hyphen was left inside it: « dévelop-pement ».

    One with figures has its hyphen where they meet its letters: « COP-21 ».
    """
    if not word.isalpha():
        return "-?".join(map(re.escape, re.findall(r"[^\W\d_]+|\d+|.", word)))
    joints = ["", *(_joint(word[:index], word[index:]) for index in range(1, len(word)))]
    return "".join(joint + re.escape(letter) for joint, letter in zip(joints, word, strict=True))


def _joint(before: str, after: str) -> str:
    """Match a hyphen between the halves of a word, or nothing.

    Not where a longer compound has a function word there: « vis-à-vis » holds no « à-vis ».
    """
    guard = rf"(?<![^\W_]-{re.escape(before)}-)" if _stands_in_compounds(before) else ""
    guard += rf"(?!{re.escape(after)}-[^\W_])" if _stands_in_compounds(after) else ""
    return f"(?:-{guard})?" if guard else "-?"


def _stands_in_compounds(word: str) -> bool:
    """Say whether a word is a function word that hyphens may surround; « d » and « l » are not."""
    return french.is_function_word(word) and (len(word) > 1 or word in "ay")
