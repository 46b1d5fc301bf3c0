"""French as text: folding, words, stems, sentences; and telling French from English.

Folding makes « Développement », « developpement » and « DÉVELOPPEMENT » one word. It follows
Unicode's compatibility decomposition (NFKD, UAX #15) without its combining marks, casefolded,
with one apostrophe and one hyphen for all of theirs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from ingest.schema import Language

_APOSTROPHES = "\u2018\u2019\u201b\u02bc\u2032\u00b4\u0060"
_HYPHENS = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
_SPECIAL = (
    {ord(c): "'" for c in _APOSTROPHES}
    | {ord(c): "-" for c in _HYPHENS}
    | {0xAD: "", 0x200B: "", 0x200C: "", 0x200D: "", 0x2060: "", 0xFEFF: ""}
    | {ord("œ"): "oe", ord("Œ"): "oe", ord("æ"): "ae", ord("Æ"): "ae"}
)
_WORD = re.compile(r"[^\W_]+")
_COMBINING = re.compile(
    f"[{''.join(chr(c) for c in range(0x300, 0x10000) if unicodedata.combining(chr(c)))}]"
)

# Function words of both languages, folded: what carries no meaning in a search.
_FRENCH_STOP = frozenset(
    """a afin ai ainsi alors as au aucun aucune aussi autre autres aux avait avant avec avez avoir
    avons c ca car ce ceci cela celle celles celui ces cet cette ceux chaque ci comme comment d dans
    de depuis des dit doit doivent donc dont du elle elles en encore entre es est et etaient etait
    etant etc ete etes etre eu eux fait faire fois font hors ici il ils j je jusque l la laquelle le
    lequel les lesquelles lesquels leur leurs lors lorsque lui m ma mais me meme memes mes moi mon n
    ne ni nos notre nous on ont or ou par parce pas pendant peu peut peuvent plus pour pourquoi
    puis qu quand que quel quelle quelles quels qui quoi s sa sans se sera seront ses si soient soit
    son sont sous sur t ta tandis te tes toi ton toujours tous tout toute toutes tres tu un une vers
    voici voila vos votre vous y""".split()
)
_ENGLISH_STOP = frozenset(
    """a about after all also an and any are as at be been being but by can could did do does for
    from had has have how i if in into is it its may more most no not of on or our should so some
    such than that the their them then there these they this those to was we were what when where
    which who whom whose why will with would you your""".split()
)
_ENGLISH_MARKS = frozenset(
    """the of and is are was were what who whom whose which how why when where does did do has have
    to with for from by about there their this that these those it its be been can could should
    would in any not will must my your our you we they he she if please than between during under
    into""".split()
)
# What opens an English question, and no French one: « How many women run a business in Ouro
# Thiané? » has no other mark of English, and an accent; "Summarise Le FASEP, mode d'emploi" none.
_ENGLISH_OPENINGS = frozenset(
    """what who whom whose which how why when where is are am was were do does did has have had can
    could should would will may must any list define explain describe give name
    summarise summarize please key summary overview under during between according""".split()
)
# "Number of participants", "Steps for applying": a name's French words come after.
_ENGLISH_SECOND = frozenset("of for between".split())
_LATIN = re.compile(r"\bin (?:situ|fine|extenso|vitro|vivo)\b", re.IGNORECASE)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"]*\"")
# « Entrepreneurs du Monde », « Côte d'Ivoire »: what is French in a name tells no question's
# language.
_PROPER = r"[A-ZÀ-ÖØ-Þ][\w'’-]*[a-zß-öø-ÿ]\w*"
_NAME = re.compile(rf"(?<=\s){_PROPER}(?: (?:(?:de|du|des|la|le|les|sans) |[dl]['’])+{_PROPER})+")
_ACCENTED = re.compile(r"(?:^\W*|\b(?![A-ZÀ-ÖØ-Þ]))\w*[éèêàâçîïôùûœÉÈÊÀÂÇÎÏÔÙÛŒ]")
_FRENCH_MARKS = frozenset(
    """le la les l un une des du de d et est sont etait que qu quel quelle quels quelles qui quoi ou
    comment pourquoi quand combien dans par pour avec sur au aux ce cette ces il elle ils elles se
    ont a-t sans leur leurs en je nous vous""".split()
)

# Neither the other language nor Spanish, Portuguese, Italian or German has them, but for names; of
# a page's words, they are so many at least.
_FRENCH_ALONE = frozenset("et les du est une dans pour qui aux cette ces avec sont au".split())
_ENGLISH_ALONE = frozenset("the of and is are with for this which from by their that".split())
_TOLD = 0.03

# After these a full stop does not end a sentence.
_ABBREVIATIONS = frozenset(
    """m mm mme mmes mlle dr pr prof st ste art al cf ex p pp n no nos vol chap fig tab ed coll env
    approx av bd tel ref min max hab janv fevr avr juil sept oct nov dec i.e e.g c.-a-d c mr mrs ms
    vs inc ltd""".split()
)
_TERMINAL = re.compile(r"[.!?…]+(?:\s?[»”]|[\"'’)\]])*(?=\s|$)")
# « Art. 5. - Lorsque… », « Étape 4. Demander le visa »: one sentence, its label is no other.
_LABEL = re.compile(
    r"\W*(?:art(?:icle|\.)?|action|activite|annexe|atelier|axe|chapitre|clause|composante|critere"
    r"|etape|fiche|groupe|lecon|livre|lot|mesure|module|objectif|partie|phase|pilier|piste|point"
    r"|preconisation|principe|proposition|question|recommandation|resolution|resultat|section"
    r"|table ronde|theme|titre|volet|annex|chapter|lesson|part|stage|step)"
    r"\s?(?:n°\s?)?(?:\d{1,3}(?:\.\d{1,2})*(?:\s(?:bis|ter|quater))?|[lrda]\.?\s?\d{1,4}(?:-\d{1,3})*"
    r"|[ivxlc]{1,6}|[a-h]|premier|1er|ier)"
)
# « II. Les acteurs »: of one letter, a number is any initial.
_ROMAN = re.compile(r"[ivx]{2,6}")
_OPENING = re.compile(r"[\s«“\"'’(\[•\-–—]*")


class _Folding(dict[int, str]):
    """What each character becomes, found when it first comes.

    One look a character is three times as fast as normalising whole texts.
    """

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFKD", chr(code).translate(_SPECIAL))
        self[code] = _COMBINING.sub("", decomposed).casefold().translate(_SPECIAL)
        return self[code]


_FOLDED = _Folding()


def fold(text: str) -> str:
    """Return the text without case, accents, and variants of apostrophe and hyphen."""
    if text.isascii():
        return text.lower().replace("`", "'")
    return text.translate(_FOLDED)


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """Fold the text and say, for each character of the result, which of `text` it came from."""
    pieces = [_FOLDED[ord(character)] for character in text]
    origins = [index for index, piece in enumerate(pieces) for _ in piece]
    return "".join(pieces), origins


def unfolded(text: str, start: int, end: int) -> str:
    """Return the part of a text behind a span of its folded form."""
    folded, origins = fold_with_origins(text)
    if start >= end or start >= len(folded):
        return ""
    return text[origins[start] : origins[min(end, len(folded)) - 1] + 1]


def collapse_with_origins(text: str) -> tuple[str, list[int]]:
    """Collapse white space and say, for each character, which of `text` it came from."""
    pieces: list[str] = []
    origins: list[int] = []
    for word in re.finditer(r"\S+", text):
        if pieces:
            pieces.append(" ")
            origins.append(word.start() - 1)
        pieces.append(word.group())
        origins.extend(range(word.start(), word.end()))
    return "".join(pieces), origins


def words(text: str) -> list[str]:
    """Return the text's words, folded, split at apostrophes and hyphens, in order."""
    return _WORD.findall(fold(text))


