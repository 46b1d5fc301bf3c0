"""One document in: admit → read → clean → chunk → embed → publish; the same path for all.

Chroma is written first and SQLite last, in one transaction: what is killed in between leaves
vectors that no document owns, which no search shows and the next writer deletes.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from ingest import chunking, cleaning, embedding, vectors
from ingest.admission import Source, admit
from ingest.embedding import SentenceEmbeddings
from ingest.errors import FileRefused
from ingest.imprint import with_printed_date
from ingest.library import Entry, Library
from ingest.pdf import read_pdf
from ingest.schema import Document, Language, StoredChunk
from ingest.settings import LibrarySettings
from ingest.titles import choose_title
from ingest.vectors import VectorIndex

Status = Literal["added", "unchanged", "replaced", "refused"]
Stage = Literal["reading", "embedding", "published"]


@dataclass(frozen=True, slots=True)
class Step:
    """How far one file is: `done` of `total` chunks while embedding, else 0 of 0."""

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

    Raises ModelMismatch unless `any_model`, LibraryDamaged, LibraryTooNew.
    """
    wanted = embedding.fingerprint(settings)
    library = Library(settings.home, None if any_model else wanted)
    index = VectorIndex(settings.home, wanted)
    return Workshop(settings, library, index, embedding.load_embeddings(settings))


def add(
    workshop: Workshop,
    sources: Sequence[Source],
    *,
    password: str = "",
    progress: Progress = lambda step: None,
    wait: float = 0.5,
) -> Iterator[Outcome]:
    """Add files one by one, yielding what became of each; a refused one stops no other.

    Raises LibraryBusy when another process writes for longer than `wait` seconds.
    """
    with workshop.library.writing("passerelle add", wait=wait):
        synchronise(workshop)
        for source in sources:
            started = time.perf_counter()
            outcome = _add_one(workshop, source, password, progress)
            seconds = round(time.perf_counter() - started, 3)
            yield Outcome(outcome.file, outcome.status, outcome.document, outcome.refusal, seconds)


def remove(workshop: Workshop, name: str, *, wait: float = 0.5) -> Document:
    """Take a document out of the library, by id or file name, and return what it was.

    Raises UnknownDocument, LibraryBusy.
    """
    library = workshop.library
    with library.writing("passerelle remove", wait=wait):
        document = library.document(name)
        original = library.original(document.id)
        gone = library.remove(document.id)
        workshop.index.follow(library.generation, own=True)
        workshop.index.remove(gone)
        original.unlink(missing_ok=True)
    return document


def reindex(workshop: Workshop, progress: Progress = lambda step: None) -> int:
    """Read and embed every document again under today's fingerprint; return how many.

    The library answers as before until all are done; stopped midway, it goes on where it was.
    """
    library, wanted = workshop.library, embedding.fingerprint(workshop.settings)
    with library.writing("passerelle reindex"):
        digests, done = library.files(), library.files(wanted)
        documents = library.documents()
        if library.fingerprint != wanted:
            for document in documents:
                sha256 = digests[document.file]
                if done.get(document.file) != sha256:
                    data = library.original(document.id).read_bytes()
                    entry = _prepare(workshop, data, document.file, sha256, "", progress)[0]
                    library.publish(entry)
                progress(Step(document.file, "published"))
            library.switch(wanted)
        synchronise(workshop)
        workshop.index.forget_others()
    return len(documents)


def synchronise(workshop: Workshop, *, thoroughly: bool = False) -> None:
    """Make the Chroma collection hold the library's chunks, no more and no less.

    Counts are compared first; ids only when they differ, or `thoroughly`. The write lock must be
    held.
    """
    library, index = workshop.library, workshop.index
    index.follow(library.generation)
    if index.count() == library.chunk_count() and not thoroughly:
        return
    wanted, present = library.chunk_ids(), set(index.ids())
    index.remove(sorted(present.difference(wanted)))
    missing = [each for each in wanted if each not in present]
    for start in range(0, len(missing), 2_000):
        some = missing[start : start + 2_000]
        chunks = library.chunks(some)
        index.add([chunks[each] for each in some], library.vectors(some))


