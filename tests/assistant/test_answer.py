"""Answers: true quotes, right pages, honest refusals."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from assistant import abstention, asking, wording
from assistant.acronyms import abbreviated, spelt_out
from assistant.answer import answer
from assistant.answer_text import as_text
from assistant.assistant import Assistant
from assistant.citations import is_verbatim, locate
from assistant.cross_reading import READ, sentences_of
from assistant.retrieval import retrieve
from assistant.spelling import question_stems
from ingest import french, pipeline
from ingest.admission import sources
from ingest.workshop import Workshop
from tests.conftest import typeset

ATELIER = "resacoop-atelier-2018.pdf"
STARTER_QUESTIONS = [
    ("Qui a mis en relation Paratronic et l'ONEP ?", "CORAIL"),
    ("Que signifie FASEP ?", "Fonds d’étude et d’aide au secteur privé"),
    ("Combien de personnes ont participé à l'atelier RESACOOP ?", "70 participants"),
    ("Qui gère le FASEP ?", "direction générale du Trésor"),
    ("What is a L-Box?", "atelier"),
    ("Quel est le titre du rapport du CESER ?", "Afrique francophone subsaharienne"),
    ("What does Nafa Naana mean?", "bénéfice"),
    # How many a list has tells no trap of it.
    ("Quels sont les cinq garde-fous pour garder sa liberté ?", "une charte publique"),
    ("Quels sont les 4 collèges du CESER ?", "répartis en quatre collèges"),
    ("Quels sont les 12 points d'une convention ?", "les parties et leurs représentants"),
]


def said(text: str) -> str:
    return " ".join(french.fold(text).split())


@pytest.mark.parametrize(("question", "fact"), STARTER_QUESTIONS)
def test_the_starter_collection_answers(starter: Assistant, question: str, fact: str) -> None:
    given = starter.ask(question)
    assert given.abstained is None
    shown = " ".join(sentence.text for sentence in given.sentences[:2])
    assert said(fact) in said(shown)


@pytest.mark.parametrize(
    ("question", "facts", "page"),
    [
        ("Qui a mis en relation Paratronic et l'ONEP ?", ["corail a mis en relation"], 2),
        ("Que signifie FASEP ?", ["fonds d'etude et d'aide au secteur prive"], 2),
        ("Combien de participants l'atelier a-t-il réunis ?", ["plus de 70 participants"], 1),
        (
            "What do NGOs bring to a partnership with a company?",
            ["connaissent les besoins des populations", "levees de fonds", "interets reciproques"],
            None,
        ),
    ],
)
def test_the_workshop_answers_in_two_sentences(
    on_reports: Assistant, question: str, facts: list[str], page: int | None
) -> None:
    given = on_reports.ask(question)
    first = given.sentences[:2]
    holding = [s for s in first if any(fact in said(s.text) for fact in facts)]
    assert holding, given.text
    cited = [c for c in given.citations if c.number in holding[0].citations]
    assert all(c.file == ATELIER for c in cited)
    assert page is None or any(c.page == page for c in cited)


@pytest.mark.parametrize(
    "question",
    [
        "Quelle est la recette de la tarte aux pommes ?",
        "Qui a gagné la Coupe du monde de football en 1998 ?",
        "How do I change the oil of my car?",
        "À quelle distance de la Terre se trouve Neptune ?",
    ],
)
@pytest.mark.parametrize("library", ["starter", "on_reports"])
def test_foreign_questions_are_declined(
    library: str, question: str, request: pytest.FixtureRequest
) -> None:
    assistant: Assistant = request.getfixturevalue(library)
    given = assistant.ask(question)
    assert given.abstained
    assert given.abstained.reason == "nothing_near"
    assert not given.sentences
    assert not given.citations


@pytest.mark.parametrize(
    ("answered", "near"),
    [
        ("Que fabrique Lagazel ?", "Quel est le chiffre d'affaires de Lagazel ?"),
        ("Quelles sont les missions de RESACOOP ?", "Quel est le budget annuel de RESACOOP ?"),
        ("Quel est le rôle de CORAIL ?", "Combien de salariés emploie CORAIL ?"),
    ],
)
def test_what_only_comes_near_is_shown_as_near(
    starter: Assistant, answered: str, near: str
) -> None:
    assert starter.ask(answered).sentences
    given = starter.ask(near)
    assert given.abstained
    assert given.abstained.reason == "only_near"
    assert given.nearest
    assert not given.sentences


_LEAVES = """
#set document(title: [Partir pendant ses congés])
Le congé de solidarité internationale permet à un salarié de partir en mission avec une association.

