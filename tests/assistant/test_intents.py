"""What a question asks for, told without a language model."""

from __future__ import annotations

import pytest

from assistant.definitions import defined_term
from assistant.intents import mention_term


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Où le FASEP est-il mentionné ?", "FASEP"),
        ("où est mentionné le FASEP ?", "FASEP"),
        ("Ou est cité Lagazel dans les documents ?", "Lagazel"),
        ("Où parle-t-on de Nafa Naana ?", "Nafa Naana"),
        ("Où est-il question d'énergie solaire ?", "énergie solaire"),
        ("Dans quels documents parle-t-on de la RSE ?", "RSE"),
        ("Dans quel rapport est-il question du CESER ?", "CESER"),
        ("Sur quelles pages l'ONEP est-il cité ?", "ONEP"),
        ("Quelles pages évoquent les droits humains ?", "droits humains"),
        ("Quels documents mentionnent Paratronic ?", "Paratronic"),
        ("Combien de fois Lagazel est-il cité ?", "Lagazel"),
        ("Combien de fois le mot « eau » apparaît-il ?", "eau"),
        ("Toutes les mentions de l'AFD", "AFD"),
        (
            "Où la « coopération décentralisée » est-elle évoquée dans ces documents ?",
            "coopération décentralisée",
        ),
        ("Where is FASEP mentioned?", "FASEP"),
        ("Which documents mention the CESER?", "CESER"),
        ("How many times is Corail mentioned?", "Corail"),
        ("List all mentions of Burkina Faso", "Burkina Faso"),
    ],
)
def test_mention_questions(question: str, term: str) -> None:
    assert mention_term(question) == term


@pytest.mark.parametrize(
    "question",
    [
        "Que signifie FASEP ?",
        "Où se trouve le siège de Lagazel ?",
        "Quelle mention obligatoire doit figurer sur la convention ?",
        "Quels documents faut-il fournir pour un dossier FASEP ?",
        "Combien de fois par an le comité se réunit-il ?",
        "Qui est cité comme partenaire ?",
        "Dans quel pays le projet est-il mené ?",
        "Where is Lagazel based?",
        "Which documents must be provided?",
    ],
)
def test_other_questions_are_not_taken_for_one(question: str) -> None:
    assert mention_term(question) is None


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Que signifie FASEP ?", "FASEP"),
        ("Que veut dire le sigle ONEP ?", "ONEP"),
        ("Qu'est-ce que le CESER ?", "CESER"),
        ("Qu'est-ce qu'une L-Box ?", "L-Box"),
        ("SRDEII, c'est quoi ?", "SRDEII"),
        ("What does FASEP stand for?", "FASEP"),
        ("Qui gère le FASEP ?", None),
        ("Qu'est-ce que les associations locales apportent aux entreprises françaises ?", None),
    ],
)
def test_definition_questions(question: str, term: str | None) -> None:
    assert defined_term(question) == term
