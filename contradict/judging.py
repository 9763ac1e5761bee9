"""The second half of the way: from candidate pairs and the NLI model's answers to judged pairs and the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Literal

from contradict.calibration import Calibration, Thresholds
from contradict.claims import Skipped
from contradict.explanations import reasons, support
from contradict.joint import Edge, GoBetweens, Joint
from contradict.likeness import Face, Likeness
from contradict.nli import NLIModel, NLIScores
from contradict.report import Event, Pair, Report, Step
from contradict.review import hand_over
from contradict.verdicts import Evidence, Judgement, Weights, decide, questions
from contradict.warn import warn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from contradict.blocking import Blocked
    from contradict.readings import Reading
    from contradict.report import Settings
    from contradict.review import Referee

    Chosen = Sequence[tuple[Reading, Reading]]

Updates = Literal["separate", "contradict"]
RAISED = 0.15
"""From which rise of the probability of a contradiction the reason names the third claim that raised it most."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What makes a relation of the model's answers; nothing of it costs a run of a model."""

    weights: Weights
    joint: Joint
    thresholds: Thresholds
    calibration: Calibration | None = None
    updates: Updates = "separate"


def asked(chosen: Chosen) -> list[tuple[str, str]]:
    """What the NLI model is asked about pairs, premise first: the questions of each pair in turn."""
    return [question for a, b in chosen for question in questions(a, b)]


def evidences(chosen: Chosen, answers: NDArray[np.float32]) -> list[Evidence]:
    """What the verdict on each pair rests on.

    Args:
        chosen: The readings of each pair.
        answers: The model's softmax for each of the questions that `asked` gives, (questions, 3).
    """
    scores = (NLIScores(*map(float, row)) for row in answers)
    return [Evidence(a, b, *islice(scores, len(questions(a, b)))) for a, b in chosen]


def judged(found: Sequence[Evidence], rules: Rules, near: Sequence[float] | None = None) -> list[Pair]:
    """The verdict on each pair.

    Args:
        found: What the verdicts rest on.
        rules: What makes relations of the probabilities.
        near: The cosine similarity of each pair, to weigh the pairs together; without, each is weighed alone.

    Returns:
        A `Pair` for each, in their order, without event and similarity.
    """
    judgements = [decide(evidence, rules.weights) for evidence in found]
    if near is not None:
        judgements = weighed_together(found, judgements, near, rules.joint)
    pairs = []
    for evidence, judgement in zip(found, judgements, strict=True):
        probabilities = judgement.probabilities
        trace = [Step(*step) for step in judgement.trace]
        if rules.calibration is not None:
            probabilities = rules.calibration(probabilities)
            trace.append(Step("calibration", probabilities))
        is_update = judgement.update is not None and rules.updates == "separate"
        relation, uncertain = rules.thresholds.relation(probabilities, is_update)
        pairs.append(
            Pair(
                evidence.a.claim, evidence.b.claim, probabilities, evidence.forward, evidence.backward, relation,
                uncertain, is_update=is_update, reasons=reasons(evidence, judgement.update),
                support=support(evidence, judgement.third),
                trace=tuple(trace),
            )
        )  # fmt: skip
    return pairs


def weighed_together(
    found: Sequence[Evidence], alone: Sequence[Judgement], near: Sequence[float], joint: Joint
) -> list[Judgement]:
    """The judgements on pairs, with what the other pairs of their claims say."""
    keys = [(evidence.a.claim.sort_key, evidence.b.claim.sort_key) for evidence in found]
    readings = {r.claim.sort_key: r for evidence in found for r in (evidence.a, evidence.b)}
    faces = {key: Face.of(reading) for key, reading in readings.items()}
    ordered = sorted(readings)
    number = {key: i for i, key in enumerate(ordered)}
    edges: dict[tuple[int, int], Edge] = {}
    for (a, b), evidence, judgement, cosine in zip(keys, found, alone, near, strict=True):
        alike = Likeness.of(faces[a], faces[b], cosine)
        edge = Edge(number[a], number[b], judgement.probabilities, evidence.follows, alike)
        if edge.i != edge.j:
            edge = edge if edge.i < edge.j else edge.turned()
            edges[edge.i, edge.j] = edge
    weighed = dict(zip(edges, joint(list(edges.values())), strict=True))
    between = GoBetweens(edges.values())
    judgements = []
    for (a, b), judgement in zip(keys, alone, strict=True):
        i, j = number[a], number[b]
        before, now = judgement.probabilities, weighed.get((min(i, j), max(i, j)), judgement.probabilities)
        if now != before:
            third = None
            if now.contradict - before.contradict >= RAISED:
                k, with_first = between(i, j)
                third = None if k is None else (readings[ordered[k]].claim, with_first)
            trace = (*judgement.trace, ("joint", now))
            judgement = replace(judgement, probabilities=now, trace=trace, third=third)
        judgements.append(judgement)
    return judgements


def refereed(pairs: Iterable[Pair], referee: Referee | None) -> tuple[list[Pair], list[Skipped]]:
    """The pairs, the uncertain ones as a referee decides them, and what it left undecided, with a warning."""
    decided, failures = hand_over(pairs, referee)
    for told, count in Counter(failures).items():
        warn(f"{count} pairs stay uncertain: {told}")
    return decided, [Skipped("pairs not decided", told, count) for told, count in Counter(failures).items()]


def cut(readings: Sequence[Reading], rows: Sequence[tuple[int, int]], nli: NLIModel) -> list[Skipped]:
    """The note on claims that the NLI model reads a part of, with a warning where there are some.

    They are too long alone, or the longer one of a pair that is.
    """
    limit = nli.max_length - 4
    length = nli.lengths([reading.proposition for reading in readings])
    found = {i for i, n in enumerate(length) if n > limit}
    found |= {max(i, j, key=length.__getitem__) for i, j in rows if length[i] + length[j] > limit}
    if not found:
        return []
    reads = f"than the NLI model reads ({limit} tokens)"
    warn(f"{len(found)} claims are longer, alone or with another one, {reads} and were cut")
    return [Skipped("claims cut", f"longer, alone or with the other claim of a pair, {reads}", len(found))]


def placed(blocked: Blocked, pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that `judged` made of all candidate pairs, with their event and similarity."""
    named = _event_ids(blocked)
    return [
        replace(pair, similarity=round(s, 6), event=named.get(blocked.event_of(i, j)))
        for pair, (i, j), s in zip(pairs, blocked.rows, blocked.similarity, strict=True)
    ]


def assemble(blocked: Blocked, pairs: Iterable[Pair], skipped: Iterable[Skipped], settings: Settings) -> Report:
    """The report on claims and their pairs, which `placed` gave their events."""
    pairs, named = tuple(pairs), _event_ids(blocked)
    inside: dict[str, list[Pair]] = {id: [] for id in named.values()}
    for pair in pairs:
        if pair.event is not None:
            inside[pair.event].append(pair)
    events = tuple(
        Event(named[number], blocked.title(rows), tuple(blocked.readings[i].claim for i in rows),
              tuple(inside[named[number]]))
        for number, rows in blocked.shared().items()
    )  # fmt: skip
    return Report(tuple(blocked.claims), events, pairs, settings, tuple(skipped))


def _event_ids(blocked: Blocked) -> dict[int | None, str]:
    return {number: f"e{i}" for i, number in enumerate(blocked.shared(), 1)}
