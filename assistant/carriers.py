"""What a question is wrapped in: « parle-moi de X », « je cherche des informations sur X ».

Its own words, « parler », « informations », « chercher », are no subject: searched with it, they
would find whoever « parlait » of something else.
"""

from __future__ import annotations

import re

from ingest import french

_PLEASE = (
    r"(?:(?:est-ce que )?(?:tu peux|vous pouvez|peux-tu|peut-on|pouvez-vous|pourrais-tu"
    r"|pourriez-vous)|(?:je voudrais|j'aimerais|je souhaite(?:rais)?|je veux) que (?:tu|vous)"
    r"|(?:can|could|would) you|please) "
)
_WANTS = r"(?:je (?:voudrais|veux|souhaite(?:rais)?|desire)|j'aimerais|on (?:voudrait|aimerait))"
_FROM = (
    r"(?:j'ai besoin|je (?:re)?cherche|je suis a la recherche|il me (?:faut|faudrait)"
    r"|donne[rz]?(?:[- ](?:moi|nous))?|trouve[rz]?(?:[- ](?:moi|nous))?|avez-vous|as-tu|tu as"
    rf"|vous avez|y a-t-il|{_WANTS}(?: avoir| trouver)?)"
)
_NEWS = r"(?:infos?|informations?|renseignements?|elements?|documentation|details?|precisions?)"
_ON = (
    r"(?:sur|concernant|a propos (?:de |du |des |d')|au sujet (?:de |du |des |d')"
    r"|relati(?:f|ve)s? (?:a |au |aux )) ?"
)
_OF = r"(?:de |du |des |d')"
_ARTICLE = r"(?:le |la |les |l'|un |une |the |an? )?"
_WRAPS = [
    re.compile(rf"^(?:{_PLEASE})?{pattern}{_ARTICLE}(?P<asked>\w.*)$")
    for pattern in (
        rf"(?:me |nous )?parle[rzs]?(?:[- ](?:moi|nous))?(?: un peu| davantage)? {_OF}",
        r"(?:m'en |me |nous )?di(?:s|re|tes)(?:[- ](?:moi|nous))?(?: en)? (?:tout|plus|davantage"
        r"|quelque chose|ce que (?:tu|vous) sa(?:is|vez))(?: ce que (?:tu|vous) sa(?:is|vez))? "
        rf"(?:{_ON}|{_OF})",
        r"(?:me |nous )?presente[rz]?[- ](?:moi|nous) ",
        r"(?:me |nous )?raconte[rz]?[- ](?:moi|nous) ",
        rf"{_FROM} (?:de l'|des |d'|les |l'|quelques )?{_NEWS} {_ON}",
        rf"(?:des |les |quelques )?{_NEWS} {_ON}",
        rf"(?:pour |{_WANTS} )?en savoir (?:plus|davantage) {_ON}",
        r"tell (?:me|us) (?:(?:more|everything|all|something)(?: you know)? )?about ",
        r"(?:i(?: a|')m looking for|i need|i want|give me|find me|do you have|is there)"
        r"(?: some| any)? (?:information|info|details) (?:on|about) ",
        r"(?:i (?:want|would like|'d like)|i'd like) to know (?:more )?about ",
    )
]
_TERM = 3
# What has a capital, or capitals throughout, and a few words at most, is a name.
_NAME = re.compile(
    r"[A-ZÀ-Ý][\w.’'-]*(?: (?:(?:d[eu]|des|la|le|les|du|of|the|sans|et|à) |[dl]['’])*"
    r"[A-ZÀ-Ý][\w.’'-]*){0,4}"
)


def unwrapped(question: str) -> str:
    """Return the question without what it is wrapped in, as it is where in nothing.

    A name left alone is asked what it is, or a term of a few words.
    """
    text = " ".join(question.split()).rstrip(" ?!.…")
    folded, origins = french.fold_with_origins(text)
    for pattern in _WRAPS:
        if found := pattern.match(folded):
            start, end = found.span("asked")
            asked = text[origins[start] : origins[end - 1] + 1]
            if not _NAME.fullmatch(asked) and len(asked.split()) > _TERM:
                return f"{asked} ?"
            english = french.told_language(text[: origins[start]]) == "en"
            return f"What is {asked}?" if english else f"Qu'est-ce que {asked} ?"
    return question
