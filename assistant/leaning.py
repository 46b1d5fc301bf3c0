"""How a question shows that it leans on the talk: a pronoun, « ce projet », « et au Maroc ? ».

All of it is told from the question's own words, folded; what it leans on is for `conversation`.
"""

from __future__ import annotations

import re

from assistant.courtesy import without_courtesy
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
# Behind « le » or « l' » these are nouns, whatever they end in.
_NO_NOUN = (
    r"(?!(?:mer|fer|ver|cuiller|hiver|enfer|loyer|foyer|noyer|danger|etranger|berger|boulanger|verger"
    r"|potager|menager|messager|horloger|plancher|rocher|bucher|boucher|maraicher|archer|usager"
    r"|passager|conseiller|metayer|diner|dejeuner|souper|gouter|panier|manager|cluster|leader|master"
    r"|poster|reporter|trader|tracker|broker|starter|laser|scanner|scooter|container|polyester"
    r"|partner|cancer|niger|alger|cher|avenir|plaisir|desir|souvenir|loisir|tir|cuir|air|eclair"
    r"|emir|soir|espoir|pouvoir|devoir|vouloir|terroir|reservoir|couloir|trottoir|comptoir|tiroir"
    r"|miroir|abattoir|sechoir|dortoir|lavoir|manoir)\b)"
)
_VERBAL = rf"{_NO_NOUN}[a-z]+(?:er|ir|oir|endre|ondre|ettre|aire|uire|ivre|oindre|ertir)"
_LEANS = [
    re.compile(pattern)
    for pattern in (
        # « combien coûte-t-il ? », but not « quel rôle le CESER joue-t-il ? »
        rf"^{_HEAD}(?<!-)\b,? ?{_CLITIC}(?!(?:faut|existe|agit|passe)-|(?<=y )a-t-"
        r"|est-il (?:possible|question|vrai"
        r"|obligatoire|interdit|permis|necessaire))[a-z]+-(?:t-)?(?:ils?|elles?)\b",
        r"^(?:et )?combien (?:ont|sont|en ont|etaient) ",
        r"^(?:et|and) (?:combien (?:de |d')|how many )(?:\w+ ?){1,4}$",
        r"^(?:ou|comment|quand|pourquoi|combien|qui) est-(?:il|elle)\b",
        r"^(?:ou|comment|quand|pourquoi|qui|qu'est-ce que|que|est-ce|pourquoi est-ce"
        r"|comment est-ce|ou est-ce|quand est-ce|combien est-ce|a quoi|avec qui|de quoi"
        r"|qu'est-ce|combien)(?: qu'| que | )?(?:ils?(?! (?:y a|faut|existe|s'agit))|elles?)\b",
        r"^(?:et )?(?:(?:lui|elles?|eux),? )?(?:ils?(?! (?:y a|faut|existe|s'agit))|elles?) [a-z]",
        # « qui les finance ? »
        r"^(?:et )?(?:a |de |par |avec )?(?:qui|lequel|laquelle|qu'est-ce qui) (?:ne |n')?"
        r"(?:les?|la|l'|lui|leur|en|y|s'en|s'y) ?[a-z]+(?! (?:est|sont|a|ont)\b)",
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
        # « c'est obligatoire ? », « ça coûte cher ? », « lequel est mieux ? »
        r"^(?:et )?(?:est-ce que )?(?:c'est|ca (?:coute|prend|dure|reste|doit|peut)(?: etre)?)"
        r"(?: (?:tres|trop|vraiment|bien|encore|toujours|pas))? (?:cher|compliqu|deductible"
        r"|difficile|facile|fiable|gratuit|imposable|interdit|autoris|legal|limit|loin|long|obligatoire"
        r"|pay|permis|possible|remboursable|renouvelable|risqu|urgent|utile)[a-z]*$",
        r"^(?:et )?(?:(?:par|avec|pour|de) )?(?:le|la|les|du|au)quel(?:le)?s? (?:est|sont) "
        r"(?:le |la |les )?(?:plus|moins|mieux|meilleure?s?)\b|^(?:and )?which (?:one )?is "
        r"(?:the )?(?:best|better|most|least)\b",
        r"^(?:and )?is (?:it|that) (?:\w+ )?\w+$",
        r"^(?:et )?(?:pourquoi|comment|quand|ou|combien) (?:cela|ca)\b"
        r"|\bde (?:cela|ca)$|\ba (?:cela|ca)$",
        # « on peut l'utiliser ? », « can I sell it? »
        r"^(?:et )?(?:est-ce qu')?(?:on|je|tu|nous|vous) (?:ne )?(?:peu[tx]|doi[st]|pouvons|pouvez"
        rf"|devons|pourrai[ts]|devrai[ts]) (?:pas )?(?:les?|la|l'|lui|leur|en|y) ?{_VERBAL}\b",
        r"^(?:and )?(?:can|could|may|must|should) (?:i|we|you|one|people|anyone) \w+ (?:it|them)\b",
        # « depuis quand existe-t-il ? »; « il existe des aides ? » is nobody's
        r"^(?:et )?(?:(?:depuis quand|jusqu'a quand|depuis combien de temps|ou|comment|pourquoi)"
        r" (?:est-ce qu')?(?:il existe|existe-t-il)|(?:il existe|existe-t-il) (?:encore|toujours"
        r"|depuis (?:quand|longtemps|combien de temps)))\b(?! (?:de|des|une?|du|plusieurs)\b| d')",
        # « quel est son budget ? »: the possessor is not in the question
        rf"^{_HEAD} ?(?:(?:est|sont|etait|etaient|a ete|seront?|est-ce que) )?"
        r"(?:(?:les?|la|l') ?[a-z-]+ (?:de |d'))?(?:son|sa|ses|leurs?) [a-z]",
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
# « comment y participer ? », « pourquoi la vendre ? »; « pourquoi le dossier a… » has its subject.
_DONE_TO = re.compile(
    r"^(?:et )?(?:comment|ou|quand|pourquoi|peut-on|faut-il|doit-on|est-ce que l'on"
    rf"|qui (?:peut|doit)) (?:ne |n'|s')?(?:les?|la|l'|lui|leur|en|y) ?(?P<deed>{_VERBAL})\b"
    r"(?! (?:[a-z]+(?:ent|ait)|a|ont|est|sont|sera|seront)\b)"
)
_FRAGMENT = re.compile(
    r"^(?:et|mais|and|but|what about|how about|and what about|quid|ou bien|or)\b"
    r"(?! (?:qui|que|quoi|comment|pourquoi|quand|combien|quel|quelle|quels|quelles|ou|est-ce|who"
    r"|what|how|why|when|where|which)\b)"
)
# « Et combien peut-on toucher ? »: an asking word after « et », and no name of its own.
_GOES_ON = re.compile(r"^(?:et|and)\b")
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
# An infinitive, as « la partager » has it; after « le » or « l' » it may be a noun: « le loyer ».
_INFINITIVE = (
    rf"{_NO_NOUN}(?:[a-z]+[^\Wi]er"
    r"|(?:modif|publ|cop|etud|verif|justif|certif|negoc|conf|ident|ident\w+|ver|assoc|apprec)ier"
    r"|[a-z]+ir|(?:re|de|satis)?faire|taire|extraire|[a-z]*uire|[a-z]*(?:v|t|f|r|p)endre"
    r"|[a-z]*prendre|repondre|[a-z]*mettre|(?:pour)?suivre|(?:re)?voir|savoir|avoir|recevoir)\b"
)
_ACTS_ON = re.compile(
    rf"^(?:et|ou|mais) (?:de |pour |a )?(?:la|les?|l'|y|en|lui|leur) ?(?P<deed>{_INFINITIVE})"
    r"|^(?:and|or|but) \w+ (?:it|them)$"
)
# « sa centrale », « la puissance de sa centrale », and not « Lagazel et ses filiales »
_POSSESSIVE = re.compile(
    r"^(?:(?:(?:les?|la|the) |l')?[\w-]+ (?:\w+ )?(?:de |of ))?"
    r"(?:son|sa|ses|leurs?|its|their|his|her) [a-z]"
)
# « plus de détails stp », « tu peux préciser ? », "tell me more": words that name nothing.
_MORE = frozenset(
    """plus davantage detail details precision precisions precis precise precisez preciser developpe
    developpez developper explique expliquez expliquer detaille detaillez detailler approfondis
    approfondir continue continuez continuer suite autre autres else more further elaborate expand
    explain specific""".split()
)
_NAMING_NOTHING = _MORE | frozenset(
    """stp svp plait merci ok donne donnez donner dis dites dire montre montrez montrer affiche
    affichez afficher lis lisez lire voir peux pourrais pouvez pourriez pourrait voudrais veux
    aimerais savoir avoir sois soyez etre encore bien mieux peu rien chose choses information
    informations info infos point sujet la-dessus dessus ca cela go tell give show see read me
    please can could you be details info information anything something it that this on know
    want like d as aurais avez auriez trouve trouver cite citez citer""".split()
)
_EN_PLUS = re.compile(
    r"\ben (?:savoir|dire|dis|dites|veux) (?:.* )?plus\b"
    r"|\b(?:dis|dites)[- ]?(?:moi|m'en) (?:.* )?plus\b"
)
_BARE_MORE = re.compile(
    r"^(?:(?:et|and|ok|oui|vas-y),? )?(?:(?:(?:(?:montre|affiche|donne|lis)[rz]?(?:[- ](?:moi|nous)"
    r")?|voir|lire|show(?: me)?|read(?: me)?) )?(?:(?:en )?plus(?: loin)?|le reste|the rest)|encore"
    r"|ensuite|apres|va plus loin|then|go on|next)(?: (?:stp|svp|please|s'il (?:te|vous) plait))?$"
)
# « La suite de cet article » is that of what was just shown.
_REST_OF_IT = re.compile(
    r"(?<=\bla suite|\ble reste|the rest) (?:(?:de|of) (?:cet|cette|ce|la|the|this) ?|de l'|du )"
    r"(?:article|annexe|chapitre|extrait|fiche|liste|page|paragraphe|partie|passage|point|section"
    r"|tableau|texte|annex|chapter|extract|list|paragraph|part|sheet|table|text)$"
)
# « C'est tout ? », and not « merci, c'est tout »; « c'est-à-dire ? », « et eux ? ».
_ALL = re.compile(
    r"(?:(?:et|mais|and|but) )?(?:eux|lui|elles?|them|c[' ]?est[- ]a[- ]dire|cad|c-a-d"
    r"|ca veut dire(?: quoi)?|comment ca|en clair|en gros|je (?:ne )?comprends? (?:pas|rien)"
    r"|(?:je |j')?(?:n'|ne )?(?:ai )?(?:pas|rien) (?:tout |bien )?compris"
    r"|(?:c'est )?pas (?:tres )?clair|what do you mean|what does (?:it|that) mean"
    r"|i (?:do not|don't|didn't) (?:understand|get it))|"
    r"(?:et )?c'est tout(?: ce que (?:tu as|vous avez)| ce qu'il y a)?"
    r"|(?:and )?(?:is that|that's) (?:all|it)"
)
_ASKING = re.compile(r"\b(?:combien|quand|qui|pourquoi|comment|who|when|where|why|how)\b|^ou\b")
# « Un autre exemple concret », and not « cet exemple », which was told.
_EXAMPLE = re.compile(
    r"(?:\b(?:une?|des|d'autres?|autres?|plusieurs|quelques|d'|an|another|some|more|other) ?)*"
    r"\b(?:exemples?|cas concrets?|examples?)\b(?: concrets?)?"
)
_TOLD_EXAMPLE = re.compile(
    r"\b(?:(?:cet?|ces|les?|the|this|that|these|those) |l')(?:exemple|cas|example)"
)
_WHICH = re.compile(r"^(?:(?:et|and) )?(?:(?P<one>lesquel(?:le)?s)|which(?: ones?)?)$")


def leans(question: str) -> bool:
    """Say whether a question has a pronoun or the like for what was said before."""
    folded = french.fold(question)
    return any(each.search(folded) for each in _LEANS) or _is_deed(_DONE_TO, question)


def is_fragment(folded: str) -> bool:
    """Say whether it is « et … » with no question of its own."""
    return bool(_FRAGMENT.search(folded))


def is_bare(folded: str) -> bool:
    """Say whether it is an asking word alone, or with one noun of measure."""
    return bool(_BARE.search(folded))


def goes_on(folded: str) -> bool:
    """Say whether it begins with « et »."""
    return bool(_GOES_ON.search(folded))


def acts_on(question: str) -> bool:
    """Say whether it is « et la partager ? »: a deed, done to what was said before."""
    return _is_deed(_ACTS_ON, question)


def _is_deed(pattern: re.Pattern[str], question: str) -> bool:
    """Say whether a question is one, and not of what has a capital: « et le CESER ? »."""
    folded, origins = french.fold_with_origins(question)
    found = pattern.search(folded)
    if found is None or not found["deed"]:
        return found is not None
    return not question[origins[found.start("deed")]].isupper()


def is_owned(folded: str) -> bool:
    """Say whether a fragment is of what was said before: « la puissance de sa centrale »."""
    return bool(_POSSESSIVE.search(folded))


def wants_more(folded: str) -> bool:
    """Say whether a question names nothing, and asks to be told more."""
    if _ALL.fullmatch(folded):
        return True
    folded = _REST_OF_IT.sub("", without_courtesy(folded))
    telling = [word for word in french.words(folded) if word in _MORE and word != "plus"]
    bare = _BARE_MORE.search(folded)
    more = telling or bare or _EN_PLUS.search(folded)
    return bool(bare or (_names_nothing(folded) and more)) and not _ASKING.search(folded)


def _names_nothing(folded: str) -> bool:
    words = french.words(folded)
    return all(word in _NAMING_NOTHING or french.is_function_word(word) for word in words)


def example_asked(folded: str) -> str:
    """Return « d'autres exemples » where a question asks for some, and says not of what.

    Empty for any other. « Donner » is left out: it would be searched, and found.
    """
    folded = without_courtesy(folded)
    found = _EXAMPLE.search(folded)
    if found is None or _TOLD_EXAMPLE.search(folded) or _ASKING.search(folded):
        return ""
    others = f"{folded[: found.start()]} {folded[found.end() :]}"
    return found.group() if _names_nothing(others) else ""


def which_of_them(folded: str) -> str | None:
    """Return « quels », « quelles » or "which" where a question is « lesquels ? » and no more."""
    found = _WHICH.search(folded)
    if found is None:
        return None
    return found["one"].removeprefix("les") if found["one"] else "which"
