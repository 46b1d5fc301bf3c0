"""The first page: a conversation with the documents, their pages beside the answers."""

from __future__ import annotations

import streamlit as st

from assistant.assistant import Assistant
from assistant.ui import adding, replies, sight, viewer
from assistant.ui.adding import Adding
from assistant.ui.state import ALONE, Session, View, session
from assistant.ui.text import as_html, escaped
from assistant.ui.words import Words
from ingest.admission import upload
from ingest.errors import PasserelleError

# How wide a conversation is read with ease; a page held open beside it takes the rest.
_COLUMN = 860


def show(assistant: Assistant, words: Words) -> None:
    """Show the conversation and answer what was just asked."""
    held = session()
    _follow_link(held)
    if held.view and held.view.place == ALONE:
        viewer.show(assistant, held, words)
    if not held.talk and not held.pending:
        _welcome(assistant, held, words)
    for place in range(len(held.talk)):
        _exchange(assistant, place, held, words)
    if held.pending and held.waiting:
        with st.container(width=_COLUMN):
            _question(held.pending)
    adding.show(held.adding, words)
    given = st.chat_input(words.ask, key="ask", accept_file="multiple", file_type="pdf")
    if given and given.files:
        sources = [upload(file.name, file.getvalue()) for file in given.files]
        held.adding.append(Adding(assistant, sources))
    if given and given.text:
        held.ask(given.text, held.adding[-1] if given.files else None)
    if held.pending and not held.waiting:
        _answer(assistant, held, words)
    if given:
        st.rerun()  # what was asked or dropped shows in its place, above the input
    sight.bring_into_sight(held)


def _follow_link(held: Session) -> None:
    """Open what the address names, once: `?doc=ID&page=N` a page, `?q=QUESTION` an answer."""
    if held.linked:
        return
    held.linked = True
    held.ask(st.query_params.get("q", ""))
    document, page = st.query_params.get("doc", ""), st.query_params.get("page", "1")
    if document:
        held.open(View(ALONE, document, int(page[:9]) if page.isdecimal() else 1))


def _welcome(assistant: Assistant, held: Session, words: Words) -> None:
    extent = assistant.extent()
    with st.container(key="welcome", width=_COLUMN):
        st.title("Passerelle", anchor=False)
        st.html(f"<p class='pas-promise'>{as_html(words.promise)}</p>")
        if not extent.documents:
            st.info(words.empty)
            return
        st.html(f"<p class='pas-extent'>{as_html(words.holds(extent))}</p>")
        files = {document.file for document in assistant.documents()}
        examples = [question for question, file in words.examples if file in files]
        if not examples:
            return
        st.html(f"<p class='pas-label'>{as_html(words.try_one)}</p>")
        cells = [*st.columns(2), *st.columns(2)]
        for column, question in zip(cells, examples, strict=False):
            column.button(
                escaped(question),
                key=f"example-{examples.index(question)}",
                width="stretch",
                on_click=held.ask,
                args=[question],
            )


def _exchange(assistant: Assistant, place: int, held: Session, words: Words) -> None:
    """Show a question with its answer, and beside it the page opened from there, if any."""
    opened = held.view is not None and held.view.place == place
    with st.container(key=f"exchange-{place}", width="stretch" if opened else _COLUMN):
        answer_side, page_side = (
            st.columns([5, 6], gap="medium") if opened else (st.container(), None)
        )
        with answer_side:
            _question(held.talk[place].question)
            with st.chat_message("assistant", avatar=":material/menu_book:"):
                replies.show(held.talk[place], place, held, words)
        if page_side:
            with page_side:
                viewer.show(assistant, held, words)


def _question(question: str) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.html(f"<p class='pas-sentence'>{as_html(question)}</p>")


def _answer(assistant: Assistant, held: Session, words: Words) -> None:
    question = held.pending
    with st.container(width=_COLUMN):
        _question(question)
        with (
            st.chat_message("assistant", avatar=":material/menu_book:"),
            st.spinner(words.searching, show_time=True),
        ):
            try:
                answer = assistant.ask(question, history=held.talk)
            except PasserelleError:
                held.pending = ""  # or the same error would come back at every run
                raise
    held.talk.append(answer)
    held.pending = ""
    held.view, held.fresh = None, f"exchange-{len(held.talk) - 1}"
    st.rerun()
