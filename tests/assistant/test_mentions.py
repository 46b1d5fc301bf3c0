"""Every mention, found as a naive reader of the same stored pages finds them."""

from __future__ import annotations

import random
import re
import sqlite3
import unicodedata
from array import array
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.acronyms import list_acronyms
from assistant.assistant import Assistant
from assistant.intents import mention_intent
from assistant.matching import matcher
from assistant.mention_rows import mention_rows
from assistant.mention_schema import Mentions
from assistant.mention_search import Sought, seek
from assistant.mention_wording import lines, notes
from assistant.mentions import find_mentions
from assistant.narrowing import narrow
from assistant.term_syntax import Both, Either, Phrase, Without, is_empty, parse
from ingest import french, terms
from ingest.concordance_store import SearchedPage
from ingest.entry import Entry
from ingest.library import Library
from ingest.schema import Language, Metadata, Page, Unit
from ingest.terms import FoldedPage
from ingest.workshop import Workshop
from tests.conftest import back_to_version_one, page_of, typeset

Places = dict[tuple[str, int], list[tuple[int, int]]]
# What a reader takes for one number: « 1 500 000 », « 1 196,8 », « 20.000 », « 3.2.1 ».
_NUMBER = re.compile(r"(?<![^\W_])\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|(?<!\d)\d+(?:[.,]\d+)+")
_LETTER_PAIRS = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}


def plainly(character: str) -> str:
    """Fold one character as the issue puts it (no case, no accents), without the project's code."""
    if character in "\u2018\u2019\u201b\u02bc\u2032\u00b4`":
        return "'"
    if character in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212":
        return "-"
    decomposed = unicodedata.normalize("NFKD", _LETTER_PAIRS.get(character, character))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


class NaiveReader:
    """Reads every stored page, letter by letter, for a run of words; no index, no stored fold."""

    def __init__(self, assistant: Assistant) -> None:
        self.pages: dict[tuple[str, int], tuple[str, list[int]]] = {}
        self.following: dict[tuple[str, int], str] = {}
        self.over_breaks: list[str] = []
        for page in assistant._workshop.library.pages():
            order, apart = [*range(len(page.text))], -1
            if page.notes:  # it is the text above them that goes on overleaf
                apart = page.notes - 1
                order = [*order[page.notes :], apart, *order[:apart]]
            read = ((i, "|" if i == apart else page.text[i]) for i in order)
            letters = [(c, i) for i, raw in read for c in plainly(raw)]
            said = "".join(c for c, _ in letters), [i for _, i in letters]
            before = page.file, page.number - 1
            if page.unit == "page" and before in self.pages:
                text = self.pages[before][0]
                if not text.endswith("-"):
                    self.following[before] = "\n" + "".join(map(plainly, page.text[:300]))
                    over = [*self.words(text)[-2:], *self.words(page.text)[:2]]
                    self.over_breaks += [" ".join(over)] if len(over) == 4 else []
            self.pages[page.file, page.number] = said
        self.all_words = {w for text, _ in self.pages.values() for w in self.words(text)}

    def words(self, text: str) -> list[str]:
        """Return the words of a text, folded."""
        return re.findall(r"[^\W_]+", "".join(map(plainly, text)))

    def find(self, term: str) -> Places:
        """Find words one after another, apart or (letters that carry meaning) together.

        What runs over to the next page is found on the page where it begins, as far as that goes.
        """
        words = self.words(term)
        body = self._word(words[0])
        for before, word in zip(words, words[1:], strict=False):
            pair = (before,) if word.isdecimal() else (before, word)
            close = all(len(w) > 1 and w.isalpha() and not french.is_function_word(w) for w in pair)
            if before.isdecimal() and re.fullmatch(r"\d{3}", word) and len(before) < 4:
                body += r"(?:[\s'-]+|\.)?" + word
            else:
                body += (r"[\s'-]*" if close else r"[\s'-]+") + self._word(word)
        call = r"|\d{1,2}(?![^\W_])" if words[-1].isalpha() and len(words[-1]) > 2 else ""
        pattern = re.compile(rf"({body})(?=(?![^\W_]){call})")
        named = words[-2:-1] and words[-2].isalpha() and not french.is_function_word(words[-2])
        found: Places = {}
        for place, (own, origins) in self.pages.items():
            text = own + self.following.get(place, "")
            spans = [
                (origins[m.start(1)], origins[min(m.end(1), len(own)) - 1] + 1)
                for m in pattern.finditer(text)
                if m.start() < len(own) and not (m.start() and text[m.start() - 1].isalnum())
                if not self._cuts_a_number(text, *m.span(1), named=bool(named))
            ]
            if spans:
                found[place] = sorted(spans)
        return found

    def _cuts_a_number(self, text: str, start: int, end: int, *, named: bool) -> bool:
        """Say whether a mention starts or ends inside a number; « critère 4 » may be 4.1."""
        around = slice(max(0, start - 20), end + 20)
        for number in _NUMBER.finditer(text[around]):
            first, last = (around.start + each for each in number.span())
            if first < start < last or (first < end < last and not (named and text[end] == ".")):
                return True
        return False

    def _word(self, word: str) -> str:
        """Read a word whole, cut by a hyphen, or in two words that both carry meaning."""
        if numbered := re.fullmatch(r"([^\W\d_]+)(\d+)", word):
            a, b = numbered.groups()
            apart = len(a) > 1 and {a, b} <= self.all_words and not french.is_function_word(a)
            return rf"(?:{a}-?{b}|{a}[\s-]{{1,3}}{b})" if apart else f"{a}-?{b}"
        if not word.isalpha():
            return "-?".join(re.findall(r"\d+|[^\W\d_]+", word))
        options = ["-?".join(word)]
        for cut in range(2, len(word) - 2):
            a, b = word[:cut], word[cut:]
            both = {a, b} <= self.all_words
            if both and not (french.is_function_word(a) or french.is_function_word(b)):
                options.append(rf"{a}[\s-]{{1,3}}{b}")
        return f"(?:{'|'.join(options)})"


