"""What running headers and footers say: in no page's text, and yet printed there.

« octobre 2016 » at the head of every page is in no passage; a search of mentions tells it apart.
"""

from __future__ import annotations

import re
import sqlite3
from array import array
from collections import defaultdict
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

# The page's own number, at either end, is all that tells a header from the next page's: « – 3 »,
# « page 3 sur 39 ».
_NUMBER = r"(?:\bp(?:ages?)?\b\W*)?(?<!\w)\d{1,3}(?:\s?(?:sur|of|/)\s?\d{1,3})?(?!\w)"
_AT_AN_END = re.compile(rf"^\W*{_NUMBER}[\s,:|·•–—-]*|[\s,:|·•–—-]*{_NUMBER}\W*$", re.IGNORECASE)


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
    """Write what the running headers of a document say, once for all pages that say it.

    Without the number that is another on each of them: it is the page's own.
    """
    groups: defaultdict[str, list[tuple[str, int]]] = defaultdict(list)
    for page in pages:
        for text in page.running:
            groups[_AT_AN_END.sub("", text).strip() or text].append((text, page.number))
    for alike, said in groups.items():
        texts = {text for text, _ in said}
        text = alike if 1 < len(texts) == len(said) else said[0][0]
        where = array("i", [number for _, number in said] if unit == "page" else [])
        run.execute(
            "INSERT INTO running_heads (document, text, pages) VALUES (?, ?, ?)",
            [document, text, where.tobytes()],
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
