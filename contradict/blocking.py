"""The first half of the way: from what a caller gives as claims to readings, candidate pairs and events."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from contradict.claims import REPEATED, Claim, OnError, Skipped, same_claim, to_claims, value_text
from contradict.errors import SettingsError
from contradict.events import (
    VALUES_AT_ONCE,
    Candidates,
    candidate_pairs,
    central,
    cluster,
    comparable,
    similarities,
)
from contradict.language import looks_english
from contradict.readings import Reading, read_claim
from contradict.warn import warn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHARED = ("source", "speaker", "url", "date", "article")
"""What `across` may name besides keys of the claims' meta."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Claims that are to be compared, read one by one, in canonical order.

    Attributes:
        readings: What was read in each claim.
        others: The ids of the claims on the other side of `against` only; None where every claim meets every other.
        both: The ids of the claims on both sides.
        across: What two claims must not share to be a pair; None for no such condition.
        skipped: What was left out so far.
    """

    readings: list[Reading]
    others: frozenset[str] | None = None
    across: str | None = None
    skipped: tuple[Skipped, ...] = ()
    both: frozenset[str] = frozenset()

    @property
    def propositions(self) -> list[str]:
        """What the embedder sees of each claim."""
        return [reading.proposition for reading in self.readings]


def collect(claims: Any, *, against: Any = None, across: str | None = None, on_error: OnError = "raise") -> Collection:
    """Claims from whatever holds them, without repetitions, and read.

    Args:
        claims: As `contradict.compare` takes them, like the other parameters.
        against: Claims of the other side: each pair has one claim of either side, and a claim that stands on both sides
            meets every other claim, never itself.
        across: What two claims of a pair must not share.
        on_error: "raise" or "skip".

    Raises:
        ClaimError: Claims that cannot be used.
        SettingsError: `across` names what no claim has.
    """
    made, skipped = to_claims(claims, on_error)
    others: frozenset[str] | None = None
    both: frozenset[str] = frozenset()
    if against is not None:
        more, more_skipped = to_claims(against, on_error)
        every, clashing = to_claims([*made, *more], on_error)
        kept = {claim.id: claim for claim in every}
        mine, theirs = ({c.id for c in side if same_claim(c, kept[c.id])} for side in (made, more))
        others, both = frozenset(theirs - mine), frozenset(theirs & mine)
        made, skipped = every, [*skipped, *more_skipped, *(s for s in clashing if s.what != REPEATED)]
    if across is not None and (
        not isinstance(across, str) or (across not in SHARED and not any(across in claim.meta for claim in made))
    ):
        raise SettingsError(f"across must be one of {list(SHARED)} or a key of the claims' meta, got {across!r}")
    return Collection([read_claim(claim) for claim in made], others, across, tuple(skipped), both)


@dataclass(frozen=True)
class Allowed:
    """Which pairs may be judged: a claim with one of the others, and claims that do not share what `across` names.

    Attributes:
        other: Whether each claim is one of the others, (claims,); None without `against`.
        shared: A number for what each claim has under the name, (claims,), -1 for nothing; None without `across`.
        both: Whether each claim stands on both sides, (claims,); None where none does.
    """

    other: NDArray[np.bool_] | None
    shared: NDArray[np.int64] | None
    both: NDArray[np.bool_] | None = None

    @classmethod
    def of(cls, collection: Collection) -> Allowed:
        """For the claims of a collection; those without what `across` names share nothing."""
        import numpy as np

        claims, others, across = [r.claim for r in collection.readings], collection.others, collection.across
        other = np.array([claim.id in others for claim in claims], dtype=np.bool_) if others is not None else None
        both = np.array([c.id in collection.both for c in claims], dtype=np.bool_) if collection.both else None
        if across is None:
            return cls(other, None, both)
        numbers: dict[Any, int] = {}
        values = [_value(claim, across) for claim in claims]
        shared = [-1 if value is None else numbers.setdefault(value, len(numbers)) for value in values]
        return cls(other, np.array(shared, dtype=np.int64), both)

    def __call__(
        self, rows: slice | NDArray[np.int64], columns: slice | NDArray[np.int64] = slice(None)
    ) -> NDArray[np.bool_]:
        """Whether each of some claims may be paired with each of others, (rows, columns)."""
        import numpy as np

        chosen = np.ones((1, 1), dtype=np.bool_)
        if self.other is not None:
            chosen = self.other[rows, None] != self.other[None, columns]
        if self.both is not None:
            chosen = chosen | self.both[rows, None] | self.both[None, columns]
        if self.shared is not None:
            of_rows = self.shared[rows, None]
            chosen = chosen & ((of_rows != self.shared[None, columns]) | (of_rows < 0))
        return chosen


@dataclass(frozen=True, slots=True)
class Blocked:
    """Claims with their candidate pairs and events.

    Attributes:
        readings: What was read in each claim, in canonical order.
        vectors: Unit vectors of their propositions, (claims, dimensions).
        rows: The candidate pairs, as the numbers i < j of two claims, sorted.
        similarity: The cosine similarity of each candidate pair.
        events: The event of each claim; a claim that is alone has a number of its own.
        skipped: What was left out so far.
    """

    readings: list[Reading]
    vectors: NDArray[np.float32]
    rows: list[tuple[int, int]]
    similarity: list[float]
    events: list[int]
    skipped: list[Skipped]

    @property
    def claims(self) -> list[Claim]:
        """The claims, each with the speaker that was read off its text where the caller named none."""
        return [reading.claim for reading in self.readings]

    @property
    def pairs(self) -> list[tuple[Reading, Reading]]:
        """The readings of each candidate pair."""
        return [(self.readings[i], self.readings[j]) for i, j in self.rows]

    def shared(self) -> dict[int, list[int]]:
        """The claims of each event that has at least two, in the order of the events."""
        members: dict[int, list[int]] = {}
        for i, number in enumerate(self.events):
            members.setdefault(number, []).append(i)
        return {number: rows for number, rows in members.items() if len(rows) > 1}

    def event_of(self, i: int, j: int) -> int | None:
        """The event that holds both of two claims, if one does."""
        return self.events[i] if self.events[i] == self.events[j] else None

    def title(self, rows: Sequence[int]) -> str:
        """The text of the claim at the centre of some."""
        return self.readings[central(self.vectors, rows)].claim.text


def block(
    collection: Collection,
    vectors: NDArray[np.float32],
    similarity: float,
    neighbours: int,
    progress: bool = False,
    find: Callable[..., Candidates] = candidate_pairs,
) -> Blocked:
    """The candidate pairs and the events of claims.

    Args:
        collection: The claims.
        vectors: Unit vectors of their propositions, (claims, dimensions).
        similarity: The least cosine similarity of a candidate pair, and of the claims of an event in the mean.
        neighbours: Candidates of one claim, at most.
        progress: Whether to show progress bars.
        find: What finds the candidate pairs, with the first five parameters of `candidate_pairs`.
    """
    readings = collection.readings
    found = find(vectors, similarity, neighbours, progress)
    events = cluster(vectors, found, similarity).tolist()
    if collection.others is not None or collection.across is not None:
        found = find(vectors, similarity, neighbours, progress, Allowed.of(collection))
    rows, near, left_out = worth_judging(readings, found, neighbours)
    skipped = [*collection.skipped, *left_out, *not_english([reading.claim for reading in readings])]
    return Blocked(readings, vectors, rows, near, events, skipped)


def candidates_of(vectors: NDArray[np.float32], rows: Sequence[int], threshold: float, neighbours: int) -> Candidates:
    """Those of the `candidate_pairs` of all rows that have one of some rows in them, without comparing all with all.

    Args:
        vectors: Unit vectors (n, dimensions) of all rows.
        rows: The chosen ones.
        threshold: The least cosine similarity.
        neighbours: As in `candidate_pairs`; what it leaves out is counted for the chosen rows.
    """
    import numpy as np

    n, chosen = len(vectors), np.unique(np.asarray(rows, dtype=np.int64))
    near, kept = _near(vectors, chosen, threshold, neighbours)
    left_out = np.setdiff1d(near, kept)
    others = np.setdiff1d(left_out % n, chosen) if n else chosen
    theirs = _near(vectors, others, threshold, neighbours)[1]  # a chosen row may be among another one's nearest
    i, j = np.divmod(left_out, max(n, 1))
    pairs = _undirected(np.concatenate([kept, np.intersect1d(theirs, j * n + i)]), n)
    found = np.stack(np.divmod(pairs, max(n, 1)), axis=1)
    similarity = similarities(vectors, found)
    return Candidates(found, similarity, len(_undirected(near, n)) - len(found))


def _near(
    vectors: NDArray[np.float32], rows: NDArray[np.int64], threshold: float, neighbours: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs of some rows i with any row j, as numbers i * n + j: near ones, and those among i's nearest."""
    import numpy as np

    n = len(vectors)
    near, kept = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    at_once = max(1, VALUES_AT_ONCE // max(n, 1))
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        similarity = vectors[part] @ vectors.T
        similarity[np.arange(len(part)), part] = -2.0
        for i, row in zip(part.tolist(), similarity, strict=True):
            found = np.flatnonzero(row >= threshold)
            near.append(i * n + found)
            nearest = found[np.argsort(-comparable(row[found]), kind="stable")[:neighbours]]
            kept.append(i * n + nearest)
    return np.concatenate(near), np.concatenate(kept)


def _undirected(pairs: NDArray[np.int64], n: int) -> NDArray[np.int64]:
    """Numbers i * n + j, each pair once, with i < j, sorted."""
    import numpy as np

    i, j = np.divmod(pairs, max(n, 1))
    return np.unique(np.minimum(i, j) * n + np.maximum(i, j))


def worth_judging(
    readings: Mapping[int, Reading] | Sequence[Reading], found: Candidates, neighbours: int
) -> tuple[list[tuple[int, int]], list[float], list[Skipped]]:
    """The candidate pairs without those of one sentence, their similarity, and what was left out."""
    near = [
        (i, j, s)
        for (i, j), s in zip(found.rows.tolist(), found.similarity.tolist(), strict=True)
        if not _one_statement(readings[i].claim, readings[j].claim)
    ]
    skipped: list[Skipped] = []
    if len(near) < len(found.rows):
        reason = "one speaker's sentence, read as several claims, does not contradict itself"
        skipped.append(Skipped("pairs of one sentence not judged", reason, len(found.rows) - len(near)))
    if found.bounded_out:
        reason = f"each claim is compared with its {neighbours} nearest (neighbours={neighbours})"
        skipped.append(Skipped("candidate pairs not judged", reason, found.bounded_out))
    return [(i, j) for i, j, _ in near], [s for *_, s in near], skipped


def not_english(claims: Sequence[Claim]) -> list[Skipped]:
    """The note on claims that are not English, with a warning where there are some."""
    foreign = sum(not looks_english(claim.text) for claim in claims)
    if not foreign:
        return []
    warn(f"{foreign} claims do not look English; the packaged models read English only")
    reason = "compared all the same; the packaged models read English only"
    return [Skipped("claims that are not English", reason, foreign)]


def _one_statement(a: Claim, b: Claim) -> bool:
    """Whether two claims were read off one sentence of an article, in the words of one speaker."""
    return a.span is not None and (a.article, a.span, a.speaker) == (b.article, b.span, b.speaker)


def _value(claim: Claim, name: str) -> Any:
    """What a claim has under a name, as something that can be a key; None for nothing."""
    value = getattr(claim, name) if name in SHARED else claim.meta.get(name)
    if value is None:
        return None
    try:
        hash(value)
    except TypeError:
        return "text", value_text(value)
    return type(value).__name__ in ("bool", "bool_"), value  # True is 1 for Python
