"""The assistant as a langchain `Runnable`: a question in, a cited `AIMessage` out.

`batch`, `ainvoke`, `abatch` and `astream` are langchain's own, over `invoke` and `stream`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import Any, NotRequired

from langchain_core.messages import AIMessage, AIMessageChunk
from langchain_core.messages.content import ContentBlock
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.runnables.config import run_in_executor
from typing_extensions import TypedDict

from assistant import content
from assistant.schema import Answer, Checked, Citation, Done, Event
from assistant.talk import language_of
from ingest.schema import Language

Events = Generator[Event, None, None]
# Blocks are langchain's standard ones: told so that no provider's format is looked for.
_STANDARD = {"output_version": "v1"}


class Asked(TypedDict):
    """A question, and how to answer it: see `Assistant.ask`."""

    question: str
    language: NotRequired[Language | None]
    model: NotRequired[str | None]
    history: NotRequired[list[Answer]]


class AnswerRunnable(Runnable[str | Asked, AIMessage]):
    """Answers questions over a library; takes a question, or `Asked`, as its input."""

    def __init__(self, stream: Callable[..., Events], model: str | None = None) -> None:
        self._events = stream
        self._model = model

    def invoke(
        self, input: str | Asked, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AIMessage:
        """Answer, as a message whose content blocks carry citations."""
        return self._call_with_config(self._answered, input, config)

    def stream(
        self, input: str | Asked, config: RunnableConfig | None = None, **kwargs: Any
    ) -> Iterator[AIMessageChunk]:
        """Answer sentence by sentence, each once it is checked; the last chunk has the metadata.

        When a model fails midway, the documents' own sentences follow what it had written.
        """
        for chunk in self._transform_stream_with_config(iter([input]), self._chunks, config):
            assert isinstance(chunk, AIMessageChunk)
            yield chunk

    async def astream(
        self, input: str | Asked, config: RunnableConfig | None = None, **kwargs: Any
    ) -> AsyncIterator[AIMessageChunk]:
        """Answer as `stream` does, without holding up the event loop."""
        chunks = self.stream(input, config)
        end = object()
        while (chunk := await run_in_executor(config, next, chunks, end)) is not end:
            assert isinstance(chunk, AIMessageChunk)
            yield chunk

    def _run(self, input: str | Asked) -> Events:
        asked = Asked(question=input) if isinstance(input, str) else input
        return self._events(
            asked["question"],
            asked.get("language"),
            model=asked.get("model") or self._model,
            history=asked.get("history", []),
        )

    def _answered(self, input: str | Asked) -> AIMessage:
        for event in self._run(input):
            if isinstance(event, Done):
                return content.message(event.answer)
        raise AssertionError("a stream ends with Done")

    def _chunks(self, inputs: Iterator[str | Asked]) -> Iterator[AIMessage]:
        for input in inputs:
            yield from self._chunks_of(input)

    def _chunks_of(self, input: str | Asked) -> Iterator[AIMessageChunk]:
        asked = Asked(question=input) if isinstance(input, str) else input
        told = language_of(asked["question"], asked.get("history", []))
        language = asked.get("language") or told
        cited: dict[int, Citation] = {}
        written = []
        with closing(self._run(input)) as events:
            for event in events:
                if isinstance(event, Checked):
                    cited |= {each.number: each for each in event.citations}
                    own = [cited[number] for number in event.sentence.citations]
                    written.append(event.sentence)
                    block = content.sentence_block(event.sentence, own, language)
                    yield _chunk([block], len(written))
                if isinstance(event, Done):
                    answer = event.answer
                    left = [] if written == list(answer.sentences) and written else (
                        content.content_blocks(answer)
                    )  # fmt: skip
                    chunk = _chunk(left, len(written) + 1)
                    chunk.response_metadata |= content.metadata(answer)
                    chunk.chunk_position = "last"
                    yield chunk


def _chunk(blocks: Sequence[ContentBlock], first: int) -> AIMessageChunk:
    """Return blocks as a chunk of a message; numbered, so that they stay apart when joined."""
    numbered = [{**block, "index": index} for index, block in enumerate(blocks, start=first)]
    return AIMessageChunk(content=[*numbered], response_metadata=dict(_STANDARD))
