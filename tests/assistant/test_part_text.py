"""A part is shown up to its end, wherever it stands; of a long one, the rest is for the asking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.part_text import shown
from assistant.schema import Answer
from ingest.schema import StoredPage
from tests.conftest import add_all, opened, typeset


def _items(first: int, last: int) -> str:
    numbers = range(first, last + 1)
    return "\n".join(f"- le forage numéro {n} des communes rurales du fleuve ;" for n in numbers)


_CODE = f"""#set page(height: 40cm, width: 16cm)
= Code des forages ruraux
Article 1. Le présent code fixe les règles des forages ruraux.

Article 2. Le dossier de demande d'un forage rural est remis à la commune, qui l'instruit sous
soixante jours, et comprend, sauf dispense accordée par le conseil communal en séance publique et
motivée par l'urgence de la desserte des habitants, les pièces dont la liste est donnée ici :

- le plan du forage, dressé par un technicien agréé du ministère ;

- le devis de l'entreprise, avec les prix de chacune des fournitures ;
#pagebreak()
- l'étude du sol, qui a moins d'un an.

Article 3. Le comité de gestion des forages est élu pour quatre ans.

#pagebreak()
== Chapitre II. Des aides
Article 4. Sont aidés, dans l'ordre où leurs dossiers ont été déposés au guichet de la région :

{_items(1, 20)}

Les aides sont versées en une fois.

Article 5. Sont inscrits au programme de l'année, sur l'avis de la commission des forages :

{_items(1, 24)}
#pagebreak()
{_items(25, 38)}

La liste est close chaque année au mois de mars.

Article 6. Le forage est remis à la commune avec ses plans, et le comité en tient le cahier. Les
charges d'entretien sont partagées entre les usagers du forage, selon le barème que le conseil
communal arrête au début de chaque année, après avis du comité de gestion et de l'entreprise. Elles
ne peuvent dépasser le prix de l'eau.
#pagebreak()
== Liste des forages
Le forage de Tintane, creusé en 2014, dessert neuf cents habitants.
"""


@pytest.fixture(scope="module")
def on_code(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """The assistant over a code whose articles run over its pages."""
    folder = tmp_path_factory.mktemp("parts")
    typeset(folder / "texts" / "code-forages.pdf", _CODE)
    add_all(folder / "home", cache, folder / "texts")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


def _quotes(answer: Answer) -> list[tuple[int, str]]:
    return [(each.page, each.quote.replace("’", "'")) for each in answer.citations]


def test_a_list_goes_on_overleaf_though_its_item_is_whole(on_code: Assistant) -> None:
    (first, begun), (second, rest) = _quotes(on_code.ask("Que dit l'article 2 du code ?"))
    assert (first, second) == (1, 2)
    assert begun.endswith("chacune des fournitures ;")
    assert rest.lstrip("-• ") == "l'étude du sol, qui a moins d'un an."


def test_a_part_ends_where_the_next_page_opens_with_a_heading(on_code: Assistant) -> None:
    assert [page for page, _ in _quotes(on_code.ask("Que dit l'article 3 du code ?"))] == [2]
    assert [page for page, _ in _quotes(on_code.ask("Que dit l'article 6 du code ?"))] == [4]


def test_what_is_little_longer_is_shown_whole(on_code: Assistant) -> None:
    answer = on_code.ask("Que dit l'article 4 du code ?")
    ((_, quote),) = _quotes(answer)
    assert len(quote) > 1_200
    assert quote.endswith("versées en une fois.")
    assert answer.notes == ("Cherché seulement dans\u00a0: code-forages.pdf",) * len(answer.within)


@pytest.mark.parametrize("more", ["la suite", "Donne-moi la suite de cet article", "et ensuite ?"])
def test_more_of_a_part_is_its_rest(on_code: Assistant, more: str) -> None:
    before = on_code.ask("Que dit l'article 5 du code ?")
    ((page, quote),) = _quotes(before)
    assert before.notes[-1] == "La suite est p.\u00a03\u00a0: demandez «\u00a0la suite\u00a0»."
    (third, goes_on), (fourth, ends) = _quotes(after := on_code.ask(more, history=[before]))
    assert (page, third, fourth) == (3, 3, 4)
    assert goes_on not in quote
    assert "numéro 24 " in goes_on
    assert ends.endswith("au mois de mars.")
    assert not any("demandez" in note for note in after.notes)
    last = on_code.ask(more, history=[before, after])
    assert last.abstained
    assert last.text == "Tout a été montré\u00a0: il n'y a pas de suite."


def test_the_rest_is_told_in_english(on_code: Assistant) -> None:
    before = on_code.ask("What does article 5 say?")
    assert before.notes[-1] == "This goes on, p.\u00a03: ask for “the rest”."
    after = on_code.ask("the rest", history=[before])
    assert _quotes(after)[-1][1].endswith("au mois de mars.")
    last = on_code.ask("the rest", history=[before, after])
    assert last.text == "All of it has been shown: nothing is left."


def test_of_many_parts_the_first_are_shown_then_the_others(on_code: Assistant) -> None:
    before = on_code.ask("Que disent les articles 1 à 6 du code ?")
    assert _quotes(before)[0][1].startswith("Article 1.")
    assert before.notes[-1] == "Montré\u00a0: 5 sur 6. Demandez «\u00a0la suite\u00a0»."
    after = on_code.ask("la suite", history=[before])
    assert _quotes(after)[-1][1].startswith("Article 6.")
    assert not any("Article 1." in quote for _, quote in _quotes(after))


@pytest.mark.parametrize("length", [130, 180, 230, 280, 530, 580])
def test_no_title_is_shown_without_the_text_of_its_line(length: int) -> None:
    said = "Les marchés publics ".ljust(length, "x")
    items = (f"Préconisation n° {each}. Montrer l'exemple. {said}." for each in range(1, 20))
    text = "\n".join(items)
    page = StoredPage("d", "avis.pdf", "Avis", 1, "1", text)
    (told,) = shown(page, 0, len(text))
    assert 1_200 - length - 60 < len(told.text) <= 1_600
    assert told.text.endswith("x.")


def test_a_short_sentence_is_shown_though_its_line_goes_on() -> None:
    text = f"{'Le fonds aide les communes du fleuve. ' * 31}{'Il est clos. ' * 90}"
    page = StoredPage("d", "avis.pdf", "Avis", 1, "1", text.strip())
    (told,) = shown(page, 0, len(text))
    assert len(told.text) > 1_150
