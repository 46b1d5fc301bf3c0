"""One document in: admit → read → clean → chunk → embed → publish; the same path for all.

A document is published in one SQLite transaction, and Chroma, which holds nothing of its own,
catches up after the last: what is killed in between is answered from SQLite until it has. While
one document is embedded, the next is being read in the reader's process.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ingest import (
    audit,
    chunking,
    embedding,
    health,
    ocr,
    originals,
    scans,
    token_vectors,
    trash,
)
from ingest.admission import Source, admit
from ingest.embedding import SentenceEmbeddings
from ingest.entry import Entry
from ingest.errors import FileRefused
from ingest.library import Library
from ingest.reader import Draft, Reader, Request
from ingest.schema import Document, Language, Metadata
from ingest.settings import LibrarySettings
from ingest.vectors import VectorIndex

Status = Literal["added", "unchanged", "replaced", "refused"]
Stage = Literal["reading", "ocr", "embedding", "published"]


@dataclass(frozen=True, slots=True)
class Step:
    """How far one file is: `done` of `total` pages while reading and in OCR, else chunks."""

    file: str
    stage: Stage
    done: int = 0
    total: int = 0


Progress = Callable[[Step], None]


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


@dataclass(frozen=True, slots=True)
class Workshop:
    """What adding needs, opened once."""

    settings: LibrarySettings
    library: Library
    index: VectorIndex
    embeddings: SentenceEmbeddings


def open_workshop(settings: LibrarySettings, *, any_model: bool = False) -> Workshop:
    """Open the library of the settings, its index and its model (loaded when first used).

    Raises ModelMismatch unless `any_model`, LibraryDamaged, LibraryTooNew, DiskFull.
    """
    wanted = embedding.fingerprint(settings)
    library = Library(settings.home, None if any_model else wanted)
    index = VectorIndex(library, wanted)
    return Workshop(settings, library, index, embedding.load_embeddings(settings))


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
    Raises LibraryBusy when another process writes for longer than `wait` seconds, DiskFull.
    """
    with workshop.library.writing("passerelle add", wait=wait):
        originals.tidy(workshop.library)
        with _reading_ahead() as reading:
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


def reindex(workshop: Workshop, progress: Progress = lambda step: None) -> int:
    """Read and embed every document again under today's fingerprint; return how many.

    The library answers as before until all are done; stopped midway, it goes on where it was. A
    document whose file cannot be read any more keeps the pages it has.
    """
    library, wanted = workshop.library, embedding.fingerprint(workshop.settings)
    with library.writing("passerelle reindex"):
        originals.tidy(library)
        documents = library.documents()
        if library.fingerprint != wanted:
            digests, done = library.files(), library.files(wanted)
            with _reading_ahead() as reading:
                for document in documents:
                    sha256 = digests[document.file]
                    if done.get(document.file) != sha256:
                        drafted = _read_again(workshop, document, reading)
                        drafted = _look_again(workshop, drafted, document, sha256, progress)
                        entry = _embed(workshop, drafted, document.file, sha256, progress)
                        library.publish(replace(entry, size=document.size))
                    progress(Step(document.file, "published"))
            library.switch(wanted)
        originals.tidy(library)
        workshop.index.catch_up()
    return len(documents)


def check(workshop: Workshop, *, repair: bool = False) -> list[str]:
    """Return what is wrong with the library, in French; with `repair`, mend what can be first."""
    return health.check(workshop.library, workshop.index, repair=repair)


@dataclass(frozen=True, slots=True)
class _Reading:
    """The reader's process, and the thread that waits for it."""

    reader: Reader
    thread: ThreadPoolExecutor


@dataclass(frozen=True, slots=True)
class _Offer:
    """A file on its way: refused, or being read."""

    file: str
    refusal: FileRefused | None = None
    sha256: str = ""
    data: bytes = b""
    draft: Future[Draft] | None = None


@contextmanager
def _reading_ahead() -> Iterator[_Reading]:
    reader, thread = Reader(), ThreadPoolExecutor(1, thread_name_prefix="reading")
    try:
        yield _Reading(reader, thread)
    finally:
        reader.close()  # what it was reading then ends, and with it what waits in the thread
        thread.shutdown(cancel_futures=True)


