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