def places(found: Mentions) -> Places:
    return {(d.file, p.page): list(p.spans) for d in found.documents for p in d.pages}


@pytest.fixture(scope="module", params=["starter", "on_reports"])
def read(request: pytest.FixtureRequest) -> tuple[Assistant, NaiveReader]:
    assistant: Assistant = request.getfixturevalue(request.param)
    return assistant, NaiveReader(assistant)


def test_places_equal_a_naive_readers(read: tuple[Assistant, NaiveReader]) -> None:
    """Hundreds of terms drawn from the pages: counts, pages and offsets."""
    assistant, reader = read
    chance = random.Random(7)
    pages = [reader.words(text) for text, _ in reader.pages.values()]
    drawn: set[str] = {"FASEP", "ONG", "l'État", "Burkina Faso"}
    while len(drawn) < 150:
        words = chance.choice(pages)
        if len(words) > 4:
            at = chance.randrange(len(words) - 4)
            # Longer runs are not joined, and a naive reader would have to know that too.
            drawn.add(" ".join(words[at : at + chance.randint(1, 4)]))
    drawn.update(chance.sample(reader.over_breaks, min(50, len(reader.over_breaks))))
    library = assistant._workshop.library
    for term in sorted(drawn):
        found = find_mentions(library, term, related=False)
        assert places(found) == reader.find(term), term
        for document in found.documents:
            for page in document.pages:
                text = assistant.page(document.document, page.page).text
                assert len(page.snippets) == page.count
                for (start, end), snippet in zip(page.spans, page.snippets, strict=True):
                    assert " ".join(text[start:end].split()) in snippet


# --- one small library, made of what makes terms hard ---------------------------------------

PAGES = (
    "Le co-développement, le Codéveloppement et le co\ndéveloppement.",
    "Une plate-forme, une plateforme, une plate forme. En jeu, l'enjeu.",
    "Fonds d\u2019étude et d\u2019aide au secteur privé (FASEP). Le FASEP1 suit. "
    "F\u00b2 C++ R&D 100 %",
    "L'entreprise, les entreprises, un conseiller, des conseillères. Le dévelop-",
    "pement continue. \u0627\u0644\u0633\u0644\u0627\u0645 😀 "
    "l'œuvre; DROP TABLE pages; Café café CAFÉ cafe. "
    "La COP21, la COP-21 puis la COP 21; il en a 20, le G-20 et le G20.",
)


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("hard"), "none")
    publish(library, "rapport-2017.pdf", PAGES)
    publish(library, "guide.pdf", ("Le guide du FASEP.", ""), unreadable=True)
    return library


_NOTED = """#set page(height: 9cm, width: 14cm, numbering: "1")
#set footnote.entry(indent: 0pt)
La commune de Marovoay a réuni son conseil à trois reprises, et chacune des séances a été longue.

La commission mixte#footnote[Créée par l’arrêté du 4 mai, qui fixe la] a confié au cabinet
l’élaboration du schéma directeur d’amé‐
#pagebreak()
nagement hydraulique de la plaine, en deux ans de travaux.

Le conseil communal, réuni au complet, a décidé de confier la gestion des bornes
#pagebreak()
fontaines publiques à une association d’usagers. La pompe reste à la commune, qui la paie.
"""


def test_what_runs_over_a_page_with_footnotes_is_found(workshop: Workshop, tmp_path: Path) -> None:
    page = page_of(workshop, typeset(tmp_path / "eau.pdf", _NOTED), 1)
    assert page.text.endswith("fixe la")
    assert page.body.endswith("schéma directeur d’amé\u2010")
    (over,) = find_mentions(workshop.library, "aménagement hydraulique").documents
    (mention,) = over.pages
    assert (mention.page, mention.count) == (1, 1)
    ((start, end),) = mention.spans
    assert page.text[start:end] == "amé\u2010"
    assert "Créée" not in mention.snippets[0]
    for found in ("directeur d'aménagement hydraulique de la plaine", "arrêté du 4 mai"):
        assert [p.page for d in find_mentions(workshop.library, found).documents for p in d.pages]
    # What a note says goes on neither overleaf nor with the page's first words.
    for absent in ("fixe la nagement", "fixe la commune de Marovoay", "amé 1 Créée"):
        assert not find_mentions(workshop.library, absent).documents


@pytest.fixture(scope="module")
def numbered(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("numbered"), "none")
    publish(library, "chiffres.pdf", NUMBERS)
    return library


def publish(library: Library, file: str, texts: tuple[str, ...], unreadable: bool = False) -> None:
    pages = [
        Page(number, str(number), text, array("i", range(len(text))))
        if text or not unreadable
        else Page(number, str(number), text, array("i"), "empty")
        for number, text in enumerate(texts, start=1)
    ]
    vectors = np.zeros((0, 4), np.float32)
    title = file.removesuffix(".pdf")
    library.publish(Entry(file, file, title, Metadata(), file, 1, pages, [], vectors, "none"))


def spelt(library: Library, term: str) -> dict[str, int]:
    return {each.text: each.count for each in find_mentions(library, term).spellings}


def test_a_near_spelling_is_a_word_of_the_page(tmp_path: Path) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", ("La longue liste des amis de l'ONG Corail.",))
    assert [each.text for each in find_mentions(library, "ONGG").near] == ["ONG"]
    library.close()


