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


def cluster(n: int, candidates: Candidates, threshold: float) -> NDArray[np.int64]:
    """The event of each of `n` rows: average-linkage clustering on the candidate graph.

    Two clusters are joined while the mean similarity over *all* pairs between them, counting pairs that are no
    candidates as 0, is at least `threshold`: one bridge does not chain unrelated claims together.

    Returns:
        Array (n,) of event numbers, counted in the order of each event's first row.
    """
    import heapq

    import numpy as np

    links: list[dict[int, float]] = [{} for _ in range(n)]
    for (i, j), s in zip(candidates.rows.tolist(), candidates.similarity.tolist(), strict=True):
        links[i][j] = links[j][i] = s
    size = [1] * n
    member: list[list[int]] = [[i] for i in range(n)]
    heap = [(-s, i, j) for i in range(n) for j, s in links[i].items() if i < j and s >= threshold]
    heapq.heapify(heap)
    while heap:
        negative, i, j = heapq.heappop(heap)
        if not member[i] or not member[j] or links[i].get(j, 0.0) / (size[i] * size[j]) != -negative:
            continue
        for k, total in links[j].items():
            if k != i:
                links[i][k] = links[i].get(k, 0.0) + total
                del links[k][j]
                links[k][i] = links[i][k]
        links[i].pop(j, None)
        links[j] = {}
        member[i] += member[j]
        member[j] = []
        size[i] += size[j]
        for k, total in links[i].items():
            mean = total / (size[i] * size[k])
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(i, k), max(i, k)))
    events = np.zeros(n, dtype=np.int64)
    for number, rows in enumerate(sorted((sorted(m) for m in member if m), key=lambda rows: rows[0])):
        events[rows] = number
    return events


def central(vectors: NDArray[np.float32], rows: Sequence[int]) -> int:
    """The row nearest to the centre of some rows; the first of several."""
    import numpy as np

    part = vectors[list(rows)]
    return rows[int(np.argmax(np.round(part @ part.mean(axis=0), 5)))]
