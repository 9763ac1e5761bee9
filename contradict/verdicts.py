"""The verdict: from both NLI directions, stance, quantities and time to the probabilities of a pair.

The parts are weighed in log-odds and added up, so each one's share can be shown: with x the vector of features, the
probabilities are softmax(W x). The rows of W stand in `verdict.json` beside the NLI model, fitted on labelled pairs.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from contradict.calibration import Probabilities
from contradict.claims import Claim
from contradict.errors import SchemaError
from contradict.nli import NLIScores, fitted_for
from contradict.periods import Update, same_act_dates
from contradict.readings import Reading, names_apart
from contradict.replacing import UpdateWeights
from contradict.sidebyside import SideBySide

WEIGHTS_NAME = "verdict.json"
FLOOR = 0.002
DENIED = Probabilities(0.01, 0.98, 0.01)
"""A proposition against its own denial; the attribution can be wrong, so it is not quite certain."""
PARTS: dict[str, tuple[str, ...]] = {
    "nli": ("contradiction", "entailment", "other_entailment"),
    "stance": ("one_denies", "both_deny"),
    "quantities": ("conflict_same", "conflict_unknown", "compatible_same", "counts_apart"),
    "time": ("other_period", "other_day", "newer"),
    "update": ("replaces",),
}
"""The features of each part, in the order in which `Pair.trace` adds them up."""


def logit(p: float) -> float:
    """Log-odds, bounded."""
    p = min(max(p, FLOOR), 1 - FLOOR)
    return math.log(p / (1 - p))


def combine(forward: NLIScores, backward: NLIScores) -> Probabilities:
    """Both directions of the model in one, without any weights.

    Contradiction is symmetric, so its mean; agreement needs one direction only, so the larger entailment, of what
    contradiction leaves.
    """
    contradict = (forward.contradiction + backward.contradiction) / 2
    agree = max(forward.entailment, backward.entailment) * (1 - contradict)
    return Probabilities(agree, contradict, 1 - contradict - agree)


@dataclass(frozen=True)
class Weights:
    """The rows of W for agree and contradict (neutral's are 0), by feature; `bias` is the constant.

    `replacing` tells updates from other pairs that are at odds.
    """

    agree: Mapping[str, float]
    contradict: Mapping[str, float]
    replacing: UpdateWeights = field(default_factory=UpdateWeights.load, compare=False)

    @classmethod
    def of(cls, nli: str) -> Weights:
        """The weights that were fitted for an NLI model: `verdict.json` beside its own, or else those of `base`."""
        return cls.load(fitted_for(nli, WEIGHTS_NAME))

    @classmethod
    def load(cls, path: Path) -> Weights:
        """Read weights from JSON.

        Raises:
            SchemaError: A feature is missing.
        """
        values = json.loads(path.read_text(encoding="utf-8"))
        wanted = {"bias", *(name for names in PARTS.values() for name in names)}
        for row in ("agree", "contradict"):
            if set(values.get(row, {})) != wanted:
                raise SchemaError(
                    f"{path}: expected the features {sorted(wanted)} in {row!r}, got {sorted(values.get(row, {}))}"
                )
        return cls(values["agree"], values["contradict"])

    def probabilities(self, features: Mapping[str, float]) -> Probabilities:
        """softmax(W x) for a bias of 1 and the given features; those that are not given are 0."""
        agree, contradict = (
            row["bias"] + sum(row[name] * value for name, value in features.items())
            for row in (self.agree, self.contradict)
        )
        top = max(agree, contradict, 0.0)
        a, c, n = math.exp(agree - top), math.exp(contradict - top), math.exp(-top)
        total = a + c + n
        return Probabilities(a / total, c / total, n / total)


def questions(a: Reading, b: Reading) -> list[tuple[str, str]]:
    """What the NLI model is asked about a pair, premise first: both propositions, both ways.

    Where one of the two denies, also both claims as they stand: a second opinion on what is denied.
    """
    asked = [(a.proposition, b.proposition), (b.proposition, a.proposition)]
    if "denies" in (a.stance, b.stance):
        asked += [(a.claim.text, b.claim.text), (b.claim.text, a.claim.text)]
    return asked


@dataclass(frozen=True)
class Evidence(SideBySide):
    """Everything that a verdict on one pair rests on: both readings, and the answers to the `questions` about them."""

    forward: NLIScores
    backward: NLIScores
    whole_forward: NLIScores | None = None
    whole_backward: NLIScores | None = None

    def heard(self) -> dict[str, float]:
        """The features of both propositions as the model scores them, whoever denies them."""
        return _log_odds(self.forward, self.backward)

    def stated(self) -> dict[str, float]:
        """The features of both claims, each proposition asserted or denied as its claim does.

        Where P is denied and Q asserted, the claims contradict as far as P follows from Q, and agree as far as P and Q
        contradict. Two denials agree as far as one proposition follows from the other; they hardly ever contradict.
        The model's own opinion of claims that deny counts half.
        """
        found = self.heard()
        if self.stances == 2:
            found["contradiction"] = logit(0.0)
        elif self.stances == 1:
            to_denied = self.backward if self.a.stance == "denies" else self.forward
            found = {
                "contradiction": logit(to_denied.entailment),
                "entailment": found["contradiction"],
                "other_entailment": logit(0.0),
            }
        if self.whole_forward is not None and self.whole_backward is not None:
            whole = _log_odds(self.whole_forward, self.whole_backward)
            found = {name: (value + whole[name]) / 2 for name, value in found.items()}
        return found

    @cached_property
    def follows(self) -> tuple[float, float]:
        """The log-odds that what b states follows from what a states, and the reverse.

        Of two denials, P follows from Q where not-Q follows from not-P; a denial of P follows from Q as far as P and Q
        contradict, and hardly anything follows from a denial.
        """
        there, back = logit(self.forward.entailment), logit(self.backward.entailment)
        if self.stances == 2:
            return back, there
        if self.stances == 1:
            contradiction = self.heard()["contradiction"]
            return (logit(0.0), contradiction) if self.a.stance == "denies" else (contradiction, logit(0.0))
        return there, back

    def features(self, replaces: float) -> dict[str, float]:
        """All features of the pair; equal for both orders of it.

        Args:
            replaces: How likely the later claim replaces the earlier one if they are at odds: see `UpdateWeights`.
        """
        found = self.stated()
        if self.sides_apart and not self.matches:
            found |= dict.fromkeys(("entailment", "other_entailment"), logit(0.0))
            found["contradiction"] = min(found["contradiction"], 0.0)
        conflicts = {m.certainty for m in self.matches if m.relation == "conflicting"}
        if conflicts and names_apart(self.a, self.b):
            conflicts = {"unknown"}
        fits = any(m.relation != "conflicting" and m.certainty == "same" for m in self.matches)
        asserted = self.stances == 0
        return found | {
            "one_denies": float(self.stances == 1),
            "both_deny": float(self.stances == 2),
            "conflict_same": float(asserted and "same" in conflicts),
            "conflict_unknown": float(asserted and conflicts == {"unknown"}),
            "compatible_same": float(asserted and fits and not conflicts),
            "counts_apart": float(asserted and self.counts_apart),
            "other_period": float(self.other_period),
            "other_day": float(self.other_day),
            "newer": float(self.update_by_rule is not None and not self.update_by_rule.by_word),
            "replaces": round(replaces, 2),
        }


def _log_odds(forward: NLIScores, backward: NLIScores) -> dict[str, float]:
    contradiction = (forward.contradiction + backward.contradiction) / 2
    low, high = sorted((forward.entailment, backward.entailment))
    return {"contradiction": logit(contradiction), "entailment": logit(high), "other_entailment": logit(low)}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on a pair.

    Attributes:
        probabilities: After all parts.
        update: If the two are at odds, how the later claim replaces the earlier one; None where it does not.
        trace: The probabilities after each part.
        third: Where a third claim made a contradiction surer, that claim, and whether it agrees with the first of the
            pair and contradicts the second, or the reverse.
    """

    probabilities: Probabilities
    update: Update | None
    trace: tuple[tuple[str, Probabilities], ...]
    third: tuple[Claim, bool] | None = None


def decide(evidence: Evidence, weights: Weights) -> Judgement:
    """Weigh the parts of a pair.

    A proposition agrees with itself, and contradicts its own denial, whatever a model says; unless the claims speak of
    different days or periods ("on Sunday", a week apart).
    """
    replaces, update = weights.replacing(evidence)
    if evidence.identical:
        certain = DENIED if evidence.stances == 1 else Probabilities(1.0, 0.0, 0.0)
        if evidence.other_period or same_act_dates(evidence.a.timing, evidence.b.timing) == "different":
            certain = Probabilities(0.0, 0.0, 1.0)
        return Judgement(certain, update if evidence.stances == 1 else None, (("identical", certain),))
    features = evidence.features(replaces)
    trace = [("nli", weights.probabilities(evidence.heard()))]
    taken = {name: features[name] for name in PARTS["nli"]}
    for part in ("stance", "quantities", "time", "update"):
        taken |= {name: features[name] for name in PARTS[part]}
        if any(features[name] for name in PARTS[part]):
            trace.append((part, weights.probabilities(taken)))
    return Judgement(trace[-1][1], update, tuple(trace))
