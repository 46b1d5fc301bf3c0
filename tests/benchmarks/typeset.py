"""What the benchmarks of reading share: sentences of the starter collection, and how texts compare.

Documents are typeset at random from sentences whose place is known, which that of reports is not.
"""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ingest import french
from tests.benchmarks.text import our_pages, pdftotext_pages, put_table, pypdf_pages
from tests.conftest import CORPUS

_SENTENCE = re.compile(r"[A-ZÀ-Ý][\w ,;:’'()«»–%]{40,220}\.")

Tools = Mapping[str, Callable[[Path], list[str]]]
# By kind, then tool: whether each text came whole.
Whole = defaultdict[str, defaultdict[str, list[bool]]]


def tools() -> Tools:
    """Return how each tool reads a PDF's pages; pdftotext where it is installed."""
    found: dict[str, Callable[[Path], list[str]]] = {"Passerelle": our_pages, "pypdf": pypdf_pages}
    if shutil.which("pdftotext"):
        found["pdftotext"] = pdftotext_pages
    return found


def sentences() -> list[str]:
    """Return the starter collection's sentences, none twice, in one order."""
    found = {
        " ".join(sentence.split())
        for path in sorted(CORPUS.glob("*.pdf"))
        for page in our_pages(path)
        for sentence in _SENTENCE.findall(page)
    }
    return sorted(found)


def whole() -> Whole:
    """Return an empty tally."""
    return defaultdict(lambda: defaultdict(list))


def letters(text: str) -> str:
    """Return a text's letters and digits alone, folded: what no way of cutting lines changes."""
    return "".join(filter(str.isalnum, french.fold(text)))


def tell(title: str, found: Whole, kinds: Sequence[str]) -> None:
    """Print the shares of texts that came whole, by kind and tool, and put them in the document."""
    lines = [f"| {title} | {' | '.join(tools())} |", f"| --- |{' --- |' * len(tools())}"]
    for kind in kinds:
        shares = (f"{sum(each) / len(each):.3f}".replace(".", ",") for each in found[kind].values())
        lines.append(f"| {kind} | {' | '.join(shares)} |")
    print("\n".join(lines))
    put_table(lines)
