"""A sentence as a candidate answer, and the neighbours shown with it.

A sentence by itself is seldom clear: it is shown with those before and after it, grown one at a
time towards the neighbour that is worth more as an answer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant import asking, labels
from assistant.close_reading import ReadPassage
from assistant.page_headings import in_heading, questions
from assistant.table_head import head_of, same_table
from ingest import french
from ingest.headings import section_at
from ingest.schema import CELL_END, StoredPage

SHORT = 45
_HEADING = 110
_STOP = re.compile(r"[.!…;:][\s»”\"')\]\d]*$")
# In characters. On eight sets of questions (622), grown towards what is worth more, the first
# extract holds the fact for .715, the first two for .807, from .711 and .799 grown on both sides in
# turn, of the same length; and for .722 and .812 at 650 characters, from .715 and .807 at 560, on
# each half of the sets alike. Longer brings nothing more.
_JOINED, _FRAGMENTARY, _LIST = 650, 300, 800
# « 4.7.1 Critères de premier rang », « Article 31. »
_LABEL = re.compile(
    r"\d{1,2}(?:\.\d{1,2})+\.?\s+[^\W\d][^.!;]*$"
    r"|(?:art(?:icle)?|annexe|chapitre|titre|section|fiche)\.?\s+(?:\d+|premier|1er|[ivxl]+)\W*$",
    re.IGNORECASE,
)
# « Sources. », « 5. Essayer. »: what the rest of their line is about.
_RUN_IN = re.compile(r"(?:\d{1,2}[.)°]\s*(?:[^\W\d][\w’'-]*\s?){1,3}|[^\W\d]+)\s?[.:]$")
# In characters, what the text under a heading has at least for its section to be another's, and no
# card of a slide.
_CARD = 120
_LEANS = re.compile(
    r"(?:ils?|elles?|ce|cet|cette|ces|celui|celle|ceux|celles|cela|ceci|ceux-ci|leurs?|en effet"
    r"|ainsi"
    r"|en revanche|par ailleurs|de plus|toutefois|cependant|neanmoins|donc|or|mais|c'est"
    r"|dans ce cas"
    r"|il en|en outre|a ce titre|de meme|au contraire|parmi eux|son|sa|ses|this|it|they|these)\b"
)

# Where a sentence starts: its document, its page, its place in the page's text.
Place = tuple[str, int, int]


def place_of(page: StoredPage, start: int) -> Place:
    """Return what tells the sentence that starts there from all others."""
    return page.document, page.number, start


@dataclass(frozen=True, slots=True)
class Candidate:
    """Sentence `index` of a page's `spans`, in a passage of that rank.

    `listed` says that it is an entry of a table of contents.
    """

    read: ReadPassage
    page: StoredPage
    spans: Sequence[tuple[int, int]]
    index: int
    rank: int
    listed: bool = False

    @property
    def span(self) -> tuple[int, int]:
        """Where the sentence stands in the page's text."""
        return self.spans[self.index]

    @property
    def place(self) -> Place:
        """What tells it from all other sentences."""
        return place_of(self.page, self.span[0])

    @property
    def text(self) -> str:
        """The sentence, as on the page."""
        return self.page.text[slice(*self.span)]

    @property
    def is_sentence(self) -> bool:
        """Whether it reads like a sentence: long enough, and ended by a stop."""
        return len(self.text) >= SHORT and bool(_STOP.search(self.text))

    @property
    def leads(self) -> bool:
        """Whether it announces what follows: a heading, a question, the opening of a list."""
        text = self.text.rstrip()
        return is_heading(text) or text.endswith((":", "?")) or in_heading(self.page, self.span)

    def heads(self, index: int) -> bool:
        """Whether sentence `index` of the page begins a section: it is its heading, or its label.

        Short sections, one after the other, are the items of a list rather, but for questions and
        articles.
        """
        start, end = self.spans[index]
        if any(start == place for place, _ in self.asked):
            return True
        if any(start <= place < end for place in labels.opened(self.page.text)):
            return True
        begun = [place for place, _ in self.page.sections if place]
        following = min((place for place in begun if place >= end), default=len(self.page.text))
        heads = following - end > _CARD and any(start <= place < end for place in begun)
        return heads and not _between_rows(self.page.text, start, end)

    def only_heads(self, index: int) -> bool:
        """Whether sentence `index` is a section's heading, and not also the first it says."""
        said = self.page.text[slice(*self.spans[index])]
        states = len(said) >= SHORT and _STOP.search(said) and not said.endswith("?")
        return not states and self.heads(index)

    @property
    def asked(self) -> list[tuple[int, int]]:
        """Where the questions that head their answers stand on the page."""
        return questions(self.page)

    @property
    def leans(self) -> bool:
        """Whether it opens by pointing back to the sentence before."""
        return bool(_LEANS.match(french.fold(self.text[:40])))

    @property
    def earlier(self) -> int:
        """Where the sentence before starts, or this one when it is the page's first."""
        return self.spans[max(self.index - 1, 0)][0]

    @property
    def later(self) -> int:
        """Where the sentence after ends, or this one when it is the page's last."""
        return self.spans[min(self.index + 1, len(self.spans) - 1)][1]

    @property
    def section(self) -> str:
        """The heading that it stands under, or is; empty when none."""
        return section_at(self.page.sections, self.span[0])


