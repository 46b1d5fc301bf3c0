"""Reading order, tables, footnotes and boldness, on pages typeset to be awkward."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pypdf
import pypdfium2
import pytest

from ingest import cleaning, french
from ingest.pdf import read_pdf
from ingest.schema import Page
from tests.conftest import typeset

LEFT = (
    "La coopération décentralisée associe des collectivités, des entreprises et des associations "
    "autour de projets durables. Elle repose sur un diagnostic partagé, établi avec les habitants "
    "et les services techniques des communes, puis sur une convention qui fixe les engagements."
)
RIGHT = (
    "Le financement vient de plusieurs sources, publiques et privées. Un comité de suivi se réunit "
    "chaque trimestre pour examiner les dépenses, les résultats obtenus sur le terrain et les "
    "difficultés rencontrées par les équipes. Il rend compte de son travail chaque année."
)
THIRD = (
    "Les jeunes formés au métier de soudeur ont ouvert leurs ateliers dans les villages voisins. "
    "Ils réparent les pompes et les moulins que les coopératives utilisent tous les jours, et "
    "forment à leur tour des apprentis qui viennent de toute la région."
)


def read(path: Path) -> list[Page]:
    return cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)


def flat(page: Page) -> str:
    return " ".join(page.text.split())


def test_three_columns_under_a_title_are_read_one_after_the_other(tmp_path: Path) -> None:
    source = f"""
    #set page(width: 21cm, height: 15cm, margin: 1.5cm)
    #set text(lang: "fr", size: 9pt, hyphenate: true)
    #align(center, text(size: 20pt)[Rapport moral et financier])
    #columns(3, gutter: 14pt)[#set par(justify: true)
    {LEFT}
    #colbreak()
    {RIGHT}
    #colbreak()
    {THIRD}]
    Le présent rapport a été adopté à l’unanimité par l’assemblée générale ordinaire de Lyon.
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    text = flat(page)
    places = [text.find(part) for part in ("Rapport moral", LEFT, RIGHT, THIRD, "adopté à l’una")]
    assert -1 not in places
    assert places == sorted(places)


def test_columns_that_the_pdf_draws_line_by_line_are_read_column_by_column(tmp_path: Path) -> None:
    rows = zip(textwrap.wrap(LEFT, 44), textwrap.wrap(RIGHT, 44), strict=False)
    cells = ", ".join(f"[{left}], [{right}]" for left, right in rows)
    source = f"""
    #set page(width: 21cm, height: 15cm, margin: 1.5cm)
    #set text(size: 9pt)
    #grid(columns: (1fr, 1fr), gutter: (18pt), row-gutter: 4pt, {cells})
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    left = " ".join(textwrap.wrap(LEFT, 44)[:5])
    right = " ".join(textwrap.wrap(RIGHT, 44)[:5])
    assert left in flat(page)
    assert right in flat(page)
    assert " | " not in page.text


def test_a_sidebar_does_not_cut_into_the_text(tmp_path: Path) -> None:
    source = f"""
    #set page(width: 21cm, height: 15cm, margin: 1.5cm)
    #set text(size: 10pt)
    #grid(columns: (1fr, 5cm), gutter: 20pt,
      [{LEFT} #parbreak() {RIGHT}],
      box(fill: luma(230), inset: 8pt)[*Contact* \\ Réseau Passerelle \\ 12 rue du Port, Lyon \\
        contact\\@exemple.org \\ Ouvert le mardi])
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert LEFT in flat(page)
    assert RIGHT in flat(page)
    assert "Contact\nRéseau Passerelle" in page.text


TABLE = """
    #set page(width: 21cm, height: 15cm, margin: 1.5cm)
    #set text(size: 10pt)
    Les aides sont les suivantes.
    #table(columns: (3cm, 7cm, 3cm), inset: 6pt, stroke: STROKE,
      [*Dispositif*], [*Ce qu’il finance*], [*Montant*],
      [FASEP], [des études de faisabilité et des démonstrateurs, pour des entreprises françaises
        qui exportent], [500 000 €],
      [Tasda], [des projets portés ensemble par une collectivité et une association du Sud, pendant
        trois ans], [80 000 €],
      [Micro-projets], [de petites actions de solidarité], [15 000 €])
    Le reste est à la charge des partenaires.
"""


