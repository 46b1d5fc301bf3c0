"""The head of a table is shown with a row of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.answer_text import as_text
from assistant.table_head import asked_row, head_of, head_shown, same_table
from ingest import pipeline
from ingest.admission import sources
from ingest.workshop import Workshop
from tests.conftest import page_of, typeset

HEAD = "Indicateurs | Résultats 2023 | Objectifs | 2024"
PAGE = f"Le programme.\n{HEAD}\nPart des femmes | 53 % | 50 % | 45 %\nProduits | 31 | 1 200 | -4"
GLOSSARY = "AG | Assemblée générale\nDGI | Direction générale des impôts"

POSTS = "Poste | Réalisé 2022 | Budget 2023 | Réalisé 2023"
ACCOUNTS = (
    f"Tableau 3 – Compte de résultat\n{POSTS}\nCHARGES\n60 – Achats | 18 420 | 17 000 | 16 985"
    "\nTotal des charges | 585 965 | 608 000 | 605 470\nPRODUITS"
    "\nSubventions de l’État et de ses agences\n74 – Subventions | 478 600 | 501 000 | 503 450"
    "\nRésultat | – 14 215 | 0 | –"
)
DISTRICTS = "Indicateur | Amboasary | Betroka"
YEARS = "2021 | 2023 | Cible 2026 | 2021 | 2023 | Cible 2026"
CARE = "Femmes ayant eu quatre CPN (%) | 39 | 58 | 70 | 35 | 41 | 60"
INDICATORS = (
    f"Tableau 2\n{DISTRICTS}\n{YEARS}\nAccouchements (%) | 31 | 46 | 60 | 28 | 33 | 50\n{CARE}"
)


@pytest.mark.parametrize(
    ("text", "row", "head"),
    [
        (PAGE, "Part des femmes", HEAD),
        (PAGE, "Produits", HEAD),
        (PAGE, "53 %", HEAD),
        (PAGE, "Indicateurs", ""),
        (PAGE, "Le programme", ""),
        (GLOSSARY, "DGI", ""),
        (PAGE.replace(f"{HEAD}\n", ""), "Produits", ""),
    ],
)
def test_a_head_is_words_or_years_over_figures(text: str, row: str, head: str) -> None:
    assert head_of(text, text.index(row)) == head


@pytest.mark.parametrize(
    "row", ["60 – Achats", "74 – Subventions", "Résultat", "CHARGES", "PRODUITS", "Subventions de"]
)
def test_the_row_of_a_section_ends_no_table(row: str) -> None:
    assert head_of(ACCOUNTS, ACCOUNTS.index(row)) == POSTS


def test_a_caption_that_says_the_unit_is_of_the_head() -> None:
    caption = "Tableau 3 – Compte de résultat (en milliers d’euros)"
    page = ACCOUNTS.replace("Tableau 3 – Compte de résultat", caption)
    assert head_of(page, page.index("74 –")) == f"{caption}\n{POSTS}"
    assert head_of(page, page.index(caption)) == ""


@pytest.mark.parametrize(
    "between",
    [
        "Les fonds propres s’élèvent à 148 900 €.",  # a paragraph, however short
        "Les dépenses ont été ramenées à leur niveau de 2019"
        " par le départ de deux agents, que nul n’a remplacés",
        "Tableau 4 – Bilan",
        "PRODUITS\nSubventions\nSubventions de l’État",
    ],
)
def test_what_parts_two_tables_ends_both(between: str) -> None:
    page = f"{POSTS}\nAchats | 18 | 17 | 16\n{between}\nStocks | 3 | 4 | 5"
    assert head_of(page, page.index("Stocks")) == ""
    assert head_of(page, page.index(between)) == ""


def test_a_short_line_between_two_tables_is_no_section_of_the_first() -> None:
    page = f"{POSTS}\nAchats | 18 | 17 | 16\nBilan\nMali | 3 | 4"
    assert head_of(page, page.index("Mali")) == ""  # it has fewer cells
    page = f"{POSTS}\nAchats | 18 | 17 | 16\nBilan\nPays | 2022 | 2023 | Total\nMali | 3 | 4 | 7"
    assert head_of(page, page.index("Mali")) == "Pays | 2022 | 2023 | Total"


ASSETS = "Actif | 2023 | 2022\nStocks | 3 | 4\nTotal de l’actif | 12 | 16"
DEBTS = "Dettes | 9 | 14\nTotal du passif | 12 | 16"


@pytest.mark.parametrize(
    ("assets", "head"),
    [
        (ASSETS, "Passif | 2023 | 2022"),
        (ASSETS, "Passif | 2022 | 2023"),  # years that follow each other, of no head above
        (ASSETS.replace("2023 | 2022", "Prévu | Réalisé"), "Passif | Prévu | Réalisé"),
        (ASSETS.partition("\n")[2], "Passif | 2023 | 2022"),  # its own head is overleaf
    ],
)
def test_a_head_right_under_a_table_begins_another(assets: str, head: str) -> None:
    page = f"Le bilan (en euros)\n{assets}\n{head}\n{DEBTS}"
    for row in ("Dettes", "Total du passif"):
        assert head_of(page, page.index(row)) == f"Le bilan (en euros)\n{head}"
    assert head_of(page, page.index(head)) == ""
    assert same_table(page, page.index("Stocks"), page.index("Total de"))
    assert not same_table(page, page.index("Total de"), page.index(head))
    assert not same_table(page, page.index("Stocks"), page.index("Dettes"))
    assert same_table(page, page.index(head), page.index("Total du passif"))


def test_a_row_of_years_that_do_not_follow_each_other_is_no_head() -> None:
    page = "Ville | Dassa | Kayes\nÉcoles | 3 | 4\nJumelage | 1998 | 2004\nDons | 5 | 7"
    assert head_of(page, page.index("Dons")) == "Ville | Dassa | Kayes"


def test_a_head_of_two_lines_is_whole() -> None:
    whole = f"{DISTRICTS}\n{YEARS}"
    assert head_of(INDICATORS, INDICATORS.index(CARE)) == whole
    assert head_of(INDICATORS, INDICATORS.index(YEARS)) == DISTRICTS
    assert head_of(INDICATORS, INDICATORS.index(DISTRICTS)) == ""
    mothers = INDICATORS.replace(CARE, f"Santé des mères\n{CARE}")
    assert head_of(mothers, mothers.index(CARE)) == whole
    first = INDICATORS.replace(YEARS, f"{YEARS}\nSanté des mères")
    assert head_of(first, first.index(CARE)) == whole


@pytest.mark.parametrize(
    "head",
    [
        "Pays | Élèves | Agents\nRéalisé | Prévu | Réalisé | Prévu\n2022 | 2023 | 2022 | 2023",
        "Élèves | Agents\nPays | Réalisé 2022 | Prévu 2023 | Réalisé 2022 | Prévu 2023",
        "Pays | Élèves | Agents | Élus | Total\n(en %) | (en %) | nombre | nombre",
        "Pays | Élèves | Agents | Élus | Total\n2021 | 2022 | 2023 | en 2024",
        "Élèves | Agents | Élus | Total\nPays | 2021 | 2022 | 2023 | 2024",
        "Pays | Élèves | Agents | Élus | Total\n– | Inscrits | Salariés | Sortants | –",
    ],
)
def test_a_line_without_label_is_of_the_head(head: str) -> None:
    page = f"Le bilan.\n{head}\nBénin | 1 | 2 | 3 | 4\nTogo | 5 | 6 | 7 | 8"
    assert head_of(page, page.index("Togo")) == head


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Quels sont les achats réalisés en 2023 ?", "60 – Achats | 18 420 | 17 000 | 16 985"),
        ("Quel est le total des charges ?", "Total des charges | 585 965 | 608 000 | 605 470"),
        ("Quelles subventions et quels achats ?", None),
        ("Quel est le total des produits ?", None),
        ("À quel poste va le budget 2023 ?", None),  # the label of its head is no row's
    ],
)
def test_a_row_is_asked_for_by_its_whole_label(question: str, row: str | None) -> None:
    found = asked_row(ACCOUNTS, (0, len(ACCOUNTS)), question)
    assert (ACCOUNTS[slice(*found)] if found else None) == row


def test_a_row_whose_first_columns_are_empty_is_asked_for_by_its_label() -> None:
    """« – | Loyers | 12 »: the label stands in the second column of those that name rows."""
    page = "Postes | Détail | 2022 | 2023\nAchats | Papier | 3 | 4\n– | Loyers du siège | 12 | 14"
    found = asked_row(page, (0, len(page)), "Combien pour les loyers du siège ?")
    assert found
    assert page[slice(*found)] == "– | Loyers du siège | 12 | 14"


def test_the_end_of_a_label_is_no_row_that_is_asked_for() -> None:
    cut = ACCOUNTS.replace("60 – Achats", "Taxes sur domaines et\nfonciers")
    asked = "Combien pour les taxes sur domaines et fonciers ?"
    assert asked_row(cut, (0, len(cut)), asked) is None
    bare = ACCOUNTS.replace(f"{POSTS}\n", "")
    assert asked_row(bare, (0, len(bare)), "Quels achats ?") is None  # nothing says of what


def test_a_row_that_two_sections_have_is_shown_with_its_section() -> None:
    table = "Rubriques | 2011 | 2012\nDette intérieure | 38,48 | 55,13"
    page = f"{table}\nVariation en %\nDette intérieure | -6,4% | 43,3%"
    asked = "Quelle est la dette intérieure en 2012 ?"
    assert asked_row(table, (0, len(table)), asked)
    assert asked_row(page, (0, len(table)), asked) is None
    assert head_of(page, page.index("Variation")) == "Rubriques | 2011 | 2012"


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Année | Visites | Dons", "2021 | 1950 | 2004"),  # counts, beside a label
        ("Indicateur | Résultat | Objectif", "Statut | Acquis | Acquis"),
        ("Indicateur | Résultat | Objectif", "Statut | Acquis"),  # its last cell is empty
    ],
)
def test_a_row_with_a_label_is_none_of_the_head(head: str, row: str) -> None:
    page = f"{head}\n{row}\n2022 | 12 | 14"
    assert head_of(page, page.index("2022 |")) == head


@pytest.mark.parametrize(
    "cell",
    [
        *("9 850 000 F CFA", "12 500 FCFA", "1 200 000 euros", "1,2 Md€", "3 millions d’euros"),
        *("$1,250,000", "1 200 USD", "USD 1 200", "(4 370)", "−820", "~50 %", "> 50 %", "1 200*"),
        *("12 mois", "+18 pts", "2 ETP", "12 km²", "45 kg", "1 200 (1)", "N/A", "n.d.", "ND"),
    ],
)
def test_a_figure_has_the_unit_and_the_sign_that_reports_write(cell: str) -> None:
    page = (
        f"Le bilan.\n{POSTS}\nAchats | {cell} | {cell} | {cell}\nLoyers | {cell} | {cell} | {cell}"
    )
    row = f"Loyers | {cell} | {cell} | {cell}"
    assert head_of(page, page.index(row)) == POSTS
    assert asked_row(page, (0, len(page)), "Combien pour les loyers ?")


@pytest.mark.parametrize(
    "head",
    [
        "Poste | 31 décembre | 30 juin",
        "Poste | 1er semestre | 2e semestre",
        "Poste | 2022 réalisé | 2023 prévu",
        "Poste | 2022* | (2023)",
        "Poste | 2021 | 2022 2023",
        "Poste | 12 mois | 24 mois",
        "Poste | Prévu | Réalisé\n(1) | (2) | (3)",
    ],
)
def test_what_begins_with_a_number_in_a_head_is_no_figure(head: str) -> None:
    page = f"Le bilan.\n{head}\nAchats | 18 | 17\nLoyers | 3 M€ | 40"
    assert head_of(page, page.index("Loyers")) == head


def test_rows_that_count_months_are_no_head() -> None:
    page = "Le bilan.\nProjet A | 12 mois | 18 mois\nProjet B | 24 mois | 12 mois"
    assert head_of(page, page.index("Projet B")) == ""


def test_a_row_is_shown_under_its_head(workshop: Workshop, tmp_path: Path) -> None:
    rows = [
        ("Indicateurs", "Résultats 2023", "Objectifs 2024"),
        *((f"Part des femmes parmi les {who}", f"{n} %", f"{n + 3} %") for n, who in _WHO),
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = f"= Bilan du programme\n#table(columns: (3fr, 1fr, 1fr), {cells})"
    list(pipeline.add(workshop, sources([typeset(tmp_path / "bilan.pdf", source)])))
    given = answer(workshop, "Quelle est la part des femmes parmi les agents du Burkina Faso ?")
    shown = next(each for each in given.sentences if "agents du Burkina" in each.text)
    assert shown.head.endswith("Résultats 2023 | Objectifs 2024")
    assert "Résultats 2023 | Objectifs 2024" in as_text(given)


def test_a_head_of_the_page_before_is_shown(workshop: Workshop, tmp_path: Path) -> None:
    """The table goes on, without repeating its head, down to the third page."""
    rows = [("District", "Écoles", "Maîtres"), *((each, str(n), str(n + 9)) for n, each in _TOWNS)]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = (
        "#set page(height: 9cm)\n= Le réseau des écoles de brousse"
        f"\n#table(columns: 3, {cells})\nLe réseau est ouvert à toutes les écoles."
    )
    last = page_of(workshop, typeset(tmp_path / "reseau.pdf", source), 3)
    assert last.text.startswith("Tsiroanomandidy | 35")
    assert head_shown(workshop.library, last, 0) == "District | Écoles | Maîtres"
    assert not head_shown(workshop.library, last, last.text.index("Le réseau"))
    given = answer(workshop, "Combien de maîtres dans le district de Vohemar ?")
    assert given.sentences[0].text == "Vohemar | 36 | 45"
    assert given.sentences[0].head == "District | Écoles | Maîtres"


def test_a_table_of_other_columns_does_not_go_on_from_the_page_before(
    workshop: Workshop, tmp_path: Path
) -> None:
    source = (
        "= Le réseau\n#table(columns: 3, [District], [Écoles], [Maîtres], [Andapa], [3], [4])"
        "\n#pagebreak()\n#table(columns: 2, [Mananara], [12], [Vohemar], [13])"
    )
    page = page_of(workshop, typeset(tmp_path / "reseau.pdf", source), 2)
    assert page.text == "Mananara | 12\nVohemar | 13"
    assert head_shown(workshop.library, page, page.text.index("Vohemar")) == ""


_TOWNS = list(
    enumerate(
        "Ambanja Ambilobe Ambositra Andapa Antalaha Antsirabe Betioky Farafangana Fenoarivo Ihosy"
        " Maevatanana Mahajanga Manakara Mananara Marovoay Miandrivazo Moramanga Morondava Sambava"
        " Toliara Tsiroanomandidy Vohemar".split(),
        start=15,
    )
)


def test_a_head_of_two_lines_is_shown_above_the_row_of_a_section(
    workshop: Workshop, tmp_path: Path
) -> None:
    figures = ", ".join(f"[{who}], {', '.join(f'[{n + k}]' for k in range(4))}" for n, who in _WHO)
    source = (
        "= Bilan du programme\n#table(columns: (3fr, 1fr, 1fr, 1fr, 1fr),"
        "table.cell(rowspan: 2)[Effectifs], table.cell(colspan: 2)[Mayenne],"
        "table.cell(colspan: 2)[Sarthe], [2022], [2023], [2022], [2023],"
        f"table.cell(colspan: 5)[SALARIÉS], {figures},"
        "table.cell(colspan: 5)[BÉNÉVOLES], [Tuteurs des jeunes volontaires], [3], [4], [5], [6])"
    )
    list(pipeline.add(workshop, sources([typeset(tmp_path / "bilan.pdf", source)])))
    given = answer(workshop, "Combien y a-t-il de tuteurs des jeunes volontaires ?")
    shown = next(each for each in given.sentences if "Tuteurs" in each.text)
    assert shown.text == "Tuteurs des jeunes volontaires | 3 | 4 | 5 | 6"
    assert shown.head == "Effectifs | Mayenne | Sarthe\n– | 2022 | 2023 | 2022 | 2023"
    assert f"{shown.head}\n" in as_text(given)


_WHO = [
    (n, f"{who} {where} engagés pour plusieurs années dans la coopération")
    for n, (who, where) in enumerate(
        [
            (who, where)
            for where in ("du Mali", "du Togo", "du Bénin", "du Niger", "du Burkina Faso")
            for who in ("agents", "élus", "bénévoles")
        ],
        start=20,
    )
]


@pytest.mark.parametrize(
    "head",
    [
        "– | 2023 | 2024\n",
        "– | Femmes | – | Hommes\n",
        "Région | Année 2026 | Total\nRégion | 1er semestre | 2e semestre | Total\n",
    ],
)
def test_a_head_may_have_empty_cells_and_one_that_spans_its_lines(head: str) -> None:
    text = f"Le programme.\n{head}Kossodo | 120 | – | 98\nDons | – | –\nZimtenga | – | 205 | 3"
    for row in ("Kossodo", "Zimtenga"):
        assert head_of(text, text.index(row)) == head.rstrip()


TRAINING = (
    "Ville | Module | Jours | Participants\nKayes | Budget | 3 | 24\nKayes | Plaidoyer | 2 | 31"
    "\nDassa | Budget | 2 | 12\nDassa | Plaidoyer | 1 | 17"
)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Combien de participants au module Plaidoyer à Dassa ?", "Dassa | Plaidoyer | 1 | 17"),
        ("Combien de participants à Dassa ?", None),
        ("Combien de participants au plaidoyer ?", None),
    ],
)
def test_a_row_of_a_label_that_spans_rows_is_asked_for_by_what_stands_beside_it(
    question: str, row: str | None
) -> None:
    found = asked_row(TRAINING, (0, len(TRAINING)), question)
    assert (found and TRAINING[slice(*found)]) == row


def test_a_row_is_not_asked_for_where_another_says_more_of_the_question() -> None:
    page = (
        "Volet | Objet | Aide maximale\nA. Explorer | Mission commune | 5 000 €"
        "\nB. Expérimenter | Projet d'un an | 25 000 €"
        "\nC. Déployer | Projet de deux à trois ans | 90 000 €"
    )
    whole = 0, len(page)
    assert asked_row(page, whole, "Quelle somme demander pour un projet de trois ans ?") is None
    assert asked_row(page, whole, "Quelle somme demander pour un projet ?")
    assert asked_row(page, whole, "Quelle somme demander pour une mission commune ?")


CODED = (
    "Code | Activité | Unité | Budget\n64 | Charges de personnel | Nombre | 12\n"
    "A1.2 | Cantines scolaires | Montant | 18\n– | Total | – | 30\n"
    "Cameroun | Commune de Dschang | 22 000 euros | 5 400 habitants\n"
    "Cameroun | Commune de Bafou | 9 000 euros | 1 200 habitants"
)


@pytest.mark.parametrize(
    ("question", "row"),
    [
        ("Quel est le montant des charges de personnel ?", "64 | Charges de personnel |"),
        ("Quelles sont les dépenses de l’activité A1.2 ?", "A1.2 | Cantines"),
        ("Quelle subvention a reçu la commune de Dschang ?", "Cameroun | Commune de Dschang"),
        ("Combien pour la commune de Bafou, au Cameroun ?", "Cameroun | Commune de Bafou"),
        ("Quelle subvention pour le Cameroun ?", None),
        ("Quel est le nombre de classes ?", None),  # the unit of a row is no label
    ],
)
def test_a_row_of_a_code_or_a_country_is_asked_for_by_the_label_beside_it(
    question: str, row: str | None
) -> None:
    found = asked_row(CODED, (0, len(CODED)), question)
    assert (CODED[slice(*found)] if found else None) == next(
        (line for line in CODED.split("\n") if row and line.startswith(row)), None
    )
