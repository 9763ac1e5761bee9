"""The command line: `contradict compare FILE ...`, `extract FILE ...`, `judge A B`, `evaluate FILE`."""

from __future__ import annotations

import argparse
import csv
import io
import sys
import warnings
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from contradict import cli_articles, cli_evaluate
from contradict.errors import ContradictError, SettingsError
from contradict.views.display import one_line

if TYPE_CHECKING:
    from contradict.report import Report

OUTPUTS = (".html", ".md", ".json", ".csv")


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
    compare = commands.add_parser("compare", help="claims or articles: print what contradicts what, event by event")
    compare.add_argument(
        "file",
        nargs="+",
        help="claims: CSV, TSV, JSONL, JSON or text with one claim a line; articles: .html, .md, text with paragraphs, "
        "or a folder of them; - is standard input",
    )
    cli_articles.add_reading(compare)
    compare.add_argument(
        "-o", "--output", type=Path, help="write the report: .html, .md, .json (all of it) or .csv (the pairs)"
    )
    compare.add_argument("--open", action="store_true", help="show the report that -o wrote as .html in the browser")
    compare.add_argument("--against", help="compare the claims with those of this file only")
    compare.add_argument("--across", help="skip pairs that share this: source, speaker, ...")
    compare.add_argument("--embedder", help="a sentence-transformers model: folder or hub name")
    compare.add_argument("--similarity", type=float, help="cosine similarity from which a pair is judged")
    compare.add_argument("--skip-bad", action="store_true", help="leave claims out that cannot be used, and count them")
    compare.add_argument("--plan", action="store_true", help="only say how many pairs and model calls it would take")
    _add_models(compare)
    extract = commands.add_parser("extract", help="articles: print the claims that they make and who makes them")
    cli_articles.add_arguments(extract)
    judge = commands.add_parser("judge", help="two claims: print how they relate")
    judge.add_argument("a", help="one claim, as text")
    judge.add_argument("b", help="another one")
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


def _compare(options: argparse.Namespace) -> int:
    from contradict import api

    _check_output(options.output, options.open)
    if options.output is not None and options.output in map(Path, options.file):
        raise SettingsError(f"-o: {options.output} is one of the files to read: writing would replace it")
    if "-" in options.file and options.against == "-":
        raise SettingsError("only one of FILE and --against can be standard input")
    reading = {"articles": options.articles, "claims": options.claims}
    claims = cli_articles.read_all(options.file, **reading, output=options.output)
    against = cli_articles.read_all([options.against], **reading) if options.against else None
    common: dict[str, object] = {"against": against, "across": options.across}
    common |= {"on_error": "skip" if options.skip_bad else "raise", **_options(options)}
    if options.plan:
        print(api.plan(claims, **common))  # type: ignore[arg-type]
        return 0
    report = api.compare(claims, **common)  # type: ignore[arg-type]
    _print(report)
    if options.output is not None:
        _write(report, options.output)
        print(f"\nwritten: {options.output}", file=sys.stderr)
    if options.open and not webbrowser.open(options.output.resolve().as_uri()):
        print(f"contradict: no browser was found to open {options.output}", file=sys.stderr)
    return 0


def _print(report: Report) -> None:
    """Print tables on a terminal, plain text into a pipe or a file."""
    if not sys.stdout.isatty():
        print(report)
        return
    from contradict.views.terminal import print_report

    print_report(report)


def _check_output(path: Path | None, opened: bool) -> None:
    if opened and (path is None or path.suffix != ".html"):
        raise SettingsError(f"--open: expected -o with a name that ends in .html, got {path or 'no -o'}")
    if path is not None and path.suffix not in OUTPUTS:
        raise SettingsError(f"-o: expected a name that ends in {', '.join(OUTPUTS)}, got {path}")
    if path is not None and not path.parent.is_dir():
        raise SettingsError(f"-o: there is no folder {path.parent}")
    if path is not None and path.is_dir():
        raise SettingsError(f"-o: expected the name of a file, got the folder {path}")


def _write(report: Report, path: Path) -> None:
    writers = {".html": report.to_html, ".md": report.to_markdown, ".json": report.to_json}
    if path.suffix in writers:
        writers[path.suffix](path)
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
        commands = {"compare": _compare, "extract": cli_articles.run, "judge": _judge, "evaluate": cli_evaluate.run}
        return commands[options.command](options)
    except ContradictError as error:
        told = str(error).replace("on_error='skip' leaves", "--skip-bad leaves")
        print(f"contradict: {one_line(told)}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except OSError as error:
        print(f"contradict: {one_line(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("contradict: interrupted", file=sys.stderr)
        return 130
    finally:
        warnings.showwarning = shown


def _warn(message: Warning | str, *_: object, **__: object) -> None:
    print(f"contradict: warning: {one_line(str(message))}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
