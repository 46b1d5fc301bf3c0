"""The web page, run by Streamlit's AppTest over the starter collection."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops
from pypdf import PdfWriter
from streamlit.testing.v1 import AppTest

from assistant.assistant import Assistant
from assistant.conversations import Conversations
from assistant.ui import history_words, library_words, phrases, viewer
from assistant.ui.text import as_html, escaped
from ingest.pdf import render_page
from tests.ui.steps import (
    HOSTILE_TITLE,
    PARTNERS,
    PIE,
    ROOT,
    ask,
    click,
    go_to,
    hostile_pdf,
    keys,
    shown,
    sound,
    until_added,
)


def test_first_screen_says_what_the_library_holds_and_offers_questions(
    app: Callable[..., AppTest],
) -> None:
    at = app()
    assert "La bibliothèque réunit 10\u00a0documents, 31\u00a0pages." in shown(at)
    assert len(keys(at, "example-")) == 4
    assert at.chat_input[0].placeholder == phrases.FRENCH.ask


def test_an_empty_library_says_how_to_begin(app: Callable[..., AppTest], tmp_path: Path) -> None:
    at = app(home=tmp_path / "new")
    assert at.info[0].value == phrases.FRENCH.empty
    assert not keys(at, "example-")
    at = ask(at, PARTNERS)
    assert f"<p class='pas-sentence'>{phrases.FRENCH.empty}</p>" in shown(at)


def test_a_question_waits_for_the_files_given_just_before(
    app: Callable[..., AppTest], tmp_path: Path
) -> None:
    at = app(home=tmp_path / "new")
    for name in ("glossaire-sigles.pdf", "fasep-mode-d-emploi.pdf"):
        data = (ROOT / "corpus" / name).read_bytes()
        at.chat_input[0].upload(name, data, "application/pdf")
    at = until_added(ask(sound(at.run()), "Que signifie FASEP ?"))
    [exchange] = at.session_state["session"].talk
    assert exchange.answer.citations
    assert not at.session_state["session"].pending


def test_a_question_gets_sentences_each_with_its_citation(app: Callable[..., AppTest]) -> None:
    at = ask(app(), PARTNERS)
    assert "CORAIL a présenté Paratronic à l’ONEP" in shown(at)
    answer = at.session_state["session"].talk[0].answer
    for index, sentence in enumerate(answer.sentences):
        for number in sentence.citations:
            assert at.button(key=f"cite-0-{index}-{number}").label == escaped(f"[{number}]")
    sources = [at.button(key=key).label for key in keys(at, "source-")]
    assert len(sources) == len(answer.citations)
    assert "Annoncer les crues au Maroc" in sources[0]
    assert not at.session_state["session"].pending


def test_a_citation_opens_its_page_with_the_quote_and_closes_again(
    app: Callable[..., AppTest],
) -> None:
    at = click(ask(app(), PARTNERS), "cite-0-0-1")
    citation = at.session_state["session"].talk[0].answer.citations[0]
    assert len(at.image) == 1
    assert f"{citation.title}, p.\u00a0{citation.page}" in shown(at)
    assert phrases.FRENCH.quoted(" ".join(citation.quote.split())) in shown(at)
    assert len(at.download_button) == 1
    at = click(at, "before")
    assert at.session_state["session"].view.page == citation.page - 1
    assert "<blockquote" not in shown(at)
    assert "doc" in at.query_params
    at = go_to(at, "documents")
    assert "doc" not in at.query_params  # no page is open there
    at = click(go_to(at, ""), "close")
    assert not at.image


@pytest.mark.parametrize("question", [PARTNERS, "Que signifie FASEP ?"])
def test_marks_cover_the_quote_and_nothing_else(starter: Assistant, question: str) -> None:
    for citation in starter.ask(question).citations:
        spans = ((citation.start, citation.end),)
        drawn = viewer.picture(starter, citation.document, citation.page, spans)
        original = starter.original(citation.document)
        under = _text_under(original, citation.page, drawn)
        assert _bare(under) == _bare(citation.quote)
        plain, _ = render_page(original, citation.page, scale=2.0)
        picture = viewer.marked(plain, [box for boxes in drawn.boxes for box in boxes])
        changed = ImageChops.difference(plain.convert("RGB"), picture).convert("L")
        assert changed.getbbox()
        for box in drawn.boxes[0]:  # blank the marks: nothing else differs from the plain page
            width, height = plain.size
            corner = (int(box.left * width) - 3, int(box.top * height) - 3)
            size = (
                int((box.right - box.left) * width) + 9,
                int((box.bottom - box.top) * height) + 9,
            )
            changed.paste(Image.new("L", size), corner)
        assert not changed.getbbox()


def _text_under(path: Path, number: int, drawn: viewer.Picture) -> str:
    """Read the PDF where the marks lie."""
    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        width, height = page.get_size()
        words = page.get_textpage()
        return "".join(
            words.get_text_bounded(
                box.left * width,
                height * (1 - box.bottom),
                box.right * width,
                height * (1 - box.top),
            )
            for boxes in drawn.boxes
            for box in boxes
        )


def _bare(text: str) -> str:
    """Keep letters and digits: line ends and hyphens are not the same on the page."""
    return "".join(c for c in text if c.isalnum())


def test_the_switch_changes_every_word_but_the_conversation(app: Callable[..., AppTest]) -> None:
    at = app()
    at.segmented_control(key="language").set_value("en").run()
    assert "The library holds 10\u00a0documents, 31\u00a0pages." in shown(at)
    at = click(at, "example-0")
    assert at.session_state["session"].talk[0].answer.question.startswith("What does")
    at.segmented_control(key="language").set_value("fr").run()
    assert at.chat_input[0].placeholder == phrases.FRENCH.ask
    assert len(at.session_state["session"].talk) == 1


def test_the_settings_choose_the_first_language(app: Callable[..., AppTest]) -> None:
    assert app(lang="en").chat_input[0].placeholder == phrases.ENGLISH.ask


def test_mentions_are_listed_by_document_and_page_and_marked(app: Callable[..., AppTest]) -> None:
    at = ask(app(), "Où le FASEP est-il mentionné ?")
    found = at.session_state["session"].talk[0].answer.mentions
    assert f"est mentionné {found.total} fois" in shown(at)
    labels = [each.label for each in at.expander]
    apart = [document for each in found.related for document in each.documents]
    listed = [*found.documents, *apart]  # the full name's pages, under a line that says so
    assert labels == [escaped(f"{each.title} · {each.count}") for each in listed]
    assert apart
    assert "En toutes lettres, à part" in shown(at)
    first = found.documents[0]
    assert shown(at).count("<mark>FASEP</mark>") >= first.count
    at = click(at, f"mentions-0-0-open-{first.pages[0].page}")
    view = at.session_state["session"].view
    assert view.marks == {page.page: page.spans for page in first.pages}
    assert len(at.image) == 1


def test_a_question_without_answer_is_declined_with_the_nearest_passages(
    app: Callable[..., AppTest],
) -> None:
    at = ask(app(), PIE)
    answer = at.session_state["session"].talk[0].answer
    assert answer.abstained.message in shown(at)
    assert not keys(at, "cite-")
    if answer.nearest:
        assert [each.label for each in at.expander] == [phrases.FRENCH.nearest]
        assert len(at.image) == 0
        assert len(click(at, "near-0-0").image) == 1


def test_the_nearest_passages_lie_open_when_they_come_near(app: Callable[..., AppTest]) -> None:
    at = ask(app(), "Quel est le chiffre d'affaires de Lagazel ?")
    assert at.session_state["session"].talk[0].answer.abstained.reason == "only_near"
    assert [each.proto.expanded for each in at.expander] == [True]
    at = ask(app(), "Quelle est la recette de la tarte aux pommes en Guinée ?")
    answer = at.session_state["session"].talk[0].answer
    assert answer.nearest
    assert answer.abstained.reason == "nothing_near"
    assert [each.proto.expanded for each in at.expander] == [False]


def test_addresses_open_a_page_or_ask_a_question(
    app: Callable[..., AppTest], starter: Assistant
) -> None:
    document = starter.documents()[0]
    at = app(doc=document.id, page="2")
    assert f"{document.title}, p.\u00a02" in shown(at)
    at = app(q=PIE)
    assert at.session_state["session"].talk[0].answer.question == PIE
    for wrong in ("0", "9" * 5000, "²", "<b>"):
        at = app(doc=document.id, page=wrong, mark="9-1,x,0-999999,<b>")
    at = app(doc="../../etc/passwd")
    assert at.warning[0].value == phrases.FRENCH.gone


def test_documents_page_lists_finds_sorts_and_opens(
    app: Callable[..., AppTest], starter: Assistant
) -> None:
    at = go_to(app(), "documents")
    documents = starter.documents()
    assert len(keys(at, "details-")) == len(documents)
    assert all(each.file in shown(at) for each in documents)
    sound(at.selectbox(key="sort").set_value("pages").run())
    longest = max(documents, key=lambda each: each.pages)
    assert keys(at, "details-")[0] == f"details-{longest.id}"
    sound(at.text_input(key="find").set_value("financer PARTENARIAT").run())
    [only] = keys(at, "details-")
    at = click(click(at, only), "open")
    assert len(at.image) == 1
    assert keys(at, "zoom-") == ["zoom-out", "zoom-in"]
    assert len(at.download_button) == 2
    sound(at.text_input(key="find").set_value("zzz").run())
    assert library_words.words("fr").nothing in [each.value for each in at.info]


def test_dropped_files_are_added_once_refused_with_a_reason_and_found_at_once(
    app: Callable[..., AppTest], own_home: Path
) -> None:
    at = go_to(app(own_home), "documents")
    box = at.file_uploader[0]
    box.upload("../../**[x](http:evil.example)**.pdf", hostile_pdf(), "application/pdf")
    box.upload("faux.pdf", b"pas un PDF", "application/pdf")
    at = until_added(sound(at.run()))
    assert "«\u00a0**[x](http:evil.example)**.pdf\u00a0» ajouté" in shown(at)
    assert "«\u00a0faux.pdf\u00a0» n'est pas un PDF" in shown(at)
    assert len(keys(at, "details-")) == 11
    assert "**[x]" in shown(app(own_home))  # another page, opened meanwhile, tells it too
    at = click(at, "dismiss")
    assert "ajouté" not in shown(at).replace("ajouté le", "")

    at = ask(go_to(at, ""), "Que finance le dispositif Zorglub ?")
    answer = at.session_state["session"].talk[-1].answer
    assert any("Zorglub" in each.quote for each in answer.citations)
    _inert(ask(click(at, "cite-0-0-1"), "Où Zorglub est-il mentionné ?"))

    at = go_to(at, "documents")
    chosen = next(id for id in answer.citations if "evil" in id.file).document
    at = click(at, f"details-{chosen}")
    _inert(at)
    assert f"Retirer «\u00a0{HOSTILE_TITLE}\u00a0»\u00a0?" in shown(at)
    at = click(at, "remove-now")
    assert len(keys(at, "details-")) == 10
    drawn = [each.key for each in at.button]
    assert drawn.index("put-back") < drawn.index(keys(at, "details-")[0])
    assert HOSTILE_TITLE not in at.success[0].value
    at = ask(go_to(at, ""), "Où Zorglub est-il mentionné ?")
    assert at.session_state["session"].talk[-1].answer.mentions.total == 0

    at = go_to(at, "documents")
    at = until_added(click(at, keys(at, "restore-")[0]))
    assert len(keys(at, "details-")) == 11
    assert not keys(at, "restore-")
    home = {path.relative_to(own_home).as_posix() for path in own_home.rglob("*")}
    assert not [path for path in home if "evil" in path]
    assert not [path for path in home if path.startswith("incoming/") and "lock" not in path]


def _inert(at: AppTest) -> None:
    """Check that no markup of the document reached the page as markup."""
    for each in at.html:
        assert "<img" not in each.value
        assert "<b>gras" not in each.value
    for each in [*at.button, *at.expander]:
        assert "](" not in each.label
        assert "**" not in each.label
        assert "http://" not in each.label
    assert not [each for each in at.markdown if "orglub" in each.value]


def test_pdfs_dropped_on_the_conversation_are_added_and_unreadable_pages_told(
    app: Callable[..., AppTest], own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")  # where Tesseract is not installed
    at = app(own_home)
    known = (ROOT / "corpus" / "glossaire-sigles.pdf").read_bytes()
    at.chat_input[0].upload("glossaire-sigles.pdf", known, "application/pdf")
    at.chat_input[0].upload("copie.pdf", known, "application/pdf")
    scan = io.BytesIO()
    Image.new("L", (300, 400), 255).save(scan, "PDF")
    at.chat_input[0].upload("scan.pdf", scan.getvalue(), "application/pdf")
    at = until_added(sound(at.run()))
    assert "«\u00a0glossaire-sigles.pdf\u00a0» était déjà là<" in shown(at)
    assert (
        "«\u00a0copie.pdf\u00a0» était déjà là sous le nom «\u00a0glossaire-sigles.pdf\u00a0»"
    ) in shown(at)
    assert "page illisible\u00a0: 1" in shown(at)
    assert "tesseract-ocr tesseract-ocr-fra" in shown(at)
    assert "page illisible" in shown(go_to(at, "documents"))


def test_a_version_put_back_is_said_to_take_the_place_of_the_one_there(
    app: Callable[..., AppTest], own_home: Path
) -> None:
    at = go_to(app(own_home), "documents")
    for text in (b"Le bail dure trois ans.", b"Le bail dure six ans."):
        at.file_uploader[0].upload("bail.txt", text, "text/plain")
        at = until_added(sound(at.run()))
        at = click(at, "dismiss")
    at = until_added(click(at, keys(at, "restore-")[0]))
    assert "bail.txt\u00a0» rétabli à la place de la version qui était là" in shown(at)
    sound(at.text_input(key="find").set_value("bail.txt").run())
    [only] = keys(at, "details-")
    at = click(click(at, only), "open")
    assert "Le bail dure trois ans." in shown(at)
    assert not keys(at, "zoom-")  # there is no picture


def test_a_protected_file_is_added_once_its_password_is_typed(
    app: Callable[..., AppTest], own_home: Path
) -> None:
    locked, writer = io.BytesIO(), PdfWriter(ROOT / "corpus" / "fasep-mode-d-emploi.pdf")
    writer.add_metadata({"/Title": "Sous clé"})
    writer.encrypt("sésame-ouvre-toi", algorithm="AES-256")
    writer.write(locked)
    at = go_to(app(own_home), "documents")
    at.file_uploader[0].upload("clos.pdf", locked.getvalue(), "application/pdf")
    at = until_added(sound(at.run()))
    for typed, told in (("faux", "ne s'ouvre pas"), ("sésame-ouvre-toi", "clos.pdf\u00a0» ajouté")):
        box = next(each for each in at.text_input if each.label.startswith("Mot de passe"))
        box.set_value(typed)
        at = until_added(click(at, keys(at, "unlock-now-")[0]))
        assert told in shown(at)
    assert not keys(at, "unlock-now-")
    assert "Sous clé" in shown(at)
    for path in own_home.rglob("*"):
        assert not path.is_file() or "sésame-ouvre-toi".encode() not in path.read_bytes()
    assert "sésame" not in str(at.session_state)
    assert "sésame" not in str(at.query_params)


def test_errors_are_told_in_the_readers_language(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "library.sqlite").write_bytes(b"not a database" * 100)
    monkeypatch.setenv("PASSERELLE_HOME", str(tmp_path))
    for lang, told in (("fr", "ne peut pas être lue"), ("en", "cannot be read")):
        monkeypatch.setenv("PASSERELLE_LANG", lang)
        at = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
        assert not at.exception
        assert told in at.error[0].value


@pytest.mark.parametrize("text", ["a*b_c", "[x](y)", "<i>", "1. x", "# x", "$x$", "`x`", "~x~"])
def test_escaped_text_has_no_markdown_left(text: str) -> None:
    marks = [c for c in text if not c.isalnum() and c != " "]
    assert all(f"\\{mark}" in escaped(text) for mark in marks)


def test_terms_are_marked_as_whole_words_longest_first() -> None:
    said = as_html("FASEP, <b>FASEP1</b>, FASEPA, co-financement", ["FASEP", "co-financement"])
    assert said == (
        "<mark>FASEP</mark>, &lt;b&gt;<mark>FASEP</mark>1&lt;/b&gt;, FASEPA, "
        "<mark>co-financement</mark>"
    )


@pytest.mark.parametrize("room", [phrases, library_words, history_words])
def test_both_languages_say_everything(room: Any) -> None:
    french, english = room.words("fr"), room.words("en")
    for name in french.__slots__:
        ours, theirs = getattr(french, name), getattr(english, name)
        assert ours
        assert theirs
        if isinstance(ours, dict):
            assert ours.keys() == theirs.keys()


def test_a_conversation_is_found_again_judged_renamed_exported_and_deleted(
    app: Callable[..., AppTest], own_home: Path
) -> None:
    at = ask(app(own_home), PARTNERS)
    at = ask(at, PIE)
    held = at.session_state["session"]
    kept = held.conversation
    assert at.query_params["talk"] == kept
    at = click(at, "verdict-down-1")
    box = next(each for each in at.text_area if each.label == phrases.FRENCH.comment)
    sound(box.set_value("=HYPERLINK(1)").run())
    before = held.talk[0].answer
    at = click(at, "again-0")
    assert [each.answer.question for each in held.talk] == [PARTNERS, PIE]
    assert held.talk[0].answer == before

    at = app(own_home, talk=kept)  # a reload: a new session, the same address
    held = at.session_state["session"]
    assert held.talk[0].answer == before
    assert (held.talk[1].verdict, held.talk[1].comment) == ("down", "=HYPERLINK(1)")
    at = click(at, "again-1")
    held = at.session_state["session"]
    assert (held.talk[1].verdict, held.talk[1].comment) == ("down", "=HYPERLINK(1)")
    assert keys(at, "new-talk")
    assert at.button(key=f"recent-{kept}").icon == ":material/chat_bubble:"
    assert app(own_home, talk="another").session_state["session"].talk == []

    at = go_to(at, "conversations")
    assert PARTNERS in shown(at)
    at.text_input(key=f"title-{kept}").set_value("Les crues <b>")
    at = click(at, f"save-{kept}")
    assert "&lt;b&gt;" in "".join(each.value for each in at.html)
    assert "opinions" in [each.key for each in at.get("download_button")]
    at = click(at, f"delete-now-{kept}")
    assert f"resume-{kept}" not in [each.key for each in at.button]
    assert app(own_home, talk=kept).session_state["session"].talk == []


def test_what_is_asked_on_two_pages_of_one_conversation_is_all_kept(
    app: Callable[..., AppTest], own_home: Path
) -> None:
    first = ask(app(own_home), PARTNERS)
    kept = first.session_state["session"].conversation
    second = app(own_home, talk=kept)
    ask(first, PIE)
    second = ask(second, "Que signifie FASEP ?")
    questions = [PARTNERS, PIE, "Que signifie FASEP ?"]
    assert _asked(second) == _asked(app(own_home, talk=kept)) == questions
    click(first, "verdict-down-1")
    click(second, "again-0")
    talk = app(own_home, talk=kept).session_state["session"].talk
    assert [each.verdict for each in talk] == ["", "down", ""]

    at = go_to(second, "conversations")
    click(at, f"delete-now-{kept}")
    first = ask(first, "Que signifie ONG ?")
    begun = first.session_state["session"].conversation
    assert begun != kept
    assert _asked(first) == _asked(app(own_home, talk=begun)) == ["Que signifie ONG ?"]


def test_a_question_left_before_its_answer_is_answered_on_return(
    app: Callable[..., AppTest], own_home: Path
) -> None:
    kept = Conversations(own_home)
    talk = kept.start("", PIE)
    assert kept.ask(talk, "", PARTNERS) == 0  # as the page does, then is closed
    at = app(own_home, talk=talk)
    assert _asked(at) == [PARTNERS]
    assert at.session_state["session"].talk[0].answer.citations
    assert kept.unanswered(talk, "") is None
    kept.ask(talk, "", "Que signifie FASEP ?")
    at = click(app(own_home), f"recent-{talk}")
    assert _asked(at) == [PARTNERS, "Que signifie FASEP ?"]


def _asked(at: AppTest) -> list[str]:
    return [each.answer.question for each in at.session_state["session"].talk]
