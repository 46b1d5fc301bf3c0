"""What a question asks for, told without a language model."""

from __future__ import annotations

from typing import Literal

import pytest

from assistant.asked_terms import defined_term, subject_term
from assistant.assistant import Assistant
from assistant.intents import MentionIntent, mention_intent
from tests.assistant.mention_phrasings import (
    FOLLOW_UPS,
    MORE,
    OTHERS_MORE,
    OTHERS_SEEN,
    OTHERS_UNSEEN,
    SEEN,
    UNSEEN,
    Phrasing,
)

# Of the unseen half, these two were not recognised when it was first run (30 of 32 were, and none
# of the other questions was taken for one); both are since.


@pytest.mark.parametrize("phrasing", SEEN + UNSEEN, ids=lambda each: each[0])
def test_mention_questions(phrasing: Phrasing) -> None:
    question, term, documents, year = phrasing
    assert mention_intent(question) == MentionIntent(term, documents, year)


@pytest.mark.parametrize("phrasing", MORE, ids=lambda each: each[0])
def test_every_mention_is_asked_for_in_everyday_words(phrasing: tuple[str, str, str]) -> None:
    question, term, documents = phrasing
    assert mention_intent(question) == MentionIntent(term, documents)


def test_there_are_sixty_phrasings_half_of_them_unseen() -> None:
    assert len({each[0] for each in SEEN + UNSEEN}) == len(SEEN) + len(UNSEEN) >= 60
    assert len(UNSEEN) >= 30


@pytest.mark.parametrize("question", OTHERS_SEEN + OTHERS_UNSEEN + OTHERS_MORE)
def test_other_questions_are_not_taken_for_one(question: str) -> None:
    assert mention_intent(question) is None


@pytest.mark.parametrize("follow_up", FOLLOW_UPS, ids=lambda each: each[0])
def test_follow_ups(follow_up: tuple[str, str, str, str, int | None]) -> None:
    question, before, term, documents, year = follow_up
    previous = mention_intent(before)
    assert mention_intent(question, previous) == MentionIntent(term, documents, year)
    assert mention_intent(question) is None


@pytest.mark.parametrize(
    "question",
    ["Et qui le finance ?", "et comment l'obtenir ?", "Merci !", "Dans le rapport, qui paie ?"],
)
def test_other_follow_ups_are_not_taken_for_one(question: str) -> None:
    assert mention_intent(question, MentionIntent("FASEP")) is None


def test_a_named_document_is_the_only_one_searched(starter: Assistant) -> None:
    everywhere = starter.ask("Où le FASEP est-il mentionné ?").mentions
    before = starter.ask("Où le FASEP est-il mentionné ?")
    answer = starter.ask("et dans le rapport de 2017 ?", history=[before])
    assert everywhere
    assert answer.mentions
    assert answer.mentions.extent.documents == 1 < everywhere.extent.documents
    unknown = starter.ask("Où le FASEP est-il mentionné dans le rapport du Sénat ?")
    assert unknown.mentions
    assert unknown.mentions.total == everywhere.total
    assert "rapport du Sénat" in unknown.text


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Que signifie FASEP ?", "FASEP"),
        ("Que veut dire le sigle ONEP ?", "ONEP"),
        ("Qu'est-ce que le CESER ?", "CESER"),
        ("Qu'est-ce qu'une L-Box ?", "L-Box"),
        ("SRDEII, c'est quoi ?", "SRDEII"),
        ("What does FASEP stand for?", "FASEP"),
        ("cest quoi un RRMA", "RRMA"),
        ("Comment la loi sénégalaise définit-elle une donnée génétique ?", "donnée génétique"),
        ("Qu'entend-on par « tiers autorisé » ?", "tiers autorisé"),
        ("Quelle est la définition d'un média ?", "média"),
        ("How does the law define genetic data?", "genetic data"),
        ("Donne-moi la liste des pays", None),
        ("Qui gère le FASEP ?", None),
        ("Qu'est-ce que les associations locales apportent aux entreprises françaises ?", None),
    ],
)
def test_definition_questions(question: str, term: str | None) -> None:
    assert defined_term(question) == term


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Que dit-on de RESACOOP ?", "RESACOOP"),
        ("Que dit le rapport sur le FASEP ?", "FASEP"),
        ("What does the report say about the CESER?", "CESER"),
        ("Qu'est-ce que le CESER ?", "CESER"),
        ("Que dit la loi quand un média ne paie pas ?", None),
        ("Qui gère le FASEP ?", None),
    ],
)
def test_what_is_said_of_a_term(question: str, term: str | None) -> None:
    assert subject_term(question) == term


