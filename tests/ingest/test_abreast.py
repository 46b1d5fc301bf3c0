"""What stands beside other text is read whole: columns, cards, quotes pulled out, margin notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import acronyms, cleaning
from ingest.characters import Glyphs
from ingest.pdf import read_pdf
from tests.conftest import typeset

_PLAIN = '#set text(lang: "fr", size: 10pt, hyphenate: false)\n'
_SERIF = _PLAIN.replace("lang", 'font: "Libertinus Serif", lang')
_ACCENT = (
    """
    #set page(width: 21cm, height: 11cm, margin: 2cm, columns: 2)
    #set text(font: "DejaVu Serif", size: 9pt)
    Dans le cadre du programme national, \\ le ministère coordonne les actions \\
    menées avec les communes rurales \\ et leurs groupements.

    État, régions et départements \\ signent une convention commune \\
    pour trois ans de financement. \\ Elle prévoit un comité de suivi \\
    qui se réunit chaque trimestre. \\ Enfin, les départements financent
    #colbreak()
    ensemble les filières agricoles \\ et la formation des enseignants \\
    dans les communes rurales \\ de la région concernée.
    """,
    ["les départements financent ensemble les filières agricoles et la formation des enseignants"],
)
_FIGURES = (
    """
    #set page(width: 21cm, height: 12cm, margin: 2cm)
    L’année a été marquée par une forte croissance de l’activité de l’association.
    #let c(n, t) = align(center)[#text(size: 22pt, weight: "bold")[#n] \\ #t]
    #grid(columns: (4cm, 4cm, 4.4cm), gutter: 14pt,
      c[127][projets soutenus dans les communes rurales],
      c[843][emplois créés ou consolidés à Ouagadougou],
      c[12][euros mobilisés auprès des Régions partenaires])
    Ces résultats confirment la pertinence de la stratégie adoptée.
    """,
    [
        "127 projets soutenus dans les communes rurales",
        "843 emplois créés ou consolidés à Ouagadougou",
        "12 euros mobilisés auprès des Régions partenaires",
    ],
)
_PULLED = (
    """
    #set page(width: 21cm, height: 9cm, margin: 2cm)
    #grid(columns: (1fr, 5.5cm), column-gutter: 14pt,
    [La Région coordonne les actions de formation menées par les associations locales dans les
    communes de son territoire, et elle finance chaque année une trentaine de projets. Le comité
    examine les demandes au printemps, puis les soumet au conseil. Le bilan est public.],
    [#v(2pt)#text(size: 13pt, style: "italic")[« Sans les communes, aucun de ces projets n’aurait
    vu le jour. »]])
    """,
    [
        "coordonne les actions de formation menées par les associations locales dans les communes",
        "« Sans les communes, aucun de ces projets n’aurait vu le jour. »",
    ],
)
_CAPTIONS = (
    """
    #set page(width: 15cm, height: 10cm, margin: 2cm)
    Deux chantiers ont été menés à bien pendant l’année écoulée.
    #grid(columns: (1fr, 1fr), column-gutter: 14pt,
      [#rect(width: 100%, height: 2cm, fill: gray) Le forage de Thiès, achevé en mars, dessert
      quatre mille personnes.],
      [#rect(width: 100%, height: 2cm, fill: gray) L’école de Mâcon accueille désormais les élèves
      de deux communes.])
    Le rapport financier en présente le détail.
    """,
    [
        "Le forage de Thiès, achevé en mars, dessert quatre mille personnes.",
        "L’école de Mâcon accueille désormais les élèves de deux communes.",
    ],
)
_MARGIN = (
    """
    #set page(width: 21cm, height: 10cm, margin: (left: 5.5cm, right: 2cm, y: 2cm))
    #set par(justify: true)
    #place(left, dx: -3.5cm, block(width: 2.5cm, text(size: 8pt)[#set par(justify: false)
    Un bilan publié chaque année]))
    Depuis cinq ans, les communes et les associations participent à la gouvernance du programme,
    dont le comité examine les demandes au printemps avant de les soumettre au vote. Les projets
    retenus sont financés pour trois ans et font l’objet d’une évaluation à mi-parcours.
    """,
    [
        "à la gouvernance du programme, dont le comité examine les demandes",
        "Un bilan publié chaque année",
    ],
)
_PIECES = (
    """
    #set page(width: 12cm, height: 8cm, margin: 2cm)
    #set text(font: "New Computer Modern")
    #set super(typographic: false)
    Le décret paraît le 1#super[er] mars. Il est appliqué en lien avec les
    communes#footnote[Sauf outre-mer.]. Le comité en suit la mise en œuvre, comme au XIX#super[e],
    puis au XX#super[e] siècle.
    """,
    ["le 1er mars", "en lien avec les communes. Le comité", "au XIXe, puis au XXe siècle"],
)
_PLACES = (
    """
    #set page(width: 9cm, height: 8cm, margin: 2cm)
    Le maire de Villefranche-\\
    sur-Saône et celui de Fontenay-\\
    sous-Bois signent. Ils forment la main-\\
    d’œuvre locale depuis lors-\\
    qu’ils sont élus.
    """,
    ["Villefranche-sur-Saône", "Fontenay-sous-Bois", "main-d’œuvre", "depuis lorsqu’ils"],
)
_HEADED = (
    """
    #set page(width: 15cm, height: 18cm)
    #grid(columns: (1fr, 1fr), column-gutter: 14pt,
    [Les communes de Kayes partagent leur eau avec leurs voisines, qui paient la moitié des travaux.

    = Le financement
    L’Agence paie la moitié des travaux, et la région l’autre moitié.

    = Le calendrier
    Les travaux commencent en mars et finissent en octobre.],
    [La seconde colonne parle du Sénégal. Elle est plus courte, et finit avant la première.])
    La suite traverse toute la page, de gauche à droite, et finit le document.
    """,
    [
        "des travaux. Le financement L’Agence paie la moitié des travaux",
        "l’autre moitié. Le calendrier Les travaux commencent en mars",
        "finissent en octobre. La seconde colonne",
        "finit avant la première. La suite traverse",
    ],
)
_SIGNED = (
    """
    #set page(width: 15cm, height: 12cm, margin: 2cm)
    #block(height: 2.4cm, columns(2, gutter: 14pt)[
    Les équipes du village ont appris à se passer de nos visites, et la pandémie de ces deux années
    nous a forcés à leur faire confiance. Les artisans du pays ont
    #colbreak()
    conduit seuls des chantiers que nous pensions hors de leur portée. Ils ont commis des erreurs,
    ni plus ni moins que nous, et les ont corrigées.])
    #v(-6pt)
    Gildas Morvan, bénévole depuis 1998

    Cette tribune a paru dans la lettre de l’association, que ses membres reçoivent en mars.
    """,
    [
        "Les artisans du pays ont conduit seuls des chantiers",
        "et les ont corrigées. Gildas Morvan, bénévole depuis 1998 Cette tribune",
    ],
)


def _text(folder: Path, source: str) -> str:
    path = typeset(folder / "r.pdf", _SERIF + source)
    pages = cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)
    return "\n".join(page.text for page in pages)


@pytest.mark.parametrize(
    "case",
    [_ACCENT, _FIGURES, _PULLED, _CAPTIONS, _MARGIN, _PIECES, _PLACES, _HEADED, _SIGNED],
    ids=[
        "accented capital",
        "key figures",
        "pulled quote",
        "captions",
        "margin",
        "pieces",
        "names",
        "headings in a column",
        "signature under columns",
    ],
)
def test_what_stands_abreast_is_read_whole(case: tuple[str, list[str]], tmp_path: Path) -> None:
    source, wanted = case
    text = " ".join(_text(tmp_path, source).split())
    assert [each for each in wanted if each not in text] == []


def test_headings_of_articles_stand_apart_on_a_page_of_short_paragraphs(tmp_path: Path) -> None:
    """There, the usual step from a line to the next is that between paragraphs."""
    long = "Le présent code fixe les règles qui valent pour les organes de presse du pays. " * 6
    articles = "\n\n".join(f"Article {n}.\n\nLe conseil se réunit." for n in range(1, 9))
    source = f"#set page(width: 15cm, height: 16cm, margin: 2cm)\n#set par(spacing: 2em)\n{long}"
    text = _text(tmp_path, f"{source}\n#pagebreak()\n{long}\n#pagebreak()\n{articles}")
    assert [f"Article {n}." for n in range(1, 9)] == [
        line for line in text.split("\n") if line.startswith("Article")
    ]


def test_the_parts_of_a_text_in_several_pages_are_no_page_numbers(tmp_path: Path) -> None:
    pages = [f"= Les services ({n}/3)\n\nLe service {n}." for n in range(1, 4)]
    others = [f"Page {'abcdefg'[n]}, d'un autre sujet." for n in range(7)]
    text = _text(
        tmp_path,
        "#set page(width: 15cm, height: 12cm, margin: 1cm)\n"
        + "\n#pagebreak()\n".join([*others[:4], *pages, *others[4:]]),
    )
    assert [f"({n}/3)" in text for n in range(1, 4)] == [True] * 3


def test_an_acronym_is_learnt_from_a_table_and_the_letter_apostrophe_reads_as_one() -> None:
    text = "PLF | Projet de loi de finances\nANLCI | Agence nationale de lutte"
    found = {each.acronym: each.expansion for each in acronyms.find_definitions(text)}
    assert found["PLF"] == "Projet de loi de finances"
    glyphs = Glyphs()
    assert glyphs.read("lʼONG", 0, 5)[0] == "l’ONG"


@pytest.mark.parametrize(
    "above", ["", "Le comité du village voisin s’est réuni en mai pour que\\ "]
)
@pytest.mark.parametrize("mirrored", [False, True])
def test_a_box_cuts_no_sentence_of_the_text_that_goes_round_it(
    tmp_path: Path, above: str, mirrored: bool
) -> None:
    text = f"""[{"les" if above else "Les"} partenaires conduisent tous \\
      ensemble des opérations de \\ promotion et cherchent des \\ fonds privés, que le conseil]"""
    box = "[Chiffres clés : 45 villages \\ sont desservis depuis 2014.]"
    columns = f"(4.5cm, 5.2cm), {box}, {text}" if mirrored else f"(5.2cm, 4.5cm), {text}, {box}"
    source = f"""
    #set page(width: 13cm, height: 9cm, margin: 1.5cm)
    #set text(lang: "fr", hyphenate: false)
    #set block(spacing: 0.65em)
    #set par(spacing: 0.65em)
    {above}
    #grid(gutter: 0.3cm, columns: {columns})
    régional complète ensuite avec les communes, chaque \\
    année. La suite ne dépend que des habitants.
    """
    whole = _text(tmp_path, source)
    assert "les partenaires conduisent tous ensemble des opérations de promotion et cherchent" in (
        whole.replace("Les", "les")
    )
    assert "que le conseil régional complète ensuite avec les communes, chaque année." in whole
    assert "Chiffres clés : 45 villages sont desservis depuis 2014." in whole
    assert not above or "réuni en mai pour que les partenaires" in whole


@pytest.mark.parametrize("below", ["lancé en mars", "Sofia, en mars"])
@pytest.mark.parametrize("note", ["Voir l’annexe : \\ convention-cadre", "Digue à Ivo, \\ 2022"])
def test_a_note_as_deep_as_a_line_or_two_is_in_no_sentence_beside_it(
    tmp_path: Path, note: str, below: str
) -> None:
    source = f"""
    #set page(width: 14cm, height: 9cm, margin: 1cm)
    #set text(size: 11pt, lang: "fr", hyphenate: false)
    #place(right, dx: 0pt, text(size: 8pt)[#box(width: 3cm, align(left)[{note}])])
    Le programme d’appui aux filières maraîchères du \\
    village, confié à la coopérative et à l’institut, est \\
    {below} 2021 par la coopération décentralisée, avec son réseau d’élus. \\
    Les communes le suivent de près depuis que les travaux sont finis.
    """
    read = _text(tmp_path, source)
    assert (
        "Le programme d’appui aux filières maraîchères du village, confié à la coopérative et à"
        f" l’institut, est {below} 2021 par la coopération décentralisée"
    ) in read
    assert " ".join(note.replace("\\ ", "").split()) in " ".join(read.split())
