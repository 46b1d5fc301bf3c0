"""« Bonjour », « merci », « quels documents as-tu ? » are answered; a question stays a question."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer_text import as_text
from assistant.assistant import Assistant
from assistant.reply_language import Wish, wished
from assistant.schema import Answer, Done
from assistant.settings import AssistantSettings
from assistant.talk import language_of, what_is_said
from ingest.schema import Language
from ingest.settings import LibrarySettings
from tests.assistant.test_conversation import QUESTIONS, dialogues
from tests.conftest import add_all, opened


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("bonjour", "greeting"),
        ("Bonjour !", "greeting"),
        ("Salut, ça va ?", "greeting"),
        ("hello", "greeting"),
        ("merci", "thanks"),
        ("Super, merci beaucoup !", "thanks"),
        ("thanks a lot", "thanks"),
        ("ok", "thanks"),
        ("merci, c'est tout", "thanks"),
        ("C'est tout pour aujourd'hui, merci à vous et bonne journée !", "thanks"),
        ("ok super", "thanks"),
        ("parfait, bonne journée", "thanks"),
        ("Non merci, ça ira", "thanks"),
        ("oui, je vois, merci pour ces infos 😊", "thanks"),
        ("thanks, that's all", "thanks"),
        ("no thanks", "thanks"),
        ("Great, got it, thank you for your help!", "thanks"),
        ("perfect, have a nice day", "thanks"),
        ("qui es-tu ?", "who"),
        ("Bonjour, qui êtes-vous ?", "who"),
        ("who are you?", "who"),
        ("que sais-tu faire ?", "help"),
        ("aide", "help"),
        ("comment ça marche ?", "help"),
        ("Que puis-je te demander ?", "help"),
        ("what can you do?", "help"),
        ("Quels documents as-tu ?", "documents"),
        ("quels rapports sont disponibles ?", "documents"),
        ("Bonjour, quels documents y a-t-il dans la bibliothèque ?", "documents"),
        ("liste des documents", "documents"),
        ("Combien de documents as-tu ?", "documents"),
        ("De quoi parlent tes documents ?", "documents"),
        ("which documents do you have?", "documents"),
        ("Combien y a-t-il de documents ?", "documents"),
        ("Quels sont les documents de la bibliothèque ?", "documents"),
        ("Quels documents sont en anglais ?", "documents"),
        ("Combien de documents sont rédigés en français ?", "documents"),
        ("Combien de rapports en anglais y a-t-il dans la bibliothèque ?", "documents"),
        ("As-tu des documents en espagnol ?", "documents"),
        ("Which documents are in English?", "documents"),
        ("How many French reports are there?", "documents"),
        ("list the files please", "documents"),
        ("in English please", "language"),
        ("Français, svp", "language"),
        ("et en anglais ?", "language"),
        ("Parles-tu anglais ?", "language"),
        ("Can you translate this into French?", "language"),
        ("Peux-tu me répondre en anglais, s'il te plaît ?", "language"),
        ("ça va ?", "greeting"),
        ("comment tu t'appelles ?", "who"),
        ("what is your name?", "who"),
        ("Quel temps fait-il à Paris ?", "elsewhere"),
        ("Quel temps fait-il ?", "elsewhere"),
        ("Quel temps fait-il à Paris en ce moment ?", "elsewhere"),
        ("quel temps fera-t-il demain", "elsewhere"),
        ("Quelle est la météo à Dakar aujourd’hui ?", "elsewhere"),
        ("Est-ce qu'il va pleuvoir demain ?", "elsewhere"),
        ("What's the weather in Paris?", "elsewhere"),
        ("What is the weather like in New York today?", "elsewhere"),
        ("Quelle heure est-il ?", "elsewhere"),
        ("Quel jour sommes-nous ?", "elsewhere"),
        ("what time is it?", "elsewhere"),
        ("Raconte-moi une blague", "elsewhere"),
        ("Tell me a joke", "elsewhere"),
    ],
)
def test_what_asks_nothing_of_the_documents_is_known(question: str, said: str) -> None:
    assert what_is_said(question) == said


@pytest.mark.parametrize(
    "question",
    [
        "Bonjour, qui finance le FASEP ?",
        "Quels documents faut-il fournir ?",
        "Quels documents sont disponibles en ligne ?",
        "Quels documents parlent du FASEP ?",
        "Quels documents y a-t-il à signer ?",
        "quels documents ?",
        "Liste des documents à fournir",
        "Quels documents fournir en français ?",
        "Which documents must be in English?",
        "Lesquels sont en anglais ?",
        "aide au développement",
        "Que peut faire une association ?",
        "Qui est Lagazel ?",
        "Merci de me dire qui gère le FASEP",
        "merci, et au Maroc ?",
        "ok et le FASEP",
        "super projet",
        "C'est tout ?",
        "FASEP",
        "météo",
        "Quel temps fait-il à Betroka en juillet ?",
        "Quel temps fait-il au Sahel pendant l'hivernage ?",
        "Quel temps fait-il en été ?",
        "Quel temps faut-il prévoir pour le dossier ?",
        "Quel temps de séjour faut-il ?",
        "À quelle heure est-il possible de venir ?",
        "À quelle heure commence la réunion ?",
        "Quel jour a lieu le comité ?",
        "Quelle est la date limite ?",
        "Quelle est la date de l'atelier ?",
        "Quelle heure est-il prévu de commencer ?",
        "Raconte-moi l'histoire de RESACOOP",
        "Is it hot water that the lamps give?",
        "What is the weather insurance scheme?",
        "Qui t'a financé ?",
    ],
)
def test_a_question_is_a_question(question: str) -> None:
    assert what_is_said(question) is None


def test_no_known_question_is_taken_for_talk() -> None:
    rows = [*dialogues("a"), *dialogues("b")]
    asked = [*QUESTIONS, *(row[turn] for row in rows for turn in ("first", "then"))]
    assert [each for each in asked if what_is_said(each)] == []


def test_how_it_works_is_of_what_was_told_not_of_a_greeting(starter: Assistant) -> None:
    told = starter.ask("Qui finance le FASEP ?")
    greeted = starter.ask("bonjour")
    assert what_is_said("comment ça marche ?", [told]) is None
    assert what_is_said("comment ça marche ?", [told, greeted]) is None
    assert what_is_said("comment ça marche ?", [greeted]) == "help"


@pytest.mark.parametrize(
    ("question", "language", "words"),
    [
        ("bonjour", "fr", "Par exemple"),
        ("que sais-tu faire ?", "fr", "Par exemple"),
        ("merci", "fr", "Avec plaisir"),
        ("hello", "en", "For example"),
        ("who are you?", "en", "I am Passerelle"),
    ],
)
def test_talk_is_answered_in_its_language(
    starter: Assistant, question: str, language: Language, words: str
) -> None:
    given = starter.ask(question)
    assert given.abstained is not None
    assert (given.abstained.reason, given.language) == ("not_a_question", language)
    assert words in given.text
    assert not given.nearest
    assert given.as_json()["abstained"]["reason"] == "not_a_question"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Quel temps fait-il à Paris ?", "fr"),
        ("What's the weather in Paris?", "en"),
        ("Will it rain tomorrow?", "en"),
        ("Quelle heure est-il ?", "fr"),
    ],
)
def test_what_no_document_knows_is_declined_as_foreign(
    starter: Assistant, question: str, language: Language
) -> None:
    given = starter.ask(question)
    assert given.abstained is not None
    assert (given.abstained.reason, given.language) == ("nothing_near", language)
    assert not given.nearest


def test_the_documents_are_listed(starter: Assistant) -> None:
    given = starter.ask("Quels documents as-tu ?")
    assert given.abstained is not None
    assert given.abstained.reason == "about_library"
    for document in starter.documents():
        assert document.file in as_text(given)
        assert document.title in as_text(given)
    one = starter.documents()[0]
    alone = starter.ask("which documents do you have?", documents=[one.id])
    assert alone.text.splitlines()[0] == "1 document in the library:"
    assert f"{one.file}), {one.pages}\u00a0page" in alone.text


def test_documents_are_listed_by_language(tmp_path: Path, cache: Path) -> None:
    held = {
        "bail.txt": "Le bail du local est signé pour six ans avec la mairie et les deux écoles.",
        "lease.txt": "The lease of the hall is signed for six years with the town and the schools.",
        "alquiler.txt": "El alquiler del local está firmado por seis años con el ayuntamiento.",
    }
    for name, text in held.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    add_all(tmp_path / "home", cache, *(tmp_path / name for name in held))
    with closing(opened(tmp_path / "home", cache)) as assistant:

        def told(question: str, *before: Answer) -> tuple[str, list[str], str]:
            given = assistant.ask(question, history=before)
            assert given.abstained
            assert given.abstained.reason == "about_library"
            files = [assistant.document(each).file for each in given.abstained.listed]
            first, *_, last = given.text.splitlines()
            return first, files, last

        unknown = "Les mots de 1\u00a0document ne disent ni français ni anglais."
        in_english = "1\u00a0document en anglais, sur 3, d'après leurs mots\u00a0:"
        for question in ("Quels documents sont en anglais ?", "Combien de rapports en anglais ?"):
            assert told(question) == (in_english, ["lease.txt"], unknown)
        assert told("Which documents are in French?") == (
            "1 document in French, of 3, going by their words:",
            ["bail.txt"],
            "The words of 1 document tell neither French nor English.",
        )
        first, files, _ = told("Y a-t-il des documents en espagnol ?")
        assert "je ne sais pas lesquels sont en espagnol" in first
        assert files == ["alquiler.txt"]
        assert "which are in Spanish" in told("Do you have documents in Spanish?")[0]
        listed = assistant.ask("Quels documents as-tu ?")
        assert told("Et lesquels sont en anglais ?", listed)[1] == ["lease.txt"]
        assistant.remove("lease.txt")
        assert told("Which documents are in English?")[:2] == (
            "No document in English, of 2, going by their words.",
            [],
        )


def test_an_empty_library_says_what_to_do(tmp_path: Path, cache: Path) -> None:
    empty = opened(tmp_path, cache)
    assert "passerelle add" in empty.ask("Quels documents as-tu ?").text
    assert "passerelle add" in empty.ask("bonjour").text
    empty.close()


def test_what_tells_no_language_is_answered_in_the_talks_then_the_interfaces(
    tmp_path: Path, cache: Path
) -> None:
    settings = AssistantSettings(LibrarySettings(home=tmp_path, cache=cache), lang="en")
    with closing(Assistant.open(settings)) as empty:
        asked = {each: empty.ask(each) for each in ("Eligibility criteria", "FASEP ?", "ok")}
        assert {each.language for each in asked.values()} == {"en"}
        assert "library is empty" in asked["FASEP ?"].text
        assert empty.ask("Que finance le FASEP ?").language == "fr"
        french_talk = [empty.ask("Que finance le FASEP ?"), empty.ask("Merci")]
        assert empty.ask("RESACOOP ?", history=french_talk).language == "fr"
        shown = [*empty.stream("FASEP ?", interface="fr")][-1]
        assert isinstance(shown, Done)
        assert shown.answer.language == "fr"
    assert language_of("FASEP ?") == "fr"
    assert language_of("merci", interface="en") == "fr"


@pytest.mark.parametrize(
    ("question", "language", "asked"),
    [
        ("Answer in English: Qui gère le FASEP ?", "en", "Qui gère le FASEP ?"),
        ("Can you answer in French: who manages it?", "fr", "who manages it?"),
        ("Qui gère le FASEP ? En anglais, stp.", "en", "Qui gère le FASEP ?"),
        ("Comment dit-on partenariat en anglais ?", None, ""),
        ("Which documents are in English?", None, ""),
        ("Parle-moi du FASEP en français", None, ""),
    ],
)
def test_a_language_is_asked_for_beside_a_question(
    question: str, language: Language | None, asked: str
) -> None:
    assert wished(question) == (Wish(language, asked) if language else None)


def test_what_is_asked_for_in_a_language_is_answered_in_it(starter: Assistant) -> None:
    first = starter.ask("Qui gère le FASEP ?")
    again = starter.ask("in English please", history=[first])
    assert again.language == "en"
    assert [each.quote for each in again.citations] == [each.quote for each in first.citations]
    assert "Extracts stay in the language of their document." in again.notes
    assert not any("No document says" in each for each in again.notes)
    after = starter.ask("depuis quand ?", history=[first, again])
    assert "FASEP" in after.searched
    asked = starter.ask("Answer in English: Qui gère le FASEP ?")
    assert (asked.language, asked.searched) == ("en", "Qui gère le FASEP ?")
    assert asked.sentences == first.sentences
    alone = starter.ask("Parles-tu anglais ?")
    assert alone.abstained
    assert (alone.abstained.reason, alone.language) == ("not_a_question", "en")


def test_a_follow_up_leans_on_what_came_before_thanks(starter: Assistant) -> None:
    first = replace(starter.ask("merci"), question="Qui gère le FASEP ?", abstained=None)
    thanks = starter.ask("merci", history=[first])
    after = starter.ask("depuis quand ?", history=[first, thanks])
    assert "FASEP" in after.searched
