"""PDF bytes to pages: with what reads text, rules and tags, all that imports pypdfium2 or pypdf.

pdfium reads text, boxes and pictures (https://pdfium.googlesource.com/pdfium/): it is ten times
faster than pypdf and does not double fake-bold letters. pypdf reads what pdfium tells less of
(metadata, labels, encryption), and the text of pages on which pdfium fails. pdfium is not
thread-safe: one lock guards every call.
"""

from __future__ import annotations

import ctypes
import io
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium

from ingest import pdf_text
from ingest.form_fields import loaded
from ingest.pdf_text import PDFIUM
from ingest.refusals import DamagedPdf, FileRefused, PasswordNeeded, TooManyPages
from ingest.schema import Box, Line, Metadata, RawPage, Reading
from ingest.sections import as_line
from ingest.tagged import may_tell_tables
from ingest.upside_down import upright_text

if TYPE_CHECKING:
    from PIL.Image import Image

_FEW_BYTES = 64
# pypdf tells every oddity of a damaged file; the outcome of an `add` says what matters.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def read_pdf(
    data: bytes,
    file: str,
    *,
    password: str = "",
    max_pages: int = 5000,
    turned: Callable[[int, int], None] = lambda page, pages: None,
) -> Reading:
    """Read a whole PDF.

    `file` names it in errors; `turned` is told of each page before it is read. Raises
    PasswordNeeded, DamagedPdf, TooManyPages. A page that fails alone is returned as failed, and
    does not stop the others.
    """
    reader = _open_structure(data, file, password)
    if reader is not None and reader.is_encrypted:
        data = _decrypted(reader, data)
    with _opened(data, file, password) as document:
        count = len(document)
        if count == 0:
            raise DamagedPdf(file=file)
        if count > max_pages:
            raise TooManyPages(file=file, pages=count, limit=max_pages)
        labels = _labels(reader, count)
        with PDFIUM:
            tagged = may_tell_tables(document, data)
        pages = []
        for index in range(count):
            turned(index + 1, count)
            pages.append(_read_page(document, index, labels[index], reader, tagged=tagged))
    return Reading(pages=tuple(pages), metadata=_metadata(reader), data=data)


# A side of 14,400 points, the most a page can have, would take gigabytes.
_MOST_PIXELS = 5_000
# In characters, the longest call of a note.
_CALL = 4


def render_page(
    path: Path, number: int, *, scale: float = 2.0, marks: Sequence[Sequence[int]] = ()
) -> tuple[Image, list[list[Box]]]:
    """Draw page `number` (from 1) of a PDF and find where characters lie on it.

    `scale` is pixels per PDF point, less for a page as large as a poster. Each of `marks` is a list
    of the page's character indices; for each, the boxes of its lines come back, in reading order.
    """
    with _opened(path, path.name, "") as document, PDFIUM:
        page = loaded(document, number - 1)
        textpage = upright_text(page)
        picture = page.render(scale=min(scale, _MOST_PIXELS / max(*page.get_size(), 1.0))).to_pil()
        boxes = [_boxes(page, textpage, characters) for characters in marks]
    return picture, boxes


def draw_page(data: bytes, number: int, *, dots_per_inch: int, most_pixels: int) -> Image | None:
    """Draw page `number` (from 1) in grey, coarser where a side would have more than `most_pixels`.

    None when it cannot be drawn.
    """
    try:
        with _opened(data, "", "") as document, PDFIUM:
            page = loaded(document, number - 1)
            scale = min(dots_per_inch / 72, most_pixels / max(*page.get_size(), 1.0))
            picture: Image = page.render(scale=scale, grayscale=True).to_pil()
            return picture
    except (pypdfium2.PdfiumError, FileRefused, OSError, ValueError, MemoryError):
        return None


@contextmanager
def _opened(data: bytes | Path, file: str, password: str) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with PDFIUM:
            document = pypdfium2.PdfDocument(data, password=password or None)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise PasswordNeeded(file=file) from error
        raise DamagedPdf(file=file) from error
    try:
        yield document
    finally:
        with PDFIUM:
            document.close()


