"""Brings what is new on the page into the reader's sight."""

from __future__ import annotations

import json
from string import Template

import streamlit as st

from assistant.ui.state import Session
from ingest.schema import Box, Language

# On a phone a page stands under its answer, and Streamlit scrolls a conversation to its end
# whenever it grows. Once by the time all is drawn, and once more when pictures have come.
_SCROLL = Template("""<script>
for (const later of [150, 700]) setTimeout(() => {
  const fresh = document.querySelector('.st-key-$key');
  const top = fresh ? fresh.getBoundingClientRect().top : 0;
  if (fresh && (top < 50 || top > innerHeight / 2)) fresh.scrollIntoView({block: 'start'});
}, later);
</script>""")


# In pixels: the question box at the window's foot, with a few lines above it.
_ROOM = 220
# The page's own frame scrolls, so that its controls stay in sight; once for each page shown. What
# stands low on the page is low in the frame, whose foot the window or the question box may hide.
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
  const below = drawn.getBoundingClientRect().top + $top * drawn.clientHeight + $room - innerHeight;
  const main = document.querySelector('[data-testid=stMain]');
  if ($top && below > 0 && main) main.scrollBy(0, below);
}, later);
</script>""")


def scroll_sheet(shown: str, box: Box | None, named: str) -> None:
    """Scroll the page's picture to a box of it, to its top without one, and name it for readers."""
    place = {"top": box.top if box else 0, "left": box.left if box else 0, "room": _ROOM}
    script = _SHEET.substitute(place, shown=_text(shown), named=_text(named))
    st.html(script, unsafe_allow_javascript=True)


# A section's text has its marks in itself; once for each section shown, as above.
_MARK = Template("""<script>
for (const later of [60, 400]) setTimeout(() => {
  const text = document.querySelector('.pas-text');
  if (!text || text.dataset.shown === $shown) return;
  text.dataset.shown = $shown;
  const mark = text.querySelector('mark');
  text.scrollTop = mark ? mark.offsetTop - text.offsetTop - text.clientHeight / 3 : 0;
}, later);
</script>""")


def scroll_text(shown: str) -> None:
    """Scroll a section's text to its first mark, to its top without one."""
    st.html(_MARK.substitute(shown=_text(shown)), unsafe_allow_javascript=True)


def _text(value: object) -> str:
    """Write a value for a script; no tag in it ends the script."""
    return json.dumps(value).replace("<", "\\u003c")


# What had the focus is drawn anew beside an opened page, and gone with a closed one: without this,
# the keyboard is at the top of the page again. Who has gone elsewhere meanwhile is left there.
_ENTER = """<script>
for (const later of [150, 700]) setTimeout(() => {
  const viewer = document.querySelector('.st-key-viewer');
  if (!viewer) return;
  viewer.tabIndex = -1;
  viewer.setAttribute('role', 'region');
  viewer.setAttribute('aria-labelledby', 'pas-viewed');
  viewer.onkeydown = event => {
    if (event.key === 'Escape') viewer.querySelector('.st-key-close button').click();
  };
  if (document.activeElement === document.body) viewer.focus({preventScroll: true});
}, later);
</script>"""
# Streamlit draws a button that has a tip twice, one of them hidden.
_RETURN = Template("""<script>
for (const later of [150, 700]) setTimeout(() => {
  const drawn = [...document.querySelectorAll('.st-key-$key button')];
  const opener = drawn.find(each => each.offsetParent);
  if (!opener) return;
  const {top, bottom} = opener.getBoundingClientRect();
  if (top < 50 || bottom > innerHeight - 120) opener.scrollIntoView({block: 'center'});
  if (document.activeElement === document.body) opener.focus({preventScroll: true});
}, later);
</script>""")


def bring_into_sight(session: Session) -> None:
    """Lead the reader to the session's fresh container, or back to the button left, once.

    Their keys are always ours.
    """
    if session.fresh:
        st.html(_SCROLL.substitute(key=session.fresh), unsafe_allow_javascript=True)
    if session.fresh == "viewer":
        st.html(_ENTER, unsafe_allow_javascript=True)
    if session.left:
        st.html(_RETURN.substitute(key=session.left), unsafe_allow_javascript=True)
    session.fresh = session.left = ""


# What Streamlit writes and names in English only; names are what screen readers say.
_ITS_NAMES = {
    "Skip to main content": "Aller au contenu",
    "Sidebar": "Barre latérale",
    "App pages": "Pages",
    "Chat message from user": "Question",
    "Chat message from assistant": "Réponse",
    "file upload": "Ajouter des fichiers",
    "Upload files": "Ajouter des fichiers",
    "Upload files or directory": "Ajouter des fichiers",
    "Send message": "Envoyer la question",
    "Open": "Ouvrir la liste",
    "Expand sidebar": "Ouvrir la barre latérale",
    "Collapse sidebar": "Replier la barre latérale",
    "Close": "Fermer",
    "Clear value": "Effacer",
    "Main menu": "Menu",
    "Show password": "Montrer le mot de passe",
    "Hide password": "Cacher le mot de passe",
    "Press Enter to apply": "Entrée pour valider",
    "Press Enter to submit form": "Entrée pour envoyer",
    "Press Ctrl+Enter to apply": "Ctrl+Entrée pour valider",
    "Press ⌘+Enter to apply": "⌘+Entrée pour valider",
    "No results": "Aucun résultat",
    "Page not found": "Page introuvable",
    "The page that you have requested does not seem to exist. Running the app's main page.": (
        "Cette adresse n'est celle d'aucune page. Voici celle des questions."
    ),
}
# Where it writes: under boxes, in lists, in its dialogs. Elsewhere words are ours or a document's.
_WRITTEN = "[data-testid=InputInstructions], [role=listbox], [role=dialog], a[href='#stMain']"
# In a block: run again for another language, a name of the whole page would be declared twice.
_SPEAK = Template("""<script>{
document.documentElement.lang = $language;
const names = $names;
const mend = () => {
  for (const each of document.querySelectorAll('[aria-label]')) {
    const said = names[each.getAttribute('aria-label')];
    if (said) each.setAttribute('aria-label', said);
  }
  for (const each of document.querySelectorAll($written)) {
    const texts = document.createTreeWalker(each, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode())
      if (names[text.data]) text.data = names[text.data];
  }
  for (const each of document.querySelectorAll('[data-testid=stFileUploaderDropzone] button')) {
    const said = getComputedStyle(each).getPropertyValue('--pas-browse').slice(1, -1);
    if (said && said !== each.getAttribute('aria-label')) each.setAttribute('aria-label', said);
  }
};
if (window.passerelleNames) window.passerelleNames.disconnect();
window.passerelleNames = new MutationObserver(mend);
window.passerelleNames.observe(document.body,
  {childList: true, subtree: true, characterData: true, attributes: true,
   attributeFilter: ['aria-label']});
mend();
}</script>""")


def speak(language: Language) -> None:
    """Tell screen readers which language the page is in, and name Streamlit's parts in it."""
    names = _ITS_NAMES if language == "fr" else {ours: its for its, ours in _ITS_NAMES.items()}
    told = {"language": language, "names": names, "written": _WRITTEN}
    script = _SPEAK.substitute({name: _text(each) for name, each in told.items()})
    st.html(script, unsafe_allow_javascript=True)