def is_function_word(word: str) -> bool:
    """Say whether a folded word is one of those that carry no meaning in a search."""
    return word in _FRENCH_STOP or word in _ENGLISH_STOP


def is_abbreviation(word: str) -> bool:
    """Say whether a full stop after a folded word is the word's own: « art. », « M. »."""
    return word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha())


@cache
def _stemmer() -> Any:
    import Stemmer  # the wheel is small, but mentions and lists never need it

    return Stemmer.Stemmer("french")


def stems(text: str) -> list[str]:
    """Return the Snowball stems (http://snowballstem.org) of the words that carry meaning."""
    kept = [
        word
        for word in words(text)
        if word not in _FRENCH_STOP
        and word not in _ENGLISH_STOP
        and (len(word) > 1 or word.isdecimal())
    ]
    return list(_stemmer().stemWords(kept))


def function_word_share(text: str) -> float:
    """Return the share of the text's words that are French or English function words."""
    found = words(text)
    if not found:
        return 0.0
    return sum(w in _FRENCH_STOP or w in _ENGLISH_STOP for w in found) / len(found)


def detect_language(text: str) -> Language:
    """Tell French from English by their function words; French when nothing tells."""
    return told_language(text) or "fr"


def told_language(text: str) -> Language | None:
    """Tell French from English by their function words; None when nothing tells.

    By those outside quotation marks, if any tells.
    """
    return _told(_QUOTED.sub(" ", text)) or _told(text)


