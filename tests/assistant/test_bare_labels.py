"""« L'article 4.4 », « la question 16 », « l'action A3 »: found where the number stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.numbered import Part, named_part
from tests.conftest import add_all, opened, typeset

_AGREEMENT = """#set page(height: 14cm, width: 16cm)
= Convention de mise à disposition d'une pompe
Article 3 – Engagements du syndicat

Le syndicat s'engage à :

3.1 remettre la pompe en état de marche ; 3.2 payer le transport par bateau jusqu'au port ;

3.3 former deux agents pendant dix jours.

Article 4 – Engagements de la commune

La commune s'engage à :

4.1 réserver un terrain pour la pompe ;

4.2 fixer un tarif de 300 ouguiyas par bidon.

Article 5 – Durée

La convention dure trois ans. Fait à Rosso, en deux exemplaires, le

14 Mai 2024.
"""
_MINUTES = """#set page(height: 14cm, width: 16cm)
= Compte rendu du comité de pilotage des puits
1\\. Avancement des travaux

Neuf puits sur douze sont creusés. La part des femmes dans les comités est de 40 %.

2\\. Décisions

Décision 2.1 – Le comité réaffecte 12 000 euros au Mali.

Décision 2.2 – Les travaux de Kati sont suspendus jusqu'en juin.

3\\. Relevé des actions

#table(columns: 3, [N°], [Action], [Échéance],
  [A1], [Consulter trois foreurs], [29 mars], [A2], [Choisir le cabinet d'audit], [30 avril],
  [A3], [Transmettre le cahier des charges], [15 mai])
"""
_FAQ = """#set page(height: 9cm, width: 16cm)
= Foire aux questions de l'appel à projets des jeunes
1\\. Quelles structures peuvent répondre ?

Les associations qui ont deux ans d'existence.

2\\. Faut-il un partenaire dans le pays ?

Oui, avec une lettre signée.

3\\. Quel est le montant de l'aide ?

Entre 2 500 et 9 000 euros par projet.

4\\. Quand rendre le bilan ?
#pagebreak()
Trois mois après le retour du groupe.

5\\. Peut-on changer de pays ?

Seulement pour raison de sécurité.
"""
_SHEET = """#set page(height: 12cm, width: 16cm)
= Fiche 12 : transférer des fonds à un partenaire
Les quatre étapes

#table(columns: 2, [1], [Vérifier l'existence du partenaire.], [2], [Signer un accord.],
  [3], [Recueillir les coordonnées bancaires.], [4], [Choisir le mode de transfert.])

Ne transportez jamais d'espèces. La fiche est mise à jour chaque année.
"""
_RULES = """#set page(height: 14cm, width: 16cm)
= Règlement de l'appel des puits
= 1. Contexte
La Région soutient les puits creusés avec une commune partenaire.
= 2. Pièces à fournir
Le dossier comprend :

1. le formulaire signé ;

2. les statuts de l'association ;

3. le budget en euros.
= 3. Calendrier
Le dépôt est ouvert jusqu'au 31 mars.
"""
_LEAFLET = """#set page(height: 12cm, width: 16cm)
= Programme de la semaine des solidarités
Les étapes de la caravane sont connues depuis

7 Octobre et affichées en mairie.

