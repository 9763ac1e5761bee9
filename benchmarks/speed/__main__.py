"""How speed and memory grow with the claims: `python -m benchmarks.speed [--sizes 100 1000 10000 100000]`.

Claims are made (see `made.py`), 20 an event, with known contradictions. Every size runs in a process of its own, on one
thread; times are CPU seconds. The NLI model and what follows it run on a sample of the candidate pairs (--judged) and
are scaled up; above 10,000 claims they are left out unless --full says otherwise. Beside it stand all pairs with
`CrossEncoder.predict` in float32, both directions, scaled up from a sample; and with --contradict-text PYTHON, an
interpreter with the package contradict-text, all pairs with that, with the same weights.
`ONEDNN_MAX_CPU_ISA=AVX512_CORE_VNNI python -m benchmarks.speed --int8 FOLDER` measures a CPU that has bfloat16 as one
that has not.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.speed.allpairs import AllPairs, matmul_rate, measure_all_pairs, measure_contradict_text, nli_rate
from benchmarks.speed.stages import Run, measure, one_thread
from contradict.nli import native_bf16

SIZES = [100, 1000, 10_000, 100_000]
JUDGED_UP_TO = 10_000
STAGES = ("reading", "embedding", "blocking", "clustering", "NLI", "verdicts", "weighing together", "report and JSON")


def alone(work: Callable[..., Any], *arguments: Any) -> Any:
    """What a function returns in a process of its own, on one thread."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context, initializer=one_thread) as pool:
        return pool.submit(work, *arguments).result()


def exponent(one: Run, two: Run, name: str) -> float:
    """How a count grows from one size to another: n to this power."""
    return math.log(getattr(two, name) / getattr(one, name)) / math.log(two.claims / one.claims)


def stages_table(runs: list[Run]) -> list[str]:
    """CPU seconds by stage, calls, similarities, memory and recall of each size."""
    names = ["claims", "events", *STAGES, "candidate pairs", "model calls", "similarities", "peak GB", "pair recall"]
    lines = ["| " + " | ".join(names) + " |", "|" + " --- |" * len(names)]
    for run in runs:
        seconds = [f"{run.seconds[name]:,.1f}" if name in run.seconds else "-" for name in STAGES]
        counts = [f"{run.pairs:,}", f"{run.calls:,}", f"{run.similarities:,}"]
        cells = [f"{run.claims:,}", f"{run.events:,}", *seconds, *counts, f"{run.gigabytes:.2f}", f"{run.recall:.3f}"]
        lines.append("| " + " | ".join(cells) + " |")
    sampled = [f"{run.claims:,} claims: {run.scored:,} of {run.calls:,} calls made" for run in runs if run.scored]
    return [*lines, "", "NLI, verdicts and report scaled up from a sample. " + "; ".join(sampled) + "."]


def beside_table(runs: list[Run], seconds: dict[str, float], fastest: str, rival: float | None) -> list[str]:
    """All pairs beside the library, both scaled up.

    Args:
        runs: The library's, in the dtype `fastest`, whose NLI stage was timed on candidate pairs.
        seconds: Of a call by engine, on random pairs; for all pairs, and for other dtypes than the runs'.
        fastest: The dtype of the runs.
        rival: Seconds of a pair of contradict-text.
    """
    lines = ["| claims | engine | calls | CPU seconds | of all pairs |", "| --- | --- | --- | --- | --- |"]
    for run in runs:
        every = run.claims * (run.claims - 1)
        base = every * seconds["all pairs"]
        lines.append(f"| {run.claims:,} | all pairs, CrossEncoder.predict float32 | {every:,} | {base:,.0f} | 1 |")
        if rival is not None:
            took = every / 2 * rival
            lines.append(f"| {run.claims:,} | contradict-text, one direction | {every // 2:,} | {took:,.0f} | "
                         f"{base / took:,.1f} times as fast |")  # fmt: skip
        other = sum(value for name, value in run.seconds.items() if name != "NLI")
        for dtype in ("float32", "bfloat16", "int8"):
            if dtype in seconds:
                measured = dtype == fastest and "NLI" in run.seconds
                took = (run.seconds["NLI"] if measured else run.calls * seconds[dtype]) + other
                lines.append(f"| {run.claims:,} | contradict, {dtype} | {run.calls:,} | {took:,.0f} | "
                             f"{base / took:,.1f} times as fast |")  # fmt: skip
    return [*lines, "", "Scaled up from the time of a call or of the NLI stage; other stages are in the seconds."]


