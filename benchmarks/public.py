"""Public sets through the whole verdict and through the NLI model alone: `python -m benchmarks.public --data DIR`.

Contradiction against the rest, at the default thresholds; and how often two sentences from different ECB+ events are
called a contradiction, and would be by `compare`, which judges only pairs that are near enough.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sklearn.metrics import average_precision_score, precision_recall_fscore_support, roc_auc_score

from contradict.comparer import Comparer
from contradict.report import Pair
from contradict.verdicts import combine
from training.mix import read_rows

SETS = {
    "summedits_other": None,
    "breaking_nli": ("cardinals",),
    "fever_symmetric": None,
    "emergent": None,
    "xnli_en_dev": None,
}


def rows_of(data: Path, name: str, splits: tuple[str, ...] | None, limit: int) -> list[dict[str, Any]]:
    """A seeded sample of a set's rows."""
    rows = [r for r in read_rows(data / "dev" / f"{name}.jsonl") if splits is None or r["split"].startswith(splits)]
    random.Random(0).shuffle(rows)
    return rows[:limit]


def figures(scores: Sequence[float], found: Sequence[bool], gold: Sequence[bool]) -> str:
    """Precision, recall and F1 of contradiction, AUROC and average precision."""
    p, r, f, _ = precision_recall_fscore_support(gold, found, average="binary", zero_division=0.0)
    text = f"P {p:.3f} R {r:.3f} F1 {f:.3f}"
    if len(set(gold)) == 2:
        text += f" AUROC {roc_auc_score(gold, scores):.3f} AP {average_precision_score(gold, scores):.3f}"
    return text


def ecb_pairs(data: Path, count: int) -> list[tuple[str, str]]:
    """Random pairs of sentences of at least six words from different events."""
    rows = [r for r in read_rows(data / "dev" / "ecbplus_topics_26_35.jsonl.gz") if len(r["text"].split()) >= 6]
    rng = random.Random(0)
    pairs: list[tuple[str, str]] = []
    while len(pairs) < count:
        a, b = rng.sample(rows, 2)
        if a["event"] != b["event"]:
            pairs.append((a["text"], b["text"]))
    return pairs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--nli")
    parser.add_argument("--rows", type=int, default=100_000, help="rows of each set, at most")
    parser.add_argument("--random-pairs", type=int, default=5_000)
    options = parser.parse_args()
    comparer = Comparer(nli=options.nli, progress=True)
    for name, splits in SETS.items():
        rows = rows_of(options.data, name, splits, options.rows)
        gold = [r["label"] == "contradiction" for r in rows]
        pairs: list[Pair] = comparer.judge([(r["premise"], r["hypothesis"]) for r in rows])
        alone = [combine(p.forward, p.backward) for p in pairs]
        print(f"{name} ({len(rows)} rows, {sum(gold)} contradictions)")
        whole = [p.probabilities.contradict for p in pairs]
        print("  verdict  ", figures(whole, [p.relation in ("contradict", "update") for p in pairs], gold))
        print(
            "  NLI alone",
            figures([p.contradict for p in alone], [p.contradict >= 0.5 for p in alone], gold),
            flush=True,
        )
    if options.random_pairs:
        judged = comparer.judge(ecb_pairs(options.data, options.random_pairs))
        wrong = [p for p in judged if p.relation == "contradict"]
        one, two = (comparer.embedder.encode([getattr(p, side).text for p in wrong]) for side in "ab")
        near = int(((one * two).sum(axis=1) >= comparer.similarity).sum())
        raw = sum(combine(p.forward, p.backward).contradict >= 0.5 for p in judged)
        share = f"{len(wrong)} of {len(judged)} called contradictions ({len(wrong) / len(judged):.2%})"
        print(f"random pairs of different ECB+ events: {share}; NLI alone {raw}")
        print(f"  near enough for compare to judge them at all: {near} ({near / len(judged):.2%})")


if __name__ == "__main__":
    main()
