"""Blocking on a Ray cluster: the matrix of all pairs as tiles, or the pairs that share a partition of the vector space.

Vectors lie in the object store as blocks of rows. Tasks find the near pairs of each block's rows, others join what was
found for a block, with the bound on neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from contradict.events import SAMPLED, VALUES_AT_ONCE, Candidates, comparable, similarities
from contradict.raytasks import finished, task, use_own_cores
from contradict.warn import warn

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from contradict.blocking import Allowed

    Rows = NDArray[np.int64]
    Vectors = NDArray[np.float32]
    Block = tuple[Rows, Vectors]

EXACT_UP_TO = 5_000_000
"""Rows up to which all pairs are compared: about a day of one core, minutes of a hundred machines."""
ROWS_A_BLOCK, BLOCKS = 8192, 256
"""Rows of a block, at least; blocks, at most."""
PROBES, ROWS_A_PARTITION, SAMPLED_A_PARTITION = 8, 4096, 64
"""Partitions of a row; rows of a partition, in the mean; rows for each partition to which k-means is fitted."""


class Near(NamedTuple):
    """Ordered pairs: rows, other rows, similarities (n,), and how many lay above the threshold before the bound."""

    i: Rows
    j: Rows
    similar: Vectors
    above: int


@dataclass(frozen=True)
class Rule:
    """What makes a pair a candidate: as the parameters of `candidate_pairs`."""

    threshold: float
    neighbours: int
    wanted: Allowed | None = None


def candidates_by_tasks(
    vectors: Vectors, rule: Rule, *, progress: bool = False, exact_up_to: int = EXACT_UP_TO
) -> Candidates:
    """What `candidate_pairs` returns, computed by tasks of the Ray cluster that this process is connected to.

    Args:
        vectors: Unit vectors (n, dimensions).
        rule: What makes a pair a candidate.
        progress: Whether to show progress bars.
        exact_up_to: Rows up to which all pairs are compared; above, rows that share one of the `PROBES` partitions
            nearest to each. `bounded_out` is then an estimate and counts what was not found too.
    """
    import numpy as np
    import ray

    n = len(vectors)
    size = max(ROWS_A_BLOCK, -(-n // BLOCKS))
    starts = list(range(0, n, size))
    blocks = [ray.put((np.arange(start, min(start + size, n)), vectors[start : start + size])) for start in starts]
    kept = ray.put(rule)
    exact = n <= exact_up_to
    if not exact:
        warn(
            f"{n:,} claims are more than exact_up_to={exact_up_to:,}: only those that share a partition are compared, "
            "which misses part of the near pairs; the report counts them"
        )
    pieces = _tiles(blocks, kept, progress) if exact else _partitions(vectors, blocks, starts, kept, progress)
    joining = task(join)
    references = finished((joining.remote(kept, n, *part) for part in pieces), len(pieces), "Joining", progress)
    joined = [ray.get(reference) for reference in references]
    pairs = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *(keys for keys, _ in joined)]))
    rows = np.stack(np.divmod(pairs, max(n, 1)), axis=1)
    similarity = similarities(vectors, rows)
    above = sum(count for _, count in joined) if exact else _estimate(vectors, rule)
    return Candidates(rows, similarity, max(0, above // 2 - len(rows)))


def _tiles(blocks: list[Any], rule: Any, progress: bool) -> list[list[Any]]:
    """References to the near pairs of each block's rows, from the tiles on and above the diagonal."""
    pieces: list[list[Any]] = [[] for _ in blocks]
    own, between = task(diagonal_tile), task(tile, num_returns=2)

    def submitted() -> Iterator[Any]:
        for a in range(len(blocks)):
            pieces[a].append(own.remote(rule, blocks[a]))
            yield pieces[a][-1]
            for b in range(a + 1, len(blocks)):
                one, two = between.remote(rule, blocks[a], blocks[b])
                pieces[a].append(one)
                pieces[b].append(two)
                yield two

    for _ in finished(submitted(), len(blocks) * (len(blocks) + 1) // 2, "Blocking", progress):
        pass
    return pieces


def _partitions(vectors: Vectors, blocks: list[Any], starts: list[int], rule: Any, progress: bool) -> list[list[Any]]:
    """References to the near pairs of each block's rows, from rows that share a partition."""
    import ray

    centres = ray.put(_centres(vectors))
    groups = len(blocks) + 1
    splitting, comparing = task(split, num_returns=groups), task(within, num_returns=len(blocks) + 1)
    parts: list[list[Any]] = []
    for block in blocks:
        parts.append(splitting.remote(block, centres, groups))
    for _ in finished((part[0] for part in parts), len(parts), "Partitioning", progress):
        pass
    found: list[list[Any]] = []

    def submitted() -> Iterator[Any]:
        for group in range(groups):
            found.append(comparing.remote(rule, starts, *(part[group] for part in parts)))
            for part in parts:
                part[group] = None  # its vectors may leave the object store
            yield found[-1][0]

    for _ in finished(submitted(), groups, "Blocking", progress):
        pass
    return [[part[at] for part in found] for at in range(len(blocks))]


def _centres(vectors: Vectors) -> Vectors:
    """Unit vectors in the middle of partitions, (partitions, dimensions), from k-means on rows at equal distances."""
    import numpy as np
    from sklearn.cluster import MiniBatchKMeans

    n = len(vectors)
    count = max(1, n * PROBES // ROWS_A_PARTITION)
    sample = vectors[np.linspace(0, n - 1, min(n, count * SAMPLED_A_PARTITION)).astype(np.int64)]
    means = MiniBatchKMeans(
        min(count, len(sample)), init="random", n_init=1, batch_size=4096, max_iter=5, random_state=0
    )
    centres: Vectors = means.fit(sample).cluster_centers_.astype(np.float32)
    return centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)


def _estimate(vectors: Vectors, rule: Rule) -> int:
    """How many ordered pairs lie above the threshold, from rows at equal distances."""
    import numpy as np

    n = len(vectors)
    chosen = np.linspace(0, n - 1, min(SAMPLED, n)).astype(np.int64)
    every = np.arange(n)
    above = sum(_near(rule, chosen[[at]], vectors[chosen[[at]]], every, vectors).above for at in range(len(chosen)))
    return above * n // len(chosen)


def diagonal_tile(rule: Rule, block: Block) -> Near:
    """Task: the near pairs of a block's rows with each other."""
    use_own_cores()
    return _bounded(rule, _near(rule, *block, *block))


def tile(rule: Rule, block: Block, other: Block) -> tuple[Near, Near]:
    """Task: the near pairs of a block's rows with those of another one; and the other way round."""
    use_own_cores()
    found = _near(rule, *block, *other)
    return _bounded(rule, found), _bounded(rule, Near(found.j, found.i, found.similar, found.above))


def split(block: Block, centres: Vectors, groups: int) -> tuple[tuple[Rows, Rows, Vectors], ...]:
    """Task: the rows of a block with their partitions and vectors, once for each partition, by group of partitions."""
    import numpy as np

    use_own_cores()
    rows, vectors = block
    probes = min(PROBES, len(centres))
    labels = np.zeros((len(rows), probes), dtype=np.int64)
    at_once = max(1, VALUES_AT_ONCE // len(centres))
    for start in range(0, len(rows), at_once):
        near = vectors[start : start + at_once] @ centres.T
        labels[start : start + at_once] = np.argpartition(-near, probes - 1, axis=1)[:, :probes]
    label, at = labels.ravel(), np.repeat(np.arange(len(rows)), probes)
    chosen = [np.flatnonzero(label % groups == group) for group in range(groups)]
    return tuple((label[some], rows[at[some]], vectors[at[some]]) for some in chosen)


def within(rule: Rule, starts: list[int], *pieces: tuple[Rows, Rows, Vectors]) -> tuple[Near, ...]:
    """Task: the near pairs of rows that share a partition of a group, by block; and at the end, nothing.

    Args:
        rule: What makes a pair a candidate.
        starts: The first row of each block.
        *pieces: What `split` gave of this group, one of each block.
    """
    import numpy as np

    use_own_cores()
    labels, rows = (np.concatenate(parts) for parts in list(zip(*pieces, strict=True))[:2])
    vectors = np.concatenate([piece[2] for piece in pieces])
    order = np.argsort(labels, kind="stable")
    _, first = np.unique(labels[order], return_index=True)
    found = [_nothing()]
    for some in np.split(order, first[1:]):
        found.append(_bounded(rule, _near(rule, rows[some], vectors[some], rows[some], vectors[some])))
    every = _bounded(rule, _together(found))
    cuts = [*np.searchsorted(every.i, starts).tolist(), len(every.i)]
    parts = [Near(every.i[a:b], every.j[a:b], every.similar[a:b], 0) for a, b in pairwise(cuts)]
    return (*parts, _nothing())


def join(rule: Rule, n: int, *pieces: Near) -> tuple[Rows, int]:
    """Task: the candidate pairs of a block's rows as sorted numbers i * n + j with i < j, and how many lay above."""
    import numpy as np

    found = _bounded(rule, _together(pieces))
    return np.unique(np.minimum(found.i, found.j) * n + np.maximum(found.i, found.j)), found.above


def _near(rule: Rule, rows: Rows, vectors: Vectors, others: Rows, other_vectors: Vectors) -> Near:
    """The pairs of rows with others that lie above the threshold."""
    import numpy as np

    found = [_nothing()]
    at_once = max(1, VALUES_AT_ONCE // max(1, len(others)))
    for start in range(0, len(rows), at_once):
        some = rows[start : start + at_once]
        similarity = vectors[start : start + at_once] @ other_vectors.T
        close = similarity >= rule.threshold
        if rule.wanted is not None:
            close &= rule.wanted(some, others)
        at = np.flatnonzero(close)
        i, j = some[at // len(others)], others[at % len(others)]
        apart = i != j
        found.append(Near(i[apart], j[apart], similarity.ravel()[at[apart]], int(apart.sum())))
    return _together(found)


def _bounded(rule: Rule, found: Near) -> Near:
    """Pairs sorted by row, each once, of each row the nearest; of equally near ones the first."""
    import numpy as np

    order = np.lexsort((found.j, found.i))
    i, j, similar = found.i[order], found.j[order], found.similar[order]
    new = np.ones(len(i), dtype=np.bool_)
    new[1:] = (i[1:] != i[:-1]) | (j[1:] != j[:-1])
    i, j, similar = i[new], j[new], similar[new]
    _, first, counts = np.unique(i, return_index=True, return_counts=True)
    if len(counts) and counts.max() > rule.neighbours:
        nearest = np.lexsort((j, -comparable(similar), i))
        rank = np.arange(len(i)) - np.repeat(first, counts)
        kept = np.sort(nearest[rank < rule.neighbours])
        i, j, similar = i[kept], j[kept], similar[kept]
    return Near(i, j, similar, found.above)


def _together(found: Any) -> Near:
    import numpy as np

    i, j, similar, above = zip(*found, strict=True)
    return Near(np.concatenate(i), np.concatenate(j), np.concatenate(similar), sum(above))


def _nothing() -> Near:
    import numpy as np

    rows = np.zeros(0, dtype=np.int64)
    return Near(rows, rows, np.zeros(0, dtype=np.float32), 0)
