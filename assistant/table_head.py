"""The head of a table whose row an extract begins with: what its figures are of.

« Part des femmes | 53 % | 50 % » says nothing without « Indicateurs | Résultats 2023 | Objectifs ».
Rows are lines of a page's text, their cells parted by bars; an empty cell is left out, or a dash
keeps its place. A head is the first of them, in words or years over figures, with the lines of
names, years or units under it and the caption that says their unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ingest import french
from ingest.grids import EMPTY
from ingest.schema import CELL_END

_FIGURE = re.compile(r"[-+–]?[ \u00a0\u202f]?\d[\d .,\u00a0\u202f]*(?:%|€|[kKM]€)?|[-–—]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATED = re.compile(rf"\b{_YEAR.pattern}\b")
# A section's row, « CHARGES », stands within a table: in characters, and how many at one place.
_SECTION, _STACKED = 80, 2
_ENDED = re.compile(r"[.!?…;,][\s»”\"')\]]*$")
# What stands above another table, or below one.
_CAPTION = re.compile(
    r"(?:tableau|table|figure|graphique|annexe|encadré|source|note)s?\b", re.IGNORECASE
)
# « (en milliers d’euros) » ends a caption.
_UNIT = re.compile(r"\((?:en|in) [^()]{1,40}\)\s*$", re.IGNORECASE)
# « 64 – Charges de personnel »: what a question does not say of a label.
_NUMBERED = re.compile(r"\d[\d.]*\W+(?=[^\W\d])")


def head_of(text: str, start: int) -> str:
    """Return the head, of one line or more, of the table whose line on a page's text begins there.

    Empty where it stands in none, is the head itself, or neither it nor what it is the section of
    holds a figure.
    """
    begun = text.rfind("\n", 0, start) + 1
    above, below = text[:begun].split("\n")[:-1], text[begun:].split("\n")
    while len(below) > 1 and _is_section(below[0]):
        above.append(below.pop(0))
    cells = below[0].split(CELL_END)
    if not any(map(_FIGURE.fullmatch, cells[1:])):
        return ""
    first, rows = _rows_above(above, cells)
    if not rows or _has_figures(rows[0]):
        return ""
    width = max(len(each) for each in [*filter(_has_figures, rows), cells])
    lines = 1
    while lines < len(rows) and _goes_on(rows[:lines], rows[lines], width):
        lines += 1
    caption = [each for each in above[max(first - 1, 0) : first] if _UNIT.search(each)]
    return "\n".join([*caption, *(CELL_END.join(each) for each in rows[:lines])])


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


def labelled_row(line: str) -> list[str]:
    """Return a row's label and the cells after it: those before are empty, of a wider label."""
    cells = line.split(CELL_END)
    while len(cells) > 1 and cells[0] == EMPTY:
        cells.pop(0)
    return cells


def asked_row(text: str, span: tuple[int, int], question: str) -> tuple[int, int] | None:
    """Return where the one row with a head stands, in a span of a page, whose label is asked for.

    None where the question says every word of no row's label, or of several, or where another
    section of the page has the same label. A label that spans rows is one of each with the words
    beside it: the question then says those too.
    """
    asked, found = set(french.stems(question)), list[tuple[int, int, str, bool]]()
    at = text.rfind("\n", 0, span[0]) + 1
    for line in text[at : f"{text}\n".index("\n", span[1])].split("\n"):
        label, *cells = labelled_row(line)
        stems = label_stems(label)
        whole = not label[:1].islower()  # else its beginning may be the line above
        if whole and stems and stems <= asked and _has_figures(cells):
            beside = list(takewhile(lambda cell: not _FIGURE.fullmatch(cell), cells))
            told = set(french.stems(" ".join(beside)))
            labelled = CELL_END.join([label, *beside])
            found.append((at, at + len(line), labelled, bool(told) and told <= asked))
        at += len(line) + 1
    if len(found) == 1:
        start, end, labelled, _ = found[0]
        labelled = labelled.split(CELL_END, 1)[0]
    elif len(said := [each for each in found if each[3]]) == 1:
        start, end, labelled, _ = said[0]
    else:
        return None
    rows = (CELL_END.join(labelled_row(line)) for line in text.split("\n"))
    alone = sum(row.startswith(f"{labelled}{CELL_END}") for row in rows) == 1
    return (start, end) if alone and head_of(text, start) else None


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
    return any(_FIGURE.fullmatch(each) and not _YEAR.fullmatch(each) for each in filled)


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
