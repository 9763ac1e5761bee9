"""Our labelled events through the whole verdict: `python -m benchmarks.relations --half dev|test [--nli MODEL]`.

What each part adds is measured with the weights of the packaged verdict, the parts after it left out.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from contradict.calibration import Thresholds
from contradict.comparer import Comparer
from contradict.datasets import GoldPair, load_events
from contradict.report import Pair
from contradict.verdicts import combine

ROUNDS = 2000


def prf(found: NDArray[np.bool_], gold: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Precision, recall and F1."""
    hits = float((found & gold).sum())
    precision, recall = hits / max(found.sum(), 1), hits / max(gold.sum(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def interval(groups: Sequence[str], measure: object, rng: np.random.Generator) -> tuple[float, float]:
    """95 % bootstrap interval over events of a measure of row numbers."""
    rows: dict[str, list[int]] = {}
    for i, group in enumerate(groups):
        rows.setdefault(group, []).append(i)
    parts = [np.array(r) for r in rows.values()]
    values = []
    for _ in range(ROUNDS):
        chosen = np.concatenate([parts[i] for i in rng.integers(0, len(parts), len(parts))])
        values.append(measure(chosen))  # type: ignore[operator]
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def relations_after(pairs: Sequence[Pair], part: str, thresholds: Thresholds) -> list[str]:
    """The relations if the verdict had stopped after a part."""
    order = ["identical", "nli", "stance", "quantities", "time"]
    out = []
    for pair in pairs:
        if part == "model":
            probabilities = combine(pair.forward, pair.backward)
        else:
            steps = [s for s in pair.trace if order.index(s.part) <= order.index(part)]
            probabilities = (steps or pair.trace)[-1].probabilities
        out.append(thresholds.relation(probabilities, pair.is_update and part == "time")[0])
    return out


def table(gold: Sequence[GoldPair], found: Sequence[str], groups: Sequence[str]) -> None:
    """Print the figures with their intervals."""
    rng = np.random.default_rng(0)
    g, f = np.array([p.relation for p in gold]), np.array(found)
    tags = [p.tags for p in gold]
    for relation in ("contradict", "agree", "update"):
        p, r, f1 = prf(f == relation, g == relation)
        bounds = [
            interval(groups, lambda rows, k=k, relation=relation: prf(f[rows] == relation, g[rows] == relation)[k], rng)
            for k in range(3)
        ]
        shown = ", ".join(
            f"{name} {value:.3f} ({low:.2f}-{high:.2f})"
            for name, value, (low, high) in zip(("P", "R", "F1"), (p, r, f1), bounds, strict=True)
        )
        print(f"  {relation}: {shown}")
    for tag in ("quantity", "denial"):
        rows = np.array([i for i, t in enumerate(tags) if tag in t])
        right = (f == g)[rows]
        low, high = interval([groups[i] for i in rows], lambda chosen, right=right: right[chosen].mean(), rng)
        print(f"  {tag} pairs: accuracy {right.mean():.3f} ({low:.2f}-{high:.2f}) of {len(rows)}")
    print(f"  all: accuracy {(f == g).mean():.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["dev", "test"], default="dev")
    parser.add_argument("--nli")
    parser.add_argument("--contradict", type=float, default=Thresholds().contradict)
    parser.add_argument("--agree", type=float, default=Thresholds().agree)
    parser.add_argument(
        "--errors", action="store_true", help="print the pairs that came out wrong (never for the test half)"
    )
    options = parser.parse_args()
    events = load_events(options.half)
    gold = [pair for event in events for pair in event.pairs]
    groups = [event.id for event in events for _ in event.pairs]
    thresholds = Thresholds(options.contradict, options.agree)
    comparer = Comparer(nli=options.nli, thresholds=thresholds, progress=True)
    pairs = comparer.judge([(p.a, p.b) for p in gold])
    names = {
        "model": "NLI alone",
        "nli": "+ weights",
        "stance": "+ attribution",
        "quantities": "+ quantities",
        "time": "+ time",
    }
    for part, name in names.items():
        print(name)
        table(gold, relations_after(pairs, part, thresholds), groups)
    if options.errors and options.half == "dev":
        for g, pair in zip(gold, pairs, strict=True):
            if g.relation != pair.relation:
                print(f"\ngold {g.relation} {sorted(g.tags)}\n{pair}")
                print("  ", [(s.part, tuple(round(x, 2) for x in s.probabilities)) for s in pair.trace])
                print("  ", pair.forward, pair.backward)
    print(Counter((g.relation, p.relation) for g, p in zip(gold, pairs, strict=True)))


if __name__ == "__main__":
    main()
