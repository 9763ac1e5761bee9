"""The command `contradict evaluate FILE`."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from contradict.errors import SettingsError

if TYPE_CHECKING:
    from contradict.comparer import Comparer
    from contradict.evaluation import Evaluation

BELOW = 3
"""The exit status where a figure is below what was asked for."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `contradict evaluate`."""
    parser.add_argument("file", help="labelled pairs: .csv, .tsv, .jsonl or .json; premise,hypothesis,label and others")
    parser.add_argument("--nli", help="an NLI cross-encoder: folder or hub name; default: the packaged model")
    parser.add_argument(
        "--against", metavar="MODEL", help="a second NLI model on the same pairs, and whether it differs"
    )
    parser.add_argument("--on", choices=["forward", "relation"], help="score the model's one direction, or the verdict")
    parser.add_argument(
        "--scheme", choices=["nli", "relation", "nli2", "contradiction2"], help="how to score the labels"
    )
    parser.add_argument("--label-names", metavar="NAMES", help="what 0, 1, 2 mean: entailment,neutral,contradiction")
    parser.add_argument("--columns", metavar="NAMES", help="the columns of premise, hypothesis and label: a,b,c")
    parser.add_argument("--by", metavar="COLUMN", help="a line for each value of this column too")
    parser.add_argument("--group", metavar="COLUMN", help="draw whole groups of this column in the bootstrap")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the N worst errors")
    parser.add_argument("--plots", type=Path, metavar="DIR", help="write plots into this folder (needs matplotlib)")
    parser.add_argument("-o", "--output", type=Path, help="write all figures as JSON")
    parser.add_argument(
        "--cache", help="a file that keeps the model's scores: a stopped run goes on, a second is quick"
    )
    parser.add_argument(
        "--calibration", help="a calibration that contradict.calibrate(...).to_json wrote, for --on relation"
    )
    parser.add_argument("--threshold", type=float, default=0.5, help="probability from which a pair contradicts (0.5)")
    parser.add_argument(
        "--min-f1", type=float, metavar="X", help=f"exit with status {BELOW} where macro-F1 is below this, for CI"
    )
    parser.add_argument("--device", help="cpu, cuda, mps, ...")
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], help="default: what the machine is made for")


def run(options: argparse.Namespace) -> int:
    """Evaluate a file and print what came of it.

    Returns:
        0, or 3 where macro-F1 is below `--min-f1`.

    Raises:
        ContradictError: As `contradict.evaluate`.
    """
    if options.min_f1 is not None and not 0 <= options.min_f1 <= 1:
        raise SettingsError(f"--min-f1 must lie in 0 to 1, got {options.min_f1}")
    from contradict.evaluation import check_column
    from contradict.evaluation.evaluating import evaluate
    from contradict.evaluation.labels import read_pairs

    reading = {"label_names": _names(options.label_names), "columns": _columns(options.columns)}
    pairs = read_pairs(options.file, scheme=options.scheme, **reading)  # type: ignore[arg-type]
    if options.by:
        check_column(pairs.pairs, options.by)
    if options.plots is not None:
        from contradict.evaluation.plots import check_installed

        check_installed()
    found = evaluate(pairs, comparer=_comparer(options, options.nli), on=options.on, group=options.group)
    print(found.summary())
    if options.by:
        _print_slices(found, options.by)
    if options.errors > 0:
        print("\nworst errors:\n" + "\n".join(str(pair) for pair in found.errors(options.errors)))
    if options.against:
        other = evaluate(pairs, comparer=_comparer(options, options.against), on=options.on, group=options.group)
        print(f"\nagainst {options.against}:\n{other.summary()}\n\n{found.compare(other)}")
    if options.output is not None:
        found.to_json(options.output)
        print(f"written: {options.output}", file=sys.stderr)
    if options.plots is not None:
        for path in found.plot.save(options.plots):
            print(f"written: {path}", file=sys.stderr)
    if options.min_f1 is not None and not found.macro_f1 >= options.min_f1:
        print(f"contradict: macro-F1 {found.macro_f1:.4f} is below {options.min_f1}", file=sys.stderr)
        return BELOW
    return 0


def _comparer(options: argparse.Namespace, nli: str | None) -> Comparer:
    from contradict.calibration import Calibration, Thresholds
    from contradict.comparer import Comparer

    calibration = Calibration.from_json(options.calibration) if options.calibration else None
    return Comparer(
        nli=nli, device=options.device, dtype=options.dtype, cache=options.cache, calibration=calibration,
        thresholds=Thresholds(contradict=options.threshold),
    )  # fmt: skip


def _names(text: str | None) -> list[str] | None:
    return None if text is None else [name.strip() for name in text.split(",")]


def _columns(text: str | None) -> dict[str, str] | None:
    if text is None:
        return None
    names = [name.strip() for name in text.split(",")]
    if len(names) != 3:
        raise SettingsError(f"--columns: expected three names, premise,hypothesis,label, got {text!r}")
    return dict(zip(("premise", "hypothesis", "label"), names, strict=True))


def _print_slices(found: Evaluation, column: str) -> None:
    print(f"\n{column:<30} {'pairs':>6} {'accuracy':>9} {'macro-F1':>9} {'AUROC':>7}")
    for name, part in found.slices(column).items():
        figures = (part.accuracy, part.macro_f1, part.auroc)
        shown = [f"{v:.3f}" if not math.isnan(v) else "-" for v in figures]
        print(f"{name[:30]:<30} {len(part):>6} {shown[0]:>9} {shown[1]:>9} {shown[2]:>7}")
