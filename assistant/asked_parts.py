"""What a page asks or labels itself: the question of an FAQ, the row of a table that is asked for.

« comment on dépose le dossier » is « 20. Comment déposer le dossier ? », whose answer repeats none
of its words; « participants en Vendée en 2023 » is the row « Vendée » under « Participants 2023 »,
and no sentence. Both are told by the words, which stand in no sentence together.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence, Set

from assistant import asking, contents
from assistant.asked_terms import subject_term
from assistant.coverage import QuestionWords
from assistant.extract import Evidence
from assistant.filters import name_stems
from assistant.narrowing import YEAR, years, years_told
from assistant.page_headings import in_heading, questions
from assistant.part_text import shown
from assistant.spelling import question_stems
from assistant.table_head import caption_of, head_of, head_shown, label_stems, labels_of, unnumbered
from ingest import french
from ingest.library import Library
from ingest.schema import CELL_END, DocumentName, StoredPage

# The share of the question's words, by rarity, that are those of the page's, and the share of the
# page's that are the question's.
_ASKED, _SAID = 0.8, 0.5
# The same for a row, of whose label less need be said where the table says all that is asked.
_IN_TABLE, _LABELLED, _LABELLED_AT_LEAST = 0.9, 0.5, 0.3
# The share of them that what stands around the row says itself.
_OWN = 0.6
# How many rows with one label, of as many tables, are shown.
_ROWS = 4
# What asks for a figure, and stands in no table.
_FIGURE = frozenset(
    french.stems(
        "combien montant nombre chiffre euros francs cfa fcfa pourcentage how much many number"
        " amount percentage"
    )
)
# « À combien se chiffrent », « quel montant a été alloué », « combien a-t-on dépensé », which is no
# « dépense »: in a folded question for a figure, neither do these.
_OF_AMOUNTS = re.compile(
    r"\b(?:s'(?:elev|etabli)\w+|se (?:mont|chiffr)\w+|quelles? sommes?"
    r"|(?:a|ai|ont|on|ils?|elles?|ete) (?:depens\w+|recus?|percus?)|depens\w+(?=-t-)"
    r"|(?:represent|cout|vers|allou|consacr|attribu|accord|apport|rapport|recouvr|encaiss|mobilis"
    r"|budget)(?:e|ees?|es|er|ent|aient|ait|erent)"
    r"|percues?|percoi\w+|percev\w+|recues?|recoi\w+|prevu\w*|prevoi\w+|att(?:eint|eign)\w*"
    r"|allocated|paid|received|spen[dt]s?)\b"
)
# In folded text, what says that a table is of money.
_OF_MONEY = re.compile(
    r"[€$£]|\bf ?cfa\b"
    r"|\b(?:fcfa|francs?|euros?|eur|dollars?|usd|gbp|chf|x[ao]f|ariary|dirhams?|dinars?|gourdes?"
    r"|cout\w*|prix|tarifs?|montants?|frais|financ\w+"
    r"|budget\w*|comptes?(?! rendus?\b)|credits?|fonds|dotations?|subventions?|dons?|cotisations?"
    r"|recettes?|depenses?|charges|dettes?|fisca\w+|impots?|taxes?|achats?|loyers?|indemnites?"
    r"|salaires?|costs?|prices?|fees?|amounts?|grants?|income|expenditures?|expenses?)\b"
)
_CELLS = ("figure", "date", "who", "other")
_STARTS_WITH_NUMBER = re.compile(r"\s*[-+−–<>≤≥±~≈($€£]?\s*\d")


def question_asked(
    library: Library, question: str, pages: Sequence[StoredPage], words: QuestionWords
) -> list[Evidence]:
    """Return the answer of the pages found to a question that they ask themselves.

    With that question, alone where it ends its page and is answered overleaf. Empty where none is
    asked alike, or for another kind of thing.
    """
    stems, kind = words.rarity.keys(), asking.asked(question)
    found: tuple[float, list[Evidence]] = (0.0, [])
    for page in pages:
        for start, heading, end in _questions(page):
            asked = set(french.stems(re.sub(r"^[\W\d]+", "", heading)))
            said = len(asked & stems) / max(len(asked), 1)
            share = words.share(asked)
            alike = _same_kind(kind, asking.asked(heading))
            if said >= _SAID and share >= _ASKED and alike and said + share > found[0]:
                answered = page.text[start + len(heading) : end].strip()
                if answered or _is_answered_overleaf(library, page, end):
                    found = said + share, shown(page, start, end)
    return found[1]


def row_asked(
    library: Library, question: str, pages: Sequence[StoredPage], words: QuestionWords
) -> list[Evidence]:
    """Return the row, on the pages found, that a question asks for by its label.

    What else the question says stands in the head of the table, its caption, its section's heading
    or the document's name; where money is asked for, the row or what stands over it tells some.
    Several, `_ROWS` at most, where they have the same label; empty where none is asked for, or more
    are.
    """
    wanted = asking.asked(question)
    kind = wanted.kind
    if kind == "list" and YEAR.search(question):
        kind = "figure"  # « quels sont les dons en 2010 ? » is how much they were
    if kind not in _CELLS or (kind != "who" and subject_term(question)):
        return []  # what a term means is told by no row of figures
    unsaid = _FIGURE | (_of_amounts(library, question) if kind == "figure" else set())
    told = words.only(words.rarity.keys() - unsaid)
    found_in = {page.document for page in pages}
    own = {each.id: each for each in library.names() if each.id in found_in}
    names = {document: name_stems(each) for document, each in own.items()}
    # Of rows that tell as much of the question, one under a head tells what its figures are of; of
    # labels, the shortest says nothing else.
    best, found = (0.0, False, 0), list[tuple[set[str], Evidence]]()
    for page in pages:
        for start, end, labels in _rows(page.text):
            label = _most_asked(labels, told.rarity.keys())
            stems = label_stems(label)
            asked = stems & told.rarity.keys()
            if not asked:
                continue
            head, row = head_shown(library, page, start), page.text[start:end]
            if not head and _is_head(page.text, start, end):
                continue
            if kind == "figure" and not _has_figure(row):
                continue  # « moyenne | forte | une prime de 25 € » counts nothing
            above = f"{caption_of(page.text, start)}\n{_heading(page, start)}"
            if wanted.unit == "money" and not _tells_money(head, row, above):
                continue  # « Forages équipés | 0 | 46 | 41 » says how many, not what one costs
            known = set(french.stems("\n".join([head, above, *labels])))
            known |= names.get(page.document, set())
            share = told.share(known, page.document)
            said = len(stems & words.rarity.keys()) / len(stems)
            if kind == "who":  # someone's row is that of a name, and of nothing else that is asked
                share = told.share(asked)
            least = _LABELLED if share < 1.0 else _LABELLED_AT_LEAST
            if share < _IN_TABLE or said < least:
                continue
            # The document says it is of 2012 on every page: a table of its annexes is of 2011.
            if not _in_its_year(question, head, row, above, own.get(page.document)):
                continue
            if told.share(known) < _OWN:  # what its document is about, any row of it would say
                continue
            listed = contents.entries(library, page)  # of the few pages that come so far
            if any(first <= start < last for first, last in listed):
                continue
            told_by = share + said + told.share(asked)
            worth = told_by, bool(head), -len(french.words(unnumbered(label)))
            one = stems, Evidence(page, start, end, (start, end))
            if worth > best:
                best, found = worth, [one]
            elif worth == best:
                found.append(one)
    same = len(found) <= _ROWS and all(stems == found[0][0] for stems, _ in found)
    return [each for _, each in found] if same else []


def _questions(page: StoredPage) -> Iterator[tuple[int, str, int]]:
    """Yield where each question that heads its answer stands, it, and where its section ends."""
    asked = dict(questions(page))
    begins = sorted({*asked, *(start for start, _ in page.sections)})
    for start, end in itertools.pairwise([*begins, page.end()]):
        if start in asked:
            yield start, page.text[start : asked[start]], end


def _is_answered_overleaf(library: Library, page: StoredPage, end: int) -> bool:
    """Say whether a question ends its page, and the next one begins with no other heading.

    What has no answer else names a part of an FAQ.
    """
    after = None if page.body[end:].strip() else library.page_beside(page)
    if after is None:
        return False
    begins = len(after.text) - len(after.text.lstrip())
    heads = in_heading(after, (begins, begins + 1)) or begins in dict(questions(after))
    return not heads


def _same_kind(one: asking.Asked, other: asking.Asked) -> bool:
    if one.kind == other.kind:
        return one.unit == other.unit or "none" in (one.unit, other.unit)
    return bool({"other", "yes_no"} & {one.kind, other.kind})


def _rows(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Yield where each row of a table with a label stands, and the cells that may be it."""
    at = 0
    for line in text.split("\n"):
        if labels := labels_of(line):
            yield at, at + len(line), labels
        at += len(line) + 1


