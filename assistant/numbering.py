"""The number or letter that names a part, exchanged: « et le volet B ? », « et le suivant ? ».

So is the text that a part is of, « et dans la loi 2008-12 ? », and what is within: « et le c) ? ».
"""

from __future__ import annotations

import re

from assistant import labels
from assistant.linking import in_place
from assistant.nouns import TOLD
from ingest import french

_BEFORE = r"(?:(?:pour|dans|a|au|sur|de|du|for|in|of) )?"
# « 5 », « 4.1 », « 12 bis », and what counts as one: « 1er », « premier », « Ier ».
_NUMBER = rf"(?:1ere?\b|premiere?\b|iere?\b|\d{{1,3}}(?:[.-]\d{{1,2}})?(?:{labels.LATIN})?)"
# « B », « C2 », « II », « L. 11-2 » of a code.
_LETTER = rf"(?:{labels.OF_CODE}|[a-z]\d{{0,2}}|[ivx]{{2,6}})"
# « le 6 », « pour le n° 3 », « du volet B », « la composante C2 », « l'axe II ».
_LABELLED = re.compile(
    rf"{_BEFORE}(?:(?P<article>les?|la|the) |l')?(?:(?P<noun>[a-z]{{3,}}) )?(?:n\s?[°o] ?)?"
    rf"(?P<label>{_NUMBER}|{_LETTER})(?:(?<=\d)(?:e|eme))?"
)
# « le suivant », « l'article suivant », « l'année d'avant », "the next one".
_BESIDE = re.compile(
    rf"{_BEFORE}(?:(?:les?|la|celle|celui) |l')?(?:(?P<noun>[a-z]{{2,}}) )?(?:(?P<back>precedente?"
    r"|d'avant)|suivante?|d'apres)|(?:the )?(?:next|following|(?P<back_en>previous))"
    r"(?: (?:one|(?P<noun_en>[a-z]{3,})))?"
)
_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")  # « la loi 2008-12 » is of no year
_HOLDING = re.compile(r" (?:de la |de l'|du |of the |of )")
_YEARS = ("", "annee", "an", "exercice", "year")
# What bears a number or a letter as its name, and not as a count of it.
_NAMED_SO = (
    r"(?:articles?|annexes?|fiches?|chapitres?|recommandations?|propositions?|mesures?|pistes?|axes?"
    r"|objectifs?|etapes?|tableaux?|graphiques?|figures?|encadres?|volets?|lots?|phases?|parties?"
    r"|questions?|decisions?|actions?|points?|ateliers?|seances?|tomes?|numeros?|tables?|postes?"
    r"|composantes?|domaines?|groupes?|categories?|niveaux?|zones?|modules?|options?|variantes?"
    r"|preconisations?|resolutions?|clauses?|livres?|tables? rondes?"
    r"|lignes?|titres?|blocs?|steps?|parts?|sections?|chapters?|components?|groups?|levels?|items?)"
)

