"""A collection's acronyms: what each stands for, where it says so, and which go together.

For those that it leaves undefined, what they usually stand for (`usual_acronyms`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any, Literal

from assistant.inflections import inflections
from assistant.places import other_names
from assistant.term_syntax import Either, Phrase, Query
from assistant.usual_acronyms import ALSO_WORDS, Usual, usual_meanings
from ingest import french
from ingest.acronyms import acronym_key, is_acronym
from ingest.concordance_store import StoredDefinition
from ingest.library import Library

Kind = Literal["expansion", "acronym", "place"]
_WORD = re.compile(r"[^\W_]+")
# In letters. « comité de pilotage » leads to « COPIL », but « ressources humaines » not to « RH »:
# two letters stand for much else. And « copil » is one, but « ong » only in capitals.
_TELLING = 3
_OF_SEVERAL = re.compile(
    r"\b(?:les|des|ces|aux|[mtsn]os|[mts]es|vos|leurs|quel(?:le)?s|plusieurs|certain(?:e)?s|deux|trois"
    r"|combien d[e'\u2019]|\d+) ?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Acronym:
    """An acronym and one thing it stands for, with every page that says so.

    `spellings` are the expansion's, commonest first: they differ in case, accents or number.
    """

    acronym: str
    expansion: str
    spellings: tuple[str, ...]
    defined: tuple[StoredDefinition, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the row of `acronyms --json`."""
        return {
            "acronym": self.acronym,
            "expansion": self.expansion,
            "spellings": list(self.spellings),
            "defined": [place_as_json(each) for each in self.defined],
        }


def place_as_json(place: StoredDefinition) -> dict[str, Any]:
    """Return where a definition stands, as JSON shows it."""
    names = ("file", "document", "title", "unit", "page", "label")
    return {name: getattr(place, name) for name in names}


def list_acronyms(library: Library) -> list[Acronym]:
    """Return the acronyms that the library's pages define, in alphabetical order.

    An acronym with two meanings comes twice, the one that more pages give first.
    """
    return _grouped(library.concordance.definitions())


def related_phrases(
    library: Library, query: Query
) -> Iterator[tuple[Kind, Query, tuple[StoredDefinition, ...]]]:
    """Yield what an acronym asked for stands for, or the acronyms of an expansion asked for.

    And what a place asked for is called in the other language: « Maroc » of “Morocco”. Nothing for
    an expression with operators: what it would count is no longer plain.
    """
    if not isinstance(query, Phrase) or query.text.endswith("*"):
        return
    text = query.text
    key, meaning = acronym_key(text), _meaning(text)
    pairs = library.concordance.meanings()
    usual = _undefined(pairs)
    if len(french.words(text)) == 1 or is_acronym(text):
        wanted = [pair for pair in pairs if acronym_key(pair[0]) == key]
        for each in _grouped(library.concordance.definitions(wanted)):
            # « organisations non gouvernementales » too, where a page defines the singular.
            known = [
                some
                for _, some in usual_meanings()
                if _meaning(some[0]) == _meaning(each.expansion)
            ]
            yield "expansion", _any_of(dict.fromkeys(chain(each.spellings, *known))), each.defined
        for acronym, spellings in usual:
            if acronym_key(acronym) == key:
                yield "expansion", _any_of(spellings), ()
    wanted = [pair for pair in pairs if _meaning(pair[1]) == meaning]
    for each in _grouped(library.concordance.definitions(wanted)):
        acronyms = tuple(dict.fromkeys(place.acronym for place in each.defined))
        yield "acronym", _any_of(acronyms), each.defined
    for acronym, spellings in usual:
        if _is_telling(acronym) and _meaning(spellings[0]) == meaning:
            yield "acronym", Phrase(acronym), ()
    if others := other_names(text):
        yield "place", _any_of(others), ()


def _undefined(pairs: Iterable[tuple[str, str]]) -> list[Usual]:
    """Return the usual meanings of the acronyms that those pairs of a library say nothing of."""
    defined = {acronym_key(acronym) for acronym, _ in pairs}
    return [each for each in usual_meanings() if acronym_key(each[0]) not in defined]


def _meanings(library: Library, *, to_acronyms: bool = False) -> list[Usual]:
    """Return acronyms with the spellings of what each stands for: the library's, then the usual.

    `to_acronyms`: only those of the usual that what they stand for leads to.
    """
    pairs = library.concordance.meanings()
    usual = [each for each in _undefined(pairs) if not to_acronyms or _is_telling(each[0])]
    return [(acronym, (expansion,)) for acronym, expansion in pairs] + usual


