"""What an overview shows of each kind of document: what its reader looks for, word for word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import minutes, outline
from assistant.answer_text import as_text
from assistant.assistant import Assistant
from assistant.opening import first_told
from assistant.schema import Answer
from ingest.schema import StoredPage
from tests.conftest import add_all, opened, typeset

PARAGRAPH = (
    "Les bénévoles du réseau y ont travaillé pendant trois mois avec les habitants du bourg,"
    " et les élus des deux rives ont suivi chaque étape du chantier."
)
ASKED = [
    "Qui peut demander une bourse ?",
    "Quand faut-il écrire au jury ?",
    "Combien reçoit une lauréate ?",
    "Peut-on partir à deux ?",
    "Qui lit les carnets de route ?",
    "Faut-il rendre un bilan ?",
    "Où envoyer les photos ?",
]
FAQ = (
    "#set page(height: 15cm)\n= Bourses de route\n"
    "Ce document répond aux lycéens. Il est tenu à jour par le service jeunesse"
    " de la ville.\n" + "\n".join(f"== {n}. {q}\n{PARAGRAPH}" for n, q in enumerate(ASKED, 1))
)
MINUTES = f"""
= Compte rendu du bureau
*Présents* : \\
Mme Aubrac, trésorière, M. Diallo, secrétaire, Mme Kerleo, présidente de l'association.

== 1. Approbation du compte rendu précédent
{PARAGRAPH}

== 2. Point sur le puits
{PARAGRAPH}

== 3. Décisions
Le bureau confie le forage à l'entreprise Sahel Eaux, pour un montant de 12 000 euros.

La caisse de secours est close au 30 juin ; son solde revient au comité du village.

== 4. Questions diverses
{PARAGRAPH}
"""
NEWSLETTER = "= Le Courrier des deux rives\n" + "\n".join(
    f"== {each}\n{PARAGRAPH}"
    for each in ("Un pont pour Kayes", "Les lycéens racontent", "Trois adieux", "Le prix du mil")
)
ARTICLES = ("Objet", "Durée", "Financement", "Suivi", "Litiges")
AIM = "La présente convention a pour objet le prêt d'une pompe à la commune de Kita pour deux ans."
CONVENTION = (
    "= Convention de prêt d'une pompe entre deux communes voisines\n"
    "La commune de Vire, dont le siège est 4 rue du Pont, représentée par son maire, et la"
    " commune de Kita, représentée par sa maire, ci-après « l'emprunteuse ».\n"
    + "\n".join(
        f"== Article {n} – {name}\n{AIM if n == 1 else PARAGRAPH}"
        for n, name in enumerate(ARTICLES, 1)
    )
)
SLIDES = "#set page(width: 16cm, height: 9cm)\n" + "\n#pagebreak()\n".join(
    f"= {each}\n- {each.lower()} en bref\n- {len(each)} points à voir\n- et après ?"
    for each in ("Bâtir un budget", "Les recettes", "Les dépenses", "La trésorerie", "Trois pièges")
)
TOLD = (
    "Notre ville accueille depuis vingt ans des étudiants de Bamako, et leur nombre a doublé"
    " depuis l'ouverture de la maison des deux rives."
)
SPEECH = f"""
= Discours de la présidente

Mesdames et messieurs les élus, chers amis,

C'est pour moi un grand honneur de vous retrouver ici ce soir, et je vous remercie de votre accueil.

{TOLD}
"""
SHEET = f"""
= Fiche n° 4
== Ouvrir un compte pour un partenaire
Pour qui ? Cette fiche s'adresse aux trésorières et aux trésoriers des petites associations.

== Choisir la banque
{PARAGRAPH}

== Réunir les pièces
{PARAGRAPH}

