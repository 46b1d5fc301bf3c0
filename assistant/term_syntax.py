"""What a person types as a term, read: phrases, `"…"`, `*`, and ET, OU, SAUF with brackets.

Operators are words in capitals (ET/AND, OU/OR, SAUF/NOT): « et » in small letters is a word of the
phrase. SAUF binds like ET, both tighter than OU. Whatever makes no sense as an expression is a
phrase, taken as it stands: nothing that is typed is an error. The punctuation of a sentence around
a term (« FASEP ? », « FASEP, ») is none of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest import french

_QUOTED = r'"[^"]*"|“[^”]*”|«[^»]*»'
_TOKEN = re.compile(rf'{_QUOTED}|[()]|[^\s()"“«]+')
_OPERATORS: dict[str, Literal["and", "or", "not"]] = {
    "ET": "and",
    "AND": "and",
    "OU": "or",
    "OR": "or",
    "SAUF": "not",
    "NOT": "not",
}
_STRAY = re.compile(r'["“”«»]')
_PUNCTUATION = ",;:!?…."
_BRACKETS = {"(": ")", "[": "]"}
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another; `exact` keeps case, accents and hyphens as typed."""

    text: str
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Both:
    """Every part on the same page."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part or more."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The first, on pages without the second."""

    kept: Query
    left_out: Query


Query = Phrase | Both | Either | Without


def parse(term: str) -> Query:
    """Read a term; never fails."""
    tokens: list[str] = _TOKEN.findall(term)
    while len(tokens) > 1 and not tokens[-1].strip(_PUNCTUATION):
        tokens.pop()
    quoted = [bool(re.fullmatch(_QUOTED, token)) for token in tokens]
    if not any(token in _OPERATORS for token in tokens):
        if any(quoted):
            return _beside(tokens)
        return Phrase(_bare(_STRAY.sub(" ", term)) or term.strip())
    try:
        reader = _Reader(tokens)
        query = reader.either()
        if reader.place == len(tokens):
            return query
    except _NotAnExpression:
        pass
    return Phrase(_STRAY.sub(" ", term).strip())


def is_empty(term: str) -> bool:
    """Say whether a term leaves nothing to look for: it is blank, or quotation marks alone."""
    return parse(term) == Phrase("")


def phrases(query: Query) -> Iterator[Phrase]:
    """Yield the phrases whose occurrences are wanted, in order; not those left out."""
    match query:
        case Phrase():
            yield query
        case Both(parts) | Either(parts):
            for part in parts:
                yield from phrases(part)
        case Without(kept, _):
            yield from phrases(kept)


class _NotAnExpression(Exception):
    """An operator has nothing on one of its sides, or a bracket no other."""


class _Reader:
    """A recursive-descent reader of the expression's tokens."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self.tokens = tokens
        self.place = 0
        self.depth = 0

    def _next(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def _operator(self) -> str | None:
        return _OPERATORS.get(self._next())

    def either(self) -> Query:
        parts = [self._both()]
        while self._operator() == "or":
            self.place += 1
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _both(self) -> Query:
        query = self._unit()
        while (operator := self._operator()) in ("and", "not"):
            self.place += 1
            if operator == "and" and self._operator() == "not":  # « AND NOT », « ET SAUF »
                self.place += 1
                operator = "not"
            unit = self._unit()
            query = Without(query, unit) if operator == "not" else Both((query, unit))
        return query

    def _unit(self) -> Query:
        if self._next() == "(":
            self.depth += 1
            if self.depth > _DEEPEST:
                raise _NotAnExpression
            self.place += 1
            query = self.either()
            if self._next() != ")":
                raise _NotAnExpression
            self.place += 1
            self.depth -= 1
            return query
        start = self.place
        while self._next() and self._operator() is None and self._next() not in ("(", ")"):
            self.place += 1
        if start == self.place:
            raise _NotAnExpression
        return _beside(self.tokens[start : self.place])


def _beside(tokens: Sequence[str]) -> Query:
    """Read words and quotations that stand side by side, without any operator between them."""
    parts: list[Phrase] = []
    words: list[str] = []
    for token in [*tokens, '""']:
        if not re.fullmatch(_QUOTED, token):
            words.append(token)
            continue
        said = _bare(_STRAY.sub(" ", " ".join(words)))
        if said.strip(_PUNCTUATION):
            parts.append(Phrase(said))
        words = []
        if inside := token[1:-1].strip():
            parts.append(Phrase(inside, exact=True))
    if not parts:
        return Phrase(_STRAY.sub(" ", " ".join(tokens)).strip())
    return parts[0] if len(parts) == 1 else Both(tuple(parts))


def _bare(text: str) -> str:
    """Return a phrase without the punctuation around it; as it is where it has nothing else."""
    bare, shorter = text.strip(), ""
    while bare != shorter:
        shorter, bare = bare, _shorter(bare)
    return bare if any(map(str.isalnum, bare)) else text.strip()


def _shorter(text: str) -> str:
    """Return a phrase without a mark or bracket at one end that is not its own."""
    for opening, closing in _BRACKETS.items():
        opened, closed = text.count(opening), text.count(closing)
        if opened == closed == 1 and text.startswith(opening) and text.endswith(closing):
            return text[1:-1].strip()
        if opened > closed and text.startswith(opening):
            return text[1:].strip()
        if closed > opened and text.endswith(closing):
            return text[:-1].strip()
    last = french.fold(text[:-1]).split()[-1:]
    if text.endswith(tuple(_PUNCTUATION)) and not (
        text.endswith(".") and last and french.is_abbreviation(last[0])
    ):
        return text[:-1].strip()
    return text.lstrip(",;:…•").strip()
