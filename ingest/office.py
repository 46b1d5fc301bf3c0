"""DOCX and ODT to blocks: mammoth makes HTML of a DOCX, an ODT's own elements are named as HTML's.

Comments, deleted text, macros, pictures and generated tables of contents stay out. Both are ZIP
archives of XML: what they unpack to is bounded before anything is unpacked. Headers and footers are
read by `office_heads`.
"""

from __future__ import annotations

import io
import re
import zipfile
from copy import deepcopy
from typing import Any

from lxml import etree

from ingest.markup import blocks, parse_html
from ingest.refusals import DamagedDocument, InflatedDocument, LockedDocument
from ingest.schema import Metadata
from ingest.sections import Block, as_line

# A report of a thousand pages holds about 10 MB of XML; what reads it takes some twenty times that.
_MAX_XML_MEGABYTES = 40
# A cell that stands for more is a sheet's margin, not a table's.
_MOST_REPEATED = 63
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_HTML_TAGS = {
    TEXT + "p": "p",
    TEXT + "list": "ul",
    TEXT + "list-item": "li",
    TEXT + "list-header": "li",
    TEXT + "line-break": "br",
    _TABLE + "table": "table",
    _TABLE + "table-row": "tr",
    _DRAW + "text-box": "div",
}
_NO_TEXT = (
    TEXT + "tracked-changes",
    TEXT + "table-of-content",
    TEXT + "sequence-decls",
    OFFICE + "annotation",
    OFFICE + "annotation-end",
    OFFICE + "forms",
    TEXT + "note-citation",
    _SVG + "title",  # a picture's
    _SVG + "desc",
)


def read_docx(data: bytes, file: str) -> tuple[list[Block], Metadata]:
    """Return a DOCX's blocks and metadata; raises DamagedDocument, InflatedDocument."""
    import mammoth  # a tenth of a second that reading PDFs does without

    with open_archive(data, file) as archive:
        styles = read_part(archive, "word/styles.xml")
        core = read_part(archive, "docProps/core.xml")
    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_style_map(styles),
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(lambda image: {}),
        )
    except Exception as error:  # a damaged archive raises anything at all in mammoth
        raise DamagedDocument(file=file) from error
    root = parse_html(made.value)
    found = [] if root is None else list(blocks(root))
    return found, _metadata(core, "creator", "created")


def read_odt(data: bytes, file: str) -> tuple[list[Block], Metadata]:
    """Return an ODT's blocks and metadata.

    Raises DamagedDocument, InflatedDocument, LockedDocument.
    """
    with open_archive(data, file) as archive:
        manifest = read_part(archive, "META-INF/manifest.xml")
        if manifest is not None and any(
            str(each.tag).endswith("}encryption-data") for each in manifest.iter()
        ):
            raise LockedDocument(file=file)
        content, meta = read_part(archive, "content.xml"), read_part(archive, "meta.xml")
    text = content.find(f".//{OFFICE}text") if content is not None else None
    if text is None:
        raise DamagedDocument(file=file)
    _name_as_html(text)
    return list(blocks(text)), _metadata(meta, "initial-creator", "creation-date")


def open_archive(data: bytes, file: str) -> zipfile.ZipFile:
    """Open an archive whose XML unpacks to no more than the limit.

    Raises DamagedDocument, InflatedDocument.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DamagedDocument(file=file) from error
    parts = [each for each in archive.infolist() if each.filename.endswith((".xml", ".rels"))]
    size = sum(each.file_size for each in parts)
    if size > _MAX_XML_MEGABYTES * 1_000_000:
        archive.close()
        limit = _MAX_XML_MEGABYTES
        raise InflatedDocument(file=file, megabytes=-(-size // 1_000_000), limit=limit)
    for each in parts:
        try:
            with archive.open(each) as part:  # zipfile gives no more than the size it announced
                has_entities = b"<!DOCTYPE" in part.read(4096)
        except Exception as error:  # zlib's and lzma's own too
            archive.close()
            raise DamagedDocument(file=file) from error
        if has_entities:  # both standards forbid them: they are how XML bombs are made
            archive.close()
            raise DamagedDocument(file=file)
    return archive


def read_part(archive: zipfile.ZipFile, name: str) -> Any:
    """Return the tree of one part; None when it is not there or cannot be read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        with archive.open(name) as part:
            return etree.fromstring(part.read(), parser)
    except Exception:  # zlib, zipfile and lxml each raise their own on damaged parts
        return None


