"""A document's title, from what the file says of itself or what its first page shows."""

from __future__ import annotations

import re
from collections import Counter

from ingest import french
from ingest.cleaning import line_text
from ingest.formats import format_named
from ingest.schema import Metadata, Page, RawPage

_USELESS_TITLE = (
    r"(microsoft word|sans titre|untitled|sans nom|presentation powerpoint|powerpoint presentation"
    r"|(scanned )?document\b|scan\b|numerisation|diapositive|slide 1$|titre$|title$|layout 1$)"
)
_LETTERHEAD = re.compile(r"(republique|royaume|ministere|un peuple|burkina faso$|www\.)")
_KIND = re.compile(
    r"(?:projet de )?(?:rapport|guide|loi|decret|arrete|ordonnance|code|discours|note|bilan"
    r"|charte|convention|etude|synthese|avis|contribution|programme|strategie|politique|manuel|actes"
    r"|compte[- ]rendu|livre blanc|plan|protocole|accord|resolution|declaration|communique|fiche"
    r"|cahier|referentiel|reglement|statuts|proces[- ]verbal|livret|enquete|evaluation|diagnostic"
    r"|feuille de route|recommandations|restitution|seminaire|atelier|conference|colloque)s?\b"
)
_LONGEST_TITLE, _LONGEST_KIND, _TITLE_WITHIN = 200, 300, 12
_LETTER = re.compile(r"[^\W\d_]")


def choose_title(metadata: Metadata, raw: RawPage | None, page: Page | None, file: str) -> str:
    """Choose a title: the metadata's when sensible, else the first page's largest words, else its
    first line that names a kind of document (« Loi n° … », « Discours … »), else the file's name.

    `raw` and `page` are the first page before and after cleaning.
    """
    given = " ".join(metadata.title.split())
    if _is_sensible(given, file):
        return given[:_LONGEST_TITLE]
    largest = _largest_words(raw) if raw else ""
    if largest and not _LETTERHEAD.match(french.fold(largest)):
        return largest
    if page and page.sections and raw and not raw.lines:  # a heading that says it is one
        return page.sections[0][1][:_LONGEST_TITLE]
    stem = file.rsplit("/", 1)[-1]
    stem = stem.rsplit(".", 1)[0] if format_named(file) else stem
    named = " ".join(re.sub(r"[_-]+", " ", stem).split()) or file
    return (_named_kind(page) if page else "") or largest or named


def _named_kind(page: Page) -> str:
    for line in page.text.split("\n")[:_TITLE_WITHIN]:
        if _KIND.match(french.fold(line)) and len(line) <= _LONGEST_KIND:
            return line[:_LONGEST_TITLE]
    return ""


def _is_sensible(text: str, file: str) -> bool:
    if len(_LETTER.findall(text)) < 4 or "\ufffd" in text or text.count("?") > 2:
        return False
    if re.search(r"\.(docx?|odt|pdf|indd|pptx?|xlsx?|tex|dvi|rtf|qxp|ai)\b", text, re.IGNORECASE):
        return False
    folded = french.fold(text)
    if re.match(_USELESS_TITLE, folded) or re.fullmatch(r"[\w.-]*[\d_][\w.-]*", text):
        return False
    return len(text.split()) > 1 or folded not in french.fold(file)


def _largest_words(page: RawPage) -> str:
    lines = [line for line in page.lines if line.size > 0 and _is_prose(line_text(page, line))]
    if not lines:
        return ""
    largest = max(line.size for line in lines)
    body = Counter(line.size for line in lines).most_common(1)[0][0]
    if largest < 1.15 * body and len(lines) > 3:
        return ""
    words: list[str] = []
    for position, line in enumerate(lines):
        if line.size >= 0.93 * largest:
            words.append(line_text(page, line))
        elif words and position:
            break
    return " ".join(" ".join(words).split())[:_LONGEST_TITLE].strip()


def _is_prose(text: str) -> bool:
    return len(_LETTER.findall(text)) >= 3
