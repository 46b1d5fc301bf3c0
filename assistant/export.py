"""A conversation as a file to send on: Markdown, Word or PDF, each answer with its references."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from assistant import answer_text, wording
from assistant.schema import Answer
from ingest.schema import Language

MIME: Final = {
    "md": "text/markdown",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_SOURCES: Final[dict[Language, str]] = {"fr": "Sources", "en": "Sources"}
# What Markdown takes for markup, there alone: « l'ONEP. » reads as it is written.
# https://spec.commonmark.org/0.31.2/ and https://github.github.com/gfm/
_INLINE = re.compile(
    r"[\\`*~]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # not within a word
    r"|\](?=[(:])"  # an inline link or picture, a link's definition; no other link without one
    r"|<(?=[A-Za-z/!?])"  # a tag, a link in brackets
    r"|&(?=#?\w+;)"
    r"|(?<=\s)#(?=#*$)"  # the end of a heading
)
# At the start of a line: a heading, a list, a quotation, a rule.
_AT_FIRST = re.compile(
    r"^(\d{1,9})?(#{1,6}(?=\s|$)|(?:(?<!\d)[-+]|(?<=\d)[.)])(?=\s|$)|>|[-=](?=[-=\s]*$))"
)
_BLANK = re.compile(r"[^\S\u00a0\u202f]+")
# What XML cannot hold, and what stands for no character at all.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

# The texts come as data, so that none of them is read as typst's markup.
_TYPST = """
#let told = json(bytes(sys.inputs.told))
#set document(title: told.title)
#set page(margin: (x: 2.4cm, y: 2.2cm), numbering: "1")
#set text(lang: told.language, size: 10.5pt)
#set par(leading: 0.7em)
#text(size: 17pt, weight: "bold", told.title)
#for each in told.exchanges {
  v(1em)
  block(below: 0.9em, text(size: 12pt, weight: "bold", each.question))
  for line in each.lines { block(below: 0.8em, line) }
  if each.sources.len() > 0 {
    block(above: 1.2em, below: 0.6em, text(size: 9pt, weight: "bold", each.heading))
    for source in each.sources { block(below: 0.5em, text(size: 9pt, source)) }
  }
}
"""


def write(kind: str, title: str, answers: Sequence[Answer], language: Language) -> bytes:
    """Write a conversation as « md », « docx » or « pdf »; raises KeyError for another kind."""
    writers: dict[str, Callable[[str, Sequence[Answer], Language], bytes]] = {
        "md": _markdown,
        "docx": _docx,
        "pdf": _pdf,
    }
    return writers[kind](_clean(title), answers, language)


def file_name(title: str, kind: str) -> str:
    """Return a name for the file, of letters, digits and hyphens."""
    words = re.findall(r"[^\W_]+", title)
    return f"{'-'.join(words)[:60].strip('-') or 'conversation'}.{kind}"


def lines(answer: Answer, language: Language) -> list[str]:
    """Return the paragraphs of an answer, all that the page tells of it but its references.

    Notes and warnings, heads of tables, of mentions every page and snippet, nearest passages.
    """
    said = answer_text.as_text(replace(answer, language=language, citations=())).splitlines()
    return [_clean(each.strip()) for each in said if each.strip()]


def sources(answer: Answer, language: Language) -> list[str]:
    """Return an answer's references, each with its document, page and quote."""
    said = []
    for each in answer.citations:
        page = wording.page_name(each.page, each.label, language, each.unit, ocr=each.ocr)
        quote = " ".join(each.quote.split())
        quoted = f"“{quote}”" if language == "en" else f"«\u00a0{quote}\u00a0»"
        place = f"{each.title} ({each.file}), {page}{wording.under(each)}"
        said.append(_clean(f"[{each.number}] {place} – {quoted}"))
    return said


def _markdown(title: str, answers: Sequence[Answer], language: Language) -> bytes:
    said = [f"# {_escaped(title)}"]
    for answer in answers:
        said.append(f"## {_escaped(answer.question)}")
        said += [_escaped(line) for line in lines(answer, language)]
        listed = [f"- {_escaped(each)}" for each in sources(answer, language)]
        if listed:
            said += [f"**{_SOURCES[language]}**", "\n".join(listed)]
    return ("\n\n".join(said) + "\n").encode()


def _docx(title: str, answers: Sequence[Answer], language: Language) -> bytes:
    import docx
    from docx.shared import Pt

    document = docx.Document()
    document.core_properties.title = title[:255]
    document.core_properties.author = "Passerelle"
    document.core_properties.language = language
    document.add_heading(title, level=0)
    for answer in answers:
        document.add_heading(_clean(answer.question), level=1)
        for line in lines(answer, language):
            document.add_paragraph(line)
        listed = sources(answer, language)
        if listed:
            document.add_heading(_SOURCES[language], level=2)
        for each in listed:
            document.add_paragraph().add_run(each).font.size = Pt(9)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _pdf(title: str, answers: Sequence[Answer], language: Language) -> bytes:
    import typst

    told = {
        "title": title,
        "language": language,
        "exchanges": [
            {
                "question": _clean(answer.question),
                "lines": lines(answer, language),
                "heading": _SOURCES[language],
                "sources": sources(answer, language),
            }
            for answer in answers
        ],
    }
    compiled = typst.compile(_TYPST.encode(), sys_inputs={"told": json.dumps(told)})
    assert isinstance(compiled, bytes)
    return compiled


def _clean(text: str) -> str:
    return _CONTROLS.sub(" ", text)


def _escaped(text: str) -> str:
    """Return Markdown that shows the text as it is, on one line."""
    line = _BLANK.sub(" ", text.strip())
    return _AT_FIRST.sub(r"\1\\\2", _INLINE.sub(r"\\\g<0>", line))
