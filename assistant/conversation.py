"""What a follow-up means: « et au Maroc ? », « qui les finance ? », « le deuxième projet ».

A question that leans on the talk is searched together with what it leans on: the question before it
with the place, year or name exchanged, the subject that its pronoun stands for, or the extract that
its ordinal names. A question that stands by itself is searched as it is, whatever was said before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.schema import Answer
from ingest import french

_HEAD = (
    r"(?:(?:et|mais|alors|and|but|so),? )?(?:(?:a|de|avec|par|pour|dans|depuis|en|sur|d'|chez|vers"
    r"|with|by|for|in|on|to|from|since) ?)?"
    r"(?:quel(?:le)?s?(?: (?!les?\b|la\b|une?\b|des\b|du\b)[\w-]+){1,2}?(?: de \w+)?|comment"
    r"|pourquoi"
    r"|quand|ou|combien(?: (?:de |d')\w+)?|qui|quoi"
    r"|que|qu'|which \w+|what(?: \w+)?|who|how(?: (?:many|much|long))?|why|when|where)?"
)
_CLITIC = r"(?:ne |n'|se |s'|y |en |lui |leur |les |l'|le |la )*"
_VERBAL = r"[a-z]+(?:er|ir|oir|endre|ondre|ettre|aire|uire|ivre|oindre|ertir)"
_LEANS = [
    re.compile(pattern)
    for pattern in (
        # « combien coûte-t-il ? », but not « quel rôle le CESER joue-t-il ? »
        rf"^{_HEAD},? ?{_CLITIC}(?!(?:faut|existe|agit|passe)-|(?<=y )a-t-|est-il (?:possible"
        rf"|question|vrai"
        r"|obligatoire|interdit|permis|necessaire))[a-z]+-(?:t-)?(?:ils?|elles?)\b",
        r"^(?:et )?combien (?:ont|sont|en ont|etaient) ",
        r"^(?:et|and) (?:combien (?:de |d')|how many )(?:\w+ ?){1,4}$",
        r"^(?:ou|comment|quand|pourquoi|combien|qui) est-(?:il|elle)\b",
        r"^(?:ou|comment|quand|pourquoi|qui|qu'est-ce que|que|est-ce|pourquoi est-ce"
        r"|comment est-ce|ou est-ce|quand est-ce|combien est-ce|a quoi|avec qui|de quoi"
        r"|qu'est-ce|combien)(?: qu'| que | )?(?:ils?(?! (?:y a|faut|existe|s'agit))|elles?)\b",
        r"^(?:et )?(?:ils?(?! (?:y a|faut|existe|s'agit))|elles?) [a-z]",
        # « qui les finance ? », « comment y participer ? »
        r"^(?:et )?(?:a |de |par |avec )?(?:qui|lequel|laquelle|qu'est-ce qui) (?:ne |n')?"
        r"(?:les?|la|l'|lui|leur|en|y|s'en|s'y) ?[a-z]+(?! (?:est|sont|a|ont)\b)",
        r"^(?:et )?(?:comment|ou|quand|pourquoi|peut-on|faut-il|doit-on|est-ce que l'on|qui peut"
        rf"|qui doit) (?:ne |n'|s')?(?:les?|la|l'|lui|leur|en|y) ?{_VERBAL}\b(?! (?:[a-z]+(?:ent"
        rf"|ait)|a|ont|est|sont|sera|seront)\b)",  # « pourquoi le dossier a… » has its subject
        r"^(?:et )?(?:combien|ou|comment|quand) (?:y |en |l'|les )(?:a|ont|est|sont|exist|compt)",
        # « ce projet », « celle-ci », « cela »
        r"\b(?:cette|cet|ces) (?!annees?\b|mois\b|semaines?\b|jours?\b|documents?\b|rapports?\b)"
        r"[a-z]{4,}\b(?!-la)",
        r"\bce (?:[a-z]+ )?(?:projet|dispositif|programme|association|organisation|ong"
        r"|entreprise|structure|acteur|partenaire|partenariat|fonds|outil|service|region|pays|loi"
        r"|texte|article|agence|initiative|action|experience|exemple|chiffre|montant|aide"
        r"|financement|piste|idee|solution|demarche|methode|atelier|personne|ville|produit"
        r"|societe|reseau|institution|mesure|licence|plateforme|lampe|systeme)s?\b(?!-la)",
        r"\b(?:celui|celle|ceux|celles)-(?:ci|la)\b|\bces? dernier(?:e|s|es)?\b(?! (?:mois|an"
        r"|jour))",
        # « c'est payé par qui ? », « ça coûte combien ? »
        r"^(?:et )?(?:c'est|c'etait|ca|cela) (?:[a-z' ]+ )?(?:qui|quoi|quand|combien|ou|comment)$",
        r"^(?:et )?(?:pourquoi|comment|quand|ou|combien) (?:cela|ca)\b"
        r"|\bde (?:cela|ca)$|\ba (?:cela|ca)$",
        # « quel est son budget ? »: the possessor is not in the question
        rf"^{_HEAD} ?(?:(?:est|sont|etait|etaient|a ete|seront?|est-ce que) )?"
        r"(?:son|sa|ses|leurs?) [a-z]",
        rf"^{_HEAD} (?:[a-z]+ )?(?:is|are|was|were|do|does|did|has|have|had|can|could|will"
        rf"|would|should|must|may|might)"
        r" (?:it|they|he|she|its|their|his|her|this|that|these|those)\b(?! there\b)",
        r"^(?:and )?(?:who|how|why|where|when|what)(?: \w+){0,2} (?:it|them|him|her|those|these)$",
        r"^(?:and )?(?:who|what) [a-z]+s? (?:it|them|him|its|their)\b",
        r"\b(?:this|these|that|those) (?:projects?|schemes?|programmes?|associations?|compan(?:y"
        r"|ies)"
        r"|ngos?|organi[sz]ations?|partners?|partnerships?|funds?|tools?|reports?|structures?"
        r"|actors?|laws?)\b",
        rf"^{_HEAD} (?:is|are|was|were) (?:its|their|his|her)\b",
    )
]
_POSSESSIVE = re.compile(r"^(?:son|sa|ses|leurs?|its|their|his|her) ")
_FRAGMENT = re.compile(
    r"^(?:et|mais|and|but|what about|how about|and what about|quid|ou bien|or)\b"
    r"(?! (?:qui|que|quoi|comment|pourquoi|quand|combien|quel|quelle|quels|quelles|ou|est-ce|who"
    r"|what|how|why|when|where|which)\b)"
)
# « Et combien peut-on toucher ? »: an asking word after « et », and no name of its own.
_GOES_ON = re.compile(r"^(?:et|and)\b")
_LEAD = re.compile(
    r"^(?:and what about|what about|how about|quid (?:de |du |des |d')?|et(?: pour ce qui est de"
    r"| si c'est| alors)?|mais|and|but|or|ou bien)[ ,]*(?:for )?"
)
# One of these alone, or with one noun of measure, asks of what was just said.
_BARE = re.compile(
    r"^(?:(?:et|and|mais|but) )?(?:(?:a|de|avec|par|pour|depuis|jusqu'a|dans|en|au bout de|with"
    r"|by|for"
    r"|at|in|to|from|since) )?(?:quoi|qui|quand|ou|pourquoi|comment|combien(?: de temps"
    r"|d'annees)?|le(?:s)?quel(?:s)?|laquelle|lesquelles|quel(?:le)?s? (?:montants?|budget|duree"
    r"|dates?"
    r"|annee|raisons?|exemples?|conditions?|moyens|objectifs?|resultats?|couts?|prix|partenaires"
    r"|pays|criteres|delais?|limites?|avantages|etapes)|who|when|where|why|how|how (?:much|many"
    r"|long)"
    r"|which ones?|what (?:amount|budget|year|date|cost|conditions|results|for))"
    r"(?: (?:cela|ca|exactement|exactly|precisement|au juste))?$"
)
_ORDINALS = {
    "premier": 0, "premiere": 0, "first": 0, "deuxieme": 1, "second": 1, "seconde": 1,
    "troisieme": 2, "third": 2, "quatrieme": 3, "fourth": 3, "dernier": -1, "derniere": -1,
    "last": -1,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?:(?:du|au|des|aux|le|la|les|the|de la|a la|cette|ce) )?(?P<rank>{'|'.join(_ORDINALS)})"
    r" (?P<noun>projet|exemple|piste|extrait|point|idee|passage|reponse|source|document|rapport"
    r"|dispositif|acteur|partenaire|etape|raison|condition|cas|solution|structure|association"
    r"|entreprise|project|example|point|extract|one|answer|source|document|report|idea|step|reason)"
    r"\b(?! (?:du|des|de|d'|of|pour|qui|que|qu'|a|au|aux|en|dans|to|for|in|that|which)\b)"
)
_RANK = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b")
_LONE_ORDINAL = re.compile(
    rf"^(?:et |and )?(?:pour |for )?(?:le |la |the )?(?P<rank>{'|'.join(_ORDINALS)})(?P<noun>)$"
)
_INTERROGATIVE = re.compile(
    r"^(?:(?:et|and),? )?(?:qu'est-ce qu(?:e |'|i )|est-ce qu(?:e |')|(?:a |de |avec |par |pour "
    r"|dans |en"
    r" |sur |d')?(?:quel(?:le)?s?|qui|que|comment|pourquoi|quand|ou|combien(?: de| d')?|lequel"
    r"|laquelle) ?(?:(?:est|sont|etait|etaient|a|ont|peut|peuvent|signifie)(?:-(?:t-)?(?:il|elle"
    r"|ils|elles|on|ce))?\b ?)?|(?:what|who|which|where|when|why|how(?: many| much| long)?) "
    r"(?:(?:is|are|was|were|does|do|did|has|have|can|could) )?)"
)
_PLACE = re.compile(
    r"(?P<link>\b(?:au|aux|en|à|dans l[ea']|in|chez|avec|pour|de|du|des|d'|with|for|of|from)[ ']?"
    r"(?:l[ae] |l['’]|les |the )?)(?P<name>[A-ZÀ-Ý][\w'’-]*(?: (?:[A-ZÀ-Ý][\w'’-]*"
    r"|d['’][A-ZÀ-Ý]\w*))*)"
)
_CLASSES = (("au", "aux", "en", "à", "dans", "in"), ("de", "du", "des", "d'", "d’", "of", "from"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w'’-]*[\w](?: (?:[A-ZÀ-Ý][\w'’-]+|de(?=\s[A-ZÀ-Ý])))*")
_NOUN_PHRASE = re.compile(
    r"(?:^|(?<=[ ']))(?:l['’]|les? |la |une? |des |the |an? |(?=[A-ZÀ-Ý0-9]))(?=\S)"
)
# What asks for a name: « qui », « quelle association », and not « quelles difficultés ».
_ASKS_WHO = re.compile(
    r"^(?:et )?(?:a |de |par |avec |dans |chez )?"
    r"(?:qui\b|who\b|(?:quel(?:le)?s?|which|what)\b.{0,40}\b(?:"
    r"acteur|association|organi[sz]ation|ong|ngo|entreprise|societe|compan|structure|reseau"
    r"|network|partenaire|partner|fonds|fund|dispositif|scheme|programme|projet|project|agence"
    r"|agency|institution|ministere|ministry|service|outil|tool|loi|law|rapport|report|pays"
    r"|countr|ville|town|region|plateforme|platform|produit|atelier|workshop|forum))"
)
_LEANT = re.compile(r" \((?P<on>[^()]+(?:\([^()]*\)[^()]*)*)\)$")
_WORDS_OF_EXTRACT = 14
_WHOLE = 5


@dataclass(frozen=True, slots=True)
class Understood:
    """What is searched for a question: its `text`, and whether it leans on the talk before."""

    text: str
    follows: bool


def understand(question: str, history: Sequence[Answer]) -> Understood:
    """Return what to search for a question asked after those answers, the latest last."""
    question = " ".join(question.split())
    if not history or not any(character.isalnum() for character in question):
        return Understood(question, False)
    before = history[-1]
    topic = " ".join((before.searched or before.question).split()).rstrip(" ?!.")
    folded = french.fold(question.rstrip(" ?!.…"))
    ordinal = _ORDINAL.search(folded) or _LONE_ORDINAL.search(folded)
    if ordinal and not ordinal["noun"] and (place := _RANK.search(french.fold(topic))):
        # « le premier regret… », « et le troisième ? »: the question's own rank is exchanged.
        said = question.rstrip(" ?!.…").split()[-1]
        start, end = _origin(topic, place.span())
        return Understood(f"{topic[:start]}{said}{topic[end:]} ?", True)
    if ordinal:
        named = _extract(before, _ORDINALS[ordinal["rank"]])
        if named:
            return Understood(_without(question, ordinal.span(), named), True)
    if _FRAGMENT.search(folded):
        return Understood(_exchanged(topic, _after_lead(question)), True)
    if _BARE.search(folded):
        return Understood(f"{question.rstrip(' ?!.')}, {_subject(topic)} ?", True)
    # A long question names what it is about, pronouns or not.
    whole = len(set(french.stems(question))) > _WHOLE
    if not whole and _GOES_ON.search(folded) and not _NAME.search(question[1:]):
        return Understood(f"{_after_lead(question)} ({_subject(topic)}) ?", True)
    if not whole and any(pattern.search(folded) for pattern in _LEANS):
        of_answer = _found_name(folded, before)
        subject = ", ".join(part for part in (_subject(topic), of_answer) if part)
        return Understood(f"{question.rstrip(' ?!.')} ({subject}) ?", True)
    return Understood(question, False)


def _origin(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return where in the text that span of it, folded, comes from."""
    _, origins = french.fold_with_origins(text)
    return origins[span[0]], origins[span[1]] if span[1] < len(origins) else len(text)