def written_in(text: str) -> tuple[Language, ...]:
    """Tell which of French and English some pages are in, by words that only one has.

    Both where each has a quarter of these words; neither where they are few.
    """
    found = words(text)
    told: dict[Language, int] = {
        "fr": sum(word in _FRENCH_ALONE for word in found),
        "en": sum(word in _ENGLISH_ALONE for word in found),
    }
    if sum(told.values()) < _TOLD * len(found) or not found:
        return ()
    return tuple(each for each, count in told.items() if 4 * count >= sum(told.values()))


def _told(text: str) -> Language | None:
    text = _LATIN.sub(" ", _NAME.sub(" ", text)).strip()
    found = words(text)
    english = sum(word in _ENGLISH_MARKS for word in found)
    french = sum(word in _FRENCH_MARKS for word in found)
    if _opens_in_english(text, found) and french <= english + 2:
        return "en"
    accents = _ACCENTED.search(text) is not None
    if english > french and not (accents and english - french < 2):
        return "en"
    return "fr" if french or accents or english else None


def _opens_in_english(text: str, found: Sequence[str]) -> bool:
    """Say whether a text's first words are English; « WHO », « CAN » may be anyone's."""
    acronym = text[:2].isupper() and not text.isupper()
    first = found[:1] and found[0] in _ENGLISH_OPENINGS and not acronym
    return bool(first) or bool(found[1:] and found[1] in _ENGLISH_SECOND)


def _ends_sentence(text: str, start: int, mark: re.Match[str]) -> bool:
    following = text[mark.end() :]
    after = following[_OPENING.match(following).end() :]  # type: ignore[union-attr]  # matches ""
    if not after:
        return True
    if not (after[0].isupper() or after[0].isdecimal()):
        return False
    if mark.group().startswith((".", "…")) and not mark.group().startswith(".."):
        before = re.search(r"[\w.'’-]*$", text[start : mark.start()])
        word = fold(before.group()) if before else ""
        last = re.split(r"['\s]", word)[-1]
        if is_abbreviation(last):
            return False
        opens = not text[start : mark.start() - len(last)].strip()
        if opens and ((last.isdecimal() and len(last) <= 2) or _ROMAN.fullmatch(last)):
            return False  # « 3. Les partenaires » is one line of a list
        if mark.start() - start < 24 and _LABEL.fullmatch(fold(text[start : mark.start()])):
            return False
    return True


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the spans of the text's sentences, in order.

    A line break always ends one (cleaning keeps them for paragraphs only). Spans hold no white
    space at either end; together they cover everything but white space.
    """
    spans: list[tuple[int, int]] = []
    for paragraph in re.finditer(r"[^\n]+", text):
        start, until = paragraph.start(), text[: paragraph.end()]
        for mark in _TERMINAL.finditer(text, paragraph.start(), paragraph.end()):
            if mark.end() < paragraph.end() and _ends_sentence(until, start, mark):
                _append_trimmed(spans, text, start, mark.end())
                start = mark.end()
        _append_trimmed(spans, text, start, paragraph.end())
    return spans


def _append_trimmed(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        spans.append((start, end))
