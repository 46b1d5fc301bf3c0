"""A term without the word that says what kind of thing it names: « la société Paratronic »."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest import french

_WHO = (
    r"(?:societes?|entreprises?|pme|start-?ups?|groupe|cabinet|bureau d'etudes|cooperative|mutuelle"
    r"|banque|associations?|ong|organi[sz]ations?|organismes?|fondation|federation|collectif|reseau"
    r"|syndicat|agence|programmes?|projets?|dispositif|fonds|logiciel|outil|plateforme|site"
    r"|m\.|mm\.|mr\.?|mmes?|mrs\.?|mlle|ms\.?|dr\.?|monsieur|madame|docteur|professeure?|personne"
    r"|presidente?|ministre|maire|depute|deputee|senateur|senatrice|directeur|directrice"
    r"|compan(?:y|ies)|firm|ngo|charity|foundation|group|programs?|projects?|scheme|fund|bank"
    r"|network|agency|minister|mayor|director|software|platform|person)"
)
_WHERE = (
    r"(?:villes?|communes?|villages?|quartier|departements?|regions?|provinces?|pays|etats?|ile"
    r"|fleuve|city|town|village|district|province|country|state|river|island)"
)
_OF = r"(?:de la |de l'|du |des |de |d'|of (?:the )?)"
_DAY = r"(?:date|jour|annee|mois|day|year|month)"
_AMOUNT = r"(?:montants?|sommes?|prix|cout|amounts?|sums?|price|cost)"
_LAW = (
    r"(?:loi|decret|arrete|ordonnance|circulaire|directive|reglement|deliberation|decision|law|act"
    r"|decree|order|regulation)"
)
# « The Paratronic company »
_AFTER = (
    r"(?:company|firm|ngo|charity|foundation|group|programme?|project|scheme|fund|bank|network"
    r"|agency|city|town|village|region|province|country|river|island)"
)
_NAMED = re.compile(
    rf"^(?:{_WHO} |{_WHERE} {_OF}?|{_LAW} (?:du |of )(?=\d)|(?:{_DAY}|{_AMOUNT}) {_OF}?(?=\d))"
    rf"(?P<name>\S.*)$|^(?P<first>\S.*) {_AFTER}$"
)
_NUMBERED = re.compile(rf"^(?P<law>{_LAW}) (?:n[°o] ?)?(?P<number>\d+[-/]\d[\w/-]*)$")


def names_within(term: str) -> Iterator[str]:
    """Yield what a term may name by itself, likeliest first: « Corail » of « l'ONG Corail ».

    « La date du 26 mars » names the day, « loi 2008-12 » the law that is also « loi n° 2008-12 ».
    """
    folded = french.fold(term)
    if law := _NUMBERED.match(folded):
        number = french.unfolded(term, *law.span("number"))
        yield f"{french.unfolded(term, *law.span('law'))} n° {number}"
        yield number
    elif named := _NAMED.match(folded):
        yield french.unfolded(term, *named.span("name" if named["name"] else "first"))
