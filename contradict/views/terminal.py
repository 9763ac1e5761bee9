"""A report in the terminal: a table an event, coloured where the terminal can."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from contradict.camps import UNNAMED
from contradict.claims import Claim
from contradict.disputes import disputes
from contradict.explanations import Span
from contradict.report import Pair, Report
from contradict.views.display import clipped, counted, day, notes, one_line, pieces, published

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

NARROW = 72
"""Columns of a terminal below which the plain text reads better than a table."""


def print_report(report: Report, console: Console | None = None) -> None:
    """Print the summary, then the disputes: who takes which side, and a table of the contradictions.

    Args:
        report: All its contradictions are printed.
        console: A console of rich; default: one on standard output.
    """
    from rich.console import Console
    from rich.text import Text

    console = console or Console(highlight=False)
    if console.width < NARROW:
        console.print(Text(_plain(str(report))))
        return
    for line in report.summary().splitlines():
        console.print(Text(one_line(line)))
    for dispute in disputes(report):
        console.print()
        size = f"  ({counted(len(dispute.contradictions), 'contradiction')})"
        console.print(Text.assemble((one_line(dispute.title), "bold"), size))
        for note in notes(dispute):
            console.print(Text(note, "dim"))
        console.print(_table(dispute.contradictions))


def _table(pairs: Sequence[Pair]) -> Table:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.HORIZONTALS, show_header=False, expand=True, pad_edge=False)
    table.add_column(justify="right", width=4, no_wrap=True)
    table.add_column(ratio=1, min_width=16)
    table.add_column(ratio=3)
    for pair in pairs:
        one, two = pair.evidence
        table.add_row(Text(f"{pair.certainty:.2f}", "bold red"), _voice(pair.a), _text(pair.a, one))
        table.add_row(Text("vs.", "dim"), _voice(pair.b), _text(pair.b, two))
        why = Text(one_line(pair.why) or "–", "dim")
        table.add_row("", Text(pair.kind or "", "dim"), why, end_section=True)
    return table


def _voice(claim: Claim) -> Text:
    """Who says it, and below, where and when it was published."""
    from rich.text import Text

    about = day(claim) if claim.source == claim.voice else published(claim)
    parts = [(clipped(claim.voice, 60) or UNNAMED, "bold" if claim.voice else "dim")]
    return Text.assemble(*parts, *([("\n" + about, "dim")] if about else []))


def _text(claim: Claim, spans: Sequence[Span]) -> Text:
    from rich.text import Text

    return Text.assemble(
        *((piece, "underline yellow" if marked else "") for piece, marked in pieces(claim.text, spans))
    )


def _plain(text: str) -> str:
    return "\n".join(map(one_line, text.split("\n")))
