"""Calibration and thresholds: from a verdict's probabilities to calibrated ones, and to a relation."""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Literal, NamedTuple

from contradict.errors import InputFileError, SchemaError, SettingsError

CALIBRATION_SCHEMA_VERSION = 1
SLOPE = 0.01
"""The share of the unchanged probability in an isotonic calibration: it keeps the curve strictly increasing."""


class Probabilities(NamedTuple):
    """How probable each relation of a pair is; they sum to 1."""

    agree: float
    contradict: float
    neutral: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The probability from which a pair is called contradicting or agreeing, each above 0 and at most 1."""

    contradict: float = 0.6
    agree: float = 0.45

    def __post_init__(self) -> None:
        for name in ("contradict", "agree"):
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 < value <= 1:
                raise SettingsError(f"threshold {name!r} must be a number above 0 and at most 1, got {value!r}")

    def relation(self, probabilities: Probabilities, update: bool = False) -> tuple[str, bool]:
        """The relation, and whether it is uncertain.

        Contradiction is weighed before agreement; where one claim replaces the other, what would be a contradiction is
        an update. A pair that reaches neither threshold is neutral, and uncertain where neutral has under one half.
        """
        if probabilities.contradict >= self.contradict:
            return ("update" if update else "contradict"), False
        if probabilities.agree >= self.agree:
            return "agree", False
        return "neutral", probabilities.neutral < 0.5


@dataclass(frozen=True, slots=True)
class Calibration:
    """What makes a verdict's probabilities calibrated; `contradict.calibrate` fits one.

    It keeps their sum at 1. With the ratio of the two others held, a higher probability of contradiction stays a
    higher one; certain verdicts (a probability of 1) stay as they are.

    Args:
        method: "temperature": softmax(log(p) / temperature + bias). "isotonic": P(contradict) goes along a strictly
            increasing curve through `knots`, the two others keep their ratio.
        temperature: Above 0; above 1 makes verdicts less certain.
        bias: What is added for agree and for contradict, in log-odds against neutral.
        knots: Points (x, y) of the curve, in 0 to 1: x strictly increasing, y never decreasing.
        pairs: How many labelled pairs it was fitted on.
        log_loss: Cross-validated log loss of "none", "temperature" and "isotonic", in nats a pair.
        nli_fingerprint: Of the NLI model whose verdicts it was fitted on.

    Raises:
        SettingsError: Values that make no calibration.
    """

    method: Literal["temperature", "isotonic"]
    temperature: float = 1.0
    bias: tuple[float, float] = (0.0, 0.0)
    knots: tuple[tuple[float, float], ...] = ()
    pairs: int = 0
    log_loss: tuple[tuple[str, float], ...] = ()
    nli_fingerprint: str = ""

    def __post_init__(self) -> None:
        if self.method not in ("temperature", "isotonic"):
            raise SettingsError(f"method of a calibration must be 'temperature' or 'isotonic', got {self.method!r}")
        numbers = [self.temperature, *self.bias, *(v for knot in self.knots for v in knot)]
        if not all(isinstance(v, (int, float)) and math.isfinite(v) for v in numbers) or self.temperature <= 0:
            raise SettingsError(
                f"a calibration needs finite numbers and a temperature above 0, got {self.temperature!r}, {self.bias!r}"
            )
        if self.method == "isotonic":
            steps = list(zip(self.knots, self.knots[1:], strict=False))
            inside = all(0 <= v <= 1 for knot in self.knots for v in knot)
            if not self.knots or not inside or any(a[0] >= b[0] or a[1] > b[1] for a, b in steps):
                raise SettingsError("knots of a calibration must lie in 0 to 1, x increasing, y never decreasing")

    def __call__(self, p: Probabilities) -> Probabilities:
        """Calibrated probabilities."""
        if 1.0 in p:
            return p
        if self.method == "temperature":
            return self._tempered(p)
        contradict = self._curve(p.contradict)
        share = (1 - contradict) / (1 - p.contradict)
        return Probabilities(p.agree * share, contradict, p.neutral * share)

    def _tempered(self, p: Probabilities) -> Probabilities:
        logits = [
            math.log(value) / self.temperature + bias if value > 0 else -math.inf
            for value, bias in zip(p, (*self.bias, 0.0), strict=True)
        ]
        top = max(logits)
        agree, contradict, neutral = (math.exp(value - top) for value in logits)
        total = agree + contradict + neutral
        return Probabilities(agree / total, contradict / total, neutral / total)

    def _curve(self, x: float) -> float:
        """The isotonic curve: straight between the knots, level outside them, all of it tilted a little."""
        at = bisect_right(self.knots, (x, math.inf))
        if at == 0 or at == len(self.knots):
            y = self.knots[max(0, at - 1)][1]
        else:
            (x0, y0), (x1, y1) = self.knots[at - 1], self.knots[at]
            y = y0 + (y1 - y0) * (x - x0) / (x1 - x0)
        return (1 - SLOPE) * y + SLOPE * x

    def to_dict(self) -> dict[str, Any]:
        """The calibration as JSON values, with a `schema_version`."""
        return {"schema_version": CALIBRATION_SCHEMA_VERSION, **asdict(self), "log_loss": dict(self.log_loss)}

    def to_json(self, path: str | PathLike[str] | None = None) -> str:
        """The calibration as JSON text, also written to `path` where one is given."""
        text = json.dumps(self.to_dict(), indent=1)
        if path is not None:
            Path(path).write_text(text + "\n", encoding="utf-8")
        return text

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Calibration:
        """A calibration from what `to_dict` gave; raises SchemaError as `from_json`."""
        version = values.get("schema_version") if isinstance(values, Mapping) else None
        if version != CALIBRATION_SCHEMA_VERSION:
            raise SchemaError(f"expected a calibration of schema_version {CALIBRATION_SCHEMA_VERSION}, got {version!r}")
        try:
            agree, contradict = (float(v) for v in values["bias"])
            return cls(
                method=values["method"],
                temperature=float(values["temperature"]),
                bias=(agree, contradict),
                knots=tuple((float(x), float(y)) for x, y in values["knots"]),
                pairs=int(values["pairs"]),
                log_loss=tuple((str(name), float(v)) for name, v in values["log_loss"].items()),
                nli_fingerprint=str(values["nli_fingerprint"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise SchemaError(f"the calibration is damaged: {type(error).__name__} {error}") from None

    @classmethod
    def from_json(cls, path: str | PathLike[str]) -> Calibration:
        """A calibration that `to_json` wrote.

        Raises:
            InputFileError: The file cannot be read or is no JSON.
            SchemaError: It is no calibration, or of a schema version that this library does not know.
        """
        from contradict.files import read_text

        try:
            values = json.loads(read_text(Path(path)))
        except InputFileError:
            raise
        except ValueError as error:
            raise InputFileError(f"{path}: expected JSON ({error})") from None
        return cls.from_dict(values)
