"""A walk through every page, at desk and on a phone, in both languages, light and dark.

axe-core (https://github.com/dequelabs/axe-core) looks at each stop for what keeps people out, and
a picture of it is kept in test-output/.
"""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from tests.ui.conftest import Visiting, keep, rest

SIZES = {"bureau": (1280, 860), "telephone": (390, 844)}
# What is Streamlit's own and out of our reach, each with the reason why it keeps nobody out.
NOT_OURS: dict[str, str] = {}


def serious(page: Page) -> list[str]:
    """Return axe's serious and critical findings, each with where it stands."""
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:200]}"
        for each in found
        if each["impact"] in ("serious", "critical") and each["id"] not in NOT_OURS
        for node in each["nodes"]
    ]


def stop(page: Page, name: str, findings: dict[str, list[str]]) -> None:
    """Look at the page once it has come to rest."""
    keep(page, name)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    if found := serious(page):
        findings[name] = found


@pytest.mark.parametrize(
    ("language", "size", "scheme"),
    [
        # Each language, width and scheme once; what axe looks for depends on no two of them.
        ("fr", "bureau", "light"),
        ("en", "telephone", "dark"),
    ],
)
def test_nothing_on_any_page_keeps_people_out(
    visit: Visiting, address: str, language: str, size: str, scheme: str
) -> None:
    findings: dict[str, list[str]] = {}
    name = f"{language}-{size}-{scheme}"
    page = visit(f"{address}/?lang={language}", *SIZES[size], scheme)
    expect(page.locator(".pas-promise")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == language
    stop(page, f"accueil-{name}", findings)

    page.goto(f"{address}/?lang={language}&q=Que+signifie+FASEP+%3F")
    page.locator("[class*='st-key-cite-'] button:visible").first.click()
    expect(page.locator(".st-key-viewer img")).to_be_in_viewport()
    page.locator(".st-key-verdict-down-0 button:visible").click()
    expect(page.locator("textarea").first).to_be_visible()
    stop(page, f"reponse-{name}", findings)
    page.goto(f"{address}/?lang={language}&q=O%C3%B9+le+FASEP+est-il+mentionn%C3%A9+%3F")
    expect(page.locator("[class*='st-key-mentions-']").first).to_be_visible()
    stop(page, f"mentions-{name}", findings)

    page.goto(f"{address}/mentions?lang={language}&term=FASEP&forms=1")
    expect(page.locator(".pas-strip").first).to_be_visible()
    page.locator("[class*='-open-1'] button:visible").first.click()
    expect(page.locator(".st-key-viewer img")).to_be_visible()
    assert ("lang=en" in page.url) == (language == "en")
    stop(page, f"page-mentions-{name}", findings)

    page.goto(f"{address}/documents?lang={language}")
    page.locator("[class*='st-key-details-'] button:visible").first.click()
    page.locator(".st-key-open button:visible").click()
    expect(page.locator(".st-key-viewer img")).to_be_visible()
    stop(page, f"documents-{name}", findings)

    page.goto(f"{address}/conversations?lang={language}")
    expect(page.locator("[class*='st-key-talk-']").first).to_be_visible()
    stop(page, f"conversations-{name}", findings)
    assert not findings


def test_a_question_can_be_asked_and_its_source_opened_without_a_mouse(
    visit: Visiting, address: str
) -> None:
    page = visit(address)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    page.get_by_test_id("stChatInputTextArea").focus()
    page.keyboard.type("Que signifie FASEP ?")
    page.keyboard.press("Enter")
    citation = page.locator("[class*='st-key-cite-'] button:visible").first
    expect(citation).to_be_visible()
    citation.focus()
    expect(page.get_by_text("« FASEP : Fonds d’étude et d’aide").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-viewer img")).to_be_in_viewport()
    page.locator(".st-key-sheet").focus()
    page.keyboard.press("PageDown")
    page.get_by_role("button", name="Suivante").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#pas-viewed")).to_contain_text("p. 2")
    page.get_by_role("button", name="Fermer").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-viewer")).to_have_count(0)


def test_the_keyboard_goes_into_the_opened_page_and_back_to_what_opened_it(
    visit: Visiting, address: str
) -> None:
    page = visit(f"{address}/?q=Que+signifie+FASEP+%3F")
    citation = page.locator("[class*='st-key-cite-'] button:visible").first
    citation.wait_for()
    rest(page)
    citation.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-viewer")).to_be_focused()
    rest(page)
    page.keyboard.press("Tab")
    expect(page.locator(".st-key-close button")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".st-key-viewer")).to_have_count(0)
    expect(citation).to_be_focused()
    page.goto(f"{address}/mentions?term=FASEP")
    opener = page.locator("[class*='-open-1'] button:visible").first
    opener.wait_for()
    rest(page)
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-viewer")).to_be_focused()
    rest(page)
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()


def test_the_switch_of_language_is_told_to_screen_readers(visit: Visiting, address: str) -> None:
    page = visit(address)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    for name, language, sidebar in (
        ("English", "en", "Sidebar"),
        ("Français", "fr", "Barre latérale"),
        ("English", "en", "Sidebar"),
    ):
        page.get_by_text(name, exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", language)
        expect(page.get_by_test_id("stSidebar")).to_have_attribute("aria-label", sidebar)
    assert not errors


def test_what_streamlit_writes_is_said_in_french(visit: Visiting, address: str) -> None:
    page = visit(f"{address}/nowhere")
    expect(page.get_by_role("dialog", name="Page introuvable")).to_contain_text("Cette adresse")
    page.goto(f"{address}/mentions")
    page.get_by_label("Mot, sigle ou expression").type("FASEP")
    expect(page.get_by_text("Entrée pour valider")).to_be_visible()
    page.get_by_role("combobox", name="Documents").type("zzz")
    expect(page.get_by_text("Aucun résultat")).to_be_visible()
    page.goto(f"{address}/documents")
    browse = page.get_by_role("button", name="Choisir des fichiers", exact=True)
    expect(browse).to_be_visible()
    page.get_by_text("Un dossier", exact=True).click()
    expect(page.get_by_role("button", name="Choisir un dossier", exact=True)).to_be_visible()
    assert page.get_by_text("Press Enter").count() == 0


def test_what_became_of_dropped_files_is_a_list_told_as_it_comes(
    visit: Visiting, address: str
) -> None:
    page = visit(f"{address}/documents?lang=en")
    dropped: FilePayload = {
        "name": "faux.pdf",
        "mimeType": "application/pdf",
        "buffer": b"pas un PDF",
    }
    page.locator("input[type=file]").set_input_files([dropped])
    expect(page.get_by_role("status").get_by_role("listitem")).to_contain_text("faux.pdf")
    assert serious(page) == []
