"""Every word of the mentions page, in French and in English."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.schema import Language


@dataclass(frozen=True, slots=True)
class MentionsWords:
    """The words of one language."""

    title: str
    promise: str
    ask: str
    example: str
    syntax: str
    documents: str
    all_documents: str
    year: str
    all_years: str
    inflections: str
    csv: str
    chart: str
    chart_row: str
    more_documents: str
    more_pages: str
    none_of_year: str


FRENCH = MentionsWords(
    title="Mentions",
    promise="Toutes les pages où un mot, un sigle ou une expression figure, sans exception.",
    ask="Mot, sigle ou expression",
    example="FASEP",
    syntax="La casse, les accents, les traits d'union et les coupures de ligne ne comptent pas. "
    '`"…"`\u00a0: exactement ainsi. `ET`, `OU`, `SAUF` et parenthèses\u00a0: sur une même page. '
    "`entrepr*`\u00a0: tout mot qui commence ainsi.",
    documents="Documents",
    all_documents="Tous",
    year="Année",
    all_years="Toutes",
    inflections="Compter à part pluriels et féminins",
    csv="Télécharger en CSV",
    chart="Où, dans chaque document",
    chart_row="{title}\u00a0: mentions\u00a0: {count}, dans un document de {pages}\u202f; {where}",
    more_documents="Montrer tous les documents",
    more_pages="Montrer toutes les pages",
    none_of_year="Aucun document de cette année parmi ceux qui sont choisis.",
)

ENGLISH = MentionsWords(
    title="Mentions",
    promise="Every page that holds a word, an acronym or a phrase, without exception.",
    ask="Word, acronym or phrase",
    example="FASEP",
    syntax="Case, accents, hyphens and line breaks do not matter. "
    '`"…"`: exactly as typed. `AND`, `OR`, `NOT` and brackets: on one page. '
    "`entrepr*`: any word that begins this way.",
    documents="Documents",
    all_documents="All",
    year="Year",
    all_years="All",
    inflections="Count plurals and feminines separately",
    csv="Download as CSV",
    chart="Where, in each document",
    chart_row="{title}: mentions: {count}, in a document of {pages}; {where}",
    more_documents="Show every document",
    more_pages="Show every page",
    none_of_year="No document of that year among those chosen.",
)


def mentions_words(language: Language) -> MentionsWords:
    """Return the words of a language."""
    return ENGLISH if language == "en" else FRENCH
