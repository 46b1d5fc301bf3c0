"""A document named in the question, or on the command line, is where the answer comes from."""

from __future__ import annotations

import pytest

from assistant import filters, narrowing
from assistant.assistant import Assistant
from ingest.errors import UnknownDocument
from ingest.schema import DocumentName


@pytest.mark.parametrize(
    ("question", "file"),
    [
        ("Dans le rapport du CESER, que dit-on de RESACOOP ?", "rapport-ceser-afrique-2017.pdf"),
        ("Que finance le FASEP, selon le glossaire ?", "glossaire-sigles.pdf"),
        ("According to the glossaire, what is a PME?", "glossaire-sigles.pdf"),
    ],
)
def test_a_named_document_is_the_only_one_searched(
    starter: Assistant, question: str, file: str
) -> None:
    given = starter.ask(question)
    assert given.within == (file,)
    assert {each.file for each in given.citations} == {file}
    assert any(file in note for note in given.notes)
    assert file in given.as_json()["within"]


@pytest.mark.parametrize(
    "question",
    ["Que finance le FASEP ?", "Dans le guide, qui est RESACOOP ?", "Qui a fondé Lagazel ?"],
)
def test_what_names_no_single_document_is_searched_everywhere(
    starter: Assistant, question: str
) -> None:
    assert starter.ask(question).within == ()


def test_documents_and_years_can_be_imposed(starter: Assistant) -> None:
    file = "glossaire-sigles.pdf"
    given = starter.ask("Qu'est-ce que le FASEP ?", documents=[file])
    assert {each.file for each in given.citations} == {file}
    assert {hit.chunk.file for hit in starter.search("FASEP", documents=[file])} == {file}
    of_2017 = starter.search("Afrique subsaharienne", year=2017)
    assert {hit.chunk.file for hit in of_2017} == {"rapport-ceser-afrique-2017.pdf"}
    with pytest.raises(UnknownDocument):
        starter.ask("Qu'est-ce que le FASEP ?", documents=["absent.pdf"])
    with pytest.raises(UnknownDocument):
        starter.search("FASEP", year=1901)


def test_what_is_said_of_the_search_is_what_was_searched(starter: Assistant) -> None:
    given, named = starter.ask("Dans la fiche Lagazel, qui gère le FASEP ?"), "lagazel-"
    assert given.citations
    assert given.within == ()
    assert [each for each in given.outside if each.startswith(named)]
    assert len([note for note in given.notes if named in note]) == 1
    # What the document named answers after all, asked with its name, is from nowhere else.
    own = starter.ask("Dans le rapport du CESER, qui le publie ?")
    files = {each.file for each in own.citations}
    assert not own.outside or not files & set(own.outside)
    declined = starter.ask("Combien de lunes a Jupiter ?", documents=["glossaire-sigles.pdf"])
    assert declined.abstained
    assert "1 document," in declined.text.replace("\u202f", " ")
    spelt = starter.ask("RESACOOP, c'est quoi ?", documents=["rapport-ceser-afrique-2017.pdf"])
    assert {each.file for each in spelt.citations} == {"rapport-ceser-afrique-2017.pdf"}


def test_mentions_follow_the_document_named(starter: Assistant) -> None:
    everywhere = starter.ask("Où le FASEP est-il mentionné ?")
    within = starter.ask("et dans le glossaire ?", history=[everywhere])
    assert within.mentions
    assert everywhere.mentions
    assert {each.file for each in within.mentions.documents} == {"glossaire-sigles.pdf"}
    assert 0 < within.mentions.total < everywhere.mentions.total
    for asked in ("How often is FASEP mentioned in the glossary?", "Does the glossary cite FASEP?"):
        in_english = starter.ask(asked)
        assert in_english.mentions
        assert in_english.mentions.documents == within.mentions.documents, asked