def told(found: AllPairs) -> str:
    """What all pairs find, and what is left of it."""
    share, called = found.kept / max(1, found.found), found.called / max(1, found.found)
    whole = f" One whole run took {found.whole:,.0f} CPU seconds." if found.whole else ""
    return (
        f"Of {found.known} known contradictions all pairs find {found.found}; blocking keeps {found.kept} of these "
        f"({share:.1%}), and the verdict calls {found.called} of those contradictions ({called:.1%}). All pairs also "
        f"call {found.alarms:.2%} of random pairs, nearly all of different events, contradictions.{whole}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES)
    parser.add_argument("--judged", type=int, default=150, help="candidate pairs of a size that are judged")
    parser.add_argument("--sampled", type=int, default=150, help="pairs of all, and known contradictions, looked at")
    parser.add_argument("--whole", action="store_true", help="compare 1,000 claims in one run, nothing scaled up")
    parser.add_argument("--full", action="store_true", help=f"judge above {JUDGED_UP_TO:,} claims too")
    parser.add_argument("--embeddings", help="a file that keeps embeddings, to measure the same claims again")
    parser.add_argument("--int8", metavar="FOLDER", help="what `contradict quantize` wrote, to be timed too")
    parser.add_argument("--contradict-text", metavar="PYTHON", help="an interpreter that has contradict-text")
    parser.add_argument("-o", "--output", type=Path, help="a file for the tables in markdown")
    options = parser.parse_args()
    dtypes = ["float32", *(["bfloat16"] if native_bf16("cpu") else [])]
    runs = [
        alone(measure, n, dtypes[-1] if n <= JUDGED_UP_TO or options.full else None, options.judged, options.embeddings)
        for n in sorted(options.sizes)
    ]
    lines: list[str] = []

    def tell(*more: str) -> None:
        print("\n".join(more), flush=True)
        lines.extend(more)

    tell(*stages_table(runs))
    middle = min(max(100, min(options.sizes)), 1000) if 1000 not in options.sizes else 1000
    found = alone(measure_all_pairs, middle, options.sampled, options.whole)
    tell("", told(found))
    seconds = {"all pairs": found.seconds_a_call}
    rates = []
    for dtype in dtypes:
        seconds[dtype], reached = alone(nli_rate, middle, dtype, options.sampled)
        plain = alone(matmul_rate, dtype)
        rates.append(f"{dtype}: {seconds[dtype]:.3f} CPU seconds a call, {reached / 1e9:.0f} GFLOP/s of the "
                     f"{plain / 1e9:.0f} GFLOP/s of a plain matrix product ({reached / plain:.0%})")  # fmt: skip
    if options.int8:
        seconds["int8"], _ = alone(nli_rate, middle, "int8", options.sampled, options.int8)
        rates.append(f"int8: {seconds['int8']:.3f} CPU seconds a call")
    rival = None
    if options.contradict_text:
        rival, alarms, caught = measure_contradict_text(options.contradict_text, middle, options.sampled)
        rates.append(f"contradict-text: {rival:.3f} CPU seconds a pair, finds {caught:.0%} of known contradictions and "
                     f"calls {alarms:.2%} of random pairs contradictions")  # fmt: skip
    tell("", *beside_table(runs, seconds, dtypes[-1], rival), "", *("- " + rate for rate in rates))
    large = [run for run in runs if run.claims >= 1000]
    if len(large) > 1:
        one, two = large[0], large[-1]
        tell(
            f"From {one.claims:,} to {two.claims:,} claims model calls grow with n^{exponent(one, two, 'calls'):.2f}, "
            f"similarities with n^{exponent(one, two, 'similarities'):.2f}."
        )
    if options.output:
        options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
