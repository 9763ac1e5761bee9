"""The int8 back end: a model that `contradict quantize` wrote for OpenVINO, computed in int8 on the CPU.

Weights are int8, a scale for each row; activations are turned to int8 while the model runs, with a scale for each
ACTIVATIONS_A_SCALE of them, so that no examples are needed to choose scales. What is no matrix product stays float32.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.errors import MissingExtraError, ModelError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from contradict.pairing import Inputs

_ENVIRONMENT = threading.RLock()
OPENVINO_FILE = "openvino_model.xml"
ACTIVATIONS_A_SCALE = 32


def is_openvino(folder: Path) -> bool:
    """Whether a folder holds a model that `quantize` wrote."""
    return (folder / OPENVINO_FILE).is_file()


class OpenVINOClassifier:
    """A classifier that `quantize` wrote, ready to run on the CPU with as many threads as torch uses.

    Args:
        folder: The folder: `openvino_model.xml` and `.bin`, the model's config and tokenizer.

    Raises:
        MissingExtraError: OpenVINO is not installed.
        ModelError: The folder holds no such model, or it does not load.
    """

    def __init__(self, folder: Path) -> None:
        import torch
        from transformers import AutoConfig, AutoTokenizer

        openvino = load_openvino()
        if not is_openvino(folder):
            raise ModelError(
                f"{folder}: expected a folder with {OPENVINO_FILE}, which `contradict quantize MODEL FOLDER` writes"
            )
        properties = {
            "PERFORMANCE_HINT": "LATENCY",
            "INFERENCE_NUM_THREADS": torch.get_num_threads(),
            "INFERENCE_PRECISION_HINT": "f32",
            "DYNAMIC_QUANTIZATION_GROUP_SIZE": ACTIVATIONS_A_SCALE,
            "ENABLE_CPU_PINNING": False,
        }
        options: dict[str, Any] = {"trust_remote_code": False, "local_files_only": True}
        digest = hashlib.blake2b(str(ACTIVATIONS_A_SCALE).encode(), digest_size=8)
        try:
            for suffix in (".xml", ".bin"):
                digest.update((folder / OPENVINO_FILE).with_suffix(suffix).read_bytes())
            self.config = AutoConfig.from_pretrained(folder, **options)
            self.tokenizer = AutoTokenizer.from_pretrained(folder, **options)
            self._compiled = openvino.Core().compile_model(folder / OPENVINO_FILE, "CPU", properties)
        except Exception as error:
            first = (str(error).strip().splitlines() or [type(error).__name__])[0]
            raise ModelError(
                f"{folder}: expected what `contradict quantize` wrote, but it does not load: {first:.300}"
            ) from error
        self.fingerprint = digest.hexdigest()

    def __call__(self, inputs: Inputs) -> NDArray[np.float32]:
        """The logits (pairs, classes) of a batch, by the names of the model's inputs."""
        logits: NDArray[np.float32] = self._compiled(dict(inputs))[0]
        return logits


def load_openvino() -> Any:
    """The package `openvino`.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        with no_telemetry():
            import openvino
    except ImportError:
        raise MissingExtraError("the int8 back end", "openvino") from None
    return openvino


@contextmanager
def no_telemetry() -> Iterator[None]:
    """Keep OpenVINO and NNCF from reporting their use over the network, which they do unasked except in CI."""
    with _ENVIRONMENT:
        before = os.environ.get("CI")
        os.environ["CI"] = "true"
        try:
            yield
        finally:
            if before is None:
                del os.environ["CI"]
            else:
                os.environ["CI"] = before
