"""The command line: `contradict compare FILE`, `contradict judge A B`, `contradict evaluate FILE`."""

from __future__ import annotations

import argparse
import csv
import io
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from contradict import cli_evaluate
from contradict.errors import ContradictError, SettingsError

if TYPE_CHECKING:
    from contradict.report import Report


def _add_models(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--threshold", type=float, help="probability from which a pair contradicts (default 0.6)")
    parser.add_argument("--nli", help="an NLI cross-encoder: folder or hub name; default: the packaged model")
    parser.add_argument(
        "--cache", help="a file that keeps the models' results: a stopped run goes on, a second is quick"
    )
    parser.add_argument("--device", help="cpu, cuda, mps, ...")
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], help="default: what the machine is made for")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="contradict", description="Find the claims that cannot all be true.")
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    commands = parser.add_subparsers(dest="command")
    compare = commands.add_parser("compare", help="claims from a file: print what contradicts what, event by event")
    compare.add_argument("file", help="CSV, TSV, JSONL, JSON or text with one claim a line; - is standard input")
    compare.add_argument("-o", "--output", type=Path, help="write the report: .json (all of it) or .csv (the pairs)")
    compare.add_argument("--against", help="compare the claims with those of this file only")
    compare.add_argument("--across", help="skip pairs that share this: source, speaker, ...")
    compare.add_argument("--embedder", help="a sentence-transformers model: folder or hub name")
    compare.add_argument("--similarity", type=float, help="cosine similarity from which a pair is judged")
    compare.add_argument("--skip-bad", action="store_true", help="leave claims out that cannot be used, and count them")
    compare.add_argument("--plan", action="store_true", help="only say how many pairs and model calls it would take")
    _add_models(compare)
    judge = commands.add_parser("judge", help="two claims: print how they relate")
    judge.add_argument("a")
    judge.add_argument("b")
    _add_models(judge)
    evaluate = commands.add_parser("evaluate", help="labelled pairs from a file: how right the verdicts are")
    cli_evaluate.add_arguments(evaluate)
    return parser


def _options(options: argparse.Namespace) -> dict[str, object]:
    from contradict.calibration import Thresholds

    names = ("embedder", "nli", "device", "dtype", "similarity", "cache")
    given = {name: getattr(options, name, None) for name in names}
    thresholds = Thresholds() if options.threshold is None else Thresholds(contradict=options.threshold)
    return {k: v for k, v in given.items() if v is not None} | {"thresholds": thresholds}


def _claims(path: str) -> list[object]:
    from contradict.files import read_claims

    claims = read_claims(path)
    if not claims:
        raise SettingsError(f"{path} holds no claims")
    return claims


def _compare(options: argparse.Namespace) -> int:
    from contradict import api

    if options.output is not None and options.output.suffix not in (".json", ".csv"):
        raise SettingsError(f"-o: expected a name that ends in .json or .csv, got {options.output}")
    if options.output is not None and not options.output.parent.is_dir():
        raise SettingsError(f"-o: there is no folder {options.output.parent}")
    if options.file == options.against == "-":
        raise SettingsError("only one of FILE and --against can be standard input")
    claims, against = _claims(options.file), _claims(options.against) if options.against else None
    common: dict[str, object] = {"against": against, "across": options.across}
    common |= {"on_error": "skip" if options.skip_bad else "raise", **_options(options)}
    if options.plan:
        print(api.plan(claims, **common))  # type: ignore[arg-type]
        return 0
    report = api.compare(claims, **common)  # type: ignore[arg-type]
    print(report)
    if options.output is not None:
        _write(report, options.output)
        print(f"\nwritten: {options.output}", file=sys.stderr)
    return 0


def _write(report: Report, path: Path) -> None:
    if path.suffix == ".json":
        report.to_json(path)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, report.columns)
        writer.writeheader()
        writer.writerows(report.rows())


def _judge(options: argparse.Namespace) -> int:
    from contradict import api

    print(api.judge([(options.a, options.b)], **_options(options))[0])
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit status: 0, 1 for an error, 2 for a wrong call, 3 for an evaluation below what was asked, 130 where
        interrupted.
    """
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.version:
        from contradict.comparer import package_version

        print(package_version())
        return 0
    if options.command is None:
        parser.print_help()
        return 2
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    shown, warnings.showwarning = warnings.showwarning, _warn
    try:
        return {"compare": _compare, "judge": _judge, "evaluate": cli_evaluate.run}[options.command](options)
    except ContradictError as error:
        print(f"contradict: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        print(f"contradict: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("contradict: interrupted", file=sys.stderr)
        return 130
    finally:
        warnings.showwarning = shown


def _warn(message: Warning | str, *_: object, **__: object) -> None:
    print(f"contradict: warning: {message}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
