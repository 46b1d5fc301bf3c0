"""DOCX, ODT, HTML and plain text: what they say is read, and is never said to be pages."""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import docx
import pypdf
import pytest
import typst
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image

from ingest import command, deskew, doubtful, french, ocr, pipeline
from ingest.admission import Source, admit, sources, upload
from ingest.markup import read_html
from ingest.reading import cleaned, read_document
from ingest.refusals import FileMissing, FileRefused
from ingest.schema import Document, Line, Page, Reading
from ingest.settings import LibrarySettings
from ingest.workshop import Workshop
from tests.conftest import typeset

_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>'
    "<text:tracked-changes><text:p>supprimé</text:p></text:tracked-changes>"
    '<text:h text:outline-level="1">1. Objet</text:h><text:p>Le prêt<text:note>'
    "<text:note-citation>1</text:note-citation><text:note-body><text:p>Sans intérêt.</text:p>"
    "</text:note-body></text:note> est<text:s/>accordé.<office:annotation><text:p>à revoir"
    '</text:p></office:annotation></text:p><text:h text:outline-level="2">1.2 Coût</text:h>'
    "<table:table><table:table-row><table:table-cell><text:p>Total</text:p></table:table-cell>"
    "<table:table-cell><text:p>12 M€</text:p></table:table-cell></table:table-row></table:table>"
    "</office:text></office:body></office:document-content>"
)


def _read(data: bytes, file: str) -> tuple[Reading, list[Page]]:
    reading = read_document(data, file, password="", settings=LibrarySettings())
    return reading, cleaned(reading)


def _refusal(data: bytes, file: str) -> str:
    with pytest.raises(FileRefused) as refused:
        _read(data, file)
    return refused.value.code


