"""The numbered lists of a page, from what announces them to the end of their last item.

An item begins a line with its number, or with « premièrement » and the like; what stands before the
next number belongs to it. The last item is its line, with the points under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import list_items
from assistant.candidate import is_heading

# With their accents or without: pages are read as they are written. « First aid » counts nothing.
_ADVERBS = "|".join(
    f"(?P<rank{rank}>{re.sub('ie(?=[mr]e)', 'i[eè]', adverb)})"
    for rank, adverb in enumerate(list_items.ADVERBS, 1)
)
_NUMBER = re.compile(
    rf"^[^\S\n]*(?:\(?(?P<number>\d{{1,2}})[.)°](?![\d.])(?=\s*[^\W\d])"
    rf"|(?i:(?:{_ADVERBS})(?:(?<=ment)\b|(?=,))))",
    re.MULTILINE,
)
_POINT = re.compile(r"\s*([•▪➢✓●○■□*–—-]|[a-z]\))\s*\w")
# In characters: the longest list that is shown; what is shown around an item too far down a longer
# one; the longest paragraph that announces one, or item that its
# label is shown with.
_MOST, _AROUND, _ANNOUNCING = 1_200, 800, 300
_WORDS_OF_LABEL = 3


@dataclass(frozen=True, slots=True)
class NumberedList:
    """Where each item of a list begins and ends on its page."""

    items: tuple[tuple[int, int], ...]

    @property
    def start(self) -> int:
        """Where its first item begins."""
        return self.items[0][0]

    def item_of(self, span: tuple[int, int]) -> int | None:
        """Return which item holds the span, or None."""
        held = (n for n, (start, end) in enumerate(self.items) if start <= span[0] < end)
        return next(held, None)


def numbered_lists(text: str) -> list[NumberedList]:
    """Return the lists whose items bear the numbers 1, 2, 3… at the head of a line, in order.

    Numbered headings, each with its text below, are none.
    """
    found = []
    for run in _runs(text):
        if any(_is_section(text, start) for start in run[:-1]):
            continue
        ends = [*run[1:], _end_of(text, run[-1])]
        pairs = zip(run, ends, strict=True)
        found.append(NumberedList(tuple((a, a + len(text[a:b].rstrip())) for a, b in pairs)))
    return found


def list_span(text: str, spans: Sequence[tuple[int, int]], index: int) -> tuple[int, int] | None:
    """Return the span of the numbered list that sentence `index` is of, or announces.

    Whole items, from what announces the first to as many as are read at one time; around its own
    item where that is too far down. None where it is of no list, or its items are sections.
    """
    for each in numbered_lists(text):
        item, start = each.item_of(spans[index]), _announced(text, spans, each.start)
        if item is None and not start <= spans[index][0] < each.start:
            continue
        whole = [end for _, end in each.items if end - start <= _MOST]
        if len(whole) > max(item or 0, 1):
            return start, whole[-1]
        return _around(each, item) if item is not None else None
    return None


def with_whole_items(text: str, start: int, end: int) -> int:
    """Return where a span ends when the list that it cuts short is shown to its end.

    Or as many whole items of it as are read at one time.
    """
    for each in numbered_lists(text):
        if start <= each.start < end < each.items[-1][1]:
            return max([last for _, last in each.items if last - start <= _MOST], default=end)
    return end


def item_span(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the span of the item that a sentence is the label of, or the sentence's own.

    The label of a long item stays alone.
    """
    if is_label(text, span):
        for each in numbered_lists(text):
            item = each.item_of(span)
            if item is not None and each.items[item][1] - span[0] <= _ANNOUNCING:
                return each.items[item]
    return span


def is_label(text: str, span: tuple[int, int]) -> bool:
    """Say whether a sentence but names an item, « 5. Essayer. », whose text goes on behind it."""
    said = text[slice(*span)]
    number = _NUMBER.match(said)
    goes_on = text[span[1] :].split("\n", 1)[0].strip()
    return bool(number and goes_on and len(said[number.end() :].split()) <= _WORDS_OF_LABEL)


def goes_on(text: str, after: str) -> bool:
    """Say whether `after` opens with the item that follows the last one of a text."""
    last = text.rstrip().rsplit("\n", 1)[-1]
    number, following = _NUMBER.match(last), _NUMBER.match(after)
    if number and following:
        return _value(following) == _value(number) + 1
    point, other = _POINT.match(last), _POINT.match(after)
    return bool(point and other and point[1][:1] == other[1][:1])


def is_list_line(line: str) -> bool:
    """Say whether a line is an item of a list, with or without number."""
    return bool(_NUMBER.match(line) or _POINT.match(line)) or line.rstrip().endswith(";")


def _announced(text: str, spans: Sequence[tuple[int, int]], start: int) -> int:
    """Return where what announces a list begins, or the list where nothing does."""
    before = [span for span in spans if span[1] <= start]
    if not before:
        return start
    line = text.rfind("\n", 0, before[-1][0]) + 1
    said = text[slice(*before[-1])]
    if is_heading(said) or said.endswith((":", "?")):
        return line if start - line <= _ANNOUNCING else before[-1][0]
    return start


def _around(these: NumberedList, item: int) -> tuple[int, int] | None:
    """Return the span of an item with whole ones around it, those after it first."""
    first = last = item
    items = these.items
    while last + 1 < len(items) and items[last + 1][1] - items[first][0] <= _AROUND:
        last += 1
    while first and items[last][1] - items[first - 1][0] <= _AROUND:
        first -= 1
    return (items[first][0], items[last][1]) if last > first else None


def _runs(text: str) -> Iterator[list[int]]:
    """Yield where the items of each list begin: numbers that follow one another from 1."""
    run: list[int] = []
    for found in _NUMBER.finditer(text):
        number = _value(found)
        if run and number == len(run) + 1:
            run.append(found.start())
        elif number == 1:
            if len(run) > 1:
                yield run
            run = [found.start()]
    if len(run) > 1:
        yield run


def _value(number: re.Match[str]) -> int:
    return int(number["number"] or str(number.lastgroup).removeprefix("rank"))


def _is_section(text: str, start: int) -> bool:
    """Say whether the line that begins there is a heading, or asks, above other text."""
    end = _line_end(text, start)
    below = text[end + 1 : _line_end(text, end + 1)]
    ended = text[start:end].rstrip().endswith((".", "!", "…", ";", ":", ",", "»"))
    return not ended and below[:1].isupper()


def _end_of(text: str, start: int) -> int:
    """Return where the item that starts there ends, when no other follows it."""
    end = _line_end(text, start)
    while end < len(text) and _POINT.match(text, end + 1):
        end = _line_end(text, end + 1)
    return end


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end
