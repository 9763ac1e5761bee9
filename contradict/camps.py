"""Who takes which side: the voices of a report, how often they meet, and the camps of an event."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from contradict.claims import Claim
from contradict.naming import country_of, head_of, owner_of, plain_name, words_of
from contradict.report import Event, Pair, Report
from contradict.unions import last

UNNAMED = "(unnamed)"
"""How the voice of claims without speaker and source is shown."""
COMMON_OPPONENTS = 2
"""From how many claims that both contradict two groups are one camp: one alone may be the odd one out."""
ALLIED = 3
"""How many times as often two voices contradict the same others as each other where they are one side all the same."""


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
    longest = _longest({words_of(name): words_of(head_of(name)) for name in sorted(map(plain_name, said))})
    for name in said:
        merged[longest[words_of(plain_name(name))]].append(name)
    found = [_voice({name: said[name] for name in names}) for names in merged.values()]
    return tuple(sorted(found, key=lambda v: (not v.name, -len(v.claims), v.name.casefold(), v.name)))


def parties(named: Sequence[Voice]) -> tuple[str, ...]:
    """For whom each voice speaks, as far as its name tells; else its name, which is "" for claims of nobody.

    "Armenia's Defence Ministry" and "Armenia's ambassador to Russia" speak for "Armenia". Beside them, so do "Armenia",
    its capital, and a "spokesman for Armenia", unless the name fits several parties.
    """
    owners = [owner_of(plain_name(voice.name)) for voice in named]
    known = {words_of(owner): owner for owner in sorted(owners, reverse=True) if owner}
    holding: dict[str, set[frozenset[str]]] = defaultdict(set)
    for words in known:
        for word in words:
            holding[word].add(words)
    spoken = []
    for voice, owner in zip(named, owners, strict=True):
        own = words_of(owner or country_of(voice.name) or head_of(voice.name))
        fitting = {own} if own in known else {words for word in own for words in holding[word] if words <= own}
        spoken.append(known[fitting.pop()] if len(fitting) == 1 else voice.name)
    return tuple(spoken)


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

    Voices are in one bloc if they agree more often than they contradict each other, speak for one party, or contradict
    the same others at least three times as often as each other. A voice that does none of this is a bloc by itself.
    """
    apart = {key: met for key, met in found.meetings.items() if key[0] != key[1]}
    agreeing = {key: met.agree for key, met in apart.items() if met.agree > met.contradict}
    against = {key for key, met in apart.items() if met.contradict and met.contradict >= met.agree}
    group = _gathered(_joined(range(len(found.voices)), agreeing, against), parties(found.voices), against)
    common = _common(group, {key: met.contradict for key, met in apart.items() if met.contradict})
    group = _joined(group, common, {(i, j) for i, j in against if tuple(sorted((group[i], group[j]))) not in common})
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


def camps(event: Event, named: Sequence[Voice] | None = None, common: int = COMMON_OPPONENTS) -> Camps:
    """The sides of an event; no two claims of a camp contradict each other.

    Starting with each claim on its own, groups without a contradiction between them are joined, greedily: first those
    that agree the most, then those that share a voice, then those that contradict the same claims, at least `common`
    of them. Groups that contradict another one are camps. The order of the input does not matter: ties go to the
    canonical order of claims.

    Args:
        event: Its claims and pairs; an `update` counts as neither agreeing nor contradicting.
        named: The voices of the report, so that they have the same names everywhere; default: of this event alone.
        common: From how many claims that both contradict two groups are one camp.
    """
    who = speakers(voices(event.claims) if named is None else named)
    return sides(event.claims, event.pairs, who, common)


class Speakers(NamedTuple):
    """Who speaks in each claim, by its id: its voice, and for whom that speaks."""

    voice: Mapping[str, Voice]
    party: Mapping[str, str]


def speakers(named: Sequence[Voice]) -> Speakers:
    """Who speaks in the claims of some voices."""
    spoken = parties(named)
    return Speakers(
        {claim.id: voice for voice in named for claim in voice.claims},
        {claim.id: party for voice, party in zip(named, spoken, strict=True) for claim in voice.claims},
    )