# The file, title and date of each, as real libraries have them.
NAMES = [
    DocumentName(file, f"{file}.pdf", title, "", date)
    for file, title, date in (
        ("beta-bilan-2023", "Bilan 2023 beta.gouv.fr", "2024-02"),
        ("beta-bilan-2024", "Bilan 2024 beta.gouv.fr", "2025-03"),
        ("cgu", "CGU API Particulier_17_03_2022", "2022-03-17"),
        ("guide-startups", "Guide de lancement des Startups d'État", "2018-10"),
        ("guide-integrateur", "Guide de l'intégrateur RGAA 3", "2016-07-07"),
        ("licence-ouverte", "Licence Ouverte Version 2.0", "2017-04-27"),
        ("burkina", "Rapport sur les finances publiques – Burkina Faso", "2013-10"),
        ("atelier", "La coopération solidaire : l'atelier de RESACOOP", "2018-03-26"),
        ("code-presse", "Loi n° 2017-27 du 13 juillet 2017 portant Code de la Presse", "2017"),
        ("discours", "Discours de Son Excellence Monsieur le Président", "2024-09-05"),
        ("loi-2008", "Loi n° 2008-12 sur les données à caractère personnel", "2008-01-25"),
        ("jumelles", "Appel à projets Terres jumelles 2026 – Foire aux questions", ""),
        ("annuel", "Fondation Orvelle – rapport annuel 2024", "2025-05-02"),
    )
]


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Dans le bilan 2024, combien de services ?", ("beta-bilan-2024",)),
        ("Selon le bilan de 2023, combien de services ?", ("beta-bilan-2023",)),
        ("Dans la licence de 2017, que doit-on citer ?", ("licence-ouverte",)),
    ],
)
def test_a_year_of_its_name_comes_before_that_of_its_date(
    question: str, documents: tuple[str, ...]
) -> None:
    assert filters.scope(question, NAMES).documents == documents


@pytest.mark.parametrize(
    ("question", "documents", "left"),
    [
        (
            "Quelles sont les sanctions prévues par le code ?",
            ("code-presse",),
            "Quelles sont les sanctions ?",
        ),
        ("Quelles sanctions prévoit le code ?", ("code-presse",), "Quelles sanctions ?"),
        ("Quels droits sont fixés par la loi n° 2008-12 ?", ("loi-2008",), "Quels droits sont ?"),
        ("Le casque est-il imposé par la loi ?", (), ""),
        ("Quelle vitesse est fixée par le code civil ?", (), ""),
        ("Qui fixe le code ?", (), ""),
        ("Rien n'est prévu par code, qui consulter ?", (), ""),
    ],
)
def test_what_a_text_rules_is_looked_up_in_it(
    question: str, documents: tuple[str, ...], left: str
) -> None:
    given = filters.scope(question, NAMES)
    assert given.documents == documents
    assert given.question == (left or question)


def test_a_year_alone_names_no_other_document_than_one_called_so() -> None:
    for question in (
        "Selon le bilan 2022, combien de produits ?",
        "Selon le bilan de l'année 2022, combien de produits ?",
        "Que prévoit la charte de 2022 ?",
    ):
        given = filters.scope(question, NAMES)
        assert given.documents == ()
        assert given.question == question
        assert not given.bonus("cgu")
    assert filters.scope("Que dit le texte de 2022 ?", NAMES).documents == ("cgu",)
    assert filters.scope("selon la loi de 2008, qui ?", NAMES).documents == ("loi-2008",)


def test_who_tells_something_is_no_document_but_favoured() -> None:
    for question in (
        "Selon RESACOOP, combien d'organisations sont engagées ?",
        "D'après RESACOOP, combien d'organisations sont engagées ?",
        "How many organisations are there according to RESACOOP?",
    ):
        given = filters.scope(question, NAMES)
        assert given.documents == ()
        assert given.question == question
        assert given.bonus("atelier") == filters.FAVOUR
    for question in (
        "Selon l'atelier de RESACOOP, combien sont engagées ?",
        "Selon burkina.pdf, combien de recettes ?",
        "D'après l'appel à projets Terres jumelles, qui ?",
    ):
        assert filters.scope(question, NAMES).documents


def test_what_an_organisation_tells_is_found_in_the_documents_of_others(
    starter: Assistant,
) -> None:
    given = starter.ask("Selon RESACOOP, combien d'organisations sont engagées ?")
    assert given.within == ()
    assert "rapport-ceser-afrique-2017.pdf" in {each.file for each in given.citations}


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("Selon la FAQ, qui peut déposer un dossier ?", "jumelles"),
        ("What does the FAQ say about volunteering?", "jumelles"),
        ("Dans la foire aux questions, qui peut déposer un dossier ?", "jumelles"),
    ],
)
def test_an_faq_is_known_by_either_name(question: str, document: str) -> None:
    assert filters.scope(question, NAMES).documents == (document,)
    short = DocumentName("faq", "faq.pdf", "FAQ membre & visiteur", "", "")
    kept = [each for each in NAMES if each.id != "jumelles"]
    assert filters.scope(question, [*kept, short]).documents == ("faq",)


