"""Whether a page shows more words than its text has: a scan under a stamp, or below a heading.

Few letters stand on it, pictures cover most of it, and it is drawn as writing is: thin dark strokes
on paper of one shade, which covers with a photograph and a title have not.
"""

from __future__ import annotations

import numpy as np
import pypdfium2

from ingest.page_objects import image_boxes

# A dozen lines of text are no stamp, nor are pictures of less than half a page a scan of one.
_MOST_LETTERS, _LEAST_COVERED = 300, 0.5
# Drawn so coarse, a letter of 11 points crosses about eight rows of pixels with a thin stroke.
_DOTS_PER_INCH, _MOST_PIXELS = 75, 1000
_STROKES_A_LETTER, _THIN = 8, 4
# Shades of 256: how far paper strays from its own, and by how much ink is darker.
_STRAYS, _DARKER = 15, 60
# What is left of a page's paper between its lines, and the letters that are worth reading.
_LEAST_PAPER, _LEAST_LETTERS = 0.8, 300
_CELLS = 40


def shows_more(page: pypdfium2.PdfPage, text: str) -> bool:
    """Say whether a page shows many more letters than its text has."""
    letters = sum(character.isalpha() for character in text)
    if letters > _MOST_LETTERS or _covered(page) < _LEAST_COVERED:
        return False
    scale = min(_DOTS_PER_INCH / 72, _MOST_PIXELS / max(*page.get_size(), 1.0))
    drawn = page.render(scale=scale, grayscale=True).to_numpy()
    shades = drawn.reshape(drawn.shape[:2]).astype(np.int16)
    near = np.convolve(np.bincount(shades.ravel(), minlength=256), np.ones(2 * _STRAYS + 1), "same")
    if near.max() < _LEAST_PAPER * shades.size:
        return False
    edges = np.diff((shades < int(near.argmax()) - _DARKER).astype(np.int8), prepend=0, append=0)
    widths = np.flatnonzero(edges == -1) - np.flatnonzero(edges == 1)
    return int((widths <= _THIN).sum()) > _STROKES_A_LETTER * (letters + _LEAST_LETTERS)


def _covered(page: pypdfium2.PdfPage) -> float:
    """Return the share of a page that pictures cover, which may be a scan's strips."""
    left, bottom, right, top = page.get_bbox()
    cells = np.zeros((_CELLS, _CELLS), dtype=bool)
    across, up = _CELLS / max(right - left, 1.0), _CELLS / max(top - bottom, 1.0)
    for x1, y1, x2, y2 in image_boxes(page):
        columns = slice(max(round((x1 - left) * across), 0), max(round((x2 - left) * across), 0))
        rows = slice(max(round((y1 - bottom) * up), 0), max(round((y2 - bottom) * up), 0))
        cells[rows, columns] = True
    return float(cells.mean())
