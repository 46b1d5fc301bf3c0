"""How quick the page is: from a start to the first page, and five people asking at once.

Run by `make bench-page`; prints seconds, asserts nothing. It wants a machine with nothing else to
do: a browser and its five visitors share it with the server.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.conftest import CORPUS
from tests.ui.conftest import CHROMIUM, FLAGS, free_port, serving

PEOPLE = 5
QUESTIONS = (
    "Que signifie FASEP ?",
    "Qui a mis en relation Paratronic et l'ONEP ?",
    "Comment financer un partenariat entre association et entreprise ?",
    "Où le FASEP est-il mentionné ?",
    "Que font les structures passerelles ?",
)
EXCHANGES = "[class*='st-key-exchange-']"


async def ask(page: Page, question: str) -> float:
    """Ask, and return how many seconds pass until the answer stands on the page."""
    held = await page.locator(EXCHANGES).count()
    await page.get_by_test_id("stChatInputTextArea").fill(question)
    started = time.perf_counter()
    await page.get_by_test_id("stChatInputTextArea").press("Enter")
    await page.locator(f".st-key-exchange-{held} .pas-sentence").nth(1).wait_for()
    return time.perf_counter() - started


async def opened(browser: Browser, url: str) -> tuple[Page, float]:
    """Open the page as a new visitor; return it and the seconds until it can be used."""
    page = await (await browser.new_context(locale="fr-FR")).new_page()
    page.set_default_timeout(120_000)
    started = time.perf_counter()
    await page.goto(url)
    await page.locator(".pas-promise").wait_for()
    await page.get_by_test_id("stChatInputTextArea").wait_for()
    return page, time.perf_counter() - started


async def measure(home: Path, cache: Path) -> None:
    """Serve a library and print what its visitors wait for."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        started = time.perf_counter()
        with serving(home, cache, free_port()) as url:
            print(f"serveur prêt / server up        {time.perf_counter() - started:6.2f} s")
            _, first = await opened(browser, url)
            print(f"première page / first page      {first:6.2f} s (modèle non chargé)")
            pages = [(await opened(browser, url))[0] for _ in range(PEOPLE)]
            print(f"premier visiteur, 1re question  {await ask(pages[0], QUESTIONS[0]):6.2f} s")
            alone = [await ask(pages[0], question) for question in QUESTIONS]
            print(f"une personne / one person       {statistics.median(alone):6.2f} s (médiane)")
            waits: list[float] = []
            for turn in range(3):
                asked = (
                    ask(page, QUESTIONS[(turn + place) % len(QUESTIONS)])
                    for place, page in enumerate(pages)
                )
                waits += await asyncio.gather(*asked)
            told = f"{statistics.median(waits):.2f} s (médiane), {max(waits):.2f} s (pire)"
            print(f"{PEOPLE} à la fois / at once             {told}")
        await browser.close()


def main() -> None:
    """Make a library of the starter collection, then measure."""
    from ingest.settings import LibrarySettings

    assert CHROMIUM, "apt-get install chromium"
    cache = LibrarySettings.from_environment(os.environ).cache
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        add = [sys.executable, "-m", "assistant", "add", str(CORPUS)]
        environment = os.environ | {"PASSERELLE_HOME": str(home)}
        subprocess.run(add, check=True, env=environment, capture_output=True)
        asyncio.run(measure(home, cache))


if __name__ == "__main__":
    main()
