"""« De quoi parle ce rapport ? »: a document told by its own words, where it presents itself.

Whoever has just dropped a report asks it first, and no passage is about the report. What is: its
summary or introduction, else its first paragraph; then its table of contents.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from assistant import contents, wording
from assistant.asking import is_item
from assistant.candidate import SHORT
from assistant.extract import Evidence
from assistant.narrowing import names_any, narrow
from assistant.nouns import ANY, CALLED
from assistant.schema import Answer
from ingest import french
from ingest.library import Library
from ingest.schema import DocumentName, Language, StoredPage

_REST = r"\b(?P<named>.*)$"
_NAMED = rf"(?:(?P<any>{ANY})|(?P<called>{CALLED})){_REST}"
_THIS = rf"(?P<article>cet|cette|ce|le|la|l'|this|the) ?{_NAMED}"
_OF = rf"(?:de |du |d')?(?:(?P<article>cet|cette|ce|le|la|l') ?)?{_NAMED}"
# « Que dit le guide sur le mécénat ? » and « … page 3 ? » ask for what it says there.
_ELSE = r"(?!.*\b(?:sur|a propos|concernant|au sujet|about|on|pages? \d)\b)"
_POLITE = r"(?:peux-tu |pouvez-vous |peut-on )?(?:me |nous )?"
_ASKS = [
    re.compile(pattern)
    for pattern in (
        rf"^de quoi (?:(?:parle|traite)(?:-t-(?:il|elle))?|est-il question dans|s'agit-il dans)"
        rf" {_THIS}",
        rf"^que (?:dit|contient|raconte) {_ELSE}{_THIS}",
        # « Qu'est-ce que la licence ouverte ? » asks what a term means.
        r"^(?:c'est quoi|qu'est[- ]ce que(?: c'est que)?|qu'est-ce qu'il y a dans)"
        rf" (?P<article>cet|cette|ce|le|la|l') ?(?:(?P<any>{ANY})|(?<=\bce )(?P<called>{CALLED})"
        rf"|(?<=\bcet )(?P<called_m>{CALLED})|(?<=\bcette )(?P<called_f>{CALLED})){_REST}",
        rf"^{_POLITE}resume[rz]?(?:[- ](?:moi|nous))? {_THIS}",
        rf"^(?:(?:fais|faites|donne|donnez|ecris)(?:[- ](?:moi|nous))? )?(?:un |le )?resume {_OF}",
        r"^(?:quel est )?(?:le |son |l')?(?:sujet|theme|contenu|objet|propos|sommaire|plan) "
        rf"{_OF}",
        r"^(?:le )?(?:sommaire|resume)(?P<article>)(?P<any>)(?P<called>)(?P<named>)$",
        rf"^what is {_THIS.removesuffix(_REST)}(?P<named>.*?) about$",
        rf"^what does {_ELSE}{_THIS.removesuffix(_REST)}(?P<named>.*?) (?:say|cover|contain)$",
        rf"^(?:please )?summari[sz]e {_THIS}",
    )
]
_IN_BRIEF = "en bref|l'essentiel|a retenir"
# Headings under which a document presents itself, the most telling first.
_PRESENTS = [
    re.compile(rf"^(?:\W|\d|[ivx]+\b)*(?:{names})\b")
    for names in (
        f"resume|synthese|abstract|executive summary|summary|{_IN_BRIEF}",
        "introduction|avant[- ]propos|preambule|presentation|preface|foreword|overview",
        "objet|objectifs?|contexte|background|edito(?:rial)?|expose des motifs",
    )
]
# Where the chapters begin: what is « l'essentiel » further on is that of a chapter.
_BEGINS = re.compile(r"^(?:\W|\d|[ivx]+\b)*introduction\b")
_CHAPTERS = re.compile(rf"^(?:\W|\d)*(?:{_IN_BRIEF})\b")
# How many pages from the first may present a document, and how long what is shown of it is.
_NAMED_AT_MOST = 6
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
    found = documents_asked_of(question, held, history, documents)
    return found[0] if len(found) == 1 else None


def documents_asked_of(
    question: str,
    held: Sequence[DocumentName],
    history: Sequence[Answer] = (),
    documents: Sequence[str] | None = None,
) -> list[str]:
    """Return the ids of those that a question to present one may mean; none if it asks else.

    Of several, whoever asks must say which; the next words that name one of them do.
    """
    among = [each for each in held if documents is None or each.id in documents]
    asks = asked(question)
    if asks is None:
        told = history[-1].abstained if history else None
        found = narrow(among, question.strip(" ?.!"), None) if told else []
        return found if told and told.reason == "which_document" and len(found) == 1 else []
    named = re.sub(r"^ (?:du |de la |de l'|des |de |d'|of |by |sur |about )", "", asks["named"])
    this = asks["article"] in ("ce", "cet", "cette", "this")
    if asks["called"] and not this:
        # « la loi de 2014 » is no document that is not called so; a number is nothing else's.
        found = narrow(among, f"{asks['called']} {named}", None)
        return found or (narrow(among, named, None) if re.search(r"\d{3}", named) else [])
    if named.strip():  # « le bilan du CESER » is no other text of theirs, if one is a « bilan »
        found = narrow(among, f"{asks['any'] or ''} {named}", None)
        return found or narrow(among, named.strip(), None)
    held_ids = [each.id for each in among]
    cited = history[-1].citations[:1] if history else ()
    just_cited = [each.document for each in cited if each.document in held_ids]
    if just_cited and len(among) > 1:
        return just_cited
    # « le guide » is none that is not called so, if one is; « le rapport » may be any.
    noun = "" if this or names_any(asks["any"] or "") else asks["any"]
    return (narrow(among, noun, None) if noun else []) or held_ids


def which(library: Library, documents: Sequence[str], language: Language) -> str:
    """Ask which of those documents is meant, and name a few, the last added first."""
    meant = [each for each in library.documents() if each.id in documents]
    meant.sort(key=lambda each: each.added, reverse=True)
    lines = [wording.document_line(each.title, each.file) for each in meant[:_NAMED_AT_MOST]]
    left = len(meant) - _NAMED_AT_MOST
    others = [wording.and_others(left, language)] if left > 0 else []
    return "\n".join([wording.reason("which_document", language), *lines, *others])


def evidence(library: Library, document: str) -> list[Evidence]:
    """Return where a document presents itself, then its table of contents: three spans at most."""
    numbers = library.page_numbers(document)[:_FIRST_PAGES]
    pages = [library.stored_page(document, number) for number in numbers]
    listed = {page.number: contents.entries(library, page) for page in pages}
    headings = _headings(pages)
    presented = {
        (span.page.number, span.start): span  # a heading right under another opens the same text
        for pattern in _PRESENTS
        for page, start, heading in headings
        if pattern.match(heading) and _of_the_document(page, heading)
        for span in _opening(page, start, listed[page.number])
    }
    first = (span for page in pages for span in _opening(page, 0, listed[page.number]))
    told = list(presented.values())[:2] or [span for span in [next(first, None)] if span]
    return told + [span for page in pages for span in _table(page, listed[page.number])][:1]


def _headings(pages: Sequence[StoredPage]) -> list[tuple[StoredPage, int, str]]:
    """Return where each section begins, with its heading folded, but those of every chapter."""
    found = [
        (page, start, french.fold(" ".join(heading.split())))
        for page in pages
        for start, heading in page.sections
        if _begins(page, start, heading)
    ]
    places: dict[str, list[int]] = {}
    for page, _, heading in found:
        places.setdefault(heading, []).append(page.number)
    # Printed at the top of each page of one section, it is that section's only.
    recurs = {
        heading
        for heading, numbers in places.items()
        if any(b - a > 1 for a, b in pairwise(numbers))
    }
    begun = min((page.number for page, _, each in found if _BEGINS.match(each)), default=0)
    return [
        each
        for each in found
        if each[2] not in recurs
        and not (begun and each[0].number > begun and _CHAPTERS.match(each[2]))
    ]


def _begins(page: StoredPage, start: int, heading: str) -> bool:
    """Say whether the section begins there, and does not only go on from the page before."""
    return " ".join(page.text[start:].split()).startswith(" ".join(heading.split()))


def _of_the_document(page: StoredPage, heading: str) -> bool:
    """Say whether what a heading presents, if it says, is the document or what its title names.

    « Présentation de l'information » is a chapter on layout.
    """
    presented = re.search(r"\bpresentation\b(.*)", heading)
    known = set(french.stems(f"{page.title} {ANY} {CALLED}"))
    return not presented or known.issuperset(french.stems(presented.group(1)))


def _opening(page: StoredPage, start: int, listed: Sequence[tuple[int, int]]) -> Iterator[Evidence]:
    """Yield the first sentences after a position that follow each other; nothing when none do.

    A list goes with what introduces it: « 5) l'environnement de test. » alone presents nothing.
    """
    following: list[tuple[int, int]] = []
    for first, last in french.sentences(page.text):
        text = page.text[first:last].rstrip()
        item = is_item(text)
        whole = len(text) >= SHORT and (item or text.endswith((".", "!", "»", ".”", ":")))
        begins = whole and not item
        if first < start or any(a <= first < b for a, b in listed) or not (begins or following):
            continue
        long = following and last - following[0][0] > _LONGEST
        if not whole or long or len(following) == _SENTENCES:
            break
        following.append((first, last))
    while following and page.text[slice(*following[-1])].rstrip().endswith(":"):
        following.pop()  # what it announces is not shown
    if following:
        span = following[0][0], following[-1][1]
        yield Evidence(page, *span, span)


def _table(page: StoredPage, listed: Sequence[tuple[int, int]]) -> Iterator[Evidence]:
    shown = [each for each in listed if each[1] - listed[0][0] <= _ENTRIES]
    if len(shown) > 1:
        span = shown[0][0], shown[-1][1]
        yield Evidence(page, *span, span)
