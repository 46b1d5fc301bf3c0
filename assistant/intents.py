"""What a question asks for: an answer, or every mention of a term."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.nouns import NOUN
from ingest import french


@dataclass(frozen=True, slots=True)
class MentionIntent:
    """A question for every mention of `term`, as written.

    `documents` are the words that name the documents to look in, `year` theirs; empty and None
    for all.
    """

    term: str
    documents: str = ""
    year: int | None = None


_DONE = r"(?:mentionn|cit|evoqu|nomm|abord|trait|signal|referenc)ee?s?"
_NAMES = (
    r"(?:documents?|rapports?|pages?|textes?|pdf|fichiers?|passages?|etudes?|guides?|notes?"
    r"|comptes?[- ]rendus?|bilans?|ateliers?|glossaires?|dossiers?|endroits?|extraits?|chapitres?)"
)
# Where words stand: « tous les guides sur le mécénat » asks for guides.
_PLACES = r"(?:pages?|passages?|endroits?|extraits?|documents?|textes?|fichiers?|pdf)"
_WHICH = rf"(?:(?:dans|sur|a|en) )?quel(?:le)?s?(?: sont les?)? {_NAMES}"
_BE = r"(?:est|sont|etait|etaient|a|ont|sera|seront)"
_BE_IT = r"(?:est|sont|a|ont)[- ](?:t[- ])?(?:ils?|elles?|on)"
_OF = r"(?:de |du |des |d')"
# « parle-t-on de », « est-il question de », « on parle de », « mentionne-t-on »
_ONE_SAYS = (
    rf"(?:(?:parle[- ]t[- ]on|on parle|parle[- ]t[- ]il|parlent[- ]ils) {_OF}"
    rf"|(?:est[- ]il question|il est question|est[- ]il fait mention|il est fait mention) {_OF}"
    r"|(?:mentionne|cite|evoque|nomme|aborde)(?:nt)?[- ](?:t[- ])?(?:on|ils?|elles?) "
    r"|on (?:mentionne|cite|evoque|nomme|aborde) )"
)
# « parlent de », « évoquent », « font référence à »
_SAY = (
    rf"(?:(?:parle|traite)(?:nt)? {_OF}|(?:mentionne|cite|evoque|nomme|aborde)(?:nt)? "
    r"|(?:fait|font) (?:reference|allusion|mention) (?:a |au |aux |de |du |des |d'|a l'))"
)
_APPEAR = r"(?:apparai(?:t|ssent)|figure(?:nt)?|revien(?:t|nent))"
_APPEAR_IT = rf"{_APPEAR}(?:[- ](?:t[- ])?(?:ils?|elles?))?"
_WORD = r"(?:le |la |l')?(?:mot|terme|sigle|nom|acronyme|expression|mention) "
_SOUGHT = r"(?:mentions?|occurrences?|citations?)"
_WHOSE = r"(?:[mts](?:on|a|es)|[nv]o(?:s|tre)) "
_ALL = r"(?:tou(?:te)?s les|chaque|les|la liste des|une liste des|liste des|lister les|des)"
# What may be said to mention a term, as « le rapport du CESER » and « la convention » are.
_ONE = rf"(?:le |la |l'|cet? |cette )(?P<in>(?:{_NAMES}|{NOUN})\b(?:(?! (?:qui|que|dont|ou) ).)*?)"
_EN_FILES = r"(?:documents?|reports?|pages?|files?|texts?|passages?|papers?)"
_EN_DONE = r"(?:mentioned|cited|named|discussed|referred to|quoted)"
_EN_SAY = r"(?:mentions?|cites?|names?|talks? about|speaks? of|discuss(?:es)?|refers? to)"

# What comes before the question itself.
_POLITE = re.compile(
    r"^(?:s'il (?:vous|te) plait,? )?(?:(?:peux|pourrais)[- ]tu|(?:pouvez|pourriez)[- ]vous)?,? ?"
    r"(?:(?:me |nous )?(?:dire|dis|dites|montrer?|montre|montrez|donner?|donne|donnez|trouver?"
    r"|trouve|trouvez|chercher?|cherche|cherchez|indiquer?|lister?|affiche[rz]?)"
    r"(?:[- ](?:moi|nous))?|je (?:cherche|voudrais|veux|souhaite)(?: savoir| connaitre| voir"
    r"| trouver)?|j'aimerais (?:savoir|connaitre|voir)|(?:can|could) you (?:tell|show) me"
    r"|(?:tell|show|give) me|i (?:am looking for|want to know))[ ,:]+"
)
# « Trouve-moi tout sur X », but not « dis-moi tout sur X ».
_EVERYTHING_ON = re.compile(
    r"^(?:(?:peux-tu|pouvez-vous) (?:me |nous )?)?(?:trouve[rz]?|cherche[rz]?|liste[rz]?)"
    r"(?:[- ](?:moi|nous))? tout(?: ce qu'il y a| ce qui est dit)? sur "
)

# Each finds the term in a folded question, as « term ».
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        # où le FASEP est-il mentionné ? où est mentionné le FASEP ? où parle-t-on de X ?
        rf"^ou (?:est[- ]ce qu(?:e |'))?(?P<term>.+?) (?:{_BE_IT}|{_BE}) (?:ete )?{_DONE}$",
        rf"^ou (?:{_BE} (?:ete )?|se trouve(?:nt)? ){_DONE} (?P<term>.+)$",
        rf"^ou (?:est[- ]ce qu(?:e |'))?{_ONE_SAYS}(?P<term>.+)$",
        rf"^ou (?:le |la |l'|ce )(?P<in>{_NAMES}\b.*?) (?:parle[- ]t[- ]ils? {_OF}"
        r"|(?:mentionne|cite|evoque|nomme|aborde)[- ]t[- ](?:il|elle) )(?P<term>.+)$",
        rf"^ou {_APPEAR_IT} (?P<term>.+)$",
        rf"^ou (?P<term>.+?) {_APPEAR_IT}$",
        rf"^ou (?:trouve[- ]t[- ]on|se trouve(?:nt)?|peut[- ]on (?:lire|trouver)) {_WORD}"
        r"(?P<term>.+)$",
        # dans quels documents parle-t-on de X ? quelles pages évoquent X ?
        rf"^{_WHICH} (?:qui |ou )?(?:{_ONE_SAYS}|{_SAY})(?P<term>.+)$",
        rf"^{_WHICH} (?:ou )?(?P<term>.+?) (?:{_BE_IT}|{_BE}) (?:ete )?{_DONE}$",
        rf"^{_WHICH} (?:ou )?{_BE} (?:ete )?{_DONE} (?P<term>.+)$",
        rf"^{_WHICH} (?:ou )?(?:{_APPEAR_IT}|trouve[- ]t[- ]on) {_WORD}(?P<term>.+)$",
        rf"^{_WHICH} (?:ou )?(?P<term>.+?) {_APPEAR_IT}$",
        # combien de fois X est-il cité ?
        rf"^combien de fois (?P<term>.+?) (?:(?:{_BE_IT}|{_BE}) (?:ete )?{_DONE}|{_APPEAR_IT})$",
        rf"^combien de fois {_BE} (?:ete )?{_DONE} (?P<term>.+)$",
        rf"^combien de fois (?:{_ONE_SAYS}|{_APPEAR_IT} )(?P<term>.+)$",
        rf"^combien (?:y a[- ]t[- ]il )?(?:de |d'){_SOUGHT} {_OF}(?P<term>.+)$",
        rf"^(?P<term>.+?) (?:{_BE_IT} {_DONE}|{_APPEAR_IT}) combien de fois$",
        # toutes les mentions de X ; les pages où X est cité, qui parlent de X, mentionnant X
        rf"^{_ALL} {_SOUGHT} {_OF}(?P<term>.+)$",
        rf"^(?:y a[- ]t[- ]il|il y a) (?:des |une )?{_SOUGHT} {_OF}(?P<term>.+)$",
        rf"^{_ALL} {_NAMES} (?:ou|dans lesquel(?:le)?s) (?P<term>.+?) {_BE} (?:ete )?{_DONE}$",
        rf"^{_ALL} {_NAMES} (?:ou|dans lesquel(?:le)?s) (?:{_ONE_SAYS}|{_APPEAR_IT} )"
        r"(?P<term>.+)$",
        rf"^{_ALL} {_NAMES} (?:qui {_SAY}|(?:mentionnant|citant|evoquant) |parlant {_OF})"
        r"(?P<term>.+)$",
        # X est-il mentionné quelque part ? est-il question de X ? les documents parlent-ils de X ?
        rf"^(?:est[- ]ce que )?(?P<term>.+?) (?:{_BE_IT}|est|sont) (?:ete )?{_DONE}"
        r"(?: (?:quelque part|ici))?$",
        rf"^(?:est[- ]ce qu(?:e |'))?{_ONE_SAYS}(?:quelque part )?(?P<term>.+?)(?: quelque part)?$",
        rf"^(?:est[- ]ce qu(?:e |'))?(?:on parle quelque part {_OF})(?P<term>.+)$",
        rf"^(?:est[- ]ce que )?(?:les|ces|nos|vos) {_NAMES} {_ONE_SAYS}(?P<term>.+)$",
        rf"^(?:est[- ]ce que )?(?:les|ces|nos|vos) {_NAMES} {_SAY}(?P<term>.+)$",
        # le rapport mentionne-t-il X ? est-ce que le guide parle de X ?
        rf"^{_ONE} (?:parle|traite)[- ]t[- ](?:il|elle) {_OF}(?P<term>.+)$",
        rf"^{_ONE} (?:mentionne|cite|evoque|nomme|aborde)[- ]t[- ](?:il|elle) (?P<term>.+)$",
        rf"^est[- ]ce que {_ONE} {_SAY}(?P<term>.+)$",
        rf"^{_ONE} {_SAY}(?P<term>(?!.*\b(?:est|sont|a|ont|quel\w*)\b)\S+(?: \S+){{0,4}})$",
        rf"^(?:est[- ]ce que )?(?!{_WHOSE})(?P<term>.+?) {_APPEAR}[- ](?:t[- ])?(?:il|elle)"
        r"(?: quelque part)?$",
        r"^(?:a|sur|dans) quelles? pages? (?:trouve[- ]t[- ]on|se trouve(?:nt)?) (?P<term>.+)$",
        # toutes les pages sur X, où il y a X ; X, c'est à quelle page ?
        rf"^{_ALL} {_PLACES} (?:(?:sur|concernant|avec|contenant) |a propos {_OF})(?P<term>.+)$",
        rf"^{_ALL} {_PLACES} (?:ou|dans lesquel(?:le)?s) (?:il y a|(?:l')?on trouve"
        r"|se trouve(?:nt)?) (?P<term>.+)$",
        r"^(?P<term>.+?),? (?:c'est|est|se trouve|(?:on )?en parle) (?:a|sur|dans)"
        r" quelles? pages?$",
        # English
        rf"^does (?:the |this )(?P<in>(?:[\w'-]+ ){{0,3}}?(?:{_EN_FILES}|{NOUN})\b.*?) {_EN_SAY}"
        r" (?P<term>.+)$",
        rf"^(?:list |find |show )?(?:all |every )(?:the )?{_EN_FILES} (?:about|on|with|containing"
        r"|mentioning) (?P<term>.+)$",
        rf"^where (?:is|are|was|were) (?P<term>.+?) {_EN_DONE}$",
        rf"^where (?P<term>.+?) (?:is|are|was|were) {_EN_DONE}$",
        r"^where (?:does|do) (?P<term>.+?) (?:appear|occur|come up)$",
        rf"^where (?:does|do) (?:the|these|this|our) {_EN_FILES} {_EN_SAY} (?P<term>.+)$",
        rf"^(?:(?:in |on )?which|what) {_EN_FILES} {_EN_SAY} (?P<term>.+)$",
        rf"^(?:(?:in |on )?which|what) {_EN_FILES} (?:is|are|was|were) (?P<term>.+?) {_EN_DONE}$",
        rf"^how (?:many times|often) (?:is|are|was|were|does|do) (?P<term>.+?) "
        rf"(?:{_EN_DONE}|appear|occur|come up)$",
        r"^(?:list |find |show )?(?:all |every )(?:the )?(?:mentions?|occurrences?) of "
        r"(?P<term>.+)$",
        rf"^(?:list |find |show )?(?:all |every |the )(?:the )?{_EN_FILES} (?:that |which )"
        rf"{_EN_SAY} (?P<term>.+)$",
        rf"^(?:is|are) (?P<term>.+?) {_EN_DONE}(?: anywhere| somewhere)?$",
    )
]
_YEAR = r"(?:19|20)\d\d"
_IN = (
    r"(?:dans|parmi|sur|in|on|among) (?:l'|(?:les?|la|cet?|cette|ces|mes|nos|vos|tous les"
    r"|toutes les|toute la|the|this|these|our|all|all the) )"
)
_SCOPE = re.compile(
    rf"(?:^| )(?:{_IN}(?P<documents>(?:[\w'-]+ ){{0,2}}(?:{_NAMES}|{_EN_FILES}|collection|corpus"
    r"|bibliotheque|library)\b.*)"
    rf"|(?:en|in|from) (?P<year>{_YEAR}))$"
)
_EVERYTHING = re.compile(
    r"^(?:(?:documents?|rapports?|pages?|textes?|pdf|fichiers?|passages?|dossiers?|endroits?"
    r"|extraits?|chapitres?|(?:etude|guide|note|bilan|atelier|glossaire)s|comptes[- ]rendus"
    rf"|{_EN_FILES})(?: pdf)?|collection|corpus|bibliotheque|library)$"
)
# « Dans le glossaire, où est cité le FASEP ? »
_LEADING = re.compile(
    rf"^{_IN}(?P<documents>(?:[\w'-]+ ){{0,2}}(?:{_NAMES}|{_EN_FILES})\b[^,]*), (?P<rest>.+)$"
)
_PLURAL = re.compile(r"^(?:documents|rapports|pages|textes|fichiers|reports|files|texts)$")
_ARTICLE = re.compile(
    r"^(?:(?:les?|la|une?|des|du|de la|de|the|an?"
    r"|(?:(?:le|du|la|l'|the) ?)?(?:mot|terme|sigle|nom|acronyme|expression|mention|word|term"
    r"|acronym|name)(?: de| du| of)?)\s+|(?:de )?l'\s*|d'\s*)(?=\S)"
)
_QUOTED = re.compile(r"[«“\"]\s*(.+?)\s*[»”\"]|(?<!\w)['‘]\s*(.+?)\s*['’](?!\w)")
_FOLLOWS = re.compile(
    r"^(?:et|and|ou alors|(?:la )?meme (?:question|chose|recherche)|same (?:question|thing|search))"
    r"\b[ ,:]*(?:alors |aussi )?(?:(?:pour|avec|sur|for|with|about) (?!l'ensemble))?(?P<term>.*)$"
)
_LONGEST_FOLLOW_UP = 12
# What begins like this is no term either: « Dans quel délai les plaintes sont-elles traitées ? ».
_ASKS = re.compile(
    r"^(?:(?:a|de|par|pour|dans|sur|en|avec|chez|by|for|to|in|on|with|from) )?"
    r"(?:comment|pourquoi|quand|combien|quel(?:le)?s?|qui|which|what|who|how|why|when|where)\b"
)
# What is no term: the question then asks something else.
_NO_TERM = frozenset(
    "il elle ils elles on qui que quoi ce cela ca it they he she which what who comment pourquoi"
    " quand where how why".split()
)


def mention_intent(question: str, previous: MentionIntent | None = None) -> MentionIntent | None:
    """Return what the question asks to find every mention of; None if it asks something else.

    With the intent of the question before it, « et dans le rapport de 2017 ? » and « et le FSPI ? »
    are such questions too. A term in quotation marks is taken whole, articles and all.
    """
    text = " ".join(question.split()).rstrip(" ?!.…")
    folded, _ = french.fold_with_origins(text)
    if everything := _EVERYTHING_ON.match(folded):
        text = "les mentions de " + _cut(text, everything.end(), len(folded))
    elif polite := _POLITE.match(folded):
        text = _cut(text, polite.end(), len(folded))
    folded = french.fold(text)
    whole = _find(text)
    if whole:
        return whole
    lead = _LEADING.match(folded)
    if lead and (whole := _find(_cut(text, *lead.span("rest")))):
        documents, year = _named(_cut(text, *lead.span("documents")))
        return replace(whole, documents=documents, year=year)
    return _follow_up(text, previous) if previous else None


def _find(text: str) -> MentionIntent | None:
    rest, documents, year = _scope(text)
    for said, where, when in ((rest, documents, year), (text, "", None)):
        folded = french.fold(said)
        for pattern in _PATTERNS:
            match = pattern.search(folded)
            if match and (term := _bare(_cut(said, *match.span("term")))):
                if "in" in match.groupdict():
                    return MentionIntent(term, *_named(_cut(said, *match.span("in"))))
                return MentionIntent(term, where, when)
        if said == text:
            break
    return None


def _follow_up(text: str, previous: MentionIntent) -> MentionIntent | None:
    match = _FOLLOWS.match(french.fold(text))
    if match is None or len(text.split()) > _LONGEST_FOLLOW_UP:
        return None
    rest, documents, year = _scope(_cut(text, match.start("term"), match.end("term")))
    scoped = rest != _cut(text, match.start("term"), match.end("term"))
    term = _bare(rest) if rest.strip() else None
    if term is None:
        return replace(previous, documents=documents, year=year) if scoped else None
    if re.search(
        r"\b(?:est|sont|a|ont|is|are|quel\w*|comment|pourquoi|qui|what|how|why)\b",
        french.fold(term),
    ):
        return None
    if scoped:
        return MentionIntent(term, documents, year)
    return replace(previous, term=term)


def _scope(text: str) -> tuple[str, str, int | None]:
    """Split « … dans le rapport de 2017 » into the rest, the words that name documents, a year."""
    folded = french.fold(text)
    match = _SCOPE.search(folded)
    if match is None or _QUOTED.search(_cut(text, match.start(), len(folded))):
        return text, "", None
    rest = _cut(text, 0, match.start())
    if match.group("year"):
        return rest, "", int(match.group("year"))
    return rest, *_named(_cut(text, *match.span("documents")))


def _named(documents: str) -> tuple[str, int | None]:
    """Split « rapport de 2017 » into what names documents and their year."""
    told = re.search(rf"(?<!\d){_YEAR}(?!\d)", documents)
    year = int(told.group()) if told else None
    if told:
        without = documents[: told.start()] + documents[told.end() :]
        documents = re.sub(r"\s+(?:de l'année|de l’année|de|d'|en|of|from|in)?\s*$", "", without)
    folded = french.fold(documents)
    if _EVERYTHING.match(folded) and (year is None or _PLURAL.match(folded)):
        documents = ""
    return " ".join(documents.split()), year


def _bare(asked: str) -> str | None:
    """Take a term out of its quotation marks, or without its article."""
    if quoted := _QUOTED.search(asked):
        return quoted.group(1) or quoted.group(2)
    folded = french.fold(asked)
    start = 0
    while article := _ARTICLE.match(folded[start:]):
        start += article.end()
    term = _cut(asked, start, len(folded)).strip(" ,;:'’")
    plain = french.fold(term)
    return term if term and plain not in _NO_TERM and not _ASKS.match(plain) else None


def _cut(text: str, start: int, end: int) -> str:
    """Return the part of a text behind a span of its folded form."""
    folded, origins = french.fold_with_origins(text)
    if start >= end or start >= len(folded):
        return ""
    return text[origins[start] : origins[min(end, len(folded)) - 1] + 1]
