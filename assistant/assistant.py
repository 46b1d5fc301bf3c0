"""The assistant: one open library, asked from the command line, the web page or another program."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant import wording
from assistant.acronyms import Acronym, list_acronyms
from assistant.answer import answer
from assistant.chat_model import ChatModel, chosen, configured, load_chat_model
from assistant.errors import ChatModelFailed
from assistant.evaluation import Question, Scores, evaluate
from assistant.examples import examples
from assistant.generate import generate, rewrite
from assistant.mention_schema import Mentions
from assistant.mentions import find_mentions
from assistant.narrowing import within
from assistant.retrieval import CONSIDERED, PassageRetriever, of_pages, retrieve
from assistant.runnable import AnswerRunnable
from assistant.schema import Answer, Done, Event, Hit, Problem, Searching
from assistant.settings import AssistantSettings
from assistant.talk import language_of, what_is_said
from ingest import pipeline, reindexing
from ingest.admission import Source
from ingest.picture import Picture
from ingest.pipeline import Outcome
from ingest.reader import Reader, Sight
from ingest.schema import Box, Document, Extent, Language, Page
from ingest.workshop import Progress, Workshop, open_workshop


class Assistant:
    """An open library and the models to ask it with; usable from several threads.

    Open with `Assistant.open(settings)`; nothing heavy is loaded until the first question.
    """

    def __init__(self, settings: AssistantSettings, workshop: Workshop) -> None:
        self.settings = settings
        self._workshop = workshop
        self._chat_models: dict[str, ChatModel] = {}
        self._drawer, self._drawing = Reader(), threading.Lock()

    @classmethod
    def open(cls, settings: AssistantSettings, *, any_model: bool = False) -> Assistant:
        """Open the library that the settings name, made if there is none yet.

        Raises ModelMismatch unless `any_model` (to reindex), LibraryDamaged, LibraryTooNew.
        """
        return cls(settings, open_workshop(settings.library, any_model=any_model))

    def close(self) -> None:
        """Close the library."""
        self._drawer.close()
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
        *,
        model: str | None = None,
        documents: Sequence[str] = (),
        year: int | None = None,
    ) -> Answer:
        """Answer a question, in its own language unless one is given.

        Where the question does not tell, that is the language of `history`, else of the settings.
        `model` names the chat model that writes, the first configured when None, none when "none";
        `history` are the answers before it, the latest last. Only the documents named (an id, a
        file, or words of a title) and of that year are searched, where any are given. A model that
        fails leaves the answer without it, and says so in its `problem`. Raises UnknownDocument.
        """
        events = self.stream(
            question, language, history, model=model, documents=documents, year=year
        )
        for event in events:
            if isinstance(event, Done):
                return event.answer
        raise AssertionError("a stream ends with Done")

    def stream(
        self,
        question: str,
        language: Language | None = None,
        history: Sequence[Answer] = (),
        *,
        model: str | None = None,
        documents: Sequence[str] = (),
        year: int | None = None,
        interface: Language | None = None,
    ) -> Generator[Event, None, None]:
        """Answer as `ask` does, yielding what happens as it happens; Done is the last event.

        `interface` is the language of what shows the answer, that of the settings when None.
        Closing the iterator stops the request to the model.
        """
        only = within(self._workshop.library.names(), documents, year)
        language = language or language_of(question, history, interface or self.settings.lang)
        return self._events(question, language, history, model, only)

    def _events(
        self,
        question: str,
        language: Language,
        history: Sequence[Answer],
        model: str | None,
        only: tuple[str, ...] | None,
    ) -> Generator[Event, None, None]:
        name = chosen(self.settings, model)
        if not name or what_is_said(question, history):  # no model need say « merci »
            yield Searching(question)
            yield Done(self._answer(question, language, history, only))
            return
        yield from self._stream_with(name, question, language, history, only)

    def _answer(
        self,
        question: str,
        language: Language,
        history: Sequence[Answer],
        only: tuple[str, ...] | None,
    ) -> Answer:
        with self._workshop.library.snapshot():
            return answer(self._workshop, question, language, history, only)

    def _stream_with(
        self,
        name: str,
        question: str,
        language: Language,
        history: Sequence[Answer],
        only: tuple[str, ...] | None,
    ) -> Generator[Event, None, None]:
        failed: ChatModelFailed | None = None
        searched = question
        try:
            chat_model = self.chat_model(name)
            searched = rewrite(chat_model, question, history, language)
        except ChatModelFailed as error:
            failed = error
        rewritten = searched != question
        yield Searching(searched, rewritten=rewritten)
        if rewritten:
            draft = self._answer(searched, language, (), only)
            notes = (wording.searched_as(searched, language), *draft.notes)
            draft = replace(draft, question=question, searched=searched, notes=notes)
        else:
            draft = self._answer(question, language, history, only)
        if failed:
            yield Problem(failed)
            yield Done(replace(draft, problem=failed.message(language)))
        else:
            yield from generate(self._workshop, chat_model, draft)

    def chat_models(self) -> tuple[str, ...]:
        """Return the names of the chat models configured, the first by default."""
        return configured(self.settings)

    def chat_model(self, name: str) -> ChatModel:
        """Return a chat model, loaded once; raises ChatModelUnknown, ChatModelKeyRefused."""
        if name not in self._chat_models:
            self._chat_models[name] = load_chat_model(self.settings, name)
        return self._chat_models[name]

    def search(
        self, query: str, limit: int = 10, documents: Sequence[str] = (), year: int | None = None
    ) -> list[Hit]:
        """Return the passages nearest to a query, best first, a page's best before its others.

        Raises UnknownDocument.
        """
        only = within(self._workshop.library.names(), documents, year)
        return of_pages(retrieve(self._workshop, query, max(CONSIDERED, limit), only or ()), limit)

    def evaluate(
        self, questions: Sequence[Question], told: Callable[[], None] = lambda: None
    ) -> Scores:
        """Ask golden questions and return the scores; `told` is called after each question."""

        def ask(text: str, before: Sequence[Answer]) -> Answer:
            return self.ask(text, history=before)

        library = self._workshop.library
        return evaluate(library, self.search, ask, questions, told)

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
        only = within(self._workshop.library.names(), [document] if document else [], year)
        chosen = list(documents) or None
        if only is not None:
            chosen = [each for each in only if not documents or each in documents]
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

    def runnable(self, model: str | None = None) -> AnswerRunnable:
        """Return the answering as a langchain `Runnable`, with that chat model unless asked."""
        return AnswerRunnable(self.stream, model)

    def documents(self) -> list[Document]:
        """Return every document of the library."""
        return self._workshop.library.documents()

    def document(self, name: str) -> Document:
        """Return a document, by id or file name; raises UnknownDocument."""
        return self._workshop.library.document(name)

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
        self,
        sources: Sequence[Source],
        progress: Progress,
        password: str = "",
        wait: float = 600,
        who: str = "",
    ) -> Iterator[Outcome]:
        """Add files, yielding what became of each; waits for other writers to finish.

        `who` added them, for the versions that they take the place of.
        """
        return pipeline.add(
            self._workshop, sources, password=password, progress=progress, wait=wait, who=who
        )

    def remove(self, name: str, wait: float = 600) -> Document:
        """Take a document out, by id or file name; waits for other writers to finish.

        Raises UnknownDocument, LibraryBusy.
        """
        return pipeline.remove(self._workshop, name, wait=wait)

    def drawn(
        self, document: str, number: int, marks: Sequence[Sequence[int]], scale: float
    ) -> tuple[Picture, list[list[Box]]]:
        """Draw a PDF's page, `scale` pixels a point, in a process that may fail by itself.

        Each of `marks` is a list of the page's characters; for each come the boxes of its lines.
        Raises UnknownDocument, FileRefused.
        """
        library = self._workshop.library
        file, path = library.document(document).file, library.original(document)
        sight = Sight(path, file, number, scale, marks, self.settings.library)
        with self._drawing:
            return self._drawer.show(sight)

    def check(self, language: Language = "fr", *, repair: bool = False) -> list[str]:
        """Return what is wrong with the library, mended first where it can be."""
        return pipeline.check(self._workshop, language, repair=repair)

    def reindex(self, progress: Progress = lambda step: None) -> int:
        """Embed every document again with today's settings and return how many there are."""
        return reindexing.reindex(self._workshop, progress)
