"""Buttons that copy a text, which Streamlit has none of."""

from __future__ import annotations

import html
from collections.abc import Sequence

import streamlit as st

from assistant.ui.words import Words

# A link is written from its query alone: only the browser knows the page's own address. Where the
# page is not served over HTTPS from elsewhere, browsers keep `navigator.clipboard` from it.
_COPIES = """<script>
for (const button of document.querySelectorAll('.pas-copy')) button.onclick = async () => {
  const query = button.dataset.query;
  const text = query ? location.origin + location.pathname + query : button.dataset.text;
  try { await navigator.clipboard.writeText(text); }
  catch {
    const area = document.body.appendChild(document.createElement('textarea'));
    area.value = text; area.select(); document.execCommand('copy'); area.remove();
  }
  const said = button.querySelector('span');
  said.textContent = button.dataset.done;
  setTimeout(() => { said.textContent = button.dataset.label; }, 2000);
};
</script>"""


def buttons(given: Sequence[tuple[str, str, str]], words: Words) -> None:
    """Draw buttons, each (label, text, "") to copy a text or (label, "", query) to copy a link."""
    drawn = "".join(
        f'<button type="button" class="pas-copy" data-text="{html.escape(text)}"'
        f' data-query="{html.escape(query)}" data-label="{html.escape(label)}"'
        f' data-done="{html.escape(words.copied)}">'
        f'<span aria-live="polite">{html.escape(label)}</span></button>'
        for label, text, query in given
    )
    st.html(f'<div class="pas-copies">{drawn}</div>{_COPIES}', unsafe_allow_javascript=True)