# What parts of texts are called, by the article that each has.
_L, _LA, _LE = (
    r"(?:articles?|annexes?|encadres?)",
    r"(?:sections?|pages?|parties?|figures?|fiches?)",
    r"(?:chapitres?|titres?|livres?|tableaux?|graphiques?|chapters?|parts?|tables?)",
)
_LEAD = r"(?:du |des |aux? |(?:(?:de|a) )?(?:les? |la |l')|the )?"
_PART_OF = rf"(?P<noun>{_L}|{_LA}|{_LE}) (?:n\s?[°o] ?)?(?P<label>{_NUMBER}|{_LETTER})(?![\w%)])"
# « Du code de la presse », « dans la loi 2008-12 », up to what is asked of it.
_TEXT = (
    rf"(?:[\w-]+ )?{TOLD}\b(?:(?! (?:sur|concernant|au sujet|a propos|pour|di(?:t|sent)|prevoi"
    r"|est|sont|a|ont|qui|que|about|says?|is|are)\b)[^,?!;:()])*"
)
_OF_TEXT = rf" (?:du |des |d'|(?:de|dans|of|in) (?:l[ae] |les |l'|the )?)(?:{_TEXT})"
# Within an article: « l'alinéa 2 », « le c) », « le 2° ».
_ITEM = (
    r"(?:(?:alinea|paragraphe|tiret|paragraph) \d{1,2}|(?:premier|deuxieme|second|troisieme"
    r"|quatrieme|dernier) (?:alinea|paragraphe|tiret)|(?:[a-z]|\d{1,2})\)|\d{1,2}°\)?)"
)
_PART = re.compile(
    rf"(?:\b(?P<item_lead>{_LEAD})(?P<item>{_ITEM}) )?\b(?P<lead>{_LEAD}){_PART_OF}"
    rf"(?! ?(?:[,-]|et|ou|a|and|to)(?: l')? ?\d)(?P<of>{_OF_TEXT})?"
)
_PUT = r"(?:(?:pour|dans|sur|selon|for|in|of) )?"
_ANOTHER = re.compile(rf"{_PUT}(?P<lead>{_LEAD}){_PART_OF}(?P<of>{_OF_TEXT})?")
_WITHIN = re.compile(rf"{_PUT}(?P<lead>{_LEAD})(?P<item>{_ITEM})")
_OTHER_TEXT = re.compile(
    r"(?:(?:dans|selon|pour|sur|d'apres|in|of|for|from|according to) )?"
    rf"(?P<lead>{_LEAD})(?P<text>{_TEXT})"
)


def part_exchanged(topic: str, rest: str) -> str:
    """Put « l'article 6 des statuts », « la loi 2008-12 » or « le c) » in the place of its like.

    What is within an article is put before it. Empty where the topic names no part of a text, or
    several, and where its number alone is exchanged.
    """
    folded, asked = french.fold(topic), french.fold(rest)
    held = list(_PART.finditer(folded))
    if len(held) != 1:
        return ""
    part, label_end = held[0], held[0].end("label")
    before = _written(topic, (0, part.start("item" if part["item"] else "noun")))
    behind = _written(topic, (part.end(), len(folded)))
    of = _written(topic, (label_end, part.end()))
    if other := _OTHER_TEXT.fullmatch(asked):
        text = _articled(rest, other, "text")
        kept = _written(topic, (0, label_end))
        if text.startswith("the ") or re.match(r" (?:of|in) ", of):
            return f"{kept} of {text}{behind}"
        return in_place(f"{kept} de ", text, "") + behind
    if within := _WITHIN.fullmatch(asked):
        lead = part["lead"] or _article(part["noun"])
        whole = _articled_by(lead) + _written(topic, (part.start("noun"), label_end))
        said = _articled(rest, within, "item")
        return in_place(before, said, "") + " " + in_place("de ", whole, "") + of + behind
    given = _ANOTHER.fullmatch(asked)
    if given is None:
        return ""
    same = given["noun"].rstrip("sx") == part["noun"].rstrip("sx")
    paged = "page" in (given["noun"], part["noun"])
    # The page of a text that is not named is that of the document just cited.
    is_other = (same and bool(of)) if paged else (bool(part["item"]) or not same)
    if not (given["of"] or is_other):
        return ""
    said = _articled(rest, given, "noun")
    if part["lead"] and not given["lead"]:
        said = _article(given["noun"]) + said
    return in_place(before, said, "") + ("" if given["of"] else of) + behind


def _articled(rest: str, found: re.Match[str], name: str) -> str:
    """Return « le code » of « du code », « les statuts » of « aux statuts », from that group on."""
    return _articled_by(found["lead"]) + _written(rest, (found.start(name), found.end()))


def _articled_by(lead: str) -> str:
    bare = {"du ": "le ", "au ": "le ", "des ": "les ", "aux ": "les "}.get(lead)
    return bare or re.sub(r"^(?:de|a) ", "", lead)


def _article(noun: str) -> str:
    return "l'" if re.match(_L, noun) else "la " if re.match(_LA, noun) else "le "