Le 29 septembre, à Lorient, le réseau a présenté sa démarche devant quarante dirigeants.
"""


@pytest.mark.parametrize(
    ("question", "reason", "first"),
    [
        # That nothing deals with it would be false of a phrase or a date that a page has.
        ("Quel vaccin pour le congé de solidarité internationale ?", "only_near", "Le congé"),
        ("Quel temps faisait-il à Tokyo le 29 septembre ?", "only_near", "Le 29 septembre"),
        ("Quel vaccin pour un chaton en congé ?", "nothing_near", ""),
        ("Quel temps faisait-il à Tokyo en septembre ?", "nothing_near", ""),
    ],
)
def test_what_a_page_names_is_not_said_to_be_nowhere(
    workshop: Workshop, tmp_path: Path, question: str, reason: str, first: str
) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "leaves.pdf", _LEAVES)])))
    declined = answer(workshop, question)
    assert declined.abstained
    assert declined.abstained.reason == reason
    assert first in declined.nearest[0].chunk.text


def test_a_year_that_no_page_shown_has_is_not_answered(workshop: Workshop, tmp_path: Path) -> None:
    budget = "Le budget du programme Corail s'élève à 40 000 euros en 2022, et à 50 000 en 2023."
    list(pipeline.add(workshop, sources([typeset(tmp_path / "bilan.pdf", budget)])))
    asked = "Quel est le budget du programme Corail en {} ?"
    assert answer(workshop, asked.format(2023)).sentences
    declined = answer(workshop, asked.format(2031))
    assert declined.abstained
    assert declined.abstained.reason == "only_near"
    assert "2022" in declined.nearest[0].chunk.text


def test_the_first_passages_are_read_with_the_question(starter: Assistant) -> None:
    question = "Combien de techniciens du RRMA ?"
    hits = retrieve(starter._workshop, question, 6)
    assert [each.answering is not None for each in hits] == [True] * READ + [False] * (6 - READ)
    assert [each.score for each in hits] == sorted((each.score for each in hits), reverse=True)
    assert [each.chunk.id for each in retrieve(starter._workshop, question, 1)] == [
        hits[0].chunk.id
    ]
    for hit in hits[:READ]:
        read = sentences_of(hit.chunk.title, hit.chunk.text)
        page = starter._workshop.library.stored_page(hit.chunk.document, hit.chunk.page)
        on_page = [" ".join(page.text[start:end].split()) for start, end, _ in hit.sentences]
        assert on_page == [read.text[slice(*span)] for span in read.spans]
        start, end, odds = hit.sentences[-1]
        assert hit.odds_of(start, end) == odds
        assert hit.odds_of(start, start + 5) == odds
        assert hit.odds_of(end, end + 5) is None
    assert not any(each.sentences for each in hits[READ:])


@pytest.mark.parametrize("library", ["starter", "on_reports"])
def test_every_quote_stands_verbatim_at_its_offsets(
    library: str, request: pytest.FixtureRequest
) -> None:
    assistant: Assistant = request.getfixturevalue(library)
    chance = random.Random(3)
    pages = [page for page in assistant._workshop.library.pages() if len(page.text) > 400]
    questions = [question for question, _ in STARTER_QUESTIONS]
    for page in chance.sample(pages, 15):
        start = chance.randrange(len(page.text) - 80)
        questions.append(page.text[start : start + 80])
    answered = 0
    for question in questions:
        given = assistant.ask(question)
        answered += bool(given.citations)
        for citation in given.citations:
            text = assistant.page(citation.document, citation.page).text
            assert text[citation.start : citation.end] == citation.quote
            assert is_verbatim(assistant._workshop.library, citation)
        numbers = {citation.number for citation in given.citations}
        assert all(set(sentence.citations) <= numbers for sentence in given.sentences)
        assert len(given.sentences) <= 4
        for sentence in given.sentences:
            start, end = sentence.core
            assert 0 <= start < end <= len(sentence.text)
    assert answered > 15


def test_the_frame_speaks_the_questions_language(starter: Assistant) -> None:
    assert starter.ask("Where is FASEP mentioned?").text.startswith("“FASEP” is mentioned")
    french = starter.ask("Où le FASEP est-il mentionné ?").text
    assert french.startswith("«\u00a0FASEP\u00a0» est mentionné")
    assert starter.ask("Où le FASEP est-il mentionné ?", "en").text.startswith("“FASEP”")
    declined = starter.ask("How do I bake an apple pie?")
    assert declined.language == "en"
    assert declined.text.startswith("I found no answer")


@pytest.mark.parametrize("question", ["tell me more", "since?", "show more"])
def test_a_few_words_that_tell_no_language_speak_that_of_the_talk(
    starter: Assistant, question: str
) -> None:
    english, french = starter.ask("What is the FASEP?"), starter.ask("Qu'est-ce que le FASEP ?")
    assert starter.ask(question, history=[english]).language == "en"
    assert starter.ask(question, history=[english, french]).language == "fr"
    assert starter.ask("combien ?", history=[english]).language == "fr"


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("", "empty_question"),
        ("  ?! ", "empty_question"),
        ("x" * 10_000, "question_too_long"),
        ("\x00\x01\x02", "empty_question"),
    ],
)
def test_what_is_no_question_is_said_so(starter: Assistant, question: str, reason: str) -> None:
    given = starter.ask(question)
    assert given.abstained
    assert given.abstained.reason == reason


@pytest.mark.parametrize(
    "question",
    [
        "<script>alert(1)</script>",
        "什么是援助基金？",
        "ما هو هذا الصندوق؟",
        "'; DROP TABLE documents; --",
        'NEAR("a" AND OR NOT *',
        "FASEP\x00\x07 ?",
        "🙂🙂🙂 a",
    ],
)
def test_strange_questions_end_in_an_answer_or_a_refusal(starter: Assistant, question: str) -> None:
    given = starter.ask(question)
    assert given.abstained or given.citations or given.mentions


def test_an_extract_ends_with_the_last_whole_sentence_of_its_page(
    workshop: Workshop, tmp_path: Path
) -> None:
    one = "Le fonds Ormeau finance des puits villageois à hauteur de 40 000 euros par commune. "
    over = "Le\n#pagebreak()\ncomité se réunit deux fois par an à Kaya pour choisir les communes."
    path = typeset(tmp_path / "ormeau.pdf", one + over)
    assert [each.status for each in pipeline.add(workshop, sources([path]))] == ["added"]
    given = answer(workshop, "À quelle hauteur le fonds Ormeau finance-t-il les puits villageois ?")
    assert given.sentences[0].text == one.strip()


def test_an_empty_library_says_so(workshop: Workshop) -> None:
    given = answer(workshop, "Que signifie FASEP ?")
    assert given.abstained
    assert given.abstained.reason == "empty_library"
    assert "passerelle add" in given.text


def test_a_library_without_text_is_not_called_empty(workshop: Workshop, tmp_path: Path) -> None:
    path = typeset(tmp_path / "dessin.pdf", "#rect(width: 5cm, height: 5cm)")
    list(pipeline.add(workshop, sources([path])))
    given = answer(workshop, "Que signifie FASEP ?")
    assert given.abstained
    assert given.abstained.reason == "nothing_near"
    assert "1 document" in given.text.replace("\u202f", " ")


def test_a_mention_question_gets_the_mentions(starter: Assistant) -> None:
    given = starter.ask("où le FASEP est-il mentionné ?")
    assert given.kind == "mentions"
    assert given.mentions
    assert given.mentions == starter.mentions("FASEP")
    apart = [document for each in given.mentions.related for document in each.documents]
    shown = [*given.mentions.documents, *apart]  # what is counted apart is shown too
    pages = sum(len(document.pages) for document in shown)
    assert as_text(given).count("  p.\u00a0") == pages > 3


def test_a_mention_question_is_told_of_the_plural_or_singular_too(starter: Assistant) -> None:
    for term, other in (("porteur de projet", "porteurs de projet"), ("conventions", "convention")):
        found = starter.ask(f"Où parle-t-on de {term} ?").mentions
        assert found
        assert [each.kind for each in found.related] == ["inflection"]
        (forms,) = found.related
        assert other in {each.text.lower() for each in forms.spellings}
        assert forms.total == starter.mentions(term, inflected=True).related[0].total > 0


def test_a_printed_page_number_does_not_look_like_a_citation() -> None:
    assert wording.page_name(3, "3", "fr") == wording.page_name(3, "", "fr") == "p.\u00a03"
    assert (
        wording.page_name(3, "i", "fr", ocr=True) == "p.\u00a03 (imprimée i, texte reconnu par OCR)"
    )
    assert wording.page_name(3, "1", "en") == "p.\u00a03 (printed 1)"


def test_the_retriever_is_langchains(starter: Assistant) -> None:
    documents = starter.retriever(4).invoke("Qui gère le FASEP ?")
    assert len(documents) == 4
    for document in documents:
        page = starter.page(document.metadata["document"], document.metadata["page"])
        start, end = document.metadata["start"], document.metadata["end"]
        assert page.text[start:end] == document.page_content


def test_locate_finds_a_quote_whatever_its_typography() -> None:
    text = "Il a dit : « l’ONG\nest créée »."
    span = locate("l'ONG est  créée", text)
    assert span
    assert text[slice(*span)] == "l’ONG\nest créée"
    assert locate("l'ONG n'est pas créée", text) is None
    assert locate("", text) is None


def test_the_background_is_of_foreign_subjects(starter: Assistant) -> None:
    passages = abstention.background_passages()
    assert len(passages) >= 250
    assert all(100 < len(passage) < 450 for passage in passages)


def test_a_background_that_cannot_be_kept_is_made_again(starter: Assistant, tmp_path: Path) -> None:
    """A cache cut short, or where nothing can be written, costs time and no answer."""
    cut, unwritable = tmp_path / "cut.npy", tmp_path / "file" / "background.npy"
    cut.touch()
    (tmp_path / "file").touch()
    embeddings, some = starter._workshop.embeddings, abstention.background_passages()[:20]
    again, aside = (abstention._load_or_embed(path, embeddings, some) for path in (cut, unwritable))
    assert np.array_equal(np.load(cut), again)
    assert np.allclose(again, aside)
    assert {path.name for path in tmp_path.iterdir()} == {"cut.npy", "file"}


@pytest.mark.parametrize(
    ("word", "stands_for"),
    [("parternariat", "partenariat"), ("entrerpise", "entreprise"), ("Paratrnoic", "Paratronic")],
)
def test_a_misspelt_word_counts_as_the_one_meant(
    starter: Assistant, word: str, stands_for: str
) -> None:
    library = starter._workshop.library
    assert french.stems(stands_for)[0] in question_stems(library, f"Que dit-on de {word} ?")


def test_words_of_a_first_letter_are_those_among_all(starter: Assistant) -> None:
    library = starter._workshop.library
    every = library.concordance.vocabulary(5, 9)
    some = library.concordance.vocabulary(5, 9, "c")
    assert some
    assert sorted(some) == sorted(each for each in every if each[0].startswith("c"))


@pytest.mark.parametrize("word", ["tarte", "Neptune", "football", "FASPE", "entreprise"])
def test_another_word_is_left_as_it_is(starter: Assistant, word: str) -> None:
    library = starter._workshop.library
    assert french.stems(word)[0] in question_stems(library, f"Que dit-on de {word} ?")


@pytest.mark.parametrize(
    ("asked", "searched"),
    [
        ("Qui gère le fonds d'étude et d'aide au secteur privé ?", "Qui gère le FASEP ?"),
        (
            "Quelles formes de partenariat avec des organisations non-gouvernementales ?",
            "Quelles formes de partenariat avec des ONG ?",
        ),
        ("Quelles formes d'organisation ?", "Quelles formes d'organisation ?"),
        ("Une organisation qui n'est pas gouvernementale", None),
    ],
)
def test_what_has_an_acronym_is_searched_by_it(
    starter: Assistant, asked: str, searched: str | None
) -> None:
    assert abbreviated(starter._workshop.library, asked) == (searched or asked)


def test_an_acronym_is_searched_by_what_pages_write_in_full(
    workshop: Workshop, tmp_path: Path
) -> None:
    law = typeset(
        tmp_path / "loi.pdf",
        "Il est créé une Commission des données personnelles (CDP).\n\n"
        "La Commission des données personnelles compte onze membres.\n\n#pagebreak()\n"
        "La Commission des données personnelles reçoit une dotation de l'État.",
    )
    list(pipeline.add(workshop, sources([law])))
    library = workshop.library
    assert spelt_out(library, "Combien de membres compte la CDP ?") == (
        "Combien de membres compte la Commission des données personnelles ?"
    )
    assert spelt_out(library, "Combien de membres compte la CDPS ?").endswith("CDPS ?")
    given = answer(workshop, "Combien de membres compte la CDP ?")
    assert "onze membres" in given.sentences[0].text
    assert given.notes[0].startswith("Recherché")
    assert not answer(workshop, "Que signifie CDP ?").searched


def test_an_acronym_that_no_page_defines_is_searched_by_its_usual_meaning(
    workshop: Workshop, tmp_path: Path
) -> None:
    minutes = typeset(
        tmp_path / "compte-rendu.pdf",
        "Le comité de pilotage s'est réuni le 12 mars à Rabat.\n\n"
        "Deux organisations non gouvernementales y siègent.\n\n"
        "L'appel à projets ouvre en mai ; un ami du pacte a réuni des PME.",
    )
    list(pipeline.add(workshop, sources([minutes])))
    library = workshop.library
    for asked, searched in (
        ("Quand s'est réuni le copil ?", "Quand s'est réuni le comité de pilotage ?"),
        ("Combien d'ONG y siègent ?", "Combien d'organisations non gouvernementales y siègent ?"),
        ("Que fait l'ONG ?", "Que fait l'organisation non gouvernementale ?"),
        ("Quand ouvre l'AAP ?", "Quand ouvre l'appel à projets ?"),
        ("Qui a réuni les petites et moyennes entreprises ?", "Qui a réuni les PME ?"),
        # Two meanings, or a word of the language, or what pages write as they are asked.
        ("Quand se réunit le CA ?", None),
        ("Qui est un ami ?", None),
        ("Qui a réuni les PME ?", None),
    ):
        assert spelt_out(library, abbreviated(library, asked)) == (searched or asked)
    given = answer(workshop, "Quand s'est réuni le COPIL ?")
    assert "12 mars" in given.sentences[0].text


def test_what_no_page_says_in_those_words_is_shown_in_others(starter: Assistant) -> None:
    asked = starter.ask("Où parle-t-on de subventionnement des études ?")
    assert asked.mentions
    assert asked.mentions.is_nowhere
    assert len(asked.nearest) == 3
    assert "FASEP" in asked.nearest[0].chunk.text
    told = as_text(asked)
    assert "Passages les plus proches\u00a0:" in told
    assert asked.nearest[0].chunk.title in told
    # Of a foreign subject there is nothing near, and a term that is met needs none.
    assert not starter.ask("Où le xylophone est-il mentionné ?").nearest
    assert not starter.ask("Où le FASEP est-il mentionné ?").nearest


def test_an_answer_says_that_the_acronym_was_searched(starter: Assistant) -> None:
    given = starter.ask("Qui gère le fonds d'étude et d'aide au secteur privé ?")
    assert given.notes[0] == "Recherché\u00a0: Qui gère le FASEP ?"
    assert {each.text[slice(*each.core)] for each in given.sentences[:2]} == {
        "Il est géré par la direction générale du Trésor (DG Trésor), qui relève du ministère"
        " chargé de l’économie et des finances.",
        "Il est géré par la DG Trésor.",
    }


def test_a_search_goes_by_the_acronym_too(starter: Assistant) -> None:
    spelt, short = "le fonds d'étude et d'aide au secteur privé", "le FASEP"
    assert starter.search(spelt, 5) == starter.search(short, 5)


@pytest.mark.parametrize(
    ("question", "texts", "numbered"),
    [
        ("Quelles sont les étapes ?", ["Préparer le dossier.", "Le déposer."], True),
        ("Quelles sont les étapes ?", ["Les étapes :\n1. Préparer.\n2. Déposer.", "Après."], False),
        ("Qui gère le FASEP ?", ["Le Trésor."], False),
    ],
)
def test_a_list_is_numbered_unless_it_has_its_own_numbers(
    question: str, texts: list[str], numbered: bool
) -> None:
    assert asking.is_numbered(question, texts) is numbered


def test_unread_pages_are_told_only_of_documents_concerned(
    workshop: Workshop, tmp_path: Path
) -> None:
    shapes = " ".join(f"M{n} {n} L{n + 5} {n} L{n} {n + 9} Z" for n in range(60))
    drawn = f"<svg xmlns='http://www.w3.org/2000/svg' width='90' height='90'><path d='{shapes}'/>"
    picture = f'#pagebreak()\n#image(bytes("{drawn}</svg>"))'
    one = "#set document(title: [Plateforme des médias])\nLa plateforme compte 12 journaux."
    other = (
        "#set document(title: [Budget de Kaya])\nLe budget de la commune de Kaya est voté en mai."
    )
    files = [
        typeset(tmp_path / "plateforme-medias.pdf", f"{one}\n{picture}"),
        typeset(tmp_path / "budget-kaya.pdf", f"{other}\n{picture}"),
    ]
    files += [
        typeset(tmp_path / f"forage-{n}.pdf", f"Le forage n° {n} de Bamako a été creusé en mai.")
        for n in range(4)
    ]
    outcomes = list(pipeline.add(workshop, sources(files)))
    unread = [each.document.unreadable_pages for each in outcomes if each.document]
    assert sorted(unread) == [(), (), (), (), (2,), (2,)]
    named = answer(workshop, "Selon le budget de Kaya, combien de touristes visitent la Suède ?")
    assert named.abstained
    assert named.abstained.reason == "unreadable"
    assert "budget-kaya.pdf (p. 2)" in named.abstained.message
    passing = answer(workshop, "Combien a coûté la plateforme de forage de Bamako ?")
    assert passing.abstained
    assert "plateforme-medias.pdf" not in passing.abstained.message


MINUTES = """
= Procès-verbal de l'assemblée générale

