"""What finds an expression: its phrases' matchers, the pages that may meet it, where they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from assistant.matching import Matcher, matcher
from assistant.term_syntax import Both, Either, Phrase, Query, Without, phrases
from assistant.word_forms import Known
from ingest.concordance_store import SearchedPage

Spans = list[tuple[int, int]]
# Of each phrase, what finds it as it is and, if asked, what finds its plurals and feminines too.
Matchers = Mapping[Phrase, tuple[Matcher, ...]]


def matchers(query: Query, known: Known, *, inflected: bool = False) -> Matchers:
    """Return what finds each phrase of a query, those left out included."""
    found: dict[Phrase, tuple[Matcher, ...]] = {}
    for phrase in _all_phrases(query):
        plain = matcher(phrase, known)
        wide = inflected and not phrase.exact
        found[phrase] = (plain, matcher(phrase, known, inflected=True)) if wide else (plain,)
    return found


def needed_pages(query: Query, found: Matchers) -> str | None:
    """Return the index's query for the pages that may meet the query; None for all pages."""
    match query:
        case Phrase():
            queries = [each.needed for each in found[query]]
            return None if None in queries else _joined(queries, "OR")
        case Both(parts):
            return _joined([needed_pages(part, found) for part in parts], "AND")
        case Either(parts):
            queries = [needed_pages(part, found) for part in parts]
            return None if None in queries else _joined(queries, "OR")
        case Without(kept, _):
            return needed_pages(kept, found)


def continued_pages(found: Matchers) -> str | None:
    """Return the index's query for the pages that may end a phrase begun on the page before."""
    return _joined([each.continued for some in found.values() for each in some], "OR")


def met_spans(query: Query, page: SearchedPage, found: Matchers, *, inflected: bool) -> Spans:
    """Return the spans on a page that count, in order; none when the page does not meet the query.

    Where two phrases overlap, the first and longest counts.
    """
    if isinstance(query, Phrase):
        plain, *wide = found[query]
        spans = sorted(plain.spans(page))
        if not inflected:
            return spans
        own = set(spans)
        return sorted({each for some in wide for each in some.spans(page)} - own)
    met = _met(query, page, found)
    if met and inflected:
        own = {span for plain, *_ in found.values() for span in plain.spans(page)}
        met = [each for each in met if each not in own]
    return _apart(met) if met else []


def _met(query: Query, page: SearchedPage, found: Matchers) -> Spans | None:
    match query:
        case Phrase():
            return list(found[query][-1].spans(page)) or None
        case Both(parts):
            spans = [_met(part, page, found) for part in parts]
            if any(each is None for each in spans):
                return None
            return [span for each in spans if each for span in each]
        case Either(parts):
            return [span for part in parts for span in _met(part, page, found) or ()] or None
        case Without(kept, left_out):
            spans_kept = _met(kept, page, found)
            return None if spans_kept and _met(left_out, page, found) else spans_kept


def _apart(spans: Spans) -> Spans:
    kept: Spans = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _all_phrases(query: Query) -> Iterator[Phrase]:
    yield from phrases(query)
    match query:
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _all_phrases(part)
        case Without(kept, left_out):
            yield from _all_phrases(kept)
            yield from _all_phrases(left_out)


def _joined(queries: Iterable[str | None], operator: str) -> str | None:
    return f" {operator} ".join(f"({each})" for each in queries if each) or None
