"""After a document is presented, what is asked next is asked of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.presenting import presented
from assistant.schema import Answer
from ingest.admission import sources
from ingest.pipeline import add
from ingest.workshop import Workshop
from tests.conftest import typeset

_FAQ = """
#set document(title: "Foire aux questions de l'appel à projets Jeunesses")
#set page(width: 16cm, height: 24cm)
== 1. Quelles sont les structures éligibles ?
Les associations loi 1901 ayant leur siège en France, les communes et les établissements scolaires.
== 2. Quelles dépenses sont éligibles ?
Le transport international et local, l'hébergement, la restauration, les assurances, les visas.
== 3. Quel est le montant de l'aide ?
Entre 2 500 € et 9 000 € par projet, dans la limite de 60 % du budget total du projet présenté.
== 4. Comment déposer le dossier ?
Uniquement sur la plateforme Horizons : aucun envoi postal n'est accepté, et le compte se crée 48
heures avant la clôture.
== 5. Qui contacter ?
Ludivine Sauvageot, chargée de programme, au 02 40 55 17 83, le lundi et le jeudi de 14 h à 17 h.
== 6. Quand faut-il rendre le bilan ?
Trois mois après le retour des jeunes, avec les factures et une restitution publique filmée.
"""
_LETTER = """
#set document(title: "La Lettre des solidarités")
#set page(width: 16cm, height: 24cm)
= Tenir quand tout se resserre
On annonce des coupes : les petites associations, qui ne vivent que de quelques milliers d'euros et
de beaucoup d'heures, se demandent si elles seront les premières oubliées de l'aide publique.
= Des dépenses de transport en hausse
Les dépenses de transport éligibles des délégations ont augmenté de 18 % entre les deux rentrées.
= L'eau coule à Dolisie
L'association Puits Partagés a inauguré onze bornes-fontaines pour 118 000 euros, après trois ans.
"""


@pytest.fixture
def shelf(workshop: Workshop, tmp_path: Path) -> Workshop:
    files = [typeset(tmp_path / "faq.pdf", _FAQ), typeset(tmp_path / "lettre.pdf", _LETTER)]
    assert {each.status for each in add(workshop, sources(files))} == {"added"}
    return workshop


def talk(shelf: Workshop, *questions: str) -> Answer:
    told: list[Answer] = []
    for question in questions:
        told.append(answer(shelf, question, history=told))
    return told[-1]


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("et quelles dépenses sont éligibles ?", "l'hébergement"),
        ("combien je peux avoir ?", "2 500 €"),
        ("qui contacter ?", "Ludivine Sauvageot"),
        ("et pour déposer le dossier ?", "plateforme Horizons"),
    ],
)
def test_a_follow_up_is_asked_of_the_document(shelf: Workshop, question: str, holds: str) -> None:
    told = talk(shelf, "Résume la FAQ", question)
    assert not told.abstained
    assert told.within == ("faq.pdf",)
    assert {each.file for each in told.citations} == {"faq.pdf"}
    assert any(holds in each.text.replace("’", "'") for each in told.sentences)
    assert "Résume" not in told.searched


def test_and_the_next_ones_too(shelf: Workshop) -> None:
    told = talk(shelf, "Résume la FAQ", "combien je peux avoir ?", "et qui contacter ?")
    assert told.within == ("faq.pdf",)
    assert "Ludivine Sauvageot" in told.text


def test_another_document_is_presented_in_its_turn(shelf: Workshop) -> None:
    told = talk(shelf, "Résume la FAQ", "et la lettre ?")
    assert {each.file for each in told.citations} == {"lettre.pdf"}
    assert "L’eau coule à Dolisie" in told.text.replace("'", "’")


def test_the_document_added_last_is_presented(shelf: Workshop, tmp_path: Path) -> None:
    later = _FAQ.replace("Jeunesses", "Aînés")
    list(add(shelf, sources([typeset(tmp_path / "faq-aines.pdf", later)])))
    for question in ("Résume le dernier document ajouté", "De quoi parle la nouvelle FAQ ?"):
        told = answer(shelf, question)
        assert {each.file for each in told.citations} == {"faq-aines.pdf"}, question
    told = talk(shelf, "Résume la lettre", "résume le dernier document")
    assert {each.file for each in told.citations} == {"faq-aines.pdf"}


def test_a_question_of_another_document_finds_it(shelf: Workshop) -> None:
    told = talk(shelf, "Résume la FAQ", "Combien ont coûté les bornes-fontaines de Dolisie ?")
    assert told.sentences
    assert "118 000 euros" in told.sentences[0].text
    assert not told.within


@pytest.mark.parametrize(
    "question",
    [
        "c'est quoi ce document ?",
        "présente-moi le document",
        "quel est l'objet du document ?",
        "quel est son objet ?",
        "quels sont ses points clés ?",
        "what is its main message?",
    ],
)
def test_what_it_is_presents_it_again(shelf: Workshop, question: str) -> None:
    first, told = talk(shelf, "Résume la lettre"), talk(shelf, "Résume la lettre", question)
    assert told.citations == first.citations
    other = talk(
        shelf, "Combien ont coûté les bornes-fontaines de Dolisie ?", "quel est son objet ?"
    )
    assert not other.presents


@pytest.mark.parametrize(
    "question", ["quelle hausse annonce ce bulletin ?", "quelle hausse annonce ce rapport ?"]
)
def test_a_document_pointed_at_is_the_one_presented(shelf: Workshop, question: str) -> None:
    assert talk(shelf, "Résume la lettre", question).within == ("lettre.pdf",)


def test_a_thing_without_a_name_is_that_of_the_document(shelf: Workshop) -> None:
    """Where its words stand there: « les dépenses éligibles » are told of in both documents."""
    question = "quelles sont les dépenses éligibles ?"
    told = talk(shelf, "Résume la lettre", question)
    assert told.within == ("lettre.pdf",)
    assert "18 %" in told.text
    assert talk(shelf, "Résume la FAQ", question).within == ("faq.pdf",)


def test_it_is_looked_for_elsewhere_where_the_document_does_not_tell(shelf: Workshop) -> None:
    told = talk(shelf, "Résume la lettre", "qui contacter pour l'aide ?")
    assert told.outside == ("lettre.pdf",)
    assert "lettre.pdf" in told.notes[0]
    assert "Ludivine Sauvageot" in told.sentences[0].text


@pytest.mark.parametrize(
    "question",
    [
        "qui gère l'hébergement ?",
        "qui signe la foire aux questions ?",
        "qui contacter à Horizons ?",
        "quel est le plafond de l'aide en 2025 ?",
    ],
)
def test_what_is_of_another_thing_is_not_held_in(shelf: Workshop, question: str) -> None:
    told = talk(shelf, "Résume la lettre", question)
    assert not told.within
    assert not told.outside


def test_more_tells_what_stands_under_its_headings(shelf: Workshop) -> None:
    first = talk(shelf, "Résume la FAQ", "dis-m'en plus")
    assert "l’hébergement" in first.text
    assert "2 500 €" in first.text
    assert all("?" in each.text[: each.core[0]] for each in first.sentences)
    then = talk(shelf, "Résume la FAQ", "dis-m'en plus", "encore")
    assert "restitution publique" in then.text
    assert not {each.where for each in first.citations} & {each.where for each in then.citations}


@pytest.mark.parametrize("reply", ["la foire aux questions", "le {}", "celui sur les Jeunesses"])
def test_the_document_is_kept_however_it_was_named(shelf: Workshop, reply: str) -> None:
    asked = talk(shelf, "Résume ce document")
    lines = asked.text.splitlines()[1:]
    assert [each[:3] for each in lines] == ["1.\u00a0", "2.\u00a0"]
    place = next(n for n, each in enumerate(lines, start=1) if "faq.pdf" in each)
    told = talk(
        shelf, "Résume ce document", reply.format(place), "et quelles dépenses sont éligibles ?"
    )
    assert told.within == ("faq.pdf",)
    assert "l’hébergement" in told.text.replace("'", "’")


def test_which_document_is_no_other_than_those_offered(shelf: Workshop) -> None:
    told = talk(shelf, "Résume ce document", "3")
    assert told.abstained
    assert told.abstained.reason == "no_such_item"


def test_a_document_that_was_listed_is_presented_by_its_rank(shelf: Workshop) -> None:
    listed = talk(shelf, "Quels documents as-tu ?")
    assert listed.abstained
    assert "\n1.\u00a0" in listed.text
    held = {each.id: each.file for each in shelf.library.names()}
    for place, reply in enumerate(("résume le premier", "le deuxième, il parle de quoi ?")):
        told = presented(shelf.library, reply, "fr", [listed], None)
        assert told
        assert {each.file for each in told.citations} == {held[listed.abstained.listed[place]]}
    assert presented(shelf.library, "qui contacter ?", "fr", [listed], None) is None
