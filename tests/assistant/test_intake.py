"""Files on their way in: kept on the disk, taken up again, cancelled, put back."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.access import SELF, Person
from assistant.assistant import Assistant
from assistant.errors import NotAllowed
from assistant.intake import Drop, Intake
from ingest import audit
from ingest.admission import sources
from ingest.library import Library
from tests.conftest import opened, typeset


@pytest.fixture
def assistant(tmp_path: Path, cache: Path) -> Iterator[Assistant]:
    """An assistant over an empty library."""
    assistant = opened(tmp_path / "home", cache)
    yield assistant
    assistant.close()


def pdf(tmp_path: Path, text: str) -> bytes:
    return typeset(tmp_path / "made" / "x.pdf", text).read_bytes()


def until_done(intake: Intake, who: Person = SELF) -> list[Drop]:
    for _ in range(600):
        drops = intake.drops(who)
        if drops and not any(each.running for each in drops):
            return drops
        time.sleep(0.1)
    raise AssertionError("still adding after a minute")


def test_what_is_dropped_survives_a_stop_is_replaced_removed_and_put_back(
    assistant: Assistant, tmp_path: Path
) -> None:
    home = assistant.settings.library.home
    stopped = Intake(assistant)
    stopped._work = lambda: None  # type: ignore[method-assign]  # the machine stops here
    stopped.take(SELF, [("../a.pdf", pdf(tmp_path, "Le zorglub finance des puits."))])
    assert not assistant.documents()

    intake = Intake(assistant)
    intake.resume()
    [drop] = until_done(intake)
    assert [each.outcome.status for each in drop.tickets if each.outcome] == ["added"]
    [first] = assistant.documents()
    assert first.file == "a.pdf"
    intake.dismiss(SELF)
    assert not intake.drops(SELF)

    intake.take(SELF, [("a.pdf", pdf(tmp_path, "Le zorglub finance des forages."))])
    until_done(intake)
    [second] = assistant.documents()
    assert second.id != first.id
    [old] = intake.removed()
    assert (old.file, old.title) == (first.file, first.title)

    intake.remove(SELF, second)
    assert not assistant.documents()
    newest, oldest = intake.removed()
    intake.restore(SELF, next(e for e in (newest, oldest) if e.id != old.id))
    until_done(intake)
    assert [each.id for each in assistant.documents()] == [second.id]
    assert [each.id for each in intake.removed()] == [old.id]
    deeds = [each.action for each in audit.entries(home)]
    assert deeds == ["added", "replaced", "removed", "restored", "added"]
    assert {path.name for path in (home / "incoming").iterdir()} <= {".lock"}


def test_a_note_whose_bytes_never_came_is_dropped_after_a_day(
    assistant: Assistant, tmp_path: Path
) -> None:
    stopped = Intake(assistant)
    stopped._work = lambda: None  # type: ignore[method-assign]  # the machine stops here
    stopped.take(SELF, [("a.pdf", b"%PDF-"), ("b.pdf", b"%PDF-")])
    folder = assistant.settings.library.home / "incoming"
    for path in folder.glob("*.bytes"):
        path.rename(path.with_name(f"{path.name}.part"))
    old, recent = sorted(folder.glob("*.json"))
    os.utime(old, (0, 0))
    Intake(assistant).resume()
    assert {path.name.split(".")[0] for path in folder.iterdir()} - {""} == {recent.stem}


def test_files_of_one_name_in_a_dropped_folder_are_as_many_documents(assistant: Assistant) -> None:
    intake = Intake(assistant)

    def dropped(*names: str, text: str) -> list[tuple[str, str]]:
        files = [(name, f"Le bail de {name}, {text}.".encode()) for name in names]
        tickets = intake.settled(intake.take(SELF, files)).tickets
        return [(t.outcome.file, t.outcome.status) for t in tickets if t.outcome]

    names = ("depot/2022/bail.txt", "depot/2023/bail.txt", "depot/2023/note.txt")
    stays = ["2022/bail.txt", "2023/bail.txt", "note.txt"]
    assert dropped(*names, text="signé") == [(name, "added") for name in stays]
    assert dropped(*names, text="lu") == [(name, "replaced") for name in stays]
    edited = assistant.document("2023/bail.txt")
    [ticket] = intake.settled(intake.replace(SELF, edited, b"Le bail dure un an.")).tickets
    assert ticket.outcome
    assert (ticket.outcome.file, ticket.outcome.status) == ("2023/bail.txt", "replaced")


def test_cancelling_leaves_out_what_is_still_queued(assistant: Assistant, tmp_path: Path) -> None:
    intake = Intake(assistant)
    intake._work = lambda: None  # type: ignore[method-assign]
    drop = intake.take(SELF, [("a.pdf", pdf(tmp_path, "Un.")), ("b.pdf", pdf(tmp_path, "Deux."))])
    intake.cancel(drop)
    assert [each.state for each in drop.tickets] == ["cancelled", "cancelled"]
    assert not list((assistant.settings.library.home / "incoming").iterdir())


def test_a_file_that_stopped_the_machine_twice_is_kept_and_not_tried_again(
    assistant: Assistant, tmp_path: Path
) -> None:
    folder = assistant.settings.library.home / "incoming"
    first = Intake(assistant)
    first._work = lambda: None  # type: ignore[method-assign]
    first.take(SELF, [("a.pdf", pdf(tmp_path, "Un."))])
    [note] = folder.glob("*.json")
    note.write_text(json.dumps(json.loads(note.read_text()) | {"tries": 2}))
    intake = Intake(assistant)
    intake.resume()
    [drop] = intake.drops(SELF)
    assert [each.state for each in drop.tickets] == ["failed"]
    assert list(folder.glob("*.bytes"))
    intake.retry(drop)
    until_done(intake)
    assert [each.file for each in assistant.documents()] == ["a.pdf"]


def test_whoever_may_not_is_refused_at_the_door(assistant: Assistant, tmp_path: Path) -> None:
    intake, reader = Intake(assistant), Person("lea@ong.example", "reader")
    with pytest.raises(NotAllowed):
        intake.take(reader, [("a.pdf", b"%PDF-")])
    assert not (assistant.settings.library.home / "incoming").exists()
    intake.take(SELF, [("a.pdf", pdf(tmp_path, "Un."))])
    until_done(intake)
    [document] = assistant.documents()
    with pytest.raises(NotAllowed):
        intake.remove(reader, document)
    intake.remove(SELF, document)
    with pytest.raises(NotAllowed):
        intake.restore(reader, intake.removed()[0])
    assert intake.removed()
    assert not intake.drops(reader)


def test_what_is_put_back_keeps_its_name_and_leaves_the_trash_only_once_it_is_in(
    assistant: Assistant, tmp_path: Path
) -> None:
    intake, home = Intake(assistant), assistant.settings.library.home
    for folder in ("a", "b"):
        typeset(tmp_path / "d" / folder / "rapport.pdf", f"Le rapport {folder}.")
    list(assistant.add(sources([tmp_path / "d"]), lambda step: None))
    for document in assistant.documents():
        intake.remove(SELF, document)
    for kept in intake.removed():
        intake.settled(intake.restore(SELF, kept))
    assert {each.file for each in assistant.documents()} == {"a/rapport.pdf", "b/rapport.pdf"}
    assert not intake.removed()

    intake.remove(SELF, assistant.documents()[0])
    [kept] = intake.removed()
    kept.original(home).write_bytes(b"no PDF any more")
    [ticket] = intake.settled(intake.restore(SELF, kept)).tickets
    assert ticket.outcome
    assert ticket.outcome.status == "refused"
    assert intake.removed() == [kept]


def test_what_another_holds_up_and_is_given_up_is_not_put_back_later(
    assistant: Assistant,
) -> None:
    intake, home = Intake(assistant), assistant.settings.library.home
    intake.settled(intake.take(SELF, [("bail.txt", b"Le bail dure trois ans.")]))
    intake.remove(SELF, assistant.documents()[0])
    [kept] = intake.removed()
    intake.dismiss(SELF)
    other = Library(home)
    with other.writing("un test"):
        drop = intake.restore(SELF, kept)
        [ticket] = drop.tickets
        while not ticket.tries:
            time.sleep(0.1)
        intake.withdraw(drop)
        later = Intake(assistant)
        later.resume()
        assert not later.drops(SELF)
    other.close()
    intake.settled(drop)
    assert not assistant.documents()
    assert intake.removed() == [kept]


def test_an_error_of_the_log_is_shown_and_stops_no_other_file(
    assistant: Assistant, tmp_path: Path
) -> None:
    intake, log = Intake(assistant), audit.path(assistant.settings.library.home)
    log.mkdir()
    drop = intake.take(SELF, [("a.pdf", pdf(tmp_path, "Un.")), ("b.pdf", pdf(tmp_path, "Deux."))])
    intake.settled(drop)
    assert [each.state for each in drop.tickets] == ["failed", "failed"]
    log.rmdir()
    intake.retry(drop)
    intake.settled(drop)
    assert [each.state for each in drop.tickets] == ["done", "done"]


def test_a_document_whose_file_is_gone_can_be_taken_out(
    assistant: Assistant, tmp_path: Path
) -> None:
    intake = Intake(assistant)
    intake.settled(intake.take(SELF, [("a.pdf", pdf(tmp_path, "Un."))]))
    [document] = assistant.documents()
    assistant.original(document.id).unlink()
    intake.remove(SELF, document)
    assert not assistant.documents()
    assert not intake.removed()
