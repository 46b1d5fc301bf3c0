"""Spaces between words as PDFs draw them, found; none where letters or figures stand apart."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NumberObject,
)

from ingest import cleaning
from ingest.pdf import read_pdf
from ingest.schema import Page
from tests.conftest import typeset

# Helvetica's advances, in thousandths of its size.
_ADVANCES = {" ": 278, "’": 222, ".": 278, "-": 333, "!": 278, ",": 278} | {
    **dict.fromkeys("0123456789", 556),
    **dict.fromkeys("ABEKPSVXY", 667),
    **dict.fromkeys("CDHNRU", 722),
    **dict.fromkeys("FTZ", 611),
    **{"G": 778, "I": 278, "J": 500, "L": 556, "M": 833, "O": 778, "Q": 778, "W": 944},
    **dict.fromkeys("abdeghnopqu", 556),
    **dict.fromkeys("ckrsvxyz", 500),
    **{"f": 278, "i": 222, "j": 222, "l": 222, "m": 833, "r": 333, "t": 278, "w": 722},
}


def _lines(path: Path) -> list[str]:
    (page,) = read_pdf(path.read_bytes(), path.name).pages
    return [cleaning.line_text(page, line) for line in page.lines]


def _pages(path: Path) -> list[Page]:
    return cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)


def _one_by_one(
    lines: Iterable[str], *, tracking: float = 0.0, kerning: float = 0.0, spaces: bool = True
) -> bytes:
    """Draw each character by its own operator, as browsers do, 11 points high.

    `tracking` is added after each; `kerning` taken off on both sides of a space. With no `spaces`,
    their room is left alone.
    """
    drawn = []
    for row, line in enumerate(lines):
        x = 40.0
        for place, character in enumerate(line):
            if spaces or character != " ":
                code = character.encode("cp1252").hex()
                drawn.append(f"BT /F 11 Tf 1 0 0 1 {x:.2f} {700 - 30 * row} Tm <{code}> Tj ET")
            x += 0.011 * _ADVANCES[character] + tracking
            x -= kerning * (line[place : place + 2].count(" "))
    return "\n".join(drawn).encode()


def _write(path: Path, content: bytes, *, inside: bool = False, turn: int = 0) -> Path:
    """Write a page of Helvetica; `inside` a form XObject that is drawn 20 points lower."""
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    resources = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/F"): font})})
    stream = DecodedStreamObject()
    stream.set_data(content)
    if inside:
        stream.update(
            {
                NameObject("/Type"): NameObject("/XObject"),
                NameObject("/Subtype"): NameObject("/Form"),
                NameObject("/BBox"): ArrayObject(map(NumberObject, (0, 0, 595, 842))),
                NameObject("/Matrix"): ArrayObject(map(NumberObject, (1, 0, 0, 1, 0, -10))),
                NameObject("/Resources"): resources,
            }
        )
        form = writer._add_object(stream)
        objects = DictionaryObject({NameObject("/X"): form})
        resources = DictionaryObject({NameObject("/XObject"): objects})
        stream = DecodedStreamObject()
        stream.set_data(b"q 1 0 0 1 0 -10 cm /X Do Q")
    page[NameObject("/Resources")] = resources
    page[NameObject("/Contents")] = writer._add_object(stream)
    page.rotate(turn)
    writer.write(path)
    return path


_TITLES = ["LA VILLE A AVANT", "VOTRE AVOIR TAVAT", "Avant 15 a 45 ans", "AV. TOTAL", "5 - 8 juin"]


@pytest.mark.parametrize("kerning", [0.0, 0.8, 1.2])
@pytest.mark.parametrize(("inside", "turn"), [(False, 0), (True, 0), (False, 90), (False, 180)])
def test_a_space_drawn_alone_is_read_however_kerned(
    tmp_path: Path, kerning: float, inside: bool, turn: int
) -> None:
    """Pdfium drops it: of « IL A », kerned, it made « ILA »."""
    content = _one_by_one(_TITLES, kerning=kerning)
    assert _lines(_write(tmp_path / "r.pdf", content, inside=inside, turn=turn)) == _TITLES


@pytest.mark.parametrize("tracking", [0.3, 0.6, 0.9, 1.3, 1.8, 2.2, 2.6])
@pytest.mark.parametrize("spaces", [True, False])
def test_letters_and_figures_set_apart_make_whole_words(
    tmp_path: Path, tracking: float, spaces: bool
) -> None:
    lines = [
        *_TITLES,
        "RAPPORT ANNUEL 1995-1996",
        "03 20 44 91 06",
        "250 000 habitants",
        "En 2024, AVANT TOUT",
        "1,5 million",
    ]
    content = _one_by_one(lines, tracking=tracking, spaces=spaces)
    assert _lines(_write(tmp_path / "r.pdf", content)) == lines


@pytest.mark.parametrize("kerning", [0.0, 0.4, 0.8])
def test_spaces_typed_between_a_title_s_letters_make_no_words(
    tmp_path: Path, kerning: float
) -> None:
    content = _one_by_one(["V O T R E   A V A N T - P R O P O S"], kerning=kerning)
    assert _lines(_write(tmp_path / "r.pdf", content)) == ["VOTRE AVANT-PROPOS"]


def test_letters_drawn_twice_keep_the_spaces_between_their_words(tmp_path: Path) -> None:
    """As for a shadow or for boldness: their copies leave no room for a space, to pdfium."""
    once = _one_by_one(_TITLES)
    content = b"1 0 0 rg\n" + once + b"\n0 g q 1 0 0 1 0.7 0.7 cm\n" + once + b"\nQ"
    assert _lines(_write(tmp_path / "r.pdf", content)) == _TITLES


def _drawn(pieces: Iterable[tuple[float, str]]) -> bytes:
    """Draw each text that many points after the end of the one before."""
    drawn, x = [], 40.0
    for after, text in pieces:
        x += after
        drawn.append(f"BT /F 11 Tf 1 0 0 1 {x:.2f} 700 Tm ({text}) Tj ET")
        x += 0.011 * sum(_ADVANCES[character] for character in text)
    return "\n".join(drawn).encode()


def test_the_words_of_letters_set_wide_apart_are_no_cells(tmp_path: Path) -> None:
    """The room between them is as wide as a gutter's, but for the letters' own."""
    lines = ["03 20 44 91 06", "En 15 jours", "Les 45 ans", "VA OU TU VAS"]
    content = _one_by_one(lines, tracking=3.8)
    assert _lines(_write(tmp_path / "r.pdf", content)) == lines
    cells = [(0, "Prix"), (0, " "), (9.5, "Date"), (0, " "), (9.5, "15"), (0, " "), (9.5, "45 ans")]
    lines = _lines(_write(tmp_path / "r.pdf", _drawn(cells)))
    assert lines == ["Prix", "Date", "15", "45 ans"]


def test_no_space_is_made_of_kerned_capitals_or_of_a_glyph_without_room(tmp_path: Path) -> None:
    """A glyph without ink or advance, as a zero-width space, parts no word."""
    space = -0.011 * _ADVANCES[" "]
    pieces = [(0, "L"), (0, " "), (space, "A"), (-0.8, "V"), (-0.8, "A"), (0, " "), (space, "GE")]
    assert _lines(_write(tmp_path / "r.pdf", _drawn(pieces))) == ["LAVAGE"]


def test_a_ligature_told_by_its_actual_text_stands_in_its_word(tmp_path: Path) -> None:
    """In a form XObject, pdfium leaves it where it is in the form's own space."""
    before, ligature, after = _drawn([(0, "Pour o"), (0, "M"), (0, "rir un puits")]).split(b"\n")
    content = b"%s\n/Span << /ActualText (ff) >> BDC\n%s\nEMC\n%s" % (before, ligature, after)
    lines = _lines(_write(tmp_path / "r.pdf", content, inside=True))
    assert lines == ["Pour offrir un puits"]


