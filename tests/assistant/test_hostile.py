"""What a document makes a model write comes out as plain words, or not at all."""

from __future__ import annotations

import pytest

from assistant import marks
from tests import hostile


@pytest.mark.parametrize("number", range(len(hostile.ORDERS)))
def test_an_obedient_models_sentence_is_left_plain(number: int) -> None:
    read = marks.read_marks(marks.prepared(hostile.obeyed(number)), {1})
    assert read.text.startswith(hostile.fact(number))
    for trace in ("http", hostile.SERVER, "<", "![", "](", "javascript:", "data:", "onerror"):
        assert trace not in read.text, read.text


@pytest.mark.parametrize("number", range(len(hostile.ORDERS)))
def test_nothing_half_written_is_shown(number: int) -> None:
    text = hostile.obeyed(number)
    for end in range(len(text)):
        read = marks.read_marks(marks.prepared(text[: marks.whole(text[:end])]), {1})
        for trace in (hostile.SERVER, "://", "<img", "<script", "javascript:", "data:image"):
            assert trace not in read.text, read.text
