"""An NLI model on all public dev sets, one table: `python -m benchmarks.nli --data DIR [--nli FOLDER]`.

One direction, premise to hypothesis, argmax. Contradiction (where a set has two classes only, what is not entailed)
against the rest: precision, recall, F1, AUROC, average precision; expected calibration error and Brier score as the
model gives its probabilities, and after a temperature fitted on a slice of train/ that no model was trained on. The
last column: of the pairs that the model calls a contradiction in one of the two directions, the share that it calls
one in that direction only; a contradiction is symmetric.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.public import rows_of
from contradict.cache import Cache
from contradict.calibration import Calibration, Probabilities
from contradict.evaluation import Evaluation
from contradict.evaluation.calibrating import fit_calibration
from contradict.evaluation.evaluating import from_predictions
from contradict.nli import NLIModel
from training.mix import read_public

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SETS: dict[str, tuple[str, ...] | None] = {
    "xnli_en_dev": None, "snli_dev": None, "anli_dev": None, "fever_symmetric": None, "summedits_other": None,
    "bump_pairs": None, "emergent": None, "claimdiff_train": None, "neg_nli": None, "gqnli": None,
    "breaking_nli": None,
}  # fmt: skip
RECIPE = Path(__file__).parent.parent / "training" / "nli.toml"
CALIBRATION_ROWS = 1500


class Model:
    """A model with a cache of scores, so that an interrupted run goes on."""

    def __init__(self, name: str | None, cache: Path | None) -> None:
        self.nli = NLIModel(name)
        self.cache = Cache(cache) if cache else None

    def score(self, pairs: list[tuple[str, str]]) -> NDArray[np.float64]:
        return self.nli.score(pairs, progress=True, cache=self.cache).astype(float)

    def probabilities(self, pairs: list[tuple[str, str]]) -> list[Probabilities]:
        return [Probabilities(e, c, n) for e, n, c in self.score(pairs).tolist()]


def calibration(model: Model, data: Path) -> Calibration:
    """A temperature for the model, fitted on the held-out slice of train/."""
    holdout = tomllib.loads(RECIPE.read_text(encoding="utf-8"))["holdout"]
    held = read_public(data, holdout)[1]
    random.Random(0).shuffle(held)
    part = held[:CALIBRATION_ROWS]
    found = model.probabilities([(e.premise, e.hypothesis) for e in part])
    return fit_calibration(found, [e.allowed[0] for e in part], method="temperature")


def one_sided(forward: NDArray[np.float64], backward: NDArray[np.float64]) -> float:
    """The share of the pairs called a contradiction in some direction that are called one in that direction only."""
    one, two = (scores.argmax(axis=1) == 2 for scores in (forward, backward))
    return float((one ^ two).sum() / max(1, (one | two).sum()))


def line(name: str, rows: list[dict[str, Any]], model: Model, calibrated: Calibration) -> str:
    """One row of the table."""
    texts = [(r["premise"], r["hypothesis"]) for r in rows]
    forward, backward = model.score(texts), model.score([(b, a) for a, b in texts])
    found = [Probabilities(e, c, n) for e, n, c in forward.tolist()]
    before = from_predictions(rows, found, on="forward", resamples=0)
    after = from_predictions(rows, [calibrated(p) for p in found], on="forward", resamples=0)
    return f"| {name} | {len(before):,} | {figures(before, after)} | {one_sided(forward, backward):.3f} |"


def figures(before: Evaluation, after: Evaluation) -> str:
    """The cells of a set from its number of pairs on."""
    c = before.contradiction
    cells = [
        f"{before.accuracy:.3f}", f"{before.macro_f1:.3f}", f"{c.precision:.3f} / {c.recall:.3f} / {c.f1:.3f}",
        f"{before.auroc:.3f}", f"{before.average_precision:.3f}", f"{before.ece:.3f} / {after.ece:.3f}",
        f"{before.brier:.3f} / {after.brier:.3f}",
    ]  # fmt: skip
    return " | ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--nli")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--rows", type=int, default=100_000, help="rows of each set at most, a seeded sample")
    parser.add_argument("--cache", type=Path, help="a file for scores: an interrupted run goes on")
    options = parser.parse_args()
    model = Model(options.nli, options.cache)
    calibrated = calibration(model, options.data)
    print(f"{model.nli.name}, {model.nli.fingerprint}, {model.nli.dtype}; temperature {calibrated.temperature:.3f}\n")
    print(
        "| set | pairs | accuracy | macro-F1 | contradiction P / R / F1 | AUROC | AP | ECE before / after "
        "| Brier before / after | one direction only |"
    )
    print("|" + " --- |" * 10)
    for name in options.sets:
        rows = rows_of(options.data, name, SETS[name], options.rows)
        two_way = [row for row in rows if row["label"] == "not_entailment"]
        if two_way and len({row["label"] for row in rows}) > 2:
            splits = {row["split"] for row in two_way}
            two_way = [row for row in rows if row["split"] in splits]
            print(line(f"{name}, two-way", two_way, model, calibrated), flush=True)
            rows = [row for row in rows if row["split"] not in splits]
        print(line(name, rows, model, calibrated), flush=True)


if __name__ == "__main__":
    main()
