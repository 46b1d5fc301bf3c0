"""An answer as the reader sees it: sentences with their citations, mentions, or why neither."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from assistant import mention_wording, wording
from assistant.mention_schema import DocumentMentions, Mentions, PageMentions
from assistant.schema import Answer, Citation, Sentence
from assistant.ui import streaming
from assistant.ui.state import Session, View
from assistant.ui.text import as_html, escaped, shortened
from assistant.ui.words import Words

_PAGES_AT_FIRST = 20
_TOOLTIP = 300


def show(answer: Answer, place: int, session: Session, words: Words) -> None:
    """Show the answer that is `place`th in the conversation."""
    streaming.notes(answer, words.language)
    if answer.mentions:
        st.html(f"<p class='pas-sentence'>{as_html(answer.text)}</p>")
        _mentions(answer.mentions, place, session, words)
        _nearest(answer, place, session, words)
    elif answer.abstained:
        # On the page, documents are dropped: no command is named.
        empty = answer.abstained.reason == "empty_library"
        said = words.empty if empty else answer.abstained.message
        st.html(f"<p class='pas-sentence'>{as_html(said)}</p>")
        _nearest(answer, place, session, words)
    else:
        _sentences(answer, place, session, words)
        _sources(answer, place, session, words)


def _with_core(sentence: Sentence) -> str:
    """Return HTML in which the neighbours of the chosen sentence are paler than it.

    So is the head of a table whose row it is.
    """
    start, end = sentence.core
    parts = (sentence.text[:start], sentence.text[start:end], sentence.text[end:])
    before, core, after = map(as_html, parts)
    pale = "<span class='pas-around'>{}</span>"
    head = f"{pale.format(as_html(sentence.head))}<br>" if sentence.head else ""
    return head + (before and pale.format(before)) + core + (after and pale.format(after))


def _sentences(answer: Answer, place: int, session: Session, words: Words) -> None:
    cited = {each.number: each for each in answer.citations}
    for index, sentence in enumerate(answer.sentences):
        with st.container(
            horizontal=True, wrap=False, gap="small", key=f"sentence-{place}-{index}"
        ):
            said = wording.support_note(sentence.support, words.language)
            doubts = html.escape(", ".join(sentence.doubts), quote=True)
            note = f" <em title='{doubts}'>({as_html(said)})</em>" if said else ""
            st.html(f"<p class='pas-sentence'>{_with_core(sentence)}{note}</p>")
            for number in sentence.citations:
                citation, key = cited[number], f"cite-{place}-{index}-{number}"
                st.button(
                    escaped(f"[{number}]"),
                    key=key,
                    help=escaped(words.quoted(shortened(citation.quote, _TOOLTIP))),
                    on_click=session.open,
                    args=[_view(citation, place, key)],
                )


def _sources(answer: Answer, place: int, session: Session, words: Words) -> None:
    with st.container(key=f"sources-{place}", gap=None):
        st.html(f"<p class='pas-label'>{as_html(words.sources)}</p>")
        for group in wording.together(answer.citations):
            each = group[0]
            named = words.place(each.title, each.page, each.label, each.unit, ocr=each.ocr)
            key = f"source-{place}-{each.number}"
            st.button(
                escaped(f"{wording.marks(group)} {named}{wording.under(each)}"),
                key=key,
                type="tertiary",
                wrap=True,
                help=escaped(each.file),
                on_click=session.open,
                args=[_view(each, place, key, group)],
            )


def _view(citation: Citation, place: int, opener: str, group: Sequence[Citation] = ()) -> View:
    """Return the page of a citation, marked; so are those of the `group` that it leads."""
    spans = tuple((each.start, each.end) for each in group or [citation])
    marks = {citation.page: spans}
    quote = " ".join(citation.quote.split())
    return View(place, citation.document, citation.page, marks, quote, citation.page, opener=opener)


def _nearest(answer: Answer, place: int, session: Session, words: Words) -> None:
    if not answer.nearest:
        return
    foreign = answer.abstained is not None and answer.abstained.reason != "only_near"
    # What comes near is all there is to read then; on a foreign subject it may be quite off.
    with st.expander(words.nearest, expanded=not foreign):
        for index, hit in enumerate(answer.nearest):
            chunk = hit.chunk
            named = words.place(chunk.title, chunk.page, chunk.label, chunk.unit, ocr=chunk.ocr)
            marks = {chunk.page: ((chunk.start, chunk.end),)}
            quote, key = " ".join(chunk.text.split()), f"near-{place}-{index}"
            view = View(place, chunk.document, chunk.page, marks, quote, chunk.page, opener=key)
            st.button(
                escaped(named),
                key=key,
                type="tertiary",
                wrap=True,
                on_click=session.open,
                args=[view],
            )
            st.html(f"<blockquote class='pas-quote'>{as_html(quote)}</blockquote>")


def _mentions(found: Mentions, place: int, session: Session, words: Words) -> None:
    for index, document in enumerate(found.documents):
        key = f"mentions-{place}-{index}"
        _pages(document, found.variants, place, key, session, words, expanded=not index)
    for group, each in enumerate(found.related):
        if each.total:
            st.html(
                f"<p class='pas-label'>{as_html(mention_wording.apart(each, words.language))}</p>"
            )
            for index, document in enumerate(each.documents):
                key = f"mentions-{place}-apart-{group}-{index}"
                _pages(document, each.variants, place, key, session, words, expanded=not index)


def _pages(
    document: DocumentMentions,
    variants: Sequence[str],
    place: int,
    key: str,
    session: Session,
    words: Words,
    *,
    expanded: bool,
) -> None:
    label = f"{document.title} · {wording.number(document.count, words.language)}"
    # Only what is unfolded is drawn: a term may stand in hundreds of documents.
    box = st.expander(escaped(label), expanded=expanded, key=key, on_change="rerun")
    if not box.open:
        return
    marks = {page.page: page.spans for page in document.pages}
    with box:
        st.caption(escaped(document.file))
        all_shown = st.session_state.get(f"{key}-all", False)
        shown = document.pages if all_shown else document.pages[:_PAGES_AT_FIRST]
        for page in shown:
            with st.container(horizontal=True, wrap=False, gap="small", key=f"{key}-{page.page}"):
                name = wording.page_name(page.page, page.label, words.language, document.unit)
                opener = f"{key}-open-{page.page}"
                st.button(
                    escaped(name),
                    key=opener,
                    on_click=session.open,
                    args=[View(place, document.document, page.page, marks, opener=opener)],
                )
                st.html(_snippets(page, variants))
        if len(shown) < len(document.pages):
            st.toggle(f"{words.more_pages} ({len(document.pages)})", key=f"{key}-all")


def _snippets(page: PageMentions, variants: Sequence[str]) -> str:
    lines = (f"<li>{as_html(snippet, variants)}</li>" for snippet in page.snippets)
    return f"<ul class='pas-snippets'>{''.join(lines)}</ul>"
