"""Killed, disk full, damaged, several at once: nothing added is lost, nothing half there is seen.

`make test` runs a short round of kills, `make soak` (PASSERELLE_SOAK=40) that many of each kind.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from assistant.mentions import find_mentions
from assistant.retrieval import retrieve
from ingest import audit, embedding, pipeline, reindexing, trash
from ingest.admission import sources, upload
from ingest.errors import DiskFull, HomeUnusable, LibraryBusy, LibraryDamaged, LibraryReadOnly
from ingest.library import Library
from ingest.storage import sqlite_watched
from ingest.trash import Removed
from ingest.workshop import Workshop
from tests.conftest import CORPUS, ROOT, add_all, back_to_version_two, opened, typeset
from tests.ingest.doubles import quick_workshop
from tests.ingest.writer import start

ROUNDS = int(os.environ.get("PASSERELLE_SOAK", "1"))
DOCUMENTS = 8


def word(number: int, version: int) -> str:
    """Return a word that only one version of one document holds."""
    return f"{'zèbre' if version == 1 else 'girafe'}{'abcdefghijklmnopqrst'[number] * 3}"


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Two folders of files of the same names: a first and a second version of each."""
    made = {version: tmp_path_factory.mktemp(f"v{version}") for version in (1, 2)}
    for version, folder in made.items():
        for number in range(DOCUMENTS):
            pages = [
                f"= Partie {page}\nLe {word(number, version)} est décrit à la page {page}. "
                + f"La coopération du village numéro {page} avance. " * 30
                for page in range(1, 4 + number)
            ]
            typeset(folder / f"rapport-{number}.pdf", "\n#pagebreak()\n".join(pages))
    return made


