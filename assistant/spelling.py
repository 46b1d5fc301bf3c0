"""Words spelt almost alike: what a misspelt word of a question stands for in the library.

Distance is optimal string alignment (Damerau 1964, https://doi.org/10.1145/363958.363994):
insertion, deletion, substitution, and exchange of neighbours; at most 2, and 1 for short words.
"""

from __future__ import annotations

from ingest import french
from ingest.library import Library
from ingest.vocabulary import is_french_unaccented

_SHORT = 5
# A word of a question is taken for another only when it is long, and has the same first letter:
# « tarte » is no « carte ».
_LEAST, _LONG = 6, 9
# A French word that no passage holds is taken for none that differs before its last two letters:
# « s'élèvent » is no « élément », nor « coûtent » « content ».
_ENDING = 2


def near_words(library: Library, word: str, first: str = "") -> list[tuple[str, int, int]]:
    """Return (word, distance, pages it stands on) for the library's words nearest to a folded one.

    At most 1 away for words of five letters or fewer, else 2. Only words that begin with `first`.
    """
    from rapidfuzz.distance import OSA

    most = 1 if len(word) <= _SHORT else 2
    near: list[tuple[str, int, int]] = []
    for other, pages in library.concordance.vocabulary(len(word) - most, len(word) + most, first):
        distance = OSA.distance(word, other, score_cutoff=most)
        if 0 < distance <= most and not other.isdecimal() and len(other) > 1:
            near.append((other, int(distance), pages))
    # « FASEP1 » is « FASEP » with a footnote's call.
    plain = {other for other, _, _ in near}
    return [each for each in near if each[0].rstrip("0123456789") not in plain - {each[0]}]


def question_stems(library: Library, question: str) -> list[str]:
    """Return the question's stems, each once; for a word that no passage holds, its near one's."""
    words = {word: french.stems(word) for word in french.words(question)}
    known = library.chunks.document_frequencies(
        [stem for stems in words.values() for stem in stems]
    )
    found: dict[str, None] = {}
    for word, stems in words.items():
        unknown = any(not known[stem] for stem in stems)
        found |= dict.fromkeys((_corrected(library, word) if unknown else None) or stems)
    return list(found)


def _corrected(library: Library, word: str) -> list[str] | None:
    if len(word) < _LEAST or not (word.isascii() and word.isalpha()):
        return None
    most = 1 if len(word) < _LONG else 2
    near = [each for each in near_words(library, word, word[0]) if each[1] <= most]
    if near and is_french_unaccented(word):
        near = [each for each in near if each[0].startswith(word[:-_ENDING])]
    return french.stems(min(near, key=lambda each: (each[1], -each[2]))[0]) if near else None
