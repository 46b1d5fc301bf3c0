"""Boxes, tiles and bands are read as blocks where the PDF draws them through, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import cleaning
from ingest.pdf import read_pdf
from tests.conftest import typeset
from tests.ingest.test_layout import LEFT, RIGHT, THIRD

_HEAD = """
#set page(width: 19cm, height: 16cm, margin: 1.5cm)
#set text(lang: "fr", size: 9pt, hyphenate: false, font: "DejaVu Sans")
"""
# As a browser does, the lines that have a badge are drawn last.
_ANSWERS = [
    (
        "Mon association est jeune ?",
        "Non : il faut avoir clos deux exercices, \\ ou être partenaire.",
    ),
    ("Et les entreprises ?", "Oui, comme partenaires, \\ sans en tirer de bénéfice."),
    (
        "Faut-il un siège dans la région ?",
        "Une antenne qui emploie un salarié suffit, \\ une boîte non.",
    ),
    ("Et un lycée agricole ?", "Oui, avec l’accord écrit \\ de son conseil d’administration."),
]
_SIDEBAR = "\n".join(
    [
        *(f"#place(dy: {1.55 * at + 0.6}cm)[{said}]" for at, (_, said) in enumerate(_ANSWERS)),
        """#place(right, block(width: 4.6cm, fill: luma(235), inset: 8pt, text(8pt)[*Calendrier*
        #grid(columns: (1.9cm, 1.6cm), row-gutter: 12pt, column-gutter: 5pt,
        [Dépôt en ligne], [12 janvier 2026], [Clôture], [9 mars 2026 à midi],
        [Vote de la commission], [5 juin 2026], [Premières actions], [1er juillet 2026])]))""",
        *(f"#place(dy: {1.55 * at}cm)[*{asked}*]" for at, (asked, _) in enumerate(_ANSWERS)),
    ]
)
_ARROWS = """
= Feuille de route
#let arrow(title, body) = block(fill: aqua, width: 100%, height: 2.6cm, inset: (x: 0.3pt, y: 6pt),
  [*#title* \\ #set par(justify: true); #body])
#grid(columns: (1fr,) * 4, column-gutter: 4.5pt,
arrow("Hiver")[Achat de dix-neuf balances pour les groupements de Dafira],
arrow("Printemps")[Recrutement de six formatrices et module sur la pesée],
arrow("Été")[Première enquête de revenu par personne, puis visite à Kassinéré],
arrow("Automne")[Bilan avec l’union, puis décision sur les garderies des villages])
La suite ne dépend que des habitants.
"""


def _flat(folder: Path, source: str) -> str:
    path = typeset(folder / "r.pdf", _HEAD + source)
    pages = cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)
    return "\n".join(page.text for page in pages)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        (
            _SIDEBAR,
            [
                "Calendrier Dépôt en ligne 12 janvier 2026 Clôture 9 mars 2026 à midi",
                "Vote de la commission 5 juin 2026 Premières actions 1er juillet 2026",
                *(f"{asked} {said}".replace(" \\", "") for asked, said in _ANSWERS),
            ],
        ),
        (
            _ARROWS,
            [
                "Hiver Achat de dix-neuf balances pour les groupements de Dafira",
                "Printemps Recrutement de six formatrices et module sur la pesée",
                "Été Première enquête de revenu par personne, puis visite à Kassinéré",
                "Automne Bilan avec l’union, puis décision sur les garderies des villages",
            ],
        ),
    ],
    ids=["sidebar", "arrows"],
)
def test_what_a_panel_encloses_is_read_whole(
    source: str, wanted: list[str], tmp_path: Path
) -> None:
    text = " ".join(_flat(tmp_path, source).replace(" | ", " ").split())
    assert [each for each in wanted if each not in text] == []


@pytest.mark.parametrize("fill", ["luma(230)", "(x, y) => if (x + y) == 3 { yellow }"])
def test_the_filled_cells_of_a_table_are_no_panels(fill: str, tmp_path: Path) -> None:
    rows = [
        ("Poste", "Prévu pour l’année", "Dépensé"),
        ("Location de la salle", "2 700 € dont la caution", "1 190 €"),
        ("Déplacements des équipes locales", "6 480 € en deux fois", "9 350 €"),
        ("Interprètes de conférence", "880 € pour trois jours", "2 100 €"),
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = f"#table(columns: (3.2cm, 3cm, 3cm), stroke: none, fill: {fill}, {cells})"
    assert _flat(tmp_path, f"{LEFT}\n\n{source}\n\n{RIGHT}").split("\n")[1:-1] == [
        " | ".join(row) for row in rows
    ]


def _columns(left: str, right: str) -> str:
    return f"#grid(columns: (1fr, 1fr), column-gutter: 18pt, [{left}], [{right}])"


def test_a_band_across_two_columns_is_read_between_them(tmp_path: Path) -> None:
    figures = [("83", "associations"), ("1 240", "bénévoles"), ("27", "pays"), ("46", "emplois")]
    tiles = ", ".join(
        f"align(center)[#text(18pt)[*{number}*] \\ {legend}]" for number, legend in figures
    )
    band = f"#grid(columns: (1fr,) * 4, column-gutter: 18pt, {tiles})"
    texts = [f"{LEFT}\n\n{THIRD}", f"{RIGHT} {LEFT}"]
    source = "\n\n".join([_columns(*texts), band, _columns(*reversed(texts))])
    text = " ".join(_flat(tmp_path, source).replace(" | ", " ").split())
    numbers = " ".join(f"{number} {legend}" for number, legend in figures)
    assert text == " ".join([*texts, numbers, *reversed(texts)]).replace("\n\n", " ")


def test_a_masthead_over_two_columns_is_read_before_them(tmp_path: Path) -> None:
    masthead = "#grid(columns: (1fr, 1fr), [La lettre du réseau], align(right)[Numéro 24, avril])"
    rule = "#line(length: 100%, stroke: 1pt)"
    source = "\n".join([masthead, rule, _columns(LEFT, RIGHT)])
    text = " ".join(_flat(tmp_path, source).replace(" | ", " ").split())
    assert text == " ".join(["La lettre du réseau Numéro 24, avril", LEFT, RIGHT])


def test_running_text_beside_a_chart_is_read_apart_from_it(tmp_path: Path) -> None:
    bars = [("Transport", 9), ("Repas", 6), ("Salle", 3), ("Interprètes", 2), ("Matériel", 1)]
    chart = " ".join(
        f"#block(spacing: 1.6em)[#box(width: 2.2cm)[{name}]#box(width: {size * 0.35}cm, "
        f"height: 8pt, fill: red) {size} 350 €]"
        for name, size in bars
    )
    source = f"= Les dépenses\n{_columns(chart, RIGHT)}"
    text = _flat(tmp_path, source)
    assert RIGHT in " ".join(text.split())
    assert [f"{name} | {size} 350 €" for name, size in bars] == text.split("\n")[1:6]


@pytest.mark.parametrize("headed", [False, True])
def test_two_plain_columns_are_read_one_after_the_other(headed: bool, tmp_path: Path) -> None:
    heads = [f"{each}\n\n" if headed else "" for each in ("*Le diagnostic*", "*Les moyens*")]
    source = _columns(f"{heads[0]}{LEFT}", f"{heads[1]}{RIGHT}")
    text = " ".join(_flat(tmp_path, source).split())
    assert text == " ".join([heads[0] + LEFT, heads[1] + RIGHT]).replace("*", "").replace(
        "\n\n", " "
    )
