"""`make compare-tables`: how many cells of tables each tool reads whole, their words in a row.

Tables are typeset at random from the starter collection's sentences: two to five columns, cells of
one to twenty-five words, ruled or not, set to the left, centred or in the middle of their row, each
without tags, then with them. What of a cell is read among its neighbours' words can be found by no
search for its words.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import typeset as shared
from tests.conftest import typeset

_TABLES, _SEED = 300, 7
_LENGTHS: dict[str, Sequence[int]] = {
    "courtes": range(1, 5),
    "mêlées": (1, 2, 3, 8, 15),
    "longues": range(8, 26),
}


def main() -> None:
    """Print the shares, a line for each kind of table."""
    draw, tools, sentences, whole = (
        random.Random(_SEED),
        shared.tools(),
        shared.sentences(),
        shared.whole(),
    )
    with tempfile.TemporaryDirectory() as folder:
        for number in range(_TABLES):
            ruled, length = draw.random() < 0.5, draw.choice(list(_LENGTHS))
            source, cells = _table(draw, sentences, ruled=ruled, lengths=_LENGTHS[length])
            for tagged in (False, True):
                path = typeset(Path(folder) / f"{number}.pdf", source, tagged=tagged)
                kind = "balisés" if tagged else "tracés" if ruled else "sans trait"
                for name, pages in tools.items():
                    text = shared.letters(" ".join(pages(path)))
                    held = [shared.letters(cell) in text for cell in cells]
                    for each in (kind, f"{kind}, cellules {length}"):
                        whole[each][name] += held
    kinds = sorted(whole, key=lambda kind: (kind.startswith("sans"), kind))
    shared.tell(f"{_TABLES} tableaux, cellules lues entières", whole, kinds)


def _table(
    draw: random.Random, sentences: Sequence[str], *, ruled: bool, lengths: Sequence[int]
) -> tuple[str, list[str]]:
    columns, rows = draw.randint(2, 5), draw.randint(2, 7)
    widths = ", ".join(draw.choice(("1fr", "2fr", "3fr")) for _ in range(columns))
    align = draw.choice(("left", "center", "left + horizon"))
    cells = [
        " ".join(draw.choice(sentences).split()[: draw.choice(lengths)])
        for _ in range(columns * rows)
    ]
    before, after = draw.sample(sentences, 2)
    # Strings, so that nothing in them is markup; a row is kept on one page.
    drawn = ", ".join(f'table.cell(breakable: false)[#"{cell}"]' for cell in cells)
    source = f"""
    #set text(lang: "fr", size: 10pt, hyphenate: false)
    #"{before}"

    #table(columns: ({widths},), stroke: {"0.5pt" if ruled else "none"}, align: {align}, {drawn})

    #"{after}"
    """
    return source, cells


if __name__ == "__main__":
    main()
