"""What a library keeps so that every mention is found: words, folded text, acronyms of each page.

All of it comes from the pages' text and can be written again at any time.
"""

from __future__ import annotations

import sqlite3

from ingest import acronyms, terms
from ingest.terms import FoldedPage

TABLES = """
CREATE VIRTUAL TABLE page_vocabulary USING fts5vocab (page_words, row);
CREATE TABLE folded_pages (
    page INTEGER PRIMARY KEY REFERENCES pages ON DELETE CASCADE,
    text TEXT NOT NULL,
    own INTEGER NOT NULL,
    shifts BLOB NOT NULL
);
CREATE TABLE acronyms (
    page INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
    acronym TEXT NOT NULL,
    expansion TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL
);
CREATE INDEX acronyms_by_page ON acronyms (page);
CREATE INDEX acronyms_by_meaning ON acronyms (acronym, expansion);
CREATE INDEX unreadable_pages ON pages (document, number) WHERE unreadable IS NOT NULL;
"""


def index_page(
    run: sqlite3.Connection,
    key: int | None,
    text: str,
    following: str = "",
    notes: int | None = None,
) -> None:
    """Write what a page's text gives, with `notes` as `Page` has it.

    `following` is the text of the page after it.
    """
    body = text[:notes].rstrip()
    rest = terms.rest_of_word(body, following)
    words = terms.indexed_words(body + rest + text[len(body) :])
    run.execute("INSERT INTO page_words (rowid, words) VALUES (?, ?)", [key, words])
    folded = FoldedPage.fold(text, rest, notes)
    run.execute(
        "INSERT INTO folded_pages (page, text, own, shifts) VALUES (?, ?, ?, ?)",
        [key, folded.text, folded.own, folded.shifts.tobytes()],
    )
    run.executemany(
        "INSERT INTO acronyms (page, acronym, expansion, start, end) VALUES (?, ?, ?, ?, ?)",
        [
            (key, each.acronym, each.expansion, each.start, each.end)
            for each in acronyms.find_definitions(text)
        ],
    )


def rebuild(run: sqlite3.Connection) -> None:
    """Write all of it again from the pages, a document at a time."""
    for table in ("page_words", "folded_pages", "acronyms"):
        run.execute(f"DELETE FROM {table}")
    for (document,) in run.execute("SELECT key FROM documents").fetchall():
        rows = run.execute(
            "SELECT key, text, notes FROM pages WHERE document = ? ORDER BY number", [document]
        ).fetchall()
        texts = [text for _, text, _ in rows]
        for (key, text, notes), following in zip(rows, [*texts[1:], ""], strict=True):
            index_page(run, key, text, following, notes)
