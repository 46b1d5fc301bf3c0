"""A chat model on the page: chosen, told of, stopped; and hostile documents, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests import hostile
from tests.chat_servers import Script, pieces, scripted
from tests.conftest import add_all
from tests.ui.conftest import PICTURES, Visiting, free_port, keep, serving
from tests.ui.test_browser import ask, check_hosts

pytest.importorskip("langchain_openai", reason="pip install 'passerelle[openai]'")

QUESTION = "Combien de puits le dispositif Zorglub finance-t-il ?"
BATCH = 8
# How the page's own scripts begin: its language, what copies a text, what brings one into sight.
OURS = (
    "document.documentElement.lang",
    "for (const button of document.querySelectorAll('.pas-copy'))",
    "for (const later of [",
)


@pytest.fixture(scope="module")
def script() -> Script:
    """What the model says; each test sets its words."""
    return Script()


@pytest.fixture(scope="module")
def address(script: Script, cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a library of hostile documents, with a model that obeys them."""
    folder = tmp_path_factory.mktemp("hostile")
    outcomes = add_all(folder / "home", cache, hostile.documents(folder / "pdf"))
    assert {each.status for each in outcomes} == {"added"}
    with (
        scripted(script) as api,
        serving(
            folder / "home",
            cache,
            free_port(),
            PASSERELLE_CHAT_MODEL="openai:scripted",
            PASSERELLE_CHAT_BASE_URL=api,
            PASSERELLE_CHAT_API_KEY=hostile.SECRET,
        ) as url,
    ):
        yield url


def test_hostile_documents_stay_words_even_through_a_model_that_obeys(
    visit: Visiting, address: str, script: Script
) -> None:
    assert len(hostile.ORDERS) >= 20
    page = visit(address)
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", refuse)
    for start in range(0, len(hostile.ORDERS), BATCH):
        numbers = range(start, min(start + BATCH, len(hostile.ORDERS)))
        script.words = pieces("\n".join(map(hostile.obeyed, numbers)), 7)
        ask(page, QUESTION)
        exchange = page.locator("[class*='st-key-exchange-']").last
        expect(exchange).to_contain_text("rédigé par openai:scripted")
        expect(exchange).to_contain_text("Le dispositif Zorglub finance")
        _check_inert(exchange.inner_text(), page)
    keep(page, "modele-hostile")
    assert not dialogs
    check_hosts(address)
    sent = str(script.requests)
    assert hostile.SECRET not in sent
    assert str(Path.home()) not in sent
    assert script.keys == [f"Bearer {hostile.SECRET}"] * len(script.keys)


def _check_inert(text: str, page: Page) -> None:
    answered = text.split("Sources", maxsplit=1)[0]
    assert hostile.SERVER not in answered
    assert hostile.SECRET not in page.content()
    assert not re.search(r"https?:|javascript:|data:|<\w|onerror|!\[", answered), answered
    main = page.locator("#stMain")
    expect(main).to_have_count(1)
    assert main.locator("a, iframe, svg[onload], form, embed").count() == 0
    scripts = main.locator("script").evaluate_all("all => all.map(each => each.textContent)")
    assert all(each.lstrip("{\n").startswith(OURS) for each in scripts), scripts
    pictures = main.locator("img").evaluate_all("all => all.map(each => each.src)")
    assert all("/media/" in source for source in pictures)
    assert main.locator(".pas-sentence *:not(em):not(span), .katex").count() == 0


def test_the_model_is_chosen_told_of_and_stopped(
    visit: Visiting, address: str, script: Script
) -> None:
    page = visit(address)
    expect(page.get_by_text("sur cette machine")).to_be_visible()
    endless = "Puis " + "encore un mot, " * 90  # no sentence ends: too many would stop the model
    script.words, script.pace = pieces(f"{hostile.fact(0)} [1]. {endless}"), 0.3
    script.dropped.clear()
    page.get_by_test_id("stChatInputTextArea").fill(QUESTION)
    page.get_by_test_id("stChatInputSubmitButton").click()
    expect(page.get_by_text(re.compile("Le dispositif Zorglub finance")).first).to_be_visible()
    page.screenshot(path=PICTURES / "modele-en-cours.png")  # it does not come to rest
    page.locator(".st-key-stop button").click()
    exchange = page.locator("[class*='st-key-exchange-']")
    expect(exchange).to_have_count(1)
    assert script.dropped.wait(20)
    expect(exchange).not_to_contain_text("rédigé par")
    expect(exchange).to_contain_text("Zorglub")

    script.pace = 0.0
    asked = len(script.requests)
    page.get_by_test_id("stSelectbox").locator("input").click()
    page.get_by_role("option", name="Sans modèle").click()
    expect(page.get_by_text("rien n'est envoyé à un autre service")).to_be_visible()
    ask(page, QUESTION)
    assert len(script.requests) == asked
    check_hosts(address)
