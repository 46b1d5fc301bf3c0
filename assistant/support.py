"""How well the best sentences support an answer: the asked thing, not its subject alone.

« Quel est le chiffre d'affaires de Lagazel ? » finds what is said of Lagazel, and no figure in
euros. What is told here of the best windows (their share of the question's words, the question's
tokens that nothing matches, the asked year, unit and kind of thing) is weighed by a logistic
regression, fitted on questions with their answer's page left in and taken out. It is asked where no
cross-encoder read the passages (`abstention`).
"""

from __future__ import annotations

import json
import math
import re
from functools import cache
from pathlib import Path

import numpy as np

from assistant import asking, sentences
from assistant.candidate import Candidate, joined
from assistant.close_reading import CloseReading, Vectors
from assistant.coverage import QuestionWords
from assistant.extract import Weighed
from assistant.narrowing import years_told
from ingest import french

TOLD = (
    "cover",
    "about",
    "about_fitting",
    "late",
    "weakest",
    "typed",
    "year",
    "counted",
    "unit",
    "gap",
    "cosine",
)
_WINDOWS = 5
_WEIGHTS = Path(__file__).with_name("support.json")
_NAME = re.compile(r"\b[A-ZÀ-Ý][\w’'-]*|\b\d[\d.,]*\b")
_FITS = 0.5
# What asks for an amount, a share or a time, and stands in no sentence that gives it.
_MEASURES = frozenset(
    french.stems(
        "combien montant somme prix coût coûte coûtent coûter tarif taux part pourcentage délai"
        " durée temps jours mois ans années how much many long amount cost price rate share"
        " percentage period days months years"
    )
)
# Of the best sentences, those that may give it; the shares of what else is asked, by rarity, that
# the words around it and its own hold. Of 67 traps that are declined, over ten sets, none passes,
# with less of a share either; of what a newcomer asked of statutes and minutes, six in eight.
_GIVING, _AROUND, _OWN = 2, 0.9, 0.4


def support(question: str, reading: CloseReading, weighed: Weighed, words: QuestionWords) -> float:
    """Return the log-odds, as fitted, that the best sentences hold the answer."""
    if not weighed.candidates:
        return -math.inf
    weights = _weights()
    told = tell(question, reading, weighed, words)
    return weights["bias"] + sum(weights[name] * told[name] for name in TOLD)


def gives_the_figure(question: str, weighed: Weighed, words: QuestionWords) -> bool:
    """Say whether a best sentence has an amount, a share or a time asked for, of what is asked.

    « La cotisation annuelle est fixée à 25 euros » stands among a statute's other articles, of
    which none is about it: a passage of them all is not likely to answer.
    """
    asked = asking.asked(question)
    left = words.only(words.rarity.keys() - _MEASURES)
    if asked.kind != "figure" or asked.unit == "none" or not left.rarity:
        return False
    years = years_told(question)
    for each in weighed.candidates[:_GIVING]:
        window = _window(each)
        if (
            asking.fit(asked, each.text) >= 1.0
            and left.share_of(each.text) >= _OWN
            and left.share_of(window) >= _AROUND
            and years <= years_told(window)
        ):
            return True
    return False


def tell(
    question: str, reading: CloseReading, weighed: Weighed, words: QuestionWords
) -> dict[str, float]:
    """Return what is told of the best windows, by the names in TOLD."""
    asked = asking.asked(question)
    about = _without_names(question, words)
    best = weighed.candidates[:_WINDOWS]
    texts = [_window(each) for each in best]
    named = [f"{t} {e.page.title} {e.page.file}" for t, e in zip(texts, best, strict=True)]
    shares = [words.share_of(text) for text in named]
    years = years_told(question)
    dated = [years <= years_told(text) for text in named]
    fits = [asking.fit(asked, text) * in_time for text, in_time in zip(texts, dated, strict=True)]
    matches = [_matches(reading.tokens, each) for each in best]
    fitting = [text for text, fit in zip(texts, fits, strict=True) if fit >= _FITS]
    return {
        "cover": max(shares),
        "about": max((about.share_of(text) for text in texts), default=0.0),
        "about_fitting": max((about.share_of(text) for text in fitting), default=0.0),
        "late": max(float(each.mean()) for each in matches),
        "weakest": max(float(np.sort(m)[: max(1, len(m) // 3)].mean()) for m in matches),
        "typed": max(fit * share for fit, share in zip(fits, shares, strict=True)),
        "year": float(any(dated)),
        "counted": float(not asked.counted or asked.translated or max(fits) >= 1.0),
        "unit": float(asked.unit == "none" or max(fits) >= 1.0),
        "gap": weighed.scores[0] - float(np.mean(weighed.scores[-8:])),
        "cosine": max(float(each.read.hit.similarity) for each in best),
    }


def _without_names(question: str, words: QuestionWords) -> QuestionWords:
    """Return what is asked of the things named: all words but the names."""
    names = set(french.stems(" ".join(_NAME.findall(question[1:]))))
    return words.only(words.rarity.keys() - names or words.rarity.keys())


def _window(each: Candidate) -> str:
    start, end = joined(each)
    return each.page.text[start:end]


def _matches(tokens: Vectors, each: Candidate) -> Vectors:
    """Return each question token's best match among those of the window."""
    start, end = joined(each)
    inside = sentences.tokens_within(each.read, start, end)
    if not inside.any() or not len(tokens):
        return np.full(1, -1.0, np.float32)
    found: Vectors = (tokens @ each.read.vectors[inside].T).max(axis=1)
    return found


@cache
def _weights() -> dict[str, float]:
    read: dict[str, float] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return read
