"""Tables that a PDF's tags tell: read cell by cell where they are sound, else as if untagged."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    PdfObject,
)

from ingest import cleaning
from ingest.pdf import read_pdf
from ingest.schema import Reading
from tests.conftest import typeset
from tests.ingest.test_ruled import AFTER, BEFORE, CELLS, SETTINGS, table

_MADE = Path(__file__).with_name("made")
# Neither rules, nor gutters, nor room between rows tell these cells.
_NEAR = "stroke: none, inset: (x: 1pt, y: 2pt)"
Damage = Callable[[list[DictionaryObject]], None]
_PARAGRAPHS = " ".join([BEFORE] * 9)


def _reading(path: Path) -> Reading:
    return read_pdf(path.read_bytes(), path.name)


def _text(reading: Reading) -> str:
    return "\n".join(page.text for page in cleaning.clean(reading.pages))


def _both(folder: Path, body: str) -> tuple[Reading, Reading]:
    """Read a page typeset without tags, then with them."""
    source = f"{SETTINGS}{BEFORE}\n\n{body}\n\n{AFTER}"
    plain, tagged = (
        _reading(typeset(folder / f"{tags}.pdf", source, tagged=tags)) for tags in (False, True)
    )
    return plain, tagged


@pytest.mark.parametrize("align", ["left", "center", "left + horizon"])
@pytest.mark.parametrize("columns", ["(1fr, 2fr, 1fr)", "(3fr, 2fr, 3fr)"])
def test_near_columns_of_rows_of_several_lines_are_read_by_their_tags(
    tmp_path: Path, align: str, columns: str
) -> None:
    plain, tagged = _both(tmp_path, table(f"columns: {columns}, align: {align}, {_NEAR}"))
    whole = [BEFORE, *(" | ".join(row) for row in CELLS), AFTER]
    assert _text(tagged).split("\n") == whole
    assert _text(plain).split("\n") != whole


@pytest.mark.parametrize("program", ["chromium", "libreoffice"])
def test_cells_that_span_rows_or_columns_stand_in_the_row_they_begin_in(program: str) -> None:
    assert _text(_reading(_MADE / f"{program}-tagged.pdf")).split("\n") == [
        BEFORE,
        "Pays concernés | Action menée | Partenaire | Montant",
        "Burkina Faso | Appui aux organisations de producteurs, formation des soudeurs et"
        " accompagnement des coopératives de la vallée | Agence française de développement et"
        " direction générale du Trésor | 12 500 €",
        "– | Mise en relation des entreprises | Association Corail",
        "Bénin, Togo | Eau potable, assainissement et hygiène | ONEP | Selon la convention de la"
        " région",
        "Total des trois actions | 31 000 €",
        AFTER,
    ]


def test_a_row_of_one_cell_goes_on_in_no_other(tmp_path: Path) -> None:
    rows = "[Pays], [Action], [Bénin], [Appui aux producteurs], [Togo], [], [Total de l’année], []"
    _, tagged = _both(tmp_path, f"#table(columns: 2, {_NEAR}, {rows})")
    lines = ["Pays | Action", "Bénin | Appui aux producteurs", "Togo", "Total de l’année"]
    assert _text(tagged).split("\n") == [BEFORE, *lines, AFTER]


def test_a_last_row_on_the_next_page_is_a_row(tmp_path: Path) -> None:
    rows = [CELLS[0], CELLS[2], CELLS[1]]
    cells = ", ".join(f"table.cell(breakable: false)[{cell}]" for row in rows for cell in row)
    source = (
        f"{SETTINGS}#v(11.5cm)\n#table(columns: (3fr, 2fr, 3fr), align: horizon, {_NEAR}, {cells})"
    )
    reading = _reading(typeset(tmp_path / "r.pdf", source, tagged=True))
    pages = [page.text.split("\n") for page in cleaning.clean(reading.pages)]
    assert pages == [[" | ".join(row) for row in rows[:2]], [" | ".join(rows[2])]]


def test_the_head_repeated_over_a_table_that_goes_on_is_its_row(tmp_path: Path) -> None:
    # It is tagged on the first page alone, and too near its columns to be told by their gutters.
    head, rows = CELLS[0], [CELLS[2], CELLS[1]]
    heads = ", ".join(f"[{cell}]" for cell in head)
    cells = ", ".join(f"table.cell(breakable: false)[{cell}]" for row in rows for cell in row)
    source = (
        f"{SETTINGS}#v(13cm)\n#table(columns: (3fr, 2fr, 3fr), align: horizon, {_NEAR},"
        f" table.header({heads}), {cells})"
    )
    reading = _reading(typeset(tmp_path / "h.pdf", source, tagged=True))
    pages = [page.text.split("\n") for page in cleaning.clean(reading.pages)]
    assert pages == [[" | ".join(head), " | ".join(row)] for row in rows]


def test_a_running_header_over_a_table_that_goes_on_is_no_head(tmp_path: Path) -> None:
    rows = ", ".join(f"[Titre {number}], [{number} 000 000]" for number in range(1, 60))
    source = (
        f"{SETTINGS}#set page(header: [Rapport annuel de la région, édition de 2024])\n"
        f"{BEFORE}\n#table(columns: (1fr, 1fr), {_NEAR}, {rows})"
    )
    reading = _reading(typeset(tmp_path / "h.pdf", source, tagged=True))
    lines = [f"Titre {number} | {number} 000 000" for number in range(1, 60)]
    assert _text(reading).split("\n") == [BEFORE, *lines]


def test_a_label_set_sideways_is_in_its_row(tmp_path: Path) -> None:
    label = "table.cell(rowspan: 2, align: horizon, rotate(-90deg, reflow: true)[Objectif])"
    rows = "[Un appui aux producteurs], [3 000], [Deux accords], [12]"
    _, tagged = _both(tmp_path, f"#table(columns: (auto, 1fr, 1fr), {_NEAR}, {label}, {rows})")
    lines = ["Objectif | Un appui aux producteurs | 3 000", "– | Deux accords | 12"]
    assert _text(tagged).split("\n") == [BEFORE, *lines, AFTER]


def test_the_rows_of_a_table_do_not_tell_how_far_apart_paragraphs_are(tmp_path: Path) -> None:
    rows = ", ".join(f"[Titre {number} \\ de l’année], [{number} 000]" for number in range(1, 7))
    shorts = [f"Les montants versés sont ceux de l’année {year}." for year in (2021, 2022)]
    _, tagged = _both(
        tmp_path, "\n\n".join((f"#table(columns: 2, {_NEAR}, {rows})", *shorts, BEFORE))
    )
    assert _text(tagged).split("\n")[-4:] == [*shorts, BEFORE, AFTER]


def test_a_note_beside_a_table_is_read_whole(tmp_path: Path) -> None:
    note = "Une même entreprise peut percevoir plusieurs aides, une pour chaque titre."
    rows = ", ".join(f"[Titre {number}], [{number} 000 000]" for number in range(1, 9))
    _, tagged = _both(
        tmp_path,
        f"#v(1cm)#grid(columns: (1fr, 1fr), align: horizon, gutter: 12pt, [{note}],"
        f" table(columns: 2, stroke: none, {rows}))#v(1cm)",
    )
    lines = [f"Titre {number} | {number} 000 000" for number in range(1, 9)]
    assert _text(tagged).split("\n") == [BEFORE, *lines, note, AFTER]


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f"#table(columns: (1fr, 1fr), stroke: none, {f'[{_PARAGRAPHS}], ' * 4})",
            id="paragraphs",
        ),
        pytest.param(
            f"#table(columns: (1fr, 1fr), stroke: none, [= Mission\n{BEFORE}], [= Moyens\n{AFTER}],"
            f" [= Lieux\n{AFTER}], [= Dates\n{BEFORE}])",
            id="headings",
        ),
        pytest.param(
            f"#table(columns: (1fr, 1fr), stroke: none, [{BEFORE}], [{AFTER}])", id="one row"
        ),
        pytest.param(
            f"#table(columns: 1, stroke: none, [{BEFORE}], [{AFTER}], [{BEFORE}])", id="one column"
        ),
        pytest.param(
            "#v(2cm)#table(columns: (1fr, 1fr), stroke: none, [Un], [Deux], [Trois],"
            " [#place(dy: -2cm)[Quatre]], [Cinq], [Six])",
            id="a cell elsewhere",
        ),
        pytest.param(
            f"#grid(columns: (1fr, 1fr), gutter: 12pt, [{BEFORE}],"
            " table(columns: 2, stroke: none, [Un], [Deux], [Trois], [Quatre]))",
            id="text beside",
        ),
    ],
)
def test_what_is_only_tagged_as_a_table_is_read_as_if_it_were_not(
    tmp_path: Path, body: str
) -> None:
    plain, tagged = _both(tmp_path, body)
    assert not any(page.cells for page in tagged.pages)
    assert _text(tagged) == _text(plain)


def test_a_table_in_a_cell_lays_out_no_page(tmp_path: Path) -> None:
    inner = f"table(columns: 2, {_NEAR}, [Un], [Deux], [Trois], [Quatre])"
    _, tagged = _both(
        tmp_path,
        f"#table(columns: (1fr, 1fr), stroke: none, [{BEFORE}], {inner}, [{AFTER}], [{AFTER}])",
    )
    assert not tagged.pages[0].cells


def test_tags_change_nothing_else(tmp_path: Path) -> None:
    plain, tagged = _both(tmp_path, f"= Les partenaires\n\n- {AFTER}\n- {BEFORE}")
    assert [page.text for page in plain.pages] == [page.text for page in tagged.pages]
    assert not any(page.cells for page in (*plain.pages, *tagged.pages))


def _with_leaves(path: Path, damage: Damage) -> Path:
    """Write Chromium's PDF again with other leaves of its structure tree, in their order."""
    writer = pypdf.PdfWriter(clone_from=_MADE / "chromium-tagged.pdf")
    leaves: list[DictionaryObject] = []
    stack: list[PdfObject | None] = [writer.root_object["/StructTreeRoot"].get_object()]
    while stack:
        element = stack.pop()
        kids = element.get("/K") if isinstance(element, DictionaryObject) else None
        whole = kids.get_object() if kids is not None else None
        if isinstance(element, DictionaryObject) and isinstance(whole, NumberObject):
            leaves.append(element)
        elif whole is not None:
            several = whole if isinstance(whole, ArrayObject) else [whole]
            stack += [kid.get_object() for kid in reversed(several)]
    damage(leaves)
    writer.write(path)
    return path


