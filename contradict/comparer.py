"""Comparer: holds the loaded models and the settings, and runs the whole way, from claims to the report."""

from __future__ import annotations

import inspect
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import replace
from importlib.metadata import PackageNotFoundError, version
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any

from contradict.blocking import Blocked, Collection, block, collect
from contradict.cache import Cache
from contradict.calibration import Calibration, Thresholds
from contradict.claims import OnError, to_claim
from contradict.embedding import Embedder
from contradict.errors import ClaimError, ModelError, SettingsError
from contradict.events import similarities
from contradict.joint import Joint
from contradict.judging import Rules, Updates, asked, assemble, cut, evidences, judged, placed, refereed
from contradict.nli import NLIModel
from contradict.plans import Plan, PlannedEvent
from contradict.readings import Reading, read_claim
from contradict.report import Pair, Report, Settings
from contradict.review import Referee
from contradict.verdicts import Evidence, Weights
from contradict.warn import warn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder, SentenceTransformer

    EmbedderLike = str | os.PathLike[str] | SentenceTransformer | Embedder | None
    NLILike = str | os.PathLike[str] | CrossEncoder | NLIModel | None

SIMILARITY = 0.25
NEIGHBOURS = 50


def package_version() -> str:
    """The installed version of the library."""
    try:
        return version("contradict-claims")
    except PackageNotFoundError:
        return "0+unknown"


def check_names(given: Iterable[str], *taken_by: Callable[..., Any]) -> list[str]:
    """The named parameters that some functions take; raises SettingsError where a given one is none of them."""
    parameters = [p for function in taken_by for p in inspect.signature(function).parameters.values()]
    known = [p.name for p in parameters if p.kind is not p.VAR_KEYWORD]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise SettingsError(f"unknown parameter {unknown[0]!r}; expected one of {known}")
    return known


