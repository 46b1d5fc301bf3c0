"""Tables known by their rules, or by how they are drawn: each cell is read whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest import cleaning
from ingest.pdf import read_pdf
from ingest.ruled import ruled_tables
from ingest.schema import Line, Page
from tests.conftest import typeset

BEFORE = "Le tableau présente les partenaires de la région et ce que chacun d’eux finance."
AFTER = "Ces montants sont ceux de la convention, et non ceux qui ont été versés à ce jour."
# Cells that wrap, at different heights, so that words of two cells stand on one line.
CELLS = (
    ("Partenaire", "Action menée", "Montant"),
    (
        "Agence française de développement et direction générale du Trésor",
        "Appui aux organisations de producteurs, formation des soudeurs et accompagnement des"
        " coopératives de la vallée, pendant trois années",
        "12 500 €",
    ),
    ("Association Corail", "Mise en relation des entreprises", "Selon la convention de la région"),
    ("ONEP", "Accompagnement réparti", "n.d."),
)
SETTINGS = """
#set page(width: 14cm, height: 18cm)
#set text(size: 10pt, lang: "fr", hyphenate: false)
"""


def read(path: Path) -> list[Page]:
    return cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)


def table(options: str, rows: tuple[tuple[str, ...], ...] = CELLS) -> str:
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    return f"#table({options}, {cells})"


@pytest.mark.parametrize("align", ["left", "center", "left + horizon"])
@pytest.mark.parametrize("columns", ["(1fr, 2fr, 1fr)", "(1fr, 1fr, 1fr)", "(3fr, 2fr, 3fr)"])
@pytest.mark.parametrize("inset", ["3pt", "8pt"])
def test_each_cell_of_a_ruled_table_is_whole(
    tmp_path: Path, align: str, columns: str, inset: str
) -> None:
    options = f"columns: {columns}, stroke: 0.5pt, align: {align}, inset: {inset}"
    (page,) = read(
        typeset(tmp_path / "r.pdf", f"{SETTINGS}{BEFORE}\n\n{table(options)}\n\n{AFTER}")
    )
    assert page.text.split("\n") == [BEFORE, *(" | ".join(row) for row in CELLS), AFTER]


@pytest.mark.parametrize("align", ["left", "left + horizon"])
@pytest.mark.parametrize("columns", ["(1fr, 2fr, 1fr)", "(3fr, 2fr, 3fr)"])
def test_columns_too_near_for_a_gutter_are_told_by_the_order_of_drawing(
    tmp_path: Path, align: str, columns: str
) -> None:
    options = f"columns: {columns}, stroke: none, align: {align}, inset: (x: 1.5pt, y: 5pt)"
    source = f"{SETTINGS}{BEFORE}\n\n{table(options)}\n\n{AFTER}"
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n") == [BEFORE, *(" | ".join(row) for row in CELLS), AFTER]


def test_two_rows_of_cells_drawn_one_after_the_other_are_whole(tmp_path: Path) -> None:
    rows = (
        ("Mardi 14 Octobre", "Remise des prix des Jeunes Passeurs, dans le hall des grues"),
        ("Jeudi", "Soirée à bord du navire"),
    )
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = f"""
    #set par(leading: 4pt)
    #grid(columns: (1.6cm, 4cm), column-gutter: 20pt, row-gutter: 14pt, {cells})
    """
    (page,) = read(typeset(tmp_path / "r.pdf", SETTINGS + source))
    assert page.text.split("\n") == [" | ".join(row) for row in rows]


def test_rows_under_a_head_drawn_by_columns_stay_rows(tmp_path: Path) -> None:
    ages, prices = range(16, 26), ["17,903", *(f"17,{cents}" for cents in range(815, 806, -1))]
    columns = (" \\ ".join(f"{age} ans" for age in ages), " \\ ".join(prices))
    source = f"""
    #grid(columns: (3cm, 3cm), row-gutter: 14pt, [Âge], [Prix], [{columns[0]}], [{columns[1]}])
    """
    (page,) = read(typeset(tmp_path / "r.pdf", SETTINGS + source))
    rows = [f"{age} ans | {price}" for age, price in zip(ages, prices, strict=True)]
    assert page.text.split("\n") == ["Âge | Prix", *rows]


def test_cards_side_by_side_are_read_one_after_the_other(tmp_path: Path) -> None:
    cards = ", ".join(f"[{text}]" for text in ("La mission", "Les moyens", BEFORE, AFTER))
    source = f"{SETTINGS}#grid(columns: (1fr, 1fr), gutter: 20pt, row-gutter: 8pt, {cards})"
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert " ".join(page.text.split()) == f"La mission {BEFORE} Les moyens {AFTER}"


def test_a_word_too_long_for_its_cell_is_not_cut(tmp_path: Path) -> None:
    rows = (("Acteur", "Mode", "Part"), ("ONEP", "Anticonstitutionnellement", "Un tiers"))
    source = SETTINGS + table("columns: (2fr, 1fr, 2fr), stroke: 0.5pt", rows)
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text == "Acteur | Mode | Part\nONEP | Anticonstitutionnellement | Un tiers"


def test_a_cell_over_two_rows_is_read_with_the_first(tmp_path: Path) -> None:
    source = f"""{SETTINGS}
    #table(columns: (1fr, 1fr, 1fr), stroke: 0.5pt,
      table.cell(rowspan: 2)[Publics éloignés du numérique, à titre indicatif et sans exclusive],
      [Jeunes non diplômés], [20], [Personnes âgées], [15],
      table.cell(colspan: 3)[Total des deux lignes], [Région], [Corail], [35])
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n") == [
        "Publics éloignés du numérique, à titre indicatif et sans exclusive"
        " | Jeunes non diplômés | 20",
        "– | Personnes âgées | 15",
        "Total des deux lignes",
        "Région | Corail | 35",
    ]


