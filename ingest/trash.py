"""Documents taken out, kept for a while: what was removed or replaced can come back.

A home's `trash` holds each original beside a note of what it was. Names of files are words in the
note, never paths.
"""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from ingest.library import Library
from ingest.schema import Document
from ingest.storage import disk_watched

KEPT: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that can come back; `when` is an ISO 8601 instant in UTC."""

    id: str
    file: str
    title: str
    pages: int
    size: int
    when: str
    who: str
    suffix: str

    def original(self, home: Path) -> Path:
        """Return where its bytes are kept."""
        return home / "trash" / f"{self.id}{self.suffix}"

    def part(self, home: Path) -> Path:
        """Return where they are until they are all there."""
        return home / "trash" / f"{self.id}.part"


def keep(home: Path, document: Document, original: Path, who: str) -> Removed:
    """Copy a document's original into the trash, before it leaves the library; raises DiskFull."""
    when = datetime.now(UTC).isoformat(timespec="seconds")
    removed = Removed(
        id=secrets.token_hex(8),
        file=document.file,
        title=document.title,
        pages=document.pages,
        size=document.size,
        when=when,
        who=who,
        suffix=original.suffix,
    )
    copy, part = removed.original(home), removed.part(home)
    note = json.dumps(asdict(removed), ensure_ascii=False)
    with disk_watched(copy):
        copy.parent.mkdir(parents=True, exist_ok=True)
        # The note first: whatever happens then, all that it names is deleted in time.
        copy.with_suffix(".json").write_text(note, encoding="utf-8")
        shutil.copyfile(original, part)
        part.replace(copy)
    return removed


@contextmanager
def version_kept(library: Library, file: str, who: str) -> Iterator[None]:
    """Keep the document of that file name, if any, unless the block that replaces it fails.

    Raises DiskFull.
    """
    before = library.document(file) if file in library.files() else None
    original = library.original(before.id) if before else None
    kept = None
    if before and original and original.is_file():
        kept = keep(library.home, before, original, who)
    try:
        yield
    except BaseException:
        if kept:
            forget(library.home, kept)
        raise


def removed(home: Path) -> list[Removed]:
    """Return what can come back, the latest first; what was kept long enough is deleted."""
    found: list[Removed] = []
    oldest = (datetime.now(UTC) - KEPT).isoformat(timespec="seconds")
    for note in (home / "trash").glob("*.json"):
        try:
            each = Removed(**json.loads(note.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            continue  # cut short by a crash, or another program's
        if each.when < oldest:
            forget(home, each)
        elif each.original(home).is_file():
            found.append(each)
    return sorted(found, key=lambda each: each.when, reverse=True)


def forget(home: Path, each: Removed) -> None:
    """Delete what was kept of a document."""
    original = each.original(home)
    original.with_suffix(".json").unlink(missing_ok=True)
    original.unlink(missing_ok=True)
    each.part(home).unlink(missing_ok=True)
