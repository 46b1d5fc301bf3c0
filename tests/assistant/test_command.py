"""The `passerelle` command, run as a user runs it."""

from __future__ import annotations

import csv
import getpass
import json
import os
import re
import runpy
import shutil
import signal
import socket
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from assistant.__main__ import app
from ingest import audit
from ingest.errors import Interrupted
from ingest.library import Library
from tests.conftest import CORPUS, ROOT


@dataclass(frozen=True)
class Result:
    """What a command left: its exit code and both its outputs."""

    returncode: int
    stdout: str
    stderr: str


def in_process(environment: dict[str, str], *arguments: str) -> Result:
    """Run the command here: the model's libraries are imported once for all tests."""
    result = CliRunner().invoke(app, list(arguments), env=environment)
    return Result(result.exit_code, result.stdout, result.stderr)


def as_a_process(environment: dict[str, str], *arguments: str) -> Result:
    """Run the command as a user does."""
    result = subprocess.run(
        [sys.executable, "-m", "assistant", *arguments],
        capture_output=True,
        text=True,
        env=os.environ | environment,
        cwd=ROOT,
        check=False,
    )
    return Result(result.returncode, result.stdout, result.stderr)


@pytest.fixture
def run(cache: Path, starter_home: Path) -> Any:
    def command(
        *arguments: str,
        home: Path = starter_home,
        how: Callable[..., Result] = in_process,
        **more: str,
    ) -> Result:
        places = {"PASSERELLE_HOME": str(home), "PASSERELLE_CACHE": str(cache)}
        return how(places | more, *arguments)

    return command


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "fr",
            "3 fichiers laissés de côté, dont le format n'est pas lu\u00a0: .doc (2), .pptx (1)",
        ),
        ("en", "3 files left aside, in no format that is read: .doc (2), .pptx (1)"),
    ],
)
def test_what_a_folder_has_in_other_formats_is_told(
    run: Any, tmp_path: Path, language: str, told: str
) -> None:
    folder = tmp_path / "depot"
    folder.mkdir()
    (folder / "note.txt").write_text("Le bail du local court jusqu'en 2030.", encoding="utf-8")
    for name in ("a.doc", "b.DOC", "c.pptx"):
        (folder / name).write_bytes(b"x")
    said = run("add", str(folder), home=tmp_path / "h", PASSERELLE_LANG=language)
    assert said.returncode == 0
    assert said.stdout.splitlines()[-1] == told


def test_add_prints_one_object_fails_when_one_is_refused_and_logs(run: Any, tmp_path: Path) -> None:
    (tmp_path / "vide.pdf").write_bytes(b"")
    # As a Mac names it, with the accent apart; a bar parts French from English in messages.
    name = "FASEP | étude.pdf"
    fasep = tmp_path / unicodedata.normalize("NFD", name)
    shutil.copy(CORPUS / "fasep-mode-d-emploi.pdf", fasep)
    result = run("add", str(tmp_path / "vide.pdf"), str(fasep), "--json", home=tmp_path / "h")
    assert result.returncode == 1
    refused, added = json.loads(result.stdout)["results"]
    assert refused["status"] == "refused"
    assert "vide.pdf" in refused["reason"]
    assert added["status"] == "added"
    keys = "file status reason document pages chunks unreadable_pages seconds".split()
    assert set(keys) <= set(added)
    assert added["pages"] == 3
    assert result.stdout.count("\n") == 1

    home = tmp_path / "h"
    assert run("remove", fasep.name, home=home).returncode == 0
    assert json.loads(run("list", "--json", home=home).stdout) == {"documents": []}
    restored = run("restore", fasep.name, home=home).stdout
    assert restored.startswith(f"Rétabli\u00a0: {name}, la version mise de côté le ")
    assert "place" not in restored
    again_restored = run("restore", fasep.name, "--json", home=home)
    assert again_restored.returncode == 1
    assert "rien ne peut revenir" in again_restored.stderr
    assert json.loads(again_restored.stdout)["error"]["code"] == "unknown_document"
    deeds = json.loads(run("audit", "--json", home=home).stdout)["entries"]
    told = [(each["action"], each["file"]) for each in deeds]
    again = [(each, name) for each in ("added", "removed", "restored", "added")]
    # What is put back is noted once it is on its way, perhaps after it is in.
    assert sorted(told) == sorted([("refused", "vide.pdf"), *again])
    assert {each["who"] for each in deeds} == {getpass.getuser()}


