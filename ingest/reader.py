"""Reading in a process of its own: a file that hangs, crashes or eats memory there refuses alone.

The child (`reader_process`) reads one file after another while its parent embeds the one before; it
is started when first needed (never forked: the parent has threads), and anew after each file that
ended it. Others draw pages, for OCR and for whoever looks at them.
"""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ingest import chunking
from ingest.imprint import with_printed_date
from ingest.picture import Picture
from ingest.reading import Turned, cleaned, read_document
from ingest.refusals import FileRefused, ReadingFailed, ReadingTimedOut, ReadingTookTooMuchMemory
from ingest.schema import Box, Chunk, Format, Metadata, Page, Unit
from ingest.settings import LibrarySettings
from ingest.titles import body_size, choose_title

_ROOT = Path(__file__).parents[1]
_CODE = (
    "import sys; sys.path.append(sys.argv[1]);"
    " from ingest import reader_process; reader_process.serve()"
)
TIMED_OUT = 1  # what faulthandler's watchdog exits with
OUT_OF_MEMORY = 82
CRASHED = 83


@dataclass(frozen=True, slots=True)
class Request:
    """A file to read: its bytes, the name it is known under, and what its chunks' ids are from."""

    data: bytes
    file: str
    id: str
    fingerprint: str
    password: str
    settings: LibrarySettings


@dataclass(frozen=True, slots=True)
class Drawing:
    """Pages of a PDF to draw for OCR; the request's bytes open without a password."""

    request: Request
    pages: Sequence[int]


@dataclass(frozen=True, slots=True)
class Sight:
    """A page of a PDF to show, `scale` pixels a point; `marks` are lists of its characters."""

    path: Path
    file: str
    page: int
    scale: float
    marks: Sequence[Sequence[int]]
    settings: LibrarySettings


@dataclass(frozen=True, slots=True)
class Draft:
    """A document read, cleaned and cut, ready to be embedded.

    `opened` are bytes that open without a password, where those given did not.
    """

    title: str
    metadata: Metadata
    pages: Sequence[Page]
    chunks: Sequence[Chunk]
    opened: bytes | None = None
    format: Format = "pdf"
    unit: Unit = "page"


def draft(request: Request, turned: Turned = lambda page, pages: None) -> Draft:
    """Read, clean and cut one file, in this process; `turned` is told of each page.

    Raises FileRefused.
    """
    reading = read_document(
        request.data,
        request.file,
        password=request.password,
        settings=request.settings,
        turned=turned,
    )
    pages = cleaned(reading)
    first, body = reading.pages[0], body_size(reading.pages)
    return Draft(
        choose_title(reading.metadata, first, pages[0], request.file, body=body),
        with_printed_date(reading.metadata, pages),
        pages,
        [
            chunk
            for page in pages
            for chunk in chunking.chunk_page(page, request.id, request.fingerprint)
        ],
        None if reading.data == request.data else reading.data,
        reading.format,
        reading.unit,
    )


class Reader:
    """The child process that reads, started when first needed; for one thread at a time."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._closing = threading.Lock()
        self._closed = False
        self._ready = False

    def draft(self, request: Request, turned: Turned = lambda page, pages: None) -> Draft:
        """Read, clean and cut one file in the child.

        Raises FileRefused: what `draft` raises, ReadingTimedOut, ReadingTookTooMuchMemory, or
        ReadingFailed when the child crashed.
        """
        made: Draft = self._made(request, turned)
        return made

    def pictures(self, drawing: Drawing) -> Iterator[tuple[int, Picture | None]]:
        """Yield each page with its picture, drawn in the child within the settings' limits.

        None where a page cannot be drawn: the others still are.
        """
        left = list(drawing.pages)
        while left:
            child, _ = self._started()
            try:
                _send(child, Drawing(drawing.request, left))
                while left:
                    kind, *told = _told(child)
                    if kind == "picture":
                        yield left.pop(0), told[0]
            except (EOFError, OSError, pickle.UnpicklingError):  # as above
                self._end(child)
                yield left.pop(0), None

    def show(self, sight: Sight) -> tuple[Picture, list[list[Box]]]:
        """Draw a page in the child; with it come the boxes of the lines of each mark.

        Raises FileRefused, as `draft` does.
        """
        shown: tuple[Picture, list[list[Box]]] = self._made(sight)
        return shown

    def close(self) -> None:
        """End the child, whatever it is doing."""
        with self._closing:
            self._closed = True
            child = self._child
        if child is not None:
            self._end(child)

    def _started(self) -> tuple[subprocess.Popen[bytes], bool]:
        with self._closing:
            if self._closed:
                raise ReadingFailed(file="?", detail="closed")
            if self._child is not None:
                return self._child, False
            self._ready = False
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-c", _CODE, str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            return self._child, True

    def _made(
        self, task: Request | Sight, turned: Turned = lambda page, pages: None
    ) -> Any:  # what `draft` or `show` returns
        while True:
            child, fresh = self._started()
            try:
                return self._exchange(child, task, turned)
            except (EOFError, OSError, pickle.UnpicklingError):  # the child is no more
                code = self._end(child)
            # What earlier files left in a child's memory is no fault of this one.
            if self._closed or fresh or code == TIMED_OUT:
                raise _refusal(code if self._ready else CRASHED, task)

    def _exchange(
        self, child: subprocess.Popen[bytes], task: Request | Sight, turned: Turned
    ) -> Any:
        _send(child, task)
        while True:
            kind, *told = _told(child)
            if kind == "ready":
                self._ready = True
            elif kind == "page":
                turned(*told)
            elif kind == "refused":
                error, facts = told
                raise error(**facts)
            else:
                made, leaving = told
                if leaving:
                    self._end(child)
                return made

    def _end(self, child: subprocess.Popen[bytes]) -> int:
        """Make sure the child is gone and return its exit code; negative for a signal's."""
        code = None
        if self._closed:
            child.kill()  # first: closing a pipe waits for whoever reads from it
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was left to write has no reader any more
                    continue
        if not self._closed:
            try:
                code = child.wait(1)
            except subprocess.TimeoutExpired:
                code = None
        if code is None:
            child.kill()
            code = child.wait()
        with self._closing:
            if self._child is child:
                self._child = None
        return code


def _send(child: subprocess.Popen[bytes], task: Request | Drawing | Sight) -> None:
    if child.stdin is None:
        raise EOFError
    pickle.dump(task, child.stdin, pickle.HIGHEST_PROTOCOL)
    child.stdin.flush()


def _told(child: subprocess.Popen[bytes]) -> tuple[Any, ...]:
    if child.stdout is None:
        raise EOFError
    told: tuple[Any, ...] = pickle.load(child.stdout)  # from our own child
    return told


def _refusal(code: int, task: Request | Sight) -> FileRefused:
    settings = task.settings
    if code == TIMED_OUT:
        return ReadingTimedOut(file=task.file, seconds=settings.seconds_per_page)
    if code == OUT_OF_MEMORY:
        return ReadingTookTooMuchMemory(file=task.file, megabytes=settings.memory_megabytes)
    detail = signal.Signals(-code).name if code < 0 else f"code {code}"
    return ReadingFailed(file=task.file, detail=detail)
