"""How a French question says that it wants every mention of a term; read in folded questions."""

from __future__ import annotations

import re

from assistant.nouns import NOUN

_DONE = r"(?:mentionn|cit|evoqu|nomm|abord|trait|signal|referenc)ee?s?"
NAMES = (
    r"(?:documents?|rapports?|pages?|textes?|pdf|fichiers?|passages?|etudes?|guides?|notes?"
    r"|comptes?[- ]rendus?|bilans?|ateliers?|glossaires?|dossiers?|endroits?|extraits?|chapitres?)"
)
# Where words stand: « tous les guides sur le mécénat » asks for guides.
_PLACES = r"(?:pages?|passages?|endroits?|extraits?|documents?|textes?|fichiers?|pdf)"
# In which a term stands, and no workshop or file of papers that one takes part in or puts together.
_FILES = (
    r"(?:documents?|rapports?|pages?|textes?|pdf|fichiers?|passages?|etudes?|guides?|bilans?"
    r"|comptes?[- ]rendus?|glossaires?|extraits?|chapitres?)"
)
_IN_HOW_MANY = rf"(?:dans|sur|a|en) combien (?:de |d')(?:{_FILES}|endroits?)"
_WHICH = (
    r"(?:(?:(?:dans|sur|a|en) )?quel(?:le)?s?(?: sont (?:tou(?:te)?s )?les?)? "
    rf"{NAMES}|{_IN_HOW_MANY})"
)
_TIMES = (
    r"(?:combien de fois |a combien de reprises "
    r"|(?:quel est )?(?:le )?nombre de fois (?:ou |que |qu'))"
)
_BE = r"(?:est|sont|etait|etaient|a|ont|sera|seront)"
_BE_IT = r"(?:est|sont|a|ont)[- ](?:t[- ])?(?:ils?|elles?|on)"
_OF = r"(?:de |du |des |d')"
_TO = r"(?:a l'|a |au |aux |de |du |des |d')"
_ON = r"(?:l')?on"
# « parle-t-on de », « est-il question de », « on parle de », « mentionne-t-on »
_ONE_SAYS = (
    rf"(?:(?:parle[- ]t[- ]on|{_ON} parle|parle[- ]t[- ]il|parlent[- ]ils|ca parle) {_OF}"
    rf"|(?:est[- ]il question|il est question) {_OF}"
    rf"|(?:est[- ]il fait|il est fait|fait[- ]on|{_ON} fait) (?:reference|allusion|mention) {_TO}"
    r"|(?:mentionne|cite|evoque|nomme|aborde)(?:nt)?[- ](?:t[- ])?(?:on|ils?|elles?) "
    rf"|{_ON} (?:mentionne|cite|evoque|nomme|aborde) )"
)
# « parlent de », « évoquent », « font référence à »
_SAY = (
    rf"(?:(?:parle|traite)(?:nt)? {_OF}|(?:mentionne|cite|evoque|nomme|aborde)(?:nt)? "
    rf"|(?:fait|font) (?:reference|allusion|mention) {_TO})"
)
# « parle-t-il de », « mentionne-t-elle »
_IT_SAYS = (
    rf"(?:(?:parle|traite)[- ]t[- ](?:il|elle) {_OF}"
    r"|(?:mentionne|cite|evoque|nomme|aborde)[- ]t[- ](?:il|elle) )"
)
_APPEAR = r"(?:apparai(?:t|ssent)|figure(?:nt)?|revien(?:t|nent))"
_APPEAR_IT = rf"{_APPEAR}(?:[- ](?:t[- ])?(?:ils?|elles?))?"
# What may follow « quelles pages du rapport ».
SAID = (
    rf"(?:{_ONE_SAYS}|{_SAY}|{_BE} (?:ete )?{_DONE} |{_APPEAR_IT} |est[- ]ce qu|(?:se )?trouve|ou )"
)
_WORD = r"(?:le |la |l')?(?:mot|terme|sigle|nom|acronyme|expression|mention) "
# What is a term for sure: « le nom du directeur » asks who that is.
SPELT = (
    r"(?:(?:le |la |l'|the )?(?:mot|terme|sigle|acronyme|expression|word|term|phrase|acronym) "
    r"(?!du |de |des |d'|of ))"
)
_USED = r"(?:employ|utilis|ecrit|present|repet|prononc)e?e?s?"
_SOUGHT = r"(?:mentions?|occurrences?|citations?)"
# « références à l'AFD », but not « références à fournir ».
_REFERENCES = r"references? (?:au |aux |a (?!\w+(?:er|ir|re)\b))"
_WHOSE = r"(?:[mts](?:on|a|es)|[nv]o(?:s|tre)) "
_ALL = (
    r"(?:tou(?:te)?s (?:les|mes|nos|vos)|chaque|les|l'ensemble des|la liste des|une liste des"
    r"|liste des|lister les|des)"
)
# What may be said to mention a term, as « le rapport du CESER » and « la convention » are.
_ONE = rf"(?:le |la |l'|cet? |cette )(?P<in>(?:{NAMES}|{NOUN})\b(?:(?! (?:qui|que|dont|ou) ).)*?)"
_PAGES = r"(?:pages?|passages?|endroits?|extraits?)"
_IN_WHICH = rf"(?:dans|sur|a|en) quel(?:le)?s? {_FILES}"
# At the end of what is asked in the order of speech: « X est cité où ? »
_WHERE = rf"(?:ou|{_IN_WHICH}|{_IN_HOW_MANY})"
# « sont traités où ? » and « sont nommés où ? » ask for a place in the world.
_CITED = r"(?:mentionn|cit|evoqu|referenc)ee?s?"
# « en trouve-t-on », « se trouve »: what a document holds
_ONE_FINDS = (
    r"(?:trouve[- ]t[- ]on|(?:est[- ]ce qu')?(?:l')?on trouve|se trouve(?:nt)?|lit[- ]on"
    r"|(?:peut|pourrait)[- ]on (?:lire|trouver)|(?:l')?on peut (?:lire|trouver)"
    r"|(?:puis|pourrais)[- ]je (?:lire|trouver)|je (?:peux|trouve)(?: (?:lire|trouver))?"
    r"|y a[- ]t[- ]il|(?:est[- ]ce qu')?il y a|(?:est|sont)(?= (?:l[ea]s? |l')))"
)
# A term of so many words is looked for as written; a longer one is told of in other words, and
# what follows « la définition » is a question of its own.
_SHORT = (
    r"(?!l[ea] (?:plus|moins) |(?:l[ea] |une? )?(?:definition|explication|reponse|preuve)s? "
    r"|(?:indique|precise|decrit|explique|defini|prevu)e?s? )\S+(?: \S+){0,4}"
)
# « des informations sur X »
_NEWS = (
    r"(?:(?:de |d'|des |les |l'|une? )?(?:informations?|infos?|elements?|details?|precisions?"
    r"|explications?|renseignements?|choses?|passages?|mentions?|references?) "
    r"(?:sur |concernant |(?:au sujet|a propos) (?:de |du |des |d')))?"
)
# Who speaks, or what is said before a term, is none.
_NO_SPEAKER = (
    r"(?!(?:je|j'|tu|a|en|est|c'est|ce|on|nous|vous|ils?|elles?|ca|cela|ou|pour|si|selon"
    r"|avec|dans|sur|oui|non|ok|d'accord|merci|bonjour|alors|et|mais|donc|sinon"
    r"|voir|lire|relire|signer|imprimer|remplir|envoyer|parapher|fournir|joindre)\b)"
)

