"""The section that a question asks for by its heading: « quelles sont les recommandations ? ».

A sentence answers a question; what is listed under « 5. Recommandations » answers this one, though
none of its sentences says so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.candidate import section_end
from assistant.extract import Evidence
from assistant.filters import name_stems
from assistant.numbered import shown
from ingest import french
from ingest.library import Library
from ingest.schema import StoredPage

_LISTS = re.compile(
    r"^(?:(?:peux-tu |pouvez-vous )?(?:me |nous )?"
    r"(?:liste|cite|donne|enumere|rappelle|montre)[rz]?"
    r"(?:[- ](?:moi|nous))? (?:(?:toutes|tous) )?les"
    r"|(?:et )?quel(?:le)?s (?:sont|etaient|ont ete|furent) (?:donc )?les"
    r"|(?:la )?liste des|les|quel(?:le)?s"
    r"|(?:list|give|show|name)(?: me)?(?: all)? the|what (?:are|were) the) (?P<noun>[\w'-]+)"
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
    )
)
# In characters: what stands under a heading, at least, to be what it names.
_LEAST = 120
# Of how many of the first pages labels may answer, and how much of the question those must know.
_FIRST, _KNOWN = 3, 0.7


def section_asked(library: Library, question: str, pages: Sequence[StoredPage]) -> list[Evidence]:
    """Return the section of the pages found, nearest first, that a question asks for by heading.

    Empty where none is. What else it names must stand in the document's name, or on those pages.
    """
    folded = french.fold(" ".join(question.split()))
    asked = _LISTS.match(folded)
    wanted = set(french.stems(asked["noun"])) if asked else set()
    if not asked or not wanted:
        return []
    stems = wanted | set(french.stems(folded[asked.end() :]))
    documents = {page.document for page in pages}
    names = {each.id: name_stems(each) for each in library.names() if each.id in documents}
    said = {each: " ".join(p.text for p in pages if p.document == each) for each in documents}
    known = {each: names.get(each, set()) | set(french.stems(said[each])) for each in documents}
    for page in pages:
        called = names.get(page.document, set())
        named_by_it = stems - wanted <= called | _ITSELF and not called.isdisjoint(stems)
        if not (named_by_it or stems <= known[page.document]):
            continue  # « du CESER » is another's
        for place, (start, heading) in enumerate(page.sections):
            named = set(french.stems(re.sub(r"^[\W\d]+", "", heading))) - _BESIDE
            own = called | _ITSELF if named_by_it else called
            if wanted <= named <= stems | own and page.text.startswith(heading, start):
                return _section(page, place)
    most = _KNOWN * len(stems)
    near = [page for page in pages[:_FIRST] if len(stems & known[page.document]) >= most]
    return next(filter(None, (_labelled(page, asked["noun"] or "") for page in near)), [])


def _labelled(page: StoredPage, noun: str) -> list[Evidence]:
    """Return what stands under « Critère 1 », « Critère 2 »… of a page; nothing without the two."""
    folded, origins = french.fold_with_origins(page.text)
    label = re.compile(rf"^\W{{0,3}}{re.escape(noun.rstrip('s'))}s?\s(?:n°\s?)?(\d{{1,2}})\b", re.M)
    found = [(origins[each.start()], int(each[1])) for each in label.finditer(folded)]
    if not noun.endswith("s") or [number for _, number in found[:2]] != [1, 2]:
        return []
    return shown(page, found[0][0], len(page.text.rstrip()))


def _section(page: StoredPage, place: int) -> list[Evidence]:
    """Return what stands under a heading of the page, with it; nothing where that is little."""
    start, heading = page.sections[place]
    end = section_end(page, place)
    if end - start - len(heading) < _LEAST:
        return []
    return shown(page, start, end)
