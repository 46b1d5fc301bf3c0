"""Where the parts of documents begin, at their labels, and where they end on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import bare_labels, contents, labels
from assistant.mentions import find_mentions
from ingest import french
from ingest.library import Library
from ingest.schema import StoredPage

# A law's titles and chapters stand between its articles, and its annexes after them, where no text
# announces a list of these.
_BETWEEN = re.compile(
    r"(?:^|(?<=\n))(?:titre|chapitre|section|sous-section|livre)\s+(?:[ivxl\d]+|prem)\b"
    r"|(?:^|(?<=[^:;,]\n))annexes?(?:\s+(?:n\s?°\s?)?(?:\d{1,2}|[ivx]+|[a-z]))?\s*(?:[:.-]|\n|$)"
)


def begun(
    library: Library, kind: str, number: int | str, documents: Sequence[str]
) -> Iterator[tuple[StoredPage, int]]:
    """Yield the pages and places where a line begins with the part's label, but for contents."""
    pages: dict[tuple[str, int], None] = {}
    for word in labels.written(kind, number):
        mentions = find_mentions(library, word, documents=documents or None, related=False)
        for document in mentions.documents:
            pages.update(dict.fromkeys((document.document, page.page) for page in document.pages))
    for place in pages:
        page = library.stored_page(*place)
        listed = contents.entries(library, page)
        for start, value in labels.begun(kind, page.text):
            within = any(first <= start < last for first, last in listed)
            if value == number and not within and not labels.is_listed(page.text, start):
                yield page, start


def ends(kind: str, number: int | str, page: StoredPage, start: int) -> int:
    """Return where the part that starts there ends on its page."""
    kinds = labels.CAPTIONED if kind in labels.CAPTIONED else (kind,)
    within = f"{number}."  # article 4.1 is of article 4
    places = [
        place
        for each in kinds
        for place, value in labels.begun(each, page.text)
        if not str(value).startswith(within)
    ]
    places += bare_labels.closing(number, page)
    if kind == "article":
        folded, origins = french.fold_with_origins(page.text)
        places += [origins[found.start()] for found in _BETWEEN.finditer(folded)]
    return min((place for place in places if place > start), default=page.end(start))
