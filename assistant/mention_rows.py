"""Mentions as the rows of a table, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from assistant.mention_schema import Mentions

_HEAD = ["term", "file", "title", "page", "label", "count", "snippet"]
# A spreadsheet takes a cell that begins so for a formula, and runs it
# (https://owasp.org/www-community/attacks/CSV_Injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def mention_rows(found: Iterable[Mentions]) -> Iterator[list[str]]:
    """Yield a head, then a row for each mention that the total counts; `count` is the page's."""
    yield list(_HEAD)
    for each in found:
        for document in each.documents:
            place = [_cell(each.term), _cell(document.file), _cell(document.title)]
            for page in document.pages:
                for _, snippet in zip_longest(range(page.count), page.snippets):
                    told = [str(page.page), _cell(page.label), str(page.count)]
                    yield [*place, *told, _cell(snippet or "")]


def mentions_csv(found: Iterable[Mentions]) -> bytes:
    """Write mentions as a CSV that spreadsheets open, accents and all."""
    file = io.StringIO(newline="")
    csv.writer(file).writerows(mention_rows(found))
    return file.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
