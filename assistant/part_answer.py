"""The answer to a question that asks for numbered parts as a whole, and what is left of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from assistant import numbered, part_wording
from assistant.cited_answer import cited_answer
from assistant.extract import Evidence
from assistant.inquiry import Inquiry, decline
from assistant.numbered import Part
from assistant.part_text import Told
from assistant.schema import Abstention, Answer, Hit
from ingest.library import Library

# How many of several parts are shown at one time.
_SHOWN = 5


def parts_asked(
    library: Library, asked: Inquiry, text: str, parts: Sequence[Part], hits: Sequence[Hit]
) -> list[Evidence]:
    """Return what is shown of the parts that a question names, asked as `text`; empty for none."""
    return _evidence(_texts(library, asked, text, parts, hits))


def answer_parts(
    library: Library, asked: Inquiry, text: str, parts: Sequence[Part], hits: Sequence[Hit]
) -> Answer:
    """Return the answer that the parts make, with where they go on, and how many are left.

    Declined where none is found, and where all of them was shown already.
    """
    texts = _texts(library, asked, text, parts, hits)
    if not any(texts):
        return decline(library, asked, "only_near", hits)
    evidence = _evidence(texts)
    if asked.shown and not evidence:
        message = part_wording.all_shown(asked.language)
        return asked.answer(message, abstained=Abstention("no_such_item", message))
    given = cited_answer(library, asked, text, evidence, (), hits)
    if given.abstained:
        return given
    left = [each.left for each in chain.from_iterable(texts) if each.left]
    notes = [
        part_wording.goes_on(left, asked.language),
        part_wording.shown_so_far(len(texts), len(parts), asked.language),
    ]
    return replace(given, notes=(*given.notes, *filter(None, notes)))


def _texts(
    library: Library, asked: Inquiry, text: str, parts: Sequence[Part], hits: Sequence[Hit]
) -> list[list[Told]]:
    """Return the texts of each part, up to as many parts as are shown at one time."""
    texts: list[list[Told]] = []
    for part in parts:
        if sum(any(each.evidence for each in told) for told in texts) < _SHOWN:
            documents = asked.scope.documents
            texts.append(numbered.find_part(library, part, text, hits, documents, asked.shown))
    return texts


def _evidence(texts: Sequence[Sequence[Told]]) -> list[Evidence]:
    return [evidence for each in chain.from_iterable(texts) for evidence in each.evidence]
