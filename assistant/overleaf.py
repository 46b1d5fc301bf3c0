"""What a page's end cuts is shown with its rest, overleaf, as evidence of its own.

A sentence goes on where the next page begins within one; a heading, a question set as one, or what
announces a list, is answered there. A page's first words that only end a sentence are shown after
its beginning, or not at all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant import asking, numbered_lists
from assistant.candidate import is_bare_heading
from assistant.extract import MOST, Evidence, without_announcement
from assistant.page_headings import questions
from assistant.schema import overlap
from ingest import french
from ingest.library import Library
from ingest.schema import StoredPage

_ENDED = re.compile(r"[.!…;][\s»”\"')\]\d]*$")
# What opens a page and begins no sentence: « d'Etat ; », « ; et ».
_CUT = re.compile(r"[;,:)\]]|[a-zà-öø-ÿœ]+[\s’',;.:)]")
_ANNOUNCES = re.compile(r"[?:]\s*$")
# In characters: how long a heading is at most, how much is shown of what answers overleaf.
# How much of a list that goes on there.
_HEADING, _ANSWER, _LIST = 80, 400, 800
# In characters: the longest beginning that is shown before what ends it overleaf.
_BEGINNING = 500
# What share of the words of a question and of a heading must be those of both.
_SAME = 0.6


def with_rest(library: Library, question: str, these: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence, each piece whose core its page's end cuts followed by its rest.

    So is one that ends with the very question, as a page's last heading. What is evidence itself of
    a sentence's rest comes right behind it.
    """
    shown: list[Evidence] = []
    left = _begun(library, these)
    while left:
        each = left.pop(0)
        rest = _rest(library, question, each)
        held = [other for other in left if rest and overlap(rest.where, other.where)]
        left = [*held, *(other for other in left if other not in held)]
        if rest and not any(overlap(rest.where, other.where) for other in (*left, *shown)):
            shown += [each, rest]
        else:
            end = without_announcement(each.page, each.start, each.end, each.core[1])
            shown.append(replace(each, end=end))
    return shown[: max(MOST, len(these))]


def _begun(library: Library, these: Sequence[Evidence]) -> list[Evidence]:
    """Return the evidence without page's first words that end a sentence begun overleaf.

    They stay behind the extract that they end; where they are the core, or begin as a sentence may,
    their beginning is put before them. What has neither, and is nothing but them, is left out.
    """
    found: list[Evidence] = []
    for each in these:
        opens = not each.page.text[: each.start].strip()
        before = library.page_beside(each.page, -1) if opens else None
        ends = opens and bool(_CUT.match(each.text))
        cut = ends or (before and _goes_on(before.body, each.text))
        behind = [place for place, other in enumerate(found, 1) if _ends_before(other, each)]
        if not cut or behind:
            found.insert(behind[0] if cut else len(found), each)
            continue
        spans = french.sentences(each.page.text)
        if ends and each.core[0] >= spans[0][1]:
            found.append(replace(each, start=min(each.core[0], spans[1][0])))
        elif beginning := _beginning(before):
            found += [] if any(overlap(beginning.where, e.where) for e in found) else [beginning]
            found.append(each)
        elif len(each.text) > _HEADING:
            found.append(each)
    return found or list(these)


def _ends_before(before: Evidence, each: Evidence) -> bool:
    """Say whether evidence is of the page before, up to its end."""
    page = before.page
    follows = (page.document, page.number + 1) == (each.page.document, each.page.number)
    return follows and before.start < len(page.body) <= before.end


def _beginning(before: StoredPage | None) -> Evidence | None:
    """Return the last sentence of the page before, if the page's end cuts it."""
    spans = french.sentences(before.body) if before else []
    if not (before and spans) or _ENDED.search(before.body):
        return None
    start, end = spans[-1]
    return Evidence(before, start, end, (start, end)) if end - start <= _BEGINNING else None


def _rest(library: Library, question: str, cut: Evidence) -> Evidence | None:
    text, until = cut.page.text[: cut.end].rstrip(), len(cut.page.body)
    # What a note says, or is shown with one, has no rest there.
    following = library.page_beside(cut.page) if len(text) == until else None
    if following is None:
        return None
    in_list = numbered_lists.is_list_line(text.rsplit("\n", 1)[-1])
    after = following.text.lstrip()
    ended = bool(_ENDED.search(text))
    within = _goes_on(text, after)
    more = within or numbered_lists.goes_on(text, after)
    if in_list and more and asking.wants_list(question):
        return _rest_of_list(following)
    if ended or (cut.core[1] < until and not _asks_the_same(text, question)):
        return None
    formula = any(sign in cut.text for sign in "\\=")
    heads = is_bare_heading(cut.text) and len(cut.text) < _HEADING and not formula
    if heads or _ANNOUNCES.search(text):
        return _first(following, _ANSWER)
    if not within:
        return None
    return _rest_of_list(following) if in_list else _first(following, 0)


def _goes_on(text: str, after: str) -> bool:
    """Say whether the last sentence of a text has not ended, and goes on overleaf.

    It does after a word that nothing ends with, whatever comes: « compris entre », « 4,27% ».
    """
    last = "" if _ENDED.search(text) else " ".join(text.split()[-1:])
    if not last:
        return False
    return after[:1].islower() or (last.islower() and french.function_word_share(last) == 1)


def _asks_the_same(text: str, question: str) -> bool:
    start, end = french.sentences(text)[-1]
    asked, heading = set(french.stems(question)), set(french.stems(text[start:end]))
    shared = len(asked & heading)
    return text.endswith("?") and shared >= _SAME * max(len(asked), len(heading))


def _first(page: StoredPage, most: int) -> Evidence | None:
    """Return the page's first sentence, and those after it up to `most` characters.

    Up to the next question that the page asks, if any: that one's answer is another.
    """
    spans = french.sentences(page.body)
    if not spans:
        return None
    other = min((start for start, _ in questions(page) if start >= spans[0][1]), default=None)
    spans = [span for span in spans if other is None or span[1] <= other]
    end = max((end for _, end in spans if end - spans[0][0] <= most), default=spans[0][1])
    return Evidence(page, spans[0][0], end, (spans[0][0], end))


def _rest_of_list(page: StoredPage) -> Evidence | None:
    """Return the page's first sentence, and the items of the list that it ends or is one of."""
    spans = french.sentences(page.body)
    if not spans:
        return None
    end = spans[0][1]
    for start, until in spans[1:]:
        line = page.text.rfind("\n", 0, start) + 1
        goes_on = numbered_lists.is_list_line(page.text[line:until]) and line > spans[0][0]
        unfinished = page.text[:end].endswith((";", ","))
        if until - spans[0][0] > _LIST or not (goes_on or unfinished or line < end):
            break
        end = until
    return Evidence(page, spans[0][0], end, (spans[0][0], end))
