"""A question on its way to its answer, and declining it: why, what is nearest, what is unread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant import wording
from assistant.filters import Scope
from assistant.schema import Abstention, Answer, Citation, Hit, Reason
from ingest.library import Library
from ingest.schema import Language

# How many of the nearest passages are shown with a refusal.
NEAREST = 3
# Why nothing is answered where the question was searched.
NOT_FOUND: tuple[Reason, ...] = ("nothing_near", "only_near")


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A question on its way: as asked, as searched, where, and the language of the answer.

    `ranked` where it names an item of the answer before, and no part of a document by its number.
    """

    question: str
    searched: str
    scope: Scope
    language: Language
    files: tuple[str, ...] = ()
    shown: tuple[Citation, ...] = ()
    ranked: bool = False

    def answer(self, text: str, notes: Sequence[str] = (), **told: object) -> Answer:
        """Return an answer to it that says how it was understood, then `notes`."""
        searched = self.searched if self.searched != self.question else ""
        understood = wording.understood(searched, self.files, self.language)
        made = Answer(self.question, "answer", self.language, text, searched=searched)
        made = replace(made, within=self.files, notes=(*understood, *notes))
        return replace(made, **told)  # type: ignore[arg-type]  # its fields


def decline(library: Library, asked: Inquiry, why: Reason, nearest: Sequence[Hit] = ()) -> Answer:
    """Return an answer that says why there is none, with the passages nearest to the question.

    Where pages concerned could not be read, that is why.
    """
    unread = _unread(library, asked, nearest[:1]) if why in NOT_FOUND else []
    if unread:
        why = "unreadable"
    message = wording.reason(why, asked.language, library.extent(asked.scope.documents or None))
    if unread:
        message = f"{message}\n{wording.unread(unread, asked.language)}"
    return asked.answer(
        message, abstained=Abstention(why, message), nearest=without_tokens(nearest[:NEAREST])
    )


def without_tokens(hits: Sequence[Hit]) -> tuple[Hit, ...]:
    """Leave out what only ranking reads: answers are kept, and it weighs 26 KB a passage."""
    return tuple(replace(hit, tokens=b"") for hit in hits)


def _unread(
    library: Library, asked: Inquiry, nearest: Sequence[Hit]
) -> list[tuple[str, tuple[int, ...]]]:
    """Return the files concerned whose pages could not all be read, with those pages.

    All are, where not one page could be. One that the question names in passing (« plateforme »,
    in a title) is only if what is nearest stands in it, or if nothing of it could be read.
    """
    scope = asked.scope
    near = {hit.chunk.document for hit in nearest}
    concerned = {
        *scope.documents,
        *(each for each, _ in scope.favoured if each in near or not library.chunks.count([each])),
    }
    none_read = not library.chunks.count()
    return [
        (each.file, each.unreadable_pages)
        for each in library.documents()
        if each.unreadable_pages and (none_read or each.id in concerned)
    ]
