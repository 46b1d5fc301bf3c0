"""The kind of thing that a question asks for is read off English as it is off French."""

from __future__ import annotations

import pytest

from assistant import asking


@pytest.mark.parametrize(
    ("question", "kind", "unit"),
    [
        ("How much was the contractor fined?", "figure", "money"),
        ("How much does a volunteer in Cambodia get a month?", "figure", "money"),
        ("How much milk does the dairy handle daily?", "figure", "none"),
        ("What rent does the town charge for the building?", "figure", "money"),
        ("How much notice should we give before leaving?", "figure", "time"),
        ("How soon must a stolen laptop be reported?", "figure", "time"),
        ("What fraction of her wage does she get?", "figure", "share"),
        ("By when must members sign up?", "date", "none"),
        ("On which days does the bookkeeper work there?", "date", "none"),
        ("On what grounds are the schools picked?", "list", "none"),
        ("What papers go with an application?", "list", "none"),
        ("Which firm won the evaluation?", "who", "none"),
        ("May I ride a motorbike over there?", "yes_no", "none"),
        ("Combien de pays sont éligibles ?", "figure", "none"),
        ("Quelle est la population du pays ?", "figure", "none"),
    ],
)
def test_what_is_asked_for(question: str, kind: str, unit: str) -> None:
    asked = asking.asked(question)
    assert (asked.kind, asked.unit) == (kind, unit)


def test_what_an_english_question_counts_need_not_be_said_by_a_like_word() -> None:
    text = "Sur les 38 bornes-fontaines prévues, 26 sont en service."
    other = asking.asked("How many taps are up and running?")
    like = asking.asked("How many bornes are up and running?")
    french = asking.asked("Combien de robinets fonctionnent ?")
    assert asking.fit(french, text) < asking.fit(other, text) < asking.fit(like, text) == 1.0
    assert asking.fit(other, "Aucune borne n’est en service.") == 0.0
