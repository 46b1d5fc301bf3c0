"""What the commands share: the assistant opened for one, and words in the reader's language."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.assistant import Assistant
from assistant.settings import AssistantSettings
from ingest import command
from ingest.command import errors_told


@contextmanager
def opened(as_json: bool) -> Iterator[Assistant]:
    """Open the assistant for one command; its errors become a message and exit 1."""
    with errors_told(as_json=as_json):
        assistant = Assistant.open(AssistantSettings.from_environment(os.environ))
        try:
            yield assistant
        finally:
            assistant.close()


def words(*pairs: str) -> list[str]:
    """Choose each « français|English » in the language of messages."""
    return [pair.split("|")[command.language() == "en"] for pair in pairs]