@pytest.mark.parametrize("stroke", ["0.5pt", "none"])
def test_a_table_keeps_a_row_on_a_line(tmp_path: Path, stroke: str) -> None:
    (page,) = read(typeset(tmp_path / "r.pdf", TABLE.replace("STROKE", stroke)))
    lines = page.text.split("\n")
    assert lines[0] == "Les aides sont les suivantes."
    assert "Dispositif | Ce qu’il finance | Montant" in lines
    (fasep,) = (line for line in lines if line.startswith("FASEP"))
    assert fasep.startswith("FASEP | des études de faisabilité et des démonstrateurs, pour des")
    assert fasep.endswith("qui exportent | 500 000 €")
    (tasda,) = (line for line in lines if line.startswith("Tasda"))
    assert tasda.endswith("trois ans | 80 000 €")
    assert "Micro-projets | de petites actions de solidarité | 15 000 €" in lines
    assert lines[-1] == "Le reste est à la charge des partenaires."


def test_a_table_of_figures_keeps_its_rows(tmp_path: Path) -> None:
    figures = ", ".join(
        f"[{name}], [{n},5], [{n + 11}], [1 {n}00]"
        for n, name in enumerate(("Dons reçus", "Prêts", "Recettes propres", "Total général"), 2)
    )
    source = f"""
    #set page(width: 18cm, height: 12cm)
    #table(columns: 4, stroke: none, align: (left, right, right, right),
      [], [2021], [2022], [2023], {figures})
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n") == [
        "– | 2021 | 2022 | 2023",
        "Dons reçus | 2,5 | 13 | 1 200",
        "Prêts | 3,5 | 14 | 1 300",
        "Recettes propres | 4,5 | 15 | 1 400",
        "Total général | 5,5 | 16 | 1 500",
    ]


def test_justified_lines_with_wide_spaces_stay_whole(tmp_path: Path) -> None:
    source = f"""
    #set page(width: 6.5cm, height: 20cm, margin: 1cm)
    #set text(size: 11pt, hyphenate: false)
    #set par(justify: true)
    {LEFT}

    {RIGHT}
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert LEFT in flat(page)
    assert RIGHT in flat(page)


@pytest.mark.parametrize("typographic", ["false", "true"])  # set smaller, or the font's own
def test_footnote_calls_leave_the_words_and_notes_keep_their_number(
    tmp_path: Path, typographic: str
) -> None:
    source = f"""
    #set page(width: 15cm, height: 10cm)
    #set text(size: 10pt)
    #set super(typographic: {typographic})
    La Direction du Trésor#footnote[Direction générale du Trésor, ministère de l’Économie.] a
    versé 106,57#footnote[Ce montant comprend les licences de téléphonie.] milliards.
    La surface est de 12 m#super[2] environ.
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert "La Direction du Trésor a versé 106,57 milliards." in flat(page)
    assert "12 m² environ" in flat(page)
    assert "2 Ce montant comprend" in flat(page)


_CALLED = """
    Le programme est financé par le FASEP#call(1) et par l’AFD, selon la convention de 2019#call(2).
    Il concerne la santé animale#call(3), le comité de pilotage#call(4) et la surface de
    45 km#call(2) aménagés.
    #v(1em)
    #let raised(n) = super(typographic: false)[#n]
    #let note(n, said) = block(spacing: 0.5em, text(size: 8.5pt, [#raised(n) #said]))
    #note(1)[Fonds d’étude.] #note(2)[Convention CML 1432.] #note(3)[Vaccination.] #note(4)[Copil.]
