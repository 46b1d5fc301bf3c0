"""Files on their way into the library: on the disk first, then added one by one behind the page.

The page's script stops wherever its visitor clicks, and a browser may close: a file handed over is
written to the home's `incoming` folder before anything else, leaves it once the library has said
what became of it, and is taken up again when Passerelle starts.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final, Literal

from filelock import FileLock

from assistant.access import Person
from assistant.assistant import Assistant
from ingest import audit, pipeline, trash
from ingest.admission import Source, uploads
from ingest.errors import PasserelleError
from ingest.pipeline import Outcome
from ingest.refusals import PasswordNeeded
from ingest.schema import Document
from ingest.storage import part_of, write_whole
from ingest.trash import Removed
from ingest.workshop import Step

State = Literal["queued", "running", "done", "cancelled", "failed", "locked"]
# A file during which the machine stopped this often is left in the folder, and not tried again.
_MOST_TRIES: Final = 2
_DAY: Final = 86_400.0


@dataclass
class Ticket:
    """One file on its way; reading it while the work goes on is safe.

    `outcome` is there once done. A failed one stays in the folder; `failure` says why, None where
    it stopped the machine itself. A locked one waits in the folder for its password, which is held
    in memory until it has been tried, and nowhere else; `refused` once a wrong one was. `kept` is
    the id, in the trash, of what it brings back; `wait`, how many seconds it may for other writers.
    """

    id: str
    drop: str
    file: str
    who: Person
    tries: int = 0
    kept: str = ""
    wait: float = 600
    state: State = "queued"
    step: Step | None = None
    outcome: Outcome | None = None
    failure: Exception | None = None
    password: str = field(default="", repr=False)
    refused: bool = False


@dataclass
class Drop:
    """Files handed over together."""

    id: str
    who: Person
    tickets: list[Ticket] = field(default_factory=list)

    @property
    def running(self) -> bool:
        """Whether files are still on their way."""
        return any(each.state in ("queued", "running") for each in self.tickets)


class Intake:
    """The one way of the web page into an assistant's library, and out of it."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._home = assistant.settings.library.home
        self._folder = self._home / "incoming"
        self._drops: dict[str, Drop] = {}
        self._guard = threading.Lock()
        self._worker: threading.Thread | None = None

    def take(self, who: Person, files: Sequence[tuple[str, bytes]]) -> Drop:
        """Keep files (name and bytes) and begin to add them; raises NotAllowed, DiskFull."""
        return self._take(who, [(each.file, each.data or b"") for each in uploads(files)])

    def replace(self, who: Person, document: Document, data: bytes) -> Drop:
        """Begin to put a new edition in a document's place; raises NotAllowed, DiskFull."""
        return self._take(who, [(document.file, data)])

    def _take(
        self, who: Person, files: Sequence[tuple[str, bytes]], kept: str = "", wait: float = 600
    ) -> Drop:
        who.require("add")
        drop = Drop(secrets.token_hex(8), who)
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, data in files:
            ticket = Ticket(secrets.token_hex(8), drop.id, name, who, kept=kept, wait=wait)
            # The note first: bytes that no note names would lie there for ever.
            self._note(ticket)
            write_whole(self._bytes(ticket), data)
            drop.tickets.append(ticket)
        with self._guard:
            self._drops[drop.id] = drop
        self._work()
        return drop

    def resume(self) -> None:
        """Take up what an earlier run left in the folder."""
        notes = {path: path.stat().st_mtime for path in self._folder.glob("*.json")}
        for note in sorted(notes, key=notes.__getitem__):
            try:
                kept = json.loads(note.read_text(encoding="utf-8"))
                ticket = Ticket(**kept | {"who": Person(**kept["who"])})
            except (OSError, ValueError, TypeError, KeyError):
                continue
            if not self._bytes(ticket).is_file():
                # Its bytes may be on their way by another server; in a day they are not.
                if time.time() - notes[note] > _DAY:
                    self._forget(ticket)
            else:
                ticket.state = "queued" if ticket.tries < _MOST_TRIES else "failed"
                drop = self._drops.setdefault(ticket.drop, Drop(ticket.drop, ticket.who))
                drop.tickets.append(ticket)
        self._work()

    def drops(self, who: Person) -> list[Drop]:
        """Return what a person handed over and has not dismissed, the oldest first."""
        with self._guard:
            return [each for each in self._drops.values() if each.who.name == who.name]

    def cancel(self, drop: Drop) -> None:
        """Leave out what is still queued or has failed; the file being read is finished."""
        with self._guard:
            for ticket in drop.tickets:
                if ticket.state in ("queued", "failed"):
                    ticket.state = "cancelled"
                    self._forget(ticket)

    def retry(self, drop: Drop) -> None:
        """Try again what has failed."""
        with self._guard:
            for ticket in drop.tickets:
                if ticket.state == "failed":
                    ticket.state, ticket.step, ticket.failure = "queued", None, None
        self._work()

    def unlock(self, who: Person, ticket: Ticket, password: str) -> None:
        """Try a password on a locked file; raises NotAllowed."""
        who.require("add")
        with self._guard:
            if ticket.state == "locked" and ticket.who.name == who.name and password:
                ticket.password, ticket.state, ticket.step = password, "queued", None
        self._work()

    def dismiss(self, who: Person) -> None:
        """Forget what became of a person's files, where nothing is on its way any more."""
        with self._guard:
            for drop in list(self._drops.values()):
                if drop.who.name == who.name and not drop.running:
                    del self._drops[drop.id]
                    for ticket in drop.tickets:
                        if ticket.state == "locked":
                            self._forget(ticket)

    def remove(self, who: Person, document: Document, wait: float = 600) -> None:
        """Take a document out, keeping its original for a while; raises NotAllowed, LibraryBusy."""
        who.require("remove")
        original = self._assistant.original(document.id)
        kept = None
        if original.is_file():
            kept = trash.keep(self._home, document, original, who=who.name)
        try:
            self._assistant.remove(document.id, wait=wait)
        except BaseException:
            if kept:
                trash.forget(self._home, kept)
            raise
        audit.record(self._home, who.name, "removed", document.file, document.id)

    def restore(self, who: Person, kept: Removed, wait: float = 600) -> Drop:
        """Begin to add a removed document again, under its name; raises NotAllowed.

        It leaves the trash once it is in the library.
        """
        data = kept.original(self._home).read_bytes()
        return self._take(who, [(kept.file, data)], kept.id, wait)

    def withdraw(self, drop: Drop) -> None:
        """Leave nothing of a drop in the folder, whatever its state: this process is ending."""
        with self._guard:
            for ticket in drop.tickets:
                self._forget(ticket)

    def settled(self, drop: Drop) -> Drop:
        """Wait until none of a drop's files is on its way, and return it."""
        while drop.running and (worker := self._worker) and worker.is_alive():
            worker.join()
        return drop

    def removed(self) -> list[Removed]:
        """Return the documents that can come back, the latest removed first."""
        return trash.removed(self._home)

    def _work(self) -> None:
        with self._guard:
            if self._next() and not (self._worker and self._worker.is_alive()):
                self._worker = threading.Thread(target=self._run, daemon=True)
                self._worker.start()

    def _run(self) -> None:
        # Another server over the same home may be at the same folder.
        with FileLock(self._folder / ".lock"):
            while True:
                with self._guard:
                    ticket = self._next()
                    if ticket is None:
                        self._worker = None  # under the guard: what comes next starts another
                        return
                    ticket.state = "running"
                try:
                    self._add(ticket)
                except Exception as error:  # noqa: BLE001  # a thread's would be lost: shown instead
                    ticket.failure, ticket.state = error, "failed"
                    self._record_failure(ticket, error)

    def _next(self) -> Ticket | None:
        queued = (each for drop in self._drops.values() for each in drop.tickets)
        return next((each for each in queued if each.state == "queued"), None)

    def _add(self, ticket: Ticket) -> None:
        """Add one file, and leave no trace of it in the folder once the library has answered."""
        ticket.tries += 1
        self._note(ticket)
        source = Source(ticket.file, path=self._bytes(ticket))
        password, ticket.password = ticket.password, ""
        [outcome] = self._assistant.add(
            [source], lambda step: _tell(ticket, step), password, ticket.wait, ticket.who.name
        )
        if ticket.kept and outcome.status != "refused":
            for each in trash.removed(self._home):
                if each.id == ticket.kept:
                    trash.forget(self._home, each)
            audit.record(self._home, ticket.who.name, "restored", ticket.file)
        pipeline.record(self._home, ticket.who.name, outcome)
        if isinstance(outcome.refusal, PasswordNeeded):
            ticket.tries, ticket.refused = 0, bool(password)
            self._note(ticket)
            ticket.state = "locked"
        else:
            self._forget(ticket)
            ticket.outcome, ticket.state = outcome, "done"

    def _record_failure(self, ticket: Ticket, error: Exception) -> None:
        detail = error.code if isinstance(error, PasserelleError) else type(error).__name__
        with suppress(OSError, PasserelleError):  # a full disk has no room for it either
            audit.record(self._home, ticket.who.name, "failed", ticket.file, detail=detail)

    def _bytes(self, ticket: Ticket) -> Path:
        return self._folder / f"{ticket.id}.bytes"

    def _note(self, ticket: Ticket) -> None:
        kept = {name: getattr(ticket, name) for name in ("id", "drop", "file", "tries", "kept")}
        note = json.dumps(kept | {"who": asdict(ticket.who)}, ensure_ascii=False)
        write_whole(self._folder / f"{ticket.id}.json", note.encode())

    def _forget(self, ticket: Ticket) -> None:
        (self._folder / f"{ticket.id}.json").unlink(missing_ok=True)
        self._bytes(ticket).unlink(missing_ok=True)
        part_of(self._bytes(ticket)).unlink(missing_ok=True)


def _tell(ticket: Ticket, step: Step) -> None:
    ticket.step = step
