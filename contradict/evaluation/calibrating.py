"""Fitting a calibration on labelled pairs: temperature or isotonic, whichever generalises better."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from contradict.calibration import Calibration, Probabilities
from contradict.errors import SettingsError
from contradict.evaluation.evaluating import default_comparer
from contradict.evaluation.labels import LabelNames, Scheme, read_pairs

if TYPE_CHECKING:
    from contradict.evaluation.evaluating import Given

Floats = NDArray[np.float64]
Method = Literal["temperature", "isotonic"]

FOLDS = 5
LEAST_PAIRS, LEAST_OF_EACH = 30, 5
SMALLEST = 1e-6
RIDGE = 1e-3
ALLOWED: dict[str, tuple[int, int, int]] = {
    "agree": (1, 0, 0), "entailment": (1, 0, 0), "contradict": (0, 1, 0), "contradiction": (0, 1, 0),
    "neutral": (0, 0, 1), "not_contradiction": (1, 0, 1),
}  # fmt: skip
"""Which of agree, contradict and neutral each label allows."""


def calibrate(
    pairs: Any,
    *,
    comparer: Given = None,
    label_names: LabelNames | None = None,
    columns: Mapping[str, str] | None = None,
    scheme: Scheme | None = None,
    seed: int = 0,
) -> Calibration:
    """Fit a calibration of the final verdict on labelled pairs.

    Temperature and isotonic calibration are compared by the log loss of five-fold cross-validation; the better one is
    fitted on all pairs. Give the result to `Comparer(calibration=...)`, and measure it on other pairs.

    Args:
        pairs: Labelled pairs as `contradict.evaluate` takes them, of which some are contradictions. Pairs labelled
            `update` have no say: the dates and words decide there.
        comparer: Whose verdicts, or a function that makes it; None takes the default. A calibration and a referee that
            it has are set aside.
        label_names: As in `evaluate`.
        columns: As in `evaluate`.
        scheme: As in `evaluate`.
        seed: Of the split into folds.

    Raises:
        LabelError: As in `evaluate`.
        SettingsError: Too few pairs, or labels that do not tell contradictions.
    """
    labelled = read_pairs(pairs, label_names=label_names, columns=columns, scheme=scheme)
    if labelled.scheme == "nli2":
        raise SettingsError("calibrate needs labels that tell contradictions; these only tell entailment from the rest")
    comparer = copy.copy(default_comparer(comparer))
    comparer.calibration = comparer.referee = None
    judged = comparer.judge([(pair.a, pair.b) for pair in labelled], together=True)
    kept = [
        (verdict.probabilities, pair.label)
        for verdict, pair in zip(judged, labelled, strict=True)
        if pair.label in ALLOWED and 1.0 not in verdict.probabilities
    ]
    return fit_calibration(
        [p for p, _ in kept], [label for _, label in kept], seed=seed, nli_fingerprint=comparer.nli.fingerprint
    )


def fit_calibration(
    probabilities: Sequence[Probabilities],
    labels: Sequence[str],
    *,
    method: Method | None = None,
    seed: int = 0,
    nli_fingerprint: str = "",
) -> Calibration:
    """Fit a calibration on probabilities and labels.

    Args:
        probabilities: Of each pair, as the verdict gave them.
        labels: agree or entailment, contradict or contradiction, neutral, not_contradiction.
        method: Which one; None takes the one with the lower cross-validated log loss.
        seed: Of the split into folds.
        nli_fingerprint: Kept with the calibration.

    Raises:
        SettingsError: Fewer than 30 pairs, or than 5 contradictions or 5 others.
    """
    from sklearn.model_selection import StratifiedKFold

    if unknown := sorted(set(labels) - set(ALLOWED)):
        raise SettingsError(f"labels of a calibration must be among {list(ALLOWED)}, got {unknown}")
    p = np.array(probabilities, dtype=float).reshape(-1, 3)
    allowed = np.array([ALLOWED[label] for label in labels], dtype=bool).reshape(-1, 3)
    contradictions = int(allowed[:, 1].sum())
    if len(p) < LEAST_PAIRS or min(contradictions, len(p) - contradictions) < LEAST_OF_EACH:
        raise SettingsError(
            f"a calibration needs at least {LEAST_PAIRS} pairs, among them {LEAST_OF_EACH} contradictions and "
            f"{LEAST_OF_EACH} others, without updates; got {len(p)} with {contradictions} contradictions"
        )
    losses: dict[str, float] = {"none": _log_loss(p, allowed)}
    folds = list(StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(p, allowed[:, 1]))
    methods: tuple[Method, ...] = (method,) if method else ("temperature", "isotonic")
    for name in methods:
        held_out = np.zeros_like(p)
        for train, test in folds:
            fitted = _fit(name, p[train], allowed[train])
            held_out[test] = [fitted(Probabilities(*row)) for row in p[test].tolist()]
        losses[name] = _log_loss(held_out, allowed)
    chosen = method or ("isotonic" if losses["isotonic"] < losses["temperature"] else "temperature")
    best = _fit(chosen, p, allowed)
    log_loss = tuple((name, round(loss, 6)) for name, loss in losses.items())
    return Calibration(chosen, best.temperature, best.bias, best.knots, len(p), log_loss, nli_fingerprint)


def _log_loss(p: Floats, allowed: NDArray[np.bool_]) -> float:
    """The mean of -log of the probability of what each label allows, in nats."""
    return float(-np.log(np.clip((p * allowed).sum(axis=1), SMALLEST, 1)).mean())


def _fit(method: Method, p: Floats, allowed: NDArray[np.bool_]) -> Calibration:
    if method == "temperature":
        return _fit_temperature(p, allowed)
    return Calibration("isotonic", knots=_isotonic_knots(p[:, 1], allowed[:, 1]))


def _fit_temperature(p: Floats, allowed: NDArray[np.bool_]) -> Calibration:
    """The temperature and biases of the lowest log loss; a small penalty keeps what the labels leave open at 0."""
    from scipy.optimize import minimize

    logs = np.log(np.clip(p, SMALLEST, 1))
    inside = np.where(allowed, 0.0, -np.inf)

    def loss(x: Floats) -> float:
        logits = logs * np.exp(-x[0]) + np.array([x[1], x[2], 0.0])
        top = logits.max(axis=1, keepdims=True)
        whole = np.log(np.exp(logits - top).sum(axis=1))
        part = np.log(np.clip(np.exp(logits - top + inside).sum(axis=1), 1e-300, None))
        return float((whole - part).mean() + RIDGE * (x**2).sum())

    bounds = [(-3.0, 3.0), (-5.0, 5.0), (-5.0, 5.0)]
    x = minimize(loss, np.zeros(3), method="L-BFGS-B", bounds=bounds).x
    return Calibration("temperature", temperature=float(np.exp(x[0])), bias=(float(x[1]), float(x[2])))


def _isotonic_knots(x: Floats, y: NDArray[np.bool_]) -> tuple[tuple[float, float], ...]:
    """The blocks of an isotonic regression, each by its mean and its share, drawn a little to the middle."""
    from sklearn.isotonic import IsotonicRegression

    level = IsotonicRegression(y_min=0, y_max=1, out_of_bounds="clip").fit_transform(x, y.astype(float))
    _, block, count = np.unique(np.round(level, 9), return_inverse=True, return_counts=True)
    centre = np.clip(np.bincount(block, weights=x) / count, 0, 1)
    share = np.maximum.accumulate((np.bincount(block, weights=y) + 0.5) / (count + 1))
    knots: list[tuple[float, float]] = []
    for one, two in zip(centre.tolist(), share.tolist(), strict=True):
        if not knots or one > knots[-1][0] + 1e-9:
            knots.append((one, two))
    return tuple(knots)