class Comparer:
    """Loaded models and settings; `compare`, `judge` and `plan` run with them.

    Args:
        embedder: A sentence-transformers model: name, folder or loaded object; None takes the default.
        nli: A three-class NLI cross-encoder: name, folder or loaded `CrossEncoder`; None takes the packaged one.
        nli_labels: The names of the model's outputs in their order, for a model whose config does not say.
        thresholds: From which probability a pair is called contradicting or agreeing.
        device: "cpu", "cuda", "mps", ...; None chooses.
        dtype: "float32" or "bfloat16" for the NLI model; None takes bfloat16 where the machine is made for it.
        backend: "torch", or "openvino" for int8 with a folder that `contradict quantize` wrote; None goes by `nli`.
        similarity: Cosine similarity from which two claims are a candidate pair, and claims an event.
        neighbours: Candidates of one claim, at most; what the bound leaves out is counted in the report.
        progress: Whether to show progress bars; None shows them where standard error is a terminal.
        cache: A file for embeddings and pair scores (a path or a `Cache`): nothing in it is computed again.
        calibration: What the verdict's probabilities go through; `contradict.calibrate` fits one.
        referee: A judge of the caller's own (a person, a language model) for uncertain pairs: a function of a `Pair`
            that returns "agree", "contradict", "neutral" or None. `Pair.decided_by` marks what it decided.
        updates: "separate" gives a later claim that replaces an earlier one the relation "update", "contradict" counts
            it as a contradiction.

    Raises:
        InputFileError: The file of the cache cannot be used as one.
        ModelError: A model cannot be loaded or does not do what its stage needs.
        SettingsError: A parameter with a value that makes no sense.
    """

    def __init__(
        self,
        *,
        embedder: EmbedderLike = None,
        nli: NLILike = None,
        nli_labels: Sequence[str] | None = None,
        thresholds: Thresholds | None = None,
        device: str | None = None,
        dtype: str | None = None,
        backend: str | None = None,
        similarity: float = SIMILARITY,
        neighbours: int = NEIGHBOURS,
        progress: bool | None = None,
        cache: str | os.PathLike[str] | Cache | None = None,
        calibration: Calibration | None = None,
        referee: Referee | None = None,
        updates: Updates = "separate",
    ) -> None:
        self._configure(thresholds, similarity, neighbours, progress, cache, calibration, referee, updates)
        _check_device(device)
        for name, model in (("embedder", embedder), ("nli", nli)):
            if isinstance(model, str) and not model.strip():
                raise SettingsError(f"{name} must be a name, a folder or a loaded model, got {model!r}")
        if embedder is not None and not isinstance(embedder, (str, os.PathLike)) and not hasattr(embedder, "encode"):
            raise ModelError(
                f"embedder must be a name, a folder or a loaded SentenceTransformer, got {type(embedder).__name__}"
            )
        self._device = device
        self._embedder: EmbedderLike | Comparer = embedder
        self.nli = (
            nli if isinstance(nli, NLIModel)
            else NLIModel(nli, labels=nli_labels, device=device, dtype=dtype, backend=backend)
        )  # fmt: skip
        self.weights = Weights.of(self.nli.name)
        self.joint = Joint.of(self.nli.name)

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded when it is first needed: `judge` of pairs alone does without it."""
        if isinstance(self._embedder, Comparer):
            return self._embedder.embedder
        if not isinstance(self._embedder, Embedder):
            self._embedder = Embedder(self._embedder, device=self._device)
        return self._embedder

    def _configure(
        self,
        thresholds: Thresholds | None = None,
        similarity: float = SIMILARITY,
        neighbours: int = NEIGHBOURS,
        progress: bool | None = None,
        cache: str | os.PathLike[str] | Cache | None = None,
        calibration: Calibration | None = None,
        referee: Referee | None = None,
        updates: Updates = "separate",
    ) -> None:
        if not _is_number(similarity, Real) or not 0 < similarity < 1:
            raise SettingsError(f"similarity must lie between 0 and 1, got {similarity!r}")
        if not _is_number(neighbours, Integral) or neighbours < 1:
            raise SettingsError(f"neighbours must be a whole number of at least 1, got {neighbours!r}")
        if progress not in (None, True, False):
            raise SettingsError(f"progress must be True, False or None, got {progress!r:.80}")
        if (
            cache is not None
            and not isinstance(cache, Cache)
            and not (isinstance(cache, (str, os.PathLike)) and str(cache))
        ):
            raise SettingsError(f"cache must be the path of a file or a contradict.Cache, got {cache!r:.80}")
        if thresholds is not None and not isinstance(thresholds, Thresholds):
            raise SettingsError(
                f"thresholds must be contradict.Thresholds(contradict=..., agree=...), got {thresholds!r}"
            )
        if calibration is not None and not isinstance(calibration, Calibration):
            raise SettingsError(f"calibration must be a contradict.Calibration, got {calibration!r:.80}")
        if referee is not None and not callable(referee):
            raise SettingsError(f"referee must be a function of a Pair, got {referee!r:.80}")
        if updates not in ("separate", "contradict"):
            raise SettingsError(f"updates must be 'separate' or 'contradict', got {updates!r}")
        self.updates: Updates = updates
        self.thresholds = thresholds or Thresholds()
        self.calibration = calibration
        self.referee = referee
        self.similarity = float(similarity)
        self.neighbours = int(neighbours)
        self.progress = progress
        self.cache = Cache(cache) if isinstance(cache, (str, os.PathLike)) else cache

    def configured(self, **settings: Any) -> Comparer:
        """A comparer with the same loaded models and these settings, the others as they are here."""
        known = check_names(settings, self._configure)
        other = copy(self)
        other._embedder = self
        other._configure(**{name: getattr(self, name) for name in known} | settings)
        return other

    def compare(
        self, claims: Any, *, against: Any = None, across: str | None = None, on_error: OnError = "raise"
    ) -> Report:
        """Cluster claims into events, judge the candidate pairs, and report. See `contradict.compare`."""
        return self.report_on(collect(claims, against=against, across=across, on_error=on_error))

    def report_on(self, collection: Collection) -> Report:
        """The report on claims that have been collected and read."""
        blocked = self.block(collection)
        found = self.judge_evidence(self.evidence(blocked.pairs), blocked.similarity)
        pairs, undecided = refereed(placed(blocked, found), self.referee)
        skipped = [*blocked.skipped, *cut(blocked.readings, blocked.rows, self.nli), *undecided]
        return assemble(blocked, pairs, skipped, self.settings())

    def judge(self, pairs: Iterable[Any], *, together: bool = False) -> list[Pair]:
        """Label given pairs of claims, without clustering; one `Pair` for each, in their order.

        Args:
            pairs: Pairs of claims.
            together: Whether pairs that share claims are weighed together, as `compare` does, or each alone. For that
                the embedding model runs too.

        Raises:
            ClaimError: Something that is no pair of claims; the message names its position.
            SettingsError: `together` is no truth value.
        """
        if together not in (True, False):
            raise SettingsError(f"together must be True or False, got {together!r:.80}")
        chosen: list[tuple[Reading, Reading]] = []
        if isinstance(pairs, (str, bytes)) or not isinstance(pairs, Iterable):
            raise ClaimError(f"pairs must be a collection of pairs of claims, got {type(pairs).__name__}")
        for number, pair in enumerate(pairs):
            if isinstance(pair, (str, bytes)) or not isinstance(pair, Sequence) or len(pair) != 2:
                raise ClaimError(f"pair {number}: expected two claims, got {type(pair).__name__}: {pair!r:.80}")
            try:
                chosen.append((read_claim(to_claim(pair[0])), read_claim(to_claim(pair[1]))))
            except ClaimError as error:
                raise ClaimError(f"pair {number}: {error}") from None
        distinct = {reading.proposition: reading for pair in chosen for reading in pair}
        at = {proposition: i for i, proposition in enumerate(distinct)}
        cut(list(distinct.values()), [(at[a.proposition], at[b.proposition]) for a, b in chosen], self.nli)
        near = self.cosines(chosen) if together and chosen else None
        found = self.judge_evidence(self.evidence(chosen), near)
        if near is not None:
            found = [replace(pair, similarity=round(s, 6)) for pair, s in zip(found, near, strict=True)]
        return refereed(found, self.referee)[0]

    def plan(self, claims: Any, *, against: Any = None, across: str | None = None, on_error: OnError = "raise") -> Plan:
        """Events, candidate pairs and model calls that `compare` would make, before any NLI runs."""
        blocked = self.block(collect(claims, against=against, across=across, on_error=on_error))
        chosen = tuple((a.claim, b.claim) for a, b in blocked.pairs)
        inside = Counter(blocked.event_of(i, j) for i, j in blocked.rows)
        events = [
            PlannedEvent(blocked.title(rows), tuple(blocked.readings[i].claim for i in rows), inside[number])
            for number, rows in blocked.shared().items()
        ]
        skipped = [*blocked.skipped, *cut(blocked.readings, blocked.rows, self.nli)]
        return Plan(len(blocked.readings), tuple(events), chosen, len(set(asked(blocked.pairs))), tuple(skipped))

    def embed(self, propositions: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of propositions, (propositions, dimensions)."""
        return self.embedder.encode(propositions, progress=self._show(), cache=self.cache)

    def block(self, collection: Collection) -> Blocked:
        """The candidate pairs and events of claims."""
        vectors = self.embed(collection.propositions)
        return block(collection, vectors, self.similarity, self.neighbours, self._show())

    def cosines(self, chosen: Sequence[tuple[Reading, Reading]]) -> list[float]:
        """The cosine similarity of the propositions of each pair."""
        import numpy as np

        at = {text: i for i, text in enumerate(sorted({reading.proposition for pair in chosen for reading in pair}))}
        rows = [(at[a.proposition], at[b.proposition]) for a, b in chosen]
        found: list[float] = similarities(self.embed(list(at)), np.array(rows, dtype=np.int64).reshape(-1, 2)).tolist()
        return found

    def evidence(self, chosen: Sequence[tuple[Reading, Reading]]) -> list[Evidence]:
        """What the verdicts on pairs of read claims rest on: here the NLI model runs."""
        return evidences(chosen, self.score(asked(chosen)))

    def judge_evidence(self, found: Sequence[Evidence], near: Sequence[float] | None = None) -> list[Pair]:
        """The verdicts, as `judging.judged` makes them; a calibration for another NLI model brings a warning."""
        fitted_on = self.calibration.nli_fingerprint if self.calibration is not None else ""
        if fitted_on not in ("", self.nli.fingerprint):
            warn(f"the calibration was fitted on another NLI model ({fitted_on}, this one is {self.nli.fingerprint})")
        return judged(found, self.rules, near)

    @property
    def rules(self) -> Rules:
        """What makes relations of the model's answers."""
        return Rules(self.weights, self.joint, self.thresholds, self.calibration, self.updates)

    def score(self, questions: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """The NLI model's softmax for each premise and hypothesis, (questions, 3)."""
        return self.nli.score(questions, progress=self._show(), cache=self.cache)

    def settings(self) -> Settings:
        """What a report of this comparer is made with."""
        return Settings(
            version=package_version(), embedder=self.embedder.name, embedder_fingerprint=self.embedder.fingerprint,
            nli=self.nli.name, nli_fingerprint=self.nli.fingerprint, dtype=self.nli.dtype, thresholds=self.thresholds,
            similarity=self.similarity, neighbours=self.neighbours, updates=self.updates,
            calibrated=self.calibration is not None, referee=self.referee is not None,
        )  # fmt: skip

    def _show(self) -> bool:
        return sys.stderr.isatty() if self.progress is None else self.progress


def _is_number(value: object, kind: type) -> bool:
    """Whether something is a number of a kind, of Python's or numpy's, and no truth value."""
    return isinstance(value, kind) and not isinstance(value, bool)


def _check_device(device: str | None) -> None:
    import torch

    try:
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError, TypeError, ValueError) as error:
        told = (str(error).splitlines() or [type(error).__name__])[0]
        raise SettingsError(f"device {device!r} cannot be used here: {told:.200}") from None
