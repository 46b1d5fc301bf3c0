"""Which words exist: the document's own first, then a French dictionary.

They decide about hyphens at line ends (« dévelop-pement », « co-développement ») and about what
the glyphs of a broken font stand for. The dictionary is pyspellchecker's, 140,000 French words
counted in subtitles (https://github.com/barrust/pyspellchecker); it is read only when asked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from functools import cache

from ingest import french
from ingest.characters import BREAKS

# How often the dictionary has met a word that no other is cut into, or how long both halves are of
# one that is cut into rare ones: « candi-datez », « béni-noises » have a short one.
_USUAL, _LONG = 500, 6
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_COMPOUND, _OTHER = (re.compile(rf"[^\W\d_]{hyphen}[^\W\d_]") for hyphen in "-\u2010")
_ENCLITICS = frozenset(
    "ci la il ils elle elles on je tu nous vous moi toi lui leur y en t ce meme memes dire".split()
)
# « faites-les », where no word is cut so: « école » is.
_OBJECTS = frozenset(("le", "les"))
_FIRSTS = frozenset("non vice ex celle celui ceux peut quelques grand demi mi nord sud est".split())
# What links the words of a place's name: « Villefranche-sur-Saône », « Vitry-le-François ».
_ELIDED = frozenset("dl")
_LINKS = _ELIDED | frozenset("sur sous le la les lez des du de aux en et".split())
# Prefixes that French may set apart with a hyphen before a word that stands alone.
_PREFIXES = frozenset(
    """co inter intra multi pluri pre post pro anti auto socio eco agro geo bio techno micro macro
    mini maxi sous sur sub supra trans semi quasi franco afro euro ultra extra infra para cyber
    tele hydro electro psycho politico""".split()
)


def count_words(lines: Iterable[str]) -> Counter[str]:
    """Count the words of a document's lines, folded and hyphenated ones whole.

    The first and last word of a line are left out where a hyphen may have cut them.
    """
    counts: Counter[str] = Counter()
    for line in lines:
        found = _WORD.findall(french.fold(line))
        for word in found[1:-1] if line[-1:] in BREAKS else found[1:] or found:
            # « villefranche » and « villefranche-sur » too: a line may end after either.
            counts.update(word[: hyphen.start()] for hyphen in re.finditer("-|$", word))
    return counts


def cut_marks(lines: Collection[str]) -> str:
    """Return the hyphens that a document's lines end with within a word alone, never in a compound.

    WeasyPrint and browsers cut words with U+2010, where the text's own hyphen is another.
    """
    if any(map(_OTHER.search, lines)) or not any(map(_COMPOUND.search, lines)):
        return ""
    return "\u2010"


def is_french(word: str) -> bool:
    """Say whether the dictionary has a word, accents and all, in any case."""
    return word.lower() in _dictionary()


def is_french_unaccented(word: str) -> bool:
    """Say whether the dictionary has a folded word, whatever its accents."""
    return word in _unaccented()


def is_usual(word: str) -> bool:
    """Say whether the dictionary has met a word often, accents and all, in any case."""
    return _dictionary().get(word.lower(), 0) >= _USUAL


def knows(word: str, vocabulary: Mapping[str, int]) -> bool:
    """Say whether the document uses a word elsewhere, or the dictionary has it."""
    return french.fold(word) in vocabulary or is_french(word)


def keeps_hyphen(
    before: str, after: str, vocabulary: Mapping[str, int], *, compound: bool = False
) -> bool:
    """Decide « celle-ci » from « dévelop-pement », cut after `before` at a line's end.

    `compound` says that another hyphen follows, or the apostrophe of « chef-d'œuvre »:
    « Pas-de-Calais », « mise-en-réseau ».
    """
    if compound and french.fold(after) in _LINKS and french.fold(before) != "aujour":
        name = before.rsplit("-", 1)[-1][:1].isupper() or after in _ELIDED
        if name and len(before) > 1:
            return True
    parts = compound and knows(before, vocabulary) and knows(after, vocabulary)
    if parts and not knows(before + after, vocabulary):
        return True
    if not after[0].islower():
        if not (before.isupper() and after.isupper()):
            return True
        # « RE-SACOOP » is a word of the document, « PME-PMI » two.
        apart = french.fold(before + after) not in vocabulary
        if apart and knows(before, vocabulary) and knows(after, vocabulary):
            return True
    return _keeps(before, after, vocabulary)


def _keeps(before: str, after: str, vocabulary: Mapping[str, int]) -> bool:
    first, second = french.fold(before), french.fold(after)
    joined = vocabulary.get(first + second, 0)
    hyphenated = vocabulary.get(f"{first}-{second}", 0)
    if joined != hyphenated:
        return hyphenated > joined
    # « ex-pliquer », « ce-la »: asked before the words that follow a hyphen.
    if is_french(before + after):
        return False
    if second in _ENCLITICS or first in _FIRSTS:
        return True
    if is_french(f"{before}-{after}"):
        return True
    if second in _OBJECTS and knows(before, vocabulary):
        return True
    last = _last(first)
    usual = is_usual(last) or vocabulary.get(last, 0) > 1
    if len(last) > 3 and len(second) > 4 and usual and is_usual(after):
        return True  # « recherche-action », « accord-cadre »: no word cut so leaves two words
    if min(len(last), len(second)) >= _LONG and all(map(is_french, (_last(before), after))):
        return True  # « pirogues-ambulances »
    return len(second) > 3 and last in _PREFIXES and knows(after, vocabulary)


def _last(compound: str) -> str:
    return compound.rsplit("-", 1)[-1]


@cache
def _dictionary() -> Mapping[str, int]:
    from spellchecker import SpellChecker  # a third of a second, which most documents never need

    words: Mapping[str, int] = SpellChecker(language="fr").word_frequency.dictionary
    return words


@cache
def _unaccented() -> frozenset[str]:
    return frozenset(map(french.fold, _dictionary()))
