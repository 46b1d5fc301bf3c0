"""What the page's tests do on it, by Streamlit's AppTest."""

from __future__ import annotations

import html
import time
from pathlib import Path

import typst
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
PARTNERS = "Qui a mis en relation Paratronic et l'ONEP ?"
PIE = "Quelle est la recette de la tarte aux pommes ?"

# What a document could try on a page that took its text for Markdown or HTML.
HOSTILE = (
    "Le dispositif Zorglub finance <img src=x onerror=alert(1)> des puits au Sahel.",
    "Le dispositif Zorglub suit ![une image](http://evil.example/b.png) et [un lien]"
    "(http://evil.example/c) chaque année.",
    "Le dispositif Zorglub est :red[rouge], :material/home: et $E=mc^2$ à https://evil.example/d.",
)
HOSTILE_TITLE = "**Zorglub** ![i](http://evil.example/t.png) <b>gras</b> www.evil.example"


def hostile_pdf() -> bytes:
    """Typeset a document whose title and sentences are markup."""
    said = "\n\n".join(f'#"{line}"' for line in HOSTILE)
    source = f'#set document(title: "{HOSTILE_TITLE}")\n#set text(lang: "fr")\n{said}'
    compiled = typst.compile(source.encode())
    assert isinstance(compiled, bytes)
    return compiled


def sound(at: AppTest) -> AppTest:
    """Check that nothing went wrong on the page."""
    assert not at.exception, [each.message for each in at.exception]
    assert not at.error, [each.value for each in at.error]
    return at


def ask(at: AppTest, question: str) -> AppTest:
    return sound(at.chat_input[0].set_value(question).run())


def click(at: AppTest, key: str) -> AppTest:
    return sound(at.button(key=key).click().run())


def go_to(at: AppTest, page: str) -> AppTest:
    """Follow a link of the navigation; AppTest can only switch to pages that are files."""
    hashes = {info.get("url_pathname"): key for key, info in at._registered_pages.items()}
    at._page_hash = hashes[page]
    return sound(at.run())


def shown(at: AppTest) -> str:
    """Return the text that `st.html` shows."""
    return html.unescape("\n".join(each.value for each in at.html))


def keys(at: AppTest, start: str) -> list[str]:
    return [each.key for each in at.button if each.key and each.key.startswith(start)]


def until_added(at: AppTest) -> AppTest:
    """Run the page again, as its refreshing does, until no file is on its way."""
    for _ in range(300):
        if keys(at, "dismiss"):
            return at
        time.sleep(0.2)
        sound(at.run())
    raise AssertionError("still adding after a minute")
