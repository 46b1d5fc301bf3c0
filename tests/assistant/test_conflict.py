"""Different figures for the same thing are both shown, and said to differ."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import conflict
from assistant.answer import answer
from assistant.answer_text import as_text
from assistant.extract import Evidence
from ingest import pipeline
from ingest.admission import sources
from ingest.schema import StoredPage
from ingest.workshop import Workshop
from tests.conftest import typeset

FIRST = "Le programme Eau pour tous a formé 120 techniciens dans la région de Kaya."
SECOND = "Le programme Eau pour tous a formé 340 techniciens dans la région de Kaya."


def evidence(text: str, page: int) -> Evidence:
    stored = StoredPage("d", "d.pdf", "D", page, str(page), text)
    return Evidence(stored, 0, len(text), (0, len(text)))


def test_two_documents_that_differ_are_both_shown(workshop: Workshop, tmp_path: Path) -> None:
    one = typeset(tmp_path / "bilan-nord.pdf", f"#set document(title: [Bilan Nord])\n{FIRST}")
    two = typeset(tmp_path / "bilan-sud.pdf", f"#set document(title: [Bilan Sud])\n{SECOND}")
    outcomes = list(pipeline.add(workshop, sources([one, two])))
    assert {each.status for each in outcomes} == {"added"}
    given = answer(workshop, "Combien de techniciens le programme Eau pour tous a-t-il formés ?")
    assert given.conflict
    shown = " ".join(each.text for each in given.sentences)
    assert "120" in shown
    assert "340" in shown
    note = next(each for each in given.notes if "chiffres différents" in each)
    assert "Bilan Nord" in note
    assert "Bilan Sud" in note
    assert "120 techniciens" in as_text(given)
    assert given.as_json()["conflict"]["figures"]


def test_what_differs_by_its_figure_alone_is_shown_too(workshop: Workshop, tmp_path: Path) -> None:
    """Two years are no conflict, nor one of them the other's near twin."""
    told = "Chaque famille de Koumra a reçu {} de semences et d'outils."
    shared = "L'association de Sarh agit avec ses partenaires. Elle tient ses comptes à jour."
    for name, figure in (
        ("2020", "45 000 F CFA"),
        ("2021", "52 000 F CFA"),
        ("2022", "52.000 F CFA"),
    ):
        path = tmp_path / f"bilan-{name}.pdf"
        title = f"#set document(title: [Bilan {name}])"
        typeset(path, f"{title}\n{shared}\n\n{told.format(figure)}")
    list(pipeline.add(workshop, sources([tmp_path])))
    given = answer(workshop, "Combien chaque famille de Koumra a-t-elle reçu ?")
    shown = [each.text for each in given.sentences]
    assert any("45 000 F CFA" in each for each in shown)
    assert sum("52" in each for each in shown) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FIRST, FIRST.replace("techniciens dans", "techniciens, puis d'autres, dans")),
        (f"En 2019, l{FIRST[1:]}", f"En 2021, l{SECOND[1:]}"),
        (FIRST, "Le réseau compte 340 membres."),
        (FIRST.replace("120", "jusqu'à 120"), SECOND),
        (FIRST, SECOND.replace("340", "entre 300 techniciens et 340")),
        (FIRST, SECOND.replace("340", "plus de 340")),
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_no_conflict(one: str, other: str) -> None:
    question = "Combien de techniciens le programme Eau pour tous a-t-il formés ?"
    assert conflict.disagreement(question, [evidence(one, 1), evidence(other, 2)]) is None
    found = conflict.disagreement(question, [evidence(FIRST, 1), evidence(SECOND, 2)])
    assert found
    assert found.said == ("120 techniciens", "340 techniciens")
    # Of one page, they are two things: two articles of a law, two years of a table.
    assert conflict.disagreement(question, [evidence(FIRST, 1), evidence(SECOND, 1)]) is None


_COST = "Le coût du projet de maraîchage est de 45 000 euros."
_SEATS = "Les femmes occupent 41 % des sièges du comité."


