"""The neighbours that a sentence is shown with."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answer import answer
from assistant.asked_parts import question_asked
from assistant.assistant import Assistant
from assistant.candidate import Candidate, joined, place_of
from assistant.close_reading import READ, read_closely
from assistant.extract import Evidence, Weighed, _choose, compose
from assistant.extract import joined as as_evidence
from assistant.page_headings import questions
from assistant.retrieval import retrieve, retrieve_with_words
from assistant.sentences import candidates
from ingest import french, pipeline
from ingest.admission import sources
from ingest.schema import StoredPage
from ingest.workshop import Workshop
from tests.conftest import page_of, typeset

QUESTION = "Comment une PME peut-elle s'associer à une ONG ?"
# What a window may weigh beyond its own sentence, in characters.
LONGEST, LONGEST_OF_MANY = 650, 800


def _found(starter: Assistant) -> list[Candidate]:
    workshop = starter._workshop
    hits = retrieve(workshop, QUESTION, READ)
    return candidates(workshop.library, read_closely(workshop.embeddings, QUESTION, hits))


def test_a_sentence_is_shown_whole_with_the_neighbours_worth_more(starter: Assistant) -> None:
    apart = 0
    for each in _found(starter):
        later = {place_of(each.page, start): float(n) for n, (start, _) in enumerate(each.spans)}
        ahead = joined(each, worth=later)
        back = joined(each, worth={place: -value for place, value in later.items()})
        blind = joined(each)
        for start, end in (ahead, back, blind):
            assert start <= each.span[0]
            assert each.span[1] <= end
            assert end - start <= max(LONGEST, each.span[1] - each.span[0])
        assert back[0] <= ahead[0]
        assert back[1] <= ahead[1]
        apart += back != ahead
    assert apart >= 10


def test_a_sentence_that_leans_on_the_one_before_is_shown_with_it(starter: Assistant) -> None:
    leaning = [each for each in _found(starter) if each.leans and each.index and not each.leads]
    assert leaning
    alone = 0
    for each in leaning:
        # Whatever comes after is worth more.
        worth = {place_of(each.page, start): 1.0 for start, _ in each.spans[each.index + 1 :]}
        start, _ = joined(each, worth=worth)
        alone += start == each.span[0]
    assert alone < len(leaning) / 2  # a paragraph's first sentence, a long one before it


def test_more_is_shown_where_many_things_are_asked_for(starter: Assistant) -> None:
    widths = {False: 0, True: 0}
    for each in _found(starter):
        for many in widths:
            start, end = joined(each, many=many)
            assert end - start <= max(LONGEST_OF_MANY, each.span[1] - each.span[0])
            widths[many] += end - start
    assert widths[True] > widths[False]


def test_an_extract_stops_before_the_next_section(workshop: Workshop, tmp_path: Path) -> None:
    source = "".join(
        f"#par[*Fiche {name}*]\n\nLe dispositif {name} aide les communes rurales.\n\n"
        for name in ("Alizé", "Boréal", "Cumulus")
    )
    list(pipeline.add(workshop, sources([typeset(tmp_path / "fiches.pdf", source)])))
    given = answer(workshop, "Que fait le dispositif Boréal ?")
    assert "Boréal aide" in given.sentences[0].text
    assert not given.sentences[0].text.endswith(("Fiche Cumulus", "Fiche Boréal"))


_TABLE = """
#set page(width: 16cm, height: 24cm)
= Le budget du programme d'accès à l'eau
Le programme finance des ouvrages dans les communes rurales du plateau, avec leurs habitants.

