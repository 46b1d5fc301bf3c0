"""An answer shown as a chat model writes it, with a button that stops the request."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from typing import Final

import streamlit as st

from assistant import wording
from assistant.assistant import Assistant
from assistant.chat_model import WITHOUT
from assistant.schema import Answer, Checked, Delta, Done, Found, Searching
from assistant.ui.model_chooser import model_line
from assistant.ui.text import as_html
from ingest.schema import Language

_STOP: Final[dict[Language, str]] = {"fr": "Arrêter", "en": "Stop"}
_STOPPED = "chat-model-stopped"


def answer(
    assistant: Assistant,
    question: str,
    model: str,
    talk: Sequence[Answer],
    language: Language,
) -> Answer:
    """Answer a question, showing its words as they come; stopped, it is answered without a model.

    The button runs the script again, which closes the stream and so cancels the request.
    """
    if st.session_state.pop(_STOPPED, False):
        model = WITHOUT
    told, shown = st.empty(), st.empty()
    if model != WITHOUT:
        st.button(_STOP[language], key="stop", icon=":material/stop_circle:", on_click=_stop)
    whole: list[str] = []
    writing = ""
    events = assistant.stream(question, history=talk, model=model, interface=language)
    with closing(events):
        for event in events:
            match event:
                case Searching(question=searched, rewritten=True):
                    told.html(_note(wording.searched_as(searched, language)))
                case Found(model=name, host=host, local=local):
                    told.html(_note(model_line(name, host, language, local=local)))
                case Delta(text=text):
                    writing += text
                case Checked(sentence=sentence):
                    whole.append(wording.marked_sentence(sentence, language))
                    writing = ""
                case Done(answer=done):
                    return done
            lines = [*whole, writing] if writing else whole
            # Drawn at every event, even an empty one: there the button's click takes effect.
            drawn = "".join(f"<p class='pas-sentence'>{as_html(line)}</p>" for line in lines)
            shown.html(drawn or "<p class='pas-sentence'></p>")  # Streamlit refuses nothing at all
    raise AssertionError("a stream ends with Done")


def notes(given: Answer, language: Language) -> None:
    """Say of an answer what its reader should know besides: its notes, the model, its failure."""
    lines = list(given.notes)
    if given.problem:
        lines.append(given.problem)
    if given.model:
        said = "rédigé par" if language == "fr" else "written by"
        lines.append(f"{said} {given.model}")
    if lines:
        st.html("".join(_note(line) for line in lines))


def _stop() -> None:
    st.session_state[_STOPPED] = True


def _note(text: str) -> str:
    return f"<p class='pas-label'>{as_html(text)}</p>"