"""


@pytest.mark.parametrize(
    "call",
    [
        # As high as a browser raises and draws them: the lines are cut before and after each.
        "#let call(n) = super(typographic: false, size: 0.83em, baseline: -0.42em)[#n]",
        # As web pages' styles place them: after all the text.
        """
        #let call(n) = [#metadata(n)<call>#h(0.32em)]
        #set page(foreground: context for each in query(<call>) {
          let at = each.location().position()
          place(top + left, dx: at.x, dy: at.y - 8.5pt, text(size: 6.6pt)[#each.value])
        })
        """,
    ],
)
def test_footnote_calls_of_web_pages_leave_the_words(tmp_path: Path, call: str) -> None:
    source = f"""
    #set page(width: 15cm, height: 10cm, margin: 1cm)
    #set text(size: 11pt, font: "Liberation Serif")
    {call}
    {_CALLED}
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    whole = (
        "est financé par le FASEP et par l’AFD, selon la convention de 2019. Il concerne la santé"
    )
    assert f"{whole} animale, le comité de pilotage et la surface de 45 km² aménagés." in flat(page)
    assert "1 Fonds d’étude. 2 Convention CML 1432. 3 Vaccination. 4 Copil." in flat(page)


def test_a_power_is_no_call_for_a_note(tmp_path: Path) -> None:
    source = """
    #set page(width: 15cm, height: 10cm)
    #set text(size: 10pt)
    #set super(typographic: false)
    Le bailleur#footnote[Agence française.] et le maître d’ouvrage#footnote[La commune.] ont admis
    que (x + a)#super[2] vaut x#super[2] + 2ax + a#super[2], selon l’usage.
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert "Le bailleur et le maître d’ouvrage ont admis que (x + a)² vaut x² + 2ax" in flat(page)


def test_a_sentence_below_an_address_begins_its_own_paragraph(tmp_path: Path) -> None:
    source = """
    #set page(width: 15cm, height: 10cm)
    #set text(size: 10pt)
    Le dossier de candidature se remplit en ligne, à l’adresse que voici, avant le 30 juin : \\
    https:\\/\\/www.exemple.org/pass/ \\
    Les porteurs de projet y joignent leur budget et la lettre de leurs partenaires.

    Tous les formulaires sont à demander sur la page https:\\/\\/www.exemple.org/comm/ \\
    formulaires.html
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert "/pass/\nLes porteurs" in page.text
    assert "exemple.org/comm/formulaires.html" in page.text
    source = r"""
    #set page(width: 12cm, height: 10cm)
    #set text(size: 10pt)
    #set par(spacing: 1.2em)
    Pour en savoir plus sur le partenariat : https:\/\/www.exemple.org/licences.

    Source. Restitution de l’atelier des associations et des entreprises, au printemps dernier.

    La liste des sigles retenus est disponible à l’adresse https:\/\/www.exemple.org/listes/

    Traçabilité des développements.
    """
    (page,) = read(typeset(tmp_path / "s.pdf", source))
    assert "/licences.\nSource. Restitution" in page.text
    assert "/listes/\nTraçabilité des" in page.text


@pytest.mark.parametrize("drawn", ["fill: black", "stroke: 0.5pt", "fill: gray"])
def test_items_whose_bullets_are_drawn_stand_apart(tmp_path: Path, drawn: str) -> None:
    items = [
        "Ouverture : 6 février 2023",
        "Réunion d’information : 23 février à 18 heures, à l’hôtel de la métropole de Nantes",
        "Clôture des dépôts : 14 avril à midi",
        "Auditions : du 22 au 26 mai",
        "Délibération du conseil, après avis de la commission des coopérations, puis à celle \\ du"
        " budget : 30 juin",
        "Versement",
    ]
    source = f"""
    #set page(width: auto, height: 10cm)
    #set text(size: 10pt)
    #set list(marker: box(baseline: -0.2em, circle(radius: 1.6pt, {drawn})), spacing: 0.65em)
    {"".join(f"{chr(10)}- {each}" for each in items)}
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n") == [each.replace("\\ ", "") for each in items]


@pytest.mark.parametrize("marks", [["•"] * 4, ["1.", "2.", "3.", "4."]])
def test_items_whose_marks_are_drawn_after_all_the_text_stand_apart(
    tmp_path: Path, marks: list[str]
) -> None:
    items = [
        "Lancement de l’appel d’offres",
        "Analyse des plis",
        "Avis de la commission",
        "Signature du contrat",
    ]
    marked = [
        f'#block(spacing: 0.65em, inset: (left: 14pt))[#metadata("{mark}")<mark>{each}]'
        for mark, each in zip(marks, items, strict=True)
    ]
    source = f"""
    #set page(width: 15cm, height: 10cm, foreground: context for each in query(<mark>) {{
      let at = each.location().position()
      set text(size: 10pt)
      place(top + left, dx: at.x - 14pt, dy: at.y, box(width: 11pt, align(right, each.value)))
    }})
    #set text(size: 10pt)
    Le calendrier est le suivant pour les communes de la vallée et pour leurs partenaires.
    {" ".join(marked)}
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n")[1:] == [f"{a} {b}" for a, b in zip(marks, items, strict=True)]


