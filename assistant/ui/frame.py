"""What surrounds every page: navigation, language, sign-in, looks."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from assistant.ui import address, chat, entry, history, history_words, library, mentions_page, sight
from assistant.ui.mentions_words import mentions_words
from assistant.ui.phrases import words
from assistant.ui.state import session
from assistant.ui.visit import Services, Visit
from ingest.schema import Language

_NAMES: Final[dict[Language, str]] = {"fr": "Français", "en": "English"}
_STYLE = Path(__file__).with_name("style.css")


def language(default: Language) -> Language:
    """Return the language this visitor chose, the address's, or the default."""
    chosen: Language | None = st.session_state.get("language")
    if chosen:
        return chosen
    given = st.query_params.get("lang", "")
    return "en" if given == "en" else "fr" if given == "fr" else default


def show(services: Services) -> None:
    """Show the page that the address names, in the visitor's language, to who may see it."""
    spoken = language(services.assistant.settings.lang)
    visit = Visit(services, words(spoken))
    said = visit.words
    st.html(_STYLE)
    sight.speak(spoken)
    if not visit.person.may("read"):
        entry.show(visit)
        return
    talk = _page("chat", ":material/forum:", said.chat, partial(chat.show, visit), default=True)
    documents = _page(
        "documents", ":material/library_books:", said.library, partial(library.show, visit)
    )
    mentions = _page(
        "mentions",
        ":material/manage_search:",
        mentions_words(spoken).title,
        partial(mentions_page.show, visit),
    )
    past = _page(
        "conversations",
        ":material/history:",
        history_words.words(spoken).title,
        partial(history.show, visit, lambda: talk),
    )
    page, held = st.navigation([talk, mentions, documents, past]), session()
    if page in (talk, documents):
        # Before the sidebar, which names the conversation.
        address.follow(visit, held, talking=page == talk)
    with st.sidebar:
        if held.talk and st.button(
            said.new_talk, key="new-talk", icon=":material/add:", on_click=held.restart
        ):
            st.switch_page(talk)
        history.recent(visit, talk, past)
        st.segmented_control(
            said.switch,
            list(_NAMES),
            default=spoken,
            format_func=lambda each: _NAMES[each],
            key="language",
            required=True,
        )
        entry.signed_in(visit)
    page.run()


def _page(path: str, icon: str, title: str, run: object, *, default: bool = False) -> st.Page:
    return st.Page(run, title=title, icon=icon, url_path=path, default=default)  # type: ignore[arg-type]  # any callable will do
