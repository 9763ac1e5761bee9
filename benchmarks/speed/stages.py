"""One run of the library on made claims, by stage: CPU seconds, calls, similarities, memory, pair recall."""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from benchmarks.speed.made import MadeClaims, make_claims
from contradict import Comparer
from contradict.blocking import Blocked, collect, worth_judging
from contradict.cache import Cache
from contradict.events import candidate_pairs, cluster
from contradict.joint import Edge
from contradict.judging import asked, assemble, evidences, judged, placed
from contradict.likeness import Face, Likeness

REPORTED = 6000
"""Pairs, the sample over and over, by which a pair in the report is timed."""


@dataclass
class Run:
    """What a run took and found.

    Attributes:
        claims, events: How many were made.
        seconds: CPU seconds by stage; those of NLI, verdicts and report scaled up from the sample.
        pairs, calls, similarities: Candidate pairs, ordered pairs of texts for the NLI model, cosines computed.
        recall: The share of the known contradicting pairs among the candidates.
        scored: How many of the calls were made.
        gigabytes: The most memory that the process held.
    """

    claims: int
    events: int
    seconds: dict[str, float] = field(default_factory=dict)
    pairs: int = 0
    calls: int = 0
    similarities: int = 0
    recall: float = 0.0
    scored: int = 0
    gigabytes: float = 0.0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Adds up the CPU seconds of what is done inside."""
        start = time.process_time()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start


def one_thread() -> None:
    """Let torch compute on one thread, so that CPU seconds are those of one core."""
    import torch

    torch.set_num_threads(1)


def peak() -> float:
    """The most memory that this process held so far, in GB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e9


def contradicting_rows(made: MadeClaims, ids: list[str]) -> list[tuple[int, int]]:
    """The known contradicting pairs as rows i < j of claims in another order, given by their ids."""
    row = {id: i for i, id in enumerate(ids)}
    known = (sorted((row[made.claims[i].id], row[made.claims[j].id])) for i, j in made.contradictions)
    return [(i, j) for i, j in known]


def measure(n: int, dtype: str | None, scored_at_most: int, embeddings: str | None = None) -> Run:
    """One run on `n` made claims.

    Args:
        n: How many claims.
        dtype: The NLI model's; None leaves the NLI stage and what follows out.
        scored_at_most: Candidate pairs that are judged; of more, a sample is, and its time scaled up.
        embeddings: A file that keeps embeddings, for more runs on the same claims; embedding then shows no time.
    """
    made = make_claims(n)
    run = Run(n, len(set(made.events)))
    comparer = Comparer(dtype=dtype, progress=False, cache=Cache(embeddings) if embeddings else None)
    comparer.embed(["The bridge is open."])
    with run.stage("reading"):
        collection = collect(made.claims)
    with run.stage("embedding"):
        vectors = comparer.embed(collection.propositions)
    with run.stage("blocking"):
        found = candidate_pairs(vectors, comparer.similarity, comparer.neighbours)
    with run.stage("clustering"):
        events = cluster(vectors, found, comparer.similarity).tolist()
    run.pairs, run.similarities, run.gigabytes = len(found.rows), found.computed, peak()
    known = contradicting_rows(made, [reading.claim.id for reading in collection.readings])
    run.recall = recall(found.rows[:, 0] * n + found.rows[:, 1], known, n)
    readings = collection.readings
    denies = [reading.stance == "denies" for reading in readings]
    run.calls = sum(4 if denies[i] or denies[j] else 2 for i, j in found.rows.tolist()) if dtype is None else 0
    if dtype is None:
        return run
    rows, near, skipped = worth_judging(readings, found, comparer.neighbours)
    run.calls = len(set(asked([(readings[i], readings[j]) for i, j in rows])))
    chosen = sorted(random.Random(0).sample(range(len(rows)), min(scored_at_most, len(rows))))
    sample = Blocked(readings, vectors, [rows[i] for i in chosen], [near[i] for i in chosen], events, skipped)
    comparer.nli.score([("The bridge is open.", "The bridge is shut.")])
    questions = asked(sample.pairs)
    with run.stage("NLI"):
        answers = comparer.nli.score(questions)
    with run.stage("verdicts"):
        pairs = placed(sample, judged(evidences(sample.pairs, answers), comparer.rules))
    with run.stage("weighing together"):
        faces = [Face.of(reading) for reading in readings]
        edges = [
            Edge(i, j, pairs[n % len(pairs)].probabilities, (0.0, 0.0), Likeness.of(faces[i], faces[j], near[n]))
            for n, (i, j) in enumerate(rows)
        ]
        comparer.joint(edges)
    with run.stage("report and JSON"):
        assemble(replace(sample, rows=[], similarity=[]), [], skipped, comparer.settings()).to_json()
    copies = -(-REPORTED // max(1, len(pairs)))
    many = replace(sample, rows=sample.rows * copies, similarity=sample.similarity * copies)
    with run.stage("many pairs"):
        assemble(many, pairs * copies, skipped, comparer.settings()).to_json()
    a_pair = max(0.0, run.seconds.pop("many pairs") - run.seconds["report and JSON"]) / max(1, len(many.rows))
    run.seconds["report and JSON"] += a_pair * len(rows)
    run.scored = len(set(questions))
    for name, done, all_of_it in (("NLI", run.scored, run.calls), ("verdicts", len(chosen), len(rows))):
        run.seconds[name] *= all_of_it / max(1, done)
    run.gigabytes = peak()
    return run


def recall(found: NDArray[np.int64], known: list[tuple[int, int]], n: int) -> float:
    """The share of known pairs among those found, as numbers i * n + j."""
    numbers = np.array([i * n + j for i, j in known], dtype=np.int64)
    return float(np.isin(numbers, found).mean()) if len(numbers) else 1.0
