"""The assistant: one open library, asked from the command line, the web page or another program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant import filters
from assistant.answer import answer
from assistant.close_reading import READ, read_closely
from assistant.examples import examples
from assistant.mentions import find_mentions
from assistant.retrieval import PassageRetriever, retrieve
from assistant.schema import Answer, Hit, Mentions
from assistant.settings import AssistantSettings
from ingest import pipeline
from ingest.admission import Source
from ingest.errors import UnknownDocument
from ingest.pipeline import Outcome, Progress, Workshop, open_workshop
from ingest.schema import Document, Extent, Language, Page


class Assistant:
    """An open library and the models to ask it with; usable from several threads.

    Open with `Assistant.open(settings)`; nothing heavy is loaded until the first question.
    """

    def __init__(self, settings: AssistantSettings, workshop: Workshop) -> None:
        self.settings = settings
        self._workshop = workshop

    @classmethod
    def open(cls, settings: AssistantSettings, *, any_model: bool = False) -> Assistant:
        """Open the library that the settings name, made if there is none yet.

        Raises ModelMismatch unless `any_model` (to reindex), LibraryDamaged, LibraryTooNew.
        """
        return cls(settings, open_workshop(settings.library, any_model=any_model))

    def close(self) -> None:
        """Close the library."""
        self._workshop.index.close()
        self._workshop.library.close()

    def warm(self) -> None:
        """Load the model now, so that the first question does not wait for it."""
        workshop = self._workshop
        workshop.index.search(workshop.embeddings.encode_query("Bonjour"), 1)

    def ask(
        self,
        question: str,
        language: Language | None = None,
        history: Sequence[Answer] = (),
        documents: Sequence[str] = (),
        year: int | None = None,
    ) -> Answer:
        """Answer a question, in its own language unless one is given.

        `history` are the answers before it, the latest last. Only the documents named (an id, a
        file, or words of a title) and of that year are searched, where any are given. Raises
        UnknownDocument.
        """
        only = self._only(documents, year)
        return answer(self._workshop, question, language, history, only)

    def search(
        self, query: str, limit: int = 10, documents: Sequence[str] = (), year: int | None = None
    ) -> list[Hit]:
        """Return the passages nearest to a query, best first; raises UnknownDocument."""
        only = self._only(documents, year) or ()
        hits = retrieve(self._workshop, query, max(limit, READ), only)
        reading = read_closely(self._workshop.embeddings, query, hits[:READ])
        return ([each.hit for each in reading.passages] + hits[READ:])[:limit]

    def _only(self, names: Sequence[str], year: int | None) -> tuple[str, ...] | None:
        """Return the ids of the documents named and of that year; None where nothing is asked."""
        held = self._workshop.library.documents()
        only = {each.id for each in held}
        if not names and year is None:
            return None
        if names:
            found = {name: filters.matching(name, held) for name in names}
            missing = [name for name, ids in found.items() if not ids]
            if missing:
                raise UnknownDocument(name=missing[0])
            only = {each for ids in found.values() for each in ids}
        if year is not None:
            only &= set(filters.dated(year, held))
            if not only:
                raise UnknownDocument(name=str(year))
        return tuple(each.id for each in held if each.id in only)

    def mentions(self, term: str) -> Mentions:
        """Find every mention of a term."""
        return find_mentions(self._workshop.library, term)

    def examples(self, language: Language) -> list[str]:
        """Return questions that the library can be asked, drawn from its documents."""
        return examples(self._workshop.library, language)

    def retriever(self, limit: int = 10) -> PassageRetriever:
        """Return the retrieval as a langchain `BaseRetriever`."""
        return PassageRetriever(workshop=self._workshop, limit=limit)

    def documents(self) -> list[Document]:
        """Return every document of the library."""
        return self._workshop.library.documents()

    def extent(self) -> Extent:
        """Return how much the library holds."""
        return self._workshop.library.extent()

    def page(self, document: str, number: int) -> Page:
        """Return a page's text and characters; raises UnknownDocument."""
        return self._workshop.library.page(document, number)

    def original(self, document: str) -> Path:
        """Return where a document's PDF is kept."""
        return self._workshop.library.original(document)

    def add(
        self, sources: Sequence[Source], progress: Progress, password: str = "", wait: float = 600
    ) -> Iterator[Outcome]:
        """Add files, yielding what became of each; waits for other writers to finish."""
        return pipeline.add(
            self._workshop, sources, password=password, progress=progress, wait=wait
        )

    def remove(self, name: str, wait: float = 600) -> Document:
        """Take a document out, by id or file name; waits for other writers to finish.

        Raises UnknownDocument, LibraryBusy.
        """
        return pipeline.remove(self._workshop, name, wait=wait)

    def check(self, *, repair: bool = False) -> list[str]:
        """Return what is wrong with the library, mended first where it can be."""
        return pipeline.check(self._workshop, repair=repair)

    def reindex(self, progress: Progress = lambda step: None) -> int:
        """Embed every document again with today's settings and return how many there are."""
        return pipeline.reindex(self._workshop, progress)
