"""Where the headings of a page stand, and the questions that head their answers."""

from __future__ import annotations

import re

from ingest.schema import StoredPage

# A paragraph that is a question, however it is set: « COMMENT MODIFIER MON PROFIL ? ».
_QUESTION = re.compile(r"^(?:\d{1,2}\s?[.)]\s*)?[^.?!;|\n]{10,160}\?$", re.MULTILINE)


def in_heading(page: StoredPage, span: tuple[int, int]) -> bool:
    """Say whether the span is a section's heading, or a sentence of it."""
    return any(start <= span[0] and span[1] <= end for start, end in _headings(page))


def _headings(page: StoredPage) -> list[tuple[int, int]]:
    """Return where the headings of sections stand, but for that of the page before."""
    return [
        (start, start + len(heading))
        for start, heading in page.sections
        if page.text.startswith(heading, start)
    ]


def questions(page: StoredPage) -> list[tuple[int, int]]:
    """Return where the questions set as headings, or as paragraphs of their own, stand."""
    asked = {span for span in _headings(page) if page.text[slice(*span)].rstrip().endswith("?")}
    return sorted(asked | {each.span() for each in _QUESTION.finditer(page.text)})


def section_end(page: StoredPage, place: int) -> int:
    """Return where what stands under the page's heading of that place ends: at the next, if any."""
    start, following = page.sections[place][0], page.sections[place + 1 :]
    return min((at for at, _ in following), default=page.end(start))
