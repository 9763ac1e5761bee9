"""Model weights as int8 rows with their scales: a quarter of the size, turned back to floating point on loading.

A matrix W (n, m) is kept as int8 q (n, m) and fp16 scale (n,), W ~ q * scale[:, None]; vectors stay fp16.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

PACKED_FILES = "model.int8*.safetensors"
SHARD_BYTES = 48_000_000
SCALE = ".scale"
SMALLEST_SCALE = 6e-8
"""The least that fp16 holds; a row of zeros must not be divided by 0."""


def pack(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Packed weights from a state dict; what is not floating point stays as it is."""
    import torch

    packed: dict[str, Tensor] = {}
    for name, w in state.items():
        if w.is_floating_point() and w.ndim == 2:
            scale = (w.float().abs().amax(1) / 127).clamp_min(SMALLEST_SCALE).half()
            rows = (w.float() / scale.float()[:, None]).round().clamp(-127, 127)
            packed[name], packed[name + SCALE] = rows.to(torch.int8).contiguous(), scale
        else:
            packed[name] = (w.half() if w.is_floating_point() else w).contiguous()
    return packed


def unpack(packed: dict[str, Tensor]) -> dict[str, Tensor]:
    """The float32 state dict of packed weights."""
    state: dict[str, Tensor] = {}
    for name, w in packed.items():
        if name.endswith(SCALE):
            continue
        scale = packed.get(name + SCALE)
        if scale is not None:
            state[name] = w.float() * scale.float()[:, None]
        else:
            state[name] = w.float() if w.is_floating_point() else w
    return state


def is_packed(folder: Path) -> bool:
    """Whether a folder holds packed weights."""
    return any(folder.glob(PACKED_FILES))


def save_packed(state: dict[str, Tensor], folder: Path) -> None:
    """Write packed weights into a folder, in files of at most SHARD_BYTES (code hosts refuse larger ones)."""
    from safetensors.torch import save_file

    shards: list[dict[str, Tensor]] = [{}]
    room = SHARD_BYTES
    for name, w in sorted(pack(state).items()):
        size = w.numel() * w.element_size()
        if size > room and shards[-1]:
            shards.append({})
            room = SHARD_BYTES
        shards[-1][name] = w
        room -= size
    for file in folder.glob(PACKED_FILES):
        file.unlink()
    for number, shard in enumerate(shards, 1):
        save_file(shard, folder / f"model.int8-{number:05}-of-{len(shards):05}.safetensors")


def load_packed(folder: Path) -> dict[str, Tensor]:
    """Read packed weights from a folder, as float32."""
    from safetensors.torch import load_file

    packed: dict[str, Tensor] = {}
    for file in sorted(folder.glob(PACKED_FILES)):
        packed |= load_file(file)
    return unpack(packed)