@pytest.mark.parametrize(
    "stroke", ["(x, y) => (left: if x > 0 { 0.5pt }, top: 0.5pt, bottom: 0.5pt)", "1.5pt + gray"]
)
def test_a_table_without_outer_borders_and_thick_rules(tmp_path: Path, stroke: str) -> None:
    options = f"columns: (1fr, 2fr, 1fr), stroke: {stroke}"
    (page,) = read(typeset(tmp_path / "r.pdf", f"{SETTINGS}{table(options)}"))
    assert page.text.split("\n") == [" | ".join(row) for row in CELLS]


def test_paragraphs_in_a_cell_stay_paragraphs(tmp_path: Path) -> None:
    long = (BEFORE, " ".join([AFTER] * 8), BEFORE)
    cells = "[Contexte], [" + "\n\n".join(long) + "], [Coût], [12 500 €]"
    source = f"{SETTINGS}#table(columns: (1fr, 4fr), stroke: 0.5pt, {cells})"
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n") == ["Contexte", *long, "Coût | 12 500 €"]


def _beside() -> Iterator[str]:
    yield f"#rect(stroke: 0.5pt)[{BEFORE} {AFTER}]"
    yield f"#underline[{BEFORE}] #box(stroke: 0.5pt, inset: 1pt)[convention]. {AFTER}"
    yield f"#block(stroke: (left: 2pt, bottom: 0.5pt), inset: 6pt)[{BEFORE} {AFTER}]"


@pytest.mark.parametrize("source", _beside())
def test_frames_and_underlines_are_no_tables(tmp_path: Path, source: str) -> None:
    (page,) = read(typeset(tmp_path / "r.pdf", SETTINGS + source))
    assert " | " not in page.text
    assert "\n" not in page.text
    assert BEFORE in page.text
    assert AFTER in page.text


def test_a_word_framed_in_a_line_of_a_box_is_in_its_sentence(tmp_path: Path) -> None:
    key = "#box(stroke: 0.5pt + gray, inset: (x: 3pt), outset: (y: 2pt))"
    sentences = (
        f"Dans le formulaire, la date se saisit dans le champ {key}[date] puis le montant se"
        f" calcule seul, par la propriété {key}[taux], avant l’envoi à la trésorerie.",
        f"Appuyez ensuite sur {key}[Ctrl] + {key}[E], puis validez.",
    )
    source = f"#block(stroke: 0.5pt, inset: 8pt)[{BEFORE}\n\n{sentences[0]}\n\n{sentences[1]}]"
    (page,) = read(typeset(tmp_path / "r.pdf", SETTINGS + source + AFTER))
    plain = [sentence.replace(key, "").translate({91: "", 93: ""}) for sentence in sentences]
    assert page.text.replace(" ,", ",").split("\n") == [BEFORE, *plain, AFTER]


