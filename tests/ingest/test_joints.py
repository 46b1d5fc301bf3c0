"""Tables that draw no upright rule: the borders or backgrounds of their cells tell the columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import cleaning
from ingest.pdf import read_pdf
from tests.conftest import typeset

SETTINGS = """
#set page(width: 16cm, height: 12cm, margin: 1.5cm)
#set text(size: 10pt, lang: "fr", hyphenate: false)
"""
BEFORE = "Sur cent points, par deux lecteurs qui ne se connaissent pas et ne se voient jamais."
AFTER = "La grille des deux lecteurs est envoyée sur demande, dans les deux mois qui suivent."
# Names beside short cells, which nothing but their rules holds to them; columns too near for any
# gutter; a cell of two lines.
CRITERIA = (
    ("Critère", "Points", "Note éliminatoire"),
    ("Besoin exprimé par le partenaire local", "30", "moins de 15"),
    ("Qualité agronomique et climat", "25", "moins de 10"),
    ("Réciprocité pour le territoire", "20", "aucune"),
    ("Place des femmes et des jeunes", "10", "aucune"),
)
COLLEGES = (
    ("Collège", "Femmes", "Hommes", "Venus de"),
    ("Productrices et producteurs", "29", "8", "Kénou-Nord, Kénou-Sud et tout le pays de Dafira"),
    ("Acheteurs et transformateurs", "4", "7", "Bamboukala"),
    ("Élus et services de l’État", "3", "4", "Bamboukala"),
)
# A stroke of another thickness each time, so that each cell's is drawn by itself.
BORDERS = "stroke: (x, y) => (bottom: if calc.odd(x) { 0.5pt } else { 0.6pt })"
HEAD_ALONE = f"{BORDERS}, fill: (x, y) => if y == 0 {{ aqua }}"
STRIPES = "stroke: none, fill: (x, y) => if y == 0 { aqua } else if calc.even(y) { silver }"


def read(path: Path, source: str) -> list[str]:
    made = typeset(path, SETTINGS + source)
    (page,) = cleaning.clean(read_pdf(made.read_bytes(), made.name).pages)
    return page.text.split("\n")


def table(options: str, rows: tuple[tuple[str, ...], ...]) -> str:
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    return f"{BEFORE}\n\n#table({options}, {cells})\n\n{AFTER}"


@pytest.mark.parametrize("drawn", [BORDERS, HEAD_ALONE, STRIPES])
@pytest.mark.parametrize("align", ["left", "(left, center, center)"])
def test_names_are_read_with_their_row(tmp_path: Path, drawn: str, align: str) -> None:
    options = f"columns: (6cm, 2cm, 1fr), align: {align}, {drawn}"
    lines = read(tmp_path / "r.pdf", table(options, CRITERIA))
    assert lines == [BEFORE, *(" | ".join(row) for row in CRITERIA), AFTER]


@pytest.mark.parametrize("drawn", [BORDERS, HEAD_ALONE, STRIPES])
def test_neighbouring_short_cells_stay_two(tmp_path: Path, drawn: str) -> None:
    options = f"columns: (5.5cm, 1.5cm, 1.5cm, 1fr), {drawn}"
    lines = read(tmp_path / "r.pdf", table(options, COLLEGES))
    assert lines == [BEFORE, *(" | ".join(row) for row in COLLEGES), AFTER]


def test_a_head_of_two_rows(tmp_path: Path) -> None:
    source = f"""
    #table(columns: (5cm, 2cm, 2cm, 1fr), {HEAD_ALONE.replace("y == 0", "y < 2")}, align: center,
      table.cell(rowspan: 2)[Volet], table.cell(colspan: 2)[Subvention],
      table.cell(rowspan: 2)[Taux maximal de l’aide accordée], [plancher], [plafond],
      [Volet A – Amorçage], [3 000 €], [12 000 €], [80 %],
      [Volet B – Développement], [15 000 €], [45 000 €], [60 %])
    """
    assert read(tmp_path / "r.pdf", source) == [
        "Volet | Subvention | Taux maximal de l’aide accordée",
        "– | plancher | plafond",
        "Volet A – Amorçage | 3 000 € | 12 000 € | 80 %",
        "Volet B – Développement | 15 000 € | 45 000 € | 60 %",
    ]


def test_what_stands_over_a_table_and_is_no_head_stays_out(tmp_path: Path) -> None:
    options = f"columns: (6cm, 2cm, 1fr), {BORDERS}"
    rows = " ".join(f"[{cell}]," for row in CRITERIA[1:] for cell in row)
    source = f"#stack(spacing: 0pt, [{BEFORE}], table({options}, {rows}))"
    lines = read(tmp_path / "r.pdf", source)
    assert lines == [BEFORE, *(" | ".join(row) for row in CRITERIA[1:])]


def test_columns_of_text_under_a_rule_of_two_pieces_are_no_table(tmp_path: Path) -> None:
    rule = "#grid(columns: (1fr, 1fr), line(length: 100%, stroke: 2pt + red),"
    rule += " line(length: 100%, stroke: 2pt + blue))"
    text = f"#columns(2, gutter: 12pt)[{BEFORE} {AFTER} #colbreak() {AFTER} {BEFORE}]"
    lines = read(tmp_path / "r.pdf", f"{rule}\n{rule}\n{text}\n{rule}")
    assert lines == [f"{BEFORE} {AFTER}", f"{AFTER} {BEFORE}"]


def test_panels_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    panel = "block(width: 100%, height: 5cm, inset: 6pt, fill: {})[{}]"
    left = panel.format("aqua", f"{BEFORE} {AFTER}")
    right = panel.format("silver", f"{AFTER} {BEFORE}")
    lines = read(tmp_path / "r.pdf", f"#grid(columns: (1fr, 1fr), {left}, {right})")
    assert lines == [f"{BEFORE} {AFTER}", f"{AFTER} {BEFORE}"]


def test_a_label_in_the_corner_begins_no_column(tmp_path: Path) -> None:
    source = f"""
    = Ce qui bloque
    #grid(columns: (1fr, 1fr), gutter: 18pt, [{BEFORE}], [{AFTER}])
    #place(top + right, dy: -14pt)[Obstacles]
    """
    assert read(tmp_path / "r.pdf", source) == ["Obstacles", "Ce qui bloque", BEFORE, AFTER]


def test_text_of_another_size_is_no_column_of_the_figures_beside_it(tmp_path: Path) -> None:
    rows = (("Transport", "9 350 €"), ("Repas", "6 480 €"), ("Salle", "880 €"), ("Garde", "190 €"))
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = f"""
    #grid(columns: (5cm, 1fr), gutter: 18pt,
      text(size: 9pt, grid(columns: (1fr, 1fr), row-gutter: 18pt, {cells})),
      text(size: 13pt)[{BEFORE}])
    """
    assert BEFORE in "\n".join(read(tmp_path / "r.pdf", source))


def test_text_between_two_tables_of_the_same_columns_is_whole(tmp_path: Path) -> None:
    one = table(f"columns: (6cm, 2cm, 1fr), {BORDERS}", CRITERIA)
    lines = read(tmp_path / "r.pdf", one + one.removeprefix(BEFORE))
    rows = [" | ".join(row) for row in CRITERIA]
    assert lines == [BEFORE, *rows, AFTER, *rows, AFTER]
