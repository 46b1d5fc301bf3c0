"""Whether a question names nothing of its own: « combien je peux avoir ? », « qui décide ? ».

Anything may be applied for, paid or decided: after an answer such words ask it of what was told.
Alone they are searched as they stand.
"""

from __future__ import annotations

import re

from assistant.courtesy import without_courtesy
from ingest import french

# Folded: what is done about anything, and what anything has, in French and English.
_DEEDS = """
    pouvoir peux pouvons pouvez pourrais devoir dois devons devez devrait falloir faut faudra
    faites veux voudrais vouloir aller va vont savoir obtenir obtient toucher recevoir recoit
    demander demandent candidater postuler participer beneficier beneficie inscrire inscrit
    commencer deposer fournir envoyer presenter joindre joint contacter ecrire adresser
    pretendre remplir payer paye paient couter coutent durer durent decider decident financer
    financent choisir servir sert fonctionner passer repondre concerner concernent
    attendre gagner appeler gerer gerent diriger creer valider signer evaluer
    suivre suit changer arriver lancer terminer finir prend prendre rembourser renouveler
    prevoir prevu prevus get apply applies cost last fund choose work start begin end submit
    send receive require required need needed take happen claim join
"""
_MEASURES = """
    montant somme budget duree temps date limite delai condition critere etape piece prix tarif
    taux plafond minimum maximum maximal minimal mini maxi min max total moyen calendrier
    echeance interlocuteur
    objectif buts resultat avantage inconvenient risque difficulte obstacle probleme raison
    cause candidature demarche procedure formulaire modalite regle obligation responsable chef
    nombre eligible beneficiaire concernees personne gens monde argent euros annee mois jour
    heure lieu debut cloture ouverture principal premier premiere document dossier justificatif
    difference contact coordonnees adresse telephone courriel mail
    amount duration time deadline limit criterion criteria step price rate average address goal aim
    result
    advantage drawback risk difficulty reason application form rule people money year month day
    main beneficiary beneficiaries long much many
"""
_ANYTHING = frozenset(french.stems(_DEEDS + _MEASURES))
# Those of what was told, when « les »: « trouver un partenaire » is a subject of its own.
_ITS = re.compile(
    r"\b(?:les? |la |l'|the )(?:partenaires?|financeurs?|bailleurs?|participants?|membres?|acteurs?"
    r"|auteurs?|fondateurs?|donateurs?|projets?|activites?|partners?|funders?|members?|actors?"
    r"|authors?|founders?|projects?|activities)\b"
)
_ASKS = re.compile(
    r"\b(?:combien|quand|qui|quoi|pourquoi|comment|quel(?:le)?s?|que|qu|ou|est-ce|qu'est-ce|who|what"
    r"|when|where|why|how|which|can|do|does|is|are|[a-z]+-(?:t-)?(?:il|on))\b"
)
_LONE = re.compile(
    r"(?:les? |la |l'|the )?[a-z]+(?: (?!et |ou |and |or )[a-z]+)?"
    r"(?: (?:et|ou|and|or) (?:les? |la |l'|the )?[a-z]+)?"
)
_BARE_COUNT = re.compile(r"^(?:(?:combien (?:de |d')|quel(?:le)?s |how many )[\w-]+)$")
# « Obtenir un financement » is a subject too, « déposer un dossier » none.
_SUBJECT = re.compile(
    r"\b(?:(?:une?|des|du|de la) |de l')(?!(?:dossier|demande|candidature|document|formulaire"
    r"|justificatif|date|delai|limite|plafond|minimum|maximum|moyenne|condition|critere)s?\b)\w{3}"
)
# « Combien de documents avez-vous ? » asks of the library.
_OF_US = re.compile(r"\b(?:vous|vos|votre|tu|tes|ton|you|your)\b")


def names_nothing(folded: str) -> bool:
    """Say whether a folded question has no word of its own but what anything is asked of."""
    folded = without_courtesy(folded)
    if not _ASKS.search(folded) or _OF_US.search(folded) or _SUBJECT.search(folded):
        return False
    if _BARE_COUNT.match(folded):
        return True
    return is_of_anything(_ASKS.sub(" ", _ITS.sub(" ", folded)))


def is_lone_noun(folded: str) -> bool:
    """Say whether a folded question is « le montant ? » or « la durée ? », and no more."""
    folded = without_courtesy(folded)
    lone = _LONE.fullmatch(folded) and french.stems(folded) and not _ASKS.search(folded)
    return bool(lone) and is_of_anything(folded)


def is_of_anything(text: str) -> bool:
    """Say whether a text has no word but what is done about anything, or what anything has."""
    return _ANYTHING.issuperset(french.stems(text))
