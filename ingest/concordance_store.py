"""Finding every mention: which pages may hold a term, what acronyms mean, which words there are.

Read from what `concordance` keeps of each page.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from ingest import running, terms
from ingest.database import Database, searched
from ingest.running import RunningHead
from ingest.schema import Unit
from ingest.terms import FoldedPage

# How much of the next page is read with a page: more than any phrase that runs over to it.
_READ_ON = 500
# A section or a group of paragraphs ends for a reason; a page ends where the paper does.
_CONTINUED = f"""
SELECT b.key, n.key FROM page_words w
CROSS JOIN pages n ON n.key = w.rowid
CROSS JOIN documents d ON d.key = n.document
CROSS JOIN pages b ON b.document = n.document AND b.number = n.number - 1
WHERE page_words MATCH ? AND {searched("n")} AND d.unit = 'page'
"""


@dataclass(frozen=True, slots=True)
class SearchedPage:
    """A page on which a term may stand: its text, and the folded text in which it is looked for.

    `following` is how the next page goes on, if it may hold the rest of a term that begins here; it
    is folded too, after the page's own. `rest` is what it begins with of a word that the page's
    last hyphen cuts, and `notes` where its footnotes begin, as `Page` has it. Spans are of the text
    and of what follows without that rest.
    """

    document: str
    number: int
    label: str
    text: str
    folded: FoldedPage
    following: str = ""
    rest: str = ""
    notes: int | None = None

    @property
    def body(self) -> str:
        """Its text up to the notes at its foot, as of a `StoredPage`."""
        return self.text[: self.notes].rstrip()

    def read(self, start: int, end: int) -> str:
        """Return what a span reads as: what runs overleaf without the notes before its rest."""
        here = len(self.text)
        over = self.following[max(start - here, 0) : max(end - here, 0)]
        if start >= here or not over:
            return self.text[start:end] + over
        begun = self.body[start:]
        return (begun[:-1] + self.rest if self.rest else begun) + over

    def on_page(self, start: int, end: int) -> tuple[int, int]:
        """Return the part of a span that stands on the page itself."""
        return start, end if end <= len(self.text) else len(self.body)


@dataclass(frozen=True, slots=True)
class Covered:
    """What a search of a document covers: its pages, and those that cannot be read."""

    id: str
    file: str
    title: str
    unit: Unit
    pages: int
    unreadable_pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StoredDefinition:
    """Where a page says what an acronym stands for: a span of the page's text."""

    acronym: str
    expansion: str
    document: str
    file: str
    title: str
    page: int
    label: str
    start: int
    end: int
    unit: Unit


