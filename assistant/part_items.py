"""An item of an article, named as laws name it: « article 16-4 » may be no article of its own.

It is the fourth of article 16, or all of that article where its items bear no number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import labels
from assistant.part_text import Span

_NAMED = re.compile(r"(\d{1,4})[.-](\d{1,2})")
_ITEM = re.compile(
    r"(?:^|(?<=[;:.] ))[^\w\n]{0,4}(?P<number>\d{1,2})(?:\s?[)°]|\.(?!\d)|\s[–—-]\s)", re.MULTILINE
)


def article_and_item(kind: str, number: int | str) -> tuple[int, int] | None:
    """Return the article and the item that a number may stand for; None where it is no such one."""
    named = _NAMED.fullmatch(str(number)) if kind == "article" else None
    return (int(named[1]), int(named[2])) if named else None


def within(places: Sequence[Span], number: int | str, item: int) -> list[Span]:
    """Return where the item stands in an article's places: all of these where no item is numbered.

    None of them where it has others only, and where what is beside it is so numbered itself.
    """
    found = [
        (at, start + each.start("number"), int(each["number"]))
        for at, (page, start, end) in enumerate(places)
        for each in _ITEM.finditer(page.text[start:end])
    ]
    first = next((each for each in found if each[2] == item), None)
    if first is None:
        return [] if found or _has_own(places, number) else list(places)
    after = [each for each in found if each > first and each[2] == item + 1]
    last, until = after[0][:2] if after else (len(places) - 1, places[-1][2])
    kept = [
        (page, first[1] if at == first[0] else start, until if at == last else end)
        for at, (page, start, end) in enumerate(places)
        if first[0] <= at <= last
    ]
    return [each for each in kept if each[1] < each[2]]


def _has_own(places: Sequence[Span], number: int | str) -> bool:
    """Say whether an article is cut into others there: « Article 16-1 », or « 4.1 » alone."""
    labelled = rf"{number}[.-]\d"
    return any(
        re.match(labelled, str(value))
        for page, _, _ in places
        for _, value in labels.begun("article", page.text)
    ) or any(
        re.search(rf"^{labelled}", page.text[start:end], re.MULTILINE)
        for page, start, end in places
    )