@pytest.mark.parametrize(
    "question",
    [
        "Comment les demandes sont-elles traitées ?",
        "Quelles ONG sont citées ?",
        "Par qui les dossiers sont-ils traités ?",
        "Dans quel délai les plaintes sont-elles traitées ?",
        "In which order are the requests discussed?",
    ],
)
def test_what_opens_with_a_question_word_is_no_term(question: str) -> None:
    assert mention_intent(question) is None


def test_the_year_of_a_law_is_part_of_its_name() -> None:
    assert mention_intent("Où est mentionnée la loi de 2014 ?") == MentionIntent("loi de 2014")
    assert mention_intent("Où est cité le FASEP en 2014 ?") == MentionIntent("FASEP", year=2014)


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Le FASEP, c'est quoi ?", "FASEP"),
        (
            "Que dit-on de l'Agence martienne de développement ?",
            "Agence martienne de développement",
        ),
        ("Que dit le rapport du CESER sur le FASEP ?", "FASEP"),
    ],
)
def test_the_whole_term_is_asked_about(question: str, term: str) -> None:
    assert subject_term(question) == term


@pytest.mark.parametrize(
    ("question", "term", "documents"),
    [
        ("Est-ce que le rapport resacoop mentionne le Bénin ?", "Bénin", "rapport resacoop"),
        ("le guide parle-t-il du mécénat ?", "mécénat", "guide"),
        ("Toutes les pages sur le FASEP", "FASEP", ""),
        ("Montre-moi toutes les pages à propos du FASEP", "FASEP", ""),
        ("toutes les pages où il y a FASEP", "FASEP", ""),
        ("trouve-moi tout sur le FASEP", "FASEP", ""),
        ("le fasep c'est à quelle page", "fasep", ""),
        ("find every page about FASEP", "FASEP", ""),
        ("toutes les pages sur les partenariats", "partenariats", ""),
        ("chaque page où il est question du FASEP", "FASEP", ""),
        ("sur quelles pages trouve-t-on le FASEP ?", "FASEP", ""),
        ("est-ce que l'avis du CESER évoque le Sahel ?", "Sahel", "avis du CESER"),
        ("La convention mentionne-t-elle l'AFD ?", "AFD", "convention"),
        ("Le discours parle-t-il de la francophonie ?", "francophonie", "discours"),
        ("Le rapport resacoop mentionne le Bénin ?", "Bénin", "rapport resacoop"),
        ("Le mot FASEP figure-t-il dans le guide PME ?", "FASEP", "guide PME"),
        ("Does the CESER report mention Benin?", "Benin", "CESER report"),
    ],
)
def test_every_page_is_asked_for_in_other_words(question: str, term: str, documents: str) -> None:
    assert mention_intent(question) == MentionIntent(term, documents)


