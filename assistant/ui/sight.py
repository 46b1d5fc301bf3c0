"""Brings what is new on the page into the reader's sight."""

from __future__ import annotations

from string import Template

import streamlit as st

from assistant.ui.state import Session

# On a phone a page stands under its answer, and Streamlit scrolls a conversation to its end
# whenever it grows. Once by the time all is drawn, and once more when pictures have come.
_SCROLL = Template("""<script>
for (const later of [150, 700]) setTimeout(() => {
  const fresh = document.querySelector('.st-key-$key');
  const top = fresh ? fresh.getBoundingClientRect().top : 0;
  if (fresh && (top < 50 || top > innerHeight / 2)) fresh.scrollIntoView({block: 'start'});
}, later);
</script>""")


def bring_into_sight(session: Session) -> None:
    """Scroll to the session's fresh container, once; its key is always one of ours."""
    if session.fresh:
        st.html(_SCROLL.substitute(key=session.fresh), unsafe_allow_javascript=True)
        session.fresh = ""
