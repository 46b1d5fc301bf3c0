"""A document's title, from what the file says of itself or what its first page shows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from ingest import french
from ingest.cleaning import line_text
from ingest.formats import format_named
from ingest.furniture import lies_over_text
from ingest.schema import CELL_END, Line, Metadata, Page, RawPage

_USELESS_TITLE = (
    r"(microsoft word|sans titre|untitled|sans nom|presentation powerpoint|powerpoint presentation"
    r"|(scanned )?document\b|scan\b|numerisation|diapositive|slide 1$|titre$|title$|layout 1$)"
)
_FILE_NAME = re.compile(
    r"\.(docx?|odt|pdf|indd|pptx?|xlsx?|tex|dvi|rtf|qxp|ai|x?html?|txt|md)\b", re.IGNORECASE
)
_LETTERHEAD = re.compile(r"(republique|royaume|ministere|un peuple|burkina faso$|www\.)")
_NAMES = (
    "rapport|guide|loi|decret|arrete|ordonnance|code|discours|note|bilan"
    "|charte|convention|etude|synthese|avis|contribution|programme|strategie|politique|manuel|actes"
    "|compte[- ]rendu|livre blanc|plan|protocole|accord|resolution|declaration|communique|fiche"
    "|cahier|referentiel|reglement|statuts|proces[- ]verbal|livret|enquete|evaluation|diagnostic"
    "|recommandations|restitution|seminaire|atelier|conference|colloque"
)
_KIND = re.compile(rf"(?:projet de )?(?:{_NAMES}|feuille de route)s?\b")
# What else tells only which kind of document it is, or when it was made.
_BESIDE_NAMES = (
    "ministériel présentation activité activités annuel annuelle final finale journal officiel"
    " version document annexe janvier février mars avril mai juin juillet août septembre octobre"
    " novembre décembre année report annual activity summary minutes presse partenariat projet"
    " assemblée générale ordinaire extraordinaire concept press release agreement partnership"
)
_LONGEST_TITLE, _LONGEST_KIND, _TITLE_WITHIN = 200, 300, 12
# A title that is not ended, and what may go on with one.
_OPEN = re.compile(
    r"(?:n\s?[°o]\W*|:|\b(?:de|du|des|la|le|les|l'|d'|a|au|aux|et|pour|sur|en|of|the))$"
)
_GOES_ON = re.compile(
    r"(?:portant|relati[fv]|fixant|modifiant|instituant|de la|du|des|de l'|sur|pour)\b"
)
_OFFICIAL = re.compile(
    r"(?:arrete|decret|loi|ordonnance|decision|circulaire|deliberation|directive)\b.{0,90}?"
    r"\b(?:portant|relati[fv]e?s?|fixant|modifiant|instituant|abrogeant|approuvant|autorisant)\b"
)
_NUMBERS = re.compile(r"\d[\d-]*")
# In characters and paragraphs: how little a cover says, how much of it is title, where its head is.
_COVER, _SUBTITLES, _HEAD = 600, 2, 6
_SENTENCE, _LEADERS = 60, re.compile(r"(?:[.…]\s?){4}")
_BESIDE = re.compile(
    r"\b(?:sommaire|table des matieres|remerciements|sigles|avant-propos|contents|tel|rue|avenue)\b"
    r"|@|https?:|www\.|^(?:direction|service|secretariat|departement|division|bureau|pole"
    r"|article|chapitre|titre|section|partie)\b"
)
_STATE = re.compile(
    r"(?:DE LA |DU )?((?:R[ÉE]PUBLIQUE(?: \w+)?|ROYAUME) (?:DU |DE LA |DES |DE |DE L[’']|D[’'])"
    r"[\w-]+(?: d[’']Ivoire)?|BURKINA FASO)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")
# « Saint-Ouarn, le 14 octobre 2025 » stands between what a text is and what it is about.
_DATED = re.compile(r"(?:.{1,40}, )?(?:le )?(?:1er|\d{1,2}) [^\W\d]{3,9} (?:19|20)\d\d$")
_LABELLED = re.compile(r"\s?:\s")
_SUBJECT_WITHIN, _LONGEST_SUBJECT = 3, 140


def body_size(pages: Iterable[RawPage]) -> float:
    """Return the size that most of a document's letters are set in, in points; 0 without any."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            sizes[line.size] += line.end - line.start
    return sizes.most_common(1)[0][0] if sizes else 0.0