@pytest.mark.parametrize(
    "question",
    [
        "Dis-moi tout sur le FASEP",
        "tous les guides sur le mécénat",
        "C'est à quelle page ?",
        "le guide parle de quoi ?",
        "Est-ce que le rapport parle de quels pays ?",
        "Que dit le rapport sur le mécénat ?",
        "tous les documents à fournir",
        "Qui mentionne le FASEP ?",
        "Quelles pistes le rapport mentionne-t-il ?",
        "Combien de pays le rapport cite-t-il ?",
        "Pourquoi la loi parle-t-elle du Bénin ?",
        "Le rapport qui mentionne le FASEP est de quelle année ?",
        "Le rapport cite combien de pays ?",
        "La loi traite-t-elle les plaintes rapidement ?",
        "La convention dure combien de temps ?",
        "Quelle page faut-il lire ?",
        "Does the report say who pays?",
    ],
)
def test_what_asks_for_an_answer_asks_for_no_page(question: str) -> None:
    assert mention_intent(question) is None


@pytest.mark.parametrize(
    ("question", "term", "documents", "year"),
    [
        ("Dans le bilan 2023, où la DINUM est-elle citée ?", "DINUM", "bilan", 2023),
        ("Dans le bilan 2023 où la DINUM est-elle citée ?", "DINUM", "bilan", 2023),
        (
            "Dans le guide de l'intégrateur, le RGAA est-il mentionné ?",
            "RGAA",
            "guide de l'intégrateur",
            None,
        ),
        ("Dans le rapport Burkina, le FMI apparaît-il ?", "FMI", "rapport Burkina", None),
        ("Dans le guide, combien de fois le RGAA est-il cité ?", "RGAA", "guide", None),
        ("Dans la charte, l'AFD est-elle citée ?", "AFD", "charte", None),
        ("Où est cité le FMI dans la nouvelle convention ?", "FMI", "nouvelle convention", None),
        ("Combien de fois est-ce que le RGAA est cité ?", "RGAA", "", None),
        ("Sur quelles pages est-ce qu'on parle du Maroc ?", "Maroc", "", None),
        ("Combien de fois le mot « est-ce que » apparaît-il ?", "est-ce que", "", None),
        ("Combien de mentions du RGAA y a-t-il ?", "RGAA", "", None),
        ("Combien de mentions du RGAA trouve-t-on dans le guide ?", "RGAA", "guide", None),
        ("Combien d'occurrences de RGAA compte-t-on ?", "RGAA", "", None),
        ("Combien le guide contient-il de mentions du RGAA ?", "RGAA", "guide", None),
        (
            "Sur quelles pages du rapport Burkina le FMI est-il cité ?",
            "FMI",
            "rapport Burkina",
            None,
        ),
        (
            "Sur quelles pages du rapport de la Cour des comptes l'AFD est-elle citée ?",
            "AFD",
            "rapport de la Cour des comptes",
            None,
        ),
        (
            "À quelles pages du guide pour les PME est cité le FASEP ?",
            "FASEP",
            "guide pour les PME",
            None,
        ),
        ("Quelles pages du guide mentionnent le RGAA ?", "RGAA", "guide", None),
        (
            "Combien de fois est cité le FMI dans rc-burkina-tofe.pdf ?",
            "FMI",
            "rc-burkina-tofe.pdf",
            None,
        ),
        ("Dans note-2018.docx, le FMI est-il cité ?", "FMI", "note-2018.docx", None),
        ("In the Benin report, is the AFD mentioned?", "AFD", "Benin report", None),
        ("On which pages of the handbook is the AFD mentioned?", "AFD", "handbook", None),
    ],
)
def test_what_says_where_to_look_is_no_part_of_the_term(
    question: str, term: str, documents: str, year: int | None
) -> None:
    assert mention_intent(question) == MentionIntent(term, documents, year)


@pytest.mark.parametrize(
    "question",
    [
        "Dans le rapport, quels pays sont cités ?",
        "Dans le rapport ou le guide, le FASEP est-il cité ?",
        "Dans la journée, les plaintes sont-elles traitées ?",
        "Quelles pages du dossier faut-il signer ?",
        "Et pour combien de temps ses membres sont-ils nommés ?",
        "Quel atelier parle du droit et des sanctions, et avec qui ?",
        "Qu'est-ce que le rapport dit du RGAA ?",
    ],
)
def test_a_clause_of_the_question_is_no_term(question: str) -> None:
    assert mention_intent(question) is None


