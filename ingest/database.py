"""The SQLite file under a library: its tables, its connections, its transactions, its lock.

SQLite in WAL mode (https://www.sqlite.org/wal.html): any number of readers, one writer. The lock
beside the file spans what a transaction cannot, SQLite and Chroma together.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from ingest import concordance, running
from ingest.errors import LibraryBusy, LibraryTooNew
from ingest.storage import disk_watched, make_home, sqlite_watched

SCHEMA_VERSION = 5

_SCHEMA = (
    """
CREATE TABLE facts (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    file TEXT NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    date TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    added TEXT NOT NULL,
    format TEXT NOT NULL DEFAULT 'pdf',
    unit TEXT NOT NULL DEFAULT 'page',
    UNIQUE (fingerprint, file),
    UNIQUE (fingerprint, id)
);
CREATE TABLE pages (
    key INTEGER PRIMARY KEY,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    number INTEGER NOT NULL,
    label TEXT NOT NULL,
    text TEXT NOT NULL,
    origins BLOB NOT NULL,
    unreadable TEXT,
    ocr INTEGER NOT NULL DEFAULT 0,
    boxes BLOB,
    sections TEXT NOT NULL DEFAULT '[]',
    notes INTEGER,
    UNIQUE (document, number)
);
CREATE TABLE chunks (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    page INTEGER NOT NULL REFERENCES pages ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    vector BLOB NOT NULL,
    section TEXT NOT NULL DEFAULT ''
);
CREATE TABLE chunk_tokens (
    chunk INTEGER PRIMARY KEY REFERENCES chunks ON DELETE CASCADE,
    tokens BLOB NOT NULL
);
CREATE INDEX chunks_by_page ON chunks (page);
CREATE VIRTUAL TABLE page_words USING fts5 (words, tokenize = 'ascii');
CREATE VIRTUAL TABLE chunk_stems USING fts5 (words, tokenize = 'ascii');
CREATE VIRTUAL TABLE chunk_vocabulary USING fts5vocab (chunk_stems, row);
CREATE TRIGGER page_gone AFTER DELETE ON pages
    BEGIN DELETE FROM page_words WHERE rowid = old.key; END;
CREATE TRIGGER chunk_gone AFTER DELETE ON chunks
    BEGIN DELETE FROM chunk_stems WHERE rowid = old.key; END;
CREATE VIEW visible AS SELECT * FROM documents
    WHERE fingerprint = (SELECT value FROM facts WHERE name = 'fingerprint');
INSERT INTO facts VALUES ('fingerprint', ''), ('generation', '0');
"""
    + concordance.TABLES
    + running.TABLES
)

# What brings a library of the version before to each later one.
_MIGRATIONS = {
    2: """
ALTER TABLE documents ADD COLUMN format TEXT NOT NULL DEFAULT 'pdf';
ALTER TABLE documents ADD COLUMN unit TEXT NOT NULL DEFAULT 'page';
ALTER TABLE pages ADD COLUMN ocr INTEGER NOT NULL DEFAULT 0;
ALTER TABLE pages ADD COLUMN boxes BLOB;
ALTER TABLE chunks ADD COLUMN section TEXT NOT NULL DEFAULT '';
CREATE TABLE chunk_tokens (
    chunk INTEGER PRIMARY KEY REFERENCES chunks ON DELETE CASCADE,
    tokens BLOB NOT NULL
);
DROP VIEW visible;
CREATE VIEW visible AS SELECT * FROM documents
    WHERE fingerprint = (SELECT value FROM facts WHERE name = 'fingerprint');
"""
    + concordance.TABLES,
    # Chunks know most of the headings; reading the documents again gives them all.
    3: """
ALTER TABLE pages ADD COLUMN sections TEXT NOT NULL DEFAULT '[]';
UPDATE pages SET sections = (
    SELECT json_group_array(json_array(start, section)) FROM (
        SELECT start, section FROM chunks
        WHERE page = pages.key AND section <> '' ORDER BY start
    )
);
""",
    # Empty until the documents are read again, as the text's version asks.
    4: running.TABLES,
    5: "ALTER TABLE pages ADD COLUMN notes INTEGER;",
}


def searched(page: str) -> str:
    """Return the condition that a page's text is searched, as `Page.searched` says; of an alias."""
    return f"coalesce({page}.unreadable, 'pictured') = 'pictured'"


