"""The commands `contradict store add PATH FILE ...`, `store check PATH FILE ...` and `store report PATH`."""

from __future__ import annotations

import argparse
from pathlib import Path

from contradict import cli_articles
from contradict.cli_common import (
    add_blocking,
    add_models,
    check_output,
    model_options,
    print_report,
    same_file,
    write_report,
)
from contradict.errors import InputFileError, SettingsError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `contradict store`."""
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", help="add claims, and print what contradicts what is there or each other")
    check = actions.add_parser("check", help="print the same, without adding anything")
    report = actions.add_parser("report", help="print what contradicts what among all claims, event by event")
    for action in (add, check, report):
        action.add_argument("path", type=Path, help="the file of the store; add makes it where there is none")
    for action in (add, check):
        action.add_argument("file", nargs="+", help="claims or articles, as contradict compare takes them")
        cli_articles.add_reading(action)
        action.add_argument("--skip-bad", action="store_true", help="leave claims out that cannot be used")
        action.add_argument("-q", "--quiet", action="store_true", help="print contradictions, and else nothing")
    add.add_argument(
        "--renew", action="store_true", help="let the store take models and settings that differ from its own"
    )
    report.add_argument("-o", "--output", type=Path, help="write the report: .html, .md, .json or .csv (the pairs)")
    for action in (add, check, report):
        add_blocking(action)
        add_models(action)


def run(options: argparse.Namespace) -> int:
    """Run one of the commands.

    Raises:
        ContradictError: As `contradict.Store`.
    """
    if options.action != "add" and not options.path.exists():
        raise InputFileError(f"{options.path}: there is no such store; contradict store add makes one")
    return _report(options) if options.action == "report" else _compare(options)


def _compare(options: argparse.Namespace) -> int:
    from contradict.store import Store

    if any(name != "-" and same_file(options.path, Path(name)) for name in options.file):
        raise SettingsError(f"{options.path} is the store: expected other files with claims")
    claims = cli_articles.read_all(options.file, articles=options.articles, claims=options.claims)
    renew = options.action == "add" and options.renew
    with Store(options.path, renew=renew, **model_options(options)) as store:
        found = getattr(store, options.action)(claims, on_error="skip" if options.skip_bad else "raise")
    if not options.quiet:
        print(found)
    elif found.contradictions:
        print("\n\n".join(map(str, found.contradictions)))
    return 0


def _report(options: argparse.Namespace) -> int:
    from contradict.store import Store

    check_output(options.output, the_store=[options.path], the_cache=[options.cache])
    with Store(options.path, renew=False, **model_options(options)) as store:
        report = store.report()
    print_report(report)
    if options.output is not None:
        write_report(report, options.output)
    return 0
