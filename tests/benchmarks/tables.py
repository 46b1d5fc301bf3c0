"""`make compare-tables`: how many cells of tables each tool reads whole, their words in a row.

Tables are typeset at random from the starter collection's sentences: two to five columns, cells of
one to twenty-five words, ruled or not, set to the left, centred or in the middle of their row. What
of a cell is read among its neighbours' words can be found by no search for its words.
"""

from __future__ import annotations

import random
import re
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from ingest import french
from tests.benchmarks.text import our_pages, pdftotext_pages, pypdf_pages
from tests.conftest import CORPUS, typeset

_TABLES, _SEED = 300, 7
_SENTENCE = re.compile(r"[A-ZÀ-Ý][\w ,;:’'()«»–%]{40,220}\.")
_LENGTHS: dict[str, Sequence[int]] = {
    "courtes": range(1, 5),
    "mêlées": (1, 2, 3, 8, 15),
    "longues": range(8, 26),
}


def main() -> None:
    """Print the shares, a line for each kind of table."""
    tools: dict[str, Callable[[Path], list[str]]] = {"Passerelle": our_pages, "pypdf": pypdf_pages}
    if shutil.which("pdftotext"):
        tools["pdftotext"] = pdftotext_pages
    draw = random.Random(_SEED)
    sentences = sorted(
        {
            " ".join(found.split())
            for path in sorted(CORPUS.glob("*.pdf"))
            for page in our_pages(path)
            for found in _SENTENCE.findall(page)
        }
    )
    whole: defaultdict[str, defaultdict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(_TABLES):
            ruled, length = draw.random() < 0.5, draw.choice(list(_LENGTHS))
            source, cells = _table(draw, sentences, ruled=ruled, lengths=_LENGTHS[length])
            path = typeset(Path(folder) / f"{number}.pdf", source)
            kind = "tracés" if ruled else "sans trait"
            for name, pages in tools.items():
                text = _letters(" ".join(pages(path)))
                held = [_letters(cell) in text for cell in cells]
                for each in (kind, f"{kind}, cellules {length}"):
                    whole[each][name] += held
    print(f"| {_TABLES} tableaux, cellules lues entières |", " | ".join(tools), "|")
    print("| --- |", " | ".join("---" for _ in tools), "|")
    for kind in sorted(whole, key=lambda kind: (kind.startswith("sans"), kind)):
        shares = (f"{sum(each) / len(each):.3f}".replace(".", ",") for each in whole[kind].values())
        print(f"| {kind} |", " | ".join(shares), "|")


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


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, french.fold(text)))


if __name__ == "__main__":
    main()