def test_a_file_is_named_as_it_is_called(starter: Assistant) -> None:
    found = starter.ask("Combien de fois est cité le FASEP dans glossaire-sigles.pdf ?").mentions
    assert found
    assert [each.file for each in found.documents] == ["glossaire-sigles.pdf"]
    assert found.extent.documents == 1


@pytest.mark.parametrize(
    ("question", "term", "unit"),
    [
        ("Quels documents parlent du RGAA et du W3C ?", "RGAA et du W3C", "document"),
        ("Quels documents parlent à la fois du RGAA et du W3C ?", "RGAA et du W3C", "document"),
        ("Sur quelles pages sont cités le RGAA et le W3C ?", "RGAA et le W3C", "page"),
        ("Où parle-t-on à la fois du RGAA et du W3C ?", "RGAA et du W3C", "page"),
        ("Quels documents mentionnent le RGAA ou le W3C ?", "RGAA ou le W3C", None),
        ("Toutes les mentions de RGAA et de W3C", "RGAA et de W3C", None),
        ("Où sont mentionnés « RGAA » et « W3C » ?", "« RGAA » et « W3C »", None),
        ("Où sont mentionnés « RGAA » et W3C ?", "« RGAA » et W3C", None),
        ("Où sont mentionnés « RGAA » et ses variantes ?", "RGAA", None),
        ("Which documents mention both the RGAA and the W3C?", "RGAA and the W3C", "document"),
        (
            "Quels documents parlent d'énergie solaire et éolienne ?",
            "énergie solaire et éolienne",
            None,
        ),
    ],
)
def test_several_terms_are_asked_for_together_or_not(
    question: str, term: str, unit: Literal["page", "document"] | None
) -> None:
    assert mention_intent(question) == MentionIntent(term, unit=unit)


@pytest.mark.parametrize(
    ("question", "unit"),
    [
        ("Quels documents parlent du RGAA sans parler du W3C ?", "document"),
        ("Quels rapports mentionnent le RGAA mais ne mentionnent pas le W3C ?", "document"),
        ("Quelles pages parlent du RGAA mais pas du W3C ?", "page"),
        ("Which documents mention the RGAA but not the W3C?", "document"),
    ],
)
def test_a_term_is_asked_for_without_another(
    question: str, unit: Literal["page", "document"]
) -> None:
    assert mention_intent(question) == MentionIntent("RGAA", unit=unit, left_out="W3C")


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Quels documents ne mentionnent pas le RGAA ?", "RGAA"),
        ("Quels sont les rapports qui ne parlent jamais de l'AFD ?", "AFD"),
        ("Combien de documents ne font pas référence au RGAA ?", "RGAA"),
        ("Dans quels documents le RGAA n'est-il pas cité ?", "RGAA"),
        ("Dans quels documents le RGAA n'apparaît pas ?", "RGAA"),
        ("Dans quels documents ne parle-t-on pas du RGAA ?", "RGAA"),
        ("Quels documents ne mentionnent ni le RGAA ni le W3C ?", "RGAA ni le W3C"),
        ("Which documents don't mention the RGAA?", "RGAA"),
        ("In which reports is Benin not mentioned?", "Benin"),
    ],
)
def test_the_documents_without_a_term_are_asked_for(question: str, term: str) -> None:
    assert mention_intent(question) == MentionIntent(term, absent=True)


@pytest.mark.parametrize(
    "question",
    [
        "Quels documents ne sont pas obligatoires ?",
        "Quels documents ne sont pas cités par l'avis ?",
        "Quels documents n'ont pas besoin d'être signés ?",
        "Quels projets ne sont pas mentionnés ?",
        "Pourquoi le rapport ne mentionne-t-il pas le Bénin ?",
    ],
)
def test_what_denies_something_else_asks_for_no_mention(question: str) -> None:
    assert mention_intent(question) is None