def of(title: str, text: str, number: int, section: str = "") -> Evidence:
    page = StoredPage(title, f"{number}.pdf", title, number, str(number), text)
    return Evidence(replace(page, sections=((0, section),)), 0, len(text), (0, len(text)))


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (
            "Combien de patients accueille le centre de santé de Kolda ?",
            ("Fiche Kolda", "Le centre de santé de Kolda accueille 210 patients par semaine."),
            ("Fiche Matam", "Le centre de santé de Matam accueille 135 patients par semaine."),
        ),
        (
            "Combien de patients accueille le centre de santé de kolda ?",
            ("Fiche projet Kolda", "Le centre de santé accueille 210 patients par semaine."),
            ("Fiche projet Matam", "Le centre de santé accueille 135 patients par semaine."),
        ),
        (
            "How many tonnes of mil did the programme Semences give in Mali?",
            ("Note", "Le programme Semences a donné 12 tonnes de mil au Mali."),
            ("Bilan", "Le programme Semences a donné 19 tonnes de mil au Niger."),
        ),
        (
            "Quelle part des sièges du comité occupent les femmes ?",
            ("Fiche A", _SEATS),
            ("Fiche B", "Des hommes, dit-on, en occupent 59 %, des sièges du comité."),
        ),
        (
            "Quel est le budget prévisionnel du projet de santé ?",
            ("Fiche A", "Le budget prévisionnel du projet de santé est de 80 000 euros."),
            ("Fiche B", "Le budget réalisé du projet de santé est de 71 500 euros."),
        ),
        (
            "Combien de familles l'association a-t-elle aidées ?",
            ("Rapport annuel 2021", "L'association a aidé 415 familles à Rennes."),
            ("Rapport annuel 2020", "L'association a aidé 320 familles à Rennes."),
        ),
        (
            "Combien de jours l'avis reste-t-il publié ?",
            ("Procédure", "L'avis de la commission reste publié quinze jours."),
            ("Arrêté", "La commission donne son avis en quarante-cinq jours."),
        ),
        (
            "Que permet aux jeunes pousses la démarche d'incubation ?",
            ("Bilan", "Les jeunes pousses en incubation ont évité 24 000 mois de chômage."),
            ("Guide", "Les jeunes pousses en incubation doivent réussir en six mois."),
        ),
        (
            "What share of the seats of the comité do women hold?",
            ("Fiche A", _SEATS),
            ("Fiche B", "Les jeunes occupent 12 % des sièges du comité."),
        ),
    ],
)
def test_figures_of_two_things_are_no_conflict(
    question: str, one: tuple[str, str], other: tuple[str, str]
) -> None:
    both = [of(*one, 1), of(*other, 2)]
    assert conflict.disagreement(question, both) is None
    assert conflict.disagreement(question, both[::-1]) is None


def test_a_section_tells_the_year_and_what_is_asked() -> None:
    question = "Combien de familles l'association a-t-elle aidées à Rennes ?"
    text = "L'association a aidé 415 familles à Rennes."
    one, other = of("Bilan", text, 1, "Année 2020"), of("Bilan", text.replace("41", "32"), 2)
    assert conflict.disagreement(question, [one, other])
    later = of("Bilan", text.replace("41", "32"), 2, "Année 2021")
    assert conflict.disagreement(question, [one, later]) is None
    # What is asked of Vannes is in another extract than the two that differ.
    vannes = of("Bilan", "À Vannes, l'association a aidé 12 foyers.", 3)
    asked = question.replace("Rennes", "Vannes")
    assert conflict.disagreement(asked, [vannes, one, other]) is None


@pytest.mark.parametrize(
    ("question", "one", "other", "said"),
    [
        (
            "How much does the market gardening project cost?",
            _COST,
            _COST.replace("45 000", "52 300"),
            ("45 000 euros", "52 300 euros"),
        ),
        (
            "Combien de jours dure la formation des relais ?",
            "La formation des relais dure cinq jours.",
            "La formation des relais dure vingt-trois jours.",
            ("cinq jours", "vingt-trois jours"),
        ),
        (
            "Combien de familles l'association a-t-elle aidées à Rennes ?",
            "En 2020, l'association a aidé 415 familles.",
            "L'association a aidé 320 familles à Rennes.",
            ("415 familles", "320 familles"),
        ),
    ],
)
def test_a_conflict_asked_in_english_or_written_in_words_is_told(
    question: str, one: str, other: str, said: tuple[str, str]
) -> None:
    found = conflict.disagreement(question, [of("Rapport", one, 1), of("Bilan", other, 2)])
    assert found
    assert found.said == said
    same = [of("Rapport", one, 1), of("Bilan", one.replace("cinq", "5"), 2)]
    assert conflict.disagreement(question, same) is None


def _said(one: str, other: str, question: str) -> tuple[str, str] | None:
    found = conflict.disagreement(question, [evidence(one, 1), evidence(other, 2)])
    return found.said if found else None


WELL = "Le puits de Moundou a coûté {} au comité de gestion."
COST = "Combien a coûté le puits de Moundou ?"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 450,50 euros", "13 980,20 euros"),  # thousands and decimals
        ("45 000 F CFA", "52 000 FCFA"),
        ("3,5 Md€", "2 900 M€"),
        ("$1,250,000", "$1,300,000"),
        ("−2 300 €", "2 300 €"),
        ("1 452,87 milliards", "1 542,04 milliards"),
    ],
)
def test_figures_are_told_as_reports_write_them(one: str, other: str) -> None:
    assert _said(WELL.format(one), WELL.format(other), COST) == (one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 450,50 euros", "12450,50 euros"),
        ("45 000 F CFA", "45.000 FCFA"),
        ("3,5 Md€", "3 500 M€"),
        ("51 % au minimum", "20 %"),  # a bound is no figure of its own
        ("cinquante et un pour cent (51 %)", "au-delà de vingt pour cent (20 %)"),
        ("51 %", "au moins 20 %"),
        ("1 452,87 milliards contre une prévision de 1 542,04 milliards", "2,65 milliards"),
    ],
)
def test_figures_that_are_the_same_or_several_are_no_conflict(one: str, other: str) -> None:
    assert _said(WELL.format(one), WELL.format(other), COST) is None
