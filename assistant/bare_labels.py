"""Parts that bear a number without the word for it: « 4.4 fixer un tarif », « A3 | Transmettre ».

« L'article 4.4 » is written so, and « la question 16 » of a FAQ. A number alone says little: what
has dots or a letter stands with its neighbour, a plain one in a list that counts from the first
or second, so that a page's number, a date or a sum is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from assistant import labels
from ingest import french
from ingest.schema import CELL_END, StoredPage

# What a list that only counts may count, and what shows it: the question itself, or the word before
# the first item. A point is of any list.
COUNTED = ("question", "etape", "decision", "action", "point", "section", "partie")
# What a heading's number alone may be that of: « 6. Pièces à fournir ».
_HEADED = ("point", "section", "partie")
_PLAIN = re.compile(
    r"^(?:[^\w\n]{0,4}|[^.\d\n]{0,30}(?:étapes|points|questions|décisions|actions) (?:: )?)"
    r"(?P<label>\d{1,3})"
    r"(?=[.)](?![\d.])[^\S\n]*[^\W\d]|[^\S\n]?[|–—]\s|[^\S\n]+[A-ZÀ-ÝŒ«])",
    re.MULTILINE,
)
_DOTTED = re.compile(
    r"(?:^[^\w\n]{0,4}|(?<=[;.] ))(?P<label>\d{1,2}(?:\.\d{1,2}){1,3})"
    r"(?=\.?\s?[)|:–—-]?\s+[^\W\d]|\s?\|\s)",
    re.MULTILINE,
)
_LETTERED = re.compile(
    r"^[^\w\n]{0,4}(?P<label>[A-Z][.-]?\d{1,3})(?=\s?[.):|–—]|[^\S\n]+[A-ZÀ-ÝŒ«])",
    re.MULTILINE,
)
_HEADING = re.compile(r"(?P<label>\d{1,2})(?:\s?[.)–—-](?!\d)|\s(?=[^\W\d]))")
# In characters: how far before its first item a list is named.
_NAMED = 300
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Label:
    """Where a label begins on a page, what it says, and whether a section's heading bears it."""

    page: StoredPage
    start: int
    value: int | str
    heads: bool = False


def find(kind: str, number: int | str, pages: Sequence[StoredPage]) -> list[Label]:
    """Return where a document's pages, in order, bear the number of such a part alone."""
    held = [each for page in pages for each in _begun(page, number)]
    if isinstance(number, str) and not number[-1].isdecimal():  # « 12 bis » is counted by none
        return [each for page in pages for each in _rows(kind, number, page)]
    if isinstance(number, str):
        if not any(_tells_of(kind, page) for page in pages):
            return []
        beside = {_counted_on(number, -1), _counted_on(number, 1)}
        sure = beside & {each.value for each in held}
        return [each for each in held if each.value == number] if sure else []
    if kind not in COUNTED or any(any(labels.begun(kind, page.text)) for page in pages):
        return []
    sections = [each for page in pages for each in _headings(page)] if kind in _HEADED else []
    headed = [each for each in sections if each.value == number]
    if headed and {number - 1, number + 1}.intersection(each.value for each in sections):
        return headed
    runs = [run for run in _runs(held) if len(run) >= _FEWEST and _is_of(kind, run)]
    return [each for run in sorted(runs, key=len)[-1:] for each in run if each.value == number]


def end(label: Label, page: StoredPage, start: int) -> int:
    """Return where the part so labelled ends on a page, searched behind `start`."""
    if label.heads:  # the list that a section holds may count as far
        begun = [each.start for each in _headings(page) if each.value == int(label.value) + 1]
        begun += labels.opened(page.text)
        return min((place for place in begun if place > start), default=page.end(start))
    if page.text.startswith("|", _behind(label)) and page == label.page and start >= 0:
        return (page.text + "\n").index("\n", start)
    if str(label.value).isalpha():
        return (page.text + "\n").index("\n", label.start) if page == label.page else 0
    begun = [each.start for each in _begun(page, label.value) if _ends(label, each)]
    begun += [place for place, _ in labels.begun("article", page.text)]
    begun += closing(label.value, page)
    return min((place for place in begun if place > start), default=page.end(start))


