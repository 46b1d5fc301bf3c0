"""The documents' page: what the library holds; adding, finding, opening, replacing, removing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import streamlit as st

from assistant.ui import address, arrivals, library_words, sight, viewer
from assistant.ui.library_words import LibraryWords
from assistant.ui.state import ALONE, Session, View, session
from assistant.ui.text import as_html, escaped
from assistant.ui.visit import Visit, reader_zone
from ingest import french
from ingest.schema import Document
from ingest.trash import Removed

_SHOWN: Final = 30
_SORTS: Final[dict[str, Callable[[Document], Any]]] = {
    "title": lambda each: french.fold(each.title),
    "added": lambda each: [-ord(c) for c in each.added],
    "pages": lambda each: -each.pages,
    "size": lambda each: -each.size,
    "unreadable": lambda each: -len(each.unreadable_pages),
}


def show(visit: Visit) -> None:
    """Show the documents and what can be done with them."""
    held, words = session(), visit.words
    said = library_words.words(words.language)
    st.title(words.library, anchor=False)
    if visit.person.may("add"):
        _drop(visit, held, said)
    arrivals.show(visit)
    _just_removed(visit, held, said)
    documents, find = visit.assistant.documents(), ""
    if documents:
        used = words.size(_used(visit.assistant.settings.library.home))
        holds = f"{words.holds(visit.assistant.extent())} {used} {said.stored}."
        st.html(f"<p class='pas-extent'>{as_html(holds)}</p>")
        find = _listed(visit, documents, held, said)
    else:
        st.info(words.empty)
    if visit.person.may("remove"):
        _trash(visit, held, said)
    alone = held.view is not None and held.view.place == ALONE
    address.reflect(visit, held, held.view if alone else None, find)
    sight.bring_into_sight(held)


def _drop(visit: Visit, held: Session, said: LibraryWords) -> None:
    """Take dropped files in at once; the emptied box that follows cannot give them again.

    Any file may be dropped: admission looks at the bytes, and its refusal says why.
    """
    with st.container(key="adding", width=860):
        names = {"files": said.files, "folder": said.folder}
        kind = st.segmented_control(
            said.add,
            list(names),
            default="files",
            format_func=lambda each: names[each],
            key="drop-kind",
            required=True,
        )
        st.html(
            "<style>.st-key-adding [data-testid=stFileUploaderDropzone]"
            f"{{--pas-browse: '{said.browse[kind]}'; --pas-drop: '{said.drop_note}'}}</style>"
        )
        files = st.file_uploader(
            said.drop[kind],
            accept_multiple_files=True if kind == "files" else "directory",
            key=f"drop-{kind}-{held.drops}",
        )
    if files:
        given = [(each.name, each) for each in files]
        if kind == "folder":  # as `passerelle add FOLDER`, which passes over hidden files
            given = [(name, each) for name, each in given if not _hidden(name)]
        visit.intake.take(visit.person, [(name, each.getvalue()) for name, each in given])
        held.drops += 1
        st.rerun()


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.replace("\\", "/").split("/"))


def _listed(visit: Visit, documents: list[Document], held: Session, said: LibraryWords) -> str:
    """List the documents that hold the words searched for, and return those words."""
    if address.gone_back():
        st.session_state["find"] = st.query_params.get("find", "")
    with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
        sought = st.text_input(
            said.find, value=st.query_params.get("find", ""), key="find", icon=":material/search:"
        )
        order = st.selectbox(
            said.sort,
            list(_SORTS),
            format_func=lambda each: said.sorts[each],
            key="sort",
            width=200,
        )
    words = french.fold(sought).split()
    found = [each for each in documents if _holds(each, words)]
    found.sort(key=_SORTS[order])
    if not found:
        st.info(said.nothing)
    shown = st.session_state.get("documents-shown", _SHOWN)
    listed = found[:shown]
    chosen = next((each for each in found if each.id == held.chosen), None)
    if chosen and chosen not in listed:
        listed = [chosen, *listed]
    with st.container(gap=None, key="documents"):
        for document in listed:
            _row(visit, document, held, said)
    if len(found) > shown and st.button(said.more, key="more"):
        st.session_state["documents-shown"] = shown + _SHOWN
        st.rerun()
    return str(sought)


def _holds(document: Document, words: list[str]) -> bool:
    text = french.fold(f"{document.title} {document.file} {document.author}")
    return all(word in text for word in words)


def _row(visit: Visit, document: Document, held: Session, said: LibraryWords) -> None:
    words, opened = visit.words, held.chosen == document.id
    facts = [
        words.pages(document.pages, document.unit),
        f"{said.added_on} {words.date(document.added, reader_zone())}",
        words.size(document.size),
    ]
    note = "".join(f"<span>{as_html(fact)}</span>" for fact in facts)
    if document.unreadable_pages:
        named = words.unreadable_named(document.unreadable_pages, document.garbled_pages)
        note += f"<span class='pas-refused'>{as_html(named)}</span>"
    if document.ocr_pages:
        note += f"<span>{as_html(words.ocr_named(document.ocr_pages))}</span>"
    with st.container(key=f"document-{document.id}"):
        with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
            st.html(
                f"<p class='pas-place'>{as_html(document.title)}</p>"
                f"<p class='pas-file'>{as_html(document.file)}</p><p class='pas-facts'>{note}</p>"
            )
            st.button(
                said.fold if opened else said.details,
                key=f"details-{document.id}",
                icon=":material/expand_less:" if opened else ":material/expand_more:",
                on_click=_choose,
                args=[held, "" if opened else document.id],
            )
        if opened:
            _actions(visit, document, held, said)
            if held.view and held.view.document == document.id and held.view.place == ALONE:
                with st.container(width=860):
                    viewer.show(visit.assistant, held, words)


def _choose(held: Session, document: str) -> None:
    held.chosen, held.removing, held.view = document, "", None


def _actions(visit: Visit, document: Document, held: Session, said: LibraryWords) -> None:
    with st.container(horizontal=True, gap="small", key="actions"):
        st.button(
            said.open,
            key="open",
            icon=":material/visibility:",
            on_click=held.open,
            args=[View(ALONE, document.id, 1, opener="open")],
        )
        viewer.download(visit.assistant, document, visit.words, key="download-chosen")
        if visit.person.may("add"):
            with st.popover(said.replace, icon=":material/sync:", key="replace"):
                _replace(visit, document, held, said)
        if visit.person.may("remove"):
            with st.popover(said.remove, icon=":material/delete:", key="remove"):
                sure = said.sure.format(title=visit.words.quoted(document.title))
                st.html(f"<p>{as_html(sure)}</p>")
                if st.button(said.remove_now, key="remove-now", type="primary"):
                    visit.intake.remove(visit.person, document)
                    held.removing, held.chosen, held.view = document.title, "", None
                    held.fresh = "removed"
                    st.rerun()


def _replace(visit: Visit, document: Document, held: Session, said: LibraryWords) -> None:
    st.html(
        "<style>[data-testid=stPopoverBody] [data-testid=stFileUploaderDropzone]"
        f"{{--pas-browse: '{said.browse['files']}'; --pas-drop: '{said.drop_note}'}}</style>"
        f"<p>{as_html(said.replace_note)}</p>"
    )
    file = st.file_uploader(said.replace_now, key=f"replace-{document.id}-{held.drops}")
    if file:
        visit.intake.replace(visit.person, document, file.getvalue())
        held.drops += 1
        held.chosen, held.view = "", None
        st.rerun()


def _just_removed(visit: Visit, held: Session, said: LibraryWords) -> None:
    """Tell of the document just removed, and offer it back, at the top where the list begins."""
    removed = (each for each in visit.intake.removed() if each.title == held.removing)
    latest = next(removed, None) if held.removing else None
    if latest:
        with st.container(key="removed", width=860):
            st.success(escaped(f"{visit.words.quoted(latest.title)} {said.removed}"))
            _restoring(visit, held, latest, said, key="put-back")


def _trash(visit: Visit, held: Session, said: LibraryWords) -> None:
    """Offer what was removed or replaced lately; the last removed one stands first."""
    removed, words = visit.intake.removed(), visit.words
    if not removed:
        return
    label = f"{said.trash} ({len(removed)})"
    with st.expander(escaped(label), icon=":material/delete:"):
        st.caption(said.trash_note)
        for each in removed[:_SHOWN]:
            with st.container(
                horizontal=True, wrap=False, vertical_alignment="center", key=f"removed-{each.id}"
            ):
                when = words.moment(each.when, reader_zone())
                st.html(
                    f"<p class='pas-place'>{as_html(each.title)}</p><p class='pas-facts'>"
                    f"<span>{as_html(each.file)}</span><span>{as_html(when)}</span></p>"
                )
                _restoring(visit, held, each, said, key=f"restore-{each.id}")


def _restoring(visit: Visit, held: Session, each: Removed, said: LibraryWords, *, key: str) -> None:
    if st.button(said.restore, key=key, icon=":material/undo:"):
        visit.intake.restore(visit.person, each)
        held.removing = ""
        st.rerun()


@st.cache_data(ttl=20, show_spinner=False)
def _used(home: Path) -> int:
    """Return how many bytes a home takes on the disk."""
    total = 0
    for path in home.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue  # a file that goes away while it is counted
    return total
