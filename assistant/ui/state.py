"""What one visitor's page remembers between two runs of the script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from assistant.schema import Answer
from assistant.ui.adding import Adding

Spans = tuple[tuple[int, int], ...]
ALONE = -1


@dataclass(frozen=True, slots=True)
class View:
    """A page held open: `marks` are the spans to mark, by page; `quote` is what `home` is for.

    `place` is the exchange it stands beside, or ALONE.
    """

    place: int
    document: str
    page: int
    marks: Mapping[int, Spans] = field(default_factory=dict)
    quote: str = ""
    home: int = 0


@dataclass
class Session:
    """The conversation, the page held open and the files on their way in.

    `fresh` is the key of the container that is new, and must come into sight; `awaited` are the
    files that came with the pending question, and are in before it is asked.
    """

    talk: list[Answer] = field(default_factory=list)
    pending: str = ""
    view: View | None = None
    fresh: str = ""
    awaited: Adding | None = None
    adding: list[Adding] = field(default_factory=list)
    drops: int = 0
    removing: str = ""
    removed: str = ""
    linked: bool = False

    @property
    def waiting(self) -> bool:
        """Whether files that may hold the answer are still on their way."""
        return self.awaited is not None and self.awaited.running

    def open(self, view: View | None) -> None:
        """Hold a page open, or none; the script that follows brings it into sight."""
        self.view, self.fresh = view, "viewer" if view else ""

    def turn(self, view: View) -> None:
        """Show another page of the document held open, where the reader already looks."""
        self.view = view

    def ask(self, question: str, awaited: Adding | None = None) -> None:
        """Keep a question until it is answered, however often the script is run meanwhile."""
        self.pending, self.awaited = question, awaited

    def restart(self) -> None:
        """Begin the conversation anew."""
        self.talk.clear()
        self.view = None


def session() -> Session:
    """Return this visitor's session, made at the first run."""
    if "session" not in st.session_state:
        st.session_state["session"] = Session()
    held: Session = st.session_state["session"]
    return held
