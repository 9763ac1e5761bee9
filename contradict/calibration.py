"""Thresholds: from probabilities to a relation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from contradict.errors import SettingsError


class Probabilities(NamedTuple):
    """How probable each relation of a pair is; they sum to 1."""

    agree: float
    contradict: float
    neutral: float


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The probability from which a pair is called contradicting or agreeing, each above 0 and at most 1."""

    contradict: float = 0.5
    agree: float = 0.5

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