Tableau 1 – Coût des ouvrages que le programme a financés sur le plateau (en euros)
#table(columns: 3,
  [Ouvrage], [Coût 2022], [Coût 2023],
  [Forage de Kilibo], [9 850 €], [1 200 €],
  [Réhabilitation des pompes], [5 100 €], [700 €],
  table.cell(colspan: 3)[AUTRES OUVRAGES],
  [Entretien des sources], [2 300 €], [900 €],
  [Ensemble des ouvrages], [17 250 €], [2 800 €],
)
Le forage de Kilibo a été cofinancé par la ville de Grenoble, pour la moitié de son coût.
"""


def test_an_extract_does_not_run_from_a_table_into_the_next_prose(
    workshop: Workshop, tmp_path: Path
) -> None:
    page = page_of(workshop, typeset(tmp_path / "eau.pdf", _TABLE), 1)
    hits = retrieve(workshop, "Quels ouvrages d'eau ?", READ)
    found = candidates(workshop.library, read_closely(workshop.embeddings, "ouvrages", hits))
    prose = page.text.index("Le forage de Kilibo")
    rows = page.text.index("Ouvrage |")
    inside = 0
    for each in found:
        start, end = as_evidence(each, {each.place: 1.0}).core
        first, last = joined(each, worth={each.place: 1.0})
        if rows <= start < prose:
            assert max(end, last) <= prose
            inside += page.text[first:last].count("\n") > 2  # the row of a section ends no table
        elif start >= prose:
            assert first == prose
        if last < prose:  # what names a table goes with its rows, as does a section
            assert not page.text[first:last].endswith(
                ("Coût 2023", "(en euros)", "AUTRES OUVRAGES")
            )
    assert inside


def test_the_last_row_of_a_table_is_shown_with_it_whatever_follows(
    workshop: Workshop, tmp_path: Path
) -> None:
    """It is no heading of the sentence under the table: a table's total is its last row."""
    list(pipeline.add(workshop, sources([typeset(tmp_path / "eau.pdf", _TABLE)])))
    hits = retrieve(workshop, "Quels ouvrages d'eau ?", READ)
    found = candidates(workshop.library, read_closely(workshop.embeddings, "ouvrages", hits))
    rows = [each for each in found if " € | " in each.text]
    assert len(rows) == 4
    for each in rows:
        assert as_evidence(each, {each.place: 1.0}).text.endswith("| 17 250 € | 2 800 €")


def test_an_extract_does_not_run_from_a_table_into_the_one_below(
    workshop: Workshop, tmp_path: Path
) -> None:
    cells = (
        "[Produits], [2023], [2022], [Dons des villes], [185 000], [180 000], [Total], [7], [9],"
        "[Charges], [2023], [2022], [Salaires], [218 600], [207 300], [Loyers], [5 900], [6 200]"
    )
    source = f"#set page(width: 16cm, height: 24cm)\n= Les comptes\n#table(columns: 3, {cells})"
    list(pipeline.add(workshop, sources([typeset(tmp_path / "comptes.pdf", source)])))
    hits = retrieve(workshop, "Que donnent les villes ?", READ)
    found = candidates(workshop.library, read_closely(workshop.embeddings, "dons", hits))
    shown = {each.text[:4]: as_evidence(each, {each.place: 1.0}).text for each in found}
    assert shown["Dons"].endswith("Total | 7 | 9")
    assert shown["Sala"] == "Salaires | 218 600 | 207 300 Loyers | 5 900 | 6 200"
    assert "Dons" not in shown["Loye"]


def test_the_rest_of_a_table_does_not_follow_the_row_that_is_asked_for(
    workshop: Workshop, tmp_path: Path
) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "eau.pdf", _TABLE)])))
    given = answer(workshop, "Combien a coûté la réhabilitation des pompes en 2022 ?")
    assert given.sentences[0].text == "Réhabilitation des pompes | 5 100 € | 700 €"
    assert not any("|" in each.text or each.head for each in given.sentences[1:])


_SECTIONS = """
#set page(width: 16cm, height: 20cm)
= Réinitialiser son mot de passe
Cliquez sur « mot de passe oublié » puis suivez le lien reçu par courriel.

= Compléter son profil
Le profil dit qui vous êtes aux autres membres. Il se remplit depuis le menu, en haut de la page.
Une photographie peut y être ajoutée, avec une courte présentation de votre métier et de vous.
Elle n'est vue que des membres inscrits depuis plus d'un mois.
"""


def test_an_extract_does_not_run_into_the_next_section(workshop: Workshop, tmp_path: Path) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "aide.pdf", _SECTIONS)])))
    given = answer(workshop, "Comment réinitialiser mon mot de passe ?")
    first = given.sentences[0].text
    assert "mot de passe oublié" in first
    assert "profil" not in first.lower()
    cited = answer(workshop, "Qui voit la photographie du profil ?").citations[0]
    assert cited.section == "Compléter son profil"


_STATUTES = """Statuts de l'association Les Semeurs

Article 9 – Bureau

Le conseil élit en son sein un bureau de trois membres.

Article 10 – Assemblée générale

L'assemblée générale se réunit une fois par an. Elle est convoquée vingt et un jours avant.

Le quorum de l'assemblée générale est fixé au quart des membres actifs.

Article 11 – Ressources

Elles comprennent les cotisations, les dons et le produit des ventes de semences.

Art. 12. – La durée de l'association est illimitée, sauf si son assemblée générale en décide.

Art. 13. – La dissolution est prononcée par une assemblée convoquée pour elle seule.
"""


