"""Whether any page tells of the term that a question asks about.

What is said of it then answers, even without a definition; a term that no page has is not answered
by its neighbours.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant import asked_terms, definitions
from assistant.extract import Evidence
from assistant.filters import Scope
from assistant.schema import Hit
from ingest import french
from ingest.acronyms import is_acronym
from ingest.library import Library


def is_told_of(library: Library, term: str, scope: Scope) -> bool:
    """Say whether a term stands anywhere in the documents searched."""
    return definitions.is_mentioned(library, term, scope.documents or None)


def known_name(library: Library, question: str, scope: Scope) -> str | None:
    """Return the name or the date that it asks about, where it stands on a page: else None."""
    named = asked_terms.named_term(question)
    return named if named and is_told_of(library, named, scope) else None


def asks_of_a_known_term(library: Library, question: str, scope: Scope) -> bool:
    """Say whether it asks what a term is, or what is said of it, and the term stands on a page."""
    term = asked_terms.subject_term(question)
    return term is not None and is_told_of(library, term, scope)


def is_unknown(
    library: Library, term: str, question: str, scope: Scope, hits: Sequence[Hit]
) -> bool:
    """Say whether no page has the term asked about; of an acronym, nor what it stands for.

    Only in French of what is French: another language has another word for it.
    """
    if any(french.detect_language(each) != "fr" for each in (question, hits[0].chunk.text)):
        return False
    asked = asked_terms.defined_term(scope.question)
    if asked and term != asked:  # neither an acronym nor what it stands for
        return not any(is_told_of(library, each, scope) for each in (term, asked))
    return definitions.is_unheard_of(library, term, scope.documents or None)


def with_all_of(name: str, shown: Sequence[Evidence]) -> list[Evidence]:
    """Return what has every word of a name."""
    stems = set(french.stems(name))
    return [each for each in shown if stems.issubset(french.stems(each.text))]


def of_the_term(term: str, defined: Sequence[Evidence], shown: list[Evidence]) -> list[Evidence]:
    """Return what is shown without what follows a definition and has no word of its term.

    What is said of an acronym may have it in full.
    """
    stems = set(french.stems(term))
    if is_acronym(term) or not stems:
        return shown
    cores = [each.core for each in defined]
    return [
        each
        for each in shown
        if each.core in cores or not stems.isdisjoint(french.stems(each.text))
    ]