@pytest.mark.parametrize("term", ["co-développement", "codéveloppement", "co développement"])
def test_every_reading_of_a_compound_is_found_and_counted_apart(hard: Library, term: str) -> None:
    assert spelt(hard, term) == {
        "co-développement": 1,
        "Codéveloppement": 1,
        "co développement": 1,
    }


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("plateforme", {"plate-forme": 1, "plateforme": 1, "plate forme": 1}),
        ("en jeu", {"En jeu": 1}),
        ("enjeu", {"enjeu": 1}),
        ("COP21", {"COP21": 1, "COP-21": 1, "COP 21": 1}),
        ("cop 21", {"COP21": 1, "COP-21": 1, "COP 21": 1}),
        ("COP-21", {"COP21": 1, "COP-21": 1, "COP 21": 1}),
        ("G20", {"G-20": 1, "G20": 1}),
        ("a20", {}),
        ("développement", {"développement": 2, "dévelop-": 1}),
        ("développement continue", {"développement continue": 1}),
        ("pement", {"pement": 1}),
        ("FASEP", {"FASEP": 3}),
        ('"fasep"', {}),
        ('"FASEP"', {"FASEP": 3}),
        ('"Café"', {"Café": 1}),
        ("cafe", {"Café": 4}),
        ("entrepris*", {"entreprise": 1, "entreprises": 1}),
        ("C++", {"C++": 1}),
        ("R&D", {"R&D": 1}),
        ("oeuvre", {"œuvre": 1}),
        ("%", {"%": 1}),
        ("fasep ET café", {}),
        ("enjeu ET plateforme", {"enjeu": 1, "plateforme": 1, "plate-forme": 1, "plate forme": 1}),
        ("FASEP SAUF guide", {"FASEP": 2}),
        ("(enjeu OU guide) SAUF (FASEP OR café)", {"enjeu": 1}),
    ],
)
def test_what_a_term_finds(hard: Library, term: str, found: dict[str, int]) -> None:
    assert spelt(hard, term) == found


NUMBERS = (
    "Un total de 413\u202f500\u00a0000 F, dont 1 500 000 de dons et 500 000 de prêts (500.000).",
    "Le 26 mars 2018, 7,2 millions d'euros ; en 2018, 2019 et 2020, 2 millions. Au 17.03.2022 :"
    " rien. Entre 2001,2002 et 2018 500 personnes.",
    "Le taux de 45 % passe à 9,5 %, puis 5 % et 9,0% : articles 3, 4 et 5. L'article 22.3 suit.",
    "RGAA 3.2 et RGAA 3. Des 10000 élèves, 10 000 lisent et 12 500 écrivent ; 210.000 partent.",
    "COP21 500 délégués | 16,3 500 | 2 018 voix.",
)


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("500 000", {"500 000": 1, "500.000": 1}),
        ("500000", {"500 000": 1, "500.000": 1}),
        ("1 500 000", {"1 500 000": 1}),
        ("2 millions", {"2 millions": 1}),
        ("7,2 millions", {"7,2 millions": 1}),
        ("5 %", {"5 %": 1}),
        ('"5 %"', {"5 %": 1}),
        ("0 %", {}),
        ("9", {}),
        ("26 mars 2018", {"26 mars 2018": 1}),
        ("2018", {"2018": 3}),
        ("2002", {"2002": 1}),
        ("2022", {"2022": 1}),
        ("2 018", {"2 018": 1}),
        ("3", {"3": 2}),
        ("articles 3", {"articles 3": 1}),
        ("5", {"5": 2}),
        ("article 22", {"article 22": 1}),
        ("RGAA 3", {"RGAA 3": 2}),
        ("500", {"500": 3}),
        ("10 000", {"10 000": 1, "10000": 1}),
        ("10.000", {"10 000": 1, "10000": 1}),
        ("10000", {"10 000": 1, "10000": 1}),
        ("cop 21", {"COP21": 1}),
    ],
)
def test_a_number_is_found_whole(numbered: Library, term: str, found: dict[str, int]) -> None:
    assert spelt(numbered, term) == found


def test_a_compound_holds_no_word_made_of_its_inner_parts(tmp_path: Path) -> None:
    library = Library(tmp_path, "none")
    text = "Vis-à-vis de l'avis, un visa, un a-vis et un sous-dévelop-pement."
    publish(library, "a.pdf", (text,))
    assert spelt(library, "avis") == {"a-vis": 1, "avis": 1}
    assert spelt(library, "visa") == {"visa": 1}
    assert spelt(library, "vis-à-vis") == {"Vis-à-vis": 1}
    assert spelt(library, "développement") == {"dévelop-pement": 1}
    library.close()


DOTTED = (
    "Le C.N.R.A. siège. Le PIB et le P.I.B par tête, soit p.i.b. ; la S. A. R. L. ; l'I.T.L.S.",
    "M. E. Dupont dit : c.n.r.a, i.e. rien. Le C.N.R.A.X, le X.C.N.R.A. J'ai une ONG, A.I. non. IA",
)


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("CNRA", {"C.N.R.A.": 1}),
        ("cnra", {}),
        ("le C.N.R.A", {"Le C.N.R.A.": 1}),
        ("PIB", {"P.I.B": 1, "PIB": 1}),
        ("P.I.B.", {"P.I.B": 1, "PIB": 1, "p.i.b.": 1}),
        ('"P.I.B"', {"P.I.B": 1}),
        ('"PIB"', {"PIB": 1}),
        ("SARL", {"S. A. R. L.": 1}),
        ("ITLS", {"I.T.L.S.": 1}),
        ("O.N.G.", {"ONG": 1}),
        ("ME", {}),
        ("IE", {}),
        ("A.I.", {"A.I.": 1}),
        ("AI", {"A.I.": 1, "ai": 1}),
        ("CNRA OU ONG", {"C.N.R.A.": 1, "ONG": 1}),
    ],
)
def test_an_acronym_is_found_with_its_points_and_without(
    tmp_path: Path, term: str, found: dict[str, int]
) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", DOTTED)
    assert spelt(library, term) == found
    library.close()


