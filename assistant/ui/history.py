"""The conversations that were kept: found again, renamed, exported, deleted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from assistant import export
from assistant.conversations import Conversation, Opinion, opinions_csv
from assistant.ui import address, history_words
from assistant.ui.history_words import HistoryWords
from assistant.ui.state import session
from assistant.ui.text import as_html, escaped, shortened
from assistant.ui.visit import Visit, reader_zone
from ingest import french

_RECENT = 8
_PAGE = 30
_TITLE = 42


def recent(visit: Visit, talk: object, everything: object) -> None:
    """List the latest conversations in the sidebar; a click on one resumes it on its page."""
    said = history_words.words(visit.words.language)
    kept = visit.conversations.all(visit.owner)
    if not kept:
        return
    held = session()
    st.html(f"<p class='pas-label'>{as_html(said.recent)}</p>")
    with st.container(gap=None, key="recent"):
        for each in kept[:_RECENT]:
            opened = each.id == held.conversation
            if st.button(
                escaped(shortened(each.title, _TITLE)),
                key=f"recent-{each.id}",
                type="tertiary",
                icon=":material/chat_bubble:" if opened else None,
                width="stretch",
            ):
                address.resume(visit, held, each.id)
                st.switch_page(talk)  # type: ignore[arg-type]  # a page of st.navigation's
    if len(kept) > _RECENT:
        st.page_link(everything, label=said.all)  # type: ignore[arg-type]  # as above


def show(visit: Visit, talk: Callable[[], object]) -> None:
    """Show every conversation of the visitor's; `talk` gives the page that resumes one."""
    said, words = history_words.words(visit.words.language), visit.words
    st.title(said.title, anchor=False)
    kept = visit.conversations.all(visit.owner)
    if visit.person.may("administer"):
        _opinions(visit.conversations.opinions(), said)
    if not kept:
        st.info(said.none)
        return
    sought = st.text_input(said.find, key="find-talk", icon=":material/search:")
    folded = french.fold(sought.strip())
    kept = [each for each in kept if folded in french.fold(each.title)]
    if not kept:
        st.info(said.nothing)
    shown = st.session_state.get("talks-shown", _PAGE)
    for each in kept[:shown]:
        with st.container(border=True, key=f"talk-{each.id}"):
            when = words.moment(each.changed, reader_zone())
            st.html(
                f"<p class='pas-place'>{as_html(each.title)}</p><p class='pas-extent'>"
                f"{as_html(f'{said.exchanges(each.exchanges)} · {when}')}</p>"
            )
            _actions(visit, each, said, talk)
    if len(kept) > shown and st.button(said.older, key="older"):
        st.session_state["talks-shown"] = shown + _PAGE
        st.rerun()


def _actions(
    visit: Visit, each: Conversation, said: HistoryWords, talk: Callable[[], object]
) -> None:
    held = session()
    with st.container(horizontal=True, gap="small"):
        if st.button(said.open, key=f"resume-{each.id}", icon=":material/forum:"):
            address.resume(visit, held, each.id)
            st.switch_page(talk())  # type: ignore[arg-type]  # a page of st.navigation's
        with st.popover(said.export, icon=":material/download:", key=f"export-{each.id}"):
            for kind, name in said.formats:
                st.download_button(
                    f"{said.prepare} {name}",
                    data=partial(_exported, visit, each, kind),
                    file_name=export.file_name(each.title, kind),
                    mime=export.MIME[kind],
                    on_click="ignore",
                    key=f"export-{kind}-{each.id}",
                    width="stretch",
                )
        with st.popover(said.rename, icon=":material/edit:", key=f"rename-{each.id}"):
            title = st.text_input(said.new_name, value=each.title, key=f"title-{each.id}")
            if st.button(said.save, key=f"save-{each.id}", type="primary"):
                visit.conversations.rename(each.id, visit.owner, title)
                st.rerun()
        with st.popover(said.delete, icon=":material/delete:", key=f"delete-{each.id}"):
            st.html(f"<p>{as_html(said.sure)}</p>")
            if st.button(said.delete_now, key=f"delete-now-{each.id}", type="primary"):
                visit.conversations.delete(each.id, visit.owner)
                if held.conversation == each.id:
                    held.restart()
                st.rerun()


def _exported(visit: Visit, each: Conversation, kind: str) -> bytes:
    talk = visit.conversations.exchanges(each.id, visit.owner)
    answers = [exchange.answer for exchange in talk]
    return export.write(kind, each.title, answers, visit.words.language)


def _opinions(opinions: list[Opinion], said: HistoryWords) -> None:
    if opinions:
        st.download_button(
            said.opinions,
            data=opinions_csv(opinions),
            file_name="passerelle-avis.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/thumbs_up_down:",
            key="opinions",
        )
