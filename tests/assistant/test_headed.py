"""A section asked for by its heading answers as a whole, though none of its sentences says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.headed import section_asked
from ingest.admission import sources
from ingest.pipeline import add
from ingest.workshop import Workshop
from tests.conftest import typeset

_REPORT = """
#set document(title: "Rapport VF")
#set page(width: 16cm, height: 24cm)
= 4. Efficience
Les dépenses s'élèvent à 486 300 euros, soit 41 % du budget total du programme de semences.
L'écart vient du Burkina Faso, où les achats de l'hivernage ont été reportés d'une saison.
= 5. Principales recommandations
Négocier avec le ministère un calendrier d'intégration des sages-femmes, sur trois ans au plus.
Étendre la mutuelle de transport aux six communes du sud, avec les mêmes cotisations qu'au nord.
= Label national
#strong[CRITÈRE 1]

Déploiement dans toutes les régions, au sein de l'administration qui le finance depuis deux ans.

#strong[CRITÈRE 2]

Preuve d'un effet significatif sur la vie des usagers, publiée sur une page de statistiques.
= 6. Sept erreurs à éviter
Candidater seul. Découvrir la plateforme la veille. Recopier le cadre d'un autre projet. Oublier la
taxe. Prévoir trop peu pour l'évaluation. Négliger les lignes directrices du bailleur.
= 7. Les deux objectifs de la journée
Faire connaître les comités de gestion des forages, dont celui de Tintane, à ceux qui les financent.
Dégager des pistes d'action que chaque commune peut suivre dès la saison prochaine.
= 8. Quatre questions d'un financeur
Quel besoin des communes du sud ?

Pourquoi ces deux partenaires ?

Que coûte ce projet ?

Que restera-t-il dans cinq ans ?
= Annexe
"""


@pytest.fixture
def report(workshop: Workshop, tmp_path: Path) -> Workshop:
    files = [typeset(tmp_path / "rapport_final_SUDMERE.pdf", _REPORT)]
    assert [each.status for each in add(workshop, sources(files))] == ["added"]
    return workshop


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("Liste les recommandations du rapport SUDMERE", ("Négocier", "Étendre la mutuelle")),
        ("Quelles sont les recommandations ?", ("Négocier", "Étendre la mutuelle")),
        ("Quelles sont les erreurs à éviter ?", ("Candidater seul", "lignes directrices")),
        ("List the recommandations", ("Négocier", "Étendre la mutuelle")),
        ("What are the recommendations of the SUDMERE report?", ("Négocier", "Étendre la")),
        ("Quelles sont les principales recommandations ?", ("Négocier", "Étendre la mutuelle")),
        ("What were the two objectives?", ("Faire connaître", "Dégager des")),
        ("Quels sont les objectifs de l'atelier SUDMERE ?", ("Faire connaître", "Dégager des")),
        ("Quelles sont les 4 questions d'un financeur ?", ("Quel besoin", "dans cinq ans")),
        ("Quelles sont les 7 erreurs à éviter ?", ("Candidater seul", "lignes directrices")),
    ],
)
def test_a_section_is_shown_whole(report: Workshop, question: str, holds: tuple[str, ...]) -> None:
    told = answer(report, question)
    assert not told.abstained
    first = told.sentences[0]
    assert all(each in first.text[slice(*first.core)] for each in holds)
    assert "486 300" not in first.text


def test_what_labels_count_is_shown_from_the_first(report: Workshop) -> None:
    told = answer(report, "Quels critères pour le label national ?")
    assert not told.abstained
    first = told.sentences[0].text
    assert first.startswith("CRITÈRE 1")
    assert "page de statistiques" in first


@pytest.mark.parametrize(
    "question",
    [
        "Quelles sont les pistes de simplification ?",
        "quelles sont les pistes d'amélioration ?",
        "Quelles pistes sont proposées ?",
    ],
)
def test_a_document_about_them_is_asked_for_what_it_counts(
    workshop: Workshop, tmp_path: Path, question: str
) -> None:
    slides = """
#set document(title: "Pistes de simplification du guichet")
#set page(width: 16cm, height: 9cm)
Pistes de simplification du guichet
#pagebreak()
Sommaire