def test_a_little_more_room_below_a_full_stop_begins_a_paragraph(tmp_path: Path) -> None:
    source = """
    #set page(width: 14cm, height: 10cm, margin: 1cm)
    #set text(size: 10pt)
    #set par(leading: 0.65em, spacing: 0.9em, justify: true)
    Diplomatie économique. Action publique qui cherche à favoriser les échanges entre un territoire
    et ses voisins, et les entreprises de ce territoire là où les marchés sont à trois heures.

    Économie circulaire. Organisation qui réduit les déchets par la réparation, par le réemploi,
    par la réutilisation et le recyclage. Elle est enseignée dans les écoles des communes du sud.
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert [each.split(".")[0] for each in page.text.split("\n")] == [
        "Diplomatie économique",
        "Économie circulaire",
    ]


def test_a_capital_that_the_line_above_had_room_for_begins_a_paragraph(tmp_path: Path) -> None:
    """Items whose bullets are drawn have nothing else; a title's words are left together."""
    source = """
    #set page(width: 12cm, height: 12cm, margin: 1cm)
    #set text(size: 10pt)
    #set par(leading: 0.65em, spacing: 0.65em)
    #set list(marker: circle(radius: 1.5pt, fill: black))
    #text(weight: "bold")[OBLIGATIONS RELATIVES AUX CONDITIONS DE \
    TRAITEMENT DES DONNÉES]
    #v(1cm)
    - Un ménage sur trois reçoit de l'argent d'un parent
    - Les communes ignorent combien, et pour quoi faire
    - Les associations de ressortissants veulent peser sur les plans communaux de développement, et
      sur leurs budgets
    - Le Département les écoute
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    title, *items = page.text.split("\n")
    assert title == "OBLIGATIONS RELATIVES AUX CONDITIONS DE TRAITEMENT DES DONNÉES"
    assert [each.split()[0] for each in items] == ["Un", "Les", "Les", "Le"]


def test_lines_of_a_box_that_each_begin_with_a_label_stand_apart(tmp_path: Path) -> None:
    """The longest has no room left; a sentence with a colon goes on as it does."""
    items = [
        "Ouverture : lundi 15 janvier 2024",
        "Clôture : vendredi 29 mars 2024, à 17 heures",
        "Comité de sélection : 22 mai 2024",
    ]
    linebreak = " \\ "
    source = f"""
    #set page(width: 12cm, height: 10cm, margin: 1cm)
    #set text(size: 10pt)
    #box(stroke: 0.5pt, inset: 6pt)[{linebreak.join(items)}]

    Partenaires : l’association, la commune, l’agence de l’eau et la \\
    Région : toutes ont signé la convention que le conseil a votée.
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n")[:3] == items
    assert "de l’eau et la Région : toutes" in page.text


def test_a_number_that_ends_a_sentence_below_it_begins_no_item(tmp_path: Path) -> None:
    source = """
    #set page(width: 12cm, height: 12cm, margin: 1cm)
    #set text(size: 10pt)
    Des 58 forages que la mission a vus avec le maire, il fonctionnait \\
    51\\. Les sept autres étaient ensablés ou privés de leur pompe.

    Les villages retenus devaient réunir trois conditions, rappelées ici \\
    1\\. Un comité élu, où les femmes du village sont majoritaires \\
    2\\. Une caisse tenue par deux personnes que le comité désigne
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert [each[:34] for each in page.text.split("\n")] == [
        "Des 58 forages que la mission a vu",
        "Les villages retenus devaient réun",
        "1. Un comité élu, où les femmes du",
        "2. Une caisse tenue par deux perso",
    ]
    assert "fonctionnait 51. Les sept autres" in page.text


def test_words_drawn_twice_for_boldness_are_read_once(tmp_path: Path) -> None:
    source = """
    #set page(width: 15cm, height: 8cm)
    #place(dx: 0pt, dy: 20pt)[Une pommade annuelle]
    #place(dx: 0.3pt, dy: 20pt)[Une pommade annuelle]
    #v(40pt)
    Une pommade annuelle, encore.
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text == "Une pommade annuelle\nUne pommade annuelle, encore."


