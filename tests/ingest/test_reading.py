"""Reading and cleaning, on PDFs typeset for the purpose and on the project's own."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pypdf
import pytest

from ingest import cleaning
from ingest.pdf import read_pdf, render_page
from ingest.reading import cleaned, read_document
from ingest.schema import Metadata, Page
from ingest.settings import LibrarySettings
from ingest.titles import body_size, choose_title
from tests.conftest import CORPUS, typeset


def read(path: Path) -> list[Page]:
    return cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)


RUNNING = """
#set page(width: 15cm, height: 12cm, header: [Rapport annuel de la coopération],
  footer: context [RESEAU – page #counter(page).display()], numbering: "1")
#set text(lang: "fr", hyphenate: true)
= Le titre du rapport
"""


def test_running_headers_and_footers_leave_and_the_title_stays(tmp_path: Path) -> None:
    subjects = ["eau", "énergie", "santé", "lumière"]
    body = "".join(
        f"#pagebreak()\nOn parle ici de {each}.\n\nArticle {n}\n"
        for n, each in zip((4, 9, 11, 30), subjects, strict=True)
    )
    pages = read(typeset(tmp_path / "r.pdf", RUNNING + body))
    whole = "\n".join(page.text for page in pages)
    assert "Rapport annuel" not in whole
    assert "RESEAU" not in whole
    assert "Le titre du rapport" in pages[0].text
    assert all(f"On parle ici de {each}." in whole for each in subjects)
    assert "Article 11" in whole


def test_what_appears_once_is_no_header(tmp_path: Path) -> None:
    source = """
    #set page(width: 15cm, height: 12cm)
    #for n in range(4) [ #lorem(3 + n) \\ Texte #n. #pagebreak(weak: true) ]
    """
    pages = read(typeset(tmp_path / "r.pdf", source))
    assert all("Texte" in page.text for page in pages)


def test_line_end_hyphens_are_joined_and_compounds_kept(tmp_path: Path) -> None:
    source = """
    #set page(width: 6cm, height: 18cm, margin: 1cm)
    #set par(justify: true)
    #set text(lang: "fr", hyphenate: true, size: 11pt)
    Le développement économique et la coopération internationale rassemblent entreprises,
    associations et collectivités territoriales d’Auvergne-Rhône-Alpes, celles-ci accompagnant
    durablement l’internationalisation et le développement.
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    flat = " ".join(page.text.split())
    for word in ("développement", "internationalisation", "territoriales", "Auvergne-Rhône-Alpes"):
        assert word in flat
    assert "\ufffe" not in flat
    assert "\x02" not in flat


def test_every_character_leads_back_to_the_pdf_engines_own() -> None:
    for path in sorted(CORPUS.glob("*.pdf")):
        reading = read_pdf(path.read_bytes(), path.name)
        for raw, page in zip(reading.pages, cleaning.clean(reading.pages), strict=True):
            assert len(page.text) == len(page.origins)
            for character, origin in zip(page.text, page.origins, strict=True):
                if origin >= 0 and character.isalnum() and character.isascii():
                    # A ligature's letter, a raised figure that begins a note.
                    assert character in unicodedata.normalize("NFKC", raw.text[origin])


def test_the_quote_is_found_on_the_picture() -> None:
    path = CORPUS / "fasep-mode-d-emploi.pdf"
    page = read(path)[0]
    quote = "Le Fonds d’étude et d’aide au secteur privé"
    start = page.text.index(quote)
    marks = [origin for origin in page.origins[start : start + len(quote)] if origin >= 0]
    picture, (boxes,) = render_page(path, 1, scale=1.0, marks=[marks])
    assert boxes
    for box in boxes:
        assert 0 <= box.left < box.right <= 1
        assert 0 <= box.top < box.bottom <= 1
        assert box.bottom - box.top < 0.05
        crop = picture.crop(
            (
                int(box.left * picture.width),
                int(box.top * picture.height),
                int(box.right * picture.width) + 1,
                int(box.bottom * picture.height) + 1,
            )
        ).convert("L")
        shades = crop.tobytes()
        assert min(shades) < 128 < max(shades), "the box holds ink on paper"


def test_a_page_drawn_upside_down_is_shown_as_it_is_read(tmp_path: Path) -> None:
    source = "Le comité de pilotage\\\ndu projet #v(4cm) se réunit deux fois par an."
    writer = pypdf.PdfWriter(clone_from=typeset(tmp_path / "r.pdf", source))
    page = writer.pages[0]
    over = pypdf.Transformation().rotate(180).translate(page.mediabox.width, page.mediabox.height)
    page.add_transformation(over)
    writer.write(tmp_path / "over.pdf")
    (turned,) = read(tmp_path / "over.pdf")
    assert turned.text == read(tmp_path / "r.pdf")[0].text
    start = turned.text.index("pilotage")
    marks = [*turned.origins[start : start + len("pilotage")]]
    shown = []
    for name in ("r.pdf", "over.pdf"):
        _, (boxes,) = render_page(tmp_path / name, 1, marks=[marks])
        shown.append((boxes[0].left, boxes[0].top, boxes[-1].right, boxes[-1].bottom))
    assert shown[0] == pytest.approx(shown[1], abs=0.001)


def test_page_labels_roman_front_matter() -> None:
    labels = [page.label for page in read(CORPUS / "atelier-resacoop-2018.pdf")]
    assert labels[:3] == ["i", "ii", "1"]


@pytest.mark.parametrize(
    ("given", "title"),
    [
        ("Bilan 2024 de la coopération", "Bilan 2024 de la coopération"),
        ("Microsoft Word - rapport_v3.doc", "Un grand titre"),
        ("rapport_final.indd", "Un grand titre"),
        ("x.html", "Un grand titre"),
        ("notes de cadrage.md", "Un grand titre"),
        ("Untitled", "Un grand titre"),
        ("Scanned Document", "Un grand titre"),
        ("", "Un grand titre"),
        ("PDF_2018_03", "Un grand titre"),
    ],
)
def test_title(tmp_path: Path, given: str, title: str) -> None:
    path = typeset(tmp_path / "x.pdf", "= Un grand titre\nEt du texte.\n\nEncore.\n\nFin.\n\nOui.")
    first = read_pdf(path.read_bytes(), path.name).pages[0]
    assert choose_title(Metadata(title=given), first, None, "x.pdf") == title


def test_title_falls_back_on_the_files_name() -> None:
    chosen = choose_title(Metadata(), None, None, "rapport_atelier-2018.pdf")
    assert chosen == "rapport atelier 2018"


def test_title_of_one_size_of_letters_names_the_kind_of_document(tmp_path: Path) -> None:
    source = "RÉPUBLIQUE DU SÉNÉGAL\n\nLoi n° 2017-27 portant Code de la presse\n\nExposé.\n\n" + (
        "Un texte qui tient sur plusieurs lignes, comme en ont les lois. " * 12 + "\n\n"
    )
    path = typeset(tmp_path / "x.pdf", source)
    (raw,) = read_pdf(path.read_bytes(), path.name).pages
    (page,) = cleaning.clean([raw])
    chosen = choose_title(Metadata(), raw, page, "x.pdf")
    assert chosen == "Loi n° 2017-27 portant Code de la presse – RÉPUBLIQUE DU SÉNÉGAL"


@pytest.mark.parametrize(
    ("source", "title"),
    [
        # A cover: its largest words, what comes under them, and no date, address or letterhead.
        (
            "#text(size: 24pt)[Stratégie pour un numérique inclusif]\n\n"
            "#text(size: 14pt)[Déploiement des pass numériques]\n\n#v(1cm)Appel à projets\n\n"
            "#v(1cm)Mars 2019\n\n#v(1cm)www.exemple.fr",
            "Stratégie pour un numérique inclusif – Déploiement des pass numériques"
            " – Appel à projets",
        ),
        (
            "Rapport d'activité 2022\n\n#text(size: 24pt)[Horizons partagés]\n\nMai 2023",
            "Rapport d’activité 2022 – Horizons partagés",
        ),
        # A state's letterhead; an act whose object is set smaller.
        (
            "RÉPUBLIQUE DU SÉNÉGAL\n\n#text(size: 18pt)[Arrêté n° 25047]\n\n"
            "portant mise en place d'une plateforme des entreprises de presse\n\n"
            + "LE MINISTRE, vu la Constitution, arrête ce qui suit. "
            * 20,
            "Arrêté n° 25047 portant mise en place d’une plateforme des entreprises de presse"
            " – RÉPUBLIQUE DU SÉNÉGAL",
        ),
        # What says only which kind of document it is gives way to the act's own name.
        (
            "Décret n° 2020-613 portant application du statut des magistrats\n\n"
            "#text(size: 18pt)[RAPPORT DE PRÉSENTATION]\n\n"
            + "L'augmentation des effectifs bloque l'accès au grade supérieur. "
            * 20,
            "Décret n° 2020-613 portant application du statut des magistrats",
        ),
        # A short page of text, or with contents, is no cover.
        (
            "#text(size: 18pt)[Règlement du fonds]\n\nArticle 1\n\n#v(1cm)Chapitre premier\n\n"
            "#v(1cm)Le fonds verse chaque année une dotation aux communes qui la demandent.",
            "Règlement du fonds",
        ),
        # A report's first page of text: its title is enough.
        (
            "#text(size: 18pt)[Les déchets de la côte]\n\nUne étude en trois parties\n\n"
            + "Les communes de la côte ramassent peu, et brûlent le reste. " * 20,
            "Les déchets de la côte",
        ),
    ],
)
def test_a_title_that_its_page_goes_on_with_is_completed(
    tmp_path: Path, source: str, title: str
) -> None:
    path = typeset(tmp_path / "x.pdf", source)
    (raw,) = read_pdf(path.read_bytes(), path.name).pages
    (page,) = cleaning.clean([raw])
    assert choose_title(Metadata(), raw, page, "x.pdf") == title


@pytest.mark.parametrize("turned", ["-45deg", "0deg"])
def test_a_watermark_is_no_title_and_stands_in_no_text(tmp_path: Path, turned: str) -> None:
    said = "Les communes de la côte ramassent peu, et brûlent le reste. " * 30
    path = typeset(
        tmp_path / "x.pdf",
        f"""
        #let stamp = rotate({turned}, text(size: 90pt, fill: luma(225))[PROJET])
        #set page(width: 16cm, height: 22cm, background: stamp)
        #text(size: 20pt)[Les déchets de la côte]

        {said}
        #pagebreak()
        {said}
        """,
    )
    raws = read_pdf(path.read_bytes(), path.name).pages
    pages = cleaning.clean(raws)
    assert choose_title(Metadata(), raws[0], pages[0], "x.pdf") == "Les déchets de la côte"
    assert [page.running for page in pages] == [("PROJET",)] * 2
    assert not any("PROJET" in page.text for page in pages)


def test_a_title_cut_at_a_line_s_end_is_told_whole(tmp_path: Path) -> None:
    source = "#text(size: 20pt)[Rapport d’évalua-\\ tion à mi-\\ parcours du port]\n\n" + (
        "Les communes de la côte ramassent peu, et brûlent le reste. " * 20
    )
    path = typeset(tmp_path / "x.pdf", source)
    (raw,) = read_pdf(path.read_bytes(), path.name).pages
    (page,) = cleaning.clean([raw])
    assert (
        choose_title(Metadata(), raw, page, "x.pdf") == "Rapport d’évaluation à mi-parcours du port"
    )


def test_a_title_of_several_lines_is_larger_than_the_text_of_its_document(tmp_path: Path) -> None:
    cover = (
        "#text(size: 22pt)[Cultiver en ville,\\ nourrir\\ les quartiers]\n\n"
        "#v(1cm)Capitalisation du programme Potagers\n\n#v(1cm)Mai 2025\n#pagebreak()\n"
    )
    path = typeset(tmp_path / "x.pdf", cover + "Le programme a créé 31 potagers. " * 20)
    pages = read_pdf(path.read_bytes(), path.name).pages
    (page, _) = cleaning.clean(pages)
    title = choose_title(Metadata(), pages[0], page, "x.pdf", body=body_size(pages))
    assert (
        title == "Cultiver en ville, nourrir les quartiers – Capitalisation du programme Potagers"
    )


TEXT = "Réunies ce mardi, les deux villes ont signé un accord sur les mangroves. " * 12


@pytest.mark.parametrize(
    ("file", "text", "title"),
    [
        (
            "a.txt",
            f"COMMUNIQUÉ DE PRESSE\nOuarn, le 14 octobre 2025\n\nDeux villes signent\n\n{TEXT}",
            "COMMUNIQUÉ DE PRESSE – Deux villes signent",
        ),
        (
            "a.html",
            f"<h1>Convention de partenariat</h1><p>pour la maternité de Mbéré</p><p>{TEXT}</p>",
            "Convention de partenariat pour la maternité de Mbéré",
        ),
        (
            "a.html",
            f"<title>Note</title><p>Page 1</p><p>Note : des rues sûres</p><p>{TEXT}</p>",
            "Note : des rues sûres",
        ),
        ("a.html", f"<h1>Communiqué de presse</h1><p>{TEXT}</p>", "Communiqué de presse"),
        (
            "a.html",
            "<h1>Communiqué de presse</h1><p>Ouarn, le 3 juin 2024</p><p>Deux villes signent</p>",
            "Communiqué de presse – Deux villes signent",
        ),
        ("a.html", f"<h1>Fiche projet</h1><p>Pays : Mali</p><p>{TEXT}</p>", "Fiche projet"),
    ],
)
def test_a_title_that_names_a_kind_alone_says_what_of(file: str, text: str, title: str) -> None:
    settings = LibrarySettings()
    reading = read_document(text.encode(), file, password="", settings=settings)
    page = cleaned(reading)[0]
    assert choose_title(reading.metadata, reading.pages[0], page, file) == title


def test_a_long_title_is_cut_between_words(tmp_path: Path) -> None:
    long = "Rapport sur la coopération décentralisée des collectivités " * 5
    path = typeset(tmp_path / "x.pdf", f"{long}\n\nUn texte.")
    (raw,) = read_pdf(path.read_bytes(), path.name).pages
    (page,) = cleaning.clean([raw])
    title = choose_title(Metadata(title=long), raw, page, "x.pdf")
    assert len(title) <= 200
    assert title.endswith("…")
    assert long.startswith(title[:-1])
    assert long[len(title) - 1] == " "


def test_every_report_is_read(reports: Path) -> None:
    for path in sorted((reports / "normal").glob("*.pdf")):
        pages = read(path)
        readable = [page for page in pages if not page.unreadable]
        assert len(readable) >= 0.9 * len(pages), path.name