def _is_telling(acronym: str) -> bool:
    return len(acronym) >= _TELLING and acronym not in ALSO_WORDS


def abbreviated(library: Library, question: str) -> str:
    """Return the question with the acronym of whatever it spells out, where pages prefer that.

    Of 44 golden questions with their acronym spelt out, the right page comes first for 42 instead
    of 32.
    """
    words = [
        (match.span(), _meaning(match.group()))
        for match in _WORD.finditer(question)
        if _meaning(match.group())
    ]
    asked = {meaning for _, meaning in words}
    found: list[tuple[int, int, int, str]] = []
    meanings = _meanings(library, to_acronyms=True)
    for acronym, expansion in [(each, some) for each, spellings in meanings for some in spellings]:
        parts = _meaning(expansion).split()
        if len(parts) < 2 or not asked.issuperset(parts):
            continue
        for first in range(len(words) - len(parts) + 1):
            here = words[first : first + len(parts)]
            if [meaning for _, meaning in here] == parts and _prefers(library, acronym, expansion):
                found.append((len(parts), here[0][0][0], here[-1][0][1], acronym))
    if not found:
        return question
    _, start, end, acronym = max(found)
    return f"{question[:start]}{acronym}{question[end:]}"


def spelt_out(library: Library, question: str) -> str:
    """Return the question with what an acronym stands for in its place, where pages prefer that.

    Only an acronym with one meaning (« CDP » of a law that writes « la Commission » in full), or of
    whose meanings pages have one: « RSE », social or « sociétale ».
    """
    meanings: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    asked, usual = question.casefold(), dict(usual_meanings())
    for acronym, spellings in _meanings(library):
        if acronym.casefold() in asked:
            meanings[acronym].append(spellings)
    for acronym, known in meanings.items():
        # A library may call anything by a word: « ELAN », « PACTE ».
        small = re.IGNORECASE if len(acronym) > _TELLING and acronym in usual else 0
        found = re.search(rf"(?<!\w){re.escape(acronym)}(?!\w)", question, small)
        if not found:
            continue
        meaning = _one_meaning(library, known)
        if meaning and not _prefers(library, acronym, meaning[0]):
            before, after = question[: found.start()], question[found.end() :]
            singular, *others = meaning
            spelling = others[0] if others and _OF_SEVERAL.search(before) else singular
            return f"{before}{spelling}{after}"
    return question


def _one_meaning(library: Library, known: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
    """Return the spellings of the one meaning, or of the one that pages have; None of several."""

    def one(some: Sequence[tuple[str, ...]]) -> tuple[str, ...] | None:
        return some[0] if len({_meaning(each[0]) for each in some}) == 1 else None

    return one(known) or one([each for each in known if _holding(library, each[0])])


def _prefers(library: Library, acronym: str, expansion: str) -> bool:
    """Say whether at least as many pages have the acronym as have what it stands for."""
    short, long = (_holding(library, each) for each in (acronym, expansion))
    return short >= max(long, 1)


def _holding(library: Library, text: str) -> int:
    """Return how many pages have the words of a text one after the other."""
    stems = french.stems(text)
    return sum(library.chunks.pages_holding(stems).values()) if stems else 0


def _any_of(spellings: Iterable[str]) -> Query:
    parts = tuple(Phrase(each) for each in spellings)
    return parts[0] if len(parts) == 1 else Either(parts)


def _grouped(definitions: Iterable[StoredDefinition]) -> list[Acronym]:
    groups: defaultdict[tuple[str, str], list[StoredDefinition]] = defaultdict(list)
    for each in definitions:
        groups[acronym_key(each.acronym), _meaning(each.expansion)].append(each)
    found: list[Acronym] = []
    for places in groups.values():
        acronyms = Counter(place.acronym for place in places)
        spellings: dict[str, Counter[str]] = defaultdict(Counter)
        for place in places:
            spellings[" ".join(french.words(place.expansion))][place.expansion] += 1
        ranked = sorted(spellings.values(), key=lambda some: -some.total())
        expansions = tuple(some.most_common(1)[0][0] for some in ranked)
        acronym = acronyms.most_common(1)[0][0]
        found.append(Acronym(acronym, expansions[0], expansions, tuple(places)))
    return sorted(
        found, key=lambda each: (acronym_key(each.acronym), -len(each.defined), each.expansion)
    )


@lru_cache(maxsize=65_536)
def _meaning(text: str) -> str:
    """Return what makes expansions the same: their words but for number, gender and small words."""
    kept = [word for word in french.words(text) if not french.is_function_word(word)]
    return " ".join(min(inflections(word), key=lambda form: (len(form), form)) for word in kept)
