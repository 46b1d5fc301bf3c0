"""The web page in a real browser: `passerelle serve` and Debian's Chromium, headless."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.ui.conftest import VISITED, Visiting, keep, rest
from tests.ui.steps import HOSTILE, hostile_pdf


def pdf(name: str, data: bytes) -> FilePayload:
    """Give a file as a visitor's disk would."""
    return {"name": name, "mimeType": "application/pdf", "buffer": data}


def check_hosts(address: str) -> None:
    """Check that nothing was asked of any host but the page's own."""
    hosts = {urlsplit(url).netloc for url in VISITED if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(address).netloc}


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer stands in the conversation."""
    held = page.locator("[class*='st-key-exchange-']").count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.get_by_test_id("stChatInputSubmitButton").click()  # once what was dropped is uploaded
    expect(page.locator("[class*='st-key-exchange-']")).to_have_count(held + 1)
    rest(page)  # what is clicked while the page is still being written is lost


def marked_pixels(page: Page) -> int:
    """Count the pixels of the highlight's colour in the picture of the page."""
    counted: int = page.evaluate(
        """async () => {
          const picture = document.querySelector('.st-key-viewer img');
          await picture.decode();
          const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight);
          const pen = canvas.getContext('2d');
          pen.drawImage(picture, 0, 0);
          const {data} = pen.getImageData(0, 0, canvas.width, canvas.height);
          let count = 0;
          for (let i = 0; i < data.length; i += 4)
            if (data[i] > 240 && data[i + 1] > 215 && data[i + 2] < 130) count++;
          return count;
        }"""
    )
    return counted


