"""Which questions ask what a whole document says, of which document, and which ask of a topic."""

from __future__ import annotations

import pytest

from assistant.overview_asked import documents_asked_of
from ingest.schema import DocumentName

HELD = [
    DocumentName("faq", "FAQ_bourses.pdf", "Questions sur les bourses", "", "2024"),
    DocumentName("cr", "CR_bureau_mars.pdf", "CR bureau de mars", "", "2024"),
    DocumentName("lettre", "lettre-12.pdf", "La Lettre n° 12", "", "2023"),
    DocumentName("convention", "accord-signe.pdf", "Convention de jumelage", "", "2022"),
    DocumentName("webinaire", "webinaire.pdf", "Monter un budget", "", "2024"),
    DocumentName("discours", "ouverture.pdf", "Cérémonie d'ouverture", "", "2021"),
    DocumentName("communique", "Communiqué de presse Oasis.pdf", "Oasis", "", "2025"),
    DocumentName("tdr", "TdR_evaluation_VF2.docx", "Évaluation du projet", "", "2025"),
    DocumentName("annuaire", "annuaire-2025.pdf", "Annuaire du réseau", "", "2025"),
]
HEADED = {"discours": "Discours de la présidente"}
EVERY = [each.id for each in HELD]


def _heading(document: str) -> str:
    return HEADED.get(document, "")


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("Résume la FAQ", "faq"),
        ("resume la faq??", "faq"),
        ("La FAQ en quelques mots ?", "faq"),
        ("En deux mots, de quoi parle la FAQ ?", "faq"),
        ("FAQ : points clés", "faq"),
        ("résume FAQ_bourses.pdf, stp", "faq"),
        ("Fais-moi une synthèse du compte rendu", "cr"),
        ("fais moi une synthese du PV s'il te plait", "cr"),
        ("les grandes lignes du compte-rendu", "cr"),
        ("Le compte rendu parle de quoi ?", "cr"),
        ("Can you summarize the minutes, please?", "cr"),
        ("What should I remember from the minutes?", "cr"),
        ("Que faut-il retenir de la lettre ?", "lettre"),
        ("Qu'est-ce qu'il faut retenir de la lettre n° 12 ?", "lettre"),
        ("Quelles sont les idées principales de la lettre ?", "lettre"),
        ("Give me the gist of the newsletter", "lettre"),
        ("Donne-moi l'essentiel de la convention", "convention"),
        ("J'aimerais un résumé de la convention svp", "convention"),
        ("Quels sont les points clés de l'accord ?", "convention"),
        ("What are the key points of the agreement?", "convention"),
        ("Présente-moi la convention", "convention"),
        ("Résume les slides", "webinaire"),
        ("Pourriez-vous nous faire une synthèse du webinaire ?", "webinaire"),
        ("Résume le discours", "discours"),
        ("tl;dr of the speech", "discours"),
        ("De quoi parle le communiqué ?", "communique"),
        ("Résume le communiqué de presse", "communique"),
        ("What is the press release about?", "communique"),
        ("Résume les TdR", "tdr"),
        ("De quoi parlent les termes de référence ?", "tdr"),
        ("Quels sont les points clés de l'annuaire ?", "annuaire"),
        ("De quoi parle le FAQ_bourses.pdf ?", "faq"),
        ("Résume l'annuaire", "annuaire"),
        ("What is in the directory?", "annuaire"),
        ("Summarise the 2025 directory", "annuaire"),
        ("What is the Oasis press release about?", "communique"),
        ("Résume les termes de référence", "tdr"),
        ("De quoi parlent les TDR ?", "tdr"),
        ("Fais-moi une synthèse des termes de référence", "tdr"),
    ],
)
def test_a_document_is_meant_however_it_is_asked_for(question: str, meant: str) -> None:
    assert documents_asked_of(question, HELD, heading=_heading) == [meant]


