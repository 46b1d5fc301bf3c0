"""« Que signifie FASEP ? »: the sentence that defines a term, found by how definitions are written.

A definition is what a footnote says (« FASEP1 … 1 Fonds d'étude et d'aide au secteur privé »), what
stands beside the term's brackets (« le Fonds d'étude … (FASEP) »), what a glossary puts after its
colon or full stop, or what the term « est », « désigne », « signifie » or « permet ».
"""

from __future__ import annotations

import re
from collections.abc import Collection
from os.path import commonprefix

from assistant import contents
from assistant.mention_schema import PageMentions
from assistant.mentions import find_mentions
from assistant.spelling import question_stems
from ingest import french
from ingest.library import Library

# A document's id, the page, and the span of its text.
Place = tuple[str, int, int, int]
# What may stand before a term where its definition begins: a bullet, « 7) », « b. », a quote mark.
_OPENING = re.compile(r"\W*(?:\w{1,2}(?:\.\d{1,2})*\W+)?")
# What a name may be said with where a glossary gives it: « Loi Oudin-Santini. ».
_KIND = re.compile(
    r"\W*(?:accord|association|convention|dispositif|entreprise|fonds|label|loi|ong|plan"
    r"|programme|projet|reseau|societe) "
)
_ACRONYM_ENTRY = re.compile(r"\W*[A-ZÀ-Ý][\w-]*[A-ZÀ-Ý]\w*\s?:")
# What a text says right before a term that it then defines.
_NAMES = re.compile(
    r"\b(?:on (?:entend|designe|appelle)|s'entend(?:ent)?"
    r"|(?:est|sont) (?:considere|repute|qualifie)e?s?)"
    r" (?:par |comme )?\W?(?:les? |la |l'|une? |des )?\W*$"
)
_MOST_PAGES = 300
_WEAKEST = 2
# « contributeurs sur la plateforme »: where what is asked about is met, if no text says it so.
_WHERE = re.compile(
    r".+?(?=,? (?:sur|dans|au sein de|pour|chez|selon|parmi|on|in|within|for|according to)"
    r" (?:les? |la |l'|une? |ce(?:t|tte|s)? |the |an? )\S)"
)
# How many words may stand before a term that a sentence defines, and before one that it says to
# mean something: « En langue dioula, Nafa Naana signifie… ».
_BEFORE, _BEFORE_MEANS = 3, 8
_MEANS = re.compile(r"\s?\d?,? (?:signifie(?:nt)?|veu(?:t|lent) dire|means?|stands? for)\b")
_AND = {"et", "ou", "and", "or"}
# In characters: a definition that needs no explanation, and the longest term before a colon.
_WHOLE, _TERM = 100, 40
# A sentence that says what the term alone before it is: it names no other.
_EXPLAINS = re.compile(rf"[^\S\n]+[A-ZÀ-ÝŒ«][^:]{{{_TERM}}}")


def is_mentioned(library: Library, term: str, documents: Collection[str] | None = None) -> bool:
    """Say whether a term stands anywhere in the library, or in the documents of those ids.

    In any number or gender.
    """
    found = find_mentions(library, term, documents=documents, inflected=True, related=False)
    return not found.is_nowhere


def is_unheard_of(library: Library, term: str, documents: Collection[str] | None = None) -> bool:
    """Say whether no page has a term's first word, nor one spelt almost alike: none defines it.

    « C'est quoi une startup d'État ? » of a report that speaks of the State. The other words only
    tell which one it is.
    """
    first = question_stems(library, term)[:1]
    if not first:
        return False
    held = library.chunks.pages_holding(first).keys()
    return not (held if documents is None else held & set(documents))


def find_definitions(
    library: Library, term: str, documents: Collection[str] | None = None, limit: int = 2
) -> list[Place]:
    """Return (document, page, start, end) of the sentences that define a term, best first.

    Looked for in all documents, or in those of some ids. A term that stands nowhere is looked for
    without the place that it is said to be met in.
    """
    where = _WHERE.match(term)
    if where and not is_mentioned(library, term, documents):
        term = where.group()
    found: list[tuple[int, int, Place]] = []
    mentions = find_mentions(library, term, documents=documents, inflected=True, related=False)
    # « les pass numériques donnent… » tells what one is too, but after what is said of one.
    places = [
        (document.document, page)
        for found_in in (mentions.documents, *(each.documents for each in mentions.related))
        for document in found_in
        for page in document.pages
    ]
    for order, (document, met) in enumerate(places[:_MOST_PAGES]):
        page = library.stored_page(document, met.page)
        text, listed = page.text, contents.entries(library, page)
        spans = [
            span
            for span in french.sentences(text)
            if not any(first <= span[0] < last for first, last in listed)
        ]
        for start, end in spans:
            strength = _strength(text, start, end, met, term)
            if strength >= _WEAKEST:
                found.append((-strength, order, (document, met.page, start, end)))
        found.extend((-5, order, (document, met.page, *note)) for note in _notes(text, spans, met))
    return [place for _, _, place in sorted(found)[:limit]]


