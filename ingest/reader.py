"""Reading in a process of its own: a file that hangs, crashes or eats memory there refuses alone.

The child reads one file after another while its parent embeds the one before; it is started when
first needed (never forked: the parent has threads), and anew after each file that ended it. Two
guards live in it: faulthandler's watchdog, which needs no interpreter lock
(https://docs.python.org/3/library/faulthandler.html#faulthandler.dump_traceback_later), ends it
when a page takes too long; a thread watches its memory, and that its parent still lives.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from ingest import chunking
from ingest.errors import (
    FileRefused,
    ReadingFailed,
    ReadingTimedOut,
    ReadingTookTooMuchMemory,
)
from ingest.imprint import with_printed_date
from ingest.reading import Turned, cleaned, read_document
from ingest.schema import Chunk, Format, Metadata, Page, Unit
from ingest.settings import LibrarySettings
from ingest.titles import choose_title

_ROOT = Path(__file__).parents[1]
_CODE = "import sys; sys.path.append(sys.argv[1]); from ingest import reader; reader.serve()"
_SYSTEM: str = sys.platform
_TIMED_OUT = 1  # what faulthandler's watchdog exits with
_OUT_OF_MEMORY = 82
_CRASHED = 83
# Address space is asked for well before it is used; this much more than the limit is let through.
_SPARE_BYTES = 2_000_000_000


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
    return Draft(
        choose_title(reading.metadata, reading.pages[0], pages[0], request.file),
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
        while True:
            child, fresh = self._started()
            try:
                return self._exchange(child, request, turned)
            except (EOFError, OSError, pickle.UnpicklingError):  # the child is no more
                code = self._end(child)
            # What earlier files left in a child's memory is no fault of this one.
            if self._closed or fresh or code == _TIMED_OUT:
                raise _refusal(code if self._ready else _CRASHED, request)

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
            self._child = subprocess.Popen(
                [sys.executable, "-P", "-c", _CODE, str(_ROOT)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            return self._child, True

    def _exchange(self, child: subprocess.Popen[bytes], request: Request, turned: Turned) -> Draft:
        if child.stdin is None or child.stdout is None:
            raise EOFError
        pickle.dump(request, child.stdin, pickle.HIGHEST_PROTOCOL)
        child.stdin.flush()
        while True:
            kind, *told = pickle.load(child.stdout)  # from our own child
            if kind == "ready":
                self._ready = True
            elif kind == "page":
                turned(*told)
            elif kind == "refused":
                error, facts = told
                raise error(**facts)
            else:
                made: Draft = told[0]
                if told[1]:
                    self._end(child)
                return made

    def _end(self, child: subprocess.Popen[bytes]) -> int:
        """Make sure the child is gone and return its exit code; negative for a signal's."""
        code = None
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


def _refusal(code: int, request: Request) -> FileRefused:
    settings = request.settings
    if code == _TIMED_OUT:
        return ReadingTimedOut(file=request.file, seconds=settings.seconds_per_page)
    if code == _OUT_OF_MEMORY:
        return ReadingTookTooMuchMemory(file=request.file, megabytes=settings.memory_megabytes)
    detail = signal.Signals(-code).name if code < 0 else f"code {code}"
    return ReadingFailed(file=request.file, detail=detail)


# --- in the child -----------------------------------------------------------------------


def serve() -> None:
    """Read what comes on standard input until it ends; the child's whole life."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints is no reply
    pickle.dump(("ready",), replies)
    replies.flush()
    limit = _Limit()
    threading.Thread(target=limit.watch, daemon=True).start()
    code = 0
    try:
        while True:
            request: Request = pickle.load(sys.stdin.buffer)
            limit.set(request.settings.memory_megabytes)
            if _reply(request, replies, limit):
                break
    except EOFError:
        code = 0
    except MemoryError:
        code = _OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001  # told by the exit code: nobody reads a traceback here
        code = _CRASHED
    os._exit(code)


def _reply(request: Request, replies: IO[bytes], limit: _Limit) -> bool:
    """Read one file and send what came of it; say whether a fresh child should take over."""
    seconds = request.settings.seconds_per_page
    told = 0.0

    def send(*message: Any) -> None:
        pickle.dump(message, replies, pickle.HIGHEST_PROTOCOL)
        replies.flush()

    def turned(page: int, pages: int) -> None:
        nonlocal told
        faulthandler.dump_traceback_later(seconds, exit=True)
        if time.monotonic() - told > 0.1:
            told = time.monotonic()
            send("page", page, pages)

    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        made = draft(request, turned)
    except FileRefused as refusal:
        send("refused", type(refusal), refusal.facts)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # a page of any make must not stop the other files
        detail = f"{type(error).__name__}: {error}"[:200]
        send("refused", ReadingFailed, {"file": request.file, "detail": detail})
    else:
        faulthandler.cancel_dump_traceback_later()
        leaving = limit.half_used()
        send("done", made, leaving)
        return leaving
    finally:
        faulthandler.cancel_dump_traceback_later()
    return False


class _Limit:
    """How much memory the child may use; watched from a thread, and by the system on Linux."""

    def __init__(self) -> None:
        self._bytes = sys.maxsize
        self._parent = os.getppid()

    def set(self, megabytes: int) -> None:
        self._bytes = megabytes * 1_000_000
        if _SYSTEM == "linux":
            import resource

            # The thread cannot run while C code holds the interpreter: the system then refuses.
            most = self._bytes + _SPARE_BYTES
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            if hard != resource.RLIM_INFINITY:
                most = min(most, hard)
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))

    def half_used(self) -> bool:
        """Say whether the child should make room for a fresh one."""
        return _resident() > self._bytes // 2

    def watch(self) -> None:
        while True:
            if _resident() > self._bytes:
                os._exit(_OUT_OF_MEMORY)
            if os.getppid() != self._parent:
                os._exit(0)
            time.sleep(0.05)


def _resident() -> int:
    """Return the bytes of memory this process holds; 0 where the system does not tell."""
    if _SYSTEM == "linux":
        with open("/proc/self/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    if _SYSTEM == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return 0