def choose_title(
    metadata: Metadata, raw: RawPage | None, page: Page | None, file: str, *, body: float = 0.0
) -> str:
    """Choose a title: the metadata's when sensible, else the first page's largest words, else its
    first line that names a kind of document (« Loi n° … », « Discours … »), else the file's name.

    One that tells little (« Rapport de présentation ») or that the first page goes on with is
    completed, and says which state it comes from. `raw` and `page` are the first page before and
    after cleaning; `body` is the size of the document's text, in points, if known.
    """
    shown = _shown(page)
    title = _chosen(metadata, raw, page, shown, file, body)
    state = _state(title, shown)
    if not state:
        return _cut(title, _LONGEST_TITLE)
    return f"{_cut(title, _LONGEST_TITLE - len(state) - 3)} – {state}"


def _chosen(
    metadata: Metadata,
    raw: RawPage | None,
    page: Page | None,
    shown: Sequence[str],
    file: str,
    body: float,
) -> str:
    given = " ".join(metadata.title.split())
    if _is_sensible(given, file):
        return given if _tells(given) else _completed(given, shown)
    largest = _largest_words(raw, page, body) if raw else ""
    if largest and not _LETTERHEAD.match(french.fold(largest)):
        return _completed(largest, shown)
    if page and page.sections and raw and not raw.lines:  # a heading that says it is one
        heading = page.sections[0][1]
        return heading if _tells(heading) else _completed(heading, shown)
    stem = file.rsplit("/", 1)[-1]
    stem = stem.rsplit(".", 1)[0] if format_named(file) else stem
    named = " ".join(re.sub(r"[_-]+", " ", stem).split()) or file
    kinds = (line for line in shown[:_TITLE_WITHIN] if _KIND.match(french.fold(line)))
    kind = next((line for line in kinds if len(line) <= _LONGEST_KIND), "")
    return (kind and _completed(kind, shown)) or largest or named


def _shown(page: Page | None) -> list[str]:
    """Return what the first page says, paragraph by paragraph, cells apart."""
    lines = page.text.split("\n") if page else []
    pieces = [" ".join(piece.split()) for line in lines for piece in line.split(" | ")]
    return [piece for piece in pieces if _is_prose(piece)]


def _tells(title: str) -> bool:
    """Say whether a title tells more than which kind of document it is."""
    return any(len(stem) > 1 and stem.isalpha() for stem in set(french.stems(title)) - _kinds())


@cache
def _kinds() -> frozenset[str]:
    return frozenset(french.stems(f"{_NAMES} {_BESIDE_NAMES}"))


def _completed(title: str, shown: Sequence[str]) -> str:
    """Return the title with what its page goes on with: the rest of it, or of a cover."""
    stems = french.stems(title)
    at = next(
        (at for at, each in enumerate(shown) if french.stems(each)[-len(stems) :] == stems), -1
    )
    before, after = shown[: max(at, 0)], shown[at + 1 :] if at >= 0 else []
    if not _tells(title):
        named = (each for each in shown[:_TITLE_WITHIN] if _belongs(each) and _tells(each))
        whole = (each for each in named if french.stems(each)[: len(stems)] == stems)
        if longer := next((each for each in whole if len(each) <= _LONGEST_SUBJECT), ""):
            return longer  # « Concept note: Safe Roads to School »
        texts = [each for each in shown if _is_official(each)]
        numbers = {tuple(_NUMBERS.findall(each))[:1] for each in texts}
        if texts and len(numbers) == 1:
            return texts[0]
    if after and (
        _OPEN.search(french.fold(title))
        or (not _tells(title) and _GOES_ON.match(french.fold(after[0])))
    ):
        title, after = f"{title} {after[0]}", after[1:]
    if sum(map(len, shown)) > _COVER or any(map(_is_body, shown)):
        return title if _tells(title) else _with_subject(title, after)
    if not _KIND.search(french.fold(title)):
        kinds = [each for each in before if _KIND.match(french.fold(each)) and _belongs(each)]
        title = " – ".join([*kinds[:1], title])
    for each in [each for each in after if _belongs(each)][:_SUBTITLES]:
        new = set(french.stems(each)) - set(french.stems(title))
        if new and len(title) + len(each) + 3 <= _LONGEST_TITLE:
            title = f"{title} – {each}"
    return title


