"""The pairs of a report as a flat table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contradict.nli import NLIScores

if TYPE_CHECKING:
    from contradict.report import Pair

COLUMNS = [
    "relation", "agree", "contradict", "neutral", "uncertain", "kind", "why", "event", "similarity", "decided_by",
    *(f"{side}_{name}" for side in ("a", "b") for name in ("id", "text", "source", "speaker", "date", "url")),
    *(f"{way}_{name}" for way in ("forward", "backward") for name in NLIScores._fields),
]  # fmt: skip


def row_of(pair: Pair) -> dict[str, Any]:
    """A pair as one flat row, the order of `COLUMNS`."""
    row: dict[str, Any] = {
        "relation": pair.relation, **pair.probabilities._asdict(), "uncertain": pair.uncertain, "kind": pair.kind,
        "why": pair.why, "event": pair.event, "similarity": pair.similarity, "decided_by": pair.decided_by,
    }  # fmt: skip
    for side, claim in (("a", pair.a), ("b", pair.b)):
        for name in ("id", "text", "source", "speaker", "url"):
            row[f"{side}_{name}"] = getattr(claim, name)
        row[f"{side}_date"] = claim.iso_date
    for way, scores in (("forward", pair.forward), ("backward", pair.backward)):
        row |= {f"{way}_{name}": value for name, value in scores._asdict().items()}
    return {name: row[name] for name in COLUMNS}
