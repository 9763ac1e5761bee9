"""Evaluation from unclustered claims: how well events are found, and contradictions end to end."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from os import PathLike
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from contradict.calibration import Probabilities
from contradict.claims import FIELDS, Claim, to_claims
from contradict.errors import LabelError
from contradict.evaluation import Evaluation
from contradict.evaluation.evaluating import default_comparer, describe, from_predictions
from contradict.evaluation.labels import MEANING, READ_AS, LabelledPair, LabelledPairs, Unusable
from contradict.evaluation.metrics import RESAMPLES, b_cubed
from contradict.evaluation.outcomes import Blocking
from contradict.files import read_claims, read_rows

if TYPE_CHECKING:
    from contradict.evaluation.evaluating import Given
    from contradict.report import Pair

Key = tuple[str, str]
GROUPS_NEEDED = 10
NOTHING_FOUND = Probabilities(0.0, 0.0, 1.0)


def evaluate_claims(
    claims: Any,
    relations: Any = None,
    *,
    comparer: Given = None,
    event: str = "event",
    resamples: int = RESAMPLES,
    seed: int = 0,
) -> Evaluation:
    """Run a comparer on claims whose true events are known, as a user would, and see what comes out.

    Args:
        claims: Claims as `contradict.compare` takes them, or the path of a file of them; each with its true event.
        relations: The true relations of pairs inside an event: a path, a DataFrame, or an iterable of mappings with
            the ids `a` and `b` and `relation`, or of tuples of these. Pairs that are not listed are neutral. None
            evaluates the events alone, without any NLI.
        comparer: What to evaluate, or a function that makes it; None takes the default.
        event: The key of `Claim.meta` (or the field) that names the true event. Claims without it are compared too,
            but left out of the figures of the events.
        resamples: Of the bootstrap, which draws whole events where there are ten or more.
        seed: Of the bootstrap.

    Returns:
        An `Evaluation` whose `blocking` tells how well the events were found. Its pairs are those inside a true event,
        those that the comparer judged and those that are listed; a pair that was not judged counts as neutral. They
        have the columns `event` and `judged`.

    Raises:
        ClaimError: A claim that cannot be used.
        LabelError: No claim has an event; or a relation names an unknown claim or no relation.
    """
    made, _ = to_claims(read_claims(str(claims)) if isinstance(claims, (str, PathLike)) else claims)
    gold_events = _gold_events(made, event)
    listed, unusable = _relations(relations, {claim.id for claim in made})
    comparer = default_comparer(comparer)
    judged: dict[Key, Pair | None]
    if relations is None:
        plan = comparer.plan(made)
        judged = {_key(a.id, b.id): None for a, b in plan.pairs}
        found_events = [e.claims for e in plan.events]
    else:
        report = comparer.compare(made)
        judged = {_key(pair.a.id, pair.b.id): pair for pair in report.pairs}
        found_events = [e.claims for e in report.events]
    blocking = _blocking(made, gold_events, found_events, judged, listed)
    scored = _scored(made, gold_events, judged, listed, unusable) if relations is not None else ([], [], [])
    rows, probabilities, verdicts = scored
    pairs = LabelledPairs(tuple(rows), "relation", "relation", tuple(unusable))
    updates = [v is not None and v.is_update for v in verdicts]
    group = "event" if rows and blocking.gold_events >= GROUPS_NEEDED else None
    evaluation = from_predictions(
        pairs, probabilities, [v.relation if v is not None else "neutral" for v in verdicts], updates=updates,
        model=describe(comparer), thresholds=comparer.thresholds, group=group, resamples=resamples, seed=seed,
    )  # fmt: skip
    return replace(evaluation, blocking=blocking)


def _key(a: str, b: str) -> Key:
    return (a, b) if a < b else (b, a)


def _gold_events(claims: Sequence[Claim], event: str) -> dict[str, str]:
    """The true event of each claim that has one, by id."""
    values = {c.id: getattr(c, event) if event in FIELDS else c.meta.get(event) for c in claims}
    known = {id: str(value) for id, value in values.items() if value is not None and value != ""}
    if not known:
        keys = sorted({key for claim in claims for key in claim.meta})
        raise LabelError(
            f"none of the {len(claims)} claims has a true event under {event!r} (the keys of their meta are {keys}); "
            "name the key: event='...'"
        )
    return known


def _relations(relations: Any, ids: set[str]) -> tuple[dict[Key, str], list[Unusable]]:
    """The true relation of each listed pair, and the rows without one."""
    if relations is None:
        return {}, []
    place = str(relations) if isinstance(relations, (str, PathLike)) else "relations"
    if isinstance(relations, (str, PathLike)):
        relations = read_rows(str(relations))
    elif hasattr(relations, "columns") and hasattr(relations, "to_dict"):
        relations = relations.to_dict("records")
    listed: dict[Key, str] = {}
    unusable: list[Unusable] = []
    for number, row in enumerate(relations, 1):
        if isinstance(row, Mapping) and {"a", "b", "relation"} <= set(row):
            a, b, label = (row[name] for name in ("a", "b", "relation"))
        elif isinstance(row, (list, tuple)) and len(row) == 3:
            a, b, label = row
        else:
            raise LabelError(
                f"{place}, row {number}: expected a mapping with the ids 'a' and 'b' and 'relation', or a tuple of "
                f"these, got {row!r:.100}"
            )
        a, b, word = str(a), str(b), "".join(c for c in str(label).lower() if c.isalpha())
        if label is None or word in ("", "nan", "none"):
            unusable.append(Unusable(number, f"no label: {label!r}"))
            continue
        unknown = [id for id in (a, b) if id not in ids]
        if unknown or a == b:
            raise LabelError(
                f"{place}, row {number}: "
                + (f"no claim has the id {unknown[0]!r}" if unknown else f"a claim paired with itself: {a!r}")
            )
        meaning = READ_AS["relation"].get(MEANING.get(word, ""))
        if meaning is None:
            raise LabelError(f"{place}, row {number}: expected agree, contradict, neutral or update, got {label!r}")
        if listed.setdefault(_key(a, b), meaning) != meaning:
            raise LabelError(f"{place}, row {number}: {a!r} and {b!r} are listed twice with different relations")
    return listed, unusable


def _share(part: Sequence[Key], judged: Mapping[Key, Any]) -> float:
    return sum(key in judged for key in part) / len(part) if part else math.nan


def _inside(claims: Sequence[Claim], gold: Mapping[str, str]) -> list[Key]:
    """The pairs of claims inside one true event."""
    members: dict[str, list[str]] = {}
    for claim in claims:
        if claim.id in gold:
            members.setdefault(gold[claim.id], []).append(claim.id)
    return sorted(_key(a, b) for ids in members.values() for a, b in combinations(ids, 2))


def _blocking(
    claims: Sequence[Claim],
    gold: Mapping[str, str],
    events: Sequence[Sequence[Claim]],
    judged: Mapping[Key, Any],
    listed: Mapping[Key, str],
) -> Blocking:
    found = {claim.id: f"found {n}" for n, members in enumerate(events) for claim in members}
    alone = sum(id not in found for id in gold)
    return Blocking(
        claims=len(gold),
        gold_events=len(set(gold.values())),
        found_events=len({found[id] for id in gold if id in found}) + alone,
        b_cubed=b_cubed(gold, found),
        pairs_possible=len(claims) * (len(claims) - 1) // 2,
        pairs_kept=len(judged),
        pair_recall=_share(_inside(claims, gold), judged),
        related_recall=_share([key for key, relation in listed.items() if relation != "neutral"], judged),
        contradiction_recall=_share([key for key, relation in listed.items() if relation == "contradict"], judged),
    )


def _scored(
    claims: Sequence[Claim],
    gold: Mapping[str, str],
    judged: Mapping[Key, Pair | None],
    listed: Mapping[Key, str],
    unusable: Sequence[Unusable],
) -> tuple[list[LabelledPair], list[Probabilities], list[Pair | None]]:
    """Each pair to score with its true relation, its probabilities, and the verdict where there is one."""
    by_id = {claim.id: claim for claim in claims}
    keys = sorted({*_inside(claims, gold), *judged, *listed})
    rows: list[LabelledPair] = []
    verdicts = [judged.get(key) for key in keys]
    for number, (a, b) in enumerate(keys, 1):
        event = gold.get(a) if gold.get(a) == gold.get(b) else None
        columns = MappingProxyType({"event": event, "judged": (a, b) in judged})
        rows.append(LabelledPair(by_id[a], by_id[b], listed.get((a, b), "neutral"), columns, number))
    return rows, [v.probabilities if v is not None else NOTHING_FOUND for v in verdicts], verdicts
