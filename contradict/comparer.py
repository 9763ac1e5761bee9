"""Comparer: holds the loaded models and runs the whole way, from claims to the report."""

from __future__ import annotations

import inspect
import os
import sys
import warnings
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from contradict.cache import Cache
from contradict.calibration import Calibration, Thresholds
from contradict.claims import Claim, OnError, Skipped, to_claim, to_claims
from contradict.embedding import Embedder
from contradict.errors import ClaimError, SettingsError
from contradict.events import candidate_pairs, central, cluster
from contradict.explanations import reasons
from contradict.language import looks_english
from contradict.nli import NLIModel, NLIScores
from contradict.plans import Plan, PlannedEvent
from contradict.readings import Reading, read_claim
from contradict.report import Event, Pair, Report, Settings, Step
from contradict.review import Referee, hand_over
from contradict.verdicts import Evidence, Weights, decide, questions

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import CrossEncoder, SentenceTransformer

    from contradict.events import Wanted

    EmbedderLike = str | os.PathLike[str] | SentenceTransformer | Embedder | None
    NLILike = str | os.PathLike[str] | CrossEncoder | NLIModel | None

SIMILARITY = 0.25
NEIGHBOURS = 100
SHARED = ("source", "speaker", "url", "date", "article")
"""What `across` may name besides keys of the claims' meta."""


def package_version() -> str:
    """The installed version of the library."""
    try:
        return version("contradict-claims")
    except PackageNotFoundError:
        return "0+unknown"


@dataclass(frozen=True, slots=True)
class _Blocked:
    claims: list[Claim]
    readings: list[Reading]
    skipped: list[Skipped]
    vectors: NDArray[np.float32]
    rows: list[tuple[int, int]]
    similarity: list[float]
    events: list[int]
    """The event of each claim; a claim that is alone has a number of its own."""

    def shared(self) -> dict[int, list[int]]:
        """The claims of each event that has at least two, in the order of the events."""
        members: dict[int, list[int]] = {}
        for i, number in enumerate(self.events):
            members.setdefault(number, []).append(i)
        return {number: rows for number, rows in members.items() if len(rows) > 1}

    def event_of(self, i: int, j: int) -> int | None:
        """The event that holds both of two claims, if one does."""
        return self.events[i] if self.events[i] == self.events[j] else None

    def title(self, rows: Sequence[int]) -> str:
        """The text of the claim at the centre of some."""
        return self.claims[central(self.vectors, rows)].text


