"""« Que dit l'article 5 ? » is answered by that article, whole, and by no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import part_places
from assistant.assistant import Assistant
from assistant.numbered import Part, named_part
from assistant.several_parts import named_parts, ranked_part, told_parts
from ingest import french
from ingest.schema import StoredPage
from tests.conftest import add_all, opened, typeset

_LAW = """#set page(height: 9cm, width: 16cm)
= Loi n° 2012-7 relative à la coopération des communes
Sommaire

Article 1 .................................. 1 \
Article 2 .................................. 1 \
Article 3 .................................. 2

Article premier. - La présente loi fixe les règles de la coopération entre les communes.

Article 2. Les communes peuvent signer une convention avec une commune étrangère, après l'article 1.

Chapitre II. - Des ressources

Article 3. Le fonds de solidarité verse chaque année une dotation aux communes qui
#pagebreak()
ont signé une convention. Elle ne peut dépasser 40 000 euros.

Article 4. La dotation est versée en deux fois.
"""
_ORDER = """#set page(height: 12cm, width: 16cm)
= Arrêté du 4 mai 2021 portant barème des indemnités
Art. 2. - L’indemnité des élus en mission à l'étranger est de 90 euros par jour.

Art. 3. - Les élus remettent un compte rendu sous trente jours.

• Recommandation n° 2 : publier la liste des missions.
"""
_CHARTER = """#set page(height: 12cm, width: 16cm)
= Charte des jumelages
Article 3. Les villes jumelées publient chaque année le compte de leurs échanges.
"""

_CODE = """#set page(height: 12cm, width: 16cm)
= Code des jumelages
Article L. 12-1. La commission des jumelages tient la liste des villes.

== Article L. 12-3
La commission se réunit deux fois par an.

Article R. 21-2. Le compte rendu financier est remis au plus tard le 30 juin.

Article L. 120. Le concours du fonds ne dépasse pas 40 % de la dépense.
"""
_STATUTES = """#set page(height: 9cm, width: 16cm)
= Statuts de l'association des puits
Article 12 - Les ressources de l'association sont les cotisations et les dons.

Article 12 bis - Le fonds de réserve égale six mois de charges.

Article 13 - Le bureau a les rôles suivants :

1) il convoque l'assemblée ;

2) il tient le registre des membres ;

3) il prépare le budget
#pagebreak()
de l'année qui vient ;

4) il publie le rapport d'activité.

Article 14 - Les statuts sont déposés à la préfecture.

Article 15-1 - La dissolution est votée aux deux tiers.
"""


_REPORT = """#set page(height: 14cm, width: 16cm)
= Rapport sur les recettes communales
Liste des tableaux

Tableau 1 : Les recettes des communes .................. 2 \
Tableau 2 : Les dépenses des communes .................. 2 \
Encadré 4 : La méthode de calcul ....................... 3
#pagebreak()
Le tableau 2 montre que les dépenses croissent. Elles ont doublé en six ans dans la région.

Tableau 1 : Les recettes des communes

#table(columns: 3, [Commune], [2018], [2019], [Mbour], [120], [140], [Thiès], [310], [325])

Figure n° 3 - Les recettes par habitant

Les recettes par habitant sont de 4 200 francs dans les communes rurales.

Tableau 2 : Les dépenses des communes

#table(columns: 2, [Commune], [Dépense], [Louga], [98], [Matam], [75])
#pagebreak()
Encadré 4 : La méthode de calcul

