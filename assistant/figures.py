"""Numbers as a reader sees them: where one begins, where it ends, and the thousands in it.

« 500 000 » is not in « 1 500 000 », nor « 2 millions » in « 7,2 millions »: a point or a comma goes
on with a number when figures follow at once, a space when exactly three do after one to three. The
patterns are for folded text, where every space of a line is plain.
"""

from __future__ import annotations

import re

# Thousands set apart as French does: « 10 000 » and « 10.000 », since a comma sets decimals apart.
# « 2 018 » is left as typed: « 2018 » is a year.
_MAY_BE_YEAR = r"(?:1[ .]?9|2[ .]?0)\d\d(?![ .]?\d)"
GROUPED = rf"(?<![^\W_])(?!0|{_MAY_BE_YEAR})\d{{1,3}}(?:[ .]\d{{3}})+(?![^\W_*])"
_WITH_GROUPS = re.compile(rf"(?!0|{_MAY_BE_YEAR})\d{{4,}}")

# « 17.03.2022 » and « 2001,2002 » hold a year each.
_YEAR_BEFORE = r"(?:(?<=\d{4}[.,].)|(?<=\d\.\d\d\..))(?=\d{3}(?!\d))"
_GROUP_BEFORE = "".join(rf"(?<!(?<![^\W_])(?<!\d[.,])\d{{{count}}} .)" for count in (1, 2, 3))
# To stand after a number's first figure: `re` looks for a figure faster than for what precedes it.
BEGINS = rf"(?:(?<!\d[.,].)|{_YEAR_BEFORE})(?:(?!\d\d(?!\d))|{_GROUP_BEFORE})"
# Decimals take no thousands after them, nor does a word that ends in figures: « COP21 ».
_NO_GROUP = r"(?:(?<=\d{4})|(?<=[^\W\d_]\d|,\d)|(?<=[^\W\d_]\d\d|,\d\d)|(?! \d{3}(?!\d)))"
ENDS = rf"(?:(?![.,]\d)|(?<=\d{{4}})(?=[.,]\d{{4}}(?!\d))){_NO_GROUP}"
# « article 22.3 » is in article 22, and « RGAA 3.2 » is the third RGAA.
ENDS_NAMED = rf"(?!,\d|\.\d{{3}}(?!\d)){_NO_GROUP}"


def ungrouped(number: str) -> str:
    """Return a number's figures without what sets its thousands apart."""
    return number.replace(" ", "").replace(".", "")


def groups(word: str) -> list[str]:
    """Return the groups that pages may write a number in; the word alone where it has none."""
    if not _WITH_GROUPS.fullmatch(word):
        return [word]
    first = len(word) % 3 or 3
    return [word[:first], *re.findall(r"\d{3}", word[first:])]