def test_letters_a_little_apart_make_one_word(tmp_path: Path) -> None:
    """In this italic, pdfium tells a space between two letters that stand so."""
    text = "Lors de l’installation de la pompe, l’équipe répare les éventuelles pannes du matériel."
    source = f"""
    #set text(size: 11pt, font: "New Computer Modern", tracking: 0.6pt, style: "italic")
    {text}
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert flat(page) == text


def test_a_word_cut_with_a_soft_hyphen_is_whole(tmp_path: Path) -> None:
    """Pdfium puts some of them on a line of their own; which, small changes here decide."""
    source = r"""
    #set page(columns: 3, header: [Rapport annuel #h(1fr) 2024], numbering: "1 / 1")
    #set text(lang: "fr", font: "New Computer Modern", hyphenate: true)
    #set text(tracking: -0.2pt, spacing: 80%)
    #set par(justify: true, first-line-indent: 1em)
    environnemental régional #strong[(CESER) d’Auvergne\-Rhône\-Alpes] consacré l’Afrique
    francophone subsaharienne. Règles vigueur la date cette note ; faites\-les confirmer un
    expert\-comptable.

    Du côté des pays partenaires, attentes dominent disposer de ressources pour répondre besoins
    essentiels, et proposer du travail une population jeune. Services d’épargne, crédit d’assurance
    de petit montant, destinés à des personnes exclues des banques.

    #grid(columns: (auto, 1fr), gutter: 4pt, text(size: 3em)[M], [ieux approches soignées lettres
    semblables. Elle renforce les services publics chargés l’aménagement territoires, notamment
    Maroc. une assemblée consultative étudie, entend des témoins, propose.])
    """
    path = typeset(tmp_path / "r.pdf", source)
    assert "\r\n\u00ad\r\n" in pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()
    text = flat(read(path)[0])
    assert "faites-les" in text
    for word in ("partenaires", "semblables", "renforce", "services", "territoires", "propose"):
        assert word in text


def test_letter_spaced_titles_become_words(tmp_path: Path) -> None:
    source = """
    #set page(width: 18cm, height: 8cm)
    #text(size: 20pt, tracking: 6pt)[LE RAPPORT ANNUEL]

    Un texte ordinaire.
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n")[0] == "LE RAPPORT ANNUEL"


def test_the_words_of_a_table_of_contents_stay_apart_before_wide_leaders(tmp_path: Path) -> None:
    headings = (
        "Dans quel délai la commission répond-elle aux associations qui l’ont saisie d’une demande"
        " complète, avant la clôture de l’exercice et après avis du conseil ?",
        "La mise en relation des associations",
        "Le fonds",
    )
    chapters = "\n".join(f"= {heading}\nUne page." for heading in headings)
    source = f"#outline(title: [Sommaire])\n#pagebreak()\n{chapters}"
    first = flat(read(typeset(tmp_path / "r.pdf", source))[0])
    for heading in headings:
        assert re.search(rf"{re.escape(heading)} ?(?:\. ?){{20,}}2", first)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_read_as_they_are_shown(tmp_path: Path, turn: int) -> None:
    path = typeset(tmp_path / "r.pdf", TABLE.replace("STROKE", "none"))
    expected = read(path)[0].text
    writer = pypdf.PdfWriter(clone_from=path)
    writer.pages[0].rotate(turn)
    writer.write(tmp_path / "turned.pdf")
    assert read(tmp_path / "turned.pdf")[0].text == expected


def test_a_wide_table_turned_on_a_tall_page_keeps_its_rows(tmp_path: Path) -> None:
    body = TABLE.split("suivantes.")[1].replace("STROKE", "none")
    source = f"""
    #set page(width: 15cm, height: 21cm, margin: 1cm)
    #rotate(-90deg, reflow: true)[#box(width: 17cm)[{body}]]
    """.replace("#set page(width: 21cm, height: 15cm, margin: 1.5cm)", "")
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert "Micro-projets | de petites actions de solidarité | 15 000 €" in page.text


