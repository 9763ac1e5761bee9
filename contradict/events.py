"""Blocking and clustering: which pairs of claims are candidates, and which claims are about one event."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from contradict.warn import warn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Wanted = Callable[[slice], NDArray[np.bool_]]
    """Which of all n columns each row of a slice may be paired with: (rows of the slice, n), symmetric in all."""
    Found = Iterator[tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32], int]]
    """Parts of the pairs above a threshold, sorted by row, each row in one part: rows, columns, similarities (n,), and
    how many similarities were computed to find them."""

EXACT_UP_TO = 50_000
"""Claims up to which all pairs are compared; above, an approximate index finds the neighbours."""
VALUES_AT_ONCE = 1 << 24
"""Similarities in memory at one time, 64 MB, however many claims there are."""
ROWS_AT_ONCE, PAIRS_AT_ONCE, SAMPLED = 4096, 16_384, 256
LINKS, LOOKED_AT = 16, 64
"""Of the index: links of a vector, and how many vectors are looked at, at least, to add one or to find its neighbours;
with these it finds 99 % of what comparing all pairs does."""
A_SECOND = 4e10
"""Multiplications that one core of a laptop does in a second."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of rows with their cosine similarity: `rows` (n, 2) with i < j, sorted; `similarity` (n,)."""

    rows: NDArray[np.int64]
    similarity: NDArray[np.float32]
    bounded_out: int
    """Pairs above the threshold that the bound on neighbours left out; an estimate where an index was used."""
    computed: int = 0
    """Similarities that were computed; of an index, those of adding a vector taken to be those of a search."""


