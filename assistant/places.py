"""What places are called in English and in French: « Maroc », “Morocco”."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ingest import french

_PLACES = Path(__file__).with_name("places.txt")


def telling(name: str) -> list[str]:
    """Return a name's words, folded, without the function words among them."""
    words = french.words(name)
    return [word for word in words if not french.is_function_word(word)] or words


def spellings(name: str) -> tuple[str, ...]:
    """Return all that the place of a name is called; empty for a name that is not known."""
    return _spellings().get(" ".join(telling(name)), ())


def other_names(name: str) -> tuple[str, ...]:
    """Return what else the place of a name is called, in words that none of its own are among.

    « Burkina » is no other name of « Burkina Faso »: where one stands, so may the other.
    """
    own = set(telling(name))
    others = [(each, set(telling(each))) for each in spellings(name)]
    return tuple(each for each, words in others if not (words <= own or own <= words))


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in _PLACES.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            names = tuple(line.split(" = "))
            for name in names:
                found.setdefault(" ".join(telling(name)), names)
    return found
