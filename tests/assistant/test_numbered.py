"""« Que dit l'article 5 ? » is answered by that article, whole, and by no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.numbered import Part, named_part
from ingest import french
from tests.conftest import add_all, opened, typeset

_LAW = """#set page(height: 9cm, width: 16cm)
= Loi n° 2012-7 relative à la coopération des communes
Sommaire

Article 1 .................................. 1 \
Article 2 .................................. 1 \
Article 3 .................................. 2

Article premier. - La présente loi fixe les règles de la coopération entre les communes.

Article 2. Les communes peuvent signer une convention avec une commune étrangère, après l'article 1.

Chapitre II. - Des ressources

Article 3. Le fonds de solidarité verse chaque année une dotation aux communes qui
#pagebreak()
ont signé une convention. Elle ne peut dépasser 40 000 euros.

Article 4. La dotation est versée en deux fois.
"""
_ORDER = """#set page(height: 12cm, width: 16cm)
= Arrêté du 4 mai 2021 portant barème des indemnités
Art. 2. - L’indemnité des élus en mission à l'étranger est de 90 euros par jour.

Art. 3. - Les élus remettent un compte rendu sous trente jours.

• Recommandation n° 2 : publier la liste des missions.
"""


@pytest.fixture(scope="module")
def on_texts(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """The assistant over a law and an order."""
    folder = tmp_path_factory.mktemp("numbered")
    typeset(folder / "texts" / "loi-cooperation.pdf", _LAW)
    typeset(folder / "texts" / "arrete-indemnites.pdf", _ORDER)
    add_all(folder / "home", cache, folder / "texts")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Que dit l'article 5 de la loi ?", Part("article", 5, True, "loi ")),
        ("article 12", Part("article", 12, True)),
        ("Que prévoit l'art. 3 ?", Part("article", 3, True)),
        ("De quoi traite l'article premier ?", Part("article", 1, True)),
        ("Résume la fiche n° 4", Part("fiche", 4, True)),
        ("Que contient le chapitre IV du code ?", Part("chapitre", 4, True, "code ")),
        ("What does article 9 say?", Part("article", 9, True)),
        ("Quel délai l'article 15 fixe-t-il à la commission ?", Part("article", 15, False)),
    ],
)
def test_the_part_that_is_named(question: str, part: Part) -> None:
    assert named_part(question) == part


@pytest.mark.parametrize(
    "question",
    [
        "Combien d'articles compte la loi ?",
        "Quelles sont les 12 mesures du plan ?",
        "Que dit la loi 2008-12 ?",
        "Quel est l'horizon 2030 de la coopération ?",
        "Un article a-t-il paru en 2019 ?",
    ],
)
def test_no_part_is_named(question: str) -> None:
    assert named_part(question) is None


@pytest.mark.parametrize(
    ("question", "begins", "page"),
    [
        ("Que dit l'article 2 de la loi ?", "Article 2. Les communes peuvent", 1),
        ("Que dit l'article premier de la loi ?", "Article premier. - La présente", 1),
        ("Que dit l'article 2 de l'arrêté ?", "Art. 2. - L’indemnité des élus", 1),
        ("article 4", "Article 4. La dotation", 2),
        ("Que dit la recommandation n° 2 ?", "• Recommandation n° 2 : publier", 1),
    ],
)
def test_a_part_is_shown_whole_and_alone(
    on_texts: Assistant, question: str, begins: str, page: int
) -> None:
    answer = on_texts.ask(question)
    (citation,) = answer.citations
    assert citation.quote.startswith(begins)
    assert citation.page == page
    assert citation.quote.endswith(".")


def test_a_part_goes_on_overleaf(on_texts: Assistant) -> None:
    first, second = on_texts.ask("Que dit l'article 3 de la loi ?").citations
    assert (first.page, second.page) == (1, 2)
    assert first.quote.endswith("communes qui")
    assert second.quote == "ont signé une convention. Elle ne peut dépasser 40 000 euros."


def test_what_is_asked_within_a_part_has_it_first(on_texts: Assistant) -> None:
    answer = on_texts.ask("Sous combien de jours l'article 3 de l'arrêté veut-il un compte rendu ?")
    assert answer.citations[0].quote.startswith("Art. 3. - Les élus")


def test_the_next_part_follows(on_texts: Assistant) -> None:
    before = on_texts.ask("Que dit l'article 2 de l'arrêté ?")
    answer = on_texts.ask("et l'article 3 ?", history=[before])
    assert [each.quote[:10] for each in answer.citations] == ["Art. 3. - "]


def test_of_several_texts_that_fit_alike_each_is_shown(on_texts: Assistant) -> None:
    answer = on_texts.ask("Que dit l'article 2 ?")
    files = {each.file for each in answer.citations}
    assert files == {"loi-cooperation.pdf", "arrete-indemnites.pdf"}


@pytest.mark.parametrize(
    "question", ["Que dit l'article 17 de la loi ?", "Que dit l'article 4 de l'arrêté ?"]
)
def test_a_part_that_the_text_has_not_is_not_made_up(on_texts: Assistant, question: str) -> None:
    answer = on_texts.ask(question)
    assert answer.abstained
    assert answer.abstained.reason == "only_near"


def test_a_label_is_no_sentence_of_its_own() -> None:
    text = "Art. 5. - Lorsque le syndic agit, il est payé. Il rend compte."
    assert [text[a:b] for a, b in french.sentences(text)] == [
        "Art. 5. - Lorsque le syndic agit, il est payé.",
        "Il rend compte.",
    ]
