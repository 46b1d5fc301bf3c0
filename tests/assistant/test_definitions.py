"""The sentence that defines a term, found by how definitions are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.asked_terms import compared_terms
from assistant.assistant import Assistant
from assistant.definitions import find_definitions
from ingest import pipeline
from ingest.admission import sources
from ingest.workshop import Workshop
from tests.conftest import typeset

DOCUMENT = """
= Code de la coopération

7\\) Donnée de terrain : toute donnée recueillie par un agent sur place ;

Est considéré comme accident de mission, quelle qu'en soit la cause, l'accident survenu en voyage.

On entend par « pays partenaire » tout État lié par une convention.

Le CARPE a consacré une assemblée régionale à la préparation des échanges.

Un relais, ou maison commune, reçoit les visiteurs.

Elle a mis au point la M-Box : un atelier livré clé en main.

Le comité d'appui aux réseaux de partenaires étrangers (CARPE) siège à Lyon.

#table(columns: 2, [Mot], [Sens dans ce code], [Jumelage],
  [Un lien durable noué par deux communes], [Budget], [1 200 euros par an et par commune])

Le dispositif des chèques formation donne aux bénévoles cinq jours de cours par an.

L'achat de chèques formation est libre. Chaque jumelage est rare. Chaque donnée de terrain est
relue ; un accident de mission est rare dans un pays partenaire.
"""


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("donnée de terrain", "toute donnée recueillie par un agent"),
        ("accident de mission", "l'accident survenu en voyage"),
        ("pays partenaire", "tout État lié par une convention"),
        ("relais", "reçoit les visiteurs"),
        ("M-Box", "un atelier livré clé en main"),
        ("CARPE", "siège à Lyon"),
        ("jumelage", "noué par deux communes"),
        ("chèque formation", "cinq jours de cours"),  # in another number
    ],
)
def test_a_definition_is_found(workshop: Workshop, tmp_path: Path, term: str, said: str) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "code.pdf", DOCUMENT)])))
    document, page, start, end = find_definitions(workshop.library, term)[0]
    assert said in workshop.library.stored_page(document, page).text[start:end].replace("’", "'")


def test_words_that_merely_share_its_letters_do_not_spell_an_acronym(
    workshop: Workshop, tmp_path: Path
) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "code.pdf", DOCUMENT)])))
    found = find_definitions(workshop.library, "CARPE")
    texts = [workshop.library.stored_page(d, p).text[s:e] for d, p, s, e in found]
    assert all("assemblée" not in each for each in texts)


@pytest.mark.parametrize(
    ("question", "terms"),
    [
        ("Quelle différence entre le mécénat et un don ?", ("mécénat", "don")),
        ("quelle différence y a-t-il entre la RSE et les ODD ?", ("RSE", "ODD")),
        ("En quoi le mécénat diffère-t-il du parrainage ?", ("mécénat", "parrainage")),
        ("Comment distinguer un tiers d'un destinataire ?", ("tiers", "destinataire")),
        ("What is the difference between an NGO and a company?", ("NGO", "company")),
        ("Quelle est la différence d'âge ?", ()),
    ],
)
def test_what_a_question_compares_is_read_off_it(question: str, terms: tuple[str, ...]) -> None:
    assert compared_terms(question) == terms


def test_what_is_compared_gets_both_definitions_first(starter: Assistant) -> None:
    given = starter.ask("Quelle est la différence entre RSE et ODD ?")
    first, second = (" ".join(each.text.split()) for each in given.sentences[:2])
    assert "responsabilité sociétale" in first
    assert "développement durable" in second


_PASSING = """
#set page(height: 12cm)
= Sommaire
La certification des opérateurs de contrôle (DCO) #box(width: 1fr, repeat[.]) 6 \\
Le calendrier des travaux de terrain #box(width: 1fr, repeat[.]) 8 \\
Les annexes du guide de terrain #box(width: 1fr, repeat[.]) 9
#pagebreak()
Vous dirigez une PME et vous envisagez de travailler avec une organisation non gouvernementale
(ONG).

L'Auvergne-Rhône-Alpes, où RESACOOP recense plus de 2 500 organisations, compte des ONG partout.

