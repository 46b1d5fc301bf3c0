"""HTML to blocks; what DOCX, ODT and Markdown become on their way passes here too.

Nothing is fetched, no script runs and no entity is expanded: lxml (https://lxml.de) reads bytes
that are already here. What a reader of the page would not read as its text stays out: scripts,
styles, navigation, short forms, hidden and deleted parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.html import HTMLParser

from ingest.formats import decode
from ingest.grids import LABEL, Grid, Slot
from ingest.schema import CELL_END, Metadata
from ingest.sections import Block, as_line

# What LangChain's and others' HTML loaders leave in, and no reader quotes.
_LEFT_OUT = frozenset(
    "script style noscript template head nav footer aside button select textarea iframe"
    " object embed svg math canvas audio video del s strike".split()
)
_ROLES = frozenset("navigation banner contentinfo search complementary menu dialog".split())
_BLOCKS = frozenset(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 table caption thead tbody tfoot tr td th"
    " blockquote pre figure figcaption section article main header address details summary hr"
    " body".split()
)
_HEADING = re.compile(r"h([1-6])")
_START = re.compile(r"\s*([+-]?[0-9]{1,9})\s*")
_BULLET = re.compile(r"•|-?\d+\.")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_TEXT_ENOUGH = 200
# Where a line is broken within a paragraph: Unicode's own sign.
_BREAK = "\u2028"
_ENDED = re.compile(r"[.!?:;…][\"'»”’)\]]*$")
# In characters: how much is told again at most, in all, of the labels that span rows: a small file
# must not become a large text.
_MOST_AGAIN = 1_000_000
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_html(data: bytes, file: str) -> tuple[list[Block], Metadata]:
    """Return an HTML document's blocks and what it says of itself; raises UnknownFormat."""
    root = parse_html(decode(data, file))
    if root is None:
        return [], Metadata()
    return list(blocks(_main(root))), _metadata(root)


def parse_html(text: str) -> Any:
    """Return the tree of a page's HTML; None when there is nothing in it."""
    # Deep nesting is no reason to lose what follows: `huge_tree` lifts libxml2's limit of 256.
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError:
        return None


def blocks(root: Any) -> Iterator[Block]:
    """Yield the paragraphs, table rows and headings of an HTML tree, in reading order.

    A note stands after the paragraph that calls it.
    """
    yield from _Walk(_notes(root)).over(root)


