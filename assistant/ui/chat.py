"""The first page: a conversation with the documents, their pages beside the answers."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from assistant.conversations import Exchange
from assistant.schema import Answer
from assistant.ui import (
    address,
    afterwards,
    arrivals,
    model_chooser,
    replies,
    sight,
    streaming,
    viewer,
)
from assistant.ui.state import ALONE, Session, session
from assistant.ui.text import as_html, escaped
from assistant.ui.visit import Visit
from ingest.errors import DiskFull, PasserelleError

# How wide a conversation is read with ease; a page held open beside it takes the rest.
_COLUMN = 860


def show(visit: Visit) -> None:
    """Show the conversation and answer what was just asked."""
    held, words = session(), visit.words
    chosen = model_chooser.choose(visit.assistant, words.language)
    if held.view and held.view.place == ALONE:
        viewer.show(visit.assistant, held, words)
    if not held.talk and not held.pending:
        _welcome(visit, held)
    for place in range(len(held.talk)):
        _exchange(visit, place, held)
    if held.pending and _on_their_way(visit, held):
        with st.container(width=_COLUMN):
            _question(held.pending)
    arrivals.show(visit)
    if visit.person.may("add"):
        given = st.chat_input(words.ask, key="ask", accept_file="multiple")
        text, files = (given.text, given.files) if given else ("", [])
    else:
        text, files = st.chat_input(words.ask, key="ask") or "", []
    if files:
        given_files = [(each.name, each.getvalue()) for each in files]
        held.dropped = visit.intake.take(visit.person, given_files)
    if text:
        held.ask(text)
    if held.pending and not _on_their_way(visit, held):
        _answer(visit, held, chosen.name)
    if text or files:
        st.rerun()  # what was asked or dropped shows in its place, above the input
    address.reflect(visit, held, held.view)
    sight.bring_into_sight(held)
    chosen.tell(visit.assistant, words.language)


def _welcome(visit: Visit, held: Session) -> None:
    extent, words = visit.assistant.extent(), visit.words
    with st.container(key="welcome", width=_COLUMN):
        st.title("Passerelle", anchor=False)
        st.html(f"<p class='pas-promise'>{as_html(words.promise)}</p>")
        if not extent.documents:
            st.info(words.empty)
            return
        st.html(f"<p class='pas-extent'>{as_html(words.holds(extent))}</p>")
        questions = _examples(visit)
        if not questions:
            return
        st.html(f"<p class='pas-label'>{as_html(words.try_one)}</p>")
        cells = [*st.columns(2), *st.columns(2)]
        for index, (cell, question) in enumerate(zip(cells, questions, strict=False)):
            cell.button(
                escaped(question),
                key=f"example-{index}",
                width="stretch",
                wrap=True,
                on_click=held.ask,
                args=[question],
            )


def _examples(visit: Visit) -> list[str]:
    documents = tuple((each.id, each.title) for each in visit.assistant.documents())
    return _drawn(visit.assistant.examples, documents, visit.words.language)


@st.cache_data(max_entries=20, show_spinner=False)
def _drawn(_draw: object, documents: tuple[tuple[str, str], ...], language: str) -> list[str]:
    """Draw questions once for each state of the library."""
    assert callable(_draw)
    return list(_draw(language))


def _exchange(visit: Visit, place: int, held: Session) -> None:
    """Show a question with its answer, and beside it the page opened from there, if any."""
    opened = held.view is not None and held.view.place == place
    with st.container(key=f"exchange-{place}", width="stretch" if opened else _COLUMN):
        answer_side, page_side = viewer.beside() if opened else (st.container(), None)
        with answer_side:
            _question(held.talk[place].answer.question)
            with st.chat_message("assistant", avatar=":material/menu_book:"):
                replies.show(held.talk[place].answer, place, held, visit.words)
                afterwards.show(visit, place, held)
        if page_side:
            with page_side:
                viewer.show(visit.assistant, held, visit.words)


def _on_their_way(visit: Visit, held: Session) -> bool:
    """Say whether files that may hold the answer are still being added.

    Those given in the conversation are; in an empty library, so are any.
    """
    if visit.assistant.extent().documents:
        return held.dropped is not None and held.dropped.running
    return any(each.running for each in visit.intake.drops(visit.person))


def _question(question: str) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        st.html(f"<p class='pas-sentence'>{as_html(question)}</p>")


def _answer(visit: Visit, held: Session, model: str) -> None:
    question = held.pending
    with st.container(width=_COLUMN):
        _question(question)
        with (
            st.chat_message("assistant", avatar=":material/menu_book:"),
            st.spinner(visit.words.searching),  # its time would be told in English only
        ):
            try:
                if held.again is None and held.asked is None:
                    with suppress(DiskFull):  # told once the answer is on the page
                        held.asked = _kept(visit, held, question)
                        # A page reloaded meanwhile finds it again.
                        address.reflect(visit, held, held.view)
                before = [each.answer for each in held.talk[: held.again]]
                answer = streaming.answer(
                    visit.assistant, question, model, before, visit.words.language
                )
            except PasserelleError:
                held.settle()  # or the same error would come back at every run
                raise
    _keep(visit, held, answer)
    st.rerun()


def _kept(visit: Visit, held: Session, question: str) -> int | None:
    """Keep a question on the disk, at the end of the conversation, and return its place there.

    A conversation that is none yet, or was deleted on another page, begins with it.
    """
    conversations, owner = visit.conversations, visit.owner
    place = conversations.ask(held.conversation, owner, question)
    if place is None:
        held.conversation = conversations.start(owner, question)
        place = conversations.ask(held.conversation, owner, question)
    return place


def _keep(visit: Visit, held: Session, answer: Answer) -> None:
    """Put the answer in its place in the conversation, on the page and on the disk.

    What was asked in the same conversation on another page comes with it.
    """
    conversations, owner = visit.conversations, visit.owner
    index = len(held.talk) if held.again is None else held.again
    place = held.asked if held.again is None else held.talk[index].place
    held.talk[index : index + 1] = [Exchange(answer, place)]
    # Before what the disk may refuse: a question left pending would be answered at every run.
    held.settle()
    held.view, held.fresh = None, f"exchange-{index}"
    if place is None or not conversations.put(held.conversation, owner, place, answer):
        place = _kept(visit, held, answer.question)
        conversations.put(held.conversation, owner, place or 0, answer)
    held.talk = conversations.exchanges(held.conversation, owner)
    index = next((i for i, each in enumerate(held.talk) if each.place == place), index)
    held.fresh = f"exchange-{index}"
