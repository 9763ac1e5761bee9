"""The parts of an evaluation: one pair, the blocking, the comparison with another evaluation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from contradict.calibration import Probabilities
from contradict.claims import Claim
from contradict.evaluation.labels import LabelledPair
from contradict.evaluation.metrics import BCubed, Difference


@dataclass(frozen=True, slots=True)
class ScoredPair:
    """A labelled pair with what was predicted for it.

    Attributes:
        pair: The pair, its further columns and its row.
        gold: The true class, one of `Evaluation.classes`.
        predicted: The predicted one.
        probabilities: Of agree (entailment), contradict (contradiction) and neutral.
        score: The probability of `Evaluation.positive`; of an update, contradiction has 0.
        likelihood: The probability that was given to the true class.
    """

    pair: LabelledPair
    gold: str
    predicted: str
    probabilities: Probabilities
    score: float
    likelihood: float

    @property
    def a(self) -> Claim:
        """The first claim, or the premise."""
        return self.pair.a

    @property
    def b(self) -> Claim:
        """The second claim, or the hypothesis."""
        return self.pair.b

    @property
    def right(self) -> bool:
        """Whether the prediction is the true class."""
        return self.gold == self.predicted

    def __str__(self) -> str:
        head = f"{self.predicted}, labelled {self.gold} (given {self.likelihood:.2f})"
        return f"{head}\n  {self.a}\n  {self.b}"


@dataclass(frozen=True, slots=True)
class Blocking:
    """How well claims were put together before any pair was judged.

    Attributes:
        claims: Claims with a true event.
        gold_events, found_events: Events of at least one claim.
        b_cubed: Of the found events.
        pairs_possible: All pairs of claims.
        pairs_kept: Those that were judged.
        pair_recall: The share of the pairs inside a true event that was kept; NaN where there are none.
        related_recall: The same of the pairs labelled contradict, agree or update.
        contradiction_recall: The same of the pairs labelled contradict.
    """

    claims: int
    gold_events: int
    found_events: int
    b_cubed: BCubed
    pairs_possible: int
    pairs_kept: int
    pair_recall: float
    related_recall: float
    contradiction_recall: float

    def __str__(self) -> str:
        b, share = self.b_cubed, self.pairs_kept / max(1, self.pairs_possible)
        return (
            f"{self.claims} claims, {self.found_events} events found of {self.gold_events}; "
            f"B-cubed precision {b.precision:.3f}, recall {b.recall:.3f}, F1 {b.f1:.3f}\n"
            f"{self.pairs_kept} of {self.pairs_possible} pairs kept ({share:.1%}); recall of pairs of one event "
            f"{self.pair_recall:.3f}, of related pairs {self.related_recall:.3f}, "
            f"of contradictions {self.contradiction_recall:.3f}"
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two evaluations of the same pairs: what differs, and whether the difference is real."""

    first: str
    second: str
    pairs: int
    differences: Mapping[str, Difference] = field(hash=False)

    def sentence(self, metric: str = "macro_f1") -> str:
        """What the paired bootstrap says of one metric, in one sentence."""
        d = self.differences[metric]
        low, high = d.interval
        return (
            f"{metric} of {self.second} is {d.second:.3f}, of {self.first} {d.first:.3f}: a difference of "
            f"{d.difference:+.3f} [{low:+.3f}, {high:+.3f}] on {self.pairs} pairs (p = {d.p:.3f}), "
            + ("which is real." if d.real else "which may be chance.")
        )

    def __str__(self) -> str:
        wanted = ("macro_f1", "accuracy", "auroc", "average_precision")
        shown = [name for name in wanted if name in self.differences]
        return "\n".join(self.sentence(name) for name in shown)
