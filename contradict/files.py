"""Claims from files: CSV, TSV, JSONL, JSON and plain text."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from contradict.claims import FIELDS
from contradict.errors import InputFileError

FORMATS = {".csv": "csv", ".tsv": "tsv", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json", ".txt": "text"}


def read_text(path: str | Path) -> str:
    """The text of a file, or of standard input for `-`; UTF-8 with or without a byte order mark."""
    if str(path) == "-":
        raw = sys.stdin.buffer.read()
    else:
        try:
            raw = Path(path).read_bytes()
        except OSError as error:
            raise InputFileError(f"cannot read {path}: {error.strerror or error}") from None
    if b"\x00" in raw[:4096]:
        raise InputFileError(f"{path} is not a text file: it holds zero bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputFileError(
            f"{path} is not UTF-8: byte {error.start} is 0x{raw[error.start]:02x}; save it as UTF-8"
        ) from None


def _format(path: str | Path, text: str) -> str:
    if str(path) != "-":
        suffix = Path(path).suffix.lower()
        if suffix not in FORMATS:
            raise InputFileError(
                f"{path}: expected a name that ends in {', '.join(FORMATS)}, got {suffix or 'no ending'}"
            )
        return FORMATS[suffix]
    first = text.lstrip()[:1]
    if first == "{":
        return "jsonl"
    if first == "[":
        return "json"
    return "csv" if "text" in next(csv.reader([text.splitlines()[0] if text.strip() else ""]), []) else "text"


def _json_lines(text: str, path: str | Path) -> Iterator[Any]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError) as error:
                raise InputFileError(
                    f"{path}, line {number}: expected one JSON value, got {line.strip()!r:.60} ({error})"
                ) from None


def _table(text: str, path: str | Path, delimiter: str) -> Iterator[dict[str, str]]:
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        reader.fieldnames = _named(reader.fieldnames or [])
        for row in reader:
            if None in row:
                raise InputFileError(
                    f"{path}, line {reader.line_num}: more cells than the header has columns: {row[None]}"
                )
            yield {k: v for k, v in row.items() if v is not None}
    except csv.Error as error:
        raise InputFileError(f"{path}, line {reader.line_num}: not well-formed CSV ({error})") from None


def _named(header: Sequence[str]) -> list[str]:
    """The header with "Text" or " SOURCE" read as the fields of a claim, unless these stand there too."""
    plain = [name.strip().lower() for name in header]
    return [
        small if small in FIELDS and small not in header and plain.count(small) == 1 else name
        for name, small in zip(header, plain, strict=True)
    ]


def read_rows(path: str | Path) -> list[Any]:
    """The rows of a file, as mappings or strings.

    Args:
        path: A `.csv` or `.tsv` with a header, `.jsonl`, `.json` (a list), or `.txt` with one item a line; `-` is
            standard input, whose form is recognised.

    Raises:
        InputFileError: The file cannot be read, or is not what its name says; the message names the line.
    """
    text = read_text(path)
    kind = _format(path, text)
    if kind == "text":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if kind in ("csv", "tsv"):
        return list(_table(text, path, "," if kind == "csv" else "\t"))
    if kind == "jsonl":
        return list(_json_lines(text, path))
    try:
        rows = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputFileError(f"{path}: expected JSON ({error})") from None
    if not isinstance(rows, list):
        raise InputFileError(f"{path}: expected a JSON list, got {type(rows).__name__}")
    return rows


def read_claims(path: str | Path) -> list[Any]:
    """Claims from a file, to hand to `compare`: rows with `text` and optionally source, speaker, date, id, url.

    Raises:
        InputFileError: As `read_rows`, and if a table has no column `text`.
    """
    rows = read_rows(path)
    if rows and isinstance(rows[0], dict) and "text" not in rows[0]:
        raise InputFileError(f"{path}: expected the column 'text', got {sorted(map(str, rows[0]))}")
    return rows
