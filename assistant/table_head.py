"""The head of a table whose row an extract begins with: what its figures are of.

« Part des femmes | 53 % | 50 % » says nothing without « Indicateurs | Résultats 2023 | Objectifs ».
Rows are lines of a page's text, their cells parted by bars; an empty cell is left out, or a dash
keeps its place. A head is the first of them, in words or years over figures, with the lines of
names, years or units under it and the caption that says their unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from assistant.cells import is_figure, is_year, unit_of
from ingest import french
from ingest.grids import EMPTY
from ingest.library import Library
from ingest.schema import CELL_END, StoredPage

_DATED = re.compile(r"\b(?:19|20)\d\d\b")
# A section's row, « CHARGES », stands within a table: in characters, and how many at one place.
_SECTION, _STACKED = 80, 2
# A table of words: its head, and two rows at least.
_FEWEST_ROWS = 3
_ENDED = re.compile(r"[.!?…;,][\s»”\"')\]]*$")
# What stands above another table, or below one.
_CAPTION = re.compile(
    r"(?:tableau|table|figure|graphique|annexe|encadré|source|note)s?\b", re.IGNORECASE
)
# « (en milliers d’euros) » ends a caption.
_UNIT = re.compile(r"\((?:en|in) [^()]{1,40}\)\s*$", re.IGNORECASE)
# « 64 – Charges de personnel »: what a question does not say of a label.
_NUMBERED = re.compile(r"\d[\d.]*\W+(?=[^\W\d])")
# What a column of units says, beside the labels.
_UNITS = frozenset(
    french.stems("nombre montant taux pourcentage part unité number amount rate share")
)


def head_of(text: str, start: int) -> str:
    """Return the head, of one line or more, of the table whose line on a page's text begins there.

    Empty where it stands in none, is the head itself, or neither it nor what it is the section of
    holds a figure.
    """
    above, cells = _row_at(text, start)
    if not any(map(is_figure, cells[1:])):
        return ""
    first, rows = _rows_above(above, cells)
    rows = rows[_begun([*rows, cells]) :]
    if not rows or (_has_figures(rows[0]) and not _is_over_figures(rows[0], cells)):
        return ""
    width = max(len(each) for each in [*filter(_has_figures, rows), cells])
    lines = 1
    while lines < len(rows) and _goes_on(rows[:lines], rows[lines], width):
        lines += 1
    caption = [each for each in above[max(first - 1, 0) : first] if _UNIT.search(each)]
    return "\n".join([*caption, *(CELL_END.join(each) for each in rows[:lines])])


def rows_of(text: str) -> tuple[str, list[str]]:
    """Return the head of the first table of figures that a text holds, and its rows.

    Of one of words where it has no figures: its first row is the head. Both are empty where it
    holds none; the head alone where it stands before the text.
    """
    lines = text.split("\n")
    rows = [each for each in lines if CELL_END in each and _has_figures(labelled_row(each)[1:])]
    if len(rows) >= 2:
        return head_of(text, text.index(rows[0])), rows
    runs = [list(run) for cells, run in groupby(lines, lambda each: each.count(CELL_END)) if cells]
    words = next((each for each in runs if len(each) >= _FEWEST_ROWS), [""])
    return words[0], words[1:]


def head_shown(library: Library, page: StoredPage, start: int) -> str:
    """Return the head of the table whose row begins there on a page, as `head_of` does.

    That of the page before, where the table goes on from it without a head of its own.
    """
    head = head_of(page.text, start)
    first = [] if head else _overleaf(page.text, start)
    before = library.page_beside(page, -1) if first else None
    if before is None:
        return head
    last = before.body.rfind("\n") + 1
    _, cells = _row_at(before.text, last)
    goes_on = len(cells) == len(first) and _has_figures(cells)
    return head_shown(library, before, last) if goes_on else ""


def caption_of(text: str, start: int) -> str:
    """Return the line above the table whose row begins there on a page's text; empty for none."""
    begun = text.rfind("\n", 0, start) + 1
    above = text[:begun].split("\n")[:-1]
    first, _ = _rows_above(above, text[begun:].split("\n", 1)[0].split(CELL_END))
    return above[first - 1] if first else ""


