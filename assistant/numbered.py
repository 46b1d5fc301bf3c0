"""The part of a document that a question names by its number: « l'article 5 », « la page 4 ».

Such a part is a place, not a subject: it begins at the line with its label and ends at the next
label of its kind, or overleaf. Searched as words, « article 5 » is any article. A page has no
label, and every document has one of that number: it is shown of one document only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant import bare_labels, labels, part_items, part_places, part_text
from assistant.filters import name_stems
from assistant.narrowing import looked_into, names_any
from assistant.part_text import Found, Told
from assistant.schema import Citation, Hit
from ingest import french
from ingest.library import Library
from ingest.schema import DocumentName, StoredPage

# What asks for a part as a whole, and for nothing within it.
_WHOLE = re.compile(
    r"\b(?:que (?:di(?:t|sent)|dispose(?:nt)?|prevoi(?:t|ent)|contien(?:t|nent)"
    r"|stipule(?:nt)?|precise(?:nt)?|propose(?:nt)?|recommande(?:nt)?|signifie(?:nt)?)"
    r"|qu'(?:y a-t-il|est-ce qu'il y a|est-ce que (?:dit|prevoit|contient)|est-ce que|est)"
    r"|de quoi (?:parle(?:nt)?|traite(?:nt)?|s'agit)|(?:contenu|objet|texte|sujet) de|resume[rz]?"
    r"|cite[rz]?|explique[rz]?|montre[rz]?|affiche[rz]?|donne[rz]?"
    r"|lis(?:ez)?|lire|rappelle[rz]?|sur quoi porte(?:nt)?"
    r"|compare[rz]?|differences? (?=entre|between)"
    r"|what (?:do|does|is|are|says)|summari[sz]e|show|explain)\b"
)
_BARE_WORDS = 4
# « Il figure 3 fois » counts, « qui figure premier » ranks.
_COUNTS = re.compile(r" (?:fois|times)\b")
_PAGE = re.compile(
    r"(?P<lead>.*?)(?:(?:\b(?:a|de|dans|sur|en|on|in|at) )?(?:\b(?:la|the) )?|\b)"
    r"page[^\S\n]?(?:n\s?[°o.]\s?)?(?P<number>\d{1,4})\b"
    r"(?:,? (?:de la |de l'|du |de |d'|dans (?:les? |la |l')?|of (?:the )?|in (?:the )?)"
    r"(?P<of>.+?))?(?: (?:say|about|show|contain))?[\s?.!]*"
)
# « Question 1 : qui finance le FASEP ? » asks who does.
_OPENS = re.compile(r"\s?[:.)–-]\s*\w")
_THIS = re.compile(r"^(?:ce|cet|cette|this|the same) ")
_FORMAL = re.compile(
    r"\b(?:(?:peux|pourrais)[- ]tu|(?:pouvez|pourriez)[- ]vous|tu (?:peux|pourrais)"
    r"|vous (?:pouvez|pourriez)|(?:je voudrais|j'aimerais|je veux|i(?: would|'d) like to)"
    r"|(?:s'il (?:te|vous) plait|svp|please)|moi|nous|me|et|and|say|read|see|know|voir|savoir"
    r"|connaitre|texte|contenu)\b"
)
# « Pourquoi l'article 12 du décret reste-t-il en vigueur ? » asks for no text.
_ASKS = re.compile(
    r"\W*(?:(?:et|and) )?(?:pourquoi|comment|quand|combien|ou|qui|why|how|when|where|who)\b"
)
_ASKS_BEHIND = re.compile(
    r"[- ]t[- ](?:ils?|elles?|on)\b|-(?:ils?|elles?|on)\b| (?:qui|est|sont|is|are|was|were)\b"
)
_OF = re.compile(r"(?: de la | de l'| du | des | de | d'| of the | of )([^?,]+)")
_PARTS = 2
# How many documents are read through for a number that no word goes with; of more, those nearest.
_FEW = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of part and its number; `whole` when nothing else is asked; of what; which item."""

    kind: str
    number: int | str
    whole: bool
    of: str = ""
    item: int = 0


def named_part(question: str) -> Part | None:
    """Return the first part that a question names, or None, as for one that is but told of."""
    folded = french.fold(" ".join(question.split()))
    named = ((kind, _label(folded, kind)) for kind in labels.KINDS if kind not in labels.TOLD_OF)
    kind, found = next(((kind, found) for kind, found in named if found), ("", None))
    if found is None:
        return _named_page(folded)
    if kind not in labels.CAPTIONED:  # « l'étape 4 de la fiche 12 » is a step
        before = folded[: found.start()]
        within = ((inner, _label(before, inner)) for inner in bare_labels.COUNTED)
        kind, found = next(((inner, each) for inner, each in within if each), (kind, found))
    return _named(folded, kind, found)


