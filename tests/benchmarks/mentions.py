"""How fast every mention is found in 100,000 pages: `make bench-mentions`.

The pages are real: those of the real reports where they lie beside the checkout, else of corpus/,
copied until there are enough, each copy a document of its own. Nothing is embedded, since mentions
are not looked for in vectors. What a user would otherwise do, reading every page for the words,
is timed in the same run.
"""

from __future__ import annotations

import re
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np

from assistant.mentions import find_mentions
from ingest import cleaning, french
from ingest.entry import Entry
from ingest.library import Library
from ingest.pdf import read_pdf
from ingest.schema import Metadata, Page
from tests.conftest import CORPUS, SHARED

PAGES = 100_000
OCCURRENCES = 20_000
ROUNDS = 5
RARE = "zorglubique"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        library = Library(Path(folder), "bench")
        originals = real_pages()
        started = time.perf_counter()
        count = fill(library, originals)
        size = (Path(folder) / "library.sqlite").stat().st_size
        built = time.perf_counter() - started
        print(f"{count:,} pages, {size / 1e6:,.0f} Mo, faites en {built:.0f} s")
        frequent = word_with(library, OCCURRENCES)
        for name, term, most in (
            ("rare", RARE, 0.05),
            ("absent", "zorglubix", 0.5),
            ("fréquent", frequent, 1.0),
            ("locution", phrase_with(originals), 1.0),
            ("préfixe", frequent[:-2] + "*", 2.0),
        ):
            total = find_mentions(library, term).total
            times = [timed(partial(find_mentions, library, term)) for _ in range(ROUNDS)]
            wall, cpu = (statistics.median(each) for each in zip(*times, strict=True))
            print(
                f"{name:9} {term!r:24} {total:7,} mentions  {wall:7.3f} s, dont {cpu:6.3f} s"
                f" de calcul  (visé < {most} s)"
            )
        naive, _ = timed(
            lambda: sum(frequent in french.fold(page.text) for page in library.pages())
        )
        print(f"lire chaque page, sans index : {naive:.1f} s")
        print(f"mémoire au plus : {peak():.0f} Mo")
        library.close()


def real_pages() -> list[list[Page]]:
    """Return the pages of each real document, cleaned."""
    reports = SHARED / "reports" / "normal"
    paths = sorted((reports if reports.is_dir() else CORPUS).glob("*.pdf"))
    return [cleaning.clean(read_pdf(path.read_bytes(), path.name).pages) for path in paths]


def fill(library: Library, documents: list[list[Page]]) -> int:
    """Publish the documents once, then copy their rows until there are enough pages."""
    for number, pages in enumerate(documents):
        publish(library, f"{number:05}.pdf", pages)
    rare = Page(1, "1", f"Un mot {RARE}, une seule fois.", documents[0][0].origins)
    publish(library, "rare.pdf", [rare])
    run = library._database.connection()
    copied = run.execute("SELECT max(key) FROM pages").fetchone()[0] - 1
    with library._database.transaction():
        for copy in range(1, -(-PAGES // copied)):
            shift, before = copy * 1_000_000, copy * 10_000
            run.execute(
                "INSERT INTO documents SELECT key + ?, id || '-' || ?, fingerprint, file || ?,"
                " title, author, date, sha256, size, added, format, unit FROM documents"
                " WHERE key < 10000 AND file <> 'rare.pdf'",
                [before, copy, copy],
            )
            for table, key in (("pages", "key"), ("folded_pages", "page"), ("page_words", "rowid")):
                names = "rowid, words" if table == "page_words" else "*"
                taken = columns(table, before)
                run.execute(
                    f"INSERT INTO {table} {'(rowid, words)' if names != '*' else ''}"
                    f" SELECT {taken} FROM {table} WHERE {key} <= ?",
                    [shift, copied],
                )
    return int(library._database.value("SELECT count(*) FROM pages"))


def columns(table: str, before: int) -> str:
    """Name what a copied row holds: its key shifted, the rest as it is."""
    return {
        "pages": f"key + ?, document + {before}, number, label, text, origins, unreadable, ocr,"
        " boxes, sections",
        "folded_pages": "page + ?, text, own, shifts",
        "page_words": "rowid + ?, words",
    }[table]


def publish(library: Library, file: str, pages: list[Page]) -> None:
    vectors = np.zeros((0, 384), np.float32)
    library.publish(Entry(file[:5], file, file, Metadata(), file, 0, pages, [], vectors, "bench"))


def word_with(library: Library, wanted: int) -> str:
    """Return the word that stands about that often."""
    rows = library._database.rows("SELECT term, cnt FROM page_vocabulary WHERE length(term) > 5")
    return str(min(rows, key=lambda row: abs(row[1] - wanted))[0])


def phrase_with(documents: list[list[Page]]) -> str:
    """Return three words in a row from the middle of a page."""
    text = max((page.text for page in documents[0]), key=len)
    words = re.findall(r"\w+ \w+ \w+", text[len(text) // 2 :])
    return str(words[0])


def timed(run: Callable[[], object]) -> tuple[float, float]:
    """Return seconds on the clock, and of this process's own work (a busy machine adds to one)."""
    started, worked = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - started, time.process_time() - worked


def peak() -> float:
    """Return the most memory this process has held, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    main()
