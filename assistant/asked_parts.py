"""What a page asks or labels itself: the question of an FAQ, the row of a table that is asked for.

« comment on dépose le dossier » is « 20. Comment déposer le dossier ? », whose answer repeats none
of its words; « participants en Vendée en 2023 » is the row « Vendée » under « Participants 2023 »,
and no sentence. Both are told by the words, which stand in no sentence together.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from assistant import asking, contents
from assistant.asked_terms import subject_term
from assistant.candidate import in_heading, questions
from assistant.coverage import QuestionWords
from assistant.extract import Evidence
from assistant.filters import name_stems
from assistant.narrowing import YEAR
from assistant.part_text import shown
from assistant.table_head import caption_of, head_of, label_stems, labelled_row
from ingest import french
from ingest.library import Library
from ingest.schema import CELL_END, StoredPage

# The share of the question's words, by rarity, that are those of the page's, and the share of the
# page's that are the question's.
_ASKED, _SAID = 0.8, 0.5
# The same for a row, of whose label less need be said where the table says all that is asked.
_IN_TABLE, _LABELLED, _LABELLED_AT_LEAST = 0.9, 0.5, 0.3
# The share of them that what stands around the row says itself.
_OWN = 0.6
# What asks for a figure, and stands in no table.
_FIGURE = frozenset(french.stems("combien montant nombre chiffre how much many number amount"))
_CELLS = ("figure", "date", "who", "other")
_STARTS_WITH_NUMBER = re.compile(r"\s*[-+−–<>≤≥±~≈]?\s*\d")


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
    """Return the one row, on the pages found, that a question asks for by its label.

    What else the question says stands in the head of the table, its caption, its section's heading
    or the document's name. Empty where none is, or several are.
    """
    kind = asking.asked(question).kind
    if kind not in _CELLS or (kind != "who" and subject_term(question)):
        return []  # what a term means is told by no row of figures
    told = words.only(words.rarity.keys() - _FIGURE)
    found_in = {page.document for page in pages}
    names = {each.id: name_stems(each) for each in library.names() if each.id in found_in}
    best, found = 0.0, list[Evidence]()
    for page in pages:
        for start, end, label in _rows(page.text):
            stems = label_stems(label)
            asked = stems & told.rarity.keys()
            head = head_of(page.text, start)
            if not asked or (not head and not _is_under(page.text, start)):
                continue
            if kind == "figure" and not _has_figure(page.text[start:end]):
                continue  # « moyenne | forte | une prime de 25 € » counts nothing
            around = f"{head}\n{caption_of(page.text, start)}\n{_heading(page, start)}"
            known = stems | set(french.stems(around)) | names.get(page.document, set())
            share, said = told.share(known, page.document), len(asked) / len(stems)
            if kind == "who":  # someone's row is that of a name, and of nothing else that is asked
                share = told.share(asked)
            least = _LABELLED if share < 1.0 else _LABELLED_AT_LEAST
            if share < _IN_TABLE or said < least or not _in_its_year(question, head):
                continue
            if told.share(known) < _OWN:  # what its document is about, any row of it would say
                continue
            listed = contents.entries(library, page)  # of the few pages that come so far
            if any(first <= start < last for first, last in listed):
                continue
            worth, row = share + said + told.share(asked), Evidence(page, start, end, (start, end))
            if worth > best:
                best, found = worth, [row]
            elif worth == best:
                found.append(row)
    return found if len(found) == 1 else []


def _questions(page: StoredPage) -> Iterator[tuple[int, str, int]]:
    """Yield where each question that heads its answer stands, it, and where its section ends."""
    asked = dict(questions(page))
    begins = sorted({*asked, *(start for start, _ in page.sections)})
    for start, end in itertools.pairwise([*begins, len(page.text.rstrip())]):
        if start in asked:
            yield start, page.text[start : asked[start]], end


def _is_answered_overleaf(library: Library, page: StoredPage, end: int) -> bool:
    """Say whether a question ends its page, and the next one begins with no other heading.

    What has no answer else names a part of an FAQ.
    """
    after = None if page.text[end:].strip() else library.page_beside(page)
    if after is None:
        return False
    begins = len(after.text) - len(after.text.lstrip())
    heads = in_heading(after, (begins, begins + 1)) or begins in dict(questions(after))
    return not heads


def _same_kind(one: asking.Asked, other: asking.Asked) -> bool:
    if one.kind == other.kind:
        return one.unit == other.unit or "none" in (one.unit, other.unit)
    return bool({"other", "yes_no"} & {one.kind, other.kind})


def _rows(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each row of a table with a label stands, and the label."""
    at = 0
    for line in text.split("\n"):
        label, *cells = labelled_row(line)
        if cells and not label[:1].islower():  # else its beginning may be the line above
            yield at, at + len(line), label
        at += len(line) + 1


def _has_figure(row: str) -> bool:
    return any(map(_STARTS_WITH_NUMBER.match, row.split(CELL_END)[1:]))


def _is_under(text: str, start: int) -> bool:
    """Say whether the line above is a row too: a table's first labels none."""
    return CELL_END in text[:start].rstrip("\n").rpartition("\n")[2]


def _heading(page: StoredPage, start: int) -> str:
    return next((heading for at, heading in reversed(page.sections) if at <= start), "")


def _in_its_year(question: str, head: str) -> bool:
    """Say whether a table's head tells no years, or every year that the question does."""
    told = set(YEAR.findall(head))
    return not told or told >= set(YEAR.findall(question))
