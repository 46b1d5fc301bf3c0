"""What the page can say, whatever the language; `phrases` holds the words themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.wording import number, page_name
from ingest.schema import Extent, Language, Unit

# A question and the document of the starter collection that answers it.
Examples = tuple[tuple[str, str], ...]


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
    to_library: str
    try_one: str
    ask: str
    searching: str
    sources: str
    nearest: str
    unsupported: str
    close: str
    before: str
    after: str
    download: str
    not_located: str
    gone: str
    new_talk: str
    more_pages: str
    drop: str
    browse: str
    drop_note: str
    waiting: str
    dismiss: str
    unexpected: str
    title: str
    file: str
    page_count: str
    unreadable: str
    added: str
    size: str
    choose: str
    open: str
    remove: str
    sure: str
    remove_now: str
    keep: str
    removed: str
    kilobytes: str
    day: str
    day_column: str
    stages: Mapping[str, str]
    statuses: Mapping[str, str]
    examples: Examples

    def pages(self, count: int) -> str:
        """Count pages."""
        return f"{number(count, self.language)}\u00a0page{'s' if count > 1 else ''}"

    def holds(self, extent: Extent) -> str:
        """Say what the library holds, in a sentence."""
        verb = "holds" if self.language == "en" else "réunit"
        return f"{self.the_library} {verb} {self._extent(extent)}."

    def _extent(self, extent: Extent) -> str:
        plural = "s" if extent.documents > 1 else ""
        documents = f"{number(extent.documents, self.language)}\u00a0document{plural}"
        said = f"{documents}, {self.pages(extent.pages)}"
        count = extent.unreadable_pages
        if not count:
            return said
        if self.language == "en":
            return f"{said}, of which {number(count, 'en')} unreadable"
        return f"{said}, dont {number(count, 'fr')} illisible{'s' if count > 1 else ''}"

    def unreadable_named(self, pages: Sequence[int]) -> str:
        """Name the pages that could not be read."""
        numbers = ", ".join(str(page) for page in pages)
        plural = "s" if len(pages) > 1 else ""
        if self.language == "en":
            return f"unreadable page{plural}: {numbers}"
        return f"page{plural} illisible{plural}\u00a0: {numbers}"

    def quoted(self, text: str) -> str:
        """Put a text in the language's quotation marks."""
        return f"“{text}”" if self.language == "en" else f"«\u00a0{text}\u00a0»"

    def place(
        self, title: str, page: int, label: str, unit: Unit = "page", *, ocr: bool = False
    ) -> str:
        """Name a page of a document: « Titre, p. 12 »."""
        named = page_name(page, label, self.language, unit, ocr=ocr)
        return f"{title}, {named}".replace("p. ", "p.\u00a0")

    def date(self, instant: str) -> str:
        """Write the day of an ISO 8601 instant as the reader's clock has it."""
        return datetime.fromisoformat(instant).astimezone().strftime(self.day)
