"""An FAQ's own question, and a table's own row, are known by their words: no sentence has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.asked_parts import row_asked
from assistant.close_reading import READ
from assistant.extract import Evidence
from assistant.retrieval import retrieve_with_words
from ingest.admission import sources
from ingest.pipeline import add
from ingest.workshop import Workshop
from tests.conftest import typeset

_FAQ = """
#set document(title: "Foire aux questions de l'appel à projets Jeunesses")
#set page(width: 16cm, height: 24cm)
= Qui peut répondre ?
== 1. Quelles sont les structures éligibles ?
Les associations loi 1901 ayant leur siège en France, les communes et les établissements scolaires.
== 2. Mon association a dix mois. Puis-je déposer un dossier ?
Non, pas en tant que chef de file. Vous pouvez vous associer à une structure éligible.
== 3. Comment déposer le dossier ?
Uniquement sur la plateforme Horizons. Aucun envoi postal n'est accepté. Pensez à créer votre compte
au moins 48 heures avant la clôture, car la validation n'est pas immédiate.
== 4. Quand déposer le dossier ?
Du 20 janvier au 21 mars 2025 à 17 h, heure de Paris ; les résultats sont connus avant le 30 mai.
== 5. Que se passe-t-il si un jeune se désiste ?
Tant que le groupe reste au-dessus de six, rien ne change. En dessous, prévenez-nous dans les dix
jours : l'aide est recalculée au prorata.
== 6. Combien de temps dure le séjour ?
Quatorze jours au minimum sur place, voyage non compris, et six semaines au maximum.
"""
_REPORT = """
#set document(title: "Rapport d'activité de Ligne d'Horizon")
#set page(width: 18cm, height: 26cm)
= 1. Les formations
Trente-huit formations ont réuni 643 participants, dont 58 % de femmes, dans les départements.
Le taux de satisfaction des participants aux formations s'établit à 91 %, selon l'enquête de 2023.
#figure(kind: table, caption: [Formations par département], table(columns: 5,
  [Département], [Sessions 2022], [Sessions 2023], [Participants 2022], [Participants 2023],
  [Mayenne], [3], [4], [38], [61],
  [Sarthe], [5], [4], [74], [59],
  [Vendée], [4], [6], [52], [98],
))
= 2. Les comptes
#figure(kind: table, caption: [Sommaire], table(columns: 2,
  [Les formations], [1], [Les comptes], [2], [Les risques], [3], [Les partenaires], [4],
  [Les projets], [5],
))
L'exercice se solde par un excédent de 6 870 €, après un déficit de 14 215 € en 2022. Le total des
produits atteint 612 340 €, en hausse de 7 %, et les fonds propres s'élèvent à 148 900 €.
#table(columns: 4,
  [Poste], [Réalisé 2022], [Budget 2023], [Réalisé 2023],
  [Achats], [9 200], [9 500], [8 750],
  [Loyers et charges locatives], [31 200], [24 000], [22 930],
  [76 – Produits financiers], [430], [500], [1 340],
)
= 3. Les risques
Le comité revoit ces risques à chacune de ses réunions, et le trésorier en rend compte à l'été.
#table(columns: 3,
  [Risque], [Probabilité], [Réponse],
  [Retard des subventions], [forte], [Une avance de 20 000 € est demandée à la banque],
  [Départ des formateurs bénévoles], [moyenne], [Une prime de 25 € par mois est versée],
)
#pagebreak()
#table(columns: 4,
  [Code], [Rubrique], [Prévu], [Réalisé],
  [64], [Indemnités kilométriques], [\\$1,200], [\\$1,350],
  [65], [Cotisations versées], [\\$300], [\\$310],
)
"""


@pytest.fixture
def shelf(workshop: Workshop, tmp_path: Path) -> Workshop:
    files = [typeset(tmp_path / "faq.pdf", _FAQ), typeset(tmp_path / "rapport.pdf", _REPORT)]
    assert {each.status for each in add(workshop, sources(files))} == {"added"}
    return workshop


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("comment on dépose le dossier", "plateforme Horizons"),
        ("Quand doit-on déposer le dossier ?", "21 mars 2025"),
        ("un jeune se desiste que faire", "recalculée au prorata"),
        ("Combien de participants aux formations en Vendée en 2023 ?", "Vendée | 4 | 6 | 52 | 98"),
        ("produits financiers 2023", "430 | 500 | 1 340"),
        ("Quel était le montant des loyers en 2022 ?", "31 200 | 24 000"),
    ],
)
def test_what_a_page_asks_or_labels_comes_first(shelf: Workshop, question: str, holds: str) -> None:
    told = answer(shelf, question)
    assert not told.abstained
    assert holds in told.sentences[0].text


def test_a_row_comes_alone_under_its_head(shelf: Workshop) -> None:
    told = answer(shelf, "Combien de participants aux formations en Vendée en 2023 ?")
    assert "Mayenne" not in told.sentences[0].text
    assert "Participants 2023" in told.sentences[0].head


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        # A question for another kind of thing, of another thing, or for a year that no column is.
        ("Combien de temps dure la convention ?", "Quatorze jours"),
        ("qui peut déposer le dossier ?", "plateforme Horizons"),
        ("Combien de participants aux formations en Vendée en 2019 ?", "Vendée | 4"),
    ],
)
def test_what_is_asked_of_another_does_not(shelf: Workshop, question: str, absent: str) -> None:
    told = answer(shelf, question)
    assert told.abstained or not told.sentences[0].text.startswith(absent)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Combien de participants en Vendée en 2023 ?", 1),
        ("Quel est le salaire moyen en Vendée en 2023 ?", 0),
        ("Pourquoi si peu de participants en Vendée en 2023 ?", 0),
        # What but asks for an amount stands in no table.
        ("Combien représentent les loyers en 2022 ?", 1),
        ("À combien se chiffrent les achats en 2023 ?", 1),
        ("À combien de francs CFA se chiffrent les achats en 2023 ?", 1),
        ("Quel montant a été alloué aux achats en 2022 ?", 1),
        ("Combien a-t-on dépensé pour les achats en 2022 ?", 1),
        ("Combien de sessions en 2023 ?", 0),
        # The code before its label is none.
        ("Quel montant pour les indemnités kilométriques ?", 1),
        # A row whose cells are no figures counts nothing.
        ("Combien de formateurs bénévoles ?", 0),
        ("Quelle réponse au départ des formateurs bénévoles ?", 1),
        # What else the document is about is said of no row, nor is an entry of its contents one.
        ("Combien de femmes ont suivi les formations en Sarthe ?", 0),
        ("Combien de comptes excédentaires ?", 0),
    ],
)
def test_a_row_answers_what_its_table_tells(shelf: Workshop, question: str, found: int) -> None:
    assert len(_rows_asked(shelf, question)) == found


_FINANCES = """
#set document(title: "Rapport sur les finances de 2012")
#set page(width: 18cm, height: 26cm)
= Introduction
Les comptes de 2010 et de 2011 ont été arrêtés avant ceux de l'exercice, au mois de mars.
= Annexe
Les montants sont en millions de francs.
#table(columns: 3,
  [Nature], [Prévu], [Réalisé],
  [Salaires], [242 000], [245 819],
  [Dons des communes], [1 200], [980],
)
= Exercice 2011
#table(columns: 3,
  [Nature], [Prévu], [Réalisé],
  [Transferts courants], [178 749], [221 431],
  [1.1 Recettes fiscales], [609 133], [695 633],
)
= Évolution
#table(columns: 3,
  [Nature], [2010], [2011],
  [Recettes fiscales], [565 749], [695 633],
  [Autres recettes fiscales], [12 450], [14 120],
)
= Exercice 2011, suite
Les amendes sont comptées à part, et non parmi les recettes fiscales du tableau qui précède.
#table(columns: 3,
  [Amendes], [310], [275],
  [Recettes fiscales], [609 133], [695 633],
)
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        # Its page speaks of 2010, but its table is the report's own, of 2012.
        ("Quel est le montant des salaires en 2010 ?", []),
        ("Quel est le montant des salaires en 2012 ?", ["Salaires | 242 000 | 245 819"]),
        ("Quels transferts courants en 2011 ?", ["Transferts courants | 178 749 | 221 431"]),
        ("Quels transferts courants en 2012 ?", []),
        # A list of a year's may be a row of figures.
        ("Quels sont les salaires en 2012 ?", ["Salaires | 242 000 | 245 819"]),
        ("Quels sont les salaires ?", []),
        # Two tables under a head have its label, which « Autres recettes fiscales » is not.
        (
            "Quel est le montant des recettes fiscales en 2011 ?",
            ["1.1 Recettes fiscales | 609 133 | 695 633", "Recettes fiscales | 565 749 | 695 633"],
        ),
    ],
)
def test_a_row_is_of_the_year_that_its_table_tells(
    workshop: Workshop, tmp_path: Path, question: str, rows: list[str]
) -> None:
    _add(workshop, tmp_path / "finances.pdf", _FINANCES)
    assert [each.text for each in _rows_asked(workshop, question)] == rows


