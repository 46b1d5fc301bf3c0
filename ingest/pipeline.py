"""One document in: admit → read → clean → chunk → embed → publish; the same path for all.

A document is published in one SQLite transaction, and Chroma, which holds nothing of its own,
catches up after the last: what is killed in between is answered from SQLite until it has. While
one document is embedded, the next is being read in the reader's process.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest import audit, embedding, health, ocr, originals, trash
from ingest.admission import Source, admit
from ingest.errors import ModelMismatch
from ingest.reader import Draft
from ingest.refusals import FileRefused
from ingest.schema import Document, Language
from ingest.settings import LibrarySettings
from ingest.workshop import (
    Progress,
    ReadingAhead,
    Step,
    Workshop,
    embed,
    look,
    reading_ahead,
    request_for,
)

Status = Literal["added", "unchanged", "replaced", "refused"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file offered to the library."""

    file: str
    status: Status
    document: Document | None = None
    refusal: FileRefused | None = None
    seconds: float = 0.0

    def reason(self, language: Language = "fr") -> str:
        """Say why it was refused; empty when it was not."""
        return self.refusal.message(language) if self.refusal else ""

    @property
    def already(self) -> str:
        """Return the other name under which the library has these bytes; empty when none."""
        known = self.document if self.status == "unchanged" else None
        return known.file if known and known.file != self.file else ""


def add(
    workshop: Workshop,
    sources: Sequence[Source],
    *,
    password: str = "",
    progress: Progress = lambda step: None,
    wait: float = 0.5,
    who: str = "",
) -> Iterator[Outcome]:
    """Add files one by one, yielding what became of each; a refused one stops no other.

    The version that one takes the place of stays in the trash for a while, under the name of `who`.
    Raises LibraryBusy when another process writes for longer than `wait` seconds, DiskFull,
    ModelMismatch when another one embedded the library anew since it was opened.
    """
    with workshop.library.writing("passerelle add", wait=wait):
        stored, wanted = workshop.library.fingerprint, embedding.fingerprint(workshop.settings)
        if stored != wanted:
            raise ModelMismatch(stored=stored, wanted=wanted)
        originals.tidy(workshop.library)
        sources = originals.named(workshop.library.home, sources)
        with reading_ahead() as reading:
            started = time.perf_counter()
            for offer in _offers(workshop, sources, password, reading, progress):
                outcome = _enter(workshop, offer, who, progress)
                now = time.perf_counter()
                yield replace(outcome, seconds=round(now - started, 3))
                started = time.perf_counter()
        originals.tidy(workshop.library)
        workshop.index.catch_up()


def advice(outcomes: Sequence[Outcome], settings: LibrarySettings, language: Language) -> str:
    """Say, once, what would make unreadable pages readable; empty when nothing would."""
    found = (outcome.document for outcome in outcomes if outcome.document)
    unreadable = any(each.unreadable_pages and each.format == "pdf" for each in found)
    return ocr.advice(settings, language) if unreadable else ""


def record(home: Path, who: str, outcome: Outcome) -> None:
    """Write in the audit log what became of a file; raises DiskFull."""
    document = outcome.document.id if outcome.document else ""
    detail = outcome.refusal.code if outcome.refusal else ""
    audit.record(home, who, outcome.status, outcome.file, document, detail)


def remove(workshop: Workshop, name: str, *, wait: float = 0.5) -> Document:
    """Take a document out of the library, by id or file name, and return what it was.

    Raises UnknownDocument, LibraryBusy, DiskFull.
    """
    library = workshop.library
    with library.writing("passerelle remove", wait=wait):
        document = library.document(name)
        library.remove(document.id)
        originals.tidy(library)
        workshop.index.catch_up()
    return document


def check(workshop: Workshop, language: Language = "fr", *, repair: bool = False) -> list[str]:
    """Return what is wrong with the library; with `repair`, mend what can be first."""
    return health.check(workshop.library, workshop.index, language, repair=repair)


