"""What `plan` returns: the work that `compare` would do, known before any NLI runs."""

from __future__ import annotations

from dataclasses import dataclass

from contradict.claims import Claim, Skipped


@dataclass(frozen=True, slots=True)
class PlannedEvent:
    """One event of a plan, and how many of its pairs would be judged."""

    title: str
    claims: tuple[Claim, ...]
    pairs: int


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """What `compare` would do, before any NLI runs.

    Attributes:
        claims: How many claims.
        events: The events of at least two claims.
        pairs: The candidate pairs.
        model_calls: Ordered pairs of distinct texts that the NLI model would score.
        skipped: As in the report.
    """

    claims: int
    events: tuple[PlannedEvent, ...]
    pairs: tuple[tuple[Claim, Claim], ...]
    model_calls: int
    skipped: tuple[Skipped, ...]

    def _counts(self) -> str:
        parts = (
            (self.claims, "claim"), (len(self.events), "event"), (len(self.pairs), "pair"),
            (self.model_calls, "model call"),
        )  # fmt: skip
        return ", ".join(f"{count} {noun}{'' if count == 1 else 's'}" for count, noun in parts)

    def __repr__(self) -> str:
        return f"Plan({self._counts()})"

    def __str__(self) -> str:
        return "\n".join(
            [self._counts()] + [f"  {e.pairs} pair{'' if e.pairs == 1 else 's'}: {e.title}" for e in self.events]
        )
