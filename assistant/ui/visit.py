"""A visit: what every page works with, and who is there."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import streamlit as st

from assistant.access import Person, person
from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.intake import Intake
from assistant.settings import AssistantSettings
from assistant.ui.words import Words


@dataclass(frozen=True, slots=True)
class Services:
    """What is opened once for every visitor."""

    assistant: Assistant
    intake: Intake
    conversations: Conversations


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor's run of the page: the services, and the words of their language."""

    services: Services
    words: Words

    @property
    def assistant(self) -> Assistant:
        """The assistant of the library."""
        return self.services.assistant

    @property
    def intake(self) -> Intake:
        """The way into the library and out of it."""
        return self.services.intake

    @property
    def conversations(self) -> Conversations:
        """The conversations that were kept."""
        return self.services.conversations

    @property
    def person(self) -> Person:
        """Who is there now: asked anew each time, since a sign-in may end between two clicks."""
        return who(self.services.assistant.settings)

    @property
    def owner(self) -> str:
        """Whose conversations are shown."""
        return self.person.name


def who(settings: AssistantSettings) -> Person:
    """Return who is looking at the page, by the settings' way of telling."""
    name = ""
    if settings.sign_in == "oidc" and st.user.get("is_logged_in"):
        # A provider that doubts the address says so, some in words; many say nothing.
        verified = str(st.user.get("email_verified", True)).lower() == "true"
        name = str(st.user.get("email") or "") if verified else ""
    elif settings.sign_in == "header":
        name = st.context.headers.get(settings.user_header) or ""
    return person(settings, name)


def reader_zone() -> ZoneInfo | None:
    """Return the browser's time zone, None where it does not say."""
    try:
        return ZoneInfo(st.context.timezone) if st.context.timezone else None
    except (ValueError, KeyError, OSError):
        return None
