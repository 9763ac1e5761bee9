"""Our labelled events through the whole verdict: `python -m benchmarks.relations --half dev|test [--nli MODEL]`.

What each part adds is measured with the weights of the packaged verdict, the parts after it left out. Intervals are
95 % bootstrap intervals over events.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, Literal

from sklearn.metrics import cohen_kappa_score

from contradict.calibration import Probabilities, Thresholds
from contradict.comparer import Comparer
from contradict.datasets import load_events
from contradict.evaluation import Evaluation
from contradict.evaluation.evaluating import from_predictions
from contradict.report import Pair
from contradict.verdicts import combine

PARTS = {
    "identical": "", "nli": "+ weights", "stance": "+ attribution", "quantities": "+ quantities", "time": "+ time",
    "update": "+ updates", "joint": "+ the other claims of the event",
}  # fmt: skip


def gold_rows(half: Literal["dev", "test"]) -> list[dict[str, Any]]:
    """The labelled pairs of one half, with their event and tags."""
    return [
        {
            "a": pair.a, "b": pair.b, "relation": pair.relation, "event": event.id,
            "quantity": "quantity" in pair.tags, "denial": "denial" in pair.tags, "tags": ",".join(sorted(pair.tags)),
        }
        for event in load_events(half)
        for pair in event.pairs
    ]  # fmt: skip


def agreement(readings: Sequence[tuple[str, ...]]) -> tuple[float, float]:
    """The share of pairs that both readers label alike, and Cohen's kappa."""
    first, second = zip(*readings, strict=True)
    return sum(a == b for a, b in readings) / len(readings), float(cohen_kappa_score(first, second))


def after(pair: Pair, part: str) -> Probabilities:
    """The probabilities if the verdict had stopped after a part."""
    order = list(PARTS)
    steps = [s for s in pair.trace if order.index(s.part) <= order.index(part)]
    return (steps or pair.trace)[-1].probabilities


def evaluation(
    rows: list[dict[str, Any]], found: Sequence[Probabilities], updates: Sequence[bool], thresholds: Thresholds
) -> Evaluation:
    """The figures of some probabilities at some thresholds."""
    relations = [thresholds.relation(p, u)[0] for p, u in zip(found, updates, strict=True)]
    return from_predictions(rows, found, relations, updates=updates, thresholds=thresholds, group="event")


def figures(e: Evaluation) -> str:
    """Contradiction, agreement and update in one line, with the accuracy on quantity and denial pairs in the next."""
    shown = []
    for name in ("contradict", "agree", "update"):
        scores, f1 = e.per_class[name], e.intervals[f"{name}.f1"]
        shown.append(
            f"{name} P {scores.precision:.3f} R {scores.recall:.3f} F1 {scores.f1:.3f} ({f1.low:.2f}-{f1.high:.2f})"
        )
    for tag in ("quantity", "denial"):
        part = e.slices(tag)["True"]
        low, high = part.intervals["accuracy"]
        shown.append(f"{tag} pairs {part.accuracy:.3f} ({low:.2f}-{high:.2f}) of {len(part)}")
    return "; ".join(shown)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["dev", "test"], default="dev")
    parser.add_argument("--nli")
    parser.add_argument("--contradict", type=float, default=Thresholds().contradict)
    parser.add_argument("--agree", type=float, default=Thresholds().agree)
    parser.add_argument("--errors", action="store_true", help="print what came out wrong (of the dev half only)")
    options = parser.parse_args()
    rows = gold_rows(options.half)
    readings = [pair.readings for event in load_events(options.half) for pair in event.pairs]
    same, kappa = agreement(readings)
    print(f"two readings of {len(readings)} pairs: {same:.1%} the same, kappa {kappa:.3f}")
    thresholds = Thresholds(options.contradict, options.agree)
    comparer = Comparer(nli=options.nli, thresholds=thresholds, progress=True)
    pairs = comparer.judge([(row["a"], row["b"]) for row in rows], together=True)
    never = [False] * len(pairs)
    alone = [combine(p.forward, p.backward) for p in pairs]
    print(f"NLI alone: {figures(evaluation(rows, alone, never, thresholds))}")
    for part, name in list(PARTS.items())[1:]:
        updates = [p.is_update for p in pairs] if part in ("update", "joint") else never
        print(f"{name}: {figures(evaluation(rows, [after(p, part) for p in pairs], updates, thresholds))}")
    whole = evaluation(rows, [p.probabilities for p in pairs], [p.is_update for p in pairs], thresholds)
    print(f"\nThe whole verdict\n{whole.summary()}")
    for contradict in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        at = Thresholds(contradict, options.agree)
        scores = evaluation(rows, [p.probabilities for p in pairs], [p.is_update for p in pairs], at).contradiction
        print(f"contradict from {contradict}: P {scores.precision:.3f} R {scores.recall:.3f} F1 {scores.f1:.3f}")
    if options.errors and options.half == "dev":
        for row, pair in zip(rows, pairs, strict=True):
            if row["relation"] != pair.relation:
                print(f"\ngold {row['relation']} {row['tags']}\n{pair}")
                print("  ", [(s.part, tuple(round(x, 2) for x in s.probabilities)) for s in pair.trace])
                print("  ", pair.forward, pair.backward)


if __name__ == "__main__":
    main()
