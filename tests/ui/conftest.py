"""One server and one browser for all of the page's tests."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from streamlit.testing.v1 import AppTest

from tests.ui.steps import ROOT, sound

CHROMIUM = shutil.which("chromium")
PICTURES = ROOT / "test-output"
PATIENCE = 60_000
FLAGS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update "
    "--disable-sync --no-first-run"
).split()


@pytest.fixture
def app(starter_home: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """Start the page over a home, the starter collection's unless another is given."""

    def start(home: Path = starter_home, lang: str = "", **address: str) -> AppTest:
        monkeypatch.setenv("PASSERELLE_HOME", str(home))
        monkeypatch.setenv("PASSERELLE_CACHE", str(cache))
        monkeypatch.setenv("PASSERELLE_LANG", lang)
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        for name, value in address.items():
            at.query_params[name] = value
        return sound(at.run())

    return start


@pytest.fixture(scope="session")
def own_home(starter_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a copy of the starter library that tests may add to and remove from."""
    home = tmp_path_factory.mktemp("ui") / "home"
    shutil.copytree(starter_home, home)
    return home


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(
    home: Path,
    cache: Path,
    port: int,
    options: Sequence[str] = ("--no-browser",),
    /,
    **settings: str,
) -> Iterator[str]:
    """Run `passerelle serve` over a home, at a terminal where nobody types; give its address."""
    environment = os.environ | {
        "PASSERELLE_HOME": str(home),
        "PASSERELLE_CACHE": str(cache),
        "PASSERELLE_LANG": "fr",
        **settings,
    }
    command = [sys.executable, "-m", "assistant", "serve", "--port", str(port), *options]
    log = home.parent / f"log-{port}"
    with log.open("wb") as file:
        server = subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=file,
            stderr=file,
            cwd=ROOT,
            start_new_session=True,
        )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{url}/_stcore/health", server, log)
        yield url
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.communicate(timeout=20)


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
def address(
    starter_home: Path, cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve a copy of the starter library and give the page's address.

    To each file its own: what one drops on the page is told on every visitor's.
    """
    home = tmp_path_factory.mktemp("browser") / "home"
    shutil.copytree(starter_home, home)
    with serving(home, cache, free_port()) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless.

    Closed after each file: as long as it runs, the process's main thread has an event loop, and no
    other test may start its own.
    """
    if CHROMIUM is None:
        pytest.skip("no chromium here: apt-get install chromium (as .ci/run does)")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


Visiting = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visiting]:
    """Open addresses as visitors do; pages keep what they asked for in `visited`, then close."""
    opened: list[Page] = []

    def open_page(
        url: str, width: int = 1280, height: int = 860, scheme: str = "light", **options: object
    ) -> Page:
        page = browser.new_page(
            viewport={"width": width, "height": height},
            locale="fr-FR",
            color_scheme="dark" if scheme == "dark" else "light",
            **options,  # type: ignore[arg-type]  # playwright's own
        )
        page.set_default_timeout(PATIENCE)
        page.on("request", lambda request: VISITED.append(request.url))
        page.on("websocket", lambda socket: VISITED.append(socket.url))
        page.goto(url)
        opened.append(page)
        return page

    VISITED.clear()
    yield open_page
    for page in opened:
        page.context.close() if page.context.pages == [page] else page.close()


# Every address that the visitors of the running test asked for.
VISITED: list[str] = []


def rest(page: Page) -> None:
    """Wait until the page has come to rest: drawn anew, it is pale and full of what it was."""
    page.wait_for_timeout(800)
    page.locator("[data-testid='stApp'][data-test-script-state='notRunning']").wait_for()
    expect(page.locator("[data-stale='true']")).to_have_count(0)
    page.wait_for_timeout(400)


def keep(page: Page, name: str) -> None:
    """Keep a picture of the page once it has come to rest."""
    PICTURES.mkdir(exist_ok=True)
    rest(page)
    page.screenshot(path=PICTURES / f"{name}.png")
