"""The files as they were given, kept beside the library so that their pages can be shown.

Kept before their document is published and let go after it went, each noted in the library first:
what is killed in between is tidied by the next writer, and no other file is ever deleted.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ingest import audit
from ingest.admission import Source
from ingest.library import Library
from ingest.schema import Format
from ingest.storage import disk_watched

_UNFINISHED = ".keeping-"


def keep(library: Library, document: str, format: Format, data: bytes) -> None:
    """Write a file whole or not at all, and on the disk before anything refers to it.

    Raises DiskFull.
    """
    path = library.original(document, format)
    library.expect(path.name)
    with disk_watched(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def named(home: Path, sources: Sequence[Source]) -> list[Source]:
    """Return files to add, those kept in that home under the names that the log says they had.

    Their own names are ids: a library that is lost and made again from them would have no other.
    """
    folder = (home / "originals").resolve()
    kept = [each.path is not None and each.path.parent.resolve() == folder for each in sources]
    told = audit.last_named(home) if any(kept) else {}
    found: list[Source] = []
    for source, is_kept in zip(sources, kept, strict=True):
        entry = told.get(source.path.stem) if is_kept and source.path else None
        found.append(replace(source, file=entry.file) if entry else source)
    return found


def ownerless(library: Library) -> list[Path]:
    """Return the kept files that are of no document, where the library has not the same bytes.

    Those that the next writer tidies away are none.
    """
    leftovers, digests = library.leftovers(), set(library.files().values())
    return [
        path
        for path in sorted((library.home / "originals").glob("[!.]*"))
        if not library.holds(path.stem) and path.name not in leftovers
        if hashlib.sha256(path.read_bytes()).hexdigest() not in digests
    ]


def tidy(library: Library) -> None:
    """Delete what killed or finished writers left behind; the write lock must be held."""
    folder = library.home / "originals"
    for name in library.leftovers():
        path = folder / name
        if not library.holds(path.stem):
            path.unlink(missing_ok=True)
        library.forget(name)
    for path in folder.glob(f"{_UNFINISHED}*"):
        path.unlink(missing_ok=True)