Le 12 avril 2024, à 18 heures, les membres de l'association Baobab se sont réunis à la mairie de
Saint-Louis. La présidente constate que 35 membres sont présents ou représentés.

En cas de manquement grave de l'une des parties, la convention peut être résiliée de plein droit
trente jours après une mise en demeure restée sans effet. En cas de force majeure, elle est
suspendue, puis résiliée si l'empêchement dure plus de six mois. Les sommes versées et non utilisées
sont restituées à l'Entreprise.

L'association est dirigée par un conseil d'administration de neuf membres, élus pour trois ans par
l'assemblée générale et renouvelables par tiers. Nul ne peut exercer plus de trois mandats
consécutifs. Le conseil se réunit au moins quatre fois par an, sur convocation du président ou à la
demande du quart de ses membres.
"""


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Quel est le délai de mise en demeure ?", "trente jours"),
        ("Quelle est la durée du mandat des administrateurs ?", "trois ans"),
    ],
)
def test_a_figure_among_other_articles_is_no_near_miss(
    workshop: Workshop, tmp_path: Path, question: str, told: str
) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "pv.pdf", MINUTES)])))
    given = answer(workshop, question)
    assert given.abstained is None
    assert told in given.sentences[0].text


def test_a_figure_of_something_else_is_one(workshop: Workshop, tmp_path: Path) -> None:
    list(pipeline.add(workshop, sources([typeset(tmp_path / "pv.pdf", MINUTES)])))
    given = answer(workshop, "Quel est le montant de la subvention de la région ?")
    assert given.abstained is not None
