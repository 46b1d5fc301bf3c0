"""Every occurrence of a term, by document and page: « où le FASEP est-il mentionné ? ».

Searched over the stored text of pages, never over chunks (their overlap counts twice) nor over the
nearest passages (they forget). The library's word index only narrows which pages are read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from assistant.acronyms import Kind, related_phrases
from assistant.matching import Matcher, matcher
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
from assistant.term_syntax import Both, Either, Phrase, Query, Without, parse, phrases
from ingest import french
from ingest.concordance_store import Covered, SearchedPage, StoredDefinition
from ingest.library import Library
from ingest.schema import Extent
from ingest.terms import FoldedPage

_AROUND = 70
# Enough to read for days; past it, a page keeps its count and places without their sentences.
_MOST_SNIPPETS = 25_000

Spans = list[tuple[int, int]]


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
    if `related`, are what an acronym stands for (or the acronym, asked for in full) and, if
    `inflected`, plurals and feminines; so are, if `related`, running headers and footers. Operators
    look at one page at a time. One state of the library is read, whatever others write meanwhile.
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
    if inflected:
        places, spelt = search.run(query, inflected=True)
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
        matchers = self._matchers(query, inflected=inflected)
        needed = _needed(query, matchers)
        variants: Counter[str] = Counter()
        pages: defaultdict[str, list[PageMentions]] = defaultdict(list)
        snippets_left = _MOST_SNIPPETS
        if any(each.pattern for some in matchers.values() for each in some):
            for page in self._library.concordance.searched_pages(needed, self._chosen):
                spans = _spans(query, page, matchers, inflected=inflected)
                if not spans or page.document not in self._covered:
                    continue
                text = page.text
                variants.update([text[start:end] for start, end in spans])
                some = spans[: max(snippets_left, 0)]
                snippets_left -= len(spans)
                snippets = tuple([_snippet(text, start, end) for start, end in some])
                pages[page.document].append(
                    PageMentions(page.number, page.label, tuple(spans), snippets)
                )
        found = [self._document(id, held) for id, held in pages.items()]
        found.sort(key=lambda each: (-each.count, each.file))
        read: Counter[str] = Counter()
        for variant, count in variants.items():
            read[" ".join(variant.split())] += count
        if not self.variants:
            self.variants = [each for each, _ in read.most_common()]
        return tuple(found), _spellings(read)

    def running(self, query: Query) -> tuple[RunningMention, ...]:
        """Return the running headers and footers that meet a query, by file."""
        matchers = self._matchers(query)
        found: list[RunningMention] = []
        for head in self._library.concordance.running_heads(self._chosen):
            held = SearchedPage(head.document, 0, "", head.text, FoldedPage.fold(head.text, ""))
            if _spans(query, held, matchers, inflected=False):
                of = self._covered[head.document]
                found.append(RunningMention(of.file, of.id, of.title, head.text, head.pages))
        return tuple(found)

    def _matchers(
        self, query: Query, *, inflected: bool = False
    ) -> dict[Phrase, tuple[Matcher, ...]]:
        known = self._library.concordance.held_words
        matchers: dict[Phrase, tuple[Matcher, ...]] = {}
        for phrase in _all_phrases(query):
            plain = matcher(phrase, known)
            wide = inflected and not phrase.exact
            matchers[phrase] = (plain, matcher(phrase, known, inflected=True)) if wide else (plain,)
        return matchers

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


def _all_phrases(query: Query) -> Iterator[Phrase]:
    yield from phrases(query)
    match query:
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _all_phrases(part)
        case Without(kept, left_out):
            yield from _all_phrases(kept)
            yield from _all_phrases(left_out)


def _needed(query: Query, matchers: dict[Phrase, tuple[Matcher, ...]]) -> str | None:
    """Return the index's query for the pages that may meet the query; None for all pages."""
    match query:
        case Phrase():
            queries = [each.needed for each in matchers[query]]
            return None if None in queries else _joined(queries, "OR")
        case Both(parts):
            return _joined([_needed(part, matchers) for part in parts], "AND")
        case Either(parts):
            queries = [_needed(part, matchers) for part in parts]
            return None if None in queries else _joined(queries, "OR")
        case Without(kept, _):
            return _needed(kept, matchers)


def _joined(queries: Iterable[str | None], operator: str) -> str | None:
    return f" {operator} ".join(f"({each})" for each in queries if each) or None


def _spans(
    query: Query,
    page: SearchedPage,
    matchers: dict[Phrase, tuple[Matcher, ...]],
    *,
    inflected: bool,
) -> Spans:
    """Return the spans on a page that count, in order; none when the page does not meet the query.

    Where two phrases overlap, the first and longest counts.
    """
    if isinstance(query, Phrase):
        plain, *wide = matchers[query]
        spans = list(plain.spans(page))
        if not inflected:
            return spans
        own = set(spans)
        return [each for some in wide for each in some.spans(page) if each not in own]
    met = _met(query, page, matchers)
    if met and inflected:
        own = {span for plain, *_ in matchers.values() for span in plain.spans(page)}
        met = [each for each in met if each not in own]
    return _apart(met) if met else []


def _met(
    query: Query, page: SearchedPage, matchers: dict[Phrase, tuple[Matcher, ...]]
) -> Spans | None:
    match query:
        case Phrase():
            return list(matchers[query][-1].spans(page)) or None
        case Both(parts):
            spans = [_met(part, page, matchers) for part in parts]
            if any(each is None for each in spans):
                return None
            return [span for each in spans if each for span in each]
        case Either(parts):
            return [span for part in parts for span in _met(part, page, matchers) or ()] or None
        case Without(kept, left_out):
            spans_kept = _met(kept, page, matchers)
            return None if spans_kept and _met(left_out, page, matchers) else spans_kept


def _apart(spans: Spans) -> Spans:
    kept: Spans = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


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


def _snippet(text: str, start: int, end: int) -> str:
    """Return the words around a mention, on one line, cut between words."""
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    words = " ".join(text[left:right].split())
    return ("… " if left else "") + words + (" …" if right < len(text) else "")