@dataclass(frozen=True, slots=True)
class _Offer:
    """A file on its way: refused, being read, or known under a name."""

    file: str
    refusal: FileRefused | None = None
    sha256: str = ""
    data: bytes = b""
    draft: Future[Draft] | None = None
    known: str = ""


def _offers(
    workshop: Workshop,
    sources: Sequence[Source],
    password: str,
    reading: ReadingAhead,
    progress: Progress,
) -> Iterator[_Offer]:
    """Yield each file in turn, the one after it already being read."""
    shown = ""

    def offered(source: Source) -> _Offer:
        def turned(page: int, pages: int) -> None:
            if source.file == shown:
                progress(Step(source.file, "reading", page, pages))

        try:
            data, sha256 = admit(source, workshop.settings)
        except FileRefused as refusal:
            return _Offer(source.file, refusal)
        known = _kept(workshop, sha256)
        if known is not None and not _gains_by_ocr(workshop, known):
            return _Offer(source.file, None, sha256, known=known.file)
        if known is not None:
            data = workshop.library.original(known.id).read_bytes()
        # One whose kept file is missing comes back under its name, wherever it is taken from.
        if mine := workshop.library.document_of(sha256):
            source = Source(mine.file)
        request = request_for(workshop, data, source.file, sha256, password)
        future = reading.thread.submit(reading.reader.draft, request, turned)
        return _Offer(source.file, None, sha256, data, future)

    def in_turn() -> Iterator[tuple[Source, _Offer]]:
        waiting, coming = deque((each, False) for each in sources), {each.file for each in sources}
        while waiting:
            source, deferred = waiting.popleft()
            coming.discard(source.file)
            offer = offered(source)
            # What the library has under the name of a file still to come may leave with it.
            if offer.known in coming and not deferred:
                waiting.append((source, True))
            else:
                yield source, offer

    turns = in_turn()
    following = next(turns, None)
    while following:
        source, offer = following
        shown = source.file
        progress(Step(source.file, "reading"))
        if offer.known and workshop.library.document_of(offer.sha256) is None:
            offer = offered(source)  # it left with the file before this one
        following = next(turns, None)
        yield offer


def _enter(workshop: Workshop, offer: _Offer, who: str, progress: Progress) -> Outcome:
    """Embed and publish a file that was read."""
    library = workshop.library
    # Asked again: the file before it may have had the same bytes.
    known = _kept(workshop, offer.sha256) if offer.sha256 else None
    if known is not None and not (offer.draft and _gains_by_ocr(workshop, known)):
        return Outcome(offer.file, "unchanged", known)
    if offer.draft is None:
        return Outcome(offer.file, "refused", refusal=offer.refusal)
    try:
        draft = offer.draft.result()
    except FileRefused as refusal:
        return Outcome(offer.file, "refused", refusal=refusal)
    draft = look(workshop, draft, offer.file, offer.sha256, offer.data, progress)
    replaces = offer.file in library.files()
    entry = embed(workshop, draft, offer.file, offer.sha256, progress)
    originals.keep(library, entry.id, entry.format, draft.opened or offer.data)
    with trash.version_kept(library, "" if known else offer.file, who):
        library.publish(replace(entry, size=known.size if known else len(offer.data)))
    progress(Step(offer.file, "published"))
    return Outcome(offer.file, "replaced" if replaces else "added", library.document(entry.id))


def _kept(workshop: Workshop, sha256: str) -> Document | None:
    """Return the document of those bytes; None too where its original went missing."""
    known = workshop.library.document_of(sha256)
    return known if known and workshop.library.original(known.id).is_file() else None


def _gains_by_ocr(workshop: Workshop, document: Document) -> bool:
    """Say whether a document holds pages that only OCR, installed since, can read."""
    return ocr.is_available(workshop.settings) and workshop.library.awaits_ocr(document.id)
