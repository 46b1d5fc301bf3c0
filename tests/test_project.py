"""What the documents promise is what the code does: settings, commands, the starter collection."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pypdfium2
import pytest

from assistant import errors as assistant_errors
from assistant.__main__ import app as command
from assistant.assistant import Assistant
from assistant.settings import AssistantSettings
from ingest import errors, refusals
from ingest.errors import PasserelleError
from ingest.settings import LibrarySettings
from tests.conftest import CORPUS, ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_setting_is_documented_and_no_other() -> None:
    names = {each.name for each in (*fields(LibrarySettings), *fields(AssistantSettings))}
    expected = {f"PASSERELLE_{name.upper()}" for name in names - {"library"}}
    assert set(re.findall(r"^\| `(PASSERELLE_\w+)`", README, re.MULTILINE)) == expected


def test_settings_are_read(tmp_path: Path) -> None:
    read = AssistantSettings.from_environment(
        {
            "PASSERELLE_HOME": str(tmp_path),
            "PASSERELLE_MAX_PAGES": "12",
            "PASSERELLE_LANG": "en",
            "PASSERELLE_EMBEDDING_MODEL": "intfloat/multilingual-e5-large",
        }
    )
    assert read.library.home == tmp_path
    assert read.library.max_pages == 12
    assert read.library.embedding_model == "intfloat/multilingual-e5-large"
    assert read.lang == "en"
    with pytest.raises(errors.InvalidSetting, match="PASSERELLE_LANG"):
        AssistantSettings.from_environment({"PASSERELLE_LANG": "de"})


def test_every_command_is_documented() -> None:
    names = {
        each.name or (each.callback.__name__ if each.callback else "")
        for each in command.registered_commands
    }
    assert {name for name in names if f"`passerelle {name}" not in README} == set()


def test_the_two_commands_are_on_the_readmes_first_screen() -> None:
    first_screen = "\n".join(README.splitlines()[:40])
    assert "make run" in first_screen
    assert "make test" in first_screen


def test_every_error_stands_in_the_tree_and_speaks_both_languages() -> None:
    rooms = (errors, refusals, assistant_errors)
    kinds = {each for room in rooms for each in vars(room).values() if isinstance(each, type)}
    own = [each for each in kinds if issubclass(each, PasserelleError)]
    assert len(own) > 30
    drawn = " ".join(room.__doc__ or "" for room in rooms)
    for kind in own:
        assert kind.__name__ in drawn
        assert kind.french != kind.english
        facts = [re.findall(r"{(\w+)}", said) for said in (kind.french, kind.english)]
        assert kind.__name__ == "InvalidSetting" or sorted(facts[0]) == sorted(facts[1])


def test_the_example_of_the_readme_is_true(starter: Assistant) -> None:
    question = re.search(r"^> \*\*(.+\?)\*\*", README, re.MULTILINE)
    quote = re.search(r"^> « (.+) » \*\*\[1\]\*\*", README, re.MULTILINE)
    place = re.search(r"^> \[1\] \*(.+)\*, p\. (\d+)", README, re.MULTILINE)
    assert question
    assert quote
    assert place
    answer = starter.ask(question.group(1))
    assert " ".join(quote.group(1).split()) in answer.sentences[0].text
    assert (answer.citations[0].title, str(answer.citations[0].page)) == place.groups()


def test_pictures_of_the_readme_exist() -> None:
    pictures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).is_file() for picture in pictures)


def test_the_starter_collection_is_as_promised() -> None:
    paths = sorted(CORPUS.glob("*.pdf"))
    assert len(paths) >= 8
    for path in paths:
        document = pypdfium2.PdfDocument(path)
        assert 2 <= len(document) <= 6, path.name
        assert document.get_metadata_dict()["Title"], path.name
        document.close()


def test_no_text_of_the_workshops_account_is_copied(reports: Path) -> None:
    """Hold every run of sixteen words against the account; dates and places alone are shorter."""
    account = _runs(reports / "normal" / "resacoop-atelier-2018.pdf")
    for path in sorted(CORPUS.glob("*.pdf")):
        shared = _runs(path) & account
        assert not shared, (path.name, sorted(shared)[:3])


def _runs(path: Path) -> set[str]:
    from ingest import cleaning, french
    from ingest.pdf import read_pdf

    pages = cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)
    words = french.words("\n".join(page.text for page in pages))
    return {" ".join(words[i : i + 16]) for i in range(len(words) - 15)}
