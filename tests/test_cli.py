from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from contradict import Report
from contradict.cli import main

CLAIMS = """text,source,date
The bridge in Oster is open to traffic.,Post,2024-05-01
Parliament passed the budget by 61 votes to 40.,Post,2024-05-01
The bridge in Oster is closed to traffic.,Times,2024-05-01
"""
OPEN, SHUT = "The bridge in Oster is open to traffic.", "The bridge in Oster is closed to traffic."


@pytest.fixture
def claims(tmp_path):
    path = tmp_path / "claims.csv"
    path.write_text(CLAIMS, encoding="utf-8")
    return str(path)


def feed(monkeypatch, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_compare_prints_the_contradictions_by_event_with_sources(claims, capsys):
    assert main(["compare", claims]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("3 claims, 1 event, 1 claim alone; 1 pair judged\n1 contradict,")
    _, event = out.split("\n\n")
    title, *lines = event.splitlines()
    assert title == "Bridge in Oster"
    assert [line.split(":")[0] for line in lines[:2]] == ["  side 1", "  side 2"]
    assert f"{OPEN} (Post, 2024-05-01)" in lines[2]
    assert lines[3] == f"   vs.  {SHUT} (Times, 2024-05-01)"
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "text",
    [CLAIMS, f"{OPEN}\n{SHUT}\n", f'{{"text": "{OPEN}"}}\n{{"text": "{SHUT}"}}\n', json.dumps([OPEN, SHUT])],
    ids=["csv", "text", "jsonl", "json"],
)
def test_compare_reads_standard_input(monkeypatch, capsys, text):
    feed(monkeypatch, text)
    assert main(["compare", "-"]) == 0
    out = capsys.readouterr().out
    assert "1 contradict" in out
    assert out.count("vs.") == 1
    assert OPEN in out
    assert SHUT in out


def test_output_as_json_and_csv(claims, tmp_path, capsys):
    assert main(["compare", claims, "-o", str(tmp_path / "r.json")]) == 0
    assert main(["compare", claims, "--output", str(tmp_path / "r.csv")]) == 0
    out, err = capsys.readouterr()
    assert f"written: {tmp_path / 'r.csv'}" in err
    report = Report.from_json(tmp_path / "r.json")
    assert out == f"{report}\n" * 2
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["relation"], row["a_text"], row["b_source"]) for row in rows] == [("contradict", OPEN, "Times")]
    assert list(rows[0]) == report.columns
    assert float(rows[0]["contradict"]) == report.pairs[0].probabilities.contradict


def test_output_as_page_opens_in_the_browser(claims, tmp_path, capsys, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.append(address) or len(opened) == 1)
    path = tmp_path / "r.html"
    for _ in range(2):
        assert main(["compare", claims, "-o", str(path), "--open"]) == 0
    assert opened == [path.as_uri()] * 2
    assert SHUT in path.read_text(encoding="utf-8")
    err = capsys.readouterr().err
    assert f"written: {path}" in err
    assert err.count("no browser was found") == 1


def test_threshold(claims, capsys):
    assert main(["compare", claims, "--threshold", "1"]) == 0
    assert "0 contradict" in capsys.readouterr().out
    for wrong in ("0", "1.5", "nan"):
        assert main(["compare", claims, "--threshold", wrong]) == 1
        assert "contradict: threshold 'contradict' must be" in capsys.readouterr().err