- Piste 1 : un formulaire unique
- Piste 2 : un guichet itinérant
#pagebreak()
Avantages de la piste 2

Les pistes envisagées allègent la charge des communes : la piste 2 leur coûte moins.
#pagebreak()
Inconvénients

La piste demande une camionnette, et des pistes praticables en saison des pluies.
"""
    files = [typeset(tmp_path / "pistes.pdf", slides)]
    assert [each.status for each in add(workshop, sources(files))] == ["added"]
    first = answer(workshop, question).sentences[0].text
    assert "formulaire unique" in first
    assert "guichet itinérant" in first


def test_the_contents_list_what_labels_count_and_nothing_else(
    workshop: Workshop, tmp_path: Path
) -> None:
    names = ["se connaître", "choisir", "négocier", "écrire", "faire vivre", "évaluer"]
    steps = [f"Étape {number} : {name}" for number, name in enumerate(names, 1)]
    entries = ["Pourquoi ce guide ?", *steps, "Lexique des termes"]
    lines = "\n\n".join(f"{name} #h(1fr) {page}" for page, name in enumerate(entries, 2))
    guide = f"""
#set document(title: "Construire un partenariat")
#set page(width: 16cm, height: 12cm)
Réseau Estran, juin 2024

{lines}
"""
    files = [typeset(tmp_path / "guide.pdf", guide)]
    assert [each.status for each in add(workshop, sources(files))] == ["added"]
    page = workshop.library.stored_page(workshop.library.documents()[0].id, 1)
    question = "Quelles sont les étapes du partenariat ?"
    (told,) = section_asked(workshop.library, question, [page])
    shown = " ".join(each.text for each in told.evidence)
    assert shown.startswith(steps[0])
    assert steps[-1] in shown
    assert "Lexique" not in shown


def test_anothers_recommendations_are_not_these(report: Workshop) -> None:
    told = answer(report, "Quelles sont les recommandations de la Cour des comptes ?")
    assert told.abstained or not told.sentences[0].text.startswith("5. Principales")


def test_each_document_has_its_own_section_and_nothing_else(
    report: Workshop, tmp_path: Path
) -> None:
    other = _REPORT.replace("VF", "Nord").replace("Négocier avec", "Convaincre")
    list(add(report, sources([typeset(tmp_path / "rapport_NORD.pdf", other)])))
    told = answer(report, "Quelles sont les recommandations ?")
    assert {each.file for each in told.citations} == {
        "rapport_NORD.pdf",
        "rapport_final_SUDMERE.pdf",
    }
    assert all("recommandations" in each.text for each in told.sentences)
    # What it names is one of them.
    (named,) = answer(report, "Liste les recommandations du rapport NORD").sentences
    assert "Convaincre" in named.text


def test_anothers_objectives_are_not_those_of_the_day(report: Workshop) -> None:
    pages = [report.library.stored_page(each.id, 1) for each in report.library.documents()]
    found = [
        bool(section_asked(report.library, f"Quels sont les objectifs {of} ?", pages))
        for of in ("de l'atelier SUDMERE", "du comité de Tintane")
    ]
    assert found == [True, False]


def test_a_document_is_called_by_its_files_name_too(report: Workshop) -> None:
    """Neither its title nor its pages name the project; the question does."""
    told = answer(report, "Quelles sont les dépenses de SUDMERE ?")
    assert not told.abstained
    assert "486 300 euros" in told.sentences[0].text


_REVIEW = """
#set document(title: "Kilns review")
#set page(width: 16cm, height: 24cm)
= 4. Recommendations
Negotiate a yearly price for rice husk with the mills, and pay for it before the rainy season.
Appoint a gender focal point in each of the districts where the kilns were converted.
= 5. Lessons learned
Train two mechanics per village rather than one, since the better of the two leaves for the town.
Order spare parts six months before the rains, when the roads to the north are still open.
"""


def test_english_asks_for_headings_of_either_language(report: Workshop, tmp_path: Path) -> None:
    files = [
        typeset(tmp_path / "kilns.pdf", _REVIEW),
        typeset(tmp_path / "atelier_maroc.pdf", _REPORT.replace("Rapport VF", "Compte rendu")),
    ]
    list(add(report, sources(files)))
    held = {each.file: each.id for each in report.library.documents()}
    for question, file, begins in (
        ("What are the recommendations of the kilns review?", "kilns.pdf", "4. Recommendations"),
        ("What are the lessons learned?", "kilns.pdf", "5. Lessons learned"),
        ("Which lessons were learned?", "kilns.pdf", "5. Lessons learned"),
        ("What are the objectives of the Morocco workshop?", "atelier_maroc.pdf", "7. Les deux"),
        ("What objectives were given?", "atelier_maroc.pdf", "7. Les deux"),
    ):
        pages = [report.library.stored_page(held[file], 1)]
        ((section,),) = (each.evidence for each in section_asked(report.library, question, pages))
        assert section.text.startswith(begins), question
    pages = [report.library.stored_page(held["rapport_final_SUDMERE.pdf"], 1)]
    asked = "What are the objectives of the Morocco workshop?"
    assert not section_asked(report.library, asked, pages)


_FINANCES = """
#set document(title: "Rapport sur les finances publiques")
#set page(width: 16cm, height: 24cm)
= Les recettes courantes
Les recettes courantes se sont élevées à 998,81 milliards en 2012, contre 793,62 milliards en 2011,
soit une hausse de 25,9 % qui vient surtout des impôts recouvrés par les régies de l'État.

