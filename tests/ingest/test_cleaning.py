"""Characters, glyphs, hyphens and legibility; every character leads back to the PDF's own."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import cleaning, furniture
from ingest.errors import PasserelleError
from ingest.mending import infer_glyphs
from ingest.pdf import read_pdf
from ingest.schema import Line, Page, RawPage
from ingest.vocabulary import count_words, keeps_hyphen
from tests.conftest import CORPUS, typeset
from tests.ingest.test_layout import LEFT, RIGHT, THIRD, read

OF_OURS = "\n |-–"  # the dash of a table's empty cell with them
WHOLE = f"{LEFT} {RIGHT} {THIRD} "


def assert_leads_back(raw: RawPage, page: Page) -> None:
    """Check each character against the one it stands for."""
    assert len(page.text) == len(page.origins)
    for character, origin in zip(page.text, page.origins, strict=True):
        if origin < 0:
            assert character in OF_OURS, (page.number, character)
            continue
        source = raw.text[origin]
        spelt = unicodedata.normalize("NFKD", source)
        assert (
            character == source
            or character in spelt
            or unicodedata.normalize("NFKD", character)[0] in spelt.replace("ı", "i")
            or (character == " " and not source.isalnum())
            or (character, source) == ("\u2019", "\u02bc")  # a letter, to Unicode
            or (character == " " and spelt.isdecimal())
            or (character == "-" and source in "\x02\ufffe\u00ad")
            or (character == "•" and unicodedata.category(source) == "Co")
            or source in "´`¨"  # drawn apart from the letter it composes with
        ), (page.number, character, source)


nasty = st.text(
    alphabet="abcdé éÉœ’'-.,:;!ﬁﬀ²³¹⁴12 \u00a0\u202f\u00ad\u200b\x02\x07\ufffe\ue001\uf0b7´`¨ıT"
    "\u0301",
    min_size=1,
    max_size=40,
)
sizes = st.sampled_from([8.0, 10.0, 10.0, 10.0, 14.0])
places = st.tuples(nasty, sizes, st.sampled_from([50.0, 50.0, 50.0, 220.0, 300.0]))


@settings(deadline=None)  # the first example may read the dictionary
@given(st.lists(places, min_size=1, max_size=25), st.integers(min_value=1, max_value=4))
def test_any_text_leads_back_character_by_character(
    drawn: Sequence[tuple[str, float, float]], count: int
) -> None:
    text, lines, bottom = "", [], 700.0
    for piece, size, left in drawn:
        start = len(text)
        text += piece
        bottom -= 13 if left == 50 else 0
        right = left + 4 * len(piece)
        lines.append(Line(start, len(text), left, bottom, right, bottom + size, size))
        text += "\r\n"
    pages = [RawPage(n, str(n), text, tuple(lines), 600, 800) for n in range(1, count + 1)]
    for raw, page in zip(pages, cleaning.clean(pages), strict=True):
        assert_leads_back(raw, page)
        assert page.text == page.text.strip()
        assert "  " not in page.text


def pages_of(*texts: str) -> list[RawPage]:
    """Make a page of each text, one line long."""
    return [
        RawPage(n, str(n), text, (Line(0, len(text), 50, 700, 400, 710, 10),), 600, 800)
        for n, text in enumerate(texts, 1)
    ]


def test_accents_drawn_apart_are_mended_on_a_page_with_few_of_them() -> None:
    drawn = pages_of(
        "Le m´emoire d´ecrit l’´ecole.", "`A la m´emoire de mon p`ere, franc¸ais et fˆıer"
    )
    mended = ["Le mémoire décrit l’école.", "À la mémoire de mon père, français et fîer"]
    assert [page.text for page in cleaning.clean(drawn)] == mended
    for raw, page in zip(drawn, cleaning.clean(drawn), strict=True):
        assert_leads_back(raw, page)


def test_an_acute_accent_for_an_apostrophe_is_none_where_letters_have_theirs() -> None:
    texts = (
        "L´eau, d´un côté, l´école et l´été de l’année passée à préparer.",
        "Plus d´eau là-bas",
    )
    assert [page.text for page in cleaning.clean(pages_of(*texts))] == [*texts]


def test_every_page_of_corpus_leads_back() -> None:
    for path in sorted(CORPUS.glob("*.pdf")):
        reading = read_pdf(path.read_bytes(), path.name)
        for raw, page in zip(reading.pages, cleaning.clean(reading.pages), strict=True):
            assert_leads_back(raw, page)


def test_every_page_of_real_reports_leads_back(reports: Path) -> None:
    for path in sorted(reports.glob("*/*.pdf")):
        try:
            reading = read_pdf(path.read_bytes(), path.name)
        except PasserelleError:
            continue
        for raw, page in zip(reading.pages, cleaning.clean(reading.pages), strict=True):
            assert_leads_back(raw, page)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("dévelop", "pement", False),
        ("co", "développement", True),
        ("cofinance", "ment", False),
        ("celle", "ci", True),
        ("sous", "traitance", True),
        ("Auvergne", "Rhône", True),
        ("parte", "nariats", False),
        ("inter", "nationalisation", False),
        ("faites", "les", True),
        ("éco", "les", False),
        ("pirogues", "ambulances", True),  # rare words, where the joined one is none
        ("maçons", "formateurs", True),
        ("candi", "datez", False),
        ("béni", "noises", False),
    ],
)
def test_hyphens_by_dictionary(before: str, after: str, kept: bool) -> None:
    assert keeps_hyphen(before, after, {}) is kept


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("Pas", "de", True),
        ("Bourg", "en", True),
        ("dévelop", "pement", False),
        ("so", "cio", False),
    ],
)
def test_a_compound_s_hyphens_stay(before: str, after: str, kept: bool) -> None:
    assert keeps_hyphen(before, after, {}, compound=True) is kept


def test_hyphens_by_the_documents_own_words_first() -> None:
    assert keeps_hyphen("plaid", "oyer", count_words(["le plaid-oyer du plaid-oyer local"]))
    assert not keeps_hyphen("co", "working", count_words(["un espace coworking ouvert"]))


@pytest.mark.parametrize(
    ("compound", "cut", "whole"),
    [
        ("mi-parcours", "cofinan\u2010 \\ cé", "cofinancé"),  # what cuts words is no other hyphen
        ("mi\u2010parcours", "dit celle\u2010 \\ ci", "dit celle\u2010ci"),
    ],
)
def test_a_hyphen_that_only_cuts_words_leaves_them(
    tmp_path: Path, compound: str, cut: str, whole: str
) -> None:
    source = f"""
    #set page(width: 12cm, height: 8cm)
    #set text(size: 10pt, hyphenate: false)
    Le rapport à {compound} dit que le programme de la région a été {cut}, selon l’Union.
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert f"a été {whole}, selon l’Union." in page.text


