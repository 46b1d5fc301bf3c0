"""The documents' page: what the library holds; adding, opening, downloading, removing."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.assistant import Assistant
from assistant.ui import adding, sight, viewer
from assistant.ui.adding import Adding
from assistant.ui.state import ALONE, Session, View, session
from assistant.ui.text import as_html, escaped
from assistant.ui.words import Words
from ingest.admission import upload
from ingest.schema import Document


def show(assistant: Assistant, words: Words) -> None:
    """Show the documents and what can be done with them."""
    held = session()
    st.title(words.library, anchor=False)
    _drop(assistant, held, words)
    adding.show(held.adding, words)
    if held.removed:
        st.success(escaped(f"{words.quoted(held.removed)} {words.removed}"))
        held.removed = ""
    documents = assistant.documents()
    if not documents:
        st.info(words.empty)
        return
    st.html(f"<p class='pas-extent'>{as_html(words.holds(assistant.extent()))}</p>")
    _table(documents, words)
    names = {each.id: f"{each.title} ({each.file})" for each in documents}
    chosen = st.selectbox(
        words.choose,
        list(names),
        index=None,
        format_func=lambda id: names.get(id, ""),
        placeholder=words.title,
        key="chosen",
    )
    document = next((each for each in documents if each.id == chosen), None)
    if document:
        _actions(assistant, document, held, words)
        if held.view and held.view.document == document.id and held.view.place == ALONE:
            with st.container(width=860):
                viewer.show(assistant, held, words)
    sight.bring_into_sight(held)


def _drop(assistant: Assistant, held: Session, words: Words) -> None:
    """Take dropped files in at once; the emptied box that follows cannot give them again.

    Any file may be dropped: admission looks at the bytes, and its refusal says why.
    """
    files = st.file_uploader(words.drop, accept_multiple_files=True, key=f"drop-{held.drops}")
    if files:
        sources = [upload(file.name, file.getvalue()) for file in files]
        held.adding.append(Adding(assistant, sources))
        held.drops += 1
        st.rerun()


def _table(documents: list[Document], words: Words) -> None:
    rows = [
        {
            words.title: each.title,
            words.file: each.file,
            words.page_count: each.pages,
            words.unreadable: ", ".join(str(page) for page in each.unreadable_pages),
            words.added: datetime.fromisoformat(each.added).astimezone(),
            words.size: round(each.size / 1000),
        }
        for each in documents
    ]
    st.dataframe(
        rows,
        hide_index=True,
        column_config={
            words.title: st.column_config.TextColumn(width=330),
            words.file: st.column_config.TextColumn(width=250),
            words.added: st.column_config.DateColumn(format=words.day_column),
            words.size: st.column_config.NumberColumn(format=words.kilobytes),
        },
        key="table",
    )


def _actions(assistant: Assistant, document: Document, held: Session, words: Words) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            words.open,
            key="open",
            icon=":material/visibility:",
            on_click=held.open,
            args=[View(ALONE, document.id, 1)],
        )
        viewer.download(assistant, document, words, key="download-chosen")
        if st.button(words.remove, key="remove", icon=":material/delete:"):
            held.removing, held.fresh = document.id, "removing"
    if held.removing != document.id:
        return
    with st.container(border=True, key="removing"):
        st.html(f"<p><strong>{as_html(document.title)}</strong><br>{as_html(words.sure)}</p>")
        with st.container(horizontal=True, gap="small"):
            sure = st.button(words.remove_now, key="remove-now", type="primary")
            keep = st.button(words.keep, key="keep")
    if sure:
        assistant.remove(document.id)
        held.removed = document.title
    if sure or keep:
        held.removing = ""
        st.rerun()
