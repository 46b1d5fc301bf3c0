"""Which documents a question for mentions is to look in: « dans le rapport de 2017 », « du guide ».

Read off the question alone; `narrowing` says which documents answer to those words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from assistant.mention_patterns import NAMES, SAID
from assistant.mention_patterns_en import EN_FILES, EN_SAID
from assistant.mention_term import QUOTED
from assistant.nouns import NOUN, SURE
from ingest import french
from ingest.formats import SUFFIXES

_YEAR = r"(?:19|20)\d\d"
_THE = (
    r"(?:l'|(?:les?|la|cet?|cette|ces|mes|nos|vos|tous les|toutes les|toute la|the|this|these|our"
    r"|all|all the) )"
)
_IN = rf"(?:dans|parmi|sur|in|on|among) {_THE}"
# « dans la convention », but not « des informations sur la charte » nor « dans les actes ».
_IN_ONE = r"(?:dans|in) (?:l'|(?:le|la|cet?|cette|the|this) )"
_FILE = rf"[^\s,«»“”\"]+(?:{'|'.join(map(re.escape, chain(*SUFFIXES.values())))})"
_SOME = rf"(?:[\w'-]+ ){{0,2}}(?:{NAMES}|{EN_FILES}|collection|corpus|bibliotheque|library)\b"
# « la nouvelle convention », but not « le cadre du programme ».
_CALLED = r"(?:(?!du |des? |la |les? )[\w-]+ ){0,2}"
_ONE = rf"{_CALLED}{NOUN}\b"
# « Dans la journée, les plaintes sont-elles traitées ? » names no document.
_SURE = rf"{_CALLED}{SURE}\b"
_SCOPE = re.compile(
    rf"(?:^| )(?:{_IN}(?P<documents>{_SOME}.*)|{_IN_ONE}(?P<document>{_ONE}.*)"
    rf"|(?:dans|in) (?P<file>{_FILE})|(?:en|in|from) (?P<year>{_YEAR}))$"
)
# « Dans le glossaire, où est cité le FASEP ? »
_LEADING = re.compile(
    rf"^(?:{_IN}(?P<documents>{_SOME}[^,]*?)|{_IN_ONE}(?P<document>{_SURE}[^,]*?)"
    rf"|(?:dans|in) (?P<file>{_FILE}))(?:, (?P<rest>.+)"
    r"| (?P<run_on>(?:combien (?:de |d')|(?:a|sur) quelles? pages? |ou ).+))$"
)
# Without a comma, « ou » may be « or ».
_WHERE = re.compile(
    r"^(?:où |ou (?:est|sont|parle|appara[iî]|figure|trouve)|(?!ou ))", re.IGNORECASE
)
# « Sur quelles pages du rapport Burkina le FMI est-il cité ? »: a name ends where a verb begins, or
# the article of what no word of it governs.
_FREE = "".join(
    f"(?<! {each} )" for each in "de a sur pour dans par et avec en sous of on for and".split()
)
_PAGES = re.compile(
    r"^(?P<pages>(?:(?:sur|dans|a|en|on|in) )?(?:quel(?:le)?s? |combien (?:de |d')|which |what )"
    r"(?:pages?|passages?|endroits?|extraits?|chapitres?)) "
    rf"(?:(?:du |de la |de l'|de cet? |de cette |of (?:the |this ))(?P<document>{_ONE}.*?)"
    rf"|(?:de|of) (?P<file>{_FILE})) "
    rf"(?P<rest>(?:{SAID}|{EN_SAID}).*|{_FREE}(?:l[ea]s? |l'|the ).*)$"
)
_EVERYTHING = re.compile(
    r"^(?:(?:documents?|rapports?|pages?|textes?|pdf|fichiers?|passages?|dossiers?|endroits?"
    r"|extraits?|chapitres?|(?:etude|guide|note|bilan|atelier|glossaire)s|comptes[- ]rendus"
    rf"|{EN_FILES})(?: pdf)?|collection|corpus|bibliotheque|library)$"
)
_PLURAL = re.compile(r"^(?:documents|rapports|pages|textes|fichiers|reports|files|texts)$")


@dataclass(frozen=True, slots=True)
class Scoped:
    """A question without the words that name documents; those words, and their year.

    Empty and None for all documents.
    """

    rest: str
    documents: str = ""
    year: int | None = None


def readings(text: str) -> Iterator[Scoped]:
    """Yield the ways to read in a question where to look, the last as one that does not say."""
    folded = french.fold(text)
    if match := _LEADING.match(folded):
        rest = french.unfolded(text, *match.span("rest" if match["rest"] else "run_on"))
        if match["rest"] or _WHERE.match(rest):
            yield _scoped(text, match, rest)
    if match := _PAGES.match(folded):
        parts = (french.unfolded(text, *match.span(each)) for each in ("pages", "rest"))
        yield _scoped(text, match, " ".join(parts))
    if (ended := ending(text)).rest != text:
        yield ended
    yield Scoped(text)


def ending(text: str) -> Scoped:
    """Split « … dans le rapport de 2017 » into the rest, the words that name documents, a year."""
    folded = french.fold(text)
    match = _SCOPE.search(folded)
    if match is None or QUOTED.search(french.unfolded(text, match.start(), len(folded))):
        return Scoped(text)
    rest = french.unfolded(text, 0, match.start())
    if match["year"]:
        return Scoped(rest, year=int(match["year"]))
    return _scoped(text, match, rest)


def _scoped(text: str, match: re.Match[str], rest: str) -> Scoped:
    """Return a question's rest, and the documents that the match names."""
    if match["file"]:
        return Scoped(rest, french.unfolded(text, *match.span("file")))
    group = "document" if match["document"] else "documents"
    return named(french.unfolded(text, *match.span(group)), rest)


def named(documents: str, rest: str = "") -> Scoped:
    """Split « rapport de 2017 » into what names documents and their year."""
    told = re.search(rf"(?<!\d){_YEAR}(?!\d)", documents)
    year = int(told.group()) if told else None
    if told:
        without = documents[: told.start()] + documents[told.end() :]
        documents = re.sub(r"\s+(?:de l'année|de l’année|de|d'|en|of|from|in)?\s*$", "", without)
    folded = french.fold(documents)
    if _EVERYTHING.match(folded) and (year is None or _PLURAL.match(folded)):
        documents = ""
    return Scoped(rest, " ".join(documents.split()), year)
