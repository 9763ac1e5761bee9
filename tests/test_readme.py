"""README's examples print what they say they print."""

from __future__ import annotations

import doctest
import shlex
from pathlib import Path

import pytest

from contradict.cli import main

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def test_examples():
    found = doctest.testfile(str(README), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted >= 6
    assert found.failed == 0


def test_the_command_line_prints_what_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    block = README.read_text(encoding="utf-8").split("```\n$ contradict ")[1].split("```")[0]
    command, *shown = block.splitlines()
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    assert main([word for word in shlex.split(command) if word != "--open"]) == 0
    printed = iter(capsys.readouterr().out.splitlines())
    wanted = [line for line in shown if line != "..."]
    assert len(wanted) > 5
    for line in wanted:
        assert line in printed, line
