"""The terms that a question asks to define or compare: « Que signifie FASEP ? ».

Read off the question alone; `definitions` finds what pages say of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest import french

_ARTICLE = r"(?:le |la |les |l'|un |une |des |du |d'|the |an? )?"
_OF = r"(?:de |du |d'|des )"
_SAY = r"(?:que|qu'est[- ]ce qu(?:e|'on)) ?(?:dit|disent|sait|apprend)(?:-\w+)*"
_WHAT = r"(?:c ?'?est|c) (?:quoi|koi)|(?:ca |cela )?(?:veut dire|signifie) quoi"
_ASKS = [
    re.compile(pattern)
    for pattern in (
        rf"^(?:que|qu'est-ce que|qu'est ce que) (?:signifie|veut dire|designe) {_ARTICLE}(.+)$",
        r"^qu ?'?est[- ]ce qu(?:e|') ?(?:c'est qu(?:e|') ?)?(?!(?:di(?:t|sent)|f(?:ait|ont)"
        rf"|prevoi(?:t|ent)|finance(?:nt)?) ){_ARTICLE}(.+)$",
        rf"^(?:{_WHAT}),? {_ARTICLE}(.+)$",
        rf"^{_ARTICLE}(.+?),? (?:{_WHAT})$",
        rf"^(?:(?:quelle est )?la )?(?:definition|signification) {_OF}{_ARTICLE}(.+)$",
        rf"^(?:donne\w*(?:[- ]moi)? la definition {_OF}|definis\w* ){_ARTICLE}(.+)$",
        rf"^que (?:signifie|designe) (?:le sigle|l'acronyme|l'abreviation) {_ARTICLE}(.+)$",
        r"^(?:comment|how) .{0,60}?\b(?:defini(?:t|ssent)(?:-\w+)*|definir|define) "
        rf"{_ARTICLE}(.+)$",
        rf"^comment (?:est|sont) definie?s? {_ARTICLE}(.+)$",
        rf"^how (?:is|are) {_ARTICLE}(.+) defined$",
        rf"^qu'(?:entend|appelle)(?:-t)?-on (?:par )?{_ARTICLE}(.+)$",
        rf"^que faut-il entendre par {_ARTICLE}(.+)$",
        rf"^what (?:does|do) {_ARTICLE}(.+?) (?:mean|stand for)$",
        rf"^what is (?:the (?:definition|meaning) of|meant by) {_ARTICLE}(.+)$",
        rf"^what (?:is|are) {_ARTICLE}(.+)$",
    )
]
# « Que dit-on de RESACOOP ? » asks for what is said of a term, not for one thing.
_ASKS_ABOUT = [
    re.compile(pattern)
    for pattern in (
        rf"^{_SAY}(?: .{{1,60}}?)?? (?:sur |a propos {_OF}|au sujet {_OF}){_ARTICLE}(.+)$",
        rf"^{_SAY} {_OF}{_ARTICLE}(.+)$",
        rf"^what (?:is said|does .{{1,60}} say|do we know) (?:about|of|on) {_ARTICLE}(.+)$",
    )
]
# « Qui est Bakary Diomandé ? », « que s'est-il passé le 29 septembre ? » ask for what is told.
_ASKS_WHO = [
    re.compile(pattern)
    for pattern in (
        r"^(?:qui|c'est qui|qui c'est) (?:est|etait|sont)? ?(?:m\. |mme |monsieur |madame )?(.+)$",
        r"^(.+?),? (?:c'est qui|qui est-ce|qui c'est)$",
        r"^who (?:is|was|are|were) (?:mr\.? |mrs\.? |ms\.? )?(.+)$",
        r"^(?:que|qu'est-ce qu[ei]) (?:s'est(?:[- ]il)?|s'etait[- ]il) passe,? "
        r"(?:en |le |au |a partir du )?(.+)$",
        r"^what happened (?:on|in) (?:the )?(.+)$",
    )
]
_WHO_IS = re.compile(
    r"^(?:(?:qui|who) (?:est|etait|sont|is|was|are|were) |c'est qui )|c'est qui\W*$"
)
# « Quelle différence entre un prêt et un don ? », and what it compares.
_COMPARES = [
    re.compile(pattern)
    for pattern in (
        r"\bdifferences? (?:.{0,30} )?entre (.+?) et (?:entre )?(.+)$",
        r"^(?:comment|how to) distingu\w+ (.+?) (?:de |du |d'|des |et |from )(.+)$",
        r"^en quoi (.+?) (?:est-(?:il|elle)|est|differe\w*(?:-t-(?:il|elle))?) (?:differente? )?"
        r"(?:de |du |d'|des )(.+)$",
        r"\bdifferences? between (.+?) and (.+)$",
    )
]
_DETERMINER = re.compile(rf"^{_ARTICLE}")
_NOUN = re.compile(r"^(?:sigle|acronyme|abreviation|mot|terme|acronym|abbreviation|word|term) ")
_LONGEST_TERM = 5
_QUOTES = ' «»"“”'


def defined_term(question: str) -> str | None:
    """Return the term whose meaning the question asks for, as written; None if it asks else."""
    return _term(question, _ASKS)


def compared_terms(question: str) -> tuple[str, ...]:
    """Return the two terms that a question asks to tell from each other; none if it asks else."""
    text = " ".join(question.split()).rstrip(" ?!.")
    folded, origins = french.fold_with_origins(text)
    for pattern in _COMPARES:
        match = pattern.search(folded)
        if match and all(len(each.split()) <= _LONGEST_TERM for each in match.groups()):
            return tuple(
                text[origins[start + len(_determiner(each))] : origins[end - 1] + 1].strip(_QUOTES)
                for each, (start, end) in zip(match.groups(), map(match.span, (1, 2)), strict=True)
            )
    return ()


def _determiner(term: str) -> str:
    found = _DETERMINER.match(term)
    return found.group() if found else ""


def subject_term(question: str) -> str | None:
    """Return the term that the question asks what it is or what is said of it; None otherwise."""
    return _term(question, (*_ASKS, *_ASKS_ABOUT))


def asked_term(question: str) -> str | None:
    """Return what `subject_term` does, or whom the question asks who it is; None otherwise."""
    who = _WHO_IS.search(french.fold(question))
    return subject_term(question) or (_term(question, _ASKS_WHO) if who else None)


def named_term(question: str) -> str | None:
    """Return the name or the date of which a question asks who it is or what happened then.

    A name has several words, those of grammar within it: « qui est membre ? » asks for none.
    """
    term = _term(question, _ASKS_WHO)
    words = french.words(term) if term else []
    kept = [word for word in words if not french.is_function_word(word)]
    whole = len(kept) > 1 and words[0] == kept[0] and words[-1] == kept[-1]
    return term if whole else None


def _term(question: str, patterns: Sequence[re.Pattern[str]]) -> str | None:
    text = " ".join(question.split()).rstrip(" ?!.")
    folded, origins = french.fold_with_origins(text)
    for pattern in patterns:
        match = pattern.match(folded)
        if match and len(match.group(1).split()) <= _LONGEST_TERM:
            start, end = match.span(1)
            if noun := _NOUN.match(match.group(1)):
                start += noun.end()
            return text[origins[start] : origins[end - 1] + 1].strip(_QUOTES) or None
    return None
