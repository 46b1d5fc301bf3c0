"""A sentence against its passages: what the golden pairs promise, and why it fails."""

from __future__ import annotations

import pytest

from assistant import claims
from assistant.assistant import Assistant
from assistant.verification import Passage, cosine_by, verify
from ingest.schema import StoredPage
from tests.golden.support import judged, read_pairs

TEXT = (
    "Le fonds Horizon aide les ONG. Il a versé 1,4 million d’euros à 45 associations de Lyon, "
    "dont la moitié en mars 2019. Les entreprises n’y ont pas accès."
)


@pytest.mark.parametrize(
    ("sentence", "support", "doubt"),
    [
        ("Le fonds Horizon a versé 1 400 000 € à 45 associations de Lyon.", "supported", ""),
        (
            "Le fonds a versé 1,4 million d'euros à 45 associations de Lille.",
            "unsupported",
            "Lille",
        ),
        ("Le fonds a versé 1,4 milliard d'euros à 45 associations.", "unsupported", "1,4"),
        ("La moitié a été versée en avril 2019.", "unsupported", "avril"),
        ("Les entreprises y ont accès.", "unsupported", "ne … pas"),
        ("Il est dit que « les entreprises n'y ont pas accès ».", "supported", ""),
        ("Il est dit que « les entreprises y ont largement accès ».", "unsupported", "largement"),
        ("Le musée du Louvre a rouvert ses galeries d'antiquités.", "unsupported", "Louvre"),
    ],
)
def test_facts_decide(starter: Assistant, sentence: str, support: str, doubt: str) -> None:
    page = StoredPage("d", "d.pdf", "Le fonds Horizon", 1, "1", TEXT)
    passage = Passage(1, page, 0, len(TEXT))
    verdict = verify(sentence, [passage], cosine_by(starter._workshop.embeddings))
    assert verdict.support == support, verdict
    assert doubt in " ".join(verdict.doubts)
    for cited, start, end in verdict.spans:
        assert cited.text[start:end] in TEXT


def test_the_golden_pairs_are_told_apart(starter: Assistant) -> None:
    """A guard far below what `make golden-support` prints; a third of the half held out."""
    pairs = [each for each in read_pairs() if each.half == "b"][::3]
    verdicts = judged(pairs, cosine_by(starter._workshop.embeddings))
    accepted = [not p.altered for p, v in zip(pairs, verdicts, strict=True)
                if v.support == "supported"]  # fmt: skip
    faithful = [v.support == "supported" for p, v in zip(pairs, verdicts, strict=True)
                if not p.altered]  # fmt: skip
    assert sum(accepted) >= 0.8 * len(accepted)
    assert sum(faithful) >= 0.8 * len(faithful)


def test_there_are_enough_pairs_of_every_kind() -> None:
    pairs = list(read_pairs())
    assert len(pairs) >= 100
    for half in "ab":
        kinds = {each.altered for each in pairs if each.half == half}
        assert {"", "number", "city", "negation", "actors", "document"} <= kinds


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1,4 million d’euros", [1.4e6]),
        ("En 2020, 2,5 millions de doses", [2020, 2.5e6]),
        ("1 400 000 € et 12 %", [1.4e6, 12]),
        ("45,000 people in 2018", [45_000, 2018]),
        ("trois ONG sur quinze", [3, 15]),
        ("3.5 km", [3.5]),
        ("0,125 % et 125 %", [0.125, 125]),
        ("1 500,125 € et 1,500.25 $", [1500.125, 1500.25]),
        ("1\u00a0500 000 francs", [1.5e6]),
    ],
)
def test_numbers_are_read_as_written(text: str, values: list[float]) -> None:
    assert [each.value for each in claims.numbers(text)] == values