def _style_map(styles: Any) -> str:
    """Say in mammoth's language which styles are headings: those with an outline level.

    A style has its parent's level unless it has its own (ECMA-376, part 1, 17.3.1.20).
    """
    lines = ["p[style-name='Title'] => h1:fresh", "p[style-name='Titre'] => h1:fresh"]
    # Left out, they would run the last word of a page into the first of the next.
    lines += [f"br[type='{kind}'] => br" for kind in ("page", "column")]
    lines += [f"p[style-name='toc {level}'] => !" for level in range(1, 10)]
    if styles is None:
        return "\n".join(lines)
    known = {each.get(f"{WORD}styleId"): each for each in styles.iter(f"{WORD}style")}
    for style in known.values():
        level = _outline_level(style, known)
        name = style.find(f"{WORD}name")
        said = name.get(f"{WORD}val") if name is not None else None
        if level is None or not said or style.get(f"{WORD}type") != "paragraph":
            continue
        quoted = said.replace("\\", "\\\\").replace("'", "\\'").replace("\n", " ")
        lines.append(f"p[style-name='{quoted}'] => h{min(level, 5) + 1}:fresh")
    return "\n".join(lines)


def _outline_level(style: Any, known: dict[str, Any]) -> int | None:
    for _ in range(12):
        level = style.find(f"{WORD}pPr/{WORD}outlineLvl")
        if level is not None:
            value = str(level.get(f"{WORD}val"))
            return int(value) if value.isdecimal() and int(value) < 9 else None
        parent = style.find(f"{WORD}basedOn")
        style = known.get(parent.get(f"{WORD}val")) if parent is not None else None
        if style is None:
            break
    return None


def _name_as_html(text: Any) -> None:
    """Rename an ODT's elements in place; what is no text of its own goes, its tail stays."""
    for element in list(text.iter(*_NO_TEXT)):
        for inside in list(element):
            element.remove(inside)
        element.tag, element.text = "del", ""
    for element in list(text.iter(etree.Element)):
        if element.tag == TEXT + "h":
            level = element.get(f"{TEXT}outline-level") or "1"
            element.tag = f"h{min(max(int(level), 1), 6) if level.isdecimal() else 1}"
        elif element.tag in (TEXT + "s", TEXT + "tab"):
            element.text = " "
        elif element.tag == TEXT + "note":
            _bare_note(element)
        elif element.tag == _TABLE + "table-cell":
            _name_cell(element)
        else:
            element.tag = _HTML_TAGS.get(element.tag, element.tag)


def _name_cell(cell: Any) -> None:
    """Rename a cell with how far it spans; one that stands for several becomes as many."""
    cell.tag = "td"
    for name, said in (("columns", "colspan"), ("rows", "rowspan")):
        cell.set(said, cell.get(f"{_TABLE}number-{name}-spanned") or "1")
    repeated = cell.get(f"{_TABLE}number-columns-repeated") or "1"
    for _ in range(1, min(int(repeated), _MOST_REPEATED) if repeated.isdecimal() else 1):
        cell.addnext(deepcopy(cell))


def _bare_note(note: Any) -> None:
    """Leave of a note its text alone, without the number it is called by."""
    body = note.find(f"{TEXT}note-body")
    for inside in list(note):
        note.remove(inside)
    note.tag = "note"
    if body is not None:
        body.tag, body.tail = "div", ""
        note.append(body)


def _metadata(tree: Any, author: str, date: str) -> Metadata:
    """Read the Dublin Core of either format."""
    told: dict[str, str] = {}
    for each in tree.iter(etree.Element) if tree is not None else ():
        told.setdefault(etree.QName(each).localname, as_line(each.text or ""))
    day = _DAY.match(told.get(date, ""))
    return Metadata(
        title=told.get("title", ""),
        author=told.get(author) or told.get("creator", ""),
        date=day.group() if day else "",
    )
