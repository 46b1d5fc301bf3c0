"""The assistant: one open library, asked from the command line, the web page or another program."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.acronyms import Acronym, list_acronyms
from assistant.answer import answer
from assistant.close_reading import READ, read_closely
from assistant.examples import examples
from assistant.intents import MentionIntent
from assistant.mentions import find_mentions
from assistant.narrowing import narrow
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
        previous: MentionIntent | None = None,
    ) -> Answer:
        """Answer a question, in its own language unless one is given.

        `previous` is what the question before it asked the mentions of, if it did.
        """
        return answer(self._workshop, question, language, previous)

    def search(self, query: str, limit: int = 10) -> list[Hit]:
        """Return the passages nearest to a query, best first."""
        hits = retrieve(self._workshop, query, max(limit, READ))
        reading = read_closely(self._workshop.embeddings, query, hits[:READ])
        return ([each.hit for each in reading.passages] + hits[READ:])[:limit]

    def mentions(
        self,
        term: str,
        *,
        document: str = "",
        year: int | None = None,
        documents: Sequence[str] = (),
        inflected: bool = False,
    ) -> Mentions:
        """Find every mention of a term, in all documents or those a name, a year or ids narrow to.

        `inflected` counts plurals and feminines too, apart. Raises UnknownDocument when no document
        answers to the name and year.
        """
        chosen = list(documents) or None
        if document or year is not None:
            among = [each for each in self.documents() if not documents or each.id in documents]
            chosen = narrow(among, document, year)
            if not chosen:
                raise UnknownDocument(name=" ".join(str(x) for x in (document, year) if x))
        library = self._workshop.library
        return find_mentions(library, term, documents=chosen, inflected=inflected)

    def acronyms(self) -> list[Acronym]:
        """Return the acronyms that the documents define, with the pages that do."""
        return list_acronyms(self._workshop.library)

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
