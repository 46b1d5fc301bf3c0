"""Answers as langchain's standard content: text blocks whose annotations are citations.

See https://docs.langchain.com/oss/python/langchain/messages for blocks and `create_citation`.
"""

from __future__ import annotations

from typing import Any

from langchain_core.messages import AIMessage
from langchain_core.messages.content import (
    Citation as CitationBlock,
)
from langchain_core.messages.content import (
    ContentBlock,
    create_citation,
    create_text_block,
)

from assistant import wording
from assistant.answer_text import as_text
from assistant.schema import Answer, Citation, Sentence
from ingest.schema import Language


def content_blocks(answer: Answer) -> list[ContentBlock]:
    """Return the answer as text blocks, one a sentence, each annotated with what it cites.

    Of mentions, the one block is annotated with every page; what is declined has no annotation.
    """
    if answer.mentions:
        pages = [
            create_citation(
                title=document.title,
                cited_text=page.snippets[0] if page.snippets else None,
                file=document.file,
                document=document.document,
                page=page.page,
                label=page.label,
                spans=[list(span) for span in page.spans],
            )
            for document in answer.mentions.documents
            for page in document.pages
        ]
        return [create_text_block(answer.text, annotations=[*pages])]
    if not answer.sentences:
        return [create_text_block(answer.text)]
    cited = {each.number: each for each in answer.citations}
    return [
        sentence_block(each, [cited[number] for number in each.citations], answer.language)
        for each in answer.sentences
    ]


def sentence_block(sentence: Sentence, cited: list[Citation], language: Language) -> ContentBlock:
    """Return a sentence with its marks as a text block ended by a line break."""
    text = wording.marked_sentence(sentence, language)
    annotations = [_citation(each, len(sentence.text)) for each in cited]
    return create_text_block(f"{text}\n", annotations=[*annotations], support=sentence.support)


def message(answer: Answer) -> AIMessage:
    """Return the answer as an `AIMessage`; its metadata hold the answer as JSON and as text."""
    return AIMessage(content_blocks=content_blocks(answer), response_metadata=metadata(answer))


def metadata(answer: Answer) -> dict[str, Any]:
    """Return `answer`, as `ask --json` has it, and `told`, with its sources, as `ask` prints it."""
    return {"answer": answer.as_json(), "told": as_text(answer)}


def _citation(citation: Citation, length: int) -> CitationBlock:
    return create_citation(
        title=citation.title,
        cited_text=citation.quote,
        start_index=0,
        end_index=length,
        number=citation.number,
        file=citation.file,
        document=citation.document,
        page=citation.page,
        label=citation.label,
        unit=citation.unit,
        start=citation.start,
        end=citation.end,
    )