class Comparer:
    """Loaded models and settings; `compare`, `judge` and `plan` run with them.

    Args:
        embedder: A sentence-transformers model: name, folder or loaded object; None takes the default.
        nli: A three-class NLI cross-encoder: name, folder or loaded `CrossEncoder`; None takes the packaged one.
        nli_labels: The names of the model's outputs in their order, for a model whose config does not say.
        thresholds: From which probability a pair is called contradicting or agreeing.
        device: "cpu", "cuda", "mps", ...; None chooses.
        dtype: "float32" or "bfloat16" for the NLI model; None takes bfloat16 where the machine is made for it.
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
        similarity: float = SIMILARITY,
        neighbours: int = NEIGHBOURS,
        progress: bool | None = None,
        cache: str | os.PathLike[str] | Cache | None = None,
        calibration: Calibration | None = None,
        referee: Referee | None = None,
        updates: Literal["separate", "contradict"] = "separate",
    ) -> None:
        self._configure(thresholds, similarity, neighbours, progress, cache, calibration, referee, updates)
        _check_device(device)
        self._device = device
        self._embedder: EmbedderLike | Comparer = embedder
        self.nli = nli if isinstance(nli, NLIModel) else NLIModel(nli, labels=nli_labels, device=device, dtype=dtype)

    @property
    def embedder(self) -> Embedder:
        """The embedding model, loaded when it is first needed: `judge` does without it."""
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
        updates: Literal["separate", "contradict"] = "separate",
    ) -> None:
        if not isinstance(similarity, (int, float)) or not 0 < similarity < 1:
            raise SettingsError(f"similarity must lie between 0 and 1, got {similarity!r}")
        if not isinstance(neighbours, int) or neighbours < 1:
            raise SettingsError(f"neighbours must be a whole number of at least 1, got {neighbours!r}")
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
        self.updates: Literal["separate", "contradict"] = updates
        self.thresholds = thresholds or Thresholds()
        self.calibration = calibration
        self.referee = referee
        self.similarity = similarity
        self.neighbours = neighbours
        self.progress = progress
        self.cache = Cache(cache) if isinstance(cache, (str, os.PathLike)) else cache

    def configured(self, **settings: Any) -> Comparer:
        """A comparer with the same loaded models and these settings, the others as they are here."""
        known = list(inspect.signature(self._configure).parameters)
        unknown = sorted(settings.keys() - set(known))
        if unknown:
            raise SettingsError(f"unknown parameter {unknown[0]!r}; expected one of {known}")
        other = object.__new__(Comparer)
        other.nli, other._embedder, other._device = self.nli, self, self._device
        other._configure(**{name: getattr(self, name) for name in known} | settings)
        return other

    def compare(
        self, claims: Any, *, against: Any = None, across: str | None = None, on_error: OnError = "raise"
    ) -> Report:
        """Cluster claims into events, judge the candidate pairs, and report. See `contradict.compare`."""
        blocked = self._block(claims, against, across, on_error)
        members = blocked.shared()
        named: dict[int | None, str] = {number: f"e{i}" for i, number in enumerate(members, 1)}
        judged = self._judge([(blocked.readings[i], blocked.readings[j]) for i, j in blocked.rows])
        placed = (
            replace(pair, similarity=round(s, 6), event=named.get(blocked.event_of(i, j)))
            for pair, (i, j), s in zip(judged, blocked.rows, blocked.similarity, strict=True)
        )
        decided, undecided = self._hand_over(placed)
        pairs = tuple(decided)
        inside: dict[str, list[Pair]] = {id: [] for id in named.values()}
        for pair in pairs:
            if pair.event is not None:
                inside[pair.event].append(pair)
        events = tuple(
            Event(id, blocked.title(rows), tuple(blocked.claims[i] for i in rows), tuple(inside[id]))
            for id, rows in zip(named.values(), members.values(), strict=True)
        )
        skipped = blocked.skipped + self._cut(blocked.readings, blocked.rows) + undecided
        return Report(tuple(blocked.claims), events, pairs, self._settings(), tuple(skipped))

    def judge(self, pairs: Iterable[Any]) -> list[Pair]:
        """Label given pairs of claims, without clustering; one `Pair` for each, in their order.

        Raises:
            ClaimError: Something that is no pair of claims; the message names its position.
        """
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
        self._cut(list(distinct.values()), [(at[a.proposition], at[b.proposition]) for a, b in chosen])
        return self._hand_over(self._judge(chosen))[0]

    def plan(self, claims: Any, *, against: Any = None, across: str | None = None, on_error: OnError = "raise") -> Plan:
        """Events, candidate pairs and model calls that `compare` would make, before any NLI runs."""
        blocked = self._block(claims, against, across, on_error)
        chosen = tuple((blocked.claims[i], blocked.claims[j]) for i, j in blocked.rows)
        inside = Counter(blocked.event_of(i, j) for i, j in blocked.rows)
        events = [
            PlannedEvent(blocked.title(rows), tuple(blocked.claims[i] for i in rows), inside[number])
            for number, rows in blocked.shared().items()
        ]
        asked = (questions(blocked.readings[i], blocked.readings[j]) for i, j in blocked.rows)
        calls = len({question for pair in asked for question in pair})
        skipped = blocked.skipped + self._cut(blocked.readings, blocked.rows)
        return Plan(len(blocked.claims), tuple(events), chosen, calls, tuple(skipped))

    def _show(self) -> bool:
        return sys.stderr.isatty() if self.progress is None else self.progress

    def _block(self, claims: Any, against: Any, across: str | None, on_error: OnError) -> _Blocked:
        made, skipped = to_claims(claims, on_error)
        others: set[str] = set()
        if against is not None:
            more, more_skipped = to_claims(against, on_error)
            ours = {claim.id for claim in made}
            others = {claim.id for claim in more} - ours
            made, repeated = to_claims([*made, *more])
            skipped += more_skipped + repeated
        if across is not None:
            _check_across(across, made)
        readings = [read_claim(claim) for claim in made]
        made = [reading.claim for reading in readings]
        vectors = self.embedder.encode(
            [reading.proposition for reading in readings], progress=self._show(), cache=self.cache
        )
        found = candidate_pairs(vectors, self.similarity, self.neighbours, self._show())
        events = cluster(vectors, found, self.similarity).tolist()
        if against is not None or across is not None:
            wanted = _wanted(made, others if against is not None else None, across)
            found = candidate_pairs(vectors, self.similarity, self.neighbours, self._show(), wanted)
        near = [
            (i, j, s)
            for (i, j), s in zip(found.rows.tolist(), found.similarity.tolist(), strict=True)
            if not _one_statement(made[i], made[j])
        ]
        rows, similarity = [(i, j) for i, j, _ in near], [s for *_, s in near]
        if len(rows) < len(found.rows):
            reason = "one speaker's sentence, read as several claims, does not contradict itself"
            skipped.append(Skipped("pairs of one sentence not judged", reason, len(found.rows) - len(rows)))
        if found.bounded_out:
            reason = f"each claim is compared with its {self.neighbours} nearest (neighbours={self.neighbours})"
            skipped.append(Skipped("candidate pairs not judged", reason, found.bounded_out))
        foreign = sum(not looks_english(claim.text) for claim in made)
        if foreign:
            skipped.append(
                Skipped(
                    "claims that are not English",
                    "compared all the same; the packaged models read English only",
                    foreign,
                )
            )
            warnings.warn(f"{foreign} claims do not look English; the packaged models read English only", stacklevel=4)
        return _Blocked(made, readings, skipped, vectors, rows, similarity, events)

    def _hand_over(self, pairs: Iterable[Pair]) -> tuple[list[Pair], list[Skipped]]:
        decided, failures = hand_over(pairs, self.referee)
        for told, count in Counter(failures).items():
            warnings.warn(f"{count} pairs stay uncertain: {told}", stacklevel=4)
        return decided, [Skipped("pairs not decided", told, count) for told, count in Counter(failures).items()]

    def _cut(self, readings: Sequence[Reading], rows: Sequence[tuple[int, int]]) -> list[Skipped]:
        """The claims that the NLI model reads a part of: too long alone, or the longer one of a pair that is."""
        limit = self.nli.max_length - 4
        length = self.nli.lengths([reading.proposition for reading in readings])
        cut = {i for i, n in enumerate(length) if n > limit}
        cut |= {max(i, j, key=length.__getitem__) for i, j in rows if length[i] + length[j] > limit}
        if not cut:
            return []
        reads = f"than the NLI model reads ({limit} tokens)"
        warnings.warn(f"{len(cut)} claims are longer, alone or with another one, {reads} and were cut", stacklevel=4)
        return [Skipped("claims cut", f"longer, alone or with the other claim of a pair, {reads}", len(cut))]

    def _judge(self, chosen: Sequence[tuple[Reading, Reading]]) -> list[Pair]:
        asked = [questions(a, b) for a, b in chosen]
        flat = [question for pair in asked for question in pair]
        answers = (NLIScores(*map(float, row)) for row in self.nli.score(flat, progress=self._show(), cache=self.cache))
        weights = Weights.load()
        fitted_on = self.calibration.nli_fingerprint if self.calibration is not None else ""
        if fitted_on not in ("", self.nli.fingerprint):
            told = f"the calibration was fitted on another NLI model ({fitted_on}, this one is {self.nli.fingerprint})"
            warnings.warn(told, stacklevel=4)
        pairs = []
        for (a, b), about in zip(chosen, asked, strict=True):
            evidence = Evidence(a, b, *islice(answers, len(about)))
            judgement = decide(evidence, weights)
            probabilities = judgement.probabilities
            trace = [Step(*step) for step in judgement.trace]
            if self.calibration is not None:
                probabilities = self.calibration(probabilities)
                trace.append(Step("calibration", probabilities))
            is_update = judgement.is_update and self.updates == "separate"
            relation, uncertain = self.thresholds.relation(probabilities, is_update)
            pairs.append(
                Pair(
                    a.claim, b.claim, probabilities, evidence.forward, evidence.backward, relation, uncertain,
                    is_update=is_update, reasons=reasons(evidence), trace=tuple(trace),
                )
            )  # fmt: skip
        return pairs

    def _settings(self) -> Settings:
        return Settings(
            version=package_version(), embedder=self.embedder.name, embedder_fingerprint=self.embedder.fingerprint,
            nli=self.nli.name, nli_fingerprint=self.nli.fingerprint, dtype=self.nli.dtype, thresholds=self.thresholds,
            similarity=self.similarity, neighbours=self.neighbours, updates=self.updates,
            calibrated=self.calibration is not None, referee=self.referee is not None,
        )  # fmt: skip


def _check_device(device: str | None) -> None:
    import torch

    try:
        torch.empty(0, device=device)
    except (RuntimeError, AssertionError, TypeError, ValueError) as error:
        told = (str(error).splitlines() or [type(error).__name__])[0]
        raise SettingsError(f"device {device!r} cannot be used here: {told:.200}") from None


def _check_across(across: str, claims: Sequence[Claim]) -> None:
    if not isinstance(across, str) or (across not in SHARED and not any(across in claim.meta for claim in claims)):
        raise SettingsError(f"across must be one of {list(SHARED)} or a key of the claims' meta, got {across!r}")


def _wanted(claims: Sequence[Claim], others: set[str] | None, across: str | None) -> Wanted:
    """Which pairs may be judged: a claim with one of `others`, and claims that do not share what `across` names.

    Claims without what `across` names share nothing.
    """
    import numpy as np

    other = np.array([claim.id in others for claim in claims]) if others is not None else None
    numbers: dict[Any, int] = {}
    values = [_value(claim, across) for claim in claims] if across is not None else []
    shared = np.array([-1 if value is None else numbers.setdefault(value, len(numbers)) for value in values])

    def wanted(rows: slice) -> NDArray[np.bool_]:
        chosen = np.ones((len(range(*rows.indices(len(claims)))), len(claims)), dtype=np.bool_)
        if other is not None:
            chosen &= other[rows, None] != other[None]
        if across is not None:
            chosen &= (shared[rows, None] != shared[None]) | (shared[rows, None] < 0)
        return chosen

    return wanted


def _one_statement(a: Claim, b: Claim) -> bool:
    """Whether two claims were read off one sentence of an article, in the words of one speaker."""
    return a.span is not None and (a.article, a.span, a.speaker) == (b.article, b.span, b.speaker)


def _value(claim: Claim, name: str) -> Any:
    """What a claim has under a name, as something that can be a key; None for nothing."""
    value = getattr(claim, name) if name in SHARED else claim.meta.get(name)
    return value if value is None or isinstance(value, Hashable) else repr(value)