class ConcordanceStore:
    """The concordance in a library's file; usable from several threads. Raises LibraryDamaged."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def searched_pages(
        self,
        needed: str | None,
        documents: Collection[str] | None = None,
        continued: str | None = None,
    ) -> Iterator[SearchedPage]:
        """Yield the readable pages that an FTS5 query finds (all when None), in no promised order.

        Of all documents, or of those of some ids. With them, and with how the next page goes on,
        the pages before those that the query `continued` finds.
        """
        with self._database.watched():
            run = self._database.connection()
            visible = {
                key: id
                for key, id in run.execute("SELECT key, id FROM visible")
                if documents is None or id in documents
            }
            if not visible:
                return
            pages = "SELECT page, NULL AS next FROM folded_pages"
            if needed is not None:
                pages = "SELECT rowid page, NULL AS next FROM page_words WHERE page_words MATCH ?"
            if continued is not None:
                both = f"{pages} UNION ALL {_CONTINUED}"
                pages = f"SELECT page, max(next) AS next FROM ({both}) GROUP BY page"
            where = ""
            if documents is not None and len(visible) < 500:
                where += f" AND p.document IN ({','.join(str(int(key)) for key in visible)})"
            rows = run.execute(
                "SELECT p.document, p.number, p.label, p.text, p.notes, f.text, f.own, f.shifts,"
                f" coalesce(substr(n.text, 1, {_READ_ON}), '') FROM ({pages}) c"
                " CROSS JOIN folded_pages f ON f.page = c.page CROSS JOIN pages p ON p.key = f.page"
                f" LEFT JOIN pages n ON n.key = c.next WHERE {searched('p')}{where}",
                [query for query in (needed, continued) if query is not None],
            )
            for document, *row in rows:
                if document in visible:
                    yield _searched(visible[document], *row)

    def running_heads(self, documents: Collection[str] | None = None) -> list[RunningHead]:
        """Return what running headers and footers say, of all documents or those of some ids."""
        with self._database.watched():
            return list(running.heads(self._database.connection(), documents))

    def coverage(self) -> list[Covered]:
        """Return every document with what a search of it covers, by file; reads indexes only."""
        unreadable: dict[int, list[int]] = {}
        for document, number in self._database.rows(
            "SELECT document, number FROM pages WHERE unreadable IS NOT NULL"
            " ORDER BY document, number"
        ):
            unreadable.setdefault(document, []).append(number)
        counted = "SELECT document, count(*) FROM pages GROUP BY document"
        pages = dict(self._database.rows(counted))
        rows = self._database.rows("SELECT key, id, file, title, unit FROM visible ORDER BY file")
        return [
            Covered(id, file, title, unit, pages.get(key, 0), tuple(unreadable.get(key, ())))
            for key, id, file, title, unit in rows
        ]

    def meanings(self) -> list[tuple[str, str]]:
        """Return each acronym with each expansion that some page gives it."""
        rows = self._database.rows("SELECT DISTINCT acronym, expansion FROM acronyms")
        return [(acronym, expansion) for acronym, expansion in rows]

    def definitions(
        self, wanted: Sequence[tuple[str, str]] | None = None
    ) -> list[StoredDefinition]:
        """Return where pages define those acronyms so (all when None), by file and page."""
        query = (
            "SELECT a.acronym, a.expansion, d.id, d.file, d.title, p.number, p.label, a.start,"
            " a.end, d.unit FROM acronyms a JOIN pages p ON p.key = a.page"
            f" JOIN visible d ON d.key = p.document WHERE {searched('p')}"
        )
        if wanted is None:
            rows = self._database.rows(query)
        else:
            query += " AND a.acronym = ? AND a.expansion = ?"
            rows = [row for pair in wanted for row in self._database.rows(query, pair)]
        found = [StoredDefinition(*row) for row in rows]
        return sorted(found, key=lambda each: (each.file, each.page, each.start))

    def held_words(self, words: Sequence[str]) -> set[str]:
        """Return those of the folded words that stand on some page."""
        query = "SELECT 1 FROM page_words WHERE page_words MATCH ? LIMIT 1"
        coded = zip(terms.encoded(words), words, strict=True)
        return {word for code, word in coded if self._database.rows(query, [f'"{code}"'])}

    def vocabulary(self, shortest: int, longest: int, first: str = "") -> list[tuple[str, int]]:
        """Return (word, pages it stands on) for ASCII words of those lengths.

        Those that begin with the letter `first` alone take a twentieth of the time of all.
        """
        query = "SELECT term, doc FROM page_vocabulary WHERE length(term) BETWEEN ? AND ?"
        values: list[int | str] = [shortest, longest]
        if first:
            query += " AND term >= ? AND term < ?"
            values += [first, chr(ord(first) + 1)]
        return self._database.rows(query, values)


def _searched(
    document: str,
    number: int,
    label: str,
    text: str,
    notes: int | None,
    folded: str,
    own: int,
    packed: bytes,
    after: str,
) -> SearchedPage:
    """Return a page as it is stored; `after` is the beginning of the next one."""
    shifts = array("i")
    if packed:
        shifts.frombytes(packed)
    page = FoldedPage(folded, own, shifts)
    if not after:
        return SearchedPage(document, number, label, text, page, notes=notes)
    rest = terms.rest_of_word(text[:notes].rstrip(), after)
    following = after.removeprefix(rest) if rest else f"\n{after}"
    read_on = page.read_on(text, following)
    return SearchedPage(document, number, label, text, read_on, following, rest, notes)
