"""Minutes of a meeting, told by what was on its agenda and by what was decided."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.contents import lines_of
from assistant.extract import Evidence
from assistant.outline import Title
from ingest import french
from ingest.schema import StoredPage

_MINUTES = re.compile(
    r"\b(?:comptes?[- ]rendus?|cr|proces[- ]verba(?:l|ux)|pv|minutes|releve de (?:decisions"
    r"|conclusions))\b"
)
_AGENDA = re.compile(
    r"\W*(?:\d{1,2}\W+)?(?:l')?(?:ordre du jour|agenda|points? a l'ordre du jour)\W*"
)
_DECIDED = re.compile(
    r"(?:\W|\d)*(?:releve (?:de|des) |principales |synthese des |les )?(?:decisions|resolutions"
    r"|deliberations)(?: [^.:;!?]{1,60})?\W*"
)
_DECIDES = re.compile(
    r"\bil (?:est|a ete) (?:decide|convenu|arrete)\b|\bdecide(?:nt)?(?: (?:de|d'|que|qu')|\s?:)"
    r"|\bdecisions suivantes\s?:"
    r"|\b(?:a|ont) decide\b|^\W*decision\b"
    r"|\b(?:est|sont|a ete|ont ete) (?:adopte|approuve|rejete|vote|elu|reelu|ratifie|valide)e?s?\b"
    r"|\b(?:it was|has|have|were?|was) (?:decided|agreed|approved|adopted|rejected)\b"
)
_NUMBER = re.compile(r"\W*(\d{1,2})\b")
# In characters: how long a line of what heads a page may be, or of an agenda, and what is shown of
# one; how many decisions, or lists of them.
_LINE, _HEAD, _MOST, _DECISIONS, _LISTS, _FEWEST = 140, 300, 900, 8, 3, 2


def head(page: StoredPage) -> str:
    """Return the lines above the text of a first page, on one line."""
    kept: list[str] = []
    for line in page.text[: 2 * _HEAD].splitlines():
        long = len(line) > _LINE or (len(line) > _LINE / 2 and line.rstrip().endswith("."))
        if long or sum(map(len, kept)) > _HEAD:
            break
        kept.append(line.strip())
    return " ".join(kept)


def is_minutes(first: Sequence[StoredPage]) -> bool:
    """Say whether what a document is called, or heads its first page, is minutes."""
    return any(
        _MINUTES.search(french.fold(f"{page.title} {page.file} {head(page)}".replace("_", " ")))
        for page in first
    )


def agenda(pages: Sequence[StoredPage]) -> list[Evidence]:
    """Return the short lines under « Ordre du jour », on the first page that has some."""
    for page in pages:
        found: list[tuple[int, int]] = []
        under = False
        for start, end in lines_of(page.text):
            line = page.text[start:end].rstrip()
            if under and (len(line) > _LINE or _begins_again(page.text, found, line)):
                break
            if under and end - (found[0][0] if found else start) <= _MOST:
                found.append((start, start + len(line)))
            under = under or bool(_AGENDA.fullmatch(french.fold(line)))
        if len(found) >= _FEWEST:
            span = found[0][0], found[-1][1]
            return [Evidence(page, *span, span)]
    return []


def _begins_again(text: str, found: Sequence[tuple[int, int]], line: str) -> bool:
    """Say whether a line begins what an agenda announced: an item again, or the numbers anew."""
    numbers = [
        int(number[1]) if (number := _NUMBER.match(each)) else 0
        for each in (*(text[slice(*span)] for span in found[-1:]), line)
    ]
    again = any(french.fold(text[slice(*span)]) == french.fold(line) for span in found)
    return again or (len(numbers) == 2 and 0 < numbers[1] <= numbers[0])


def decisions(pages: Sequence[StoredPage], titles: Sequence[Title]) -> list[Evidence]:
    """Return what stands under « Décisions », else the sentences that say what was decided."""
    under = (
        each
        for page, following in zip(pages, [*pages[1:], None], strict=True)
        for each in _under_decided(page, following, titles)
    )
    if found := list(islice(under, _LISTS)):
        return found
    told = [
        Evidence(page, *span, span)
        for page in pages
        for span in french.sentences(page.text)
        if _DECIDES.search(french.fold(page.text[slice(*span)]))
        and page.text[slice(*span)].rstrip().endswith((".", ";", "!"))
    ]
    return told[:_DECISIONS]


def _under_decided(
    page: StoredPage, following: StoredPage | None, titles: Sequence[Title]
) -> Iterator[Evidence]:
    """Yield what stands under each such title of a page, up to the next: whole sentences.

    Under one at its foot, that is what the following page begins with.
    """
    under = [
        end
        for start, end in lines_of(page.text)
        if end - start <= _LINE and _DECIDED.fullmatch(french.fold(page.text[start:end].strip()))
    ]
    if not under:
        return
    yield from _up_to_title(page, under, titles)
    if following and not page.text[under[-1] :].strip():
        yield from _up_to_title(following, [0], titles)


def _up_to_title(
    page: StoredPage, starts: Sequence[int], titles: Sequence[Title]
) -> Iterator[Evidence]:
    begun = [at for at, heading in page.sections if page.text.startswith(heading, at)]
    begun += [each.start for each in titles if each.page.number == page.number]
    begun = [*sorted(begun), len(page.text)]
    spans = french.sentences(page.text)
    for start in starts:
        until = min(begun[bisect_left(begun, start)], start + _MOST)
        first = bisect_left(spans, (start, start))
        inside = [each for each in spans[first : first + _MOST] if each[1] <= until]
        if inside:
            span = inside[0][0], inside[-1][1]
            yield Evidence(page, *span, span)
