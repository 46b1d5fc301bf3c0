"""Every occurrence of a term, by document and page: « où le FASEP est-il mentionné ? ».

Searched over the stored text of pages, never over chunks (their overlap counts twice) nor over the
nearest passages (they forget). The library's word index only narrows which pages are read.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import groupby

from assistant.schema import DocumentMentions, Mentions, PageMentions
from ingest import french, terms
from ingest.library import Library
from ingest.schema import StoredPage

_AROUND = 70
# Words and, one by one, the symbols among them (« R&D », « C++ »).
_TOKEN = re.compile(r"[^\W_]+|[^\w\s'-]|_")
_MOST_HYPHENS = 6


def find_mentions(library: Library, term: str) -> Mentions:
    """Find a term wherever it stands as whole words, whatever its case, accents or hyphens.

    « co-développement » finds « co développement » and « codéveloppement »; a footnote's number
    stuck to the word (« FASEP1 ») does not hide it. A term without any letter or digit is looked
    for as it is.
    """
    folded = " ".join(french.fold(term).split())
    pattern = _pattern(folded)
    needed = _words_needed(folded)
    documents: list[DocumentMentions] = []
    variants: Counter[str] = Counter()
    if pattern is not None:
        pages = library.pages(needed)
        for _, group in groupby(pages, key=lambda page: page.document):
            held = list(group)
            found = [m for page in held if (m := _on_page(page, pattern, variants)).count]
            if found:
                first = held[0]
                documents.append(
                    DocumentMentions(
                        first.file, first.document, first.title, tuple(found), first.unit
                    )
                )
    documents.sort(key=lambda each: (-each.count, each.file))
    return Mentions(
        term=term.strip(),
        variants=tuple(each for each, _ in variants.most_common()),
        extent=library.extent(),
        documents=tuple(documents),
    )


def _pattern(folded: str) -> re.Pattern[str] | None:
    """Return what matches the term in folded text; None for a term of nothing."""
    tokens = list(_TOKEN.finditer(folded))
    if not tokens:
        return None
    pattern = ""
    for before, token in zip([None, *tokens], tokens, strict=False):
        if before is not None:
            both = before.group()[-1].isalnum() and token.group()[0].isalnum()
            hyphened = folded[before.end() : token.start()] == "-"
            pattern += r"[\s'-]+" if both and not hyphened else r"[\s'-]*"
        pattern += _word(token.group())
    first, last = tokens[0].group(), tokens[-1].group()
    start = r"(?<![^\W_])" if first[0].isalnum() else ""
    end = r"(?![^\W_])" if last[-1].isalnum() else ""
    if last.isalpha() and len(last) >= terms.LEAST_NOTED:
        end = rf"(?:{end}|(?=\d{{1,2}}(?![^\W_])))"
    return re.compile(start + pattern + end)


def _word(word: str) -> str:
    """Match a word even where a line-end hyphen was left inside it: « dévelop-pement »."""
    if not word.isalpha():
        return re.escape(word)
    return "-?".join(re.escape(letter) for letter in word)


def _words_needed(folded: str) -> list[list[str]] | None:
    """Return sets of words one of which every page with a mention holds; None if that is any page.

    A hyphen of the term may be missing from the page: its words then stand there as one.
    """
    if not french.words(folded) or folded.count("-") > _MOST_HYPHENS:
        return None
    options: list[list[str]] = [[]]
    for part in re.split(r"[^\w-]+|_", folded):
        words = [word for word in part.split("-") if word]
        readings = [list[str]()] if not words else [[words[0]]]
        for word in words[1:]:
            readings = [[*r, word] for r in readings] + [[*r[:-1], r[-1] + word] for r in readings]
        options = [[*before, *reading] for before in options for reading in readings]
    return options


def _on_page(page: StoredPage, pattern: re.Pattern[str], variants: Counter[str]) -> PageMentions:
    folded, origins = french.fold_with_origins(page.text)
    spans = [
        (origins[match.start()], origins[match.end() - 1] + 1) for match in pattern.finditer(folded)
    ]
    variants.update(" ".join(page.text[start:end].split()) for start, end in spans)
    snippets = tuple(_snippet(page.text, start, end) for start, end in spans)
    return PageMentions(page.number, page.label, tuple(spans), snippets)


def _snippet(text: str, start: int, end: int) -> str:
    """Return the words around a mention, on one line, cut between words."""
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    words = " ".join(text[left:right].split())
    return ("… " if left else "") + words + (" …" if right < len(text) else "")
