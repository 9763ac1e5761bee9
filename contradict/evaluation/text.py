"""An evaluation as text and as JSON values."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import asdict
from typing import Any

from contradict.evaluation import SCHEMA_VERSION, Evaluation

NAMES = {
    "accuracy": "accuracy", "macro_f1": "macro-F1", "auroc": "AUROC", "average_precision": "average precision",
    "ece": "calibration error", "brier": "Brier score",
}  # fmt: skip


def _number(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 6)


def reasons(evaluation: Evaluation) -> dict[str, int]:
    """The reasons for which rows were left out, with their numbers, the most frequent first."""
    return dict(Counter(row.reason for row in evaluation.unusable).most_common())


def _figure(evaluation: Evaluation, name: str) -> str:
    value, interval = evaluation.metrics[name], evaluation.intervals.get(name)
    if math.isnan(value):
        return "   -"
    return f"{value:.3f}" + (f" [{interval.low:.3f}, {interval.high:.3f}]" if interval else "")


def summary(evaluation: Evaluation) -> str:
    """All figures with their intervals, in a few lines."""
    e = evaluation
    scored = "one direction, premise to hypothesis" if e.on == "forward" else "the relation of the pair"
    lines = [f"{len(e)} pairs, scored on {scored}" + (f", by {e.model}" if e.model else "")]
    for reason, count in list(reasons(e).items())[:5]:
        rows = [row.row for row in e.unusable if row.reason == reason]
        lines.append(f"left out: {count} ({reason}; row{'s' if count > 1 else ''} {_listed(rows)})")
    if e.blocking is not None:
        lines.append(str(e.blocking))
    if not e.pairs:
        return "\n".join(lines)
    for name in ("accuracy", "macro_f1"):
        lines.append(f"{NAMES[name]:<18} {_figure(e, name)}")
    lines.append(f"of {e.positive}:")
    for name in ("auroc", "average_precision", "ece", "brier"):
        floor = f"; a calibrated model would show {e.ece_floor:.3f}" if name == "ece" else ""
        lines.append(f"  {NAMES[name]:<18} {_figure(e, name)}{floor}")
    wide = max(18, *(len(name) for name in e.classes))
    lines.append(f"{'':<{wide}}  {'precision':<20} {'recall':<20} {'F1':<20} pairs predicted")
    for name, scores in e.per_class.items():
        if scores.support or scores.predicted:
            figures = " ".join(f"{_figure(e, f'{name}.{m}'):<20}" for m in ("precision", "recall", "f1"))
            lines.append(f"{name:<{wide}}  {figures} {scores.support:>5} {scores.predicted:>9}")
    drawn = f"whole groups of {e.group!r}" if e.group else "pairs"
    lines.append(f"[95 % intervals of {e.resamples} bootstrap resamples of {drawn}]")
    return "\n".join(lines)


def _listed(rows: list[int], most: int = 8) -> str:
    return ", ".join(map(str, rows[:most])) + (", ..." if len(rows) > most else "")


def as_dict(evaluation: Evaluation) -> dict[str, Any]:
    """Metrics, intervals, confusion matrix and settings as JSON values; what is not defined is null."""
    e = evaluation
    values: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "model": e.model,
        "pairs": len(e),
        "on": e.on,
        "scheme": e.scheme,
        "classes": list(e.classes),
        "positive": e.positive,
        "thresholds": asdict(e.used_thresholds),
        "metrics": {k: _number(v) for k, v in e.metrics.items()},
        "ece_floor": _number(e.ece_floor),
        "intervals": {k: [_number(v.low), _number(v.high)] for k, v in e.intervals.items()},
        "per_class": {k: asdict(v) for k, v in e.per_class.items()},
        "confusion": e.confusion.tolist(),
        "reliability": [asdict(b) for b in e.reliability],
        "bootstrap": {"resamples": e.resamples, "seed": e.seed, "group": e.group},
        "unusable": [asdict(row) for row in e.unusable],
    }
    if e.blocking is not None:
        found = asdict(e.blocking)
        values["blocking"] = {k: _number(v) if isinstance(v, float) else v for k, v in found.items()}
    return values
