"""Which format these bytes are in: told by what they hold, never by the name alone.

A PDF, DOCX or ODT says what it is. HTML and plain text have no signature: there the bytes must be
text, and the name must say which of the two it is.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile

from ingest.refusals import DamagedDocument, LockedDocument, NotAPdf, UnknownFormat
from ingest.schema import Format

SUFFIXES: dict[Format, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx", ".docm", ".dotx"),
    "odt": (".odt", ".ott"),
    "html": (".html", ".htm", ".xhtml"),
    "text": (".txt", ".text", ".md"),
}
MIME_TYPES: dict[Format, str] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "html": "text/html",
    "text": "text/plain",
}
# A PDF's header may follow bytes of mail or print-server wrapping (ISO 32000-1, annex H.3.4.1).
HEADER_WITHIN = 1024
_ZIP, _OLE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
# By the main part's content type (ECMA-376, part 1, annex) or the archive's `mimetype` (ODF, EPUB).
_ARCHIVES: tuple[tuple[str, str], ...] = (
    ("presentationml", "PowerPoint"),
    ("spreadsheetml", "Excel"),
    ("epub+zip", "EPUB"),
    ("opendocument.spreadsheet", "ODS"),
    ("opendocument.presentation", "ODP"),
    ("opendocument.graphics", "ODG"),
)
_LEGACY = {".doc": "Word 97-2003", ".xls": "Excel 97-2003", ".ppt": "PowerPoint 97-2003"}


def format_of(data: bytes, file: str) -> Format:
    """Return the format of a file's bytes; `file` names it, and tells HTML from plain text.

    Raises NotAPdf, UnknownFormat, LockedDocument, DamagedDocument.
    """
    named = format_named(file)
    head = data[:HEADER_WITHIN]
    if data.startswith(_ZIP):  # before what may be the PDF of an archive that compresses nothing
        return _archived(data, file)
    if head.startswith(b"%PDF-") or (b"%PDF-" in head and named not in ("html", "text")):
        return "pdf"
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise LockedDocument(file=file)
        suffix = _suffix(file)
        raise UnknownFormat(file=file, kind=_LEGACY.get(suffix, "Microsoft Office 97-2003"))
    if data.startswith(b"{\\rtf"):
        raise UnknownFormat(file=file, kind="RTF")
    if named in ("html", "text"):
        decode(data, file)
        return named
    if named == "pdf":
        raise NotAPdf(file=file)
    if named is not None:
        raise DamagedDocument(file=file)
    raise UnknownFormat(file=file, kind=_suffix(file).lstrip(".").upper() or "?")


# The types of a Word document's main part.
_WORD = re.compile(
    r"wordprocessingml\.(?:document|template)\.main"
    r"|ms-word\.(?:document\.macroEnabled|template\.macroEnabledTemplate)\.main"
)


def format_named(file: str) -> Format | None:
    """Return the format that a file's name says it is in; None when it says none of ours."""
    suffix = _suffix(file)
    return next((each for each, suffixes in SUFFIXES.items() if suffix in suffixes), None)


def decode(data: bytes, file: str) -> str:
    """Return the text of bytes in UTF-8, UTF-16 or Windows-1252, or in what a page declares.

    The order is the WHATWG's (https://encoding.spec.whatwg.org/, HTML §13.2.3.2): a byte order
    mark, then what the document declares, then UTF-8 where it fits. Raises UnknownFormat when the
    bytes are no text.
    """
    text = _decoded(data)
    if text is None or len(_CONTROLS.findall(text)) > len(text) // 500:
        raise UnknownFormat(file=file, kind="binaire (binary)")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes) -> str | None:
    marked = next((name for mark, name in _MARKS.items() if data.startswith(mark)), "")
    declared = _CHARSET.search(data[:2048]) if b"<" in data[:2048] else None
    tried = [marked, declared.group(1).decode("ascii") if declared else "", "utf-8"]
    if not marked and b"\x00" in data[:1000]:  # UTF-16 without its mark: every other byte is 0
        tried = ["utf-16-le" if data[1:1000:2].count(0) > data[:1000:2].count(0) else "utf-16-be"]
    # Latin-1 means Windows-1252 on the web and in mail: https://encoding.spec.whatwg.org/#names
    for name in [*filter(None, tried), "cp1252"]:
        try:
            known = codecs.lookup(name).name
            return data.decode("cp1252" if known == "iso8859-1" else known)
        except (LookupError, UnicodeError, ValueError):
            continue
    return None


def _archived(data: bytes, file: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = _declared(archive, "mimetype", names) + _declared(
                archive, "[Content_Types].xml", names
            )
    except Exception as error:  # zipfile, zlib and lzma each raise their own on damaged parts
        raise DamagedDocument(file=file) from error
    # Its main part's type: a presentation may hold a Word document.
    if _WORD.search(kind):
        return "docx"
    if "opendocument.text" in kind:
        return "odt"
    known = next((said for part, said in _ARCHIVES if part in kind), "ZIP")
    raise UnknownFormat(file=file, kind=known)


def _declared(archive: zipfile.ZipFile, name: str, names: set[str]) -> str:
    if name not in names:
        return ""
    with archive.open(name) as part:
        return part.read(100_000).decode("utf-8", errors="replace")


def _suffix(file: str) -> str:
    bare = file.rsplit("/", 1)[-1]
    return "." + bare.rsplit(".", 1)[1].lower() if "." in bare else ""
