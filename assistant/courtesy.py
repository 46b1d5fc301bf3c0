"""What is said before a question and asks nothing: « ok, », « merci, », « très bien, »."""

from __future__ import annotations

import re

from ingest import french

# « Bien et mal payés » begins a question of its own: these are courtesy before a mark alone.
WEAK = (
    r"ah|oh|euh|hum|hm+|bien|bon|eh bien|non|donc|alors|top|cool|no(?=,)|so|well|right|fine|good"
    r"|nice|i see"
)
POLITE = (
    r"ok(?:ay)?|oui|d'accord|merci(?: (?:beaucoup|bien|pour (?:ta|votre|cette|la) reponse))?"
    r"|super|parfait|genial|excellent|nickel|tres bien|entendu|(?:bien )?compris"
    r"|c'est (?:bon|clair|note|compris|parfait|super)|je (?:vois|comprends)|interessant|yes"
    r"|thanks(?: a lot)?"
    r"|thank you(?: very much)?|great|perfect|all right|alright|got it|understood"
)
_SAID = re.compile(
    rf"^(?:(?:{WEAK}|{POLITE})[ ,]+)*(?:(?:{WEAK}|{POLITE})(?: ?[,.;:!…]+ ?| [–-] )"
    rf"|(?:{POLITE}) (?=(?:et|mais|and|but|qui|quoi|quel(?:le)?s?|combien|quand|comment|pourquoi"
    r"|ou|est-ce|who|what|which|how|when|where|why)\b))(?=\w)"
)


def without_courtesy(question: str) -> str:
    """Return a question without the polite words before it; all of it where it is nothing else."""
    folded, origins = french.fold_with_origins(question)
    said = _SAID.match(folded)
    return question[origins[said.end()] :] if said else question
