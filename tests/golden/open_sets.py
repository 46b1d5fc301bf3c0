"""The open French question sets, as documents to add and questions to ask of them.

PIAF and CNIL (SQuAD format) lie beside the checkout. One article in four is kept for measuring:
nothing is taught, fitted or chosen on its questions.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.evaluation import Gold, Question, plain
from tests.conftest import SHARED, typeset

FOLDER = SHARED / "questions"
SETS = ("piaf-half.json", "cnil-squad.json")


def articles(name: str) -> list[dict[str, Any]]:
    """Return a set's articles: a title, and paragraphs with their questions."""
    read: list[dict[str, Any]] = json.loads((FOLDER / name).read_text(encoding="utf-8"))["data"]
    return read


def held_out(name: str, place: int) -> bool:
    """Say whether an article, by its place in its set, is kept for measuring."""
    return zlib.crc32(f"{name} {place}".encode()) % 4 == 0


def documents(name: str, folder: Path) -> list[Path]:
    """Typeset each article as a PDF of its own."""
    made = []
    for place, article in enumerate(articles(name)):
        text = "\n".join(str(each["context"]) for each in article["paragraphs"])
        title = str(article.get("title", ""))
        made.append(document(folder / _file(name, place), title, text))
    return made


def document(path: Path, title: str, text: str) -> Path:
    """Typeset a text, a paragraph a line, under a title that only the PDF's metadata hold."""
    quoted, named = (json.dumps(each, ensure_ascii=False) for each in (text, title))
    source = f'#set document(title: {named})\n#for p in {quoted}.split("\\n") [#p #parbreak()]'
    return typeset(path, source)


def questions(name: str) -> Iterator[Question]:
    """Yield the questions on the articles that are not held out."""
    for place, article in enumerate(articles(name)):
        if held_out(name, place):
            continue
        for paragraph in article["paragraphs"]:
            for asked in paragraph["qas"]:
                if asked["answers"]:
                    text = plain(asked["answers"][0]["text"])
                    gold = (Gold(_file(name, place), 0, text),)
                    yield Question("", asked["question"], "fr", "fact", gold)


def _file(name: str, place: int) -> str:
    return f"{Path(name).stem}-{place}.pdf"
