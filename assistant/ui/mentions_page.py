"""The mentions page: every page that holds a term, by document, each a click from its picture."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from assistant import mention_wording, wording
from assistant.assistant import Assistant
from assistant.mention_rows import mentions_csv
from assistant.mention_schema import DocumentMentions, Mentions, PageMentions
from assistant.narrowing import narrow, years
from assistant.term_syntax import is_empty
from assistant.ui import address, sight, viewer
from assistant.ui.mentions_words import MentionsWords, mentions_words
from assistant.ui.state import ALONE, Session, View, session
from assistant.ui.text import as_html, escaped
from assistant.ui.visit import Visit
from assistant.ui.words import Words
from ingest.schema import Document

_STYLE = Path(__file__).with_name("mentions.css")
_PAGES_AT_FIRST = 20
_DOCUMENTS_AT_FIRST = 25
_PLACES_SAID = 12


def show(visit: Visit) -> None:
    """Show the search and, once there is a term, every place where it stands."""
    assistant, words = visit.assistant, visit.words
    held, said = session(), mentions_words(words.language)
    st.html(_STYLE)
    st.title(said.title, anchor=False)
    documents = assistant.documents()
    if not documents:
        st.info(words.empty)
        return
    _follow_link(documents)
    term = st.text_input(said.ask, key="mentions-term", placeholder=said.example, max_chars=400)
    chosen, inflected = _filters(documents, said)
    _keep_link(visit, term, inflected=inflected)
    if is_empty(term):
        st.html(f"<p class='pas-promise'>{as_html(said.promise)}</p>")
        st.caption(said.syntax)
        return
    if chosen is not None and not chosen:
        st.info(said.none_of_year)
        return
    found = _found(assistant, term, chosen, inflected=inflected)
    opened = held.view is not None and held.view.place == ALONE
    results, page = viewer.beside() if opened else (st.container(), None)
    with results:
        _results(found, held, words, said)
    if page:
        with page:
            viewer.show(assistant, held, words)
    sight.bring_into_sight(held)


def _follow_link(documents: Sequence[Document]) -> None:
    """Take the search that the address names: `?term=…&in=ID&year=2017&forms=1`.

    When a visit begins, and when the reader goes back or forth.
    """
    state = st.session_state
    if "mentions-linked" in state and not address.gone_back():
        # What Streamlit forgets of widgets while another page is shown.
        for key in ("mentions-term", "mentions-in", "mentions-year", "mentions-forms"):
            if key in state.get("mentions-kept", {}) and key not in state:
                state[key] = state["mentions-kept"][key]
        return
    asked, known = st.query_params, {each.id for each in documents}
    state["mentions-linked"] = True
    state["mentions-term"] = asked.get("term", "")
    state["mentions-in"] = [id for id in asked.get_all("in") if id in known]
    year = asked.get("year", "")[:4]
    told = {year for each in documents for year in years(each)}
    state["mentions-year"] = int(year) if year.isdecimal() and int(year) in told else None
    state["mentions-forms"] = asked.get("forms") == "1"


def _filters(documents: Sequence[Document], said: MentionsWords) -> tuple[list[str] | None, bool]:
    """Return the ids to look in, None for all, and whether to count other forms."""
    names = {each.id: f"{each.title} ({each.file})" for each in documents}
    left, middle, right = st.columns([4, 2, 3], vertical_alignment="bottom")
    ids = left.multiselect(
        said.documents,
        list(names),
        format_func=lambda id: names.get(id, ""),
        placeholder=said.all_documents,
        key="mentions-in",
    )
    year = middle.selectbox(
        said.year,
        sorted({year for each in documents for year in years(each)}, reverse=True),
        index=None,
        placeholder=said.all_years,
        key="mentions-year",
    )
    inflected = right.toggle(said.inflections, key="mentions-forms")
    if not ids and year is None:
        return None, inflected
    among = [each for each in documents if not ids or each.id in ids]
    return narrow(among, year=year), inflected


def _keep_link(visit: Visit, term: str, *, inflected: bool) -> None:
    """Write the search into the address, so that its link opens it again."""
    state = st.session_state
    wanted: dict[str, str | list[str]] = {} if is_empty(term) else {"term": term}
    if state["mentions-in"]:
        wanted["in"] = state["mentions-in"]
    if state["mentions-year"]:
        wanted["year"] = str(state["mentions-year"])
    if inflected:
        wanted["forms"] = "1"
    if visit.words.language != visit.assistant.settings.lang:
        wanted["lang"] = visit.words.language
    st.query_params.from_dict(wanted)
    kept = ("mentions-term", "mentions-in", "mentions-year", "mentions-forms")
    state["mentions-kept"] = {key: state[key] for key in kept}


def _found(
    assistant: Assistant, term: str, chosen: list[str] | None, *, inflected: bool
) -> Mentions:
    """Search, unless this very search of these very documents is at hand."""
    wanted = (term, tuple(chosen or ()), inflected, tuple(d.id for d in assistant.documents()))
    held: tuple[object, Mentions] | None = st.session_state.get("mentions-found")
    if held is None or held[0] != wanted:
        found = assistant.mentions(term, documents=chosen or (), inflected=inflected)
        held = st.session_state["mentions-found"] = (wanted, found)
    return held[1]


def _results(found: Mentions, held: Session, words: Words, said: MentionsWords) -> None:
    line = mention_wording.headline(found, words.language)
    notes = "\n".join(mention_wording.notes(found, words.language))
    st.html(f"<p class='pas-sentence' role='status'><strong>{as_html(line)}</strong></p>")
    if notes:
        st.html(f"<p class='pas-sentence'>{as_html(notes)}</p>")
    if not found.is_nowhere:
        st.download_button(
            said.csv,
            data=lambda: mentions_csv([found]),
            file_name="mentions.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/download:",
            key="mentions-csv",
        )
    if found.total:
        _chart(found.documents, words, said)
        _documents("term", found.documents, found.variants, held, words, said)
    for index, each in enumerate(found.related):
        if each.total:
            st.subheader(mention_wording.apart(each, words.language), anchor=False)
            _documents(f"related-{index}", each.documents, each.variants, held, words, said)


def _chart(documents: Sequence[DocumentMentions], words: Words, said: MentionsWords) -> None:
    """Draw each document as a strip, a bar on every page that holds the term."""
    st.html(f"<p class='pas-label'>{as_html(said.chart)}</p>")
    most = max(page.count for each in documents for page in each.pages)
    rows = []
    for each in documents[:_DOCUMENTS_AT_FIRST]:
        length = max(each.length, 1)
        bars = "".join(
            f"<i style='left:{100 * (page.page - 1) / length:.2f}%;width:{100 / length:.2f}%;"
            f"height:{15 + 85 * page.count / most:.0f}%'></i>"
            for page in each.pages
        )
        unit = wording.UNITS[each.unit][words.language]
        where = ", ".join(f"{unit} {p.page} ({p.count})" for p in each.pages[:_PLACES_SAID])
        more = " …" if len(each.pages) > _PLACES_SAID else ""
        told = said.chart_row.format(
            title=each.title,
            count=each.count,
            pages=words.pages(each.length, each.unit),
            where=where + more,
        )
        rows.append(
            f"<span title='{as_html(each.title)}'>{as_html(each.title)}</span>"
            f"<div class='pas-strip' role='img' aria-label='{as_html(told)}'>{bars}</div>"
            f"<span>{each.count}</span>"
        )
    st.html(f"<div class='pas-chart'><div class='pas-strips'>{''.join(rows)}</div></div>")


def _documents(
    group: str,
    documents: Sequence[DocumentMentions],
    marked: Sequence[str],
    held: Session,
    words: Words,
    said: MentionsWords,
) -> None:
    more = len(documents) > _DOCUMENTS_AT_FIRST
    every = more and st.toggle(f"{said.more_documents} ({len(documents)})", key=f"{group}-every")
    for index, document in enumerate(documents if every else documents[:_DOCUMENTS_AT_FIRST]):
        label = f"{document.title} · {wording.number(document.count, words.language)}"
        key = f"found-{group}-{document.document}"
        # Only what is unfolded is drawn: a term may stand in hundreds of documents.
        box = st.expander(
            escaped(label), expanded=index == 0 and group == "term", key=key, on_change="rerun"
        )
        if box.open:
            with box:
                _pages(key, document, marked, held, words, said)


def _pages(
    key: str,
    document: DocumentMentions,
    marked: Sequence[str],
    held: Session,
    words: Words,
    said: MentionsWords,
) -> None:
    st.caption(escaped(document.file))
    all_shown = st.session_state.get(f"{key}-all", False)
    shown = document.pages if all_shown else document.pages[:_PAGES_AT_FIRST]
    marks = {page.page: page.spans for page in document.pages}
    for page in shown:
        with st.container(horizontal=True, wrap=False, gap="small", key=f"{key}-{page.page}"):
            name = wording.page_name(page.page, page.label, words.language, document.unit)
            opener = f"{key}-open-{page.page}"
            st.button(
                escaped(name),
                key=opener,
                help=escaped(words.place(document.title, page.page, page.label, document.unit)),
                on_click=held.open,
                args=[View(ALONE, document.document, page.page, marks, opener=opener)],
            )
            st.html(_snippets(page, marked))
    if len(shown) < len(document.pages):
        st.toggle(f"{said.more_pages} ({len(document.pages)})", key=f"{key}-all")


def _snippets(page: PageMentions, marked: Sequence[str]) -> str:
    lines = "".join(f"<li>{as_html(snippet, marked)}</li>" for snippet in page.snippets)
    return f"<ul class='pas-snippets'>{lines}</ul>"
