"""The values that flow out of this package: nothing here imports anything of ours."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import Literal

Language = Literal["fr", "en"]
Unreadable = Literal["empty", "garbled", "failed", "pictured"]
Format = Literal["pdf", "docx", "odt", "html", "text"]
# What a document is counted in: a format without pages has sections or paragraphs, never pages.
Unit = Literal["page", "section", "paragraph"]
# What parts the cells of a table's row, which stands on one line of its page's text.
CELL_END = " | "


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page as the PDF draws it: `start:end` index the page's own characters.

    The box is in PDF points on the page as it is shown, origin at the bottom left; `size` is the
    height of a character's full box, which grows with the font's size. `bold` says that
    all of it is, `begins_bold` that its first words are. `narrow` are the characters before which a
    space is drawn that the page's characters do not have. `bullet` says that an item's is drawn
    before it, as a shape.
    """

    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool = False
    begins_bold: bool = False
    narrow: tuple[int, ...] = ()
    bullet: bool = False


# Left, bottom, right, top: as a line's box.
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class CellRun:
    """Characters `start:end` of a page that its tags put in one cell of one of its tables.

    A cell whose characters the PDF does not draw in a row has several. All count from 0; `width` is
    how many columns the cell has.
    """

    start: int
    end: int
    table: int
    row: int
    column: int
    width: int = 1


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as a PDF engine gives it, before cleaning.

    `text[i]` is the engine's character `i` (one per character index, so that boxes can be asked
    for later), or U+200B where it is not to be read; `failed` says that the engine raised on this
    page, `blank` that nothing is drawn on it but its text, `pictured` that its pictures hold many
    more words than its text. `rules` are the straight lines drawn, as
    thin boxes: they bound the cells of tables; `panels` the filled or bordered shapes, by their
    bounds; `cells` what its tags tell of its tables, in the order of the characters. A section or
    group of paragraphs of a format without pages needs no cleaning: it has no lines, and its
    headings in `sections`.
    """

    number: int
    label: str
    text: str
    lines: tuple[Line, ...]
    width: float
    height: float
    failed: bool = False
    blank: bool = False
    pictured: bool = False
    sections: tuple[tuple[int, str], ...] = ()
    rules: tuple[Rectangle, ...] = ()
    panels: tuple[Rectangle, ...] = ()
    cells: tuple[CellRun, ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, as shares of its width and height from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page as the library keeps it.

    `number` is the physical page, from 1; `label` the printed one. `origins[i]` is the index, in
    the PDF engine's own characters, of what `text[i]` stands for, or -1 where cleaning put in a
    character of its own (a space for a line break). `ocr` says that the text was read from the
    page's picture: origins are then indices of `boxes`, the words as they lie on it. `boxes` is
    None where OCR has not looked at the page. `sections` says from where in the text each heading
    holds, in order. `running` is what its running headers and footers say, which `text` leaves out;
    in a format without pages, the first bears what those of the whole document say. `notes` says
    from where in the text its footnotes stand, None where none do: what is before them goes on
    overleaf.
    """

    number: int
    label: str
    text: str
    origins: array[int]
    unreadable: Unreadable | None = None
    ocr: bool = False
    sections: tuple[tuple[int, str], ...] = ()
    boxes: tuple[Box, ...] | None = None
    running: tuple[str, ...] = ()
    notes: int | None = None

    @property
    def searched(self) -> bool:
        """Say whether its text is searched: the picture alone may be what could not be read."""
        return self.unreadable in (None, "pictured")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A passage of one page: `text == page.text[start:end]`, under the heading `section`."""

    id: str
    page: int
    start: int
    end: int
    text: str
    section: str = ""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a PDF says of itself; empty strings where it says nothing."""

    title: str = ""
    author: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole document, read: its pages before cleaning, its metadata, and bytes that open freely.

    `data` is the bytes given, or a decrypted copy where they were encrypted. `unit` says what a
    page is in a format that has none; `running` what headers and footers say there.
    """

    pages: tuple[RawPage, ...]
    metadata: Metadata
    data: bytes
    format: Format = "pdf"
    unit: Unit = "page"
    running: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentName:
    """What a document is called, without what only counting its pages and chunks tells."""

    id: str
    file: str
    title: str
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Document(DocumentName):
    """A document of the library. `added` is an ISO 8601 instant in UTC.

    `garbled_pages` are those of the unreadable whose text is there, but is no language's;
    `ocr_pages` were read from their picture.
    """

    pages: int
    chunks: int
    unreadable_pages: tuple[int, ...]
    added: str
    size: int
    format: Format = "pdf"
    unit: Unit = "page"
    garbled_pages: tuple[int, ...] = ()
    ocr_pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredChunk:
    """A chunk with where it stands, as retrieval shows it."""

    id: str
    document: str
    file: str
    title: str
    page: int
    label: str
    start: int
    end: int
    text: str
    unit: Unit = "page"
    ocr: bool = False
    section: str = ""


@dataclass(frozen=True, slots=True)
class StoredPage:
    """A page's text with where it stands, its sections and its `notes` as `Page` says."""

    document: str
    file: str
    title: str
    number: int
    label: str
    text: str
    unit: Unit = "page"
    ocr: bool = False
    sections: tuple[tuple[int, str], ...] = ()
    notes: int | None = None

    @property
    def body(self) -> str:
        """Its text up to the notes at its foot: its end is what goes on overleaf."""
        return self.text[: self.notes].rstrip()

    def end(self, start: int = 0) -> int:
        """Return where what begins at a place ends at the latest: before the page's notes.

        At their own end if it is one of them.
        """
        body = len(self.body)
        return body if start < body else len(self.text.rstrip())


@dataclass(frozen=True, slots=True)
class Extent:
    """How much a search covered: documents, pages, and the pages that could not be read.

    `sections` are those of `pages` that are sections or paragraphs, in formats without pages.
    """

    documents: int
    pages: int
    unreadable_pages: int
    sections: int = 0
