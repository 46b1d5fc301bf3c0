"""« C'est à quelle page ? » restates where the answer before stands, and searches nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answer_text import as_text
from assistant.assistant import Assistant
from assistant.mention_wording import ranges
from assistant.schema import Answer, Citation
from assistant.talk import what_is_said
from assistant.wording import page_name
from tests.assistant.test_conversation import QUESTIONS, dialogues

CITED = (Citation(1, "a.pdf", "a", "A", 3, "3", "Le FASEP", 0, 8),)
TOLD = Answer("Qui gère le FASEP ?", "answer", "fr", "", citations=CITED)
SOURCES = [
    "C'est à quelle page ?",
    "à quelle page ?",
    "quelle page ?",
    "Et à quelle page exactement ?",
    "c'est dans quel document ?",
    "Dans quel rapport as-tu trouvé ça ?",
    "De quel document vient cette information ?",
    "D’où ça vient ?",
    "d'où vient ce chiffre ?",
    "quelle est la source ?",
    "c'est quoi ta source ?",
    "tes sources ?",
    "donne-moi les sources stp",
    "c'est écrit où ?",
    "which page is that?",
    "what page is it on?",
    "where does that come from?",
    "where did you find that?",
    "what's the source?",
    "tu peux me donner la page ?",
    "peux-tu citer ta source ?",
    "pourriez-vous m'indiquer la page, s'il vous plaît ?",
    "je voudrais les sources",
    "tu as trouvé ça où ?",
    "tu l'as lu où ?",
    "où c'est écrit ?",
    "peux-tu me dire où c'est écrit ?",
    "dis-moi d'où ça vient",
    "quel document dit ça ?",
    "qui dit ça ?",
    "et le numéro de page ?",
    "ok, et à quelle page ?",
    "le nom du document ?",
    "sur quoi te bases-tu ?",
    "comment le sais-tu ?",
    "which document says so?",
    "can you give me the page?",
    "could you tell me where you found that?",
    "what is the page number?",
    "where is it written?",
    "how do you know that?",
]


@pytest.mark.parametrize("question", SOURCES)
def test_the_source_is_asked_of_an_answer_only(question: str) -> None:
    assert what_is_said(question, [TOLD]) == "sources"
    assert what_is_said(question) is None
    assert what_is_said(question, [replace(TOLD, citations=())]) is None


@pytest.mark.parametrize(
    "question",
    [
        "dans quelle page parle-t-on du FASEP ?",
        "quelle page parle du FASEP ?",
        "c'est où ?",
        "d'où vient-il ?",
        "d'où vient l'argent ?",
        "where does it come from?",
        "quelle est la source du Nil ?",
        "quelles sont les sources de financement ?",
        "quels documents faut-il fournir ?",
        "quelle est la page d'accueil ?",
        "tu peux me donner le montant ?",
        "peux-tu citer un exemple ?",
        "quel document faut-il fournir ?",
        "qui le dirige ?",
        "comment le savoir ?",
        "dis-moi où",
        "le nom du président ?",
        "combien de pages ?",
        "what document do I need?",
        "can you give me the amount?",
    ],
)
def test_a_question_that_names_what_it_asks_about_is_its_own(question: str) -> None:
    assert what_is_said(question, [TOLD]) is None


def test_no_known_question_asks_the_source() -> None:
    rows = [*dialogues("a"), *dialogues("b")]
    asked = [*QUESTIONS, *(row[turn] for row in rows for turn in ("first", "then"))]
    assert [each for each in asked if what_is_said(each, [TOLD])] == []


def test_the_answer_is_restated_with_its_pages_and_quotes(starter: Assistant) -> None:
    first = starter.ask("Qui gère le FASEP ?")
    thanked = starter.ask("merci", history=[first])
    told = starter.ask("C'est à quelle page ?", history=[first, thanked])
    assert (told.citations, told.sentences) == (first.citations, first.sentences)
    assert not told.abstained
    [note] = told.notes
    for each in first.citations:
        page = page_name(each.page, each.label, "fr", each.unit, ocr=each.ocr)
        assert each.title in note
        assert f"{page} [{each.number}]" in note
    assert note in told.text
    assert note in as_text(told)
    english = starter.ask("which page is that?", history=[first])
    assert (english.language, english.citations) == ("en", first.citations)
    assert "comes from" in english.notes[0]
    again = starter.ask("et d'où ça vient ?", history=[first, told])
    assert again.citations == first.citations
    assert "Qui gère le FASEP" in again.notes[0]


def test_what_is_said_next_leans_on_the_answer_and_not_on_its_source(starter: Assistant) -> None:
    first = starter.ask("Qui gère le FASEP ?")
    told = starter.ask("tes sources ?", history=[first])
    after = starter.ask("quel montant peut-il atteindre ?", history=[first, told])
    assert (
        after.searched == starter.ask("quel montant peut-il atteindre ?", history=[first]).searched
    )
    assert after.searched


def test_a_quote_that_is_no_longer_on_its_page_is_not_restated(starter: Assistant) -> None:
    first = starter.ask("Qui gère le FASEP ?")
    gone = replace(
        first, citations=tuple(replace(each, document="taken-out") for each in first.citations)
    )
    told = starter.ask("tes sources ?", history=[gone])
    assert told.abstained is not None
    assert (told.abstained.reason, told.citations) == ("no_sentence", ())


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("à quelles pages ?", "\u00a0: Glossaire"),
        ("dans quel document ?", "\u00a0: Glossaire"),
        ("on which pages?", ": Glossaire"),
    ],
)
def test_the_pages_of_mentions_are_named_again(
    starter: Assistant, question: str, named: str
) -> None:
    first = starter.ask("Où est mentionné le CESER ?")
    assert first.mentions
    told = starter.ask(question, history=[first])
    assert (told.kind, told.mentions, told.abstained) == ("mentions", first.mentions, None)
    for each in first.mentions.documents:
        assert each.file in told.text
    paged = max(first.mentions.documents, key=lambda each: len(each.pages))
    assert f"({paged.file}), p.\u00a0{ranges([each.page for each in paged.pages])}" in told.text
    after = starter.ask("et le FASEP ?", history=[first, told])
    assert after.mentions
    assert after.mentions.term == "FASEP"


def test_mentions_that_are_nowhere_have_no_pages(starter: Assistant) -> None:
    first = starter.ask("Où est mentionné le Kirghizistan ?")
    assert first.mentions
    assert first.mentions.is_nowhere
    assert what_is_said("à quelles pages ?", [first]) is None
