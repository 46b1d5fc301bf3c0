"""Documents of other kinds than reports, invented for this project, laid out as real ones are.

Minutes with their table of decisions, questions and answers, a newsletter in columns, slides, a
logical framework with its budget, an agreement, terms of reference, a conference's programme, an
annual report, a directory: reports in running text showed none of the faults that these do. Nothing
in them is true. The questions of `kinds.jsonl`, on five of them, may be looked at to mend things;
those of `kinds-unseen.jsonl`, on the five others, only measure: nothing is chosen on them.

`varied/` holds 192 more, plainer ones, and `short/` 119 of a page or less: most to teach the
cross-encoder (`training-varied.jsonl`, `training-easy.jsonl`, `training-short.jsonl`), a sixth to
choose what it is taught (`varied.jsonl`, `short.jsonl`). `terse/` holds 60 more of a page, a third
of them questions with answers of few words, that only teach; so do the 48 of `long/`, of four to
seven pages whose parts say nearly the same of other things (articles, manuals, panoramas), the 56
of `genres/`, each of another tone (speeches, diaries, theses, accounts), and the 28 of `tables/`,
whose matter is in tables. `fresh/` holds 20 that only measure: nothing was taught on them nor
chosen.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import sync_playwright

from assistant.evaluation import Question, plain
from ingest.library import Library
from tests.golden import invented
from tests.ui.conftest import CHROMIUM, FLAGS

PAGES = Path(__file__).with_name("kinds")
VARIED = Path(__file__).with_name("varied")
SHORT = Path(__file__).with_name("short")
TERSE = Path(__file__).with_name("terse")
LONG = Path(__file__).with_name("long")
GENRES = Path(__file__).with_name("genres")
TABLES = Path(__file__).with_name("tables")
FRESH = Path(__file__).with_name("fresh")
# What teaches; those of the first two that are kept to choose do not.
TEACHING = (VARIED, SHORT, TERSE, LONG, GENRES, TABLES)


def documents(folder: Path, pages: Path = PAGES) -> list[Path]:
    """Print each document as a PDF, on the paper that its style asks for."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        for path in sorted(pages.glob("*.html")):
            made.append(folder / f"{path.stem}.pdf")
            page.goto(path.as_uri())
            page.pdf(path=made[-1], prefer_css_page_size=True, print_background=True)
        browser.close()
    return made


def source(path: Path) -> str:
    """Return a document's words as its source holds them, to compare with what is read of it."""
    text = re.sub(r"(?s)<style>.*?</style>|<[^>]*>", " ", path.read_text("utf-8"))
    return plain(html.unescape(text))


def placed(library: Library, asked: Sequence[Question]) -> Iterator[Question]:
    """Yield every question, with the pages that hold its answer; page 0 where reading tore it."""
    # Left out, as those of typeset texts are, words that reading tears would not count as missed.
    found = {each.id: each for each in invented.placed(library, asked)}
    yield from (found.get(each.id, each) for each in asked)
