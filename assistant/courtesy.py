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

# « Peux-tu me dire qui le gère ? » asks who manages it.
_ASKS_TO_TELL = re.compile(
    r"^(?:(?:est-ce que )?(?:(?:tu|vous) (?:peux|pouvez|pourrais|pourriez)|(?:peux|pourrais)[- ]tu"
    r"|(?:pouvez|pourriez)[- ]vous) (?:me |nous )?dire|(?:merci de )?(?:me |nous )?di(?:re|s|tes)"
    r"(?:[- ](?:moi|nous))?|(?:je (?:voudrais|veux|souhaite(?:rais)?)|j'aimerais) (?:bien )?savoir"
    r"|(?:sais-tu|savez-vous|tu sais|vous savez)|(?:can|could) you tell (?:me|us)|tell (?:me|us)"
    r"|(?:i(?: would|'d) like|i want) to know|do you know),? (?=(?:(?:a|de|par|avec|pour|en) )?"
    r"(?:qui|combien|comment|ou|quand|pourquoi|quel(?:le)?s?|quoi|ce qu[ei]|ce qu'|who|what|which"
    r"|how|when|where|why)\b)"
)


def without_asking(question: str) -> str:
    """Return « qui le gère » of « peux-tu me dire qui le gère »; all of it for any other."""
    folded, origins = french.fold_with_origins(question)
    said = _ASKS_TO_TELL.match(folded)
    return question[origins[said.end()] :] if said else question


def without_courtesy(question: str) -> str:
    """Return a question without the polite words before it; all of it where it is nothing else."""
    folded, origins = french.fold_with_origins(question)
    said = _SAID.match(folded)
    return question[origins[said.end()] :] if said else question