def _zip(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return file.getvalue()


def _docx() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Étude sur les partenariats"
    document.core_properties.author = "Awa Diop"
    document.add_heading("1. Contexte", 1)
    paragraph = document.add_paragraph("Douze ONG")
    run = "<w:r><w:{0}>{1}</w:{0}></w:r>"
    deleted = run.format("delText", "SUPPRIMÉ")
    for tag, inside in (("ins", run.format("t", " et trois PME")), ("del", deleted)):
        xml = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="x">{inside}</w:{tag}>'
        paragraph._p.append(parse_xml(xml.replace("<w:t>", '<w:t xml:space="preserve">')))
    document.add_heading("2.3 Budget", 2)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Formation", "12 000 €"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_docx_keeps_what_was_inserted_and_drops_what_was_deleted() -> None:
    reading, pages = _read(_docx(), "étude.docx")
    assert (reading.format, reading.unit) == ("docx", "section")
    assert [page.text for page in pages] == [
        "1. Contexte\nDouze ONG et trois PME",
        "2.3 Budget\nFormation | 12 000 €",
    ]
    assert [page.label for page in pages] == ["1", "2.3"]
    assert (reading.metadata.title, reading.metadata.author) == (
        "Étude sur les partenariats",
        "Awa Diop",
    )


def test_a_docxs_breaks_of_page_and_column_part_words() -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("Le prêt est accordé.")
    for kind, words in ((WD_BREAK.PAGE, "Il dure"), (WD_BREAK.COLUMN, "deux ans.")):
        run.add_break(kind)
        run.add_text(words)
    file = io.BytesIO()
    document.save(file)
    _, pages = _read(file.getvalue(), "étude.docx")
    assert pages[0].text.split() == "Le prêt est accordé. Il dure deux ans.".split()


def test_an_odt_keeps_its_notes_and_drops_comments_and_deleted_text() -> None:
    data = _zip(mimetype="application/vnd.oasis.opendocument.text", content_xml=_ODT)
    reading, pages = _read(data, "convention.odt")
    assert (reading.format, reading.unit) == ("odt", "section")
    assert pages[0].text == "1. Objet\nLe prêt est accordé.\nSans intérêt."
    assert (pages[1].label, pages[1].text) == ("1.2", "1.2 Coût\nTotal | 12 M€")


def test_a_docxs_headers_boxes_and_watermark_are_said_once_and_apart_from_its_text() -> None:
    document = docx.Document(io.BytesIO(_docx()))
    box = "<w:txbxContent><w:p><w:r><w:t>Ministère</w:t></w:r></w:p></w:txbxContent>"
    mark = '<v:shape><v:textpath string="CONFIDENTIEL"/></v:shape>'
    for inside in (f"<v:shape><v:textbox>{box}</v:textbox></v:shape>", mark):
        names = f'{nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"'
        run = parse_xml(f"<w:r {names}><w:pict>{inside}</w:pict></w:r>")
        document.sections[0].header.paragraphs[0]._p.append(run)
    document.sections[0].header.add_paragraph("Convention n°\u00a012")
    document.settings.odd_and_even_pages_header_footer = True
    document.sections[0].even_page_footer.paragraphs[0].text = "Ministère"
    file = io.BytesIO()
    document.save(file)
    reading, pages = _read(file.getvalue(), "étude.docx")
    assert reading.running == ("CONFIDENTIEL", "Ministère", "Convention n° 12")
    assert [page.running for page in pages] == [reading.running, ()]
    assert not any("Ministère" in page.text for page in pages)


def test_an_odts_headers_are_said_apart_from_its_text() -> None:
    styles = (
        '<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
        ' xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"><office:master-styles>'
        "<style:master-page><style:header><text:p>Conseil<text:s/>régional<text:tab/>Confidentiel"
        '</text:p></style:header><style:footer style:display="false"><text:p>Ancien</text:p>'
        "</style:footer><style:footer-left><text:p>Page <text:page-number>3</text:page-number>"
        "</text:p></style:footer-left></style:master-page></office:master-styles>"
        "</office:document-styles>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    reading, pages = _read(_zip(mimetype=kind, content_xml=_ODT, styles_xml=styles), "pacte.odt")
    assert reading.running == ("Conseil régional", "Confidentiel")
    assert pages[0].running == reading.running


@pytest.mark.parametrize(
    ("language", "one", "several"),
    [
        (
            "fr",
            "1 groupe de paragraphes",
            "2 sections – 2 pages illisibles\u00a0: 1, 2 – 3 pages lues par OCR\u00a0: 3, 4, 5",
        ),
        (
            "en",
            "1 group of paragraphs",
            "2 sections – 2 unreadable pages: 1, 2 – 3 pages read by OCR: 3, 4, 5",
        ),
    ],
)
def test_one_is_counted_in_the_singular_and_several_in_the_plural(
    language: str, one: str, several: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PASSERELLE_LANG", language)
    alone = Document("i", "a.txt", "A", "", "", 1, 1, (), "", 9, "text", "paragraph")
    assert command.counted(alone) == one
    more = replace(alone, pages=2, unit="section", unreadable_pages=(1, 2), ocr_pages=(3, 4, 5))
    assert command.counted(more) == several


def test_html_is_its_text_alone() -> None:
    page = (
        "<html><head><title>Site</title><style>p{}</style></head><body><nav>Accueil</nav>"
        "<h1>Rapport</h1><p>Le <b>1<sup>er</sup></b> juin.<script>alert(1)</script></p>"
        '<h2>Moyens</h2><ul><li>Un</li></ul><p hidden>caché</p><!-- non --><img src="http://x/y">'
        "<footer>Mentions</footer></body></html>"
    )
    reading, pages = _read(page.encode(), "page.html")
    assert (reading.unit, reading.metadata.title) == ("section", "Rapport")
    assert [each.text for each in pages] == ["Rapport\nLe 1er juin.", "Moyens\n• Un"]


def test_items_of_a_list_bear_the_numbers_that_a_browser_shows() -> None:
    items = "<li>Un</li><li>Deux<ol><li>Dedans</li></ol></li><li>Trois</li>"
    long = f"<ol>{'<li>Encore</li>' * 5_000}</ol>"
    page = f'<ol start="5">{items}</ol><ol start="--3"><li>Seul</li></ol>{long}'
    told = "\n".join(each.text for each in _read(page.encode(), "listes.html")[1]).split("\n")
    assert told[:5] == ["5. Un", "6. Deux", "1. Dedans", "7. Trois", "1. Seul"]
    assert told[-1] == "5000. Encore"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_plain_text_is_read_in_any_usual_encoding(encoding: str) -> None:
    text = "L’évaluation a coûté 12 000 €.\n\nElle a été jugée utile."
    reading, pages = _read(text.encode(encoding), "note.txt")
    assert (reading.unit, pages[0].label) == ("paragraph", "1–2")
    assert pages[0].text == "L’évaluation a coûté 12 000 €.\nElle a été jugée utile."


def test_what_is_not_read_is_refused_by_what_it_holds() -> None:
    bomb = _zip(mimetype="application/vnd.oasis.opendocument.text", content_xml=" " * 50_000_000)
    entities = _zip(
        mimetype="application/vnd.oasis.opendocument.text",
        content_xml="<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
    )
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    assert _refusal(b"du texte", "texte.pdf") == "not_a_pdf"
    assert _refusal(bytes(range(256)) * 20, "bruit.txt") == "unknown_format"
    assert _refusal(b"{\\rtf1 x}", "lettre.rtf") == "unknown_format"
    for blank in (b" \r\n\t\n \f\n", "\ufeff\u00a0\n\u200b".encode(), "\n \n".encode("utf-16")):
        assert _refusal(blank, "blanc.txt") == "empty_file"
        assert _refusal(blank, "blanc.md") == "empty_file"
    assert _refusal(ole + b"\0" * 99, "vieux.doc") == "unknown_format"
    assert _refusal(ole + "EncryptedPackage".encode("utf-16-le"), "a.docx") == "locked_document"
    assert _refusal(_docx()[:3000], "coupé.docx") == "damaged_document"
    assert _refusal(b"du texte", "texte.docx") == "damaged_document"
    assert _refusal(bomb, "bombe.odt") == "inflated_document"
    assert _refusal(entities, "entités.odt") == "damaged_document"
    types = '<Types><Override ContentType="x.presentationml.y"/></Types>'
    slides = io.BytesIO()
    with zipfile.ZipFile(slides, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
    with pytest.raises(FileRefused, match=r"PowerPoint.*exportez-le en PDF"):
        _read(slides.getvalue(), "diapositives.pptx")


def test_a_folder_gives_every_format_and_no_lock_file(tmp_path: Path) -> None:
    for name in ("a.docx", "~$a.docx", ".b.txt", "c.txt", "d.htm", "e.jpg"):
        (tmp_path / name).write_bytes(b"x")
    os.mkfifo(tmp_path / "f.pdf")  # which nobody writes to: reading it would never end
    assert [each.file for each in sources([tmp_path])] == ["a.docx", "c.txt", "d.htm"]
    with pytest.raises(FileMissing):
        admit(Source("f.pdf", tmp_path / "f.pdf"), LibrarySettings())


def test_tesseract_is_asked_again_until_it_has_french(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "tesseract"
    monkeypatch.setenv("PATH", str(tmp_path))
    for language, available in (("eng", False), ("fra", True)):
        program.write_text(f"#!/bin/sh\necho {language}\n", encoding="utf-8")
        program.chmod(0o755)
        assert ocr.is_available(LibrarySettings()) == available


def _printed(text: str) -> Image.Image:
    png = typst.compile(f"#set text(14pt)\n{text}".encode(), format="png", ppi=200)
    assert isinstance(png, bytes)
    return Image.open(io.BytesIO(png))


def _scan(text: str) -> bytes:
    """Return a PDF that shows only the picture of a text."""
    file = io.BytesIO()
    _printed(text).convert("L").save(file, "PDF", resolution=200)
    return file.getvalue()


def test_columns_of_a_page_scanned_askew_stand_upright() -> None:
    def line(left: float, bottom: float) -> Line:
        return Line(0, 0, left, bottom, left + 240, bottom + 9, 8.2)

    upright = [line(left, bottom) for left in (70, 330) for bottom in range(60, 760, 12)]
    assert deskew.straightened(upright) == tuple(upright)
    askew = [line(each.left + 0.04 * each.bottom, each.bottom) for each in upright]
    assert max(each.right for each in askew[:59]) > min(each.left for each in askew[59:])
    mended = deskew.straightened(askew)
    assert max(each.right for each in mended[:59]) < min(each.left for each in mended[59:])


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_added_before_tesseract_is_read_once_it_is_there(workshop: Workshop) -> None:
    data = _scan("Le projet associe douze coopératives de la région de Kayes depuis 2019.")
    source = upload("scan.pdf", data)
    off = Workshop(
        LibrarySettings(home=workshop.settings.home, cache=workshop.settings.cache, ocr="off"),
        workshop.library,
        workshop.index,
        workshop.embeddings,
    )
    [first] = pipeline.add(off, [source])
    assert first.document is not None
    assert first.document.unreadable_pages == (1,)
    assert command.counted(first.document) == "1 p. – 1 page illisible\u00a0: 1"
    steps: list[str] = []
    [then] = pipeline.add(workshop, [source], progress=lambda step: steps.append(step.stage))
    assert then.document is not None
    assert (then.status, then.document.unreadable_pages) == ("replaced", ())
    assert then.document.ocr_pages == (1,)
    assert command.counted(then.document) == "1 p. – 1 page lue par OCR\u00a0: 1"
    assert "ocr" in steps
    page = workshop.library.page(then.document.id, 1)
    assert page.ocr
    start = page.text.index("douze coopératives")
    [box] = ocr.marks(page, start, start + len("douze coopératives"))
    assert 0 < box.left < box.right < 1
    assert box.bottom - box.top < 0.05
    assert workshop.library.original(then.document.id).is_file()
    [again] = pipeline.add(workshop, [source])
    assert again.status == "unchanged"


_ELIDED = (
    "L’appui de l’équipe va à l’entretien des pistes, à l’intérêt des associations d’entreprises "
    "et à l’outil de l’administrateur, que s’articule autour de la maîtrise d’ouvrage."
)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_keeps_the_elided_words_that_tesseract_doubts(workshop: Workshop) -> None:
    [outcome] = pipeline.add(workshop, [upload("scan.pdf", _scan(_ELIDED))])
    assert outcome.document is not None
    page = workshop.library.page(outcome.document.id, 1)
    assert french.fold(page.text).replace("\n", " ") == french.fold(_ELIDED)


def test_a_doubtful_word_is_told_from_a_speck() -> None:
    elided = "d'ouvrage l’équipe, S'articule jusqu'à «l'UEMOA» d’Oussouye (l'œuvre"
    assert all(doubtful.is_written(word, line=0) for word in elided.split())
    for word in "reçu demi-journée tas".split():
        assert doubtful.is_written(word, line=95)
        assert not doubtful.is_written(word, line=60)
    specks = "f:\\ 6) ae Ne la CAN EI © l' d'% Soe. l'1 Orgensme n°1175539987S -"
    assert not any(doubtful.is_written(word, line=95) for word in specks.split())


_STAMP = "Reçu le 12 mars 2022 au service courrier"
_SIGNED = (
    "Le comité de pilotage s’est réuni sept fois en trois ans au lieu des deux réunions annuelles "
    "prévues par la convention. Les comptes rendus ne mentionnent pas le suivi des recommandations "
    "antérieures. Des doublons subsistent avec les actions de la coopération suisse. La durabilité "
    "des acquis dépendra des communes. La dotation transférée par les ministères ne couvre qu’une "
    "petite part des besoins estimés pour les ouvrages."
)


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_page_scanned_sideways_or_upside_down_is_read_line_after_line(workshop: Workshop) -> None:
    said, file = [f"{each.rstrip('.')}." for each in _SIGNED.split(". ")], io.BytesIO()
    texts = [" ".join(said[first:] + said[:first]) for first in (1, 2, 3)]
    turned = zip(texts, (90, 180, 270), strict=True)
    first, *others = (_printed(text).convert("L").rotate(by, expand=True) for text, by in turned)
    first.save(file, "PDF", resolution=200, save_all=True, append_images=others)
    [outcome] = pipeline.add(workshop, [upload("turned.pdf", file.getvalue())])
    assert outcome.document is not None
    assert outcome.document.ocr_pages == (1, 2, 3)
    pages = [workshop.library.page(outcome.document.id, number) for number in (1, 2, 3)]
    assert [french.words(page.text) for page in pages] == [*map(french.words, texts)]
    # What is marked lies on the page as it was scanned: along its left side, its foot, its right.
    boxes = [ocr.marks(page, 0, 2)[0] for page in pages]
    assert [(box.left < 0.2, box.top > 0.8) for box in boxes] == [
        (True, True),
        (False, True),
        (False, False),
    ]


def _under(title: str, picture: Image.Image) -> bytes:
    """Return a PDF that draws a title over a picture as large as its page."""
    scan, drawn = io.BytesIO(), f"#set page(fill: none)\n#set text(12pt)\n{title}"
    picture.convert("L").save(scan, "PDF", resolution=200)
    writer, over = pypdf.PdfWriter(scan), typst.compile(drawn.encode(), format="pdf")
    assert isinstance(over, bytes)
    writer.pages[0].merge_page(pypdf.PdfReader(io.BytesIO(over)).pages[0])
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


@pytest.mark.skipif(shutil.which("tesseract") is None, reason="tesseract is not installed")
def test_a_scan_under_a_stamp_is_unread_until_ocr_reads_both(workshop: Workshop) -> None:
    source = upload("scan.pdf", _under(_STAMP, _printed(f"#v(3cm)\n{_SIGNED}")))
    off = replace(workshop, settings=replace(workshop.settings, ocr="off"))
    [first] = pipeline.add(off, [source])
    assert first.document is not None
    assert first.document.unreadable_pages == (1,)
    # What is written over the scan is found nonetheless.
    [page] = workshop.library.pages()
    assert page.text == _STAMP
    assert first.document.chunks == 1
    [then] = pipeline.add(workshop, [source])
    assert then.document is not None
    assert (then.document.unreadable_pages, then.document.ocr_pages) == ((), (1,))
    text = french.fold(workshop.library.page(then.document.id, 1).text.replace("\n", " "))
    assert text.count(french.fold(_STAMP)) == 1
    assert french.fold(_SIGNED.rpartition(". ")[2]) in text


def test_a_cover_keeps_its_title_whatever_its_picture(workshop: Workshop) -> None:
    photograph = Image.linear_gradient("L").resize((1654, 2339))
    plan = Image.new("L", (1654, 2339), 255)
    for x in range(100, 1600, 30):
        plan.paste(0, (x, 600, x + 3, 2200))
    for name, picture in (("photograph.pdf", photograph), ("plan.pdf", plan)):
        [outcome] = pipeline.add(workshop, [upload(name, _under(_STAMP, picture))])
        assert outcome.document is not None
        assert outcome.document.ocr_pages == ()
        kept = workshop.library.page(outcome.document.id, 1)
        assert (kept.text, kept.searched, outcome.document.chunks) == (_STAMP, True, 1)
        if name == "photograph.pdf" or shutil.which("tesseract"):
            assert kept.unreadable is None


def _html(body: str) -> list[tuple[str, int]]:
    found, _ = read_html(f"<html><body>{body}</body></html>".encode(), "a.html")
    return [(each.text, each.level) for each in found]


def _text(text: str) -> list[str]:
    return _read(text.encode(), "a.txt")[1][0].text.split("\n")


def test_lines_of_a_plain_text_are_joined_where_they_were_wrapped_alone() -> None:
    sheet = [
        "FICHE PROJET : Biogaz",
        "Zone d'intervention : cercle de Bafoulabé, 9 villages",
        "Durée       : 24 mois",
        "Bailleur : Syndicat d'énergie du Haut-Brévent",
        "Partenaire local : coopérative Jigiya",
    ]
    assert _text("\n".join(sheet)) == [sheet[0], sheet[1], "Durée : 24 mois", *sheet[3:]]
    wrapped = (
        "COMPTE RENDU DE LA RÉUNION DU COMITÉ DE PILOTAGE\n"
        "Le programme prévoit la plantation de 400 000 palé-\n"
        "tuviers sur 320 hectares en 2024-\n2026, avec l'appui du service de l'eau de\n"
        "Madagascar : elle est faite avec les Saint-\nLouisiens.  Puis le reste.\n"
        "  -   Un item dont le texte est assez long pour aller\n      à la ligne"
    )
    assert _text(wrapped) == [
        "COMPTE RENDU DE LA RÉUNION DU COMITÉ DE PILOTAGE",
        "Le programme prévoit la plantation de 400 000 palétuviers sur 320 hectares en 2024-2026,"
        " avec l'appui du service de l'eau de Madagascar : elle est faite avec les Saint-Louisiens."
        " Puis le reste.",
        "- Un item dont le texte est assez long pour aller à la ligne",
    ]


def test_a_table_of_a_plain_text_keeps_its_rows_and_cells() -> None:
    table = (
        "    Poste                2023      2024\n    ------------------------------\n"
        "    Cotisations          1 420     1 775\n    Subventions publiques  21 000  14 500\n"
        "    ==============================\n    Le déficit est de 2 180 euros."
    )
    assert _text(table) == [
        "Poste | 2023 | 2024",
        "Cotisations | 1 420 | 1 775",
        "Subventions publiques | 21 000 | 14 500",
        "Le déficit est de 2 180 euros.",
    ]


def test_markdown_is_read_without_its_marks() -> None:
    source = (
        '---\ntitle: "Note de plaidoyer"\ndate: 2025-05-20\ntags:\n  - air\n---\n\n'
        "# Taxe sur les billets\n\n**Collectif** – *mai* [2025](https://a.fr)  \nDeux lignes\n\n"
        "Pays : Mali\nDurée : 24 mois\n\n## Comparer\n\n| Pays | 2023 | 2024 |\n|---|--:|--:|\n"
        "| Chili | | 1,80 |\n\n> Une citation.\n\n- [x] Lettre envoyée\n- [ ] Audition\n\n"
        "3. Trois\n4. Quatre\n\n    Contact : `a@b.fr`\n"
    )
    reading, pages = _read(source.encode(), "plaidoyer.MD")
    assert (reading.metadata.title, reading.metadata.date) == ("Note de plaidoyer", "2025-05-20")
    assert [page.text.split("\n") for page in pages] == [
        [
            "Taxe sur les billets",
            "Collectif – mai 2025",
            "Deux lignes",
            "Pays : Mali",
            "Durée : 24 mois",
        ],
        [
            "Comparer",
            "Pays | 2023 | 2024",
            "Chili | – | 1,80",
            "Une citation.",
            "• Lettre envoyée ☑",
            "• Audition ☐",
            "3. Trois",
            "4. Quatre",
            "Contact : a@b.fr",
        ],
    ]
    bare, pages = _read(b"Un mot.\n\n---\n\n# Titre\n\nFin : *", "a.md")
    assert bare.metadata.title == "Titre"
    assert pages[0].text.split("\n") == ["Un mot.", "Titre", "Fin : *"]


FUNDERS = (("Financeur", "2023", "2024"), ("Ville", "", "9 €"), ("Région", "7 €", ""))
FUNDED = "Financeur | 2023 | 2024\nVille | – | 9 €\nRégion | 7 €"
SPANNED = "Ville | Module | Jours\nDassa | Suivi | 4\nDassa | Audit | 2\nKayes | Suivi | 1"


def _table(rows: Iterable[Iterable[str]]) -> str:
    cells = ("".join(f"<td>{each}</td>" for each in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def test_an_empty_cell_keeps_its_place_before_a_filled_one() -> None:
    def told(body: str) -> list[str]:
        return [text for text, _ in _html(body)]

    assert told(_table(FUNDERS)) == FUNDED.split("\n")
    spaced = _table([["", "a", "", "b", "", "c"], ["", "d", "", "", "", "e"]])
    assert told(spaced) == ["a | b | c", "d | – | e"]  # columns that are but room are none
    alone = _table([["Objet", "Somme"], ["", "en euros"]])
    assert told(alone) == ["Objet | Somme", "– | en euros"]
    assert told(alone.replace("en euros", "Un paragraphe. " * 9))[1].startswith("Un paragraphe")
    wide = "<tr><td>Total<td colspan=2><td>9</tr>"
    assert told(f"<table><tr><td>a<td>b<td>c<td>d</tr>{wide}</table>")[1] == "Total | – | – | 9"


def test_a_cell_that_spans_rows_is_told_of_each() -> None:
    rows = "<td>Suivi<td>4</tr><tr><td>Audit<td>2</tr><tr><td>Kayes<td>Suivi<td>1</tr>"
    head = "<thead><tr><th>Ville<th>Module<th>Jours</tr></thead>"
    table = f"<table>{head}<tr><td rowspan=2>Dassa{rows}</table>"
    assert [text for text, _ in _html(table)] == SPANNED.split("\n")
    long = "Un paragraphe entier. " * 9
    told = [text for text, _ in _html(table.replace("Dassa", long))]
    assert told[1:3] == [f"{long.strip()} | Suivi | 4", "– | Audit | 2"]
    label = f"<td rowspan=0>{'x' * 80}"
    bomb = f"<table><tr>{label * 60}</tr>{'<tr><td>y' * 2_000}</table>"
    assert sum(len(text) for text, _ in _html(bomb)) < 2_000_000


def test_cells_of_a_docx_keep_their_columns() -> None:
    document = docx.Document()
    for rows in (FUNDERS, [row.split(" | ") for row in SPANNED.split("\n")]):
        table = document.add_table(rows=len(rows), cols=3)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        document.add_paragraph("Suite.")
    table.cell(2, 0).text = ""
    table.cell(1, 0).merge(table.cell(2, 0))
    file = io.BytesIO()
    document.save(file)
    _, pages = _read(file.getvalue(), "a.docx")
    assert pages[0].text == f"{FUNDED}\nSuite.\n{SPANNED}\nSuite."


def test_cells_of_an_odt_keep_their_columns() -> None:
    def cell(text: str, said: str = "") -> str:
        return f"<table:table-cell {said}><text:p>{text}</text:p></table:table-cell>"

    rows = (
        cell("Ville") + cell("2023") + cell("2024") + cell("2025"),
        cell("Dassa", 'table:number-rows-spanned="2"')
        + '<table:table-cell table:number-columns-repeated="2"/>'
        + cell("4"),
        "<table:covered-table-cell/>" + cell("1") + cell("2") + cell("3"),
    )
    start = _ODT.index("<table:table>") + len("<table:table>")
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = _ODT[:start] + table + _ODT[_ODT.index("</table:table>") :]
    kind = "application/vnd.oasis.opendocument.text"
    _, pages = _read(_zip(mimetype=kind, content_xml=content), "a.odt")
    table = "Ville | 2023 | 2024 | 2025\nDassa | – | – | 4\nDassa | 1 | 2 | 3"
    assert pages[1].text == f"1.2 Coût\n{table}"


def test_a_page_inside_a_form_is_read_and_its_search_box_is_not() -> None:
    text = "Le programme finance des puits. " * 10
    framed = f"<form id=aspnetForm><h1>Titre</h1><p>{text}</p></form>"
    searching = "<form><p>Rechercher</p><input></form>"
    assert _html(searching + framed) == [("Titre", 1), (text.strip(), 0)]


def test_what_is_empty_lends_nothing_to_what_follows() -> None:
    assert _html("<h1><img></h1><p>Un paragraphe.</p>") == [("Un paragraphe.", 0)]
    assert _html("<ul><li><img></li></ul><p>Suite.</p>") == [("Suite.", 0)]
    assert _html("<ol><li><p>Premier.</p></li></ol>") == [("1. Premier.", 0)]


def test_a_line_that_is_broken_ends_but_in_a_heading_or_a_cell() -> None:
    noted = "<p>Méthodologie : 40 points<br>Prix :<br>25 points<br>Une phrase<br>qui va.</p>"
    assert _html(f"<h1>Titre<br>Suite</h1>{noted}<ul><li><br>Un<br>Deux</li></ul>") == [
        ("Titre Suite", 1),
        ("Méthodologie : 40 points", 0),
        ("Prix :", 0),
        ("25 points", 0),
        ("Une phrase qui va.", 0),
        ("• Un", 0),
        ("Deux", 0),
    ]
    assert _html("<table><tr><td>Un<br>Deux</td><td>3</td></tr></table>") == [("Un Deux | 3", 0)]
    _, metadata = read_html(b"<h1>Titre<br>Suite</h1>", "a.html")
    assert metadata.title == "Titre Suite"
    document = docx.Document()
    document.add_paragraph("Méthodologie : 40 points\nPrix : 25 points")
    file = io.BytesIO()
    document.save(file)
    _, pages = _read(file.getvalue(), "a.docx")
    assert pages[0].text == "Méthodologie : 40 points\nPrix : 25 points"


def test_a_note_is_told_once_wherever_it_is_called() -> None:
    call = '<sup><a href="#n">1</a></sup>'
    notes = '<ul><li id="n">La note.</li></ul>'
    told = [text for text, _ in _html(f"<p>Un{call}.</p><p>Deux{call}.</p>{notes}")]
    assert told == ["Un.", "La note.", "Deux."]
    alone = f"<table><tr><td>{call}</td><td>3</td></tr></table>{notes}"
    assert [text for text, _ in _html(alone)] == ["La note. | 3"]


def test_the_words_of_a_picture_stay_out_of_an_odt() -> None:
    picture = (
        '<text:p>Avant<svg:title xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-'
        'compatible:1.0">Logo</svg:title>.</text:p>'
    )
    content = _ODT.replace("<office:text>", f"<office:text>{picture}", 1)
    mimetype = "application/vnd.oasis.opendocument.text"
    _, pages = _read(_zip(mimetype=mimetype, content_xml=content), "a.odt")
    assert "Avant." in pages[0].text


@pytest.mark.parametrize(
    ("heading", "label"), [("2021-2027 : la stratégie", "1"), ("Civil-militaire", "1")]
)
def test_a_heading_of_years_or_words_gives_no_number(heading: str, label: str) -> None:
    page = f"<h1>{heading}</h1><p>Un.</p><h1>Autre</h1><p>Deux.</p>"
    _, pages = _read(page.encode(), "a.html")
    assert pages[0].label in ("", label)


def test_a_damaged_archive_stops_no_other_file(workshop: Workshop) -> None:
    whole = _docx()
    at = whole.index(b"[Content_Types].xml") + len(b"[Content_Types].xml")
    damaged = whole[:at] + b"\xff" * 6 + whole[at + 6 :]
    given = [upload("a.docx", damaged), upload("b.docx", whole)]
    assert [each.status for each in pipeline.add(workshop, given)] == ["refused", "added"]


def test_a_presentation_that_holds_a_word_document_is_no_docx() -> None:
    types = (
        '<Types><Default Extension="docx" ContentType="application/vnd.openxmlformats-'
        'officedocument.wordprocessingml.document"/><Override ContentType="application/'
        'vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'
    )
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as parts:
        parts.writestr("[Content_Types].xml", types)
    assert _refusal(archive.getvalue(), "a.pptx") == "unknown_format"


def test_an_archive_of_pdfs_that_compresses_nothing_is_no_pdf(tmp_path: Path) -> None:
    """Its first file's first words are a PDF's: one of its two files came in, under its name."""
    archive = tmp_path / "lot.zip"
    report = typeset(tmp_path / "rapport.pdf", "Le rapport.")
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as files:
        files.write(report, "rapport.pdf")
        files.write(report, "annexe.pdf")
    assert _refusal(archive.read_bytes(), "lot.zip") == "unknown_format"
