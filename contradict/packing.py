"""Model weights as int8 rows with their scales: a quarter of the size, turned back to floating point on loading.

A matrix W (n, m) is kept as int8 q (n, m) and fp16 scale (n,), W ~ q * scale[:, None]; vectors stay fp16. Beside the
packed weights there may be a low-rank correction, learnt later: fp16 up (n, r) and down (r, m), added as up @ down.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from contradict.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

PACKED_FILES = "model.int8*.safetensors"
CORRECTION_NAME = "correction.safetensors"
UP, DOWN, CORRECTS = ".up", ".down", "corrects"
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
    (folder / CORRECTION_NAME).unlink(missing_ok=True)
    for file in folder.glob(PACKED_FILES):
        file.unlink()
    for number, shard in enumerate(shards, 1):
        save_file(shard, folder / f"model.int8-{number:05}-of-{len(shards):05}.safetensors")


def load_packed(folder: Path) -> dict[str, Tensor]:
    """Read packed weights from a folder, as float32, with their correction if there is one.

    Raises:
        ModelError: The correction was learnt for other weights.
    """
    state = load_uncorrected(folder)
    for name, (up, down) in load_correction(folder).items():
        state[name] += up @ down
    return state


def load_uncorrected(folder: Path) -> dict[str, Tensor]:
    """Read packed weights from a folder, as float32, without a correction."""
    from safetensors.torch import load_file

    packed: dict[str, Tensor] = {}
    for file in sorted(folder.glob(PACKED_FILES)):
        packed |= load_file(file)
    return unpack(packed)


def packed_fingerprint(folder: Path) -> str:
    """A hash of a folder's packed weights without a correction, by the scales of all rows: 16 hex digits."""
    from safetensors import safe_open

    scales: dict[str, bytes] = {}
    for path in folder.glob(PACKED_FILES):
        with safe_open(path, framework="np") as file:
            scales |= {name: file.get_tensor(name).tobytes() for name in file.keys() if name.endswith(SCALE)}  # noqa: SIM118
    digest = hashlib.blake2b(digest_size=8)
    for name, w in sorted(scales.items()):
        digest.update(name.encode())
        digest.update(w)
    return digest.hexdigest()


def save_correction(correction: Mapping[str, tuple[Tensor, Tensor]], folder: Path, corrects: str) -> None:
    """Write the low-rank correction (up, down) of some matrices beside the packed weights it was learnt for.

    Raises:
        ModelError: The folder holds other weights than those of the fingerprint.
    """
    from safetensors.torch import save_file

    _check(folder, corrects)
    ups = {name + UP: up.half().contiguous() for name, (up, _) in correction.items()}
    downs = {name + DOWN: down.half().contiguous() for name, (_, down) in correction.items()}
    save_file(ups | downs, folder / CORRECTION_NAME, {CORRECTS: corrects})


def load_correction(folder: Path) -> dict[str, tuple[Tensor, Tensor]]:
    """The low-rank correction (up, down) of each matrix that has one, as float32; nothing if there is none.

    Raises:
        ModelError: It was learnt for other weights than those in the folder.
    """
    from safetensors import safe_open

    if not (folder / CORRECTION_NAME).exists():
        return {}
    with safe_open(folder / CORRECTION_NAME, framework="pt") as file:
        _check(folder, (file.metadata() or {}).get(CORRECTS, ""))
        found = {name: file.get_tensor(name).float() for name in file.keys()}  # noqa: SIM118
    names = [name.removesuffix(UP) for name in found if name.endswith(UP)]
    return {name: (found[name + UP], found[name + DOWN]) for name in sorted(names)}


def _check(folder: Path, corrects: str) -> None:
    if (found := packed_fingerprint(folder)) != corrects:
        raise ModelError(
            f"{folder / CORRECTION_NAME}: expected a correction of the packed weights beside it ({found}), "
            f"got one of others ({corrects or 'unnamed'})"
        )