def _most_asked(labels: Sequence[str], asked: Set[str]) -> str:
    """Return the label most of whose words are asked for."""

    def said(label: str) -> tuple[float, int]:
        stems = label_stems(label)
        return len(stems & asked) / max(len(stems), 1), len(stems & asked)

    return max(labels, key=said)


def _of_amounts(library: Library, question: str) -> set[str]:
    """Return the stems of a question's words that are but of amounts: none that others have."""
    folded = french.fold(question)
    stems = question_stems(library, " ".join(_OF_AMOUNTS.findall(folded)))
    return set(stems).difference(french.stems(_OF_AMOUNTS.sub(" ", folded)))


def _has_figure(row: str) -> bool:
    return any(map(_STARTS_WITH_NUMBER.match, row.split(CELL_END)[1:]))


def _tells_money(*texts: str) -> bool:
    return any(_OF_MONEY.search(french.fold(each)) for each in texts)


def _is_head(text: str, start: int, end: int) -> bool:
    """Say whether a row labels none: it is its page's first of a table, or heads those under it."""
    first = CELL_END not in text[:start].rstrip("\n").rpartition("\n")[2]
    return first or text[start:end] in head_of(text, end + 1).split("\n")


def _heading(page: StoredPage, start: int) -> str:
    return next((heading for at, heading in reversed(page.sections) if at <= start), "")


def _in_its_year(
    question: str, head: str, row: str, above: str, document: DocumentName | None
) -> bool:
    """Say whether every year that a question tells is one of those that a row is of.

    The head of its table tells them, or else the row or what stands `above` the table, or else the
    document's name.
    """
    asked = {int(each) for each in YEAR.findall(question)}
    told = years_told(head) or years_told(f"{row}\n{above}")
    return asked <= (told or (years(document) if document else set()))
