"""What a question asks for: an answer, or every mention of a term."""

from __future__ import annotations

import re

from ingest import french

_MENTIONED = r"(?:mentionn|cit|evoqu|nomm|abord|trait)[a-z]*"
_DOCUMENTS = r"(?:documents?|rapports?|pages?|textes?|pdf|fichiers?|passages?)"
_BE = r"(?:est|sont|etait|etaient|a|ont|sera|seront|est-elle|est-il|sont-elles|sont-ils)"
_BE_IT = r"(?:est|sont|a|ont)[- ](?:t[- ])?(?:ils?|elles?|on)"

# Each finds the term in a folded question, as « term ».
_PATTERNS = [
    re.compile(pattern)
    for pattern in (
        # où le FASEP est-il mentionné ? où est mentionné le FASEP ?
        rf"^ou (?P<term>.+?) (?:{_BE_IT}|{_BE}) (?:ete )?{_MENTIONED}\b",
        rf"^ou {_BE} (?:ete )?{_MENTIONED} (?P<term>.+)$",
        r"^ou (?:parle[- ]t[- ]on|est[- ]il question|mentionne[- ]t[- ]on|cite[- ]t[- ]on) "
        r"(?:de |du |des |d')?(?P<term>.+)$",
        # dans quels documents parle-t-on de X ? sur quelles pages X est-il cité ?
        rf"^(?:dans |sur |a )?quel(?:le)?s? {_DOCUMENTS} (?:parlent|parle[- ]t[- ]on|parle"
        r"|est[- ]il question|il est question|mentionnent|mentionne|citent|cite|evoquent|evoque"
        r"|traitent|traite)(?:[- ]t[- ]on)? (?:de |du |des |d')?(?P<term>.+)$",
        rf"^(?:dans |sur |a )?quel(?:le)?s? {_DOCUMENTS} (?P<term>.+?) "
        rf"(?:{_BE_IT}|{_BE}) (?:ete )?{_MENTIONED}\b",
        rf"^(?:dans |sur |a )?quel(?:le)?s? {_DOCUMENTS} {_BE} (?:ete )?{_MENTIONED} (?P<term>.+)$",
        # combien de fois X est-il cité ?
        rf"^combien de fois (?P<term>.+?) (?:{_BE_IT}|{_BE}) (?:ete )?{_MENTIONED}\b",
        r"^combien de fois (?P<term>.+?) (?:apparait|apparaissent|figure|revient)\b",
        rf"^combien de fois {_BE} (?:ete )?{_MENTIONED} (?P<term>.+)$",
        r"^combien de fois (?:parle[- ]t[- ]on|est[- ]il question|mentionne[- ]t[- ]on"
        r"|cite[- ]t[- ]on) (?:de |du |des |d')?(?P<term>.+)$",
        r"^(?:toutes? les|liste des|lister les|les) (?:mentions|occurrences|citations) "
        r"(?:de |du |des |d')(?P<term>.+)$",
        r"^where (?:is|are|was|were) (?P<term>.+?) (?:mentioned|cited|named|discussed)\b",
        r"^(?:in |on )?which (?:documents?|reports?|pages?|files?) (?:mentions?|cites?|names?"
        r"|talks? about|speaks? of) (?P<term>.+)$",
        r"^(?:in |on )?which (?:documents?|reports?|pages?|files?) (?:is|are|was|were) "
        r"(?P<term>.+?) (?:mentioned|cited|named)\b",
        r"^how many times (?:is|are|was|were|does|do) (?P<term>.+?) "
        r"(?:mentioned|cited|named|appear|occur)",
        r"^(?:list |find |show )?(?:all |every )(?:the )?(?:mentions?|occurrences?) of "
        r"(?P<term>.+)$",
    )
]
_TRAILING = re.compile(
    r"\s*\b(?:dans|in|parmi|among) (?:les?|la|ces|mes|nos|tous les|toute la|the|these|all) ?"
    rf"(?:{_DOCUMENTS}|collection|corpus|bibliotheque|library|reports?|files?)?$"
)
_ARTICLE = re.compile(
    r"^(?:(?:les?|la|une?|des|du|de la|de|the|an?|(?:le |du )?(?:mot|terme|sigle))\s+"
    r"|(?:de )?l'\s*|d'\s*)(?=\S)"
)
_QUOTED = re.compile(r"[«“\"]\s*(.+?)\s*[»”\"]")


def mention_term(question: str) -> str | None:
    """Return the term whose mentions the question asks for, as written; None if it asks else.

    A term in quotation marks is taken whole, articles and all.
    """
    text = " ".join(question.split()).rstrip(" ?!.")
    folded, origins = french.fold_with_origins(text)
    for pattern in _PATTERNS:
        match = pattern.search(folded)
        if match:
            start, end = match.span("term")
            asked = text[origins[start] : origins[end - 1] + 1]
            quoted = _QUOTED.search(asked)
            return quoted.group(1) if quoted else _bare(asked)
    return None


def _bare(asked: str) -> str | None:
    folded, origins = french.fold_with_origins(asked)
    trailing = _TRAILING.search(folded)
    end = trailing.start() if trailing and trailing.start() else len(folded)
    article = _ARTICLE.match(folded)
    start = article.end() if article and article.end() < end else 0
    term = asked[origins[start] : origins[end - 1] + 1].strip(" ,;:'’") if end else ""
    return term or None
