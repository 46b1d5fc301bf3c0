"""Every occurrence of a term, by document and page: « où le FASEP est-il mentionné ? ».

Searched over the stored text of pages, never over chunks (their overlap counts twice) nor over the
nearest passages (they forget). The library's word index only narrows which pages are read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import replace

from assistant.acronyms import Kind, related_phrases
from assistant.expressions import continued_pages, matchers, met_spans, needed_pages
from assistant.mention_schema import (
    DocumentMentions,
    Mentions,
    PageMentions,
    Related,
    RunningMention,
    Spelling,
    UnreadablePages,
)
from assistant.near_spellings import near_spellings
from assistant.term_syntax import Query, parse
from ingest import french
from ingest.concordance_store import Covered, SearchedPage, StoredDefinition
from ingest.library import Library
from ingest.schema import Extent
from ingest.terms import FoldedPage

_AROUND = 70
# Enough to read for days; past it, a page keeps its count and places without their sentences.
_MOST_SNIPPETS = 25_000


def find_mentions(
    library: Library,
    term: str,
    *,
    documents: Collection[str] | None = None,
    inflected: bool = False,
    related: bool = True,
) -> Mentions:
    """Find a term wherever it stands, in all documents or those of some ids.

    The term is read as `term_syntax.parse` says, and each phrase of it matches as
    `matching.matcher` says. The total counts the term itself, in all its spellings; counted apart,
    if `related`, are what an acronym stands for (or the acronym, asked for in full), what else a
    place is called (« Maroc » of “Morocco”), running headers and footers and, where the term itself
    stands nowhere or if `inflected`, plurals and feminines. Operators look at one page at a time;
    what runs over to the next page counts where it begins, with the part that stands there. One
    state of the library is read, whatever others write meanwhile.
    """
    with library.snapshot():
        return _found(library, term, documents, inflected=inflected, related=related)


def _found(
    library: Library,
    term: str,
    documents: Collection[str] | None,
    *,
    inflected: bool,
    related: bool,
) -> Mentions:
    covered = [
        each
        for each in library.concordance.coverage()
        if documents is None or each.id in set(documents)
    ]
    chosen = None if documents is None else [each.id for each in covered]
    query = parse(term)
    search = _Search(library, covered, chosen)
    found, spellings = search.run(query)
    variants = tuple(search.variants)
    apart: list[Related] = []
    running = search.running(query) if related else ()
    if related:
        ids = {each.id for each in covered}
        for kind, wanted, everywhere in related_phrases(library, query):
            defined = tuple(each for each in everywhere if each.document in ids)
            places, spelt = search.run(wanted)
            if defined or places:
                name = spelt[0].text if spelt else _name(kind, defined[0])
                apart.append(Related(kind, name, spelt, places, defined))
    # « 1,2 million » is told to whoever looks for « 1,2 millions », which stands nowhere.
    if inflected or (related and not found):
        places, spelt = search.run(query, inflected=True)
        if inflected or places:
            apart.append(Related("inflection", term.strip(), spelt, places, ()))
    mentions = Mentions(
        term=term.strip(),
        variants=variants,
        extent=_extent(covered),
        documents=found,
        spellings=spellings,
        related=tuple(apart),
        running=running,
        unreadable=tuple(
            UnreadablePages(each.file, each.id, each.title, each.unreadable_pages, each.unit)
            for each in covered
            if each.unreadable_pages
        ),
    )
    near = near_spellings(library, query) if mentions.is_nowhere else ()
    return replace(mentions, near=near)


class _Search:
    """The documents that one search looks through."""

    def __init__(
        self, library: Library, covered: list[Covered], chosen: Collection[str] | None
    ) -> None:
        self._library = library
        self._covered = {each.id: each for each in covered}
        self._chosen = chosen
        self.variants: list[str] = []

    def run(
        self, query: Query, *, inflected: bool = False
    ) -> tuple[tuple[DocumentMentions, ...], tuple[Spelling, ...]]:
        """Return where a query is met, and how it is spelt there.

        `inflected`: only the plurals and feminines of its phrases, not the phrases themselves.
        """
        found = matchers(query, self._library.concordance.held_words, inflected=inflected)
        needed, continued = needed_pages(query, found), continued_pages(found)
        variants: Counter[str] = Counter()
        pages: defaultdict[str, list[PageMentions]] = defaultdict(list)
        snippets_left = _MOST_SNIPPETS
        if any(each.pattern for some in found.values() for each in some):
            concordance = self._library.concordance
            for page in concordance.searched_pages(needed, self._chosen, continued):
                read_on = met_spans(query, page, found, inflected=inflected)
                if not read_on or page.document not in self._covered:
                    continue
                variants.update([page.read(*span) for span in read_on])
                spans = [page.on_page(*span) for span in read_on]
                some = spans[: max(snippets_left, 0)]
                snippets_left -= len(spans)
                snippets = tuple([_snippet(page, *span) for span in some])
                pages[page.document].append(
                    PageMentions(page.number, page.label, tuple(spans), snippets)
                )
        documents = [self._document(id, held) for id, held in pages.items()]
        documents.sort(key=lambda each: (-each.count, each.file))
        spelt: Counter[str] = Counter()
        for variant, count in variants.items():
            spelt[" ".join(variant.split())] += count
        if not self.variants:
            self.variants = [each for each, _ in spelt.most_common()]
        return tuple(documents), _spellings(spelt)

    def running(self, query: Query) -> tuple[RunningMention, ...]:
        """Return the running headers and footers that meet a query, by file."""
        wanted = matchers(query, self._library.concordance.held_words)
        found: list[RunningMention] = []
        for head in self._library.concordance.running_heads(self._chosen):
            held = SearchedPage(head.document, 0, "", head.text, FoldedPage.fold(head.text, ""))
            if met_spans(query, held, wanted, inflected=False):
                of = self._covered[head.document]
                found.append(RunningMention(of.file, of.id, of.title, head.text, head.pages))
        return tuple(found)

    def _document(self, id: str, pages: list[PageMentions]) -> DocumentMentions:
        document = self._covered[id]
        pages.sort(key=lambda each: each.page)
        return DocumentMentions(
            document.file,
            id,
            document.title,
            tuple(pages),
            document.unit,
            document.pages,
        )


def _name(kind: Kind, defined: StoredDefinition) -> str:
    return defined.acronym if kind == "acronym" else defined.expansion


def _spellings(variants: Counter[str]) -> tuple[Spelling, ...]:
    """Count spellings that differ by more than case, accents and white space."""
    groups: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for variant, count in variants.items():
        groups[french.fold(variant).replace("- ", "-").replace(" -", "-")][variant] += count
    counted = [Spelling(some.most_common(1)[0][0], some.total()) for some in groups.values()]
    return tuple(sorted(counted, key=lambda each: (-each.count, each.text)))


def _extent(documents: list[Covered]) -> Extent:
    return Extent(
        len(documents),
        sum(each.pages for each in documents),
        sum(len(each.unreadable_pages) for each in documents),
        sum(each.pages for each in documents if each.unit != "page"),
    )


def _snippet(page: SearchedPage, start: int, end: int) -> str:
    """Return the words around a mention, on one line, cut between words.

    A page's text goes on overleaf, not with its notes.
    """
    text = page.body if end <= len(page.body) else page.text
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    words = " ".join(text[left:right].split())
    return ("… " if left else "") + words + (" …" if right < len(text) else "")
