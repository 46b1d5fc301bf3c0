"""Which chat model answers, chosen among those configured, and where its text goes."""

from __future__ import annotations

from typing import Final

import streamlit as st

from assistant import wording
from assistant.assistant import Assistant
from assistant.chat_model import WITHOUT
from assistant.ui.text import escaped
from ingest.errors import ChatModelFailed
from ingest.schema import Language

_LABEL: Final[dict[Language, str]] = {"fr": "Qui rédige la réponse", "en": "Who writes the answer"}
_WITHOUT: Final[dict[Language, str]] = {"fr": "Sans modèle", "en": "Without a model"}
_OWN_WORDS: Final[dict[Language, str]] = {
    "fr": "Les phrases mêmes des documents ; rien ne quitte cette machine.",
    "en": "The documents' own sentences; nothing leaves this machine.",
}


def choose(assistant: Assistant, language: Language) -> str:
    """Let the visitor choose a model, in the sidebar; return its name, "none" for without.

    Nothing is shown where none is configured.
    """
    names = assistant.chat_models()
    if not names:
        return WITHOUT
    with st.sidebar:
        name: str = st.selectbox(
            _LABEL[language],
            [*names, WITHOUT],
            format_func=lambda each: _WITHOUT[language] if each == WITHOUT else each,
            key="chat-model",
        )
        st.caption(escaped(_where(assistant, name, language)))
    return name


def _where(assistant: Assistant, name: str, language: Language) -> str:
    if name == WITHOUT:
        return _OWN_WORDS[language]
    try:
        model = assistant.chat_model(name)
    except ChatModelFailed as error:
        return error.message(language)
    return wording.model_line(name, model.host, language, local=model.local)