CURRENCY = ("Il coûte 1,2 million de FCFA, puis 900 F CFA et 50 francs CFA. Un projet F, CFA.",)


@pytest.mark.parametrize(
    ("term", "found", "apart"),
    [
        ("FCFA", {"F CFA": 1, "FCFA": 1}, {"francs CFA": 1}),
        ("F CFA", {"F CFA": 1, "FCFA": 1}, {"francs CFA": 1}),
        ("francs CFA", {"francs CFA": 1}, {"F CFA": 1, "FCFA": 1}),
        # What is counted apart else only where it is asked for is told of what stands nowhere.
        ("1,2 millions", {}, {"1,2 million": 1}),
        ("1,2 million", {"1,2 million": 1}, {}),
    ],
)
def test_a_currency_is_found_however_it_is_written(
    tmp_path: Path, term: str, found: dict[str, int], apart: dict[str, int]
) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", CURRENCY)
    assert spelt(library, term) == found
    related = find_mentions(library, term).related
    assert {each.text: each.count for kind in related for each in kind.spellings} == apart
    library.close()


def test_a_word_cut_by_the_end_of_a_page_counts_where_it_starts(hard: Library) -> None:
    found = places(find_mentions(hard, "développement"))
    cut = PAGES[3].index("dévelop-")
    assert found["rapport-2017.pdf", 4] == [(cut, cut + len("dévelop-"))]
    assert ("rapport-2017.pdf", 5) not in found


OVER = (
    "Il est soigné à l'hôpital, sur le vu d'un billet",
    "d'hôpital. Il décide sur proposition du Président du",
    "Conseil d\u2019Etat. Les 500",
    "000 francs vont au co",
    "développement. La plate",
    "forme finance le dévelop-",
    "pement durable. La fin",
)


@pytest.mark.parametrize(
    ("term", "page", "begun"),
    [
        ("billet d'hôpital", 1, "billet"),
        ("Président du Conseil d'Etat", 2, "Président du"),
        ('"Président du Conseil d\'Etat"', 2, "Président du"),
        ("presid* du conseil", 2, "Président du"),
        ("500 000 francs", 3, "500"),
        ("500000 francs", 3, "500"),
        ("codéveloppement", 4, "co"),
        ("co-développement", 4, "co"),
        ("plateforme", 5, "plate"),
        ("développement durable", 6, "dévelop-"),
        ("finance ET développement durable", 6, "dévelop-"),
    ],
)
def test_what_runs_over_to_the_next_page_counts_where_it_begins(
    tmp_path: Path, term: str, page: int, begun: str
) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", ("forme", *OVER))
    publish(library, "b.pdf", ("d'hôpital du Conseil",))
    found = find_mentions(library, term)
    (document,) = found.documents
    (held,) = document.pages
    assert held.page == page + 1
    *_, (start, end) = held.spans
    assert (OVER[page - 1][start:end], end) == (begun, len(OVER[page - 1]))
    *_, snippet = held.snippets
    assert OVER[page - 1].endswith(snippet.removeprefix("… "))
    library.close()


def test_what_runs_over_to_the_next_page_is_spelt_whole(tmp_path: Path) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", OVER)
    assert spelt(library, "billet d'hôpital") == {"billet d'hôpital": 1}
    assert spelt(library, '"Billet d\'hôpital"') == {}
    assert spelt(library, "président du") == {"Président du": 1}
    assert spelt(library, "conseil d'hôpital") == {}
    library.close()


def test_plurals_and_feminines_are_counted_apart(hard: Library) -> None:
    found = find_mentions(hard, "entreprise", inflected=True)
    assert found.total == 1
    assert [(each.kind, each.total) for each in found.related] == [("inflection", 1)]
    other = find_mentions(hard, "conseiller", inflected=True).related[0]
    assert [each.text for each in other.spellings] == ["conseillères"]
    either = find_mentions(hard, "entreprise OU FASEP", inflected=True)
    assert [(each.kind, each.total) for each in either.related] == [("inflection", 1)]


OTHER_WORDS = (
    "Francs, marque, marqués, pris, paye, payés, banque, accorde, accordé, arrête, arrêté,"
    " fonde, fondé, fond, fonctionne, emploie, this, placés, signale, appelle, demandé, avisé."
)
SAME_WORDS = (
    "Les entreprises ; un pouvoir REGIONAL ; régionale, régionaux ; premieres, PREMIER ;"
    " les missions des actrices actives ; grecques ; réfugiées ; européenne ; sociétés ; marchés ;"
    " nationaux ; bénéficiaires ; lieux ; réseaux ; travaux ; nouvelle ; secrète."
)


@pytest.mark.parametrize(
    "term",
    "France marché prix pays banc accord arrêt fonds fonction emplois Thiès place signal appel"
    " demande avis".split(),
)
def test_another_word_is_no_inflection(tmp_path: Path, term: str) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", (OTHER_WORDS,))
    (apart,) = find_mentions(library, term, inflected=True, related=False).related
    assert apart.spellings == ()
    library.close()


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("entreprise", {"entreprises"}),
        ("régionales", {"régionale", "régionaux", "REGIONAL"}),
        ("premier", {"premieres"}),
        ("première", {"premieres", "PREMIER"}),
        ("mission", {"missions"}),
        ("acteur", {"actrices"}),
        ("actif", {"actives"}),
        ("grec", {"grecques"}),
        ("réfugié", {"réfugiées"}),
        ("européens", {"européenne"}),
        ("société", {"sociétés"}),
        ("societe", {"sociétés"}),
        ("marché", {"marchés"}),
        ("national", {"nationaux"}),
        ("bénéficiaire", {"bénéficiaires"}),
        ("lieu", {"lieux"}),
        ("réseau", {"réseaux"}),
        ("travail", {"travaux"}),
        ("nouveau", {"nouvelle"}),
        ("secret", {"secrète"}),
    ],
)
def test_a_word_in_another_number_or_gender_is_an_inflection(
    tmp_path: Path, term: str, found: set[str]
) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", (SAME_WORDS, OTHER_WORDS))
    (apart,) = find_mentions(library, term, inflected=True, related=False).related
    assert {each.text for each in apart.spellings} == found
    library.close()