def test_odd_and_even_headers_and_chapter_names_leave(tmp_path: Path) -> None:
    chapters = "".join(
        f'#pagebreak(weak: true)\n#state("c").update("{name}")\n= {name}\n{LEFT} ({part})\n'
        f"#pagebreak()\n{RIGHT} ({part})\n"
        for part, name in enumerate(("Contexte", "Méthode", "Résultats", "Suites"))
    )
    source = f"""
    #set page(width: 15cm, height: 14cm, header: context if calc.odd(here().page())
      [Bilan de la coopération #h(1fr) #counter(page).display()]
      else [#counter(page).display() #h(1fr) Chapitre : #state("c").get()])
    #set text(lang: "fr")
    {chapters}
    """
    pages = read(typeset(tmp_path / "r.pdf", source))
    whole = "\n".join(page.text for page in pages)
    assert "Bilan de la coopération" not in whole
    assert all(name in whole for name in ("Contexte", "Méthode", "Résultats", "Suites"))
    assert not any(line.strip().isdecimal() for line in whole.split("\n"))


def test_what_runs_up_the_side_of_every_page_leaves(tmp_path: Path) -> None:
    """What one page alone has there stays."""
    source = f"""
    #set page(width: 15cm, height: 14cm, margin: (left: 2cm), background:
      place(left + horizon, dx: 4mm, rotate(-90deg, reflow: true)[Guide des partenariats]))
    #set text(lang: "fr")
    {LEFT} {RIGHT}
    #pagebreak()
    #place(dx: -7mm, dy: 1cm, rotate(-90deg, reflow: true)[Chiffres clés])
    {RIGHT} {THIRD}
    #pagebreak()
    {THIRD} {LEFT}
    """
    pages = read(typeset(tmp_path / "r.pdf", source))
    assert not any("Guide des partenariats" in page.text for page in pages)
    assert [page.running for page in pages] == [("Guide des partenariats",)] * 3
    assert "Chiffres clés" in pages[1].text


@pytest.mark.parametrize(
    ("pages", "said"),
    [(3, "calc.even(here().page()) or here().page() > 2"), (4, "calc.odd(here().page())")],
)
def test_headers_of_short_documents_leave(tmp_path: Path, pages: int, said: str) -> None:
    source = f"""
    #set page(width: 15cm, height: 14cm, margin: (top: 3.4cm, bottom: 2cm), header-ascent: 1cm,
      header: context if {said} [Étude sur l’accès à l’eau])
    #set text(lang: "fr")
    #for part in range({pages}) [
      #if part > 1 [#text(size: 1.4em)[Nos conclusions] \\ ]
      {LEFT} (#part) \\ Fin de la partie. #pagebreak(weak: true)
    ]
    """
    whole = "\n".join(page.text for page in read(typeset(tmp_path / "r.pdf", source)))
    assert "Étude sur" not in whole
    assert whole.count("Nos conclusions") == pages - 2
    assert whole.count("Fin de la partie.") == pages


@pytest.mark.parametrize("printed", ["1", "– 1 –"])
def test_the_printed_numbers_of_few_pages_leave(tmp_path: Path, printed: str) -> None:
    source = f"""
    #set page(width: 15cm, height: 14cm, numbering: "{printed.replace("1", "i")}")
    {LEFT}
    #pagebreak()
    {RIGHT}
    #set page(numbering: "{printed}")
    #counter(page).update(1)
    {THIRD}
    #pagebreak()
    {LEFT}
    """
    pages = read(typeset(tmp_path / "r.pdf", source))
    assert [page.label for page in pages] == [
        printed.replace("1", number) for number in ("i", "ii", "1", "2")
    ]
    assert [flat(page) for page in pages] == [LEFT, RIGHT, THIRD, LEFT]


