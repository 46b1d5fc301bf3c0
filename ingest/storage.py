"""What the disk and SQLite say went wrong, told as this project's errors."""

from __future__ import annotations

import errno
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import DiskFull, HomeUnusable, LibraryBusy, LibraryDamaged, PasserelleError


@contextmanager
def disk_watched(path: Path) -> Iterator[None]:
    """Turn the system's « no space left » within the block into DiskFull."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(path=path, detail=error.strerror) from error
        raise


def make_home(home: Path) -> None:
    """Make the folder that holds a library, if there is none yet; raises HomeUnusable, DiskFull."""
    try:
        with disk_watched(home):
            home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise HomeUnusable(home=home, detail=error.strerror) from error


@contextmanager
def sqlite_watched(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a file within the block into ours.

    Raises DiskFull, LibraryBusy, LibraryDamaged. A broken constraint is the writer's fault, not the
    file's: it passes.
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.Error as error:
        raise _told(path, error) from error


def _told(path: Path, error: sqlite3.Error) -> PasserelleError:
    """Return what SQLite's error means to whoever reads it."""
    name = getattr(error, "sqlite_errorname", "") or ""
    # On a full disk, WAL's shared memory fails as an input/output error or cannot be opened.
    starved = name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _is_full(path.parent)
    if name.startswith("SQLITE_FULL") or starved:
        return DiskFull(path=path, detail=error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryBusy(home=path.parent, holder="SQLite")
    return LibraryDamaged(path=path, detail=error)


def _is_full(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < 1_000_000
