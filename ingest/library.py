"""The library: the record of truth about documents, their pages, chunks and vectors.

A document becomes visible, is replaced or removed in one transaction. Documents carry the
fingerprint of what embedded them, and only those of the current one are visible: `reindex` fills
in the new ones unseen, then switches in one transaction.
"""

from __future__ import annotations

import json
import sqlite3
import unicodedata
import zlib
from array import array
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from ingest.chunk_store import ChunkStore, within
from ingest.concordance_store import ConcordanceStore
from ingest.database import Database, searched
from ingest.entry import Entry, insert, unpack_boxes
from ingest.errors import ModelMismatch, UnknownDocument
from ingest.formats import SUFFIXES
from ingest.schema import (
    Document,
    DocumentName,
    Extent,
    Format,
    Page,
    StoredPage,
)

# Facts of this name: files that were about to be kept, or whose document went.
_LEFTOVER = "leftover: "
_STORED_PAGE = (
    "SELECT d.id, d.file, d.title, p.number, p.label, p.text, d.unit, p.ocr, p.sections,"
    " p.notes FROM pages p JOIN visible d ON d.key = p.document"
)
_DOCUMENT = (
    "SELECT d.id, d.file, d.title, d.author, d.date, count(p.key),"
    " (SELECT count(*) FROM chunks c JOIN pages q ON q.key = c.page WHERE q.document = d.key),"
    " group_concat(CASE WHEN p.unreadable IS NOT NULL THEN p.number END), d.added, d.size,"
    " d.format, d.unit, group_concat(CASE WHEN p.unreadable = 'garbled' THEN p.number END),"
    " group_concat(CASE WHEN p.ocr AND p.unreadable IS NULL THEN p.number END)"
    " FROM visible d LEFT JOIN pages p ON p.document = d.key"
)