def test_pages_that_the_file_does_not_label_bear_the_number_they_print(tmp_path: Path) -> None:
    source = f"""
    #set page(width: 15cm, height: 14cm)
    #let (body, rest) = ([{LEFT}], [{RIGHT}])
    = Rapport d’activité
    #pagebreak() #set page(footer: context [Bilan 2023 #h(1fr) #counter(page).display()])
    #counter(page).update(1)
    #body #pagebreak() #rest #pagebreak() #body
    #page(footer: none)[Les actions]
    #body #pagebreak() #rest
    #set page(footer: none)
    #pagebreak() = Annexes
    #set page(footer: context counter(page).display("i"))
    #counter(page).update(1)
    #body #pagebreak() #rest #pagebreak() #body
    """
    file = typeset(tmp_path / "r.pdf", source)
    assert "/PageLabels" not in pypdf.PdfReader(file).root_object
    printed = ["1", *"123456", "8", "i", "ii", "iii"]
    assert [page.label for page in read(file)] == printed


def test_footers_far_from_the_edge_leave(tmp_path: Path) -> None:
    source = f"""
    #set page(width: 15cm, height: 15cm, margin: (bottom: 3.6cm), footer-descent: 1cm,
      footer: [octobre 2016 #h(1fr) #context counter(page).display()])
    #set text(lang: "fr")
    #for part in ("Un", "Deux", "Trois", "Quatre") [ #part. {LEFT} #pagebreak(weak: true) ]
    """
    pages = read(typeset(tmp_path / "r.pdf", source))
    assert [page.text for page in pages if not page.text.endswith(LEFT[-20:])] == []
    assert {page.running for page in pages} == {("octobre 2016",)}


def test_a_spread_of_two_pages_is_read_one_page_after_the_other(tmp_path: Path) -> None:
    source = f"""
    #set page(width: 42cm, height: 29.7cm, margin: 2cm)
    #grid(columns: (1fr, 1fr), gutter: 3cm,
      [= Bilan \n {LEFT} #v(1cm) *51* projets], [= Perspectives \n {RIGHT} #v(1cm) *12* pays])
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    text = flat(page)
    assert text.startswith("Bilan " + LEFT)
    assert text.index("51 projets") < text.index("Perspectives")


def test_drop_capitals_begin_their_paragraphs(tmp_path: Path) -> None:
    paragraphs = {"L": "’Agence paie", "É": "lues et élus", "À": "la fin, chacun", "A": "lors tous"}
    body = "".join(
        f"""
        #place(dy: {25 * place}mm, box(width: 10mm, align(right, text(30pt)[{letter}])))
        #place(dx: 11mm, dy: {25 * place}mm)[{begun} de bon gré les travaux qui restent à \\
        faire aux deux puits de la commune voisine,]
        #place(dy: {25 * place + 11.4}mm)[puis se réunit en mai pour en parler avec tous.]
        """
        for place, (letter, begun) in enumerate(paragraphs.items())
    )
    (page,) = read(typeset(tmp_path / "r.pdf", f"#set page(width: 13cm, height: 18cm)\n{body}"))
    starts = ["L’Agence paie de", "Élues et élus de", "À la fin, chacun de", "Alors tous de"]
    assert [each for each in starts if each not in page.text] == []


def test_sections_are_the_headings_above(tmp_path: Path) -> None:
    source = f"""
    #set page(width: 15cm, height: 12cm)
    = Les principales réalisations
    {LEFT}
    #pagebreak()
    {RIGHT}
    == Les suites
    {THIRD}
    """
    first, second = read(typeset(tmp_path / "r.pdf", source))
    assert first.sections == ((0, "Les principales réalisations"),)
    assert second.sections[0] == (0, "Les principales réalisations")
    assert second.sections[1] == (second.text.index("Les suites"), "Les suites")


def test_numbered_headings_of_the_text_s_own_letters_are_sections(tmp_path: Path) -> None:
    source = f"""
    #set page(width: 15cm, height: 24cm)
    #set heading(numbering: "1.1.")
    #show heading: it => block(text(size: 11pt, weight: "regular", it))
    Sommaire

    1.1 Contexte de la mission #h(1fr) 2

    3.2 Moyens de la mission #h(1fr) 14
    #pagebreak()
    = La mission
    == Les financements
    {LEFT}

    3.5 millions d'euros y sont consacrés
    == Les suites
    {RIGHT}

    Article 4 de la convention, en entier

    Article 4 – Durée

    {THIRD}
    """
    contents, page = read(typeset(tmp_path / "r.pdf", source))
    assert contents.sections == ()
    assert [heading for _, heading in page.sections] == [
        "1.1. Les financements",
        "1.2. Les suites",
        "Article 4 – Durée",
    ]


def test_a_bold_heading_with_a_number_and_a_year_is_a_section(tmp_path: Path) -> None:
    headings = ["1. Ouverture", "2. Comptes 2023", "4.2. Budget 2024"]
    body = "\n".join(f"*{each.replace('.', chr(92) + '.')}*\n\n{LEFT}\n" for each in headings)
    source = f"#set page(width: 15cm, height: 18cm)\n{body}\n*2023*\n\n{RIGHT}"
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert [heading for _, heading in page.sections] == headings


def test_what_the_page_crops_away_is_not_read(tmp_path: Path) -> None:
    """Words beside the sheet are printed nowhere; a line that runs over its edge is read whole."""
    source = f"""
    #set page(width: 15cm, height: 12cm)
    #set text(size: 10pt, lang: "fr")
    {LEFT}
    #place(top + left, dx: 16cm, dy: 2cm)[GABARIT DU VOLET NON IMPRIMÉ]
    #place(top + left, dx: -9cm, dy: 1cm)[Épreuve du 12 mars]
    #place(bottom + left, box(width: 14cm)[La convention va jusqu’au bord de la feuille et plus.])
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    text = flat(page)
    assert "GABARIT" not in text
    assert "Épreuve" not in text
    assert "La convention va jusqu’au bord de la feuille et plus." in text
    assert " ".join(LEFT.split()) in text.replace("’", "'")


