"""An answer as text, for a terminal or to copy."""

from __future__ import annotations

from dataclasses import replace

from assistant import asking, mention_wording, overview_asked, wording
from assistant.schema import Answer
from assistant.wording import marked_sentence, page_name, under
from ingest.schema import Language


def as_text(answer: Answer, *, styled: bool = False) -> str:
    """Write an answer with its notes and sources, for a terminal.

    When `styled`, what surrounds each chosen sentence is dimmed (ECMA-48, SGR 2).
    """
    lines = [*answer.notes, *filter(None, [answer.problem])]
    if lines:
        lines.append("")
    lines += _sentence_lines(answer, styled) or [answer.text]
    if answer.citations:
        lines += ["", "Sources\u00a0:" if answer.language == "fr" else "Sources:"]
        for group in wording.together(answer.citations):
            each = group[0]
            page = page_name(each.page, each.label, answer.language, each.unit, ocr=each.ocr)
            place = f"{each.title} ({each.file}), {page}{under(each)}"
            lines.append(f"  {wording.marks(group)} {place}")
    said = mention_wording.lines(answer.mentions, answer.language) if answer.mentions else []
    if said:
        lines += ["", *said]
    if (answer.abstained or answer.mentions) and answer.nearest:
        lines += ["", nearest_heading(answer.language)]
        for hit in answer.nearest:
            chunk = hit.chunk
            page = page_name(chunk.page, chunk.label, answer.language, chunk.unit, ocr=chunk.ocr)
            lines.append(f"  {chunk.title} ({chunk.file}), {page}")
            lines.append(f"      {' '.join(chunk.text.split())}")
    return "\n".join(lines)


def nearest_heading(language: Language) -> str:
    """Name the passages nearest to a question that is not answered."""
    return "Passages les plus proches\u00a0:" if language == "fr" else "Nearest passages:"


def _sentence_lines(answer: Answer, styled: bool) -> list[str]:
    texts = [each.text for each in answer.sentences]
    question = answer.searched or answer.question
    # A document's titles are no steps, however they were asked for.
    listed = asking.is_numbered(question, texts) and not overview_asked.asked(question)
    lines = []
    for place, each in enumerate(answer.sentences, start=1):
        start, end = each.core
        said = each.text
        if styled:
            around = [f"\x1b[2m{t}\x1b[0m" if t else "" for t in (said[:start], said[end:])]
            said = f"{around[0]}{said[start:end]}{around[1]}"
        said = marked_sentence(replace(each, text=said), answer.language)
        head = f"\x1b[2m{each.head}\x1b[0m" if styled and each.head else each.head
        lines += ["", *filter(None, [head]), f"{f'{place}. ' if listed else ''}{said}"]
    return lines[1:]