def label_exchanged(topic: str, rest: str) -> str:
    """Put « le volet 2 » where « le volet 1 » is, « le B » where the one letter of the topic is.

    Empty where the topic has no such label, or two; a page is that of the document just cited.
    """
    given = _LABELLED.fullmatch(french.fold(rest))
    if given is None or given["noun"] == "page":
        return ""
    label = _written(rest, given.span("label"))
    if label.islower() and not (given["noun"] or given["article"]):
        return ""  # a word of one letter
    number = label[0].isdigit() or _counts(label)
    place = _only_label(topic, given["noun"] or "", number=number)
    if place is None:
        return ""
    as_there = label.upper() if topic[place[0]].isupper() and not number else label
    return _put(topic, place, as_there)


def beside(topic: str, rest: str) -> str:
    """Put the next number, letter or year for « le suivant », the one before for « d'avant ».

    Empty where the topic has none of what is asked, or two.
    """
    given = _BESIDE.fullmatch(french.fold(rest))
    if given is None:
        return ""
    step = -1 if given["back"] or given["back_en"] else 1
    noun = given["noun"] or given["noun_en"] or ""
    years = [each.span() for each in _YEAR.finditer(topic)] if noun in _YEARS else []
    place = _only_label(topic, "" if noun in _YEARS else noun)
    if place is None and len(years) == 1:
        place = years[0]
    if place is None:
        return ""
    moved = _moved(topic[slice(*place)], step)
    return _put(topic, place, moved) if moved else ""


def _moved(label: str, step: int) -> str:
    """Return the label after one, or the one before; empty for that before « A » or « I »."""
    folded = french.fold(label)
    if folded in labels.ORDINALS:
        return str(1 + step)
    if alone := re.match(rf"(\d+){labels.LATIN}$", folded):  # 12 stands before 12 bis, 13 behind
        return str(int(alone[1]) + max(step, 0))
    if digits := re.search(r"\d+$", label):
        return f"{label[: digits.start()]}{int(digits.group()) + step}"
    if re.fullmatch(r"[ivx]+", folded):  # a letter I is a numeral far more often
        number = labels.roman(int(labels.value(folded)) + step)
        return number if label.isupper() else number.lower()
    moved = chr(ord(label) + step)
    return moved if moved.isalpha() else ""


def _only_label(topic: str, noun: str, *, number: bool | None = None) -> tuple[int, int] | None:
    """Return where the one label of such a noun is; None for none and for several.

    `number` is whether it is one, where no noun says so: « le 6 » is no letter.
    """
    folded, origins = french.fold_with_origins(topic)
    kinds = [rf"{_NUMBER}(?![\d%.])"] if number is not False or noun else []
    kinds += [rf"{_LETTER}(?![\w'])"] if not number or noun else []
    named = re.escape(noun) or _NAMED_SO
    places, last = list[tuple[int, int]](), -1
    for each in re.finditer(rf"\b{named} (?:n\s?[°o] ?)?(?P<label>{'|'.join(kinds)})", folded):
        start, end = each.span("label")
        held, last = _HOLDING.fullmatch(folded, last, each.start()) if places else None, end
        if held:  # « le chapitre II du titre I » is a chapter
            continue
        place = origins[start], origins[end] if end < len(origins) else len(topic)
        # « le volet a reçu »: a small letter is a word, but for the last.
        label = topic[slice(*place)]
        if label[0].isupper() or _counts(label) or place[1] == len(topic):
            places.append(place)
    return places[0] if len(places) == 1 else None


def _counts(label: str) -> bool:
    """Say whether a label is a number, or has one."""
    return french.fold(label) in labels.ORDINALS or bool(re.search(r"\d", label))


def _written(text: str, span: tuple[int, int]) -> str:
    """Return what is written where that span of the text, folded, is."""
    return french.unfolded(text, *span)


def _put(topic: str, place: tuple[int, int], said: str) -> str:
    return f"{topic[: place[0]]}{said}{topic[place[1] :]}"