def joined(
    candidate: Candidate, *, many: bool = False, worth: Mapping[Place, float] | None = None
) -> tuple[int, int]:
    """Return the span of a sentence with the neighbours that make it clear.

    Neighbours of its own paragraph first, up to _JOINED characters; across paragraphs (the lines of
    a list, a heading and its text) only while there is less than _FRAGMENTARY. A heading or what
    announces a list goes with what follows it; a sentence that leans on the one before, with it.
    Otherwise the neighbour `worth` more comes first; on each side in turn when none is told. More
    is taken when `many` things are asked for.
    """
    text, spans = candidate.page.text, candidate.spans
    first = last = candidate.index
    leads, leans = candidate.leads, candidate.leans
    most = _LIST if many else _JOINED
    fragmentary = most if many or leads else _FRAGMENTARY

    def fits(ahead: bool) -> bool:
        lower, upper = (first, last + 1) if ahead else (first - 1, last)
        if lower < 0 or upper == len(spans) or (leads and not ahead):
            return False
        start, end = spans[lower][0], spans[upper][1]
        between = text[spans[last][1] : end] if ahead else text[start : spans[first][0]]
        beside = (spans[last][1], spans[upper][0]) if ahead else (spans[lower][1], spans[first][0])
        whole = spans[last][1] - spans[first][0] >= fragmentary
        headed = not ahead and first < candidate.index and is_heading(text[slice(*spans[first])])
        headed = headed or (worth is not None and not ahead and candidate.heads(first))
        # What a sentence is weighed by was fitted with no such end.
        ends = worth is not None and ahead and candidate.heads(upper)
        if ends and not all(map(candidate.only_heads, range(first, upper))):
            return False  # another section's heading, not the next of several above one text
        if worth is not None and (_ends_table(text, *beside) or beside[0] < notes <= beside[1]):
            return False
        return end - start <= most and not (whole and "\n" in between) and not headed

    def value(ahead: bool) -> float:
        start = spans[last + 1 if ahead else first - 1][0]
        return worth.get(place_of(candidate.page, start), -math.inf) if worth else 0.0

    # A note at the page's foot is no neighbour of a last sentence that goes on overleaf.
    notes = candidate.page.notes or 0
    notes = 0 if notes and _STOP.search(candidate.page.body) else notes
    # What a question of the page's own is answered by is shown with it, and with no other.
    asked = {start for start, _ in candidate.asked} if worth is not None else set()
    turn = not leans
    while open_sides := [ahead for ahead in (True, False) if fits(ahead)]:
        leaning = leans and first == candidate.index and False in open_sides
        ahead = not leaning and max(open_sides, key=lambda side: (value(side), side == turn))
        first, last = (first, last + 1) if ahead else (first - 1, last)
        turn = not ahead
    while last > candidate.index + leads and (
        _belongs_after(text, spans, last) or (worth is not None and _heads_table(text, spans[last]))
    ):
        last -= 1
    question = max((start for start in asked if start <= spans[first][0]), default=spans[first][0])
    begun = any(question < place <= spans[first][0] for place, _ in candidate.page.sections)
    near = spans[last][1] - question <= most and not begun
    return question if near else spans[first][0], spans[last][1]


