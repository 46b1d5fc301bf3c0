"""Mentions as the rows of a table, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

from assistant.mention_schema import DocumentMentions, Mentions, RunningMention

_HEAD = ["term", "file", "title", "page", "label", "count", "snippet", "kind"]
# A spreadsheet takes a cell that begins so for a formula, and runs it
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def mention_rows(found: Iterable[Mentions]) -> Iterator[list[str]]:
    """Yield a head, then a row for each mention that the total counts; `count` is the page's.

    `kind` is « term »; where a term itself is nowhere, what is counted apart has rows, each of its
    kind: « expansion », « acronym », « place », « inflection », or « running », for each page with
    a header.
    """
    yield list(_HEAD)
    for each in found:
        yield from _rows(each.term, each.documents, "term")
        if not each.total:
            for related in each.related:
                yield from _rows(each.term, related.documents, related.kind)
            for head in each.running:
                yield from _running_rows(each.term, head)


def _rows(term: str, documents: Sequence[DocumentMentions], kind: str) -> Iterator[list[str]]:
    for document in documents:
        place = [_cell(term), _cell(document.file), _cell(document.title)]
        for page in document.pages:
            for _, snippet in zip_longest(range(page.count), page.snippets):
                told = [str(page.page), _cell(page.label), str(page.count)]
                yield [*place, *told, _cell(snippet or ""), kind]


def _running_rows(term: str, head: RunningMention) -> Iterator[list[str]]:
    place = [_cell(term), _cell(head.file), _cell(head.title)]
    for page in head.pages or [""]:
        yield [*place, str(page), "", "1", _cell(head.text), "running"]


def mentions_csv(found: Iterable[Mentions]) -> bytes:
    """Write mentions as a CSV that spreadsheets open, accents and all."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(mention_rows(found))
    return file.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
