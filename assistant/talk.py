"""What is said to the assistant and asks nothing of the documents' words.

« Bonjour », « merci », « qui es-tu ? », « que sais-tu faire ? », « quels documents as-tu ? »: what
a newcomer types first; after an answer, « d'où ça vient ? » too (see `sourcing`). « Quel temps
fait-il ? » asks what no document knows, and is declined. Only whole sentences count: « Bonjour, qui
finance le FASEP ? » is a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, Literal

from assistant import held_documents, reply_language, sourcing, wording
from assistant.courtesy import POLITE, WEAK
from assistant.examples import examples
from assistant.schema import Abstention, Answer, Reason
from ingest import french
from ingest.library import Library
from ingest.schema import Language

Said = Literal["greeting", "thanks", "who", "help", "language", "documents", "sources", "elsewhere"]

_HELLO = (
    r"(?:bonjour|bonsoir|salut|coucou|hello|hi|hey|good (?:morning|afternoon|evening))"
    r"(?: (?:a tous|a toi|tout le monde|passerelle|madame|monsieur|there|everyone))?"
)
_THANKS = (
    r"(?:merci|thanks|thank you|thx|cheers|je (?:te|vous) remercie)(?: (?:(?:beaucoup|bcp|bien"
    r"|infiniment|mille fois|a toi|a vous|d'avance|(?:so |very )?much|a lot|again|encore)"
    r"|(?:pour|for) (?:(?:ton|ta|tes|votre|vos|cette|ces|la|les|your|the) |l')?(?:aide|reponses?"
    r"|infos?|informations?|explications?|precisions?|tout|help|answers?|everything)))*"
)
_BYE = (
    r"au revoir|a (?:bientot|plus(?: tard)?|demain)|bon(?:ne)? (?:journee|soiree|nuit|continuation"
    r"|week-end|courage)(?: (?:a (?:toi|vous)(?: aussi)?|aussi))?|ca (?:ira|me va|suffit)|bravo"
    r"|ce sera tout(?: pour (?:moi|aujourd'hui))?|rien d'autre|bye(?: bye)?|goodbye|no thank(?:s"
    r"| you)|see you(?: later| soon)?|have a (?:nice|good|great) (?:day|evening|one|weekend)"
    r"|nothing else|well done|non rien|cool|top|nice|(?:that's |it's )?all good"
    r"|that(?:'s| is) (?:great|fine|perfect)"
)
# « C'est tout ? » alone asks for more.
_ALL = r"c'est tout(?: pour (?:moi|aujourd'hui|l'instant))?|that(?:'s| is|'ll be| will be) all"
# Words are taken whole and once: « merci bien merci bien… » would be read in as many ways.
_FINE = rf"(?>(?:{_THANKS}|{_BYE}|{POLITE})(?= |$))"
_LESS = rf"(?>(?:{_ALL}|{WEAK}|no)(?= |$))"
# Where and when it is fine weather now: « au Sahel en hivernage » may be told in a report.
_NOW = (
    r"(?:(?: (?:a|au|aux|en|in|at) (?!.*\b(?:hiver|ete|automne|printemps|pendant|durant|in|lors"
    r"|en(?! ce moment)|pour|avant|apres|selon|quand|during|when)\b|(?:janvier|fevrier|mars|avril"
    r"|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|summer|winter|spring|autumn)\b)"
    r"(?:l[ea]s? |l'|the )?[^\W\d][\w'-]*(?: [^\W\d][\w'-]*)?)?"
    r"(?: (?:aujourd'hui|demain|maintenant|dehors|ici|ce (?:matin|soir)|en ce moment|today|tomorrow"
    r"|now|outside|here|right now))?)"
)
_SAID: Final[tuple[tuple[Said, str], ...]] = (
    ("greeting", rf"{_HELLO}(?: (?:ca va|comment ca va|comment vas-tu|comment allez-vous"
     r"|how are you))?|(?:comment )?ca va(?: bien)?|how are you"
     r"|comment (?:vas-tu|tu vas|allez-vous)"),
    ("thanks", rf"(?:{_LESS} )*{_FINE}(?: (?:(?:et|and) )?(?:{_FINE}|{_LESS}))*"),
    ("who", r"qui (?:es-tu|etes-vous)|quel age as-tu|(?:tu es|t'es|vous etes) qui"
     r"|comment (?:t'appelles-tu|tu t'appelles)|(?:c'est quoi|quel est) (?:ton|votre) nom"
     r"|tu t'appelles comment|qui t'a cree"
     r"|(?:es-tu|tu es|etes-vous) (?:une ia|un robot|une machine|un humain|chatgpt)"
     r"|who are you|what are you|what(?:'s| is) your name|how old are you|who made you"
     r"|are you (?:an ai|a bot|a robot|a human|human|chatgpt)"),
    ("help", r"aide|aidez-moi|aide-moi|(?:a l'aide)|au secours|help|help me|mode d'emploi"
     r"|(?:que |qu'est-ce que )(?:sais-tu|peux-tu|savez-vous|pouvez-vous|tu (?:sais|peux)"
     r"|vous (?:savez|pouvez)) faire(?: pour moi)?|(?:tu (?:sais|peux)) faire quoi"
     r"|tu (?:fais|sers a) quoi|a quoi (?:sers-tu|tu sers|servez-vous|ca sert)"
     r"|comment (?:ca marche|ca fonctionne|tu (?:marches|fonctionnes)|fonctionnes-tu"
     r"|t'utiliser|vous utiliser)"
     r"|(?:que|qu'est-ce que|quelles? questions?) (?:puis-je|peut-on|on peut|je peux)"
     r" (?:te |vous )?(?:demander|poser)"
     r"|what can (?:you do|i ask(?: you)?)|how (?:does (?:this|it) work|do i use (?:this|it))"),
    ("documents", held_documents.PATTERN),
    ("elsewhere", rf"quel temps (?:fait-il|fera-t-il|il fait|il fera|va-t-il faire){_NOW}"
     rf"|(?:quelle est|c'est quoi|donne-moi) la meteo{_NOW}|quelle meteo(?: fait-il)?{_NOW}"
     r"|(?:est-ce qu'il fait|fait-il|il fait|fera-t-il) (?:beau|chaud|froid|mauvais)"
     rf"{_NOW}|(?:va-t-il|est-ce qu'il va|il va) (?:pleuvoir|neiger){_NOW}"
     rf"|quelle heure (?:est-il|il est){_NOW}|(?:il est )?quelle heure(?: est-il)?"
     r"|(?:quel jour|quelle date) (?:sommes-nous|est-on|on est|est-il)(?: aujourd'hui)?"
     r"|(?:on est|nous sommes) (?:quel jour|quelle date|le combien)(?: aujourd'hui)?"
     r"|quelle est la date (?:du jour|d'aujourd'hui)"
     r"|(?:raconte|dis|fais|connais-tu|tu connais)(?:[- ](?:moi|nous))? une (?:bonne )?"
     r"(?:blague|plaisanterie|histoire drole|devinette)|fais[- ](?:moi|nous) rire"
     r"|chante(?:[- ](?:moi|nous))?(?: une chanson)?|raconte[- ](?:moi|nous) une histoire"
     rf"|(?:what(?:'s| is)|how(?:'s| is)) the weather(?: like| forecast)?{_NOW}"
     rf"|(?:is it|will it) (?:rain|raining|snow|snowing|sunny|hot|cold){_NOW}|what time is it{_NOW}"
     r"|what day is it(?: today)?|what(?:'s| is) (?:today's date|the date today)"
     r"|(?:tell me|do you know) a (?:good )?(?:joke|story)|make me laugh|sing (?:me )?a song"),
)  # fmt: skip
_THEN = re.compile(rf"^(?:{held_documents.THEN})$")
_PATTERNS = [(said, re.compile(rf"^(?:{pattern})$")) for said, pattern in _SAID]
_ENGLISH = re.compile(
    r"\b(?:hello|hi|hey|good|thanks|thank|thx|who|what|how|which|help|list|show|great|perfect|bye"
    r"|goodbye|tell|make|sing|is|will|are|do|have|cheers|that's|nothing|understood|got|all|see|well"
    r"|yes)\b"
)
_OPENING = re.compile(rf"^{_HELLO} (?=\w)")
_POLITE = re.compile(r" (?:stp|svp|s'il (?:te|vous) plait|please)$")
# After an answer, « comment ça marche ? » is of what was said, not of the assistant.
_OF_IT = re.compile(r"^(?:comment ca |a quoi ca |how (?:does it|do i use it))")
_NOT_ASKED = frozenset(("not_a_question", "about_library", "no_such_item"))
_TELLS: Final[dict[Said, dict[Language, str]]] = {
    "greeting": {
        "fr": "Bonjour\u00a0! Posez une question sur vos documents\u00a0: je réponds avec leurs "
        "propres phrases et la page où elles se trouvent.",
        "en": "Hello! Ask a question about your documents: I answer with their own sentences and "
        "the page where each stands.",
    },
    "thanks": {
        "fr": "Avec plaisir. Posez une autre question sur vos documents quand vous voulez.",
        "en": "You are welcome. Ask another question about your documents whenever you like.",
    },
    "who": {
        "fr": "Je suis Passerelle, un programme qui cherche dans vos documents et répond avec "
        "leurs propres phrases, chacune avec sa page.",
        "en": "I am Passerelle, a program that searches your documents and answers with their own "
        "sentences, each with its page.",
    },
    "help": {
        "fr": "Je réponds aux questions sur vos documents avec leurs propres phrases, et je cite "
        "les pages. Vous pouvez aussi demander de quoi parle un document, où un mot est mentionné, "
        "ou quels documents sont disponibles.",
        "en": "I answer questions about your documents with their own sentences, and cite the "
        "pages. You can also ask what a document is about, where a word is mentioned, or which "
        "documents are available.",
    },
    "language": {
        "fr": "J'écris en français ou en anglais, selon la langue de la question. Ce que je cite "
        "reste dans la langue de son document.",
        "en": "I write in English or in French, whichever the question is in. What I quote stays "
        "in the language of its document.",
    },
}


def what_is_said(question: str, history: Sequence[Answer] = ()) -> Said | None:
    """Return what is said where nothing is asked of the documents' words; None for a question.

    `history` are the answers before: a pronoun may stand for what they tell.
    """
    folded = _spoken(question)
    asked = _OPENING.sub("", folded)
    before = asked_before(history)
    if before and _OF_IT.match(asked):
        return None
    if before and sourcing.has_source(before[-1]) and sourcing.asks_source(folded):
        return "sources"
    wish = reply_language.wished(question)
    if wish and not wish.question:
        return "language"
    latest = history[-1].abstained if history else None
    if latest and latest.reason == "about_library" and _THEN.match(folded):
        return "documents"
    both = (folded, asked)
    return next((said for said, each in _PATTERNS if any(map(each.match, both))), None)


def language_of(
    question: str, history: Sequence[Answer] = (), interface: Language = "fr"
) -> Language:
    """Return the language to reply in: what the question tells, else the talk's, else `interface`.

    « Merci » and "hi" tell it without function words; "ok" is said in both.
    """
    if wish := reply_language.wished(question):
        return wish.language
    told = french.told_language(question)
    if what_is_said(question, history):
        told = sourcing.asks_source(_spoken(question)) or _said_in(_spoken(question))
    # What was asked before « en anglais » is in French.
    just_wished = history[-1:] if history and reply_language.wished(history[-1].question) else ()
    before = just_wished or asked_before(history) or history
    return told or (before[-1].language if before else interface)


def asked_instead(question: str, history: Sequence[Answer]) -> tuple[str, Sequence[Answer]] | None:
    """Return what is to be answered in the language that a question asks for, and what is before.

    That is the question before, of « en anglais, s'il te plaît ». None where it asks for none, or
    nothing was asked before.
    """
    wish, before = reply_language.wished(question), asked_before(history)
    if wish is None or (not wish.question and not before):
        return None
    if wish.question:
        return wish.question, history
    last = before[-1].question
    other = reply_language.wished(last)
    return (other.question if other else last), before[:-1]


def _said_in(folded: str) -> Language | None:
    if folded == "ok":
        return None
    return "en" if _ENGLISH.search(folded) else "fr"


def reply(
    library: Library,
    said: Said,
    question: str,
    language: Language,
    documents: Sequence[str] | None = None,
) -> Abstention:
    """Return what to say back: the documents, or what can be asked with an example."""
    if said == "elsewhere":
        why: Reason = "nothing_near" if library.names() else "empty_library"
        return Abstention(why, wording.reason(why, language))
    if said == "documents" and library.names():
        return held_documents.told(library, question, language, documents)
    if said == "documents":
        return Abstention("empty_library", wording.reason("empty_library", language))
    told = _TELLS[said][language]
    if not library.names():
        return Abstention("not_a_question", f"{told} {wording.reason('empty_library', language)}")
    asked = next(iter(examples(library, language, 1)), "") if said != "thanks" else ""
    if asked:
        # A question with quotation marks of its own stands by itself.
        example = asked if "«" in asked or "“" in asked else wording.quoted(asked, language)
        told += f" Par exemple\u00a0: {example}" if language == "fr" else f" For example: {example}"
    return Abstention("not_a_question", told)


def asked_before(history: Sequence[Answer]) -> list[Answer]:
    """Return the answers but for those to « merci » and the like, which nothing leans on.

    Where an answer was asked its source, what is said next still leans on that answer.
    """
    kept: list[Answer] = []
    for each in history:
        talk = each.abstained is not None and each.abstained.reason in _NOT_ASKED
        asks = sourcing.asks_source(_spoken(each.question))
        wish = reply_language.wished(each.question)
        again = wish is not None and not wish.question
        if not (talk or again or (asks and kept and sourcing.has_source(kept[-1]))):
            kept.append(each)
    return kept


def _spoken(question: str) -> str:
    """Return a question folded, without punctuation or « s'il te plaît »."""
    spoken = re.sub(r"[!?.…,;:\U0001F300-\U0001FAFF]+", " ", french.fold(question))
    return _POLITE.sub("", " ".join(spoken.split()))