def test_what_entered_before_an_interruption_is_told(cache: Path, tmp_path: Path) -> None:
    home, folder, count = tmp_path / "h", tmp_path / "depot", 12
    # Long enough that a file takes longer to add than the signal to come.
    articles = "".join(f" L'article {n} dit que le loyer est payé le {n}." for n in range(200))
    folder.mkdir()
    for number in range(count):
        text = f"Bail numéro {number}.{articles}"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    places = {"PASSERELLE_HOME": str(home), "PASSERELLE_CACHE": str(cache)}
    # A shell's background jobs are deaf to it, and what they start.
    deaf = signal.signal(signal.SIGINT, signal.default_int_handler)
    adding = subprocess.Popen(
        [sys.executable, "-m", "assistant", "add", str(folder), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | places,
        cwd=ROOT,
    )
    signal.signal(signal.SIGINT, deaf)
    while adding.poll() is None and not list(audit.entries(home)):
        time.sleep(0.01)
    adding.send_signal(signal.SIGINT)
    printed, said = adding.communicate()
    assert adding.returncode == 130
    result = json.loads(printed)
    assert {each["status"] for each in result["results"]} == {"added"}
    assert 1 <= len(result["results"]) < count
    assert result["error"]["code"] == "interrupted"
    assert f"Interrompu\u00a0: {len(result['results'])} sur {count}" in said
    assert "relancez la même commande" in said
    assert "run the same command again" in Interrupted(done=1, total=count).message("en")
    again = json.loads(in_process(places, "add", str(folder), "--json").stdout)["results"]
    unchanged = [each["status"] for each in again].count("unchanged")
    assert (len(again), len(result["results"]) <= unchanged) == (count, True)


def test_a_lost_library_made_again_from_the_kept_files_has_their_names(
    run: Any, tmp_path: Path
) -> None:
    home, folder = tmp_path / "h", tmp_path / "depot"
    for year in ("2022", "2023"):
        (folder / year).mkdir(parents=True)
        (folder / year / "bail.txt").write_text(f"Le bail de {year}.", encoding="utf-8")
    shutil.copy(CORPUS / "fasep-mode-d-emploi.pdf", folder / "Été.pdf")
    assert run("add", str(folder), home=home).returncode == 0
    (folder / "2022" / "bail.txt").write_text("Le bail de 2022, signé.", encoding="utf-8")
    assert run("add", str(folder), home=home).returncode == 0

    def listed() -> list[tuple[str, str]]:
        documents = json.loads(run("list", "--json", home=home).stdout)["documents"]
        return [(each["file"], each["id"]) for each in documents]

    before = listed()
    for path in home.glob("library.sqlite*"):
        path.unlink()
    again = run("add", str(home / "originals"), "--json", home=home)
    assert {each["status"] for each in json.loads(again.stdout)["results"]} == {"added"}
    assert listed() == before
    (folder / "2022" / "bail.txt").write_text("Le bail de 2022, enregistré.", encoding="utf-8")
    edited = json.loads(run("add", str(folder), "--json", home=home).stdout)["results"]
    assert {each["file"]: each["status"] for each in edited} == {
        "2022/bail.txt": "replaced",
        "2023/bail.txt": "unchanged",
        "Été.pdf": "unchanged",
    }


def test_restore_says_which_version_came_back_and_what_it_replaced(
    run: Any, tmp_path: Path
) -> None:
    home, file = tmp_path / "h", tmp_path / "bail.txt"
    for text in ("Le bail dure trois ans.", "Le bail dure six ans."):
        file.write_text(text, encoding="utf-8")
        assert run("add", str(file), home=home).returncode == 0
    [note] = (home / "trash").glob("*.json")
    set_aside = datetime.now(UTC) - timedelta(days=9)
    told = json.loads(note.read_text(encoding="utf-8")) | {"when": set_aside.isoformat()}
    note.write_text(json.dumps(told), encoding="utf-8")
    clock = set_aside.astimezone()

    said = run("restore", "bail.txt", home=home).stdout
    assert said.startswith("Rétabli\u00a0: bail.txt, la version mise de côté le ")
    assert f"{clock:%d/%m/%Y} à {clock:%H:%M:%S}" in said
    assert "elle prend la place de celle qui était là" in said
    [replaced] = (home / "trash").glob("*.json")
    when = json.loads(replaced.read_text(encoding="utf-8"))["when"]
    back = json.loads(run("restore", "bail.txt", "--json", home=home).stdout)
    told = {"status": "replaced", "already": None}
    assert back == {"restored": "bail.txt", "version": when, **told}

    # The same bytes under another name.
    shutil.copy(file, tmp_path / "copie.txt")
    assert "✓ copie.txt\u00a0: déjà là sous le nom bail.txt" in (
        run("add", str(tmp_path / "copie.txt"), home=home).stderr
    )
    copied = run("add", str(tmp_path / "copie.txt"), str(file), "--json", home=home)
    became = {(r["file"], r["status"], r["already"]) for r in json.loads(copied.stdout)["results"]}
    assert became == {
        ("copie.txt", "unchanged", "bail.txt"),
        ("bail.txt", "unchanged", None),
    }

    for language, said in (
        ("fr", "peuvent revenir «\u00a0bail.txt\u00a0»."),
        ("en", "what can come back is “bail.txt”."),
    ):
        unknown = run("restore", "loyer.txt", home=home, PASSERELLE_LANG=language)
        assert unknown.returncode == 1
        assert said in unknown.stderr
        assert "list" not in unknown.stderr


def test_restore_is_refused_at_once_while_another_writes(cache: Path, tmp_path: Path) -> None:
    home, file = tmp_path / "h", tmp_path / "bail.txt"
    places = {"PASSERELLE_HOME": str(home), "PASSERELLE_CACHE": str(cache)}
    file.write_text("Le bail dure trois ans.", encoding="utf-8")
    for told in (("add", str(file)), ("remove", "bail.txt")):
        assert in_process(places, *told).returncode == 0
    other = Library(home)
    with other.writing("un test"):
        busy = in_process(places, "restore", "bail.txt", "--json")
    other.close()
    assert busy.returncode == 1
    assert json.loads(busy.stdout)["error"]["code"] == "library_busy"
    assert "un test" in busy.stderr
    assert {each.name for each in (home / "incoming").iterdir()} <= {".lock"}
    assert in_process(places, "restore", "bail.txt").returncode == 0


def test_python_m_ingest_is_add(
    cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PASSERELLE_HOME", str(tmp_path / "h"))
    monkeypatch.setenv("PASSERELLE_CACHE", str(cache))
    given = [str(CORPUS / "glossaire-sigles.pdf"), "--json"]
    monkeypatch.setattr(sys, "argv", ["ingest", *given])
    with pytest.raises(SystemExit) as ended:  # run here, as `python -m` does, with the model loaded
        runpy.run_module("ingest", run_name="__main__", alter_sys=True)
    assert not ended.value.code
    assert json.loads(capsys.readouterr().out)["results"][0]["status"] == "added"


def test_list(run: Any) -> None:
    documents = json.loads(run("list", "--json").stdout)["documents"]
    assert len(documents) == len(list(CORPUS.glob("*.pdf")))
    for document in documents:
        assert {"id", "title", "file", "pages", "chunks", "unreadable_pages", "added"} <= set(
            document
        )
    assert "Le FASEP" in run("list").stdout


def test_list_shows_names_whole_and_what_to_do_when_there_are_none(
    run: Any, tmp_path: Path
) -> None:
    home, name = tmp_path / "h", "x" * 70 + ".txt"
    for language, said in (("fr", "ajoutez des documents"), ("en", "add documents with")):
        listed = run("list", home=home, PASSERELLE_LANG=language)
        assert listed.returncode == 0
        assert said in listed.stdout
    (tmp_path / name).write_text("Le bail dure trois ans.", encoding="utf-8")
    run("add", str(tmp_path / name), home=home)
    listed = run("list", home=home).stdout
    assert "…" not in listed
    column = [line.split("│")[3].strip() for line in listed.splitlines() if "│" in line]
    assert "".join(column) == name


@pytest.mark.parametrize("arguments", [["list"], ["mentions", "FASEP"]])
def test_lists_and_mentions_load_no_model(
    arguments: list[str], cache: Path, starter_home: Path
) -> None:
    code = (
        "import sys\nfrom assistant.__main__ import app\n"
        f"try: app({arguments!r})\nexcept SystemExit as e: assert not e.code\n"
        "heavy = {'torch', 'sentence_transformers', 'transformers', 'chromadb', 'onnxruntime'}\n"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules)"
    )
    environment = os.environ | {
        "PASSERELLE_HOME": str(starter_home),
        "PASSERELLE_CACHE": str(cache),
    }
    subprocess.run([sys.executable, "-c", code], check=True, env=environment, cwd=ROOT)


def test_ask_holds_the_contract(run: Any) -> None:
    given = json.loads(run("ask", "Qui gère le FASEP ?", "--json", how=as_a_process).stdout)
    assert set(given) >= {
        "question",
        "kind",
        "language",
        "answer",
        "abstained",
        "sentences",
        "citations",
        "mentions",
    }
    assert given["kind"] == "answer"
    assert given["abstained"] is None
    assert given["sentences"][0]["citations"] == [1]
    keys = {"number", "file", "document", "title", "page", "label", "quote", "start", "end"}
    assert keys <= set(given["citations"][0])


def test_batch_answers_each_line_in_order(run: Any, tmp_path: Path) -> None:
    lines = ["Qui gère\fle FASEP ?", "", "où le FASEP est-il mentionné ?", "recette des crêpes ?"]
    batch = tmp_path / "questions.txt"
    batch.write_text("\n".join(lines), encoding="utf-8")
    result = run("ask", "--batch", str(batch), "--json")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [given["question"] for given in answers] == [" ".join(each.split()) for each in lines]
    assert answers[0]["citations"]
    assert answers[1]["abstained"]["reason"] == "empty_question"
    assert answers[2]["kind"] == "mentions"
    assert answers[2]["mentions"]["total"] > 3
    assert answers[3]["abstained"]


def test_search_and_mentions(run: Any, tmp_path: Path) -> None:
    hits = json.loads(run("search", "aide aux entreprises", "--limit", "4", "--json").stdout)[
        "hits"
    ]
    assert len(hits) == 4
    assert [hit["score"] for hit in hits] == sorted((h["score"] for h in hits), reverse=True)
    keys = {"file", "document", "page", "label", "text", "similarity", "keyword", "score"}
    assert keys <= set(hits[0])
    table = tmp_path / "fasep.csv"
    found = json.loads(run("mentions", "FASEP", "--csv", str(table), "--json").stdout)
    assert found["total"] == sum(document["count"] for document in found["documents"])
    assert found["searched"] == {
        "documents": len(list(CORPUS.glob("*.pdf"))),
        "pages": found["searched"]["pages"],
        "unreadable_pages": 0,
    }
    with table.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == found["total"]
    nowhere = run("mentions", "FASEP", "--csv", str(tmp_path / "absent" / "x.csv"))
    assert nowhere.returncode == 1
    assert "n'a pas pu être écrit" in " ".join(nowhere.stderr.split())


@pytest.mark.parametrize(("lang", "message"), [("fr", "Aucun document"), ("en", "No document")])
def test_errors_are_sentences_in_the_readers_language(run: Any, lang: str, message: str) -> None:
    result = run("remove", "inconnu", "--json", how=as_a_process, PASSERELLE_LANG=lang)
    assert result.returncode == 1
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert json.loads(result.stdout)["error"]["code"] == "unknown_document"


def test_wrong_usage_is_2(run: Any) -> None:
    assert run("ask").returncode == 2
    for command, said in (("remove", "un id ou un fichier"), ("restore", "le fichier ou le titre")):
        nameless = run(command)
        assert nameless.returncode == 2
        assert said in nameless.stderr
    for term in ("", '""'):
        empty = run("mentions", term)
        assert empty.returncode == 2
        assert "un terme à chercher" in empty.stderr
    assert run("search", "x", "--limit", "0").returncode == 2
    assert run("nothing").returncode == 2


def test_a_bad_setting_is_told(run: Any) -> None:
    for command in ("list", "serve"):
        result = run(command, PASSERELLE_MAX_PAGES="beaucoup")
        assert result.returncode == 1
        assert "PASSERELLE_MAX_PAGES" in result.stderr


def test_words_that_are_not_utf8_are_read_as_names_are(run: Any, tmp_path: Path) -> None:
    home, name = tmp_path / "h", os.fsdecode(b"\xe9t\xe9 2.txt")
    (tmp_path / name).write_text("Le bail du local court jusqu'en 2030.", encoding="utf-8")
    assert run("add", str(tmp_path / name), home=home).returncode == 0
    asked = run("ask", os.fsdecode(b"O\xf9 est le bail ?"), "--json", "--document", name, home=home)
    assert json.loads(asked.stdout)["question"] == "Où est le bail ?"
    nearest = json.loads(run("search", name, "--json", home=home).stdout)
    assert [hit["file"] for hit in nearest["hits"]] == ["été 2.txt"]
    listed = run("mentions", os.fsdecode(b"\xe9t\xe9"), "--document", name, "--json", home=home)
    assert json.loads(listed.stdout)["term"] == "été"
    assert "retiré" in run("remove", name, home=home).stdout.lower()
    assert "rétabli" in run("restore", name, home=home).stdout.lower()


@pytest.mark.parametrize("below", ["", "bibliotheque"])
@pytest.mark.parametrize(
    "command",
    [("list", "--json"), ("feedback", "--json"), ("reindex", "--json"), ("add", str(CORPUS))],
    ids=lambda each: each[0],
)
def test_a_home_that_cannot_be_made_is_told(
    run: Any, tmp_path: Path, below: str, command: tuple[str, ...]
) -> None:
    taken = tmp_path / "rapport.txt"
    taken.write_text("Une note.", encoding="utf-8")
    result = run(*command, home=taken / below)
    assert result.returncode == 1
    assert str(taken / below) in result.stderr
    assert "donnez-en un autre à PASSERELLE_HOME" in result.stderr
    if "--json" in command:
        assert json.loads(result.stdout)["error"]["code"] == "home_unusable"


@pytest.mark.parametrize(
    ("language", "address", "told"),
    [
        ("fr", "127.0.0.1", "est déjà pris"),
        ("en", "127.0.0.1", "is already taken"),
        ("fr", "nowhere.invalid", "ne peut pas s'ouvrir"),
        ("en", "192.0.2.1", "cannot be opened"),  # another's: kept for documentation
        ("fr", "a" * 70, "ne peut pas s'ouvrir"),  # no machine's name is so long
    ],
)
def test_serve_announces_no_address_where_it_cannot_listen(
    tmp_path: Path, language: str, address: str, told: str
) -> None:
    settings = {"PASSERELLE_LANG": language, "PASSERELLE_ADDRESS": address}
    settings |= {"PASSERELLE_SIGN_IN": "none", "PASSERELLE_HOME": str(tmp_path)}
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        # The server would take this process's place.
        refused = as_a_process(settings, "serve", "--no-browser", "--port", port)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert told in refused.stderr
    for named in (address, port, "--port"):
        assert named in refused.stderr


def test_reindex_shows_how_far_it_is(run: Any, tmp_path: Path) -> None:
    home, file = tmp_path / "h", tmp_path / "bail.txt"
    file.write_text("Le bail dure trois ans.", encoding="utf-8")
    assert run("add", str(file), home=home).returncode == 0
    library = Library(home)
    in_it = library.database.connection()
    for table, column in (("documents", "fingerprint"), ("facts", "value")):
        in_it.execute(f"UPDATE {table} SET {column} = replace({column}, '; text v', '; text v0.')")
    in_it.execute("UPDATE chunks SET id = 'v0-' || id")
    library.close()
    for _ in ("of an earlier version", "of today's"):
        done = run("reindex", home=home)
        assert done.stdout == "1 document\n"
        assert re.search(r"^Documents .* 100%", done.stderr)
    assert run("check", home=home).returncode == 0


def test_check(run: Any) -> None:
    assert json.loads(run("check", "--json").stdout) == {"ok": True, "problems": []}


@pytest.mark.parametrize(
    ("language", "absent", "ownerless"),
    [
        (
            "fr",
            "ajoutez ce fichier de nouveau",
            "fichier sans document\u00a0: «\u00a0loyer.txt\u00a0»",
        ),
        ("en", "add that file again", "of no document: “loyer.txt”"),
    ],
)
def test_check_tells_of_files_without_document_and_documents_without_file(
    run: Any, tmp_path: Path, language: str, absent: str, ownerless: str
) -> None:
    home = tmp_path / "h"
    for name in ("bail", "loyer"):
        file = tmp_path / f"{name}.txt"
        file.write_text(f"Le {name} dure trois ans.", encoding="utf-8")
        assert run("add", str(file), home=home).returncode == 0
    library = Library(home)
    bail, loyer = (library.document(f"{name}.txt") for name in ("bail", "loyer"))
    orphan = library.original(loyer.id)
    kept = orphan.read_bytes()
    library.remove(loyer.id)
    library.forget(orphan.name)  # as in a library restored from an older copy
    library.original(bail.id).unlink()
    library.close()

    for _ in range(2):  # repairing deletes no file
        said = run("check", "--repair", home=home, PASSERELLE_LANG=language)
        assert said.returncode == 1
        assert absent in said.stdout.splitlines()[-1]
        assert ownerless in said.stdout
        assert f'`passerelle add "{orphan}"`' in said.stdout
    (tmp_path / "copie").mkdir()
    copy = shutil.copy(tmp_path / "bail.txt", tmp_path / "copie")
    assert run("add", str(orphan), str(copy), home=home).returncode == 0
    assert orphan.read_bytes() == kept
    documents = json.loads(run("list", "--json", home=home).stdout)["documents"]
    assert [each["file"] for each in documents] == ["bail.txt", "loyer.txt"]
    assert run("check", home=home).stdout == "Tout va bien.\n"
