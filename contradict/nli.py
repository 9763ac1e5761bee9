"""The NLI stage: load a three-class cross-encoder, know its labels, score ordered pairs of texts fast."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from contradict.backends import OpenVINOClassifier, is_openvino
from contradict.errors import ModelError, SettingsError
from contradict.hub import load_error, weights_fingerprint
from contradict.packing import is_packed, load_packed
from contradict.pairing import PairEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder

    from contradict.cache import Cache
    from contradict.pairing import Inputs, Pair

WEIGHTS = Path(__file__).parent / "weights"
PACKAGED = {"base": WEIGHTS / "nli-base", "small": WEIGHTS / "nli-small"}
DEFAULT_NLI = "base"
LOADED = "(loaded CrossEncoder)"
TOKENS_A_BATCH = 1024
BACKENDS = ("torch", "openvino")

ALIASES = {
    "entailment": {
        "entailment",
        "entails",
        "entail",
        "entailed",
        "support",
        "supports",
        "supported",
        "agree",
        "agrees",
    },
    "neutral": {"neutral", "notenoughinfo", "nei", "unknown", "unrelated", "notenoughevidence", "undetermined"},
    "contradiction": {"contradiction", "contradicts", "contradict", "contradictory", "refute", "refutes", "refuted"},
}


def fitted_for(nli: str, name: str) -> Path:
    """A file that was fitted for an NLI model: the one beside its weights, or else that of `base`."""
    own = PACKAGED.get(nli, Path(nli)) / name
    return own if own.is_file() else PACKAGED[DEFAULT_NLI] / name


class NLIScores(NamedTuple):
    """The model's softmax for one direction of a pair, premise to hypothesis."""

    entailment: float
    neutral: float
    contradiction: float


def resolve_labels(id2label: Mapping[Any, str], place: str) -> tuple[int, int, int]:
    """The outputs of entailment, neutral and contradiction, by the names in a model's config.

    Raises:
        ModelError: The three labels are not all there, or have no names.
    """
    names = {int(i): "".join(c for c in str(label).lower() if c.isalpha()) for i, label in id2label.items()}
    found = {kind: [i for i, name in names.items() if name in words] for kind, words in ALIASES.items()}
    if all(len(at) == 1 for at in found.values()) and len(names) == 3:
        return found["entailment"][0], found["neutral"][0], found["contradiction"][0]
    shown = [str(label) for _, label in sorted((int(i), label) for i, label in id2label.items())]
    if len(names) == 3 and all(name == "label" for name in names.values()):
        raise ModelError(
            f"{place}: its labels have no names ({shown}), so their order is unknown. Say it: "
            "nli_labels=('contradiction', 'entailment', 'neutral') in the order of the model's outputs"
        )
    raise ModelError(
        f"{place}: expected a model with the three classes entailment, neutral and contradiction, got {shown}. "
        "Models trained on MNLI or SNLI work, for example cross-encoder/nli-deberta-v3-base; "
        "two-class models and re-rankers do not"
    )


def native_bf16(device: str) -> bool:
    """Whether the device computes in bfloat16 faster than in float32."""
    import torch

    if device.startswith("cuda"):
        return bool(torch.cuda.is_bf16_supported(including_emulation=False))
    if device != "cpu":
        return False
    checks = (getattr(torch.cpu, name, None) for name in ("_is_avx512_bf16_supported", "_is_amx_tile_supported"))
    return any(check() for check in checks if check is not None)