Les montants sont ceux des comptes administratifs. Ils sont arrondis au millier.
"""


@pytest.fixture(scope="module")
def on_texts(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """The assistant over a law, an order and a charter."""
    folder = tmp_path_factory.mktemp("numbered")
    typeset(folder / "texts" / "charte-jumelages.pdf", _CHARTER)
    typeset(folder / "texts" / "loi-cooperation.pdf", _LAW)
    typeset(folder / "texts" / "arrete-indemnites.pdf", _ORDER)
    add_all(folder / "home", cache, folder / "texts")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("Que dit l'article 5 de la loi ?", Part("article", 5, True, "loi ")),
        ("article 12", Part("article", 12, True)),
        ("Que dit l'article 12bis ?", Part("article", "12 bis", True)),
        ("Que prévoit l'art. 3 ?", Part("article", 3, True)),
        ("De quoi traite l'article premier ?", Part("article", 1, True)),
        ("Résume la fiche n° 4", Part("fiche", 4, True)),
        ("Que contient le chapitre IV du code ?", Part("chapitre", 4, True, "code ")),
        ("What does article 9 say?", Part("article", 9, True)),
        ("Quel délai l'article 15 fixe-t-il à la commission ?", Part("article", 15, False)),
        ("Que montre le tableau 10 ?", Part("tableau", 10, True)),
        ("la figure 2", Part("figure", 2, True)),
        ("Que dit le tableau 3 de l'annexe 2 ?", Part("tableau", 3, True, "annexe 2 ")),
        ("What does table 3 show?", Part("tableau", 3, True)),
        ("Que dit la page 3 du guide PME ?", Part("page", 3, True, "guide pme")),
        ("Que dit le rapport du CESER à la page 12 ?", Part("page", 12, True, "rapport ceser")),
        ("Peux-tu me résumer la page 2 de ce rapport ?", Part("page", 2, True)),
        ("What does page 3 of the CESER report say?", Part("page", 3, True, "ceser report")),
        ("et la page 5 ?", Part("page", 5, True)),
        ("Que dit le titre III des statuts ?", Part("titre", 3, True, "statuts ")),
        ("Que dit le chapitre Ier du titre II ?", Part("chapitre", 1, True, "titre ii ")),
        ("Que dit la section 2 du chapitre 3 ?", Part("section", 2, True, "chapitre 3 ")),
        ("livre II du code", Part("livre", 2, True, "code")),
        ("Que contient l'annexe B ?", Part("annexe", "b", True)),
        ("Que dit la préconisation n° 5 ?", Part("preconisation", 5, True)),
        ("résume la table ronde 3", Part("table ronde", 3, True)),
        ("Que dit la résolution n° 2 ?", Part("resolution", 2, True)),
        ("What was said in workshop 2?", Part("atelier", 2, False)),
    ],
)
def test_the_part_that_is_named(question: str, part: Part) -> None:
    assert named_part(question) == part


@pytest.mark.parametrize(
    "question",
    [
        "C'est quoi l'article 9 de la convention ?",
        "Quel est l'article 9 de la convention ?",
        "L'article 9 de la convention de partenariat",
        "Lis-moi l'article 9 de la convention",
        "Je voudrais l'article 9 de la convention",
        "L'article 9, il dit quoi ?",
        "Que disent les statuts à l'article 9 ?",
        "et l'article 9 ?",
        "Could you please read me article 9 of the agreement?",
    ],
)
def test_a_part_is_asked_for_as_a_whole(question: str) -> None:
    part = named_part(question)
    assert part
    assert (part.number, part.whole) == (9, True)


@pytest.mark.parametrize(
    "question",
    [
        "Qui signe l'article 9 de la convention ?",
        "Quelle durée fixe l'article 9 ?",
        "Quels sont les montants de l'article 9 des statuts ?",
        "Sous quel délai l'article 9 veut-il un avis ?",
        "Pourquoi l'article 9 du décret de 2016 reste-t-il en vigueur ?",
        "l'article 9 du forum a t il ete vote",
    ],
)
def test_something_is_asked_within_a_part(question: str) -> None:
    part = named_part(question)
    assert part
    assert not part.whole


@pytest.mark.parametrize(
    "question",
    [
        "Combien d'articles compte la loi ?",
        "Quelles sont les 12 mesures du plan ?",
        "Que dit la loi 2008-12 ?",
        "Quel est l'horizon 2030 de la coopération ?",
        "Un article a-t-il paru en 2019 ?",
        "Qui figure premier de la liste ?",
        "Pourquoi faut-il éviter les tableaux sur un site ?",
        "Le mot figure 3 fois",
        "Combien de figures compte le rapport ?",
        "Combien coûte le projet de la page 3 ?",
        "Quels pays sont cités page 4 ?",
        "Que dit la page 3 du guide sur le mécénat ?",
        "C'est à quelle page ?",
        "Le guide fait 12 pages ?",
        "L'annexe a été signée ?",
        "Qui livre 3 pompes ?",
        "Que dit le groupe 2024 ?",
    ],
)
def test_no_part_is_named(question: str) -> None:
    assert named_part(question) is None


@pytest.mark.parametrize(
    ("question", "numbers", "of"),
    [
        ("Que disent les articles 8 et 9 de la convention ?", (8, 9), "convention "),
        ("Que disent les articles 2, 3 et 4 des statuts ?", (2, 3, 4), "statuts "),
        ("articles 29 à 32 de la loi 2008-12", (29, 30, 31, 32), "loi 2008-12"),
        ("Quelle différence entre l'article 62 et l'article 68 ?", (62, 68), ""),
        ("Compare les articles 16 et 17", (16, 17), ""),
        ("What do articles 3 and 4 say?", (3, 4), ""),
        ("Que dit l'article 5 et 6 de la loi ?", (5, 6), "loi "),
        ("Que dit l'article 5 et 3 associations ?", (5,), ""),
        ("Que dit l'article 5, 3 mois après ?", (5,), ""),
        ("What does article 33 to 2025 say?", (33,), ""),
    ],
)
def test_each_of_several_parts_is_named(question: str, numbers: tuple[int, ...], of: str) -> None:
    assert named_parts(question) == [Part("article", each, True, of) for each in numbers]


def test_each_of_several_parts_is_of_its_text() -> None:
    parts = named_parts("l'article 5 de l'arrêté et l'article 6 des statuts")
    assert [(each.number, each.of.split()[0]) for each in parts] == [(5, "arrete"), (6, "statuts")]


@pytest.mark.parametrize(
    ("question", "begins", "page"),
    [
        ("Que dit l'article 2 de la loi ?", "Article 2. Les communes peuvent", 1),
        ("Que dit l'article premier de la loi ?", "Article premier. - La présente", 1),
        ("Que dit l'article 2 de l'arrêté ?", "Art. 2. - L’indemnité des élus", 1),
        ("article 4", "Article 4. La dotation", 2),
        ("Que dit la recommandation n° 2 ?", "• Recommandation n° 2 : publier", 1),
        ("C'est quoi l'article 2 de l'arrêté ?", "Art. 2. - L’indemnité des élus", 1),
        ("Je voudrais lire l'article 4 de la loi", "Article 4. La dotation", 2),
        ("Que dit l'arrêté à l'article 2 ?", "Art. 2. - L’indemnité des élus", 1),
    ],
)
def test_a_part_is_shown_whole_and_alone(
    on_texts: Assistant, question: str, begins: str, page: int
) -> None:
    answer = on_texts.ask(question)
    (citation,) = answer.citations
    assert citation.quote.startswith(begins)
    assert citation.page == page
    assert citation.quote.endswith(".")


@pytest.mark.parametrize(
    ("question", "begin"),
    [
        ("Que disent les articles 2 et 4 de la loi ?", ["Article 2.", "Article 4."]),
        ("Compare l'article 2 de l'arrêté et l'article 4 de la loi", ["Art. 2. - ", "Article 4."]),
        (
            "Résume les articles 2 à 4 de la loi",
            ["Article 2.", "Article 3.", "ont signé ", "Article 4."],
        ),
    ],
)
def test_several_parts_are_shown_and_no_other(
    on_texts: Assistant, question: str, begin: list[str]
) -> None:
    assert [each.quote[:10] for each in on_texts.ask(question).citations] == begin


@pytest.fixture(scope="module")
def on_codes(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """The assistant over a code and statutes, whose articles bear more than a number."""
    folder = tmp_path_factory.mktemp("codes")
    typeset(folder / "texts" / "code-jumelages.pdf", _CODE)
    typeset(folder / "texts" / "statuts-puits.pdf", _STATUTES)
    add_all(folder / "home", cache, folder / "texts")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        (
            "Que dit l'article L. 12-3 du code ?",
            ["Article L. 12-3\nLa commission se réunit deux fois par an."],
        ),
        ("L'article L12-3 du code", ["Article L. 12-3\nLa commission se réunit deux fois par an."]),
        ("Que prévoit l'article R. 21-2 ?", ["Article R. 21-2. Le compte rendu"]),
        ("What does article L. 120 say?", ["Article L. 120. Le concours"]),
        ("Compare les articles L. 12-3 et R. 21-2", ["Article L. 12-3\nLa", "Article R. 21-2."]),
        ("Que dit l'article 12 bis des statuts ?", ["Article 12 bis - Le fonds de réserve égale"]),
        ("Que dit l'article 12 des statuts ?", ["Article 12 - Les ressources"]),
        ("Que dit l'article 15-1 des statuts ?", ["Article 15-1 - La dissolution"]),
        # An item, as laws cite it; the whole article, where none of its items is numbered.
        ("Que dit l'article 13-2 des statuts ?", ["2) il tient le registre des membres ;"]),
        ("article 13.3 des statuts", ["3) il prépare le budget", "de l’année qui vient ;"]),
        ("Que dit l'article 14-2 des statuts ?", ["Article 14 - Les statuts"]),
    ],
)
def test_an_article_that_bears_more_than_a_number_is_shown(
    on_codes: Assistant, question: str, quotes: list[str]
) -> None:
    citations = on_codes.ask(question).citations
    begun = [each.quote[: len(said)] for each, said in zip(citations, quotes, strict=True)]
    assert begun == quotes


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("Que dit l'article 12 ter des statuts ?", "article 12 ter"),
        ("Que dit l'article 13.9 des statuts ?", "article 13.9"),
        ("Que dit l'article 15-2 des statuts ?", "article 15-2"),
    ],
)
def test_no_other_article_is_shown_in_its_place(
    on_codes: Assistant, question: str, called: str
) -> None:
    answer = on_codes.ask(question)
    assert answer.abstained
    assert answer.text.startswith(f"Aucune partie «\u00a0{called}\u00a0» n'a été trouvée")


def test_a_part_goes_on_overleaf(on_texts: Assistant) -> None:
    first, second = on_texts.ask("Que dit l'article 3 de la loi ?").citations
    assert (first.page, second.page) == (1, 2)
    assert first.quote.endswith("communes qui")
    assert second.quote == "ont signé une convention. Elle ne peut dépasser 40 000 euros."


def test_what_is_asked_within_a_part_has_it_first(on_texts: Assistant) -> None:
    answer = on_texts.ask("Sous combien de jours l'article 3 de l'arrêté veut-il un compte rendu ?")
    assert answer.citations[0].quote.startswith("Art. 3. - Les élus")


def test_the_next_part_follows(on_texts: Assistant) -> None:
    before = on_texts.ask("Que dit l'article 2 de l'arrêté ?")
    answer = on_texts.ask("et l'article 3 ?", history=[before])
    assert [each.quote[:10] for each in answer.citations] == ["Art. 3. - "]


def test_of_several_texts_that_fit_alike_each_is_shown(on_texts: Assistant) -> None:
    answer = on_texts.ask("Que dit l'article 2 ?")
    files = {each.file for each in answer.citations}
    assert files == {"loi-cooperation.pdf", "arrete-indemnites.pdf"}


def test_the_others_that_have_such_a_part_are_named(on_texts: Assistant) -> None:
    answer = on_texts.ask("Que dit l'article 3 ?")
    shown = {each.file for each in answer.citations}
    (other,) = {"loi-cooperation.pdf", "arrete-indemnites.pdf", "charte-jumelages.pdf"} - shown
    assert answer.notes[-1] == f"Aussi dans\u00a0: {other}."
    assert on_texts.ask("What does article 3 say?").notes[-1] == f"Also in: {other}."


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Que dit l'article 17 de la loi ?",
            "Aucune partie «\u00a0article 17\u00a0» n'a été trouvée dans loi-cooperation.pdf\u00a0:"
            " les numéros y vont de 1 à 4.",
        ),
        (
            "Que disent les articles 40 et 41 ?",
            "Aucune partie «\u00a0article 40\u00a0», «\u00a0article 41\u00a0» n'a été trouvée"
            " dans les documents.",
        ),
        (
            "What does article 12 of the order say?",
            "No “article 12” was found in the documents.",
        ),
    ],
)
def test_a_part_that_no_text_has_is_said_to_be_in_none(
    on_texts: Assistant, question: str, said: str
) -> None:
    answer = on_texts.ask(question)
    assert answer.abstained
    assert answer.text == answer.abstained.message == said


def test_of_several_parts_those_that_are_missing_are_named(on_texts: Assistant) -> None:
    answer = on_texts.ask("Que disent les articles 2 et 9 de l'arrêté ?")
    assert [each.quote[:7] for each in answer.citations] == ["Art. 2."]
    assert answer.notes[-1] == (
        "Aucune partie «\u00a0article 9\u00a0» n'a été trouvée dans arrete-indemnites.pdf\u00a0:"
        " les numéros y vont de 2 à 3."
    )


@pytest.mark.parametrize(
    "question", ["Que dit l'article 17 de la loi ?", "Que dit l'article 4 de l'arrêté ?"]
)
def test_a_part_that_the_text_has_not_is_not_made_up(on_texts: Assistant, question: str) -> None:
    answer = on_texts.ask(question)
    assert answer.abstained
    assert answer.abstained.reason == "only_near"


_TITLES = """#set page(height: 14cm, width: 16cm)
= Code de la presse des communes
TITRE PREMIER.- DISPOSITIONS GÉNÉRALES