def test_a_head_under_another_table_is_no_row(workshop: Workshop, tmp_path: Path) -> None:
    """Years are figures, and its label is what is asked for."""
    cells = (
        "[Actif], [2023], [2022], [Stocks], [22 385], [19 410],"
        "[Passif], [2023], [2022], [Dettes], [9 450], [8 120], [Total du passif], [22 385], [9 410]"
    )
    source = f"= Le bilan (en euros)\n#table(columns: 3, {cells})"
    _add(workshop, tmp_path / "comptes-2023.pdf", source)
    rows = _rows_asked(workshop, "Quel est le montant du passif en 2023 ?")
    assert [each.text for each in rows] == ["Total du passif | 22 385 | 9 410"]


_WATER = """
#set document(title: "Évaluation du programme d'eau du Sourou")
#set page(width: 18cm, height: 26cm)
= Les résultats
Le programme a équipé les villages du plateau, et formé ceux qui entretiennent les ouvrages.
#figure(kind: table, caption: [Résultats prévus et atteints], table(columns: 4,
  [Indicateur], [Départ], [Cible], [Atteint],
  [Forages équipés], [0], [46], [41],
  [Latrines familiales], [210], [1 500], [1 132],
))
= Les moyens
Les financeurs ont versé leur part à la signature, puis le solde une fois les travaux reçus.
#table(columns: 3,
  [Poste], [Coût prévu], [Coût réel],
  [Pompes solaires], [31 500], [29 800],
  [Châteaux d'eau], [18 400], [19 250],
)
"""


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        # Its row counts them, and no word of its table is of money.
        ("Combien coûte un forage équipé ?", []),
        ("Quel est le coût des latrines familiales ?", []),
        ("Combien de forages équipés ?", ["Forages équipés | 0 | 46 | 41"]),
        ("Combien coûtent les pompes solaires ?", ["Pompes solaires | 31 500 | 29 800"]),
    ],
)
def test_a_row_that_counts_tells_no_price(
    workshop: Workshop, tmp_path: Path, question: str, rows: list[str]
) -> None:
    _add(workshop, tmp_path / "eau.pdf", _WATER)
    assert [each.text for each in _rows_asked(workshop, question)] == rows


def _add(workshop: Workshop, path: Path, source: str) -> None:
    assert [each.status for each in add(workshop, sources([typeset(path, source)]))] == ["added"]


def _rows_asked(workshop: Workshop, question: str) -> list[Evidence]:
    hits, words = retrieve_with_words(workshop, question, READ, ())
    places = dict.fromkeys((each.chunk.document, each.chunk.page) for each in hits)
    pages = [workshop.library.stored_page(*place) for place in places]
    return row_asked(workshop.library, question, pages, words)
