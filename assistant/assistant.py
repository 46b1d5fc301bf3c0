"""The assistant: one open library, asked from the command line, the web page or another program."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assistant.acronyms import Acronym, list_acronyms
from assistant.answer import answer
from assistant.chat_model import ChatModel, chosen, configured, load_chat_model
from assistant.close_reading import READ, read_closely
from assistant.examples import examples
from assistant.generate import generate, rewrite
from assistant.intents import MentionIntent, mention_intent
from assistant.mentions import find_mentions
from assistant.narrowing import narrow
from assistant.retrieval import PassageRetriever, retrieve
from assistant.runnable import AnswerRunnable
from assistant.schema import (
    Answer,
    Done,
    Event,
    Hit,
    Mentions,
    Problem,
    Searching,
)
from assistant.settings import AssistantSettings
from ingest import french, pipeline
from ingest.admission import Source
from ingest.errors import ChatModelFailed, UnknownDocument
from ingest.pipeline import Outcome, Progress, Workshop, open_workshop
from ingest.schema import Document, Extent, Language, Page


class Assistant:
    """An open library and the models to ask it with; usable from several threads.

    Open with `Assistant.open(settings)`; nothing heavy is loaded until the first question.
    """

    def __init__(self, settings: AssistantSettings, workshop: Workshop) -> None:
        self.settings = settings
        self._workshop = workshop
        self._chat_models: dict[str, ChatModel] = {}

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
        *,
        model: str | None = None,
    ) -> Answer:
        """Answer a question, in its own language unless one is given.

        `model` names the chat model that writes, the first configured when None, none when "none";
        `history` are the answers before it, the latest last. A model that fails leaves the
        answer without it, and says so in its `problem`.
        """
        for event in self.stream(question, language, history, model=model):
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
    ) -> Generator[Event, None, None]:
        """Answer as `ask` does, yielding what happens as it happens; Done is the last event.

        Closing the iterator stops the request to the model.
        """
        name = chosen(self.settings, model)
        if not name:
            yield Searching(question)
            yield Done(answer(self._workshop, question, language, _asked_mentions(history)))
            return
        yield from self._stream_with(name, question, language, history)

    def _stream_with(
        self, name: str, question: str, language: Language | None, history: Sequence[Answer]
    ) -> Generator[Event, None, None]:
        language = language or french.detect_language(question)
        failed: ChatModelFailed | None = None
        searched = question
        try:
            chat_model = self.chat_model(name)
            searched = rewrite(chat_model, question, history, language)
        except ChatModelFailed as error:
            failed = error
        rewritten = searched != question
        yield Searching(searched, rewritten=rewritten)
        draft = answer(self._workshop, searched, language, _asked_mentions(history))
        draft = replace(draft, question=question, searched=searched if rewritten else "")
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

    def runnable(self, model: str | None = None) -> AnswerRunnable:
        """Return the answering as a langchain `Runnable`, with that chat model unless asked."""
        return AnswerRunnable(self.stream, model)

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


def _asked_mentions(history: Sequence[Answer]) -> MentionIntent | None:
    """Return what the last of some questions asked the mentions of, if it did."""
    previous: MentionIntent | None = None
    for each in history:
        previous = mention_intent(each.question, previous)
    return previous
