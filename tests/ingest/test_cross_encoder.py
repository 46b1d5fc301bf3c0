"""A question and a passage read together: which sentence answers, and whether one does."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.cross_reading import sentences_of
from ingest import built_in_model, embedding
from ingest.cross_encoder import LAYERS, UNREAD, CrossEncoder
from ingest.settings import LibrarySettings

TEXT = """Le fonds Ormeau a été créé en 2011 par trois communes. Il finance des puits villageois à
hauteur de 40 000 euros par commune. Son comité se réunit deux fois par an à Kaya. Les demandes sont
déposées avant le 15 mars auprès de la mairie."""
ORMEAU = sentences_of("Rapport du fonds Ormeau", TEXT)


@pytest.fixture(scope="module")
def embeddings(cache: Path) -> embedding.SentenceEmbeddings:
    return embedding.load_embeddings(LibrarySettings(cache=cache))


@pytest.fixture(scope="module")
def cross_encoder(embeddings: embedding.SentenceEmbeddings) -> CrossEncoder:
    found = embeddings.cross_encoder()
    assert found
    return found


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Qui est à l'origine du fonds Ormeau ?", 0),
        ("Combien une commune peut-elle recevoir ?", 1),
        ("Dans quelle ville siège le comité ?", 2),
        ("Jusqu'à quand puis-je envoyer mon dossier ?", 3),
        ("How much money does each town get?", 1),
    ],
)
def test_the_sentence_that_answers_scores_highest(
    cross_encoder: CrossEncoder, question: str, sentence: int
) -> None:
    scores = cross_encoder.scores(question, [ORMEAU])[0]
    assert len(scores) == 4
    assert int(scores.argmax()) == sentence


@pytest.mark.parametrize(
    ("answered", "trap"),
    [
        (
            "Combien de fois par an le comité se réunit-il ?",
            "Combien de membres compte le comité ?",
        ),
        ("Quand le fonds a-t-il été créé ?", "Quand le fonds sera-t-il dissous ?"),
        ("Où dépose-t-on les demandes ?", "Quel est le téléphone de la mairie ?"),
    ],
)
def test_what_the_passage_does_not_say_scores_lower(
    cross_encoder: CrossEncoder, answered: str, trap: str
) -> None:
    held, missing = (cross_encoder.scores(each, [ORMEAU])[0].max() for each in (answered, trap))
    assert held > missing + 1


def test_a_passage_scores_the_same_in_any_company(cross_encoder: CrossEncoder) -> None:
    question = "Combien une commune peut-elle recevoir ?"
    alone = cross_encoder.scores(question, [ORMEAU])[0]
    other = sentences_of("", "Une tout autre phrase. " * 40)
    together = cross_encoder.scores(question, [other, ORMEAU])[1]
    assert np.allclose(alone, together, atol=0.25)  # bfloat16, padded otherwise


def test_what_lies_beyond_the_longest_sequence_is_unread(cross_encoder: CrossEncoder) -> None:
    long = sentences_of("", "Les communes financent des puits villageois. " * 80)
    scores = cross_encoder.scores("Qui finance les puits ?", [long])[0]
    assert scores[0] > UNREAD
    assert scores[-1] == UNREAD
    assert cross_encoder.scores("Qui finance les puits ?", []) == []
    longer = "Qui finance les puits villageois de la commune de Kaya ? " * 60
    assert len(cross_encoder.scores(longer, [ORMEAU])[0]) == 4


def test_the_model_it_is_copied_from_stays_as_it_was(cache: Path) -> None:
    embeddings = embedding.SentenceEmbeddings(LibrarySettings(cache=cache))  # nobody's yet
    before = embeddings.encode_passages([TEXT])
    cross_encoder = embeddings.cross_encoder()
    assert cross_encoder
    assert cross_encoder is embeddings.cross_encoder()
    assert np.array_equal(embeddings.encode_passages([TEXT]), before)
    encoder = embeddings._model[0].auto_model
    assert cross_encoder._encoder.embeddings is encoder.embeddings
    assert len(cross_encoder._encoder.encoder.layer) == LAYERS < len(encoder.encoder.layer)


def test_another_model_has_none(cache: Path) -> None:
    other = LibrarySettings(cache=cache, embedding_model=str(built_in_model.ensure_model(cache)))
    assert embedding.load_embeddings(other).cross_encoder() is None
