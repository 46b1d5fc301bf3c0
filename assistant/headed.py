"""The section that a question asks for by its heading: « quelles sont les recommandations ? ».

A sentence answers a question; what is listed under « 5. Recommandations » answers this one, though
none of its sentences says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from assistant import contents, labels, narrowing
from assistant.candidate import is_heading
from assistant.extract import Evidence
from assistant.filters import name_stems
from assistant.narrowing import ways
from assistant.part_text import Told, spans, told
from assistant.schema import Citation
from ingest import french
from ingest.acronyms import is_acronym
from ingest.library import Library
from ingest.schema import CELL_END, StoredPage

_LISTS = re.compile(
    r"^(?:(?:peux-tu |pouvez-vous )?(?:me |nous )?"
    r"(?:liste|cite|donne|enumere|rappelle|montre)[rz]?"
    r"(?:[- ](?:moi|nous))? (?:(?:toutes|tous) )?les"
    r"|(?:et )?(?:quel(?:le)?s|qui) (?:sont|etaient|ont ete|furent) (?:donc )?les"
    r"|(?:la )?liste des|les|quel(?:le)?s"
    r"|(?:list|give|show|name)(?: me)?(?: all)? the|(?:what|who) (?:are|were) the"
    r"|(?:what|which)(?= (?:main |key )?[\w'-]+s (?:are|were|have|had|did)\b))"
    r" (?:(?:principa\w+|grand\w+|\d{1,2}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze"
    r"|main|key|two|three|four|five|seven|eight|nine|ten|eleven|twelve) )?(?P<noun>[\w'-]+)"
)
# What a heading says beside what it names: « Principales recommandations de l'évaluation ».
_BESIDE = frozenset(
    french.stems(
        "principal principales synthèse liste main list deux trois quatre cinq six sept huit neuf"
        " dix douze"
    )
)
# What a document calls what it tells of: « Les trois objectifs de la journée », of an « atelier ».
_ITSELF = frozenset(
    french.stems(
        "action appel atelier colloque démarche dispositif document étude évaluation événement"
        " forum guide journée mission note présent programme projet rapport rencontre réunion"
        " séance séminaire"
        " call day evaluation meeting mission project report study workshop"
    )
)
# What says that a thing listed was told, not which: « les recommandations formulées ».
_TOLD = frozenset(
    french.stems(
        "amélioration citées décrites données émises envisagées évoquées faites formulées"
        " identifiées indiquées issues listées mentionnées possibles présentées prévues prises"
        " proposées recensées retenues suggérées"
        " achieved drawn given identified improvement learned learnt listed made mentioned planned"
        " possible proposed suggested taken"
    )
)
# What an English question asks the list of, as a French heading says it too.
_IN_FRENCH = {
    "activities": "activités",
    "advantages": "avantages",
    "aims": "objectifs",
    "benefits": "avantages",
    "challenges": "défis",
    "commitments": "engagements",
    "conclusions": "conclusions",
    "conditions": "conditions",
    "criteria": "critères",
    "decisions": "décisions",
    "goals": "objectifs",
    "lessons": "leçons",
    "mistakes": "erreurs",
    "objectives": "objectifs",
    "partners": "partenaires",
    "recommendations": "recommandations",
    "resources": "ressources",
    "results": "résultats",
    "risks": "risques",
    "stages": "étapes",
    "steps": "étapes",
}
# What a heading says behind its words: which of several pages it heads.
_PLACE = re.compile(r"\s\(\d{1,2}/\d{1,2}\)$")
# In characters: what stands under a heading, at least, to be what it names.
_LEAST = 120
# Of how many documents sections are shown.
_DOCUMENTS = 3
# Of how many of the first pages labels may answer, and how much of the question those must know.
_FIRST, _KNOWN = 3, 0.7


def section_asked(
    library: Library, question: str, pages: Sequence[StoredPage], known: Sequence[Citation] = ()
) -> list[Told]:
    """Return the sections of the pages found that a question asks for by heading, nearest first.

    One a document, of three at most; empty where none is. What else the question names must stand
    in the document's name, or on those pages; of a document that is not the one named, in the
    heading. What is quoted in those `known` is left out, and the section carried on.
    """
    folded = french.fold(" ".join(question.split()))
    asked = _LISTS.match(folded)
    noun = asked["noun"] if asked else ""
    wanted = [set(french.stems(each)) for each in dict.fromkeys((noun, _IN_FRENCH.get(noun, noun)))]
    if not asked or not any(wanted):
        return []
    said = dict.fromkeys(french.words(folded[asked.end() :]))
    rest = [way for word in said if (way := ways(word))[0] and not way[0] <= _TOLD]
    stems = set().union(*wanted, *chain(*rest))
    documents = {page.document for page in pages}
    names = {each.id: name_stems(each) for each in library.names() if each.id in documents}
    texts = {each: " ".join(p.text for p in pages if p.document == each) for each in documents}
    says = {each: names.get(each, set()) | set(french.stems(texts[each])) for each in documents}
    # A document that the question names calls itself by any of those words, and so do all that it
    # may mean when it names none.
    named = {
        each
        for each, name in names.items()
        if _held(rest, name | _ITSELF) == len(rest) and (not rest or _held(rest, name))
    }
    every = [wanted, *rest]
    holds = {each: _held(every, says[each]) for each in documents}
    meant = named if rest else set()
    meant = meant or {each for each in documents if holds[each] == len(every)}
    found: dict[str, Told | None] = {}
    for page in pages:
        own = names.get(page.document, set()) | (_ITSELF if page.document in named else set())
        sought = [wanted] if page.document in meant else every
        if not found.get(page.document):
            found[page.document] = _headed(library, page, sought, stems | own | _TOLD, known)
    if sections := [each for each in found.values() if each]:
        return sections[:_DOCUMENTS]
    most = _KNOWN * len(every)
    # Of a document that its name says is about them, any page may count them.
    near = [
        page
        for place, page in enumerate(pages)
        if (place < _FIRST and holds[page.document] >= most)
        or _held(every, names.get(page.document, set())) == len(every)
    ]
    labelled = next(filter(None, (_labelled(library, page, noun, known) for page in near)), None)
    return [labelled] if labelled else []


def holds_all(library: Library, question: str, sections: Sequence[Evidence]) -> bool:
    """Say whether sections, or their documents' names, tell a question's years and acronyms.

    « Les recettes de la DGTCP en 2007 » are not those that a section tells of the State in 2012,
    though the axis of its chart, or its table, has 2007 too: a row tells those better.
    """
    documents = {each.page.document for each in sections}
    names = [each for each in library.names() if each.id in documents]
    lines = chain(*(each.page.text[each.start : each.end].split("\n") for each in sections))
    text = "\n".join(each for each in lines if not _is_of_figures(each))
    told = narrowing.years_told(text).union(*map(narrowing.years, names))
    said = set(french.stems(text)).union(*map(name_stems, names))
    acronyms = " ".join(filter(is_acronym, re.findall(r"\w+", question)))
    dated = all(int(year) in told for year in narrowing.YEAR.findall(question))
    return dated and said.issuperset(french.stems(acronyms))


def named(sections: Sequence[Evidence], rows: Sequence[Evidence]) -> list[Evidence]:
    """Return the rows that say every word of the first section's heading; all without sections.

    « Recettes courantes » is no row of « Les recettes en capital ».
    """
    first = sections[0] if sections else None
    heading = first.page.text[first.start : first.end].split("\n", 1)[0] if first else ""
    stems = _said(heading)
    return [each for each in rows if stems.issubset(french.stems(each.text))]


def _is_of_figures(line: str) -> bool:
    """Say whether a line may be a table's row, or the axis or caption of what shows several years.

    « Évolution sur la période 2007-2012 » ends no sentence.
    """
    several = len(narrowing.YEAR.findall(line)) > 1 and not line.rstrip().endswith((".", ";", ":"))
    return CELL_END in line or several


def _held(words: Sequence[Sequence[set[str]]], among: set[str]) -> int:
    """Count the words, each given by the ways it may be said, that are among some stems."""
    return sum(any(way and way <= among for way in each) for each in words)


def _headed(
    library: Library,
    page: StoredPage,
    wanted: Sequence[Sequence[set[str]]],
    allowed: set[str],
    known: Sequence[Citation],
) -> Told | None:
    """Return what stands under the first heading that says what is wanted, and only what may be.

    Each thing wanted is given by the ways that a heading may say it.
    """
    for start, heading in _sections(page):
        said = _said(heading) - _BESIDE
        all_said = _held(wanted, said) == len(wanted) and said <= allowed
        length = _end(page, start) - start - len(heading)
        if all_said and page.text.startswith(heading, start) and length >= _LEAST:
            return told(spans(library, page, start, "section", _end), known)
    return None


def _sections(page: StoredPage) -> Sequence[tuple[int, str]]:
    return page.sections or _labels(page)


def _end(page: StoredPage, start: int) -> int:
    """Return where the section that holds a place ends on its page, or goes on from overleaf."""
    begun = (at for at, said in _sections(page) if at or page.text.startswith(said))
    return min((at for at in begun if at > start), default=page.end(start))


def _labels(page: StoredPage) -> list[tuple[int, str]]:
    """Return the lines that bear a law's label, as headings, of a text whose letters tell none."""
    begun = sorted(labels.opened(page.text))
    lines = ((start, page.text[start:].split("\n", 1)[0]) for start in begun)
    return [(start, line) for start, line in lines if is_heading(line)]


def _said(heading: str) -> set[str]:
    """Return the stems of what a heading says, but for its label or number."""
    return set(french.stems(_PLACE.sub("", labels.title_of(heading))))


def _labelled(
    library: Library, page: StoredPage, noun: str, known: Sequence[Citation]
) -> Told | None:
    """Return what stands under « Critère 1 », « Critère 2 »… of a page; nothing without the two.

    Of a table of contents, the entries from the first to the last that is called so.
    """
    folded, origins = french.fold_with_origins(page.text)
    label = re.compile(rf"^\W{{0,3}}{re.escape(noun.rstrip('s'))}s?\s(?:n°\s?)?(\d{{1,2}})\b", re.M)
    found = [(origins[each.start()], int(each[1])) for each in label.finditer(folded)]
    if not noun.endswith("s") or [number for _, number in found[:2]] != [1, 2]:
        return None
    listed = contents.entries(library, page)
    ends = (end for start, end in listed if start <= found[-1][0] < end)
    return told([(page, found[0][0], next(ends, page.end(found[0][0])))], known)
