"""Which of the documents just listed a reply names: by its rank, its year, its words."""

from __future__ import annotations

import pytest

from assistant.offered import chosen, newest
from assistant.schema import Abstention, Answer, Reason
from ingest.schema import DocumentName

HELD = [
    DocumentName("data", "loi-2008-12.pdf", "Loi n° 2008-12 sur les données", "", "2008"),
    DocumentName("social", "secu.pdf", "Loi portant code de la sécurité sociale", "", "1973"),
    DocumentName("press", "presse.pdf", "Loi n° 2017-27 portant code de la presse", "", "2017"),
    DocumentName("licence", "licence.pdf", "Licence ouverte version 2.0", "Etalab", "2017"),
]


def offering(question: str, reason: Reason, *listed: str) -> Answer:
    """Return an answer that lists those documents."""
    why = Abstention(reason, "", listed, ("licence",) if "licence" not in listed else ())
    return Answer(question, "answer", "fr", "", abstained=why)


WHICH = offering("Résume la loi", "which_document", "data", "social", "press")
LIST = offering("Quels documents as-tu ?", "about_library", "data", "social", "press", "licence")


@pytest.mark.parametrize(
    ("reply", "meant"),
    [
        ("2", "social"),
        ("2.", "social"),
        ("la 2", "social"),
        ("le n° 2", "social"),
        ("la deuxième", "social"),
        ("la deuxième, s'il te plaît", "social"),
        ("c'est la deuxième", "social"),
        ("le 3e", "press"),
        ("le premier ?", "data"),
        ("le document 3", "press"),
        ("the second one", "social"),
        ("number 2", "social"),
        ("celle de 2017", "press"),
        ("celle de 1973", "social"),
        ("the 2017 one", "press"),
        ("the one from 2017", "press"),
        ("résume la deuxième", "social"),
        ("résume le 1er en trois lignes", "data"),
        ("résume celle de 2017", "press"),
        ("parle-moi du premier", "data"),
        ("le troisième, il parle de quoi ?", "press"),
        ("de quoi parle le 2 ?", "social"),
        ("fais-moi un résumé du premier", "data"),
        ("what is the second one about?", "social"),
        ("tell me about the first one", "data"),
    ],
)
def test_a_rank_or_a_year_names_one_of_those_listed(reply: str, meant: str) -> None:
    assert chosen(reply, HELD, [WHICH]) == [meant]
    assert chosen(reply, HELD, [LIST]) == [meant]
    assert chosen(reply, HELD, []) is None


@pytest.mark.parametrize(
    ("reply", "meant"),
    [
        ("2017", ["press"]),
        ("la deuxième loi", ["social"]),
        ("la loi de 2008", ["data"]),
        ("je parle de la loi de 2008", ["data"]),
        ("le code de la presse", ["press"]),
        ("le code", ["social", "press"]),
        ("la licence ouverte", ["licence"]),
        ("licence.pdf", ["licence"]),
    ],
)
def test_the_words_that_name_it_are_waited_for(reply: str, meant: list[str]) -> None:
    """After « De quel document parlez-vous ? »; after a mere list they may ask of anything."""
    assert chosen(reply, HELD, [WHICH]) == meant
    assert chosen(reply, HELD, [LIST]) is None


@pytest.mark.parametrize(
    "question",
    [
        "Qui gère le FASEP ?",
        "l'article 2",
        "résume le premier chapitre",
        "Résume le guide en 2 pages",
        "combien de pages a le premier ?",
        "celle-ci",
        "les sanctions de la loi de 2008",
        "qui préside la deuxième commission ?",
    ],
)
def test_what_names_none_of_them_is_a_question_of_its_own(question: str) -> None:
    assert chosen(question, HELD, [WHICH]) is None
    assert chosen(question, HELD, [LIST]) is None


def test_a_rank_that_the_list_has_not_is_none_of_them() -> None:
    assert chosen("la quatrième", HELD, [WHICH]) == []
    assert chosen("7", HELD, [LIST]) == []
    assert chosen("la dernière", HELD, [WHICH]) == ["press"]
    assert chosen("le 2", [each for each in HELD if each.id != "social"], [LIST]) == []


def test_several_are_named_one_after_the_other() -> None:
    second = Answer("résume le deuxième", "answer", "fr", "", presents="social")
    assert chosen("et le troisième ?", HELD, [LIST, second]) == ["press"]
    thanked = Answer(
        "merci", "answer", "fr", "", abstained=Abstention("not_a_question", "Avec plaisir.")
    )
    assert chosen("et le troisième ?", HELD, [LIST, second, thanked]) == ["press"]
    # The items of another document's overview have ranks too, and a question's extracts.
    named = Answer("Résume la licence", "answer", "fr", "", presents="licence")
    assert chosen("et le troisième ?", HELD, [LIST, named]) is None
    other = Answer("Qui gère le FASEP ?", "answer", "fr", "")
    assert chosen("et le troisième ?", HELD, [LIST, second, other]) is None


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("De quoi parle le dernier document ajouté ?", "de quoi parle le document ?"),
        ("Résume le nouveau rapport", "resume le rapport"),
        ("What is the latest report about?", "what is the report about?"),
        (
            "Résume la loi que je viens d'ajouter",
            "resume la loi que je viens d'ajouter",
        ),
        ("Résume la loi", None),
        ("Quel est le dernier rapport d'activité cité par la Cour ?", None),
        ("Que dit le nouveau programme sur l'eau ?", None),
    ],
)
def test_the_document_added_last_is_asked_of(question: str, plain: str | None) -> None:
    assert newest(question) == plain