# Each finds the term in a folded question, as « term » or the like, as « name » where it
# is none but a name; « in » names where.
FRENCH = [
    re.compile(pattern)
    for pattern in (
        # où le FASEP est-il mentionné ? où est mentionné le FASEP ? où parle-t-on de X ?
        rf"^ou (?:est[- ]ce qu(?:e |'))?(?P<term>.+?) (?:{_BE_IT}|{_BE}) (?:ete )?{_DONE}$",
        rf"^ou (?:{_BE} (?:ete )?|se trouve(?:nt)? ){_DONE} (?P<term>.+)$",
        rf"^ou (?:est[- ]ce qu(?:e |'))?{_ONE_SAYS}(?P<term>.+)$",
        rf"^ou (?:le |la |l'|ce )(?P<in>{NAMES}\b.*?) (?:parle[- ]t[- ]ils? {_OF}"
        r"|(?:mentionne|cite|evoque|nomme|aborde)[- ]t[- ](?:il|elle) )(?P<term>.+)$",
        rf"^ou {_APPEAR_IT} (?P<term>.+)$",
        rf"^ou (?:est[- ]ce qu(?:e |'))?(?P<term>.+?) {_APPEAR_IT}$",
        rf"^ou (?:trouve[- ]t[- ]on|se trouve(?:nt)?|peut[- ]on (?:lire|trouver)) {_WORD}"
        r"(?P<term>.+)$",
        # dans quels documents parle-t-on de X ? quelles pages évoquent X ?
        rf"^{_WHICH} (?:qui |ou )?(?:{_ONE_SAYS}|{_SAY})(?P<term>.+)$",
        rf"^{_WHICH} (?:ou )?(?P<term>.+?) (?:{_BE_IT}|{_BE}) (?:ete )?{_DONE}$",
        rf"^{_WHICH} (?:ou )?{_BE} (?:ete )?{_DONE} (?P<term>.+)$",
        rf"^{_WHICH} (?:ou )?(?:{_APPEAR_IT}|trouve[- ]t[- ]on) {_WORD}(?P<term>.+)$",
        rf"^{_WHICH} (?:ou )?(?P<term>.+?) {_APPEAR_IT}$",
        # combien de fois X est-il cité ?
        rf"^{_TIMES}(?P<term>.+?) (?:(?:{_BE_IT}|{_BE}) (?:ete )?{_DONE}|{_APPEAR_IT})$",
        rf"^{_TIMES}{_BE} (?:ete )?{_DONE} (?P<term>.+)$",
        rf"^{_TIMES}(?:{_ONE_SAYS}|{_APPEAR_IT} )(?P<term>.+)$",
        rf"^{_TIMES}{_ONE} (?:{_IT_SAYS}|{_SAY})(?P<term>.+)$",
        rf"^{_TIMES}(?:les|ces|nos|vos) {NAMES} (?:{_ONE_SAYS}|{_SAY})(?P<term>.+)$",
        rf"^{_TIMES}(?:trouve[- ]t[- ]on|{_ON} trouve|rencontre[- ]t[- ]on|lit[- ]on|voit[- ]on"
        rf"|peut[- ]on lire) (?!de |du |des |d'|une? )(?P<term>{_SHORT})$",
        rf"^{_TIMES}(?:{SPELT}|(?=[«“\"]))(?P<term>.+?) (?:{_BE_IT}|{_BE}) (?:ete )?{_USED}$",
        rf"^{_NO_SPEAKER}(?!{_WHOSE})(?P<term>.+?),? (?:c'est|{_BE}) (?:ete )?{_CITED} combien de"
        r" fois$",
        rf"^{_ON} (?:parle {_OF}|(?:mentionne|cite|evoque) )(?P<term>.+?) combien de fois$",
        rf"^combien (?:y a[- ]t[- ]il )?(?:de |d'){_SOUGHT} {_OF}(?P<term>.+?)(?: (?:y a[- ]t[- ]il"
        r"|il y a|(?:trouve|compte|releve|recense)[- ]t[- ]on|(?:l')?on (?:trouve|compte)))?$",
        rf"^combien {_ONE} (?:contient|compte|comporte)[- ](?:t[- ])?(?:il|elle) (?:de |d')"
        rf"{_SOUGHT} {_OF}(?P<term>.+)$",
        rf"^(?P<term>.+?) (?:{_BE_IT} {_DONE}|{_APPEAR_IT}) combien de fois$",
        # toutes les mentions de X ; les pages où X est cité, qui parlent de X, mentionnant X
        rf"^{_ALL} {_SOUGHT} {_OF}(?P<term>.+)$",
        rf"^(?:y a[- ]t[- ]il|il y a) (?:des |une )?{_SOUGHT} {_OF}(?P<term>.+)$",
        rf"^{_ALL} {NAMES} (?:ou|dans lesquel(?:le)?s) (?P<term>.+?) {_BE} (?:ete )?{_DONE}$",
        rf"^{_ALL} {NAMES} (?:ou|dans lesquel(?:le)?s) (?:{_ONE_SAYS}|{_APPEAR_IT} )"
        r"(?P<term>.+)$",
        rf"^{_ALL} {NAMES} (?:qui {_SAY}|(?:mentionnant|citant|evoquant) |parlant {_OF})"
        r"(?P<term>.+)$",
        # le FASEP est cité où ? X, c'est mentionné dans quels documents ? on parle de X où ?
        rf"^{_NO_SPEAKER}(?P<term>.+?),? (?:c'est|{_BE_IT}|{_BE}) (?:ete )?{_CITED} {_WHERE}$",
        rf"^{_NO_SPEAKER}(?P<term>.+?),? (?:c'est|{_BE_IT}|{_BE}) (?:ete )?{_DONE} {_IN_WHICH}$",
        rf"^(?:ou )?c'est {_CITED} (?:{_WHERE},? )?(?P<term>.+)$",
        rf"^{_NO_SPEAKER}(?!{_WHOSE})(?P<term>.+?),? (?:apparai(?:t|ssent)|figure(?:nt)?)"
        rf" {_WHERE}$",
        rf"^(?:(?:l')?on|ca|ils?|elles?|les {NAMES}) parle(?:nt)? (?:{_WHERE} {_OF}(?P<term>.+)"
        rf"|{_OF}(?P<or_term>.+?) {_WHERE})$",
        rf"^ou (?:est[- ]ce qu(?:e |'))?(?:ils?|elles?|les {NAMES}) {_SAY}(?P<term>.+)$",
        rf"^(?P<term>.+?),? (?:il )?en est (?:il )?question {_WHERE}$",
        rf"^(?:partout|(?:a )?(?:chaque|toutes les|les) (?:fois|endroits?)) (?:ou |que |qu')"
        rf"(?:{_ONE_SAYS}(?P<term>.+)|(?P<or_term>.+?) (?:{_BE} (?:ete )?{_DONE}|{_APPEAR_IT}))$",
        # X est-il mentionné quelque part ? est-il question de X ? les documents parlent-ils de X ?
        rf"^(?:est[- ]ce que )?(?P<term>.+?) (?:{_BE_IT}|est|sont) (?:ete )?{_DONE}"
        r"(?: (?:quelque part|ici))?$",
        rf"^(?:est[- ]ce qu(?:e |'))?{_ONE_SAYS}(?:quelque part )?(?P<term>.+?)(?: quelque part)?$",
        rf"^(?:est[- ]ce qu(?:e |'))?(?:on parle quelque part {_OF})(?P<term>.+)$",
        rf"^(?:est[- ]ce que )?(?:les|ces|nos|vos) {NAMES} {_ONE_SAYS}(?P<term>.+)$",
        rf"^(?:est[- ]ce que )?(?:les|ces|nos|vos) {NAMES} {_SAY}(?P<term>.+)$",
        # le rapport mentionne-t-il X ? est-ce que le guide parle de X ?
        rf"^{_ONE} {_IT_SAYS}(?P<term>.+)$",
        rf"^est[- ]ce que {_ONE} {_SAY}(?P<term>.+)$",
        rf"^{_ONE} {_SAY}(?P<term>(?!.*\b(?:est|sont|a|ont|quel\w*)\b)\S+(?: \S+){{0,4}})$",
        rf"^(?:est[- ]ce que )?(?!{_WHOSE})(?P<term>.+?) {_APPEAR}[- ](?:t[- ])?(?:il|elle)"
        r"(?: quelque part)?$",
        rf"^est[- ]ce que (?!{_WHOSE})(?P<term>.+?) (?:apparai(?:t|ssent)|figure(?:nt)?)"
        r"(?: quelque part)?$",
        r"^(?:a|sur|dans) quelles? pages? (?:trouve[- ]t[- ]on|se trouve(?:nt)?) (?P<term>.+)$",
        # toutes les pages sur X, où il y a X ; X, c'est à quelle page ?
        rf"^{_ALL} {_PLACES} (?:(?:sur|concernant|avec|contenant) |a propos {_OF})(?P<term>.+)$",
        rf"^{_ALL} {_PLACES} (?:ou|dans lesquel(?:le)?s) (?:il y a|(?:l')?on trouve"
        r"|se trouve(?:nt)?) (?P<term>.+)$",
        r"^(?P<term>.+?),? (?:c'est|est|se trouve|(?:on )?en parle) (?:a|sur|dans)"
        r" quelles? pages?$",
        # les pages où le FASEP apparaît, où sont cités X, du guide qui parlent de X
        rf"^{_ALL} {NAMES} (?:ou|dans lesquel(?:le)?s) (?:{_BE} (?:ete )?{_DONE} (?P<term>.+)"
        rf"|(?P<or_term>.+?) {_APPEAR_IT})$",
        rf"^{_ALL} {_PAGES} (?:du |de la |de l'|des )(?P<in>(?:{NAMES}|{NOUN})\b.*?) "
        rf"(?:qui {_SAY}|(?:mentionnant|citant|evoquant) |parlant {_OF}|ou {_ONE_SAYS})"
        r"(?P<term>.+)$",
        rf"^{_ALL} {_PAGES} (?:relati(?:fs|ves) (?:au |aux |a )|(?:au sujet|traitant) {_OF}"
        r"|abordant )(?P<term>.+)$",
        rf"^(?:{_ALL} )?{_PLACES} (?:contenant|comprenant|(?:qui|ou) (?:contien(?:t|nent)"
        rf"|il y a)) (?:{SPELT})?(?P<term>.+)$",
        rf"^tout ce qui (?:parle|traite) {_OF}(?P<term>.+)$",
        # « qui parle du FASEP ? »; « qui parle de la réforme au Sénat ? » is who does there
        rf"^qui (?:est[- ]ce qui )?parle(?:nt)? {_OF}(?!.* (?:dans|sur|pour|en|aux?|a|lors|avant"
        rf"|apres|qui|que|et) )(?P<name>{_SHORT}?)(?: ?\?,? (?:dans )?quels {_FILES})?$",
        # mentions de X, références à X, pages qui parlent de X, pages sur X
        rf"^(?:mentions|occurrences?) {_OF}(?P<term>.+)$",
        rf"^(?:{_ALL} )?{_REFERENCES}(?P<term>.+)$",
        rf"^{_PLACES} (?:qui {_SAY}|(?:mentionnant|citant|evoquant) |parlant {_OF}|ou {_ONE_SAYS})"
        r"(?P<term>.+)$",
        rf"^{_PLACES} ou (?P<term>.+?) (?:(?:{_BE_IT}|{_BE}) {_DONE}|{_APPEAR_IT})$",
        r"^(?:pages?|page\(s\)|passages?|extraits?) (?:sur|concernant|a propos (?:de|du|des|d')) ?"
        r"(?P<term>(?!(?:laquelle|lesquel(?:le)?s|quoi|qui)\b).+)$",
        r"^(?:mentions?|occurrences?) ?: ?(?P<term>.+)$",
        # Bénin : quelles pages ? X, dans quels documents ? X quelles pages
        rf"^{_NO_SPEAKER}(?P<term>\S+(?: \S+){{0,4}}?) ?[,:] ?"
        rf"(?:quel(?:le)?s? pages?|{_IN_WHICH})$",
        rf"^{_NO_SPEAKER}(?P<term>(?:l[ea]s? |l'|du |des )?[^\s,:]+) (?:sur |a |dans )?"
        r"quelles? pages?$",
        rf"^{_NO_SPEAKER}(?P<term>(?!l[ea]s? |l'|cet? |cette |une? )[^\s,:]+(?: [^\s,:]+){{1,2}})"
        r" quelles pages$",
        rf"^{_NO_SPEAKER}(?P<term>.+?),? (?:c'est|est|se trouve|(?:on )?en parle) {_IN_WHICH}$",
        rf"^(?:c'est|on en parle) (?:a|sur) quelles? pages?,? (?:{_OF})?(?P<term>.+)$",
        r"^quelles pages (?:pour|sur|concern(?:ent|ant)) (?P<term>.+)$",
        # dans quels documents trouve-t-on X ? apparaît X ? quels documents contiennent X ?
        rf"^(?:{_IN_WHICH}|{_IN_HOW_MANY}) {_ONE_FINDS} {_NEWS}(?P<term>{_SHORT})$",
        rf"^{_IN_WHICH} {_APPEAR_IT} (?P<term>{_SHORT})$",
        rf"^(?:quel(?:le)? {_FILES} (?:contient|comporte)|quel(?:le)?s {_FILES}"
        rf" (?:contienn|comport)ent) {_NEWS}(?:{SPELT})?(?P<term>{_SHORT})$",
        rf"^combien (?:de |d'){_FILES} {_SAY}(?P<term>.+)$",
        rf"^(?:quel est )?(?:le )?nombre (?:de |d'){_SOUGHT} {_OF}(?P<term>.+)$",
        # un document parle-t-il de X ? y a-t-il un document qui parle de X ?
        rf"^(?:l'un|une?|au moins une?) (?:(?:des|de (?:ces|mes|nos|vos|tes)) )?{_FILES} "
        rf"{_IT_SAYS}(?P<term>.+)$",
        rf"^est[- ]ce qu'(?:une?|au moins une?) {_FILES} {_SAY}(?P<term>.+)$",
        rf"^(?:y a[- ]t[- ]il|il y a|existe[- ]t[- ]il|(?:est[- ]ce qu')il (?:y a|existe)|as[- ]tu"
        rf"|avez[- ]vous) (?:une?|des) {_PLACES} (?:qui {_SAY}|ou {_ONE_SAYS}|sur |a propos {_OF}"
        rf"|mentionnant )(?P<term>.+)$",
        # où le mot X est-il employé ? où est écrit « X » ?
        rf"^(?:ou )?{SPELT}(?P<term>.+?) (?:{_BE_IT}|{_BE}) (?:ete )?{_USED}(?: ou)?$",
        rf"^ou (?:est[- ](?:ce|il) |est )?(?:ecrite?|ecrit[- ]on|lit[- ]on|voit[- ]on) "
        rf"(?:{SPELT}|(?=[«“\"]))(?P<term>.+)$",
    )
]

