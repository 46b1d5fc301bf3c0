"""Pages that hold no readable text, read from their picture by Tesseract where it is installed.

One process of the `tesseract` command a page (https://tesseract-ocr.github.io/tessdoc/), two at
most side by side, each with a time limit; the reader's child draws the pages. It gives words and
their boxes; what it is unsure of is dropped unless it is a word all the same (`doubtful`), and a
page of which too little is sure stays unreadable.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import statistics
import subprocess
import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import replace
from itertools import groupby

from ingest import cleaning
from ingest.doubtful import is_written
from ingest.picture import DPI, Picture
from ingest.schema import Box, Language, Page, RawPage
from ingest.seen_words import Seen, Word, as_drawn
from ingest.settings import LibrarySettings

_SIDE_BY_SIDE = 2
_WANTED = ("fra", "eng")
# Tesseract's confidence, in percent: true words of clean scans have 90 and more, specks below 30.
_SURE_WORD, _SURE_PAGE, _FEW_LETTERS = 30.0, 60.0, 15
_PACKAGES: dict[Language, str] = {
    "fr": "Pour lire les pages illisibles par OCR, installez Tesseract et le français "
    "(Debian, Ubuntu\u00a0: `apt install tesseract-ocr tesseract-ocr-fra`\u00a0; "
    "macOS\u00a0: `brew install tesseract tesseract-lang`), "
    "puis ajoutez de nouveau les mêmes fichiers.",
    "en": "To read the unreadable pages by OCR, install Tesseract and its French "
    "(Debian, Ubuntu: `apt install tesseract-ocr tesseract-ocr-fra`; "
    "macOS: `brew install tesseract tesseract-lang`), then add the same files again.",
}


def is_available(settings: LibrarySettings) -> bool:
    """Say whether pages can be read by OCR: it is not off, and Tesseract is there with French."""
    return settings.ocr != "off" and "fra" in _languages(shutil.which("tesseract"))


def advice(settings: LibrarySettings, language: Language) -> str:
    """Say which packages would make OCR possible; empty when it is, or when it was turned off."""
    return "" if settings.ocr == "off" or is_available(settings) else _PACKAGES[language]


def read_pages(
    pages: Sequence[Page],
    pictures: Iterator[tuple[int, Picture | None]],
    settings: LibrarySettings,
    tell: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[dict[int, Page], dict[int, RawPage]]:
    """Read those pages of a PDF by OCR; `tell` is told how many are done.

    `pictures` gives the number of each with its picture, if it can be drawn; no more of them are
    asked for than are being read.

    Returns each page as it must be kept (one that OCR cannot read either comes back unreadable,
    its boxes empty), and what stood for the PDF's own pages, for those that were read.
    """
    kept = {page.number: replace(page, boxes=()) for page in pages}
    seen: dict[int, Seen] = {}
    drawing = threading.Lock()

    def look() -> None:
        with drawing:
            number, picture = next(pictures)
        if picture and (found := _look(kept[number], picture, settings)) is not None:
            seen[number] = found

    tell(0, len(pages))
    with ThreadPoolExecutor(_SIDE_BY_SIDE, thread_name_prefix="ocr") as threads:
        futures = [threads.submit(look) for _ in pages]
        try:
            for done, future in enumerate(as_completed(futures), start=1):
                future.result()
                tell(done, len(pages))
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise
    raws = [seen[number][0] for number in sorted(seen)]
    for page in cleaning.clean(raws) if raws else ():
        if not page.unreadable:
            _, words, boxes = seen[page.number]
            origins = array("i", [words[index] if index >= 0 else -1 for index in page.origins])
            kept[page.number] = replace(page, origins=origins, ocr=True, boxes=tuple(boxes))
    return kept, {raw.number: raw for raw in raws if kept[raw.number].ocr}


def marks(page: Page, start: int, end: int) -> list[Box]:
    """Return the boxes of a span of a page that OCR read, one a line, in reading order."""
    joined: list[Box] = []
    wanted = dict.fromkeys(origin for origin in page.origins[start:end] if origin >= 0)
    for box in ((page.boxes or ())[index] for index in wanted):
        last = joined[-1] if joined else None
        shared = min(box.bottom, last.bottom) - max(box.top, last.top) if last else 0.0
        if (
            last
            and shared > 0.5 * min(box.bottom - box.top, last.bottom - last.top)
            and box.left >= last.left
        ):
            joined[-1] = Box(
                last.left,
                min(last.top, box.top),
                max(last.right, box.right),
                max(last.bottom, box.bottom),
            )
        else:
            joined.append(box)
    return joined


_KNOWN: dict[str, tuple[str, ...]] = {}


def _languages(tesseract: str | None) -> tuple[str, ...]:
    """Return the languages wanted that Tesseract has.

    Asked again as long as French is not among them: whoever installs it need not start again.
    """
    if tesseract is None:
        return ()
    if tesseract not in _KNOWN:
        found = _installed(tesseract)
        if "fra" not in found:
            return found
        _KNOWN[tesseract] = found
    return _KNOWN[tesseract]


def _installed(tesseract: str) -> tuple[str, ...]:
    try:
        said = subprocess.run(
            [tesseract, "--list-langs"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    listed = (said.stdout + said.stderr).decode(errors="replace").split()
    return tuple(each for each in (*_WANTED, "osd") if each in listed)


def _look(page: Page, picture: Picture, settings: LibrarySettings) -> Seen | None:
    """Read a page's picture; None when it takes too long or shows too little sure to be words."""
    try:
        words = _recognise(picture, settings.ocr_seconds)
    except (subprocess.SubprocessError, OSError, ValueError):
        return None
    letters = [sum(c.isalpha() for c in word.text) for word in words]
    if sum(letters) < _FEW_LETTERS:
        return None
    sure = sum(word.confidence * count for word, count in zip(words, letters, strict=True))
    if sure / sum(letters) < _SURE_PAGE:
        return None
    return as_drawn(page, picture, [*_written(words)])


def _written(words: Sequence[Word]) -> Iterator[Word]:
    for _, same_line in groupby(words, lambda word: word.line):
        line = list(same_line)
        usual = statistics.median(word.confidence for word in line)
        for word in line:
            if word.confidence >= _SURE_WORD or is_written(word.text, usual):
                yield word


def _recognise(picture: Picture, seconds: int) -> list[Word]:
    tesseract = shutil.which("tesseract")
    languages = _languages(tesseract)
    # Mode 1 finds the page's orientation as well, mode 3 the layout alone.
    mode = "1" if "osd" in languages else "3"
    spoken = "+".join(each for each in languages if each != "osd")
    told = subprocess.run(
        [tesseract or "tesseract", *f"- - -l {spoken} --psm {mode} --dpi {DPI} tsv".split()],
        input=picture.file,
        capture_output=True,
        timeout=seconds,
        check=True,
        # Its own threads gain nothing and take the other page's processor.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    rows = csv.DictReader(
        io.StringIO(told.stdout.decode(errors="replace")), delimiter="\t", quoting=csv.QUOTE_NONE
    )
    return list(_words(rows))


def _words(rows: csv.DictReader[str]) -> Iterator[Word]:
    for row in rows:
        text = (row.get("text") or "").strip()
        if text and float(row["conf"]) >= 0:
            left, top = float(row["left"]), float(row["top"])
            yield Word(
                (int(row["block_num"]), int(row["par_num"]), int(row["line_num"])),
                left,
                top,
                left + float(row["width"]),
                top + float(row["height"]),
                float(row["conf"]),
                text,
            )
