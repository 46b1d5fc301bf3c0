"""The number that each page bears in print, where the PDF itself does not tell it.

Most PDFs have no page labels; a report's cover and contents then shift its own numbers, which are
those that its readers quote, from the places of its pages in the file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ingest import french, furniture
from ingest.furniture import Place
from ingest.schema import RawPage

# As many pages number themselves alike, and most of those from the first of them to the last.
_FEWEST, _MOST_OF = 3, 0.5
_Series = tuple[bool, int]  # whether in roman numerals, and how far from the place in the file


def labels(
    pages: Sequence[RawPage], texts: Mapping[Place, str], running: set[Place]
) -> dict[int, str]:
    """Return the label of each page, by its number: the PDF's own, else what it bears in print.

    A page without a number between two of a series is numbered as they are; before and after, it
    keeps its place in the file.
    """
    told = {page.number: page.label for page in pages}
    if any(label != str(number) for number, label in told.items()):
        return told
    borne: defaultdict[_Series, dict[int, str]] = defaultdict(dict)
    for page in pages:
        for index in range(len(page.lines)):
            if (page.number, index) in running:
                words = texts[page.number, index]
                for match, value in furniture.numbers(french.fold(words).strip()):
                    series = (not match.group().isdecimal(), value - page.number)
                    borne[series][page.number] = words.strip() if series[0] else match.group()
    taken: set[int] = set()
    for (roman, step), on in sorted(borne.items(), key=lambda each: -len(each[1])):
        first, last = min(on), max(on)
        covered = set(range(first, last + 1))
        if len(on) < max(_FEWEST, _MOST_OF * len(covered)) or covered & taken:
            continue
        taken |= covered
        plain = {} if roman else {number: str(number + step) for number in covered}
        told |= plain | on
    return told
