"""`make compare-columns`: how many sentences each tool reads whole where text stands beside text.

Pages are typeset at random from the starter collection's sentences: columns, with headings or notes
at their feet, boxes and key figures abreast, pictures with captions, notes in the margin, quotes
pulled out. A sentence mixed with its neighbour's words can be found by no search for its own.
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks import typeset as shared
from tests.conftest import typeset

_PAGES, _SEED = 40, 11
_HEAD = '#set text(lang: "fr", size: {size}pt, font: "{font}")\n#set par(justify: {justify})\n'
_FONTS = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern")
_PAGE = "#set page(width: 21cm, height: 29.7cm, margin: 2cm)\n"


class _Typesetter:
    """One page's sentences as they are drawn, and the markup that they are put in."""

    def __init__(self, draw: random.Random, sentences: Iterator[str]) -> None:
        self.draw = draw
        self.drawn: list[str] = []
        self._left = sentences

    def text(self, least: int, most: int) -> str:
        """Draw some sentences of a paragraph; strings, so that nothing in them is markup."""
        some = [next(self._left) for _ in range(self.draw.randint(least, most))]
        self.drawn += some
        return f'#"{" ".join(some)}"'

    def body(self, paragraphs: int) -> str:
        """Draw some paragraphs."""
        return "\n\n".join(self.text(2, 4) for _ in range(paragraphs))

    def pick(self, *among: str) -> str:
        """Draw one of some ways."""
        return self.draw.choice(among)

    def sometimes(self) -> bool:
        """Draw whether something stands there."""
        return self.draw.random() < 0.3

    def columns(self, count: int, between: Callable[[], str] = lambda: "") -> str:
        """Set columns, with what stands `between` paragraphs."""
        gutter = self.pick("10pt", "14pt", "20pt")
        parts = [f"{between()}\n\n{self.text(2, 4)}" for _ in range(14 // count * 2)]
        body = "\n\n".join(parts)
        return f"{_PAGE}#set page(columns: {count})\n#set columns(gutter: {gutter})\n{body}"

    def heading(self) -> str:
        """Set a heading, or none."""
        words = " ".join(self.draw.choice(self.drawn or ["Le programme"]).split()[:4])
        return f'= #"{words}"' if self.sometimes() else ""

    def note(self) -> str:
        """Set a paragraph that calls a note, or none."""
        return f"{self.text(1, 1)}#footnote[{self.text(1, 1)}]" if self.sometimes() else ""

    def abreast(self, cells: list[str], widths: str) -> str:
        """Set cells beside each other, under and above text."""
        gutter = self.pick("10pt", "14pt", "20pt")
        row = ", ".join(f"[{cell}]" for cell in cells)
        grid = f"#grid(columns: {widths}, column-gutter: {gutter}, {row})"
        return f"{self.text(2, 4)}\n\n{grid}\n\n{self.text(2, 4)}"


def _boxes(page: _Typesetter) -> str:
    count = page.draw.randint(2, 3)
    cells = [f"#rect(width: 100%)[*Encadré {n}*\n\n{page.text(1, 2)}]" for n in range(count)]
    return _PAGE + page.abreast(cells, f"(1fr,) * {count}")


def _figures(page: _Typesetter) -> str:
    count = page.draw.randint(2, 3)
    cells = [
        f"#align(center)[#text(size: 22pt)[{page.draw.randint(2, 999)}] \\ {page.text(1, 1)}]"
        for _ in range(count)
    ]
    return _PAGE + page.abreast(cells, f"(1fr,) * {count}")


def _captions(page: _Typesetter) -> str:
    cells = [f"#rect(width: 100%, height: 2cm, fill: gray) {page.text(1, 1)}" for _ in range(2)]
    return _PAGE + page.abreast(cells, "(1fr, 1fr)")


def _beside(page: _Typesetter) -> str:
    inner = f"#v({page.draw.randint(0, 9)}pt)#text(size: {page.pick('8pt', '13pt')})[{{}}]"
    cells = [page.body(4), inner.format(page.text(1, 2))]
    widths = "(1fr, 5cm)"
    if page.draw.random() < 0.5:
        cells, widths = cells[::-1], "(5cm, 1fr)"
    return _PAGE + page.abreast(cells, widths)


def _margin(page: _Typesetter) -> str:
    parts = []
    for _ in range(6):
        placed = ""
        if page.sometimes():
            note = f"#text(size: 8pt)[#set par(justify: false)\n{page.text(1, 1)}]"
            placed = f"#place(left, dx: -4cm, block(width: 3.4cm)[{note}])"
        parts.append(placed + page.text(3, 4))
    body = "\n\n".join(parts)
    return f"#set page(width: 21cm, height: 29.7cm, margin: (left: 6cm, rest: 2cm))\n{body}"


_KINDS: dict[str, Callable[[_Typesetter], str]] = {
    "deux colonnes": lambda page: page.columns(2),
    "trois colonnes": lambda page: page.columns(3),
    "deux colonnes avec des titres": lambda page: page.columns(2, page.heading),
    "deux colonnes avec des notes": lambda page: page.columns(2, page.note),
    "encadrés côte à côte": _boxes,
    "chiffres clés côte à côte": _figures,
    "légendes côte à côte": _captions,
    "citation ou encart à côté du texte": _beside,
    "notes dans la marge": _margin,
}


def main() -> None:
    """Print the shares, a line for each kind of page."""
    draw, tools, sentences, whole = (
        random.Random(_SEED),
        shared.tools(),
        shared.sentences(),
        shared.whole(),
    )
    with tempfile.TemporaryDirectory() as folder:
        for kind, source in _KINDS.items():
            for number in range(_PAGES):
                page = _Typesetter(draw, iter(draw.sample(sentences, len(sentences))))
                head = _HEAD.format(
                    size=draw.choice((9, 10, 11)),
                    font=draw.choice(_FONTS),
                    justify=draw.choice(("true", "false")),
                )
                path = typeset(Path(folder) / f"{kind}-{number}.pdf", head + source(page))
                for name, pages in tools.items():
                    text = shared.letters(" ".join(pages(path)))
                    held = [shared.letters(each) in text for each in page.drawn]
                    for each in (kind, "en tout"):
                        whole[each][name] += held
    title = f"{_PAGES * len(_KINDS)} documents, phrases lues entières"
    shared.tell(title, whole, [*_KINDS, "en tout"])


if __name__ == "__main__":
    main()