def test_an_acronym_and_its_meaning_lead_to_each_other(hard: Library) -> None:
    full = "Fonds d\u2019étude et d\u2019aide au secteur privé"
    for term, kind, total in (("fasep", "expansion", 1), (full, "acronym", 3)):
        (other,) = find_mentions(hard, term).related
        assert (other.kind, other.total) == (kind, total)
        assert [(place.file, place.page) for place in other.defined] == [("rapport-2017.pdf", 3)]


def test_a_meaning_is_cited_from_the_documents_searched_alone(tmp_path: Path) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", ("Le comité de pilotage (COPIL) décide. Le COPIL suit.",))
    publish(library, "b.pdf", ("Le COPIL est là. Un comité de pilotage le dit.",))
    publish(library, "c.pdf", ("Le COPIL seul.",))

    def related(*documents: str) -> list[tuple[int, list[str]]]:
        found = find_mentions(library, "COPIL", documents=documents)
        return [(each.total, [place.file for place in each.defined]) for each in found.related]

    assert related("a.pdf", "b.pdf") == [(2, ["a.pdf"])]
    assert related("b.pdf") == [(1, [])]
    assert related("c.pdf") == []
    library.close()


@pytest.mark.parametrize(
    ("unit", "label", "french", "english"),
    [
        ("paragraph", "1–4", "paragraphes 1–4", "paragraphs 1–4"),
        ("section", "1", "section\u00a01", "section\u00a01"),
        ("page", "iv", "p.\u00a01 (imprimée iv)", "p.\u00a01 (printed iv)"),
    ],
)
def test_a_meaning_is_cited_by_what_its_document_has_for_pages(
    tmp_path: Path, unit: Unit, label: str, french: str, english: str
) -> None:
    library = Library(tmp_path, "none")
    text = "Le Comité de pilotage des Eaux (CPE) décide."
    pages = [Page(1, label, text, array("i", range(len(text))))]
    vectors = np.zeros((0, 4), np.float32)
    entry = Entry("a", "a.txt", "Note", Metadata(), "a", 1, pages, [], vectors, "none", unit=unit)
    library.publish(entry)
    found = find_mentions(library, "CPE")
    assert notes(found, "fr")[-1].endswith(f"défini dans Note, {french}.")
    assert notes(found, "en")[-1].endswith(f"defined in Note, {english}.")
    assert [place["unit"] for place in found.related[0].as_json()["defined"]] == [unit]
    (acronym,) = list_acronyms(library)
    assert [place["unit"] for place in acronym.as_json()["defined"]] == [unit]
    library.close()


def test_the_usual_meaning_of_an_acronym_that_no_page_defines(tmp_path: Path) -> None:
    library = Library(tmp_path, "none")
    text = "Les comités de pilotage. Le Comité de pilotage. Le chiffre d'affaires des AAP : la RH."
    publish(library, "a.pdf", (text,))
    found = find_mentions(library, "copil")
    assert (found.total, found.near) == (0, ())
    assert [(each.kind, each.total, each.defined) for each in found.related] == [
        ("expansion", 2, ())
    ]
    said = "En toutes lettres, à part\u00a0: «\u00a0Comité de pilotage\u00a0», 2 fois."
    assert notes(found, "fr")[-1] == said
    # Staff need every page, of what is counted apart too.
    assert lines(found, "fr")[:3] == [
        "En toutes lettres, à part\u00a0: «\u00a0Comité de pilotage\u00a0»",
        "a (a.pdf)\u00a0: 2",
        "  p.\u00a01\u00a0: 2",
    ]
    (sales,) = find_mentions(library, "CA").related
    assert sales.term == "chiffre d'affaires"
    (acronym,) = find_mentions(library, "appel à projets").related
    assert (acronym.kind, acronym.term, acronym.total) == ("acronym", "AAP", 1)
    # Two letters stand for much else.
    assert find_mentions(library, "ressources humaines").related == ()


def test_a_place_is_counted_under_its_other_names_apart(tmp_path: Path) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", ("Au Maroc et en Afrique de l'Ouest. Le MAROC. Au Burkina Faso.",))
    publish(library, "b.pdf", ("In Morocco and the Ivory Coast.",))
    publish(library, "c.pdf", ("La Tchéquie, ou République tchèque.",))

    def found(term: str) -> tuple[int, list[tuple[str, str, int]]]:
        told = find_mentions(library, term)
        return told.total, [(each.kind, each.term, each.total) for each in told.related]

    assert found("Morocco") == (1, [("place", "Maroc", 2)])
    assert found("Maroc") == (2, [("place", "Morocco", 1)])
    assert found("West Africa") == (0, [("place", "Afrique de l'Ouest", 1)])
    assert found("Côte d’Ivoire") == (0, [("place", "Ivory Coast", 1)])
    assert find_mentions(library, "Czech Republic").related[0].total == 2
    # What one name is a part of is counted once.
    assert found("Burkina Faso") == found("Burkina") == (1, [])
    morocco = find_mentions(library, "Morocco")
    assert "Under another name, counted separately: “Maroc”, 2 times." in notes(morocco, "en")
    assert "Sous un autre nom, à part\u00a0: «\u00a0Maroc\u00a0», 2 fois." in notes(morocco, "fr")
    nowhere = "“West Africa” is not mentioned under that name (searched: "
    assert sought(library, "Where is West Africa mentioned?", "en").said[0].startswith(nowhere)
    said = sought(library, "Which documents do not mention Morocco?", "en").said
    assert said[0] == "1 of 3 documents does not mention “Morocco”:"
    assert "c.pdf" in said[1]
    library.close()


