"""Of sheets that say the same of several villages, the one that is named answers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from tests.conftest import add_all, opened, typeset

_CASH = {
    "Bonro": "184 000",
    "Da": "96 500",
    "Gan": "421 000",
    "Gosson": "23 000",
    "Kouy": "138 000",
}
_SHEET = """== {name} (commune de Tougan)
Le village compte {people} habitants, dont une part de familles déplacées. Le forage, équipé d'une
pompe en 2019, débite {people} litres par jour. L'association d'usagers tient ses comptes à jour.

L'enquête auprès des ménages montre que l'eau sert d'abord à la boisson et à la cuisine. Les groupes
de femmes demandent une seconde margelle, que la commune a inscrite à son plan. L'école, distante de
huit cents mètres, n'est pas raccordée. La caisse contenait {cash} francs CFA le jour de la visite.
"""


@pytest.fixture(scope="module")
def assistant(cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("sheets")
    sheets = "\n".join(
        _SHEET.format(name=name, people=720 + 90 * number, cash=cash)
        for number, (name, cash) in enumerate(_CASH.items())
    )
    source = f"#set page(height: 16cm)\n= Monographies des villages\n{sheets}"
    typeset(folder / "texts" / "villages.pdf", source)
    add_all(folder / "home", cache, folder / "texts")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


@pytest.mark.parametrize("village", _CASH)
@pytest.mark.parametrize(
    "question",
    ["Combien y a-t-il dans la caisse de {} ?", "Quelle somme contenait la caisse à {} ?"],
)
def test_the_amount_is_that_of_the_village_named(
    assistant: Assistant, question: str, village: str
) -> None:
    answer = assistant.ask(question.format(village))
    assert not answer.abstained
    cash = [
        each for each in _CASH.values() if f"contenait {each} francs" in answer.sentences[0].text
    ]
    assert cash == [_CASH[village]]