def sides(claims: Iterable[Claim], pairs: Iterable[Pair], who: Speakers, common: int) -> Camps:
    """The sides that some claims take in the pairs among them, as `camps` finds those of an event."""
    ordered = sorted(claims, key=lambda c: c.sort_key)
    agreeing, against = _links(ordered, pairs)
    group = _grouped([who.party[claim.id] for claim in ordered], agreeing, against, common)
    members: dict[int, list[Claim]] = defaultdict(list)
    for i, claim in enumerate(ordered):
        members[group[i]].append(claim)
    foes = _foes(group, against)
    largest = sorted(foes, key=lambda g: (-len(members[g]), g))
    found = [
        Camp(tuple(members[g]), _names(members[g], who.voice), tuple(n for n, h in enumerate(largest) if h in foes[g]))
        for g in largest
    ]
    return Camps(tuple(found), tuple(claim for i, claim in enumerate(ordered) if group[i] not in foes))


Links = dict[tuple[int, int], int]


def _grouped(speaking: Sequence[str], agreeing: Links, against: set[tuple[int, int]], least: int) -> list[int]:
    """The group of each claim, which has the number of its first claim."""
    group = _joined(range(len(speaking)), agreeing, against)
    group = _gathered(group, speaking, against)
    opposed: list[set[int]] = [set() for _ in speaking]
    for i, j in against:
        opposed[i].add(j)
        opposed[j].add(i)
    common = {two: n for two, n in _shared(opposed, group).items() if n >= least}
    return _joined(group, common, against)


def _names(claims: Sequence[Claim], voice: Mapping[str, Voice]) -> tuple[str, ...]:
    counts = Counter(str(voice[claim.id]) for claim in claims)
    return tuple(sorted(counts, key=lambda name: (-counts[name], name.casefold(), name)))


def _longest(heads: Mapping[frozenset[str], frozenset[str]]) -> dict[frozenset[str], frozenset[str]]:
    """For each name the only one among the longest names whose head holds all its words, or else the name itself."""
    holding: dict[str, list[frozenset[str]]] = defaultdict(list)
    for name, head in heads.items():
        for word in head:
            holding[word].append(name)
    around = {name: [n for n in min((holding[w] for w in name), key=len) if name < heads[n]] for name in heads}
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


def _common(group: Sequence[int], disputes: Links) -> Links:
    """How many contradictions two groups share, less `ALLIED` times those between them, where enough for a side."""
    met: dict[int, Counter[int]] = defaultdict(Counter)
    for (i, j), count in disputes.items():
        if group[i] != group[j]:
            met[group[i]][group[j]] += count
            met[group[j]][group[i]] += count
    common: Counter[tuple[int, int]] = Counter()
    for row in met.values():
        for g, h in combinations(sorted(row), 2):
            common[g, h] += min(row[g], row[h])
    left = {(g, h): n - ALLIED * met[g][h] for (g, h), n in common.items()}
    return {two: n for two, n in left.items() if n >= COMMON_OPPONENTS}


def _foes(group: Sequence[int], against: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    foes: dict[int, set[int]] = defaultdict(set)
    for i, j in against:
        foes[group[i]].add(group[j])
        foes[group[j]].add(group[i])
    return foes


def _merge_foes(foes: dict[int, set[int]], i: int, j: int) -> None:
    """Let group i have what stands against j."""
    for k in foes.pop(j, ()):
        foes[k].discard(j)
        foes[k].add(i)
        foes[i].add(k)


def _gathered(group: Sequence[int], speaking: Sequence[str], against: Iterable[tuple[int, int]]) -> list[int]:
    """The groups of each speaker joined, each with the first before it that nothing stands against.

    Time is linear in the claims and contradictions: a group is held against one more than it has foes.

    Args:
        group: As in `_joined`.
        speaking: Who speaks for each claim; "" for nobody.
        against: Claims that must not come together.
    """
    foes, into = _foes(group, against), {g: g for g in group}
    said: dict[str, list[int]] = defaultdict(list)
    for g, name in zip(group, speaking, strict=True):
        if name:
            said[name].append(g)
    for groups in said.values():
        first: list[int] = []
        for j in sorted({last(into, g) for g in groups}):
            i = next((i for i in first if j not in foes[i]), j)
            if i == j:
                first.append(j)
            else:
                into[j] = i
                _merge_foes(foes, i, j)
    return [last(into, g) for g in group]


def _joined(group: Sequence[int], weights: Links, against: Iterable[tuple[int, int]]) -> list[int]:
    """Greedily joined groups, the heaviest link first, never two between which something stands.

    Args:
        group: The group of each claim; a group has the number of its first claim.
        weights: Of links between claims, each above 0; those between two groups add up.
        against: Claims that must not come together.
    """
    links: dict[int, Counter[int]] = defaultdict(Counter)
    foes = _foes(group, against)
    for (i, j), weight in weights.items():
        links[group[i]][group[j]] += weight
        links[group[j]][group[i]] += weight
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
        _merge_foes(foes, i, j)
    return [last(into, g) for g in group]
