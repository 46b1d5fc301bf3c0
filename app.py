"""The web page's door: reads the environment, opens the assistant once, tells its errors.

Run by `passerelle serve`, or `streamlit run app.py`.
"""

from __future__ import annotations

import os
import threading

import streamlit as st

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.intake import Intake
from assistant.settings import AssistantSettings
from assistant.ui import frame
from assistant.ui.text import escaped
from assistant.ui.visit import Services
from ingest.errors import PasserelleError


@st.cache_resource(show_spinner=False)
def _opened(settings: AssistantSettings) -> Services:
    """Open once for every visitor, and take up the files that an earlier run left."""
    assistant = Assistant.open(settings)
    services = Services(assistant, Intake(assistant), Conversations(settings.library.home))
    services.intake.resume()  # before any visitor's file stands in the same folder
    return services


@st.cache_resource(show_spinner=False)
def _warming(_services: Services, settings: AssistantSettings) -> threading.Thread:
    """Begin once, behind a page already drawn, which it would hold up."""
    thread = threading.Thread(target=_warmed, args=[_services], daemon=True)
    thread.start()
    return thread


def _warmed(services: Services) -> None:
    """Load the model."""
    try:
        services.assistant.warm()
    except PasserelleError:
        return  # the first question meets the same error, and tells it to the person asking


def main() -> None:
    """Show the page, or why it cannot be shown."""
    st.set_page_config(
        page_title="Passerelle", page_icon="🌉", layout="wide", initial_sidebar_state="auto"
    )
    settings = AssistantSettings()
    try:
        settings = AssistantSettings.from_environment(os.environ)
        services = _opened(settings)
        frame.show(services)
        _warming(services, settings)
    except PasserelleError as error:
        st.error(escaped(error.message(frame.language(settings.lang))))


main()