def test_a_space_drawn_late_over_the_next_word_parts_them(tmp_path: Path) -> None:
    """Two of them, since pdfium drops one alone; where no room is left, they part nothing."""
    back = -0.022 * _ADVANCES[" "] + 0.1
    pieces = [
        (0, "Il va au clavier"),
        (2.7, "  "),
        (back, "et revient aux le"),
        (0, "  "),
        (back, "ttres."),
    ]
    lines = _lines(_write(tmp_path / "r.pdf", _drawn(pieces)))
    assert lines == ["Il va au clavier et revient aux lettres."]


def test_cells_and_formulas_of_short_words_keep_their_spaces(tmp_path: Path) -> None:
    """Most gaps of such a line are spaces: they were taken for letter-spacing, and closed up."""
    cells = ["15 à 45 € + 0,1", "1,5 à 3 %", "5 – 8 juin", "« 1 % eau »", "0 à 3 ans"]
    formula = "(x + a)(x – a) = x + b"
    text = _pages(
        typeset(
            tmp_path / "r.pdf",
            f"""
            #set page(width: 16cm, height: 10cm)
            #set text(font: "Libertinus Serif", size: 10pt)
            #table(columns: 2, inset: 6pt, {", ".join(f"[{cell}], [Un prix]" for cell in cells)})

            {formula}

            #text(tracking: 3pt)[Rapport de 2 à 4 ans]
            """,
        )
    )[0].text
    for line in (*(f"{cell} | Un prix" for cell in cells), formula, "Rapport de 2 à 4 ans"):
        assert line in text
