"""What a rank names: « le deuxième projet », « donne-moi la troisième », in the answer before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import asking, list_items
from assistant.schema import Answer
from ingest import french

ORDINALS = {
    "premier": 0, "premiere": 0, "first": 0, "deuxieme": 1, "second": 1, "seconde": 1,
    "troisieme": 2, "third": 2, "quatrieme": 3, "fourth": 3, "cinquieme": 4, "fifth": 4,
    "sixieme": 5, "sixth": 5, "septieme": 6, "seventh": 6, "huitieme": 7, "eighth": 7,
    "neuvieme": 8, "ninth": 8, "dixieme": 9, "tenth": 9, "dernier": -1, "derniere": -1, "last": -1,
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?:(?:du|au|des|aux|le|la|les|the|de la|a la|cette|ce) )?(?P<rank>{'|'.join(ORDINALS)})"
    r" (?P<noun>projet|exemple|piste|extrait|point|idee|passage|reponse|source|document|rapport"
    r"|dispositif|acteur|partenaire|etape|raison|condition|cas|solution|structure|association"
    r"|entreprise|project|example|point|extract|one|answer|source|document|report|idea|step|reason)"
    r"\b(?! (?:du|des|de|d'|of|pour|qui|que|qu'|a|au|aux|en|dans|to|for|in|that|which)\b)"
)
_RANK = re.compile(rf"\b(?:{'|'.join(ORDINALS)})\b")
# « donne-moi la deuxième », « et le troisième ? », « c'est quoi la dernière ? »
_LONE_ORDINAL = re.compile(
    r"^(?:et |and )?(?:(?:donne|montre|dis|cite|explique|detaille|developpe)[rsz]?"
    r"(?:[- ](?:moi|nous)\b)? |parle[rz]?(?:[- ]moi)? de |(?:c'est quoi|quel(?:le)? est|quid de"
    r"|pour|for|give me|show me|tell me about|what is|what's|what about) )?(?:le |la |the |du )?"
    rf"(?P<rank>{'|'.join(ORDINALS)})(?P<noun>)(?: one)?(?:,? (?:stp|svp|please|alors"
    r"|c'est quoi|c'est laquelle|c'est lequel))?$"
)
_WORDS_OF_EXTRACT = 14


def named_by_rank(question: str, topic: str, history: Sequence[Answer]) -> str:
    """Return a question that names a thing by its rank with the thing; empty if it does not."""
    ordinal = _ordinal(question)
    if ordinal is None:
        return ""
    if not ordinal["noun"] and (place := _RANK.search(french.fold(topic))):
        # « le premier regret… », « et le troisième ? »: the question's own rank is exchanged.
        said = question[slice(*_origin(question, ordinal.span("rank")))]
        start, end = _origin(topic, place.span())
        return f"{topic[:start]}{said}{topic[end:]} ?"
    # « la deuxième », « la troisième »: both of the list that was shown before either.
    shown = (each for each in reversed(history) if not _ordinal(each.question))
    named = _item(next(shown, history[-1]), ORDINALS[ordinal["rank"]])
    if not named:
        return ""
    return _without(question, ordinal.span(), named) if ordinal["noun"] else named


def is_lone(question: str) -> bool:
    """Say whether a question is a rank and no more: « et la troisième ? »."""
    found = _ordinal(question)
    return found is not None and not found["noun"]


def _ordinal(question: str) -> re.Match[str] | None:
    folded = french.fold(" ".join(question.split()).rstrip(" ?!.…"))
    return _LONE_ORDINAL.search(folded) or _ORDINAL.search(folded)


def _item(before: Answer, place: int) -> str:
    """Return the opening words of the item at that place of the answer.

    Of several extracts, the extract; of one that is a list, or where they are fewer, the item of
    the list that an extract holds.
    """
    extracts = [each.text[slice(*each.core)] for each in before.sentences]
    lists = (list_items.items(each.text) for each in before.sentences)
    inner = next((each for each in lists if _fits(each, place)), [])
    counted = asking.is_numbered(before.searched or before.question, extracts)
    items = extracts
    if inner and (not counted or len(extracts) < 2 or not _fits(extracts, place)):
        items = inner
    if not _fits(items, place):
        return ""
    words = " ".join(items[place].split()).split()
    return " ".join(words[:_WORDS_OF_EXTRACT]).strip(" .,;:•-–")


def _fits(items: Sequence[str], place: int) -> bool:
    return -len(items) <= place < len(items)


def _without(question: str, span: tuple[int, int], named: str) -> str:
    """Put the extract's words behind the question that named it by its place."""
    start, end = _origin(question, span)
    rest = " ".join(f"{question[:start]} {question[end:]}".split()).strip(" ?!.,")
    rest = re.sub(r"^(?:et|and)\b ?", "", rest, flags=re.IGNORECASE)
    return f"{rest} : {named}" if rest else named


def _origin(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return where in the text that span of it, folded, comes from."""
    _, origins = french.fold_with_origins(text)
    return origins[span[0]], origins[span[1]] if span[1] < len(origins) else len(text)
