"""Every word of the page, in French and in English."""

from __future__ import annotations

from assistant.ui.words import Words
from ingest.schema import Language

FRENCH = Words(
    language="fr",
    chat="Questions",
    library="Documents",
    switch="Langue",
    promise="Posez une question\u00a0: la réponse vient de vos documents, et chaque phrase "
    "vérifiée renvoie à sa page.",
    empty="La bibliothèque est vide. Déposez-y des rapports pour commencer "
    "(PDF, Word, ODT, HTML, texte).",
    the_library="La bibliothèque",
    try_one="Par exemple",
    ask="Votre question, ou des documents à ajouter",
    searching="Recherche dans les documents…",
    sources="Sources",
    nearest="Les passages les plus proches",
    close="Fermer",
    before="Précédente",
    after="Suivante",
    download="Télécharger",
    download_file="Télécharger le document",
    zoom_in="Agrandir",
    zoom_out="Réduire",
    copy_reference="Copier la référence",
    copy_link="Copier le lien",
    copied="Copié",
    scroll_here="Image de la page, à faire défiler",
    not_located="Le passage n'a pas pu être situé sur l'image de la page.",
    gone="Cette page n'est pas (ou plus) dans la bibliothèque.",
    new_talk="Nouvelle conversation",
    more_pages="Montrer toutes les pages",
    again="Répondre à nouveau",
    copy_answer="Copier la réponse",
    verdicts={"up": "Utile", "down": "Pas utile"},
    comment="Votre remarque",
    comment_note="Ce qui manque, ce qui est faux… Gardé avec la bibliothèque, lisible par qui "
    "l'administre.",
    thanks="Merci, c'est noté.",
)

ENGLISH = Words(
    language="en",
    chat="Questions",
    library="Documents",
    switch="Language",
    promise="Ask a question: the answer comes from your documents, and each verified sentence "
    "leads to its page.",
    empty="The library is empty. Drop reports into it (PDF, Word, ODT, HTML, text) to begin.",
    the_library="The library",
    try_one="For example",
    ask="Your question, or documents to add",
    searching="Searching the documents…",
    sources="Sources",
    nearest="The nearest passages",
    close="Close",
    before="Previous",
    after="Next",
    download="Download",
    download_file="Download the document",
    zoom_in="Zoom in",
    zoom_out="Zoom out",
    copy_reference="Copy the reference",
    copy_link="Copy the link",
    copied="Copied",
    scroll_here="Picture of the page, to be scrolled",
    not_located="The passage could not be found on the page's picture.",
    gone="This page is not (or no longer) in the library.",
    new_talk="New conversation",
    more_pages="Show every page",
    again="Answer again",
    copy_answer="Copy the answer",
    verdicts={"up": "Helpful", "down": "Not helpful"},
    comment="Your remark",
    comment_note="What is missing, what is wrong… Kept with the library; its administrators can "
    "read it.",
    thanks="Thank you, noted.",
)


def words(language: Language) -> Words:
    """Return the words of a language."""
    return ENGLISH if language == "en" else FRENCH
