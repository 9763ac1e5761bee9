"""The embedding stage: any sentence-transformers model, from texts to unit vectors."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.errors import ModelError
from contradict.hub import load_error, names_a_folder, weights_fingerprint
from contradict.packing import is_packed, load_packed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from contradict.cache import Cache

PACKAGED = Path(__file__).parent / "weights" / "embedder"
DEFAULT_EMBEDDER = "events"
TEXTS_AT_ONCE = 512
"""Texts whose batches are made together, and between two writes to the cache."""


def load_model(place: str, device: str | None) -> SentenceTransformer:
    """A sentence-transformers model from a folder or the hub; packed weights where the folder has them.

    Raises:
        ModelError: The model cannot be loaded.
    """
    from sentence_transformers import SentenceTransformer

    folder, what = Path(place), "an embedder (a sentence-transformers model)"
    options: dict[str, Any] = {"trust_remote_code": False, "local_files_only": folder.is_dir()}
    if names_a_folder(place) and not folder.is_dir():
        raise load_error(what, place, FileNotFoundError(place))
    try:
        if is_packed(folder):
            return SentenceTransformer(modules=_packed_layers(folder), device=device)
        return SentenceTransformer(place, device=device, model_kwargs={"use_safetensors": True}, **options)
    except Exception as error:
        raise load_error(what, place, error) from error


def _packed_layers(folder: Path) -> list[Any]:
    """The layers of a packed model: encoder, pooling, unit length."""
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
    from transformers import AutoModel

    class PackedTransformer(Transformer):
        def _load_model(
            self,
            model_name_or_path: str,
            transformer_task: Any,
            config: Any,
            backend: str,
            is_peft_model: bool,
            **model_kwargs: Any,
        ) -> Any:
            model = AutoModel.from_config(config)  # type: ignore[no-untyped-call]
            model.load_state_dict(load_packed(Path(model_name_or_path)))
            return model.eval()

    encoder = PackedTransformer.load(str(folder), local_files_only=True)
    encoder.__class__ = Transformer  # so that what is saved of it loads without this library
    return [encoder, Pooling.load(str(folder), subfolder="1_Pooling", local_files_only=True), Normalize()]


class Embedder:
    """A loaded embedding model.

    Args:
        model: None or "events" for the packaged model, a name on the hub, a folder (safetensors or this library's
            packed weights), or a loaded `SentenceTransformer`.
        device: As torch names it; None lets sentence-transformers choose.

    Raises:
        ModelError: The model cannot be loaded. `encode` raises it where a vector is not finite.
    """

    def __init__(
        self, model: str | os.PathLike[str] | SentenceTransformer | None = None, *, device: str | None = None
    ) -> None:
        from sentence_transformers import SentenceTransformer

        if isinstance(model, SentenceTransformer):
            self.name, self.model = "(loaded SentenceTransformer)", model
        elif model is not None and not (isinstance(model, (str, os.PathLike)) and str(model)):
            raise ModelError(
                f"embedder must be a name, a folder or a loaded SentenceTransformer, got {type(model).__name__}: "
                f"{model!r:.80}"
            )
        else:
            self.name = DEFAULT_EMBEDDER if model is None else str(model)
            self.model = load_model(str(PACKAGED) if self.name == DEFAULT_EMBEDDER else self.name, device)
        self.fingerprint = weights_fingerprint(self.model)

    @property
    def max_length(self) -> int:
        """Tokens that the model reads of one text."""
        return int(self.model.max_seq_length or 512)

    @property
    def dimensions(self) -> int | None:
        """How long its vectors are, if the model says so."""
        dimensions: int | None = self.model.get_embedding_dimension()
        return dimensions

    @property
    def cache_name(self) -> str:
        """What vectors depend on besides the texts: weights, modules (such as the pooling), prompt and length."""
        prompt = (self.model.prompts or {}).get(self.model.default_prompt_name or "", "")
        parts = ("embedding", self.fingerprint, repr(self.model), prompt, "float32", "torch", self.max_length)
        return "|".join(map(str, parts))

    def encode(
        self,
        texts: Sequence[str],
        *,
        progress: bool = False,
        cache: Cache | None = None,
        compute: Callable[[list[list[str]]], Iterable[NDArray[np.float32]]] | None = None,
    ) -> NDArray[np.float32]:
        """Unit vectors of texts; equal texts are computed once.

        Args:
            texts: The texts; what is longer than `max_length` tokens is cut.
            progress: Whether to show a progress bar.
            cache: Where vectors are looked up, and kept every few hundred texts.
            compute: What makes the vectors of lists of texts, list after list; without it, this process does.

        Returns:
            Array (len(texts), dimensions), float32, rows of length 1.
        """
        import numpy as np

        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        from tqdm.auto import tqdm

        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        kept: Sequence[NDArray[np.float32] | None] = [None] * len(distinct)
        if cache is not None:
            kept = cache.get_vectors(self.cache_name, distinct, self.dimensions)
        found = {text: vector for text, vector in zip(distinct, kept, strict=True) if vector is not None}
        todo = [text for text in distinct if text not in found]
        with tqdm(total=len(distinct), initial=len(found), desc="Embedding", unit="text", disable=not progress) as bar:
            parts = [todo[at : at + TEXTS_AT_ONCE] for at in range(0, len(todo), TEXTS_AT_ONCE)]
            made = compute(parts) if compute else map(self._encode, parts)
            for part, vectors in zip(parts, made, strict=True):
                if cache is not None:
                    cache.put_vectors(self.cache_name, part, vectors)
                found |= dict(zip(part, vectors, strict=True))
                bar.update(len(part))
        return np.stack([found[text] for text in texts])

    def _encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        import numpy as np

        options: dict[str, Any] = {
            "convert_to_numpy": True,
            "normalize_embeddings": True,
            "show_progress_bar": False,
        }
        vectors = np.asarray(self.model.encode(list(texts), batch_size=64, **options), dtype=np.float32)
        finite = np.isfinite(vectors).all(axis=1)
        if not finite.all():
            raise ModelError(
                f"{self.name}: expected vectors of finite numbers, got others for {(~finite).sum()} of {len(texts)} "
                f"texts, such as {texts[int(finite.argmin())]!r:.80}"
            )
        return vectors