Chapitre premier.- Champ d'application

Article premier.- Le présent code régit les journaux des communes.

Chapitre II.- Définitions

Section première.- Des personnes

Article 2.- Le journaliste écrit dans un journal.

Section 2.- Des biens

Article 3.- Le journal paraît chaque mois.

Titre II.- Sanctions
#pagebreak()
Chapitre Ier.- Amendes

Article 4.- L'amende est de 200 euros.

Chapitre II.- Retraits

Article 5.- La carte est retirée après trois amendes, au titre II comme au titre premier, et la
commission le publie dans le journal de la commune où la faute a été commise.

Annexe A – Liste des journaux

Le Puits, La Corde.

Annexe B – Modèle de carte

La carte porte une photographie.
"""
_ASSEMBLY = """#set page(height: 14cm, width: 16cm)
= Procès-verbal de l'assemblée
= 3. Résolutions
Résolution n° 1 : l'assemblée approuve les comptes.

Résolution n° 2 : la cotisation est fixée à 25 euros.
= 4. Questions diverses
Un membre demande si les frais de route sont payés.
"""


@pytest.fixture(scope="module")
def on_titles(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """The assistant over a code whose titles have chapters of one number, and over minutes."""
    folder = tmp_path_factory.mktemp("titles")
    typeset(folder / "texts" / "code-presse.pdf", _TITLES)
    typeset(folder / "texts" / "pv-assemblee.pdf", _ASSEMBLY)
    add_all(folder / "home", cache, folder / "texts")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "begins", "ends"),
    [
        ("Que dit le chapitre II du titre I ?", "Chapitre II.- Définitions", "chaque mois."),
        ("Que dit le chapitre II du titre II ?", "Chapitre II.- Retraits", "commise."),
        ("Que dit le chapitre Ier du titre II ?", "Chapitre Ier.- Amendes", "200 euros."),
        ("Que dit le titre premier du code ?", "TITRE PREMIER.-", "chaque mois."),
        ("Que dit la section 2 du chapitre II ?", "Section 2.- Des biens", "chaque mois."),
        ("Que dit la section première du code ?", "Section première.-", "dans un journal."),
        ("Que contient l'annexe A ?", "Annexe A – Liste", "La Corde."),
        ("Que contient l'annexe B ?", "Annexe B – Modèle", "une photographie."),
        ("Que dit la résolution n° 2 ?", "Résolution n° 2 :", "25 euros."),
    ],
)
def test_a_part_is_shown_within_what_holds_it(
    on_titles: Assistant, question: str, begins: str, ends: str
) -> None:
    (citation,) = on_titles.ask(question).citations
    assert citation.quote.startswith(begins)
    assert citation.quote.endswith(ends)


def test_what_else_has_a_part_of_that_number_is_told(on_titles: Assistant) -> None:
    answer = on_titles.ask("Que dit le chapitre II du code ?")
    assert answer.citations[0].quote.startswith("Chapitre II.- Retraits")
    told = "«\u00a0chapitre 2\u00a0» se trouve aussi dans\u00a0: titre 1 (p.\u00a01)."
    assert f"Précisez la question\u00a0: {told}" in answer.notes
    answer = on_titles.ask("What does chapter II of the code say?")
    assert "Say which “chapter 2” you mean; it also stands in: title 1 (p.\u00a01)." in answer.notes
    answer = on_titles.ask("Que dit le chapitre II du titre II ?")
    assert not any("se trouve aussi" in note for note in answer.notes)


def test_a_part_that_stands_elsewhere_is_not_shown(on_titles: Assistant) -> None:
    answer = on_titles.ask("Que dit l'article 5 du titre premier ?")
    assert answer.abstained
    assert "«\u00a0article 5 du titre premier\u00a0»" in answer.text


def test_a_label_is_no_sentence_of_its_own() -> None:
    text = "Art. 5. - Lorsque le syndic agit, il est payé. Il rend compte."
    assert [text[a:b] for a, b in french.sentences(text)] == [
        "Art. 5. - Lorsque le syndic agit, il est payé.",
        "Il rend compte.",
    ]


@pytest.mark.parametrize(
    "label",
    ["Article 12 bis", "Article L. 12-3", "Art. R. 21-2", "Préconisation n° 1", "Titre Ier"],
)
def test_nor_is_that_of_an_article_which_bears_more_than_a_number(label: str) -> None:
    text = f"{label}. Le fonds égale six mois."
    assert [text[a:b] for a, b in french.sentences(text)] == [text]


@pytest.fixture(scope="module")
def on_report(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """The assistant over a report with tables and a list of them, and over a law."""
    folder = tmp_path_factory.mktemp("captions")
    typeset(folder / "texts" / "rapport-recettes.pdf", _REPORT)
    typeset(folder / "texts" / "loi-cooperation.pdf", _LAW)
    add_all(folder / "home", cache, folder / "texts")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "begins", "holds", "page"),
    [
        ("Que montre le tableau 1 ?", "Tableau 1 : Les recettes", "Thiès | 310 | 325", 2),
        ("le tableau 2", "Tableau 2 : Les dépenses", "Matam | 75", 2),
        ("Que montre la figure 3 ?", "Figure n° 3 - Les recettes", "4 200 francs", 2),
        ("Que dit l'encadré 4 ?", "Encadré 4 : La méthode", "arrondis au millier.", 3),
    ],
)
def test_a_caption_is_shown_with_what_follows_it(
    on_report: Assistant, question: str, begins: str, holds: str, page: int
) -> None:
    (citation,) = on_report.ask(question).citations
    assert citation.page == page
    assert citation.quote.startswith(begins)
    assert holds in citation.quote
    assert "....." not in citation.quote


def test_a_table_ends_where_another_caption_begins(on_report: Assistant) -> None:
    (citation,) = on_report.ask("Que montre le tableau 1 ?").citations
    assert "Figure" not in citation.quote


@pytest.mark.parametrize(
    ("question", "file", "page"),
    [
        ("Que dit la page 3 du rapport ?", "rapport-recettes.pdf", 3),
        ("résume la page 2 de la loi", "loi-cooperation.pdf", 2),
        ("Que dit la loi page 2 ?", "loi-cooperation.pdf", 2),
        ("What does page 2 of the law say?", "loi-cooperation.pdf", 2),
        ("What does page 3 of the recettes study contain?", "rapport-recettes.pdf", 3),
    ],
)
def test_a_page_is_shown_of_the_document_named(
    on_report: Assistant, question: str, file: str, page: int
) -> None:
    citations = on_report.ask(question).citations
    assert {(each.file, each.page) for each in citations} == {(file, page)}


def test_a_page_that_bears_the_number_in_print_follows(starter: Assistant) -> None:
    citations = starter.ask("Que dit la page 3 de l'atelier RESACOOP ?").citations
    assert [(each.page, each.label) for each in citations] == [(3, "1"), (5, "3")]


def test_a_page_is_that_of_the_document_last_cited(on_report: Assistant) -> None:
    before = on_report.ask("Que dit la page 3 du rapport ?")
    (citation,) = on_report.ask("et la page 2 ?", history=[before]).citations
    assert (citation.file, citation.page) == ("rapport-recettes.pdf", 2)


@pytest.mark.parametrize(
    "question", ["Que dit la page 2 ?", "Que dit la page 40 de la loi ?", "Que dit le tableau 9 ?"]
)
def test_what_no_single_document_has_is_declined(on_report: Assistant, question: str) -> None:
    assert on_report.ask(question).abstained


def test_a_page_is_shown_up_to_a_sentence(starter: Assistant) -> None:
    (citation,) = starter.ask("Que dit la page 2 du rapport du CESER ?").citations
    assert citation.page == 2
    assert 600 < len(citation.quote) <= 1_200
    assert citation.quote.endswith((".", ";", "!", "?"))


def test_a_line_of_a_section_ends_at_a_caption() -> None:
    begun = "Recommandation 8. Ouvrir le forage aux bergers, dès la saison sèche.\n"
    rest = "Tableau 3. Calendrier proposé\nRecommandation | Échéance\n8 | Janvier 2025"
    page = StoredPage("d", "avis.pdf", "Avis", 1, "1", f"Conseils\n{begun}{rest}")
    starts = page.text.index("Recommandation 8")
    assert part_places.ends("recommandation", 8, page, starts) == page.text.index("Tableau 3")


_CALL = """#set page(height: 25cm, width: 16cm)
= Appel à projets de la région du fleuve
== Les trois volets
#table(columns: 3,
  [Volet], [Objet], [Aide maximale],
  [A. Explorer], [Mission commune], [5 000 €],
  [B. Essayer], [Projet d'un an], [25 000 €],
  [C. Déployer], [Projet de trois ans], [90 000 €],
)
La région verse l'aide des volets B et C en deux fois, sur le compte de l'association.
== Groupe A : avant de partir
Le groupe a écrit une fiche que les deux partenaires remplissent chacun de leur côté.
== Groupe B : pendant le projet
Le groupe insiste sur la suppléance, car deux personnes ne portent pas seules un projet.
== Note 1. Faits marquants
La perte de l'exercice vient du prix des billets d'avion pour le fleuve.
== Note 2. Effectifs
Quatre salariés travaillent à plein temps, contre trois l'an dernier.
== Recommandations
Recommandation 1. Nommer un responsable des latrines dans chaque école.

