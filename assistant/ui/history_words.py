"""The words of the history of conversations, in French and in English."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.schema import Language


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """The words of one language."""

    title: str
    recent: str
    all: str
    none: str
    find: str
    nothing: str
    open: str
    rename: str
    new_name: str
    save: str
    delete: str
    sure: str
    delete_now: str
    export: str
    formats: tuple[tuple[str, str], ...]
    prepare: str
    one: str
    many: str
    opinions: str
    older: str

    def exchanges(self, count: int) -> str:
        """Count questions."""
        return f"{count}\u00a0{self.many if count > 1 else self.one}"


_FRENCH = HistoryWords(
    title="Conversations",
    recent="Conversations récentes",
    all="Toutes les conversations",
    none="Aucune conversation pour l'instant\u00a0: posez une première question.",
    find="Chercher dans les titres",
    nothing="Aucun titre ne correspond.",
    open="Reprendre",
    rename="Renommer",
    new_name="Nouveau titre",
    save="Enregistrer",
    delete="Supprimer…",
    sure="Supprimer cette conversation et les avis donnés sur ses réponses\u00a0?",
    delete_now="Supprimer définitivement",
    export="Exporter",
    formats=(("md", "Markdown"), ("docx", "Word (DOCX)"), ("pdf", "PDF")),
    prepare="Télécharger en",
    one="question",
    many="questions",
    opinions="Télécharger les avis donnés (CSV)",
    older="Montrer les plus anciennes",
)
_ENGLISH = HistoryWords(
    title="Conversations",
    recent="Recent conversations",
    all="All conversations",
    none="No conversation yet: ask a first question.",
    find="Search the titles",
    nothing="No title matches.",
    open="Resume",
    rename="Rename",
    new_name="New title",
    save="Save",
    delete="Delete…",
    sure="Delete this conversation and the opinions given on its answers?",
    delete_now="Delete for good",
    export="Export",
    formats=(("md", "Markdown"), ("docx", "Word (DOCX)"), ("pdf", "PDF")),
    prepare="Download as",
    one="question",
    many="questions",
    opinions="Download the opinions given (CSV)",
    older="Show older ones",
)


def words(language: Language) -> HistoryWords:
    """Return the words of a language."""
    return _ENGLISH if language == "en" else _FRENCH
