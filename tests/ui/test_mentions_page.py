"""The mentions page, run by Streamlit's AppTest over the starter collection."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from tests.ui.steps import click, go_to, keys, shown, sound


def test_a_term_gets_its_pages_its_marks_and_a_link(app: Callable[..., AppTest]) -> None:
    at = go_to(app(), "mentions")
    at = sound(at.text_input(key="mentions-term").set_value("FASEP").run())
    assert "«\u00a0FASEP\u00a0» est mentionné" in shown(at)
    assert "<mark>FASEP</mark>" in shown(at)
    assert "role='img'" in shown(at)
    assert at.query_params["term"] in ("FASEP", ["FASEP"])
    first = next(key for key in keys(at, "found-term-") if "-open-" in key)
    at = click(at, first)
    view = at.session_state["session"].view
    _, found = at.session_state["mentions-found"]
    document = next(each for each in found.documents if each.document == view.document)
    assert view.marks == {page.page: page.spans for page in document.pages}


def test_a_year_narrows_the_search_and_zero_is_said(app: Callable[..., AppTest]) -> None:
    at = go_to(app(), "mentions")
    at = sound(at.text_input(key="mentions-term").set_value("Fassep").run())
    assert "nulle part" in shown(at)
    assert "«\u00a0FASEP\u00a0»" in shown(at)
    at = sound(at.text_input(key="mentions-term").set_value("FASEP").run())
    at = sound(at.selectbox(key="mentions-year").set_value(2017).run())
    _, found = at.session_state["mentions-found"]
    assert 1 <= found.extent.documents < 10


def test_what_stands_in_full_alone_has_a_table_too(app: Callable[..., AppTest]) -> None:
    at = go_to(app(), "mentions")
    at = sound(at.text_input(key="mentions-term").set_value("CA").run())
    assert "n'est mentionné nulle part" in shown(at)
    assert "role='img'" not in shown(at)
    assert len(at.get("download_button")) == 1
    at = sound(at.text_input(key="mentions-term").set_value("Zorglub").run())
    assert not at.get("download_button")
