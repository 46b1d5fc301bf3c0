"""Folding, stems and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import french


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("DÉVELOPPEMENT", "developpement"),
        ("l’État", "l'etat"),
        ("co\u2010développement", "co-developpement"),
        ("Œuvre", "oeuvre"),
        ("ﬁnancement", "financement"),
        ("e\u0301te\u0301", "ete"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    assert french.fold(text) == folded


@given(st.text())
def test_each_folded_character_knows_its_origin(text: str) -> None:
    folded, origins = french.fold_with_origins(text)
    assert len(folded) == len(origins)
    assert origins == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)


def test_stems_leave_out_what_carries_no_meaning() -> None:
    assert french.stems("Qu'est-ce que l'aide aux entreprises ?") == french.stems(
        "aides entreprise"
    )
    assert french.stems("les partenariats") == french.stems("partenariat")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Une phrase. Une autre ! Et la fin ?", ["Une phrase.", "Une autre !", "Et la fin ?"]),
        ("M. Dupont est venu. Il est parti.", ["M. Dupont est venu.", "Il est parti."]),
        ("Voir p. 12 et art. 3 du code.", ["Voir p. 12 et art. 3 du code."]),
        ("Le taux est de 3.5 %. Fin.", ["Le taux est de 3.5 %.", "Fin."]),
        ("A. BERLIOZ préside. R. WATTELET parle.", ["A. BERLIOZ préside.", "R. WATTELET parle."]),
        ("« C’est vrai. » Il le dit.", ["« C’est vrai. »", "Il le dit."]),
        ("Titre\nUne phrase.", ["Titre", "Une phrase."]),
        ("1. Les partenaires ont signé.", ["1. Les partenaires ont signé."]),
        ("Voir www.site.fr pour plus.", ["Voir www.site.fr pour plus."]),
        (
            "Étape 4. Demander le visa. Il est payant.",
            ["Étape 4. Demander le visa.", "Il est payant."],
        ),
        ("II. LES ACTEURS", ["II. LES ACTEURS"]),
        ("Voir l'annexe 3. Le comité statue.", ["Voir l'annexe 3.", "Le comité statue."]),
        ("Louis XIV. Il régna.", ["Louis XIV.", "Il régna."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in french.sentences(text)] == expected


@given(st.text(alphabet="aB1 .!?\n«»é’-", max_size=200))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    spans = french.sentences(text)
    covered = {i for start, end in spans for i in range(start, end)}
    assert all(i in covered for i, c in enumerate(text) if not c.isspace())
    assert all(a[1] <= b[0] for a, b in zip(spans, spans[1:], strict=False))


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Que signifie FASEP ?", "fr"),
        ("What does FASEP mean?", "en"),
        ("Combien de participants ?", "fr"),
        ("What do NGOs bring to a partnership with a company?", "en"),
        ("FASEP", "fr"),
        ("Who funded Lagazel in Burkina Faso?", "en"),
        ("How many women run a business in Ouro Thiané?", "en"),
        ("Who founded Entrepreneurs du Monde's partner Lagazel?", "en"),
        ("Qui a fondé « Who's Next » ?", "fr"),
        ("Que dit le document « The Art of the Deal » ?", "fr"),
        ("Qui a écrit « The state of the world » ?", "fr"),
        ("Do you cite « Les mots de la coopération » ?", "en"),
        ("Is Entrepreneurs du Monde an NGO?", "en"),
        ("Did Entrepreneurs du Monde create Nafa Naana?", "en"),
        ("Tell me about Côte d'Ivoire", "en"),
        ("Partners in Sénégal", "en"),
        ("Definition of mécénat", "en"),
        ("Was Agence française de développement created by law?", "en"),
        ("Is Électriciens sans frontières mentioned?", "en"),
        ("Under which conditions is le mécénat tax deductible?", "en"),
        ("Summarise Le FASEP, mode d'emploi", "en"),
        ("Number of participants at l'atelier RESACOOP?", "en"),
        ("What is l'Office national de l'eau potable?", "en"),
        *((asked, "en") for asked in ("Define SRDEII", "List all partners", "Explain FASEP")),
        *((asked, "en") for asked in ("Give examples", "Key points", "Summary", "Any risks?")),
        *((asked, "en") for asked in ("Am I eligible?", "May an NGO apply?", "Name three")),
        ("Will RESACOOP help me?", "en"),
        ("Qui finance Save the Children ?", "fr"),
        ("IS : quel taux ?", "fr"),
        ("CAN et JO : qui paie ?", "fr"),
        ("Peut-on partir à deux ?", "fr"),
        ("formation in situ", "fr"),
    ],
)
def test_language(question: str, language: str) -> None:
    assert french.detect_language(question) == language


@pytest.mark.parametrize(
    "text", ["tell me more", "continue", "since?", "FASEP", "", "Morocco?", "Main findings"]
)
def test_no_word_may_tell_a_language(text: str) -> None:
    assert french.told_language(text) is None
    assert french.detect_language(text) == "fr"