def told_part(question: str) -> Part | None:
    """Return the first article of a code that a question names, « L. 12-3 », or strand, or None."""
    folded = french.fold(" ".join(question.split()))
    cited = re.finditer(rf"\b{labels.KINDS['article']}[^\S\n]?{labels.NUMBER}", folded)
    of_code = next((each for each in cited if re.fullmatch(labels.OF_CODE, each["number"])), None)
    if of_code:
        return _named(folded, "article", of_code)
    named = ((kind, _label(folded, kind)) for kind in labels.TOLD_OF)
    return next((_named(folded, kind, found) for kind, found in named if found), None)


def _named(folded: str, kind: str, found: re.Match[str]) -> Part:
    """Return the part of a kind that a folded question names there."""
    of, until = complement(folded, found.end(), len(folded))
    whole = asks_nothing(f"{folded[: found.start()]} {folded[until:]}", of)
    if kind not in labels.TOLD_OF:  # « what is the maximum grant under strand B? » asks within it
        whole = whole or len(folded.split()) <= _BARE_WORDS or bool(_WHOLE.search(folded))
    return Part(kind, labels.value(found["number"]), whole, of)


def complement(folded: str, start: int, end: int) -> tuple[str, int]:
    """Return what a part named up to there is said to be of, and where that ends; or nothing."""
    of = _OF.match(folded, start, end)
    return (of.group(1), of.end()) if of else ("", start)


def asks_nothing(rest: str, of: str) -> bool:
    """Say whether the folded words around a part, and what it is of, ask for nothing within it."""
    return not (_telling(rest) or _ASKS.match(rest) or _ASKS_BEHIND.search(of))


def _label(folded: str, kind: str) -> re.Match[str] | None:
    """Find where a question names a part of a kind; None where the words say something else."""
    found = re.search(rf"\b{labels.KINDS[kind]}[^\S\n]?{labels.NUMBER}", folded)
    if found is None:
        return None
    number = found["number"]
    if kind in labels.CAPTIONED and (
        number in labels.ORDINALS or _COUNTS.match(folded, found.end())
    ):
        return None
    if kind == "article" and re.fullmatch(labels.OF_CODE, number):
        return None  # what guides cite, and few texts have
    # « point 4 », but not « la question I », « les actions 2024 », « Question 1 : qui… »
    few = re.search(r"\d|^[a-h]$", number) and not re.fullmatch(r"\d{4}", number)
    opens = not folded[: found.start()].strip() and _OPENS.match(folded, found.end())
    return found if kind not in labels.EVERYDAY or (few and not opens) else None


def _named_page(folded: str) -> Part | None:
    """Return the page that a question asks for as a whole; None where it asks for less.

    « Que dit le guide page 3 ? » names its document before, « la page 3 du guide » after.
    """
    found = _PAGE.fullmatch(folded)
    if found is None or not (_WHOLE.search(found["lead"]) or not _telling(found["lead"])):
        return None
    before = " ".join(_telling(found["lead"]))
    named = found["of"] or before
    if (found["of"] and before) or re.search(r"\b(?:sur|concernant|about)\b|\?", named):
        return None
    return Part("page", int(found["number"]), True, "" if _THIS.match(named) else named)


def _telling(lead: str) -> list[str]:
    """Return the words before a page's number but for those that ask for it."""
    return [
        each
        for each in french.words(_FORMAL.sub(" ", _WHOLE.sub(" ", lead)))
        if not french.is_function_word(each)
    ]


