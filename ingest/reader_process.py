"""The reader's child: reads files and draws pages until its standard input ends.

Two guards live in it: faulthandler's watchdog, which needs no interpreter lock
(https://docs.python.org/3/library/faulthandler.html#faulthandler.dump_traceback_later), ends it
when a page takes too long; a thread watches its memory, and that its parent still lives.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
import threading
import time
from typing import IO, Any

from ingest.pdf import render_page
from ingest.picture import Picture, as_picture, draw
from ingest.reader import CRASHED, OUT_OF_MEMORY, Drawing, Request, Sight, draft
from ingest.refusals import FileRefused, ReadingFailed
from ingest.schema import Box

_SYSTEM: str = sys.platform
# Address space is asked for well before it is used; this much more than the limit is let through.
_SPARE_BYTES = 2_000_000_000
_LARGE = 150_000_000


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
            task: Request | Drawing | Sight = pickle.load(sys.stdin.buffer)
            told = task.request if isinstance(task, Drawing) else task
            limit.set(told.settings.memory_megabytes)
            if isinstance(task, Drawing):
                _draw(task, replies)
            elif _reply(task, replies, limit):
                break
    except EOFError:
        code = 0
    except MemoryError:
        code = OUT_OF_MEMORY
    except BaseException:  # noqa: BLE001  # told by the exit code: nobody reads a traceback here
        code = CRASHED
    os._exit(code)


def _reply(task: Request | Sight, replies: IO[bytes], limit: _Limit) -> bool:
    """Read one file, or draw one page, and send it; say whether a fresh child should take over."""
    seconds = task.settings.seconds_per_page
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
        made = draft(task, turned) if isinstance(task, Request) else _shown(task)
    except FileRefused as refusal:
        send("refused", type(refusal), refusal.facts)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # a page of any make must not stop the other files
        detail = f"{type(error).__name__}: {error}"[:200]
        send("refused", ReadingFailed, {"file": task.file, "detail": detail})
    else:
        faulthandler.cancel_dump_traceback_later()
        leaving = limit.half_used()
        send("done", made, leaving)
        return leaving
    finally:
        faulthandler.cancel_dump_traceback_later()
    return False


def _draw(drawing: Drawing, replies: IO[bytes]) -> None:
    """Draw pages and send each picture; None for one that cannot be drawn."""
    for page in drawing.pages:
        faulthandler.dump_traceback_later(drawing.request.settings.seconds_per_page, exit=True)
        picture = draw(drawing.request.data, page)
        faulthandler.cancel_dump_traceback_later()  # how long OCR takes is no fault of the page
        pickle.dump(("picture", picture), replies, pickle.HIGHEST_PROTOCOL)
        replies.flush()


def _shown(sight: Sight) -> tuple[Picture, list[list[Box]]]:
    drawn, boxes = render_page(sight.path, sight.page, scale=sight.scale, marks=sight.marks)
    return as_picture(drawn), boxes


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
        """Say whether the child should make room for a fresh one.

        What a large file leaves in it would else weigh all the while that the file is embedded.
        """
        return _resident() > min(self._bytes // 2, _LARGE)

    def watch(self) -> None:
        while True:
            if _resident() > self._bytes:
                os._exit(OUT_OF_MEMORY)
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