def test_plan_runs_no_nli_and_says_what_it_would_take(claims, capsys):
    assert main(["compare", claims, "--plan"]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[0] == "3 claims, 1 event, 1 pair, 2 model calls"
    assert main(["compare", claims, "--plan", "--similarity", "0.99"]) == 0
    assert capsys.readouterr().out == "3 claims, 0 events, 0 pairs, 0 model calls\n"


def test_across_and_against(claims, tmp_path, capsys):
    other = tmp_path / "other.txt"
    other.write_text("The bridge in Oster was closed to all traffic.\n", encoding="utf-8")
    assert main(["compare", claims, "--plan", "--against", str(other)]) == 0
    assert capsys.readouterr().out.startswith("4 claims, 1 event, 2 pairs, 4 model calls")
    assert main(["compare", claims, "--plan", "--across", "date"]) == 0
    assert capsys.readouterr().out.startswith("3 claims, 1 event, 0 pairs, 0 model calls")


def test_skip_bad(tmp_path, capsys):
    path = tmp_path / "claims.jsonl"
    path.write_text(f'{{"text": "{OPEN}"}}\n{{"text": " "}}\n{{"text": "{SHUT}", "date": "soon"}}\n', encoding="utf-8")
    assert main(["compare", str(path), "--plan"]) == 1
    err = capsys.readouterr().err
    assert "claim 1: text of a claim is empty" in err
    assert "claim 2: date of a claim must be" in err
    assert main(["compare", str(path), "--skip-bad"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 claim,")
    assert "claim 1: text of a claim is empty" in out


def test_warnings_are_one_line_on_standard_error(tmp_path, capsys):
    path = tmp_path / "claims.txt"
    path.write_text("Мост в Остере закрыт.\n", encoding="utf-8")
    assert main(["compare", str(path), "--plan"]) == 0
    assert capsys.readouterr().err.splitlines()[-1] == (
        "contradict: warning: 1 claims do not look English; the packaged models read English only"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["compare", "gone.csv"], "cannot read gone.csv: No such file"),
        (["compare", "."], "empty.txt: text of an article is empty"),
        (["compare", "a.xlsx"], "expected a name that ends in .csv"),
        (["compare", "claim.csv"], "claim.csv: expected the column 'text'"),
        (["compare", "cut.jsonl"], "cut.jsonl, line 2: expected one JSON value"),
        (["compare", "deep.json"], "deep.json: expected JSON"),
        (["compare", "deep.jsonl"], "deep.jsonl, line 1: expected one JSON value"),
        (["compare", "latin.txt"], "latin.txt is not UTF-8"),
        (["compare", "binary.csv"], "binary.csv is not a text file"),
        (["compare", "empty.txt"], "empty.txt holds no claims"),
        (["compare", "surrogate.jsonl"], "claim 0: source of a claim is not valid Unicode"),
        (["compare", "good.txt", "--against", "gone.csv"], "cannot read gone.csv"),
        (["compare", "good.txt", "--against", "empty.txt"], "empty.txt holds no claims"),
        (["compare", "-", "--against", "-"], "only one of FILE and --against"),
        (
            ["compare", "good.txt", "-o", "report.pdf"],
            "expected a name that ends in .html, .md, .json, .csv, got report.pdf",
        ),
        (["compare", "good.txt", "--open"], "--open: expected -o with a name that ends in .html, got no -o"),
        (
            ["compare", "good.txt", "-o", "r.json", "--open"],
            "--open: expected -o with a name that ends in .html, got r.json",
        ),
        (["compare", "good.txt", "-o", "report"], "expected a name that ends in .html, .md, .json, .csv, got report"),
        (["compare", "good.txt", "-o", "no/folder/r.json"], "no/folder"),
        (["compare", "good.txt", "--across", "desk"], "across must be"),
        (["compare", "good.txt", "--similarity", "2"], "similarity must lie between 0 and 1"),
        (["compare", "good.txt", "--device", "abacus"], "device 'abacus' cannot be used"),
        (["compare", "good.txt", "--nli", "./gone"], "./gone: no such folder"),
        (["compare", "good.txt", "--embedder", "no/such-model"], "Without network"),
        (["judge", "It rained.", "  "], "text of a claim is empty"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_goes_wrong_is_one_line_and_status_1(tmp_path, monkeypatch, capsys, arguments, told):
    monkeypatch.chdir(tmp_path)
    for name, content in {
        "a.xlsx": b"PK", "claim.csv": b"claim\none\n", "cut.jsonl": b'{"text": "one"}\n{"te', "latin.txt": b"caf\xe9",
        "deep.json": b"[" * 100_000, "deep.jsonl": b"[" * 100_000, "binary.csv": b"PK\x03\x04\x00\x00",
        "empty.txt": b"\n\n", "good.txt": f"{OPEN}\n{SHUT}\n".encode(),
        "surrogate.jsonl": b'{"text": "one", "source": "\\ud800"}\n',
    }.items():  # fmt: skip
        (tmp_path / name).write_bytes(content)
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    last = err.splitlines()[-1]
    assert last.startswith("contradict: ")
    assert told in last


def test_judge(capsys):
    assert main(["judge", OPEN, SHUT]) == 0
    out = capsys.readouterr().out.splitlines()
    assert out[0].startswith("contradict (0.")
    assert out[1:3] == [f"  {OPEN}", f"  {SHUT}"]
    assert main(["judge", OPEN, SHUT, "--threshold", "1"]) == 0
    assert not capsys.readouterr().out.startswith("contradict")


def test_judge_of_a_claim_that_the_terminal_cannot_show(monkeypatch):
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert main(["judge", "Şuşa is held.", "Şuşa is held."]) == 0
    sys.stdout.flush()
    assert raw.getvalue().startswith(b"agree (1.00)")


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["compare"], ["judge", "one"], ["compare", "a", "--threshold", "x"]]
)
def test_a_wrong_call_has_status_2_and_shows_the_usage(capsys, arguments):
    try:
        status = main(arguments)
    except SystemExit as error:
        status = error.code
    assert status == 2
    out, err = capsys.readouterr()
    assert "usage: contradict" in out + err


def test_version(capsys):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out[0].isdigit()


def test_an_interrupt_has_status_130(monkeypatch, capsys):
    class Waiting:
        @property
        def buffer(self):
            raise KeyboardInterrupt

    monkeypatch.setattr(sys, "stdin", Waiting())
    assert main(["compare", "-"]) == 130
    assert capsys.readouterr().err == "contradict: interrupted\n"


def test_as_a_module_in_a_process_of_its_own(tmp_path):
    run = [sys.executable, "-m", "contradict"]
    done = subprocess.run([*run, "compare", str(tmp_path / "gone.csv")], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("contradict: cannot read")
    assert subprocess.run(run, capture_output=True).returncode == 2


@pytest.mark.parametrize("option", ["-o", "--against", "--cache"])
def test_a_report_replaces_nothing_that_it_was_made_of(claims, tmp_path, capsys, monkeypatch, option):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link.csv").symlink_to(claims)
    (tmp_path / "other.csv").write_text(CLAIMS, encoding="utf-8")
    arguments = {
        "-o": [claims, "-o", "link.csv"],
        "--against": ["other.csv", "-o", "link.csv", "--against", claims],
        "--cache": ["other.csv", "--cache", f"{tmp_path}/new.csv", "-o", "./new.csv"],
    }
    assert main(["compare", *arguments[option]]) == 1
    err = capsys.readouterr().err
    assert "writing would replace it" in err
    assert err.startswith("contradict: -o: ")
    assert (tmp_path / "link.csv").read_text(encoding="utf-8") == CLAIMS
    assert not (tmp_path / "new.csv").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_output_that_is_lost_is_told_and_a_closed_pipe_is_quiet(argument):
    run = [sys.executable, "-m", "contradict", argument]
    options = {"stderr": subprocess.PIPE, "text": True, "env": {**os.environ, "PYTHONUNBUFFERED": ""}}
    with open("/dev/full", "w") as full:
        done = subprocess.run(run, stdout=full, **options)
    assert done.returncode == 1
    assert done.stderr.startswith("contradict: the output cannot be written: ")
    assert len(done.stderr.splitlines()) == 1
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(run, stdout=writer, **options)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")
