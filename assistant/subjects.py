"""What a question is about, and how another is asked of it: « qui le gère (le FASEP) ? »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import asked_terms, clauses, nameless
from assistant.linking import in_place
from ingest import french

_INTERROGATIVE = re.compile(
    r"^(?:(?:et|and),? )?(?:(?:c ?'?est|c) (?:quoi|koi|qui) "
    r"|qu'est-ce qu(?:e |'|i )|ce qu(?:e |'|i )|est-ce qu(?:e |')"
    r"|(?:a |de |avec |par |pour "
    r"|dans |en"
    r" |sur |d')?(?:quel(?:le)?s?|qui|que|comment|pourquoi|quand|ou|combien(?: de| d')?|lequel"
    r"|laquelle) ?(?:(?:est|sont|etait|etaient|a|ont|peut|peuvent|signifie)(?:-(?:t-)?(?:il|elle"
    r"|ils|elles|on|ce))?\b ?)?|(?:what|who|which|where|when|why|how(?: many| much| long)?) "
    r"(?:(?:is|are|was|were|does|do|did|has|have|can|could) )?)"
)
_NOUN_PHRASE = re.compile(
    r"(?:^|(?<=[ ']))(?:l['’]|les? |la |une? |des |the |an? |(?=[A-ZÀ-Ý0-9]))(?=\S)"
)
LEANT = re.compile(
    r" \((?P<on>[^()]+(?:\([^()]*\)[^()]*)*)\)$"
    r"| – (?:à propos de « |about “)(?P<about>.+?)(?: ?\?)? ?[»”]$"
)
# What a question's subject reads as when a verb is left in it: « systèmes faut-il au minimum ».
_CLAUSE = re.compile(
    r"-(?:t-)?(?:ils?|elles?|on|ce|je|vous|nous)\b|\b(?:est|sont|a|ont|peu(?:t|vent)|faut|doi(?:t"
    r"|vent)|étai(?:t|ent)|ser(?:a|ont)|quoi|combien|comment|quand|pourquoi|qui|is|are|was|were"
    r"|do|does|did|has|have|had|can|should|will)\b|\w{3,}(?<!m)ent$",
    re.IGNORECASE,
)
# « Peut-on vendre l'œuvre ? » is about the work.
_ALLOWS = re.compile(
    r"^(?:est-ce qu')?(?:peut-on|on peut|puis-je|faut-il|doit-on|on doit|can (?:i|we|you|one))"
    r" [a-z]+ (?=l'|les? |la |une? |des |the |an? )"
)
# What is left of an English question without its asking words has its verb: "the digester run".
_DEED = re.compile(
    r"^(?:and )?(?:(?:when|where|why|how|which)\b"
    r"|(?:what|who) (?:do|does|did|has|have|had|can|could)\b)"
)
# « RESACOOP, c'est quoi ? »
_WHAT_LAST = re.compile(r",? c ?'?est (?:quoi|koi|qui)$")
# « Le parrainage », « une association », and no « en 2023 »; of whom, « corail » too.
_NOUN = re.compile(
    r"(?P<article>(?:les? |la |l'|une? |des |the |an? ))?[a-z][\w-]+(?: [\w-]+){0,2}"
)
_OWNER = re.compile(r" (?:du |de la |de l['’]|des |of |de (?=[A-Z])|d['’](?=[A-Z]))")
_DIFFERENCE = re.compile(
    r"(?:(?:et|and) )?(?:(?:quelle est )?la difference|(?P<en>the difference))"
)
_WHY = re.compile(r"(?:(?:et|mais|and|but) )?(?:pourquoi|why)$")


def as_question(text: str) -> str:
    """Return the text with the question mark of its language; what ends on one has it."""
    leant = LEANT.search(text)
    if leant and leant["about"]:
        return text
    return f"{text}?" if french.detect_language(text) == "en" else f"{text} ?"


def about(question: str, topic: str, found: str = "") -> str:
    """Join a question and what it leans on: its subject, or the whole question before.

    That one is said whole where its subject alone would be no French, and for « pourquoi ? » where
    it leant itself: its subject does not tell what is.
    """
    asked, subject = question.rstrip(" ?!."), subject_of(topic)
    why = _WHY.match(french.fold(asked)) and LEANT.search(topic)
    if _reads_well(subject, topic) and not why:
        return as_question(f"{asked} ({', '.join(filter(None, (subject, found)))})")
    leant = LEANT.search(topic)
    whole = (leant and leant["about"]) or topic
    whole += f" ({found})" if found else ""
    if french.detect_language(f"{asked} {whole}") == "en":
        return f"{asked} – about “{whole}?”"
    return f"{asked} – à propos de «\u00a0{whole}\u00a0?\u00a0»"


def _reads_well(subject: str, topic: str) -> bool:
    """Say whether a question's subject is a name or a noun with its article, and no clause."""
    leant = LEANT.search(topic)
    if leant and leant["on"]:
        return True
    if _DEED.match(french.fold(topic)):
        return False
    named = re.match(r"[\w'’-]+(?: (?:de|du|des|d['’]|of)\b.*)?$", subject)
    return bool(_NOUN_PHRASE.match(subject) or named) and not _CLAUSE.search(subject)


