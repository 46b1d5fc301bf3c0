"""Files that hang, blow up or crash refuse alone; what is merely odd is read."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.admission import upload
from ingest.reader import Drawing, Reader, Request, Sight
from ingest.refusals import FileRefused, ReadingTimedOut, ReadingTookTooMuchMemory
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop
from tests.conftest import CORPUS
from tests.ingest.doubles import quick_workshop

FASEP = (CORPUS / "fasep-mode-d-emploi.pdf").read_bytes()


def pdf(content: bytes, *, kids: str = "[3 0 R]", count: int = 1, packed: bool = True) -> bytes:
    """Write a PDF of one page with that content stream."""
    body = zlib.compress(content, 9) if packed else content
    filters = "/Filter /FlateDecode" if packed else ""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids {kids} /Count {count} >>".encode(),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
        b" /Resources << /Font << /F 5 0 R >> >> >>",
        f"<< /Length {len(body)} {filters} >>\nstream\n".encode() + body + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + each + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + table
    return out + b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


SAID = b"BT /F 12 Tf 50 700 Td (Une phrase que la page porte bel et bien.) Tj ET "
# A million words one over the other: pdfium compares each with those before it.
SLOW = b"BT /F 1 Tf " + b"1 0 0 1 5 5 Tm (abcdefgh) Tj " * 1_500_000 + b"ET"
BOMB = pdf(SAID + b" " * 300_000_000)


@pytest.fixture
def reader() -> Iterator[Reader]:
    made = Reader()
    yield made
    made.close()


def request(data: bytes, home: Path, seconds: int = 60, megabytes: int = 1500) -> Request:
    settings = LibrarySettings(home, seconds_per_page=seconds, memory_megabytes=megabytes)
    return Request(data, "rapport.pdf", "id", "model", "", settings)


def test_a_page_that_takes_too_long_is_ended_and_the_next_file_read(
    reader: Reader, tmp_path: Path
) -> None:
    started = time.monotonic()
    with pytest.raises(ReadingTimedOut, match="PASSERELLE_SECONDS_PER_PAGE"):
        reader.draft(request(pdf(SLOW), tmp_path, seconds=1))
    assert time.monotonic() - started < 60
    assert len(reader.draft(request(FASEP, tmp_path)).pages) > 1


def test_a_page_that_takes_too_much_memory_is_ended_and_the_next_file_read(
    reader: Reader, tmp_path: Path
) -> None:
    assert len(BOMB) < 1_000_000
    with pytest.raises(ReadingTookTooMuchMemory, match="PASSERELLE_MEMORY_MEGABYTES"):
        reader.draft(request(BOMB, tmp_path, megabytes=200))
    assert len(reader.draft(request(FASEP, tmp_path)).pages) > 1


def test_a_page_that_cannot_be_drawn_in_time_or_memory_stops_no_other(
    reader: Reader, tmp_path: Path
) -> None:
    for data, limits in ((pdf(SLOW), {"seconds": 1}), (BOMB, {"megabytes": 200})):
        drawing = Drawing(request(data, tmp_path, **limits), [1])
        assert list(reader.pictures(drawing)) == [(1, None)]
    drawn = dict(reader.pictures(Drawing(request(FASEP, tmp_path), [9999, 2, 1])))
    assert drawn.pop(9999) is None
    for picture in drawn.values():
        assert picture
        assert picture.file.startswith(b"P5")
        assert picture.height > picture.width > 2000


@pytest.mark.parametrize(
    "data",
    [
        pdf(SAID, kids="[3 0 R 2 0 R 3 0 R]", count=3),
        pdf(SAID + b"0 0 m 9 9 l S " * 300_000),
        pdf(SAID + b"q " * 200_000),
        pdf(SAID, kids="[" * 5_000 + "3 0 R" + "]" * 5_000),
        pdf(SAID + b"[" * 100_000, packed=False),
    ],
    ids=["a tree that bites its tail", "many paths", "deep states", "deep kids", "deep arrays"],
)
def test_nasty_files_are_read_or_refused_in_time(
    data: bytes, reader: Reader, tmp_path: Path
) -> None:
    try:
        draft = reader.draft(request(data, tmp_path, seconds=20))
    except FileRefused as refusal:
        assert "rapport.pdf" in refusal.message("fr")
        assert refusal.message("fr") != refusal.message("en")
    else:
        assert any("bel et bien" in page.text for page in draft.pages) or not draft.chunks
    assert reader.draft(request(FASEP, tmp_path)).chunks


def test_the_others_of_the_run_enter(tmp_path: Path) -> None:
    workshop = quick_workshop(tmp_path, seconds_per_page=1)
    offered = [
        upload("avant.pdf", FASEP),
        upload("lent.pdf", pdf(SLOW)),
        upload("b.pdf", pdf(SAID)),
    ]
    outcomes = list(pipeline.add(workshop, offered))
    assert [outcome.status for outcome in outcomes] == ["added", "refused", "added"]
    assert isinstance(outcomes[1].refusal, ReadingTimedOut)
    assert pipeline.check(workshop) == []
    closed(workshop)


def test_a_killed_parent_leaves_no_reader_behind(tmp_path: Path) -> None:
    (tmp_path / "lent.pdf").write_bytes(pdf(SLOW))
    code = (
        "from pathlib import Path; import threading; from ingest.reader import *;"
        f"request = Request(Path({str(tmp_path / 'lent.pdf')!r}).read_bytes(), 'f', 'i', 'm', '',"
        f" LibrarySettings(home=Path({str(tmp_path)!r})));"
        "reader = Reader(); threading.Thread(target=reader.draft, args=[request]).start();\n"
        "while reader._child is None: pass\n"
        "print(reader._child.pid, flush=True)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    limit = time.monotonic() + 30
    while _alive(child) and time.monotonic() < limit:
        time.sleep(0.1)
    assert not _alive(child)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def closed(workshop: Workshop) -> None:
    workshop.index.close()
    workshop.library.close()


def _sight(path: Path, page: int = 1, marks: list[list[int]] | None = None) -> Sight:
    settings = LibrarySettings(seconds_per_page=2, memory_megabytes=700)
    return Sight(path, "vu.pdf", page, 2.0, marks or [], settings)


def test_a_page_is_drawn_in_the_child_with_its_marks(reader: Reader) -> None:
    picture, boxes = reader.show(_sight(CORPUS / "fasep-mode-d-emploi.pdf", 1, [[0, 1, 2], []]))
    assert picture.width > 1_000
    assert len(picture.file) > picture.width * picture.height * 3
    [[box], none] = boxes
    assert 0 < box.left < box.right < 1
    assert none == []


def test_a_page_as_large_as_a_page_can_be_is_drawn_coarser(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "affiche.pdf"
    path.write_bytes(pdf(SAID).replace(b"[0 0 600 800]", b"[0 0 14400 14400]"))
    picture, _ = reader.show(_sight(path))
    assert picture.width == picture.height == 5_000


@pytest.mark.parametrize("content", [SLOW, SAID + b" " * 300_000_000], ids=["slow", "bomb"])
def test_a_page_that_cannot_be_drawn_leaves_the_next_one(
    reader: Reader, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "piege.pdf"
    path.write_bytes(pdf(content))
    started = time.monotonic()
    try:
        reader.show(_sight(path))
    except FileRefused as refusal:
        assert refusal.facts["file"] == "vu.pdf"
    assert time.monotonic() - started < 20
    assert reader.show(_sight(CORPUS / "fasep-mode-d-emploi.pdf"))[0].width > 1_000


def test_a_child_that_was_killed_is_started_again_to_draw(reader: Reader, tmp_path: Path) -> None:
    good = _sight(CORPUS / "fasep-mode-d-emploi.pdf")
    first, _ = reader.show(good)
    assert reader._child is not None
    reader._child.kill()
    reader._child.wait()
    assert reader.show(good)[0] == first
    gone = tmp_path / "parti.pdf"
    with pytest.raises(FileRefused):
        reader.show(_sight(gone))