Graphique 1 – Évolution des recettes courantes sur la période 2008-2012
= Les recettes en capital
Les recettes en capital se sont établies à 0,95 milliard en 2012, contre 0,48 milliard en 2011, du
fait des cessions d'immobilisations qui ont été décidées par le conseil des ministres en juin.
= Annexe
#table(columns: 4,
  [Nature], [2008], [2011], [2012],
  [Recettes courantes], [483,83], [793,62], [998,81],
  [Impôts directs], [108,60], [206,01], [261,93],
)
"""


@pytest.mark.parametrize(
    ("question", "starts", "note"),
    [
        ("Quelles sont les recettes courantes en 2012 ?", "Les recettes courantes", ""),
        ("Quelles sont les recettes courantes en 2008 ?", "Recettes courantes | 483,83", ""),
        (
            "Quelles sont les recettes en capital en 2008 ?",
            "Les recettes en capital",
            "Le premier extrait ne mentionne pas «\u00a02008\u00a0».",
        ),
    ],
)
def test_a_section_of_another_year_is_not_the_one_asked_for(
    workshop: Workshop, tmp_path: Path, question: str, starts: str, note: str
) -> None:
    files = [typeset(tmp_path / "finances.pdf", _FINANCES)]
    assert [each.status for each in add(workshop, sources(files))] == ["added"]
    told = answer(workshop, question)
    assert told.sentences[0].text.startswith(starts)
    assert [each for each in told.notes if "2008" in each] == ([note] if note else [])


_CONVENTION = """
#set document(title: "Convention de partenariat Hydralis")
#set page(width: 16cm, height: 24cm)
= ARTICLE 3 : ENGAGEMENTS DE L'ENTREPRISE
3.1 L'Entreprise verse à l'Association une contribution de 85 000 euros, en trois versements, dont
le dernier à la remise du rapport final.
3.2 L'Entreprise met à disposition un ingénieur pendant vingt jours par an.
= ARTICLE 4 : ENGAGEMENTS DE L'ASSOCIATION
4.1 L'Association réalise douze forages solaires avant le 31 décembre 2026, et les remet aux comités
de gestion que les usagers élisent dans chacun des villages.
= Chapitre II – Sanctions
Tout retard de plus de trente jours dans la remise d'un livrable donne lieu à une pénalité de 200
euros par semaine, plafonnée à 5 % du montant total.
= III. Litiges
Les parties recherchent d'abord un règlement amiable. À défaut, le tribunal judiciaire de Nantes est
compétent, et saisi par la partie la plus diligente.
"""
_CHARTER = """
#set document(title: "Charte du partenariat ONG-entreprises")
#set page(width: 16cm, height: 12cm)
= Troisième partie – Engagements
Engagement 1 : former les salariés volontaires.