def test_zero_is_said_as_zero_with_near_spellings(hard: Library) -> None:
    found = find_mentions(hard, "Fassep")
    assert (found.total, found.documents) == (0, ())
    assert [(each.text, each.count) for each in found.near] == [("FASEP", 2)]
    assert find_mentions(hard, "xylophone").near == ()


@pytest.mark.parametrize(
    ("term", "near"),
    [
        ("Fassep", ["FASEP"]),
        ("sénegl", ["Sénégal"]),
        ("zorail", ["Corail"]),  # « sérail » is two letters away, and begins otherwise
        ("UE", []),
        ("St-Lous", ["Louis"]),
        ("4e", []),
        ("licence MIT", []),
        ("entrepr*eurs", []),
        ("COP22", []),
        ("lesi", []),
    ],
)
def test_near_spellings_are_words_that_may_have_been_meant(
    tmp_path: Path, term: str, near: list[str]
) -> None:
    library = Library(tmp_path, "none")
    text = (
        "Le FASEP de la une et le Sénégal sur les licences, mis ou met, à la COP21 de Louis."
        " La licence du Corail, le sérail, un entrepreneur et son entrepreneuse."
    )
    publish(library, "a.pdf", (text,))
    assert [each.text for each in find_mentions(library, term).near] == near
    library.close()


def test_unreadable_pages_are_named_and_filters_narrow_what_was_searched(hard: Library) -> None:
    found = find_mentions(hard, "FASEP")
    assert [(each.file, each.pages) for each in found.unreadable] == [("guide.pdf", (2,))]
    assert (found.extent.documents, found.extent.pages, found.extent.unreadable_pages) == (2, 7, 1)
    documents = hard.documents()
    chosen = narrow(documents, "le rapport", 2017)
    found = find_mentions(hard, "FASEP", documents=chosen)
    assert (found.total, found.extent.documents, found.unreadable) == (2, 1, ())
    assert narrow(documents, "guide.pdf") == narrow(documents, "le guide") == ["guide.pdf"]
    assert narrow(documents, "", 1999) == []


def test_rows_for_a_spreadsheet_never_start_a_formula(hard: Library) -> None:
    rows = list(mention_rows([find_mentions(hard, "FASEP")]))
    assert len(rows) == 1 + find_mentions(hard, "FASEP").total
    assert next(iter(list(mention_rows([find_mentions(hard, "=1+1")])))) == rows[0]


def test_a_full_name_has_rows_where_its_acronym_is_nowhere(tmp_path: Path) -> None:
    library = Library(tmp_path, "none")
    publish(library, "a.pdf", ("Un comité de pilotage. Deux comités de pilotage.",))
    _, *rows = mention_rows([find_mentions(library, "COPIL")])
    assert [(row[0], row[1], row[7]) for row in rows] == [("COPIL", "a.pdf", "expansion")] * 2
    library.close()


strange = st.one_of(
    st.text(max_size=40),
    st.text(
        alphabet="\"*()^:-+{}[]\\'%_;.,?|$# \n\x00\x07ETOUSAF😀\u0627\u202eé\u0301", max_size=30
    ),
    st.lists(
        st.sampled_from(
            ["ET", "OU", "SAUF", "NOT", "(", ")", '"', "«", "»", "FASEP", "co-développement", "*"]
        ),
        max_size=12,
    ).map(" ".join),
)


@given(strange)
@settings(max_examples=120, deadline=None)
def test_any_term_is_looked_for_without_an_error(hard: Library, term: str) -> None:
    found = find_mentions(hard, term, inflected=True)
    assert found.total == sum(page.count for d in found.documents for page in d.pages)


letters = st.sampled_from(
    "co développement ong vis à e FASEP 1 12 R COP21 3D VA V.A. v.a 10000 10.000".split()
)
joints = st.sampled_from([" ", "-", "’", "'", "", "\n", ", ", "&", "_", "- "])
pairs = st.tuples(letters, joints)


@given(st.lists(pairs, min_size=1, max_size=8), st.lists(pairs, min_size=1, max_size=4))
@settings(max_examples=150, deadline=None)
def test_the_index_never_hides_a_page_with_a_mention(
    page: list[tuple[str, str]], term: list[tuple[str, str]]
) -> None:
    text = "".join(part for pair in page for part in pair)
    said = "".join(part for pair in term for part in pair)
    held = set(french.words(text))
    for inflected in (False, True):
        found = matcher(Phrase(said), held.intersection, inflected=inflected)
        searched = SearchedPage("d", 1, "1", text, FoldedPage.fold(text))
        if found.needed is not None and any(found.spans(searched)):
            index = sqlite3.connect(":memory:")
            index.execute("CREATE VIRTUAL TABLE page_words USING fts5 (words, tokenize = 'ascii')")
            index.execute("INSERT INTO page_words VALUES (?)", [terms.indexed_words(text)])
            query = "SELECT count(*) FROM page_words WHERE page_words MATCH ?"
            assert index.execute(query, [found.needed]).fetchone() == (1,)
            index.close()