def check(workshop: Workshop, *, repair: bool = False) -> list[str]:
    """Return what is wrong with the library, in French; with `repair`, mend what can be first.

    The Chroma index is looked at from another process, since a damaged one crashes its reader.
    """
    library, index = workshop.library, workshop.index
    if repair:
        with library.writing("passerelle check --repair"):
            if any("index" in problem for problem in library.problems()):
                library.rebuild_text_indexes()
            if _index_problems(workshop):
                index.erase()
                synchronise(workshop)
    return library.problems() + _index_problems(workshop)


def _index_problems(workshop: Workshop) -> list[str]:
    workshop.index.close()
    present = vectors.ids_seen_from_outside(workshop.index)
    if present is None:
        return ["index Chroma illisible"]
    wanted = set(workshop.library.chunk_ids())
    lacking, extra = len(wanted - present), len(present - wanted)
    problems = [f"index Chroma : {lacking} passages absents"] if lacking else []
    return problems + ([f"index Chroma : {extra} passages en trop"] if extra else [])


def _add_one(workshop: Workshop, source: Source, password: str, progress: Progress) -> Outcome:
    library = workshop.library
    progress(Step(source.file, "reading"))
    try:
        data, sha256 = admit(source, workshop.settings)
        known = library.document_of(sha256)
        if known is not None:
            return Outcome(source.file, "unchanged", known)
        replaces = source.file in library.files()
        entry, opened = _prepare(workshop, data, source.file, sha256, password, progress)
    except FileRefused as refusal:
        return Outcome(source.file, "refused", refusal=refusal)
    previous = library.original(library.document(source.file).id) if replaces else None
    _keep(opened, library.original(entry.id, entry.format))
    workshop.index.add(_stored(entry), entry.vectors)
    gone = library.publish(entry)
    workshop.index.follow(library.generation, own=True)
    workshop.index.remove(gone)
    if previous:
        previous.unlink(missing_ok=True)
    progress(Step(source.file, "published"))
    return Outcome(source.file, "replaced" if replaces else "added", library.document(entry.id))


def _prepare(
    workshop: Workshop, data: bytes, file: str, sha256: str, password: str, progress: Progress
) -> tuple[Entry, bytes]:
    """Read, clean, chunk and embed; return the entry and bytes that open without a password."""
    settings = workshop.settings
    reading = read_pdf(data, file, password=password, max_pages=settings.max_pages)
    wanted = embedding.fingerprint(settings)
    pages = cleaning.clean(reading.pages)
    title = choose_title(reading.metadata, reading.pages[0], pages[0], file)
    id = chunking.document_id(sha256)
    chunks = [chunk for page in pages for chunk in chunking.chunk_page(page, id, wanted)]
    embedded = 0

    def tell(count: int) -> None:
        nonlocal embedded
        embedded += count
        progress(Step(file, "embedding", embedded, len(chunks)))

    progress(Step(file, "embedding", 0, len(chunks)))
    texts = [embedding.passage(title, chunk.text) for chunk in chunks]
    rows = workshop.embeddings.encode_passages(texts, tell)
    rows = np.ascontiguousarray(rows, dtype=np.float32)
    meta = with_printed_date(reading.metadata, pages)
    entry = Entry(
        id,
        file,
        title,
        meta,
        sha256,
        len(data),
        pages,
        chunks,
        rows,
        wanted,
        reading.format,
        reading.unit,
    )
    return entry, reading.data


def _stored(entry: Entry) -> list[StoredChunk]:
    pages = {page.number: page for page in entry.pages}
    return [
        StoredChunk(
            each.id,
            entry.id,
            entry.file,
            entry.title,
            each.page,
            pages[each.page].label,
            each.start,
            each.end,
            each.text,
            entry.unit,
            pages[each.page].ocr,
            each.section,
        )
        for each in entry.chunks
    ]


def _keep(data: bytes, path: Path) -> None:
    """Write the PDF whole or not at all, and on the disk before anything refers to it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