# « ne mentionnent pas », « ne font pas référence à »: what documents without a term do.
_NOT = r"(?:pas|jamais)"
_NEVER_SAY = (
    r"(?:n'|ne )(?:(?:mentionne|cite|evoque|nomme|aborde|contien|comporte)(?:nt|t)? "
    rf"(?:{_NOT}|ni) |(?:parle|traite)(?:nt)? (?:{_NOT}|ni) {_OF}"
    rf"|(?:fait|font) (?:{_NOT} |aucune )(?:reference|allusion|mention) {_TO})"
)
_PAPERS = (
    r"(?:documents?|rapports?|textes?|pdf|fichiers?|etudes?|guides?|notes?|comptes?[- ]rendus?"
    r"|bilans?|glossaires?|dossiers?)"
)
_WHICH_PAPERS = (
    r"(?:(?:dans )?(?:quel(?:le)?s?(?: sont (?:tou(?:te)?s )?les)?|combien (?:de|d')"
    rf"|{_ALL}) {_PAPERS})"
)

# Those find the term that the documents asked for do not have.
FRENCH_ABSENT = [
    re.compile(pattern)
    for pattern in (
        rf"^{_WHICH_PAPERS} (?:qui )?{_NEVER_SAY}(?P<term>.+)$",
        rf"^{_WHICH_PAPERS} (?:ou |dans lesquels )?(?P<term>.+?) (?:n'(?:est|a)|ne (?:sont|ont))"
        rf"(?:[- ](?:t[- ])?(?:ils?|elles?))? {_NOT} (?:ete )?{_DONE}$",
        rf"^{_WHICH_PAPERS} (?:ou |dans lesquels )?(?P<term>.+?) (?:n'|ne ){_APPEAR_IT} {_NOT}$",
        rf"^{_WHICH_PAPERS} (?:n'est|ne sont) {_NOT} {_DONE} (?P<term>.+)$",
        rf"^{_WHICH_PAPERS} (?:ou |dans lesquels )?(?:l')?(?:on )?ne parle(?:[- ]t[- ]on)? {_NOT} "
        rf"{_OF}(?P<term>.+)$",
    )
]
