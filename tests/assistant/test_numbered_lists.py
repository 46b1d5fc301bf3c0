"""Extracts that hold a list whole, end between its items, and end on nothing that announces."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import asking
from assistant.assistant import Assistant
from assistant.candidate import announces
from assistant.extract import Evidence, without_announcement
from assistant.numbered_lists import item_span, list_span, numbered_lists
from assistant.overleaf import with_rest
from ingest import french
from ingest.schema import StoredPage
from ingest.workshop import Workshop
from tests.conftest import page_of, typeset

_STEPS = (
    "On procède en trois temps :\n1. Semer. Semez dru.\n2. Arroser. Arrosez le soir.\nPeu à peu.\n"
    "3. Récolter. Coupez court.\n• les feuilles ;\n• les tiges.\nAprès, on vend."
)


def _page(text: str, *sections: int) -> StoredPage:
    begun = tuple((start, "") for start in sections)
    return StoredPage("d", "d.pdf", "Titre", 1, "1", text, sections=begun)


def _listed(text: str, within: str) -> str | None:
    spans = french.sentences(text)
    place = text.index(within)
    index = next(n for n, (start, end) in enumerate(spans) if start <= place < end)
    span = list_span(text, spans, index)
    return None if span is None else text[slice(*span)]


def test_a_list_is_taken_from_what_announces_it_to_its_last_items_end() -> None:
    whole = _STEPS.removesuffix("\nAprès, on vend.")
    for within in ("On procède", "Semez dru", "Récolter", "Coupez"):
        assert _listed(_STEPS, within) == whole
    assert _listed(_STEPS, "Après") is None


def test_what_a_heading_leads_to_is_shown_to_its_last_item(starter: Assistant) -> None:
    given = starter.ask("Que contient une convention de partenariat ?")
    points = next(each.text for each in given.sentences if "1. les parties" in each.text)
    assert points.endswith("le règlement des désaccords.")


def test_a_long_list_ends_between_items() -> None:
    items = [f"{n}. Le point {n} {'est long ' * 22}et fini." for n in range(1, 10)]
    text = "\n".join(items)
    assert _listed(text, "Le point 2") == "\n".join(items[:5])
    around = _listed(text, "Le point 8")
    assert around == "\n".join(items[6:9])


def test_numbered_headings_are_no_list() -> None:
    text = "1. Les résultats\nIls sont bons. Ils durent.\n2. La suite\nElle vient."
    assert numbered_lists(text) == []
    assert numbered_lists("1. semer\n3. récolter") == []


def test_a_label_is_shown_with_its_item() -> None:
    start = _STEPS.index("2. Arroser.")
    assert _STEPS[slice(*item_span(_STEPS, (start, start + 11)))].endswith("Peu à peu.")
    said = _STEPS.index("Arrosez"), _STEPS.index("\nPeu")
    assert item_span(_STEPS, said) == said


@pytest.mark.parametrize(
    "line",
    [
        "QUI PEUT L'UTILISER ?",
        "Article 31.",
        "4.7.1 Critères de premier rang",
        "Les pièces à fournir sont :",
        "ANNEXES ET SOURCES.",
    ],
)
def test_an_extract_does_not_end_on_what_it_does_not_show(line: str) -> None:
    said = "Le dispositif est ouvert à toutes."
    page = _page(f"{said}\n{line}\nLes communes rurales, sur demande.")
    end = len(said) + 1 + len(line)
    assert without_announcement(page, 0, end, len(said)) == len(said)
    assert without_announcement(page, 0, end, end) == end  # it is what was chosen


def test_what_a_line_goes_on_to_say_is_announced_by_its_first_words() -> None:
    page = _page("Il aide. Sources. Le rapport de 2017.\n5. Essayer. Commencez.\n• Et vous ?")
    spans = french.sentences(page.text)
    told = [page.text[slice(*span)] for span in spans if announces(page, span)]
    assert told == ["Sources.", "5. Essayer."]


@pytest.mark.parametrize(
    "opening", ["Article 17. Le juge", "• Dans quels pays", "4.7 Le juge", "l'objet d'un don"]
)
def test_what_opens_with_its_own_mark_is_not_numbered(opening: str) -> None:
    question = "Quelles sont les étapes ?"
    assert asking.is_numbered(question, ["Préparer.", "Déposer le dossier."])
    assert not asking.is_numbered(question, ["Préparer.", opening])


def test_the_steps_of_the_guide_are_shown_from_the_first(starter: Assistant) -> None:
    for question in (
        "Comment une PME peut-elle s'associer à une ONG ?",
        "C'est quoi les sept étapes",
        "Étapes pour monter un partenariat avec une ONG",
    ):
        given = starter.ask(question)
        steps = next(each.text for each in given.sentences if "1. Clarifier." in each.text)
        assert steps.startswith("Les sept étapes")
        assert steps.endswith("de poursuivre ou d’arrêter.")


_CUT = """#set page(height: 7cm, width: 14cm)
Le registre des forages est tenu par la mairie. Il dit qui entretient chaque forage et qui fait
#pagebreak()
l'objet d'une visite.

