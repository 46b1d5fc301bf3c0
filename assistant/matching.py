"""A phrase turned into what finds it: a pattern over folded text, and a query that narrows pages.

The pattern decides; the query (`page_queries`) only leaves out pages that cannot hold a match, and
a test holds it to that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant import figures, page_queries
from assistant.dotted import typed_acronyms, without_points
from assistant.term_syntax import Phrase
from assistant.word_forms import Check, Forms, Known, begin, word_forms
from ingest import french, terms
from ingest.concordance_store import SearchedPage

# Words (with their star) and, one by one, the symbols among them (« R&D », « C++ »).
_TOKEN = re.compile(rf"(?P<number>{figures.GROUPED})|[^\W_]+\*?|[^\w\s'-]|_")
_WORD = re.compile(r"[^\W_]+")
_MOST_JOINTS = 6
_LONGEST = 400
# A word that ends in figures is written in one, in two, or with a hyphen: « COP21 », « COP 21 ».
_NUMBERED = re.compile(r"([^\W\d_]+)(\d+)")
_JOINT = r"[\s'-]*"
_GAP = r"[\s'-]+"


@dataclass(frozen=True, slots=True)
class Matcher:
    """What finds one phrase.

    `needed` is the FTS5 query that every page with a match answers, None when any page may hold
    one; `continued` the one that a page answers on which a match ends that the page before begins,
    None when there can be none. `exact` is what a match must read, letter for letter; `checks` say
    so of the pattern's groups, in order, as the page writes them.
    """

    pattern: re.Pattern[str] | None
    needed: str | None
    continued: str | None = None
    exact: str | None = None
    checks: tuple[Check, ...] = ()

    def spans(self, page: SearchedPage) -> Iterator[tuple[int, int]]:
        """Yield the spans that match, those in notes first; they do not overlap.

        They begin on the page, and are of its text and of what follows.
        """
        if self.pattern is None:
            return
        folded = page.folded
        for match in self.pattern.finditer(folded.text):
            if match.start() >= folded.own:
                return  # what follows, and the rest of a cut word, belong to the next page
            start, end = folded.span(*match.span())
            if self.exact is not None and _as_typed(page.read(start, end)) != self.exact:
                continue
            if not self.checks or self._is_checked(match, page):
                yield start, end

    def _is_checked(self, match: re.Match[str], page: SearchedPage) -> bool:
        for group, check in enumerate(self.checks, start=1):
            first, last = match.span(group)
            if first >= 0 and not check(page.read(*page.folded.span(first, last))):
                return False
        return True


def matcher(phrase: Phrase, known: Known, *, inflected: bool = False) -> Matcher:
    """Return what finds a phrase.

    Whole words, whatever the case, accents, apostrophes, line breaks and hyphens; a footnote's
    number stuck to the last word does not hide it; a trailing `*` leaves its word open. A word
    also matches in two, and two words in one (« codéveloppement », « co développement », « COP21 »,
    « COP 21 »), where neither part is a function word: « en jeu » is not « enjeu ». With
    `inflected`, plurals and feminines too. A phrase without any letter or digit is looked for as it
    is. A number is found whole: « 500 000 » is not in « 1 500 000 », but is « 500000 ». An acronym
    in capitals is found with its points too, with its first letter apart (« F CFA »), and one with
    points without them.
    """
    typed = phrase.text[:_LONGEST] if phrase.exact else without_points(phrase.text[:_LONGEST])
    folded = " ".join(french.fold(typed).split())
    tokens = list(_TOKEN.finditer(folded))
    if not tokens:
        return Matcher(None, None)
    words = [
        figures.ungrouped(token.group()) if token["number"] else token.group() for token in tokens
    ]
    gaps = [folded[a.end() : b.start()] for a, b in pairwise(tokens)]
    if phrase.exact:
        return _exact(phrase, folded)
    acronyms = typed_acronyms(phrase.text[:_LONGEST])
    joined = [
        _joins(before, after, gap, acronym=after in acronyms)
        for before, after, gap in zip(words, words[1:], gaps, strict=False)
    ]
    named = joined[-1:] == [True] and words[-2].isalpha()
    if sum(joined) > _MOST_JOINTS or inflected:
        joined = [False] * len(joined)
    as_typed = {french.fold(each): each for each in _WORD.findall(typed)} if inflected else {}
    forms = [
        word_forms(word, known, acronyms.get(word), inflected=as_typed.get(word, ""))
        for word in words
    ]
    pattern = ""
    for index, each in enumerate(forms):
        if index:
            both = words[index - 1][-1].isalnum() and words[index][0].isalnum()
            pattern += _GAP if both and not joined[index - 1] else _JOINT
        pattern += each.pattern(first=index == 0)
    pattern += _end(words[-1], named=named)
    return _matcher(pattern, forms, joined)


def _joins(before: str, after: str, gap: str, *, acronym: bool) -> bool:
    """Say whether two words that follow each other may stand as one.

    Of a single letter, none may but with an `acronym` behind it: « F CFA ».
    """
    if not (before[-1].isalnum() and after[0].isalnum()):
        return True
    if gap == "-":
        return True
    after = after.removesuffix("*")
    return gap == " " and all(
        len(each) >= (1 if acronym else 2) and each.isalpha() and not french.is_function_word(each)
        for each in ((before,) if after.isdecimal() else (before, after))
    )


def _end(last: str, *, named: bool = False) -> str:
    """Return what must hold after a match's last word; `named` by the word before, for a number."""
    if not last[-1].isalnum():
        return ""
    if last.isdecimal():
        return r"(?![^\W_])" + (figures.ENDS_NAMED if named else figures.ENDS)
    if last.isalpha() and len(last) >= terms.LEAST_NOTED:
        return r"(?:(?![^\W_])|(?=\d{1,2}(?![^\W_])))"
    return r"(?![^\W_])"


def _exact(phrase: Phrase, folded: str) -> Matcher:
    first, *pieces = [re.escape(piece) for piece in folded.split(" ")]
    letter = re.escape(folded[0])
    pieces = [first.removeprefix(letter), *pieces]
    words = _WORD.findall(folded)
    last = words[-1] if folded[-1].isalnum() else folded[-1]
    pattern = letter + begin(folded[0]) + r"\s+".join(pieces) + _end(last)
    forms = [Forms(word, (), ((word,),)) for word in words]
    return _matcher(pattern, forms, [False] * (len(words) - 1), _as_typed(phrase.text[:_LONGEST]))


def _matcher(
    pattern: str, forms: Sequence[Forms], joined: Sequence[bool], exact: str | None = None
) -> Matcher:
    needed, continued = page_queries.needed(forms, joined), page_queries.continued(forms, joined)
    checks = tuple(check for form in forms for check in form.checks)
    return Matcher(re.compile(pattern), needed, continued, exact, checks)


def _as_typed(text: str) -> str:
    """Return a text with its case and accents, but one form of apostrophe, hyphen and space."""
    composed = unicodedata.normalize("NFC", text)
    plain = "".join(french.fold(c) if not c.isalnum() else c for c in composed)
    return " ".join(plain.split())
