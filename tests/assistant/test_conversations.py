"""Conversations kept, and exported with their references."""

from __future__ import annotations

import io
import sqlite3
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pytest

from assistant import export
from assistant.assistant import Assistant
from assistant.conversations import Conversations, opinions_csv
from assistant.schema import Answer
from ingest.errors import LibraryDamaged

QUESTIONS = ("Que signifie FASEP ?", "Où le FASEP est-il mentionné ?", "Qui a gagné la Coupe ?")


@pytest.fixture(scope="module")
def answers(starter: Assistant) -> list[Answer]:
    """Give an answer, mentions and an abstention."""
    return [starter.ask(question) for question in QUESTIONS]


def test_answers_come_back_as_they_were_to_their_owner_alone(
    answers: list[Answer], tmp_path: Path
) -> None:
    kept = Conversations(tmp_path)
    talk = kept.start("lea", "  Une   question " + "longue " * 30)
    for place, answer in enumerate(answers):
        kept.put(talk, "lea", place, answer)
    kept.put(talk, "chloe", 0, answers[1])
    kept.judge(talk, "chloe", 0, "down", "faux")
    kept.rename(talk, "chloe", "à moi")
    kept.delete(talk, "chloe")
    assert [each.answer for each in Conversations(tmp_path).exchanges(talk, "lea")] == answers
    assert not kept.exchanges(talk, "chloe")
    assert not kept.all("chloe")
    [line] = kept.all("lea")
    assert line.title.startswith("Une question longue")
    assert len(line.title) <= 80
    kept.judge(talk, "lea", 1, "up", "=1+1")
    [opinion] = kept.opinions()
    assert (opinion.verdict, opinion.question) == ("up", QUESTIONS[1])
    assert "'=1+1" in opinions_csv([opinion]).decode("utf-8-sig")
    kept.delete(talk, "lea")
    assert not kept.opinions()


def test_an_answer_of_another_shape_keeps_its_words(answers: list[Answer], tmp_path: Path) -> None:
    kept = Conversations(tmp_path)
    talk = kept.start("", "x")
    kept.put(talk, "", 0, answers[0])
    with sqlite3.connect(kept.path) as run:
        run.execute("UPDATE exchanges SET answer = '{}'")
    [exchange] = kept.exchanges(talk, "")
    assert "FASEP" in exchange.answer.text
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "conversations.sqlite").write_bytes(b"not a database" * 200)
    with pytest.raises(LibraryDamaged):
        Conversations(tmp_path / "other")


def test_each_question_has_a_place_of_its_own_whoever_asks_meanwhile(
    answers: list[Answer], tmp_path: Path
) -> None:
    kept = Conversations(tmp_path)
    talk = kept.start("lea", QUESTIONS[0])
    assert [Conversations(tmp_path).ask(talk, "lea", each) for each in QUESTIONS] == [0, 1, 2]
    assert not kept.exchanges(talk, "lea")
    for place in (2, 0):
        assert kept.put(talk, "lea", place, answers[place])
    exchanges = kept.exchanges(talk, "lea")
    assert [each.place for each in exchanges] == [0, 2]
    assert [each.answer for each in exchanges] == [answers[0], answers[2]]
    assert kept.ask(talk, "chloe", QUESTIONS[0]) is None
    kept.delete(talk, "lea")
    assert kept.ask(talk, "lea", QUESTIONS[0]) is None
    assert not kept.put(talk, "lea", 0, answers[0])


@pytest.mark.parametrize("kind", ["md", "docx", "pdf"])
def test_an_export_holds_questions_answers_and_references(answers: list[Answer], kind: str) -> None:
    title = "Crues & *puits* #let x = <b> – œuvre\x07"
    data = export.write(kind, title, answers, "fr")
    text = " ".join(_text(kind, data).split())
    assert "#let x = <b> – œuvre" in text
    for question in QUESTIONS:
        assert question in text
    first = answers[0].citations[0]
    assert f"{first.title} ({first.file}), p. {first.page}" in text
    assert " ".join(first.quote.split()) in text
    assert "fasep-mode-d-emploi.pdf" in text
    assert answers[2].abstained is not None
    name = export.file_name("../../É <b>|: ", kind)
    assert name == f"É-b.{kind}"


@pytest.mark.parametrize("kind", ["md", "docx", "pdf"])
def test_an_export_tells_all_that_the_page_tells_of_an_answer(
    starter: Assistant, answers: list[Answer], kind: str
) -> None:
    headed = replace(answers[0].sentences[0], head="Sigle | Signification")
    told = replace(
        answers[0],
        sentences=(headed,),
        notes=("Cherché dans un seul document.",),
        problem="Le modèle n'a pas répondu.",
    )
    near = starter.ask("Quel est le chiffre d'affaires de Lagazel ?")
    assert near.nearest
    text = " ".join(_text(kind, export.write(kind, "Notes", [told, near], "fr")).split())
    for said in (*told.notes, told.problem, headed.head):
        assert said in text
    assert "Passages les plus proches" in text
    for hit in near.nearest:
        assert " ".join(hit.chunk.text.split()[:4]) in text


def test_markdown_is_escaped_where_it_is_markup_and_nowhere_else(answers: list[Answer]) -> None:
    plain = "Qui a lié l'ONEP, la PME (à 12.5 %) et foo_bar [1] : A & B < C - D ?"
    lines = {
        plain: plain,
        "2. Deux": "2\\. Deux",
        "- tiret": "\\- tiret",
        "# titre #": "\\# titre \\#",
        "> cité": "\\> cité",
        "---": "\\---",
        "*a* _b_ `c` ~~d~~ \\": "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\\\",
        "![i](x) &amp; <b>": "![i\\](x) \\&amp; \\<b>",
        "[i]: http://x": "[i\\]: http://x",
    }
    answer = replace(
        answers[2], abstained=None, sentences=(), citations=(), nearest=(), text="\n".join(lines)
    )
    written = export.write("md", "t", [answer], "fr").decode()
    assert written.split("\n\n")[2:] == [*list(lines.values())[:-1], f"{lines['[i]: http://x']}\n"]


def _text(kind: str, data: bytes) -> str:
    if kind == "md":
        return data.decode().replace("\\", "")
    if kind == "docx":
        return "\n".join(each.text for each in docx.Document(io.BytesIO(data)).paragraphs)
    with pypdfium2.PdfDocument(data) as document:
        said = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    return said.replace("\ufffe\n", "-").replace("\ufffe", "")