Les visites ont lieu deux fois par an, au printemps et à l'automne.
"""


def test_the_end_of_a_sentence_is_shown_behind_its_beginning_or_not_at_all(
    workshop: Workshop, tmp_path: Path
) -> None:
    page = page_of(workshop, typeset(tmp_path / "registre.pdf", _CUT), 2)
    library = workshop.library
    cut, after = french.sentences(page.text)[:2]
    asked = "Qui fait l'objet d'une visite ?"
    shown = with_rest(library, asked, [Evidence(page, *cut, cut)])
    assert [each.page.number for each in shown] == [1, 2]
    assert shown[0].text.endswith("et qui fait")
    beside = with_rest(library, asked, [Evidence(page, cut[0], after[1], after)])
    assert [each.text[:11] for each in beside] == ["Les visites"]


_OVER = """#set page(height: 7cm, width: 14cm)
Le dossier comprend les pièces suivantes, à remettre à la mairie de la commune :

1. le plan du forage ;

2. la liste des voisins ;
#pagebreak()
3. le devis du foreur ;

4. la photographie du lieu.

#v(3em)
La mairie répond sous un mois, et se tait quand le dossier
ne dit pas tout ce que la loi demande de dire.
"""


def test_a_list_goes_on_overleaf_to_its_end(workshop: Workshop, tmp_path: Path) -> None:
    page = page_of(workshop, typeset(tmp_path / "dossier.pdf", _OVER), 1)
    library = workshop.library
    span = page.text.index("1. le plan"), len(page.text)
    cut = Evidence(page, *span, span)
    shown = with_rest(library, "Quelles sont les pièces du dossier de forage ?", [cut])
    assert [each.text for each in shown[1:]] == [
        "3. le devis du foreur ; 4. la photographie du lieu."
    ]
    assert len(with_rest(library, "Qui reçoit le dossier ?", [cut])) == 1


_PRIORITIES = """#set page(height: 7cm, width: 14cm)
Nous proposons aux communes du fleuve les priorités suivantes, que les
visites de l'an dernier ont montrées :

Premièrement, curer les puits que les crues ont comblés.

Deuxièmement, former des gardiens de l'eau dans chaque quartier, et payer avec
#pagebreak()
les taxes du marché ce que leurs visites coûtent.

Troisièmement, enfin, écrire ce qui a été fait.

#v(3em)
Nous remercions les communes de leur attention, et les gardiens qui
sont venus de loin pour nous entendre.
"""


def test_a_list_in_so_many_words_goes_on_overleaf_though_the_page_cuts_an_item(
    workshop: Workshop, tmp_path: Path
) -> None:
    page = page_of(workshop, typeset(tmp_path / "discours.pdf", _PRIORITIES), 1)
    library = workshop.library
    spans = french.sentences(page.text)
    index = next(n for n, span in enumerate(spans) if "curer" in page.text[slice(*span)])
    whole = list_span(page.text, spans, index)
    assert whole == (0, len(page.text))
    asked = "Quelles sont les priorités proposées aux communes du fleuve ?"
    shown = with_rest(library, asked, [Evidence(page, *whole, spans[index])])
    assert [" ".join(each.text.split()) for each in shown[1:]] == [
        "les taxes du marché ce que leurs visites coûtent. "
        "Troisièmement, enfin, écrire ce qui a été fait."
    ]


def test_ranks_in_words_count_as_numbers_at_the_head_of_a_line() -> None:
    text = "Two aims:\nFirst, mend the wells.\nSecondly, pay the guards.\nFirst aid is taught."
    assert _listed(text, "mend") == text.rpartition("\n")[0]
    assert numbered_lists("Premièrement, semer.\nTroisièmement, récolter.") == []
