"""A draft whose unreadable pages OCR reads, between reading and embedding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace

from ingest import chunking, ocr
from ingest.imprint import with_printed_date
from ingest.reader import Draft, Drawing, Reader, Request
from ingest.schema import Page
from ingest.titles import choose_title


def with_ocr(
    draft: Draft,
    request: Request,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> Draft:
    """Return the draft with what OCR reads of a PDF's unreadable pages, where OCR can be had.

    `request.data` are bytes that open freely. Title and date are told anew where the first page
    was among them; pages OCR has looked at before are left alone.
    """
    if draft.format != "pdf" or not request.data or not ocr.is_available(request.settings):
        return draft
    awaited = [page for page in draft.pages if page.unreadable and page.boxes is None]
    if not awaited:
        return draft
    # One of its own: the reading child is already at the next file.
    with closing(Reader()) as reader:
        pictures = reader.pictures(Drawing(request, [page.number for page in awaited]))
        read, raws = ocr.read_pages(awaited, pictures, request.settings, tell)
    first = draft.pages[0].number
    if first in raws:
        title = choose_title(draft.metadata, raws[first], read[first], request.file)
        told = with_printed_date(draft.metadata, [read[first]])
        draft = replace(draft, title=title, metadata=told)
    return with_pages(draft, read, request)


def with_pages(draft: Draft, read: Mapping[int, Page], request: Request) -> Draft:
    """Return the draft with those pages in place of its own, cut into chunks again."""
    if not read:
        return draft
    chunks = [each for each in draft.chunks if each.page not in read]
    for page in read.values():
        chunks += chunking.chunk_page(page, request.id, request.fingerprint)
    return replace(
        draft,
        pages=[read.get(page.number, page) for page in draft.pages],
        chunks=sorted(chunks, key=lambda each: (each.page, each.start)),
    )
