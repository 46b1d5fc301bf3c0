"""Every mention of a term, by document and page, and its JSON form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ingest.concordance_store import StoredDefinition
from ingest.schema import Extent, Unit


@dataclass(frozen=True, slots=True)
class PageMentions:
    """A term on one page: spans are character offsets in the page's stored text.

    A snippet for each, in order; none of them, or not all, where a term stands in far too many
    places for anyone to read.
    """

    page: int
    label: str
    spans: tuple[tuple[int, int], ...]
    snippets: tuple[str, ...]

    @property
    def count(self) -> int:
        """How often the term stands on the page."""
        return len(self.spans)


@dataclass(frozen=True, slots=True)
class DocumentMentions:
    """A term in one document, page by page; `length` is how many pages the document has."""

    file: str
    document: str
    title: str
    pages: tuple[PageMentions, ...]
    unit: Unit = "page"
    length: int = 0

    @property
    def count(self) -> int:
        """How often the term stands in the document."""
        return sum(page.count for page in self.pages)

    def as_json(self) -> dict[str, Any]:
        """Return the row of `mentions --json`."""
        return {
            "file": self.file,
            "document": self.document,
            "title": self.title,
            "unit": self.unit,
            "count": self.count,
            "pages": [
                {
                    "page": page.page,
                    "label": page.label,
                    "count": page.count,
                    "snippets": list(page.snippets),
                    "spans": [list(span) for span in page.spans],
                }
                for page in self.pages
            ],
        }


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way that a term is written, and how often (for a near spelling: on how many pages)."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class UnreadablePages:
    """The pages of a document that no search can look into."""

    file: str
    document: str
    title: str
    pages: tuple[int, ...]
    unit: Unit = "page"


@dataclass(frozen=True, slots=True)
class Related:
    """What goes with a term and is counted apart: an acronym's meaning, an acronym, a place's other
    name, other forms.

    `defined` are the pages that say so, for an acronym; none for its usual meaning.
    """

    kind: Literal["expansion", "acronym", "place", "inflection"]
    term: str
    spellings: tuple[Spelling, ...]
    documents: tuple[DocumentMentions, ...]
    defined: tuple[StoredDefinition, ...]

    @property
    def total(self) -> int:
        """How often it stands in the documents searched."""
        return sum(document.count for document in self.documents)

    @property
    def variants(self) -> tuple[str, ...]:
        """What the pages may write it as: its spellings leave case out."""
        texts = [each.text for each in self.spellings]
        return tuple(form for text in texts for form in (text, text.lower(), text.capitalize()))

    def as_json(self) -> dict[str, Any]:
        """Return the row of `mentions --json`."""
        return {
            "kind": self.kind,
            "term": self.term,
            "total": self.total,
            "readings": [{"text": each.text, "count": each.count} for each in self.spellings],
            "defined": [
                {name: getattr(each, name) for name in _PLACE} | {"expansion": each.expansion}
                for each in self.defined
            ],
            "documents": [document.as_json() for document in self.documents],
        }


@dataclass(frozen=True, slots=True)
class RunningMention:
    """A running header or footer that holds a term, and the pages that bear it.

    No pages are named in a format that has none.
    """

    file: str
    document: str
    title: str
    text: str
    pages: tuple[int, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the row of `mentions --json`."""
        place = {"file": self.file, "document": self.document, "title": self.title}
        return place | {"text": self.text, "pages": list(self.pages)}


_PLACE = ("file", "document", "title", "unit", "page", "label")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Every mention of a term in the documents searched.

    `variants` are all spellings met, `spellings` those that differ by more than case and accents,
    most frequent first; the total counts them all, and nothing of `related` or `running`. `near`
    are words that do occur, for a term that does not.
    """

    term: str
    variants: tuple[str, ...]
    extent: Extent
    documents: tuple[DocumentMentions, ...]
    spellings: tuple[Spelling, ...] = ()
    related: tuple[Related, ...] = ()
    running: tuple[RunningMention, ...] = ()
    near: tuple[Spelling, ...] = ()
    unreadable: tuple[UnreadablePages, ...] = ()

    @property
    def total(self) -> int:
        """How often the term stands in the documents searched."""
        return sum(document.count for document in self.documents)

    @property
    def is_nowhere(self) -> bool:
        """Whether no page says it, nor anything that is counted apart."""
        apart = any(each.total for each in self.related)
        return not (self.documents or self.running or apart)

    def as_json(self) -> dict[str, Any]:
        """Return the object of `mentions --json`."""
        return {
            "term": self.term,
            "variants": list(self.variants),
            "total": self.total,
            "searched": {
                "documents": self.extent.documents,
                "pages": self.extent.pages,
                "unreadable_pages": self.extent.unreadable_pages,
            },
            "readings": [{"text": each.text, "count": each.count} for each in self.spellings],
            "related": [each.as_json() for each in self.related],
            "running": [each.as_json() for each in self.running],
            "near": [{"text": each.text, "pages": each.count} for each in self.near],
            "unreadable": [
                {"file": each.file, "document": each.document, "pages": list(each.pages)}
                for each in self.unreadable
            ],
            "documents": [document.as_json() for document in self.documents],
        }
