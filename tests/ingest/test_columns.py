"""Columns of a PDF's table: an empty cell keeps its place before a filled one."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import cleaning
from ingest.pdf import read_pdf
from tests.conftest import typeset

SETTINGS = """
#set page(width: 16cm, height: 18cm)
#set text(size: 10pt, lang: "fr", hyphenate: false)
"""
ABOVE = "Le tableau présente ce que chaque région verse aux partenaires, par année, en euros."
BELOW = "Ces montants sont ceux de la convention, et non ceux qui ont été versés à ce jour."
# What each row's cells are, empty ones with them.
LEDGER = (
    ("", "Recettes", "Dépenses", "Solde"),
    ("Cotisations des membres", "1 200", "", "1 200"),
    ("Salaires de l’équipe", "", "48 000", "\u221248 000"),
    ("Subvention de la région", "52 500", "", "52 500"),
    ("Loyer du local", "", "", "\u22127 200"),
    ("Total", "53 700", "48 000", "\u22121 500"),
)


def read(tmp_path: Path, table: str, *, tagged: bool = False) -> list[str]:
    path = typeset(tmp_path / "t.pdf", f"{SETTINGS}{ABOVE}\n\n{table}\n\n{BELOW}", tagged=tagged)
    (page,) = cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)
    return page.text.split("\n")


def shown(rows: tuple[tuple[str, ...], ...]) -> list[str]:
    return [" | ".join(cell or "–" for cell in row) for row in rows]


@pytest.mark.parametrize("tagged", [False, True])
@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
@pytest.mark.parametrize("align", ["left", "(left, right, right, right)", "center"])
def test_a_figure_stays_under_its_column_s_name(
    tmp_path: Path, stroke: str, align: str, tagged: bool
) -> None:
    cells = ", ".join(f"[{cell}]" for row in LEDGER for cell in row)
    options = f"columns: (2fr, 1fr, 1fr, 1fr), stroke: {stroke}, align: {align}, inset: 6pt"
    lines = read(tmp_path, f"#table({options}, {cells})", tagged=tagged)
    assert lines == [ABOVE, *shown(LEDGER), BELOW]


@pytest.mark.parametrize("align", ["left", "center", "right"])
@pytest.mark.parametrize(("stroke", "tagged"), [("0.5pt", False), ("none", True)])
def test_a_cell_over_several_columns_leaves_none_of_them_empty(
    tmp_path: Path, align: str, stroke: str, tagged: bool
) -> None:
    cells = (
        "[], table.cell(colspan: 2)[Recettes de la région], [Dépenses],"
        "[Année], [prévues], [reçues], [],"
        "[2022], [40 000], [38 000], [12 000],"
        "[2023], [41 000], [], [15 000],"
        "table.cell(colspan: 3)[Solde des deux années], [11 000]"
    )
    options = f"columns: (1fr, 1fr, 1fr, 1fr), stroke: {stroke}, inset: 6pt, align: {align}"
    assert read(tmp_path, f"#table({options}, {cells})", tagged=tagged)[1:-1] == [
        "– | Recettes de la région | Dépenses",
        "Année | prévues | reçues",
        "2022 | 40 000 | 38 000 | 12 000",
        "2023 | 41 000 | – | 15 000",
        "Solde des deux années | 11 000",
    ]


def test_references_in_a_table_s_margin_are_no_column(tmp_path: Path) -> None:
    rows = [
        ("", "Recettes fiscales", "400", "405"),
        ("", "Recettes en capital", "12", "13"),
        ("T.7", "Dons", "238", "210"),
        ("", "Dépenses courantes", "447", "450"),
        ("", "Prêts nets", "4", "1"),
        ("", "Salaires", "187", "185"),
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    table = f"#table(columns: (1fr, 3fr, 1fr, 1fr), stroke: 0.5pt, {cells})"
    assert read(tmp_path, table)[1:-1] == [
        "Recettes fiscales | 400 | 405",
        "Recettes en capital | 12 | 13",
        "T.7 | Dons | 238 | 210",
        "Dépenses courantes | 447 | 450",
        "Prêts nets | 4 | 1",
        "Salaires | 187 | 185",
    ]


LABELS = (
    ("Rubriques", "2007", "2008"),
    ("Personnel", "187,60", "198,83"),
    ("Fonctionnement", "194,84", "195,31"),
    ("Transferts", "154,79", "148,36"),
    ("Prêts nets", "101,17", "111,60"),
    ("Investissement", "350,43", "318,89"),
)


@pytest.mark.parametrize(
    ("label", "figure", "place"),
    [
        ("Part des prêts nets et dons", "25,6%", "left"),
        ("Dépenses totales", "834,76", "right"),
    ],
)
def test_a_label_too_long_for_its_column_leaves_the_others_theirs(
    tmp_path: Path, label: str, figure: str, place: str
) -> None:
    last = (label, figure, "791,85")
    cells = ", ".join(f"[{cell}]" for row in LABELS for cell in row)
    # It runs over its figure, or up to it: 2 cm are its column's, then its figure's own.
    room = f"#context box(width: 0pt, box(width: 4cm - measure[{figure}].width, align({place})["
    long = f"{room}#box(width: 9cm, align({place})[{label}])" if place == "left" else room + label
    source = (
        "#table(columns: (2cm, 2cm, 2cm), align: (left, right, right), stroke: none,"
        f" inset: (x: 0pt, y: 2pt), {cells}, [{long}]))], [{figure}], [{last[2]}])"
    )
    assert read(tmp_path, source) == [ABOVE, *shown((*LABELS, last)), BELOW]


def test_a_figure_a_space_away_from_the_one_before_is_in_its_own_column(tmp_path: Path) -> None:
    rows = (*LABELS, ("PIB", "4 862,56", "5 421,00"))
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    options = "columns: (4cm, 1.38cm, 1.38cm), align: (left, center, center), stroke: none"
    assert read(tmp_path, f"#table({options}, inset: (x: 0pt, y: 2pt), {cells})") == [
        ABOVE,
        *shown(rows),
        BELOW,
    ]
