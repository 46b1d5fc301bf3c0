"""Is the library whole? What is wrong with it, and what can be mended without embedding again."""

from __future__ import annotations

from ingest import audit, concordance, originals, terms
from ingest.entry import index_words
from ingest.library import Library
from ingest.schema import Language
from ingest.vectors import VectorIndex

_CHUNK_TEXTS = (
    "SELECT c.key, substr(p.text, c.start + 1, c.end - c.start)"
    " FROM chunks c JOIN pages p ON p.key = c.page"
)


def check(
    library: Library, index: VectorIndex, language: Language = "fr", *, repair: bool = False
) -> list[str]:
    """Return what is wrong, in that language; with `repair`, mend what can be first.

    Raises LibraryBusy when another process is writing and `repair` is asked for.
    """
    if repair:
        with library.writing("passerelle check --repair"):
            originals.tidy(library)
            if _uneven(library):
                rebuild_text_indexes(library)
            index.repair()
    return problems(library, language) + index.problems(language)


def problems(library: Library, language: Language = "fr") -> list[str]:
    """Return what is wrong with the record itself; empty when nothing is."""
    english = language == "en"
    rows = library.database.rows
    named = "SQLite: " if english else "SQLite\u00a0: "
    found = [f"{named}{row[0]}" for row in rows("PRAGMA quick_check") if row[0] != "ok"]
    found += [f"{named}{tuple(row)}" for row in rows("PRAGMA foreign_key_check")]
    for index, indexed, kept in _uneven(library):
        found.append(
            f"index “{index}”: {indexed} rows instead of {kept}"
            if english
            else f"index «\u00a0{index}\u00a0»\u00a0: {indexed} lignes au lieu de {kept}"
        )
    missing = [each for each in library.documents() if not library.original(each.id).is_file()]
    said = (
        "missing: “{0.file}” ({0.id})"
        if english
        else "fichier absent\u00a0: «\u00a0{0.file}\u00a0» ({0.id})"
    )
    found += [said.format(each) for each in missing]
    told = audit.last_named(library.home)
    for path in originals.ownerless(library):
        name = told[path.stem].file if path.stem in told else path.name
        found.append(
            f'of no document: “{name}”; to have it back: `passerelle add "{path}"`'
            if english
            else f"fichier sans document\u00a0: «\u00a0{name}\u00a0»\u00a0; pour le ravoir\u00a0:"
            f' `passerelle add "{path}"`'
        )
    return found


def _uneven(library: Library) -> list[tuple[str, int, int]]:
    """Return the full-text indexes that lack rows or have too many: rows, and the record's."""
    value = library.database.value
    indexes = [("pages", "page_words"), ("pages", "folded_pages"), ("chunks", "chunk_stems")]
    counts = [
        (index, *(value(f"SELECT count(*) FROM {each}") for each in (index, table)))
        for table, index in indexes
    ]
    return [(index, indexed, kept) for index, indexed, kept in counts if indexed != kept]


def rebuild_text_indexes(library: Library) -> None:
    """Write the full-text indexes again from pages and chunks."""
    with library.database.transaction() as run:
        run.execute("DELETE FROM chunk_stems")
        concordance.rebuild(run)
        for key, text in run.execute(_CHUNK_TEXTS).fetchall():
            index_words(run, "chunk_stems", key, terms.indexed_stems(text))
