"""Where a document presents itself: its summary, introduction or object, else its first paragraph.

Whom a speech greets, who was present, between whom a convention is: none of it tells what it says.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from assistant import outline
from assistant.asking import is_item
from assistant.candidate import SHORT
from assistant.extract import Evidence
from assistant.nouns import ANY, CALLED
from assistant.outline import Title
from ingest import french
from ingest.schema import StoredPage

Listed = Mapping[int, Sequence[tuple[int, int]]]

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
# « Article 1 – Objet » tells what a convention or a regulation is for.
_OBJECT = re.compile(
    r"^.{0,60}?\b(?:article|art\.) ?(?:1|1er|premier|i)\b\W*(?:l')?(?:objet|object|purpose|but)\b"
)
_PRESENTS = [_OBJECT, *_PRESENTS]
# Where the chapters begin: what is « l'essentiel » further on is that of a chapter.
_BEGINS = re.compile(r"^(?:\W|\d|[ivx]+\b)*introduction\b")
_CHAPTERS = re.compile(rf"^(?:\W|\d)*(?:{_IN_BRIEF})\b")
# What a plain line above a paragraph must say to be one of them: « Contexte » may be anywhere.
_PLAINLY = re.compile(
    r"^(?:\W|\d|[ivx]+\b)*(?:resume|synthese|abstract|executive summary|introduction|avant-propos"
    r"|preambule)\W*$"
)
# In characters: how long what is shown is, and what may stand before it in its paragraph.
_LONGEST, _SENTENCES, _BEFORE = 650, 4, 80
# Said before there is anything to tell; of a greeting, how long one may be that says nothing else.
_GREETING = re.compile(
    r"\W*(?:(?:mes )?(?:tres )?(?:chers|cheres|cher|chere)\b|mesdames|messieurs|madame|monsieur"
    r"|excellences?\b|honorables?\b|distingues\b|ladies and gentlemen|dear\b|mr\.? |madam\b"
    r"|bonjour|bonsoir|good (?:morning|afternoon|evening)|votre excellence|your excellenc)"
)
_COURTESY = re.compile(
    r"\b(?:salue[rz]?|remercie[rz]?|remerciements?|merci|honneur|plaisir|joie|bienvenue|gratitude"
    r"|thank|honou?r|pleasure|welcome|grateful)\b"
)
_GREETS = 200
_PRESENCE = re.compile(
    r"\W*(?:(?:etaient|sont|ont ete|etait) (?:presente?s?|excusee?s?|absente?s?|invitee?s?)\b"
    r"|(?:membres? )?(?:presente?s?|excusee?s?|absente?s?|participante?s?|invitee?s?|participaient"
    r"|ont participe|date|lieu|redaction|redacteur|redactrice|diffusion|secretaire|destinataires?"
    r"|objet|contacts?|adresse|tel|attendees|present|apologies|absent|venue|place|from|to)"
    r"(?: ?\([^)]*\))? ?:)"
)
# Alone on the line above, it says that names follow.
_ROLL = re.compile(
    r"\W*(?:etaient |membres )?(?:presente?s?|excusee?s?|absente?s?|participante?s?|invitee?s?"
    r"|attendees|present|apologies)(?: et (?:excusee?s?|absente?s?|representee?s?))?\W*"
)
_PARTIES = re.compile(
    r"\brepresente(?:e|s|es)? par\b|\bdont le siege\b|\bci-apres (?:denomme|designe|[«\"“])"
    r"|\bdomicilie|\bil (?:est|a ete) convenu\b|^\W*(?:vu|considerant) (?:le|la|les|l'|que|qu')"
    r"|\brepresented by\b|\bhereinafter\b"
)


def presents(
    pages: Sequence[StoredPage], listed: Listed, titles: Sequence[Title]
) -> list[Evidence]:
    """Return what stands under the headings under which a document presents itself: two at most."""
    headings = _headings(pages, titles)
    found = {
        (span.page.number, span.start): span  # a heading right under another opens the same text
        for pattern in _PRESENTS
        for page, start, heading in headings
        if pattern.match(heading) and _of_the_document(page, heading)
        for span in _opening(page, start, listed.get(page.number, ()))
    }
    return list(found.values())[:2]


def first_told(pages: Sequence[StoredPage], listed: Listed) -> Evidence | None:
    """Return the first sentences of a document that tell something; None where there are none."""
    for skipped in (_says_nothing, _never):
        for page in pages:
            for span in _opening(page, 0, listed.get(page.number, ()), skipped):
                return span
    return None


def _headings(
    pages: Sequence[StoredPage], titles: Sequence[Title] = ()
) -> list[tuple[StoredPage, int, str]]:
    """Return where each section begins, with its heading folded, but those of every chapter.

    So do plain lines among the `titles` that say « Introduction », and « Article 1. Objet. ».
    """
    found = [
        (page, start, french.fold(" ".join(heading.split())))
        for page in pages
        for start, heading in page.sections
        if outline.begins(page, start, heading)
    ]
    begun_at = {(page.number, start) for page, start, _ in found}
    found += [
        (each.page, each.start, each.folded)
        for each in titles
        if (each.page.number, each.start) not in begun_at
        and (_PLAINLY.match(each.folded) or _OBJECT.match(each.folded))
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


def _of_the_document(page: StoredPage, heading: str) -> bool:
    """Say whether what a heading presents, if it says, is the document or what its title names.

    « Présentation de l'information » is a chapter on layout.
    """
    presented = re.search(r"\bpresentation\b(.*)", heading)
    known = set(french.stems(f"{page.title} {ANY} {CALLED}"))
    return not presented or known.issuperset(french.stems(presented.group(1)))


def _says_nothing(page: StoredPage, first: int, text: str) -> bool:
    """Say whether a sentence greets, thanks, says who was present, or who the parties are."""
    folded = french.fold(text)
    above = page.text[max(0, first - _BEFORE) : first].rstrip().rpartition("\n")[2]
    if _ROLL.fullmatch(french.fold(above)):
        return True
    greets = _GREETING.match(folded)
    if greets and (len(text) < _GREETS or text.endswith(",") or _COURTESY.search(folded)):
        return True
    thanks = len(text) < _GREETS and re.match(
        r"\W*(?:je|j'|c'est|permettez|nous|i|it is)\b", folded
    )
    if thanks and _COURTESY.search(folded):
        return True
    return bool(_PRESENCE.match(folded) or _PARTIES.search(folded))


def _never(_page: StoredPage, _first: int, _text: str) -> bool:
    return False


def _opening(
    page: StoredPage,
    start: int,
    listed: Sequence[tuple[int, int]],
    skipped: Callable[[StoredPage, int, str], bool] = _never,
) -> Iterator[Evidence]:
    """Yield the first sentences after a position that follow each other; nothing when none do.

    A list goes with what introduces it: « 5) l'environnement de test. » alone presents nothing.
    Short sentences at the beginning of its paragraph are shown with the first.
    """
    following: list[tuple[int, int]] = []
    before = start
    for first, last in french.sentences(page.text):
        text = page.text[first:last].rstrip()
        item = is_item(text)
        whole = len(text) >= SHORT and (item or text.endswith((".", "!", "»", ".”", ":")))
        begins = whole and not item
        told = not any(a <= first < b for a, b in listed) and not skipped(page, first, text)
        if first < start or not told or not (begins or following):
            if following and not told:
                break
            before = before if first < start or told else last
            continue
        long = following and last - following[0][0] > _LONGEST
        if not whole or long or len(following) == _SENTENCES:
            break
        following.append((first, last))
    while following and page.text[slice(*following[-1])].rstrip().endswith(":"):
        following.pop()  # what it announces is not shown
    if following:
        line = page.text.rfind("\n", 0, following[0][0]) + 1
        lead = page.text[max(line, before) : following[0][0]]
        short = (
            len(lead) <= _BEFORE and lead.rstrip().endswith((".", "!", "?")) and lead[:1].strip()
        )
        span = max(line, before) if short else following[0][0], following[-1][1]
        yield Evidence(page, *span, span)
