"""Running headers, footers and page numbers: what pages repeat, never what stands in one place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ingest import french
from ingest.ruled import ruled_tables
from ingest.schema import Line, RawPage
from ingest.turning import along_side

# A line is named by its page's number and by where it stands among the page's lines.
Place = tuple[int, int]
# Shares of a page's height: what is as near an edge may be a header; so may be, farther in, what
# the room below or above it parts from the rest.
_EDGE, _MARGIN = 0.14, 0.2
# A block set apart at an edge has no more rows; the room that sets it apart, in heights of a line.
_MOST_ROWS, _APART = 3, 0.8
_LONGEST_SLOT, _SURE = 90, 12
# Times the size of most lines: a larger one is a title.
_NO_LARGER = 1.02
# How many lines a watermark lies over, how many times their size it has, how much of their height
# is under it.
_FEWEST_UNDER, _LARGER, _OVER = 2, 2.0, 0.5
_SENTENCE = re.compile(r"[.!?;,]$")
# « Page 3 sur 39 », « iv », « - 12 - »
_NUMBERING = re.compile(r"\W*(?:pages?\b|p\b)?\W*(?:\d+|[ivxlc]+)?\W*(?:sur|de|of)?\W*\d*\W*")
_PARTS = re.compile(r"(?<![\d/])\d{1,3} ?(?:/|sur) ?(\d{1,3})(?![\d/])")


def find(pages: Sequence[RawPage], texts: Mapping[Place, str]) -> set[Place]:
    """Return the lines that are running headers, footers and page numbers.

    A line is one when the same words stand at the same height near the top or bottom edge, or run
    up a side, of at least three pages, or of both pages of a document of two; or, anywhere, in the
    very same spot of half the pages, be they two where it is a watermark. Set apart at an edge, it
    may also be on all pages but the first, on all odd ones or on all even ones, were they two. A
    number in it may change only as page numbers do: « Article 12 » at the top of three pages is no
    header. Where most lines in one spot near an edge are headers, a short one that names a chapter
    of a page or two is one too.
    """
    edge: defaultdict[tuple[str, int], list[Place]] = defaultdict(list)
    apart: defaultdict[tuple[str, int], list[Place]] = defaultdict(list)
    spots: defaultdict[tuple[str, int, int], list[Place]] = defaultdict(list)
    body = _body_size(pages)
    for page in pages:
        marginal = _marginal(page)
        for index, line in enumerate(page.lines):
            if not page.height or not line.size:
                continue
            words = " ".join(french.fold(texts[page.number, index]).split())
            band = round((line.bottom + line.top) / 8)
            near_edge = _near_edge(page, line) or index in marginal
            if not near_edge and len(words) > _LONGEST_SLOT:
                continue
            for reading in _readings(words, page, len(pages)):
                if near_edge:
                    edge[reading, band].append((page.number, index))
                if index in marginal and line.size <= _NO_LARGER * body:
                    apart[reading, band].append((page.number, index))
                spots[reading, band, round(line.left / 4)].append((page.number, index))
    found = _repeated(edge, len(pages)) | _in_spot(spots, len(pages)) | _watermarks(spots, pages)
    found |= _alternating(apart, len(pages))
    found = _by_slot(pages, texts, _whole_rows(pages, texts, found))
    return found - {place for page in pages for place in _in_table(page, found)}


def _in_table(page: RawPage, found: set[Place]) -> Iterator[Place]:
    """Yield the lines that are cells of a ruled table that goes on into the page.

    A table that a page cuts repeats its head, at the same height on page after page.
    """
    own = [index for index in range(len(page.lines)) if (page.number, index) in found]
    if not own or not page.rules:
        return
    for table in ruled_tables(page.rules, page.lines):
        if table.bottom < (1 - _EDGE) * page.height and table.top > _EDGE * page.height:
            inside = table.inside
            yield from ((page.number, each) for each in own if id(page.lines[each]) in inside)


def told(lines: Iterable[tuple[Line, str]]) -> tuple[str, ...]:
    """Return what the running lines of a page say, from top to bottom, without its numbers.

    A line right under another goes on with it.
    """
    worded = [each for each in lines if not is_numbering(each[1])]
    worded.sort(key=lambda each: (-each[0].top, each[0].left))
    last: list[Line] = []
    said: list[str] = []
    for line, text in worded:
        above = next((index for index, each in enumerate(last) if _under(line, each)), None)
        if above is None:
            last.append(line)
            said.append(text)
        else:
            last[above] = line
            said[above] += " " + text
    return tuple(said)


def is_numbering(text: str) -> bool:
    """Say whether a line only numbers its page: « Page 3 sur 39 »."""
    return _NUMBERING.fullmatch(french.fold(text)) is not None


def _whole_rows(
    pages: Sequence[RawPage], texts: Mapping[Place, str], found: set[Place]
) -> set[Place]:
    """Leave out what stands in a row of other things that no page repeats: a table's first cell.

    A header of several words may have one such neighbour, the name of its chapter.
    """
    kept: set[Place] = set()
    by_number = {page.number: page for page in pages}
    for place in found:
        page = by_number[place[0]]
        line = page.lines[place[1]]
        beside = [
            texts[page.number, index]
            for index, each in enumerate(page.lines)
            if (page.number, index) not in found
            and min(line.top, each.top) - max(line.bottom, each.bottom) > 0.4 * line.size
        ]
        figures = any(not any(map(str.isalpha, text)) for text in beside)
        row = len(beside) > 1 or figures or (beside and len(texts[place]) < _SURE)
        if row and not along_side(page, line):
            kept.add(place)
    return found - kept


def _repeated(edge: Mapping[tuple[str, int], list[Place]], count: int) -> set[Place]:
    needed = min(3, max(2, count))
    return {
        place for key, where in edge.items() if len(_on(edge, *key)) >= needed for place in where
    }


def _alternating(apart: Mapping[tuple[str, int], list[Place]], count: int) -> set[Place]:
    """Return what all pages but the first have, or all the odd ones, or all the even ones."""
    sets = [set(range(first, count + 1, step)) for first, step in ((2, 1), (1, 2), (2, 2))]
    return {
        place
        for key, where in apart.items()
        if any(len(each) > 1 and each <= _on(apart, *key) for each in sets)
        for place in where
    }


def _on(lines: Mapping[tuple[str, int], list[Place]], reading: str, band: int) -> set[int]:
    """Return the pages that have such a line at that height."""
    return {number for step in (-1, 0, 1) for number, _ in lines.get((reading, band + step), ())}


def _in_spot(spots: Mapping[tuple[str, int, int], list[Place]], count: int) -> set[Place]:
    needed = max(5, count / 2)
    return {
        place
        for where in spots.values()
        if len({number for number, _ in where}) >= needed
        for place in where
    }


def _watermarks(
    spots: Mapping[tuple[str, int, int], list[Place]], pages: Sequence[RawPage]
) -> set[Place]:
    by_number = {page.number: page for page in pages}
    found: set[Place] = set()
    for where in spots.values():
        if len({number for number, _ in where}) < max(2, len(pages) / 2):
            continue
        over = sum(lies_over_text(by_number[at], by_number[at].lines[each]) for at, each in where)
        if 2 * over >= len(where):
            found.update(where)
    return found


def lies_over_text(page: RawPage, line: Line) -> bool:
    """Say whether a line lies over several others, all far smaller, as a watermark does."""
    under = (
        min(line.right, each.right) - max(line.left, each.left) > each.size
        and min(line.top, each.top) - max(line.bottom, each.bottom) > _OVER * each.size
        for each in page.lines
        if 0 < _LARGER * each.size < line.size
    )
    return sum(under) >= _FEWEST_UNDER


def _by_slot(pages: Sequence[RawPage], texts: Mapping[Place, str], found: set[Place]) -> set[Place]:
    """Add short lines that stand alone in a spot that is, on most pages, a running header's."""
    body = _body_size(pages)
    slots: defaultdict[tuple[int, float], list[Place]] = defaultdict(list)
    for page in pages:
        for index, line in enumerate(page.lines):
            if page.height and line.size and _near_edge(page, line):
                slots[round(line.bottom / 2), line.size].append((page.number, index))
    by_number = {page.number: page for page in pages}
    extra: set[Place] = set()
    for (_, size), where in slots.items():
        told = [place for place in where if place in found]
        if len(told) < max(4, 0.6 * len(where)) or size > _NO_LARGER * body:
            continue
        for place in where:
            text = texts[place]
            short = len(text) <= _LONGEST_SLOT and not _SENTENCE.search(text)
            if place not in found and short and _stands_alone(by_number[place[0]], place[1]):
                extra.add(place)
    return found | extra