= Glossaire
ONG : organisation non gouvernementale, association qui agit à l'étranger ou pour d'autres pays.
"""


def test_a_glossarys_entry_comes_before_brackets_in_passing(
    workshop: Workshop, tmp_path: Path
) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "guide.pdf", _PASSING)])))

    def told(term: str) -> list[str]:
        found = find_definitions(workshop.library, term)
        return [workshop.library.stored_page(d, p).text[s:e] for d, p, s, e in found]

    assert told("ONG")[0].startswith("ONG : organisation")
    assert told("RESACOOP") == []  # « où » is not « ou »
    assert told("DCO") == []  # an entry of the table of contents


def test_a_figure_beside_a_term_defines_nothing(workshop: Workshop, tmp_path: Path) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "code.pdf", DOCUMENT)])))
    assert not find_definitions(workshop.library, "budget")


_ROLES = """
= Rôles dans la communauté
- Visiteurs : utilisateurs de contenu, sans compte ni adhésion.
- Contributeurs : créateurs et commentateurs de contenu, sur demande d'adhésion.

Le prêt est une somme à rendre. Droit sur la terre : ce que l'usage accorde à qui la cultive.
"""


def test_where_a_term_is_met_is_no_part_of_it(workshop: Workshop, tmp_path: Path) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "roles.pdf", _ROLES)])))

    def told(term: str) -> list[str]:
        found = find_definitions(workshop.library, term, limit=1)
        return [workshop.library.stored_page(d, p).text[s:e] for d, p, s, e in found]

    question = "Quelle différence entre visiteurs et contributeurs sur la plateforme ?"
    first, second = (told(term)[0] for term in compared_terms(question))
    assert "sans compte" in first
    assert "créateurs et commentateurs" in second
    assert told("droit sur la terre")[0].startswith("Droit sur la terre")
    assert told("prêt à taux zéro") == []  # what a thing is, not where


_CHARTER = """
= Charte des relations avec les médias
Les services de l'État répondent aux médias dans les deux jours. Un jumelage lie deux communes.

L'appel à projets est annoncé à chaque média qui signe la charte. La responsabilité sociétale des
entreprises de presse y est rappelée.
"""


def test_a_term_that_no_page_has_is_told_by_none(workshop: Workshop, tmp_path: Path) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "charte.pdf", _CHARTER)])))
    given = answer(workshop, "C'est quoi une startup d'État ?")
    assert given.abstained
    assert given.abstained.reason in ("only_near", "nothing_near")
    misspelt, acronyms = "c'est quoi un jumelagge ?", ("C'est quoi un AAP ?", "C'est quoi la RSE ?")
    for question in (misspelt, *acronyms, "What is the media charter?"):
        assert not answer(workshop, question).abstained


_GLOSSARY = """
= Glossaire
Diplomatie économique. Action publique qui favorise les échanges d'un territoire à l'étranger.

Économie circulaire. Organisation qui réduit les déchets par la réparation et le recyclage.

GIP : groupement d'intérêt public. Personne morale qui réunit des organismes publics.

TPE : très petite entreprise. Entreprise de moins de dix.

OSC : organisation de la société civile. Terme large : associations, syndicats, fondations.

ONG : organisation non gouvernementale.

PME : petite et moyenne entreprise.

Loi Oudin-Santini. Loi de 2005 qui autorise les communes à donner un centième du prix de l'eau.

L'atelier Nafa et le réseau Sahel : des revendeurs, des lampes et des clients.

En langue dioula, Nafa signifie « le bénéfice ».
"""


def test_a_glossarys_entry_is_shown_alone(workshop: Workshop, tmp_path: Path) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "glossaire.pdf", _GLOSSARY)])))

    def shown(question: str) -> list[str]:
        return [" ".join(each.text.split()) for each in answer(workshop, question).sentences]

    first, *rest = shown("C'est quoi l'économie circulaire ?")
    assert first.startswith("Économie circulaire. Organisation")
    assert all("économi" in each.casefold() for each in rest)  # what has no word of it is left out
    assert "le bénéfice" in shown("Que veut dire Nafa ?")[0]
    # A short explanation too is one, whatever it lists; the entry below is none.
    assert shown("Qu'est-ce qu'une TPE ?")[0].endswith("moins de dix.")
    assert shown("Qu'est-ce qu'une OSC ?")[0].endswith("syndicats, fondations.")
    assert shown("Qu'est-ce qu'une ONG ?")[0].endswith("non gouvernementale.")
    assert shown("C'est quoi la loi Oudin ?")[0].startswith("Loi Oudin-Santini. Loi de 2005")
    assert shown("C'est quoi Oudin-Santini ?")[0].startswith("Loi Oudin-Santini. Loi de 2005")
    # « GIE » stands nowhere, nor a « groupement d'intérêt économique ».
    assert answer(workshop, "C'est quoi un GIE ?").abstained
