"""Who takes which side: the voices of a report, how often they meet, and the camps of an event."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from contradict.claims import Claim
from contradict.readings import name_words
from contradict.report import Event, Pair, Report

UNNAMED = "(unnamed)"
"""How the voice of claims without speaker and source is shown."""
COMMON_OPPONENTS = 2
"""From how many claims that both contradict two groups are one camp: one alone may be the odd one out."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who takes a side.

    Attributes:
        name: The name that most of its claims give; "" for claims without speaker and source.
        names: All names that were taken for this voice, alphabetically.
        claims: Its claims, in canonical order.
    """

    name: str
    names: tuple[str, ...]
    claims: tuple[Claim, ...]

    def __str__(self) -> str:
        return self.name or UNNAMED


class Meetings(NamedTuple):
    """How many pairs of claims have each relation."""

    contradict: int = 0
    agree: int = 0
    update: int = 0
    neutral: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """How often voices contradict and support each other; a voice also meets itself.

    Attributes:
        voices: As `voices` gives them.
        meetings: By the numbers (i, j) of two voices, i <= j; only of voices that meet.
    """

    voices: tuple[Voice, ...]
    meetings: Mapping[tuple[int, int], Meetings]

    def at(self, i: int, j: int) -> Meetings:
        """The meetings of voices `i` and `j`, in either order."""
        return self.meetings.get((min(i, j), max(i, j)), Meetings())


@dataclass(frozen=True, slots=True)
class Camp:
    """One side of an event.

    Attributes:
        claims: In canonical order.
        voices: The names of their voices, most claims first.
        against: The numbers, in `Camps.camps`, of the camps that it contradicts.
    """

    claims: tuple[Claim, ...]
    voices: tuple[str, ...]
    against: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Camps:
    """The sides of an event.

    Attributes:
        camps: The largest first; none where nothing is contradicted, else at least two.
        others: The claims that take no side: no claim in their group contradicts another.
    """

    camps: tuple[Camp, ...]
    others: tuple[Claim, ...]


def voices(claims: Iterable[Claim]) -> tuple[Voice, ...]:
    """The voices of some claims, those with the most claims first, claims of nobody last.

    Names with the same words are one voice ("The ministry", "ministry"); so is a name whose words all stand in longer
    names ("Kyiv", "Kyiv's army") if only one voice has such. A name that fits several ("Defence Ministry", beside those
    of two countries) stays a voice of its own.
    """
    said: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.sort_key):
        said[claim.voice].append(claim)
    merged: dict[frozenset[str], list[str]] = defaultdict(list)
    longest = _longest({_words(name) for name in said})
    for name in said:
        merged[longest[_words(name)]].append(name)
    found = [_voice({name: said[name] for name in names}) for names in merged.values()]
    return tuple(sorted(found, key=lambda v: (not v.name, -len(v.claims), v.name.casefold(), v.name)))


def matrix(report: Report, named: Sequence[Voice] | None = None) -> Matrix:
    """How often the voices of a report contradict, support, update or pass by each other; each pair counts once.

    Args:
        report: Its pairs are counted.
        named: The voices, if `voices(report.claims)` was called before.
    """
    known = tuple(voices(report.claims) if named is None else named)
    number = {claim.id: i for i, voice in enumerate(known) for claim in voice.claims}
    counts: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for pair in report.pairs:
        i, j = sorted((number[pair.a.id], number[pair.b.id]))
        counts[i, j][pair.relation] += 1
    return Matrix(known, {key: Meetings(**counts[key]) for key in sorted(counts)})


def blocs(found: Matrix) -> tuple[tuple[int, ...], ...]:
    """The numbers of the voices by bloc, the bloc that meets others most first, each with those it contradicts next.

    A bloc is found as a camp is: voices that agree more often than they contradict each other, or that both contradict
    the same others. A voice that neither contradicts nor supports another is a bloc by itself.
    """
    apart = {key: met for key, met in found.meetings.items() if key[0] != key[1]}
    agreeing = {key: met.agree for key, met in apart.items() if met.agree > met.contradict}
    against = {key for key, met in apart.items() if met.contradict and met.contradict >= met.agree}
    group = _grouped([""] * len(found.voices), agreeing, against)
    weight: Counter[int] = Counter()
    for (i, j), met in apart.items():
        weight.update({i: met.contradict + met.agree, j: met.contradict + met.agree})
    left: dict[int, list[int]] = defaultdict(list)
    for i in sorted(range(len(group)), key=lambda i: (-weight[i], i)):
        left[group[i]].append(i)
    disputes: dict[int, Counter[int]] = defaultdict(Counter)
    for i, j in against:
        disputes[group[i]][group[j]] += apart[i, j].contradict
        disputes[group[j]][group[i]] += apart[i, j].contradict
    size = {g: sum(weight[i] for i in members) for g, members in left.items()}
    placed: Counter[int] = Counter()
    order = []
    while left:
        g = min(left, key=lambda g: (-placed[g], -size[g], g))
        placed.update(disputes[g])
        order.append(tuple(left.pop(g)))
    return tuple(order)


def camps(event: Event, named: Sequence[Voice] | None = None) -> Camps:
    """The sides of an event; no two claims of a camp contradict each other.

    Starting with each claim on its own, groups without a contradiction between them are joined, greedily: first those
    that agree the most, then those that share a voice, then those that contradict the same claims, at least two of
    them. Groups that contradict another one are camps. The order of the input does not matter: ties go to the
    canonical order of claims.

    Args:
        event: Its claims and pairs; an `update` counts as neither agreeing nor contradicting.
        named: The voices of the report, so that they have the same names everywhere; default: of this event alone.
    """
    claims = sorted(event.claims, key=lambda c: c.sort_key)
    voice = {claim.id: v for v in (voices(claims) if named is None else named) for claim in v.claims}
    agreeing, against = _links(claims, event.pairs)
    group = _grouped([voice[claim.id].name for claim in claims], agreeing, against)
    members: dict[int, list[Claim]] = defaultdict(list)
    for i, claim in enumerate(claims):
        members[group[i]].append(claim)
    foes: dict[int, set[int]] = defaultdict(set)
    for i, j in against:
        foes[group[i]].add(group[j])
        foes[group[j]].add(group[i])
    largest = sorted(foes, key=lambda g: (-len(members[g]), g))
    found = [
        Camp(tuple(members[g]), _names(members[g], voice), tuple(n for n, h in enumerate(largest) if h in foes[g]))
        for g in largest
    ]
    return Camps(tuple(found), tuple(claim for i, claim in enumerate(claims) if group[i] not in foes))


Links = dict[tuple[int, int], int]


def _grouped(speaking: Sequence[str], agreeing: Links, against: set[tuple[int, int]]) -> list[int]:
    """The group of each claim, which has the number of its first claim."""
    group = _joined(range(len(speaking)), agreeing, against)
    group = _joined(group, _shared([{name} - {""} for name in speaking], group), against)
    opposed: list[set[int]] = [set() for _ in speaking]
    for i, j in against:
        opposed[i].add(j)
        opposed[j].add(i)
    common = {two: n for two, n in _shared(opposed, group).items() if n >= COMMON_OPPONENTS}
    return _joined(group, common, against)


def _names(claims: Sequence[Claim], voice: Mapping[str, Voice]) -> tuple[str, ...]:
    counts = Counter(str(voice[claim.id]) for claim in claims)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name.casefold(), name)))


def _words(name: str) -> frozenset[str]:
    """What names are compared by; a name of little words alone is compared as it stands."""
    return name_words(name) or frozenset([f" {name.casefold()}"])


def _longest(names: set[frozenset[str]]) -> dict[frozenset[str], frozenset[str]]:
    """For each name the only one among the longest names that holds all its words, or else the name itself."""
    holding: dict[str, list[frozenset[str]]] = defaultdict(list)
    for name in names:
        for word in name:
            holding[word].append(name)
    around = {name: [n for n in min((holding[w] for w in name), key=len) if name < n] for name in names}
    longest = {name: [n for n in longer if not around[n]] for name, longer in around.items()}
    return {name: tops[0] if len(tops) == 1 else name for name, tops in longest.items()}


def _voice(said: Mapping[str, Sequence[Claim]]) -> Voice:
    name = min(said, key=lambda n: (-len(said[n]), -len(n), n))
    claims = sorted((claim for part in said.values() for claim in part), key=lambda c: c.sort_key)
    return Voice(name, tuple(sorted(said)), tuple(claims))


def _links(claims: Sequence[Claim], pairs: Iterable[Pair]) -> tuple[Links, set[tuple[int, int]]]:
    """Which claims (by number) agree, and how certainly, in thousandths; and which contradict each other."""
    number = {claim.id: i for i, claim in enumerate(claims)}
    agreeing: Links = {}
    against: set[tuple[int, int]] = set()
    for pair in pairs:
        i, j = sorted((number[pair.a.id], number[pair.b.id]))
        if pair.relation == "agree":
            agreeing[i, j] = 1 + round(1000 * pair.probabilities.agree)
        elif pair.relation == "contradict":
            against.add((i, j))
    return agreeing, against


def _shared(marks: Sequence[Iterable[object]], group: Sequence[int]) -> Links:
    """How many marks each two groups have in common."""
    bearers: dict[object, set[int]] = defaultdict(set)
    for own, bearer in zip(marks, group, strict=True):
        for mark in own:
            bearers[mark].add(bearer)
    return dict(Counter(two for groups in bearers.values() for two in combinations(sorted(groups), 2)))


def _joined(group: Sequence[int], weights: Links, against: Iterable[tuple[int, int]]) -> list[int]:
    """Greedily joined groups, the heaviest link first, never two between which something stands.

    Args:
        group: The group of each claim; a group has the number of its first claim.
        weights: Of links between claims, each above 0; those between two groups add up.
        against: Claims that must not come together.
    """
    links: dict[int, Counter[int]] = defaultdict(Counter)
    foes: dict[int, set[int]] = defaultdict(set)
    for (i, j), weight in weights.items():
        links[group[i]][group[j]] += weight
        links[group[j]][group[i]] += weight
    for i, j in against:
        foes[group[i]].add(group[j])
        foes[group[j]].add(group[i])
    heap = [(-weight, i, j) for i, row in links.items() for j, weight in row.items() if i < j]
    heapq.heapify(heap)
    into = {g: g for g in group}
    while heap:
        negative, i, j = heapq.heappop(heap)
        if links[i].get(j) != -negative or j in foes[i]:
            continue
        into[j] = i
        del links[i][j]
        for k, weight in links.pop(j).items():
            if k != i:
                del links[k][j]
                links[i][k] += weight
                links[k][i] = links[i][k]
                heapq.heappush(heap, (-links[i][k], min(i, k), max(i, k)))
        for k in foes.pop(j, ()):
            foes[k] = foes[k] - {j} | {i}
            foes[i].add(k)
    return [_last(into, g) for g in group]


def _last(into: Mapping[int, int], group: int) -> int:
    while into[group] != group:
        group = into[group]
    return group
