"""What is told to be an entry of a table of contents, and what is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import contents
from assistant.assistant import Assistant
from ingest.schema import StoredPage
from tests.conftest import add_all, opened, typeset

ASKED = (
    "Qui peut demander une subvention ?",
    "Dans quel délai la commission répond-elle aux associations qui l’ont saisie d’une demande"
    " complète, avant la clôture de l’exercice et après avis du conseil ?",
    "Que faire en cas de refus ?",
    "Quelles pièces joindre à la demande ?",
)
ANSWERED = (
    "Toute association déclarée depuis un an peut le faire.",
    "Une réponse est donnée sous quinze jours ouvrés.",
    "Un recours est ouvert auprès du président.",
    "Les statuts et les comptes du dernier exercice.",
)
PRICES = """
Petite salle #box(width: 1fr, repeat[.]) 120 \\
Grande salle #box(width: 1fr, repeat[.]) 340 \\
Salle des fêtes #box(width: 1fr, repeat[.]) 610
"""
FALLING = """
Recettes de la région #box(width: 1fr, repeat[.]) 9 \\
Recettes des communes #box(width: 1fr, repeat[.]) 4 \\
Recettes des familles #box(width: 1fr, repeat[.]) 1
"""
BARE = " \\\n".join(f"Chapitre des {name}s #h(1fr) {n}" for n, name in enumerate("bcdfgh", 1))
AMONG = "\n\n".join([BARE, *["- Une phrase ordinaire de ce rapport, sans numéro."] * 8])
PAGES = (PRICES, FALLING, BARE, AMONG)


@pytest.fixture(scope="module")
def guide(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """A guide with a table of contents, its chapters, and four pages that may look like one."""
    folder = tmp_path_factory.mktemp("contents")
    chapters = "\n".join(f"= {q}\n{a}" for q, a in zip(ASKED, ANSWERED, strict=True))
    breaks = "\n#pagebreak()\n"
    source = breaks.join(("#outline(title: [Sommaire])", chapters, *PAGES))
    typeset(folder / "guide.pdf", source)
    add_all(folder / "home", cache, folder / "guide.pdf")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


def _entries(guide: Assistant, number: int) -> list[str]:
    library = guide._workshop.library
    page = library.stored_page(library.documents()[0].id, number)
    return [page.text[start:end] for start, end in contents.entries(library, page)]


def test_a_table_of_contents_is_told_with_the_lines_of_its_long_entries(guide: Assistant) -> None:
    found = _entries(guide, 1)
    assert len(found) == len(ASKED)
    for entry, asked in zip(found, ASKED, strict=True):
        assert asked in " ".join(entry.replace(".", " ").split())
    assert found[0].startswith("Sommaire")


@pytest.mark.parametrize("number", [2, 3, 4, 6])
def test_what_looks_like_one_is_none(guide: Assistant, number: int) -> None:
    """Text, prices beyond the last page, numbers that fall, numbered lines among others."""
    assert _entries(guide, number) == []


def test_a_table_without_leaders_is_told_too(guide: Assistant) -> None:
    assert len(_entries(guide, 5)) == 6


def test_the_date_and_authors_of_a_cover_are_no_entries_of_its_contents(guide: Assistant) -> None:
    steps = [f"Étape {number} : {name} | {number + 2}" for number, name in enumerate("abcdef", 1)]
    cover = ["Guide", "Réseau Estran – juin 2024", "Rédaction : Thibault Larnicol"]
    text = "\n".join([*cover, *steps, "Lexique | 9"])
    page = StoredPage("1", "guide.pdf", "Guide", 1, "", text)
    found = [
        text[each[0] : each[1]].strip() for each in contents.entries(guide._workshop.library, page)
    ]
    assert found == [*steps, "Lexique | 9"]


@pytest.mark.parametrize(("asked", "answered"), zip(ASKED, ANSWERED, strict=True))
def test_the_answer_is_shown_and_not_the_entry_that_has_the_words_of_the_question(
    guide: Assistant, asked: str, answered: str
) -> None:
    given = guide.ask(asked)
    assert answered in " ".join(given.sentences[0].text.split())
    assert 1 not in [each.page for each in given.citations]


def test_what_answers_is_found_before_its_entry_in_the_contents(guide: Assistant) -> None:
    for question in ASKED:
        pages = [hit.chunk.page for hit in guide.search(question, 5)]
        assert pages[0] == 2, question
        assert 1 in pages[1:], "the contents are still found"


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Au programme\n1. Les instruments\n2. Qui peut candidater ?\n3. Les erreurs à éviter", 3),
        ("SOMMAIRE\nLe contexte\nLes acteurs\nLes suites\nCe rapport porte sur trois ans.", 3),
        ("Plan\nLe réseau suit un plan de trois ans, que l'assemblée a voté.\nUn autre.", 0),
        ("Programme\n9 h : accueil\n10 h : table ronde\n12 h : déjeuner\n14 h : ateliers", 0),
        ("Contents\nOne thing\nAnother", 0),
    ],
)
def test_a_slide_lists_what_comes_without_numbers(guide: Assistant, text: str, listed: int) -> None:
    page = StoredPage("1", "diapositives.pdf", "Webinaire", 2, "", text)
    found = [
        text[start:end].strip() for start, end in contents.entries(guide._workshop.library, page)
    ]
    assert found == text.splitlines()[1 : 1 + listed]
    assert contents.may_list(text) == (not text.startswith("Programme"))