@pytest.fixture(scope="session")
def full_home(folders: dict[int, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library that holds the first versions; for copying only."""
    home = tmp_path_factory.mktemp("full")
    workshop = quick_workshop(home)
    assert {o.status for o in pipeline.add(workshop, sources([folders[1]]))} == {"added"}
    shut(workshop)
    return home


def shut(workshop: Workshop) -> None:
    workshop.index.close()
    workshop.library.close()


def found(workshop: Workshop, term: str) -> tuple[set[str], set[str]]:
    """Return the files that a search and the mentions of a word give."""
    hits = retrieve(workshop, term, 5)
    listed = find_mentions(workshop.library, term).documents
    return {hit.chunk.file for hit in hits if term in hit.chunk.text}, {d.file for d in listed}


def assert_whole(workshop: Workshop, versions: dict[str, int]) -> None:
    """Hold a library to the version that each of its files must be of."""
    library = workshop.library
    assert {document.file for document in library.documents()} == set(versions)
    for number in range(DOCUMENTS):
        file = f"rapport-{number}.pdf"
        for version in (1, 2):
            expected = {file} if versions.get(file) == version else set()
            assert found(workshop, word(number, version)) == (expected, expected)
    for document in library.documents():
        assert document.pages == list(library.page_labels(document.id))[-1]
        assert document.chunks == len(library.chunks.ids(document.id))
        assert library.original(document.id).is_file()


_took: dict[str, float] = {}


def seconds_of(what: str, home: Path, folder: Path, model: str) -> float:
    """Return how long the whole run takes, measured once."""
    if what not in _took:
        writer = start(what, home, folder, model)
        started = time.perf_counter()
        assert writer.said()
        _took[what] = time.perf_counter() - started
    return _took[what]


@pytest.mark.parametrize("what", ["add", "replace", "remove", "reindex"])
@pytest.mark.parametrize("round_", range(ROUNDS))
def test_killed_at_a_random_moment(
    what: str, round_: int, folders: dict[int, Path], full_home: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    folder = folders[2] if what == "replace" else folders[1]
    model = "other words" if what == "reindex" else "words"
    if what == "add":
        home.mkdir()
        whole = tmp_path / "whole"
    else:
        shutil.copytree(full_home, home)
        whole = Path(shutil.copytree(full_home, tmp_path / "whole"))
    seconds = seconds_of(what, whole, folder, model)
    writer = start(what, home, folder, model)
    time.sleep(random.Random(f"{what}{round_}").uniform(0, seconds))
    writer.kill()
    reported = dict(writer.said())

    workshop = quick_workshop(home)  # opens at once: what the dead process locked is free
    if workshop.library.fingerprint != embedding.fingerprint(workshop.settings):
        shut(workshop)
        workshop = quick_workshop(home, model=model)
    versions = {d.file: 1 for d in workshop.library.documents()}
    if what == "add":
        assert set(reported) <= set(versions)
    elif what == "replace":
        assert set(versions) == {f"rapport-{n}.pdf" for n in range(DOCUMENTS)}
        done = {d.file for d in find_documents(workshop, 2)}
        assert set(reported) <= done
        versions |= dict.fromkeys(done, 2)
    elif what == "remove":
        assert not set(reported) & set(versions)
    assert_whole(workshop, versions)
    vectors = vectors_of(workshop)
    assert pipeline.check(workshop, repair=True) == []
    assert vectors_of(workshop) == vectors
    assert_whole(workshop, versions)
    shut(workshop)

    finishing = start(what, home, folder, model)
    assert len(finishing.said()) == {"add": DOCUMENTS, "replace": DOCUMENTS}.get(
        what, max(0, len(versions) - 2) if what == "remove" else 1
    )
    workshop = quick_workshop(home, model=model)
    assert pipeline.check(workshop) == []
    expected = {f"rapport-{number}.pdf": 2 if what == "replace" else 1 for number in range(8)}
    if what == "remove":
        expected = {d.file: 1 for d in workshop.library.documents()}
        assert len(expected) == min(2, len(versions))
    assert_whole(workshop, expected)
    kept = {path.name for path in (home / "originals").iterdir()}
    assert kept == {workshop.library.original(d.id).name for d in workshop.library.documents()}
    shut(workshop)


def find_documents(workshop: Workshop, version: int) -> list[Any]:
    """Return the documents that are of that version, by their own text."""
    library = workshop.library
    with library.snapshot():  # listed and read in one state: another process replaces meanwhile
        return [
            document
            for document in library.documents()
            if word(int(document.file[8]), version) in library.page(document.id, 1).text
        ]


def vectors_of(workshop: Workshop) -> dict[str, bytes]:
    ids, rows = workshop.library.chunks.all_vectors()
    return dict(zip(ids, (row.tobytes() for row in rows), strict=True))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, of four megabytes."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(place)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_said_and_leaves_the_library_whole(
    small_disk: Path, folders: dict[int, Path]
) -> None:
    home = small_disk / "home"
    workshop = quick_workshop(home)
    entered = [o.status for o in pipeline.add(workshop, sources([folders[1] / "rapport-0.pdf"]))]
    assert entered == ["added"]
    filler = small_disk / "filler"
    space = shutil.disk_usage(small_disk).free - 300_000
    filler.write_bytes(b"0" * space)
    reported: dict[str, int] = {"rapport-0.pdf": 1}
    with pytest.raises(DiskFull) as raised:  # noqa: PT012  # what entered before it is the point
        for outcome in pipeline.add(workshop, sources([folders[1]])):
            reported[outcome.file] = 1
    assert "libérez" in raised.value.message("fr")
    assert "free some space" in raised.value.message("en")
    assert_whole(workshop, reported)
    shut(workshop)
    filler.unlink()
    workshop = quick_workshop(home)
    assert pipeline.check(workshop, repair=True) == []
    assert_whole(workshop, reported)
    list(pipeline.add(workshop, sources([folders[1]])))
    assert_whole(workshop, {f"rapport-{n}.pdf": 1 for n in range(DOCUMENTS)})
    assert pipeline.check(workshop) == []
    shut(workshop)


def test_a_library_one_may_only_read_is_not_called_damaged(
    small_disk: Path, folders: dict[int, Path], request: pytest.FixtureRequest
) -> None:
    workshop = quick_workshop(small_disk / "home")
    list(pipeline.add(workshop, sources([folders[1] / "rapport-0.pdf"])))
    shut(workshop)
    # The disk itself may be busy: Chroma closes its files when it pleases.
    only_read = small_disk.with_name("only-read")
    only_read.mkdir()
    subprocess.run(["mount", "--bind", str(small_disk), str(only_read)], check=True)
    request.addfinalizer(lambda: subprocess.run(["umount", "-l", str(only_read)], check=True))
    subprocess.run(["mount", "-o", "remount,bind,ro", str(only_read)], check=True)
    home = only_read / "home"
    with pytest.raises(LibraryReadOnly) as raised:
        Library(home)
    assert "demandez ce droit" in raised.value.message("fr")
    assert "ask for that right" in raised.value.message("en")
    with pytest.raises(LibraryReadOnly), sqlite_watched(home / "other.sqlite"):
        sqlite3.connect(home / "other.sqlite").execute("CREATE TABLE t (x)")
    with pytest.raises(LibraryReadOnly):
        audit.record(home, "lea", "added", "a.pdf")
    with pytest.raises(HomeUnusable):
        Library(only_read / "autre")


def test_a_full_disk_is_told_of_any_sqlite_file(tmp_path: Path) -> None:
    path = tmp_path / "conversations.sqlite"
    with closing(sqlite3.connect(path)) as run:
        run.execute("CREATE TABLE t (x)")
        run.execute("PRAGMA max_page_count = 2")
        with pytest.raises(DiskFull), sqlite_watched(path):
            run.execute("INSERT INTO t VALUES (zeroblob(100000))")


def test_what_a_crash_left_in_the_trash_goes_with_its_note(tmp_path: Path) -> None:
    folder = tmp_path / "trash"
    folder.mkdir()
    note = Removed("cut", "a.pdf", "A", 1, 9, "2020-01-01T00:00:00+00:00", "lea", ".pdf")
    (folder / "cut.json").write_text(json.dumps(asdict(note)), encoding="utf-8")
    note.part(tmp_path).write_bytes(b"half of it")
    assert trash.removed(tmp_path) == []
    assert not list(folder.iterdir())


def test_a_limit_on_file_size_is_said_too(full_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(full_home, tmp_path / "home"))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    workshop = quick_workshop(home)
    large = upload("gros.pdf", (CORPUS / "fasep-mode-d-emploi.pdf").read_bytes() + b"\n" * 900_000)
    resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))
    try:
        with pytest.raises(DiskFull):
            list(pipeline.add(workshop, [large]))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert_whole(workshop, {f"rapport-{n}.pdf": 1 for n in range(DOCUMENTS)})
    assert pipeline.check(workshop, repair=True) == []
    shut(workshop)


@pytest.mark.parametrize("how", ["cut", "overwritten", "emptied", "sqlite cut", "gone"])
def test_a_damaged_index_hurts_no_one(how: str, full_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(full_home, tmp_path / "home"))
    versions = {f"rapport-{n}.pdf": 1 for n in range(DOCUMENTS)}
    files = [path for path in (home / "chroma").rglob("*.bin") if path.stat().st_size]
    assert files
    for path in [home / "chroma" / "chroma.sqlite3"] if how == "sqlite cut" else files:
        data = path.read_bytes()
        if how in ("cut", "sqlite cut"):
            path.write_bytes(data[: len(data) // 2])
        elif how == "overwritten":
            path.write_bytes(random.Random(1).randbytes(len(data)))
        elif how == "emptied":
            path.write_bytes(b"")
    if how == "gone":
        shutil.rmtree(home / "chroma")
    workshop = quick_workshop(home)
    assert_whole(workshop, versions)  # answers though nobody has repaired anything
    shut(workshop)
    workshop = quick_workshop(home)
    assert pipeline.check(workshop, repair=True) == []
    assert_whole(workshop, versions)
    assert set(workshop.index.ids()) == set(workshop.library.chunks.ids())
    shut(workshop)


def test_a_copied_library_keeps_its_index(full_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(full_home, tmp_path / "home", copy_function=shutil.copyfile))
    workshop = quick_workshop(home)
    files = {path: path.stat().st_ino for path in (home / "chroma").rglob("*.bin")}
    assert workshop.index.catch_up()
    assert {path: path.stat().st_ino for path in (home / "chroma").rglob("*.bin")} == files
    shut(workshop)


def test_searching_leaves_the_index_as_it_is(full_home: Path, tmp_path: Path) -> None:
    """A small library's was written when next opened: every other process built it again."""
    home = Path(shutil.copytree(full_home, tmp_path / "home"))
    before = {path: path.read_bytes() for path in (home / "chroma").rglob("*.bin")}
    assert before
    for _ in range(2):
        workshop = quick_workshop(home)
        found(workshop, "rapport")
        assert workshop.index.catch_up()
        shut(workshop)
    assert {path: path.read_bytes() for path in (home / "chroma").rglob("*.bin")} == before


def test_an_index_built_again_beside_one_left_open_is_on_disk(
    full_home: Path, tmp_path: Path
) -> None:
    """What one left open in this process still holds of deleted files was shared with the next."""
    home = Path(shutil.copytree(full_home, tmp_path / "home"))
    left_open = quick_workshop(home)
    assert left_open.index.catch_up()
    assert left_open.index.ids()
    left_open.index._chroma._owner.release()  # as when it is collected without being closed
    (home / "chroma.seal").unlink()
    workshop = quick_workshop(home)
    assert workshop.index.catch_up()
    shut(workshop)
    again = quick_workshop(home)
    assert pipeline.check(again) == []
    assert_whole(again, {f"rapport-{n}.pdf": 1 for n in range(DOCUMENTS)})
    shut(again)
    shut(left_open)


def test_an_index_that_finds_too_few_is_not_believed(full_home: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(full_home, tmp_path / "home"))
    workshop = quick_workshop(home)
    workshop.index._chroma.acquire()
    workshop.index._chroma.remove(workshop.library.chunks.ids())
    workshop.index._chroma.seal(workshop.library.generation)
    shut(workshop)
    workshop = quick_workshop(home)
    ids, vectors = workshop.library.chunks.all_vectors()
    [first, *others] = workshop.index.search(vectors[0], 5)
    assert (first[0], len(others)) == (ids[0], 4)
    shut(workshop)


def test_a_library_damaged_inside_says_so(full_home: Path, tmp_path: Path) -> None:
    """Each way of reading it tells, not SQLite: only doors know what to do with our errors."""
    home = Path(shutil.copytree(full_home, tmp_path / "home"))
    with closing(sqlite3.connect(home / "library.sqlite")) as run:
        run.execute("PRAGMA journal_mode = DELETE")
        [size] = run.execute("PRAGMA page_size").fetchone()
        query = "SELECT rootpage FROM sqlite_master WHERE name IN ('folded_pages', 'pages')"
        roots = [root for (root,) in run.execute(query)]
    with (home / "library.sqlite").open("r+b") as file:
        for root in roots:
            file.seek((root - 1) * size)
            file.write(b"\xff" * size)
    library = Library(home)
    [document, *_] = library.names()
    for reading in (library.concordance.searched_pages(None), library.pages()):
        with pytest.raises(LibraryDamaged):
            list(reading)
    with pytest.raises(LibraryDamaged):
        library.remove(document.id)
    library.close()


def test_what_a_damaged_record_leaves_is_never_tidied_away(
    full_home: Path, folders: dict[int, Path], tmp_path: Path
) -> None:
    home = Path(shutil.copytree(full_home, tmp_path / "home"))
    for path in home.glob("library.sqlite*"):
        path.unlink()
    kept = {path.name for path in (home / "originals").iterdir()}
    workshop = quick_workshop(home)
    list(pipeline.add(workshop, sources([folders[2] / "rapport-0.pdf"])))
    assert kept < {path.name for path in (home / "originals").iterdir()}
    list(pipeline.add(workshop, sources([home / "originals"])))
    assert len(workshop.library.documents()) == DOCUMENTS + 1
    assert pipeline.check(workshop, repair=True) == []
    shut(workshop)


def test_together(copy_of_starter: Path, cache: Path, folders: dict[int, Path]) -> None:
    """Five readers ask while two uploads run and another process adds: nothing fails or is lost."""
    page = opened(copy_of_starter, cache)
    page.warm()
    known = len(page.documents())
    over = threading.Event()
    failures: list[BaseException] = []
    asked: list[int] = []

    def read(number: int) -> None:
        questions = ["Que signifie FASEP ?", "Qui a mis en relation Paratronic et l'ONEP ?"]
        while not over.is_set():
            try:
                assert page.ask(questions[number % 2]).citations
                assert page.mentions("FASEP").total
                assert page.search("coopération", 5)
                asked.append(number)
            except BaseException as error:  # noqa: BLE001  # told below, in the test's own thread
                failures.append(error)
                return

    def drop(number: int) -> None:
        file = folders[1] / f"rapport-{number}.pdf"
        try:
            for outcome in page.add([upload(file.name, file.read_bytes())], lambda step: None):
                assert outcome.status == "added"
        except BaseException as error:  # noqa: BLE001  # as above
            failures.append(error)

    readers = [threading.Thread(target=read, args=[number]) for number in range(5)]
    droppers = [threading.Thread(target=drop, args=[number]) for number in range(2)]
    for thread in [*readers, *droppers]:
        thread.start()
    command = [sys.executable, "-m", "ingest", "--json", str(folders[1] / "rapport-2.pdf")]
    environment = {**os.environ, "PASSERELLE_HOME": str(copy_of_starter)}
    third = subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, env=environment, check=False
    )
    for thread in droppers:
        thread.join()
    told = json.loads(third.stdout)  # one object, whatever happened
    if third.returncode:
        assert told["error"]["code"] == "library_busy"
        (late,) = add_all(copy_of_starter, cache, folders[1] / "rapport-2.pdf")
        assert late.status == "added", late.reason()
    else:
        assert [each["status"] for each in told["results"]] == ["added"]
    for number in range(3):
        assert page.mentions(word(number, 1)).total
        hits = page.search(f"Où est décrit le {word(number, 1)} ?", 20)
        assert any(hit.chunk.file == f"rapport-{number}.pdf" for hit in hits)
    over.set()
    for thread in readers:
        thread.join()
    assert failures == []
    assert asked
    assert len(page.documents()) == known + 3
    assert page._workshop.index.catch_up()
    assert page.check() == []
    page.close()


def test_readers_and_writers_of_several_processes(
    full_home: Path, folders: dict[int, Path], tmp_path: Path
) -> None:
    """A reader of long standing owns the index; others replace and remove under it."""
    home = Path(shutil.copytree(full_home, tmp_path / "home"))
    reader = quick_workshop(home)
    versions = {f"rapport-{n}.pdf": 1 for n in range(DOCUMENTS)}
    assert_whole(reader, versions)
    replacing = start("replace", home, folders[2])
    while replacing.writes() and len(find_documents(reader, 2)) < DOCUMENTS:
        for number in range(DOCUMENTS):
            file = f"rapport-{number}.pdf"
            searched, mentioned = found(reader, "coopération")
            assert searched
            assert len(mentioned) == DOCUMENTS
            before, after = (found(reader, word(number, version))[1] for version in (1, 2))
            assert before | after == {file}
    assert len(replacing.said()) == DOCUMENTS
    other = quick_workshop(home)
    with reader.library.writing("un test"), pytest.raises(LibraryBusy, match="un test"):
        pipeline.remove(other, "rapport-0.pdf", wait=0.1)
    shut(other)
    assert_whole(reader, dict.fromkeys(versions, 2))
    assert reader.index.catch_up()
    assert set(reader.index.ids()) == set(reader.library.chunks.ids())
    assert pipeline.check(reader) == []
    shut(reader)


REPORT = (
    "<h1>Rapport</h1><p>Court.</p><h2>Objet</h2><h3>Détail</h3><p>"
    + "La coopération du village avance. " * 30
    + "</p><h2>Moyens</h2><p>Douze pompes.</p>"
)


@pytest.mark.parametrize("version", [2, 3])
def test_reindexing_without_the_files_keeps_the_sections(version: int, tmp_path: Path) -> None:
    def told(workshop: Workshop) -> list[tuple[str, int, int, str]]:
        chunks = workshop.library.chunks.stored(workshop.library.chunks.ids()).values()
        return sorted((each.file, each.page, each.start, each.section) for each in chunks)

    before = quick_workshop(tmp_path)
    offered = [
        upload("rapport.html", REPORT.encode()),
        *sources([CORPUS / "fasep-mode-d-emploi.pdf"]),
    ]
    entered = [o.document for o in pipeline.add(before, offered)]
    kept = told(before)
    assert {section for *_, section in kept} >= {"Rapport", "Détail", "Moyens"}
    for document in entered:
        assert document
        before.library.original(document.id).unlink()
    first = entered[0]
    assert first
    assert before.library.page(first.id, 2).sections == ((0, "Objet"), (6, "Détail"))
    shut(before)
    if version == 2:
        back_to_version_two(tmp_path / "library.sqlite")
    after = quick_workshop(tmp_path, model="other words")
    reindexing.reindex(after)
    assert told(after) == kept
    shut(after)
