"""Questions that a library can be asked, drawn from what its documents hold."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from assistant.definitions import find_definitions
from ingest import french
from ingest.library import Library
from ingest.schema import Language, StoredPage

_MOST_PAGES: Final = 400
_ACRONYM = re.compile(r"(?<![\w-])[A-ZÉ]{3,7}(?![\w-])")
_ROMAN = re.compile(r"[IVXLCM]+")
# A question with its subject after its verb, or « est-ce que »: a sentence, not a table's heading.
_ASKS = "Comment|Pourquoi|Quel(?:le)?s?|Qui|Quand|Combien|Où|À qui|Qu['’]est-ce|Que"
_QUESTION = re.compile(rf"(?:^|(?<=[.!?»:•]\s)|(?<=\n))((?:{_ASKS})\b[^.!?:;•»]{{15,90}}?)\s*\?")
_SENTENCE = re.compile(r"-(?:t-)?(?:il|elle|ils|elles|on|vous|nous|je|ce)\b|est-ce qu")
# What a document asks of itself or of its reader is no question for it.
_PERSONAL = re.compile(r"\b(?:je|nous|vous|nos|notre|votre|vos|mon|ma|mes)\b", re.IGNORECASE)
# An infinitive and what it acts on: « Financer un partenariat », and no « Dossier de presse ».
_TITLE = re.compile(
    r"[A-ZÉ][a-zéèêâîôûç]{2,}(?:er|ir|re) "
    r"(?:(?:une?|les?|la|des|sa|son|ses|aux?) |l['’])[^:?!.]{8,80}"
)
_BEST_LENGTH: Final = 60
_MEANING: Final[dict[Language, str]] = {"fr": "Que signifie {}\u00a0?", "en": "What does {} mean?"}
_MENTION: Final[dict[Language, str]] = {
    "fr": "Où «\u00a0{}\u00a0» est-il mentionné\u00a0?",
    "en": "Where is “{}” mentioned?",
}


def examples(library: Library, language: Language, count: int = 4) -> list[str]:
    """Return at most `count` questions: those the documents ask, a definition, a mention.

    A meaning is asked of a term only where a document defines it; a document's own question is
    quoted as it stands there, in its own language.
    """
    pages = list(_some_pages(library))
    terms = _terms(pages)
    defined = [term for term in terms[:12] if find_definitions(library, term, limit=1)]
    others = [term for term in terms if term not in defined[:1]]
    every = [*_from_titles(library), *_questions(pages)]
    asked = [each for each in every if french.detect_language(each) == language]
    meanings = [_MEANING[language].format(term) for term in defined]
    mentions = [_MENTION[language].format(term) for term in others]
    told = asked[:2] + meanings[:1] + mentions[:1]
    rest = asked[2:] + meanings[1:] + mentions[1:]
    return (told + rest)[:count]


def _some_pages(library: Library) -> Iterator[StoredPage]:
    """Yield pages from across the library: the first ones alone would tell of one document."""
    pages = list(library.pages())
    if len(pages) > _MOST_PAGES:
        pages = random.Random(len(pages)).sample(pages, _MOST_PAGES)  # the same for each library
    yield from sorted(pages, key=lambda page: (page.file, page.number))


def _terms(pages: Iterable[StoredPage]) -> list[str]:
    """Return the acronyms that most documents hold, the most widespread first."""
    documents: dict[str, set[str]] = {}
    often: Counter[str] = Counter()
    for page in pages:
        for line in page.text.splitlines():
            if line.upper() == line:
                continue  # a heading in capitals is full of words that are no acronym
            for found in _ACRONYM.findall(line):
                if not _ROMAN.fullmatch(found) and french.stems(found):
                    documents.setdefault(found, set()).add(page.document)
                    often[found] += 1
    widespread = (each for each in documents if often[each] > 1)
    return sorted(widespread, key=lambda each: (-len(documents[each]), -often[each], each))


def _from_titles(library: Library) -> list[str]:
    """Return what titles in the infinitive answer: « Trouver un partenaire » tells how."""
    titles = (" ".join(each.title.split()) for each in library.documents())
    return [
        f"Comment {title[0].lower()}{title[1:]}\u00a0?"
        for title in titles
        if _TITLE.fullmatch(title)
    ]


def _questions(pages: Iterable[StoredPage]) -> list[str]:
    """Return the questions that documents ask in so many words, one a document."""
    found: dict[str, str] = {}
    for page in pages:
        for asked in _QUESTION.findall(page.text):
            question = " ".join(asked.split()) + "\u00a0?"
            told = page.document in found or question in found.values()
            sound = _SENTENCE.search(question) and not _PERSONAL.search(question)
            if sound and not told:
                found[page.document] = question
    return sorted(found.values(), key=lambda each: abs(len(each) - _BEST_LENGTH))
