"""The part of a document that a question names by its number: « l'article 5 », « la page 4 ».

Such a part is a place, not a subject: it begins at the line with its label and ends at the next
label of its kind, or overleaf. Searched as words, « article 5 » is any article. A page has no
label, and every document has one of that number: it is shown of one document only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import contents, labels
from assistant.candidate import is_heading
from assistant.extract import Evidence
from assistant.filters import name_stems
from assistant.mentions import find_mentions
from assistant.narrowing import names_any, narrow
from assistant.schema import Hit
from ingest import french
from ingest.library import Library
from ingest.schema import DocumentName, StoredPage

# What asks for a part as a whole, and for nothing within it.
_WHOLE = re.compile(
    r"\b(?:que (?:dit|dispose|prevoit|contient|stipule|precise|propose|recommande|signifie)"
    r"|qu'(?:y a-t-il|est-ce qu'il y a|est-ce que (?:dit|prevoit|contient)|est-ce que|est)"
    r"|de quoi (?:parle|traite|s'agit)|(?:contenu|objet|texte|sujet) de|resume[rz]?|cite[rz]?"
    r"|explique[rz]?|montre[rz]?|affiche[rz]?|donne[rz]?|sur quoi porte"
    r"|what (?:does|is|says)|summari[sz]e|show|explain)\b"
)
_BARE_WORDS = 4
# « Il figure 3 fois » counts, « qui figure premier » ranks.
_COUNTS = re.compile(r" (?:fois|times)\b")
_PAGE = re.compile(
    r"(?P<lead>.*?)(?:(?:\b(?:a|de|dans|sur|en|on|in|at) )?(?:\b(?:la|the) )?|\b)"
    r"page[^\S\n]?(?:n\s?[°o.]\s?)?(?P<number>\d{1,4})\b"
    r"(?:,? (?:de la |de l'|du |de |d'|dans (?:les? |la |l')?|of (?:the )?|in (?:the )?)"
    r"(?P<of>.+?))?(?: (?:say|about|show))?[\s?.!]*"
)
_THIS = re.compile(r"^(?:ce|cet|cette|this|the same) ")
_FORMAL = re.compile(
    r"\b(?:(?:peux|pourrais)-tu|(?:pouvez|pourriez)-vous|(?:s'il (?:te|vous) plait|svp|please)"
    r"|moi|nous|me|et|and|say|texte|contenu)\b"
)
_OF = re.compile(r"(?: de la | de l'| du | des | de | d'| of the | of )([^?,]+)")
# In characters: how much of a part is shown, and how little of it may stand before a page's end.
_MOST, _OPENING = 1_200, 400
_PARTS = 2
# A law's titles and chapters stand between its articles.
_BETWEEN = re.compile(
    r"(?:^|(?<=\n))(?:titre|chapitre|section|sous-section|livre)\s+(?:[ivxl\d]+|prem)\b"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of part and its number; `whole` when nothing else is asked; of what, if told."""

    kind: str
    number: int
    whole: bool
    of: str = ""


def named_part(question: str) -> Part | None:
    """Return the part that a question names, or None."""
    folded = french.fold(" ".join(question.split()))
    for kind, name in labels.KINDS.items():
        found = re.search(rf"\b{name}[^\S\n]?{labels.NUMBER}", folded)
        if found and kind in labels.CAPTIONED:
            ranks = not found["number"].isdecimal() and found["number"] in labels.ORDINALS
            found = None if ranks or _COUNTS.match(folded, found.end()) else found
        if found:
            whole = len(folded.split()) <= _BARE_WORDS or bool(_WHOLE.search(folded))
            of = _OF.match(folded[found.end() :])
            return Part(kind, labels.value(found["number"]), whole, of.group(1) if of else "")
    return _named_page(folded)


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
) -> list[Evidence]:
    """Return the text of the part in the documents whose names the question's words fit best.

    Looked for in all documents, or in those of some ids; of several that fit alike, two are shown,
    those of the hits first. A page is shown of one document, or of none where several may be meant.
    """
    if part.kind == "page":
        return _page(library, part, documents)
    found: dict[str, list[tuple[StoredPage, int]]] = {}
    for page, start in _labels(library, part, documents):
        found.setdefault(page.document, []).append((page, start))
    held = [each for each in library.names() if not documents or each.id in documents]
    if part.of:  # « de la loi 2008-12 »: what only another text has is no answer
        held = _fitting(part.of, held)
    fitting = {each.id for each in _fitting(question, [e for e in held if e.id in found])}
    ranked = dict.fromkeys([*(hit.chunk.document for hit in hits), *found])
    told: list[Evidence] = []
    for document in [each for each in ranked if each in fitting][:_PARTS]:
        page, start = max(found[document], key=lambda each: _likely(part, *each))
        told += _text(library, part, page, start)
    return told