def _offers(
    workshop: Workshop,
    sources: Sequence[Source],
    password: str,
    reading: _Reading,
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
        known = workshop.library.document_of(sha256)
        if known is not None and not _gains_by_ocr(workshop, known):
            return _Offer(source.file, None, sha256)
        if known is not None:
            source = Source(known.file)
            data = workshop.library.original(known.id).read_bytes()
        request = _request(workshop, data, source.file, sha256, password)
        future = reading.thread.submit(reading.reader.draft, request, turned)
        return _Offer(source.file, None, sha256, data, future)

    ahead: _Offer | None = None
    for source, after in zip(sources, [*sources[1:], None], strict=True):
        shown = source.file
        progress(Step(source.file, "reading"))
        offer = ahead or offered(source)
        ahead = offered(after) if after else None
        yield offer


def _enter(workshop: Workshop, offer: _Offer, who: str, progress: Progress) -> Outcome:
    """Embed and publish a file that was read."""
    library = workshop.library
    # Asked again: the file before it may have had the same bytes.
    known = library.document_of(offer.sha256) if offer.sha256 else None
    if known is not None and not (offer.draft and _gains_by_ocr(workshop, known)):
        return Outcome(offer.file, "unchanged", known)
    if offer.draft is None:
        return Outcome(offer.file, "refused", refusal=offer.refusal)
    try:
        draft = offer.draft.result()
    except FileRefused as refusal:
        return Outcome(offer.file, "refused", refusal=refusal)
    draft = _look(workshop, draft, offer.file, offer.sha256, offer.data, progress)
    replaces = offer.file in library.files()
    entry = _embed(workshop, draft, offer.file, offer.sha256, progress)
    originals.keep(library, entry.id, entry.format, draft.opened or offer.data)
    with trash.version_kept(library, "" if known else offer.file, who):
        library.publish(replace(entry, size=known.size if known else len(offer.data)))
    progress(Step(offer.file, "published"))
    return Outcome(offer.file, "replaced" if replaces else "added", library.document(entry.id))


def _gains_by_ocr(workshop: Workshop, document: Document) -> bool:
    """Say whether a document holds pages that only OCR, installed since, can read."""
    return ocr.is_available(workshop.settings) and workshop.library.awaits_ocr(document.id)


def _look(
    workshop: Workshop, draft: Draft, file: str, sha256: str, data: bytes, progress: Progress
) -> Draft:
    """Read a draft's unreadable pages by OCR, where it can be had."""

    def tell(done: int, total: int) -> None:
        progress(Step(file, "ocr", done, total))

    request = _request(workshop, draft.opened or data, file, sha256)
    return scans.with_ocr(draft, request, tell)


def _look_again(
    workshop: Workshop, draft: Draft, document: Document, sha256: str, progress: Progress
) -> Draft:
    """Keep what OCR read of a document before, and have it look at what it has not seen."""
    library, id = workshop.library, document.id
    kept = [library.page(id, page.number) for page in draft.pages if page.unreadable]
    draft = scans.with_pages(
        draft,
        {page.number: page for page in kept if page.boxes is not None},
        _request(workshop, b"", document.file, sha256),
    )
    original = library.original(id)
    data = original.read_bytes() if original.is_file() else b""
    return _look(workshop, draft, document.file, sha256, data, progress)


def _embed(workshop: Workshop, draft: Draft, file: str, sha256: str, progress: Progress) -> Entry:
    total, embedded = len(draft.chunks), 0

    def tell(count: int) -> None:
        nonlocal embedded
        embedded += count
        progress(Step(file, "embedding", embedded, total))

    progress(Step(file, "embedding", 0, total))
    texts = [embedding.passage(draft.title, chunk.text) for chunk in draft.chunks]
    found: dict[int, tuple[NDArray[np.float32], bytes]] = {}
    for index, each in workshop.embeddings.encode_with_tokens(texts, tell):
        # Spans count from the chunk's start: the title before it, which is no part of the page,
        # lies below 0.
        spans = np.array(each.tokens.spans, np.int64).reshape(-1, 2)
        spans -= len(texts[index]) - len(draft.chunks[index].text)
        found[index] = each.vector, token_vectors.pack(each.tokens.vectors, spans)
    ordered = [found[index] for index in range(total)]
    rows = np.stack([vector for vector, _ in ordered]) if ordered else np.zeros((0, 0), np.float32)
    return Entry(
        chunking.document_id(sha256),
        file,
        draft.title,
        draft.metadata,
        sha256,
        0,
        draft.pages,
        draft.chunks,
        np.ascontiguousarray(rows, dtype=np.float32),
        embedding.fingerprint(workshop.settings),
        draft.format,
        draft.unit,
        [packed for _, packed in ordered],
    )


def _request(
    workshop: Workshop, data: bytes, file: str, sha256: str, password: str = ""
) -> Request:
    settings = workshop.settings
    wanted = embedding.fingerprint(settings)
    return Request(data, file, chunking.document_id(sha256), wanted, password, settings)


def _read_again(workshop: Workshop, document: Document, reading: _Reading) -> Draft:
    """Read a kept document anew, or cut the pages in the library where its file cannot be."""
    library, id = workshop.library, document.id
    try:
        data = library.original(id).read_bytes()
        sha256 = library.files()[document.file]
        return reading.reader.draft(_request(workshop, data, document.file, sha256))
    except (OSError, FileRefused):
        pages = [library.page(id, number) for number in library.page_numbers(id)]
        wanted = embedding.fingerprint(workshop.settings)
        chunks = [chunk for page in pages for chunk in chunking.chunk_page(page, id, wanted)]
        told = Metadata(document.title, document.author, document.date)
        return Draft(document.title, told, pages, chunks, None, document.format, document.unit)
