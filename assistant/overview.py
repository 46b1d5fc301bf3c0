"""« De quoi parle ce rapport ? »: a document told by its own words, where it presents itself.

Whoever has just dropped a report asks it first, and no passage is about the report. What is: its
summary or introduction, else its first paragraph; then its table of contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant import contents
from assistant.candidate import SHORT
from assistant.extract import Evidence
from assistant.narrowing import narrow
from assistant.schema import Answer
from ingest import french
from ingest.library import Library
from ingest.schema import DocumentName, StoredPage

_THING = (
    r"(?:rapport|document|texte|fichier|pdf|guide|bilan|etude|livret|dossier|note|compte[- ]rendu"
    r"|report|paper|file|study)"
)
_THIS = rf"(?:ce|cet|cette|le|la|l'|this|the) ?{_THING}\b(?P<named>.*)$"
_POLITE = r"(?:peux-tu |pouvez-vous |peut-on )?(?:me |nous )?"
_ASKS = [
    re.compile(pattern)
    for pattern in (
        rf"^de quoi (?:(?:parle|traite)(?:-t-(?:il|elle))?|est-il question dans|s'agit-il dans)"
        rf" {_THIS}",
        rf"^(?:c'est quoi|qu'est[- ]ce que(?: c'est que)?|qu'est-ce qu'il y a dans) {_THIS}",
        rf"^{_POLITE}resume[rz]?(?:[- ](?:moi|nous))? {_THIS}",
        rf"^(?:(?:fais|faites|donne|donnez|ecris)(?:[- ](?:moi|nous))? )?(?:un |le )?resume"
        rf" (?:de |du )?(?:ce |la |cette )?{_THING}\b(?P<named>.*)$",
        r"^(?:quel est )?(?:le |son )?(?:sujet|theme|contenu|objet|propos|sommaire|plan) "
        rf"(?:de |du )(?:ce |cet |la |cette |l')?{_THING}\b(?P<named>.*)$",
        r"^(?:le )?(?:sommaire|resume)(?P<named>)$",
        rf"^what is {_THIS.removesuffix('(?P<named>.*)$')}(?P<named>.*?) about$",
        rf"^what does {_THIS.removesuffix('(?P<named>.*)$')}(?P<named>.*?) (?:say|cover|contain)$",
        rf"^(?:please )?summari[sz]e {_THIS}",
    )
]
# Headings under which a document presents itself, the most telling first.
_PRESENTS = [
    re.compile(rf"^(?:\W|\d|[ivx]+\b)*(?:{names})\b")
    for names in (
        "resume|synthese|abstract|executive summary|summary|en bref|l'essentiel|a retenir",
        "introduction|avant[- ]propos|preambule|presentation|preface|foreword|overview",
        "objet|objectifs?|contexte|background|edito(?:rial)?|expose des motifs",
    )
]
# How many pages from the first may present a document, and how long what is shown of it is.
_FIRST_PAGES, _LONGEST, _SENTENCES, _ENTRIES = 30, 650, 4, 900


def asked(question: str) -> re.Match[str] | None:
    """Return how a question asks what a document is about, and what it `named`; None otherwise."""
    folded = french.fold(" ".join(question.split()).rstrip(" ?!.…"))
    return next(filter(None, (each.match(folded) for each in _ASKS)), None)


def document_asked_of(
    question: str,
    held: Sequence[DocumentName],
    history: Sequence[Answer] = (),
    documents: Sequence[str] | None = None,
) -> str | None:
    """Return the id of the one document that a question asks to present; None if it asks else.

    « ce rapport » is the only one searched, or the one just cited; otherwise it must be named.
    """
    asks = asked(question)
    if asks is None:
        return None
    among = [each for each in held if documents is None or each.id in documents]
    named = re.sub(r"^ (?:du |de la |de l'|des |de |d'|of |by |sur |about )", "", asks["named"])
    if named.strip():
        found = narrow(among, named.strip(), None)
        return found[0] if len(found) == 1 else None
    if len(among) == 1:
        return among[0].id
    cited = history[-1].citations[:1] if history else ()
    return next((each.document for each in cited if each.document in {d.id for d in among}), None)


def evidence(library: Library, document: str) -> list[Evidence]:
    """Return where a document presents itself, then its table of contents: three spans at most."""
    numbers = library.page_numbers(document)[:_FIRST_PAGES]
    pages = [library.stored_page(document, number) for number in numbers]
    listed = {page.number: contents.entries(library, page) for page in pages}
    presented = [
        span
        for pattern in _PRESENTS
        for page in pages
        for start, heading in page.sections
        if pattern.match(french.fold(heading)) and _begins(page, start, heading)
        for span in _opening(page, start, listed[page.number])
    ]
    first = (span for page in pages for span in _opening(page, 0, listed[page.number]))
    told = presented[:2] or [span for span in [next(first, None)] if span]
    return told + [span for page in pages for span in _table(page, listed[page.number])][:1]


def _begins(page: StoredPage, start: int, heading: str) -> bool:
    """Say whether the section begins there, and does not only go on from the page before."""
    return " ".join(page.text[start:].split()).startswith(" ".join(heading.split()))


def _opening(page: StoredPage, start: int, listed: Sequence[tuple[int, int]]) -> Iterator[Evidence]:
    """Yield the first sentences after a position that follow each other; nothing when none do."""
    following: list[tuple[int, int]] = []
    for first, last in french.sentences(page.text):
        text = page.text[first:last].rstrip()
        whole = len(text) >= SHORT and text.endswith((".", "!", "»", ".”"))
        if first < start or any(a <= first < b for a, b in listed) or not (whole or following):
            continue
        long = following and last - following[0][0] > _LONGEST
        if not whole or long or len(following) == _SENTENCES:
            break
        following.append((first, last))
    if following:
        span = following[0][0], following[-1][1]
        yield Evidence(page, *span, span)


def _table(page: StoredPage, listed: Sequence[tuple[int, int]]) -> Iterator[Evidence]:
    shown = [each for each in listed if each[1] - listed[0][0] <= _ENTRIES]
    if len(shown) > 1:
        span = shown[0][0], shown[-1][1]
        yield Evidence(page, *span, span)
