"""What a page's end cuts is shown with its rest."""

from __future__ import annotations

from pathlib import Path

from assistant.answer import answer
from assistant.extract import Evidence
from assistant.overleaf import with_rest
from ingest import french, pipeline
from ingest.admission import sources
from ingest.schema import StoredPage
from ingest.workshop import Workshop
from tests.conftest import page_of, typeset

_FAQ = """#set page(height: 7cm, width: 14cm)
Les questions que l'on pose au réseau des forages de Kaya sont réunies ici.

Comment signaler une panne du forage ?

Appelez le comité de gestion du village.

Comment ajouter un forage au registre ?
#pagebreak()
Écrivez au technicien de la commune, avec la position et une photo.

Le registre est tenu par la mairie depuis 2016, avec l'aide du réseau, qui en a formé
#pagebreak()
trois agents. Ils visitent chaque village deux fois par an.
"""


def test_the_rest_overleaf_is_shown_with_its_own_page(workshop: Workshop, tmp_path: Path) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "forages.pdf", _FAQ)])))
    asked = answer(workshop, "Comment ajouter un forage au registre ?")
    pages = [(each.page, each.quote) for each in asked.citations]
    heading = next(n for n, (_, quote) in enumerate(pages) if quote.endswith("au registre ?"))
    assert pages[heading + 1][0] == 2
    assert pages[heading + 1][1].startswith("Écrivez au technicien de la commune")

    cut = answer(workshop, "Qui tient le registre, et depuis quand ?")
    begun = next(n for n, each in enumerate(cut.citations) if each.quote.endswith("en a formé"))
    assert cut.citations[begun + 1].quote.startswith("trois agents.")
    assert cut.citations[begun + 1].page == 3


_STUDY = """#set page(height: 7cm, width: 14cm)
#show heading: set text(size: 13pt)
L'étude porte sur les déchets de la côte, de 2018 à 2022, et sur ceux qui en vivent.

Elle a été faite par deux sociologues de l'université, avec l'appui des communes.

= Les tensions avec les récupérateurs
#pagebreak()
Les chiffonniers ont bloqué la décharge pendant huit jours, faute d'avoir été consultés.

Ils demandent que leur travail soit reconnu.
"""


def test_a_heading_at_the_pages_end_is_shown_with_what_it_heads(
    workshop: Workshop, tmp_path: Path
) -> None:
    page = page_of(workshop, typeset(tmp_path / "etude.pdf", _STUDY), 1)
    library = workshop.library
    start = page.text.index("Les tensions")
    heading, before = ((start, len(page.text)), (0, page.text.index("\n")))
    asked = "Pourquoi les ordures ne sont-elles pas ramassées ?"
    shown = with_rest(library, asked, [Evidence(page, *heading, heading)])
    assert shown[1].page.number == 2
    assert shown[1].text.startswith("Les chiffonniers ont bloqué la décharge")
    assert len(with_rest(library, asked, [Evidence(page, *before, before)])) == 1


_NOTED = """#set page(height: 7cm, width: 14cm)
#set text(size: 11pt)
Le Trésor a émis des bons à quatre reprises, en février, en avril, en juin et en décembre.

Le taux de souscription#footnote[Le taux est rapporté à la somme offerte.] est élevé. Il se
dégage en 2012 un taux marginal compris entre
#pagebreak()
4,27% et 4,50%, ce qui traduit la confiance des investisseurs.

La commune a confié la gestion des forages#footnote[Au nombre de douze.] et celle des bornes
#pagebreak()
fontaines à une association d’usagers. Elle est élue chaque année.
"""


def test_a_note_at_the_page_s_foot_is_not_what_goes_on_overleaf(
    workshop: Workshop, tmp_path: Path
) -> None:
    first = page_of(workshop, typeset(tmp_path / "bons.pdf", _NOTED), 1)
    second = workshop.library.page_beside(first)
    assert second is not None
    library = workshop.library

    def sentence(page: StoredPage, begins: str) -> Evidence:
        start = page.text.index(begins)
        end = next(end for at, end in french.sentences(page.text) if at == start)
        return Evidence(page, start, end, (start, end))

    cut, note = sentence(first, "Il se"), sentence(first, "1 Le taux")
    rest, other = sentence(second, "4,27%"), sentence(second, "La commune")
    shown = with_rest(library, "Quel est le taux marginal ?", [cut, note])
    assert [each.text for each in shown] == [cut.text, rest.text, note.text]
    # What is evidence itself of the sentence's rest comes behind its beginning, which it asks for.
    shown = with_rest(library, "Quel est le taux marginal ?", [cut, note, rest])
    assert [each.text for each in shown] == [cut.text, rest.text, note.text]
    shown = with_rest(library, "Quel est le taux marginal ?", [rest])
    assert [each.text for each in shown] == [cut.text, rest.text]
    assert with_rest(library, "Que dit la note ?", [note]) == [note]
    shown = with_rest(library, "Qui gère les bornes ?", [other])
    assert shown[1].text.startswith("fontaines à une association d’usagers.")


def test_a_page_s_last_sentence_is_not_shown_with_the_notes_below(
    workshop: Workshop, tmp_path: Path
) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "bons.pdf", _NOTED)])))
    asked = answer(workshop, "Quel est le taux marginal des bons du Trésor ?")
    quotes = [each.quote for each in asked.citations]
    begun = next(n for n, quote in enumerate(quotes) if quote.endswith("compris entre"))
    assert quotes[begun + 1].startswith("4,27% et 4,50%")
