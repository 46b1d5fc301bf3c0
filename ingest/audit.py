"""Who added, replaced, removed and restored what: a file that is only ever added to."""

from __future__ import annotations

import getpass
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ingest.storage import disk_watched


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed: `when` is an ISO 8601 instant in UTC, `who` empty where no one is named."""

    when: str
    who: str
    action: str
    file: str
    document: str = ""
    detail: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the row of `audit --json`."""
        return {name: getattr(self, name) for name in self.__slots__}


def path(home: Path) -> Path:
    """Return where a home keeps its log: one JSON object a line."""
    return home / "audit.jsonl"


def system_user() -> str:
    """Return the name of the system's user, who is it that runs a command."""
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):  # a container's user may have no name
        return ""


def record(
    home: Path, who: str, action: str, file: str, document: str = "", detail: str = ""
) -> None:
    """Add a deed to the log, on the disk before this returns; as `disk_watched` raises."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    entry = Entry(when, who, action, file, document, detail)
    line = json.dumps(entry.as_json(), ensure_ascii=False) + "\n"
    with disk_watched(path(home)):
        # One write in append mode: lines of several processes never mix.
        descriptor = os.open(path(home), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(descriptor, line.encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def entries(home: Path) -> Iterator[Entry]:
    """Yield every deed of the log, oldest first; a line cut short by a crash is passed over."""
    log = path(home)
    if not log.is_file():
        return
    for line in log.read_text(encoding="utf-8", errors="replace").split("\n"):
        try:
            yield Entry(**json.loads(line))
        except (json.JSONDecodeError, TypeError):
            continue


def last_named(home: Path) -> dict[str, Entry]:
    """Return, by its id, the entry of each document that was the last to enter under its name."""
    named: dict[str, Entry] = {}
    for entry in entries(home):
        if entry.action in ("added", "replaced"):
            named.pop(entry.file, None)  # the order is that of the last entries
            named[entry.file] = entry
    return {entry.document: entry for entry in named.values()}