Engagement 2 : mesurer l'empreinte carbone des missions.

Engagement 3 : acheter local quand c'est possible, et auprès de coopératives.
"""


def test_a_plain_text_is_read_by_its_labels(workshop: Workshop, tmp_path: Path) -> None:
    """No letters tell its headings."""
    text = tmp_path / "convention.txt"
    text.write_text("\n\n".join(_CONVENTION.split("\n= ")[1:]), encoding="utf-8")
    list(add(workshop, sources([text, typeset(tmp_path / "charte.pdf", _CHARTER)])))
    (section,) = answer(workshop, "Quels sont les engagements de l'Entreprise ?").sentences
    assert section.text.startswith("ARTICLE 3 : ENGAGEMENTS DE L'ENTREPRISE")
    assert section.text.endswith("vingt jours par an.")


@pytest.mark.parametrize(
    ("question", "starts", "ends"),
    [
        ("Quels sont les engagements de l'Entreprise ?", "ARTICLE 3", "vingt jours par an."),
        ("Liste les engagements de l'association", "ARTICLE 4", "chacun des villages."),
        ("Quelles sont les sanctions prévues ?", "Chapitre II", "5 % du montant total."),
        ("Quels sont les litiges ?", "III. Litiges", "la partie la plus diligente."),
    ],
)
def test_a_heading_is_read_behind_its_label(
    workshop: Workshop, tmp_path: Path, question: str, starts: str, ends: str
) -> None:
    """Of two documents, neither is named: the heading that says it all is the one asked for."""
    files = [
        typeset(tmp_path / "convention.pdf", _CONVENTION),
        typeset(tmp_path / "charte.pdf", _CHARTER),
    ]
    list(add(workshop, sources(files)))
    (section,) = answer(workshop, question).sentences
    assert section.text.startswith(starts)
    assert section.text.endswith(ends)


def _section_of(advice: int) -> str:
    said = "Le comité de gestion du forage publie ses comptes au marché, chaque année, en mars."
    items = [f"Recommandation {n}. {said} {said}\n" for n in range(1, advice + 1)]
    return "\n".join(items)


def test_a_section_that_is_little_longer_is_shown_whole(workshop: Workshop, tmp_path: Path) -> None:
    report = f"#set page(width: 20cm, height: 29cm)\n= 5. Recommandations\n{_section_of(9)}"
    list(add(workshop, sources([typeset(tmp_path / "evaluation.pdf", report)])))
    told = answer(workshop, "Quelles sont les recommandations ?")
    (section,) = told.sentences
    assert len(section.text) > 1_600
    assert "Recommandation 9." in section.text
    assert not any("demandez" in note for note in told.notes)


@pytest.mark.parametrize(
    ("asked", "more", "note"),
    [
        (
            "Quelles sont les recommandations ?",
            "la suite",
            "La suite est p.\u00a01\u00a0: demandez",
        ),
        ("What are the recommendations?", "the rest", "This goes on, p.\u00a01: ask for"),
    ],
)
def test_the_rest_of_a_section_is_for_the_asking(
    workshop: Workshop, tmp_path: Path, asked: str, more: str, note: str
) -> None:
    """On its page, and overleaf up to the next heading."""
    report = (
        "#set page(width: 20cm, height: 29cm)\n= 5. Recommandations\n"
        f"{_section_of(11)}#pagebreak()\nElles sont suivies par le préfet.\n= 6. Le suivi\n"
        "Le préfet réunit les comités deux fois par an, dans la salle de la mairie."
    )
    list(add(workshop, sources([typeset(tmp_path / "evaluation.pdf", report)])))
    before = answer(workshop, asked)
    (begun,) = before.sentences
    assert before.notes[-1].startswith(note)
    assert "Recommandation 7." not in begun.text
    after = answer(workshop, more, history=[before])
    assert "Recommandation 11." in after.sentences[0].text
    assert after.sentences[0].text[:60] not in begun.text
    assert after.sentences[1].text == "Elles sont suivies par le préfet."
    assert not any(each.startswith(note) for each in after.notes)
