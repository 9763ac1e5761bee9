"""What the commands share: the arguments for models, and where a report goes."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.errors import SettingsError

if TYPE_CHECKING:
    from contradict.report import Report

OUTPUTS = (".html", ".md", ".json", ".csv")


def add_models(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which models run, and how."""
    parser.add_argument("--threshold", type=float, help="probability from which a pair contradicts (default 0.6)")
    parser.add_argument("--nli", help="an NLI cross-encoder: base, small, folder or hub name (default base)")
    parser.add_argument(
        "--cache", help="a file that keeps the models' results: a stopped run goes on, a second is quick"
    )
    parser.add_argument("--device", help="cpu, cuda, mps, ...")
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], help="default: what the machine is made for")


def add_blocking(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say which pairs are judged."""
    parser.add_argument("--embedder", help="a sentence-transformers model: folder or hub name")
    parser.add_argument("--similarity", type=float, help="cosine similarity from which a pair is judged")


def model_options(options: argparse.Namespace) -> dict[str, Any]:
    """The parameters of a comparer that were given."""
    from contradict.calibration import Thresholds

    names = ("embedder", "nli", "device", "dtype", "similarity", "cache")
    given = {name: getattr(options, name, None) for name in names}
    if options.threshold is not None:
        given["thresholds"] = Thresholds(contradict=options.threshold)
    return {name: value for name, value in given.items() if value is not None}


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, which need not exist."""
    return one.samefile(other) if one.exists() and other.exists() else one.resolve() == other.resolve()


def check_output(path: Path | None, **others: Sequence[str | Path | None]) -> None:
    """Raise SettingsError unless a report can be written there, and to none of others, named by what they are."""
    if path is not None and path.suffix not in OUTPUTS:
        raise SettingsError(f"-o: expected a name that ends in {', '.join(OUTPUTS)}, got {path}")
    if path is not None and not path.parent.is_dir():
        raise SettingsError(f"-o: there is no folder {path.parent}")
    if path is not None and path.is_dir():
        raise SettingsError(f"-o: expected the name of a file, got the folder {path}")
    for what, files in others.items():
        for file in files:
            if path is not None and file is not None and str(file) != "-" and same_file(path, Path(file)):
                raise SettingsError(f"-o: {path} is {what.replace('_', ' ')}: writing would replace it")


def print_report(report: Report) -> None:
    """Print tables on a terminal, plain text into a pipe or a file."""
    if not sys.stdout.isatty():
        print(report)
        return
    from contradict.views.terminal import print_report

    print_report(report)


def write_report(report: Report, path: Path) -> None:
    """Write a report as what the name of its file says, and say so."""
    writers = {".html": report.to_html, ".md": report.to_markdown, ".json": report.to_json}
    if path.suffix in writers:
        writers[path.suffix](path)
    else:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, report.columns)
            writer.writeheader()
            writer.writerows(report.rows())
    print(f"\nwritten: {path}", file=sys.stderr)
