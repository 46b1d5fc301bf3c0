"""Whoever has just added one report asks about it without naming it, or anything in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.conftest import add_all, opened
from tests.golden import invented

REPORT = "code-conduite-regles-securite-association"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("alone")
    add_all(folder / "home", cache, *invented.documents(folder / "pdf", {REPORT}))
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("À quelle vitesse peut-on rouler sur une piste ?", "50 km/h"),
        ("que faire si on se fait braquer ?", "de ne pas résister"),
        ("ai-je droit à du repos après un incident ?", "une semaine de repos"),
        ("Un fournisseur me propose un voyage, j'accepte ?", "sans exception"),
        ("à partir de quel montant faut-il plusieurs devis ?", "1 500 euros"),
        ("qui décide de partir en cas de danger ?", "au chef de mission"),
        ("How many sessions with a psychologist am I entitled to?", "cinq séances"),
        ("Can we give a lift to someone carrying a gun?", "ni personnes armées"),
        ("What should staff do if their car is held up by robbers?", "de ne pas résister"),
        ("How quickly must a stolen laptop be reported?", "dans les quatre heures"),
        ("combien coûte le stage ?", "890 euros"),
        ("Puis-je dénoncer quelqu'un sans donner mon nom ?", "anonymes sont recevables"),
        ("À partir de quelle somme faut-il comparer plusieurs devis ?", "Trois devis sont requis"),
        ("est-ce qu'on peut conduire la nuit ?", "interdite hors des agglomérations"),
    ],
)
def test_a_question_that_names_nothing_is_answered(
    alone: Assistant, question: str, words: str
) -> None:
    answer = alone.ask(question)
    assert answer.abstained is None, answer.text
    assert words in " ".join(each.text for each in answer.sentences)


@pytest.mark.parametrize(
    "question",
    [
        "Comment faire une tarte aux pommes ?",
        "Qui a gagné la coupe du monde 1998 ?",
        "comment déboucher un évier ?",
        "Quel temps fera-t-il demain ?",
        "What is the best pizza recipe?",
        "How do black holes form?",
        "Who was the last emperor of Byzantium?",
    ],
)
def test_a_question_on_something_else_is_not(alone: Assistant, question: str) -> None:
    told = alone.ask(question).abstained
    assert told
    assert told.reason == "nothing_near"
