"""The FTS5 queries (https://www.sqlite.org/fts5.html) that leave out pages without a match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.word_forms import Forms
from ingest import terms

# How many words of a match that runs over to the next page are enough to tell that page.
_MOST_AFTER = 4


def needed(forms: Sequence[Forms], joined: Sequence[bool]) -> str | None:
    """Return the query for pages that hold, for each word, it or a compound it is a part of.

    `joined` says which words may stand as one with the next. None when all are symbols.
    """
    return _and(_wanted(forms, joined))


def continued(forms: Sequence[Forms], joined: Sequence[bool]) -> str | None:
    """Return the query for pages that begin with the rest of a match; None when there is none.

    A page may end between two words, in a word that stands in two, and in one that a hyphen cuts.
    """
    wanted = _wanted(forms, joined)
    found: list[str] = []
    for index, form in enumerate(forms):
        for at, openings in ((index + 1, _inside(form)), (index, _before(forms, joined, index))):
            if openings:
                begun = " OR ".join(f"^ {_term(each)}" for each in dict.fromkeys(openings))
                rest = _and(wanted[at : at + _MOST_AFTER])
                found.append(f"(({begun}) AND {rest})" if rest else f"({begun})")
    return " OR ".join(dict.fromkeys(found)) or None


def _inside(form: Forms) -> list[str]:
    """Return what a page begins with that a word in several parts runs over to."""
    return [part for way in form.ways for part in way[1:]]


def _before(forms: Sequence[Forms], joined: Sequence[bool], index: int) -> list[str]:
    """Return what a page begins with that ends before a word, or in it where a hyphen cuts it."""
    word, before = forms[index].word, forms[index - 1].word
    if not (index and word[0].isalnum()):
        return []
    _, last = _compound(forms, joined, index)
    compounds = [_one(forms[index : end + 1]) for end in range(index + 1, last + 1)]
    cut = [f"{before[start:]} {word}" for start in range(1, len(before))]
    return [*(way[0] for way in forms[index].ways), *compounds, *cut]


def _wanted(forms: Sequence[Forms], joined: Sequence[bool]) -> list[str]:
    """Return the query for each word; an empty one for a symbol, which no index has."""
    wanted: list[str] = []
    for index, form in enumerate(forms):
        first, last = _compound(forms, joined, index)
        compounds = [
            _term(_one(forms[start : end + 1]))
            for start in range(first, index + 1)
            for end in range(index, last + 1)
            if end > start
        ]
        options = dict.fromkeys([*map(_all_of, form.ways), *compounds])
        wanted.append(f"({' OR '.join(options)})" if form.ways else "")
    return wanted


def _compound(forms: Sequence[Forms], joined: Sequence[bool], index: int) -> tuple[int, int]:
    """Return the first and last of the words that may stand as one with a word."""
    first = last = index
    if not forms[index].word[0].isalnum():
        return first, last
    while first and joined[first - 1] and forms[first - 1].word[-1].isalnum():
        first -= 1
    while last < len(joined) and joined[last] and forms[last + 1].word[0].isalnum():
        last += 1
    return first, last


def _one(forms: Iterable[Forms]) -> str:
    return "".join(each.word for each in forms)


def _and(queries: Iterable[str]) -> str | None:
    return " AND ".join(dict.fromkeys(filter(None, queries))) or None


def _all_of(words: Iterable[str]) -> str:
    return f"({' AND '.join(dict.fromkeys(map(_term, words)))})"


def _term(word: str) -> str:
    star = " *" if word.endswith("*") else ""
    return f'"{terms.encoded([word.removesuffix("*")])[0]}"{star}'
