"""The assistant in LangChain: content blocks, Runnable, and the documented agent's tool."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path
from typing import Any

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, ToolMessage
from langchain_core.runnables import Runnable

from assistant.assistant import Assistant
from tests.conftest import ROOT

WHO = "Qui a mis en relation Paratronic et l'ONEP ?"
PIE = "Quelle est la recette de la tarte aux pommes ?"


def cited(message: AIMessage) -> list[dict[str, Any]]:
    """The citations of every block."""
    return [
        dict(annotation)
        for block in message.content_blocks
        if block["type"] == "text"
        for annotation in block.get("annotations", [])
    ]


def test_an_answer_is_text_blocks_with_citations_of_the_page(starter: Assistant) -> None:
    answer = starter.ask(WHO)
    message = starter.runnable().invoke(WHO)
    assert message.text.startswith(answer.sentences[0].text)
    assert len(cited(message)) == len(answer.citations)
    for citation in cited(message):
        extras = citation["extras"]
        page = starter.page(extras["document"], extras["page"])
        assert page.text[extras["start"] : extras["end"]] == citation["cited_text"]
        assert citation["title"]
    for block in message.content_blocks:
        assert block["type"] == "text"
        for note in block.get("annotations", []):
            start, end = note["start_index"], note["end_index"]  # type: ignore[typeddict-item]
            assert block["text"][start:end] in {each.text for each in answer.sentences}
    assert message.response_metadata["answer"] == answer.as_json()


def test_mentions_and_refusals_are_messages_too(starter: Assistant) -> None:
    found = starter.mentions("FASEP")
    message = starter.runnable().invoke("Où le FASEP est-il mentionné ?")
    pages = sum(len(document.pages) for document in found.documents)
    assert len(cited(message)) == pages
    declined = starter.runnable().invoke(PIE)
    assert declined.text == starter.ask(PIE).text
    assert not cited(declined)


def test_it_is_a_runnable_in_every_way(starter: Assistant) -> None:
    answering = starter.runnable()
    assert isinstance(answering, Runnable)
    whole = answering.invoke({"question": WHO, "language": "en"})
    chunks = list(answering.stream({"question": WHO, "language": "en"}))
    added = chunks[0]
    for chunk in chunks[1:]:
        added += chunk
    assert isinstance(added, AIMessageChunk)
    assert added.text == whole.text
    assert len(cited(added)) == len(cited(whole))
    assert [each.text for each in answering.batch([WHO, PIE])] == [
        answering.invoke(each).text for each in (WHO, PIE)
    ]

    async def both() -> tuple[AIMessage, list[AIMessageChunk]]:
        return await answering.ainvoke(PIE), [each async for each in answering.astream(PIE)]

    invoked, streamed = asyncio.run(both())
    assert invoked.text == "".join(each.text for each in streamed) == answering.invoke(PIE).text


class Calling(GenericFakeChatModel):
    """LangChain's own fake model, which may be given tools."""

    def bind_tools(self, tools: Any, **kwargs: Any) -> Any:
        """Take the tools, which the messages are written for."""
        return self


def test_the_documented_example_is_run(
    starter_home: Path,
    cache: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    source = (ROOT / "docs" / "langchain.md").read_text(encoding="utf-8")
    opening, agent = re.findall(r"```python\n(.*?)```", source, re.DOTALL)
    monkeypatch.setenv("PASSERELLE_HOME", str(starter_home))
    monkeypatch.setenv("PASSERELLE_CACHE", str(cache))
    call = {"name": "documents", "args": {"question": "Qui gère le FASEP ?"}, "id": "1"}
    model = Calling(messages=iter([AIMessage("", tool_calls=[call]), AIMessage("Le Trésor [1].")]))
    names: dict[str, Any] = {"chat_model": model}
    exec(opening + agent, names)  # the document's own lines
    names["assistant"].close()
    assert "Annoncer les crues au Maroc" in capsys.readouterr().out
    messages = names["reply"]["messages"]
    (told,) = [each for each in messages if isinstance(each, ToolMessage)]
    assert "direction générale du Trésor" in str(told.content).replace("’", "'")
    assert "Sources\u00a0:" in str(told.content)
    assert messages[-1].text == "Le Trésor [1]."