def closing(number: int | str, page: StoredPage) -> list[int]:
    """Return where a page's section after that of a number with dots begins: « 5. » after 4.4."""
    head = str(number).partition(".")[0]
    if isinstance(number, int) or not head.isdecimal():
        return []
    return [each.start for each in _begun(page, 0) if each.value == int(head) + 1]


def _tells_of(kind: str, page: StoredPage) -> bool:
    """Say whether a page may be of a document with such parts: a report's 3.3 is no article."""
    if kind == "article":
        return any(labels.begun(kind, page.text))
    return kind in _HEADED or bool(re.search(rf"\b{labels.KINDS[kind]}", french.fold(page.text)))


def _ends(label: Label, other: Label) -> bool:
    return isinstance(label.value, str) or other.value == label.value + 1


def _behind(label: Label) -> int:
    text = label.page.text
    found = re.compile(r"\s?[A-Z]?[\d.-]+\s?").match(text, label.start)
    return found.end() if found else label.start


def _begun(page: StoredPage, number: int | str) -> Iterator[Label]:
    """Yield the labels of a page that are of the number's kind: plain, with dots, or a letter."""
    lettered = isinstance(number, str) and number[0].isalpha()
    pattern = _LETTERED if lettered else _DOTTED if isinstance(number, str) else _PLAIN
    for found in pattern.finditer(page.text):
        if not labels.is_listed(page.text, found.start("label")):
            value = labels.value(french.fold(found["label"]))
            yield Label(page, found.start("label"), value)


def _rows(kind: str, letter: str, page: StoredPage) -> Iterator[Label]:
    """Yield the rows that a letter begins, of tables whose first column is headed as that kind."""
    row = re.compile(rf"^{re.escape(letter.upper())}(?:\s?[.):–—-]\s[^|\n]*)?\s?\|", re.MULTILINE)
    for found in row.finditer(page.text):
        lines = page.text[: found.start()].split("\n")[-2::-1]
        above = [*takewhile(lambda line: CELL_END in line, lines)]
        if above and re.match(rf"{labels.KINDS[kind]}\b", french.fold(above[-1])):
            yield Label(page, found.start(), letter)


def _headings(page: StoredPage) -> Iterator[Label]:
    """Yield the numbers that head sections of a page."""
    for start, said in page.sections:
        number = _HEADING.match(said)
        if number and page.text.startswith(said, start):
            yield Label(page, start, int(number["label"]), heads=True)


def _counted_on(code: str, step: int) -> str:
    digits = re.sub(r".*\D", "", code)
    return f"{code.removesuffix(digits)}{int(digits) + step}"


def _runs(held: Sequence[Label]) -> list[list[Label]]:
    """Return the lists whose numbers follow one another; within an item, another may begin."""
    runs: list[list[Label]] = []
    for each in held:
        going = (run for run in reversed(runs) if each.value == int(run[-1].value) + 1)
        if run := next(going, None):
            run.append(each)
        elif each.value in (1, 2):
            runs.append([each])
    return runs


def _is_of(kind: str, run: Sequence[Label]) -> bool:
    """Say whether a list counts parts of that kind."""
    if kind == "question":
        asked = ["?" in _line(each) for each in run]
        return sum(asked) * 2 > len(asked)
    first = run[0]
    before = french.fold(first.page.text[max(0, first.start - _NAMED) : first.start])
    return kind == "point" or bool(re.search(rf"\b{labels.KINDS[kind]}s?\b", before))


def _line(label: Label) -> str:
    return label.page.text[label.start :].partition("\n")[0]
