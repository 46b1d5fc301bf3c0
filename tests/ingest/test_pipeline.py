"""In, again, replaced, out, busy, killed, mended: the life of a document."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import get_args

import pytest

from assistant.assistant import Assistant
from assistant.settings import AssistantSettings
from ingest import pipeline, trash
from ingest.admission import Source, sources, upload
from ingest.errors import LibraryBusy, ModelMismatch, UnknownDocument
from ingest.library import Library
from ingest.schema import Language
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop, open_workshop
from tests.conftest import CORPUS, add_all, back_to_version_one, opened, typeset
from tests.ingest.doubles import quick_workshop

FASEP = CORPUS / "fasep-mode-d-emploi.pdf"
CORAIL = CORPUS / "corail-paratronic-maroc.pdf"


def statuses(workshop: Workshop, *paths: Path, password: str = "") -> list[str]:
    return [o.status for o in pipeline.add(workshop, sources(paths), password=password)]


def test_added_then_unchanged_whatever_the_name(workshop: Workshop, tmp_path: Path) -> None:
    assert statuses(workshop, FASEP) == ["added"]
    before = workshop.library.generation
    assert statuses(workshop, FASEP) == ["unchanged"]
    other_name = shutil.copy(FASEP, tmp_path / "autre.pdf")
    assert statuses(workshop, Path(other_name)) == ["unchanged"]
    assert workshop.library.generation == before
    assert pipeline.check(workshop) == []


def test_adding_again_embeds_nothing(copy_of_starter: Path, cache: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.conftest import add_all;"
        f"o = add_all(Path({str(copy_of_starter)!r}), Path({str(cache)!r}), Path({str(CORPUS)!r}));"
        "assert {x.status for x in o} == {'unchanged'}; assert 'torch' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=CORPUS.parent)


def test_a_new_version_replaces_and_leaves_nothing_of_the_old(
    workshop: Workshop, tmp_path: Path
) -> None:
    path = typeset(tmp_path / "rapport.pdf", "= Titre\nLe zèbre vit en Afrique.")
    assert statuses(workshop, path) == ["added"]
    old = workshop.library.documents()[0]
    typeset(path, "= Titre\nLa girafe vit en Afrique.")
    assert statuses(workshop, path) == ["replaced"]
    (new,) = workshop.library.documents()
    assert new.id != old.id
    whole = " ".join(page.text for page in workshop.library.pages())
    assert "girafe" in whole
    assert "zèbre" not in whole
    assert set(workshop.index.ids()) == set(workshop.library.chunks.ids())
    assert not workshop.library.original(old.id).exists()
    assert pipeline.check(workshop) == []


def test_a_version_that_was_replaced_stays_in_the_trash(workshop: Workshop, tmp_path: Path) -> None:
    home, path = workshop.settings.home, typeset(tmp_path / "rapport.pdf", "Le zèbre.")
    first = path.read_bytes()
    assert statuses(workshop, path) == ["added"]
    typeset(path, "La girafe.")
    with pytest.raises(RuntimeError), trash.version_kept(workshop.library, path.name, "Awa"):
        raise RuntimeError
    assert trash.removed(home) == []
    [outcome] = pipeline.add(workshop, sources([path]), who="Awa")
    [kept] = trash.removed(home)
    assert (outcome.status, kept.file, kept.who) == ("replaced", path.name, "Awa")
    assert kept.original(home).read_bytes() == first
    assert statuses(workshop, path) == ["unchanged"]
    assert trash.removed(home) == [kept]


def test_files_of_one_name_in_two_folders_are_two_documents(
    workshop: Workshop, tmp_path: Path
) -> None:
    for year in ("2017", "2018"):
        typeset(tmp_path / "depot" / year / "rapport.pdf", f"= Rapport\nL’année {year}.")
    assert statuses(workshop, tmp_path / "depot") == ["added", "added"]
    files = [document.file for document in workshop.library.documents()]
    assert files == ["2017/rapport.pdf", "2018/rapport.pdf"]


def test_a_removed_document_never_answers_again(copy_of_starter: Path, cache: Path) -> None:
    assistant = opened(copy_of_starter, cache)
    gone = assistant.remove("fasep-mode-d-emploi.pdf")
    assert all(hit.chunk.document != gone.id for hit in assistant.search("FASEP", 100))
    assert all(each.document != gone.id for each in assistant.mentions("FASEP").documents)
    answer = assistant.ask("Que signifie FASEP ?")
    assert all(citation.document != gone.id for citation in answer.citations)
    with pytest.raises(UnknownDocument):
        assistant.remove(gone.id)
    assert assistant.check() == []
    assistant.close()


def test_uploads_take_the_same_path_and_their_names_no_folder(workshop: Workshop) -> None:
    source = upload("../../etc/fa\u0301sep.pdf", FASEP.read_bytes())
    assert source.file == "fásep.pdf"
    (outcome,) = pipeline.add(workshop, [source])
    assert outcome.status == "added"
    assert outcome.document
    kept = workshop.library.original(outcome.document.id).read_bytes()
    assert hashlib.sha256(kept).digest() == hashlib.sha256(FASEP.read_bytes()).digest()


def test_refusals_stop_no_other_and_leave_nothing(workshop: Workshop, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    folder.mkdir()
    (folder / "vide.pdf").write_bytes(b"")
    (folder / "texte.pdf").write_text("Ceci n'est pas un PDF.")
    (folder / "coupe.pdf").write_bytes(FASEP.read_bytes()[:20_000])
    shutil.copy(FASEP, folder)
    found = [*sources([folder]), Source("absent.pdf", path=tmp_path / "absent.pdf")]
    outcomes = {outcome.file: outcome for outcome in pipeline.add(workshop, found)}
    codes = {name: o.refusal.code if o.refusal else o.status for name, o in outcomes.items()}
    assert codes == {
        "vide.pdf": "empty_file",
        "texte.pdf": "not_a_pdf",
        "coupe.pdf": "damaged_pdf",
        "absent.pdf": "file_missing",
        FASEP.name: "added",
    }
    for name, outcome in outcomes.items():
        if outcome.refusal:
            assert name in outcome.reason("fr")
            assert name in outcome.reason("en")
            assert outcome.reason("fr") != outcome.reason("en")
    assert [document.file for document in workshop.library.documents()] == [FASEP.name]
    assert pipeline.check(workshop) == []


def test_limits(tmp_path: Path, cache: Path) -> None:
    settings = LibrarySettings(home=tmp_path / "h", cache=cache, max_pages=2)
    few = open_workshop(settings)
    (outcome,) = pipeline.add(few, sources([FASEP]))
    assert outcome.refusal
    assert outcome.refusal.code == "too_many_pages"
    large = Source("gros.pdf", data=b"%PDF-" + b"0" * 1_000_001)
    small = open_workshop(LibrarySettings(home=tmp_path / "h", cache=cache, max_megabytes=1))
    (outcome,) = pipeline.add(small, [large])
    assert outcome.refusal
    assert outcome.refusal.code == "file_too_large"


def test_passwords(tmp_path: Path, reports: Path) -> None:
    workshop = quick_workshop(tmp_path)
    protected = reports / "awkward" / "dv-pocos-aes256.pdf"
    owner_only = reports / "awkward" / "dv-pocos-owner-only.pdf"
    assert statuses(workshop, protected) == ["refused"]
    assert statuses(workshop, protected, password="non") == ["refused"]
    assert statuses(workshop, protected, password="motdepasse") == ["added"]
    assert statuses(workshop, owner_only) == ["added"]
    workshop.index.close()
    workshop.library.close()


def _hold(home: Path, started: object, over: object) -> None:
    library = Library(home)
    with library.writing("un test"):
        started.set()  # type: ignore[attr-defined]  # a multiprocessing Event
        over.wait(60)  # type: ignore[attr-defined]


def test_a_second_writer_is_told_so(workshop: Workshop) -> None:
    context = multiprocessing.get_context("spawn")
    started, over = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(workshop.library.home, started, over))
    other.start()
    try:
        assert started.wait(60)
        with pytest.raises(LibraryBusy, match="un test"):
            statuses(workshop, FASEP)
        assert workshop.library.documents() == []
    finally:
        over.set()
        other.join()
    assert statuses(workshop, FASEP) == ["added"]


def test_threads_that_end_leave_no_file_open(starter_home: Path) -> None:
    library = Library(starter_home)
    for _ in range(20):
        thread = threading.Thread(target=library.documents)
        thread.start()
        thread.join()
    assert len(library._database._connections) <= 2
    library.close()


def test_a_reader_sees_what_another_process_adds(copy_of_starter: Path, cache: Path) -> None:
    reader = opened(copy_of_starter, cache)
    assert reader.search("girafe du Niger", 3)
    path = typeset(
        copy_of_starter.parent / "girafe.pdf",
        "= Girafes\nLa dernière girafe du Niger vit près de Kouré, à l’est de Niamey.",
    )
    code = (
        "from pathlib import Path; from tests.conftest import add_all;"
        f"add_all(Path({str(copy_of_starter)!r}), Path({str(cache)!r}), Path({str(path)!r}))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=CORPUS.parent)
    hit = reader.search("girafe du Niger", 3)[0]
    assert hit.chunk.file == "girafe.pdf"
    assert hit.similarity > 0.7
    assert hit.chunk.id in dict(
        reader._workshop.index.search(reader._workshop.embeddings.encode_query("girafe"), 5)
    )
    reader.close()


def test_another_model_is_refused_until_reindexed(copy_of_starter: Path, cache: Path) -> None:
    from ingest import built_in_model

    settings = LibrarySettings(
        home=copy_of_starter,
        cache=cache,
        embedding_model=str(built_in_model.ensure_model(cache)),
    )
    with pytest.raises(ModelMismatch, match="passerelle reindex"):
        open_workshop(settings)
    assistant = Assistant.open(AssistantSettings(settings), any_model=True)
    count = len(assistant.documents())
    assert assistant.reindex() == count
    assert len(assistant.documents()) == count
    assert assistant.check() == []
    assert assistant.ask("Que signifie FASEP ?").citations
    assistant.close()
    with pytest.raises(ModelMismatch):
        opened(copy_of_starter, cache)


def test_texts_read_by_an_earlier_version_are_no_matter_of_the_model(
    workshop: Workshop, tmp_path: Path
) -> None:
    library = workshop.library
    (tmp_path / "bail.txt").write_text("Le bail dure trois ans.", encoding="utf-8")
    assert statuses(workshop, tmp_path / "bail.txt") == ["added"]
    run = library.database.connection()
    for table, column in (("documents", "fingerprint"), ("facts", "value")):
        run.execute(f"UPDATE {table} SET {column} = replace({column}, '; text v', '; text v0.')")
    with pytest.raises(ModelMismatch) as refused:
        open_workshop(workshop.settings)
    for language in get_args(Language):
        said = refused.value.message(language)
        assert "passerelle reindex" in said
        assert {"fr": "depuis sa mise à jour", "en": "since its update"}[language] in said
        assert "PASSERELLE_EMBEDDING_MODEL" not in said
        assert "v0" not in said


def test_the_index_is_rebuilt_from_the_record(copy_of_starter: Path, cache: Path) -> None:
    assistant = opened(copy_of_starter, cache)
    for file in (copy_of_starter / "chroma").rglob("*.bin"):
        file.write_bytes(file.read_bytes()[:50])
    shutil.rmtree(copy_of_starter / "chroma")
    assert assistant.check()
    assert assistant.check(repair=True) == []
    assert assistant.search("FASEP", 3)
    assistant.close()


def test_killed_at_any_moment(tmp_path: Path, cache: Path) -> None:
    home = tmp_path / "home"
    code = (
        "from pathlib import Path; from tests.conftest import add_all; print('on', flush=True);"
        f"add_all(Path({str(home)!r}), Path({str(cache)!r}), Path({str(CORPUS)!r}))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code], cwd=CORPUS.parent, stdout=subprocess.PIPE
    )
    assert process.stdout
    process.stdout.readline()
    library_file = home / "library.sqlite"
    while not library_file.exists() and process.poll() is None:
        time.sleep(0.05)
    time.sleep(random.Random().uniform(5, 13))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assistant = opened(home, cache)
    for document in assistant.documents():
        assert assistant.page(document.id, document.pages).number == document.pages
        assert assistant.original(document.id).is_file()
    assert assistant.check(repair=True) == []
    assistant.close()
    add_all(home, cache, CORPUS)
    assistant = opened(home, cache)
    assert len(assistant.documents()) == len(list(CORPUS.glob("*.pdf")))
    assert assistant.check() == []
    assistant.close()


def test_a_library_of_the_version_before_opens_with_all_it_held(
    copy_of_starter: Path, cache: Path
) -> None:
    back_to_version_one(copy_of_starter / "library.sqlite")
    assistant = opened(copy_of_starter, cache)
    assert len(assistant.documents()) == len(list(CORPUS.glob("*.pdf")))
    assert assistant.mentions("FASEP").total
    assert assistant.check() == []
    assistant.close()


def test_an_empty_folder_adds_nothing(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "vide").mkdir()
    assert statuses(workshop, tmp_path / "vide") == []


@pytest.mark.parametrize("other", ["A-2023.pdf", "A_old.pdf"])
def test_a_content_that_moves_to_another_name_stays(
    workshop: Workshop, tmp_path: Path, other: str
) -> None:
    path = typeset(tmp_path / "d" / "A.pdf", "Le zèbre vit en Afrique.")
    assert statuses(workshop, path) == ["added"]
    shutil.copy(path, path.with_name(other))
    typeset(path, "La girafe vit en Afrique.")
    assert sorted(statuses(workshop, tmp_path / "d")) == ["added", "replaced"]
    assert {each.file for each in workshop.library.documents()} == {"A.pdf", other}
    assert pipeline.check(workshop) == []


def test_files_of_one_name_do_not_take_each_others_place(
    workshop: Workshop, tmp_path: Path
) -> None:
    for year in ("2023", "2024"):
        typeset(tmp_path / year / "rapport.pdf", f"Le rapport de {year}.")
    given = [tmp_path / "2023", tmp_path / "2024" / "rapport.pdf", tmp_path / "2023"]
    assert statuses(workshop, *given) == ["added", "added"]
    files = {each.file for each in workshop.library.documents()}
    assert files == {"2023/rapport.pdf", "2024/rapport.pdf"}


def test_a_name_that_is_no_utf8_is_read_as_windows_wrote_it(tmp_path: Path) -> None:
    raw = os.fsencode(typeset(tmp_path / "x.pdf", "Un.").rename(tmp_path / "y.pdf"))
    latin = Path(os.fsdecode(raw.replace(b"y.pdf", b"r\xe9sum\xe9.pdf")))
    assert [each.file for each in sources([latin])] == ["résumé.pdf"]


def test_a_missing_original_comes_back_with_the_file(workshop: Workshop) -> None:
    statuses(workshop, FASEP)
    [document] = workshop.library.documents()
    workshop.library.original(document.id).unlink()
    assert pipeline.check(workshop, "en") == [f"missing: “{FASEP.name}” ({document.id})"]
    assert statuses(workshop, FASEP) == ["replaced"]
    assert pipeline.check(workshop) == []


def test_what_an_interrupted_reindexing_made_anew_goes_with_its_document(
    workshop: Workshop, tmp_path: Path
) -> None:
    zebra, giraffe = (
        typeset(tmp_path / f"{name}.pdf", f"Le {name} vit en Afrique.")
        for name in ("zebre", "girafon")
    )
    statuses(workshop, zebra, giraffe)
    library = workshop.library
    run = library.database.connection()
    columns = ",".join(
        row[1] for row in run.execute("PRAGMA table_info(documents)") if row[1] != "key"
    )
    made = columns.replace("fingerprint", "'new'")
    run.execute(f"INSERT INTO documents ({columns}) SELECT {made} FROM documents")
    pipeline.remove(workshop, "zebre.pdf")
    renamed = shutil.copy(giraffe, tmp_path / "autre.pdf")
    pipeline.remove(workshop, "girafon.pdf")
    assert statuses(workshop, Path(renamed)) == ["added"]
    library.switch("new")
    assert library.documents() == []


def test_a_library_reindexed_by_another_process_takes_nothing_under_the_old_model(
    workshop: Workshop,
) -> None:
    other = Library(workshop.settings.home)
    other.switch("another model")
    other.close()
    with pytest.raises(ModelMismatch):
        statuses(workshop, FASEP)
    assert not list(workshop.settings.home.glob("originals/*"))
