"""What a library keeps so that every mention is found: words, folded text, acronyms of each page.

All of it comes from the pages' text and can be written again at any time.
"""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest import acronyms, terms
from ingest.schema import Unit
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


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """A page on which a term may stand: its text, and the folded text in which it is looked for."""

    document: str
    number: int
    label: str
    text: str
    folded: FoldedPage


@dataclass(frozen=True, slots=True)
class Covered:
    """What a search of a document covers: its pages, and those that cannot be read."""

    id: str
    file: str
    title: str
    unit: Unit
    pages: int
    unreadable_pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoredDefinition:
    """Where a page says what an acronym stands for: a span of the page's text."""

    acronym: str
    expansion: str
    document: str
    file: str
    title: str
    page: int
    label: str
    start: int
    end: int


def index_page(run: sqlite3.Connection, key: int | None, text: str, following: str = "") -> None:
    """Write what a page's text gives; `following` is that of the page after it."""
    rest = terms.rest_of_word(text, following)
    words = terms.indexed_words(text + rest)
    run.execute("INSERT INTO page_words (rowid, words) VALUES (?, ?)", [key, words])
    folded = FoldedPage.fold(text, rest)
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
            "SELECT key, text FROM pages WHERE document = ? ORDER BY number", [document]
        ).fetchall()
        texts = [text for _, text in rows]
        for (key, text), following in zip(rows, [*texts[1:], ""], strict=True):
            index_page(run, key, text, following)


def searched_pages(
    run: sqlite3.Connection, needed: str | None, documents: Collection[str] | None = None
) -> Iterator[SearchedPage]:
    """Yield the readable pages that an FTS5 query finds (all when None), in no promised order."""
    visible = {
        key: id
        for key, id in run.execute("SELECT key, id FROM visible")
        if documents is None or id in documents
    }
    if not visible:
        return
    source = "folded_pages f" if needed is None else "page_words w"
    join = "" if needed is None else " CROSS JOIN folded_pages f ON f.page = w.rowid"
    where = "" if needed is None else " AND page_words MATCH ?"
    if documents is not None and len(visible) < 500:
        where += f" AND p.document IN ({','.join(str(int(key)) for key in visible)})"
    rows = run.execute(
        f"SELECT p.document, p.number, p.label, p.text, f.text, f.own, f.shifts FROM {source}{join}"
        f" CROSS JOIN pages p ON p.key = f.page WHERE p.unreadable IS NULL{where}",
        [] if needed is None else [needed],
    )
    for document, number, label, text, folded, own, packed in rows:
        if document in visible:
            shifts = array("i")
            if packed:
                shifts.frombytes(packed)
            page = FoldedPage(folded, own, shifts)
            yield SearchedPage(visible[document], number, label, text, page)


def coverage(run: sqlite3.Connection) -> list[Covered]:
    """Return every document with what a search of it covers, by file; reads indexes only."""
    unreadable: dict[int, list[int]] = {}
    for document, number in run.execute(
        "SELECT document, number FROM pages WHERE unreadable IS NOT NULL ORDER BY document, number"
    ):
        unreadable.setdefault(document, []).append(number)
    pages = dict(run.execute("SELECT document, count(*) FROM pages GROUP BY document").fetchall())
    rows = run.execute("SELECT key, id, file, title, unit FROM visible ORDER BY file")
    return [
        Covered(id, file, title, unit, pages.get(key, 0), tuple(unreadable.get(key, ())))
        for key, id, file, title, unit in rows
    ]


def meanings(run: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return each acronym with each expansion that some page gives it."""
    rows = run.execute("SELECT DISTINCT acronym, expansion FROM acronyms")
    return [(acronym, expansion) for acronym, expansion in rows]


def definitions(
    run: sqlite3.Connection, wanted: Sequence[tuple[str, str]] | None = None
) -> list[StoredDefinition]:
    """Return the definitions of those acronyms and expansions (all when None), by file and page."""
    query = (
        "SELECT a.acronym, a.expansion, d.id, d.file, d.title, p.number, p.label, a.start, a.end"
        " FROM acronyms a JOIN pages p ON p.key = a.page JOIN visible d ON d.key = p.document"
        " WHERE p.unreadable IS NULL"
    )
    if wanted is None:
        rows = run.execute(query).fetchall()
    else:
        query += " AND a.acronym = ? AND a.expansion = ?"
        rows = [row for pair in wanted for row in run.execute(query, pair)]
    found = [StoredDefinition(*row) for row in rows]
    return sorted(found, key=lambda each: (each.file, each.page, each.start))


def held_words(run: sqlite3.Connection, words: Sequence[str]) -> set[str]:
    """Return those of the folded words that stand on some page."""
    query = "SELECT 1 FROM page_words WHERE page_words MATCH ? LIMIT 1"
    coded = zip(terms.encoded(words), words, strict=True)
    return {word for code, word in coded if run.execute(query, [f'"{code}"']).fetchone()}


def vocabulary(
    run: sqlite3.Connection, shortest: int, longest: int, first: str = ""
) -> list[tuple[str, int]]:
    """Return (word, pages it stands on) for ASCII words of those lengths.

    Those that begin with the letter `first` alone take a twentieth of the time of all.
    """
    query = "SELECT term, doc FROM page_vocabulary WHERE length(term) BETWEEN ? AND ?"
    lengths = [shortest, longest]
    if first:
        query += " AND term >= ? AND term < ?"
        return run.execute(query, [*lengths, first, chr(ord(first) + 1)]).fetchall()
    return run.execute(query, lengths).fetchall()
