"""« De quoi parle ce rapport ? » is answered by the report's own introduction and contents."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.opening import _headings, _of_the_document, _opening
from assistant.overview import present
from assistant.overview_asked import documents_asked_of
from ingest.schema import DocumentName, StoredPage

ONE = DocumentName("1", "bilan-2023.pdf", "Bilan 2023 des projets", "CESER", "2023")
OTHER = DocumentName("2", "guide.pdf", "Guide des partenariats", "RESACOOP", "2019")


def document_asked_of(
    question: str, held: list[DocumentName], documents: list[str] | None = None
) -> str | None:
    """Return the one document that a question asks to present; None where it is none or several."""
    found = documents_asked_of(question, held, documents=documents)
    return found[0] if len(found) == 1 else None


@pytest.mark.parametrize(
    "question",
    [
        "De quoi parle ce rapport ?",
        "de quoi traite le document",
        "C'est quoi ce document ?",
        "Qu'est-ce que ce rapport ?",
        "Résume-moi ce document",
        "Peux-tu résumer ce rapport ?",
        "Fais-moi un résumé de ce rapport",
        "Quel est le sujet de ce guide ?",
        "Quel est l'objet du document ?".replace("l'objet", "le propos"),
        "Sommaire",
        "What is this report about?",
        "What does this document cover?",
        "Summarise this report.",
    ],
)
def test_the_only_document_is_meant(question: str) -> None:
    assert document_asked_of(question, [ONE]) == "1"
    assert document_asked_of(question, [ONE, OTHER]) is None
    assert document_asked_of(question, [ONE, OTHER], documents=["2"]) == "2"


@pytest.mark.parametrize(
    "question",
    [
        "Quel est le rapport entre les ONG et les PME ?",
        "De quoi parle le CESER ?",
        "Qu'est-ce que la licence ouverte ?",
        "C'est quoi la loi Oudin ?",
        "Résume la loi de l'eau",
        "Que dit le guide sur le mécénat ?",
        "Qui a écrit ce rapport ?",
        "Combien de pages a ce document ?",
        "C'est quoi une ONG ?",
        "Résume-moi les étapes d'un partenariat",
    ],
)
def test_other_questions_are_answered_as_before(question: str) -> None:
    assert document_asked_of(question, [ONE]) is None


def test_a_named_document_is_meant() -> None:
    assert document_asked_of("De quoi parle le guide des partenariats ?", [ONE, OTHER]) == "2"
    assert document_asked_of("De quoi parle le rapport du CESER ?", [ONE, OTHER]) == "1"
    assert document_asked_of("De quoi parle le rapport de l'ONU ?", [ONE, OTHER]) is None


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("résume l'arrêté 7934", ["3"]),
        ("Résume-moi la licence", ["4"]),
        ("De quoi parle la licence ouverte ?", ["4"]),
        ("Fais-moi un résumé de l'arrêté", ["3"]),
        ("De quoi parle ce rapport ?", ["1", "2", "3", "4"]),
        ("Résume cette licence", ["1", "2", "3", "4"]),
        ("De quoi parle le décret ?", []),
    ],
)
def test_whatever_a_document_is_called_it_is_meant(question: str, meant: list[str]) -> None:
    arrete = DocumentName("3", "sn-arrete-7934.pdf", "JOURNAL OFFICIEL", "", "2016")
    licence = DocumentName("4", "licence.pdf", "Licence Ouverte", "Etalab", "2017")
    assert documents_asked_of(question, [ONE, OTHER, arrete, licence]) == meant


def test_only_guides_are_offered_where_the_guide_is_asked_for(starter: Assistant) -> None:
    asked = starter.ask("Que dit le guide ?")
    assert asked.abstained is not None
    assert asked.abstained.reason == "which_document"
    assert len(asked.text.splitlines()) == 1 + sum("guide" in e.file for e in starter.documents())
    assert "glossaire" not in asked.text


def test_which_document_is_asked_and_named_next(starter: Assistant) -> None:
    asked = starter.ask("De quoi parle ce rapport ?")
    assert asked.abstained is not None
    assert asked.abstained.reason == "which_document"
    held = sorted(starter.documents(), key=lambda each: each.added)
    assert held[-1].file in asked.text
    assert "autres" in asked.text
    told = starter.ask("le guide pour une PME", history=[asked]).sentences
    assert "Ce guide propose un chemin en sept étapes" in told[0].text


def test_what_every_chapter_has_presents_no_document() -> None:
    """« Synthèse » heads each chapter; « L'essentiel » is the first chapter's."""
    heads = ["Sommaire", "Introduction", "Synthèse", "L'essentiel", "Synthèse", "Suite", "Synthèse"]
    pages = [
        StoredPage("1", "guide.pdf", "Guide", number, "", head, sections=((0, head),))
        for number, head in enumerate(heads, start=1)
    ]
    assert [each[2] for each in _headings(pages)] == ["sommaire", "introduction", "suite"]
    # At the top of each page of one section, it is no chapter's.
    running = [replace(page, text="Synthèse", sections=((0, "Synthèse"),)) for page in pages[:3]]
    assert len(_headings(running)) == 3


def test_a_list_presents_with_what_introduces_it() -> None:
    lead = "Le présent audit porte sur le périmètre et sur la méthode que voici, à savoir :"
    items = [
        "1) la liste des pages auditées, et celles qui constituent une charge disproportionnée ;",
        "2) l'environnement de test, avec la version des navigateurs et celle du système utilisé.",
    ]
    text = "\n".join(["Contexte", lead, *items])
    page = StoredPage("1", "audit.pdf", "Audit", 1, "1", text)
    assert [each.text for each in _opening(page, 0, ())] == [" ".join([lead, *items])]
    # An item alone presents nothing, nor does what announces what is not there.
    for left in ("\n".join(["Contexte", *items]), f"Contexte\n{lead}"):
        assert not list(_opening(replace(page, text=left), 0, ()))


def test_what_presents_something_else_presents_no_document() -> None:
    page = StoredPage("1", "guide.pdf", "Le fonds FASEP en bref", 1, "1", "")
    for heading in ("presentation", "1. presentation du guide", "presentation du fasep"):
        assert _of_the_document(page, heading)
    assert not _of_the_document(page, "presentation de l'information")


def test_a_report_is_told_by_its_introduction_and_contents(starter: Assistant) -> None:
    document = next(d for d in starter.documents() if d.file == "atelier-resacoop-2018.pdf")
    answer = starter.ask("De quoi parle ce document ?", documents=[document.id])
    assert answer.abstained is None
    assert "part d’un constat sévère" in answer.sentences[0].text
    assert any("Sommaire" in each.text for each in answer.sentences)
    assert all(each.document == document.id for each in answer.citations)
    named = starter.ask("Résume-moi le guide pour une PME").sentences
    assert "Ce guide propose un chemin en sept étapes" in named[0].text
    after = starter.ask("Qui gère le FASEP ?", documents=())
    told = starter.ask("De quoi parle ce document ?", history=[after])
    assert {each.document for each in told.citations} == {after.citations[0].document}


def test_every_document_presents_itself(starter: Assistant) -> None:
    for document in starter.documents():
        told = present(starter._workshop.library, document.id).evidence
        assert told, document.file
        assert all(each.page.text[each.start : each.end].strip() for each in told)


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Que dit le bilan du CESER ?", ["1"]),
        ("que dit le guide des partenariats", ["2"]),
        ("Que contient le bilan 2023 ?", ["1"]),
        ("Résume l'atelier resacoop", ["3"]),
        ("Résume l'appel à projets", ["4"]),
        ("De quoi parle l'avis ?", ["5"]),
        ("Que dit l'avis du CESER ?", ["5"]),
    ],
)
def test_kinds_that_questions_filter_by_can_be_presented(question: str, meant: list[str]) -> None:
    held = [
        ONE,
        OTHER,
        DocumentName("3", "atelier.pdf", "Atelier RESACOOP 2018", "", "2018"),
        DocumentName("4", "pass.pdf", "Appel à projets – pass numériques", "", "2019"),
        DocumentName("5", "avis-ceser.pdf", "Avis sur la coopération", "", "2017"),
    ]
    assert documents_asked_of(question, held) == meant


@pytest.mark.parametrize(
    "question",
    [
        "Que dit le guide sur les partenariats ?",
        "Que dit le guide des partenariats à propos du mécénat ?",
        "Que dit le guide des partenariats page 3 ?",
        "Que dit le guide des partenariats quand une ONG se retire ?",
        "What does the guide say about partenariats?",
        "Que dit l'appel à projets ?",
    ],
)
def test_what_a_document_says_of_something_is_no_overview(question: str) -> None:
    assert documents_asked_of(question, [ONE, OTHER]) == []
