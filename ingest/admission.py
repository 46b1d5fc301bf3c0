"""May these bytes enter? What can be told before they are read: presence, size, signature."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.formats import HEADER_WITHIN, format_named, format_of
from ingest.refusals import EmptyFile, FileMissing, FileTooLarge
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
    return Source(_printable(bare) or "document.pdf", data=data)


def uploads(files: Sequence[tuple[str, bytes]]) -> list[Source]:
    """Return the sources of files uploaded together; those of one name are told by their folders.

    As those below a folder that is added are, so that none takes another's place.
    """
    wholes = [name.replace("\\", "/").lstrip("/") for name, _ in files]
    alike = Counter(whole.rpartition("/")[2] for whole in wholes)
    found = []
    for whole, (name, data) in zip(wholes, files, strict=True):
        bare, below = upload(name, data), whole.partition("/")[2]
        several = alike[whole.rpartition("/")[2]] > 1 and below
        found.append(replace(bare, file=_printable(_nfc(below))) if several else bare)
    return found


def sources(paths: Sequence[Path]) -> list[Source]:
    """Return the files to add: each path that is a file, and each document below a folder.

    Inside a folder, a document is a file whose name says a format that is read, or that begins as
    a PDF; hidden files and those that word processors leave beside an open one (~$) are none.
    A file's name is its own. Where several files bear the same one, it is the path inside the given
    folder, or after the folder's (or the file's own folder's) name where these are alike too, so
    that none takes another's place.
    """
    given: dict[Path, tuple[str, str, str]] = {}
    for path in paths:
        inside = sorted(filter(_looks_readable, _walk(path))) if path.is_dir() else [path]
        for each in inside:
            below = each.relative_to(path) if each != path else Path(each.name)
            whole = Path(path.absolute().name if each != path else each.absolute().parent.name)
            names = (Path(each.name), below, whole / below)
            short, longer, longest = (_nfc(name.as_posix()) for name in names)
            given.setdefault(each.absolute(), (short, longer, longest))
    alike = [Counter(ways) for ways in zip(*given.values(), strict=True)]
    found: list[Source] = []
    for each, ways in given.items():
        shown = next((w for w, many in zip(ways, alike, strict=True) if many[w] == 1), ways[-1])
        found.append(Source(shown, path=each))
    return found


def left_aside(paths: Sequence[Path], taken: Sequence[Source]) -> Counter[str]:
    """Return how many files of those folders are none of the `taken` ones, by their suffix."""
    walked = {each.absolute() for path in paths if path.is_dir() for each in _walk(path)}
    left = walked.difference(each.path for each in taken if each.path)
    return Counter(each.suffix.lower() or each.name for each in left)


def admit(source: Source, settings: LibrarySettings) -> tuple[bytes, str]:
    """Return the file's bytes and their SHA-256, in hexadecimal.

    Raises FileMissing, EmptyFile, FileTooLarge, and what `formats.format_of` raises.
    """
    limit = settings.max_megabytes
    if source.path is not None:
        try:
            told = source.path.stat()
            if not stat.S_ISREG(told.st_mode):  # a pipe or a device may never end
                raise FileMissing(file=_nfc(str(source.path)))
            size = told.st_size
            if size > limit * 1_000_000:
                raise FileTooLarge(file=source.file, megabytes=-(-size // 1_000_000), limit=limit)
            data = source.path.read_bytes()
        except OSError as error:
            raise FileMissing(file=_nfc(str(source.path))) from error
    else:
        data = source.data or b""
    if not data:
        raise EmptyFile(file=source.file)
    if len(data) > limit * 1_000_000:
        raise FileTooLarge(file=source.file, megabytes=-(-len(data) // 1_000_000), limit=limit)
    format_of(data, source.file)
    return data, hashlib.sha256(data).hexdigest()


def read_as_text(raw: bytes) -> str:
    """Read the system's bytes as Windows-1252 where they are not UTF-8 (old archives unpacked)."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _walk(folder: Path) -> Iterator[Path]:
    unreadable: list[Path] = []
    for where, folders, files in os.walk(
        folder, onerror=lambda error: unreadable.append(Path(error.filename))
    ):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        yield from (Path(where, each) for each in files if not each.startswith((".", "~$", ".~")))
    yield from unreadable  # to be refused by name


def _looks_readable(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):  # one that cannot be looked into
            return True
        if not stat.S_ISREG(mode):  # nor does a pipe hold a document, whatever its name
            return False
        if format_named(path.name) is not None:
            return True
        with path.open("rb") as file:
            return file.read(HEADER_WITHIN).startswith(b"%PDF-")
    except OSError:
        return format_named(path.name) is not None  # to be refused by name


def _nfc(name: str) -> str:
    """Return a name in NFC, without what cannot be printed: names are shown in terminals."""
    return _printable(unicodedata.normalize("NFC", read_as_text(os.fsencode(name))))


def _printable(name: str) -> str:
    return "".join(c for c in name if c.isprintable())
