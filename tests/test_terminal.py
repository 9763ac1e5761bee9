from __future__ import annotations

import io
import re
import sys
from dataclasses import replace

import pytest
from rich.console import Console
from synthetic import event_of, pair_of, report_of

from contradict import Claim
from contradict.cli import main
from contradict.views.terminal import NARROW, print_report

ANSI = re.compile(r"\x1b\[[0-9;]*m")
OPEN, SHUT = "The bridge in Oster is open to traffic.", "The bridge in Oster is closed to traffic."


@pytest.fixture(autouse=True)
def a_terminal_that_can(monkeypatch):
    """Rich draws without styles, 80 columns wide, where TERM is "dumb"."""
    monkeypatch.setenv("TERM", "xterm-256color")


def printed(report, width=100, colours=True):
    file = io.StringIO()
    print_report(report, Console(file=file, width=width, force_terminal=colours, highlight=False))
    return file.getvalue()


def words(text):
    return " ".join(ANSI.sub("", text).split())


@pytest.mark.parametrize("width", [NARROW - 20, NARROW, 100, 200])
def test_all_contradictions_are_printed_within_the_width(report, width):
    text = printed(report, width)
    if width >= NARROW:
        assert max(len(ANSI.sub("", line)) for line in text.splitlines()) <= width
        assert len(re.findall(r"\b\d\.\d\d\b", ANSI.sub("", text))) >= len(report.contradictions)
    for pair in report.contradictions:
        first = pair.a.text.split()[0]
        assert first in text
    for line in report.summary().splitlines():
        assert line in words(text)
    assert words(text).count("vs.") == len(report.contradictions)


def test_a_contradiction_in_full():
    a = Claim(OPEN, speaker="Post's desk", source="Post", date="2024-05-01T10:00", id="a")
    b = Claim(SHUT, source="Times", id="b")
    text = printed(report_of([event_of([a, b], [pair_of(a, b, "contradict", 0.87)])]), 160)
    for told in (OPEN, SHUT, "Post's desk", "Post, 2024-05-01", "Times", "0.87", "other", "(1 contradiction)"):
        assert told in words(text)
    assert "\x1b[4;33mThe\x1b[0m" in text


def test_each_dispute_says_who_is_on_which_side():
    claims = [
        Claim(f"{text} Report {n}.", speaker=v, id=v)
        for n, (text, v) in enumerate(zip((OPEN, SHUT, SHUT), "XYZ", strict=True))
    ]
    a, b, c = claims
    made = report_of([event_of(claims, [pair_of(a, b, "contradict"), pair_of(a, c, "contradict")])])
    for width in (60, 160):
        text = words(printed(made, width))
        assert "Bridge in Oster" in text
        assert "side 1: Y, Z (2 claims, against 2)" in text
        assert "side 2: X (1 claim, against 1)" in text


def test_a_dispute_between_two_questions_is_called_so():
    a, b, c, d = (Claim(f"{text} {n}.", id=f"c{n}") for n, text in enumerate((OPEN, OPEN, SHUT, "The mine")))
    pairs = [pair_of(a, b, "agree", 0.95), pair_of(a, d, "contradict", 0.7), pair_of(b, d, "neutral", 0.95)]
    text = words(printed(report_of([event_of([a, b, c, d], pairs)])))
    assert "between two questions: more often a false alarm" in text


def test_a_terminal_without_colours_gets_none(report):
    assert "\x1b" not in printed(report, colours=False)


def test_hostile_claims_neither_steer_the_terminal_nor_are_markup():
    a = Claim("[bold]The bridge[/bold] \x1b[2J\x07is open.", speaker="[red]x\x1b]0;title\x07", id="a")
    b = Claim("[/] It is shut.", source="\u202eTimes", id="b")
    made = report_of([replace(event_of([a, b], [pair_of(a, b, "contradict")]), title="[link=x]title\x1b[2J")])
    for width in (60, 160):
        text = ANSI.sub("", printed(made, width))
        assert "\x1b" not in text
        assert "\x07" not in text
        assert "\u202e" not in text
        assert "[bold]The bridge[/bold]" in text


@pytest.fixture
def claims(tmp_path):
    path = tmp_path / "claims.txt"
    path.write_text(f"{OPEN}\n{SHUT}\n", encoding="utf-8")
    return str(path)


def test_the_command_prints_tables_on_a_terminal_and_plain_text_into_a_pipe(claims, capsys, monkeypatch):
    assert main(["compare", claims]) == 0
    plain = capsys.readouterr().out
    assert f"   vs.  {SHUT}\n" in plain or f"   vs.  {OPEN}\n" in plain
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")
    assert main(["compare", claims]) == 0
    table = capsys.readouterr().out
    assert "(1 contradiction)" in words(table)
    assert OPEN in words(table)
    assert "───" in table


def test_the_command_writes_markdown(claims, tmp_path, capsys):
    assert main(["compare", claims, "-o", str(tmp_path / "r.md")]) == 0
    assert "# Claims that cannot all be true" in (tmp_path / "r.md").read_text(encoding="utf-8")
    assert "written" in capsys.readouterr().err