def _shared(leaves: list[DictionaryObject]) -> None:
    leaves[8][NameObject("/K")] = leaves[9]["/K"]


def _missing(leaves: list[DictionaryObject]) -> None:
    del leaves[8]["/K"]


def _swapped(leaves: list[DictionaryObject]) -> None:
    key = NameObject("/K")
    leaves[8][key], leaves[9][key] = leaves[9]["/K"], leaves[8]["/K"]


@pytest.mark.parametrize("damage", [_shared, _missing, _swapped])
def test_tags_that_tell_wrong_are_not_followed(tmp_path: Path, damage: Damage) -> None:
    sound = _reading(_with_leaves(tmp_path / "s.pdf", lambda leaves: None))
    assert sound.pages[0].cells
    wrong = _reading(_with_leaves(tmp_path / "w.pdf", damage))
    assert not wrong.pages[0].cells
    assert wrong.pages[0].text == sound.pages[0].text


def _in_circles(leaves: list[DictionaryObject]) -> None:
    for leaf in leaves:
        leaf[NameObject("/K")] = ArrayObject([leaf.raw_get("/P"), leaf["/K"]])


def _endless(leaves: list[DictionaryObject]) -> None:
    spans = DictionaryObject(
        {NameObject("/O"): NameObject("/Table"), NameObject("/RowSpan"): FloatObject("9" * 60)}
    )
    for leaf in leaves:
        cell = leaf["/P"]
        assert isinstance(cell, DictionaryObject)
        cell[NameObject("/A")] = spans


def _countless(leaves: list[DictionaryObject]) -> None:
    leaves[8][NameObject("/K")] = ArrayObject([leaves[8]["/K"], *[NumberObject(99_999)] * 300_000])


@pytest.mark.parametrize("damage", [_in_circles, _endless, _countless])
def test_damaged_tags_lose_no_word(tmp_path: Path, damage: Damage) -> None:
    sound = _reading(_MADE / "chromium-tagged.pdf")
    damaged = _reading(_with_leaves(tmp_path / "d.pdf", damage))
    assert not damaged.pages[0].failed
    words, whole = (sorted(re.sub(r"[|–]", " ", _text(each)).split()) for each in (damaged, sound))
    assert words == whole
