"""What adding claims to a store costs beside comparing all of them: `python -m benchmarks.store [--claims 20000]`.

The claims are made from templates. A store is given the readings and vectors of the first ones; then the others are
added as a new process would, which reads the whole file first. Both ways are measured in CPU seconds up to the pairs;
the NLI model and the verdict are then counted: the calls of each way, times what a call costs on a sample.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import numpy as np

from benchmarks.speed.made import make_claims
from contradict import Comparer, Store
from contradict.blocking import collect
from contradict.comparer import package_version
from contradict.judging import asked
from contradict.nli import NLIModel
from contradict.storefile import Row, StoreFile

T = TypeVar("T")


class Counting(NLIModel):
    """A loaded model that counts what it is asked and answers that all is neutral."""

    def __init__(self, nli: NLIModel) -> None:
        self.__dict__.update(nli.__dict__)
        self.calls = 0

    def score(self, pairs: Any, **_: Any) -> Any:
        """Neutral, for every pair of texts."""
        self.calls += len(set(pairs))
        return np.tile(np.array([0, 1, 0], dtype=np.float32), (len(pairs), 1))


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What a function returns, and the CPU seconds that it takes."""
    start = time.process_time()
    return work(), time.process_time() - start


def main() -> None:
    """Measure both ways, and print what they cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=20_000)
    parser.add_argument("--new", type=int, default=100)
    parser.add_argument("--sample", type=int, default=200, help="pairs that are judged to know what a call costs")
    options = parser.parse_args()
    claims = make_claims(options.claims + options.new).claims
    old, new = claims[: options.claims], claims[options.claims :]
    comparer = Comparer()
    whole, blocking = timed(lambda: comparer.block(collect(claims)))
    calls = len(set(asked(whole.pairs)))
    sample = random.Random(0).sample(whole.pairs, min(options.sample, len(whole.pairs)))
    call = timed(lambda: comparer.judge_evidence(comparer.evidence(sample)))[1] / len(set(asked(sample)))
    everything = blocking + calls * call
    print(f"comparing {len(claims):,}: {blocking:.1f} s to {len(whole.rows):,} pairs, {calls:,} model calls "
          f"of {1000 * call:.1f} ms: {everything:,.0f} s")  # fmt: skip

    number = {reading.claim.id: i for i, reading in enumerate(whole.readings)}
    readings = collect(old).readings
    with TemporaryDirectory() as folder:
        path, nli = Path(folder) / "store.db", Counting(comparer.nli)
        Store(path, embedder=comparer.embedder, nli=nli).close()
        with closing(StoreFile(path)) as file:
            vectors = whole.vectors[[number[reading.claim.id] for reading in readings]]
            file.put_vectors(comparer.embedder.cache_name, [reading.proposition for reading in readings], vectors)
            file.put_claims([Row(r.claim, r.proposition, package_version()) for r in readings], 0, file.adds())
        with Store(path, embedder=comparer.embedder, nli=nli) as store:
            found, adding = timed(lambda: store.add(new))
    added = adding + nli.calls * call
    print(f"adding {len(found.claims):,}: {adding:.1f} s beside the {nli.calls:,} model calls of {len(found.pairs):,} "
          f"pairs: {added:,.0f} s")  # fmt: skip
    print(f"{nli.calls / calls:.2%} of the model calls, {added / everything:.2%} of the CPU seconds")


if __name__ == "__main__":
    main()
