"""What the built-in model was taught for questions on French reports: low-rank matrices.

LoRA (https://arxiv.org/abs/2106.09685): each matrix of the encoder gains up · down, of rank 8.
`make adapter` learns them and says from what; docs/mesures.md, what they bring.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

PATH = Path(__file__).with_name("adapter.safetensors")

Matrix = NDArray[Any]


@cache
def fingerprint(path: Path = PATH) -> str:
    """Return what tells these matrices from others."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def write(
    path: Path, learnt: Mapping[str, tuple[Matrix, Matrix]], more: Mapping[str, Matrix] = {}
) -> None:
    """Write a layer's (up, down) by its name, and `more` by theirs, in half precision."""
    from safetensors.numpy import save_file

    parts = {
        f"{name}.{part}": np.ascontiguousarray(matrix, np.float16)
        for name, pair in learnt.items()
        for part, matrix in zip(("up", "down"), pair, strict=True)
    }
    save_file(parts | {name: each.astype(np.float16) for name, each in more.items()}, path)


def add_to(encoder: Any, path: Path = PATH) -> None:
    """Add what was learnt to the weights of a BERT (a torch module), in place."""
    from safetensors.numpy import load_file

    parts = load_file(path)
    for name in sorted(key.removesuffix(".up") for key in parts if key.endswith(".up")):
        up, down = (parts[f"{name}.{part}"].astype(np.float32) for part in ("up", "down"))
        weight = encoder.get_submodule(name).weight.data
        exact = weight.float()
        weight.copy_(exact + exact.new_tensor(up @ down))
