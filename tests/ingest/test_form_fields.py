"""What a PDF's form is filled in with is read, found and shown like the rest of its page."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pypdf
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from ingest import cleaning
from ingest.pdf import read_pdf, render_page
from tests.conftest import typeset

FORM = """
#set page(width: 16cm, height: 12cm, margin: 2cm)
#set text(size: 11pt, lang: "fr")
#place(top + left, dy: 1cm)[Nom du projet :]
#place(top + left, dy: 3cm)[Montant demandé (euros) :]
#place(top + left, dy: 6cm)[Formulaire de demande de subvention, à retourner avant le 30 juin.]
"""
POINTS = 72 / 2.54


def filled_in(path: Path, values: dict[str, float]) -> Path:
    """Put fields on a typeset form, each with its value, so many centimetres under the top."""
    writer = pypdf.PdfWriter(clone_from=typeset(path, FORM))
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    fonts = DictionaryObject({NameObject("/Helv"): writer._add_object(font)})
    fields = ArrayObject()
    for down in values.values():
        top = (12 - down) * POINTS
        field = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/F"): NumberObject(4),
                NameObject("/T"): TextStringObject(f"field {down}"),
                NameObject("/DA"): TextStringObject("/Helv 11 Tf 0 g"),
                NameObject("/Rect"): ArrayObject(
                    map(FloatObject, (7.5 * POINTS, top - 16, 14 * POINTS, top))
                ),
            }
        )
        fields.append(writer._add_object(field))
    writer.pages[0][NameObject("/Annots")] = fields
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {
            NameObject("/Fields"): fields,
            NameObject("/DR"): DictionaryObject({NameObject("/Font"): fonts}),
            NameObject("/DA"): TextStringObject("/Helv 11 Tf 0 g"),
        }
    )
    told = {f"field {down}": value for value, down in values.items()}
    writer.update_page_form_field_values(writer.pages[0], told, auto_regenerate=False)
    writer.write(path)
    return path


def test_the_values_of_a_form_are_read_beside_their_labels(tmp_path: Path) -> None:
    path = filled_in(tmp_path / "f.pdf", {"Lumassan": 3.0, "48 750": 5.0})
    (page,) = cleaning.clean(read_pdf(path.read_bytes(), path.name).pages)
    rows = [line.replace(" | ", " ") for line in page.text.split("\n")]
    assert "Nom du projet : Lumassan" in rows
    assert "Montant demandé (euros) : 48 750" in rows


def test_the_values_of_a_form_are_on_its_picture_and_marked_there(tmp_path: Path) -> None:
    path = filled_in(tmp_path / "f.pdf", {"Lumassan": 3.0})
    raw = read_pdf(path.read_bytes(), path.name).pages[0]
    at = raw.text.index("Lumassan")
    picture, ((box,),) = render_page(path, 1, marks=[range(at, at + len("Lumassan"))])
    pixels = np.asarray(picture.convert("L"))
    height, width = pixels.shape
    inside = pixels[
        int(box.top * height) : int(box.bottom * height),
        int(box.left * width) : int(box.right * width),
    ]
    assert inside.min() < 100
