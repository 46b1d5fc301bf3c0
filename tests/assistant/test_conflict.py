"""Different figures for the same thing are both shown, and said to differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import conflict
from assistant.answer import answer
from assistant.answer_text import as_text
from assistant.extract import Evidence
from ingest import pipeline
from ingest.admission import sources
from ingest.schema import StoredPage
from ingest.workshop import Workshop
from tests.conftest import typeset

FIRST = "Le programme Eau pour tous a formé 120 techniciens dans la région de Kaya."
SECOND = "Le programme Eau pour tous a formé 340 techniciens dans la région de Kaya."


def evidence(text: str, page: int) -> Evidence:
    stored = StoredPage("d", "d.pdf", "D", page, str(page), text)
    return Evidence(stored, 0, len(text), (0, len(text)))


def test_two_documents_that_differ_are_both_shown(workshop: Workshop, tmp_path: Path) -> None:
    one = typeset(tmp_path / "bilan-nord.pdf", f"#set document(title: [Bilan Nord])\n{FIRST}")
    two = typeset(tmp_path / "bilan-sud.pdf", f"#set document(title: [Bilan Sud])\n{SECOND}")
    outcomes = list(pipeline.add(workshop, sources([one, two])))
    assert {each.status for each in outcomes} == {"added"}
    given = answer(workshop, "Combien de techniciens le programme Eau pour tous a-t-il formés ?")
    assert given.conflict
    shown = " ".join(each.text for each in given.sentences)
    assert "120" in shown
    assert "340" in shown
    note = next(each for each in given.notes if "chiffres différents" in each)
    assert "Bilan Nord" in note
    assert "Bilan Sud" in note
    assert "120 techniciens" in as_text(given)
    assert given.as_json()["conflict"]["figures"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FIRST, FIRST.replace("techniciens dans", "techniciens, puis d'autres, dans")),
        (f"En 2019, l{FIRST[1:]}", f"En 2021, l{SECOND[1:]}"),
        (FIRST, "Le réseau compte 340 membres."),
        (FIRST.replace("120", "jusqu'à 120"), SECOND),
        (FIRST, SECOND.replace("340", "entre 300 techniciens et 340")),
        (FIRST, SECOND.replace("340", "plus de 340")),
    ],
)
def test_what_agrees_or_speaks_of_something_else_is_no_conflict(one: str, other: str) -> None:
    question = "Combien de techniciens le programme Eau pour tous a-t-il formés ?"
    assert conflict.disagreement(question, [evidence(one, 1), evidence(other, 2)]) is None
    found = conflict.disagreement(question, [evidence(FIRST, 1), evidence(SECOND, 2)])
    assert found
    assert found.said == ("120 techniciens", "340 techniciens")
    # Of one page, they are two things: two articles of a law, two years of a table.
    assert conflict.disagreement(question, [evidence(FIRST, 1), evidence(SECOND, 1)]) is None
