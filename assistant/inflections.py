"""Plural and feminine of French words, so that « entreprise » may find « entreprises ».

A light stemmer turned round, after Savoy, « Light stemming approaches for the French, Portuguese,
German and Hungarian languages » (SAC 2006, https://doi.org/10.1145/1141277.1141523): number and
gender only, never from verb to noun. Accents tell most of them apart: « accordé » is no form of
« accord », nor « marqué » of « marché ».
"""

from __future__ import annotations

import unicodedata

from ingest import french

# Endings that change with number and gender: a word with one, after so many letters, may have any
# other of its row. A final « e » is a feminine only where few verbs or other nouns would be taken
# for one: « francs » is not « France », nor « emploie » « emplois ».
_ROWS = [
    (least, row.split())
    for least, row in (
        (2, "al aux ale ales"),
        (2, "ail ails aux"),
        (2, "au aux"),
        (0, "eau eaux"),
        (1, "ouveau ouveaux ouvel ouvelle ouvelles"),
        (1, "eu eux"),
        (1, "œu œux"),
        (2, "ou oux"),
        (2, "teur teurs trice trices teuse teuses"),
        (2, "eur eurs euse euses eure eures"),
        (2, "eux euse euses"),
        (2, "if ifs ive ives"),
        (1, "ivil ivils ivile iviles"),
        (2, "er ers ère ères"),
        (2, "ien iens ienne iennes"),
        (2, "éen éens éenne éennes"),
        (3, "ain ains aine aines"),
        (3, "nin nins nine nines"),
        (2, "isin isins isine isines"),
        (3, "on ons onne onnes"),
        (2, "el els elle elles"),
        (2, "et ets ète ètes ette ettes"),
        (2, "ic ics ique iques"),
        (2, "anc ancs anche anches"),
        (2, "ec ecs ecque ecques"),
        (2, "urc urcs urque urques"),
        (3, "ais aise aises"),
        (3, "ois oise oises"),
        (2, "and ands ande andes"),
        (3, "ond onds onde ondes"),
        (4, "ant ants ante antes"),
        (3, "ent ents ente entes"),
        (3, "oint oints ointe ointes"),
        (2, "inct incts incte inctes"),
        (1, "ourd ourds ourde ourdes"),
        (1, "ourt ourts ourte ourtes"),
        (1, "eul euls eule eules"),
        (1, "lein leins leine leines"),
        (1, "irect irects irecte irectes"),
        (1, "utur uturs uture utures"),
        (0, "strict stricts stricte strictes"),
        (2, "tit tits tite tites"),
        (2, "tuit tuits tuite tuites"),
        (2, "crit crits crite crites"),
        (2, "pert perts perte pertes"),
        (2, "vert verts verte vertes"),
        (2, "idat idats idate idates"),
        (2, "ocat ocats ocate ocates"),
        (2, "é és ée ées"),
        (4, "u us ue ues"),
    )
]
# « fonctionne », « raisonne », « appelle », « projette », « signale », « documente » are verbs.
_OF_VERBS = ("ionne", "sonne", "conne", "tonne", "ppelle", "jette", "mette", "gnale", "mente")
# Without their « s », these are other words.
_INVARIABLE = frozenset("cours fois fonds pays".split())
_LEAST = 4


def inflections(word: str) -> dict[str, set[str]]:
    """Return the word with its plurals and feminines, folded; itself alone when it is too short.

    Each with how it ends, accents and all.
    """
    word = unicodedata.normalize("NFC", word).lower()
    folded = french.fold(word)
    forms = {folded: {""}}
    if len(folded) < _LEAST or not word.isalpha():
        return forms
    found = [(word[:-1], f"{word[-1]}s")] if word[-1] not in "sxz" else []
    if word.endswith("s") and folded not in _INVARIABLE:
        found.append((word[:-2], word[-2]))
    for stem, ending in [*found, *_of_rows(word, folded)]:
        form = french.fold(stem + ending)
        if not french.is_function_word(form):
            forms.setdefault(form, set()).add(ending)
    return forms


def is_inflection(word: str, forms: dict[str, set[str]], written: str) -> bool:
    """Say whether the end of a word as a page writes it, without its first letter, is a form's.

    « placés » is no form of « place », but « sociétés » is one of « societe », typed without any
    accent. Capitals often have none, nor has « premiere » on some pages.
    """
    plain = unicodedata.normalize("NFC", written).replace("-", "")
    folded = french.fold(plain)
    endings = {each for form, some in forms.items() if form.endswith(folded) for each in some}
    typed_without = french.fold(word) == word.lower()
    return plain.isupper() or any(
        _ends_so(plain.lower(), ending, typed_without=typed_without) for ending in endings
    )


def _ends_so(written: str, ending: str, *, typed_without: bool) -> bool:
    if written.endswith(ending):
        return True
    if not ending.rstrip("s").rstrip("e").endswith("é") and written.endswith(french.fold(ending)):
        return True
    before = written[: len(written) - len(ending)]
    return typed_without and french.fold(before) != before


def _of_rows(word: str, folded: str) -> list[tuple[str, str]]:
    """Return a word's forms that its longest ending in a row gives, each as a stem and an ending.

    Endings are compared with their accents if the word has any.
    """
    if _is_of_verb(folded):
        return []
    rows = [
        (len(ending), word[: -len(ending)], row)
        for least, row in _ROWS
        for ending in (row if word != folded else map(french.fold, row))
        # « demande », without accents, is no « demandé ».
        if word.endswith(ending) and len(word) - len(ending) >= least and ending not in ("e", "es")
    ]
    longest = max((length for length, *_ in rows), default=0)
    forms = [(stem, each) for length, stem, row in rows if length == longest for each in row]
    return [(stem, each) for stem, each in forms if not _is_of_verb(french.fold(stem + each))]


def _is_of_verb(form: str) -> bool:
    return form.removesuffix("s").endswith(_OF_VERBS)
