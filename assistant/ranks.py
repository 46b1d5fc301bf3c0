"""What a rank names in the answer before: « le deuxième projet », « la troisième », « le 3 »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant import asking, bare_labels, labels, list_items, numbering
from assistant.candidate import is_heading
from assistant.schema import Answer, Sentence
from assistant.table_head import labelled_row, rows_of
from ingest import french
from ingest.schema import CELL_END

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
# « donne-moi », « tu peux développer », « c'est quoi »: what asks for a thing, before it.
_ASKS_FOR = (
    r"(?:et |and )?(?:(?:tu |vous )?(?:peux|pouvez|pourrais|pourriez|can|could)(?:-tu|-vous| you)? "
    r"(?:me |nous )?)?(?:(?:donne|montre|dis|cite|explique|detaille|developpe|precise|resume)[rsz]?"
    r"(?:[- ](?:moi|nous)\b)? |parle[rz]?(?:[- ]moi)? de |(?:c'est quoi|quel(?:le)? est|quid de"
    r"|pour|for|give me|show me|tell me about|explain|what is|what's|what about) )?"
)
_POLITE = (
    r"(?:,? (?:stp|svp|s'il (?:te|vous) plait|please|alors|c'est quoi|c'est laquelle"
    r"|c'est lequel))?"
)
# « donne-moi la deuxième », « et le troisième ? », « c'est quoi la dernière ? »
_LONE_ORDINAL = re.compile(
    rf"^{_ASKS_FOR}(?:le |la |the |du )?(?P<rank>{'|'.join(ORDINALS)})(?P<noun>)(?: one)?{_POLITE}$"
)
# « tu peux développer le point 4 ? », « la 3 ? », « l'étape n° 2 », "number 3"
_NUMBERED = re.compile(
    rf"^{_ASKS_FOR}(?:(?:(?:le|la|the|du|de la) |(?:de )?l')(?:(?P<noun>[a-z]{{3,}}) )?"
    r"|(?P<alone>point|item|number|numero|n[°o]) ?)(?:n[°o] ?|numero |number )?(?P<number>\d{1,2})"
    rf"(?:er|ere|e|eme|nd|nde|st|rd|th)?{_POLITE}$"
)
_OF_ANY_LIST = ("point", "item", "number", "numero", "element", "tiret", "puce")
# In words: what of an item is searched, whole sentences; the longest that is not cut; and how many
# tell what it is: « Écrire. » does not.
_SEARCHED, _LONGEST, _TELLS = 14, 30, 4
_BREAK = re.compile(r"[,;:](?= )| (?=[(«–—])")


def named_by_rank(question: str, topic: str, history: Sequence[Answer]) -> str:
    """Return a question that names a thing by its rank with the thing; empty if it does not."""
    ordinal = _ordinal(question)
    if ordinal is None:
        return _named_by_number(question, topic, history)
    if not ordinal["noun"] and (place := _RANK.search(french.fold(topic))):
        # « le premier regret… », « et le troisième ? »: the question's own rank is exchanged.
        said = question[slice(*_origin(question, ordinal.span("rank")))]
        start, end = _origin(topic, place.span())
        return f"{topic[:start]}{said}{topic[end:]} ?"
    named = _item(_shown(history), ORDINALS[ordinal["rank"]])
    if not named:
        return ""
    return _without(question, ordinal.span(), named) if ordinal["noun"] else named


def _named_by_number(question: str, topic: str, history: Sequence[Answer]) -> str:
    """Return the item that « le point 4 » or « la 3 » is of the list shown; empty where none is.

    « L'étape 4 » is one where steps were asked for; « le 6 » after « l'article 5 » is an article.
    """
    asked = _number(question)
    if asked is None:
        return ""
    shown, noun, place = _shown(history), asked["noun"], int(asked["number"]) - 1
    if place < 0:
        return ""
    if asked["alone"] or noun in _OF_ANY_LIST:
        return _item(shown, place)
    rest = re.sub(r"^(?:et|and) ", "", question.rstrip(" ?!.…"), flags=re.IGNORECASE)
    if numbering.label_exchanged(topic, rest):
        return ""
    if noun is None:
        return _item(shown, place)
    told = set(french.stems(f"{shown.question} {shown.searched}"))
    counted = noun not in labels.KINDS or noun in (*bare_labels.COUNTED, *labels.EVERYDAY)
    return _item(shown, place, of_list=True) if counted and told & set(french.stems(noun)) else ""


def _shown(history: Sequence[Answer]) -> Answer:
    """Return the answer that ranks are of: « la deuxième », then « la 3 », are both of one list."""
    listed = (e for e in reversed(history) if not (_ordinal(e.question) or _number(e.question)))
    return next(listed, history[-1])


def is_lone(question: str) -> bool:
    """Say whether a question is a rank and no more: « et la troisième ? »."""
    found = _ordinal(question)
    return found is not None and not found["noun"]


def _ordinal(question: str) -> re.Match[str] | None:
    folded = french.fold(" ".join(question.split()).rstrip(" ?!.…"))
    return _LONE_ORDINAL.search(folded) or _ORDINAL.search(folded)


def _number(question: str) -> re.Match[str] | None:
    return _NUMBERED.search(french.fold(" ".join(question.split()).rstrip(" ?!.…")))


def _item(before: Answer, place: int, *, of_list: bool = False) -> str:
    """Return the opening words of the item at that place of the answer.

    Of a table of what was asked for, the row's label; of several extracts, the extract; of one that
    is a list, or where they are fewer, the item of the list that an extract holds. `of_list`, no
    extract that is not numbered.
    """
    asked = before.searched or before.question
    tables = (_labels(each, asked) for each in before.sentences)
    if rows := next((each for each in tables if _fits(each, place)), []):
        return rows[place]
    extracts = [each.text[slice(*each.core)] for each in before.sentences]
    lists = (list_items.items(each.text) for each in before.sentences)
    inner = next((each for each in lists if _fits(each, place)), [])
    counted = asking.is_numbered(asked, extracts)
    items = extracts if counted or not of_list else []
    if inner and (not counted or len(extracts) < 2 or not _fits(extracts, place)):
        items = inner
    return _opening(items[place]) if _fits(items, place) else ""


def _labels(sentence: Sentence, asked: str) -> list[str]:
    """Return the labels of the rows of an extract whose table's head says what was asked for."""
    head, rows = rows_of(sentence.text)
    head = sentence.head or head
    if not set(french.stems(head.split(CELL_END)[0])) & set(french.stems(asked)):
        return []
    every = (labelled_row(each)[0] for each in rows)
    return [each for each in every if not french.fold(each).startswith("total")]


def _opening(item: str) -> str:
    """Return an item's first sentences, without its heading: one that is long is cut at a comma."""
    spans = french.sentences(item)
    while len(spans) > 1 and CELL_END not in item and is_heading(item[slice(*spans[0])]):
        spans = spans[1:]
    said = ""
    for span in spans:
        longer = " ".join(f"{said} {item[slice(*span)]}".split())
        if len(said.split()) >= _TELLS and len(longer.split()) > _SEARCHED:
            break
        said = longer
    words = said.split()
    if len(words) > _LONGEST:
        said = " ".join(words[:_LONGEST])
        said = said[: max((each.start() for each in _BREAK.finditer(said)), default=len(said))]
        if said.count("(") > said.count(")"):
            said = said[: said.rindex("(")]
    return said.replace(CELL_END, ", ").strip(" .,;:•-–")


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
