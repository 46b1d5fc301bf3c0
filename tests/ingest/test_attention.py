"""Our attention gives what torch's own gives, masked or not, and stays finite."""

from __future__ import annotations

import pytest
import torch

from ingest.attention import attend

TOKENS = [1, 7, 31, 32, 118]


def _drawn(tokens: int, spread: float = 1.0) -> tuple[torch.Tensor, ...]:
    draw = torch.Generator().manual_seed(tokens)
    shape = (3, 12, tokens, 32)
    return tuple(torch.randn(shape, generator=draw) * spread for _ in range(3))


def _masked(tokens: int) -> torch.Tensor:
    """The first text is whole, the others end in padding."""
    mask = torch.zeros(3, 1, tokens, tokens)
    mask[1, ..., max(1, tokens - 3) :] = torch.finfo(torch.bfloat16).min
    mask[2, ..., 1:] = torch.finfo(torch.bfloat16).min
    return mask


@pytest.mark.parametrize("tokens", TOKENS)
@pytest.mark.parametrize("masked", [True, False])
@pytest.mark.parametrize(
    ("kind", "within"), [(torch.float32, 1e-5), (torch.bfloat16, 0.03)], ids=["single", "half"]
)
def test_it_is_the_attention_of_torch(
    tokens: int, masked: bool, kind: torch.dtype, within: float
) -> None:
    query, key, value = (each.to(kind) for each in _drawn(tokens))
    mask = _masked(tokens).to(kind) if masked else None
    wanted = torch.nn.functional.scaled_dot_product_attention(query, key, value, mask)
    found, none = attend(None, query, key, value, mask, scaling=32**-0.5)
    assert none is None
    assert found.shape == (3, tokens, 12, 32)
    assert torch.allclose(found, wanted.transpose(1, 2), atol=within)


def test_scores_past_what_exp_can_hold_give_numbers_all_the_same() -> None:
    query, key, value = (each.to(torch.bfloat16) for each in _drawn(64, spread=30.0))
    found, _ = attend(None, query, key, value, None, scaling=32**-0.5)
    assert torch.isfinite(found).all()
    assert found.abs().max() <= value.abs().max() * 1.01
