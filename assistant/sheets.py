"""Sheets of one shape, a place's or a project's each: which of them a question names.

« La caisse contenait 138 000 francs » stands under the name of one village, and in the same words
under those of all others.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.candidate import Candidate
from assistant.coverage import QuestionWords
from ingest import french

# The share of the words of two sentences, but for figures, that they have in common when they say
# the same of two things.
_ALIKE = 0.5
# How far behind the sentence of the sheet that is named those of the others come: they are not
# shown with it.
_BEHIND = 6.0


def of_those_named(
    these: Sequence[Candidate], scores: NDArray[np.float64], words: QuestionWords
) -> NDArray[np.float64]:
    """Return the sentences' scores, with those of a section that the question names first.

    A sentence takes the best score of those that say the same under headings without a word asked
    that its own heading has, and these come behind it.
    """
    asked = set(words.rarity)
    under = [set(french.stems(each.section)) & asked for each in these]
    if not any(under):
        return scores
    said = [set(french.stems(each.text)) for each in these]
    plain = [{stem for stem in each if stem.isalpha()} for each in said]
    found = scores.copy()
    for place, named in enumerate(under):
        for other, also in enumerate(under):
            lacks = named - also - said[other]
            if not lacks or also - named or these[other].section == these[place].section:
                continue
            both = plain[place] | plain[other]
            if both and len(plain[place] & plain[other]) >= _ALIKE * len(both):
                found[place] = max(found[place], scores[other])
                found[other] = min(found[other], max(scores[place], scores[other]) - _BEHIND)
    return found
