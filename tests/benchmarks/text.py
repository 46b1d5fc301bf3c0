"""`make compare-text`: our text beside pdftotext's and pypdf's, over the real reports, in one run.

Writes its table in docs/texte.md. pdftotext is poppler's (Debian's `poppler-utils`), in its
reading-order mode; pypdf is what most tutorials take. What is counted is said around the table; the
running headers looked for are those that pdftotext shows on the first or last lines of half the
pages, so that our own way of finding them is not its own judge.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pypdf

from ingest import cleaning, french, vocabulary
from ingest.errors import PasserelleError
from ingest.pdf import read_pdf
from tests.conftest import ROOT, SHARED

TARGET = ROOT / "docs" / "texte.md"
_CUT = re.compile(r"[^\W\d_]{2}[-\u2010\u00ad\x02\ufffe]\s+[a-zà-ÿœ]|[\x02\ufffe\u00ad]")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_STRANGE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ue000-\uf8ff\ufffd\ufffe]")
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_EDGE_LINES = 3


@dataclass(slots=True)
class Tally:
    """What one tool left in the text, over all pages."""

    pages: int = 0
    seconds: float = 0.0
    cut: int = 0
    headers: int = 0
    ligatures: int = 0
    strange: int = 0
    words: int = 0
    function_words: float = 0.0
    letters: int = 0
    known: int = 0
    agreements: list[float] = field(default_factory=list)


def main() -> None:
    """Read every report with each tool and write the table."""
    if not (SHARED / "reports").is_dir() or not shutil.which("pdftotext"):
        print("real reports (PASSERELLE_TEST_SHARED) and pdftotext (poppler-utils) are needed")
        return
    tools: dict[str, Callable[[Path], list[str]]] = {
        "Passerelle": our_pages,
        "pdftotext": pdftotext_pages,
        "pypdf": pypdf_pages,
    }
    tallies = {name: Tally() for name in tools}
    documents = 0
    for path in sorted((SHARED / "reports").glob("*/*.pdf")):
        texts, seconds = {}, {}
        for name, read in tools.items():
            started = sum(os.times()[:4])  # of this process and its children: the machine is shared
            texts[name] = _read(read, path)
            seconds[name] = sum(os.times()[:4]) - started
        if any(len(pages) != len(texts["Passerelle"]) or not pages for pages in texts.values()):
            continue  # refused by one of them, or read by one of them only
        documents += 1
        headers = _headers(texts["pdftotext"])
        for name, pages in texts.items():
            _count(tallies[name], pages, headers, texts["pdftotext"])
            tallies[name].seconds += seconds[name]
    lines = _table(tallies, documents)
    print("\n".join(lines))
    put_table(lines)


def put_table(lines: Sequence[str]) -> None:
    """Put a table in docs/texte.md, in place of the one with its title, whatever it counts.

    Raises ValueError where the document has none.
    """
    written = TARGET.read_text(encoding="utf-8").split("\n")
    titles = [_title(each) for each in written]
    start = titles.index(_title(lines[0]))
    end = next(n for n in range(start, len(written)) if not written[n].startswith("|"))
    TARGET.write_text("\n".join([*written[:start], *lines, *written[end:]]), encoding="utf-8")


def _title(line: str) -> str:
    cells = line.split("|")
    return re.sub(r"\d+", "", cells[1]) if len(cells) > 2 else ""


def _read(read: Callable[[Path], list[str]], path: Path) -> list[str]:
    try:
        return read(path)
    except (PasserelleError, OSError, subprocess.SubprocessError):
        return []
    except Exception:  # noqa: BLE001  # pypdf raises anything at all on damaged files
        return []


def our_pages(path: Path) -> list[str]:
    pages = cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)
    return [page.text for page in pages]


def pdftotext_pages(path: Path) -> list[str]:
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    run = subprocess.run(command, capture_output=True, check=True)
    return run.stdout.decode("utf-8", "replace").split("\f")[:-1]


def pypdf_pages(path: Path) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(path).pages]


def _headers(pages: Sequence[str]) -> list[str]:
    """Return the lines that stand first or last on at least half the pages, folded."""
    if len(pages) < 4:
        return []
    counts: Counter[str] = Counter()
    for page in pages:
        lines = [" ".join(french.fold(line).split()) for line in page.splitlines() if line.strip()]
        edge = {*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:]}
        counts.update(line for line in edge if len(line) >= 8 and not line.isdecimal())
    return [line for line, count in counts.items() if count >= max(3, len(pages) / 2)]


def _count(
    tally: Tally, pages: Sequence[str], headers: Sequence[str], reference: Sequence[str]
) -> None:
    for page, other in zip(pages, reference, strict=True):
        tally.pages += 1
        tally.cut += len(_CUT.findall(page))
        tally.ligatures += len(_LIGATURE.findall(page))
        tally.strange += len(_STRANGE.findall(page))
        folded = " ".join(french.fold(page).split())
        tally.headers += sum(header in folded for header in headers)
        count = len(french.words(page))
        tally.words += count
        tally.function_words += french.function_word_share(page) * count
        letters = _LETTERS.findall(page)
        tally.letters += len(letters)
        tally.known += sum(vocabulary.is_french(word) for word in letters)
        if (agreement := order_agreement(page, other)) is not None:
            tally.agreements.append(agreement)


def order_agreement(text: str, reference: str) -> float | None:
    """Return the share of neighbouring places, in the reference, that the text has in its order.

    Places are the sequences of three words that stand once in both; None under ten of them.
    """
    places = _once(reference)
    ours = _once(text)
    shared = sorted((place, ours[words]) for words, place in places.items() if words in ours)
    if len(shared) < 10:
        return None
    steps = [after - before for (_, before), (_, after) in zip(shared, shared[1:], strict=False)]
    return sum(0 < step < 12 for step in steps) / len(steps)


def _once(text: str) -> dict[tuple[str, ...], int]:
    found = french.words(text)
    triples = [tuple(found[index : index + 3]) for index in range(len(found) - 2)]
    counts = Counter(triples)
    return {words: place for place, words in enumerate(triples) if counts[words] == 1}


def _table(tallies: dict[str, Tally], documents: int) -> list[str]:
    one = next(iter(tallies.values()))
    names = list(tallies)

    def row(name: str, tell: Callable[[Tally], str]) -> str:
        return f"| {name} | {' | '.join(tell(tallies[tool]) for tool in names)} |"

    def share(part: float, whole: float) -> str:
        return f"{part / max(whole, 1):.3f}".replace(".", ",")

    return [
        f"| {documents} documents, {one.pages} pages | {' | '.join(names)} |",
        f"| --- |{' --- |' * len(names)}",
        row("mots coupés en fin de ligne", lambda t: str(t.cut)),
        row("en-têtes et pieds de page", lambda t: str(t.headers)),
        row("ligatures", lambda t: str(t.ligatures)),
        row("caractères de contrôle ou privés", lambda t: str(t.strange)),
        row("part de mots-outils", lambda t: share(t.function_words, t.words)),
        row("mots que le dictionnaire connaît", lambda t: share(t.known, t.letters)),
        row("ordre, accord avec pdftotext", lambda t: share(sum(t.agreements), len(t.agreements))),
        row("pages par seconde de processeur", lambda t: f"{t.pages / t.seconds:.0f}"),
    ]


if __name__ == "__main__":
    main()