@pytest.mark.parametrize(
    ("name", "width", "height"), [("bureau", 1280, 860), ("telephone", 390, 844)]
)
def test_ask_see_the_citation_open_it_see_the_marked_page(
    visit: Visiting, address: str, name: str, width: int, height: int
) -> None:
    page = visit(address, width, height)
    expect(page.get_by_text("La bibliothèque réunit 10 documents")).to_be_visible()
    keep(page, f"accueil-{name}")
    ask(page, "Que signifie FASEP ?")
    fact = "Fonds d’étude et d’aide au secteur privé. Instrument de l’État français"
    expect(page.locator(".pas-sentence", has_text=fact)).to_be_visible()
    page.locator("[class*='st-key-cite-'] button:visible").first.click()
    picture = page.locator(".st-key-viewer img")
    expect(picture).to_be_in_viewport()
    expect(page.locator(".st-key-viewer .pas-quote")).to_contain_text(fact)
    assert marked_pixels(page) > 2000
    keep(page, f"reponse-{name}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".st-key-after button:visible").click()
    expect(page.locator(".st-key-viewer .pas-quote")).to_have_count(0)
    page.locator(".st-key-close button:visible").click()
    expect(picture).to_have_count(0)

    ask(page, "Où le FASEP est-il mentionné ?")
    page.locator("[class*='-open-1'] button:visible").first.click()
    expect(picture).to_be_in_viewport()
    assert marked_pixels(page) > 1000
    keep(page, f"mentions-{name}")

    page.goto(f"{address}/documents")
    expect(page.locator("[class*='st-key-document-']").first).to_be_visible()
    keep(page, f"documents-{name}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check_hosts(address)


def test_an_opened_page_and_what_names_it_are_both_wide_enough_to_be_read(
    visit: Visiting, address: str
) -> None:
    page = visit(address)
    ask(page, "Que signifie FASEP ?")
    page.locator("[class*='st-key-cite-'] button:visible").first.click()
    _check_both_wide(page, "[class*='st-key-sentence-']")
    page.set_viewport_size({"width": 1280, "height": 860})
    page.goto(f"{address}/mentions?term=FASEP")
    page.locator("[class*='-open-1'] button:visible").first.click()
    _check_both_wide(page, "[class*='st-key-found-']")


def test_what_stands_low_on_its_page_is_in_sight_when_it_opens(
    visit: Visiting, address: str
) -> None:
    page = visit(address, 1280, 800)
    page.goto(f"{address}/mentions?term=Enviscope")
    page.locator("[class*='-open-2'] button:visible").first.click()
    picture = page.locator(".st-key-viewer img")
    picture.wait_for()
    rest(page)
    drawn = picture.bounding_box()
    assert drawn
    # At nine tenths of the page's height, with the lines around it.
    assert 60 < drawn["y"] + 0.9 * drawn["height"] < 800 - 60


def _check_both_wide(page: Page, names: str) -> None:
    """Check the room of both at every width; the sidebar takes its part of some."""
    page.locator(".st-key-viewer img").wait_for()
    for width in (1280, 1180, 900, 768):
        page.set_viewport_size({"width": width, "height": 860})
        rest(page)
        picture = page.locator(".st-key-viewer img").bounding_box()
        named = page.locator(names).first.bounding_box()
        assert picture
        assert named
        assert min(picture["width"], named["width"]) >= 280, width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def test_a_page_closed_on_a_phone_leads_back_to_the_citation_that_opened_it(
    visit: Visiting, address: str
) -> None:
    page = visit(address, 390, 844)
    for question in ("Que signifie FASEP ?", "Que signifie AFD ?", "Que signifie ONG ?"):
        ask(page, question)
    for place in (0, 1):
        citation = page.locator(f"[class*='st-key-cite-{place}-'] button:visible").first
        citation.click()
        expect(page.locator(".st-key-viewer img")).to_be_in_viewport()
        rest(page)
        page.locator(".st-key-close button:visible").click()
        expect(page.locator(".st-key-viewer")).to_have_count(0)
        rest(page)
        expect(citation).to_be_in_viewport()


def test_dropped_files_are_searched_at_once_and_their_markup_stays_text(
    visit: Visiting, address: str
) -> None:
    page = visit(f"{address}/documents")
    page.locator("input[type=file]").set_input_files(
        [pdf("![i](x).pdf", hostile_pdf()), pdf("faux.pdf", b"pas un PDF")]
    )
    expect(page.get_by_text("« ![i](x).pdf » ajouté")).to_be_visible()
    expect(page.get_by_text("« faux.pdf » n'est pas un PDF")).to_be_visible()
    expect(page.locator(".st-key-dismiss button")).to_be_visible()
    keep(page, "depot")
    page.get_by_role("link", name="Questions").click()
    for question in ("Que finance le dispositif Zorglub ?", "Où Zorglub est-il mentionné ?"):
        ask(page, question)
        conversation = page.locator("[class*='st-key-exchange-']").last
        expect(conversation).to_contain_text(HOSTILE[0].split("finance ")[1][:20])
        conversation.locator(
            "[class*='cite-'] button:visible, [class*='-open-1'] button:visible"
        ).first.click()
        expect(page.locator(".st-key-viewer img")).to_be_visible()
        keep(page, f"injection-{question[:3]}".strip())
        _check_inert(page)
    check_hosts(address)


def _check_inert(page: Page) -> None:
    """Check that the document's markup made no image, link, colour, icon or formula."""
    content = page.locator("#stMain")
    expect(content).to_have_count(1)
    pictures = content.locator("img").evaluate_all("all => all.map(each => each.src)")
    assert all("/media/" in source for source in pictures)
    assert content.locator("a").count() == 0
    assert content.locator(".pas-sentence img, .katex, .stMarkdownColoredText").count() == 0
    assert content.get_by_text("home", exact=True).count() == 0


def test_the_back_button_returns_to_what_was_shown(visit: Visiting, address: str) -> None:
    page = visit(address)
    ask(page, "Que signifie FASEP ?")
    page.locator("[class*='st-key-cite-'] button:visible").first.click()
    viewer = page.locator(".st-key-viewer")
    expect(viewer).to_be_visible()
    rest(page)
    opened = page.url
    page.go_back()
    expect(viewer).to_have_count(0)
    rest(page)
    assert "doc=" not in page.url
    page.go_forward()
    expect(viewer).to_be_visible()
    rest(page)
    assert page.url == opened
    expect(page.locator("[class*='st-key-exchange-']")).to_have_count(1)

    page.goto(f"{address}/mentions?term=FASEP")
    term = page.get_by_label("Mot, sigle ou expression")
    expect(term).to_have_value("FASEP")
    term.fill("ONG")
    term.press("Enter")
    expect(page.get_by_text("« ONG » est mentionné")).to_be_visible()
    rest(page)
    page.go_back()
    expect(term).to_have_value("FASEP")
    expect(page.get_by_text("« FASEP » est mentionné")).to_be_visible()
    rest(page)
    assert page.url.endswith("/mentions?term=FASEP")


def test_files_dropped_with_a_question_are_in_before_it_is_asked(
    visit: Visiting, address: str
) -> None:
    page = visit(address)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    box = page.locator("[data-testid='stChatInput'] input[type=file]")
    box.set_input_files([pdf("autre.pdf", hostile_pdf() + b"\n%")])
    expect(page.get_by_text("autre.pdf")).to_be_visible()
    ask(page, "Où Zorglub est-il mentionné ?")
    expect(page.get_by_text("« autre.pdf » ajouté")).to_be_visible()
    expect(page.locator("[class*='st-key-mentions-']").first).to_be_visible()
    check_hosts(address)
