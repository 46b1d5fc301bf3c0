"""What only running headers and footers say is told, with their pages, and apart from the text."""

from __future__ import annotations

import json
from array import array
from pathlib import Path

import docx
import numpy as np
import pytest

from assistant import mention_wording
from assistant.mention_rows import mention_rows
from assistant.mentions import find_mentions
from assistant.narrowing import narrow
from ingest import pipeline
from ingest.admission import sources
from ingest.entry import Entry
from ingest.library import Library
from ingest.schema import Metadata, Page
from ingest.workshop import Workshop
from tests.conftest import typeset

_PAGES = 7
_SOURCE = """
#set page(width: 15cm, height: 18cm,
  header: [CESER de Bretagne – octobre 2016],
  footer: context [Coopération décentralisée #h(1fr) #counter(page).display()])
""" + "\n#pagebreak()\n".join(
    f"""= Chapitre {name}
Les communes de {name} partagent leur eau. Elles ont signé une convention avec leurs voisines,
qui paient la moitié des travaux. Le fleuve passe à {name} en avril."""
    for name in ("Kayes", "Ségou", "Mopti", "Gao", "Sikasso", "Bamako", "Bretagne")
)


@pytest.fixture
def report(workshop: Workshop, tmp_path: Path) -> Workshop:
    path = typeset(tmp_path / "eau.pdf", _SOURCE)
    (outcome,) = pipeline.add(workshop, sources([path]))
    assert outcome.status == "added"
    return workshop


def test_a_term_of_the_header_alone_is_told_with_its_pages(report: Workshop) -> None:
    found = find_mentions(report.library, "octobre 2016")
    assert found.total == 0
    (head,) = found.running
    assert (head.file, head.text) == ("eau.pdf", "CESER de Bretagne – octobre 2016")
    assert head.pages == tuple(range(1, _PAGES + 1))
    assert mention_wording.headline(found, "fr").startswith(
        "«\u00a0octobre 2016\u00a0» n'est mentionné qu'en en-tête ou en pied de page,"
        " sur 7 pages d'un document"
    )
    assert "only in running headers or footers, on 7 pages of 1 document" in (
        mention_wording.headline(found, "en")
    )
    (note,) = mention_wording.notes(found, "fr")
    assert note.startswith("En-têtes ou pieds de page, à part")
    assert "p.\u00a01–7" in note
    assert not found.near


def test_a_header_has_a_row_for_each_page_where_no_text_has_the_term(report: Workshop) -> None:
    _, *rows = mention_rows([find_mentions(report.library, "octobre 2016")])
    assert [row[3] for row in rows] == [str(page) for page in range(1, _PAGES + 1)]
    assert {(row[6], row[7]) for row in rows} == {("CESER de Bretagne – octobre 2016", "running")}
    _, *rows = mention_rows([find_mentions(report.library, "Bretagne")])
    assert {row[7] for row in rows} == {"term"}


def test_a_footer_that_only_its_number_changes_is_told_once(report: Workshop) -> None:
    (foot,) = find_mentions(report.library, "cooperation decentralisee").running
    assert foot.pages == tuple(range(1, _PAGES + 1))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("RESACOOP – Restitution d'atelier – {}", ["RESACOOP – Restitution d'atelier"]),
        ("{} | Rapport annuel (2019)", ["Rapport annuel (2019)"]),
        ("Rapport annuel, page {} sur 39", ["Rapport annuel"]),
        ("Rapport n° 12", ["Rapport n° 12"]),
        ("Rapport 2012", ["Rapport 2012"]),
    ],
)
def test_a_header_is_told_without_its_page_s_number(
    tmp_path: Path, said: str, told: list[str]
) -> None:
    pages = [
        Page(number, str(number), "Eau.", array("i", range(4)), running=(said.format(number),))
        for number in range(1, _PAGES + 1)
    ]
    library = Library(tmp_path, "none")
    vectors = np.zeros((0, 4), np.float32)
    library.publish(Entry("1", "a.pdf", "A", Metadata(), "1", 1, pages, [], vectors, "none"))
    heads = library.concordance.running_heads()
    assert [each.text for each in heads] == told
    assert [each.pages for each in heads] == [tuple(range(1, _PAGES + 1))]
    library.close()


