from __future__ import annotations

import io
import sys

import pytest

from contradict import InputFileError, read_claims
from contradict.files import read_rows


def put(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_forms(tmp_path):
    rows = [{"text": "one", "source": "s"}]
    assert read_rows(put(tmp_path, "a.csv", "text,source\none,s\n")) == rows
    assert read_rows(put(tmp_path, "a.tsv", "text\tsource\none\ts\n")) == rows
    assert read_rows(put(tmp_path, "a.jsonl", '{"text": "one", "source": "s"}\n\n')) == rows
    assert read_rows(put(tmp_path, "a.json", '[{"text": "one", "source": "s"}]')) == rows
    assert read_rows(put(tmp_path, "a.txt", "one\n\n  two \n")) == ["one", "two"]
    assert read_rows(put(tmp_path, "b.csv", b"\xef\xbb\xbftext,source\r\none,s\r\n")) == rows


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "claim,source\none,s\n", "column 'text', got \\['claim', 'source'\\]"),
        ("a.csv", "text,source\none,s,extra\n", "line 2: more cells"),
        ("a.csv", 'text\n"open\n', "not well-formed CSV"),
        ("a.jsonl", '{"text": "one"}\n{"text": \n', "line 2: expected one JSON value"),
        ("a.json", '{"text": "one"}', "expected a JSON list, got dict"),
        ("a.json", "nothing", "expected JSON"),
        ("a.xlsx", "PK", "expected a name that ends in"),
        ("a.csv", b"PK\x03\x04\x00\x00", "zero bytes"),
        ("a.txt", b"caf\xe9", "not UTF-8: byte 3"),
        ("a", "one", "no ending"),
    ],
)
def test_wrong_files_say_what_is_wrong(tmp_path, name, content, told):
    with pytest.raises(InputFileError, match=told):
        read_claims(put(tmp_path, name, content))


def test_missing_file(tmp_path):
    with pytest.raises(InputFileError, match="No such file"):
        read_claims(tmp_path / "gone.csv")
    with pytest.raises(InputFileError, match="directory"):
        read_claims(tmp_path)


@pytest.mark.parametrize("content", ["text,source\none,s\n", '{"text": "one"}\n', '[{"text": "one"}]', "one\n"])
def test_standard_input_is_recognised(monkeypatch, content):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    row = read_rows("-")[0]
    assert row == "one" or row["text"] == "one"