def _page(library: Library, part: Part, documents: Sequence[str]) -> list[Evidence]:
    """Return how the page begins in the one document that is named, or that there is."""
    held = [each for each in library.names() if not documents or each.id in documents]
    meant = [each.id for each in held]
    if part.of and len(documents) != 1:
        meant = narrow(held, part.of) or (meant if names_any(part.of) else [])
    if len(meant) != 1 or part.number not in library.page_numbers(meant[0]):
        return []
    page = library.stored_page(meant[0], part.number)
    return shown(page, 0, len(page.text)) if page.unit == "page" else []


def _likely(part: Part, page: StoredPage, start: int) -> tuple[bool, int]:
    """Say how likely the part begins there: at a caption, if it has one; by how much follows."""
    captioned = part.kind in labels.CAPTIONED and labels.is_caption(part.kind, page.text, start)
    return captioned, _ends(part, page, start) - start


def _fitting(words: str, held: Sequence[DocumentName]) -> list[DocumentName]:
    """Return the documents whose names hold most of the words: all, if none does."""
    stems = set(french.stems(words))
    fits = [len(stems & name_stems(each)) for each in held]
    return [each for each, fit in zip(held, fits, strict=True) if fit == max(fits)]


def _labels(
    library: Library, part: Part, documents: Sequence[str]
) -> Iterator[tuple[StoredPage, int]]:
    """Yield the pages and places where a line begins with the part's label, but for contents."""
    pages: dict[tuple[str, int], None] = {}
    for word in labels.written(part.kind, part.number):
        mentions = find_mentions(library, word, documents=documents or None, related=False)
        for document in mentions.documents:
            pages.update(dict.fromkeys((document.document, page.page) for page in document.pages))
    for document_id, number in pages:
        page = library.stored_page(document_id, number)
        listed = contents.entries(library, page)
        for start, value in labels.begun(part.kind, page.text):
            within = any(first <= start < last for first, last in listed)
            if value == part.number and not within and not labels.is_listed(page.text, start):
                yield page, start


def _ends(part: Part, page: StoredPage, start: int) -> int:
    """Return where the part that starts there ends on its page."""
    kinds = labels.CAPTIONED if part.kind in labels.CAPTIONED else (part.kind,)
    begun = [place for kind in kinds for place, _ in labels.begun(kind, page.text)]
    if part.kind == "article":
        folded, origins = french.fold_with_origins(page.text)
        begun += [origins[found.start()] for found in _BETWEEN.finditer(folded)]
    return min((place for place in begun if place > start), default=len(page.text.rstrip()))


def _text(library: Library, part: Part, page: StoredPage, start: int) -> list[Evidence]:
    """Return the part as evidence: on its page, and overleaf when little of it is on its own."""
    end = _ends(part, page, start)
    told = shown(page, start, end)
    overleaf = page.number + 1
    cut = end - start < _OPENING or not page.text[:end].rstrip().endswith((".", ";"))
    goes_on = end >= len(page.text.rstrip()) and end - start <= _MOST and cut
    if not goes_on or overleaf not in library.page_numbers(page.document):
        return told
    following = library.stored_page(page.document, overleaf)
    return told + shown(following, 0, _ends(part, following, -1))


def shown(page: StoredPage, start: int, end: int) -> list[Evidence]:
    """Return whole sentences of a span as evidence, as many as are read at one time."""
    inside = [span for span in french.sentences(page.text) if start <= span[0] and span[1] <= end]
    if not inside:
        return []
    start = inside[0][0]
    whole = [span for span in inside[1:] if span[1] - start <= _MOST]
    last = len(page.text.rstrip())  # what is cut there goes on overleaf
    while whole and whole[-1][1] < last and _leads_on(page.text[slice(*whole[-1])]):
        whole.pop()
    last = whole[-1][1] if whole else inside[0][1]
    return [Evidence(page, start, last, (start, last))]


def _leads_on(text: str) -> bool:
    """Say whether a line is the heading of what comes next, and no row of a table."""
    return "|" not in text and is_heading(text)
