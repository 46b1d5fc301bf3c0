"""What acronyms stand for where no document of a library says it.

Whoever asks for the « COPIL » means the « comité de pilotage » that minutes write in full. What a
library defines itself comes first: only acronyms that it leaves undefined are looked up here.
"""

from __future__ import annotations

from functools import lru_cache

# An acronym, then one thing it stands for: the singular, the plural, other spellings. One with two
# meanings has two lines: both are counted in mentions, and it stands for neither in a question. A
# currency has its plural first too: amounts « en FCFA » are « en francs CFA ».
_TABLE = """
AAP: appel à projets | appels à projets | appel à projet
AECT: action extérieure des collectivités territoriales
AFD: Agence française de développement
AG: assemblée générale | assemblées générales
AICT: action internationale des collectivités territoriales
AMI: appel à manifestation d'intérêt | appels à manifestation d'intérêt
AMO: assistance à maîtrise d'ouvrage
APD: aide publique au développement
BAD: Banque africaine de développement
BFR: besoin en fonds de roulement
CA: conseil d'administration | conseils d'administration
CA: chiffre d'affaires | chiffres d'affaires
CCI: chambre de commerce et d'industrie | chambres de commerce et d'industrie
CDD: contrat à durée déterminée | contrats à durée déterminée
CDI: contrat à durée indéterminée | contrats à durée indéterminée
CESER: conseil économique, social et environnemental régional
CICR: Comité international de la Croix-Rouge
CODIR: comité de direction | comités de direction
COPIL: comité de pilotage | comités de pilotage
COTECH: comité technique | comités techniques
CPO: convention pluriannuelle d'objectifs | conventions pluriannuelles d'objectifs
CR: compte rendu | comptes rendus
CSE: comité social et économique
CTD: collectivité territoriale décentralisée | collectivités territoriales décentralisées
CV: curriculum vitae
DG: direction générale
DG: directeur général | directrice générale
DRH: direction des ressources humaines
DSP: délégation de service public | délégations de service public
EAH: eau, assainissement et hygiène
ECSI: éducation à la citoyenneté et à la solidarité internationale
EPCI: établissement public de coopération intercommunale
ERP: établissement recevant du public | établissements recevant du public
ESR: enseignement supérieur et recherche
ESS: économie sociale et solidaire
ETI: entreprise de taille intermédiaire | entreprises de taille intermédiaire
ETP: équivalent temps plein | équivalents temps plein
FAQ: foire aux questions
FCFA: francs CFA | francs CFA | franc CFA | CFA francs
FED: Fonds européen de développement
FMI: Fonds monétaire international
GES: gaz à effet de serre
GIE: groupement d'intérêt économique | groupements d'intérêt économique
GIP: groupement d'intérêt public | groupements d'intérêt public
GIRE: gestion intégrée des ressources en eau
IAE: insertion par l'activité économique
IDH: indice de développement humain
JSI: jeunesse et solidarité internationale
MEAE: ministère de l'Europe et des Affaires étrangères
MOA: maîtrise d'ouvrage
MOE: maîtrise d'œuvre
OCDE: Organisation de coopération et de développement économiques
ODD: objectif de développement durable | objectifs de développement durable
ODJ: ordre du jour
OIT: Organisation internationale du travail
OMD: objectif du millénaire pour le développement | objectifs du millénaire pour le développement
OMS: Organisation mondiale de la santé
ONG: organisation non gouvernementale | organisations non gouvernementales
ONU: Organisation des Nations unies
OSC: organisation de la société civile | organisations de la société civile
OSI: organisation de solidarité internationale | organisations de solidarité internationale
PED: pays en développement
PIB: produit intérieur brut
PMA: pays les moins avancés
PME: petite et moyenne entreprise | petites et moyennes entreprises
PMI: petite et moyenne industrie | petites et moyennes industries
PNUD: Programme des Nations unies pour le développement
PPP: partenariat public-privé | partenariats public-privé | partenariats publics-privés
PTF: partenaire technique et financier | partenaires techniques et financiers
PV: procès-verbal | procès-verbaux
PVD: pays en voie de développement
QPV: quartier prioritaire de la politique de la ville
RGPD: règlement général sur la protection des données
RH: ressources humaines
RRMA: réseau régional multi-acteurs | réseaux régionaux multi-acteurs
RSE: responsabilité sociale des entreprises
RSE: responsabilité sociétale des entreprises
SCIC: société coopérative d'intérêt collectif | sociétés coopératives d'intérêt collectif
TDR: termes de référence
TIC: technologies de l'information et de la communication
TPE: très petite entreprise | très petites entreprises
TVA: taxe sur la valeur ajoutée
UE: Union européenne
VIE: volontariat international en entreprise
VSI: volontariat de solidarité internationale
"""
# Words of the language are found wherever these are looked for: what they stand for leads to none.
ALSO_WORDS = frozenset({"AMI", "VIE"})


Usual = tuple[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def usual_meanings() -> tuple[Usual, ...]:
    """Return each acronym with the spellings of one thing it stands for: singular, then plural.

    One that has two meanings comes twice; what has but a plural, with that alone.
    """
    rows = (line.partition(": ") for line in _TABLE.strip().splitlines())
    return tuple((acronym, tuple(meanings.split(" | "))) for acronym, _, meanings in rows)
