"""Bytes to a Reading, whatever the format; and a Reading to the pages the library keeps."""

from __future__ import annotations

from array import array
from collections.abc import Callable

from ingest import cleaning, markdown, markup, office, plain_text
from ingest.formats import format_of
from ingest.office_heads import read_heads
from ingest.pdf import read_pdf
from ingest.refusals import EmptyFile
from ingest.schema import Format, Metadata, Page, RawPage, Reading, Unreadable
from ingest.sections import Block, as_line, as_pages
from ingest.settings import LibrarySettings

Turned = Callable[[int, int], None]
_Read = Callable[[bytes, str], tuple[list[Block], Metadata]]
_READERS: dict[Format, _Read] = {
    "docx": office.read_docx,
    "odt": office.read_odt,
    "html": markup.read_html,
    "text": plain_text.read_text,
}


def read_document(
    data: bytes,
    file: str,
    *,
    password: str,
    settings: LibrarySettings,
    turned: Turned = lambda page, pages: None,
) -> Reading:
    """Read a whole document, in the format its bytes are in; `file` names it in errors.

    `turned` is told of each page of a PDF. Raises FileRefused.
    """
    format = format_of(data, file)
    if format == "pdf":
        most = settings.max_pages
        return read_pdf(data, file, password=password, max_pages=most, turned=turned)
    marked = format == "text" and file.lower().endswith(".md")
    read = markdown.read_markdown if marked else _READERS[format]
    blocks, metadata = read(data, file)
    if format == "text" and not any(as_line(block.text) for block in blocks):
        raise EmptyFile(file=file)  # the others may hold pictures, whose text is not read
    pages, unit = as_pages(blocks, file, limit=settings.max_pages)
    return Reading(pages, metadata, data, format, unit, read_heads(data, file, format))


def cleaned(reading: Reading) -> list[Page]:
    """Return the document's pages as the library keeps them.

    A PDF's are cleaned; those of a format without pages are text already.
    """
    if reading.unit == "page":
        return cleaning.clean(reading.pages)
    first, *others = reading.pages
    return [_as_read(first, reading.running), *map(_as_read, others)]


def _as_read(page: RawPage, running: tuple[str, ...] = ()) -> Page:
    why: Unreadable | None = None if any(c.isalnum() for c in page.text) else "empty"
    origins = array("i", range(len(page.text)))
    return Page(
        page.number, page.label, page.text, origins, why, sections=page.sections, running=running
    )
