"""A part that the documents have not, though they have its siblings, is not answered by them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import answer
from ingest.admission import sources
from ingest.pipeline import add
from ingest.workshop import Workshop
from tests.conftest import typeset

_CALL = """
#set document(title: "Règlement de l'appel à projets Terres")
#set page(width: 16cm, height: 24cm)
= Volets et plafonds
Le volet A, réservé aux petites associations, a un plafond de 12 000 euros par projet déposé. Le
plafond du volet B est de 45 000 euros, et celui du volet C, pour les réseaux, de 90 000 euros.
= Suivi
Le comité de suivi n° 3 s'est tenu en mars à Bohicon ; le comité de suivi n° 4 se tiendra en octobre
à Abomey, à l'invitation du réseau des semencières.
= Critères
Le projet doit durer de 12 à 36 mois et réunir 2 partenaires au moins, dont un du pays concerné.
"""


@pytest.fixture
def call(workshop: Workshop, tmp_path: Path) -> Workshop:
    files = [typeset(tmp_path / "reglement.pdf", _CALL)]
    assert [each.status for each in add(workshop, sources(files))] == ["added"]
    return workshop


@pytest.mark.parametrize(
    "question",
    [
        "Quel est le plafond du volet D ?",
        "What is the ceiling (plafond) of volet D?",
        "Où se tiendra le comité de suivi n° 7 ?",
    ],
)
def test_a_part_that_is_not_there_is_declined(call: Workshop, question: str) -> None:
    told = answer(call, question)
    assert told.abstained
    assert told.abstained.reason == "only_near"
    assert told.nearest


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Quel est le plafond du volet B ?", "45 000"),
        ("Quel est le plafond du volet C ?", "90 000"),
        ("Où se tiendra le comité de suivi n° 4 ?", "Abomey"),
        ("Un projet de 24 mois doit réunir combien de partenaires ?", "partenaires"),
    ],
)
def test_a_part_that_is_there_is_told(call: Workshop, question: str, holds: str) -> None:
    told = answer(call, question)
    assert not told.abstained
    assert holds in told.sentences[0].text
