"""How reports, events, pairs and evaluations look in a notebook: small HTML that suits light and dark."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

from contradict.camps import camps
from contradict.claims import Claim
from contradict.explanations import Span
from contradict.report import Event, Pair, Report
from contradict.views.display import clipped, counted, one_line, pieces, published, safe_url

if TYPE_CHECKING:
    from contradict.evaluation import Evaluation

TOP = 10
"""How many contradictions a report or an event shows."""
SIDES = 6
COLOURS = {"contradict": "#b3261e", "agree": "#1f5fa8", "update": "#7a5c00", "neutral": "#5f6368"}
LINE = "border-bottom:1px solid rgba(128,128,128,.35)"
CELL = f"{LINE};padding:.45em .7em;text-align:left;vertical-align:top;white-space:normal"
NUMBER = f"{LINE};padding:.45em .7em;text-align:right;vertical-align:top;font-variant-numeric:tabular-nums"
MARK = "background:rgba(255,190,40,.38);color:inherit;border-radius:2px;padding:0 .1em"
QUIET = "opacity:.75;font-size:.9em"


def report_html(report: Report) -> str:
    """What was compared and found, and the most certain contradictions."""
    found = report.contradictions
    lines = [_line(line) for line in report.summary().splitlines()]
    if not found:
        return _box(*lines)
    shown = f"The {min(TOP, len(found))} most certain of {counted(len(found), 'contradiction')}"
    rest = "" if len(found) <= TOP else "; <code>report.contradictions</code> holds all"
    return _box(*lines, _table(found[:TOP]), f'<div style="{QUIET}">{escape(shown)}{rest}</div>')


def event_html(event: Event) -> str:
    """An event's title, its sides, and its most certain contradictions."""
    found = event.contradictions
    counts = f"{counted(len(event.claims), 'claim')}, {counted(len(found), 'contradiction')}"
    head = f'<div><b>{escape(one_line(event.title))}</b> <span style="{QUIET}">{counts}</span></div>'
    sides = camps(event).camps
    lines = [
        _line(f"Side {number}: {', '.join(camp.voices)} ({counted(len(camp.claims), 'claim')})")
        for number, camp in enumerate(sides[:SIDES], 1)
    ]
    if len(sides) > SIDES:
        lines.append(_line(f"and {counted(len(sides) - SIDES, 'further side')}"))
    if not found:
        return _box(head)
    rest = [] if len(found) <= TOP else [_line(f"{len(found) - TOP:,} more in event.contradictions")]
    return _box(head, *lines, _table(found[:TOP]), *rest)


def pair_html(pair: Pair) -> str:
    """Both claims side by side, the evidence marked, the relation above and the reason below."""
    head = f"{_chip(pair.relation)} <b>{pair.certainty:.2f}</b>{' uncertain' if pair.uncertain else ''}"
    if pair.kind:
        head += f' <span style="{QUIET}">{escape(pair.kind)}</span>'
    p = pair.probabilities
    shares = f"agree {p.agree:.2f} · contradict {p.contradict:.2f} · neutral {p.neutral:.2f}"
    return _box(
        f"<div>{head}</div>",
        _rows([[(CELL + ";width:50%", html) for html in _claims(pair)]]),
        *([f"<div>{escape(one_line(pair.why))}</div>"] if pair.why else []),
        _line(shares),
    )


def evaluation_html(evaluation: Evaluation) -> str:
    """The figures with their intervals, and those of each class."""
    from contradict.evaluation.text import NAMES, reasons

    e = evaluation
    lines = [_line(f"{counted(len(e), 'pair')}, scored on {e.on}" + (f", by {e.model}" if e.model else ""))]
    lines += [_line(f"left out: {count:,} ({reason})") for reason, count in list(reasons(e).items())[:5]]
    if not e.pairs:
        return _box(*lines)
    rows = [
        [(CELL, escape(label + (f" of {e.positive}" if name not in ("accuracy", "macro_f1") else ""))),
         (NUMBER, _figure(e, name))]
        for name, label in NAMES.items()
    ]  # fmt: skip
    classes = [
        [(CELL, escape(name)), *((NUMBER, _figure(e, f"{name}.{m}")) for m in ("precision", "recall", "f1")),
         (NUMBER, f"{scores.support:,}"), (NUMBER, f"{scores.predicted:,}")]
        for name, scores in e.per_class.items() if scores.support or scores.predicted
    ]  # fmt: skip
    drawn = f"whole groups of {e.group!r}" if e.group else "pairs"
    return _box(
        *lines, _rows(rows), _rows(classes, ["class", "precision", "recall", "F1", "pairs", "predicted"]),
        _line(f"95 % intervals of {e.resamples:,} bootstrap resamples of {drawn}"),
    )  # fmt: skip


def _figure(evaluation: Evaluation, name: str) -> str:
    value, interval = evaluation.metrics[name], evaluation.intervals.get(name)
    if math.isnan(value):
        return "–"
    return f"{value:.3f}" + (f" [{interval.low:.3f}, {interval.high:.3f}]" if interval else "")


def _box(*parts: str) -> str:
    return f'<div style="max-width:72em;line-height:1.4">{"".join(parts)}</div>'


def _line(text: str) -> str:
    return f'<div style="{QUIET}">{escape(one_line(text))}</div>'


def _chip(relation: str) -> str:
    style = f"background:{COLOURS[relation]};color:#fff;border-radius:.7em;padding:.1em .6em;font-size:.85em"
    return f'<span style="{style}">{relation}</span>'


def _rows(rows: Iterable[Sequence[tuple[str, str]]], head: Sequence[str] = ()) -> str:
    """A table of cells, each a style and HTML."""
    told = "".join(f'<th scope="col" style="{CELL}">{escape(name)}</th>' for name in head)
    top = f'<thead><tr style="background:none">{told}</tr></thead>' if head else ""
    body = "".join(
        '<tr style="background:none">' + "".join(f'<td style="{style}">{html}</td>' for style, html in row) + "</tr>"
        for row in rows
    )
    return f'<table style="border-collapse:collapse;margin:.5em 0;color:inherit">{top}<tbody>{body}</tbody></table>'


def _table(pairs: Iterable[Pair]) -> str:
    rows = []
    for pair in pairs:
        a, b = _claims(pair)
        why = escape(one_line(pair.why))
        rows.append(
            [
                (NUMBER, f"{pair.certainty:.2f}"),
                (CELL + ";width:37%", a),
                (CELL + ";width:37%", b),
                (CELL + f";{QUIET}", why),
            ]
        )
    return _rows(rows, ["probability", "claim", "against", "why"])


def _claims(pair: Pair) -> tuple[str, str]:
    one, two = pair.evidence
    return _claim(pair.a, one), _claim(pair.b, two)


def _claim(claim: Claim, spans: Sequence[Span]) -> str:
    """Who says it, the text with its evidence marked, and where and when it was published."""
    text = "".join(
        f'<mark style="{MARK}">{escape(piece)}</mark>' if marked else escape(piece)
        for piece, marked in pieces(claim.text, spans)
    )
    voice = f"<b>{escape(clipped(claim.voice, 60))}</b><br>" if claim.voice else ""
    about = escape(published(claim))
    url = safe_url(claim.url)
    if url:
        about = f'<a href="{escape(url)}" rel="noopener noreferrer" target="_blank">{about or "link"}</a>'
    return f"<bdi>{voice}{text}</bdi>" + (f'<br><span style="{QUIET}">{about}</span>' if about else "")