def _with_subject(title: str, after: Sequence[str]) -> str:
    """Return a title that names a kind alone with the line under it that says what of, if any."""
    lines = (each for each in after[:_SUBJECT_WITHIN] if not _DATED.match(french.fold(each)))
    subject = next(lines, "")
    fits = len(subject) <= _LONGEST_SUBJECT and not _LABELLED.search(subject)
    return f"{title} – {subject}" if subject and fits and _belongs(subject) else title


def _is_body(line: str) -> bool:
    """Say whether a line is a sentence of the text, or an entry of its contents: of no cover."""
    return (len(line) > _SENTENCE and line.endswith(".")) or bool(_LEADERS.search(line))


def _is_official(line: str) -> bool:
    """Say whether a line is the title of a law or the like, with its object."""
    return len(line) <= _LONGEST_KIND and bool(_OFFICIAL.match(french.fold(line)))


def _belongs(line: str) -> bool:
    """Say whether a line of a cover may belong to the title: no letterhead, sentence or date."""
    folded = french.fold(line)
    beside = _LETTERHEAD.match(folded) or _BESIDE.search(folded) or _DATED.match(folded)
    if beside or folded.endswith((".", ";", ":", ",")):
        return False
    return _tells(line) or bool(_KIND.match(folded))


def _state(title: str, shown: Sequence[str]) -> str:
    """Return the state that the first page's head names; empty where the title does."""
    states = filter(None, map(_STATE.match, shown[:_HEAD]))
    state = next((each[1] for each in states), "")
    return "" if set(french.stems(state)) & set(french.stems(title)) else state


def _cut(title: str, most: int) -> str:
    """Return the title, of so many characters at most: whole words, and told where cut."""
    if len(title) <= most:
        return title
    return f"{title[: most - 1].rsplit(' ', 1)[0].rstrip(' ,;:–-')}…"


def _is_sensible(text: str, file: str) -> bool:
    if len(_LETTER.findall(text)) < 4 or "\ufffd" in text or text.count("?") > 2:
        return False
    if _FILE_NAME.search(text):
        return False
    folded = french.fold(text)
    if re.match(_USELESS_TITLE, folded) or re.fullmatch(r"[\w.-]*[\d_][\w.-]*", text):
        return False
    return len(text.split()) > 1 or folded not in french.fold(file)


def _largest_words(page: RawPage, read: Page | None, body: float) -> str:
    """Return the words of the first page that are set larger than its document's text.

    As the page is `read`, if it is; no watermark's.
    """
    lines = [line for line in page.lines if line.size > 0 and _is_prose(line_text(page, line))]
    running = read.running if read else ()
    lines = [line for line in lines if not _is_watermark(page, line, running)]
    if not lines:
        return ""
    largest = max(line.size for line in lines)
    body = body or Counter(line.size for line in lines).most_common(1)[0][0]
    if largest < 1.15 * body and len(lines) > 3:
        return ""
    chosen: list[Line] = []
    for position, line in enumerate(lines):
        if line.size >= 0.93 * largest:
            chosen.append(line)
        elif chosen and position:
            break
    words = _as_read(chosen, read) or " ".join(line_text(page, line) for line in chosen)
    return " ".join(words.split())[:_LONGEST_TITLE].strip()


def _is_watermark(page: RawPage, line: Line, running: Sequence[str]) -> bool:
    text = line_text(page, line)
    return any(text in each for each in running) and lies_over_text(page, line)


def _as_read(lines: Sequence[Line], page: Page | None) -> str:
    """Return what lines of a page became, cut words joined; empty where not read together."""
    if page is None or page.ocr:
        return ""
    own = {index for line in lines for index in range(line.start, line.end)}
    places = [at for at, origin in enumerate(page.origins) if origin in own]
    start, end = (places[0], places[-1] + 1) if places else (0, 0)
    others = set(page.origins[start:end]) - own - {-1}
    told = page.text[start:end]
    return "" if others or CELL_END in told else told


def _is_prose(text: str) -> bool:
    return len(_LETTER.findall(text)) >= 3
