"""A page's picture with the cited words marked on it, and what goes with it."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import streamlit as st
from PIL import Image, ImageChops, ImageDraw

from assistant.assistant import Assistant
from assistant.ui.state import Session, Spans
from assistant.ui.text import as_html, escaped
from assistant.ui.words import Words
from ingest.errors import UnknownDocument
from ingest.pdf import render_page
from ingest.schema import Box, Document, Page

_SCALE = 2.0
_HIGHLIGHT, _OUTLINE = (255, 231, 110), (196, 127, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A page drawn as PNG; `boxes` are, for each span asked for, the marks of its lines."""

    png: bytes
    boxes: tuple[tuple[Box, ...], ...]


@st.cache_data(max_entries=100, show_spinner=False)
def picture(_assistant: Assistant, document: str, number: int, spans: Spans) -> Picture:
    """Draw a page with spans of its stored text marked; raises UnknownDocument.

    A document's id comes from its bytes, so that a picture once drawn stays true.
    """
    page = _assistant.page(document, number)
    marks = [_characters(page, start, end) for start, end in spans]
    drawn, boxes = render_page(_assistant.original(document), number, scale=_SCALE, marks=marks)
    file = io.BytesIO()
    marked(drawn, [box for some in boxes for box in some]).save(file, "PNG")
    return Picture(file.getvalue(), tuple(tuple(some) for some in boxes))


def marked(drawn: Image.Image, boxes: list[Box]) -> Image.Image:
    """Return the picture with boxes laid on it as a highlighter would: the ink stays black."""
    width, height = drawn.size
    paint = Image.new("RGB", drawn.size, "white")
    pen, corners = ImageDraw.Draw(paint), []
    for box in boxes:
        left, top = int(box.left * width) - 2, int(box.top * height) - 1
        corners.append((left, top, int(box.right * width) + 3, int(box.bottom * height) + 2))
        pen.rectangle(corners[-1], fill=_HIGHLIGHT)
    result = ImageChops.multiply(drawn.convert("RGB"), paint)
    for corner in corners:  # seen where the page itself is dark or yellow
        ImageDraw.Draw(result).rectangle(corner, outline=_OUTLINE)
    return result


def show(assistant: Assistant, session: Session, words: Words) -> None:
    """Show the page held open: its picture, its quote, the ways on and out."""
    view = session.view
    if view is None:
        return
    document = next((each for each in assistant.documents() if each.id == view.document), None)
    with st.container(key="viewer", border=True):
        try:
            page = assistant.page(view.document, view.page) if document else None
        except UnknownDocument:  # a page number typed into the address
            page = None
        if document is None or page is None:
            st.warning(words.gone)
            st.button(words.close, on_click=session.open, args=[None], key="close")
            return
        _head(session, document, page, words)
        spans = view.marks.get(view.page, ())
        drawn = picture(assistant, view.document, view.page, spans)
        named = words.place(document.title, view.page, page.label, document.unit, ocr=page.ocr)
        st.image(drawn.png, width="stretch", alt=named)
        if spans and not any(drawn.boxes):
            st.caption(words.not_located)
        if view.quote and view.page == view.home:
            st.html(
                f"<blockquote class='pas-quote'>{as_html(words.quoted(view.quote))}</blockquote>"
            )
        download(assistant, document, words, key="download")


def download(assistant: Assistant, document: Document, words: Words, *, key: str) -> None:
    """Offer the document's PDF; its bytes are read when it is asked for."""
    st.download_button(
        words.download,
        data=assistant.original(document.id).read_bytes,
        file_name=document.file,
        mime="application/pdf",
        on_click="ignore",
        icon=":material/download:",
        key=key,
    )


def _head(session: Session, document: Document, page: Page, words: Words) -> None:
    view = session.view
    if view is None:
        return
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall"):
        named = words.place(document.title, page.number, page.label, document.unit, ocr=page.ocr)
        title = as_html(named)
        st.html(f"<p class='pas-place'>{title}</p>")
        for name, step, icon in (("before", -1, "chevron_left"), ("after", 1, "chevron_right")):
            target = view.page + step
            st.button(
                "",
                key=name,
                icon=f":material/{icon}:",
                help=words.before if step < 0 else words.after,
                disabled=not 1 <= target <= document.pages,
                on_click=session.turn,
                args=[replace(view, page=target)],
            )
        st.button(
            "",
            key="close",
            icon=":material/close:",
            help=words.close,
            on_click=session.open,
            args=[None],
        )
    if page.unreadable:
        st.caption(escaped(words.unreadable_named([page.number])))


def _characters(page: Page, start: int, end: int) -> list[int]:
    """Return the PDF engine's characters behind a span, without those that cleaning added."""
    return [origin for origin in page.origins[start:end] if origin >= 0]