def _after_lead(question: str) -> str:
    folded, origins = french.fold_with_origins(question.rstrip(" ?!.…"))
    lead = _LEAD.match(folded)
    kept = question[origins[lead.end()] :] if lead and lead.end() < len(origins) else question
    return kept.strip(" ,?!.…")


def _exchanged(topic: str, rest: str) -> str:
    """Put the fragment in the place of its like in the question before, or else behind it.

    « et son budget ? » has no like: it is the subject's.
    """
    if _POSSESSIVE.search(french.fold(rest)):
        return f"{rest} ({_subject(topic)}) ?"
    year = _YEAR.search(rest)
    if year and _YEAR.search(topic) and len(french.stems(rest)) <= 2:
        return f"{_YEAR.sub(year.group(), topic)} ?"
    given = _PLACE.search(rest) if len(french.stems(rest)) <= 4 else None
    name = given["name"] if given else ""
    bare = re.match(r"(?:l[ae] |les |l['’]|the )?(?P<name>[A-ZÀ-Ý][\w'’ -]*)$", rest)
    if not given and bare:
        name = bare["name"]
    if name:
        like = _alike(topic, given)
        if like and name.lower() not in topic.lower():
            start, end = like.span() if given else like.span("name")
            said = rest[given.start() : given.end()] if given else name
            article = re.search(r"\b(?:l['’]|les? |la |the )$", topic[:start])
            if not given and article:
                start, said = article.start(), rest
            return f"{topic[:start]}{said}{topic[end:]} ?"
    return f"{topic}, {rest} ?"


