"""The parts that one question names: « les articles 8 et 9 », « l'article 3 et l'article 5 »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant import labels, numbered
from assistant.numbered import Part
from assistant.ranks import ORDINALS
from ingest import french

_ANOTHER = re.compile(
    r"(?:(?P<range> (?:a|au|to) )|,? (?:et|ou|and|or) |, ?)(?:l'|(?:le|la|the) )?"
    rf"(?:{labels.NUMBER}|(?P<letter>{labels.LETTER}))"
)
# No noun that the number counts.
_NO_COUNT = re.compile(r"\W*$|\s*[,?.!;:)]| (?:a|au|d|de|des|du|et|ou|dans|and|from|in|of|or|to)\b")
_UNRANKED = ("livre", *labels.TOLD_OF, *labels.CAPTIONED)
# « La huitième recommandation », « la 3e étape »: what is counted, and no caption.
_RANKED = re.compile(
    rf"\b(?:(?P<rank>{'|'.join(ORDINALS)})|(?P<number>\d{{1,2}})(?:ere?|e|eme|nde?|st|rd|th))"
    rf" (?P<noun>{'|'.join(labels.KINDS[each] for each in labels.KINDS if each not in _UNRANKED)})"
    r"(?![\w-]| \d)"
)
# How far the ends of « 29 à 32 » lie apart, at most.
_RANGE = 20


def named_parts(question: str) -> list[Part]:
    """Return the parts that a question names, in its order: « les articles 3 à 5 » are three.

    What the last of them is said to be of, those before it are of too.
    """
    return _with_others(question, numbered.named_part(question))


def told_parts(question: str) -> list[Part]:
    """Return the articles of a code, or strands, that a question names: « les volets A et B »."""
    return _with_others(question, numbered.told_part(question))


def ranked_part(question: str) -> Part | None:
    """Return the part that a question asks for by its rank, and as a whole, or None.

    « La huitième recommandation » is its number 8; of the last, the number is 0.
    """
    folded = french.fold(" ".join(question.split()))
    found = _RANKED.search(folded)
    if found is None:
        return None
    kind = next(each for each in labels.KINDS if re.fullmatch(labels.KINDS[each], found["noun"]))
    of, until = numbered.complement(folded, found.end(), len(folded))
    number = int(found["number"] or ORDINALS[found["rank"]] + 1)
    whole = numbered.asks_nothing(f"{folded[: found.start()]} {folded[until:]}", of)
    return Part(kind, number, True, of) if whole else None


def _with_others(question: str, first: Part | None) -> list[Part]:
    """Return a part that a question names, and those of its kind named behind it."""
    if first is None or first.kind == "page":
        return [first] if first else []
    folded = french.fold(" ".join(question.split()))
    named = list(_numbers(folded, first.kind))
    begins = next(start for start, _, value in named if value == first.number)
    named = [each for each in named if each[0] >= begins]
    if len({value for _, _, value in named}) == 1:
        return [first]
    parts: list[Part] = []
    of, following, rest = "", len(folded), folded
    for start, end, value in reversed(named):
        told, until = numbered.complement(folded, end, max(following, end))
        of = told or of
        rest = f"{rest[:start]} {rest[until:]}"
        parts.append(Part(first.kind, value, first.whole, of))
        following = start
    whole = first.whole or numbered.asks_nothing(rest, of)
    return list(dict.fromkeys(replace(each, whole=whole) for each in reversed(parts)))


def _numbers(folded: str, kind: str) -> Iterator[tuple[int, int, int | str]]:
    """Yield where each number of parts of a kind is named, and it: all of « 3 à 5 », « 2, 3 et 4 ».

    Behind a word in the singular, no number that counts: « l'article 5, 3 communes ».
    """
    for label in re.finditer(rf"\b{labels.KINDS[kind]}[^\S\n]?{labels.NUMBER}", folded):
        start, end, last = *label.span(), labels.value(label["number"])
        yield start, end, last
        plural = label.group()[: label.start("number") - start].rstrip(" °n.").endswith(("s", "x"))
        while other := _ANOTHER.match(folded, end):
            if not (plural or _NO_COUNT.match(folded, other.end())):
                break
            value = labels.value(other["number"] or other["letter"])
            if other["letter"] and not (isinstance(last, str) and last.isalpha()):
                break
            if other["range"]:
                if not (isinstance(last, int) and isinstance(value, int)):
                    break
                if not last < value <= last + _RANGE:  # « report the article 33 to 2025 »
                    break
                for between in range(last + 1, value):
                    yield end, end, between
            yield end, other.end(), value
            end, last = other.end(), value