SIGNED = WHOLE.replace("ti", "@")
FOREIGN = WHOLE.replace("ti", "\u019f").replace("tt", "\u01a9")
PRIVATE = WHOLE.replace("ti", "\ue001")


@pytest.mark.parametrize(("broken", "glyph"), [(SIGNED, "@"), (FOREIGN, "Ɵ"), (PRIVATE, "\ue001")])
def test_glyphs_are_mended_from_the_words_they_stand_in(broken: str, glyph: str) -> None:
    lines = [broken[start : start + 90] for start in range(0, len(broken), 90)]
    assert infer_glyphs(lines, count_words(lines)).get(glyph) == "ti"


def test_a_page_in_a_broken_font_is_mended_and_addresses_stay(tmp_path: Path) -> None:
    source = "#set page(width: 15cm, height: 20cm)\n" + SIGNED.replace("@", "\\@")
    (page,) = read(typeset(tmp_path / "r.pdf", source + "\n\ncontact\\@exemple.org"))
    assert "coopération décentralisée" in page.text
    assert "contact@exemple.org" in page.text
    assert page.unreadable is None


def shifted(text: str, by: int) -> str:
    return "".join(
        chr((ord(c) - 97 + by) % 26 + 97) if c.isascii() and c.islower() else c for c in text
    )


GERMAN = (
    "Die Zusammenarbeit zwischen den Gemeinden und den Vereinen wurde im vergangenen Jahr weiter "
    "ausgebaut, und viele junge Menschen haben an den Werkstätten teilgenommen, die unsere "
    "Freunde vor Ort gemeinsam mit den Schulen des Bezirks vorbereitet hatten."
)
LATIN = (
    "Lorem ipsum dolor sit amet, consectetuer adipiscing elit. Ut purus elit, vestibulum ut, "
    "placerat ac, adipiscing vitae, felis. Curabitur dictum gravida mauris. Nam arcu libero, "
    "nonummy eget, consectetuer id, vulputate a, magna. Donec vehicula augue eu neque."
)
MALAGASY = (
    "Ny fiaraha-miasa eo amin'ny kaominina sy ny fikambanana dia natao hanampiana ny tantsaha "
    "hahazo rano madio sy jiro. Maro ny tanora nianatra asa vaventy ka afaka mivelona tsara "
    "amin'izany ankehitriny any amin'ny tanàna maro manodidina ny renivohitra."
)
FIGURES = "Recettes fiscales | 448 872 530 | 413 500 000 | 404 150 999\n" * 12


