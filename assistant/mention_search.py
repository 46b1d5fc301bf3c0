"""What a question asks the mentions of, looked for: one term, several of them, or one without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant import mention_wording, several_terms
from assistant.intents import MentionIntent
from assistant.kinds_of_names import names_within
from assistant.mention_schema import Mentions
from assistant.mention_term import is_determined, is_name, is_quoted, terms
from assistant.mentions import find_mentions
from assistant.term_syntax import Phrase, parse
from ingest.library import Library
from ingest.schema import Language

_OR: dict[Language, str] = {"fr": " OU ", "en": " OR "}
_AND: dict[Language, str] = {"fr": " ET ", "en": " AND "}
_NOT: dict[Language, str] = {"fr": " SAUF ", "en": " NOT "}

_Look = Callable[..., Mentions]


@dataclass(frozen=True, slots=True)
class Sought:
    """The mentions that answer a question, and what is said of them before their notes."""

    found: Mentions
    said: tuple[str, ...]


def seek(
    library: Library, intent: MentionIntent, documents: Sequence[str] | None, language: Language
) -> Sought:
    """Look for what a question asks the mentions of, in all documents or those of some ids.

    « X et Y » is one term where a page has it as such, told with the count of each where it may be
    chance (« X et du Y »). Where none has, and X and Y are terms, it is two: both in one document
    or page where the question asks for such, else either of them.
    """

    def look(term: str, within: Sequence[str] | None = documents) -> Mentions:
        return _without_empty(find_mentions(library, term, documents=within, inflected=True))

    if intent.absent:
        return _absent(library, intent, documents, language, look)
    if intent.left_out:
        return _without(intent, language, look)
    parts = terms(intent.term)
    if len(parts) == 1:
        return _plain(_named(intent.term, look), language, intent.term)
    whole = None if is_quoted(intent.term) else _named(intent.term, look)
    stands = whole and not whole.is_nowhere
    if whole and stands and not is_determined(intent.term):
        return _plain(whole, language, intent.term)
    each = [_named(part, look) for part in parts]
    if whole and (stands or not _are_terms(each)):
        sought = _plain(whole, language, intent.term)
        apart = (several_terms.separately(each, language),) if stands else ()
        return replace(sought, said=(*sought.said, *apart))
    if intent.unit:
        return _all(intent, each, language, look)
    return _any(each, language, look)


def _plain(found: Mentions, language: Language, asked: str = "") -> Sought:
    """Return the mentions of one term; say so where another was `asked`."""
    said = mention_wording.headline(found, language)
    if not asked or found.term == asked:
        return Sought(found, (said,))
    return Sought(found, (mention_wording.instead(asked, found.term, language), said))


def _named(term: str, look: _Look) -> Mentions:
    """Return the mentions of a term; where it is nowhere, of what it names, where pages do."""
    found = look(term)
    for name in names_within(term) if found.is_nowhere else ():
        other = look(name)
        # « Générale » of « Société Générale » is no name where pages have « assemblée générale ».
        spelt = other.spellings[0].text if other.spellings else name if other.running else ""
        if any(character.isupper() or character.isdecimal() for character in spelt):
            return other
    return found


def _are_terms(each: Sequence[Mentions]) -> bool:
    """Say whether what stands on each side of « et » is a term: one that pages have, or a name."""
    held = [not found.is_nowhere for found in each]
    return any(held) and all(
        here or is_name(found.term) for here, found in zip(held, each, strict=True)
    )


def _any(each: Sequence[Mentions], language: Language, look: _Look) -> Sought:
    """Return the mentions of any of some terms, each counted."""
    found = look(_joined([some.term for some in each], _OR[language]))
    apart = (kind for some in each for kind in some.related if kind.kind != "inflection")
    found = replace(found, related=(*apart, *found.related))
    said = mention_wording.headline(found, language)
    return Sought(found, (said, several_terms.separately(each, language)))


def _all(
    intent: MentionIntent, each: Sequence[Mentions], language: Language, look: _Look
) -> Sought:
    """Return the mentions of some terms in what has them all; of any of them, where nothing has."""
    names = [some.term for some in each]
    if intent.unit == "page":
        found = look(_joined(names, _AND[language]))
    else:
        first, *others = ({held.document for held in some.documents} for some in each)
        found = _in(first.intersection(*others), each[0], names, language, look)
    said = several_terms.holding(
        found, several_terms.all_of(names, language), intent.unit or "document", language
    )
    apart = several_terms.separately(each, language)
    if found.total:
        return Sought(found, (said, apart))
    return Sought(_any(each, language, look).found, (said, apart))


def _without(intent: MentionIntent, language: Language, look: _Look) -> Sought:
    """Return the mentions of a term in what has not another; all of them, where nothing has."""
    kept, left_out = _named(intent.term, look), _named(intent.left_out, look)
    if kept.is_nowhere:
        return _plain(kept, language)
    if intent.unit == "page":
        found = look(_joined([kept.term, left_out.term], _NOT[language]))
    else:
        held = {each.document for each in kept.documents} - _holders(left_out)
        found = _in(held, kept, [kept.term], language, look)
    said = several_terms.but_not(kept.term, left_out.term, language)
    return Sought(
        found if found.total else kept,
        (
            several_terms.holding(found, said, intent.unit or "document", language),
            several_terms.separately((kept, left_out), language),
        ),
    )


def _absent(
    library: Library,
    intent: MentionIntent,
    documents: Sequence[str] | None,
    language: Language,
    look: _Look,
) -> Sought:
    """Return the mentions of a term, and name first the documents that have none."""
    each = [_named(part, look) for part in terms(intent.term)]
    several = len(each) > 1
    sought = _any(each, language, look) if several else _plain(each[0], language, intent.term)
    held = set().union(*map(_holders, each))
    names = [name for name in library.names() if documents is None or name.id in documents]
    without = [name for name in names if name.id not in held]
    if len(without) == len(names):
        return sought
    listed = several_terms.absent(
        without, [some.term for some in each], sought.found.extent, language
    )
    return Sought(sought.found, (*listed, *sought.said))


def _in(
    documents: set[str], searched: Mentions, names: Sequence[str], language: Language, look: _Look
) -> Mentions:
    """Return the mentions of any of some terms in some of the documents that were searched."""
    if not documents:
        return replace(searched, documents=(), related=(), running=())
    found = look(_joined(names, _OR[language]), sorted(documents))
    return replace(found, extent=searched.extent, unreadable=searched.unreadable)


def _holders(found: Mentions) -> set[str]:
    """Return the documents that mention a term in any form, or in a running header."""
    apart = {document.document for kind in found.related for document in kind.documents}
    written = {each.document for each in found.documents}
    return apart | written | {each.document for each in found.running}


def _joined(names: Sequence[str], operator: str) -> str:
    """Write an expression of some terms, of which each may be one."""
    return operator.join(
        name if len(names) == 1 or isinstance(parse(name), Phrase) else f"({name})"
        for name in names
    )


def _without_empty(found: Mentions) -> Mentions:
    """Leave out the count of plurals and feminines that nobody asked for, when there are none."""
    related = [each for each in found.related if each.total or each.kind != "inflection"]
    return replace(found, related=tuple(related))