def find_part(
    library: Library,
    part: Part,
    question: str,
    hits: Sequence[Hit],
    documents: Sequence[str] = (),
    known: Sequence[Citation] = (),
) -> Found:
    """Return the text of the part in the documents whose names the question's words fit best.

    Looked for in all documents, or in those of some ids; of several that fit alike, two are shown,
    those of the hits first. A page is shown of one document, or of none where several may be meant.
    What is quoted in those `known` is left out, and the part carried on.
    """
    if part.kind == "page":
        return _page(library, part, documents, known)
    held = meant(library, part, documents)
    found: dict[str, list[tuple[StoredPage, int]]] = {}
    for page, start in part_places.begun(library, part.kind, part.number, documents):
        if page.document in {each.id for each in held}:
            found.setdefault(page.document, []).append((page, start))
    within = {each: part_places.among(library, part.of, found[each]) for each in found}
    found = {each: places for each, places in within.items() if places}
    if not found:
        alone = _bare(library, part, question, hits, held, known)
        item_of = part_items.article_and_item(part.kind, part.number)
        if alone.texts or item_of is None:
            return alone
        part = replace(part, number=item_of[0], item=item_of[1])
        return find_part(library, part, question, hits, documents, known)
    fitting = {each.id for each in _fitting(question, [e for e in held if e.id in found])}
    ranked = dict.fromkeys([*(hit.chunk.document for hit in hits), *found])
    told, alike = list[Told](), list[tuple[str, int | str, StoredPage]]()
    having = [each for each in ranked if each in fitting]
    for document in having[:_PARTS]:
        page, start = max(found[document], key=lambda each: _likely(part, *each))
        chosen = found[document].index((page, start))
        alike += part_places.beside(library, part.kind, chosen, found[document])
        ends = partial(part_places.ends, part.kind, part.number)
        spans = part_text.spans(library, page, start, part.kind, ends)
        places = part_items.within([*spans], part.number, part.item) if part.item else spans
        told += [part_text.told(places, known)] if places else []
    return Found(tuple(told), _files(held, having[_PARTS:]), tuple(alike))


def meant(library: Library, part: Part, documents: Sequence[str] = ()) -> list[DocumentName]:
    """Return the documents that a part may be of: those of some ids, if any, that fit it best."""
    held = [each for each in library.names() if not documents or each.id in documents]
    # « De la loi 2008-12 »: what only another text has is no answer.
    return _fitting(part.of, held) if part.of else held


def _files(held: Sequence[DocumentName], ids: Sequence[str]) -> tuple[str, ...]:
    return tuple(each.file for each in held if each.id in ids)


def _bare(
    library: Library,
    part: Part,
    question: str,
    hits: Sequence[Hit],
    held: Sequence[DocumentName],
    known: Sequence[Citation],
) -> Found:
    """Return the text of the part where its number begins a line alone, as `find_part` does."""
    counted = isinstance(part.number, int)
    if part.kind in labels.CAPTIONED or (counted and part.kind not in bare_labels.COUNTED):
        return Found()
    near = dict.fromkeys(hit.chunk.document for hit in hits)
    among = [each for each in held if each.id in near] if len(held) > _FEW else held
    found: dict[str, list[bare_labels.Label]] = {}
    for each in among:
        pages = [library.stored_page(each.id, n) for n in library.page_labels(each.id)]
        if places := bare_labels.find(part.kind, part.number, pages):
            found[each.id] = places
    fitting = {each.id for each in _fitting(question, [e for e in held if e.id in found])}
    told: list[Told] = []
    having = [each for each in dict.fromkeys([*near, *found]) if each in fitting]
    for document in having[:_PARTS]:
        label, ends = found[document][-1], partial(bare_labels.end, found[document][-1])
        told.append(
            part_text.told(part_text.spans(library, label.page, label.start, "", ends), known)
        )
    return Found(tuple(told), _files(held, having[_PARTS:]))


def _page(
    library: Library, part: Part, documents: Sequence[str], known: Sequence[Citation]
) -> Found:
    """Return how the page begins in the one document that is named, or that there is.

    Where another page bears that number in print, either may be meant: it follows.
    """
    held = [each for each in library.names() if not documents or each.id in documents]
    among = [each.id for each in held]
    if part.of and len(documents) != 1:
        among = looked_into(held, part.of) or (among if names_any(part.of) else [])
    if len(among) != 1:
        return Found()
    labelled = library.page_labels(among[0])
    numbers = [each for each in labelled if each == part.number]
    numbers += [each for each in labelled if labelled[each] == str(part.number) != str(each)]
    pages = [library.stored_page(among[0], each) for each in numbers]
    told = [part_text.told([(page, 0, len(page.text))], known) for page in pages]
    return Found(tuple(told if pages and pages[0].unit == "page" else ()))


def _likely(part: Part, page: StoredPage, start: int) -> tuple[bool, int]:
    """Say how likely the part begins there: at a caption, if it has one; by how much follows."""
    captioned = part.kind in labels.CAPTIONED and labels.is_caption(part.kind, page.text, start)
    return captioned, part_places.ends(part.kind, part.number, page, start) - start


def _fitting(words: str, held: Sequence[DocumentName]) -> list[DocumentName]:
    """Return the documents whose names hold most of the words: all, if none does."""
    stems = set(french.stems(words))
    fits = [len(stems & name_stems(each)) for each in held]
    return [each for each, fit in zip(held, fits, strict=True) if fit == max(fits)]