def label_stems(label: str) -> set[str]:
    """Return the stems of a row's label but for its number: « 64 – Charges de personnel »."""
    return set(french.stems(unnumbered(label)))


def unnumbered(label: str) -> str:
    """Return a row's label without its number."""
    return _NUMBERED.sub("", label)


def labels_of(line: str) -> list[str]:
    """Return the cells that may name a table's row: the first, and those in words before a figure.

    « 64 | Charges de personnel | 12 » is asked for by its second one, as is « Cameroun | Commune de
    Dschang | 3 ». None in small letters, whose beginning may be the line above; empty for no row.
    """
    first, *cells = labelled_row(line)
    beside = list(takewhile(lambda cell: not is_figure(cell), cells))
    names = [each for each in beside if not _UNITS.issuperset(french.stems(each))]
    labels = [first, *names] if len(beside) < len(cells) else [first]
    return [each for each in labels if cells and not each[:1].islower()]


def labelled_row(line: str) -> list[str]:
    """Return a row's label and the cells after it: those before are empty, of a wider label."""
    cells = line.split(CELL_END)
    while len(cells) > 1 and cells[0] == EMPTY:
        cells.pop(0)
    return cells


def same_table(text: str, one: int, other: int) -> bool:
    """Say whether two lines of a page that begin there are of one table, rows or their sections."""
    upper, lower = sorted((one, other))
    above, cells = _row_at(text, lower)
    first, rows = _rows_above(above, cells)
    at = text.count("\n", 0, upper)
    between = sum(CELL_END in line for line in above[at:])
    own = len(rows) - _begun([*rows, cells])
    return len(cells) > 1 and first <= at and between <= own


def asked_row(text: str, span: tuple[int, int], question: str) -> tuple[int, int] | None:
    """Return where the one row with a head stands, in a span of a page, whose label is asked for.

    The head may be on the page before, where the table begins the page. None where the question
    says every word of no row's label, or of several, or more words of another row's, or where
    another section of the page has the same label. A label that spans rows is one of each with the
    words beside it: the question then says those too.
    """
    asked, found = set(french.stems(question)), list[tuple[int, int, set[str], set[str]]]()
    at = text.rfind("\n", 0, span[0]) + 1
    for line in text[at : f"{text}\n".index("\n", span[1])].split("\n"):
        if _has_figures(labelled_row(line)[1:]):
            labels = {each: label_stems(each) for each in labels_of(line)}
            said = {each for each, stems in labels.items() if stems and stems <= asked}
            found.append((at, at + len(line), said, asked & set().union(*labels.values())))
        at += len(line) + 1
    most = max((len(said) for _, _, said, _ in found), default=0)
    best = [each for each in found if most and len(each[2]) == most]
    if len(best) != 1:
        return None
    start, end, said, told = best[0]
    if any(told < more for _, _, _, more in found):
        return None  # « Projet d'un an », where « Projet de deux à trois ans » says « trois » too
    alone = sum(said.issubset(labels_of(line)) for line in text.split("\n")) == 1
    return (start, end) if alone and (head_of(text, start) or _overleaf(text, start)) else None


def _row_at(text: str, start: int) -> tuple[list[str], list[str]]:
    """Return the lines above the row that begins there, or under the sections there; its cells."""
    begun = text.rfind("\n", 0, start) + 1
    above, below = text[:begun].split("\n")[:-1], text[begun:].split("\n")
    while len(below) > 1 and _is_section(below[0]):
        above.append(below.pop(0))
    return above, below[0].split(CELL_END)