class Database:
    """One SQLite file and its write lock; each thread has a connection of its own.

    Raises LibraryDamaged when the file cannot be read, LibraryTooNew when a later version made it,
    HomeUnusable when its folder cannot be made, LibraryReadOnly when one may not write in it,
    DiskFull when there is no room to open it.
    """

    def __init__(self, home: Path) -> None:
        make_home(home)
        self.home = home
        self.path = home / "library.sqlite"
        self._local = threading.local()
        self._connections: dict[threading.Thread, sqlite3.Connection] = {}
        self._opening = threading.Lock()
        self._lock = FileLock(home / "write.lock")
        version = self.value("PRAGMA user_version")
        if version > SCHEMA_VERSION:
            raise LibraryTooNew(path=self.path)
        if version < SCHEMA_VERSION:
            self._bring_up()

    def close(self) -> None:
        """Close every thread's connection."""
        for connection in self._connections.values():
            connection.close()
        self._connections.clear()
        self._local = threading.local()

    def rows(self, statement: str, values: Iterable[Any] = ()) -> list[Any]:
        """Run a query and return all its rows."""
        with self.watched():
            return self.connection().execute(statement, list(values)).fetchall()

    def value(self, statement: str, values: Iterable[Any] = ()) -> Any:
        """Run a query and return its first row's first column, or None."""
        rows = self.rows(statement, values)
        return rows[0][0] if rows else None

    def among(self, statement: str, values: Iterable[str]) -> Iterator[Any]:
        """Run a query whose « {} » stands for a list, some hundred values at a time."""
        wanted = list(values)
        for start in range(0, len(wanted), 500):
            some = wanted[start : start + 500]
            yield from self.rows(statement.format(",".join("?" * len(some))), some)

    def connection(self) -> sqlite3.Connection:
        """Return this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            with self.watched():
                connection = sqlite3.connect(
                    self.path, timeout=30, isolation_level=None, check_same_thread=False
                )
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA foreign_keys = ON")
                connection.execute("PRAGMA synchronous = FULL")
            self._local.connection = connection
            with self._opening:
                # A web server's threads come and go: what the gone ones left open is closed.
                for thread in [each for each in self._connections if not each.is_alive()]:
                    self._connections.pop(thread).close()
                self._connections[threading.current_thread()] = connection
        return connection

    @contextmanager
    def transaction(self, *, counted: bool = True) -> Iterator[sqlite3.Connection]:
        """Commit what the block did, whole, or nothing of it; a counted one is a new generation.

        Raises DiskFull, LibraryBusy, LibraryDamaged.
        """
        connection = self.connection()
        with self.watched():
            try:
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                if counted:
                    connection.execute(
                        "UPDATE facts SET value = CAST(value AS INTEGER) + 1"
                        " WHERE name = 'generation'"
                    )
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let this thread read the file as it now stands, whatever others write meanwhile."""
        connection = self.connection()
        if connection.in_transaction:
            yield
            return
        connection.execute("BEGIN")
        try:
            yield
        finally:
            with suppress(sqlite3.Error):  # closed meanwhile: there is nothing to let go of
                connection.execute("ROLLBACK")

    @contextmanager
    def writing(self, what: str = "", *, wait: float = 0.5) -> Iterator[None]:
        """Hold the write lock, re-entrantly in a thread.

        Raises LibraryBusy when another process, or thread, still has it after `wait` seconds.
        """
        holder = self.home / "write.holder"
        try:
            with disk_watched(self.home):
                self._lock.acquire(timeout=wait)
        except Timeout as error:
            said = holder.read_text(encoding="utf-8") if holder.is_file() else "?"
            raise LibraryBusy(home=self.home, holder=said) from error
        try:
            with suppress(OSError):  # a full disk: only the name of who writes is lost
                holder.write_text(f"PID {os.getpid()}, {what or sys.argv[0]}", encoding="utf-8")
            yield
        finally:
            self._lock.release()

    def watched(self) -> AbstractContextManager[None]:
        """Turn SQLite's errors within the block into ours, as `sqlite_watched` does."""
        return sqlite_watched(self.path)

    def _bring_up(self) -> None:
        """Make the tables, or bring those of an earlier version to this one, in one transaction."""
        with self.writing(), self.transaction(counted=False) as run:
            version = run.execute("PRAGMA user_version").fetchone()[0]
            scripts = [_MIGRATIONS[each] for each in sorted(_MIGRATIONS) if each > version]
            for statement in _statements("".join(scripts) if version else _SCHEMA):
                run.execute(statement)
            if version == 1:
                concordance.rebuild(run)
            run.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
