"""What the tests share: real libraries, made once, over real PDFs with the real model."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import typst

from assistant.assistant import Assistant
from assistant.settings import AssistantSettings
from ingest import pipeline
from ingest.admission import sources
from ingest.embedding import SentenceEmbeddings, load_embeddings
from ingest.pipeline import Outcome
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop, open_workshop

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "corpus"
# The real reports are not ours to publish: they lie beside the checkout, or nowhere.
SHARED = Path(os.environ.get("PASSERELLE_TEST_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def cache() -> Path:
    """Where the built-in model is made once, and found again by the next run."""
    return LibrarySettings.from_environment(os.environ).cache


def add_all(home: Path, cache: Path, *paths: Path, password: str = "") -> list[Outcome]:
    """Add files to the library of a home, as the command does."""
    workshop = open_workshop(LibrarySettings(home=home, cache=cache))
    outcomes = list(pipeline.add(workshop, sources(paths), password=password))
    workshop.index.close()
    workshop.library.close()
    return outcomes


@pytest.fixture(scope="session")
def starter_home(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Path:
    """A home that holds corpus/; for reading only."""
    home = tmp_path_factory.mktemp("starter")
    outcomes = add_all(home, cache, CORPUS)
    assert {outcome.status for outcome in outcomes} == {"added"}
    return home


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
    home = tmp_path_factory.mktemp("reports")
    outcomes = add_all(home, cache, reports / "normal")
    assert {outcome.status for outcome in outcomes} == {"added"}
    return home


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


@pytest.fixture(scope="session")
def model(cache: Path) -> SentenceEmbeddings:
    """The built-in model, loaded once for the tests that add to a library of their own."""
    return load_embeddings(LibrarySettings(cache=cache))


@pytest.fixture
def workshop(tmp_path: Path, cache: Path, model: SentenceEmbeddings) -> Iterator[Workshop]:
    """An empty library of its own."""
    opened_workshop = open_workshop(LibrarySettings(home=tmp_path / "home", cache=cache))
    yield replace(opened_workshop, embeddings=model)
    opened_workshop.index.close()
    opened_workshop.library.close()


@pytest.fixture
def copy_of_starter(starter_home: Path, tmp_path: Path) -> Path:
    """A home that holds corpus/ and may be changed."""
    return Path(shutil.copytree(starter_home, tmp_path / "copy"))


def typeset(path: Path, source: str) -> Path:
    """Typeset a PDF from typst's markup."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(typst.compile(source.encode()))
    return path


def back_to_version_two(library: Path) -> None:
    """Take from a library's file what versions 3 and 4 of its tables added."""
    run = sqlite3.connect(library)
    run.executescript(
        "DROP TABLE running_heads; ALTER TABLE pages DROP COLUMN sections; PRAGMA user_version = 2;"
    )
    run.close()


def back_to_version_one(library: Path) -> None:
    """Take from a library's file what versions 2 to 4 of its tables added."""
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
