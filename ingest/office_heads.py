"""What the headers and footers of a DOCX or an ODT say: mammoth passes over them.

Neither format says which pages bear them: what they say is told once, of the whole document.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.furniture import is_numbering
from ingest.office import OFFICE, TEXT, WORD, open_archive, read_part
from ingest.schema import Format
from ingest.sections import as_line

_MAIN = re.compile(r"word/document\d*\.xml")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
# What stands on either side of these is no one phrase.
_APART = ("tab", "ptab", "br", "cr")
_OFF = ("0", "false", "off")


def read_heads(data: bytes, file: str, format: Format) -> tuple[str, ...]:
    """Return what headers and footers say, each line once, without those that only number pages.

    A format without headers has none. Raises DamagedDocument, InflatedDocument.
    """
    if format not in ("docx", "odt"):
        return ()
    with open_archive(data, file) as archive:
        said = _said_in_docx(archive) if format == "docx" else _said_in_odt(archive)
        lines = [as_line(piece) for line in said for piece in line.split("\t")]
    # A section that begins anew repeats the header before it.
    return tuple(dict.fromkeys(line for line in lines if line and not is_numbering(line)))


def _said_in_docx(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in _docx_parts(archive):
        part = read_part(archive, name)
        paragraphs: dict[Any, str] = {}
        tags = [f"{WORD}{tag}" for tag in ("t", *_APART)]
        for each in part.iter(*tags, _WATERMARK) if part is not None else ():
            if each.tag == _WATERMARK:
                yield each.get("string") or ""
            elif not any(True for _ in each.iterancestors(f"{WORD}moveFrom")):
                # A text box's paragraphs stand inside the one that it is anchored to.
                paragraph = next(each.iterancestors(f"{WORD}p"), part)
                said = (each.text or "") if each.tag == f"{WORD}t" else "\t"
                paragraphs[paragraph] = paragraphs.get(paragraph, "") + said
        yield from paragraphs.values()


def _docx_parts(archive: zipfile.ZipFile) -> Iterable[str]:
    """Return the names of the headers and footers that some page shows.

    Word keeps those of first and of even pages when they are shown no more (ECMA-376, part 1,
    17.10.1 and 17.10.6).
    """
    main = next(filter(_MAIN.fullmatch, archive.namelist()), "")
    document = read_part(archive, main)
    links = read_part(archive, f"word/_rels/{posixpath.basename(main)}.rels")
    if document is None or links is None:
        return ()
    targets = {str(each.get("Id")): str(each.get("Target")) for each in links}
    shown = {"default"}
    shown |= {"first"} if _is_on(document, "titlePg") else set()
    settings = read_part(archive, "word/settings.xml")
    shown |= {"even"} if _is_on(settings, "evenAndOddHeaders") else set()
    names = [
        targets[each.get(_RELATION)]
        for each in document.iter(f"{WORD}headerReference", f"{WORD}footerReference")
        if each.get(f"{WORD}type", "default") in shown and each.get(_RELATION) in targets
    ]
    return dict.fromkeys(posixpath.join("/word", name).lstrip("/") for name in names)


def _is_on(part: Any, switch: str) -> bool:
    found = part.iter(f"{WORD}{switch}") if part is not None else ()
    return any(each.get(f"{WORD}val", "1") not in _OFF for each in found)


def _said_in_odt(archive: zipfile.ZipFile) -> Iterator[str]:
    styles = read_part(archive, "styles.xml")
    masters = styles.find(f"{OFFICE}master-styles") if styles is not None else None
    if masters is None:
        return
    kinds = [
        f"{_STYLE}{place}{which}"
        for place in ("header", "footer")
        for which in ("", "-left", "-first")
    ]
    for head in masters.iter(*kinds):
        if head.get(f"{_STYLE}display") == "false":
            continue
        for each in head.iter(f"{TEXT}tab", f"{TEXT}line-break", f"{TEXT}s"):
            each.text = " " if each.tag == f"{TEXT}s" else "\t"
        for paragraph in head.iter(f"{TEXT}p", f"{TEXT}h"):
            yield "".join(paragraph.itertext())
