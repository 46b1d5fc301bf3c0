"""What a question is wrapped in is not searched; who a name is, is answered where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.asked_terms import named_term
from assistant.carriers import unwrapped
from ingest import pipeline
from ingest.admission import sources
from ingest.workshop import Workshop
from tests.conftest import typeset, working

REPORT = """
= Rapport de la commission

Président de la commission : M. Bakary Diomandé (collège 1).

Le maire de Katsepy, Solofo Rabe, a parlé longuement de la pompe et de ses pannes devant le comité.

Une mission commune, en octobre 2021, a conduit onze élus à Fès et à Meknès. Les élus cherchaient
des informations sur les écoles et les dispensaires.

Lumassan est une entreprise de Saint-Nazaire qui fabrique des filtres à eau depuis 2009.
"""


@pytest.mark.parametrize(
    ("wrapped", "asked"),
    [
        ("parle-moi de Lagazel", "Qu'est-ce que Lagazel ?"),
        ("Peux-tu me parler du FASEP ?", "Qu'est-ce que FASEP ?"),
        ("je cherche des informations sur le FASEP", "Qu'est-ce que FASEP ?"),
        ("présente moi Horizons Communs", "Qu'est-ce que Horizons Communs ?"),
        ("dis-moi tout sur Entrepreneurs du Monde", "Qu'est-ce que Entrepreneurs du Monde ?"),
        ("J'aimerais en savoir plus sur le mécénat", "Qu'est-ce que mécénat ?"),
        (
            "parlez-moi des financements de l'eau au Mali",
            "financements de l'eau au Mali ?",
        ),
        ("Tell me more about Nafa Naana", "What is Nafa Naana?"),
        ("Présente le rapport", "Présente le rapport"),
        (
            "quelles informations sur le FASEP faut-il fournir ?",
            "quelles informations sur le FASEP faut-il fournir ?",
        ),
        ("que dit le rapport sur la santé ?", "que dit le rapport sur la santé ?"),
    ],
)
def test_the_words_that_only_ask_are_left_out(wrapped: str, asked: str) -> None:
    assert unwrapped(wrapped) == asked


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Qui est Bakary Diomandé ?", "Bakary Diomandé"),
        ("c'est qui Solofo Rabe", "Solofo Rabe"),
        ("Solofo Rabe, c'est qui ?", "Solofo Rabe"),
        ("Que s'est-il passé en octobre 2021 ?", "octobre 2021"),
        ("Who is Solofo Rabe?", "Solofo Rabe"),
        ("Qui est le président ?", None),
        ("Qui sont les partenaires du projet ?", None),
        ("Qui est éligible ?", None),
    ],
)
def test_a_name_or_a_date_is_told_from_what_is_said_of_someone(
    question: str, named: str | None
) -> None:
    assert named_term(question) == named


@pytest.fixture(scope="module")
def of_the_commission(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Workshop]:
    folder = tmp_path_factory.mktemp("commission")
    with working(folder / "home", cache) as library:
        list(pipeline.add(library, sources([typeset(folder / "rapport.pdf", REPORT)])))
        yield library


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("qui est Bakary Diomandé ?", "Président de la commission : M. Bakary Diomandé"),
        ("qui est Solofo Rabe ?", "Le maire de Katsepy, Solofo Rabe"),
        ("que s'est-il passé en octobre 2021 ?", "Une mission commune, en octobre 2021"),
        ("parle-moi de Lumassan", "Lumassan est une entreprise de Saint-Nazaire"),
        ("je cherche des informations sur Lumassan", "Lumassan est une entreprise"),
    ],
)
def test_what_is_said_of_a_name_answers(
    of_the_commission: Workshop, question: str, told: str
) -> None:
    given = answer(of_the_commission, question)
    assert given.abstained is None
    assert told in given.sentences[0].text


def test_a_name_that_no_page_has_is_not_answered(of_the_commission: Workshop) -> None:
    given = answer(of_the_commission, "qui est Zinédine Zidane ?")
    assert given.abstained is not None