@pytest.mark.parametrize("text", [WHOLE, GERMAN * 2, LATIN * 2, MALAGASY * 2, FIGURES, "Merci !"])
def test_what_is_written_in_any_language_is_no_gibberish(tmp_path: Path, text: str) -> None:
    source = f"#set page(width: 15cm, height: 20cm)\n{text}"
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.unreadable is None


@pytest.mark.parametrize("by", [1, 3, 7, 13])
def test_shifted_letters_are_gibberish(tmp_path: Path, by: int) -> None:
    source = f"#set page(width: 15cm, height: 20cm)\n{shifted(WHOLE, by)}"
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.unreadable == "garbled"


def test_glyph_numbers_are_gibberish(tmp_path: Path) -> None:
    glyphs = "".join(chr(ord(c) - 29) if " " < c < "\x7f" else c for c in WHOLE)
    glyphs = "".join(c if c.isalnum() or c == " " else f"\\u{{{ord(c):x}}}" for c in glyphs)
    source = f"#set page(width: 15cm, height: 20cm)\n{glyphs}"
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.unreadable == "garbled"


def test_blank_pages_hold_nothing_to_read_and_pictures_may(tmp_path: Path) -> None:
    (tmp_path / "r.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><path d="'
        + " ".join(f"M{n} {n} L{n + 5} {n} L{n} {n + 9} Z" for n in range(60))
        + '"/></svg>'
    )
    source = (
        "#set page(width: 15cm, height: 10cm)\nUn texte.\n#pagebreak()\n#pagebreak()\n"
        '#image("r.svg")'
    )
    (tmp_path / "r.typ").write_text(source)
    (tmp_path / "r.pdf").write_bytes(typst.compile(tmp_path / "r.typ"))
    assert [page.unreadable for page in read(tmp_path / "r.pdf")] == [None, None, "empty"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Page 3 sur 39", ()),
        ("page 3/39", ()),
        ("- 12 -", ()),
        ("iv", ()),
        ("p. 7", ()),
        ("CESER – 12", ("CESER – 12",)),
        ("TOFE 2008", ("TOFE 2008",)),
    ],
)
def test_a_pages_number_is_not_among_what_headers_say(text: str, said: tuple[str, ...]) -> None:
    line = Line(0, len(text), 10, 10, 90, 20, 10)
    assert furniture.told([(line, text)]) == said


_NOTED = """
#set page(width: 14cm, height: 8cm)
#set text(size: 11pt)
#show footnote.entry: set text(size: 10pt)
La commission mixte#footnote[Créée par l’arrêté du 4 mai 2020.] a confié au cabinet Rindra
l’élaboration du schéma directeur d’amé‐
"""


def test_a_cut_word_does_not_go_on_with_a_note(tmp_path: Path) -> None:
    (page,) = read(typeset(tmp_path / "r.pdf", _NOTED.replace("10pt", "8pt")))
    assert page.text.endswith("schéma directeur d’amé‐\n1 Créée par l’arrêté du 4 mai 2020.")


def test_notes_at_a_page_s_foot_are_told_from_its_text(tmp_path: Path) -> None:
    source = f"{_NOTED}#pagebreak()\nnagement hydraulique de la plaine, en deux ans."
    first, last = read(typeset(tmp_path / "r.pdf", source))
    assert first.text[first.notes :] == "1 Créée par l’arrêté du 4 mai 2020."
    assert first.text[: first.notes].endswith("schéma directeur d’amé‐\n")
    assert last.notes is None


def test_endnotes_that_go_on_overleaf_are_the_page_s_text(tmp_path: Path) -> None:
    notes = "\n\n".join(
        f"#super[{n}] Rapport numéro {n} du conseil, p. {n}0." for n in range(1, 15)
    )
    source = f"""#set page(width: 14cm, height: 8cm)
    #set text(size: 11pt)
    {" ".join(["Les communes de la plaine partagent leur eau et leurs pompes."] * 4)}

    #set text(size: 8pt)
    {notes}"""
    pages = read(typeset(tmp_path / "r.pdf", source))
    assert [page.notes for page in pages] == [None, None]
