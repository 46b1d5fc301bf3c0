"""What documents are called, folded: read alike wherever a question names one."""

from __future__ import annotations

# What any document may be called; « dans ce dossier », « dans ce journal » may mean no document.
_ANY = (
    r"rapports?|documents?|textes?|fichiers?|pdf|guides?|bilans?|etudes?|livrets?|notes?"
    r"|comptes?[- ]rendus?|reports?|papers?|files?|study|studies"
)
ANY = rf"(?:{_ANY}|dossiers?)"
# What only a document whose name says so is.
_CALLED = (
    r"arretes?|lois?|decrets?|ordonnances?|circulaires?|directives?|licences?|chartes?|faq|cgu"
    r"|codes?|discours|manuels?|conventions?|plans?|brochures?|fiches?"
    r"|presentations?|enquetes?|glossaires?|actes|ateliers?|strategies?"
    r"|syntheses?|proces[- ]verba(?:l|ux)|feuilles? de route|modeles?|workshops?"
    r"|strategy|laws?|act|decrees?|licen[cs]es?|charters?|speech|speeches|minutes"
    r"|handbooks?|glossary"
)
_ALSO_ELSE = (
    r"contrats?|programmes?|journal|journaux|statuts|reglements?|seminaires?|colloques?|forums?"
    r"|rencontres?|journees?|appels? a projets?|avis|memoires?|seminars?|calls?|agreements?"
)
CALLED = rf"(?:{_CALLED}|{_ALSO_ELSE})"
# What is a document wherever it is named: « dans la journée », « dans le programme » may name none.
SURE = rf"(?:{_ANY}|{_CALLED})"
NOUN = rf"(?:{ANY}|{CALLED})"
# What is a document where the words say that it is looked into, or told by: « selon le programme ».
_FILED = r"foires? aux questions|(?:fact)?sheets?|manuals?|reviews?|surveys?"
FILED = rf"(?:{_ANY}|{_CALLED}|{_FILED})"
TOLD = (
    rf"(?:{_ANY}|{_CALLED}|{_FILED}|{_ALSO_ELSE}|accords?|audits?|baremes?|barometres?|politique"
    r"|cadres? logiques?|communiques?|cr|evaluations?|lettres?|mementos?|pv|revues?"
    r"|barometers?|policy|rules)"
)
# How names have it, in French or in full, where a question has it in English or in short.
OTHERWISE = {
    "faq": ("foire aux questions",),
    "foire aux questions": ("faq",),
    "speech": ("discours", "allocution"),
    "glossary": ("glossaire",),
    "review": ("bilan", "revue"),
    "sheet": ("fiche",),
    "factsheet": ("fiche",),
    "law": ("loi",),
    "act": ("loi",),
    "decree": ("décret",),
    "license": ("licence",),
    "charter": ("charte",),
    "strategy": ("stratégie",),
    "workshop": ("atelier",),
    "handbook": ("manuel", "guide"),
    "manual": ("manuel", "guide"),
    "barometer": ("baromètre",),
    "policy": ("politique",),
    "rules": ("règlement",),
    "minutes": ("compte rendu", "procès-verbal"),
    "annual": ("annuel",),
    "activity": ("activité",),
    "open": ("ouverte",),
    "sme": ("PME",),
    "ngo": ("ONG",),
}
# What only a question that asks to sum one up names so: « dans la lettre » may mean no document.
SUMMED_UP = (
    r"accords?|lettres?(?: d'information)?|bulletins?|newsletters?|infolettres?|webinaires?|slides?"
    r"|webinars?|diaporamas?|diapos|diapositives|pv|cr|evaluations?|livres? blancs?|allocutions?"
    r"|memos?|magazines?|plaquettes?|tribunes?|foire aux questions|factsheets?|sheets?|powerpoint"
    r"|annuaires?|repertoires?|catalogues?|termes de reference|tdr|cahiers? des charges"
    r"|cadres? logiques?|directory|directories|terms of reference|tor|logframes?"
    r"|logical frameworks?|communiques?(?: de presse)?|press releases?|reviews?|surveys?|manuals?"
)
# And those that are as often what is asked about: « les points clés du budget ».
ALSO_SUMMED_UP = r"cahiers?|annexes?|budgets?(?: previsionnels?)?|tableaux?(?: de suivi)?|annex"
# What any of these means is looked for where its own word names none, and English reads French.
SAME = (
    "compte rendu|compte-rendu|comptes rendus|comptes-rendus|cr|minutes|releve de decisions"
    "|proces-verbal|proces verbal|pv",
    "discours|speech|allocution",
    "lettre|lettre d'information|newsletter|infolettre|bulletin",
    "convention|agreement|accord|contrat|contract",
    "reglement|rules|regulation|regulations",
    "fiche|sheet|factsheet",
    "diaporama|slides|slide|diapos|diapositives|powerpoint|presentation|webinaire|webinar",
    "loi|law|act",
    "decret|decree",
    "arrete|order",
    "charte|charter",
    "licence|license",
    "faq|foire aux questions",
    "guide|handbook|manuel|manual",
    "glossaire|glossary",
    "annuaire|repertoire|directory",
    "termes de reference|tdr|terms of reference|tor",
    "cadre logique|logframe|logical framework",
    "etude|study|enquete",
    "rapport|report|evaluation",
    "communique|communique de presse|press release",
    "annexe|annex",
    "budget|budget previsionnel",
    "tableau|tableau de suivi",
)