== Suivre les frais
{PARAGRAPH}
"""
SOURCES = {
    "faq-bourses": FAQ,
    "compte-rendu": MINUTES,
    "lettre-rives": NEWSLETTER,
    "convention-pompe": CONVENTION,
    "diaporama": SLIDES,
    "discours": SPEECH,
    "fiche-compte": SHEET,
}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """A library of one document of each kind."""
    folder = tmp_path_factory.mktemp("kinds")
    for name, source in SOURCES.items():
        typeset(folder / "pdf" / f"{name}.pdf", '#set text(lang: "fr")\n' + source)
    add_all(folder / "home", cache, folder / "pdf")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


def _shown(answer: Answer) -> list[str]:
    assert answer.abstained is None, answer.text
    return [" ".join(each.text.split()).replace("’", "'") for each in answer.sentences]


def test_a_faq_is_told_by_its_questions(kinds: Assistant) -> None:
    answer = kinds.ask("Résume la FAQ")
    shown = _shown(answer)
    assert shown[0].startswith("Ce document répond aux lycéens. Il est tenu")
    assert shown[1:] == [f"{n}. {q}" for n, q in enumerate(ASKED, 1)]
    assert {each.page for each in answer.citations} == {1, 2}
    # Their sources are listed by page.
    assert "[1][2][3]" in as_text(answer).replace(" ", "")
    assert as_text(answer).count("faq-bourses.pdf), p.") == 2


def test_minutes_are_told_by_their_points_and_what_was_decided(kinds: Assistant) -> None:
    shown = _shown(kinds.ask("Fais-moi une synthèse du compte rendu"))
    assert "2. Point sur le puits" in shown
    assert "4. Questions diverses" in shown
    assert shown[-1].startswith("Le bureau confie le forage")
    assert shown[-1].endswith("comité du village.")
    assert not any("Aubrac" in each for each in shown)


def test_an_agenda_ends_where_its_first_point_is_taken_up(tmp_path: Path, cache: Path) -> None:
    """Its points are headed alike below, and decisions by a title that says more."""
    source = f"""
#set page(height: 24cm)
= Compte rendu du comité de pilotage

Ordre du jour :
1. Avancement des travaux
2. Point financier

1. Avancement des travaux

{PARAGRAPH}

2. Point financier

Les comptes sont à jour.

*Décisions et suites à donner*

