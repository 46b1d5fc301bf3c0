"""Names, years and numbers of a question that nothing shown says: whoever reads is told so.

« Combien de banques de semences au Niger ? » finds how many there are in three other countries, and
« le taux de satisfaction en 2022 » that of 2023: true sentences of their pages, which do not answer
what was asked. A report that calls a place by another name looks the same: neither is declined for
that alone. Where nothing answers, what no document names is often why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant import narrowing, places, wording
from assistant.coverage import QuestionWords
from assistant.inflections import inflections
from assistant.inquiry import NOT_FOUND
from assistant.narrowing import YEAR, years_told
from assistant.schema import Answer, Citation
from ingest import french
from ingest.acronyms import is_acronym
from ingest.library import Library
from ingest.schema import Language
from ingest.vocabulary import is_usual

_NAME = r"\b[A-ZÀ-ÖØ-Þ][^\W\d_]+(?:[-’'](?!s\b)[^\W\d_]+)*\b"
# « Burkina Faso », « Côte d'Ivoire » are one name.
_RUN = rf"{_NAME}(?: (?:d['’])?{_NAME})*"
# A sentence's first word has a capital for another reason, and an English name may be written
# otherwise on a French page: seldom those of places, which a preposition leads in.
_ASKED: dict[Language, re.Pattern[str]] = {
    "fr": re.compile(
        rf"(?<=[\w,;(] )(?P<name>{_RUN})|(?<=\w['’])(?P<elided>{_RUN})|(?P<year>{YEAR.pattern})"
        r"|\b(?P<number>n° ?\d{1,3})\b"
    ),
    "en": re.compile(rf"\b(?:in|at|of) (?P<name>{_RUN})|(?P<year>{YEAR.pattern})"),
}
# As many first letters are those of « Mali » and « malien », « Sénégal » and « sénégalais ».
_ROOT, _LONGEST_ROOT = 4, 5
# How far a document is about a name that it need not repeat.
_SUBJECT = 0.5


def noted(library: Library, answer: Answer, words: QuestionWords) -> Answer:
    """Return the answer with a note on what its question names and no extract shown says.

    `words` tell how far each document cited is about a name, which its pages need not repeat.
    """
    names = untold(answer, words)
    nowhere = _nowhere(library, names)
    elsewhere = [name for name in names if name not in nowhere]
    later = [year for year in _not_at_first(library, answer) if year not in names]
    note = wording.untold((later, elsewhere, nowhere), answer.language)
    return replace(answer, notes=(*answer.notes, note)) if note else answer


def noted_refusal(library: Library, answer: Answer) -> Answer:
    """Return a refusal with a note on the names and years of its question that no document says.

    An answer is returned as it is, and so is a refusal for another reason than what was found.
    """
    if answer.abstained is None or answer.abstained.reason not in NOT_FOUND:
        return answer
    asked = answer.searched or answer.question
    named = [name or year for name, year, _ in _asked(asked, french.detect_language(asked))]
    nowhere = _nowhere(library, [*dict.fromkeys(filter(None, named))])
    names = [each for each in nowhere if not _is_common(each)]
    if not names:
        return answer
    return replace(answer, notes=(*answer.notes, wording.untold(((), (), names), answer.language)))


def _nowhere(library: Library, names: Sequence[str]) -> list[str]:
    """Return the names of which no document has a word, in the singular or the plural.

    Of a place, whatever it is called: the pages say « Maroc » of “Morocco”.
    """
    said: dict[str, list[list[set[str]]]] = {}
    for name in names:
        called = places.spellings(name)
        ways = [places.telling(each) for each in called] or [[one] for one in _telling(name)]
        said[name] = [[set(inflections(word)) for word in way] for way in ways]
    forms = {form for ways in said.values() for way in ways for word in way for form in word}
    held = library.concordance.held_words([*forms])
    return [
        name
        for name, ways in said.items()
        if not any(all(not held.isdisjoint(word) for word in way) for way in ways)
    ]


def untold(answer: Answer, words: QuestionWords) -> list[str]:
    """Return the names, years and numbers of an answered question that no extract shown says.

    A title, a section's heading or a table's head above an extract says them too.
    """
    heads = [each.head for each in answer.sentences]
    text = " ".join([*map(_shown, answer.citations), *heads])
    said, asked = french.words(text), answer.searched or answer.question
    numbered = set(pairwise(said))
    leading = [*french.words(asked), "numero"]
    subjects = [words.subjects.get(each.document, {}) for each in answer.citations]
    found: dict[str, None] = {}
    for name, year, number in _asked(asked, french.detect_language(asked)):
        if year:
            held = int(year) in years_told(text)
        elif number:
            last = number.split("°")[1].strip()
            held = not numbered.isdisjoint((word, last) for word in leading)
        else:
            ways = [_telling(each) for each in (name, *places.spellings(name))]
            held = is_acronym(name) or any(
                all(any(_alike(one, each) for each in said) for one in way) for way in ways
            )
        told = name or year or number
        stems = french.stems(told)
        if not held and not any(_is_about(each, stems) for each in subjects):
            found[told] = None
    # A capital letter makes no name of a common noun: « l'État ». Read last: it takes a while.
    return [each for each in found if not _is_common(each)]


def _not_at_first(library: Library, answer: Answer) -> list[str]:
    """Return the years asked where the first extract, and its document's name or date, say none.

    A chart's axis or a column's heading in the next extract says nothing of the figures of the
    first one; nor does the name of a report on 2012, of those under « Loi de finances 2011 ».
    """
    years = dict.fromkeys(YEAR.findall(answer.searched or answer.question))
    if not years or not answer.sentences:
        return []
    first = answer.sentences[0]
    cited = [each for each in answer.citations if each.number in first.citations]
    held = years_told(first.head)
    if held:
        held |= years_told(first.text)
    else:
        held = years_told(" ".join(map(_shown, cited)))
        for each in library.names():
            if each.id in {one.document for one in cited}:
                held |= narrowing.years(each)
    return [] if any(int(year) in held for year in years) else [*years]


def _shown(cited: Citation) -> str:
    """Return what a reader sees of a citation: its quote, and what stands above it."""
    return f"{cited.title} {cited.file} {cited.section} {cited.quote}".replace("_", " ")


def _asked(question: str, language: Language) -> Iterator[tuple[str, str, str]]:
    """Yield each (name, year, number) of a question: one of them, the others empty."""
    for found in _ASKED[language].finditer(question):
        groups = found.groupdict("")
        name = groups["name"] or groups.get("elided", "")
        # What has several words is seldom a place, and a French page has others for it.
        if language == "fr" or " " not in name or places.spellings(name):
            yield name, groups["year"], groups.get("number", "")


def _telling(name: str) -> list[str]:
    """Return the folded words of a name; of several with a capital, those that are rare alone."""
    parts = re.findall(_NAME, name)
    rare = [part for part in parts if len(parts) > 1 and not is_usual(part)]
    return french.words(" ".join(rare) or name)


def _is_common(name: str) -> bool:
    """Say whether a name is common nouns that have a capital: « l'État », « Premier Ministre »."""
    parts = re.findall(_NAME, name)
    if len(parts) < 2:
        return is_usual(name)
    return all(map(is_usual, parts)) and not places.spellings(name)


def _alike(one: str, other: str) -> bool:
    """Say whether two words may be a name and its adjective, or another spelling of it."""
    shorter = min(len(one), len(other))
    root = min(max(_ROOT, shorter - 1), _LONGEST_ROOT)
    return one == other or (shorter >= _ROOT and one[:root] == other[:root])


def _is_about(subjects: Mapping[str, float], stems: Sequence[str]) -> bool:
    return any(subjects.get(stem, 0.0) >= _SUBJECT for stem in stems)
