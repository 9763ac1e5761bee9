"""How many times as fast `small` is as `base`: `python -m benchmarks.model_speed --data DIR [--pairs N] [--rounds N]`.

Both score the same pairs of xnli_en_dev in turn, in one process; the median of the ratios of the rounds is taken.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from pathlib import Path

from contradict.nli import NLIModel
from training.mix import read_rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=240)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows = list(read_rows(options.data / "dev" / "xnli_en_dev.jsonl"))
    chosen = random.Random(0).sample(rows, min(options.pairs, len(rows)))
    pairs = [(row["premise"], row["hypothesis"]) for row in chosen]
    models = [NLIModel(name) for name in ("base", "small")]
    for model in models:
        model.score(pairs[:16])
    ratios = []
    for _ in range(options.rounds):
        seconds = []
        for model in models:
            start = time.perf_counter()
            model.score(pairs)
            seconds.append(time.perf_counter() - start)
        ratios.append(seconds[0] / seconds[1])
        print(f"base {len(pairs) / seconds[0]:.1f} pairs a second, small {len(pairs) / seconds[1]:.1f}", flush=True)
    print(f"small is {statistics.median(ratios):.2f} times as fast, in {models[0].dtype}")


if __name__ == "__main__":
    main()
