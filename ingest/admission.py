"""May these bytes enter? What can be told before they are read: presence, size, signature."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import EmptyFile, FileMissing, FileTooLarge
from ingest.formats import HEADER_WITHIN, format_named, format_of
from ingest.settings import LibrarySettings


@dataclass(frozen=True, slots=True)
class Source:
    """A file offered to the library: the name it is known under, and where its bytes are.

    `file` is in NFC. Bytes come from `path`, or from `data` for an upload.
    """

    file: str
    path: Path | None = None
    data: bytes | None = None


def upload(name: str, data: bytes) -> Source:
    """Return the source of an uploaded file; the name's folders, if any, are dropped."""
    bare = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    return Source("".join(c for c in bare if c.isprintable()) or "document.pdf", data=data)


def sources(paths: Sequence[Path]) -> list[Source]:
    """Return the files to add: each path that is a file, and each document below a folder.

    Inside a folder, a document is a file whose name says a format that is read, or that begins as
    a PDF; hidden files and those that word processors leave beside an open one (~$) are none.
    A file's name is its own, or its path inside the given folder where two files of that folder
    bear the same name, so that neither takes the other's place.
    """
    found: list[Source] = []
    for path in paths:
        if not path.is_dir():
            found.append(Source(_nfc(path.name), path=path))
            continue
        inside = sorted(each for each in _walk(path) if _looks_readable(each))
        names = [_nfc(each.name) for each in inside]
        for each, name in zip(inside, names, strict=True):
            unique = names.count(name) == 1
            shown = name if unique else _nfc(each.relative_to(path).as_posix())
            found.append(Source(shown, path=each))
    return found


def admit(source: Source, settings: LibrarySettings) -> tuple[bytes, str]:
    """Return the file's bytes and their SHA-256, in hexadecimal.

    Raises FileMissing, EmptyFile, FileTooLarge, and what `formats.format_of` raises.
    """
    limit = settings.max_megabytes
    if source.path is not None:
        try:
            size = source.path.stat().st_size
            if size > limit * 1_000_000:
                raise FileTooLarge(file=source.file, megabytes=size // 1_000_000, limit=limit)
            data = source.path.read_bytes()
        except OSError as error:
            raise FileMissing(file=str(source.path)) from error
    else:
        data = source.data or b""
    if not data:
        raise EmptyFile(file=source.file)
    if len(data) > limit * 1_000_000:
        raise FileTooLarge(file=source.file, megabytes=len(data) // 1_000_000, limit=limit)
    format_of(data, source.file)
    return data, hashlib.sha256(data).hexdigest()


def _walk(folder: Path) -> Iterator[Path]:
    for where, folders, files in os.walk(folder):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        yield from (Path(where, each) for each in files if not each.startswith((".", "~$", ".~")))


def _looks_readable(path: Path) -> bool:
    if format_named(path.name) is not None:
        return True
    try:
        with path.open("rb") as file:
            return file.read(HEADER_WITHIN).startswith(b"%PDF-")
    except OSError:
        return False


def _nfc(name: str) -> str:
    return unicodedata.normalize("NFC", name)
