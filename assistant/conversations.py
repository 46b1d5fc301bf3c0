"""Conversations kept on this machine, with what their readers thought of the answers.

A SQLite file of its own, beside the library: losing it loses no document. Every statement names
the owner, so that nobody reads, renames or deletes another's.
"""

from __future__ import annotations

import csv
import io
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from assistant.schema import Answer
from ingest.storage import make_home, sqlite_watched

Verdict = Literal["", "up", "down"]
_ANSWER = TypeAdapter(Answer)
_TITLE = 80
_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    title TEXT NOT NULL,
    changed TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS exchanges (
    conversation TEXT NOT NULL REFERENCES conversations ON DELETE CASCADE,
    place INTEGER NOT NULL,
    asked TEXT NOT NULL,
    question TEXT NOT NULL,
    text TEXT NOT NULL,
    answer TEXT NOT NULL,
    verdict TEXT NOT NULL DEFAULT '',
    comment TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (conversation, place)
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Conversation:
    """A conversation's line in the history; `changed` is an ISO 8601 instant in UTC."""

    id: str
    title: str
    changed: str
    exchanges: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, and what its reader thought of it.

    `place` is where its conversation keeps it, None where the disk had no room.
    """

    answer: Answer
    place: int | None
    verdict: Verdict = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a reader thought of an answer, as `passerelle feedback` writes it."""

    asked: str
    owner: str
    question: str
    answer: str
    verdict: str
    comment: str


class Conversations:
    """The conversations of one home; usable from several threads and processes.

    Raises HomeUnusable where the home cannot be made, LibraryDamaged where the file cannot be read,
    LibraryReadOnly where one may not write it, DiskFull where there is no room to.
    """

    def __init__(self, home: Path) -> None:
        make_home(home)
        self.path = home / "conversations.sqlite"
        with self._open() as run:
            run.execute("PRAGMA journal_mode = WAL")
            run.executescript(_SCHEMA)

    def all(self, owner: str) -> list[Conversation]:
        """Return an owner's conversations, the latest first."""
        with self._open() as run:
            rows = run.execute(
                "SELECT id, title, changed, (SELECT count(*) FROM exchanges e"
                " WHERE e.conversation = id) FROM conversations WHERE owner = ?"
                " ORDER BY changed DESC, id",
                [owner],
            ).fetchall()
        return [Conversation(*row) for row in rows]

    def exchanges(self, id: str, owner: str) -> list[Exchange]:
        """Return a conversation's exchanges in order; none where it is not the owner's."""
        with self._open() as run:
            rows = run.execute(
                "SELECT answer, question, text, place, verdict, comment FROM exchanges"
                " JOIN conversations c ON c.id = conversation"
                " WHERE conversation = ? AND owner = ? AND answer <> '' ORDER BY place",
                [id, owner],
            ).fetchall()
        return [Exchange(_read(*row[:3]), *row[3:]) for row in rows]

    def unanswered(self, id: str, owner: str) -> tuple[int, str] | None:
        """Return the place and the words of a conversation's latest question without an answer."""
        with self._open() as run:
            row: tuple[int, str] | None = run.execute(
                "SELECT place, question FROM exchanges JOIN conversations c ON c.id = conversation"
                " WHERE conversation = ? AND owner = ? AND answer = '' ORDER BY place DESC",
                [id, owner],
            ).fetchone()
        return row

    def start(self, owner: str, title: str) -> str:
        """Begin a conversation and return its id, which cannot be guessed."""
        id = secrets.token_urlsafe(12)
        with self._open() as run:
            run.execute(
                "INSERT INTO conversations VALUES (?, ?, ?, ?)", [id, owner, _short(title), _now()]
            )
        return id

    def ask(self, id: str, owner: str, question: str) -> int | None:
        """Keep a question after all that a conversation holds, and return its place.

        None where there is no such conversation (any more). The place is its own, whoever asks in
        the same conversation meanwhile: a page opened earlier does not know of the others.
        """
        with self._open() as run:
            if not self._touch(run, id, owner):
                return None
            [place] = run.execute(
                "INSERT INTO exchanges (conversation, place, asked, question, text, answer)"
                " SELECT ?, coalesce(max(place) + 1, 0), ?, ?, '', '' FROM exchanges"
                " WHERE conversation = ? RETURNING place",
                [id, _now(), question, id],
            ).fetchone()
            return int(place)

    def put(self, id: str, owner: str, place: int, answer: Answer) -> bool:
        """Keep the answer at a place of a conversation, in place of any it had.

        What the reader thought of that one stays. False where there is no such conversation (any
        more), which keeps nothing.
        """
        with self._open() as run:
            if not self._touch(run, id, owner):
                return False
            kept = _ANSWER.dump_json(answer).decode()
            run.execute(
                "INSERT INTO exchanges (conversation, place, asked, question, text, answer)"
                " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
                " question = excluded.question, text = excluded.text, answer = excluded.answer",
                [id, place, _now(), answer.question, answer.text, kept],
            )
            return True

    def judge(self, id: str, owner: str, place: int | None, verdict: Verdict, comment: str) -> None:
        """Keep what the reader thought of the answer that is kept at a place."""
        with self._open() as run:
            run.execute(
                "UPDATE exchanges SET verdict = ?, comment = ? WHERE place = ? AND conversation ="
                " (SELECT id FROM conversations WHERE id = ? AND owner = ?)",
                [verdict, comment, place, id, owner],
            )

    def rename(self, id: str, owner: str, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing."""
        if title.strip():
            with self._open() as run:
                run.execute(
                    "UPDATE conversations SET title = ? WHERE id = ? AND owner = ?",
                    [_short(title), id, owner],
                )

    def delete(self, id: str, owner: str) -> None:
        """Delete a conversation with all it held."""
        with self._open() as run:
            run.execute("DELETE FROM conversations WHERE id = ? AND owner = ?", [id, owner])

    def opinions(self) -> list[Opinion]:
        """Return what every reader thought, oldest first, answers without a verdict left out."""
        with self._open() as run:
            rows = run.execute(
                "SELECT asked, owner, question, text, verdict, comment FROM exchanges"
                " JOIN conversations ON id = conversation"
                " WHERE verdict <> '' OR comment <> '' ORDER BY asked"
            ).fetchall()
        return [Opinion(*row) for row in rows]

    def _touch(self, run: sqlite3.Connection, id: str, owner: str) -> bool:
        changed = "UPDATE conversations SET changed = ? WHERE id = ? AND owner = ?"
        return run.execute(changed, [_now(), id, owner]).rowcount == 1

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open a connection for one transaction: talk is slow, and threads come and go."""
        with (
            sqlite_watched(self.path),
            closing(sqlite3.connect(self.path, timeout=30)) as connection,
            connection,
        ):
            connection.execute("PRAGMA foreign_keys = ON")
            yield connection


def _read(kept: str, question: str, text: str) -> Answer:
    """Read a kept answer; one whose shape an update has left behind keeps its words at least."""
    try:
        return _ANSWER.validate_json(kept)
    except ValidationError:
        return Answer(question, "answer", "fr", text)


def _short(title: str) -> str:
    line = " ".join(title.split())
    return line if len(line) <= _TITLE else line[: _TITLE - 1].rstrip() + "…"


def _now() -> Any:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def opinions_csv(opinions: list[Opinion]) -> bytes:
    """Write opinions as a CSV that spreadsheets open, accents and all."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow([field.name for field in fields(Opinion)])
    rows.writerows(list(map(_plain, astuple(each))) for each in opinions)
    return text.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """Keep a spreadsheet from taking a reader's words for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell
