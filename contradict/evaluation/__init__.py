"""What comes of labelled pairs: what was predicted, how right it is, and how sure one can be of that."""

from __future__ import annotations

import json
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.calibration import Thresholds
from contradict.errors import MissingExtraError, SettingsError
from contradict.evaluation.labels import LabelledPair, On, Scheme, Unusable
from contradict.evaluation.metrics import (
    BINS,
    RESAMPLES,
    ClassScores,
    EqualMassBins,
    Interval,
    ReliabilityBin,
    Sample,
    calibration_floor,
    paired_differences,
)
from contradict.evaluation.outcomes import Blocking, Comparison, ScoredPair

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from contradict.evaluation.plots import Plots

SCHEMA_VERSION = 1


@dataclass(frozen=True, repr=False)
class Evaluation:
    """What came of labelled pairs.

    Attributes:
        pairs: Every usable pair with its prediction, in the order of the rows.
        scheme: How the labels were read; see `contradict.evaluation.labels.LabelledPairs`.
        on: "forward" (one direction of the NLI model) or "relation" (the verdict on the pair).
        classes: The classes that predictions and labels are of.
        positive: The class that AUROC, average precision, calibration error and Brier score are about: contradiction,
            or not_entailment where the labels only tell that.
        model: What was evaluated.
        used_thresholds: At which the relations were read off.
        unusable: The rows that were left out, and why.
        group: The column whose groups the bootstrap draws; None draws pairs.
        resamples: Of the bootstrap.
        seed: Of the bootstrap.
        blocking: Of `evaluate_claims`: how well the events were found.
    """

    pairs: tuple[ScoredPair, ...]
    scheme: Scheme
    on: On
    classes: tuple[str, ...]
    positive: str
    model: str = ""
    used_thresholds: Thresholds = field(default_factory=Thresholds)
    unusable: tuple[Unusable, ...] = ()
    group: str | None = None
    resamples: int = RESAMPLES
    seed: int = 0
    blocking: Blocking | None = None

    def __len__(self) -> int:
        return len(self.pairs)

    @cached_property
    def sample(self) -> Sample:
        """Labels and predictions as arrays."""
        import numpy as np

        columns = [[getattr(p, name) for p in self.pairs] for name in ("gold", "predicted", "score")]
        return Sample(columns[0], columns[1], self.classes, self.positive, np.array(columns[2], dtype=float))

    @property
    def metrics(self) -> dict[str, float]:
        """Every metric by name, such as "macro_f1" or "contradict.recall"; NaN where it is not defined."""
        return dict(self.sample.values)

    @property
    def accuracy(self) -> float:
        """The share of right predictions."""
        return self.sample.values["accuracy"]

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the classes that occur among the labels."""
        return self.sample.values["macro_f1"]

    @property
    def auroc(self) -> float:
        """How probable it is that a pair of the positive class scores above another; NaN where one class is missing."""
        return self.sample.values["auroc"]

    @property
    def average_precision(self) -> float:
        """The area under the precision-recall curve of the positive class; NaN where one class is missing."""
        return self.sample.values["average_precision"]

    @property
    def ece(self) -> float:
        """The expected calibration error of the positive class's probability, in ten bins of equal mass."""
        return self.sample.values["ece"]

    @cached_property
    def ece_floor(self) -> float:
        """The error that a perfectly calibrated model with these probabilities would show on so many pairs."""
        return calibration_floor(self.sample.probability, seed=self.seed)

    @property
    def brier(self) -> float:
        """The mean squared error of the positive class's probability."""
        return self.sample.values["brier"]

    @property
    def per_class(self) -> dict[str, ClassScores]:
        """Precision, recall, F1 and number of pairs of each class."""
        return dict(self.sample.per_class)

    @property
    def contradiction(self) -> ClassScores:
        """The scores of the positive class."""
        return self.sample.per_class[self.positive]

    @property
    def confusion(self) -> NDArray[np.int64]:
        """Array (classes, classes): pairs by label (row) and prediction (column), in the order of `classes`."""
        return self.sample.confusion

    @cached_property
    def reliability(self) -> list[ReliabilityBin]:
        """The bins of the calibration error."""
        if not self.pairs:
            return []
        return EqualMassBins(self.sample.probability, BINS).table(self.sample.positive)

    @cached_property
    def intervals(self) -> dict[str, Interval]:
        """95 % bootstrap intervals of the metrics, by name."""
        return self.sample.intervals(self.resamples, self.seed, self.groups)

    @property
    def groups(self) -> list[Hashable] | None:
        """The group of each pair in the bootstrap; a pair without one is its own."""
        if self.group is None:
            return None
        return [
            (None, n) if (g := p.pair.columns.get(self.group)) is None else str(g) for n, p in enumerate(self.pairs)
        ]

    def errors(self, n: int = 20) -> tuple[ScoredPair, ...]:
        """The worst errors: the wrong predictions whose true class was given the lowest probability."""
        wrong = [p for p in self.pairs if not p.right]
        return tuple(sorted(wrong, key=lambda p: (p.likelihood, p.pair.row))[:n])

    def slices(self, column: str) -> dict[str, Evaluation]:
        """An evaluation for each value of a column, the largest first.

        Raises:
            SettingsError: No pair has that column.
        """
        check_column(self.pairs, column)
        parts: dict[str, list[ScoredPair]] = {}
        for pair in self.pairs:
            parts.setdefault(str(pair.pair.columns.get(column)), []).append(pair)
        named = sorted(parts.items(), key=lambda item: (-len(item[1]), item[0]))
        return {name: replace(self, pairs=tuple(rows), unusable=(), blocking=None) for name, rows in named}

    def compare(self, other: Evaluation) -> Comparison:
        """This evaluation against another one of the same pairs, by a paired bootstrap.

        Raises:
            SettingsError: The other one is of other pairs or other classes.
        """
        if self.classes != other.classes:
            raise SettingsError(
                f"compare: this evaluation is of the classes {list(self.classes)}, the other of {list(other.classes)}; "
                "give both the same scheme= and on="
            )
        orders = [sorted(range(len(e)), key=lambda i, e=e: _key(e.pairs[i])) for e in (self, other)]  # type: ignore[misc]
        one, two = (tuple(e.pairs[i] for i in order) for e, order in zip((self, other), orders, strict=True))
        if [_key(p) for p in one] != [_key(p) for p in two]:
            raise SettingsError(
                f"compare: the evaluations are of different pairs ({len(self)} and {len(other)}); evaluate both models "
                "on the same ones"
            )
        first, second = replace(self, pairs=one), replace(other, pairs=two)
        found = paired_differences(first.sample, second.sample, self.resamples, self.seed, first.groups)
        names = (self.model or "the first", other.model or "the second")
        return Comparison(*names, len(one), found)

    def thresholds(self, min_precision: float = 0.9) -> Thresholds:
        """The lowest threshold whose contradictions have a precision, so the one with the most recall.

        It is chosen on these pairs: measure it on others.

        Args:
            min_precision: Above 0 and at most 1.

        Returns:
            Thresholds for a `Comparer`, that of agreement as it was used here.

        Raises:
            SettingsError: No threshold reaches it (the message gives the best), the labels do not tell contradictions,
                or the evaluation is of one direction of the model and not of verdicts.
        """
        if not 0 < min_precision <= 1:
            raise SettingsError(f"min_precision must be above 0 and at most 1, got {min_precision!r}")
        if self.on != "relation":
            raise SettingsError("thresholds are of verdicts: evaluate(pairs, on='relation') first")
        if self.positive == "not_entailment" or not self.sample.positive.any():
            raise SettingsError("thresholds need pairs that are labelled as contradictions; there are none")
        return replace(self.used_thresholds, contradict=lowest_threshold(self.sample, min_precision))

    @property
    def plot(self) -> Plots:
        """Plots: `.pr()`, `.reliability()` and `.confusion()`; they need the extra `plot`."""
        from contradict.evaluation.plots import Plots

        return Plots(self)

    def rows(self) -> list[dict[str, Any]]:
        """One flat row a pair: texts, label, prediction, probabilities and the further columns."""
        return [
            {
                "row": p.pair.row, "a_text": p.a.text, "b_text": p.b.text, "label": p.gold, "predicted": p.predicted,
                **p.probabilities._asdict(), "score": p.score, "right": p.right,
                **{f"column_{k}" if k in TABLE else k: v for k, v in p.pair.columns.items()},
            }
            for p in self.pairs
        ]  # fmt: skip

    def to_pandas(self) -> pd.DataFrame:
        """`rows` as a data frame.

        Raises:
            MissingExtraError: pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError:
            raise MissingExtraError("to_pandas()", "pandas") from None
        return pd.DataFrame(self.rows())

    def to_dict(self) -> dict[str, Any]:
        """Metrics, intervals, confusion matrix and settings as JSON values; what is not defined is null."""
        from contradict.evaluation.text import as_dict

        return as_dict(self)

    def to_json(self, path: str | PathLike[str] | None = None) -> str:
        """`to_dict` as JSON text, also written to `path` where one is given."""
        text = json.dumps(self.to_dict(), ensure_ascii=False, indent=1)
        if path is not None:
            Path(path).write_text(text + "\n", encoding="utf-8")
        return text

    def summary(self) -> str:
        """All figures with their intervals, in a few lines."""
        from contradict.evaluation.text import summary

        return summary(self)

    def __str__(self) -> str:
        return self.summary()

    def _repr_html_(self) -> str:
        from contradict.views.notebook import evaluation_html

        return evaluation_html(self)

    def __repr__(self) -> str:
        return f"Evaluation({len(self)} pairs on {self.on}, accuracy={self.accuracy:.3f}, macro_f1={self.macro_f1:.3f})"


TABLE = frozenset("row a_text b_text label predicted agree contradict neutral score right".split())


def _key(pair: ScoredPair) -> tuple[str, str, str]:
    return pair.a.text, pair.b.text, pair.gold


def check_column(pairs: Sequence[ScoredPair] | Sequence[LabelledPair], column: str) -> None:
    """Raise SettingsError unless some pair has the column."""
    rows = [p.pair if isinstance(p, ScoredPair) else p for p in pairs]
    if not any(column in row.columns for row in rows):
        there = sorted({name for row in rows for name in row.columns})
        raise SettingsError(f"no pair has the column {column!r}; the columns are {there}")


def lowest_threshold(sample: Sample, min_precision: float) -> float:
    """The lowest threshold of the score with a precision; raises SettingsError where there is none."""
    from sklearn.metrics import precision_recall_curve

    precision, recall, scores = precision_recall_curve(sample.positive, sample.probability)
    good = [i for i, score in enumerate(scores) if precision[i] >= min_precision and score > 0]
    if not good:
        best = max(range(len(scores)), key=lambda i: (precision[i], recall[i]))
        raise SettingsError(
            f"no threshold reaches a precision of {min_precision:.3f}: the best is {precision[best]:.3f}, at a "
            f"threshold of {scores[best]:.4f} with a recall of {recall[best]:.3f}"
        )
    at, below = float(scores[good[0]]), float(scores[good[0] - 1]) if good[0] else 0.0
    between = round((at + below) / 2, 4)
    return between if below < between <= at else at