class _Walk:
    """One walk over a tree: without recursion, since pages nest as deep as they like."""

    def __init__(self, notes: dict[str, Any], told: set[Any] | None = None) -> None:
        self._notes, self._apart = notes, set(notes.values())
        self._told: set[Any] = set() if told is None else told
        self._called: list[Any] = []
        self._pieces: list[str] = []
        self._level = 0
        self._holds_data: dict[Any, bool] = {}
        self._grids: dict[Any, Grid] = {}
        self._labels: dict[Any, str] = {}
        self._again = 0
        self._numbers: dict[Any, int] = {}

    def over(self, root: Any) -> Iterator[Block]:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "end":
                if tag in _BLOCKS:
                    yield from self._flush()
                if _HEADING.fullmatch(tag):
                    self._level = 0  # an empty one makes no heading of what follows
                if tag == "li":
                    self._pieces.clear()  # nor does an empty item lend its bullet
                if element is not root:
                    self._pieces.append(element.tail or "")
                continue
            if tag == "" or self._is_left_out(element):
                walk.skip_subtree()
                continue
            if tag in _BLOCKS:
                yield from self._flush()
            if tag == "tr" and self._is_row(element):
                yield from self._row(element)
                walk.skip_subtree()
                continue
            if self._calls_note(element):
                walk.skip_subtree()
                continue
            if heading := _HEADING.fullmatch(tag):
                self._level = int(heading.group(1))
            bullet = self._bullet(element) if tag == "li" else ""
            self._pieces.append(_BREAK if tag == "br" else bullet)
            self._pieces.append(element.text or "")
        yield from self._flush()

    def _flush(self) -> Iterator[Block]:
        lines = _broken("".join(self._pieces))
        self._pieces.clear()
        if lines and _BULLET.fullmatch(lines[0]):
            self._pieces.append(f"{lines[0]} ")  # the item's own text is in a block inside it
            return
        for text in [" ".join(lines)] if self._level and lines else lines:
            yield Block(text, self._level)
            self._level = 0
        called, self._called = self._called, []
        for note in called:
            if note in self._told:  # called again from another place
                continue
            self._told.add(note)
            for block in blocks(note):
                yield Block(block.text.removeprefix("• ").removesuffix("↑").rstrip())

    def _is_left_out(self, element: Any) -> bool:
        attribute = element.get
        return (
            element.tag in _LEFT_OUT
            or (element.tag == "form" and not _holds_text(element))
            or (element.tag == "header" and element.find(".//h1") is None)
            or (attribute("role") or "").lower() in _ROLES
            or attribute("hidden") is not None
            or attribute("aria-hidden") == "true"
            or bool(_HIDDEN.search(attribute("style") or ""))
            or element in self._apart
        )

    def _bullet(self, item: Any) -> str:
        """Return what stands before an item of a list: its number, as a browser would show it."""
        listed = item.getparent()
        if listed is None or listed.tag != "ol":
            return "• "
        first = _START.fullmatch(listed.get("start") or "")
        number = self._numbers.get(listed, int(first.group(1)) if first else 1)
        self._numbers[listed] = number + 1
        return f"{number}. "

    def _calls_note(self, element: Any) -> bool:
        """Take a call of a note out of the text: its number would stand glued to a word."""
        if element.tag == "note":  # an ODT's notes stand where they are called
            self._called += list(element)
            return True
        if element.tag == "sup":
            link = element.find("a")
            called = link is not None and (link.get("href") or "")[1:] in self._notes
            if called:
                self._called.append(self._notes[link.get("href")[1:]])
            return called
        return False

    def _is_row(self, row: Any) -> bool:
        """Say whether a row holds data; a table that lays out a page holds tables or headings."""
        table = next(row.iterancestors("table"), None)
        if table is not None and table not in self._holds_data:
            inner = table.iter("table", "h1", "h2", "h3", "h4", "h5", "h6")
            self._holds_data[table] = all(each is table for each in inner)
        return table is not None and self._holds_data[table]

    def _row(self, row: Any) -> Iterator[Block]:
        table = next(row.iterancestors("table"))
        if table not in self._grids:
            self._grids[table] = Grid(table)
        grid = self._grids[table]
        told = [(slot, self._cell(slot)) for slot in grid.slots(row)]
        if any(text and not slot.again for slot, text in told):
            filled = [(slot, text) for slot, text in told if text]
            yield Block(CELL_END.join(grid.in_columns(filled)))

    def _cell(self, slot: Slot) -> str:
        if slot.again:
            text = self._labels.get(slot.cell, "") if self._again < _MOST_AGAIN else ""
            self._again += len(text)
            return text
        inside = _Walk(self._notes, self._told).over(slot.cell)
        text = " ".join(block.text for block in inside)
        if len(text) <= LABEL and slot.cell.get("rowspan"):
            self._labels[slot.cell] = text
        return text


def _broken(text: str) -> list[str]:
    """Return a paragraph's lines; one that but goes on in the next was broken for its looks."""
    lines: list[str] = []
    for line in filter(None, map(as_line, text.split(_BREAK))):
        above = lines[-1] if lines else ""
        if above and (_BULLET.fullmatch(above) or (line[0].islower() and not _ENDED.search(above))):
            lines[-1] = f"{above} {line}"
        else:
            lines.append(line)
    return lines


def _holds_text(form: Any) -> bool:
    """Say whether a form is a page's frame, as some servers write it, rather than fields."""
    texts = ("".join(each.itertext()) for each in form.iter("p", "h1", "h2", "h3"))
    return sum(len(as_line(text)) for text in texts) > _TEXT_ENOUGH


def _notes(root: Any) -> dict[str, Any]:
    """Return the notes that a paragraph calls, by the name of their place."""
    called = {
        link.get("href", "")[1:]
        for link in root.iterfind(".//sup/a")
        if link.get("href", "")[:1] == "#"
    }
    return {each.get("id"): each for each in root.iter("li") if each.get("id") in called}


def _main(root: Any) -> Any:
    """Return the part of a page that is its text, where the page says which it is."""
    for path in (".//main", ".//*[@role='main']", ".//article"):
        found = root.findall(path)
        if len(found) == 1 and len(as_line("".join(found[0].itertext()))) > _TEXT_ENOUGH:
            return found[0]
    body = root.find(".//body")
    return root if body is None else body


def _metadata(root: Any) -> Metadata:
    told: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or ""
        told.setdefault(name.lower(), as_line(meta.get("content") or ""))
    title = root.find(".//title")
    heading = root.find(".//h1")
    named = [each for each in (heading, title) if each is not None]
    titles = [" ".join(block.text for block in blocks(each)) for each in named]
    dates = (
        "article:published_time",
        "date",
        "dcterms.created",
        "dc.date",
        "article:modified_time",
    )
    date = next((found for name in dates if (found := _DAY.match(told.get(name, "")))), None)
    return Metadata(
        title=next((each for each in [*titles, told.get("og:title", "")] if each), ""),
        author=told.get("author") or told.get("dc.creator", ""),
        date=date.group() if date else "",
    )