def _body_size(pages: Sequence[RawPage]) -> float:
    sizes = Counter(line.size for page in pages for line in page.lines)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _marginal(page: RawPage) -> set[int]:
    """Return the lines between an edge and the room that parts them from the rest of the page."""
    lines = [(index, line) for index, line in enumerate(page.lines) if line.size and page.height]
    found: set[int] = set()
    for top in (True, False):
        # From the edge on: where a line begins, and where it ends, counted from there.
        spans = sorted(
            (page.height - line.top, page.height - line.bottom, index)
            if top
            else (line.bottom, line.top, index)
            for index, line in lines
        )
        block: set[int] = set()
        rows, reached = 0, -1.0
        for start, end, index in spans:
            size = page.lines[index].size
            if block and start - reached > _APART * size:
                found |= block if rows <= _MOST_ROWS and reached < _MARGIN * page.height else set()
                break
            rows += start > reached - 0.5 * size
            reached = max(reached, end)
            block.add(index)
    return found


def _stands_alone(page: RawPage, index: int) -> bool:
    """Say whether a line keeps more than a line's distance from those above and below."""
    line = page.lines[index]
    others = [each for at, each in enumerate(page.lines) if at != index and each.size]
    apart = [
        max(each.bottom - line.top, line.bottom - each.top)
        for each in others
        if abs(each.bottom - line.bottom) > 0.5 * line.size
    ]
    return not apart or min(apart) > 0.6 * line.size


