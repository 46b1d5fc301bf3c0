"""The page's address: it reopens what is on the page, when a visit begins and on the way back."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from assistant.ui.state import ALONE, Session, Spans, View
from assistant.ui.visit import Visit

_MARK = re.compile(r"(\d{1,7})-(\d{1,7})")
_MOST_MARKS = 200


def follow(visit: Visit, held: Session, *, talking: bool) -> None:
    """Open what the address names when a visit begins, and when the reader goes back or forth.

    `?talk=ID` a conversation, `?q=QUESTION` a question to ask, `?doc=ID&page=N&mark=120-180` a page
    with spans of its text marked. Where it names no conversation, there is none on the page that is
    for `talking`; elsewhere it goes on.
    """
    begun, held.linked = not held.linked, True
    if not begun and not gone_back():
        return
    given = st.query_params
    talk = given.get("talk", "")
    if talk != held.conversation and (talk or talking):
        held.restart()
        resume(visit, held, talk)
    if given.get("q", "") and begun:
        held.ask(given["q"])
    held.open(None)
    document, page = given.get("doc", ""), given.get("page", "1")
    if document:
        number = int(page[:9]) if page.isascii() and page.isdecimal() else 1
        spans = _spans(given.get("mark", ""))
        held.chosen = document
        held.open(View(ALONE, document, number, {number: spans} if spans else {}))


def gone_back() -> bool:
    """Say whether the browser's Back or Forward button is what runs the page."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def resume(visit: Visit, held: Session, talk: str) -> None:
    """Go on with a conversation that was kept; a page left before an answer came gets it now."""
    found = visit.conversations.exchanges(talk, visit.owner)
    left = visit.conversations.unanswered(talk, visit.owner)
    if found or left:
        held.resume(talk, found)
    if left:
        held.ask(left[1])
        held.asked = left[0]
        # The files that came with the question, where they are still on their way.
        held.dropped = next(reversed(visit.intake.drops(visit.person)), held.dropped)


def reflect(visit: Visit, held: Session, view: View | None, find: str = "") -> None:
    """Make the address name what is on the page, so that a reload or a bookmark finds it again.

    `view` is the page held open there; `find` is what documents are searched for on theirs.
    """
    wanted = page_query(view) if view else {}
    if find:
        wanted["find"] = find
    if held.conversation:
        wanted["talk"] = held.conversation
    if visit.words.language != visit.assistant.settings.lang:
        wanted["lang"] = visit.words.language
    if st.query_params.to_dict() != wanted:
        st.query_params.from_dict(wanted)


def page_query(view: View) -> dict[str, str]:
    """Return the address's names and values that open a page with its marks."""
    query = {"doc": view.document, "page": str(view.page)}
    spans = view.marks.get(view.page, ())
    if spans:
        query["mark"] = ",".join(f"{start}-{end}" for start, end in spans[:_MOST_MARKS])
    return query


def query(values: dict[str, str]) -> str:
    """Write an address's query."""
    return f"?{urlencode(values)}"


def _spans(given: str) -> Spans:
    """Read spans; whatever is none is left out. They index a text, and cannot harm."""
    found = (_MARK.fullmatch(each) for each in given.split(",")[:_MOST_MARKS])
    pairs = ((int(each[1]), int(each[2])) for each in found if each)
    return tuple((start, end) for start, end in pairs if start < end)
