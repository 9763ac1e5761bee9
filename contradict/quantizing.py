"""Write an NLI model as int8 weights for the OpenVINO back end, and measure how near its scores stay."""

from __future__ import annotations

import os
import random
import shutil
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.backends import OPENVINO_FILE, load_openvino, no_telemetry
from contradict.datasets import load_events
from contradict.errors import InputFileError, MissingExtraError, ModelError
from contradict.nli import PACKAGED, NLIModel
from contradict.verdicts import WEIGHTS_NAME

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

PAIRS_TO_CHECK = 400


@dataclass(frozen=True, slots=True)
class Agreement:
    """How near a quantised model's scores lie to those of the model that it was made from.

    Attributes:
        pairs: Ordered pairs of texts that both scored.
        labels: The share of them where both give the same label, 0 to 1.
        mean: The mean over the pairs of the largest difference of a class's probability.
        largest: The largest of these differences.
    """

    pairs: int
    labels: float
    mean: float
    largest: float

    def __str__(self) -> str:
        return (
            f"{self.pairs} pairs: the same label on {self.labels:.1%}; "
            f"probabilities differ by {self.mean:.4f} on average, {self.largest:.3f} at most"
        )


def agreement(one: NDArray[np.float32], other: NDArray[np.float32]) -> Agreement:
    """Compare two models' scores (pairs, classes) of the same pairs."""
    import numpy as np

    if not len(one):
        raise InputFileError("expected pairs to compare two models on, got none")
    apart = np.abs(one - other).max(axis=1)
    same = one.argmax(axis=1) == other.argmax(axis=1)
    return Agreement(len(one), float(same.mean()), float(apart.mean()), float(apart.max()))


def quantize(
    model: str | os.PathLike[str] | CrossEncoder | None,
    out: str | os.PathLike[str],
    *,
    labels: Sequence[str] | None = None,
) -> tuple[NLIModel, NLIModel]:
    """Write an NLI model as int8 weights for OpenVINO into a folder, which `NLIModel(folder)` loads.

    The weights of the verdict that were fitted for the model go along.

    Args:
        model: What `NLIModel` takes: None or "base" for the packaged model, a folder, a name on the hub, a loaded
            `CrossEncoder`.
        out: The folder; it is made where there is none, and must be empty.
        labels: The names of the model's outputs in their order, for a model whose config does not say.

    Returns:
        The model in float32, and the int8 model loaded from the folder.

    Raises:
        InputFileError: The folder is not empty.
        MissingExtraError: OpenVINO or NNCF is not installed.
        ModelError: The model cannot be loaded, or OpenVINO cannot convert it.
    """
    with no_telemetry():
        openvino, nncf = load_openvino(), _nncf()
    folder = Path(out)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputFileError(f"{folder}: expected an empty folder, or none yet, to write the int8 model into")
    plain = NLIModel(model, labels=labels, device="cpu", dtype="float32", backend="torch")
    try:
        with no_telemetry():
            converted = _converted(openvino, plain)
            small = nncf.compress_weights(converted, mode=nncf.CompressWeightsMode.INT8_SYM)
    except Exception as error:
        told = (str(error).strip().splitlines() or [type(error).__name__])[0]
        raise ModelError(f"{plain.name}: OpenVINO cannot convert this model: {told:.300}") from error
    folder.mkdir(parents=True, exist_ok=True)
    config = type(plain.model.config).from_dict(plain.model.config.to_dict())
    if labels is not None:
        config.id2label = dict(enumerate(labels))
        config.label2id = {label: i for i, label in enumerate(labels)}
    config.save_pretrained(folder)
    plain.tokenizer.save_pretrained(folder)
    verdict = Path(PACKAGED.get(plain.name, plain.name)) / WEIGHTS_NAME
    if verdict.is_file():
        shutil.copy(verdict, folder)
    openvino.save_model(small, folder / OPENVINO_FILE, compress_to_fp16=False)
    return plain, NLIModel(folder, backend="openvino")


def packaged_pairs(count: int = PAIRS_TO_CHECK) -> list[tuple[str, str]]:
    """Some labelled pairs of news claims out of the package (the dev half of `contradict.datasets`), to check on."""
    pairs = [(pair.a.text, pair.b.text) for event in load_events("dev") for pair in event.pairs]
    return random.Random(0).sample(pairs, min(count, len(pairs)))


def _converted(openvino: Any, plain: NLIModel) -> Any:
    """A torch classifier as OpenVINO's graph, for batches of any size and length."""
    import torch

    texts = [("The bridge is open.", "The bridge is open to cars again."), ("No.", "It is shut.")]
    ids = dict(zip(flat := sorted({t for pair in texts for t in pair}), plain.encoder.ids(flat), strict=True))
    example = {name: torch.from_numpy(array) for name, array in plain.encoder.batch(texts, ids).items()}

    class ByPosition(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = plain.model

        def forward(self, *inputs: Any) -> Any:
            return self.model(**dict(zip(example, inputs, strict=True))).logits

    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of tracing: that other shapes are right is tested
        converted = openvino.convert_model(ByPosition(), example_input=tuple(example.values()))
    for made, name in zip(converted.inputs, example, strict=True):
        made.get_tensor().set_names({name})
        made.get_node().set_partial_shape(openvino.PartialShape([-1, -1]))
    converted.validate_nodes_and_infer_types()
    return converted


def _nncf() -> Any:
    try:
        import nncf
    except ImportError:
        raise MissingExtraError("writing an int8 model", "openvino") from None
    return nncf
