"""The head of a table is shown with a row of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.answer_text import as_text
from assistant.table_head import head_of
from ingest import pipeline
from ingest.admission import sources
from ingest.workshop import Workshop
from tests.conftest import typeset

HEAD = "Indicateurs | Résultats 2023 | Objectifs | 2024"
PAGE = f"Le programme.\n{HEAD}\nPart des femmes | 53 % | 50 % | 45 %\nProduits | 31 | 1 200 | -4"
GLOSSARY = "AG | Assemblée générale\nDGI | Direction générale des impôts"


@pytest.mark.parametrize(
    ("text", "row", "head"),
    [
        (PAGE, "Part des femmes", HEAD),
        (PAGE, "Produits", HEAD),
        (PAGE, "53 %", HEAD),
        (PAGE, "Indicateurs", ""),
        (PAGE, "Le programme", ""),
        (GLOSSARY, "DGI", ""),
        (PAGE.replace(f"{HEAD}\n", ""), "Produits", ""),
    ],
)
def test_a_head_is_words_or_years_over_figures(text: str, row: str, head: str) -> None:
    assert head_of(text, text.index(row)) == head


def test_a_row_is_shown_under_its_head(workshop: Workshop, tmp_path: Path) -> None:
    rows = [
        ("Indicateurs", "Résultats 2023", "Objectifs 2024"),
        *((f"Part des femmes parmi les {who}", f"{n} %", f"{n + 3} %") for n, who in _WHO),
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    source = f"= Bilan du programme\n#table(columns: (3fr, 1fr, 1fr), {cells})"
    list(pipeline.add(workshop, sources([typeset(tmp_path / "bilan.pdf", source)])))
    given = answer(workshop, "Quelle est la part des femmes parmi les agents du Burkina Faso ?")
    shown = next(each for each in given.sentences if "agents du Burkina" in each.text)
    assert shown.head.endswith("Résultats 2023 | Objectifs 2024")
    assert "Résultats 2023 | Objectifs 2024" in as_text(given)


_WHO = [
    (n, f"{who} {where} engagés pour plusieurs années dans la coopération")
    for n, (who, where) in enumerate(
        [
            (who, where)
            for where in ("du Mali", "du Togo", "du Bénin", "du Niger", "du Burkina Faso")
            for who in ("agents", "élus", "bénévoles")
        ],
        start=20,
    )
]