class NLIModel:
    """A loaded three-class cross-encoder.

    Args:
        model: None or "base" for the packaged model, a name on the hub, a folder (Hugging Face layout, safetensors or
            this library's packed weights, or what `contradict quantize` wrote), or a loaded `CrossEncoder`.
        labels: The names of the model's outputs in their order, for a model whose config does not say.
        device: As torch names it; None leaves a loaded model where it is, and takes CUDA or MPS where there is one,
            else the CPU, for others.
        dtype: "float32" or "bfloat16"; None takes bfloat16 where the machine computes it natively.
        backend: "torch", or "openvino" for int8 on the CPU with a folder that `contradict quantize` wrote; None takes
            "openvino" for such a folder, else "torch".

    Raises:
        MissingExtraError: The back end is not installed.
        ModelError: The model cannot be loaded, or has not the three classes.
        SettingsError: An unknown dtype or back end, or a device or dtype that the back end does not have.
    """

    model: Any
    """The transformers classifier; None with another back end than torch."""
    backend: str = "torch"
    _int8: OpenVINOClassifier | None = None

    def __init__(
        self,
        model: str | os.PathLike[str] | CrossEncoder | None = None,
        *,
        labels: Sequence[str] | None = None,
        device: str | None = None,
        dtype: str | None = None,
        backend: str | None = None,
    ) -> None:
        if dtype not in (None, "float32", "bfloat16"):
            raise SettingsError(f"dtype must be 'float32', 'bfloat16' or None, got {dtype!r}")
        if backend not in (None, *BACKENDS):
            raise SettingsError(f"backend must be one of {BACKENDS} or None, got {backend!r}")
        if model is None or isinstance(model, (str, os.PathLike)):
            self.name = DEFAULT_NLI if model is None else str(model)
            place = PACKAGED.get(self.name, self.name)
            if backend == "openvino" or (backend is None and is_openvino(Path(place))):
                config = self._use_openvino(Path(place), device, dtype)
            else:
                config = self._use_torch(*_load(place), device, dtype)
        elif hasattr(model, "predict") and hasattr(model, "tokenizer"):
            if backend == "openvino":
                raise SettingsError("backend='openvino' takes a folder that `contradict quantize` wrote, not a model")
            self.name = LOADED
            config = self._use_torch(model.model, model.tokenizer, device, dtype)
        else:
            raise ModelError(f"nli must be a name, a folder or a loaded CrossEncoder, got {type(model).__name__}")
        self.outputs = resolve_labels(dict(enumerate(labels)) if labels is not None else config.id2label, self.name)
        longest = [getattr(config, "max_position_embeddings", 512), self.tokenizer.model_max_length, 512]
        self.max_length = int(min(longest))
        self.encoder = PairEncoder(self.tokenizer, self.max_length)

    def _use_torch(self, model: Any, tokenizer: Any, device: str | None, dtype: str | None) -> Any:
        import torch

        if model is None or not hasattr(model.config, "id2label"):
            raise ModelError(f"{self.name}: expected a transformers classifier inside the CrossEncoder")
        if device is None and self.name == LOADED:
            device = str(next(model.parameters()).device)
        elif device is None:
            device = "cuda" if torch.cuda.is_available() else "mps" if torch.backends.mps.is_available() else "cpu"
        self.model, self.tokenizer = model.eval().to(device), tokenizer
        self.device = device
        self.dtype = dtype or ("bfloat16" if native_bf16(device) else "float32")
        self.fingerprint = weights_fingerprint(model)
        return model.config

    def _use_openvino(self, folder: Path, device: str | None, dtype: str | None) -> Any:
        if device not in (None, "cpu"):
            raise SettingsError(f"the openvino back end computes on the CPU, got device {device!r}")
        if dtype is not None:
            raise SettingsError(f"the openvino back end computes in int8: leave dtype out, got {dtype!r}")
        self._int8 = OpenVINOClassifier(folder)
        self.model, self.tokenizer = None, self._int8.tokenizer
        self.device, self.backend, self.dtype = "cpu", "openvino", "int8"
        self.fingerprint = self._int8.fingerprint
        return self._int8.config

    def lengths(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without special tokens."""
        return [len(ids) for ids in self.encoder.ids(texts)]

    @property
    def cache_name(self) -> str:
        """What scores depend on besides the texts: weights, outputs, dtype, back end and maximum length."""
        return "|".join(map(str, ("nli", self.fingerprint, self.outputs, self.dtype, self.backend, self.max_length)))

    def score(
        self,
        pairs: Sequence[tuple[str, str]],
        *,
        progress: bool = False,
        cache: Cache | None = None,
        compute: Callable[[list[list[Pair]]], Iterable[NDArray[np.float32]]] | None = None,
    ) -> NDArray[np.float32]:
        """The softmax of each ordered pair of texts; equal pairs are computed once.

        Args:
            pairs: Premise and hypothesis. What is longer than `max_length` tokens is cut, the longer text first.
            progress: Whether to show a progress bar.
            cache: Where scores are looked up, and kept as each batch is done.
            compute: What makes the scores (pairs, 3) of batches of pairs, batch after batch; without it, this process
                does. The last digits of a score depend on its batch: `score` of some of these batches together, in
                this order, makes the same batches of them again.

        Returns:
            Array (len(pairs), 3), float32: entailment, neutral, contradiction.
        """
        import numpy as np
        from tqdm.auto import tqdm

        distinct = sorted(set(pairs))
        found = np.zeros((len(distinct), 3), dtype=np.float32)
        missing = np.arange(len(distinct))
        if cache is not None:
            found, known = cache.get_scores(self.cache_name, distinct)
            missing = np.flatnonzero(~known)
        todo = [distinct[i] for i in missing]
        done = len(distinct) - len(todo)
        with tqdm(total=len(distinct), initial=done, desc="NLI", unit="pair", disable=not progress) as bar:
            batches, ids = self._batches(todo)
            asked = [[todo[i] for i in rows] for rows in batches]
            made = compute(asked) if compute else (self._softmax(self.encoder.batch(part, ids)) for part in asked)
            for rows, part, scores in zip(batches, asked, made, strict=True):
                found[missing[rows]] = scores
                if cache is not None:
                    cache.put_scores(self.cache_name, part, scores)
                bar.update(len(rows))
        at = {pair: i for i, pair in enumerate(distinct)}
        return found[[at[pair] for pair in pairs]] if pairs else found

    def _batches(self, pairs: Sequence[Pair]) -> tuple[list[list[int]], dict[str, Any]]:
        """Rows, longest first, with at most TOKENS_A_BATCH tokens in a batch; the token ids of each text."""
        texts = sorted({text for pair in pairs for text in pair})
        ids = dict(zip(texts, self.encoder.ids(texts), strict=True))
        length = [self.encoder.length(len(ids[a]), len(ids[b])) for a, b in pairs]
        order = sorted(range(len(pairs)), key=lambda i: (-length[i], pairs[i]))
        batches: list[list[int]] = []
        at = 0
        while at < len(order):
            batches.append(order[at : at + max(1, TOKENS_A_BATCH // length[order[at]])])
            at += len(batches[-1])
        return batches, ids

    def _softmax(self, inputs: Inputs) -> NDArray[np.float32]:
        """The probabilities (pairs, 3) of a batch."""
        import torch

        logits = torch.from_numpy(self._logits(inputs))
        probabilities = torch.softmax(logits, dim=-1)[:, list(self.outputs)]
        scores: NDArray[np.float32] = probabilities.numpy()
        return scores

    def _logits(self, inputs: Inputs) -> NDArray[np.float32]:
        import torch

        if self._int8 is not None:
            return self._int8(inputs)
        kind = self.device.split(":")[0]
        bf16 = torch.autocast(kind, torch.bfloat16) if self.dtype == "bfloat16" else nullcontext()
        tensors = {name: torch.from_numpy(array).to(self.device) for name, array in inputs.items()}
        with torch.inference_mode(), bf16:
            logits: NDArray[np.float32] = self.model(**tensors).logits.float().cpu().numpy()
        return logits


def _load(place: str | Path) -> tuple[Any, Any]:
    """A classifier and its tokenizer from a folder or the hub; packed weights where the folder has them."""
    from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

    what = "an NLI cross-encoder (a sequence-classification model)"
    folder = Path(place)
    options: dict[str, Any] = {"trust_remote_code": False, "local_files_only": folder.is_dir()}
    try:
        if is_packed(folder):
            config = AutoConfig.from_pretrained(folder, **options)
            model = AutoModelForSequenceClassification.from_config(config)  # type: ignore[no-untyped-call]
            model.load_state_dict(load_packed(folder))
        else:
            model = AutoModelForSequenceClassification.from_pretrained(str(place), use_safetensors=True, **options)
        tokenizer = AutoTokenizer.from_pretrained(str(place), **options)
    except Exception as error:
        raise load_error(what, str(place), error) from error
    return model, tokenizer