def _alike(topic: str, given: re.Match[str] | None) -> re.Match[str] | None:
    """Find the last name of the topic that is linked as the given one is."""
    found = list(_PLACE.finditer(topic))
    if given is None:
        # « Entrepreneurs du Monde » is one name.
        linked = r"(?: (?:(?:du|des?|de la|d['’]) ?)?[A-ZÀ-Ý][\w'’-]+)*"
        names = re.compile(rf"(?<=\s)(?P<name>[A-ZÀ-Ý][\w'’-]+{linked})")
        every = list(names.finditer(topic))
        return every[-1] if every else None
    kind = _link_class(given["link"])
    same = [each for each in found if _link_class(each["link"]) == kind]
    return same[-1] if same else None


def _link_class(link: str) -> int:
    first = re.split(r"[ ']", link.strip().lower())[0]
    return next((i for i, each in enumerate(_CLASSES) if first in each or link in each), 2)


def _subject(topic: str) -> str:
    """Return what a question is about: itself without its question words.

    Of a question that leant on one before it, what it leant on.
    """
    if leant := _LEANT.search(topic):
        return leant["on"]
    folded, origins = french.fold_with_origins(topic)
    opening = _INTERROGATIVE.match(folded)
    if opening is None or opening.end() >= len(origins):
        return topic
    rest = topic[origins[opening.end()] :].strip(" ,?")
    # « gère le FASEP » → « le FASEP »: the verb before its subject or object tells nothing.
    phrase = _NOUN_PHRASE.search(rest)
    # « quelles difficultés Lagazel a-t-il… »: the noun after « quelles » is what is asked about.
    noun = opening.group().strip().endswith(("quel", "quelle", "quels", "quelles", "which"))
    if not noun and phrase and phrase.start() and len(rest[: phrase.start()].split()) <= 2:
        rest = rest[phrase.start() :]
    return rest or topic


