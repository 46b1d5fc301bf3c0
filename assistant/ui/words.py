"""What the page can say, whatever the language; `phrases` holds the words themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from itertools import groupby

from assistant.wording import counted, number, or_sections, page_name
from ingest.schema import Extent, Language, Unit

_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
).split()


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language; functions say what depends on a number or a name."""

    language: Language
    chat: str
    library: str
    switch: str
    promise: str
    empty: str
    the_library: str
    try_one: str
    ask: str
    searching: str
    sources: str
    nearest: str
    close: str
    before: str
    after: str
    download: str
    download_file: str
    zoom_in: str
    zoom_out: str
    copy_reference: str
    copy_link: str
    copied: str
    scroll_here: str
    not_located: str
    gone: str
    new_talk: str
    more_pages: str
    again: str
    copy_answer: str
    verdicts: Mapping[str, str]
    comment: str
    comment_note: str
    thanks: str

    def pages(self, count: int, unit: Unit = "page") -> str:
        """Count pages, or what stands for them."""
        return counted(count, unit, self.language)

    def holds(self, extent: Extent) -> str:
        """Say what the library holds, in a sentence."""
        verb = "holds" if self.language == "en" else "réunit"
        return f"{self.the_library} {verb} {self._extent(extent)}."

    def _extent(self, extent: Extent) -> str:
        plural = "s" if extent.documents > 1 else ""
        documents = f"{number(extent.documents, self.language)}\u00a0document{plural}"
        said = f"{documents}, {self.pages(extent.pages)}{or_sections(extent, self.language)}"
        count = extent.unreadable_pages
        if not count:
            return said
        if self.language == "en":
            return f"{said}, of which {number(count, 'en')} unreadable"
        return f"{said}, dont {number(count, 'fr')} illisible{'s' if count > 1 else ''}"

    def unreadable_named(self, pages: Sequence[int], garbled: Sequence[int] = ()) -> str:
        """Name the pages that could not be read, and those of them whose text is garbled."""
        plural = "s" if len(pages) > 1 else ""
        if self.language == "en":
            more = f" (garbled text: {_ranges(garbled)})" if garbled else ""
            return f"unreadable page{plural}: {_ranges(pages)}{more}"
        more = f" (texte brouillé\u00a0: {_ranges(garbled)})" if garbled else ""
        return f"page{plural} illisible{plural}\u00a0: {_ranges(pages)}{more}"

    def ocr_named(self, pages: Sequence[int]) -> str:
        """Name the pages that were read by OCR."""
        plural = "s" if len(pages) > 1 else ""
        if self.language == "en":
            return f"page{plural} read by OCR: {_ranges(pages)}"
        return f"page{plural} lue{plural} par OCR\u00a0: {_ranges(pages)}"

    def quoted(self, text: str) -> str:
        """Put a text in the language's quotation marks."""
        return f"“{text}”" if self.language == "en" else f"«\u00a0{text}\u00a0»"

    def place(
        self, title: str, page: int, label: str, unit: Unit = "page", *, ocr: bool = False
    ) -> str:
        """Name a page of a document: « Titre, p. 12 »."""
        named = page_name(page, label, self.language, unit, ocr=ocr)
        return f"{title}, {named}"

    def reference(
        self, title: str, page: int, label: str, unit: Unit = "page", *, ocr: bool = False
    ) -> str:
        """Write a reference ready to be pasted: « Titre, p. 12 »."""
        named = page_name(page, label, self.language, unit, ocr=ocr)
        return self.quoted(f"{title}, {named}")

    def date(self, instant: str, zone: tzinfo | None = None) -> str:
        """Write the day of an ISO 8601 instant as the reader's clock has it: 3 mars 2026."""
        day = datetime.fromisoformat(instant).astimezone(zone)
        if self.language == "en":
            return f"{day.day} {day:%B} {day.year}"
        return f"{day.day if day.day > 1 else '1er'} {_MONTHS[day.month - 1]} {day.year}"

    def moment(self, instant: str, zone: tzinfo | None = None) -> str:
        """Write an ISO 8601 instant to the minute as the reader's clock has it."""
        clock = datetime.fromisoformat(instant).astimezone(zone)
        if self.language == "en":
            return f"{self.date(instant, zone)}, {clock:%H:%M}"
        return f"{self.date(instant, zone)} à {clock.hour}\u00a0h\u00a0{clock:%M}"

    def size(self, count: int) -> str:
        """Write a number of bytes: 1,2 Mo or 1.2 MB."""
        names = ("kB", "MB", "GB") if self.language == "en" else ("ko", "Mo", "Go")
        value, name = count / 1000, names[0]
        for larger in names[1:]:
            if value < 1000:
                break
            value, name = value / 1000, larger
        said = f"{value:.0f}" if value >= 10 or name == names[0] else f"{value:.1f}"
        return f"{said.replace('.', ',') if self.language == 'fr' else said}\u00a0{name}"


def _ranges(pages: Sequence[int]) -> str:
    """Write page numbers in ascending order, three in a row and more as a range: 1, 4–12."""
    said: list[str] = []
    for _, run in groupby(enumerate(pages), key=lambda each: each[1] - each[0]):
        numbers = [page for _, page in run]
        ends = [f"{numbers[0]}–{numbers[-1]}"] if len(numbers) > 2 else map(str, numbers)
        said += ends
    return ", ".join(said)