def explained(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a definition with the sentence that explains it.

    « RSE : responsabilité sociétale des entreprises. Prise en compte volontaire… »: a short one is
    followed by its explanation, unless that defines another term.
    """
    if end - start >= _WHOLE:
        return start, end
    after = next((span for span in french.sentences(text) if span[0] >= end), None)
    if after is None:
        return start, end
    told = text[slice(*after)]
    # What begins a line may be the next entry; what goes on after a stop explains, but for an
    # acronym's.
    another = ":" in told[:_TERM] or len(told) < _TERM
    if another if "\n" in text[end : after[0]] else _ACRONYM_ENTRY.match(told):
        return start, end
    return start, after[1]


def _strength(text: str, start: int, end: int, mentions: PageMentions, term: str) -> int:
    """Say how much a sentence reads like the term's definition: 0 (not) to 6.

    A glossary's entry says more than a footnote (5), and that more than brackets in passing (4).
    """
    strength = 0
    for first, last in mentions.spans:
        if not start <= first < end:
            continue
        before, after = _folded(text[start:first]), _folded(text[last:end])
        if before.endswith("(") and after.startswith(")"):
            strength = max(strength, 4 if _spells(term, before[:-1]) else 1)
        bracketed = re.match(r"\s?\(([^)]{8,150})\)", after)
        if bracketed and _spells(term, bracketed.group(1), anywhere=True):
            strength = max(strength, 4)
        opens = bool(_OPENING.fullmatch(before))
        if opens and re.match(r"[\s»\"]*[:=–—]\s*\w", after):
            strength = max(strength, 3)
        # A glossary's row: the term is all of its first cell, and words fill its only other one.
        if opens and re.fullmatch(r"[\s»\"]*\| [^\W\d_][^|\d]{20}[^|]*", after):
            strength = max(strength, 3)
        # « Économie circulaire. Organisation qui réduit les déchets… », on the same line. Of « Loi
        # Oudin-Santini. », a question may ask for « la loi Oudin » or « Oudin-Santini ».
        entry = opens or _KIND.fullmatch(before)
        if entry and re.fullmatch(r"(?:-\w+)*[\s»\"]*\.", after) and _EXPLAINS.match(text, end):
            strength = max(strength, 3)
        words = before.split()
        # « EDM et Nafa Naana : les revendeurs » says it of both.
        few = len(words) <= _BEFORE and _AND.isdisjoint(words[-1:])
        # « la M-Box : un atelier », but not « le premier incubateur : la Fabrique ».
        if re.match(rf"\s?[:–—] (?:une?{'|les?|la|l|des' if few else ''})[ ']", after):
            strength = max(strength, 2)
        if _NAMES.search(before):
            strength = max(strength, 3)
        expanded = re.match(r"\s*[:=–—,-]?\s*(.{8,160})", after)
        if opens and expanded and _unfolds(term, expanded.group(1)[:90]):
            strength = 6
        if re.search(r"[,(] ?(?:ou|dit|dite|appelee?) $", before) and _spells(term, before):
            strength = max(strength, 4)
        if len(words) <= _BEFORE_MEANS and _MEANS.match(after):
            strength = max(strength, 4)
        if few and re.match(
            r"\s?\d?,? (?:est (?:un|une|le|la|l'|defini)|sont des|designe|c'est"
            r"|s'entend|is an? |ou [^,]{3,60}, \w"
            r"|(?:permet|vise|consiste|regroupe|reunit|rassemble|donne|offre)(?:nt)?\b"
            r"|(?:ser(?:t|vent) a|(?:a|ont) pour) )",
            after,
        ):
            strength = max(strength, 2)
    return strength


def _folded(text: str) -> str:
    """Fold a text, but for « où »: « Lyon, où RESACOOP… » is not « Lyon, ou RESACOOP »."""
    return french.fold(re.sub(r"\b[oO]ù\b", "dans lequel", text))


def _notes(
    text: str, spans: list[tuple[int, int]], mentions: PageMentions
) -> list[tuple[int, int]]:
    """Return the footnotes called by a number that sticks to the term."""
    notes: list[tuple[int, int]] = []
    for _, last in mentions.spans:
        call = re.match(r"\d{1,2}(?!\w|[.,]\d)|[¹²³⁴-⁹]", text[last:])
        if call is None:
            continue
        number = re.escape(str(int(french.fold(call.group()))))
        for start, end in spans:
            opening = re.match(
                rf"{number}[.):]?\s*(?=[A-ZÀ-Ýa-z«])", french.fold(text[start:end]), re.IGNORECASE
            )
            if opening and start > last and (not start or text[start - 1] == "\n"):
                notes.append((start, end))
                break
    return notes


def _unfolds(term: str, words: str) -> bool:
    """Say whether the words begin with what an acronym stands for: its letters in order.

    A word may give several letters (« SEcteur ») or none; one letter may be missing.
    """
    letters = "".join(c for c in french.fold(term) if c.isalpha())
    tokens = [w for w in french.words(words) if w not in ("l", "d")][: 2 * len(letters) + 2]
    if not 2 <= len(letters) <= 10 or not tokens or tokens[0][0] != letters[0]:
        return False
    met = 0
    for token in tokens:
        met += len(commonprefix([token, letters[met:]]))
    return met >= max(2, len(letters) - 1)


def _spells(term: str, words: str, anywhere: bool = False) -> bool:
    """Say whether the words' initials give the acronym's letters, in order.

    They must end the text, as before a bracket, unless `anywhere`. A word may give several letters
    (« Fonds d'étude et d'aide au SECteur privé »), and short words none.
    """
    letters = [c for c in french.fold(term) if c.isalpha()]
    tokens = [w for w in french.words(words) if w not in ("l", "d")]
    if not 2 <= len(letters) <= 10 or (not term.isupper() and not anywhere):
        return False
    some = tokens if anywhere else tokens[-2 * len(letters) - 2 :]
    initials = [word[0] for word in some]
    met = sum(letter in initials for letter in letters)
    return met >= max(2, len(letters) - 1)
