"""A draft whose unreadable pages OCR reads, between reading and embedding."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import replace

from ingest import chunking, french, ocr
from ingest.imprint import with_printed_date
from ingest.reader import Draft, Drawing, Reader, Request
from ingest.schema import Page
from ingest.titles import choose_title

# What OCR must add to a page that has a text, and how much of that text it must have read as well.
_MORE_CHARACTERS, _SAME_WORDS = 100, 0.8


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
        seen, raws = ocr.read_pages(awaited, pictures, request.settings, tell)
    read = {page.number: _kept(page, seen[page.number]) for page in awaited}
    first = draft.pages[0].number
    if first in read and read[first].ocr:
        title = choose_title(draft.metadata, raws[first], read[first], request.file)
        told = with_printed_date(draft.metadata, [read[first]])
        draft = replace(draft, title=title, metadata=told)
    return with_pages(draft, read, request)


def _kept(page: Page, seen: Page) -> Page:
    """Return what is kept of a page that OCR has looked at; never both of two texts.

    Where the page has a text, OCR must have read it too, and much more: pictures with no words in
    them leave a page as it is, and words that OCR cannot tell from its text leave it half unread.
    """
    if page.unreadable != "pictured":
        return seen
    if not seen.ocr or len(seen.text) < len(page.text) + _MORE_CHARACTERS:
        return replace(page, unreadable=None)
    own, found = french.words(page.text), set(french.words(seen.text))
    same = sum(word in found for word in own) >= _SAME_WORDS * len(own)
    return seen if same else replace(page, boxes=())


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
