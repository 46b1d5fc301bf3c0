"""A document's date, from what its first page prints before what its file says of itself.

A file's own date is that of its last export, often years later; what the first pages print is
taken when it is one date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ingest import french
from ingest.schema import Metadata, Page

_MONTHS = {
    month: number
    for number, names in enumerate(
        (
            "janvier january janv",
            "fevrier february fev",
            "mars march",
            "avril april avr",
            "mai may",
            "juin june",
            "juillet july juil",
            "aout august",
            "septembre september sept",
            "octobre october oct",
            "novembre november nov",
            "decembre december dec",
        ),
        1,
    )
    for month in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_YEAR = r"(?:19[5-9]\d|20[0-4]\d)"
_DATES = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:er)? )?(?P<month>{_MONTH})\.? (?P<year>{_YEAR})\b"
    rf"|\b(?P<english>{_MONTH}) (?P<eday>\d{{1,2}}), (?P<eyear>{_YEAR})\b"
    rf"|\b(?P<d>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<y>{_YEAR})\b"
    rf"|\b(?P<iy>{_YEAR})-(?P<im>\d{{2}})-(?P<id>\d{{2}})\b"
)
# What dates a law or an event named in the text, not the document.
_OTHER = re.compile(
    r"(?:\bloi\b|decret|arrete|ordonnance|article|directive|reglement|journal officiel|\bjo\b"
    r"|organise|tenue?|depuis|jusqu|avant|apres|entre|\bau\b)[^\n.]{0,60}$"
)
_ACT = re.compile(r"(?:loi|decret|arrete|ordonnance|deliberation)\b[^\n]{0,40}$")
_COVER, _SHORT_LINE = 1_500, 90


def with_printed_date(metadata: Metadata, pages: Sequence[Page]) -> Metadata:
    """Return the metadata with the date that the first page prints, where it is unambiguous.

    Dates are ISO 8601, as precise as what is printed: YYYY, YYYY-MM or YYYY-MM-DD.
    """
    printed = printed_date(pages[0].text) if pages and pages[0].searched else ""
    return replace(metadata, date=printed) if printed else metadata


def printed_date(text: str) -> str:
    """Return the date a first page gives its document, or an empty string.

    Short lines are looked at first, as covers and letterheads have them (« Lyon, le 5 mars 2018 »,
    « Octobre 2013 »); a law is dated by its own title.
    """
    folded = french.fold(text[:_COVER])
    alone, titles = list[str](), list[str]()
    for match in _DATES.finditer(folded):
        told = _iso(match)
        start = folded.rfind("\n", 0, match.start()) + 1
        end = folded.find("\n", match.end())
        line = folded[start : end if end >= 0 else len(folded)]
        before = folded[start : match.start()]
        if not told:
            continue
        if _ACT.match(before) and start < 400:
            titles.append(told)
        elif _OTHER.search(before):
            continue
        elif len(line) <= _SHORT_LINE and line[-1:] not in (".", ";") and "|" not in line:
            alone.append(told)
    for found in (titles[:1], alone):
        if len({each[:7] for each in found}) == 1:
            return max(found, key=len)
    return alone[0] if alone and len({each[:4] for each in alone}) == 1 else ""


def _iso(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = int(parts["year"] or parts["eyear"] or parts["y"] or parts["iy"])
    named = parts["month"] or parts["english"]
    month = _MONTHS[named] if named else int(parts["m"] or parts["im"])
    day = parts["day"] or parts["eday"] or parts["d"] or parts["id"]
    if not day:
        return f"{year:04}-{month:02}"
    try:
        return date(year, month, int(day)).isoformat()
    except ValueError:
        return ""
