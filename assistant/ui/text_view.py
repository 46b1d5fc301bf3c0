"""The text of a section, its quote marked: what is shown of a document that has no pages."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Sequence

import streamlit as st

from assistant.ui.state import Spans
from ingest.schema import Page

_ROW = " | "


def show(page: Page, spans: Spans, named: str) -> None:
    """Show a section, scrolled to its first mark."""
    st.html(
        f"<div class='pas-text' tabindex='0' role='region' aria-label='{html.escape(named)}'>"
        f"{as_article(page, spans)}</div>"
    )


def as_article(page: Page, spans: Spans) -> str:
    """Return a section's HTML: headings, paragraphs, rows of tables; every word of it escaped."""
    headings = {heading for _, heading in page.sections}
    marks = sorted((start, end) for start, end in spans if start < end)
    parts: list[str] = []
    rows: list[str] = []
    for start, line in _lines(page.text):
        if _ROW in line:
            rows.append(_row(line, start, marks))
            continue
        parts += _table(rows)
        tag = "h4" if line in headings else "p"
        parts.append(f"<{tag}>{_marked(line, start, marks)}</{tag}>")
    return "".join([*parts, *_table(rows)])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _table(rows: list[str]) -> Iterable[str]:
    made = [f"<table>{''.join(rows)}</table>"] if rows else []
    rows.clear()
    return made


def _row(line: str, start: int, marks: Sequence[tuple[int, int]]) -> str:
    cells: list[str] = []
    for cell in line.split(_ROW):
        cells.append(f"<td>{_marked(cell, start, marks)}</td>")
        start += len(cell) + len(_ROW)
    return f"<tr>{''.join(cells)}</tr>"


def _marked(line: str, start: int, marks: Sequence[tuple[int, int]]) -> str:
    """Escape a line that begins at `start`, with what the marks cover of it in <mark>."""
    pieces: list[str] = []
    at = 0
    for first, last in marks:
        begin, end = max(first - start, at), min(last - start, len(line))
        if begin < end:
            pieces.append(html.escape(line[at:begin]))
            pieces.append(f"<mark>{html.escape(line[begin:end])}</mark>")
            at = end
    return "".join([*pieces, html.escape(line[at:])])
