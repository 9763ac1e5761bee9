"""Blocking and clustering: which pairs of claims are candidates, and which claims are about one event."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Wanted = Callable[[slice], NDArray[np.bool_]]
    """Which of all n columns each row of a slice may be paired with: (rows of the slice, n), symmetric in all."""

ROWS_AT_ONCE = 1024
PAIRS_AT_ONCE = 65_536


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of rows with their cosine similarity: `rows` (n, 2) with i < j, sorted; `similarity` (n,)."""

    rows: NDArray[np.int64]
    similarity: NDArray[np.float32]
    bounded_out: int
    """Pairs above the threshold that the bound on neighbours left out."""


def candidate_pairs(
    vectors: NDArray[np.float32],
    threshold: float,
    neighbours: int,
    progress: bool = False,
    wanted: Wanted | None = None,
) -> Candidates:
    """All pairs with cosine similarity of at least `threshold`, of each row at most its `neighbours` nearest.

    A pair is kept if either of its rows has the other among its neighbours.

    Args:
        vectors: Unit vectors (n, dimensions).
        threshold: The least cosine similarity.
        neighbours: How many of a row, at most; equally near ones in the order of the rows.
        progress: Whether to show a progress bar.
        wanted: Which pairs may be candidates at all; None for every pair.
    """
    import numpy as np
    from tqdm.auto import tqdm

    n = len(vectors)
    left: list[NDArray[np.int64]] = []
    right: list[NDArray[np.int64]] = []
    total = 0
    for start in tqdm(range(0, n, ROWS_AT_ONCE), desc="Blocking", disable=not progress):
        block = vectors[start : start + ROWS_AT_ONCE] @ vectors.T
        block[np.arange(len(block)), np.arange(start, start + len(block))] = -2.0
        if wanted is not None:
            block[~wanted(slice(start, start + len(block)))] = -2.0
        near = block >= threshold
        total += int(near.sum())
        crowded = np.flatnonzero(near.sum(axis=1) > neighbours)
        if len(crowded):
            part = block[crowded]
            least = np.partition(part, -neighbours, axis=1)[:, -neighbours, None]
            above, level = part > least, part == least
            room = neighbours - above.sum(axis=1, keepdims=True)
            near[crowded] = above | (level & (np.cumsum(level, axis=1) <= room))
        i, j = np.nonzero(near)
        left.append(i + start)
        right.append(j)
    i, j = (np.concatenate(part) if part else np.zeros(0, dtype=np.int64) for part in (left, right))
    rows = np.stack(np.divmod(np.unique(np.minimum(i, j) * n + np.maximum(i, j)), max(n, 1)), axis=1).astype(np.int64)
    similarity = np.zeros(len(rows), dtype=np.float32)
    for start in range(0, len(rows), PAIRS_AT_ONCE):
        one, two = rows[start : start + PAIRS_AT_ONCE].T
        similarity[start : start + PAIRS_AT_ONCE] = np.einsum("ij,ij->i", vectors[one], vectors[two])
    return Candidates(rows, similarity, max(0, total // 2 - len(rows)))


def cluster(vectors: NDArray[np.float32], candidates: Candidates, threshold: float) -> NDArray[np.int64]:
    """The event of each row: average-linkage clustering along the candidate pairs.

    Two clusters that a candidate pair joins become one while the mean similarity over *all* pairs between them is at
    least `threshold`: one bridge does not chain unrelated claims together. Of unit vectors this mean is the product of
    the clusters' mean vectors, so it needs no matrix of all pairs, and a bound on neighbours does not change it.

    Returns:
        Array (n,) of event numbers, counted in the order of each event's first row.
    """
    import heapq

    import numpy as np

    total = vectors.astype(np.float64)
    near: list[set[int]] = [set() for _ in total]
    for i, j in candidates.rows.tolist():
        near[i].add(j)
        near[j].add(i)
    member = {i: [i] for i in range(len(total))}
    size = np.ones(len(total), dtype=np.int64)

    def best(i: int) -> list[tuple[float, int, int, int, int]]:
        """The nearest cluster, if it is near enough: minus the mean similarity, both clusters, their sizes now."""
        others = np.array(sorted(near[i]), dtype=np.int64)
        if not len(others):
            return []
        means = np.round(total[others] @ total[i] / (size[others] * size[i]), 6)
        k = int(np.argmax(means))
        return [(-means[k], i, int(others[k]), size[i], size[others[k]])] if means[k] >= threshold else []

    heap = [found for i in range(len(total)) for found in best(i)]
    heapq.heapify(heap)
    while heap:
        _, i, j, size_i, size_j = heapq.heappop(heap)
        if size[i] != size_i:
            continue
        if size[j] == size_j:
            total[i] += total[j]
            member[i] += member.pop(j)
            size[i], size[j] = size_i + size_j, 0
            for k in near[j] - {i}:
                near[k].remove(j)
                near[k].add(i)
                near[i].add(k)
            near[i].remove(j)
        for found in best(i):
            heapq.heappush(heap, found)
    events = np.zeros(len(total), dtype=np.int64)
    for number, rows in enumerate(sorted((sorted(m) for m in member.values()), key=lambda rows: rows[0])):
        events[rows] = number
    return events


def central(vectors: NDArray[np.float32], rows: Sequence[int]) -> int:
    """The row nearest to the centre of some rows; the first of several."""
    import numpy as np

    part = vectors[list(rows)]
    return rows[int(np.argmax(np.round(part @ part.mean(axis=0), 5)))]
