"""Every document read and embedded again, under today's model and rules."""

from __future__ import annotations

from dataclasses import replace

from ingest import chunking, embedding, originals, scans
from ingest.reader import Draft
from ingest.refusals import FileRefused
from ingest.schema import Document, Metadata
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


def reindex(workshop: Workshop, progress: Progress = lambda step: None) -> int:
    """Read and embed every document again under today's fingerprint; return how many.

    The library answers as before until all are done; stopped midway, it goes on where it was. A
    document whose file cannot be read any more keeps the pages it has.
    """
    library, wanted = workshop.library, embedding.fingerprint(workshop.settings)
    with library.writing("passerelle reindex"):
        originals.tidy(library)
        documents = library.documents()
        digests, done = library.files(), library.files(wanted)
        with reading_ahead() as reading:
            for document in documents:
                sha256 = digests[document.file]
                if done.get(document.file) != sha256:
                    drafted = _read_again(workshop, document, reading)
                    drafted = _look_again(workshop, drafted, document, sha256, progress)
                    entry = embed(workshop, drafted, document.file, sha256, progress)
                    library.publish(replace(entry, size=document.size))
                progress(Step(document.file, "published"))
        if library.fingerprint != wanted:
            library.switch(wanted)
        originals.tidy(library)
        workshop.index.catch_up()
    return len(documents)


def _read_again(workshop: Workshop, document: Document, reading: ReadingAhead) -> Draft:
    """Read a kept document anew, or cut the pages in the library where its file cannot be."""
    library, id = workshop.library, document.id
    try:
        data = library.original(id).read_bytes()
        sha256 = library.files()[document.file]
        return reading.reader.draft(request_for(workshop, data, document.file, sha256))
    except (OSError, FileRefused):
        pages = [library.page(id, number) for number in library.page_numbers(id)]
        wanted = embedding.fingerprint(workshop.settings)
        chunks = [chunk for page in pages for chunk in chunking.chunk_page(page, id, wanted)]
        told = Metadata(document.title, document.author, document.date)
        return Draft(document.title, told, pages, chunks, None, document.format, document.unit)


def _look_again(
    workshop: Workshop, draft: Draft, document: Document, sha256: str, progress: Progress
) -> Draft:
    """Keep what OCR read of a document before, and have it look at what it has not seen."""
    library, id = workshop.library, document.id
    kept = [library.page(id, page.number) for page in draft.pages if page.unreadable]
    draft = scans.with_pages(
        draft,
        {page.number: page for page in kept if page.boxes is not None},
        request_for(workshop, b"", document.file, sha256),
    )
    if draft.pages and draft.pages[0].ocr:  # its title and date were read there
        told = replace(draft.metadata, date=document.date)
        draft = replace(draft, title=document.title, metadata=told)
    original = library.original(id)
    data = original.read_bytes() if original.is_file() else b""
    return look(workshop, draft, document.file, sha256, data, progress)