def _open_structure(data: bytes, file: str, password: str) -> pypdf.PdfReader | None:
    """Open with pypdf; None where pypdf cannot, since pdfium may still read the pages."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not (reader.decrypt(password) or reader.decrypt("")):
            raise PasswordNeeded(file=file)
        _ = reader.trailer
    except PasswordNeeded:
        raise
    except Exception:  # a damaged file raises anything at all in pypdf: KeyError, RecursionError…
        return None
    return reader


def _decrypted(reader: pypdf.PdfReader, data: bytes) -> bytes:
    """Return a copy that opens without a password, so that the page can be drawn later."""
    try:
        copy = io.BytesIO()
        pypdf.PdfWriter(clone_from=reader).write(copy)
    except Exception:  # as above; pdfium opens most encrypted files by itself
        return data
    return copy.getvalue()


def _labels(reader: pypdf.PdfReader | None, count: int) -> list[str]:
    plain = [str(number) for number in range(1, count + 1)]
    if reader is None:
        return plain
    try:
        labels = list(reader.page_labels)
    except Exception:  # a broken label tree is no reason to refuse a document
        return plain
    return [label.strip() or number for label, number in zip(labels, plain, strict=False)] + plain[
        len(labels) :
    ]


def _metadata(reader: pypdf.PdfReader | None) -> Metadata:
    try:
        information = reader.metadata if reader else None
        if information is None:
            return Metadata()
        made = information.creation_date
        return Metadata(
            title=as_line(str(information.title or "")),
            author=as_line(str(information.author or "")),
            date=made.date().isoformat() if made else "",
        )
    except Exception:  # dates and strings of every make; none is worth refusing a document
        return Metadata()


def _read_page(
    document: pypdfium2.PdfDocument,
    index: int,
    label: str,
    reader: pypdf.PdfReader | None,
    *,
    tagged: bool,
) -> RawPage:
    try:
        with PDFIUM:
            page = loaded(document, index)
            read = pdf_text.read_page(page, index + 1, label, tagged=tagged)
            page.close()
        if read.blank and not read.text and not _draws_nothing(reader, index):
            return replace(read, blank=False)
        return read
    except (pypdfium2.PdfiumError, OSError, ValueError):
        return _read_page_with_pypdf(reader, index, label)


def _draws_nothing(reader: pypdf.PdfReader | None, index: int) -> bool:
    """Say whether a page is blank rather than damaged, when pdfium finds nothing on it."""
    try:
        page = reader.pages[index] if reader else None
        contents = page.get_contents() if page is not None else None
        if page is None or contents is None:
            return page is not None
        raw = getattr(page["/Contents"].get_object(), "_data", b"")
        return bool(contents.get_data()) or len(raw) < _FEW_BYTES
    except Exception:  # as above
        return False


def _read_page_with_pypdf(reader: pypdf.PdfReader | None, index: int, label: str) -> RawPage:
    """Read the text alone: no character of it can be found again on the page's picture."""
    text, lines = "", list[Line]()
    if reader is not None:
        try:
            text = reader.pages[index].extract_text()
        except Exception:  # as above
            text = ""
    start = 0
    for piece in text.splitlines(keepends=True):
        end = start + len(piece.rstrip("\r\n"))
        lines.append(Line(start, end, 0, 0, 0, 0, 0))
        start += len(piece)
    return RawPage(index + 1, label, text, tuple(lines), 0, 0, failed=not text)


def _loose_box(textpage: pypdfium2.PdfTextPage, index: int) -> pdfium.FS_RECTF:
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(textpage, index, box)
    return box


def _boxes(
    page: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, characters: Sequence[int]
) -> list[Box]:
    """Join the boxes of characters into one a line, as shares of the drawn page.

    What cleaning left out between two, the call of a note, is in none.
    """
    joined: list[list[float]] = []
    before = -1
    for index in characters:
        skipped, before = index - before - 1, index
        called = 0 < skipped <= _CALL and textpage.get_text_range(index - skipped, skipped).strip()
        box = _loose_box(textpage, index)
        if box.right <= box.left or box.top <= box.bottom:
            continue
        last = joined[-1] if joined and not called else None
        overlap = min(box.top, last[3]) - max(box.bottom, last[1]) if last else 0
        if last and overlap > 0.5 * (box.top - box.bottom) and box.left >= last[0] - 1:
            last[1], last[2] = min(last[1], box.bottom), max(last[2], box.right)
            last[3] = max(last[3], box.top)
        else:
            joined.append([box.left, box.bottom, box.right, box.top])
    return [_on_picture(page, each) for each in joined]


def _on_picture(page: pypdfium2.PdfPage, box: Sequence[float]) -> Box:
    """Turn a box in PDF points into shares of the drawn page, whatever its rotation or crop."""
    x, y = ctypes.c_int(), ctypes.c_int()
    corners: list[tuple[float, float]] = []
    for px, py in ((box[0], box[1]), (box[2], box[3])):
        pdfium.FPDF_PageToDevice(page, 0, 0, 10_000, 10_000, 0, px, py, x, y)
        corners.append((x.value / 10_000, y.value / 10_000))
    (x0, y0), (x1, y1) = corners
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
