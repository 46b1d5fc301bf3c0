"""What the tests share: real libraries, made once, over real PDFs with the real model."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import typst
from filelock import FileLock

from assistant.assistant import Assistant
from assistant.settings import AssistantSettings
from ingest import pipeline
from ingest.admission import sources
from ingest.embedding import load_embeddings
from ingest.pipeline import Outcome
from ingest.schema import StoredPage
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop, open_workshop

TESTS = Path(__file__).parent
ROOT = TESTS.parent
CORPUS = ROOT / "corpus"
# The real reports are not ours to publish: they lie beside the checkout, or nowhere.
SHARED = Path(os.environ.get("PASSERELLE_TEST_SHARED", ROOT.parent / "shared"))

# The longest first, by what each took: given out in this order, whole files to whichever process is
# free, none is left to a single one at the end. A file that is not named comes after, as found.
LONGEST = (
    "ingest/test_keeping.py",
    "assistant/test_answer.py",
    "ingest/test_pipeline.py",
    "ui/test_browser.py",
    "ui/test_accessibility.py",
    "assistant/test_chat_model.py",
    "ui/test_model.py",
    "ui/test_pages.py",
    "assistant/test_command.py",
    "ingest/test_reader.py",
    "ui/test_sign_in.py",
    "ingest/test_awkward.py",
    "ingest/test_cleaning.py",
    "ingest/test_reading.py",
    "assistant/test_conversation.py",
    "assistant/test_intake.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest files first; each file's tests stay in their order."""
    places = {TESTS / file: place for place, file in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


@pytest.fixture(scope="session")
def cache() -> Iterator[Path]:
    """Where the built-in model is made once, and found again by the next run.

    The model is in use all the while: each library that tests open shares the one loaded first.
    """
    settings = LibrarySettings.from_environment(os.environ)
    model = load_embeddings(LibrarySettings(cache=settings.cache))
    yield settings.cache
    del model


@contextmanager
def working(home: Path, cache: Path) -> Iterator[Workshop]:
    """Open the library of a home for a block."""
    workshop = open_workshop(LibrarySettings(home=home, cache=cache))
    yield workshop
    workshop.index.close()
    workshop.library.close()


def add_all(home: Path, cache: Path, *paths: Path, password: str = "") -> list[Outcome]:
    """Add files to the library of a home, as the command does."""
    with working(home, cache) as workshop:
        return list(pipeline.add(workshop, sources(paths), password=password))


def _home_of(folder: Path, cache: Path, temporary: pytest.TempPathFactory) -> Path:
    """Return a home that holds a folder: made by the first worker that asks, copied for each."""
    root = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    made = root / f"holds-{folder.name}"
    with FileLock(f"{made}.lock"):
        if not made.exists():
            half = made.with_suffix(".half")
            outcomes = add_all(half, cache, folder)
            assert {outcome.status for outcome in outcomes} == {"added"}
            half.rename(made)
    return Path(shutil.copytree(made, temporary.mktemp(folder.name) / "home"))


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A home that holds corpus/; for reading only."""
    return _home_of(CORPUS, cache, tmp_path_factory)


@pytest.fixture(scope="session")
def reports() -> Path:
    """The folder of real reports; the test is skipped where there is none."""
    folder = SHARED / "reports"
    if not folder.is_dir():
        pytest.skip(f"no real reports here ({folder}); set PASSERELLE_TEST_SHARED")
    return folder


@pytest.fixture(scope="session")
def reports_home(tmp_path_factory: pytest.TempPathFactory, cache: Path, reports: Path) -> Path:
    """A home that holds every normal report; for reading only."""
    return _home_of(reports / "normal", cache, tmp_path_factory)


def opened(home: Path, cache: Path) -> Assistant:
    """Open the assistant of a home."""
    return Assistant.open(AssistantSettings(LibrarySettings(home=home, cache=cache)))


@pytest.fixture(scope="session")
def starter(starter_home: Path, cache: Path) -> Iterator[Assistant]:
    """The assistant over corpus/."""
    assistant = opened(starter_home, cache)
    yield assistant
    assistant.close()


@pytest.fixture(scope="session")
def on_reports(reports_home: Path, cache: Path) -> Iterator[Assistant]:
    """The assistant over the normal reports."""
    assistant = opened(reports_home, cache)
    yield assistant
    assistant.close()


@pytest.fixture
def workshop(tmp_path: Path, cache: Path) -> Iterator[Workshop]:
    """An empty library of its own."""
    with working(tmp_path / "home", cache) as empty:
        yield empty


@pytest.fixture
def copy_of_starter(starter_home: Path, tmp_path: Path) -> Path:
    """A home that holds corpus/ and may be changed."""
    return Path(shutil.copytree(starter_home, tmp_path / "copy"))


def typeset(path: Path, source: str, *, tagged: bool = False) -> Path:
    """Typeset a PDF from typst's markup.

    Without tags unless asked for them: a page is then read from what it shows.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(typst.compile(source.encode(), pdf_tags=tagged))
    return path


def page_of(workshop: Workshop, path: Path, number: int) -> StoredPage:
    """Add a document to an empty library and return a page of it, as it is kept."""
    list(pipeline.add(workshop, sources([path])))
    return workshop.library.stored_page(workshop.library.names()[0].id, number)


def back_to_version_two(library: Path) -> None:
    """Take from a library's file what versions 3 to 5 of its tables added."""
    run = sqlite3.connect(library)
    run.executescript(
        "DROP TABLE running_heads; ALTER TABLE pages DROP COLUMN sections;"
        "ALTER TABLE pages DROP COLUMN notes; PRAGMA user_version = 2;"
    )
    run.close()


def back_to_version_one(library: Path) -> None:
    """Take from a library's file what versions 2 to 5 of its tables added."""
    back_to_version_two(library)
    run = sqlite3.connect(library)
    run.executescript(
        "DROP TABLE page_vocabulary; DROP TABLE folded_pages; DROP TABLE acronyms;"
        "DROP INDEX unreadable_pages; DROP TABLE chunk_tokens; DROP VIEW visible;"
        "ALTER TABLE documents DROP COLUMN format; ALTER TABLE documents DROP COLUMN unit;"
        "ALTER TABLE pages DROP COLUMN ocr; ALTER TABLE pages DROP COLUMN boxes;"
        "ALTER TABLE chunks DROP COLUMN section;"
        "CREATE VIEW visible AS SELECT * FROM documents WHERE fingerprint ="
        " (SELECT value FROM facts WHERE name = 'fingerprint');"
        "PRAGMA user_version = 1;"
    )
    run.close()
