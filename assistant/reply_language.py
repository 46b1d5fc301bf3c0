"""What asks for a language: « en anglais s'il te plaît », "Answer in French: who manages it?"."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ingest import french
from ingest.schema import Language

NAMED: Final[dict[str, Language]] = {
    "english": "en",
    "anglais": "en",
    "french": "fr",
    "francais": "fr",
}
_LANGUAGE = rf"(?:{'|'.join(NAMED)})"
_IN = rf"(?:in|into|to|en) {_LANGUAGE}"
_PLEASE = r"(?:please|pls|stp|svp|s'il (?:te|vous) plait|merci|thanks)"
_THIS = (
    r"(?:me|us|this|that|it|again|(?:the|your) answer|moi|nous|le|la|les|ca|cela|ceci|tout"
    r"|(?:la|ta|votre|cette) reponse)"
)
_SAY = (
    r"(?:(?:can|could|would|will) you )?(?:please )?"
    rf"(?:answer|reply|respond|speak|write|translate|say|repeat)(?: {_THIS})*"
    r"|(?:(?:peux-tu|pouvez-vous|pourrais-tu|pourriez-vous|tu peux|vous pouvez) )?"
    r"(?:(?:me|nous|le|la|les) |l')*"
    r"(?:repond(?:s|ez|re)|parle[rsz]?|ecri(?:s|vez|re)|tradui(?:s|sez|re)|(?:re)?di(?:s|tes|re)"
    rf"|repete[rz]?)(?:[- ]{_THIS})*"
)
_ASKS = (
    rf"(?:(?:and|et|now|maintenant) )?(?:(?:please )?(?:{_SAY}) )?{_IN}"
    rf"|(?:(?:do|can) you )?speak {_LANGUAGE}"
    rf"|(?:(?:parles-tu|parlez-vous|tu parles|vous parlez) )(?:en )?{_LANGUAGE}"
)


_END = rf"(?:,? {_PLEASE})?[ ?!.…]*$"
_ALONE = re.compile(rf"^(?:{_PLEASE},? )?(?:{_ASKS}){_END}|^{_LANGUAGE},? {_PLEASE}[ ?!.…]*$")
_WITH = (
    # « Réponds en anglais : qui gère le FASEP ? »
    re.compile(rf"^(?:please )?(?:{_SAY}) {_IN}(?:,? {_PLEASE})?(?: ?[:–-]|,) (?P<rest>.+)$"),
    re.compile(rf"^{_IN}(?:,? {_PLEASE})? ?: (?P<rest>.+)$"),
    # « Qui gère le FASEP ? En anglais, stp. »; what a name is in English is asked without a comma.
    re.compile(rf"^(?P<rest>.+[?!.]) (?:{_ASKS}){_END}"),
    re.compile(rf"^(?P<rest>.+), {_IN},? {_PLEASE}[ ?!.…]*$"),
)
AS_WRITTEN: Final[dict[Language, str]] = {
    "fr": "Les extraits restent dans la langue de leur document.",
    "en": "Extracts stay in the language of their document.",
}


class Wish(NamedTuple):
    """The language that is asked for, and the question to answer in it; empty where none is."""

    language: Language
    question: str


def wished(question: str) -> Wish | None:
    """Return the language that a question asks to be answered in; None where it asks for none."""
    text = " ".join(question.split())
    folded = french.fold(text)
    if _ALONE.match(folded):
        return Wish(_language(folded), "")
    found = next(filter(None, (each.match(folded) for each in _WITH)), None)
    if found is None:
        return None
    start, end = found.span("rest")
    return Wish(_language(folded[:start] + folded[end:]), french.unfolded(text, start, end))


def _language(folded: str) -> Language:
    return next(language for name, language in NAMED.items() if name in folded)
