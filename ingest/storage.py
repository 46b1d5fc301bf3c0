"""What the disk and SQLite say went wrong, told as this project's errors."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ingest.errors import (
    DiskFull,
    HomeUnusable,
    LibraryBusy,
    LibraryDamaged,
    LibraryReadOnly,
    PasserelleError,
)


@contextmanager
def disk_watched(path: Path) -> Iterator[None]:
    """Turn the system's « no space left », « not permitted » within the block into our errors.

    Raises DiskFull, LibraryReadOnly.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(path=path, detail=error.strerror) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise LibraryReadOnly(path=path, detail=error.strerror) from error
        raise


def part_of(path: Path) -> Path:
    """Return where a file is until it is whole."""
    return path.with_name(f"{path.name}.part")


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, and on the disk before this returns.

    As `disk_watched` raises.
    """
    part = part_of(path)
    try:
        with disk_watched(path), part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except (OSError, PasserelleError):
        part.unlink(missing_ok=True)
        raise


def make_home(home: Path) -> None:
    """Make the folder that holds a library, if there is none yet; raises HomeUnusable, DiskFull."""
    try:
        with disk_watched(home):
            home.mkdir(parents=True, exist_ok=True)
    except LibraryReadOnly as error:
        raise HomeUnusable(home=home, detail=error.facts["detail"]) from error
    except OSError as error:
        raise HomeUnusable(home=home, detail=error.strerror) from error


@contextmanager
def sqlite_watched(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about a file within the block into ours.

    Raises DiskFull, LibraryReadOnly, LibraryBusy, LibraryDamaged. A broken constraint is the
    writer's fault, not the file's: it passes.
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
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN")) and not _may_write(path):
        return LibraryReadOnly(path=path, detail=error)
    # On a full disk, WAL's shared memory fails as an input/output error or cannot be opened.
    starved = name.startswith(("SQLITE_IOERR", "SQLITE_CANTOPEN")) and _is_full(path.parent)
    if name.startswith("SQLITE_FULL") or starved:
        return DiskFull(path=path, detail=error)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryBusy(home=path.parent, holder="SQLite")
    return LibraryDamaged(path=path, detail=error)


def _may_write(path: Path) -> bool:
    """Tell whether one may write a SQLite file, and beside it, where its log and memory are."""
    beside = (path.with_name(path.name + end) for end in ("", "-wal", "-shm"))
    return os.access(path.parent, os.W_OK | os.X_OK) and all(
        os.access(each, os.R_OK | os.W_OK) for each in beside if each.exists()
    )


def _is_full(folder: Path) -> bool:
    return shutil.disk_usage(folder).free < 1_000_000