def test_expressions_are_read() -> None:
    assert parse("Fonds d'étude et d'aide") == Phrase("Fonds d'étude et d'aide")
    assert parse('"FASEP" ONEP') == Both((Phrase("FASEP", exact=True), Phrase("ONEP")))
    assert parse("a OU b ET c") == Either((Phrase("a"), Both((Phrase("b"), Phrase("c")))))
    assert parse("a AND NOT b") == Without(Phrase("a"), Phrase("b"))
    assert parse("ET FASEP") == Phrase("ET FASEP")
    assert parse("(a OU b") == Phrase("(a OU b")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("FASEP ?", "FASEP"),
        ("FASEP,", "FASEP"),
        ("FASEP ;", "FASEP"),
        ("FASEP…", "FASEP"),
        ("FASEP.", "FASEP"),
        ("FASEP)", "FASEP"),
        ("(FASEP).", "FASEP"),
        ("• RGAA :", "RGAA"),
        ("l'aide (FASEP)", "l'aide (FASEP)"),
        ("art.", "art."),
        ("C++ ?", "C++"),
        ("100 %", "100 %"),
        ("?", "?"),
    ],
)
def test_punctuation_around_a_term_is_none_of_it(typed: str, meant: str) -> None:
    assert parse(typed) == Phrase(meant)
    if "(" not in typed and ")" not in typed:  # in an expression, brackets are its own
        assert parse(f"{typed} ET Mali") == Both((Phrase(meant), Phrase("Mali")))
        assert parse(f"Mali ET {typed} OU Niger") == parse(f"Mali ET {meant} OU Niger")


def test_punctuation_around_quotations_and_brackets_is_none_of_the_term(hard: Library) -> None:
    assert parse('"FASEP" ?') == parse('"FASEP",') == Phrase("FASEP", exact=True)
    assert parse('"FASEP", "ONEP".') == Both((Phrase("FASEP", True), Phrase("ONEP", True)))
    assert parse("(FASEP OU ONEP) ?") == Either((Phrase("FASEP"), Phrase("ONEP")))
    assert spelt(hard, "FASEP ?") == spelt(hard, '"FASEP" ?') == {"FASEP": 3}


@pytest.mark.parametrize("term", ["", "  ", '""', "« »", '"" ?'])
def test_a_term_of_nothing_is_empty(term: str) -> None:
    assert is_empty(term)
    assert not is_empty(f"{term} FASEP")


@pytest.mark.parametrize("same", ["FASEP", "fasep", "Fasep", " FASEP "])
def test_case_does_not_matter(starter: Assistant, same: str) -> None:
    assert places(starter.mentions(same)) == places(starter.mentions("FASEP")) != {}


def test_a_library_of_the_version_before_learns_what_it_lacks(hard: Library) -> None:
    """Take away what this version added, open again, and find everything as before."""
    before = places(find_mentions(hard, "FASEP"))
    home = hard.home.parent / "earlier"
    home.mkdir()
    copy = Path(home / "library.sqlite")
    source = sqlite3.connect(hard.home / "library.sqlite")
    target = sqlite3.connect(copy)
    source.backup(target)
    source.close()
    target.close()
    back_to_version_one(copy)
    opened = Library(home)
    assert places(find_mentions(opened, "FASEP")) == before
    assert opened.concordance.definitions() == hard.concordance.definitions()
    opened.close()


# --- what a question asks for ------------------------------------------------------------------

ASKED = {
    "a.pdf": ("Le RGAA suit le W3C.", "Le RGAA. Eau et assainissement pour tous. Loi ET décret."),
    "b.pdf": ("Le RGAA, le RGAA.", "De l'eau et de l'assainissement, puis de l'eau."),
    "c.pdf": ("Le W3C seul.",),
    "d.pdf": ("Rien de tout cela.",),
}


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("papers"), "none")
    for file, texts in ASKED.items():
        publish(library, file, texts)
    return library


def sought(library: Library, question: str, language: Language = "fr") -> Sought:
    intent = mention_intent(question)
    assert intent
    return seek(library, intent, None, language)


def counts(found: Mentions) -> dict[str, int]:
    return {each.file: each.count for each in found.documents}


def test_documents_that_have_both_terms_are_told_apart_from_those_with_one(
    papers: Library,
) -> None:
    given = sought(papers, "Quels documents parlent du RGAA et du W3C ?")
    assert counts(given.found) == {"a.pdf": 3}
    assert given.found.extent.documents == len(ASKED)
    assert given.said == (
        "1 document mentionne à la fois «\u00a0RGAA\u00a0» et «\u00a0W3C\u00a0», 3 fois en tout,"
        " sur 2\u00a0pages (recherché dans 4 documents, 6 pages).",
        "Séparément\u00a0: «\u00a0RGAA\u00a0», 4 fois, sur 3\u00a0pages de 2 documents ;"
        " «\u00a0W3C\u00a0», 2 fois, sur 2\u00a0pages de 2 documents.",
    )
    page = sought(papers, "Sur quelles pages sont cités le RGAA et le W3C ?")
    assert [(d.file, p.page) for d in page.found.documents for p in d.pages] == [("a.pdf", 1)]
    assert page.said[0].startswith("1\u00a0page d'un document mentionne à la fois")


@pytest.mark.parametrize(
    "question",
    [
        "Où sont mentionnés RGAA et W3C ?",
        "Où sont mentionnés « RGAA » et « W3C » ?",
        "Toutes les mentions de RGAA et de W3C",
        "Quels documents parlent du RGAA ou du W3C ?",
    ],
)
def test_any_of_several_terms_is_found_and_each_is_counted(papers: Library, question: str) -> None:
    given = sought(papers, question)
    assert counts(given.found) == {"a.pdf": 3, "b.pdf": 2, "c.pdf": 1}
    assert given.said[0].startswith("«\u00a0RGAA OU W3C\u00a0» est mentionné 6 fois")
    assert "«\u00a0RGAA\u00a0», 4 fois" in given.said[1]
    plural = sought(papers, "Où sont mentionnés « décrets » et « W3C » ?")  # « décret » is apart
    assert "«\u00a0décrets\u00a0», 0 fois ;" in plural.said[1]