@pytest.mark.parametrize(
    "question",
    [
        "Quels sont les points clés ?",
        "points cles",
        "Que retenir du rapport ?",
        "Que dois-je retenir de ce document, s'il vous plaît ?",
        "les grandes lignes…",
        "En quelques mots ?",
        "et en résumé ?",
        "Fais-moi une synthèse",
        "Résume-moi ça stp",
        "Bonjour, résume ce doc en 5 lignes",
        "Résume le document que je viens de déposer",
        "De quoi ça parle ?",
        "Ça parle de quoi ?",
        "Dis-moi de quoi parle ce document",
        "tl;dr",
        "TL ; DR ?",
        "What are the key takeaways?",
        "Summarize this, please",
        "What's this document about?",
        "Tell me what this document is about",
        "Give me a short summary in three lines",
    ],
)
def test_any_document_may_be_meant(question: str) -> None:
    assert documents_asked_of(question, HELD) == EVERY
    assert documents_asked_of(question, HELD, documents=["cr"]) == ["cr"]


@pytest.mark.parametrize(
    "question",
    [
        "Quels sont les points clés de la réforme ?",
        "Résume la position du CESER sur le climat",
        "Quelle est la synthèse des recommandations ?",
        "Résume les recommandations du rapport",
        "Résume l'article 3 de la convention",
        "Résume le compte rendu page 3",
        "Résume la convention de Rio",
        "Quels sont les points forts du programme ?",
        "Quelles sont les grandes lignes du programme ?",
        "Que faut-il retenir de la réforme ?",
        "Quel est l'essentiel des dépenses ?",
        "L'essentiel du financement vient-il de la Région ?",
        "En quelques mots, qui finance la convention ?",
        "Que dit la FAQ sur le bénévolat, en bref ?",
        "La convention prévoit-elle un audit, rapidement ?",
        "Peut-on résumer un projet en une page ?",
        "Donne-moi les informations principales sur le budget",
        "Quelles sont les idées-forces de la lettre ?",
        "Quels sont les éléments essentiels d'un dossier ?",
        "Quel est l'objet de la réunion ?",
        "Qui présente le compte rendu ?",
        "What are the key points of the reform?",
        "What are the main findings of the report?",
        "Summarize the recommendations",
        "Summarise the conclusions the press release draws",
        "Summarise the tax agreement",
        "Briefly, who pays?",
    ],
)
def test_what_is_asked_of_a_topic_is_no_overview(question: str) -> None:
    assert documents_asked_of(question, HELD, heading=_heading) == []


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("What is the FASEP guide about?", "fasep"),
        ("Summarise the FASEP guide", "fasep"),
        ("Give me an overview of the Lyon workshop", "atelier"),
        ("key points of the workshop note", "atelier"),
        ("What does the annual report contain?", "annual"),
        ("Summarise the annual report of 2023", "annual"),
        ("Summarise the Cameroon review", "bilan"),
        ("What is the volunteer FAQ about?", ""),
        ("Summarise the annual report's conclusions", ""),
    ],
)
def test_english_names_a_document_before_it_says_what_it_is(question: str, meant: str) -> None:
    held = [
        DocumentName("fasep", "fasep.pdf", "Le FASEP, mode d'emploi", "", ""),
        DocumentName("atelier", "atelier.pdf", "L'atelier de Lyon", "", "2018"),
        DocumentName("annual", "annual-report-2023.pdf", "Annual Report 2023", "", "2024"),
        DocumentName("bilan", "bilan.pdf", "Bilan de la mission au Cameroun", "", "2022"),
    ]
    assert documents_asked_of(question, held) == ([meant] if meant else [])


def test_a_document_called_so_comes_before_one_that_is_but_headed_so() -> None:
    held = [*HELD, DocumentName("speech", "discours-2020.pdf", "Vœux", "", "2020")]
    assert documents_asked_of("Résume le discours", held, heading=_heading) == ["speech"]
    assert documents_asked_of("Résume le discours", HELD) == []
