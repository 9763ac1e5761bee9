"""The way of `compare` on a Ray cluster: embedding, blocking and the NLI model as Ray tasks, the same report.

Whatever is worth a worker is a Ray task: Ray spreads tasks, repeats those of a worker or machine that dies, and keeps
vectors in its object store. A worker process loads each model once. The driver reads the claims, clusters, and judges.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from contradict.blocking import Blocked, Collection, block
from contradict.comparer import Comparer, check_names
from contradict.embedding import DEFAULT_EMBEDDER, Embedder
from contradict.errors import ModelError, SettingsError
from contradict.nli import PACKAGED, NLIModel
from contradict.raytasks import connected, finished, task, use_own_cores
from contradict.tiles import EXACT_UP_TO, Rule, candidates_by_tasks

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from contradict.blocking import Allowed
    from contradict.claims import OnError
    from contradict.events import Candidates
    from contradict.report import Report

PAIRS_A_TASK = 512
LOADED = "(loaded "


def compare_on_ray(
    claims: Any,
    *,
    address: str | None = None,
    worker: Mapping[str, Any] | None = None,
    exact_up_to: int = EXACT_UP_TO,
    against: Any = None,
    across: str | None = None,
    on_error: OnError = "raise",
    **options: Any,
) -> Report:
    """Find the claims that cannot all be true, on a Ray cluster.

    The report is that of `compare` with the same parameters: workers compute the batches that one process would, so on
    processors of the same kind, with as many threads, even the last digits of a probability are equal. Above 50,000
    claims `compare` looks neighbours up in an approximate index where the extra `index` is installed; here all pairs
    are compared up to `exact_up_to`.

    Args:
        claims: As `compare` takes them, like `against`, `across` and `on_error`.
        address: Of a running cluster, as `ray.init` takes it ("auto", "host:6379"). None takes
            RAY_ADDRESS or a cluster on this machine, or else starts one here for this call. A connection that this
            process already has is used as it is.
        worker: What Ray reserves for each task that runs a model, such as {"num_gpus": 1} or {"num_cpus": 4}; one core
            without it. A model computes with as many threads as its task has cores.
        exact_up_to: Claims up to which all pairs are compared; above, those that share a partition of the vector space.
        **options: The parameters of `Comparer`. Models are named, not given as loaded objects: every worker loads them
            itself, from the package, a folder that it can read, or the hub. `device` is that of the workers.

    Raises:
        MissingExtraError: Ray is not installed.
        ModelError: As `compare`, or the weights that a worker finds under a name are not those of this process.
        SettingsError: As `compare`; no cluster at the address; or a model that was given as an object.
        ClaimError: As `compare`.
    """
    check_names(options, compare_on_ray, Comparer)
    with connected(address):
        comparer = RayComparer(worker=worker, exact_up_to=exact_up_to, **options)
        return comparer.compare(claims, against=against, across=across, on_error=on_error)


class RayComparer(Comparer):
    """A `Comparer` whose models and blocking run on the Ray cluster that this process is connected to.

    Args:
        worker: As in `compare_on_ray`, like `exact_up_to`.
        exact_up_to: Claims up to which all pairs are compared.
        device: Of the workers.
        **options: The parameters of `Comparer`.
    """

    def __init__(
        self,
        *,
        worker: Mapping[str, Any] | None = None,
        exact_up_to: int = EXACT_UP_TO,
        device: str | None = None,
        **options: Any,
    ) -> None:
        for name in ("embedder", "nli"):
            given = options.get(name)
            named = given.name if isinstance(given, (Embedder, NLIModel)) else given
            if named is not None and (not isinstance(named, (str, os.PathLike)) or str(named).startswith(LOADED)):
                raise SettingsError(
                    f"{name} must be a name or a folder, so that workers can load it, got {given!r:.80}"
                )
        super().__init__(**options)
        labels = options.get("nli_labels")
        self._loading = (labels and tuple(labels), device, self.nli.dtype, self.nli.backend)
        self._worker = {"num_cpus": 1, "max_calls": 0, **(worker or {})}  # 0: GPU workers too keep their models
        self._exact_up_to = exact_up_to

    def embed(self, propositions: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of propositions, (propositions, dimensions)."""
        model = (_place(self.embedder.name, DEFAULT_EMBEDDER), self.embedder.cache_name, self._loading[1])
        return self.embedder.encode(
            propositions, cache=self.cache, compute=lambda parts: self._run(embed_texts, parts, model, "Embedding")
        )

    def block(self, collection: Collection) -> Blocked:
        """The candidate pairs and events of claims."""
        vectors = self.embed(collection.propositions)
        return block(collection, vectors, self.similarity, self.neighbours, self._show(), self._candidates)

    def score(self, questions: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """The NLI model's softmax for each premise and hypothesis, (questions, 3)."""
        return self.nli.score(questions, cache=self.cache, compute=self._scores)

    def _scores(self, batches: list[list[tuple[str, str]]]) -> Iterator[NDArray[np.float32]]:
        """The scores of each batch, some whole batches a task."""
        grouped: list[list[list[tuple[str, str]]]] = [[]] if batches else []
        for batch in batches:
            if sum(map(len, grouped[-1])) >= PAIRS_A_TASK:
                grouped.append([])
            grouped[-1].append(batch)
        parts = [[pair for batch in group for pair in batch] for group in grouped]
        model = (_place(self.nli.name, *PACKAGED), self.nli.cache_name, *self._loading)
        for group, scores in zip(grouped, self._run(score_pairs, parts, model, "NLI"), strict=True):
            at = 0
            for batch in group:
                yield scores[at : at + len(batch)]
                at += len(batch)

    def _run(self, work: Callable[..., Any], parts: Sequence[Any], model: Any, what: str) -> Iterator[Any]:
        import ray

        working = task(work, **self._worker)
        references = (working.remote(model, part) for part in parts)
        return (ray.get(done) for done in finished(references, len(parts), what, self._show()))

    def _candidates(
        self,
        vectors: NDArray[np.float32],
        threshold: float,
        neighbours: int,
        progress: bool = False,
        wanted: Allowed | None = None,
    ) -> Candidates:
        rule = Rule(threshold, neighbours, wanted)
        return candidates_by_tasks(vectors, rule, progress=progress, exact_up_to=self._exact_up_to)


def embed_texts(model: tuple[str, str, str | None], texts: Sequence[str]) -> NDArray[np.float32]:
    """The task of the embedding stage: unit vectors (texts, dimensions)."""
    import torch

    torch.set_num_threads(use_own_cores())
    return _embedder(*model).encode(texts)


def score_pairs(model: tuple[Any, ...], pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
    """The task of the NLI stage: the softmax of ordered pairs of texts, (pairs, 3)."""
    import torch

    torch.set_num_threads(use_own_cores())
    return _nli(*model).score(pairs)


@lru_cache(maxsize=1)
def _embedder(name: str, expected: str, device: str | None) -> Embedder:
    loaded = Embedder(name, device=device)
    _check(name, expected, loaded.cache_name)
    return loaded


@lru_cache(maxsize=1)
def _nli(
    name: str, expected: str, labels: tuple[str, ...] | None, device: str | None, dtype: str, backend: str
) -> NLIModel:
    loaded = NLIModel(name, labels=labels, device=device, dtype=dtype if backend == "torch" else None, backend=backend)
    _check(name, expected, loaded.cache_name)
    return loaded


def _check(name: str, expected: str, found: str) -> None:
    if found != expected:
        raise ModelError(
            f"{name}: a worker loaded another model under this name ({found:.60}) than the process that asks "
            f"({expected:.60}); both need the same version of contradict-claims and the same model folders"
        )


def _place(name: str, *packaged: str) -> str:
    """A folder as an absolute path: workers have another working directory."""
    return os.path.abspath(name) if name not in packaged and os.path.isdir(name) else name