def _overleaf(text: str, start: int) -> list[str]:
    """Return the cells of the page's first line, where a row's table begins there without head."""
    above, cells = _row_at(text, start)
    first, rows = _rows_above(above, cells)
    table = [*rows, cells]
    return table[0] if not first and all(map(_has_figures, table)) else []


def _rows_above(lines: Sequence[str], row: Sequence[str]) -> tuple[int, list[list[str]]]:
    """Return the line that a table's first row is, and the cells of each row above this one."""
    first, rows, sections = len(lines), [list(row)], 0
    for at in reversed(range(len(lines))):
        cells = lines[at].split(CELL_END)
        if len(cells) == 1:
            sections += 1
            if sections > _STACKED or not _is_section(lines[at]):
                break
        elif sections and not _same_table(cells, rows[-1]):
            break
        else:
            rows.append(cells)
            first, sections = at, 0
    return first, rows[:0:-1]


def _begun(table: Sequence[Sequence[str]]) -> int:
    """Return which row begins the table of the last one, where others stand right above it."""
    rows = range(1, len(table))
    heads = (at for at in rows if _has_figures(table[at - 1]) and _is_head(table[at], table[0]))
    return max(heads, default=0)


def _is_head(cells: Sequence[str], first: Sequence[str]) -> bool:
    """Say whether a row under figures is a head: « Passif | 2023 | 2022 » under « Actif | … ».

    Its columns are those of the `first` one, or years that follow each other; those of towns that
    were founded then do not.
    """
    dated = [int(_DATED.findall(each)[0]) for each in cells[1:] if is_year(each)]
    steps = {after - before for before, after in pairwise(dated)}
    in_years = len(dated) == len(cells) - 1 and steps in ({1}, {-1})
    return not _has_figures(cells) and (in_years or list(cells[1:]) == list(first[1:]))


def _is_section(line: str) -> bool:
    """Say whether a line may be the row of a table that but names those under it."""
    shown = CELL_END not in line and 0 < len(line.strip()) <= _SECTION
    return shown and not _ENDED.search(line) and not _CAPTION.match(line)


def _same_table(above: Sequence[str], below: Sequence[str]) -> bool:
    """Say whether the rows on both sides of a section's are of one table: the second is no head.

    The last line of a head may have no label.
    """
    unlabelled = not _has_figures(above)
    return _has_figures(below) and len(below) - len(above) in {0, int(unlabelled)}


def _has_figures(cells: Sequence[str]) -> bool:
    """Say whether a row holds a figure that is no year, as those of a head do not.

    A dash among words may be the empty corner of a head; beside a label alone, it is a figure's.
    """
    filled = [each for each in cells if each != EMPTY]
    if len(filled) < 2 and len(filled) < len(cells):
        return True
    return any(is_figure(each) and not is_year(each) for each in filled)


def _is_over_figures(above: Sequence[str], cells: Sequence[str]) -> bool:
    """Say whether a row counts what none under it does: « 12 mois | 24 mois » over « 35 | 40 »."""
    units = set(map(unit_of, above[1:]))
    return "" not in units and units.isdisjoint(map(unit_of, cells[1:]))


def _goes_on(head: Sequence[Sequence[str]], cells: Sequence[str], width: int) -> bool:
    """Say whether the row under the first lines of a head is one more: it labels no row.

    `width` is how many cells the table's rows of figures have, their label with them.
    """
    if _has_figures(cells):
        return False
    if cells[0] == head[0][0]:
        return True  # the label of all labels spans both lines
    if cells[0] == EMPTY:
        return True  # what labels none
    if len(head) == 1 and len(head[0]) < width - 1:
        return True  # names that span columns, whose own names are under them
    dated = [bool(_DATED.search(each)) for each in cells]
    if len(cells) == width and len(head[0]) < width and all(dated[1:]):
        return True  # the label of all labels stands on this line
    small = [not each[:1].isupper() and not each[:1].isdecimal() for each in cells]
    told = all(year or unit for year, unit in zip(dated, small, strict=True))
    return all(small) or (told and len(cells) < width)
