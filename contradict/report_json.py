"""A report as JSON, and back: one claim, event or pair a line, in a schema with a version."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from contradict.calibration import Probabilities, Thresholds
from contradict.claims import Claim, Skipped, plain_value
from contradict.errors import ClaimError, SchemaError
from contradict.explanations import Reason, Span
from contradict.nli import NLIScores
from contradict.report import Event, Pair, Report, Settings, Step

SCHEMA_VERSION = 1
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
RELATIONS = ("contradict", "update", "agree", "neutral")


def to_dict(report: Report) -> dict[str, Any]:
    """The report as JSON values, with a `schema_version`; claims are named by id, the pairs of an event by number."""
    number = {id(pair): i for i, pair in enumerate(report.pairs)}
    return {
        "schema_version": SCHEMA_VERSION,
        "settings": asdict(report.settings),
        "claims": [claim.to_dict() for claim in report.claims],
        "events": [
            {
                "id": e.id,
                "title": e.title,
                "claims": [c.id for c in e.claims],
                "pairs": [number[id(p)] for p in e.pairs],
            }
            for e in report.events
        ],
        "pairs": [_pair_to_dict(pair) for pair in report.pairs],
        "skipped": [asdict(s) for s in report.skipped],
    }


def to_text(report: Report) -> str:
    """The report as JSON text; raises ClaimError where the meta of a claim holds what JSON does not know."""
    values = to_dict(report)
    try:
        parts = [f"{_dumps(name)}: {_listed(value)}" for name, value in values.items()]
    except (TypeError, ValueError, RecursionError):
        _check_meta(values["claims"])
        raise
    text = "{\n" + ",\n".join(parts) + "\n}"
    return LONE_SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def from_dict(values: Mapping[str, Any]) -> Report:
    """A report from what `to_dict` gave.

    Raises:
        SchemaError: It is no report, or of a schema version that this library does not know.
    """
    version = values.get("schema_version") if isinstance(values, Mapping) else None
    if version != SCHEMA_VERSION or isinstance(version, bool):
        raise SchemaError(f"expected a report with schema_version {SCHEMA_VERSION}, got {version!r}")
    try:
        claims = {c["id"]: Claim.from_mapping(c) for c in values["claims"]}
        pairs = tuple(_pair_from_dict(p, claims) for p in values["pairs"])
        _check_pairs(pairs)
        events = tuple(
            Event(e["id"], e["title"], tuple(claims[c] for c in e["claims"]), _chosen(pairs, e["pairs"]))
            for e in values["events"]
        )
        settings = Settings(**{**values["settings"], "thresholds": Thresholds(**values["settings"]["thresholds"])})
        skipped = tuple(Skipped(**s) for s in values["skipped"])
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise SchemaError(f"the report is damaged: {type(error).__name__} {error}") from None
    return Report(tuple(claims.values()), events, pairs, settings, skipped)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=plain_value, allow_nan=False)


def _listed(value: Any) -> str:
    """A value as JSON; a list with one element a line."""
    return "[\n" + ",\n".join(map(_dumps, value)) + "\n]" if isinstance(value, list) and value else _dumps(value)


def _check_meta(claims: Sequence[Mapping[str, Any]]) -> None:
    for claim in claims:
        try:
            _dumps(claim)
        except (TypeError, ValueError, RecursionError) as error:
            raise ClaimError(f"the meta of claim {claim['id']!r} cannot be saved as JSON: {error}") from None


def _pair_to_dict(pair: Pair) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(pair, name) for name in Pair.__slots__}
    values |= {"a": pair.a.id, "b": pair.b.id}
    values |= {name: list(values[name]) for name in ("probabilities", "forward", "backward")}
    values["reasons"] = [
        [r.relation, r.kind, [[[s.start, s.end] for s in side] for side in r.evidence], r.why] for r in pair.reasons
    ]
    values["trace"] = [[s.part, list(s.probabilities)] for s in pair.trace]
    return values


def _chosen(pairs: Sequence[Pair], numbers: Sequence[int]) -> tuple[Pair, ...]:
    if any(number < 0 for number in numbers):
        raise IndexError(f"no pair {min(numbers)}")
    return tuple(pairs[number] for number in numbers)


def _check_pairs(pairs: Sequence[Pair]) -> None:
    """Raise ValueError where a pair is one claim with itself, or comes twice."""
    seen: set[frozenset[str]] = set()
    for pair in pairs:
        ids = frozenset((pair.a.id, pair.b.id))
        if len(ids) == 1:
            raise ValueError(f"a pair of the claim {pair.a.id!r} with itself")
        if ids in seen:
            raise ValueError(f"the claims {pair.a.id!r} and {pair.b.id!r} are a pair twice")
        seen.add(ids)


def _pair_from_dict(values: Mapping[str, Any], claims: Mapping[str, Claim]) -> Pair:
    if values["relation"] not in RELATIONS:
        raise ValueError(f"unknown relation {values['relation']!r}")
    return Pair(**{
        **values, "a": claims[values["a"]], "b": claims[values["b"]],
        "probabilities": Probabilities(*map(float, values["probabilities"])),
        "forward": NLIScores(*map(float, values["forward"])), "backward": NLIScores(*map(float, values["backward"])),
        "reasons": tuple(_reason_from_list(*reason) for reason in values["reasons"]),
        "trace": tuple(Step(part, Probabilities(*p)) for part, p in values["trace"]),
    })  # fmt: skip


def _reason_from_list(relation: str, kind: str | None, evidence: Any, why: str) -> Reason:
    one, two = (tuple(Span(*s) for s in side) for side in evidence)
    return Reason(relation, kind, (one, two), why)
