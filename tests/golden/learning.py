"""The steps by which the built-in model's adapters and the cross-encoder are taught."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

_LEAST, _CLIPPED, _TOLD = 0.05, 1.0, 20

# Parameters, and the most that their rate comes to.
Group = tuple[Sequence[nn.Parameter], float]


def learn(groups: Sequence[Group], steps: int, loss: Callable[[int], Tensor], warm: int) -> None:
    """Take so many steps down `loss`, which is given each step's number from 0 (AdamW).

    The rates rise over `warm` steps, then go down in a line to a twentieth; the gradients' norm is
    clipped at 1. Every twentieth step's loss and the seconds spent are printed.
    """
    optimizer = torch.optim.AdamW([{"params": each} for each, _ in groups], weight_decay=0.0)
    begun = time.monotonic()
    for step in range(steps):
        now = min(1.0, (step + 1) / warm) * max(_LEAST, 1 - step / steps)
        for group, (_, rate) in zip(optimizer.param_groups, groups, strict=True):
            group["lr"] = rate * now
        lost = loss(step)
        optimizer.zero_grad()
        lost.backward()  # type: ignore[no-untyped-call]  # torch's own lack
        nn.utils.clip_grad_norm_([part for each, _ in groups for part in each], _CLIPPED)
        optimizer.step()
        if (step + 1) % _TOLD == 0:
            print(f"{step + 1}/{steps} {lost:.3f} {time.monotonic() - begun:.0f} s", flush=True)
