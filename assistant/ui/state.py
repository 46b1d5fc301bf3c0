"""What one visitor's page remembers between two runs of the script."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from assistant.conversations import Exchange
from assistant.intake import Drop

Spans = tuple[tuple[int, int], ...]
ALONE = -1
ZOOMS = (100, 130, 170, 220, 300)


@dataclass(frozen=True, slots=True)
class View:
    """A page held open: `marks` are the spans to mark, by page; `quote` is what `home` is for.

    `place` is the exchange it stands beside, or ALONE; `zoom` is in percent of the room's width.
    `opener` is the key of the button that opened it, empty where the address did.
    """

    place: int
    document: str
    page: int
    marks: Mapping[int, Spans] = field(default_factory=dict)
    quote: str = ""
    home: int = 0
    zoom: int = ZOOMS[0]
    opener: str = ""


@dataclass
class Session:
    """The conversation, the page held open and what was just done.

    `conversation` is the id it is kept under, empty until the first question. `asked` is the place
    where the pending question is kept, None before it is; `again` is the index in `talk` of the
    answer that it replaces, or None. `fresh` is the key of the container that is new, and must come
    into sight; `left` is that of the button to which the reader returns from a page just closed.
    `dropped` are the files last given on the conversation's page, and are in before a
    question is answered. `linked` is the address already followed.
    """

    conversation: str = ""
    talk: list[Exchange] = field(default_factory=list)
    pending: str = ""
    asked: int | None = None
    again: int | None = None
    view: View | None = None
    fresh: str = ""
    left: str = ""
    dropped: Drop | None = None
    drops: int = 0
    chosen: str = ""
    removing: str = ""
    linked: bool = False

    def open(self, view: View | None) -> None:
        """Hold a page open, or none; the script that follows leads the reader there, or back."""
        self.left = self.view.opener if self.view and not view else ""
        self.view, self.fresh = view, "viewer" if view else ""

    def turn(self, view: View) -> None:
        """Show another page of the document held open, where the reader already looks."""
        self.view = view

    def ask(self, question: str, again: int | None = None) -> None:
        """Keep a question until it is answered, however often the script is run meanwhile."""
        self.pending, self.asked, self.again = question.strip(), None, again

    def settle(self) -> None:
        """Have no question pending any more."""
        self.ask("")

    def restart(self) -> None:
        """Begin another conversation."""
        self.resume("", [])

    def resume(self, conversation: str, talk: list[Exchange]) -> None:
        """Go on with a conversation that was kept."""
        self.conversation, self.talk = conversation, talk
        self.view = None
        self.settle()


def session() -> Session:
    """Return this visitor's session, made at the first run."""
    if "session" not in st.session_state:
        st.session_state["session"] = Session()
    held: Session = st.session_state["session"]
    return held
