"""How far the files handed over are, and what became of each; the page may close meanwhile."""

from __future__ import annotations

import streamlit as st

from assistant.intake import Drop, Ticket
from assistant.ui import library_words
from assistant.ui.library_words import LibraryWords
from assistant.ui.text import as_html, escaped
from assistant.ui.visit import Visit
from assistant.ui.words import Words
from ingest import pipeline
from ingest.errors import PasserelleError
from ingest.pipeline import Outcome

_MARKS = {"added": "✓", "replaced": "✓", "unchanged": "=", "refused": "✗"}
_REFRESHED = 0.5


def show(visit: Visit) -> None:
    """Show a person's files on their way, refreshed while any is."""
    drops = visit.intake.drops(visit.person)
    if not drops:
        return
    running = any(each.running for each in drops)
    said = library_words.words(visit.words.language)

    def draw() -> None:
        for each in drops:
            _draw(visit, each, said)
        if running != any(each.running for each in drops):
            st.rerun()  # the whole page: what was added must show everywhere, or work begins again

    with st.container(key="arrivals", width=860):
        st.fragment(draw, run_every=_REFRESHED if running else None)()
        if not running:
            outcomes = [each.outcome for drop in drops for each in drop.tickets if each.outcome]
            settings = visit.assistant.settings.library
            if advice := pipeline.advice(outcomes, settings, visit.words.language):
                st.html(f"<p class='pas-extent'>{as_html(advice)}</p>")
            st.button(
                said.dismiss,
                key="dismiss",
                type="tertiary",
                on_click=visit.intake.dismiss,
                args=[visit.person],
            )


def _draw(visit: Visit, drop: Drop, said: LibraryWords) -> None:
    tickets, words = list(drop.tickets), visit.words
    total = len(tickets)
    done = sum(each.state not in ("queued", "running") for each in tickets)
    current = next((each for each in tickets if each.state == "running"), None)
    if drop.running:
        step = current.step if current else None
        share, told = 0.0, said.waiting
        if step and current:
            share = step.done / step.total if step.total else 0.0
            told = f"{said.stages[step.stage]} · {current.file}"
            told += f" · {step.done}/{step.total}" if step.total else ""
        st.progress(
            (done + share) / total, text=escaped(f"{min(done + 1, total)}/{total} · {told}")
        )
    lines = [f"<li>{_line(each, said, words)}</li>" for each in tickets if each.state != "running"]
    if lines:
        # The role stands around the list: on it, its items would be in none.
        st.html(f'<div role="status"><ul class="pas-outcomes">{"".join(lines)}</ul></div>')
    for ticket in tickets:
        if ticket.state == "locked":
            _unlocking(visit, ticket, said)
    with st.container(horizontal=True, gap="small"):
        if sum(each.state == "queued" for each in tickets) and current:
            st.button(
                said.cancel,
                key=f"cancel-{drop.id}",
                icon=":material/stop_circle:",
                on_click=visit.intake.cancel,
                args=[drop],
            )
        if any(each.state == "failed" for each in tickets) and not drop.running:
            retry = visit.intake.retry
            st.button(said.retry, key=f"retry-{drop.id}", on_click=retry, args=[drop])
            give_up = visit.intake.cancel
            st.button(said.give_up, key=f"give-up-{drop.id}", on_click=give_up, args=[drop])


def _unlocking(visit: Visit, ticket: Ticket, said: LibraryWords) -> None:
    """Ask for a file's password; the emptied form keeps nothing of it."""
    with st.form(f"unlock-{ticket.id}", clear_on_submit=True, border=False, width=560):
        label = f"{said.password} {visit.words.quoted(ticket.file)}"
        typed = st.text_input(
            escaped(label), type="password", key=f"password-{ticket.id}", autocomplete="off"
        )
        if st.form_submit_button(said.unlock, key=f"unlock-now-{ticket.id}") and typed:
            visit.intake.unlock(visit.person, ticket, typed)
            st.rerun()


def _line(ticket: Ticket, said: LibraryWords, words: Words) -> str:
    name = as_html(words.quoted(ticket.file))
    if ticket.outcome:
        return _became(ticket.outcome, said, words, put_back=bool(ticket.kept))
    if ticket.state == "queued":
        return f"<span class='pas-extent'>{name} {as_html(said.waiting)}</span>"
    if ticket.state == "cancelled":
        return f"<b>–</b> {name} {as_html(said.cancelled)}"
    if ticket.state == "locked":
        why = said.wrong_password if ticket.refused else said.locked
        return f"<b class='pas-refused'>✗</b> {name} {as_html(why)}"
    if ticket.failure is None:
        return f"<b class='pas-refused'>✗</b> {name} {as_html(said.stopped)}"
    why = type(ticket.failure).__name__
    if isinstance(ticket.failure, PasserelleError):
        why = ticket.failure.message(words.language)
    return f"<b class='pas-refused'>✗</b> {name} {as_html(f'{said.failed} ({why})')}"


def _became(outcome: Outcome, said: LibraryWords, words: Words, *, put_back: bool) -> str:
    mark = f'<b class="pas-{outcome.status}">{_MARKS[outcome.status]}</b>'
    if outcome.refusal:
        return f"{mark} {as_html(outcome.reason(words.language))}"
    statuses = {**said.statuses, **said.put_back} if put_back else said.statuses
    became = statuses[outcome.status]
    if outcome.already:
        became = f"{said.already} {words.quoted(outcome.already)}"
    told = f"{mark} {as_html(words.quoted(outcome.file))} {as_html(became)}"
    document = outcome.document
    if document and outcome.status != "unchanged":
        told += f" · {words.pages(document.pages, document.unit)}"
    if document and document.unreadable_pages:
        named = words.unreadable_named(document.unreadable_pages, document.garbled_pages)
        told += f" · {as_html(named)}"
    if document and document.ocr_pages:
        told += f" · {as_html(words.ocr_named(document.ocr_pages))}"
    return told