def test_cells_framed_apart_in_a_bordered_table_stay_cells(tmp_path: Path) -> None:
    rows = (("Région", "Eau", "Sols"), ("Nord", "Deux", "Trois"), ("Sud", "Quatre", "Six"))
    cells = table("columns: (1fr, 1fr, 1fr), stroke: 0.5pt, gutter: 1.5pt, inset: 3pt", rows)
    source = f"{BEFORE}\n#block(stroke: 0.5pt, inset: 1.5pt)[{cells}]\n{AFTER}"
    (page,) = read(typeset(tmp_path / "r.pdf", SETTINGS + source))
    assert page.text.split("\n") == [BEFORE, *(" | ".join(row) for row in rows), AFTER]


def test_a_word_broken_by_its_narrow_cell_is_whole(tmp_path: Path) -> None:
    heads = ("Radios commerciale \\ s", "Observa \\ tions", "Agricult \\ rices", "Part \\ tout")
    rows = (heads, ("Suspen \\ du 5 %", "Avis \\ remis", "Provisoi \\ remen \\ t", "Peu \\ à peu"))
    options = "columns: (1.9cm, 1.6cm, 1.6cm, 1.6cm), stroke: 0.5pt, inset: 2pt"
    source = f"{BEFORE}\n{table(options, rows)}\n{AFTER}"
    (page,) = read(typeset(tmp_path / "r.pdf", SETTINGS + source))
    assert page.text.split("\n") == [
        BEFORE,
        "Radios commerciales | Observations | Agricultrices | Part tout",
        "Suspendu 5 % | Avis remis | Provisoirement | Peu à peu",
        AFTER,
    ]


@pytest.mark.parametrize("angle", ["-90deg", "90deg"])
def test_a_turned_name_is_read_in_its_cell(tmp_path: Path, angle: str) -> None:
    name = f"table.cell(rowspan: 2)[#rotate({angle}, reflow: true)[Objectif réel 1]]"
    source = f"""{SETTINGS}{BEFORE}
    #table(columns: (auto, 1fr, 2fr), stroke: 0.5pt, inset: 4pt,
      {name}, [Salles bâties], [{"36 " * 12} salles], [Livres], [{"deux " * 20} livres])
    {AFTER}"""
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n") == [
        BEFORE,
        f"Objectif réel 1 | Salles bâties | {'36 ' * 12}salles",
        f"– | Livres | {'deux ' * 20}livres",
        AFTER,
    ]


def test_a_chart_s_turned_label_is_whole_and_in_no_table(tmp_path: Path) -> None:
    source = f"""{SETTINGS}{BEFORE}
    #grid(columns: (auto, 1fr), gutter: 8pt,
      rotate(-90deg, reflow: true)[Montants en milliards],
      stack(spacing: 12pt, ..([400], [300], [200], [100], [0])))
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert "\nMontants en milliards" in page.text
    assert " | " not in page.text


def test_marks_under_each_other_stay_in_their_rows(tmp_path: Path) -> None:
    rows = (("Région", "Eau", "Sols"), *((name, "M", "—") for name in ("Nord", "Sud", "Est")))
    options = "columns: (1fr, 1fr, 1fr), stroke: none, inset: (y: 1pt)"
    (page,) = read(typeset(tmp_path / "r.pdf", SETTINGS + table(options, rows)))
    assert page.text.split("\n") == [" | ".join(row) for row in rows]


def test_a_cell_whose_rules_are_not_quite_in_line_is_one() -> None:
    def line(start: int, left: float, bottom: float) -> Line:
        return Line(start, start + 1, left, bottom, left + 30, bottom + 10, 10)

    level = [(0, y, 100, y + 0.5) for y in (0, 100)] + [(0, 50, 50, 50.5)]
    upright = [(x, 0, x + 0.5, 100) for x in (0, 50)]
    outer = [(99.6, 0, 100.1, 50), (100.4, 50, 100.9, 100)]
    names = [line(0, 10, 70), line(1, 10, 20)]
    tall = [line(2, 60, 70), line(3, 60, 45), line(4, 60, 20)]
    (found,) = ruled_tables([*level, *upright, *outer], [*names, *tall])
    assert found.rows == (((names[0],), tuple(tall)), ((names[1],),))


def test_a_turned_page_s_table_is_ruled_too(tmp_path: Path) -> None:
    options = "columns: (1fr, 2fr, 1fr), stroke: 0.5pt"
    body = table(options)
    source = f"""
    #set page(width: 14cm, height: 18cm, margin: 1cm)
    #set text(size: 10pt, lang: "fr", hyphenate: false)
    #rotate(-90deg, reflow: true)[#box(width: 14cm)[{body}]]
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n") == [" | ".join(row) for row in CELLS]
