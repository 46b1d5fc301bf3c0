"""What the programs that make PDFs do to them, undone: fonts, spaces, hyphens, bold, indents."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

from ingest import cleaning
from ingest.pdf import read_pdf
from ingest.schema import Page
from ingest.vocabulary import keeps_hyphen
from tests.conftest import typeset

_MADE = Path(__file__).with_name("made")


def _pages(path: Path) -> list[Page]:
    return cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)


def _text(folder: Path, source: str) -> str:
    return "\n".join(page.text for page in _pages(typeset(folder / "r.pdf", source)))


# Made by LibreOffice 7.4 and LaTeX from the starter collection's sentences; sources beside some.
_WHOLE = {
    # Fonts whose heights are 0: lines of one paragraph were of several sizes.
    "libreoffice-columns": [
        "diffusée par RESACOOP. Titre : « Afrique francophone subsaharienne : pour une nouvelle",
        "un projet pilote pour le contrôle des crues ; elle a été financée.\n",
    ],
    # No-break spaces in justified columns.
    "libreoffice-spaces": [
        "État, Église et ONG : quelles relations ? Évaluons-les d’abord. La loi n° 2014-773",
        "n’ont pas l’électricité : c’est l’un des taux les plus élevés. L’entreprise, une SARL",
    ],
    # Bold words at the head of a paragraph whose next line begins with a capital.
    "libreoffice-bold": [
        "Le partenariat. L’entreprise sociale a été créée en 2012 au Burkina Faso par l’association"
        " lyonnaise Entrepreneurs du Monde, qui forme des revendeurs"
    ],
    # Figures at even distances, in a table of level rules alone.
    "libreoffice-table": [
        "Poste | 2015 | 2016 | 2017\n",
        "\nFormation des habitants | 675 583 | 691 690 | 230 601\n",
    ],
    # Glyphs of another font, drawn after their lines.
    "libreoffice-glyphs": ["Le CO₂ coûte 10⁶ euros ou plus.", "Le CO₂ ou tout.", "Le CO₂ ou Ou"],
    # A heading's number, a wide space before its title, above an indented line.
    "latex-section": ["1 Organisation du projet\nL’association", "\n2 Bilan\n"],
    # Rows between two rules.
    "latex-rules": [
        "\nMbour | 120 | 98\nTivaouane | 85 | 90\nRufisque | 210 | 200\nTotal | 415 | 388\nLa somme"
        " reste faible au regard du budget de l’année.\nCommune | Budget prévu | Réalisé\nMbour |"
    ],
    # A font that says it is 1.4 times as tall as its size.
    "lualatex-table": ["Commune | Partenaire principal | Année du projet\nThiès | Région de Lyon"],
    "lualatex-columns": [
        "le Gabon et le Maroc. Des ateliers ont rassemblé des agents très divers de"
        " l’administration, des policiers au préfet, pour fixer les conduites à tenir en cas de"
        " catastrophe.\nIl faut"
    ],
}


@pytest.mark.parametrize("made", _WHOLE)
def test_what_programs_make_is_read_whole(made: str) -> None:
    text = "\n".join(page.text for page in _pages(_MADE / f"{made}.pdf"))
    text = text.replace("\u00a0", " ").replace("\u202f", " ")
    assert [each for each in _WHOLE[made] if each not in text] == []


def test_headings_of_fonts_without_heights_are_sections() -> None:
    page = _pages(_MADE / "libreoffice-columns.pdf")[0]
    assert "Région formation climat" in [heading for _, heading in page.sections]
    (page,) = _pages(_MADE / "latex-section.pdf")
    assert [heading for _, heading in page.sections] == [
        "1 Organisation du projet",
        "1.1 Partenaires",
        "2 Bilan",
    ]


def test_one_glyph_of_another_font_changes_no_height(tmp_path: Path) -> None:
    made = _MADE / "libreoffice-columns.pdf"
    copy = pypdf.PdfWriter(clone_from=made)
    sign = typeset(tmp_path / "s.pdf", "#set page(width: 595pt, height: 842pt); ☑")
    copy.pages[0].merge_page(pypdf.PdfReader(sign).pages[0])
    copy.write(tmp_path / "r.pdf")
    (with_sign, *_), (without, *_) = _pages(tmp_path / "r.pdf"), _pages(made)
    assert [heading for _, heading in with_sign.sections] == [each for _, each in without.sections]
    assert set(without.text.split("\n")) - set(with_sign.text.split("\n")) == set()


def test_a_repeated_table_head_stays_in_the_text(tmp_path: Path) -> None:
    rows = ", ".join(f"[Commune {n}], [Ville {n}], [{n}00 €]" for n in range(60))
    pages = _pages(
        typeset(
            tmp_path / "r.pdf",
            f"""
            #set page(width: 15cm, height: 14cm, margin: 1cm, header: [Rapport de RESACOOP])
            #table(columns: 3, table.header([Partenaire], [Ville d’origine], [Montant]), {rows})
            """,
        )
    )
    assert len(pages) > 3
    for page in pages:
        assert "Partenaire | Ville d’origine | Montant" in page.text
        assert page.running == ("Rapport de RESACOOP",)


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [
        ("ex", "pliquer", False),
        ("mi", "nistère", False),
        ("va", "leur", False),
        ("ce", "la", False),
        ("celle", "ci", True),
        ("est", "ce", True),
        ("mi", "temps", True),
        ("ex", "ministre", True),
        ("recherche", "action", True),
        ("accord", "cadre", True),
        ("pays", "partenaire", True),
        ("rembourse", "ment", False),
        ("combina", "tions", False),
        ("RESA", "COOP", False),
    ],
)
def test_a_hyphen_at_a_lines_end(before: str, after: str, kept: bool) -> None:
    assert keeps_hyphen(before, after, {"resacoop": 3}) is kept


def test_acronyms_side_by_side_keep_their_hyphen() -> None:
    assert keeps_hyphen("PME", "PMI", {"pme": 4, "pmi": 2})


def test_figures_and_addresses_cut_at_a_lines_end_are_whole(tmp_path: Path) -> None:
    text = _text(
        tmp_path,
        """
        #set page(width: 16cm, height: 8cm)
        #set text(font: "Libertinus Serif", lang: "fr", hyphenate: false)
        Le programme couvre les années 2014-\\
        2020, selon la loi n° 2014-\\
        773. Écrivez à contact\\@auvergne-\\
        rhonealpes.fr ou lisez https:\\/\\/www.\\
        cooperation.example.org/ressources-\\
        pratiques.pdf pour la suite, qui vient plus tard.
        """,
    )
    for whole in ("2014-2020", "2014-773", "contact@auvergne-rhonealpes.fr"):
        assert whole in text
    assert "https://www.cooperation.example.org/ressources-pratiques.pdf" in text


def test_an_indent_alone_begins_a_paragraph(tmp_path: Path) -> None:
    text = _text(
        tmp_path,
        """
        #set page(width: 12cm, height: 8cm)
        #set text(font: "Libertinus Serif", lang: "fr", hyphenate: false)
        Les communes partenaires nomment chacune un délégué \\
        pour deux ans, qui suit les travaux et leurs dépenses. \\
        #h(1.5em)Elles paient la moitié du prix des pompes, et la \\
        Région l’autre moitié, chaque année, sur trois ans.
        """,
    )
    assert "leurs dépenses.\nElles paient la moitié du prix des pompes, et la Région" in text


def test_thousands_that_a_narrow_space_parts_stay_parted(tmp_path: Path) -> None:
    text = _text(
        tmp_path,
        """
        #set page(width: 14cm, height: 8cm)
        #set text(font: "Libertinus Serif", lang: "fr", hyphenate: false)
        #let narrow = h(0.1em)
        Le puits a coûté 12#(narrow)500 €, et le réseau 1#(narrow)250#(narrow)000 € en 2014.
        #table(columns: 2, [Commune], [Habitants], [Thiès], [320#(narrow)000], [Lyon], [1200])
        #text(tracking: 0.1em)[2020] et 2#(narrow)01#(narrow)4, sans milliers.
        """,
    )
    assert "12 500 €, et le réseau 1 250 000 € en 2014." in text
    assert "Thiès | 320 000\nLyon | 1200\n2020 et 2014, sans milliers." in text


def test_an_aside_begins_no_item_where_a_line_begins_with_its_dash(tmp_path: Path) -> None:
    text = _text(
        tmp_path,
        """
        #set page(width: 11cm, height: 11cm, margin: 1.5cm)
        #set text(font: "Libertinus Serif", lang: "fr", hyphenate: false)
        Les élus ont approuvé ce choix lors de la réunion \\
        – la dernière de l’année – puis ont levé la séance et \\
        dîné avec les comités – tous étaient représentés ce \\
        jour-là, et même ceux qui habitent à trois heures et plus \
        – avant de repartir vers midi, à pied, en forêt.

        La Région, les communes et l’agence de l’eau paient \\
        – la formation des comités \\
        – les pompes – deux par village – et leur entretien \\
        – les analyses
        """,
    )
    assert "lors de la réunion – la dernière de l’année – puis" in text
    assert "à trois heures et plus – avant de repartir" in text
    assert text.endswith(
        "l’eau paient\n– la formation des comités\n– les pompes – deux par village – et leur"
        " entretien\n– les analyses"
    )