@pytest.mark.parametrize("name", ["statuts.txt", "statuts.pdf"])
def test_an_extract_does_not_run_over_the_label_of_an_article(
    workshop: Workshop, tmp_path: Path, name: str
) -> None:
    """However short each article is, and whether or not letters tell its heading."""
    file = tmp_path / name
    if name.endswith(".pdf"):
        headed = re.sub("(?m)^(Statuts|Article)", r"= \1", _STATUTES)
        typeset(file, f"#set page(width: 16cm, height: 24cm)\n{headed}")
    else:
        file.write_text(_STATUTES, encoding="utf-8")
    list(pipeline.add(workshop, sources([file])))
    for question, starts, ends in (
        ("Quel est le quorum de l'assemblée générale ?", "Article 10", "membres actifs."),
        ("Quelle est la durée de l'association ?", "Art. 12", "en décide."),
    ):
        given = answer(workshop, question)
        assert given.sentences[0].text.startswith(starts)
        assert given.sentences[0].text.endswith(ends)
        for each in given.sentences:
            assert each.text.count("Art") <= 1


_SHORT_SECTIONS = """
#set page(width: 16cm, height: 20cm)
= Next steps
In 2024 we plan to extend the flood warning system to the Tensift basin and to open an office in
Kumasi. The board will decide in March 2024 whether to start work in Benin.
= Governance
The board has nine trustees and is chaired by Oliver Grant. The chief executive is Ruth Okafor. The
accounts were audited by Kingsley LLP.
"""


def test_an_extract_does_not_run_into_a_short_section(workshop: Workshop, tmp_path: Path) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "report.pdf", _SHORT_SECTIONS)])))
    for question, starts, ends in (
        ("Who chairs the board?", "Governance", "Kingsley LLP."),
        ("Where will an office open in 2024?", "Next steps", "in Benin."),
    ):
        first = answer(workshop, question).sentences[0].text
        assert first.startswith(starts)
        assert first.endswith(ends)


def test_what_is_marked_of_a_lengthened_extract_is_the_better_sentence(starter: Assistant) -> None:
    apart = together = 0
    for one, other in itertools.permutations(_found(starter), 2):
        if one.page != other.page or one.leads or other.leads or other.listed:
            continue
        weighed = Weighed((one, other), (1.0, 0.9))
        alone, both = as_evidence(one, weighed.worth), compose("Qui aide une PME ?", weighed)
        if len(both) == 1 and both[0].text != alone.text:
            start, end = min(one.span[0], other.span[0]), max(one.span[1], other.span[1])
            apart += end - start > 300
            together += end - start <= 300
            assert both[0].core == ((start, end) if end - start <= 300 else one.span)
    assert apart
    assert together


def test_no_extract_says_again_what_another_grew_over() -> None:
    text = "Le réseau aide les PME. Il les forme. Chaque ville paie un conseiller. Il est à Lyon."
    spans = french.sentences(text)
    page = StoredPage("d", "aide.txt", "Aide", 1, "1", text)
    one, last = (Evidence(page, *spans[index], spans[index]) for index in (0, 2))
    across = Evidence(page, spans[0][0], spans[3][1], spans[3])
    chosen = list[Evidence]()
    for each in (one, last, across):
        _choose(each, chosen)
    assert [each.text for each in chosen] == [text]


def test_a_documents_title_is_no_extract(starter: Assistant) -> None:
    text = (
        "LICENCE OUVERTE / OPEN LICENCE\nVersion 2.0\n\n"
        + "Chacun peut vendre ce qu'elle couvre. " * 20
    )
    begins = ((text.index("Chacun"), "Ce que chacun peut en faire"),)
    page = StoredPage(
        "d", "licence.pdf", "Licence Ouverte Version 2.0", 1, "1", text.rstrip(), sections=begins
    )
    spans = french.sentences(page.text)
    title, sentence = (
        Candidate(_found(starter)[0].read, page, spans, index, 0) for index in (1, len(spans) - 1)
    )
    shown = compose("Que peut-on vendre ?", Weighed((title, sentence), (2.0, 1.0)))
    assert [each.core for each in shown] == [sentence.span]
    # Under another title, the words may tell something.
    named = replace(page, title="Guide de l'ouverture des données")
    title, sentence = (replace(each, page=named) for each in (title, sentence))
    shown = compose("Que peut-on vendre ?", Weighed((title, sentence), (2.0, 1.0)))
    assert shown[0].core == title.span


def test_a_heading_alone_is_no_extract(starter: Assistant) -> None:
    answered = starter.ask(QUESTION)
    assert len(answered.sentences) >= 3
    page = starter.page(answered.citations[0].document, 1)
    assert page.text.startswith("GUIDE PRATIQUE")  # which stands alone above the title
    assert all(len(each.text) > 60 for each in answered.sentences)


