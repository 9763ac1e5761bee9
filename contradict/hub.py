"""What both model stages share: fingerprints, and one clear error when a model cannot be loaded."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from contradict.errors import ModelError

if TYPE_CHECKING:
    import torch


def weights_fingerprint(model: torch.nn.Module) -> str:
    """A hash of a model's weights, 16 hex digits: equal for equal weights, wherever they were loaded from."""
    import torch

    digest = hashlib.blake2b(digest_size=8)
    for name, w in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(w.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy())
    return digest.hexdigest()


def load_error(what: str, place: str, error: Exception) -> ModelError:
    """The error for a model that did not load: what was expected, where, and what to do."""
    folder = Path(place)
    first = (str(error).strip().splitlines() or [type(error).__name__])[0]
    if folder.is_dir():
        names = sorted(p.name for p in folder.iterdir())
        if not any(name.endswith(".safetensors") for name in names):
            return ModelError(
                f"{place}: expected {what} with weights in safetensors, found {names or 'an empty folder'}. "
                "Other formats are not loaded, since they can run code"
            )
        return ModelError(f"{place}: expected {what}, but it does not load: {first:.300}")
    if folder.exists():
        return ModelError(f"{place}: expected a folder with {what}, got a file")
    if names_a_folder(place):
        return ModelError(f"{place}: no such folder; expected {what}")
    return ModelError(
        f"{place!r} is no folder here, and as a model of the Hugging Face hub it could not be loaded: {first:.300}. "
        "Without network, pass the folder of a downloaded model"
    )


def names_a_folder(place: str) -> bool:
    """Whether a name can only be a folder's: no model of the hub has one like it."""
    return place.startswith((".", "/", "~")) or place.count("/") > 1
