"""What running headers and footers say: in no page's text, and yet printed there.

« octobre 2016 » at the head of every page is in no passage; a search of mentions tells it apart.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest.schema import Page, Unit

TABLES = """
CREATE TABLE running_heads (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    text TEXT NOT NULL,
    pages BLOB NOT NULL
);
CREATE INDEX running_heads_by_document ON running_heads (document);
"""

# The page's own number, at either end, is all that tells a header from the next page's.
_AT_AN_END = re.compile(r"^\W*\d{1,3}(?!\w)|(?<!\w)\d{1,3}\W*$")


@dataclass(frozen=True, slots=True)
class RunningHead:
    """What headers or footers of a document say, and on which of its pages.

    No pages are named in a format that has none.
    """

    document: str
    text: str
    pages: tuple[int, ...]


def keep(
    run: sqlite3.Connection, document: int | None, pages: Sequence[Page], unit: Unit = "page"
) -> None:
    """Write what the running headers of a document say, once for all pages that say it."""
    groups: dict[str, tuple[str, list[int]]] = {}
    for page in pages:
        for text in page.running:
            alike = _AT_AN_END.sub("", text).strip() or text
            where = groups.setdefault(alike, (text, []))[1]
            if unit == "page":
                where.append(page.number)
    run.executemany(
        "INSERT INTO running_heads (document, text, pages) VALUES (?, ?, ?)",
        [(document, text, array("i", where).tobytes()) for text, where in groups.values()],
    )


def heads(
    run: sqlite3.Connection, documents: Collection[str] | None = None
) -> Iterator[RunningHead]:
    """Yield what running headers say, of all documents or those of some ids, by file."""
    for id, text, packed in run.execute(
        "SELECT d.id, h.text, h.pages FROM running_heads h JOIN visible d ON d.key = h.document"
        " ORDER BY d.file, h.rowid"
    ):
        if documents is None or id in documents:
            pages = array("i")
            pages.frombytes(packed)
            yield RunningHead(id, text, tuple(pages))