def test_the_text_and_the_headers_are_counted_apart(report: Workshop) -> None:
    found = find_mentions(report.library, "Bretagne")
    assert {page.page for each in found.documents for page in each.pages} == {7}
    assert [len(each.pages) for each in found.running] == [_PAGES]
    assert "est mentionné" in mention_wording.headline(found, "fr")
    told = json.loads(json.dumps(found.as_json()))["running"]
    assert told[0]["pages"] == list(range(1, _PAGES + 1))


def test_only_the_documents_asked_for_are_looked_in(report: Workshop, tmp_path: Path) -> None:
    other = typeset(tmp_path / "route.pdf", _SOURCE.replace("octobre 2016", "mars 2019"))
    list(pipeline.add(report, sources([other])))
    held = report.library.names()
    found = find_mentions(report.library, "octobre 2016", documents=narrow(held, "route.pdf"))
    assert not found.running
    assert find_mentions(report.library, "CESER*").running != ()
    assert not find_mentions(report.library, "CESE").running


def test_what_is_taken_out_is_no_longer_told(report: Workshop) -> None:
    (document,) = report.library.documents()
    report.library.remove(document.id)
    assert not find_mentions(report.library, "octobre 2016").running


def _docx(path: Path) -> Path:
    """Write a DOCX with a header, one of first pages that is shown no more, and numbered pages."""
    document = docx.Document()
    document.add_heading("1. Objet", 1)
    document.add_paragraph("Le prêt est accordé.")
    document.add_heading("2. Durée", 1)
    document.add_paragraph("Il dure trois ans.")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Conseil de Bretagne\tConfidentiel"
    section.footer.paragraphs[0].text = "Page 1 sur 3"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Projet abandonné"
    section.different_first_page_header_footer = False
    document.save(str(path))
    return path


def test_a_docxs_header_is_told_of_the_whole_document(workshop: Workshop, tmp_path: Path) -> None:
    (outcome,) = pipeline.add(workshop, sources([_docx(tmp_path / "prêt.docx")]))
    assert outcome.status == "added"
    found = find_mentions(workshop.library, "confidentiel")
    (head,) = found.running
    assert (found.total, head.text, head.pages) == (0, "Confidentiel", ())
    assert mention_wording.headline(found, "fr").startswith(
        "«\u00a0confidentiel\u00a0» n'est mentionné qu'en en-tête ou en pied de page,"
        " dans un document (recherché"
    )
    assert "only in running headers or footers, in 1 document (" in (
        mention_wording.headline(found, "en")
    )
    (note,) = mention_wording.notes(found, "fr")
    assert note.endswith("«\u00a0Confidentiel\u00a0» (1. Objet).")
    assert find_mentions(workshop.library, "Conseil de Bretagne").running
    for absent in ("Projet abandonné", "sur 3"):
        assert not find_mentions(workshop.library, absent).running


def test_headers_with_and_without_pages_are_counted_together(
    report: Workshop, tmp_path: Path
) -> None:
    list(pipeline.add(report, sources([_docx(tmp_path / "prêt.docx")])))
    found = find_mentions(report.library, "octobre 2016 OU confidentiel")
    assert "sur 7 pages d'un document et dans un autre document (" in (
        mention_wording.headline(found, "fr")
    )
    assert "on 7 pages of 1 document and in 1 other document (" in (
        mention_wording.headline(found, "en")
    )


@pytest.mark.parametrize(
    ("numbers", "said"),
    [((1, 2, 3), "1–3"), ((4,), "4"), ((1, 3, 4, 9), "1, 3–4, 9"), ((), "")],
)
def test_pages_that_follow_each_other_are_a_range(numbers: tuple[int, ...], said: str) -> None:
    assert mention_wording.ranges(numbers) == said
