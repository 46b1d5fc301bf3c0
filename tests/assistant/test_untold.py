"""A question names a place, a year, a meeting that no extract shown says: the answer tells it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import answer
from ingest.admission import sources
from ingest.pipeline import add
from ingest.workshop import Workshop
from tests.conftest import typeset

_MINUTES = """
#set document(title: "Comité de pilotage du programme Semences")
#set page(width: 16cm, height: 24cm)
= 1. Avancement
Le programme a ouvert 24 banques de semences au Bénin, au Mali et au Burkina Faso, dont 15
fonctionnent aujourd'hui avec un comité de gestion élu par les agricultrices sénoufo.
= 2. Prochaines réunions
Le COPIL n° 5 se tiendra le jeudi 10 octobre à Bohicon, à l'invitation du réseau des semenciers.
Le taux de satisfaction des formations s'établit à 91 % pour les années 2021 à 2023, d'après
l'enquête que le cabinet a menée auprès des 643 participants.
#pagebreak()
= 3. Divers
Le Niger a demandé en février à être associé aux travaux ; le comité n'a pas encore répondu.
Le Maroc, l'Allemagne et le Viêt Nam ont envoyé chacun un observateur à la dernière réunion.
"""


@pytest.fixture
def minutes(workshop: Workshop, tmp_path: Path) -> Workshop:
    files = [typeset(tmp_path / "compte-rendu.pdf", _MINUTES)]
    assert [each.status for each in add(workshop, sources(files))] == ["added"]
    return workshop


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (
            "Quand se tiendra le COPIL n° 5 à Tuléar ?",
            "Aucun document ne mentionne «\u00a0Tuléar\u00a0».",
        ),
        (
            "Quand se tiendra le COPIL n° 5, en Ouganda ou à Tuléar ?",
            "Aucun document ne mentionne «\u00a0Ouganda\u00a0» ni «\u00a0Tuléar\u00a0».",
        ),
        (
            "Quand se tiendra le COPIL n° 7 à Bohicon ?",
            "Aucun de ces extraits ne mentionne «\u00a0n° 7\u00a0».",
        ),
        (
            "Quand se tiendra le COPIL n° 5, à San Francisco ou en Côte d'Ivoire ?",
            "Aucun document ne mentionne «\u00a0San Francisco\u00a0» ni "
            "«\u00a0Côte d'Ivoire\u00a0».",
        ),
        (
            "How many seed banks (banques de semences) were opened in Ivory Coast?",
            "No document says “Ivory Coast”.",
        ),
        (
            "How many seed banks (banques de semences) were opened in Uganda?",
            "No document says “Uganda”.",
        ),
    ],
)
def test_what_no_extract_says_is_told(minutes: Workshop, question: str, note: str) -> None:
    told = answer(minutes, question)
    assert not told.abstained
    assert note in told.notes


@pytest.mark.parametrize(
    "question",
    [
        "Combien de banques de semences ont été ouvertes au Mali ?",
        "Combien de banques de semences ont été ouvertes chez les Maliens ?",
        "Combien de banques de semences fonctionnent pour l'État ?",
        "Quand se tiendra le COPIL n° 5 ?",
        "Quel était le taux de satisfaction des formations en 2022 ?",
        "Quel est le taux de satisfaction des formations du programme Semences ?",
        "How many seed banks (banques de semences) were opened in Burkina Faso?",
        "How many seed banks (banques de semences) were opened at Digital Affairs?",
    ],
)
def test_what_an_extract_says_is_not(minutes: Workshop, question: str) -> None:
    told = answer(minutes, question)
    assert not told.abstained
    assert not any("ne mentionne" in each or "says" in each for each in told.notes)


@pytest.mark.parametrize(
    ("question", "notes"),
    [
        (
            "Quelle est la population du Pérou ?",
            ["Aucun document ne mentionne «\u00a0Pérou\u00a0»."],
        ),
        (
            "Quand la gare de Zinder a-t-elle été rénovée, en 1987 ?",
            ["Aucun document ne mentionne «\u00a0Zinder\u00a0» ni «\u00a01987\u00a0»."],
        ),
        (
            "Combien de banques de semences ont été ouvertes en Ouganda et à Tuléar ?",
            ["Aucun document ne mentionne «\u00a0Ouganda\u00a0» ni «\u00a0Tuléar\u00a0»."],
        ),
        ("Which painters lived in Florence?", ["No document says “Florence”."]),
        ("Which painters lived in Germany?", []),
        ("Which painters lived in Burkina Faso?", []),
        ("Quels peintres ont vécu au Vietnam ?", []),
        (
            "Quels peintres ont vécu en Birmanie ?",
            ["Aucun document ne mentionne «\u00a0Birmanie\u00a0»."],
        ),
        ("Quelle est la recette de la pâte à crêpes ?", []),
        ("Quel est le chiffre d'affaires du Bénin ?", []),
    ],
)
def test_a_refusal_tells_what_no_document_names(
    minutes: Workshop, question: str, notes: list[str]
) -> None:
    told = answer(minutes, question)
    assert told.abstained
    assert list(told.notes) == notes


def test_what_is_near_is_shown_beside_a_refusal_that_tells_the_place_unknown(
    minutes: Workshop,
) -> None:
    told = answer(minutes, "Combien de banques de semences ont été ouvertes à Tuléar ?")
    assert told.abstained
    assert told.abstained.reason == "only_near"
    assert told.notes == ("Aucun document ne mentionne «\u00a0Tuléar\u00a0».",)
    assert "24 banques de semences" in told.nearest[0].chunk.text


_DONORS = """
#set document(title: "Rapport de la fondation Lointaine")
#set page(width: 16cm, height: 24cm)
= Nos donateurs
Combien sont nos donateurs ? Ils étaient 9 870 en 2024, soit 640 de plus qu'en 2023.
#pagebreak()
= Dons des donateurs
#table(
  columns: 6, [Nombre de donateurs réguliers], [2020], [2021], [2022], [2023], [2024],
  [part], [12], [14], [15], [17], [19],
)
"""


@pytest.mark.parametrize(
    ("question", "note"),
    [
        (
            "Combien de donateurs en 2021 ?",
            "Le premier extrait ne mentionne pas «\u00a02021\u00a0».",
        ),
        (
            "How many donors (donateurs) did the fondation have in 2021?",
            "The first extract does not say “2021”.",
        ),
        ("Combien de donateurs en 2023 ?", ""),
        ("Combien de donateurs en 2024 ?", ""),
    ],
)
def test_another_extract_s_column_is_not_the_first_one_s_year(
    workshop: Workshop, tmp_path: Path, question: str, note: str
) -> None:
    files = [typeset(tmp_path / "comptes.pdf", _DONORS)]
    assert [each.status for each in add(workshop, sources(files))] == ["added"]
    told = answer(workshop, question)
    assert "9 870" in told.sentences[0].text.replace("\u00a0", " ")
    assert any("2021" in each.quote for each in told.citations[1:])
    assert [each for each in told.notes if "premier extrait" in each or "first" in each] == (
        [note] if note else []
    )


def test_the_year_of_a_report_is_not_that_of_another_year_s_table(
    workshop: Workshop, tmp_path: Path
) -> None:
    report = """
#set document(title: "Rapport sur les finances publiques de 2012")
#set page(width: 16cm, height: 24cm)
= Introduction
Le rapport présente l'exécution du budget de l'État, et les réformes que le ministère a conduites.
#pagebreak()
= Annexe
#table(columns: 3,
  [Nature], [Loi de finances 2011], [Réalisations 2011],
  [Impôts directs recouvrés par la direction générale], [245 000], [251 204],
  [Dons des partenaires du programme de développement], [18 200], [16 980],
  [Recettes de privatisations], [45 000], [45 571],
  [Transferts courants aux collectivités des régions], [78 300], [77 115],
)
"""
    files = [typeset(tmp_path / "finances.pdf", report)]
    assert [each.status for each in add(workshop, sources(files))] == ["added"]
    told = answer(workshop, "Quel est le montant des recettes de privatisations en 2012 ?")
    assert "2011" in told.sentences[0].head
    assert "Le premier extrait ne mentionne pas «\u00a02012\u00a0»." in told.notes
