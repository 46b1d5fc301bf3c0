"""What is said of several terms' mentions, and of documents without any, in French and English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.mention_schema import Mentions
from assistant.mention_wording import COLON, often, places
from assistant.wording import NARROW, and_others, document_line, number, quoted, searched, tally
from ingest.schema import DocumentName, Extent, Language

Holder = Literal["page", "document"]
_MOST_LISTED = 50
_NONE: dict[Holder, str] = {
    "page": "Aucune page ne mentionne",
    "document": "Aucun document ne mentionne",
}


def all_of(terms: Sequence[str], language: Language) -> str:
    """Name terms that are mentioned together: « à la fois « RGAA » et « W3C » »."""
    both = "all of" if len(terms) > 2 else "both"
    return f"{both if language == 'en' else 'à la fois'} {_listed(terms, language, 'et', 'and')}"


def but_not(kept: str, left_out: str, language: Language) -> str:
    """Name a term that is mentioned without another."""
    between = "but not" if language == "en" else "sans mentionner"
    return f"{quoted(kept, language)} {between} {quoted(left_out, language)}"


def holding(found: Mentions, said: str, unit: Holder, language: Language) -> str:
    """Say how many documents, or pages, mention what was asked, and how often; or that none does.

    `said` names it, after « mentionne ».
    """
    where, english = searched(found.extent, language), language == "en"
    if not found.total:
        none = f"No {unit} mentions" if english else _NONE[unit]
        return f"{none} {said} ({where})."
    documents = tally(len(found.documents), "document", "," if english else NARROW)
    held, on = documents, f", {'on' if english else 'sur'} {places(found, language)}"
    one = len(found.documents) == 1
    if unit == "page":
        of = f"of {documents}" if english else "d'un document" if one else f"de {documents}"
        held, on = f"{places(found, language)} {of}", ""
        one = sum(len(each.pages) for each in found.documents) == 1
    total = number(found.total, language)
    if english:
        times = "once" if found.total == 1 else f"{total} times in all"
        return f"{held} mention{'s' if one else ''} {said}, {times}{on} ({where})."
    verb = "mentionne" if one else "mentionnent"
    return f"{held} {verb} {said}, {total} fois en tout{on} ({where})."


def separately(each: Sequence[Mentions], language: Language) -> str:
    """Count each of several terms: « Séparément : « RGAA », 40 fois, … ; « W3C », nulle part. »."""
    nowhere = "nowhere" if language == "en" else "nulle part"
    never = "0 times" if language == "en" else "0 fois"  # but apart: in full, or in a header

    def told(found: Mentions) -> str:
        count = often(found, language) if found.total else nowhere if found.is_nowhere else never
        return f"{quoted(found.term, language)}, {count}"

    head = "Separately" if language == "en" else "Séparément"
    return f"{head}{COLON[language]}{('; ' if language == 'en' else ' ; ').join(map(told, each))}."


def absent(
    documents: Sequence[DocumentName], terms: Sequence[str], extent: Extent, language: Language
) -> list[str]:
    """List the documents, of those searched, that mention none of some terms."""
    english, one = language == "en", len(documents) == 1
    if not documents:
        every = "Every document mentions" if english else "Tous les documents mentionnent"
        return [f"{every} {_listed(terms, language, 'ou', 'or')}."]
    count, all_told = (number(each, language) for each in (len(documents), extent.documents))
    if english:
        held = f"{count} of {all_told} documents"
        verb = f"do{'es' if one else ''} not mention"
        if len(terms) > 1:
            verb = f"mention{'s' if one else ''} neither"
        said = f"{held} {verb} {_listed(terms, 'en', '', 'nor')}:"
    else:
        held = f"{count} document{'' if one else 's'} sur {all_told}"
        verb = f"ne mentionne{'' if one else 'nt'} {'ni' if len(terms) > 1 else 'pas'}"
        said = f"{held} {verb} {_listed(terms, 'fr', 'ni', '')}\u00a0:"
    lines = [
        document_line(place, each.title, each.file)
        for place, each in enumerate(documents[:_MOST_LISTED], start=1)
    ]
    left = len(documents) - len(lines)
    return [said, *lines, *([and_others(left, language)] if left else [])]


def _listed(terms: Sequence[str], language: Language, french: str, english: str) -> str:
    *first, last = (quoted(each, language) for each in terms)
    between = english if language == "en" else french
    return f"{', '.join(first)} {between} {last}" if first else last
