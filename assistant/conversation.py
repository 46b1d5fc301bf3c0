"""What a follow-up means: « et au Maroc ? », « qui les finance ? », « le deuxième projet ».

A question that leans on the talk is searched together with what it leans on: the question before it
with the place, year or name exchanged, the subject that its pronoun stands for, or the extract that
its ordinal names. A question that stands by itself is searched as it is, whatever was said before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant import (
    asked_terms,
    asking,
    clauses,
    corrections,
    exchange,
    leaning,
    nameless,
    numbering,
    ranks,
)
from assistant.courtesy import without_asking, without_courtesy
from assistant.linking import with_capitals
from assistant.schema import Answer
from assistant.subjects import LEANT, about, as_question, subject_exchanged, told_apart
from ingest import french

_LEAD = re.compile(
    r"^(?:and what about|what about|how about|quid (?:de |du |des |d')?|et(?: pour ce qui est de"
    r"| si c'est| alors| sinon)?|mais|and|but|or|ou bien)[ ,]*(?:for )?"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w'’-]*[\w](?: (?:[A-ZÀ-Ý][\w'’-]+|de(?=\s[A-ZÀ-Ý])))*")
# What asks for a name: « qui », « quelle association », and not « quelles difficultés ».
_ASKS_WHO = re.compile(
    r"^(?:et )?(?:a |de |par |avec |dans |chez )?"
    r"(?:qui\b|who\b|(?:quel(?:le)?s?|which|what)\b.{0,40}\b(?:"
    r"acteur|association|organi[sz]ation|ong|ngo|entreprise|societe|compan|structure|reseau"
    r"|network|partenaire|partner|fonds|fund|dispositif|scheme|programme|projet|project|agence"
    r"|agency|institution|ministere|ministry|service|outil|tool|loi|law|rapport|report|pays"
    r"|countr|ville|town|region|plateforme|platform|produit|atelier|workshop|forum))"
)
# « Qui est Rokhaya Sarr ? », « qui est le docteur Rabe ? »: the question itself may name who.
_WHO_IS = re.compile(
    r"(?:[Ee]t )?(?:[Qq]ui (?:est|sont|était|étaient|c'est)|[Cc]'est qui"
    r"|[Ww]ho(?:'s| is| are| was| were)),? (?:(?:(?:les?|la|the) |l')(?:[a-zà-ÿ-]+ )?"
    r"|(?:[Mm]me|[Mm]rs?|[Mm]|[Dd]r)\.? |[Mm]onsieur |[Mm]adame )?(?P<who>.+)"
)
_OF_LIST = re.compile(r"^(?:combien (?:de |d')|quel(?:le)?s |how many |which )")
_ARTICLE = re.compile(r"(?:les? |la |l'|(?P<english>the ))")
_ASKING = re.compile(r"\b(?:quel(?:le)?s?|combien|which|what|how)\b")
_FACTS = ("figure", "date", "who", "where")
_WHOLE = 5


@dataclass(frozen=True, slots=True)
class Understood:
    """What is searched for a question: its `text`, and whether it leans on the talk before.

    `more` where it only asks to be told more of the same: what was shown is known already.
    `missing` where it is a rank that nothing before has: there is nothing to search. `anew` where
    it asks of something else what was asked before: the same answer would be none. `ranked` where
    it names an extract by its rank.
    """

    text: str
    follows: bool
    more: bool = False
    missing: bool = False
    anew: bool = False
    ranked: bool = False


def understand(question: str, history: Sequence[Answer]) -> Understood:
    """Return what to search for a question asked after those answers, the latest last."""
    question = " ".join(question.split())
    if not history or not any(character.isalnum() for character in question):
        return Understood(question, False)
    before = history[-1]
    whole_topic = _topic(before)
    if leaning.wants_more(french.fold(question.rstrip(" ?!.…"))):
        return Understood(as_question(whole_topic), True, more=True)
    corrected = _meant(question)
    question = corrected or without_courtesy(question)
    asked = question.rstrip(" ?!.…")
    folded = french.fold(asked)
    topic = _without_added(whole_topic, before.question)
    ranked = ranks.named_by_rank(question, whole_topic, history)
    if ranked:
        return Understood(ranked, True, ranked=True)
    if ranks.is_lone(question):
        return Understood(question, True, missing=True, ranked=True)
    if corrected:
        return Understood(_corrected(topic, corrected), True)
    if example := leaning.example_asked(folded):
        return Understood(about(example, topic), True, anew=True)
    if leaning.acts_on(asked):
        return Understood(about(without_lead(question), topic), True)
    if apart := told_apart(asked, list(map(_topic, history[-2:]))):
        return Understood(as_question(apart), True)
    lone = nameless.is_lone_noun(folded)
    if leaning.is_fragment(folded) or lone:
        rest = clauses.of_another(without_lead(question))
        rest = rest[0].lower() + rest[1:] if lone else rest
        if clauses.is_clause(rest):
            alone = clauses.stands_alone(rest)
            return Understood(as_question(rest) if alone else about(rest, topic), not alone)
        base = _without_added(whole_topic, before.question, for_another=True)
        searched, anew = _exchanged(topic, base, rest, lone=lone)
        # One sentence often tells two figures, « combien… ? » and « et le loyer ? » both.
        return Understood(searched, True, anew=anew and asking.asked(topic).kind not in _FACTS)
    if leaning.is_bare(folded):
        return Understood(_asked_again(question, topic), True)
    # A long question names what it is about, pronouns or not.
    whole = len(set(french.stems(question))) > _WHOLE
    if not whole and leaning.goes_on(folded) and not _NAME.search(question[1:]):
        return Understood(about(without_lead(question), topic), True)
    if not whole and leaning.leans(asked):
        return Understood(about(question, topic, _found_name(folded, before)), True)
    if nameless.names_nothing(folded):
        return Understood(about(without_lead(question), topic), True)
    return Understood(question, False)


def _topic(before: Answer) -> str:
    topic = " ".join((before.searched or before.question).split()).rstrip(" ?!.")
    return without_asking(topic)


def _without_added(topic: str, question: str, *, for_another: bool = False) -> str:
    """Leave out what a fragment added to a question that names what it is about.

    The next fragment leans on that name: the fragments would pile up. `for_another` fragment, one
    that names nothing is left out of any question.
    """
    added = re.search(rf", (?:et |and )?{re.escape(without_lead(question))}$", topic)
    if added is None:
        return topic
    kept = topic[: added.start()]
    named = LEANT.search(kept) or _NAME.search(kept[1:])
    return kept if named or (for_another and not re.search(r"[A-ZÀ-Ý\d]", added[0])) else topic


def _asked_again(question: str, topic: str) -> str:
    """Return « lesquels ? » with what it asks of: « Quels systèmes faut-il ? »."""
    asks = leaning.which_of_them(french.fold(question.rstrip(" ?!.…")))
    folded, origins = french.fold_with_origins(topic)
    counted = _OF_LIST.match(folded)
    if asks and counted and counted.end() < len(origins):
        return as_question(f"{asks.capitalize()} {topic[origins[counted.end()] :]}")
    return about(question, topic)


def _meant(question: str) -> str:
    """Return what a correction means, « non, je parlais du volet B »; empty for a question."""
    meant = corrections.meant(question) or corrections.meant(without_lead(question))
    return "" if clauses.is_clause(meant) else meant


def _corrected(topic: str, meant: str) -> str:
    """Put what a correction means in the place of its like in the question before, or behind it."""
    named = corrections.itself(meant)
    in_place = _in_place(topic, meant) or _in_place(topic, named)
    if not in_place and _ARTICLE.match(french.fold(named)):
        in_place = _for_another(topic, named) or exchange.noun_exchanged(topic, named)
    leant = LEANT.search(topic)
    if not in_place and leant and leant["on"]:
        in_place = f"{topic[: leant.start('on')]}{named})"
    if not in_place and named != meant:
        in_place = exchange.complement_added(topic, meant)
    return as_question(in_place or exchange.object_exchanged(topic, named) or f"{topic} ({named})")


def fragment(question: str) -> str:
    """Return « la lettre » of « et la lettre ? »; empty for a question that is a whole one.

    So too of « non, je parlais de la lettre ».
    """
    if meant := _meant(question):
        return corrections.itself(meant)
    folded = french.fold(without_courtesy(question).rstrip(" ?!.…"))
    rest = clauses.document_told_of(without_lead(question))
    return rest if leaning.is_fragment(folded) and not clauses.is_clause(rest) else ""


def without_lead(question: str) -> str:
    """Return a question without « ok, », « et », « mais », and its mark."""
    question = without_courtesy(question)
    folded, origins = french.fold_with_origins(question.rstrip(" ?!.…"))
    lead = _LEAD.match(folded)
    kept = question[origins[lead.end()] :] if lead and lead.end() < len(origins) else question
    return kept.strip(" ,?!.…")


def _exchanged(topic: str, base: str, rest: str, *, lone: bool) -> tuple[str, bool]:
    """Put the fragment in the place of its like in the question before, or else behind it.

    « et son budget ? » has no like: it is the subject's. `base` is the topic without the fragment
    before this one, behind which it would pile up; of a `lone` noun it is not said at all. Say too
    whether it asks of another thing.
    """
    folded = french.fold(rest)
    if leaning.is_owned(folded):
        return about(rest, topic), False
    leant = LEANT.search(topic)
    if leant and exchange.is_name(rest) and exchange.is_name(leant["on"] or ""):
        return as_question(f"{topic[: leant.start('on')]}{rest})"), False
    if in_place := _in_place(topic, rest):
        return as_question(in_place), False
    article = _ARTICLE.match(folded)
    if article and not exchange.names(rest):
        if LEANT.search(topic):  # « quelles sont ses missions (le FASEP) » + « et le budget ? »
            return about(rest, topic), True
        if other := _for_another(topic, rest):
            return as_question(other), False
        if counted := exchange.counted_exchanged(base, rest):
            return as_question(counted), False
        if swapped := exchange.noun_exchanged(base, rest):
            return as_question(swapped), True
        if nameless.is_of_anything(rest) and asked_terms.subject_term(base):
            return about(rest, base), True
    if lone:
        return about(rest, base), True
    if LEANT.search(topic):  # behind its brackets or marks would be no French
        return about(rest, topic), False
    linked = ("and " if article["english"] else "et ") if article else ""
    return as_question(f"{base}, {linked}{rest}"), bool(article)


def _in_place(topic: str, rest: str) -> str:
    """Put a year, a number, a name or what is linked in the place of its like; empty for none."""
    if part := numbering.part_exchanged(topic, rest):
        return part
    year = _YEAR.search(rest)
    if year and _YEAR.search(topic) and len(french.stems(rest)) <= 2:
        return _YEAR.sub(year.group(), topic)
    return (
        numbering.label_exchanged(topic, rest)
        or numbering.beside(topic, rest)
        or exchange.name_exchanged(with_capitals(topic), with_capitals(rest))
        or exchange.complement_exchanged(topic, rest)
        or subject_exchanged(topic, rest)
    )


def _for_another(topic: str, rest: str) -> str:
    """Put « la réciprocité » for « le budget » in « la note pour le budget »; empty for none.

    « Le plafond », which anything has, is asked of the budget.
    """
    return "" if nameless.is_of_anything(rest) else exchange.purpose_exchanged(topic, rest)


def _found_name(folded: str, before: Answer) -> str:
    """Name what the answer found, when the question asked who or which and the pronoun is one.

    Empty where the question named who: whoever else stands beside is a stranger.
    """
    asked = french.fold(before.question)
    if (
        not _ASKS_WHO.match(asked)
        or not before.sentences
        or re.search(r"\b(?:combien|montant|how)\b", asked)
    ):
        return ""
    sentence = before.sentences[0]
    core = sentence.text[slice(*sentence.core)]
    if _names_who(before.question, core):
        return ""
    known = set(french.stems(before.searched or before.question))
    names = [
        each.group()
        for each in _NAME.finditer(core)
        if each.start() and set(french.stems(each.group())) - known
    ] or [each.group() for each in _NAME.finditer(core) if each.group().isupper()]
    return ", ".join(list(dict.fromkeys(names))[:1])


def _names_who(question: str, told: str) -> bool:
    """Say whether « qui est… ? » has a name behind it, with its capitals or as what is told."""
    asked = _WHO_IS.match(question.replace("’", "'").rstrip(" ?!.…"))
    if asked is None:
        return False
    named = (french.fold(each.group()) for each in _NAME.finditer(told))
    return asked["who"][0].isupper() or french.fold(asked["who"]) in named