@pytest.mark.parametrize(
    ("question", "document", "left"),
    [
        ("In the 2024 review, how many services are there?", "beta-bilan-2024", ""),
        ("In the Burkina Faso report, what is the deficit?", "burkina", ""),
        ("In Burkina Faso's report, what is the deficit?", "burkina", ""),
        ("In the press code, who may publish?", "code-presse", ""),
        ("In the open licence, what must be cited?", "licence-ouverte", ""),
        ("In the speech, what does the president ask for?", "discours", ""),
        ("What does the 2024 annual report say about grants?", "annuel", ""),
        ("Who may publish according to the press code?", "code-presse", "Who may publish ?"),
        ("How many came, according to the RESACOOP workshop report?", "atelier", ""),
        ("What does the law of 2008 protect?", "loi-2008", "protect?"),
    ],
)
def test_english_names_a_document_before_it_says_what_it_is(
    question: str, document: str, left: str
) -> None:
    given = filters.scope(question, NAMES)
    assert given.documents == (document,)
    assert given.question == (left or given.question)


@pytest.mark.parametrize(
    "question",
    [
        "In the 2022 review, how many services are there?",
        "In the Lagazel review, how many services are there?",
        "What is the role of the press in the Sahel, and which law applies?",
        "In the region, which report tells of RESACOOP?",
    ],
)
def test_an_english_name_that_no_document_has_limits_nothing(question: str) -> None:
    assert filters.scope(question, NAMES).documents == ()


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("Que dit le guide à propos du mécénat ?", "Que dit-on du mécénat ?"),
        ("Que disent les guides au sujet des volontaires ?", "Que dit-on des volontaires ?"),
        ("Que dit le guide sur le mécénat ?", "Que dit-on sur le mécénat ?"),
        ("Que dit le guide sur le discours ?", "Que dit-on sur le discours ?"),
        ("What does the guide say about volunteering?", "What about volunteering?"),
    ],
)
def test_what_one_of_several_guides_says_is_asked_of_what_it_says_it_of(
    question: str, left: str
) -> None:
    held = [each for each in NAMES if each.id.startswith(("guide", "cgu", "burkina", "discours"))]
    given = filters.scope(question, held)
    assert given.documents == ()
    assert given.question == left
    assert given.bonus("guide-startups") == given.bonus("guide-integrateur") == filters.FAVOUR
    assert filters.scope(question, held[:1]).question == question  # no guide is held
    only = [each for each in held if each.id != "guide-startups"]
    assert filters.scope(question, only).question == left
    assert filters.scope(question, only).documents == ("guide-integrateur",)


def test_what_a_report_is_asked_about_names_no_other_document() -> None:
    for question in ("Que dit le rapport sur le discours ?", "Que dit le texte sur RESACOOP ?"):
        assert filters.scope(question, NAMES).documents == ()
    finances = "Que dit le rapport sur les finances publiques ?"
    assert filters.scope(finances, NAMES).documents == ("burkina",)


@pytest.mark.parametrize(
    ("named", "year", "documents"),
    [
        ("la note de l'atelier", None, ["atelier"]),
        ("the workshop note", None, ["atelier"]),
        ("the FAQ", None, ["jumelles"]),
        ("the President's speech", None, ["discours"]),
        ("the annual report", 2024, ["annuel"]),
        ("the 2023 review", 2023, ["beta-bilan-2023"]),
        ("the law", 2008, ["loi-2008"]),
        ("the study on the Republic of Ireland", None, []),
        ("la note", None, []),
        ("the glossary", None, []),
    ],
)
def test_a_search_looks_into_what_is_called_so_in_either_language(
    named: str, year: int | None, documents: list[str]
) -> None:
    assert narrowing.looked_into(NAMES, named, year) == documents


@pytest.mark.parametrize(
    ("names", "year", "told", "in_english"),
    [
        ([], 1999, "Aucun document de 1999 ", "No document of 1999 "),
        (
            ["discours"],
            1999,
            "Aucun document «\u00a0discours\u00a0» de 1999 ",
            "No document “discours” of 1999 ",
        ),
        (["absent"], 1999, "Aucun document «\u00a0absent\u00a0» dans", "No document “absent” in"),
        (["absent"], None, "Aucun document «\u00a0absent\u00a0» dans", "No document “absent” in"),
    ],
)
def test_a_year_of_no_document_is_said_to_be_a_year(
    names: list[str], year: int | None, told: str, in_english: str
) -> None:
    with pytest.raises(UnknownDocument) as raised:
        narrowing.within(NAMES, names, year)
    assert str(raised.value).startswith(told)
    assert raised.value.message("en").startswith(in_english)
    assert raised.value.code == "unknown_document"
