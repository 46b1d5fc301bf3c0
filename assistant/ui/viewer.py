"""A page's picture with the cited words marked on it, and what goes with it."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import streamlit as st
from PIL import Image, ImageChops, ImageDraw
from streamlit.delta_generator import DeltaGenerator

from assistant.assistant import Assistant
from assistant.ui import address, copying, sight, text_view
from assistant.ui.state import ZOOMS, Session, Spans, View
from assistant.ui.text import as_html, escaped
from assistant.ui.words import Words
from ingest import ocr
from ingest.errors import UnknownDocument
from ingest.formats import MIME_TYPES
from ingest.refusals import FileRefused
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
    """Draw a page with spans of its stored text marked; raises UnknownDocument, FileRefused.

    A document's id comes from its bytes, so that a picture once drawn stays true.
    """
    page = _assistant.page(document, number)
    marks = [[] if page.ocr else _characters(page, start, end) for start, end in spans]
    drawn, boxes = _assistant.drawn(document, number, marks, _SCALE)
    if page.ocr:
        boxes = [ocr.marks(page, start, end) for start, end in spans]
    file = io.BytesIO()
    plain = Image.open(io.BytesIO(drawn.file))
    marked(plain, [box for some in boxes for box in some]).save(file, "PNG")
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


def beside() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the column of what names pages and that of the page held open, under it if narrow."""
    with st.container(key="beside"):
        names, page = st.columns([5, 6], gap="medium")
    return names, page


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
        named = words.place(document.title, view.page, page.label, document.unit, ocr=page.ocr)
        _head(session, view, document, page, named, words)
        if view.quote and view.page == view.home:
            quote = as_html(words.quoted(view.quote))
            # A long one scrolls: whoever has no mouse must reach it.
            st.html(f"<blockquote class='pas-quote' tabindex='0'>{quote}</blockquote>")
        if document.format == "pdf":
            _body(assistant, view, page, named, words)
        else:
            spans = view.marks.get(view.page, ())
            text_view.show(page, spans, named)
            sight.scroll_text(f"{view.document}-{view.page}-{spans}")
        _foot(assistant, view, document, page, words)


def _body(assistant: Assistant, view: View, page: Page, named: str, words: Words) -> None:
    """Draw the page, scrolled to its first mark; where it cannot be drawn, show its text."""
    spans = view.marks.get(view.page, ())
    try:
        drawn = picture(assistant, view.document, view.page, spans)
    except FileRefused as refusal:
        st.warning(escaped(refusal.message(words.language)))
        text_view.show(page, spans, named)
        return
    with st.container(key="sheet"):
        st.image(drawn.png, width="stretch", alt=named, output_format="PNG")
    st.html(f"<style>.st-key-sheet {{ --pas-zoom: {view.zoom}%; }}</style>")
    first = next((box for some in drawn.boxes for box in some), None)
    sight.scroll_sheet(f"{view.document}-{view.page}-{spans}-{view.zoom}", first, words.scroll_here)
    if spans and first is None:
        st.caption(words.not_located)


def download(assistant: Assistant, document: Document, words: Words, *, key: str) -> None:
    """Offer the document's file; its bytes are read when it is asked for."""
    st.download_button(
        words.download,
        data=assistant.original(document.id).read_bytes,
        file_name=document.file,
        mime=MIME_TYPES[document.format],
        on_click="ignore",
        icon=":material/download:",
        help=words.download_file,
        key=key,
    )


def _head(
    session: Session, view: View, document: Document, page: Page, named: str, words: Words
) -> None:
    with st.container(
        horizontal=True, wrap=False, vertical_alignment="center", gap="xsmall", key="viewer-head"
    ):
        st.html(f"<p class='pas-place' id='pas-viewed'>{as_html(named)}</p>")
        st.button(
            words.close,
            key="close",
            icon=":material/close:",
            type="tertiary",
            on_click=session.open,
            args=[None],
        )
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="turning"):
        for key, icon, name, step in (
            ("before", "chevron_left", words.before, -1),
            ("after", "chevron_right", words.after, 1),
        ):
            st.button(
                name,
                key=key,
                icon=f":material/{icon}:",
                disabled=not 1 <= view.page + step <= document.pages,
                on_click=session.turn,
                args=[replace(view, page=view.page + step)],
            )
        if document.format == "pdf":  # a section's text has no picture to enlarge
            _zooming(session, view, words)
    if page.unreadable:
        st.caption(escaped(words.unreadable_named([page.number])))


def _zooming(session: Session, view: View, words: Words) -> None:
    size = ZOOMS.index(view.zoom) if view.zoom in ZOOMS else 0
    for key, icon, name, step in (
        ("zoom-out", "zoom_out", words.zoom_out, -1),
        ("zoom-in", "zoom_in", words.zoom_in, 1),
    ):
        possible = 0 <= size + step < len(ZOOMS)
        st.button(
            name,
            key=key,
            icon=f":material/{icon}:",
            disabled=not possible,
            on_click=session.turn,
            args=[replace(view, zoom=ZOOMS[size + step])] if possible else None,
        )


def _foot(assistant: Assistant, view: View, document: Document, page: Page, words: Words) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="taking"):
        reference = words.reference(
            document.title, view.page, page.label, document.unit, ocr=page.ocr
        )
        link = address.query(address.page_query(view))
        copying.buttons([(words.copy_reference, reference, ""), (words.copy_link, "", link)], words)
        download(assistant, document, words, key="download")


def _characters(page: Page, start: int, end: int) -> list[int]:
    """Return the PDF engine's characters behind a span, without those that cleaning added."""
    return [origin for origin in page.origins[start:end] if origin >= 0]
