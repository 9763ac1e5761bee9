"""The metrics of an evaluation: scikit-learn's, and what it lacks (calibration error, bootstrap, B-cubed)."""

from __future__ import annotations

import math
import warnings
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray
from sklearn import metrics as sk
from sklearn.metrics.cluster import contingency_matrix

BINS = 10
RESAMPLES = 1000
SIMULATIONS = 500
LEVEL = 0.95
CELLS_AT_ONCE = 4_000_000

Floats = NDArray[np.float64]
Element = TypeVar("Element", bound=Hashable)


class Interval(NamedTuple):
    """A 95 % interval."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class ClassScores:
    """How well one class is found.

    Attributes:
        precision: The share of the pairs predicted so that are so; 0 where none is predicted.
        recall: The share of the pairs of this class that are predicted so; 0 where there are none.
        f1: Their harmonic mean; 0 where both are 0.
        support: Pairs with this label.
        predicted: Pairs predicted so.
    """

    precision: float
    recall: float
    f1: float
    support: int
    predicted: int


@dataclass(frozen=True, slots=True)
class BCubed:
    """How well clusters match the true ones, averaged over the elements (Bagga and Baldwin, 1998)."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """One bin of a reliability plot: mean probability, share of positives, and pairs."""

    probability: float
    share: float
    count: int


class EqualMassBins:
    """Probabilities in bins of equal mass; pairs with equal probabilities stay together in every respect.

    Args:
        probability: (n,) in 0 to 1.
        bins: How many bins; fewer where there are fewer values.
    """

    def __init__(self, probability: Floats, bins: int = BINS) -> None:
        self.values, self.inverse = np.unique(probability, return_inverse=True)
        count = np.bincount(self.inverse, minlength=len(self.values)).astype(float)
        self.n = len(probability)
        parts = min(bins, self.n)
        ends = np.cumsum(count)
        edges = self.n * np.arange(parts + 1) / parts
        low = np.maximum(edges[:-1, None], (ends - count)[None, :])
        high = np.minimum(edges[1:, None], ends[None, :])
        self.share = np.clip(high - low, 0, None) / count[None, :]
        """(bins, distinct values): which share of the pairs with a value stands in a bin."""
        self.count = count

    def error(self, positive: Floats, weight: Floats) -> Floats:
        """The expected calibration error: the mean over the bins, by mass, of |mean probability - share of positives|.

        Args:
            positive: (..., distinct values), the weight of the positives with each value.
            weight: (..., distinct values), the weight of all.
        """
        gap = (weight * self.values - positive) @ self.share.T
        total = weight.sum(axis=-1)
        return np.abs(gap).sum(axis=-1) / np.where(total == 0, 1, total)

    def floor(self, seed: int = 0, simulations: int = SIMULATIONS) -> float:
        """The error to expect of a perfectly calibrated model with these probabilities, by simulation."""
        rng = np.random.default_rng(seed)
        p, count = np.clip(self.values, 0, 1), self.count.astype(np.int64)
        step = max(1, CELLS_AT_ONCE // len(p))
        errors: list[Floats] = []
        for start in range(0, simulations, step):
            drawn = rng.binomial(count, p, size=(min(step, simulations - start), len(p))).astype(float)
            errors.append(self.error(drawn, np.broadcast_to(self.count, drawn.shape)))
        return float(np.concatenate(errors).mean())

    def table(self, positive: NDArray[np.bool_]) -> list[ReliabilityBin]:
        """What a reliability plot shows."""
        positives = np.bincount(self.inverse, weights=positive, minlength=len(self.values))
        mass = self.share @ self.count
        return [
            ReliabilityBin(float(p / m), float(y / m), round(float(m)))
            for p, y, m in zip(self.share @ (self.count * self.values), self.share @ positives, mass, strict=True)
        ]


def expected_calibration_error(positive: NDArray[np.bool_], probability: Floats, bins: int = BINS) -> float:
    """The expected calibration error, in bins of equal mass."""
    if len(probability) == 0:
        return math.nan
    parts = EqualMassBins(probability, bins)
    positives = np.bincount(parts.inverse, weights=positive, minlength=len(parts.values)).astype(float)
    return float(parts.error(positives, parts.count))


def calibration_floor(probability: Floats, bins: int = BINS, seed: int = 0) -> float:
    """The expected calibration error that a perfectly calibrated model would show with these probabilities."""
    return EqualMassBins(probability, bins).floor(seed) if len(probability) else math.nan


class Sample:
    """The labels and predictions of n pairs, and every metric of them, also under resampling.

    Args:
        gold: (n,) the true classes.
        predicted: (n,) the predicted ones.
        classes: All classes, in the order of the confusion matrix.
        positive: The class that AUROC, average precision, calibration error and Brier score are about.
        probability: (n,) of the positive class.
    """

    def __init__(
        self, gold: Sequence[str], predicted: Sequence[str], classes: Sequence[str], positive: str, probability: Floats
    ) -> None:
        self.gold, self.predicted, self.classes = list(gold), list(predicted), tuple(classes)
        self.positive = np.array([label == positive for label in gold], dtype=bool)
        self.probability = np.asarray(probability, dtype=float)

    @cached_property
    def confusion(self) -> NDArray[np.int64]:
        """(classes, classes): pairs by true class (row) and predicted class (column)."""
        if not self.gold:
            return np.zeros((len(self.classes),) * 2, dtype=np.int64)
        matrix: NDArray[np.int64] = sk.confusion_matrix(self.gold, self.predicted, labels=list(self.classes))
        return matrix

    @cached_property
    def per_class(self) -> dict[str, ClassScores]:
        """Precision, recall and F1 of each class."""
        if not self.gold:
            return {name: ClassScores(0.0, 0.0, 0.0, 0, 0) for name in self.classes}
        parts = sk.precision_recall_fscore_support(
            self.gold, self.predicted, labels=list(self.classes), zero_division=0
        )
        predicted = self.confusion.sum(axis=0)
        return {
            name: ClassScores(float(p), float(r), float(f), int(support), int(predicted[i]))
            for i, (name, p, r, f, support) in enumerate(zip(self.classes, *parts, strict=True))
        }

    @cached_property
    def values(self) -> dict[str, float]:
        """Every metric by name; NaN where it is not defined, such as AUROC where only one class occurs."""
        found = {"accuracy": math.nan, "macro_f1": math.nan}
        if self.gold:
            present = [name for name in self.classes if self.per_class[name].support]
            found["accuracy"] = float(sk.accuracy_score(self.gold, self.predicted))
            found["macro_f1"] = float(
                sk.f1_score(self.gold, self.predicted, labels=present, average="macro", zero_division=0)
            )
        both = 0 < self.positive.sum() < len(self.positive)
        found["auroc"] = float(sk.roc_auc_score(self.positive, self.probability)) if both else math.nan
        found["average_precision"] = (
            float(sk.average_precision_score(self.positive, self.probability)) if both else math.nan
        )
        found["ece"] = expected_calibration_error(self.positive, self.probability)
        found["brier"] = float(np.mean((self.probability - self.positive) ** 2)) if self.gold else math.nan
        for name, scores in self.per_class.items():
            if scores.support or scores.predicted:
                found |= {f"{name}.{m}": getattr(scores, m) for m in ("precision", "recall", "f1")}
        return found

    def resampled(self, weights: NDArray[np.float32]) -> dict[str, Floats]:
        """Every metric of resamples of the pairs.

        Args:
            weights: (resamples, n), how often each pair stands in each resample.

        Returns:
            By the names of `values`, arrays (resamples,); NaN where a resample has not what a metric needs.
        """
        k = len(self.classes)
        at = {name: i for i, name in enumerate(self.classes)}
        cells = np.array([at[g] * k + at[p] for g, p in zip(self.gold, self.predicted, strict=True)])
        table = _group_sums(weights, cells, k * k).reshape(-1, k, k)
        right, gold, predicted = np.einsum("bii->bi", table), table.sum(2), table.sum(1)
        precision, recall, f1 = (
            np.divide(a, b, out=np.zeros_like(right), where=b > 0)
            for a, b in ((right, predicted), (right, gold), (2 * right, gold + predicted))
        )
        total = table.sum((1, 2))
        present = self.confusion.sum(axis=1) > 0
        found = {"accuracy": right.sum(1) / total, "macro_f1": f1[:, present].mean(1)}
        values, inverse = np.unique(self.probability, return_inverse=True)
        positives = _group_sums(weights, inverse, len(values), self.positive)
        negatives = _group_sums(weights, inverse, len(values), ~self.positive)
        found["auroc"], found["average_precision"] = _ranking(positives, negatives)
        found["ece"] = EqualMassBins(self.probability).error(positives, positives + negatives)
        found["brier"] = (weights @ ((self.probability - self.positive) ** 2)) / total
        for name, i in at.items():
            found |= {f"{name}.{m}": v[:, i] for m, v in (("precision", precision), ("recall", recall), ("f1", f1))}
        return {name: found[name] for name in self.values}

    def bootstrap(
        self, resamples: int = RESAMPLES, seed: int = 0, groups: Sequence[Hashable] | None = None
    ) -> dict[str, Floats]:
        """The metrics of bootstrap resamples, the same ones for equal arguments.

        Args:
            resamples: How many.
            seed: Of the random numbers.
            groups: (n,) where given, whole groups are drawn instead of pairs: pairs of one event are not independent.

        Returns:
            By the names of `values`, arrays (resamples,).
        """
        parts: list[dict[str, Floats]] = []
        for weights in _weights(len(self.gold), resamples, seed, groups):
            with np.errstate(invalid="ignore", divide="ignore"):
                parts.append(self.resampled(weights))
        return {name: np.concatenate([part[name] for part in parts]) for name in self.values} if parts else {}

    def intervals(
        self, resamples: int = RESAMPLES, seed: int = 0, groups: Sequence[Hashable] | None = None
    ) -> dict[str, Interval]:
        """95 % percentile intervals of the metrics; `bootstrap` explains the arguments.

        A resample adds noise of its own to the calibration error, so its interval is moved back by the mean of that.
        """
        out: dict[str, Interval] = {}
        for name, drawn in self.bootstrap(resamples, seed, groups).items():
            value = self.values[name]
            if math.isnan(value):
                continue
            low, high = _percentiles(drawn)
            if name == "ece":
                shift = float(np.nanmean(drawn)) - value
                low, high = max(0.0, low - shift), min(1.0, high - shift)
            out[name] = Interval(low, high)
        return out


def _weights(n: int, resamples: int, seed: int, groups: Sequence[Hashable] | None) -> Iterator[NDArray[np.float32]]:
    """How often each row stands in each resample, in blocks (some resamples, n)."""
    if n == 0:
        return
    rng = np.random.default_rng(seed)
    member: NDArray[np.int64] | None = None
    units = n
    if groups is not None:
        names = {name: i for i, name in enumerate(dict.fromkeys(groups))}
        member, units = np.array([names[name] for name in groups]), len(names)
    step = max(1, CELLS_AT_ONCE // n)
    for start in range(0, resamples, step):
        size = min(step, resamples - start)
        drawn = rng.integers(0, units, size=(size, units)) + np.arange(size)[:, None] * units
        counts = np.bincount(drawn.ravel(), minlength=size * units).reshape(size, units).astype(np.float32)
        yield counts if member is None else counts[:, member]


def _group_sums(
    weights: NDArray[np.float32], group: NDArray[np.int64], groups: int, only: NDArray[np.bool_] | None = None
) -> Floats:
    """(resamples, groups): the weight of each group, of the rows in `only` where it is given."""
    kept = np.arange(len(group)) if only is None else np.flatnonzero(only)
    order = kept[np.argsort(group[kept], kind="stable")]
    out = np.zeros((len(weights), groups))
    if len(order):
        starts = np.flatnonzero(np.diff(group[order], prepend=-1))
        out[:, group[order][starts]] = np.add.reduceat(weights[:, order], starts, axis=1)
    return out


def _ranking(positives: Floats, negatives: Floats) -> tuple[Floats, Floats]:
    """AUROC and average precision, from weights (resamples, distinct scores in ascending order)."""
    total_p, total_n = positives.sum(1), negatives.sum(1)
    below = np.cumsum(negatives, axis=1) - negatives
    auroc = (positives * (below + negatives / 2)).sum(1) / (total_p * total_n)
    hits = np.cumsum(positives[:, ::-1], axis=1)
    taken = hits + np.cumsum(negatives[:, ::-1], axis=1)
    precision = np.divide(hits, taken, out=np.zeros_like(hits), where=taken > 0)
    ap = (positives[:, ::-1] * precision).sum(1) / total_p
    return auroc, np.where(total_n > 0, ap, np.nan)


def _percentiles(drawn: Floats) -> tuple[float, float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        low, high = np.nanpercentile(drawn, [50 * (1 - LEVEL), 50 * (1 + LEVEL)])
    return float(low), float(high)


@dataclass(frozen=True, slots=True)
class Difference:
    """One metric of two models on the same pairs.

    Attributes:
        metric: Its name.
        first, second: Its values.
        difference: Second less first.
        interval: The 95 % interval of the difference, from a paired bootstrap.
        p: Two-sided: how often a difference of none would lie this far out.
        real: Whether the interval leaves out 0.
    """

    metric: str
    first: float
    second: float
    difference: float
    interval: Interval
    p: float

    @property
    def real(self) -> bool:
        """Whether the interval leaves out 0."""
        return not self.interval.low <= 0 <= self.interval.high


def paired_differences(
    first: Sample, second: Sample, resamples: int = RESAMPLES, seed: int = 0, groups: Sequence[Hashable] | None = None
) -> dict[str, Difference]:
    """What a paired bootstrap says of two predictions of the same pairs: both see the same resamples."""
    one, two = (sample.bootstrap(resamples, seed, groups) for sample in (first, second))
    out: dict[str, Difference] = {}
    for name in one:
        a, b = first.values[name], second.values.get(name, math.nan)
        if math.isnan(a) or math.isnan(b):
            continue
        drawn = two[name] - one[name]
        drawn = drawn[~np.isnan(drawn)]
        tail = min(int((drawn <= 0).sum()), int((drawn >= 0).sum()))
        p = min(1.0, 2 * (tail + 1) / (len(drawn) + 1))
        out[name] = Difference(name, a, b, b - a, Interval(*_percentiles(drawn)), p)
    return out


def b_cubed(gold: Mapping[Element, Hashable], found: Mapping[Element, Hashable]) -> BCubed:
    """B-cubed precision, recall and F1 of clusters.

    Args:
        gold: The true cluster of each element.
        found: The found cluster; elements that `gold` does not know are left out, those that are missing stand alone.
    """
    if not gold:
        return BCubed(math.nan, math.nan, math.nan)
    here = [(cluster, found.get(element, ("alone", element))) for element, cluster in gold.items()]
    true, given = ({name: i for i, name in enumerate(dict.fromkeys(side))} for side in zip(*here, strict=True))
    table = contingency_matrix([true[t] for t, _ in here], [given[g] for _, g in here]).astype(float)
    squares = table**2
    precision = float((squares / table.sum(0)[None, :]).sum() / len(here))
    recall = float((squares / table.sum(1)[:, None]).sum() / len(here))
    return BCubed(precision, recall, 2 * precision * recall / (precision + recall))