def test_a_spread_cut_in_two_is_two_pages(tmp_path: Path) -> None:
    """Each page keeps the whole sheet's text, and shows its half: mentions were counted twice."""
    source = f"""
    #set page(width: 29cm, height: 12cm, columns: 2)
    #set text(size: 10pt, lang: "fr")
    {LEFT}
    #colbreak()
    {RIGHT} {THIRD}
    """
    spread = pypdf.PdfReader(typeset(tmp_path / "s.pdf", source))
    cut = pypdf.PdfWriter()
    width = float(spread.pages[0].mediabox.width)
    for left, right in ((0.0, width / 2), (width / 2, width)):
        page = cut.add_page(spread.pages[0])
        page.cropbox.left, page.cropbox.right = left, right
    cut.write(tmp_path / "r.pdf")
    first, second = read(tmp_path / "r.pdf")
    assert " ".join(LEFT.split()) == flat(first).replace("’", "'")
    assert flat(second).startswith("Le financement vient de plusieurs sources")
    assert "soudeur" not in flat(first)


def test_order_on_real_columns(reports: Path) -> None:
    """Each column of a three-column law flows: no sentence is cut by its neighbour's."""
    page = read(reports / "normal" / "sn-code-secu.pdf")[7]
    assert french.fold("débarqué dans un port étranger, est soumis aux mêmes règles") in (
        french.fold(page.text)
    )


def test_the_wide_spaces_of_a_justified_first_row_are_no_columns(reports: Path) -> None:
    """Three columns of a law, whose first row is stretched: it was read across them."""
    text = flat(read(reports / "normal" / "sn-code-secu.pdf")[3])
    assert "absences pour maladie dûment constatées par un certificat médical" in text
    assert "après l'établissement d'une demande sur un imprimé fourni par la Caisse" in text


def test_the_numbers_of_a_drafts_lines_are_no_text(tmp_path: Path) -> None:
    source = f"""
    #set page(width: 15cm, height: 14cm)
    #set par.line(numbering: "1")
    #set text(lang: "fr", hyphenate: false)
    {LEFT}

    - Simplifier les dossiers.

    {RIGHT}
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.split("\n") == [LEFT, "• Simplifier les dossiers.", RIGHT]


def test_the_numbers_of_a_tables_rows_stay(tmp_path: Path) -> None:
    rows = "".join(f"[{n}], [{each}]," for n, each in enumerate(("puits", "école", "Pompe"), 1))
    source = f"""
    #set page(width: 15cm, height: 14cm)
    #table(columns: 2, {rows} [4], [{LEFT}])
    """
    (page,) = read(typeset(tmp_path / "r.pdf", source))
    assert page.text.startswith("1 | puits")
