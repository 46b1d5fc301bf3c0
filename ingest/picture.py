"""A page as a picture, in a file that Tesseract and Pillow read."""

from __future__ import annotations

import io
from dataclasses import dataclass

from PIL.Image import Image

from ingest.pdf import draw_page

DPI = 300
# An A3 page at 300 dots an inch; a poster is drawn coarser.
_MOST_PIXELS = 5000


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawn page: its size in pixels, and its file in a format that Tesseract reads."""

    width: int
    height: int
    file: bytes


def draw(data: bytes, number: int) -> Picture | None:
    """Draw page `number` (from 1) of a PDF as Tesseract reads it best; None when it cannot be."""
    drawn = draw_page(data, number, dots_per_inch=DPI, most_pixels=_MOST_PIXELS)
    return None if drawn is None else as_picture(drawn)


def as_picture(drawn: Image) -> Picture:
    """Return a drawn page as it is sent and read."""
    file = io.BytesIO()
    drawn.convert("RGB" if drawn.mode not in ("L", "RGB") else drawn.mode).save(file, "PPM")
    return Picture(drawn.width, drawn.height, file.getvalue())