def subject_of(topic: str) -> str:
    """Return what a question is about: itself without its question words.

    Of a question that leant on one before it, what it leant on.
    """
    if leant := LEANT.search(topic):
        return leant["on"] or subject_of(leant["about"])
    folded, origins = french.fold_with_origins(topic)
    if last := _WHAT_LAST.search(folded):
        return topic[: origins[last.start()]]
    opening = _INTERROGATIVE.match(folded) or _ALLOWS.match(folded)
    if opening is None or opening.end() >= len(origins):
        return clauses.resumed(topic) or topic
    # "What is the guide about?" is about the guide.
    rest = re.sub(r" (?:all )?about$", "", topic[origins[opening.end()] :].strip(" ,?"))
    # « gère le FASEP » → « le FASEP »: the verb before its subject or object tells nothing.
    phrase = _NOUN_PHRASE.search(rest)
    # « quelles difficultés Lagazel a-t-il… »: the noun after « quelles » is what is asked about.
    noun = opening.group().strip().endswith(("quel", "quelle", "quels", "quelles", "which"))
    if not noun and phrase and phrase.start() and len(rest[: phrase.start()].split()) <= 2:
        rest = rest[phrase.start() :]
    return rest or topic


def subject_exchanged(topic: str, rest: str) -> str:
    """Put « le parrainage » for « le mécénat », in « c'est quoi le mécénat »; empty for none.

    « Le montant », which anything has, is asked of it, but where that is such a noun too. Whose it
    is is kept: « de la convention ».
    """
    term = asked_terms.asked_term(topic) or ""
    owner = None if term[:1].isupper() else _OWNER.search(term)
    named = _NOUN.fullmatch(french.fold(rest))
    if not (term and named) or LEANT.search(topic):
        return ""
    if nameless.is_of_anything(rest) and not (owner or nameless.is_of_anything(term)):
        return ""
    if not (named["article"] or rest[0].isupper() or _names_one(topic, rest)):
        return ""
    start = topic.rindex(term)
    kept = (term[owner.start() :] if owner else "") + topic[start + len(term) :]
    before = re.sub(r"\b(?:une?|an?) $", "", topic[:start]) if named["article"] else topic[:start]
    return in_place(before, rest, term) + kept


def _names_one(topic: str, rest: str) -> bool:
    """Say whether a word in small letters may be whom « qui est lagazel » would ask of."""
    if asked_terms.subject_term(topic) or " " in rest or re.search(r"(?:ment|ant)$", rest):
        return False
    return not french.is_function_word(french.fold(rest))


def told_apart(question: str, topics: Sequence[str]) -> str:
    """Return « la différence entre une ONG et une association », where both were just asked of.

    Empty where a question asks else than « la différence ? », or two were not.
    """
    asked = _DIFFERENCE.fullmatch(french.fold(question))
    if asked is None or len(topics) < 2 or not all(map(asked_terms.asked_term, topics)):
        return ""
    one, other = map(subject_of, topics)
    if one == other:
        return ""
    between = ("between", "and") if asked["en"] else ("entre", "et")
    question = re.sub(r"^(?:et|and) ", "", question, flags=re.IGNORECASE)
    return f"{question} {between[0]} {one} {between[1]} {other}"
