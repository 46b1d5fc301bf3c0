"""How the parts of a document are labelled: « Article 5 », « Tableau n° 3 : », « Décision 4.1 ».

Read alike in a question and at the beginning of a page's lines, folded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ingest import french

# As folded: how a question and a document call each kind of part, what bears a caption first: « le
# tableau 3 de l'annexe 2 » is a table.
CAPTIONED = {
    "tableau": r"tabl(?:eaux?|es?)",
    "graphique": r"(?:graph(?:ique)?s?\.?|charts?)",
    "figure": r"fig(?:ures?)?\.?",
    "encadre": r"(?:encadres?|box)",
    "schema": r"schemas?",
    "illustration": r"illustrations?",
}
KINDS = CAPTIONED | {
    "article": r"art(?:icles?)?\.?",
    "clause": r"clauses?",
    "resolution": r"resolutions?",
    "annexe": r"annexe?s?",
    "fiche": r"fiches?",
    "sous-section": r"sous-sections?",
    "section": r"(?<!sous-)sections?",
    "chapitre": r"chap(?:itre|ter)s?\.?",
    "recommandation": r"recomm[ae]ndations?",
    "preconisation": r"preconisations?",
    "proposition": r"propositions?",
    "mesure": r"mesures?",
    "piste": r"pistes?",
    "axe": r"axes?",
    "objectif": r"objectifs?",
    "etape": r"(?:etapes?|steps?)",
    "decision": r"decision",
    "question": r"question",
    "action": r"(?<!d')action",
    "point": r"point",
    "table ronde": r"(?:tables? rondes?|round ?tables?)",
    "atelier": r"(?:ateliers?|workshops?)",
    "volet": r"(?:volets?|strands?)",
    "lot": r"lots?",
    # No participle: « les ouvrages notés 3 ».
    "note": r"(?:(?<![a-z] )|(?<=\bla )|(?<=\bles )|(?<=\bthe ))notes?",
    "groupe": r"(?:(?<!sous-)groupes?(?: de travail)?|(?:working )?groups?)",
    # A verb too: « il livre 3 pompes ».
    "livre": r"livres?(?=[^\S\n](?:[ivx]|prem|1er))",
    "titre": r"titres?",
    "partie": r"parties?",
}
# What each is of the next ones: « le chapitre II du titre I », and ends where one of these begins.
LEVELS = ("article", "sous-section", "section", "chapitre", "titre", "livre", "partie")
# What fills pages.
FILLING = ("annexe", "fiche", *LEVELS)
# What words of every day ask of a part only before digits, and few: « la question I », « actions
# 2024 » are none.
EVERYDAY = (
    *("decision", "question", "action", "point", "table ronde", "atelier", "groupe"),
    *("volet", "lot", "note"),
)
# What texts tell of more often than they label it.
TOLD_OF = ("volet", "lot", "note")
# What a law sets between two articles, and the articles of a code, L. 12-3: folded.
LATIN = r"[ -]?(?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies)\b"
OF_CODE = r"(?:[lrd]\.?[^\S\n]?\d{1,4}(?:-\d{1,3}){0,3}|a\.[^\S\n]?\d{1,4}(?:-\d{1,3}){1,3})"
# What may bear a letter, and that, which is no verb: « le groupe a du retard ».
_LETTERED = ("volet", "volets", "strand", "strands", "lot", "lots", "groupe", "groupes", "group")
LETTER = r"[a-h](?=\s*(?:$|[\n.,;:?!)»|–])|\s(?:et|ou|and|or)\b|(?<!a)\s(?:d|de|des|du|of)\b)"
# A numeral in letters stands apart: « tableaux » is no tenth table. What has dots, a dash, a letter
# or Latin, as « 4.4 », « 16-4 », « A3 » and « 12 bis » have, is a label as it is written; « les
# articles 16-18 » are three.
NUMBER = (
    r"(?:n\s?[°o.]\s?)?(?P<number>"
    rf"(?:\d{{1,3}}(?:\.\d{{1,2}}){{1,3}}|(?<![sx] )\d{{1,3}}-\d{{1,2}}|\d{{1,4}})(?:{LATIN})?"
    rf"|(?<![a-z])(?:premiere?|1ere?|iere?|[ivx]{{1,6}}|{OF_CODE}|[a-z][.-]?\d{{1,3}})"
    r"|(?:(?<=annex )|(?<=annexe )|(?<=annexes ))[a-h]"
    r"(?=\s*(?:$|[\n.,;:?!)»-])|\s(?:d|de|des|du|et|of)\b)"
    rf"|(?:{'|'.join(f'(?<={each} )' for each in _LETTERED)}){LETTER})"
    r"(?![\w°]|[.-]\d)"
)
ORDINALS = ("premier", "premiere", "1er", "1ere", "ier", "iere")
# How else a page may write what a part is called.
_ALSO = {
    "article": ("art.",),
    "tableau": ("tableaux", "table"),
    "graphique": ("graph.", "chart"),
    "figure": ("fig.",),
    "encadre": ("box",),
    "chapitre": ("chapter",),
    "recommandation": ("recommendation",),
    "etape": ("step",),
    "table ronde": ("tables rondes", "round table", "roundtable"),
    "atelier": ("workshop",),
    "groupe": ("groupe de travail", "group", "working group"),
    "volet": ("strand",),
}
# What follows the number of a caption, and not that of a table that a sentence tells of.
_CAPTION = re.compile(r"\s?[:.–—-]|\s*\n|\s*$|\s+[A-ZÀ-Ý«“\"]")
# What stands before what a heading says: « Article 3 : », « Chapitre premier – », « II. », « 5.2 ».
_BEFORE_TITLE = re.compile(
    rf"\W*(?:(?:{'|'.join(KINDS.values())})[^\S\n]?{NUMBER}|[ivx]{{1,5}}(?=\s?[.):-]))?[\W\d]*"
)
_OF = re.compile(r" (?:de la |de l'|du |of the |of )")
# In characters: more than any label.
_LABEL = 60


def written(kind: str, number: int | str) -> list[str]:
    """Return how a part may be called on a page, as terms to find."""
    words = [kind, f"{kind}s", *_ALSO.get(kind, ())]
    numbers = [str(number), f"n° {number}"]
    if (
        isinstance(number, str) and number[0].isalpha() and number[1:]
    ):  # « A3 » may be written « A-3 », « A. 3 »
        numbers += [f"{number[0]} {number[1:]}", f"{number[0]}. {number[1:]}"]
    elif isinstance(number, str):
        numbers += {number.replace(" ", "")} - {number}  # « 12bis »
    elif isinstance(number, int):
        numbers += [roman(number)]
    if number == 1:
        numbers += ["premier", "première", "1er", "1ère", "Ier", "Ière"]
    return [f"{word} {each}" for word in words for each in numbers]


def begun(kind: str, text: str) -> Iterator[tuple[int, int | str]]:
    """Yield where a line begins with a label of that kind, and its number.

    So does a sentence whose label is set off: « Art. 3. - », « Article 3 : ».
    """
    folded, origins = _folded(text)
    called = rf"{KINDS[kind]}[^\S\n]?{NUMBER}"
    label = re.compile(
        rf"(?:^|(?<=\n))[^\w\n]{{0,4}}{called}"
        rf"|(?<=[.!?;:»] ){called.replace('number', 'within')}(?=\s?[.:–—-])"
    )
    for match in label.finditer(folded):
        yield origins[match.start()], value(match["number"] or match["within"])


@lru_cache(maxsize=64)  # each kind of part is looked for on a page
def _folded(text: str) -> tuple[str, list[int]]:
    return french.fold_with_origins(text)


def holders(said: str) -> list[tuple[str, int | str]]:
    """Return the kinds and numbers of the larger parts that folded words name from their beginning.

    « chapitre ii du titre i du code » names two.
    """
    found: list[tuple[str, int | str]] = []
    for each in _OF.split(said):
        named = (
            (kind, re.match(rf"{KINDS[kind]}[^\S\n]?{NUMBER}", each))
            for kind in ("annexe", *LEVELS[1:])
        )
        kind, label = next((pair for pair in named if pair[1]), ("", None))
        if label is None:
            break
        found.append((kind, value(label["number"])))
    return found


@lru_cache(maxsize=512)  # each sentence of a page asks
def opened(text: str) -> tuple[int, ...]:
    """Return where the text's lines begin with the label of a law's part, set off from the rest."""
    return tuple(
        start
        for kind in ("annexe", *LEVELS)
        for start, _ in begun(kind, text)
        if is_caption(kind, text, start)
    )


def title_of(heading: str) -> str:
    """Return what a heading says behind its label, or its number; empty where that is all."""
    folded, origins = french.fold_with_origins(heading)
    before = _BEFORE_TITLE.match(folded)
    return heading[origins[before.end()] :] if before and before.end() < len(folded) else ""


def is_listed(text: str, start: int) -> bool:
    """Say whether a page's number follows behind dots, on a line of one or several entries."""
    line = text[start:].partition("\n")[0]
    return bool(re.search(r"(?:(?:[.·_]\s?){5}|…{2})[\s.…]*\d", line))


def is_caption(kind: str, text: str, start: int) -> bool:
    """Say whether the label that begins there is set off from what it names, as a caption's is."""
    folded, origins = french.fold_with_origins(text[start : start + _LABEL])
    label = re.match(rf"\W{{0,4}}{KINDS[kind]}[^\S\n]?{NUMBER}", folded)
    return bool(label and _CAPTION.match(text, start + origins[label.end() - 1] + 1))


def value(number: str) -> int | str:
    """Return the number that a label bears, « 4 », « iv », « premier », or « 4.4 », « a »."""
    if number in ORDINALS:
        return 1
    if number.isdecimal():
        return int(number)
    if re.search(r"\d", number):
        number = re.sub(r"^([a-z])[.-]?\s?", r"\1", number)
        return re.sub(r"[ -]?([a-z]{2,})$", r" \1", number)
    if not re.fullmatch("[ivx]+", number):  # « annexe A »
        return number
    values = [{"i": 1, "v": 5, "x": 10}[letter] for letter in number]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def roman(number: int) -> str:
    """Return a number below forty in capital numerals; empty for none."""
    tens, units = divmod(number, 10)
    ones = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[units]
    return "X" * tens + ones