class Library:
    """The documents under one home folder; usable from several threads, closed when done.

    With a fingerprint, raises ModelMismatch when the documents were embedded under another. Raises
    HomeUnusable, LibraryReadOnly, LibraryDamaged, LibraryTooNew, DiskFull.
    """

    def __init__(self, home: Path, fingerprint: str | None = None) -> None:
        self._database = Database(home)
        self.chunks = ChunkStore(self._database)
        self.concordance = ConcordanceStore(self._database)
        self.home = home
        if fingerprint is not None and self.fingerprint != fingerprint:
            if self.fingerprint and self._database.value("SELECT count(*) FROM visible"):
                stored = self.fingerprint
                self.close()
                raise ModelMismatch(stored=stored, wanted=fingerprint)
            with self.writing():
                self.switch(fingerprint)

    @property
    def database(self) -> Database:
        """The SQLite file, for health checks."""
        return self._database

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def writing(self, what: str = "", *, wait: float = 0.5) -> AbstractContextManager[None]:
        """Hold the write lock for a block; raises LibraryBusy after `wait` seconds without it."""
        return self._database.writing(what, wait=wait)

    def snapshot(self) -> AbstractContextManager[None]:
        """Read one state of the library for a block, whatever others write meanwhile."""
        return self._database.snapshot()

    # --- what is in ---------------------------------------------------------------------

    @property
    def fingerprint(self) -> str:
        """What the visible documents were embedded with; empty when nothing was yet."""
        return str(self._database.value("SELECT value FROM facts WHERE name = 'fingerprint'"))

    @property
    def generation(self) -> int:
        """A number that grows with every change, so that readers know to look again."""
        return int(self._database.value("SELECT value FROM facts WHERE name = 'generation'"))

    def documents(self) -> list[Document]:
        """Return every document, by file name."""
        rows = self._database.rows(f"{_DOCUMENT} GROUP BY d.key ORDER BY d.file")
        return [_document(row) for row in rows]

    def names(self) -> list[DocumentName]:
        """Return what every document is called, by file name: at once, however large they are."""
        rows = self._database.rows(
            "SELECT id, file, title, author, date FROM visible ORDER BY file"
        )
        return [DocumentName(*row) for row in rows]

    def document(self, name: str) -> Document:
        """Return the document of that id, start of an id (8 characters or more) or file name.

        Raises UnknownDocument.
        """
        where = "WHERE d.id = ?1 OR d.file = ?1 OR (length(?1) >= 8 AND instr(d.id, ?1) = 1)"
        # Names are kept in NFC; what a shell completes may be in another form.
        same = unicodedata.normalize("NFC", name)
        rows = self._database.rows(f"{_DOCUMENT} {where} GROUP BY d.key", [same])
        if len(rows) != 1:
            raise UnknownDocument(name=name)
        return _document(rows[0])

    def document_of(self, sha256: str) -> Document | None:
        """Return the document made from the bytes of that digest, if it is in."""
        id = self._database.value("SELECT id FROM visible WHERE sha256 = ?", [sha256])
        return self.document(id) if id else None

    def holds(self, document: str) -> bool:
        """Say whether a document of that id is in, visible or (reindexing) not."""
        return bool(self._database.value("SELECT 1 FROM documents WHERE id = ?", [document]))

    def files(self, fingerprint: str | None = None) -> dict[str, str]:
        """Return the digest of each file that is in, visible or (reindexing) of a fingerprint."""
        rows = self._database.rows(
            "SELECT file, sha256 FROM documents WHERE fingerprint = ?",
            [self.fingerprint if fingerprint is None else fingerprint],
        )
        return {row[0]: row[1] for row in rows}

    def extent(self, documents: Sequence[str] | None = None) -> Extent:
        """Return how many documents and pages a search covers, and how many it cannot.

        A search of all documents, or of those of some ids.
        """
        where, values = within(documents)
        return Extent(
            *self._database.rows(
                "SELECT count(DISTINCT d.key), count(p.key), count(p.unreadable),"
                " count(CASE WHEN d.unit <> 'page' THEN 1 END)"
                f" FROM visible d LEFT JOIN pages p ON p.document = d.key{where}",
                values,
            )[0]
        )

    def original(self, document: str, format: Format | None = None) -> Path:
        """Return where the document's file is kept (decrypted, if it was encrypted).

        Without a format, that of the document in the library (a PDF when it is not in).
        """
        if format is None:
            stored = "SELECT format FROM documents WHERE id = ?"
            format = self._database.value(stored, [document])
        return self.home / "originals" / f"{document}{SUFFIXES[format or 'pdf'][0]}"

    def page(self, document: str, number: int) -> Page:
        """Return one page with its character map; raises UnknownDocument."""
        rows = self._database.rows(
            "SELECT p.number, p.label, p.text, p.origins, p.unreadable, p.ocr, p.boxes, p.sections,"
            " p.notes FROM pages p JOIN visible d ON d.key = p.document"
            " WHERE d.id = ? AND p.number = ?",
            [document, number],
        )
        if not rows:
            raise UnknownDocument(name=f"{document}, p. {number}")
        number, label, text, packed, unreadable, ocr, boxes, begun, notes = rows[0]
        origins = array("i")
        origins.frombytes(zlib.decompress(packed))
        seen = bool(ocr), _sections(begun), unpack_boxes(boxes)
        return Page(number, label, text, origins, unreadable, *seen, notes=notes)

    def awaits_ocr(self, document: str) -> bool:
        """Say whether a PDF has unreadable pages that OCR has not looked at yet."""
        query = (
            "SELECT 1 FROM pages p JOIN visible d ON d.key = p.document WHERE d.id = ?"
            " AND d.format = 'pdf' AND p.unreadable IS NOT NULL AND p.boxes IS NULL"
        )
        return bool(self._database.value(query, [document]))

    def page_counts(self) -> dict[str, int]:
        """Return how many pages each document has."""
        rows = self._database.rows(
            "SELECT id, (SELECT count(*) FROM pages WHERE document = d.key) FROM visible d"
        )
        return {row[0]: row[1] for row in rows}

    def page_labels(self, document: str) -> dict[int, str]:
        """Return the label of each of a document's pages by its number, in order."""
        query = "SELECT p.number, p.label FROM pages p JOIN visible d ON d.key = p.document"
        return dict(self._database.rows(f"{query} WHERE d.id = ? ORDER BY p.number", [document]))

    def stored_page(self, document: str, number: int) -> StoredPage:
        """Return one page's text with where it stands; raises UnknownDocument."""
        rows = self._database.rows(
            f"{_STORED_PAGE} WHERE d.id = ? AND p.number = ?", [document, number]
        )
        if not rows:
            raise UnknownDocument(name=f"{document}, p. {number}")
        return _page(rows[0])

    def page_beside(self, page: StoredPage, step: int = 1) -> StoredPage | None:
        """Return the page so many after another of its document, if there is one."""
        number = page.number + step
        known = number in self.page_labels(page.document)
        return self.stored_page(page.document, number) if known else None

    def pages(self) -> Iterator[StoredPage]:
        """Yield readable pages, by file and number."""
        query = f"{_STORED_PAGE} WHERE {searched('p')} ORDER BY d.file, p.number"
        with self._database.watched():
            yield from map(_page, self._database.connection().execute(query))

    # --- changes ------------------------------------------------------------------------

    def publish(self, entry: Entry) -> None:
        """Put a document in, in place of any of its file name, in one transaction.

        The file of the one it replaces is then among the leftovers.
        """
        with self._database.transaction() as run:
            # Of its id under another name: what an interrupted reindexing left.
            replaced = [entry.fingerprint, entry.file, entry.id]
            where = "FROM documents WHERE fingerprint = ? AND (file = ? OR id = ?)"
            gone = run.execute(f"SELECT id, format {where}", replaced).fetchall()
            run.execute(f"DELETE {where}", replaced)
            insert(run, entry)
            _leave(run, [self.original(*row).name for row in gone if row[0] != entry.id])

    def remove(self, document: str) -> None:
        """Take a document out, in one transaction; its file is then among the leftovers."""
        original = self.original(document).name
        with self._database.transaction() as run:
            # Under every fingerprint: an interrupted reindexing may have made it anew already.
            run.execute("DELETE FROM documents WHERE id = ?", [document])
            _leave(run, [original])

    def switch(self, fingerprint: str) -> None:
        """Make that fingerprint's documents the visible ones, and delete all others."""
        with self._database.transaction() as run:
            run.execute("UPDATE facts SET value = ? WHERE name = 'fingerprint'", [fingerprint])
            run.execute("DELETE FROM documents WHERE fingerprint <> ?", [fingerprint])

    # --- files that may lie about ---------------------------------------------------------

    def expect(self, original: str) -> None:
        """Note that a file of that name is about to be kept, before any document owns it.

        What is killed in between leaves a file that `leftovers` names.
        """
        with self._database.transaction(counted=False) as run:
            _leave(run, [original])

    def leftovers(self) -> list[str]:
        """Return the names, among the kept files, of those no document may own any more."""
        rows = self._database.rows(
            "SELECT substr(name, ?) FROM facts WHERE name LIKE ? || '%'",
            [len(_LEFTOVER) + 1, _LEFTOVER],
        )
        return [row[0] for row in rows]

    def forget(self, original: str) -> None:
        """Take a name off `leftovers`: the file is gone, or has its document."""
        with self._database.transaction(counted=False) as run:
            run.execute("DELETE FROM facts WHERE name = ?", [_LEFTOVER + original])


def _leave(run: sqlite3.Connection, originals: Sequence[str]) -> None:
    names = [(_LEFTOVER + each,) for each in originals]
    run.executemany("INSERT OR IGNORE INTO facts VALUES (?, '')", names)


def _document(row: Any) -> Document:
    columns = list(row)
    for listed in (7, 12, 13):  # unreadable, garbled, read by OCR
        columns[listed] = _numbers(columns[listed])
    return Document(*columns)


def _numbers(listed: str | None) -> tuple[int, ...]:
    return tuple(sorted(int(number) for number in listed.split(","))) if listed else ()


def _sections(kept: str) -> tuple[tuple[int, str], ...]:
    return tuple((start, heading) for start, heading in json.loads(kept))


def _page(row: Any) -> StoredPage:
    return StoredPage(*(*row[:-3], bool(row[-3]), _sections(row[-2]), row[-1]))
