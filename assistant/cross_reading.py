"""Whether a sentence of the best passages answers the question, both read together.

Late interaction tells what a passage is about; only both read together tell « who pays the
association » from « what the association costs ». That puts the first passages in order, and holds
back what only comes near (`abstention`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from assistant.filters import name_stems
from assistant.narrowing import YEAR, years_told
from assistant.schema import Hit
from ingest import french
from ingest.cross_encoder import UNREAD, CrossEncoder, Sentences
from ingest.embedding import passage
from ingest.library import Library
from ingest.schema import StoredChunk

# More tell no better on questions that nothing saw, and each takes 15 ms.
READ = 3
# What the probability that a passage answers counts for in its score, at a temperature that spares
# small differences: so many traps were taught that log-odds spread far. Of these, of probabilities
# and of this, from .01 to .4, it loses on none of eight sets of questions: page first for .96, .92,
# .87, .82, .78, .88, .86 and .98, from .92, .90, .80, .82, .75, .86, .84 and .98. Taught more, from
# .1 to 1 at 1 to 4, no other does better on nine.
_SHARE, _TEMPERATURE = 0.15, 2.0

# « Quels sont les 3 piliers… ? » says how many a list has. The page that lists them seldom does,
# and a figure asked is what most traps that were taught lack: of 22 such questions on the reports,
# 14 were declined with the figure and none without.
_COUNT = re.compile(
    r"(?<=\bles |\bthe |\bdes )"
    r"(?:\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    r"|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?=[^\W\d])",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"^\W*(?:\w+ ){0,2}(?:quel(?:le)?s (?:sont|étaient|etaient|furent)"
    r"|qui (?:sont|étaient|etaient)|(?:list|cit|donn|énumèr|enumer|rappel|montr|nomm)\w*"
    r"|what (?:are|were)|who (?:are|were)|name|give|show)\b",
    re.IGNORECASE,
)


def reread(
    cross_encoder: CrossEncoder, question: str, hits: Sequence[Hit], called: Sequence[str]
) -> list[Hit]:
    """Put the first passages in the order that reading them with the question tells too.

    They carry their log-odds of answering, and keep their places' scores; the others stay. What
    each is `called` in the question is read as a part of its title, and so is a year asked that a
    passage tells without writing it.
    """
    first, rest = hits[:READ], hits[READ:]
    passages = [
        sentences_of(
            f"{each.chunk.title} {named}{_years_between(question, each.chunk.text)}",
            each.chunk.text,
        )
        for each, named in zip(first, called, strict=True)
    ]
    scores = cross_encoder.scores(uncounted(question), passages)
    odds = [float(np.logaddexp.reduce(each, initial=UNREAD)) for each in scores]
    told = [
        # The logistic function, written so that nothing overflows.
        each.score + _SHARE * float(np.exp(-np.logaddexp(0.0, -odd / _TEMPERATURE)))
        for each, odd in zip(first, odds, strict=True)
    ]
    order = sorted(range(len(first)), key=lambda place: -told[place])
    found = [
        replace(
            first[place],
            score=each.score,
            answering=odds[place],
            sentences=_on_page(first[place].chunk, passages[place], scores[place]),
        )
        for each, place in zip(first, order, strict=True)
    ]
    return [*found, *rest]


def called(library: Library, question: str, hits: Sequence[Hit]) -> list[str]:
    """Return for each passage the question's words that tell it, and stand neither in it nor in
    its document's title: those of the document's name, and of the heading that it stands under.

    « Dépenses de PROSEM » is answered by a page of « CR_COPIL4_PROSEM.pdf » that names it nowhere;
    « la caisse de Kouy », by the end of a village's sheet, whose name heads it.
    """
    asked = {word: set(french.stems(word)) for word in french.words(question) if word.isalpha()}
    names = {each.id: name_stems(each) for each in library.names()}
    found = []
    for chunk in (each.chunk for each in hits):
        told = names.get(chunk.document, set()) - set(french.stems(chunk.title))
        told |= set(french.stems(chunk.section)) - set(french.stems(f"{chunk.title} {chunk.text}"))
        found.append(" ".join(word for word, stems in asked.items() if stems & told))
    return found


def uncounted(question: str) -> str:
    """Return a question that asks for a list without how many things it says that this has."""
    return _COUNT.sub("", question, count=1) if _LISTS.match(question) else question


def _years_between(question: str, text: str) -> str:
    """Return the years asked that a text tells by those around them: 2022, of « 2021 à 2023 »."""
    asked, written = (set(map(int, YEAR.findall(each))) for each in (question, text))
    between = sorted((asked - written) & years_told(text)) if asked else []
    return "".join(f" {year}" for year in between)


def _on_page(
    chunk: StoredChunk, read: Sentences, odds: NDArray[np.float32]
) -> tuple[tuple[int, int, float], ...]:
    """Return where the sentences read stand in the page's text, with their log-odds.

    They were read on one line, after the document's title.
    """
    _, places = french.collapse_with_origins(chunk.text)
    before = len(read.text) - len(places)
    return tuple(
        (chunk.start + places[start - before], chunk.start + places[end - 1 - before] + 1, float(o))
        for (start, end), o in zip(read.spans, odds, strict=True)
    )


def sentences_of(title: str, text: str) -> Sentences:
    """Return a passage as it is read, on one line after its document's title, with its sentences.

    Its spans are its sentences' own, not the title's.
    """
    body = " ".join(text.split())
    whole = " ".join(passage(title, body).split())
    before = len(whole) - len(body)
    return Sentences(whole, tuple((a + before, b + before) for a, b in french.sentences(body)))
