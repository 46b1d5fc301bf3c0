"""What a document is about need not stand on the page that answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.coverage import question_words, stems_at
from assistant.retrieval import page_cover, retrieve
from assistant.spelling import question_stems
from ingest import french
from ingest.admission import sources
from ingest.pipeline import add
from ingest.workshop import Workshop
from tests.conftest import typeset

CODE = [
    "Le présent code régit la presse au Sénégal. Il s'applique à tous les organes du Sénégal.",
    "Toute entreprise de presse établie au Sénégal tient une comptabilité.",
    "L'éditeur du Sénégal dépose deux exemplaires de chaque numéro.",
    "La carte de journaliste est attribuée pour une durée de trois ans. Elle est renouvelée à la"
    " demande de son titulaire, qui rend la carte périmée.",
    "Une autorité indépendante veille à la liberté d'informer.",
]
OTHERS = [
    "L'atelier a réuni des associations de Lyon et des entreprises de la Loire.",
    "Une délégation venue du Sénégal a visité un moulin à huile. La visite a duré une matinée.",
    "Deux groupes ont travaillé sur le financement des projets.",
    "Les participants ont partagé un repas.",
    "Le compte rendu est en ligne.",
]


@pytest.fixture
def two(workshop: Workshop, tmp_path: Path) -> Workshop:
    files = []
    for name, title, pages in (
        ("code", "Recueil de textes", CODE),
        ("atelier", "Atelier de mars", OTHERS),
    ):
        body = "\n#pagebreak()\n".join(pages)
        files.append(typeset(tmp_path / f"{name}.pdf", f'#set document(title: "{title}")\n{body}'))
    assert {each.status for each in add(workshop, sources(files))} == {"added"}
    return workshop


def test_a_document_is_about_what_many_of_its_pages_say(two: Workshop) -> None:
    words = question_words(two.library, "La carte au Sénégal ?")
    code, workshop = (two.library.document(f"{name}.pdf").id for name in ("code", "atelier"))
    (country,) = french.stems("Sénégal")
    assert words.subjects[code][country] == 1.0
    assert 0 < words.subjects[workshop][country] < 1
    assert words.share(set(), code) > words.share(set(), workshop) > words.share(set())
    assert words.share({country}, code) == words.share(set(), code)


def test_a_french_word_is_not_taken_for_another(two: Workshop) -> None:
    """No page has « comète », typed with its accent or without; « compte » is near."""
    for typed in ("comète", "comete"):
        (comet, morning) = question_stems(two.library, f"Une {typed} dans la matinnée ?")
        assert comet not in french.stems("compte")
        assert [morning] == french.stems("matinée")


def test_a_page_silent_on_the_subject_of_its_document_is_found(two: Workshop) -> None:
    for question in (
        "Combien de temps la carte professionnelle est-elle valable au Sénégal ?",
        "How long is a journalist's card valid in Senegal?",
    ):
        best = retrieve(two, question, 3)[0].chunk
        assert (best.file, best.page) == ("code.pdf", 4), question


def test_the_page_that_holds_a_word_is_covered_as_one_whose_document_is_about_it(
    two: Workshop,
) -> None:
    words = question_words(two.library, "au Sénégal")
    passages = list(two.library.chunks.stored(two.library.chunks.ids()).values())
    covers = page_cover(words, passages, [(each.document, each.page) for each in passages])
    told = {(p.file, p.page): cover for p, cover in zip(passages, covers, strict=True)}
    assert told["code.pdf", 1] == told["code.pdf", 4] == told["atelier.pdf", 2] == 1.0
    assert 0 < told["atelier.pdf", 1] < 1


def test_each_token_knows_the_stem_of_its_word() -> None:
    text = "L'aide au Sénégal ?"
    spans = [(0, 1), (2, 6), (7, 9), (10, 13), (13, 17), (18, 19)]
    (country,), (aid,) = french.stems("Sénégal"), french.stems("aide")
    assert stems_at(text, spans) == ["", aid, "", country, country, ""]


def test_what_another_years_report_says_comes_after(workshop: Workshop, tmp_path: Path) -> None:
    """Last year's has the question's very words; this year's says it in some others."""
    said = {
        2022: "Le réseau compte soixante-quatre associations adhérentes.",
        2023: "Le réseau compte soixante et onze structures adhérentes.",
        2021: "La récolte de mangues a été bonne dans la vallée. Le musée a rouvert.",
    }
    files = [
        typeset(tmp_path / f"bilan-{year}.pdf", f'#set document(title: "Bilan {year}")\n{text}')
        for year, text in said.items()
    ]
    assert {each.status for each in add(workshop, sources(files))} == {"added"}
    for year in (2022, 2023):
        question = f"En {year}, combien d'associations adhérentes compte le réseau ?"
        assert retrieve(workshop, question)[0].chunk.file == f"bilan-{year}.pdf"
    best = retrieve(workshop, "Combien d'associations adhérentes compte le réseau ?")[0]
    assert best.chunk.file == "bilan-2022.pdf"
