"""Which of the words that Tesseract is hardly sure of stand on the page all the same.

It gives « d'ouvrage », « l'équipe » and « s'articule », read right on a clean scan, a confidence
of 0 to 30 percent, as it does specks: a sentence without them says another thing.
"""

from __future__ import annotations

import re

from ingest.vocabulary import is_french

_AROUND = re.compile(r"^\W+|\W+$")
# No speck was ever read so, whatever follows: « d'Oussouye », « l'UEMOA ».
_ELIDED = re.compile(
    r"(?:[cdjlmnst]|(?:jus|lors|puis|quel|quoi)?qu)['’](?:à|[^\W\d_]{2,}(?:['’-][^\W\d_]+)*)",
    re.IGNORECASE,
)
_PART = re.compile(r"[^\W_]+")
# Shorter ones come out of specks as well (« la », « se »), longer ones out of pictures: « tas ».
_FEW_LETTERS, _SURE_LINE = 3, 80.0


def is_written(word: str, line: float) -> bool:
    """Say whether a word read with doubt is one all the same.

    An elided one is; one that the dictionary has is among sure ones: `line` is the median of its
    line's confidences, in percent.
    """
    bare = _AROUND.sub("", word)
    if _ELIDED.fullmatch(bare):
        return True
    parts = _PART.findall(bare)
    if line < _SURE_LINE or max(map(len, parts), default=0) < _FEW_LETTERS:
        return False
    return all(map(is_french, parts))
