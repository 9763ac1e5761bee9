from __future__ import annotations

import json
from pathlib import Path

import pytest

from contradict import Report
from contradict.cli import main

OPEN, SHUT = "The bridge in Oster is open to traffic.", "The bridge in Oster is closed to traffic."


@pytest.fixture
def store(tmp_path: Path) -> str:
    (tmp_path / "open.txt").write_text(OPEN + "\n", encoding="utf-8")
    (tmp_path / "shut.jsonl").write_text(json.dumps({"text": SHUT, "source": "Times"}) + "\n", encoding="utf-8")
    return str(tmp_path / "s.db")


def test_add_check_and_report(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, second = str(tmp_path / "open.txt"), str(tmp_path / "shut.jsonl")
    assert main(["store", "add", store, first]) == 0
    assert capsys.readouterr().out == "1 new claim, 0 pairs judged: 0 contradict, 0 update, 0 agree\n"
    assert main(["store", "check", "-q", store, second]) == 0
    checked = capsys.readouterr().out
    assert checked.startswith("contradict (0.9")
    assert f"{SHUT} (Times)" in checked
    assert main(["store", "add", store, second, "--threshold", "1"]) == 0
    assert "1 pair judged: 0 contradict" in capsys.readouterr().out
    assert main(["store", "add", "-q", store, first]) == 0
    assert capsys.readouterr().out == ""
    for suffix in (".html", ".md", ".json", ".csv"):
        assert main(["store", "report", store, "-o", str(tmp_path / f"r{suffix}")]) == 0
        out, err = capsys.readouterr()
        assert "1 contradict" in out
        assert "note: 1 repeated claims" in out
        assert f"written: {tmp_path}/r{suffix}" in err
        assert SHUT in (tmp_path / f"r{suffix}").read_text(encoding="utf-8")
    assert len(Report.from_json(tmp_path / "r.json").claims) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["report", "{}.none"], "there is no such store; contradict store add makes one"),
        (["check", "{}.none", "x.txt"], "there is no such store"),
        (["add", "{}", "{}"], "is the store: expected other files with claims"),
        (["report", "{}", "-o", "LINK.html"], "LINK.html is the store: writing would replace it"),
        (["add", "{}", "./LINK.html"], "is the store: expected other files with claims"),
        (["report", "{}", "-o", "{}.txt"], "expected a name that ends in .html, .md, .json, .csv"),
        (["add", "{}", "{}.none"], ".none"),
        (["add", "{}", "OTHER", "--similarity", "0.5"], "similarity 0.25 in the file, 0.5 now"),
        (["add", "{}", "OTHER", "--similarity", "0.5"], "take the new ones with contradict store add --renew"),
    ],
)
def test_what_cannot_be_done(
    store: str,
    tmp_path: Path,
    arguments: list[str],
    told: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("LINK.html").symlink_to(store)
    main(["store", "add", store, str(tmp_path / "open.txt")])
    capsys.readouterr()
    named = [a.replace("{}", store).replace("OTHER", str(tmp_path / "shut.jsonl")) for a in arguments]
    assert main(["store", *named]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("contradict: ")
    assert told in err
    assert len(err.splitlines()) == 1


def test_only_an_add_renews_the_settings(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = str(tmp_path / "open.txt")
    assert main(["store", "add", store, claims]) == 0
    for wrong in (["check", store, claims, "--renew"], ["report", store, "--renew"]):
        assert main(["store", *wrong]) == 2
    assert main(["store", "check", store, claims]) == 0
    assert main(["store", "add", store, claims, "--similarity", "0.5", "--renew"]) == 0
    assert main(["store", "check", store, claims, "--similarity", "0.5"]) == 0


def test_two_claims_with_one_id_can_be_skipped(store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"text": OPEN, "id": "1"}, {"text": SHUT, "id": "1"}]
    (tmp_path / "two.json").write_text(json.dumps(rows), encoding="utf-8")
    assert main(["store", "add", store, str(tmp_path / "two.json")]) == 1
    assert "two different claims have the id '1'" in capsys.readouterr().err
    assert main(["store", "add", store, str(tmp_path / "two.json"), "--skip-bad"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 new claim")
    assert "note: 1 claim with the id '1': " in out
