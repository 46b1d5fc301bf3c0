"""Markdown to blocks, by way of HTML: marks of emphasis, links and tables are no text of it.

markdown-it-py (https://github.com/executablebooks/markdown-it-py) reads CommonMark and tables. A
paragraph's lines are joined as a plain text's are, not all of them: many a sheet has one fact a
line.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from ingest.formats import decode
from ingest.markup import blocks, parse_html
from ingest.plain_text import unwrapped
from ingest.schema import Metadata
from ingest.sections import Block, as_line
from ingest.vocabulary import count_words

# What site builders and Pandoc write above the text: « title: … » between two rules.
_FRONT = re.compile(
    r"\A---[^\S\n]*\n((?:\w[\w-]*[^\S\n]*:.*\n|[^\S\n].*\n|- .*\n|\n)*?)(?:---|\.\.\.)\s*?\n"
)
_SAID = re.compile(r"^(title|author|date)\s*:\s*(.*?)\s*$", re.IGNORECASE | re.MULTILINE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HARD_BREAK = re.compile(r"(?: {2,}|\\)\n")
_TASK = re.compile(r"\[([ xX])\]\s+")
_DONE = {" ": "☐", "x": "☑"}


def read_markdown(data: bytes, file: str) -> tuple[list[Block], Metadata]:
    """Return a Markdown text's blocks and what it says of itself; raises UnknownFormat."""
    text = decode(data, file)
    front = _FRONT.match(text)
    told = {name.lower(): said for name, said in _SAID.findall(front.group(1) if front else "")}
    root = parse_html(_as_html(text[front.end() :] if front else text))
    found = [] if root is None else list(blocks(root))
    title = as_line(told.get("title", "").strip("\"'"))
    day = _DAY.match(told.get("date", "").strip("\"'"))
    return found, Metadata(
        title=title or next((each.text for each in found if each.level == 1), ""),
        author=as_line(told.get("author", "").strip("\"'")),
        date=day.group() if day else "",
    )


def _as_html(text: str) -> str:
    words = count_words(text.split("\n"))

    def lay_out(state: StateCore) -> None:
        for at, token in enumerate(state.tokens):
            if token.type != "inline":
                continue
            lines = _HARD_BREAK.split(token.content)
            token.content = "\\\n".join(
                line for each in lines for line in unwrapped(each.split("\n"), words)
            )
            task = _TASK.match(token.content)
            if task and at > 1 and state.tokens[at - 2].type == "list_item_open":
                # Behind its words, where it hides no item from those who look for one.
                token.content = f"{token.content[task.end() :]} {_DONE[task[1].lower()]}"

    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    reader.disable("code")  # what is set in by four spaces is text here, not a program
    reader.core.ruler.before("inline", "lay_out", lay_out)
    return str(reader.render(text))
