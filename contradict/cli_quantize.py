"""The command `contradict quantize MODEL OUT`."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `contradict quantize`."""
    parser.add_argument("model", help="an NLI cross-encoder: base (the packaged model), a folder or a hub name")
    parser.add_argument("out", type=Path, help="the folder to write, for --nli or nli=")
    parser.add_argument(
        "--pairs", help="a file of labelled pairs to measure on, as evaluate reads them; default: pairs in the package"
    )


def run(options: argparse.Namespace) -> int:
    """Write the int8 model and print how near its scores lie to those in float32.

    Returns:
        0.

    Raises:
        ContradictError: As `contradict.quantizing.quantize`, or the pairs cannot be read.
    """
    from contradict.evaluation.labels import read_pairs
    from contradict.quantizing import agreement, packaged_pairs, quantize

    pairs, measured_on = packaged_pairs(), "news claims of the package"
    if options.pairs is not None:
        labelled = read_pairs(options.pairs)
        pairs, measured_on = [(pair.a.text, pair.b.text) for pair in labelled], options.pairs
        if labelled.unusable:
            measured_on += f", without {len(labelled.unusable)} rows that cannot be read as labelled pairs"
    plain, small = quantize(options.model, options.out)
    print(f"written: {options.out}")
    found = agreement(plain.score(pairs, progress=True), small.score(pairs, progress=True))
    print(f"int8 against float32 ({measured_on}): {found}")
    return 0
