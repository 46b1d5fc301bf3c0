"""A document named in the question, or on the command line, is where the answer comes from."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from ingest.errors import UnknownDocument


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
