"""The command line: `contradict compare FILE ...`, `extract FILE ...`, `judge A B`, `evaluate FILE`, `store ...`."""

from __future__ import annotations

import argparse
import io
import os
import sys
import warnings
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from contradict import cli_articles, cli_evaluate, cli_quantize, cli_store
from contradict.cli_common import add_blocking, add_models, check_output, model_options, print_report, write_report
from contradict.errors import ContradictError, SettingsError
from contradict.views.display import one_line

AS_ARGUMENTS = {"on_error='skip' leaves": "--skip-bad leaves", "renew=True": "contradict store add --renew"}
"""How errors name parameters, and how the command line does."""


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
    add_blocking(compare)
    compare.add_argument("--skip-bad", action="store_true", help="leave claims out that cannot be used, and count them")
    compare.add_argument("--plan", action="store_true", help="only say how many pairs and model calls it would take")
    add_models(compare)
    extract = commands.add_parser("extract", help="articles: print the claims that they make and who makes them")
    cli_articles.add_arguments(extract)
    judge = commands.add_parser("judge", help="two claims: print how they relate")
    judge.add_argument("a", help="one claim, as text")
    judge.add_argument("b", help="another one")
    add_models(judge)
    evaluate = commands.add_parser("evaluate", help="labelled pairs from a file: how right the verdicts are")
    cli_evaluate.add_arguments(evaluate)
    quantize = commands.add_parser("quantize", help="write an NLI model in int8 for CPUs, and how near it stays")
    cli_quantize.add_arguments(quantize)
    store = commands.add_parser("store", help="a file of claims that grows: compare new claims with all before them")
    cli_store.add_arguments(store)
    return parser


def _compare(options: argparse.Namespace) -> int:
    from contradict import api

    if options.open and (options.output is None or options.output.suffix != ".html"):
        raise SettingsError(f"--open: expected -o with a name that ends in .html, got {options.output or 'no -o'}")
    read = [*options.file, options.against]
    check_output(options.output, one_of_the_files_to_read=read, the_cache=[options.cache])
    if "-" in options.file and options.against == "-":
        raise SettingsError("only one of FILE and --against can be standard input")
    reading = {"articles": options.articles, "claims": options.claims}
    claims = cli_articles.read_all(options.file, **reading, output=options.output)
    against = cli_articles.read_all([options.against], **reading) if options.against else None
    common: dict[str, object] = {"against": against, "across": options.across}
    common |= {"on_error": "skip" if options.skip_bad else "raise", **model_options(options)}
    if options.plan:
        print(api.plan(claims, **common))  # type: ignore[arg-type]
        return 0
    report = api.compare(claims, **common)  # type: ignore[arg-type]
    print_report(report)
    if options.output is not None:
        write_report(report, options.output)
    if options.open and not webbrowser.open(options.output.resolve().as_uri()):
        print(f"contradict: no browser was found to open {options.output}", file=sys.stderr)
    return 0


def _judge(options: argparse.Namespace) -> int:
    from contradict import api

    print(api.judge([(options.a, options.b)], **model_options(options))[0])
    return 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Returns:
        The exit status: 0, 1 for an error, 2 for a wrong call, 3 for an evaluation below what was asked, 130 where
        interrupted.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    shown, warnings.showwarning = warnings.showwarning, _warn
    try:
        status = _run(arguments)
        print(end="", flush=True)
        return status
    except ContradictError as error:
        told = str(error)
        for parameter, argument in AS_ARGUMENTS.items():
            told = told.replace(parameter, argument)
        print(f"contradict: {one_line(told)}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    except OSError as error:
        lost = "" if error.filename is not None else "the output cannot be written: "
        print(f"contradict: {lost}{one_line(str(error))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("contradict: interrupted", file=sys.stderr)
        return 130
    finally:
        warnings.showwarning = shown
        _flush_or_discard()


def _run(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as done:  # after --help, or a wrong call
        return int(done.code or 0)
    if options.version:
        from contradict.comparer import package_version

        print(package_version())
        return 0
    if options.command is None:
        parser.print_help()
        return 2
    commands = {"compare": _compare, "extract": cli_articles.run, "judge": _judge, "evaluate": cli_evaluate.run,
                "quantize": cli_quantize.run, "store": cli_store.run}  # fmt: skip
    return commands[options.command](options)


def _flush_or_discard() -> None:
    """Have Python drop at its end what cannot be written, rather than try again and fail."""
    try:
        print(end="", flush=True)
    except OSError:
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _warn(message: Warning | str, *_: object, **__: object) -> None:
    print(f"contradict: warning: {one_line(str(message))}", file=sys.stderr)


if __name__ == "__main__":
    raise SystemExit(main())