def candidate_pairs(
    vectors: NDArray[np.float32],
    threshold: float,
    neighbours: int,
    progress: bool = False,
    wanted: Wanted | None = None,
    *,
    exact_up_to: int = EXACT_UP_TO,
) -> Candidates:
    """All pairs with cosine similarity of at least `threshold`, of each row at most its `neighbours` nearest.

    A pair is kept if either of its rows has the other among its neighbours. Memory grows with the pairs that are kept,
    not with the square of the rows. Above `exact_up_to` rows an approximate index (the extra `index`) finds the
    neighbours. Without the extra, or with `wanted`, all pairs are compared there too, with a warning that says how
    long it takes.

    Args:
        vectors: Unit vectors (n, dimensions).
        threshold: The least cosine similarity.
        neighbours: How many of a row, at most; equally near ones in the order of the rows.
        progress: Whether to show a progress bar.
        wanted: Which pairs may be candidates at all; None for every pair.
        exact_up_to: Rows up to which all pairs are compared.
    """
    import numpy as np

    n = len(vectors)
    indexed = n > exact_up_to and wanted is None and find_spec("usearch") is not None
    if n > exact_up_to and not indexed:
        _warn_of_cost(vectors, wanted is not None)
    parts = _look_up(vectors, threshold, neighbours, progress) if indexed else _compare(
        vectors, threshold, progress, wanted
    )  # fmt: skip
    kept: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    above = computed = 0
    for i, j, similar, made in parts:
        above, computed = above + len(i), computed + made
        near = _nearest(i, comparable(similar), neighbours)
        i, j = i[near], j[near]
        kept.append(np.minimum(i, j) * n + np.maximum(i, j))
    rows = np.stack(np.divmod(np.unique(np.concatenate(kept)), max(n, 1)), axis=1)
    similarity = similarities(vectors, rows)
    if indexed:
        above, made = _estimate(vectors, threshold)
        computed += made
    return Candidates(rows, similarity, max(0, above // 2 - len(rows)), computed + len(rows))


def _compare(vectors: NDArray[np.float32], threshold: float, progress: bool, wanted: Wanted | None) -> Found:
    """The pairs above a threshold, by comparing all."""
    import numpy as np
    from tqdm.auto import tqdm

    n = len(vectors)
    at_once = min(max(1, VALUES_AT_ONCE // max(n, 1)), ROWS_AT_ONCE)
    for start in tqdm(range(0, n, at_once), desc="Blocking", disable=not progress):
        block = vectors[start : start + at_once] @ vectors.T
        block[np.arange(len(block)), np.arange(start, start + len(block))] = -2.0
        if wanted is not None:
            block[~wanted(slice(start, start + len(block)))] = -2.0
        i, j = np.nonzero(block >= threshold)
        yield i + start, j, block[i, j], block.size


def _look_up(vectors: NDArray[np.float32], threshold: float, neighbours: int, progress: bool) -> Found:
    """The pairs above a threshold among the nearest that an index finds.

    The index depends on the order in which vectors are added: they are sorted first, and one thread adds them.
    """
    import numpy as np
    from tqdm.auto import tqdm
    from usearch.index import Index

    n, dimensions = vectors.shape
    index = Index(
        ndim=dimensions, metric="ip", dtype="f32", connectivity=LINKS, expansion_add=LOOKED_AT,
        expansion_search=max(LOOKED_AT, neighbours + 1),
    )  # fmt: skip
    order = np.lexsort(vectors[:, : min(8, dimensions)].T)
    starts = range(0, n, ROWS_AT_ONCE)
    with tqdm(total=2 * n, desc="Blocking", disable=not progress) as bar:
        for start in starts:
            part = order[start : start + ROWS_AT_ONCE]
            index.add(part, vectors[part], threads=1)
            bar.update(len(part))
        for start in starts:
            part = np.arange(start, min(start + ROWS_AT_ONCE, n))
            found: Any = index.search(vectors[part], min(neighbours + 1, n), threads=1)
            j = found.keys.astype(np.int64).reshape(len(part), -1)
            similar = 1 - found.distances.reshape(j.shape)
            counts = getattr(found, "counts", np.array([j.shape[1]]))  # of one row, only what was found comes back
            i = np.broadcast_to(part[:, None], j.shape)
            near = (similar >= threshold) & (j != i) & (np.arange(j.shape[1]) < counts[:, None])
            yield i[near], j[near], similar[near], 2 * int(found.computed_distances)
            bar.update(len(part))


def _estimate(vectors: NDArray[np.float32], threshold: float) -> tuple[int, int]:
    """How many ordered pairs lie above a threshold, from rows at equal distances; and the similarities computed."""
    import numpy as np

    n = len(vectors)
    chosen = np.linspace(0, n - 1, min(SAMPLED, n)).astype(np.int64)
    above = sum(np.count_nonzero(vectors @ vectors[row] >= threshold) - 1 for row in chosen)
    return int(above * n / len(chosen)), len(chosen) * n


def similarities(vectors: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float32]:
    """The cosine similarities (pairs,) of pairs of rows (pairs, 2) of unit vectors (n, dimensions), some at a time."""
    import numpy as np

    found = np.zeros(len(rows), dtype=np.float32)
    for start in range(0, len(rows), PAIRS_AT_ONCE):
        one, two = rows[start : start + PAIRS_AT_ONCE].T
        found[start : start + PAIRS_AT_ONCE] = np.einsum("ij,ij->i", vectors[one], vectors[two])
    return found


def comparable(similar: NDArray[np.float32]) -> NDArray[np.float32]:
    """Similarities as they are ranked: without the last digits, in which equal ones differ between matrix products."""
    import numpy as np

    return np.round(similar, 5)


def _nearest(rows: NDArray[np.int64], similar: NDArray[np.float32], neighbours: int) -> NDArray[np.bool_]:
    """Of pairs sorted by row, which are among the `neighbours` nearest of their row; the first of equally near ones."""
    import numpy as np

    near = np.ones(len(rows), dtype=np.bool_)
    _, starts, counts = np.unique(rows, return_index=True, return_counts=True)
    crowded = counts > neighbours
    for start, count in zip(starts[crowded].tolist(), counts[crowded].tolist(), strict=True):
        part = similar[start : start + count]
        least = np.partition(part, -neighbours)[-neighbours]
        above, level = part > least, part == least
        near[start : start + count] = above | (level & (np.cumsum(level) <= neighbours - np.count_nonzero(above)))
    return near


def _warn_of_cost(vectors: NDArray[np.float32], chosen: bool) -> None:
    n, dimensions = vectors.shape
    seconds = n * n * dimensions / A_SECOND
    advice = (
        "the index does not know which pairs are wanted (against, across)"
        if chosen
        else "pip install 'contradict-claims[index]' finds the near ones with an index instead"
    )
    warn(f"all pairs of {n:,} claims are compared, about {seconds:,.0f} seconds on one core: {advice}")


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

    n = len(vectors)
    total = vectors.astype(np.float64)
    size = np.ones(n, dtype=np.int64)
    root = np.arange(n, dtype=np.int32)
    near, heap = _neighbourhoods(n, candidates, threshold)
    member = [[i] for i in range(n)]

    def best(i: int) -> list[tuple[float, int, int, int, int]]:
        """The nearest cluster, if it is near enough: minus the mean similarity, both clusters, their sizes now."""
        others = np.unique(root[near[i]])
        others = near[i] = others[others != i]
        if not len(others):
            return []
        means = np.round(total[others] @ total[i] / (size[others] * size[i]), 6)
        k = int(np.argmax(means))
        return [(-means[k], i, int(others[k]), int(size[i]), int(size[others[k]]))] if means[k] >= threshold else []

    heapq.heapify(heap)
    while heap:
        _, i, j, size_i, size_j = heapq.heappop(heap)
        if size[i] != size_i:
            continue
        if size[j] == size_j:
            total[i] += total[j]
            root[member[j]] = i
            member[i] += member[j]
            near[i] = np.concatenate([near[i], near[j]])
            size[i], size[j] = size_i + size_j, 0
            member[j], near[j] = [], near[j][:0]
        for found in best(i):
            heapq.heappush(heap, found)
    _, first, events = np.unique(root, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[events]


def _neighbourhoods(
    n: int, candidates: Candidates, threshold: float
) -> tuple[list[NDArray[np.int32]], list[tuple[float, int, int, int, int]]]:
    """The other rows of each row's candidate pairs, sorted; and, of each that has some, its nearest as `cluster` ranks
    clusters."""
    import numpy as np

    i, j = candidates.rows.T
    order = np.argsort(np.concatenate([i * n + j, j * n + i]))
    left = np.concatenate([i, j]).astype(np.int32)[order]
    right = np.concatenate([j, i]).astype(np.int32)[order]
    means = np.round(np.concatenate([candidates.similarity] * 2)[order].astype(np.float64), 6)
    counts = np.bincount(left, minlength=n)
    ends = np.cumsum(counts)
    near = np.split(right, ends[:-1]) if n else []
    some = np.flatnonzero(counts)
    highest = np.zeros(n)
    if len(some):
        highest[some] = np.maximum.reduceat(means, (ends - counts)[some])
    at = np.flatnonzero(means == highest[left])
    _, first = np.unique(left[at], return_index=True)
    nearest = at[first]
    heap = [
        (-mean, a, b, 1, 1)
        for mean, a, b in zip(means[nearest].tolist(), left[nearest].tolist(), right[nearest].tolist(), strict=True)
        if mean >= threshold
    ]
    return near, heap


def central(vectors: NDArray[np.float32], rows: Sequence[int]) -> int:
    """The row nearest to the centre of some rows; the first of several."""
    import numpy as np

    part = vectors[list(rows)]
    return rows[int(np.argmax(np.round(part @ part.mean(axis=0), 5)))]