8 Novembre : clôture, avec deux concerts.
"""


@pytest.fixture(scope="module")
def on_papers(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """The assistant over papers whose parts bear their numbers alone."""
    folder = tmp_path_factory.mktemp("bare")
    texts = folder / "texts"
    typeset(texts / "convention-pompe.pdf", _AGREEMENT)
    typeset(texts / "compte-rendu-puits.pdf", _MINUTES)
    typeset(texts / "faq-jeunes.pdf", _FAQ)
    typeset(texts / "fiche-12-transfert.pdf", _SHEET)
    typeset(texts / "programme-semaine.pdf", _LEAFLET)
    typeset(texts / "reglement-puits.pdf", _RULES)
    add_all(folder / "home", cache, texts)
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Que dit l'article 4.4 de la convention ?", Part("article", "4.4", True, "convention ")),
        ("action A3", Part("action", "a3", True)),
        ("Que prévoit l'action A-3 ?", Part("action", "a3", True)),
        ("Que dit la décision 4.1 ?", Part("decision", "4.1", True)),
        ("question 16", Part("question", 16, True)),
        ("Que dit la question n° 16 de la FAQ ?", Part("question", 16, True, "faq ")),
        ("point 4", Part("point", 4, True)),
        ("Que dit l'étape 3 de la fiche 12 ?", Part("etape", 3, True, "fiche 12 ")),
        ("Que montre le tableau 2.1 ?", Part("tableau", "2.1", True)),
        ("What does step 4 say?", Part("etape", 4, True)),
        ("Combien coûte l'action B2 ?", Part("action", "b2", False)),
    ],
)
def test_a_number_with_dots_or_a_letter_is_a_label(question: str, part: Part) -> None:
    assert named_part(question) == part


@pytest.mark.parametrize(
    "question",
    [
        "Quelles actions 2024 le rapport résume-t-il ?",
        "Résume le plan d'action 2025",
        "Résume le plan d'action 3",
        "The question I have is who pays?",
        "Question 1 : qui finance le FASEP ?",
        "Que dit la décision 2019-12 du conseil ?",
        "Les pays sont notés sur 3 points 4 fois par an ?",
        "Que dit l'article L. 1115-1 du code ?",
        "Quelle question 2024 a-t-elle posée ?",
    ],
)
def test_words_of_every_day_name_no_part(question: str) -> None:
    assert named_part(question) is None


@pytest.mark.parametrize(
    ("question", "file", "quote"),
    [
        (
            "Que dit l'article 4.2 de la convention ?",
            "convention-pompe.pdf",
            "4.2 fixer un tarif de 300 ouguiyas par bidon.",
        ),
        (
            "article 3.2",
            "convention-pompe.pdf",
            "3.2 payer le transport par bateau jusqu'au port ;",
        ),
        (
            "article 3.3",
            "convention-pompe.pdf",
            "3.3 former deux agents pendant dix jours.",
        ),
        (
            "Que dit la section 3 du règlement ?",
            "reglement-puits.pdf",
            "3. Calendrier\nLe dépôt est ouvert jusqu'au 31 mars.",
        ),
        (
            "Que dit le point 2 du règlement ?",
            "reglement-puits.pdf",
            "2. Pièces à fournir\nLe dossier comprend :\n1. le formulaire signé ;\n"
            "2. les statuts de l'association ;\n3. le budget en euros.",
        ),
        (
            "Que dit la décision 2.1 ?",
            "compte-rendu-puits.pdf",
            "Décision 2.1 – Le comité réaffecte 12 000 euros au Mali.",
        ),
        (
            "Que dit la décision 2.2 ?",
            "compte-rendu-puits.pdf",
            "Décision 2.2 – Les travaux de Kati sont suspendus jusqu'en juin.",
        ),
        (
            "action A3",
            "compte-rendu-puits.pdf",
            "A3 | Transmettre le cahier des charges | 15 mai",
        ),
        (
            "question 3",
            "faq-jeunes.pdf",
            "3. Quel est le montant de l'aide ? Entre 2 500 et 9 000 euros par projet.",
        ),
        ("Que dit l'étape 4 ?", "fiche-12-transfert.pdf", "4 | Choisir le mode de transfert."),
        (
            "Que dit l'étape 3 de la fiche 12 ?",
            "fiche-12-transfert.pdf",
            "3 | Recueillir les coordonnées bancaires.",
        ),
    ],
)
def test_a_part_is_found_by_its_number_alone(
    on_papers: Assistant, question: str, file: str, quote: str
) -> None:
    (citation,) = on_papers.ask(question).citations
    assert citation.file == file
    assert citation.quote.replace("’", "'") == quote


def test_a_point_is_of_any_list(on_papers: Assistant) -> None:
    (citation,) = on_papers.ask("Que dit le point 1 du compte rendu ?").citations
    assert citation.quote.startswith("1. Avancement des travaux")
    assert citation.quote.endswith("40 %.")


def test_a_question_is_answered_overleaf(on_papers: Assistant) -> None:
    first, second = on_papers.ask("question 4").citations
    assert first.quote == "4. Quand rendre le bilan ?"
    assert second.quote == "Trois mois après le retour du groupe."


def test_an_article_holds_what_bears_its_number_and_dots(on_papers: Assistant) -> None:
    (citation,) = on_papers.ask("Que dit l'article 4 de la convention ?").citations
    assert "4.1 réserver un terrain" in citation.quote
    assert citation.quote.endswith("par bidon.")


@pytest.mark.parametrize(
    "question",
    [
        "article 17",
        "article 4.7",
        "Que dit l'article 2.2 du compte rendu ?",
        "question 42",
        "action A9",
        "action 2",
        "décision 1",
        "décision 2.5",
        "étape 7",
        "étape 8",
        "point 14",
    ],
)
def test_a_part_that_no_paper_has_is_declined(on_papers: Assistant, question: str) -> None:
    answer = on_papers.ask(question)
    assert answer.abstained
    assert answer.abstained.reason == "only_near"
