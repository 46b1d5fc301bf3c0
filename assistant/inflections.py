"""Plural and feminine of French words, so that « entreprise » may find « entreprises ».

A light stemmer turned round, after Savoy, « Light stemming approaches for the French, Portuguese,
German and Hungarian languages » (SAC 2006, https://doi.org/10.1145/1141277.1141523): number and
gender only, never from verb to noun. Words are folded.
"""

from __future__ import annotations

# Endings that change with number and gender; a word with one may have any other of its row.
_ROWS = [
    row.split()
    for row in (
        "al aux ale ales",
        "eau eaux elle elles",
        "teur teurs trice trices teuse teuses",
        "eur eurs euse euses",
        "eux euse euses",
        "if ifs ive ives",
        "er ers ere eres",
        "ien iens ienne iennes",
        "on ons onne onnes",
        "el els elle elles",
        "et ets ette ettes ete etes",
        "c cs che ches que ques",
        "ail aux ails",
        "au aux",
        "eu eux",
    )
]
_LEAST = 4


def inflections(word: str) -> set[str]:
    """Return the word with its plurals and feminines; itself alone when it is too short."""
    if len(word) < _LEAST or not word.isalpha():
        return {word}
    root = word
    for ending in ("es", "s", "x", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST - 1:
            root = word.removesuffix(ending)
            break
    forms = {word, *(root + ending for ending in ("", "s", "e", "es"))}
    if word.endswith("es"):
        forms |= {word.removesuffix("s")}
    for row in _ROWS:
        for ending in row:
            stem = word.removesuffix(ending)
            if stem != word and len(stem) >= _LEAST - 2:
                forms.update(stem + other for other in row)
    return forms
