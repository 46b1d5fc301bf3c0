"""Chunks: inside one page, at their exact place, whole sentences, nothing left out."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from ingest import chunking
from ingest.schema import Page


def page(text: str) -> Page:
    return Page(1, "1", text, array("i", range(len(text))))


sentence = st.text(alphabet="abcdé ,;", min_size=1, max_size=900).map(lambda s: f"A{s}.")


@given(st.lists(sentence, max_size=25).map(" ".join))
def test_chunks_stand_at_their_place_and_leave_nothing_out(text: str) -> None:
    chunks = chunking.chunk_page(page(text), "document", "fingerprint")
    covered: set[int] = set()
    for chunk in chunks:
        assert chunk.text == text[chunk.start : chunk.end]
        assert chunk.text == chunk.text.strip()
        assert len(chunk.text) <= chunking.SIZE + 130
        covered.update(range(chunk.start, chunk.end))
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())
    assert len({chunk.id for chunk in chunks}) == len(chunks)


def test_ids_are_the_same_every_time_and_differ_with_the_fingerprint() -> None:
    text = "Une phrase assez longue pour faire un passage. " * 30
    first = chunking.chunk_page(page(text), "d", "f")
    assert first == chunking.chunk_page(page(text), "d", "f")
    other = chunking.chunk_page(page(text), "d", "g")
    assert {c.id for c in first}.isdisjoint(c.id for c in other)


def test_chunks_overlap_by_whole_sentences() -> None:
    text = " ".join(f"Phrase numéro {n} de ce texte." for n in range(100))
    chunks = chunking.chunk_page(page(text), "d", "f")
    assert len(chunks) > 3
    for before, after in zip(chunks, chunks[1:], strict=False):
        assert after.start < before.end
        assert text[after.start :].startswith("Phrase numéro")


def test_an_unreadable_page_has_no_chunk() -> None:
    garbled = Page(1, "1", "xqz", array("i", range(3)), unreadable="garbled")
    assert chunking.chunk_page(garbled, "d", "f") == []
