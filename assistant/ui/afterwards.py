"""What can be done with an answer: say whether it helped, copy it, ask for it again."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from assistant.answer_text import as_text
from assistant.conversations import Verdict
from assistant.ui import copying
from assistant.ui.state import Session
from assistant.ui.visit import Visit


def show(visit: Visit, place: int, held: Session) -> None:
    """Show the row under the answer that is `place`th in the conversation."""
    exchange, words = held.talk[place], visit.words
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"afterwards-{place}"
    ):
        for verdict, icon in (("up", "thumb_up"), ("down", "thumb_down")):
            chosen = exchange.verdict == verdict
            st.button(
                words.verdicts[verdict],
                key=f"verdict-{verdict}-{place}",
                icon=f":material/{icon}:",
                type="primary" if chosen else "tertiary",
                on_click=_judge,
                args=[visit, held, place, "" if chosen else verdict],
            )
        st.button(
            words.again,
            key=f"again-{place}",
            icon=":material/refresh:",
            type="tertiary",
            on_click=held.ask,
            args=[exchange.answer.question, place],
        )
        copying.buttons([(words.copy_answer, as_text(exchange.answer), "")], words)
    if exchange.verdict:
        _comment(visit, held, place)


def _comment(visit: Visit, held: Session, place: int) -> None:
    key = f"comment-{held.conversation}-{place}"
    st.text_area(
        visit.words.comment,
        value=held.talk[place].comment,
        key=key,
        max_chars=2000,
        height=80,
        placeholder=visit.words.comment_note,
        on_change=_remark,
        args=[visit, held, place, key],
    )
    if held.talk[place].comment:
        st.caption(visit.words.thanks)


def _remark(visit: Visit, held: Session, place: int, key: str) -> None:
    held.talk[place] = replace(held.talk[place], comment=st.session_state[key].strip())
    _keep(visit, held, place)


def _judge(visit: Visit, held: Session, place: int, verdict: Verdict) -> None:
    held.talk[place] = replace(held.talk[place], verdict=verdict)
    _keep(visit, held, place)


def _keep(visit: Visit, held: Session, place: int) -> None:
    each = held.talk[place]
    conversations = visit.conversations
    conversations.judge(held.conversation, visit.owner, each.place, each.verdict, each.comment)