def _near_edge(page: RawPage, line: Line) -> bool:
    middle = (line.bottom + line.top) / 2 / page.height
    return middle < _EDGE or middle > 1 - _EDGE or along_side(page, line)


def _under(line: Line, above: Line) -> bool:
    """Say whether a line stands right under another, as the next line of one text does."""
    gap = above.bottom - line.top
    aligned = min(line.right, above.right) > max(line.left, above.left)
    return aligned and -0.5 * line.size < gap < 0.8 * line.size


def _readings(words: str, page: RawPage, pages: int) -> Iterator[str]:
    """Return a line's words as they are, and with each number told as so far from the page's own.

    On a spread of two pages numbers grow by two. Roman numerals count as numbers where they stand
    alone, as does the page's label: « ii », then « 1 ». The first of « (1/3) » counts parts of a
    text, not its `pages`.
    """
    yield words
    label = french.fold(page.label)
    if label and re.fullmatch(rf"\W*{re.escape(label)}\W*", words):
        yield words.replace(label, "<label>")
    parts = {each.start() for each in _PARTS.finditer(words) if int(each.group(1)) < pages / 2}
    for match, number in numbers(words):
        if match.start() in parts:
            continue
        before, after = words[: match.start()], words[match.end() :]
        if number < 100_000:
            yield f"{before}<{number - page.number}>{after}"
            yield f"{before}<2:{number - 2 * page.number}>{after}"


def numbers(words: str) -> Iterator[tuple[re.Match[str], int]]:
    """Yield the numbers that may be a page's among folded words: a roman one stands alone."""
    for match in re.finditer(r"\d+|^[ivxlc]+$", words):
        each = match.group()
        yield match, int(each) if each.isdecimal() else _roman(each)


def _roman(numeral: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))
