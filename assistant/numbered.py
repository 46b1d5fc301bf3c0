"""The part of a document that a question names by its number: « l'article 5 », « la fiche 4 ».

Such a part is a place, not a subject: it begins at the line with its label and ends at the next
label of its kind, or overleaf. Searched as words, « article 5 » is any article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant import contents
from assistant.candidate import is_heading
from assistant.extract import Evidence
from assistant.filters import name_stems
from assistant.mentions import find_mentions
from assistant.schema import Hit
from ingest import french
from ingest.library import Library
from ingest.schema import DocumentName, StoredPage

# As folded: how a question and a document call each kind of part.
_KINDS = {
    "article": r"art(?:icles?)?\.?",
    "annexe": r"annexe?s?",
    "fiche": r"fiches?",
    "chapitre": r"chap(?:itre|ter)s?\.?",
    "recommandation": r"recomm[ae]ndations?",
    "proposition": r"propositions?",
    "mesure": r"mesures?",
    "piste": r"pistes?",
    "axe": r"axes?",
    "objectif": r"objectifs?",
    "etape": r"etapes?",
}
_NUMBER = r"(?:n\s?[°o.]\s?)?(?P<number>\d{1,4}|premiere?|1ere?|[ivx]{1,6})(?![\w°]|[.-]\d)"
_ORDINALS = ("premier", "premiere", "1er", "1ere")
# What asks for a part as a whole, and for nothing within it.
_WHOLE = re.compile(
    r"\b(?:que (?:dit|dispose|prevoit|contient|stipule|precise|propose|recommande|signifie)"
    r"|qu'(?:y a-t-il|est-ce qu'il y a|est-ce que (?:dit|prevoit|contient)|est-ce que|est)"
    r"|de quoi (?:parle|traite|s'agit)|(?:contenu|objet|texte|sujet) de|resume[rz]?|cite[rz]?"
    r"|explique[rz]?|montre[rz]?|affiche[rz]?|donne[rz]?|sur quoi porte"
    r"|what (?:does|is|says)|summari[sz]e|show|explain)\b"
)
_BARE_WORDS = 4
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
    folded = french.fold(question)
    for kind, name in _KINDS.items():
        found = re.search(rf"\b{name}[^\S\n]?{_NUMBER}", folded)
        if found:
            whole = len(folded.split()) <= _BARE_WORDS or bool(_WHOLE.search(folded))
            of = _OF.match(folded[found.end() :])
            return Part(kind, _value(found["number"]), whole, of.group(1) if of else "")
    return None


def find_part(
    library: Library,
    part: Part,
    question: str,
    hits: Sequence[Hit],
    documents: Sequence[str] = (),
) -> list[Evidence]:
    """Return the text of the part in the documents whose names the question's words fit best.

    Looked for in all documents, or in those of some ids; of several that fit alike, two are shown,
    those of the hits first.
    """
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
        page, start = max(found[document], key=lambda each: _ends(part, each[0], each[1]) - each[1])
        told += _text(library, part, page, start)
    return told


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
    for word in _written(part):
        mentions = find_mentions(library, word, documents=documents or None, related=False)
        for document in mentions.documents:
            pages.update(dict.fromkeys((document.document, page.page) for page in document.pages))
    for document_id, number in pages:
        page = library.stored_page(document_id, number)
        listed = contents.entries(library, page)
        for start, value in _begun(part.kind, page.text):
            within = any(first <= start < last for first, last in listed)
            if value == part.number and not within:
                yield page, start


def _written(part: Part) -> list[str]:
    """Return how the part may be called on a page, as terms to find."""
    words = [part.kind, f"{part.kind}s", *(("art.",) if part.kind == "article" else ())]
    numbers = [str(part.number), _roman(part.number), f"n° {part.number}"]
    if part.number == 1:
        numbers += ["premier", "première", "1er", "1ère"]
    return [f"{word} {number}" for word in words for number in numbers]


def _begun(kind: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a line begins with a label of that kind, and its number.

    So does a sentence whose label is set off: « Art. 3. - », « Article 3 : ».
    """
    folded, origins = french.fold_with_origins(text)
    called = rf"{_KINDS[kind]}[^\S\n]?{_NUMBER}"
    label = re.compile(
        rf"(?:^|(?<=\n))[^\w\n]{{0,4}}{called}"
        rf"|(?<=[.!?;:»] ){called.replace('number', 'within')}(?=\s?[.:–—-])"
    )
    for match in label.finditer(folded):
        yield origins[match.start()], _value(match["number"] or match["within"])


def _ends(part: Part, page: StoredPage, start: int) -> int:
    """Return where the part that starts there ends on its page."""
    begun = [place for place, _ in _begun(part.kind, page.text)]
    if part.kind == "article":
        folded, origins = french.fold_with_origins(page.text)
        begun += [origins[found.start()] for found in _BETWEEN.finditer(folded)]
    return min((place for place in begun if place > start), default=len(page.text.rstrip()))


def _text(library: Library, part: Part, page: StoredPage, start: int) -> list[Evidence]:
    """Return the part as evidence: on its page, and overleaf when little of it is on its own."""
    end = _ends(part, page, start)
    told = _shown(page, start, end)
    overleaf = page.number + 1
    cut = end - start < _OPENING or not page.text[:end].rstrip().endswith((".", ";"))
    goes_on = end >= len(page.text.rstrip()) and end - start <= _MOST and cut
    if not goes_on or overleaf not in library.page_numbers(page.document):
        return told
    following = library.stored_page(page.document, overleaf)
    return told + _shown(following, 0, _ends(part, following, -1))


def _shown(page: StoredPage, start: int, end: int) -> list[Evidence]:
    """Return whole sentences of a span, as many as are read at one time."""
    inside = [span for span in french.sentences(page.text) if start <= span[0] and span[1] <= end]
    if not inside:
        return []
    start = inside[0][0]
    whole = [span for span in inside[1:] if span[1] - start <= _MOST]
    overleaf = end >= len(page.text.rstrip())
    while whole and not overleaf and is_heading(page.text[slice(*whole[-1])]):
        whole.pop()  # of what comes next
    last = whole[-1][1] if whole else inside[0][1]
    return [Evidence(page, start, last, (start, last))]


def _value(number: str) -> int:
    if number in _ORDINALS:
        return 1
    if number.isdecimal():
        return int(number)
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _roman(number: int) -> str:
    tens, units = divmod(number, 10)
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]
    return "X" * tens + ones
