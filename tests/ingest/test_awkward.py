"""Every awkward report: added, or refused with which reason; what of it is read and what is not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest import pipeline
from ingest.admission import sources
from ingest.pipeline import Outcome
from ingest.workshop import Workshop
from tests.ingest.doubles import quick_workshop


@dataclass(frozen=True, slots=True)
class Fate:
    """How a file ends: refused under `code`, or in, with what `page` must and must not say."""

    code: str = ""
    pages: int = 0
    unreadable: tuple[int, ...] = ()
    page: int = 1
    says: str = ""
    lacks: str = ""


FATES = {
    # no text at all: three scans, and a document whose letters are drawings
    "beta-mooc10.pdf": Fate(pages=2, unreadable=(1, 2), lacks="conseils"),
    "sn-arrete-7934.pdf": Fate(pages=3, unreadable=(1, 2, 3), lacks="Sénégal"),
    "sn-arrete-presse.pdf": Fate(pages=4, unreadable=(1, 2, 3, 4), lacks="presse"),
    "sn-decret-2020-613.pdf": Fate(pages=6, unreadable=(1, 2, 3, 4, 5, 6), lacks="magistrats"),
    # slides, the last but one a picture; figures stand in a row, each over its legend
    "sn-comm-medias.pdf": Fate(
        pages=20, unreadable=(19,), page=4, says="50 | 150 | 300 | 35", lacks="300 35"
    ),
    # accents drawn apart, line-end hyphens, a running header
    "tl-impatient-fr.pdf": Fate(
        pages=407,
        page=30,
        says="Quand TEX exécute votre document, il produit un fichier appelé fichier .dvi.",
        lacks="TEX pour l’Impatient No",
    ),
    "aw-latex-multicolumn.pdf": Fate(
        pages=3, page=2, says="Curabitur consectetuer.\nSuspendisse vel felis.", lacks="\ufffe"
    ),
    "lh-bericht-2018-de.pdf": Fate(
        pages=1, says="jungen Nomaden vom Stamm der Peulh-Wodaabe", lacks="Vielen Dank an alle\n"
    ),
    "aw-ligatures.pdf": Fate(pages=1, says="ffiflffiffl", lacks="ﬄ"),
    "aw-arabic-cid.pdf": Fate(pages=1, says="انواع الخطوط العربية", lacks="ﺔﻴﺑﺮﻌﻟا"),
    "aw-arabic-habibi.pdf": Fate(pages=1, says="habibi", lacks="\u202e"),
    "aw-pdfjsbad1586.pdf": Fate(pages=1, says="pdf.js test", lacks="\x00"),
    # encrypted: what opens without a password does, what needs one says so
    "aw-encrypted-r3-empty.pdf": Fate(pages=1, says="pdf encryption test", lacks="\x00"),
    "aw-encrypted-r6-user.pdf": Fate(pages=1, says="pdf encryption test", lacks="\x00"),
    "dv-pocos-owner-only.pdf": Fate(
        pages=15,
        page=5,
        says="sur un même projet dans le cadre du milieu professionnel et à titre personnel",
        lacks="licence.\n5",
    ),
    "dv-pocos-aes256.pdf": Fate("password_needed"),
    # no PDF, or not a whole one
    "aw-issue9105.pdf": Fate("damaged_pdf"),
    "dv-pocos-tronque.pdf": Fate("damaged_pdf"),
    "dv-vide.pdf": Fate("empty_file"),
    "dv-texte-nomme-pdf.pdf": Fate("not_a_pdf"),
}


@pytest.fixture(scope="module")
def added(
    reports: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Workshop, dict[str, Outcome]]]:
    """One library that was offered them all, without OCR; and what became of each."""
    workshop = quick_workshop(tmp_path_factory.mktemp("awkward"), ocr="off")
    offered = sources([reports / "awkward"])
    yield workshop, {outcome.file: outcome for outcome in pipeline.add(workshop, offered)}
    workshop.index.close()
    workshop.library.close()


def test_none_is_forgotten(added: tuple[Workshop, dict[str, Outcome]]) -> None:
    workshop, outcomes = added
    assert outcomes.keys() == FATES.keys()
    entered = {document.file for document in workshop.library.documents()}
    assert entered == {file for file, fate in FATES.items() if not fate.code}
    assert pipeline.check(workshop) == []


@pytest.mark.parametrize("file", FATES)
def test_ends_as_promised(file: str, added: tuple[Workshop, dict[str, Outcome]]) -> None:
    workshop, outcomes = added
    outcome, fate = outcomes[file], FATES[file]
    if fate.code:
        assert outcome.status == "refused"
        assert outcome.refusal
        assert outcome.refusal.code == fate.code
        assert file in outcome.reason("fr")
        assert file in outcome.reason("en")
        assert outcome.reason("fr") != outcome.reason("en")
        return
    assert outcome.status == "added"
    assert outcome.document
    assert (outcome.document.pages, outcome.document.unreadable_pages) == (
        fate.pages,
        fate.unreadable,
    )
    page = workshop.library.page(outcome.document.id, fate.page)
    assert fate.says in page.text
    assert fate.lacks not in page.text
    chunks = workshop.library.chunks.stored(workshop.library.chunks.ids(outcome.document.id))
    assert not {chunk.page for chunk in chunks.values()} & {*fate.unreadable}


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scanned_decree_is_read_column_by_column(reports: Path, tmp_path: Path) -> None:
    workshop = quick_workshop(tmp_path)
    (outcome,) = pipeline.add(workshop, sources([reports / "awkward" / "sn-arrete-7934.pdf"]))
    assert outcome.document
    assert outcome.document.unreadable_pages == ()
    pages = [workshop.library.page(outcome.document.id, number) for number in (1, 2, 3)]
    assert all(page.ocr for page in pages)
    assert "Le présent arrêté sera enregistré et publié au Journal officiel" in pages[1].text
    articles = [pages[1].text.index(f"Art. {number}. -") for number in range(4, 13)]
    assert articles == sorted(articles)
    assert "présent décret qui sera publié au Journal officiel" in pages[2].text
    chunks = workshop.library.chunks.stored(workshop.library.chunks.ids())
    assert {chunk.page for chunk in chunks.values() if chunk.ocr} == {1, 2, 3}
    workshop.index.close()
    workshop.library.close()