Le comité décide :
- de prolonger la convention de deux ans ;
- de ne pas renouveler le contrat du bureau d'études.
"""
    add_all(tmp_path / "home", cache, typeset(tmp_path / "copil.pdf", source))
    assistant = opened(tmp_path / "home", cache)
    agenda, decided = _shown(assistant.ask("Résume le compte rendu"))
    assistant.close()
    assert agenda == "1. Avancement des travaux 2. Point financier"
    assert decided.startswith("Le comité décide :")
    assert decided.endswith("bureau d'études.")


def test_a_newsletter_is_told_by_the_titles_of_its_articles(kinds: Assistant) -> None:
    shown = _shown(kinds.ask("What are the key points of the newsletter?"))
    titles = ["Un pont pour Kayes", "Les lycéens racontent", "Trois adieux", "Le prix du mil"]
    assert [each for each in shown if each in titles] == titles


def test_a_convention_is_told_by_its_object_and_articles(kinds: Assistant) -> None:
    shown = _shown(kinds.ask("Quels sont les points clés de la convention ?"))
    assert AIM in shown
    assert [f"Article {n} – {a}" for n, a in enumerate(ARTICLES, 1)] == [
        each for each in shown if each.startswith("Article")
    ]
    assert not any("rue du Pont" in each for each in shown)


def test_slides_are_told_by_their_titles(kinds: Assistant) -> None:
    answer = kinds.ask("Résume le diaporama")
    assert _shown(answer)[-4:] == ["Les recettes", "Les dépenses", "La trésorerie", "Trois pièges"]
    assert [each.page for each in answer.citations][-4:] == [2, 3, 4, 5]


def test_a_speech_is_told_by_what_it_says_after_the_greetings(kinds: Assistant) -> None:
    assert _shown(kinds.ask("Résume le discours")) == [TOLD]


def test_a_sheet_is_told_by_its_opening_and_headings(kinds: Assistant) -> None:
    shown = _shown(kinds.ask("Que faut-il retenir de la fiche ?"))
    assert "Pour qui ? Cette fiche s'adresse aux trésorières" in " ".join(shown)
    assert shown[-3:] == ["Choisir la banque", "Réunir les pièces", "Suivre les frais"]


def test_all_that_an_overview_shows_stands_on_its_page(kinds: Assistant) -> None:
    library = kinds._workshop.library
    for document in kinds.documents():
        answer = kinds.ask("tl;dr", documents=[document.id])
        assert answer.citations, document.file
        for each in answer.citations:
            page = library.stored_page(each.document, each.page)
            assert page.text[each.start : each.end] == each.quote


def test_what_is_asked_of_a_topic_is_answered_by_a_passage(kinds: Assistant) -> None:
    answer = kinds.ask("Que dit le compte rendu sur la caisse de secours ?")
    assert "La caisse de secours est close" in answer.text
    assert len(answer.sentences) <= 4


def _page(text: str, number: int = 1, title: str = "Étude") -> StoredPage:
    return StoredPage("1", "etude.pdf", title, number, "", text)


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"Le puits\n{PARAGRAPH}\nLa pompe\n{PARAGRAPH}", ["Le puits", "La pompe"]),
        (
            f"1. Le puits\n1.1. Le forage\n{PARAGRAPH}\n2. La pompe\n{PARAGRAPH}",
            ["1. Le puits", "1.1. Le forage", "2. La pompe"],
        ),
        (
            f"Article 1. Objet. {PARAGRAPH}\nArticle 2. Durée. {PARAGRAPH}",
            ["Article 1. Objet.", "Article 2. Durée."],
        ),
        # Rows, items, figures in large letters, who was present and a part without a name are none.
        (f"Nom | Rôle\n{PARAGRAPH}\n• un point\n{PARAGRAPH}\n7,2 millions\n{PARAGRAPH}", []),
        (f"Présents\n{PARAGRAPH}\nChapitre II\n{PARAGRAPH}\nSommaire\n{PARAGRAPH}", []),
        (f"Le prix monte,\n{PARAGRAPH}\nVoir www.exemple.org\n{PARAGRAPH}", []),
    ],
)
def test_lines_that_read_like_titles_are_some(text: str, titles: list[str]) -> None:
    lead = _page(f"{PARAGRAPH}\n{PARAGRAPH}")
    assert [each.text for each in outline.titles([lead, _page(text, 2)])] == titles


def test_the_deepest_titles_go_first_where_they_are_many() -> None:
    text = "\n".join(
        f"{n}. Partie\n{PARAGRAPH}\n"
        + "\n".join(f"{n}.{m}. Point\n{PARAGRAPH}" for m in range(1, 9))
        for n in range(1, 6)
    )
    found = outline.titles([_page(PARAGRAPH), _page(text, 2)])
    assert len(found) == 45
    assert [each.text for each in outline.fitting(found)] == [f"{n}. Partie" for n in range(1, 6)]


def test_questions_to_ask_make_no_faq() -> None:
    items = "\n".join(f"• {each}" for each in ASKED)
    assert not outline.questions([_page(f"{PARAGRAPH}\n{items}")])
    run_on = "\n".join(f"{each} {PARAGRAPH}" for each in ASKED)
    assert [each.text for each in outline.questions([_page(run_on)])] == ASKED


@pytest.mark.parametrize(
    "said",
    [
        "Madame la Ministre, monsieur le préfet, mesdames et messieurs les conseillers régionaux,",
        "Monsieur le Maire, je voudrais vous remercier vivement de l'accueil que vous nous faites.",
        "Je vous remercie d'être venus si nombreux ce soir à la maison des associations.",
        "Ladies and gentlemen, it is a great honour to speak to you all here this evening.",
        "Étaient présents la présidente, le trésorier et les délégués des quatre comités locaux.",
        "Excusés : Mme Aubrac, trésorière, et M. Diallo, délégué du comité local de Bamako.",
        "Présents :\nMme Aubrac, trésorière, et M. Diallo, délégué du comité local de Bamako.",
        "La Ville, représentée par son maire, dûment habilité par délibération du 4 mars 2024.",
        "Vu la loi du 7 juillet 2014 d'orientation et de programmation relative au développement.",
    ],
)
def test_greetings_attendance_and_parties_present_nothing(said: str) -> None:
    page = _page(f"{said}\n{TOLD}")
    found = first_told([page], {})
    assert found is not None
    assert found.text == TOLD
    # What a document says nothing else is shown, rather than nothing.
    assert (alone := first_told([_page(said)], {})) is None or alone.text in said


def test_what_was_decided_is_found_overleaf_and_in_sentences() -> None:
    pages = [
        _page(f"1. Le puits\n{PARAGRAPH}\nDécisions", title="Procès-verbal"),
        _page(f"Le forage est voté.\nLa suite\n{PARAGRAPH}", 2, title="Procès-verbal"),
    ]
    assert minutes.is_minutes(pages[:1])
    told = minutes.decisions(pages, outline.titles(pages))
    assert [(each.page.number, each.text) for each in told] == [(2, "Le forage est voté.")]
    voted = _page(f"{PARAGRAPH} Le budget est adopté par 12 voix contre 3.")
    assert [e.text for e in minutes.decisions([voted], [])] == [
        "Le budget est adopté par 12 voix contre 3."
    ]


def test_an_agenda_is_the_short_lines_under_its_name() -> None:
    text = f"Réunion du bureau\nOrdre du jour :\n1. Le puits\n2. La pompe\n{PARAGRAPH}"
    assert [each.text for each in minutes.agenda([_page(text)])] == ["1. Le puits 2. La pompe"]
    assert minutes.agenda([_page(PARAGRAPH)]) == []
