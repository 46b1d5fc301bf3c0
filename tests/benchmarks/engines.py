"""`make bench-engines`: the engines that can run the embedding model, side by side in one run.

Each row is a process of its own: milliseconds for one question, for one passage of 500 characters
in batches of 16, for loading, and the lowest cosine to single precision. ONNX and OpenVINO need
`pip install 'sentence-transformers[onnx,openvino]'`; an engine that is not installed says so.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ENGINES = ("torch-float32", "torch-bfloat16", "onnx", "openvino")
_TEXTS = [
    "La coopération internationale solidaire réunit des associations, des entreprises et des "
    f"collectivités autour du projet numéro {n} : " + "énergie, eau, santé et formation. " * 12
    for n in range(48)
]
_QUESTIONS = [f"Comment financer le projet numéro {n} au Burkina Faso ?" for n in range(24)]


def main() -> None:
    """Measure each engine in turn and print one table."""
    print(f"| engine ({os.cpu_count()} cores) | load s | question ms | passage ms | cosine ≥ |")
    print("| --- | --- | --- | --- | --- |")
    for engine in ENGINES:
        command = [sys.executable, "-m", "tests.benchmarks.engines", engine]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            reason = (run.stderr.strip().splitlines() or ["?"])[-1]
            print(f"| {engine} | not available: {reason[:80]} | | | |")
            continue
        row = json.loads(run.stdout.strip().splitlines()[-1])
        print(
            f"| {engine} | {row['load']:.1f} | {row['question']:.1f} | {row['passage']:.1f}"
            f" | {row['cosine']:.5f} |"
        )


def measure(engine: str) -> dict[str, float]:
    """Load one engine and time it; medians of three rounds."""
    from ingest.built_in_model import ensure_model
    from ingest.settings import LibrarySettings

    folder = ensure_model(LibrarySettings.from_environment(os.environ).cache)
    started = time.perf_counter()
    model = _load(engine, folder)
    model.encode_query("Bonjour")
    load = time.perf_counter() - started
    passages, questions = [], []
    for _ in range(3):
        texts = [text[:500] for text in _TEXTS]
        started = time.perf_counter()
        vectors = _numbers(model.encode_document(texts, batch_size=16, convert_to_tensor=True))
        passages.append((time.perf_counter() - started) / len(texts))
        started = time.perf_counter()
        for question in _QUESTIONS:
            model.encode_query(question)
        questions.append((time.perf_counter() - started) / len(_QUESTIONS))
    reference = _numbers(_load("torch-float32", folder).encode_document([t[:500] for t in _TEXTS]))
    return {
        "load": load,
        "question": 1000 * statistics.median(questions),
        "passage": 1000 * statistics.median(passages),
        "cosine": float((vectors * reference).sum(axis=1).min()),
    }


def _load(engine: str, folder: Path) -> Any:
    import torch
    from sentence_transformers import SentenceTransformer

    if engine.startswith("torch"):
        dtype = torch.bfloat16 if engine.endswith("bfloat16") else torch.float32
        return SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": dtype})
    backend: Any = engine  # one of the literals that ENGINES holds
    return SentenceTransformer(str(folder), device="cpu", backend=backend)


def _numbers(rows: Any) -> Any:
    import numpy as np

    array = rows.float().cpu().numpy() if hasattr(rows, "float") else np.asarray(rows)
    return array / np.linalg.norm(array, axis=1, keepdims=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(sys.argv[1])))
    else:
        main()
