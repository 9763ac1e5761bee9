"""How long it takes to read claims without a model: `python -m benchmarks.reading [--claims 10000]`."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from itertools import cycle, islice

from contradict.attribution import attribute
from contradict.claims import Claim
from contradict.datasets import load_events
from contradict.periods import read_timing
from contradict.quantities import find_quantities
from contradict.readings import read_claim


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=10_000)
    options = parser.parse_args()
    own = [claim for event in load_events("dev") for claim in event.claims]
    claims = list(islice(cycle(own), options.claims))
    parts: dict[str, Callable[[Claim], object]] = {
        "attribution": lambda c: attribute(c.text),
        "quantities": lambda c: find_quantities(c.text),
        "times": lambda c: read_timing(c.text, c.date),
        "all of it": read_claim,
    }
    for name, part in parts.items():
        start = time.process_time()
        for claim in claims:
            part(claim)
        print(f"{name}: {time.process_time() - start:.2f} s of CPU for {len(claims):,} claims")


if __name__ == "__main__":
    main()
