"""Comparing on a local Ray cluster: `python -m benchmarks.on_ray {claims,vectors,sentences} [N] [--workers 2]`.

`claims` compares N made claims in this process and on the cluster, without and with a worker that is killed, and says
where the reports differ. `vectors` blocks N made vectors (384 dimensions, 20 to a random direction) by the cluster's
partitions, with the recall on a sample, and times some exact tiles, from which the time of all is told. `sentences`
embeds N made claims. CPU seconds are those of the workers; times without CPU depend on what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.speed.made import make_claims
from contradict import Comparer, Report, distributed, tiles
from contradict.distributed import RayComparer, compare_on_ray
from contradict.raytasks import finished, task

SIMILARITY, NEIGHBOURS, SAMPLED = 0.25, 50, 300
DEFAULTS = {"claims": 2000, "vectors": 1_000_000, "sentences": 5000}


def differences(one: Report, two: Report) -> dict[str, int]:
    """How many claims, events, pairs, relations, probabilities, notes and settings of two reports differ."""
    events = [{(e.id, e.title, tuple(c.id for c in e.claims)) for e in report.events} for report in (one, two)]
    pairs = [{(p.a.id, p.b.id): p for p in report.pairs} for report in (one, two)]
    both = pairs[0].keys() & pairs[1].keys()
    return {
        "claims": int(one.claims != two.claims),
        "events": len(events[0] ^ events[1]),
        "pairs": len(pairs[0].keys() ^ pairs[1].keys()),
        "relations": sum(pairs[0][key].relation != pairs[1][key].relation for key in both),
        "probabilities": sum(pairs[0][key].probabilities != pairs[1][key].probabilities for key in both),
        "skipped": int(one.skipped != two.skipped),
        "settings": int(one.settings != two.settings),
    }


def dying(work: Callable[..., Any], marker: Path) -> Callable[..., Any]:
    """A task whose first worker kills itself when half of its first part is done."""

    def part_way(model: Any, part: Any) -> Any:
        if not marker.exists():
            work(model, part[: len(part) // 2])
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return work(model, part)

    return part_way


def measure_claims(n: int, an_event: int, nli: str | None = None) -> None:
    """Compare claims in this process, on the cluster, and on the cluster with a worker that dies."""
    made = make_claims(n * 20 // an_event).claims
    claims = [claim for i, claim in enumerate(made) if i % 20 < an_event][:n]
    comparer = Comparer(nli=nli, progress=False)
    models: dict[str, Any] = {"embedder": comparer.embedder, "nli": comparer.nli, "progress": False}
    start = time.perf_counter()
    local = comparer.compare(claims)
    print(
        f"here: {len(local.claims):,} claims, {len(local.pairs):,} pairs, {time.perf_counter() - start:.0f} s",
        flush=True,
    )
    work = distributed.score_pairs
    with tempfile.TemporaryDirectory() as folder:
        for killed in (False, True):
            marker = Path(folder) / "died"
            distributed.score_pairs = dying(work, marker) if killed else work
            start = time.perf_counter()
            found = compare_on_ray(claims, **models)
            told = "a worker killed" if marker.exists() else "no worker killed"
            print(
                f"on Ray, {told}: {time.perf_counter() - start:.0f} s; differing: {differences(local, found)}",
                flush=True,
            )


def made_vectors(n: int) -> Any:
    """Unit vectors (n, 384): 20 around each of n / 20 random directions, with a cosine of about 0.5 to each other."""
    chance = np.random.default_rng(0)
    centres = chance.standard_normal((-(-n // 20), 384), dtype=np.float32)
    vectors = np.empty((n, 384), dtype=np.float32)
    order = chance.permutation(n)
    for start in range(0, n, 100_000):
        some = order[start : start + 100_000]
        part = centres[some // 20] + chance.standard_normal((len(some), 384), dtype=np.float32)
        vectors[start : start + len(some)] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return vectors


def measure_vectors(n: int, exact: bool) -> None:
    """Block vectors through partitions or all tiles, and tell from some exact tiles what all of them would take."""
    import ray

    vectors = made_vectors(n)
    rule = tiles.Rule(SIMILARITY, NEIGHBOURS)
    size = min(n // 2, tiles.ROWS_A_BLOCK)
    blocks = [ray.put((np.arange(at, at + size), vectors[at : at + size])) for at in (0, size)]
    timed = task(seconds_of_tile)
    seconds = ray.get([timed.remote(rule, *blocks) for _ in range(3)])
    every = n**2 / 2 / size**2 * min(seconds)
    print(f"one exact tile of {size:,} x {size:,}: {min(seconds):.2f} CPU seconds ({size**2 / min(seconds):.2e} "
          f"similarities a second), so all pairs of {n:,}: {every:,.0f} CPU seconds", flush=True)  # fmt: skip
    start = time.perf_counter()
    found = tiles.candidates_by_tasks(vectors, rule, progress=True, exact_up_to=n if exact else 0)
    way = "tiles" if exact else "partitions"
    print(f"blocked and joined by {way}: {len(found.rows):,} pairs, {found.bounded_out:,} left out "
          f"(an estimate with partitions), {time.perf_counter() - start:.0f} s", flush=True)  # fmt: skip
    kept = set((found.rows[:, 0] * n + found.rows[:, 1]).tolist()) if n <= 2_000_000 else set()
    there = right = 0
    for i in np.linspace(0, n - 1, SAMPLED).astype(int).tolist():
        similar = vectors @ vectors[i]
        similar[i] = -2
        near = np.argsort(-similar, kind="stable")[:NEIGHBOURS]
        near = near[similar[near] >= SIMILARITY]
        there += len(near)
        right += sum(min(i, j) * n + max(i, j) in kept for j in near.tolist())
    print(f"of the pairs of {SAMPLED} vectors with their nearest {there:,} exist, {right / there:.2%} were found")


def seconds_of_tile(rule: tiles.Rule, block: Any, other: Any) -> float:
    """Task: the CPU seconds of one tile."""
    start = time.process_time()
    tiles.tile(rule, block, other)
    return time.process_time() - start


def measure_sentences(n: int) -> None:
    """Embed made claims on the cluster."""
    import ray

    texts = [claim.text for claim in make_claims(n).claims]
    comparer = RayComparer(progress=False)
    parts = [texts[at : at + 512] for at in range(0, n, 512)]
    model = (comparer.embedder.name, comparer.embedder.cache_name, None)
    timed = task(seconds_of_embedding)
    seconds = [ray.get(done) for done in finished((timed.remote(model, part) for part in parts), len(parts), "", False)]
    rate = n / sum(seconds)
    print(f"{n:,} sentences: {rate:,.0f} a CPU second, so 1,000,000: {1e6 / rate:,.0f} CPU seconds")


def seconds_of_embedding(model: Any, texts: list[str]) -> float:
    """Task: the CPU seconds of embedding some texts with the loaded model."""
    distributed.embed_texts(model, texts[:1])
    start = time.process_time()
    distributed.embed_texts(model, texts)
    return time.process_time() - start


def main() -> None:
    """Measure what is asked for, on a cluster of this machine."""
    import ray

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=list(DEFAULTS))
    parser.add_argument("n", type=int, nargs="?", help=f"how many; by default {DEFAULTS}")
    parser.add_argument("--an-event", type=int, default=3, help="of the claims, 1 to 20")
    parser.add_argument("--nli", help="the NLI model of the claims, base or small or a folder")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--store", type=float, default=2.0, help="GB of Ray's object store; the rest goes to the disk")
    parser.add_argument("--exact", action="store_true", help="compare all pairs of vectors, without partitions")
    options = parser.parse_args()
    n = options.n or DEFAULTS[options.what]
    store = int(options.store * 1e9)
    ray.init("local", num_cpus=options.workers, include_dashboard=False, log_to_driver=False, object_store_memory=store)
    if options.what == "claims":
        measure_claims(n, options.an_event, options.nli)
    elif options.what == "vectors":
        measure_vectors(n, options.exact)
    else:
        measure_sentences(n)


if __name__ == "__main__":
    main()