def _found_name(folded: str, before: Answer) -> str:
    """Name what the answer found, when the question asked who or which and the pronoun is one."""
    asked = french.fold(before.question)
    if (
        not _ASKS_WHO.match(asked)
        or not before.sentences
        or re.search(r"\b(?:combien|montant|how)\b", asked)
    ):
        return ""
    sentence = before.sentences[0]
    core = sentence.text[slice(*sentence.core)]
    known = set(french.stems(before.searched or before.question))
    names = [
        each.group()
        for each in _NAME.finditer(core)
        if each.start() and set(french.stems(each.group())) - known
    ] or [each.group() for each in _NAME.finditer(core) if each.group().isupper()]
    return ", ".join(list(dict.fromkeys(names))[:1])


def _extract(before: Answer, place: int) -> str:
    """Return the opening words of the extract at that place of the answer."""
    items = before.sentences
    if not items or not -len(items) <= place < len(items):
        return ""
    sentence = items[place]
    words = " ".join(sentence.text[slice(*sentence.core)].split()).split()
    return " ".join(words[:_WORDS_OF_EXTRACT]).strip(" .,;:•-–")


def _without(question: str, span: tuple[int, int], named: str) -> str:
    """Put the extract's words behind the question that named it by its place."""
    start, end = _origin(question, span)
    rest = " ".join(f"{question[:start]} {question[end:]}".split()).strip(" ?!.,")
    rest = re.sub(r"^(?:et|and)\b ?", "", rest, flags=re.IGNORECASE)
    return f"{rest} : {named}" if rest else named
