"""The web page in a real browser: `passerelle serve` and Debian's Chromium, headless."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect, sync_playwright

from tests.test_ui import HOSTILE, hostile_pdf

CHROMIUM = shutil.which("chromium")
ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "test-output"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()
PATIENCE = 60_000

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no chromium here: apt-get install chromium (as .ci/run does)"
)


@pytest.fixture(scope="module")
def address(
    starter_home: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve a copy of the starter library and give the page's address."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(starter_home, folder / "home")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "PASSERELLE_HOME": str(folder / "home"),
        "PASSERELLE_CACHE": str(cache),
        "PASSERELLE_LANG": "fr",
    }
    command = [sys.executable, "-m", "assistant", "serve", "--no-browser", "--port", str(port)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, cwd=ROOT, start_new_session=True
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/_stcore/health", server, folder / "log")
        yield url
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(300):
        assert server.poll() is None, log.read_text(errors="replace")
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the page did not start: {log.read_text(errors='replace')}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visited() -> list[str]:
    """Every address that the page asked for."""
    return []


def pdf(name: str, data: bytes) -> FilePayload:
    """Give a file as a visitor's disk would."""
    return {"name": name, "mimeType": "application/pdf", "buffer": data}


def visit(browser: Browser, address: str, visited: list[str], width: int, height: int) -> Page:
    """Open the page as a French visitor with a screen of that size."""
    page = browser.new_page(viewport={"width": width, "height": height}, locale="fr-FR")
    page.set_default_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    page.on("request", lambda request: visited.append(request.url))
    page.on("websocket", lambda socket: visited.append(socket.url))
    page.goto(address)
    return page


def check_hosts(visited: list[str], address: str) -> None:
    """Check that nothing was asked of any host but the page's own."""
    hosts = {urlsplit(url).netloc for url in visited if not url.startswith(("data:", "blob:"))}
    assert hosts == {urlsplit(address).netloc}


def ask(page: Page, question: str) -> None:
    """Ask, and wait until the answer stands in the conversation."""
    held = page.locator("[class*='st-key-exchange-']").count()
    page.get_by_test_id("stChatInputTextArea").fill(question)
    page.get_by_test_id("stChatInputSubmitButton").click()  # once what was dropped is uploaded
    expect(page.locator("[class*='st-key-exchange-']")).to_have_count(held + 1)


def keep(page: Page, name: str) -> None:
    """Keep a picture of the page once it has come to rest."""
    PICTURES.mkdir(exist_ok=True)
    page.wait_for_timeout(1500)
    page.screenshot(path=PICTURES / f"{name}.png")


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
    browser: Browser, address: str, visited: list[str], name: str, width: int, height: int
) -> None:
    page = visit(browser, address, visited, width, height)
    expect(page.get_by_text("La bibliothèque réunit 10 documents")).to_be_visible()
    keep(page, f"accueil-{name}")
    ask(page, "Que signifie FASEP ?")
    fact = "Le Fonds d’étude et d’aide au secteur privé, ou FASEP"
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
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    keep(page, f"documents-{name}")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    check_hosts(visited, address)
    page.close()


def test_dropped_files_are_searched_at_once_and_their_markup_stays_text(
    browser: Browser, address: str, visited: list[str]
) -> None:
    page = visit(browser, f"{address}/documents", visited, 1280, 860)
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
    check_hosts(visited, address)
    page.close()


def _check_inert(page: Page) -> None:
    """Check that the document's markup made no image, link, colour, icon or formula."""
    content = page.locator("[data-testid='stMain']")
    pictures = content.locator("img").evaluate_all("all => all.map(each => each.src)")
    assert all("/media/" in source for source in pictures)
    assert content.locator("a").count() == 0
    assert content.locator(".pas-sentence img, .katex, .stMarkdownColoredText").count() == 0
    assert content.get_by_text("home", exact=True).count() == 0


def test_files_dropped_with_a_question_are_in_before_it_is_asked(
    browser: Browser, address: str, visited: list[str]
) -> None:
    page = visit(browser, address, visited, 1280, 860)
    page.get_by_test_id("stChatInputTextArea").wait_for()
    box = page.locator("[data-testid='stChatInput'] input[type=file]")
    box.set_input_files([pdf("autre.pdf", hostile_pdf() + b"\n%")])
    expect(page.get_by_text("autre.pdf")).to_be_visible()
    ask(page, "Où Zorglub est-il mentionné ?")
    expect(page.get_by_text("« autre.pdf » ajouté")).to_be_visible()
    expect(page.locator("[class*='st-key-mentions-']").first).to_be_visible()
    check_hosts(visited, address)
    page.close()