def _between_rows(text: str, start: int, end: int) -> bool:
    """Say whether what stands there has a table's row above and another below: it names some."""
    above, below = text[:start].rstrip().rpartition("\n")[2], text[end:].lstrip().partition("\n")[0]
    return CELL_END in above and CELL_END in below


def _ends_table(text: str, end: int, start: int) -> bool:
    """Say whether a table's row ends at one place, and what starts at the next is none of it.

    A row's section is of it, as is a line in small letters, which goes on with a row's last cell.
    """
    above = text.rfind("\n", 0, end) + 1
    if "\n" not in text[end:start] or CELL_END not in text[above:end] or text[start].islower():
        return False
    return not same_table(text, above, start)


def _heads_table(text: str, line: tuple[int, int]) -> bool:
    """Say whether a line is of the head of a table whose first row is the next one, or names it."""
    said, after = text[slice(*line)], text[line[1] :].split("\n", 2)[1:2]
    if CELL_END in said:
        return said in head_of(text, line[1] + 1).split("\n")
    return not _STOP.search(said) and any(CELL_END in each for each in after)


def _belongs_after(text: str, spans: Sequence[tuple[int, int]], index: int) -> bool:
    """Say whether a line goes with what follows: as its heading, its number, or its beginning.

    A page's last line that opens a sentence right after another's end goes on overleaf.
    """
    if index + 1 == len(spans):
        between = text[spans[index - 1][1] : spans[index][0]]
        return "\n" not in between and is_heading(text[slice(*spans[index])])
    line, after = (text[slice(*span)] for span in spans[index : index + 2])
    if CELL_END in line:
        return False  # a row is of the table above it, whatever follows
    ended = bool(_STOP.search(text[slice(*spans[index - 1])]))
    if ended and is_heading(line) and not line[:1].isdecimal():
        return True  # the next section's, whatever it begins with
    follows = len(after) >= SHORT and bool(_STOP.search(after))
    return follows and (is_heading(line) or not any(map(str.isalpha, line)))


def is_heading(line: str) -> bool:
    """Say whether a line reads like a heading: short, without a stop, and no item of a list."""
    return len(line) <= _HEADING and not _STOP.search(line) and not asking.is_item(line)


def is_bare_heading(text: str) -> bool:
    """Say whether a text is a heading of words alone: no row of a table, no figure, no label."""
    return is_heading(text) and not any(each.isdecimal() or each in ":|" for each in text)


def announces(page: StoredPage, span: tuple[int, int]) -> bool:
    """Say whether a sentence of the page but announces what comes after it.

    A question, what ends with a colon, a heading (in capitals, a section's, with its number) or the
    label of what its line goes on to say.
    """
    text, line = page.text, page.text[slice(*span)]
    if "|" in line or len(line) > _HEADING:
        return False
    if in_heading(page, span):
        return True
    if line.rstrip(' »”"').endswith("?"):
        return not asking.is_item(line)
    if line.endswith(":") or _LABEL.match(line):
        return True
    if text[span[1] :].split("\n", 1)[0].strip():
        return bool(_RUN_IN.match(line))
    if any(map(str.isdecimal, line)) or text[: span[0]].rpartition("\n")[2].strip():
        return False
    begun = any(span[0] <= place < span[1] for place, _ in page.sections)
    return line.isupper() or (begun and is_heading(line))