Recommandation 2. Relever le prix du bidon à dix francs.

Recommandation 3. Former les présidents des comités.
"""


@pytest.fixture(scope="module")
def on_call(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Assistant]:
    """The assistant over a call whose parts are rows, groups, notes and advice."""
    folder = tmp_path_factory.mktemp("call")
    typeset(folder / "texts" / "appel.pdf", _CALL)
    add_all(folder / "home", cache, folder / "texts")
    assistant = opened(folder / "home", cache)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Que dit le volet A ?", ["A. Explorer | Mission commune"]),
        ("Que prévoit le volet C de l'appel ?", ["C. Déployer | Projet de trois"]),
        ("Quelle différence entre le volet A et le volet B ?", ["A. Explorer", "B. Essayer"]),
        ("Compare les volets A et C", ["A. Explorer", "C. Déployer"]),
        ("Que propose le groupe B ?", ["Groupe B : pendant"]),
        ("différence entre le groupe A et le B", ["Groupe A : avant", "Groupe B : pendant"]),
        ("Que dit la note 2 ?", ["Note 2. Effectifs Quatre salariés"]),
        ("Quelle est la deuxième recommandation ?", ["Recommandation 2."]),
        ("Quelle est la 3e recommandation de l'appel ?", ["Recommandation 3."]),
        ("Quelle est la dernière recommandation ?", ["Recommandation 3."]),
        ("What is the first recommendation?", ["Recommandation 1."]),
    ],
)
def test_a_part_is_called_by_its_letter_or_rank(
    on_call: Assistant, question: str, begins: list[str]
) -> None:
    told = [" ".join(each.text.split()) for each in on_call.ask(question).sentences]
    assert [each[: len(start)] for each, start in zip(told, begins, strict=True)] == begins


def test_what_a_row_says_of_a_part_comes_first(on_call: Assistant) -> None:
    first = on_call.ask("Quelle est l'aide maximale du volet A ?").sentences[0]
    assert "5 000 €" in first.text[slice(*first.core)]


@pytest.mark.parametrize(
    "question",
    [
        "Pourquoi le groupe a du retard ?",
        "Le groupe a-t-il écrit une fiche ?",
        "Quelle est la première étape pour créer une association ?",
        "Quelle note a le projet ?",
        "Quel est le premier tableau ?",
        "Quel est le deuxième lot de la tombola ?",
        "Quel budget pour les ouvrages notés 3 ?",
        "Qui teste les indicateurs du sous-groupe D ?",
    ],
)
def test_no_letter_nor_rank_names_a_part(question: str) -> None:
    assert not named_parts(question)
    assert not told_parts(question)
    assert not ranked_part(question)


@pytest.mark.parametrize(
    "question",
    [
        "Que dit le volet 2 de la région du fleuve ?",
        "Quelle est la douzième recommandation ?",
        "Résumé de la première recommandation de la Cour des comptes",
    ],
)
def test_what_is_no_part_is_searched_for(on_call: Assistant, question: str) -> None:
    """A strand that no row is, a rank that no text has, may be told of all the same."""
    told = on_call.ask(question)
    assert not any("Aucune partie" in each for each in (told.text, *told.notes))
    assert not any(each.text.startswith("Recommandation 1.") for each in told.sentences[:1])


def test_what_is_asked_within_a_strand_is_searched_for() -> None:
    (part,) = told_parts("What is the maximum grant under strand B of the call?")
    assert (part.number, part.whole) == ("b", False)
