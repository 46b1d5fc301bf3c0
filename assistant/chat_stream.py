"""A chat model's words as they come: stopped at once, timed, tried again when it is overloaded.

The request runs on an event loop of its own, whatever thread waits for the words: so one that
stops waiting (the stop button, a closed page) cancels the request, even before its first word.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Generator, Iterator, Sequence
from functools import cache
from typing import Any

from langchain_core.messages import AIMessageChunk, BaseMessage

from assistant.chat_model import ChatModel
from assistant.errors import (
    ChatModelBroken,
    ChatModelCutShort,
    ChatModelFailed,
    ChatModelKeyRefused,
    ChatModelOverloaded,
    ChatModelTimedOut,
    ChatModelUnreachable,
)

ATTEMPTS = 3
_LONGEST_PAUSE = 20.0
_BEAT = 0.5
_BUSY = {429, 503, 529}
_ENDS = ("finish_reason", "stop_reason", "done_reason")
_END = object()


def stream_words(model: ChatModel, messages: Sequence[BaseMessage]) -> Generator[str, None, None]:
    """Yield the model's words as they come; closing the iterator cancels the request.

    While nothing comes, an empty word is given every _BEAT seconds, so that whoever waits can look
    up. An overloaded server is asked ATTEMPTS times in all, after the pause it names or a longer
    one each time.
    Raises ChatModelFailed of the kind that tells what happened.
    """
    words: queue.SimpleQueue[object] = queue.SimpleQueue()
    job = asyncio.run_coroutine_threadsafe(_fill(words, model, messages), _loop())
    try:
        while (word := _next(words)) is not _END:
            if isinstance(word, BaseException):
                raise explained(word, model) from None
            yield str(word)
    finally:
        job.cancel()


def _next(words: queue.SimpleQueue[object]) -> object:
    try:
        return words.get(timeout=_BEAT)
    except queue.Empty:
        return ""


def explained(error: BaseException, model: ChatModel) -> ChatModelFailed:
    """Return the project's error for one of a provider's package or of its HTTP client."""
    if isinstance(error, ChatModelFailed):
        return error
    facts = {"model": model.name, "host": model.host}
    kinds, status = _kinds(error), _status(error)
    if status in (401, 403):
        return ChatModelKeyRefused(**facts)
    if status in _BUSY:
        return ChatModelOverloaded(**facts)
    if status == 408 or any("timeout" in kind.lower() for kind in kinds):
        return ChatModelTimedOut(**facts, seconds=f"{model.timeout:g}")
    if kinds & {"RemoteProtocolError", "ReadError", "IncompleteRead", "ClientPayloadError"}:
        return ChatModelCutShort(**facts)
    if any("Connect" in kind or kind == "gaierror" for kind in kinds):
        return ChatModelUnreachable(**facts)
    detail = f"HTTP {status}" if status else type(error).__name__
    return ChatModelBroken(**facts, detail=detail)


async def _fill(
    words: queue.SimpleQueue[object], model: ChatModel, messages: Sequence[BaseMessage]
) -> None:
    try:
        async for word in _words(model, messages):
            words.put(word)
        words.put(_END)
    except asyncio.CancelledError:
        raise
    except BaseException as error:  # noqa: BLE001  # handed over to the thread that waits
        words.put(error)


async def _words(model: ChatModel, messages: Sequence[BaseMessage]) -> AsyncIterator[str]:
    for attempt in range(1, ATTEMPTS + 1):
        begun = False
        try:
            async for word in _one_stream(model, messages):
                begun = True
                yield word
            return
        except Exception as error:  # each provider's own; raised again unless it is busy
            if begun or _status(error) not in _BUSY or attempt == ATTEMPTS:
                raise
            await asyncio.sleep(min(_pause_named(error) or 2.0**attempt / 2, _LONGEST_PAUSE))


async def _one_stream(model: ChatModel, messages: Sequence[BaseMessage]) -> AsyncIterator[str]:
    stream = model.model.astream(list(messages))
    ended = not model.ends
    try:
        while True:
            try:
                chunk = await asyncio.wait_for(anext(stream), model.timeout)
            except StopAsyncIteration:
                break
            ended = ended or _says_end(chunk)
            if chunk.text:
                yield chunk.text
    finally:
        close = getattr(stream, "aclose", None)
        if close:
            await close()
    if not ended:
        raise ChatModelCutShort(model=model.name, host=model.host)


def _says_end(chunk: AIMessageChunk) -> bool:
    return any(chunk.response_metadata.get(name) for name in _ENDS)


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """Return the loop that requests run on, its thread started at the first."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="chat-models", daemon=True).start()
    return loop


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__ or seen.__context__


def _kinds(error: BaseException) -> set[str]:
    """Return the names of the error's classes and of what caused it.

    Names, since the classes belong to packages that may not be installed.
    """
    return {kind.__name__ for each in _chain(error) for kind in type(each).__mro__}


def _status(error: BaseException) -> int:
    for each in _chain(error):
        response = getattr(each, "response", None)
        for value in (
            getattr(each, "status_code", None),
            getattr(response, "status_code", None),
            getattr(each, "code", None),
        ):
            if isinstance(value, int):
                return value
    return 0


def _pause_named(error: BaseException) -> float:
    """Return the seconds that the server asks to wait, 0 when it names none."""
    for each in _chain(error):
        headers: Any = getattr(getattr(each, "response", None), "headers", None) or {}
        named = headers.get("retry-after", "")
        if str(named).isdecimal():
            return float(named)
    return 0.0
