"""The answer to a question that asks for numbered parts as a whole, and what is left of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain, islice

from assistant import labels, numbered, part_text, part_wording, several_parts
from assistant.cited_answer import cited_answer
from assistant.extract import Evidence
from assistant.inquiry import Inquiry, decline
from assistant.narrowing import looked_into
from assistant.numbered import Part
from assistant.part_text import Found, Told
from assistant.schema import Abstention, Answer, Hit
from ingest import french
from ingest.library import Library
from ingest.schema import CELL_END

# How many of several parts are shown at one time, and how many files a refusal names.
_SHOWN, _FEW = 5, 3
_PLURAL = r"(?<=[^\W\d]{3})s$|(?<=eau)x$"


def parts_named(asked: Inquiry, text: str) -> list[Part]:
    """Return the parts that a question names by their numbers, or as it is understood, `text`.

    Of which document a page is, the talk may say.
    """
    parts = [] if asked.ranked else several_parts.named_parts(asked.question)
    if not parts or (parts[0].kind == "page" and not parts[0].of):
        return several_parts.named_parts(text) or parts
    return parts


def parts_asked(
    library: Library, asked: Inquiry, text: str, parts: Sequence[Part], hits: Sequence[Hit]
) -> list[Evidence]:
    """Return what is shown of the parts that a question names, asked as `text`; empty for none."""
    return _evidence(_found(library, asked, text, parts, hits))


def told_parts(library: Library, asked: Inquiry, text: str, hits: Sequence[Hit]) -> list[Part]:
    """Return the articles of a code, strands, or a part by its rank, that a question names.

    It is asked as `text`. Empty for none held: guides cite many that no text has, and what they say
    of these is then searched for. So is what is asked within a strand that is no row of a table.
    """
    ranked = several_parts.ranked_part(text)
    parts = _by_rank(library, ranked, hits) if ranked else several_parts.told_parts(text)
    found = _found(library, asked, text, parts, hits)
    within = parts and parts[0].kind in labels.TOLD_OF and not parts[0].whole
    if within and not all(CELL_END in each.text for each in _evidence(found)):
        return []
    return parts if any(each.texts for each in found) else []


def _by_rank(library: Library, part: Part, hits: Sequence[Hit]) -> list[Part]:
    """Return the part that a rank names, with its number; empty for one of what is not held.

    The last is that of the nearest document that counts such parts.
    """
    if part.of and not (labels.holders(part.of) or looked_into(library.names(), part.of)):
        return []
    if part.number:
        return [part]
    near = dict.fromkeys(each.chunk.document for each in hits)
    ends = (part_text.first_and_last(library, each, part.kind, 0) for each in near)
    last = next(filter(None, islice(ends, _FEW)), None)
    return [replace(part, number=last[1])] if last else []


def answer_parts(
    library: Library, asked: Inquiry, text: str, parts: Sequence[Part], hits: Sequence[Hit]
) -> Answer:
    """Return the answer that the parts make, with where they go on, and how many are left.

    Declined where none is found, and where all of them was shown already.
    """
    found = _found(library, asked, text, parts, hits)
    missing = [part for part, each in zip(parts, found, strict=False) if not each.texts]
    note = _missing(library, asked, text, missing)
    if len(missing) == len(found):
        given = decline(library, asked, "only_near", hits)
        if not note or not given.abstained or given.abstained.reason != "only_near":
            return given
        return replace(given, text=note, abstained=Abstention("only_near", note))
    evidence = _evidence(found)
    if asked.shown and not evidence:
        message = part_wording.all_shown(asked.language)
        return asked.answer(message, abstained=Abstention("no_such_item", message))
    given = cited_answer(library, asked, text, evidence, (), hits)
    if given.abstained:
        return given
    left = [told.left for each in found for told in each.texts if told.left]
    others = dict.fromkeys(chain.from_iterable(each.others for each in found))
    notes = [
        note,
        part_wording.goes_on(left, asked.language),
        part_wording.shown_so_far(len(found), len(parts), asked.language),
        part_wording.also_in([*others], asked.language),
        *(
            part_wording.alike(_named(part, asked.question, text), each.alike, asked.language)
            for part, each in zip(parts, found, strict=False)
            if each.alike
        ),
    ]
    return replace(given, notes=(*given.notes, *filter(None, notes)))


def going_on(given: Answer, told: Sequence[Told]) -> Answer:
    """Return an answer that says where the sections that it shows go on, if anything is left."""
    left = [each.left for each in told if each.left]
    if given.abstained or not left:
        return given
    return replace(given, notes=(*given.notes, part_wording.goes_on(left, given.language)))


def _found(
    library: Library, asked: Inquiry, text: str, parts: Sequence[Part], hits: Sequence[Hit]
) -> list[Found]:
    """Return what is found of each part, up to as many parts as are shown at one time."""
    found: list[Found] = []
    for part in parts:
        if sum(any(told.evidence for told in each.texts) for each in found) < _SHOWN:
            documents = asked.scope.documents
            found.append(numbered.find_part(library, part, text, hits, documents, asked.shown))
    return found


def _evidence(found: Sequence[Found]) -> list[Evidence]:
    return [each for parts in found for told in parts.texts for each in told.evidence]


def _missing(library: Library, asked: Inquiry, text: str, parts: Sequence[Part]) -> str:
    """Say which parts are in no document meant; nothing for none, or for a page."""
    if not parts or parts[0].kind == "page":
        return ""
    first, held = parts[0], library.names()
    together = all(each.of == first.of for each in parts)
    meant = numbered.meant(library, first, asked.scope.documents) if together else held
    narrowed = len(meant) <= _FEW and len(meant) < len(held)
    files = [each.file for each in meant] if narrowed else []
    ends = None
    if len(meant) == 1:
        ends = part_text.first_and_last(library, meant[0].id, first.kind, first.number)
    named = [_named(each, asked.question, text) for each in parts]
    return part_wording.missing(named, files, ends, asked.language)


def _named(part: Part, question: str, text: str) -> str:
    """Return a part as the question calls it, or as it was understood."""
    return _called(part, question) or _called(part, text) or f"{part.kind} {part.number}"


def _called(part: Part, question: str) -> str:
    """Return a part as a question calls it, in the singular; empty where it names no such part."""
    text = " ".join(question.split())
    folded = french.fold(text)
    found = re.search(rf"\b(?P<noun>{labels.KINDS[part.kind]})[^\S\n]?{labels.NUMBER}", folded)
    if found is None:
        return ""
    noun = french.unfolded(text, *found.span("noun")).lower()
    number = str(part.number)
    of, until = numbered.complement(folded, found.end(), len(folded))
    within = french.unfolded(text, found.end(), until) if labels.holders(of) else ""
    return f"{re.sub(_PLURAL, '', noun)} {number[0].upper()}{number[1:]}{within}".rstrip(" ?!.")
