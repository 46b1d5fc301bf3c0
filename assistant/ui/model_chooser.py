"""Which chat model answers, chosen among those configured, and where its text goes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from assistant.assistant import Assistant
from assistant.chat_model import WITHOUT
from assistant.errors import ChatModelFailed
from assistant.ui.text import escaped
from ingest.schema import Language

_LABEL: Final[dict[Language, str]] = {"fr": "Qui rédige la réponse", "en": "Who writes the answer"}
_WITHOUT: Final[dict[Language, str]] = {"fr": "Sans modèle", "en": "Without a model"}
_OWN_WORDS: Final[dict[Language, str]] = {
    "fr": "Les phrases mêmes des documents\u202f; rien n'est envoyé à un autre service.",
    "en": "The documents' own sentences; nothing is sent to another service.",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """The model chosen, "none" for without, and the place in the sidebar that says of it."""

    name: str
    place: DeltaGenerator | None = None

    def tell(self, assistant: Assistant, language: Language) -> None:
        """Say where the model's text goes.

        Called once the rest of the page is drawn: only the loaded client knows its host, and a
        provider's package takes seconds to load.
        """
        if self.place:
            self.place.caption(escaped(_where(assistant, self.name, language)))


def choose(assistant: Assistant, language: Language) -> Choice:
    """Let the visitor choose a model, in the sidebar; nothing is shown where none is configured."""
    names = assistant.chat_models()
    if not names:
        return Choice(WITHOUT)
    with st.sidebar:
        name: str = st.selectbox(
            _LABEL[language],
            [*names, WITHOUT],
            format_func=lambda each: _WITHOUT[language] if each == WITHOUT else each,
            key="chat-model",
        )
        return Choice(name, st.empty())


def _where(assistant: Assistant, name: str, language: Language) -> str:
    if name == WITHOUT:
        return _OWN_WORDS[language]
    try:
        model = assistant.chat_model(name)
    except ChatModelFailed as error:
        return error.message(language)
    return model_line(name, model.host, language, local=model.local)


def model_line(name: str, host: str, language: Language, *, local: bool) -> str:
    """Say which chat model answers, and where the question and the passages go."""
    if language == "en":
        where = "on this machine" if local else f"the question and the passages are sent to {host}"
    else:
        where = (
            "sur cette machine" if local else f"la question et les passages sont envoyés à {host}"
        )
    return f"{name} – {where}"
