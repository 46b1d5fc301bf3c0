"""What surrounds every page: navigation, language, looks."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from assistant.assistant import Assistant
from assistant.ui import chat, library, mentions_page
from assistant.ui.mentions_words import mentions_words
from assistant.ui.phrases import words
from assistant.ui.state import session
from assistant.ui.words import Words
from ingest.schema import Language

_NAMES: Final[dict[Language, str]] = {"fr": "Français", "en": "English"}
_STYLE = Path(__file__).with_name("style.css")


def language(default: Language) -> Language:
    """Return the language this visitor chose, or the default."""
    chosen: Language | None = st.session_state.get("language")
    return chosen or default


def show(assistant: Assistant) -> None:
    """Show the page that the address names, in the visitor's language."""
    said = words(language(assistant.settings.lang))
    st.html(_STYLE)
    st.html(_uploader_words(said))
    page = st.navigation(
        [
            st.Page(
                partial(chat.show, assistant, said),
                title=said.chat,
                icon=":material/forum:",
                url_path="chat",
                default=True,
            ),
            st.Page(
                partial(mentions_page.show, assistant, said),
                title=mentions_words(said.language).title,
                icon=":material/manage_search:",
                url_path="mentions",
            ),
            st.Page(
                partial(library.show, assistant, said),
                title=said.library,
                icon=":material/library_books:",
                url_path="documents",
            ),
        ]
    )
    with st.sidebar:
        st.segmented_control(
            said.switch,
            list(_NAMES),
            default=assistant.settings.lang,
            format_func=lambda each: _NAMES[each],
            key="language",
            required=True,
        )
        held = session()
        if held.talk:
            st.button(said.new_talk, key="new-talk", icon=":material/add:", on_click=held.restart)
    page.run()


def _uploader_words(said: Words) -> str:
    """Put our words over those of Streamlit's upload box, which knows English only."""
    return (
        "<style>[data-testid=stFileUploaderDropzone]"
        f"{{--pas-browse: '{said.browse}'; --pas-drop: '{said.drop_note}'}}</style>"
    )
