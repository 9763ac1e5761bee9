"""Which claims answer one question: read off how likely pairs agree or contradict, whatever the thresholds."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from contradict.claims import Claim
from contradict.report import Pair
from contradict.wording import Wording

UNLIKE = 200
"""What a pair that surely contradicts or agrees weighs with no word in common, against 1000 for all words and more."""
APART = 100
"""What a surely neutral pair weighs against its claims answering one question."""
LEAST = 50
"""The mean weight of all pairs between two groups from which they answer one question."""


def question_of(claims: Iterable[Claim], pairs: Iterable[Pair], wording: Wording | None = None) -> dict[str, int]:
    """The question that each claim answers, by its id; two claims with equal numbers answer one question.

    A pair that contradicts or agrees speaks for one question, the more the surer it is and the more telling words its
    claims share; a neutral pair speaks against it. Starting with each claim on its own, the two groups with the
    greatest mean weight of all pairs between them are joined, as long as it is more than `LEAST`: so one wrong pair
    between two questions does not make them one. The numbers do not depend on the order of the input, nor on any
    threshold: a question is the number of its first claim in canonical order.

    Args:
        claims: All claims of a report.
        pairs: Pairs of them; a pair that was never judged counts as one of weight 0.
        wording: Of these claims, if it was made before.
    """
    ordered = sorted(claims, key=lambda c: c.sort_key)
    wording = wording or Wording(ordered)
    number = {claim.id: i for i, claim in enumerate(ordered)}
    weights: dict[tuple[int, int], int] = {}
    for pair in pairs:
        i, j = sorted((number[pair.a.id], number[pair.b.id]))
        weights[i, j] = weights.get((i, j), 0) + _weight(pair, wording)
    group = _grouped(len(ordered), weights)
    return {claim.id: group[i] for i, claim in enumerate(ordered)}


def _weight(pair: Pair, wording: Wording) -> int:
    """How much a pair speaks for one question; below 0, against it."""
    neutral = pair.probabilities.neutral
    if pair.decided_by is not None:
        neutral = float(pair.relation == "neutral")
    likely = 1 - 2 * neutral
    return round(likely * (UNLIKE + 1000 * wording.likeness(pair.a, pair.b) if likely > 0 else APART))


class _Entry(NamedTuple):
    """Two groups in the queue, the greatest mean first; `first`, `second` are their least members, for ties."""

    against: float
    first: int
    second: int
    one: int
    two: int


def _grouped(size: int, weights: dict[tuple[int, int], int]) -> Sequence[int]:
    """For each number, the least number of its group.

    Joining can only lower the mean to a third group unless that was linked to both, so an entry in the queue stands
    never behind its place: one whose groups have changed since is put back where it belongs.
    """
    links: list[dict[int, int]] = [{} for _ in range(size)]
    for (i, j), weight in weights.items():
        links[i][j] = links[j][i] = weight
    members = [[i] for i in range(size)]
    least = list(range(size))

    def entry(i: int, j: int) -> _Entry:
        first, second = sorted((least[i], least[j]))
        return _Entry(-links[i][j] / (len(members[i]) * len(members[j])), first, second, i, j)

    queue = [entry(i, j) for (i, j), weight in weights.items() if weight > 0]
    heapq.heapify(queue)
    while queue:
        top = heapq.heappop(queue)
        i, j = top.one, top.two
        if not members[i] or not members[j] or links[i].get(j, 0) <= 0:
            continue
        now = entry(i, j)
        if now[:3] != top[:3]:
            if now > top:
                heapq.heappush(queue, now)
            continue
        if -now.against <= LEAST:
            break
        if len(links[i]) < len(links[j]):
            i, j = j, i
        members[i] += members[j]
        members[j] = []
        least[i] = min(least[i], least[j])
        del links[i][j]
        for k, weight in links[j].items():
            if k == i:
                continue
            del links[k][j]
            links[i][k] = links[k][i] = links[i].get(k, 0) + weight
            if links[i][k] > 0:
                heapq.heappush(queue, entry(i, k))
        links[j] = {}
    group = [0] * size
    for i in range(size):
        for member in members[i]:
            group[member] = least[i]
    return group
