"""The answer to a question that asks for a numbered part as a whole: its text, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from assistant import part_wording
from assistant.cited_answer import cited_answer
from assistant.inquiry import Inquiry, decline
from assistant.part_text import Told
from assistant.schema import Abstention, Answer, Hit
from ingest.library import Library


def answer_part(
    library: Library, asked: Inquiry, text: str, found: Sequence[Told], nearest: Sequence[Hit]
) -> Answer:
    """Return the answer that the parts found make, with where they go on.

    Declined where none is found, and where all of them was shown already.
    """
    if not found:
        return decline(library, asked, "only_near", nearest)
    evidence = list(chain.from_iterable(each.evidence for each in found))
    if asked.shown and not evidence:
        message = part_wording.all_shown(asked.language)
        return asked.answer(message, abstained=Abstention("no_such_item", message))
    given = cited_answer(library, asked, text, evidence, (), nearest)
    note = part_wording.goes_on([each.left for each in found if each.left], asked.language)
    return replace(given, notes=(*given.notes, note)) if note and not given.abstained else given
