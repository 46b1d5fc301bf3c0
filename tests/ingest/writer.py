"""A process that writes in a library and says each thing done, for tests that kill it.

It is forked from one that has imported what it needs and does nothing else: importing takes longer
than writing, and a kill that falls in it shows nothing.
"""

from __future__ import annotations

import multiprocessing
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from ingest import pipeline, reindexing
from ingest.admission import sources
from tests.ingest.doubles import quick_workshop

_FORKED = multiprocessing.get_context("forkserver")
_FORKED.set_forkserver_preload(["ingest.chroma", "ingest.pipeline", "ingest.reindexing"])

Deed = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Writer:
    """The process, and where it says which file is now what."""

    process: ForkServerProcess
    _heard: Connection

    def writes(self) -> bool:
        """Say whether it still runs."""
        return self.process.is_alive()

    def kill(self) -> None:
        """Kill it, unless it is over already."""
        if self.process.is_alive():
            self.process.kill()

    def said(self) -> list[Deed]:
        """Return all it says until it ends."""
        deeds: list[Deed] = []
        try:
            while True:
                deeds.append(self._heard.recv())
        except EOFError:
            self._heard.close()
        self.process.join()
        assert self.process.exitcode in (0, -signal.SIGKILL)
        return deeds


def start(what: str, home: Path, folder: Path, model: str = "words") -> Writer:
    """Start a process that does `what` in the library of a home; it has opened it."""
    heard, saying = _FORKED.Pipe(duplex=False)
    process = _FORKED.Process(target=_write, args=(what, home, folder, model, saying))
    process.start()
    saying.close()  # the process has its own: what is heard ends with it
    assert heard.recv() == ("", "ready")
    return Writer(process, heard)


def _write(what: str, home: Path, folder: Path, model: str, saying: Connection) -> None:
    workshop = quick_workshop(home, model=model)
    saying.send(("", "ready"))
    if what in ("add", "replace"):
        for outcome in pipeline.add(workshop, sources([folder]), wait=60):
            saying.send((outcome.file, outcome.status))
    elif what == "remove":
        for document in workshop.library.documents()[:-2]:
            saying.send((pipeline.remove(workshop, document.id).file, "removed"))
    else:
        reindexing.reindex(workshop)
        saying.send(("", "reindexed"))
    workshop.index.close()
    workshop.library.close()
