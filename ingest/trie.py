"""SentencePiece's character map as the double array that `tokenizers` reads.

The layout is darts-clone's (https://github.com/s-yata/darts-clone): 32-bit units; an inner one
holds its label (8 bits), whether a leaf hangs from it (bit 8) and the offset to its children
(bits 10 to 30); a leaf has bit 31 and a value, here where the replacement starts in the strings
that follow the array.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence
from typing import Any

_LEAF = -1
_UNITS = 1 << 18


def precompiled_charsmap(replacements: Mapping[int, Sequence[int]]) -> bytes:
    """Return SentencePiece's `precompiled_charsmap` for a map from code point to code points."""
    strings = bytearray()
    starts: dict[bytes, int] = {}
    trie: dict[int, Any] = {}
    for codepoint, replacement in replacements.items():
        if 0xD800 <= codepoint < 0xE000:
            continue  # lone surrogates have no UTF-8
        text = "".join(map(chr, replacement)).encode()
        if text not in starts:
            starts[text] = len(strings)
            strings += text + b"\0"
        node = trie
        for byte in chr(codepoint).encode():
            node = node.setdefault(byte, {})
        node[_LEAF] = starts[text]
    array = _double_array(trie)
    return struct.pack("<I", len(array)) + array + bytes(strings)


def _double_array(trie: dict[int, Any]) -> bytes:
    units = [0] * _UNITS
    used = bytearray(_UNITS)
    used[0] = 1
    bases: set[int] = set()
    first_free = 1

    def place(labels: Sequence[int]) -> int:
        """Find a base from which every label's unit is free."""
        nonlocal first_free
        while used[first_free]:
            first_free += 1
        candidate = first_free
        while True:
            base = candidate ^ labels[0]
            fits = base > 0 and base not in bases and not used[candidate]
            if fits and all(base ^ x < _UNITS and not used[base ^ x] for x in labels):
                return base
            candidate += 1

    waiting = [(trie, 0)]
    while waiting:
        node, position = waiting.pop()
        labels = sorted(0 if label == _LEAF else label for label in node)
        base = place(labels)
        bases.add(base)
        for label in labels:
            used[base ^ label] = 1
        units[position] |= (position ^ base) << 10
        if _LEAF in node:
            units[position] |= 1 << 8
            units[base] = node[_LEAF] | 1 << 31
        for label, child in node.items():
            if label != _LEAF:
                units[base ^ label] |= label
                waiting.append((child, base ^ label))
    last = max(index for index, taken in enumerate(used) if taken) + 1
    return struct.pack(f"<{(last + 255) // 256 * 256}I", *units[: (last + 255) // 256 * 256])
