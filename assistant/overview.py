"""« De quoi parle ce rapport ? »: a document told by its own words, where it presents itself.

Whoever has just dropped a report asks it first, and no passage is about the report. What is: its
summary or introduction, else its first paragraph; then its table of contents, else its titles. Of
minutes, what was on the agenda, and what was decided; of questions and answers, the questions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant import contents, minutes, opening, outline, wording
from assistant.extract import Evidence
from assistant.outline import Title
from assistant.schema import Abstention
from ingest.library import Library
from ingest.schema import Language, StoredPage

# How many documents are named where one must be chosen; how many pages from the first may present
# a document, and how many may have titles.
_NAMED_AT_MOST = 6
_FIRST_PAGES, _PAGES = 30, 400
# How long, in characters, what is shown of a table of contents is, and what presents a document
# that has titles, at least.
_ENTRIES, _TELLS = 900, 80
# Pages of few words, that each have a title, are slides: how many, and of how many characters.
_SLIDES, _SLIDE = 4, 700


class Overview(NamedTuple):
    """What presents a document: `evidence`, with `shown` of its `titles` among it."""

    evidence: list[Evidence]
    shown: int = 0
    titles: int = 0


def which(library: Library, documents: Sequence[str], language: Language) -> Abstention:
    """Ask which of those documents is meant, and number a few, the last added first."""
    meant = [each for each in library.documents() if each.id in documents]
    meant.sort(key=lambda each: each.added, reverse=True)
    listed, others = meant[:_NAMED_AT_MOST], meant[_NAMED_AT_MOST:]
    lines = [
        wording.document_line(place, each.title, each.file)
        for place, each in enumerate(listed, start=1)
    ]
    lines += [wording.and_others(len(others), language)] if others else []
    return Abstention(
        "which_document",
        "\n".join([wording.reason("which_document", language), *lines]),
        tuple(each.id for each in listed),
        tuple(each.id for each in others),
    )


def heading(library: Library, document: str) -> str:
    """Return what a document's first page is headed, above its text; empty where nothing is."""
    for number in list(library.page_labels(document))[:1]:
        return minutes.head(library.stored_page(document, number))
    return ""


def present(library: Library, document: str) -> Overview:
    """Return where a document presents itself, then its table of contents or its titles."""
    numbers = list(library.page_labels(document))[:_PAGES]
    pages = [library.stored_page(document, number) for number in numbers]
    first = pages[:_FIRST_PAGES]
    listed = {page.number: contents.entries(library, page) for page in first}
    inside = outline.titles(pages)
    asked = outline.questions(pages)
    shown = outline.fitting(asked, outline.MOST_ASKED) if asked else outline.fitting(inside)
    of_minutes = minutes.is_minutes(pages[:1])
    slides = _are_slides(pages)
    inside = outline.topmost(inside) if slides else inside
    table = [span for page in first for span in _table(page, listed[page.number])][:1]
    if (table and not (slides and len(inside) <= outline.MOST)) or len(shown) < 2:
        shown = []
    else:
        table = []
    told = opening.presents(first, listed, inside)
    if not told:
        told = [each for each in [opening.first_told(first, listed)] if each]
        if shown and told and not _tells(told[0], inside, of_minutes=of_minutes):
            told = []
    spans = [*told, *table]
    if of_minutes:
        agenda = minutes.agenda(first)
        shown = [] if agenda else shown
        spans += [*agenda, *_titles(shown, spans), *minutes.decisions(pages, inside)]
    else:
        spans += _titles(shown, spans)
        # What stands above it on its page is read before it.
        above = [each for each in spans[len([*told, *table]) :] if told and _above(each, told[0])]
        spans = above + [each for each in spans if each not in above]
    return Overview(spans, len(shown), len(asked or inside) if shown else 0)


def _tells(told: Evidence, titles: Sequence[Title], *, of_minutes: bool) -> bool:
    """Say whether a document's first sentences present it, more than its titles do."""
    if of_minutes:  # what is under the first point of its agenda is that point
        points = [(e.page.number, e.start) for e in titles if e.rank is not None]
        if points and (told.page.number, told.start) > points[0]:
            return False
    return len(told.text) >= _TELLS


def _titles(shown: Sequence[Title], told: Sequence[Evidence]) -> list[Evidence]:
    spans = [Evidence(each.page, each.start, each.end, (each.start, each.end)) for each in shown]
    return [
        each
        for each in spans
        if not any(
            each.page.number == other.page.number and other.start <= each.start < other.end
            for other in told
        )
    ]


def _above(one: Evidence, other: Evidence) -> bool:
    return one.page.number == other.page.number and one.end <= other.start


def _are_slides(pages: Sequence[StoredPage]) -> bool:
    titled = [page for page in pages if any(start == 0 for start, _ in page.sections)]
    lengths = sorted(len(page.text) for page in pages)
    return (
        len(pages) >= _SLIDES
        and lengths[len(lengths) // 2] <= _SLIDE
        and 2 * len(titled) > len(pages)
    )


def _table(page: StoredPage, listed: Sequence[tuple[int, int]]) -> Iterator[Evidence]:
    shown = [each for each in listed if each[1] - listed[0][0] <= _ENTRIES]
    if len(shown) > 1:
        span = shown[0][0], shown[-1][1]
        yield Evidence(page, *span, span)
