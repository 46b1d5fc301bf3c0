"""What documents are called, folded: read alike wherever a question names one."""

from __future__ import annotations

# What any document may be called.
ANY = (
    r"(?:rapports?|documents?|textes?|fichiers?|pdf|guides?|bilans?|etudes?|livrets?|dossiers?"
    r"|notes?|comptes?[- ]rendus?|reports?|papers?|files?|study|studies)"
)
# What only a document whose name says so is.
CALLED = (
    r"(?:arretes?|lois?|decrets?|ordonnances?|circulaires?|directives?|licences?|chartes?|faq|cgu"
    r"|codes?|discours|manuels?|conventions?|contrats?|plans?|programmes?|brochures?|fiches?"
    r"|presentations?|enquetes?|glossaires?|journal|journaux|statuts|actes|reglements?|ateliers?"
    r"|seminaires?|colloques?|forums?|rencontres?|journees?|appels? a projets?|avis|strategies?"
    r"|syntheses?|memoires?|proces[- ]verba(?:l|ux)|feuilles? de route|modeles?|workshops?"
    r"|seminars?|strategy|calls?|laws?|act|decrees?|licenses?|charters?|speech|speeches|minutes"
    r"|handbooks?|glossary|agreements?)"
)
NOUN = rf"(?:{ANY}|{CALLED})"
