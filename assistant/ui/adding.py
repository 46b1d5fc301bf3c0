"""Files on their way into the library, in a thread that outlives the page's reruns."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import streamlit as st

from assistant.assistant import Assistant
from assistant.ui.text import as_html, escaped
from assistant.ui.words import Words
from ingest.admission import Source
from ingest.errors import PasserelleError
from ingest.pipeline import Outcome, Step

_MARKS = {"added": "✓", "replaced": "✓", "unchanged": "=", "refused": "✗"}


class Adding:
    """One drop of files being added; reading its fields while it runs is safe.

    Streamlit stops a script wherever the visitor clicks, so the work is not done in the script.
    """

    def __init__(self, assistant: Assistant, sources: Sequence[Source]) -> None:
        self.files = [source.file for source in sources]
        self.step: Step | None = None
        self.outcomes: list[Outcome] = []
        self.failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, args=[assistant, sources], daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether files are still on their way."""
        return self._thread.is_alive()

    def _run(self, assistant: Assistant, sources: Sequence[Source]) -> None:
        try:
            for outcome in assistant.add(sources, self._tell):
                self.outcomes.append(outcome)
        except Exception as error:  # noqa: BLE001  # a thread's error would be lost: shown below
            self.failure = error

    def _tell(self, step: Step) -> None:
        self.step = step


def show(adding: list[Adding], words: Words) -> None:
    """Show how far each drop is and what became of its files, refreshed while any runs."""
    if not adding:
        return
    running = any(each.running for each in adding)

    def draw() -> None:
        for each in adding:
            _draw(each, words)
        if running and not any(each.running for each in adding):
            st.rerun()  # the whole page: what was added must show everywhere

    st.fragment(draw, run_every=0.5 if running else None)()
    if not running:
        st.button(words.dismiss, key="dismiss", type="tertiary", on_click=adding.clear)


def _draw(each: Adding, words: Words) -> None:
    done, total = len(each.outcomes), len(each.files)
    step = each.step
    if each.running:
        share, said = 0.0, words.waiting
        if step:
            share = step.done / step.total if step.total else 0.0
            said = f"{words.stages[step.stage]} · {step.file}"
            said += f" · {step.done}/{step.total}" if step.total else ""
        st.progress(
            (done + share) / total, text=escaped(f"{min(done + 1, total)}/{total} · {said}")
        )
    lines = "".join(f"<li>{_line(outcome, words)}</li>" for outcome in each.outcomes)
    if lines:
        st.html(f'<ul class="pas-outcomes" role="status">{lines}</ul>')
    if isinstance(each.failure, PasserelleError):
        st.error(escaped(each.failure.message(words.language)))
    elif each.failure:
        st.error(escaped(f"{words.unexpected} ({type(each.failure).__name__})"))


def _line(outcome: Outcome, words: Words) -> str:
    mark = f'<b class="pas-{outcome.status}">{_MARKS[outcome.status]}</b>'
    if outcome.refusal:
        return f"{mark} {as_html(outcome.reason(words.language))}"
    said = f"{mark} {as_html(words.quoted(outcome.file))} {words.statuses[outcome.status]}"
    document = outcome.document
    if document and outcome.status != "unchanged":
        said += f" · {words.pages(document.pages)}"
    if document and document.unreadable_pages:
        said += f" · {as_html(words.unreadable_named(document.unreadable_pages))}"
    return said
