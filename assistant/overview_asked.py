"""Which questions ask what a whole document says, and of which document: « Résume la FAQ ».

What asks of a topic is none: « Quels sont les points clés de la réforme ? » names no document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.narrowing import names_any, narrow
from assistant.nouns import ALSO_SUMMED_UP, ANY, CALLED, SAME, SUMMED_UP, SURE
from assistant.schema import Answer
from ingest import french
from ingest.schema import DocumentName

# What is said around a question, and how long what is shown is to be: neither asks for anything.
_COUNT = r"(?:\d{1,2}|une?|deux|trois|quatre|cinq|six|dix|quelques|peu de|one|two|three|five|ten)"
_BRIEF = (
    rf"en {_COUNT} (?:mots?|lignes?|phrases?|points?)|en gros|en bref|en resume|en synthese"
    r"|in short|in brief|in a nutshell"
    rf"|in (?:a )?(?:few|{_COUNT}) (?:words|lines|sentences|(?:bullet )?points)"
)
_PLEASE = r"stp|svp|s'il (?:te|vous) plait|please|pls|merci(?: d'avance)?|thanks|thank you"
_HOW = "rapidement|brievement|succinctement|simplement|briefly|quickly"
_BEFORE = re.compile(
    rf"(?:{_PLEASE}|{_BRIEF}|{_HOW}|bonjour|bonsoir|salut|hello|hi|ok|alors|donc|et)(?:\s*[,:;!.]\s*|\s+)"
    r"|(?:est-ce que )?(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|peut-on|tu peux"
    r"|vous pouvez|tu pourrais|sais-tu|savez-vous) (?:me |nous )?"
    r"|(?:can|could|would|will) you |i'd like |(?:i )?(?:want|need|would like) (?:to know )?"
    r"|(?:dis|dites|tell)[- ](?:moi|nous|me|us) (?=de quoi|ce qu|what)"
    r"|(?:je (?:veux|voudrais|souhaite)|j'aimerais)(?: savoir| avoir| connaitre)? "
    r"|il (?:me|nous) faut(?:drait)? |j'ai besoin (?:de |d')"
)
_AFTER = re.compile(
    rf"[\s,;:(–-]+(?P<end>(?P<brief>{_BRIEF})|{_PLEASE}|{_HOW}|pour moi|for me)[\s)]*$"
)
_ONLY_BRIEF = re.compile(rf"(?:{_BRIEF})")

_FILE = r"(?:(?:le |la |les |l'|the )?(?P<file>\S+\.(?:pdf|docx?|odt|html?|txt|md)))"
_ARTICLE = r"(?:(?P<article>cet|cette|ces|ce|le|la|les|l'|mon|ma|notre|this|that|these|the|my) ?)"


# English names the document before it says what it is: "the CESER report", "the workshop note".
_AHEAD = (
    r"(?P<ahead>(?:(?:(?<=\bthe )|(?<=\bthis ))(?:(?!(?:the|an?|of|on|in|for|from|by|about|to|and"
    r"|or|with|is|are|was|that|which|what|who|you|we|they) )[^\s,?!;:()]+ ){1,6})?)"
)


def _of(any_: str, called: str, *, article: str = "", rest: str = r"\b(?P<named>.*)") -> str:
    noun = rf"(?:(?P<any>{any_})|(?P<called>{called}))"
    return rf"(?:{_ARTICLE}{article}{_AHEAD}{noun}(?![\w-]){rest}|{_FILE})"


_ANY, _ALL = rf"{ANY}|docs?", rf"{CALLED}|{SUMMED_UP}|{ALSO_SUMMED_UP}"
_THIS = _of(_ANY, _ALL)
_THIS_THEN = _of(_ANY, _ALL, rest="(?P<named>.*?)")
_OF = _of(_ANY, _ALL, article="?")
# « Quelles sont les grandes lignes du programme ? » asks of a programme, not of its document.
_SURELY = _of(
    _ANY,
    rf"{SURE}|{SUMMED_UP}|contrats?|reglements?|statuts|avis|seminaires?|appels? a projets?|rules"
    r"|agreements?",
    article="?",
)
_FROM = r"(?:de |du |des |d'|dans |sur |of |from |for |on |in |about )"
# « Que dit le guide sur le mécénat ? » and « … page 3 ? » ask for what it says there.
_ELSE = r"(?!.*\b(?:sur|a propos|concernant|au sujet|about|on|pages? \d)\b)"
_WHOLE = r"(?!.*\bpages? \d)"
_MAIN = r"cles?|essentiel(?:le)?s?|principales?|principaux|importante?s?|majeure?s?|a retenir"
_GIST = (
    rf"(?:points?|idees?|messages?|elements?|informations?|infos?) (?:{_MAIN})"
    r"|(?:principaux|principales|grands|grandes) (?:points|idees|messages|elements|lignes"
    r"|informations)|essentiel|vue d'ensemble|apercu"
    r"|(?:key|main|most important|essential|core|principal|top) (?:points?|ideas?|messages?"
    r"|take-?aways?)|take-?aways?|highlights|gist|big picture"
)
_SUMMARY = (
    r"(?:(?:bref|breve|court|courte|petit|petite|rapide|short|brief|quick|concise) )?"
    r"(?:resume|synthese|condense|topo|recap(?:itulatif)?|note de synthese|fiche de lecture"
    r"|summary|overview|outline|synopsis|recap|abstract|tl ?[;,:]? ?dr)(?: (?:rapide|bref|breve"
    r"|court|courte|detaillee?))?"
)
_GIVE = (
    r"(?:(?:fais|faites|faire|donne[rz]?|ecris|ecrire|redige[rz]?|propose[rz]?|montre[rz]?|liste[rz]?"
    r"|resume[rz]?|give|write|make|provide|list|show|get|do)(?:[- ](?:moi|nous|me|us))? )"
)
_WHICH = (
    r"(?:(?:et )?quel(?:le)?s? (?:est|sont|seraient) |(?:what|which) (?:is|are|were) |what's "
    r"|have )"
)
_THE = r"(?:(?:les|le|la|l'|un|une|des|ses|son|sa|the|its|a|an|some|any) ?)"
_SUMS = r"(?:resume[rsz]?|synthetise[rsz]?|summari[sz]e|sum up|recap)"
_RETAIN = (
    r"(?:que|quoi|ce (?:qu'il faut|qu'on doit|que je dois)|qu'est-ce (?:qu'il faut|qu'on doit"
    r"|qu'on peut|que je dois|que l'on peut|que l'on doit|qu'il y a a)|qu'y a-t-il a)"
    r"(?: (?:faut-il|dois-je|doit-on|peut-on|puis-je|devons-nous|devrait-on|devrais-je|je dois"
    r"|on doit))?(?: en)? retenir"
    r"|what should (?:i|we|one) (?:remember|retain|know|take away)"
)
_ASKS = [
    re.compile(pattern)
    for pattern in (
        rf"^de quoi (?:(?:parle|traite)(?:nt)?(?:-t-(?:il|elle))?|est-il question dans"
        rf"|s'agit-il dans) {_THIS}$",
        rf"^(?:que|qu'est-ce que) (?:dit|contient|raconte|nous apprend) {_ELSE}{_THIS}$",
        rf"^(?:qu'y a-t-il|il y a quoi|que trouve-t-on|qu'apprend-on) dans {_ELSE}{_THIS}$",
        # « Qu'est-ce que la licence ouverte ? » asks what a term means.
        r"^(?:c'est quoi|qu'est[- ]ce que(?: c'est que)?|qu'est-ce qu'il y a dans)"
        rf" (?P<article>cet|cette|ce|le|la|l') ?(?:(?P<any>{ANY})|(?<=\bce )(?P<called>{CALLED})"
        rf"|(?<=\bcet )(?P<called_m>{CALLED})|(?<=\bcette )(?P<called_f>{CALLED}))"
        r"\b(?P<named>.*)$",
        rf"^(?:me |nous )?{_SUMS}(?:[- ](?:moi|nous|for me))? {_WHOLE}{_THIS}$",
        rf"^{_GIVE}?{_WHICH}?{_THE}?{_SUMMARY} {_FROM}{_WHOLE}{_OF}$",
        rf"^(?:quel est )?(?:le |son |l')?(?:sujet|theme|contenu|objet|propos|sommaire|plan) "
        rf"{_FROM}{_OF}$",
        rf"^{_GIVE}?{_WHICH}?{_THE}?(?:{_GIST}) {_FROM}{_WHOLE}{_SURELY}$",
        rf"^(?:{_RETAIN}) {_FROM}{_WHOLE}{_SURELY}$",
        rf"^(?:presente[rz]?|decri[st]|decrivez|describe|present|introduce)(?:[- ](?:moi|nous))?"
        rf" {_ELSE}{_of(_ANY, _ALL, rest='(?P<named>)')}$",
        rf"^{_THIS_THEN},? (?:ca |cela |il |elle )?(?:parle|traite) de quoi$",
        rf"^(?:ca|cela) (?:parle|traite) de quoi,? {_THIS}$",
        rf"^{_of(_ANY, _ALL, article='?', rest='(?P<named>.*?)')} ?[:,–-] ?"
        rf"(?:{_SUMMARY}|{_THE}?(?:{_GIST}))$",
        rf"^what(?:'s| is) {_THIS_THEN} (?:all )?about$",
        rf"^what {_THIS_THEN} is (?:all )?about$",
        rf"^what(?:'s| is) in {_ELSE}{_THIS}$",
        rf"^what does {_ELSE}{_THIS_THEN} (?:say|cover|contain)$",
    )
]
# Which document is meant goes without saying.
_BARE = re.compile(
    rf"(?:{_GIVE}?{_WHICH}?{_THE}?(?:{_SUMMARY}|{_GIST}|grandes lignes)|{_RETAIN}"
    rf"|{_SUMS}(?:[- ](?:moi|nous|me|le|la|les|ca|cela|tout|tout ca|it|this|all|that)){{0,2}}"
    rf"|(?:me |nous )?(?:le |la |les )?(?:{_SUMS})|le sommaire|sommaire"
    r"|de quoi (?:ca|cela) (?:parle|traite)|(?:ca|cela|il|elle) parle de quoi"
    r"|de quoi (?:parle|traite)-t-(?:il|elle)|what(?:'s| is) (?:it|this) (?:all )?about)"
)
# « le document que je viens de déposer » is called nothing more.
_JUST_ADDED = re.compile(
    r"^ ?(?:,? ?(?:que (?:je viens|j'ai|nous avons) .*\b(?:ajoute|depose|envoye|charge|mis"
    r"|telecharge|importe)r?\w*|ci-joint|ci-dessus|joint"
    r"|(?:that )?i (?:just |have )?(?:added|uploaded|dropped).*))$"
)


class Asked(NamedTuple):
    """What a question calls the document that it asks to present, folded; empty where nothing.

    `noun` is what kind of document it says, `any` whether any document may be called so, `this`
    whether it points at one.
    """

    noun: str = ""
    named: str = ""
    any: bool = True
    this: bool = False
    file: str = ""


def asked(question: str) -> Asked | None:
    """Return how a question names the document it asks what is in; None where it asks else."""
    text, brief = stripped(french.fold(" ".join(question.split())))
    if _BARE.fullmatch(text) or (brief and not text):
        return Asked()
    if brief and (match := re.fullmatch(_THIS, text)):  # « le rapport en quelques mots »
        return _read(match)
    found = next(filter(None, (each.match(text) for each in _ASKS)), None)
    return _read(found) if found else None


def asks_its(question: str) -> bool:
    """Say whether it asks what is in the document just presented: « quel est son objet ? »."""
    text, _ = stripped(french.fold(" ".join(question.split())))
    told, its = re.subn(r"\b(?:son|sa|ses|its) (.+)$", r"le \1 de ce document", text)
    return its > 0 and asked(told) is not None


def stripped(text: str) -> tuple[str, bool]:
    """Return a folded question without what is said around it; whether that was « en bref »."""
    brief, before = False, None
    while text != before:
        before = text
        text = text.strip(" ?!.…,;:")
        if ends := _AFTER.search(f" {text}"):
            brief = brief or bool(ends["brief"])
            text = re.sub(r"^ ?(?:et|alors|donc|ok)$", "", f" {text}"[: ends.start()])
        elif _ONLY_BRIEF.fullmatch(text):
            return "", True
        elif begins := _BEFORE.match(text):
            brief = brief or bool(_ONLY_BRIEF.match(begins[0]))
            text = text[begins.end() :]
    return text, brief


def _read(match: re.Match[str]) -> Asked:
    found = match.groupdict(default="")
    if found.get("file"):
        return Asked(file=found["file"])
    named = re.sub(_JUST_ADDED, "", found["named"])
    named = re.sub(r"^ (?:du |de la |de l'|des |de |d'|of |by |sur |about )", "", named)
    this = found["article"] in ("ce", "cet", "cette", "ces", "mon", "ma", "notre") or (
        found["article"] in ("this", "that", "these", "my") or named != found["named"] == ""
    )
    named = f"{found.get('ahead', '')}{named.strip()}".strip()
    called = found["called"] or found.get("called_m") or found.get("called_f") or ""
    if re.fullmatch(ANY, called):
        return Asked(called, named, True, this)
    return Asked(found["any"] or called, named, not called, this)


def documents_asked_of(
    question: str,
    held: Sequence[DocumentName],
    history: Sequence[Answer] = (),
    documents: Sequence[str] | None = None,
    heading: Callable[[str], str] | None = None,
) -> list[str]:
    """Return the ids of those that a question to present one may mean; none if it asks else.

    « ce rapport » is the only one searched, or the one just cited; otherwise it must be named. Of
    several, whoever asks must say which (see `offered`). `heading` tells what a document's first
    page is headed: it is called that too, where no name says so.
    """
    among = [each for each in held if documents is None or each.id in documents]
    asks = asked(question)
    if asks is None:
        return []
    if asks.file:
        return [each.id for each in among if french.fold(each.file) == asks.file]
    if asks.named or (not asks.any and not asks.this):
        # « le bilan du CESER » is no other text of theirs, if one is a « bilan »; « la loi de
        # 2014 » is no document that is not called so; a number is nothing else's.
        found = _called(among, asks, heading)
        loose = asks.any or asks.this or re.search(r"\d{3}", asks.named)
        return found or (narrow(among, asks.named, None) if loose and asks.named else [])
    held_ids = [each.id for each in among]
    cited = history[-1].citations[:1] if history else ()
    just_cited = [each.document for each in cited if each.document in held_ids]
    if just_cited and len(among) > 1:
        return just_cited
    # « le guide » is none that is not called so, if one is; « le rapport » may be any.
    if asks.this or not asks.noun or names_any(asks.noun):
        return held_ids
    return _called(among, asks, heading) or held_ids


def _called(
    among: Sequence[DocumentName], asks: Asked, heading: Callable[[str], str] | None
) -> list[str]:
    """Return the ids of the documents called so: by name, else by what heads their first page."""
    # Of the word itself, then of one that means the same: « le compte rendu » may be a « CR ».
    nouns = [asks.noun]
    singular = asks.noun.removesuffix("s")
    same = next((g.split("|") for g in SAME if {asks.noun, singular} & set(g.split("|"))), [])
    nouns += [each for each in same if each != asks.noun]
    for noun in nouns:
        if found := narrow(among, f"{noun} {asks.named}", None):
            return found
    if heading is None:
        return []
    headed = [
        DocumentName(each.id, each.file, f"{each.title} {heading(each.id)}", each.author, each.date)
        for each in among
    ]
    for noun in nouns:
        if found := narrow(headed, f"{noun} {asks.named}", None):
            return found
    return []