@pytest.mark.parametrize(
    ("question", "term", "documents"),
    [
        ("Combien de fois trouve-t-on le mot « État » ?", "État", ""),
        ("Combien de fois le mot image est-il utilisé ?", "image", ""),
        ("Macky Sall est cité combien de fois ?", "Macky Sall", ""),
        ("On parle du Maroc combien de fois ?", "Maroc", ""),
        ("page sur l'ONEP", "ONEP", ""),
        ("Page(s) sur le Maroc", "Maroc", ""),
        ("Sur combien de pages le RGAA est-il cité ?", "RGAA", ""),
        ("Dans combien de documents trouve-t-on le RGAA ?", "RGAA", ""),
        ("Le RGAA est cité dans combien de rapports ?", "RGAA", ""),
        ("Est-ce que le RGAA apparaît dans les rapports ?", "RGAA", ""),
        ("Où est-il fait référence au RGAA ?", "RGAA", ""),
        ("Sur quelles pages fait-on allusion au Maroc ?", "Maroc", ""),
        ("À combien de reprises le RGAA est-il cité ?", "RGAA", ""),
        ("Dans le guide, à combien de reprises parle-t-on du RGAA ?", "RGAA", "guide"),
        ("Nombre de fois où le RGAA est cité", "RGAA", ""),
        ("Quel est le nombre de fois où l'on parle du Maroc ?", "Maroc", ""),
        ("Combien de fois le guide mentionne-t-il le RGAA ?", "RGAA", "guide"),
        ("Combien de fois les rapports parlent-ils du Maroc ?", "Maroc", ""),
        ("mentions : RGAA", "RGAA", ""),
        ("Compte les occurrences de RGAA", "RGAA", ""),
        ("Who mentions the ONEP?", "ONEP", ""),
        ("Who talks about the ONEP?", "ONEP", ""),
        ("qui parle du FASEP ?", "FASEP", ""),
        ("Qui est-ce qui parle d'Entrepreneurs du Monde ?", "Entrepreneurs du Monde", ""),
        ("number of mentions of RGAA", "RGAA", ""),
        ("Count the mentions of the RGAA in the guide", "RGAA", "guide"),
        ("How many references to the AFD are there?", "AFD", ""),
        ("How many times does the report mention Benin?", "Benin", ""),
        ("On how many pages is Benin mentioned?", "Benin", ""),
        ("Benin is mentioned how many times?", "Benin", ""),
        ("The number of times Benin is mentioned", "Benin", ""),
    ],
)
def test_how_often_and_where_is_asked_in_everyday_words(
    question: str, term: str, documents: str
) -> None:
    assert mention_intent(question) == MentionIntent(term, documents)


@pytest.mark.parametrize(
    "question",
    [
        "Qui parle de la réforme au Sénat ?",
        "Qui parle de quoi ?",
        "Who speaks of reform in the Senate?",
        "combien de fois par an se réunit le comité ?",
        "combien de fois peut-on renouveler la subvention ?",
        "Combien de fois la subvention est-elle versée ?",
        "Combien de fois trouve-t-on de l'eau ?",
        "où trouve-t-on de l'eau ?",
        "Le comité se réunit combien de fois ?",
        "Les plaintes sont traitées combien de fois ?",
        "Il est cité combien de fois ?",
        "Nombre de fois par an",
        "page sur laquelle signer",
        "Sur combien de pages doit tenir le dossier ?",
        "Le rapport est sur combien de pages ?",
        "Dans combien de documents faut-il citer l'AFD ?",
        "Dans combien de pays le projet est-il mené ?",
        "Combien de dossiers sont traités chaque année ?",
        "Est-ce que mon nom figure dans le rapport ?",
        "How many times can the grant be renewed?",
        "Who mentions that the project failed?",
    ],
)
def test_how_often_something_is_done_asks_for_no_mention(question: str) -> None:
    assert mention_intent(question) is None
