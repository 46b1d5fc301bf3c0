"""Brings what is new on the page into the reader's sight."""

from __future__ import annotations

import json
from string import Template

import streamlit as st

from assistant.ui.state import Session
from ingest.schema import Box

# On a phone a page stands under its answer, and Streamlit scrolls a conversation to its end
# whenever it grows. Once by the time all is drawn, and once more when pictures have come.
_SCROLL = Template("""<script>
for (const later of [150, 700]) setTimeout(() => {
  const fresh = document.querySelector('.st-key-$key');
  const top = fresh ? fresh.getBoundingClientRect().top : 0;
  if (fresh && (top < 50 || top > innerHeight / 2)) fresh.scrollIntoView({block: 'start'});
}, later);
</script>""")


# The page's own frame scrolls, so that its controls stay in sight; once for each page shown.
_SHEET = Template("""<script>
for (const later of [60, 400, 1200]) setTimeout(() => {
  const sheet = document.querySelector('.st-key-sheet');
  if (!sheet) return;
  sheet.tabIndex = 0;
  sheet.setAttribute('role', 'region');
  sheet.setAttribute('aria-label', $named);
  const drawn = sheet.querySelector('img');
  if (sheet.dataset.shown === $shown || !drawn || !drawn.complete) return;
  sheet.dataset.shown = $shown;
  sheet.scrollTop = Math.max(0, $top * drawn.clientHeight - sheet.clientHeight / 3);
  sheet.scrollLeft = Math.max(0, $left * drawn.clientWidth - 40);
}, later);
</script>""")


def scroll_sheet(shown: str, box: Box | None, named: str) -> None:
    """Scroll the page's picture to a box of it, to its top without one, and name it for readers."""
    place = {"top": box.top if box else 0, "left": box.left if box else 0}
    script = _SHEET.substitute(place, shown=_text(shown), named=_text(named))
    st.html(script, unsafe_allow_javascript=True)


def _text(value: str) -> str:
    """Write a text for a script; no tag in it ends the script."""
    return json.dumps(value).replace("<", "\\u003c")


def bring_into_sight(session: Session) -> None:
    """Scroll to the session's fresh container, once; its key is always one of ours."""
    if session.fresh:
        st.html(_SCROLL.substitute(key=session.fresh), unsafe_allow_javascript=True)
        session.fresh = ""


def speak(language: str) -> None:
    """Tell screen readers which language the page is in: Streamlit says English."""
    script = f"<script>document.documentElement.lang = {_text(language)};</script>"
    st.html(script, unsafe_allow_javascript=True)