def test_where_no_document_has_both_that_is_said_and_each_is_shown(papers: Library) -> None:
    given = sought(papers, "Which documents mention both the RGAA and Zorglub?", "en")
    assert given.said[0].startswith("No document mentions both “RGAA” and “Zorglub” (searched")
    assert given.said[1].endswith("“Zorglub”, nowhere.")
    assert counts(given.found) == {"a.pdf": 2, "b.pdf": 2}


def test_a_phrase_with_and_that_stands_so_is_one_term(papers: Library) -> None:
    given = sought(papers, "Où parle-t-on d'« eau et assainissement » ?")
    assert counts(given.found) == {"a.pdf": 1}
    given = sought(papers, "Quels documents parlent d'eau et assainissement ?")
    assert counts(given.found) == {"a.pdf": 1}
    assert len(given.said) == 1
    chance = sought(papers, "Quels documents parlent d'eau et de l'assainissement ?")
    assert counts(chance.found) == {"b.pdf": 1}
    assert "«\u00a0eau\u00a0», 3 fois" in chance.said[1]


def test_a_clause_that_no_page_has_is_not_cut_at_its_and(papers: Library) -> None:
    asked = "Où est mentionné l'accord entre la France et le RGAA ?"
    assert sought(papers, asked).found.is_nowhere
    assert sought(papers, "Où sont mentionnés le bâton et le RGAA ?").found.is_nowhere


def test_a_term_is_found_where_another_is_not(papers: Library) -> None:
    given = sought(papers, "Quels documents parlent du RGAA sans parler du W3C ?")
    assert counts(given.found) == {"b.pdf": 2}
    assert given.said[0].startswith("1 document mentionne «\u00a0RGAA\u00a0» sans mentionner")
    pages = sought(papers, "Quelles pages parlent du RGAA mais pas du W3C ?")
    assert counts(pages.found) == {"a.pdf": 1, "b.pdf": 2}
    none = sought(papers, "Quels documents parlent du RGAA sans parler du RGAA ?")
    assert none.said[0].startswith("Aucun document ne mentionne «\u00a0RGAA\u00a0» sans")
    assert counts(none.found) == {"a.pdf": 2, "b.pdf": 2}


def test_documents_without_a_term_are_listed_before_its_mentions(papers: Library) -> None:
    given = sought(papers, "Quels documents ne mentionnent pas le RGAA ?")
    assert given.said[0] == "2 documents sur 4 ne mentionnent pas «\u00a0RGAA\u00a0»\u00a0:"
    assert given.said[1:3] == ("1.\u00a0c (c.pdf)", "2.\u00a0d (d.pdf)")
    assert given.said[3].startswith("«\u00a0RGAA\u00a0» est mentionné 4 fois")
    assert counts(given.found) == {"a.pdf": 2, "b.pdf": 2}
    neither = sought(papers, "Which documents mention neither the RGAA nor the W3C?", "en")
    assert neither.said[0] == "1 of 4 documents mentions neither “RGAA” nor “W3C”:"
    nowhere = sought(papers, "Quels documents ne mentionnent pas Zorglub ?")
    assert len(nowhere.said) == 1


NAMED = (
    "La SARL Paratronic et Corail aident Lyon. Eau et Vie agit. Le 26 mars 2018, M. Sall signe.",
    "La loi n° 2008-12 suit. Une aide de 500 000 euros. La région Bretagne, la Bretagne.",
    "L'assemblée générale élit une secrétaire générale.",
)


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = Library(tmp_path_factory.mktemp("names"), "none")
    publish(library, "note.pdf", NAMED)
    return library


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("Où est citée la société Paratronic ?", "Paratronic"),
        ("Où est citée la société paratronic ?", "paratronic"),
        ("Où est citée l'ONG Corail ?", "Corail"),
        ("Où est citée la ville de Lyon ?", "Lyon"),
        ("Où est mentionnée l'association Eau et Vie ?", "Eau et Vie"),
        ("Où est mentionnée la date du 26 mars 2018 ?", "26 mars 2018"),
        ("Où est mentionné le montant de 500 000 ?", "500 000"),
        ("Où est mentionnée la loi 2008-12 ?", "loi n° 2008-12"),
        ("Où est mentionné le décret 2008-12 ?", "2008-12"),
        ("Où est cité Monsieur Sall ?", "Sall"),
        ("Where is the Paratronic company mentioned?", "Paratronic"),
        ("Where is the city of Lyon mentioned?", "Lyon"),
    ],
)
def test_what_kind_of_thing_a_name_is_does_not_hide_it(
    names: Library, question: str, term: str
) -> None:
    given = sought(names, question)
    assert (given.found.term, given.found.total) == (term, 1)
    assert given.said[0].endswith(
        f"figure nulle part tel quel\u00a0: cherché «\u00a0{term}\u00a0»."
    )
    assert sought(names, question, "en").said[0].endswith(f": “{term}” was looked for.")


@pytest.mark.parametrize(
    ("question", "term", "total"),
    [
        ("Où est citée la Région Bretagne ?", "Région Bretagne", 1),
        ("Où est citée la Société Générale ?", "Société Générale", 0),
        ("Où est citée la société Zorglub ?", "société Zorglub", 0),
        ("Où est mentionné le montant de la subvention ?", "montant de la subvention", 0),
    ],
)
def test_a_term_that_stands_so_or_hides_no_name_is_looked_for_as_it_is(
    names: Library, question: str, term: str, total: int
) -> None:
    given = sought(names, question)
    assert (given.found.term, given.found.total) == (term, total)
    assert len(given.said) == 1


def test_names_are_found_on_each_side_of_an_and(names: Library) -> None:
    asked = "Quels documents mentionnent la société Paratronic et la ville de Lyon ?"
    given = sought(names, asked)
    assert given.said[0].startswith("1 document mentionne à la fois «\u00a0Paratronic\u00a0» et")
    assert counts(given.found) == {"note.pdf": 2}
