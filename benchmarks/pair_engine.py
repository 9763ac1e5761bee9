"""Pairs a second of the NLI stage against sentence-transformers: `python -m benchmarks.pair_engine --data DIR`.

The same weights score the same shuffled pairs of mixed length in each engine, engine after engine, round after round in
one process; the table shows medians over the rounds. Where OpenVINO is installed, the int8 weights are made first, or
taken from --int8. `ONEDNN_MAX_CPU_ISA=AVX512_CORE_VNNI python -m benchmarks.pair_engine --engines int8 ...`
measures a CPU that has bfloat16 as one that has not.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import CrossEncoder

from contradict.nli import NLIModel, native_bf16
from contradict.quantizing import agreement, quantize
from training.mix import read_rows

SETS = ("xnli_en_dev", "snli_dev", "emergent", "claimdiff_train", "summedits_other", "fever_symmetric", "bump_pairs")
Engine = Callable[[list[tuple[str, str]]], NDArray[np.float32]]


def mixed_pairs(data: Path, count: int) -> list[tuple[str, str]]:
    """Distinct pairs of short and long texts, shuffled: as many of each set, with a seed."""
    rng = random.Random(0)
    pairs: list[tuple[str, str]] = []
    for at, name in enumerate(SETS, 1):
        rows = {(row["premise"], row["hypothesis"]) for row in read_rows(data / "dev" / f"{name}.jsonl")}
        pairs += rng.sample(sorted(rows), count * at // len(SETS) - len(pairs))
    rng.shuffle(pairs)
    return pairs


def sentence_transformers(plain: NLIModel, scratch: Path) -> Engine:
    """`CrossEncoder.predict` with the weights of a model, in float32."""
    folder = scratch / "nli"
    plain.model.save_pretrained(folder)
    plain.tokenizer.save_pretrained(folder)
    model = CrossEncoder(str(folder), device="cpu")

    def predict(pairs: list[tuple[str, str]]) -> NDArray[np.float32]:
        found: Any = model.predict(pairs, apply_softmax=True, show_progress_bar=False)
        scores: NDArray[np.float32] = found[:, list(plain.outputs)]
        return scores

    return predict


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--nli", default="base", help="the model; default: the packaged one")
    parser.add_argument("--int8", type=Path, help="what `contradict quantize` wrote of it; default: made anew")
    parser.add_argument(
        "--engines", nargs="+", choices=("bfloat16", "int8"), default=("bfloat16", "int8"), help="besides float32"
    )
    parser.add_argument("--pairs", type=int, default=350)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--cpu-time", action="store_true", help="seconds of CPU, not of the clock: for a busy machine")
    options = parser.parse_args()
    clock = time.process_time if options.cpu_time else time.perf_counter
    pairs = mixed_pairs(options.data, options.pairs)
    plain = NLIModel(options.nli, device="cpu", dtype="float32", backend="torch")
    with tempfile.TemporaryDirectory() as scratch:
        engines: dict[str, Engine] = {
            "CrossEncoder.predict, float32": sentence_transformers(plain, Path(scratch)),
            "contradict, float32": plain.score,
        }
        if "bfloat16" in options.engines and native_bf16("cpu"):
            engines["contradict, bfloat16"] = NLIModel(options.nli, device="cpu", dtype="bfloat16").score
        if "int8" in options.engines and options.int8 is not None:
            engines["contradict, int8"] = NLIModel(options.int8, backend="openvino").score
        elif "int8" in options.engines and importlib.util.find_spec("openvino") is not None:
            engines["contradict, int8"] = quantize(options.nli, Path(scratch) / "int8")[1].score
        scores: dict[str, NDArray[np.float32]] = {}
        seconds: dict[str, list[float]] = {name: [] for name in engines}
        for engine in engines.values():
            engine(pairs[:8])
        for number in range(1, options.rounds + 1):
            for name, engine in engines.items():
                start = clock()
                scores[name] = engine(pairs)
                seconds[name].append(clock() - start)
                print(f"round {number}, {name}: {seconds[name][-1]:.1f} s", file=sys.stderr, flush=True)
    lengths = sorted(a + b for a, b in zip(*(plain.lengths(side) for side in zip(*pairs, strict=True)), strict=True))
    print(f"{len(pairs)} pairs of {lengths[0]} to {lengths[-1]} tokens, median {lengths[len(lengths) // 2]}; ", end="")
    print(f"{torch.get_num_threads()} threads, torch {torch.__version__} ({torch.backends.cpu.get_cpu_capability()})")
    print("\n| engine | pairs a second | of CrossEncoder.predict | of float32 | against float32 |")
    print("| --- | --- | --- | --- | --- |")
    base, own = (seconds[name] for name in list(engines)[:2])
    for name, took in seconds.items():
        ratios = [median(a / b for a, b in zip(other, took, strict=True)) for other in (base, own)]
        near = agreement(scores["contradict, float32"], scores[name])
        print(f"| {name} | {len(pairs) / median(took):.1f} | {ratios[0]:.2f} | {ratios[1]:.2f} | {near} |")


if __name__ == "__main__":
    main()