_ASKED = """
#set page(width: 16cm, height: 24cm)
= Foire aux questions
== 1. Quel est le montant de l'aide ?
Entre 2 500 et 9 000 euros par projet. Le taux peut atteindre 75 % en zone rurale.
== 2. Mon association a été créée il y a dix mois. Puis-je déposer un dossier ?
Non, pas en tant que chef de file. Vous pouvez vous associer à une structure éligible.
== 3. Comment l'aide est-elle versée ?
En deux fois : 75 % à la signature, 25 % après le bilan.
== 4. Le bénévolat peut-il être valorisé ?
Oui, dans la limite de 15 % du budget.
"""


def test_a_pages_question_is_shown_with_its_answer_and_no_other(
    workshop: Workshop, tmp_path: Path
) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "faq.pdf", _ASKED)])))
    for question, begins, ends in (
        ("Quel est le taux en zone rurale ?", "1. Quel est le montant", "en zone rurale."),
        ("Mon association a dix mois, que puis-je déposer ?", "2. Mon", "structure éligible."),
        ("Quand le solde de l'aide est-il versé ?", "3. Comment", "après le bilan."),
    ):
        shown = answer(workshop, question).sentences[0].text
        assert shown.startswith(begins)
        assert shown.endswith(ends)


def test_a_question_set_as_a_plain_paragraph_heads_its_answer(
    workshop: Workshop, tmp_path: Path
) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "faq.pdf", _ASKED)])))
    question = "Comment est versée l'aide ?"
    hits, words = retrieve_with_words(workshop, question, READ)
    page = workshop.library.stored_page(hits[0].chunk.document, 1)
    plain = replace(page, sections=())  # as where no size or weight of letters tells headings
    assert len(questions(plain)) == 3  # the second is two sentences
    (asked,) = question_asked(workshop.library, question, [plain], words)
    assert asked.text.startswith("3. Comment l’aide")
    assert asked.text.endswith("25 % après le bilan.")


def test_a_question_that_ends_its_page_is_answered_overleaf(
    workshop: Workshop, tmp_path: Path
) -> None:
    """A part of an FAQ, of which the next page asks the first question, is no question."""
    cut = _ASKED.replace("versée ?\n", "versée ?\n#pagebreak()\n")
    part = cut.replace("== 4.", "= Et les bénévoles dans tout cela ?\n#pagebreak()\n== 4.")
    list(pipeline.add(workshop, sources([typeset(tmp_path / "faq.pdf", part)])))
    shown = answer(workshop, "Comment est versée l'aide ?").sentences
    assert [each.text[:12] for each in shown[:2]] == ["3. Comment l", "En deux fois"]
    assert shown[1].text.endswith("25 % après le bilan.")  # and not the next question
    for question, found in (
        ("Comment est versée l'aide ?", ["3. Comment l’aide est-elle versée ?"]),
        ("Et les bénévoles dans tout cela ?", []),
    ):
        hits, words = retrieve_with_words(workshop, question, READ)
        pages = [workshop.library.stored_page(hits[0].chunk.document, n) for n in (1, 2, 3)]
        asked = question_asked(workshop.library, question, pages, words)
        assert [each.text for each in asked] == found


_NUMBERED = """
#set page(width: 16cm, height: 24cm)
= 3. Situation financière
Les dépenses s'élèvent à 486 300 euros, soit 41 % du budget total du programme de semences.
L'écart vient du Burkina Faso, où les achats de l'hivernage ont été reportés d'une saison.
= 4. Décisions du comité
Le comité approuve la réaffectation de 62 000 euros du Burkina Faso vers le Mali et le Bénin.
La demande d'acheter un véhicule d'occasion est rejetée par cinq voix contre deux.
= 5. Relevé des actions
Le réseau adresse le plan de trésorerie avant la fin du mois d'avril, et le diffuse aux membres.
"""


def test_a_numbered_heading_is_no_item_and_no_answer(workshop: Workshop, tmp_path: Path) -> None:
    """What answers is marked, not « 4. Décisions » alone; and no extract ends on « 5. … »."""
    list(pipeline.add(workshop, sources([typeset(tmp_path / "compte-rendu.pdf", _NUMBERED)])))
    for question in ("Quelles sont les décisions du comité ?", "Que dit le comité ?"):
        for said in answer(workshop, question).sentences:
            core = said.text[slice(*said.core)]
            assert core not in ("3. Situation financière", "4. Décisions du comité")
            assert not said.text.endswith(("4. Décisions du comité", "5. Relevé des actions"))
    first = answer(workshop, "Quelles sont les décisions du comité ?").sentences[0]
    assert "réaffectation de 62 000 euros" in first.text[slice(*first.core)]
