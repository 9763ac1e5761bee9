"""Articles on the command line: what `contradict compare` reads, and the command `contradict extract`."""

from __future__ import annotations

import argparse
import codecs
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contradict.cli_common import same_file
from contradict.errors import ContradictError, InputFileError, SettingsError
from contradict.views.display import counted, one_line

if TYPE_CHECKING:
    from contradict.articles import Article
    from contradict.articles.reading import Format

PAGES, MARKDOWN, TEXT = (".html", ".htm", ".xhtml"), (".md", ".markdown"), (".txt",)
CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]{2,40})", re.I)
OUTPUTS = (".jsonl", ".json")
FEWEST_LINES = 4
"""Fewer lines with blank ones between them say nothing of what a text file is."""


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the arguments that say how files are read."""
    kinds = parser.add_mutually_exclusive_group()
    kinds.add_argument("--articles", action="store_true", help="read .txt and standard input as articles")
    kinds.add_argument("--claims", action="store_true", help="read .txt and standard input as one claim a line")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `contradict extract`."""
    parser.add_argument("file", nargs="+", help="articles: .txt, .md, .html, a folder of them, or - for standard input")
    parser.add_argument("-o", "--output", type=Path, help="write the claims: .jsonl or .json, for contradict compare")
    parser.add_argument("--source", help="who published them; default: what the page says, or the file's name")
    parser.add_argument("--date", help="when: 2024-05-31; default: what the page says")
    parser.add_argument("--left-out", action="store_true", help="print what was left out too, with the reason")


def run(options: argparse.Namespace) -> int:
    """Extract the claims of articles, print them, and write them where -o says."""
    output = options.output
    if output is not None and output.suffix not in OUTPUTS:
        raise SettingsError(f"-o: expected a name that ends in {' or '.join(OUTPUTS)}, got {output}")
    if output is not None and not output.parent.is_dir():
        raise SettingsError(f"-o: there is no folder {output.parent}")
    if output is not None and output.is_dir():
        raise SettingsError(f"-o: expected the name of a file, got the folder {output}")
    paths = _files(options.file)
    if output is not None and any(str(path) != "-" and same_file(output, path) for path in paths):
        raise SettingsError(f"-o: {output} is one of the files to read: writing would replace it")
    articles = [_article(path, paths, source=options.source, date=options.date) for path in paths]
    for article in articles:
        _print(article, left_out=options.left_out)
    if output is not None:
        rows = [json.dumps(claim.to_dict(), ensure_ascii=False) for article in articles for claim in article.claims]
        text = "\n".join(rows) if output.suffix == ".jsonl" else "[\n" + ",\n".join(rows) + "\n]"
        output.write_text(text + "\n", encoding="utf-8")
        print(f"written: {output}", file=sys.stderr)
    return 0


def read_all(
    names: Sequence[str], *, articles: bool = False, claims: bool = False, output: Path | None = None
) -> list[Any]:
    """The claims of files and folders, for `compare`.

    Web pages, Markdown and everything in a folder are articles. A text file is one if it has paragraphs, and a list
    with one claim a line otherwise; `articles` and `claims` overrule this. A report at `output`, of an earlier run, is
    no article of the folder that it stands in.

    Raises:
        InputFileError: As `contradict.read_claims`, and a folder without articles.
        SettingsError: A file holds no claims.
    """
    from contradict.files import read_claims

    found: list[Any] = []
    paths = _files(names, output)
    for path in paths:
        given = path in map(Path, names)
        if not _is_article(path, articles=articles, claims=claims, listed=given):
            rows = read_claims(path)
            if not rows:
                raise SettingsError(f"{path} holds no claims")
            found += rows
            continue
        article = _article(path, paths)
        told = f"{path}: an article, {len(article.claims)} claims, {len(article.left_out)} sentences left out"
        hint = " (--claims reads one claim a line)" if given and path.suffix.lower() in TEXT and not articles else ""
        print(one_line(told + hint), file=sys.stderr)
        found += article.claims
    return found


def _files(names: Sequence[str], output: Path | None = None) -> list[Path]:
    """The files, those of folders included, in the order of their names."""
    found: list[Path] = []
    for name in names:
        if not name:
            raise InputFileError("expected the name of a file or folder, got an empty one")
        path = Path(name)
        if name == "-" or not path.is_dir():
            found.append(path)
            continue
        files = [p for p in path.rglob("*") if p.is_file() and not (output and output.exists() and p.samefile(output))]
        inside = sorted(p for p in files if p.suffix.lower() in PAGES + MARKDOWN + TEXT)
        if not inside:
            raise InputFileError(f"{path} holds no articles: no file that ends in {', '.join(PAGES + MARKDOWN + TEXT)}")
        others = len(files) - len(inside)
        if others:
            print(one_line(f"{path}: {counted(others, 'file')} left out, no articles by their names"), file=sys.stderr)
        found += inside
    return list(dict.fromkeys(found))


def _is_article(path: Path, *, articles: bool, claims: bool, listed: bool) -> bool:
    suffix = path.suffix.lower()
    if suffix in PAGES + MARKDOWN:
        return True
    if suffix not in TEXT and str(path) != "-":
        return False
    if claims or str(path) == "-":
        return articles
    return articles or not listed or _has_paragraphs(_text(path))


def _has_paragraphs(text: str) -> bool:
    """Whether a text is an article rather than a list of claims.

    It has a line of three sentences, or blank lines and two lines of two sentences, or a headline above paragraphs.
    """
    from contradict.articles.sentences import split_sentences

    lines = [line.strip() for line in text.splitlines() if line.strip()]
    counts = sorted((len(split_sentences(line)) for line in lines), reverse=True)
    gaps = len(re.findall(r"\n[^\S\n]*\n", text.strip()))
    if counts[:1] and (counts[0] >= 3 or (gaps and counts[1:2] >= [2])):
        return True
    ended = [line[-1] in '.!?"”’)' for line in lines]
    spaced = len(lines) >= FEWEST_LINES and gaps >= 0.8 * (len(lines) - 1)
    return spaced and not ended[0] and sum(ended[1:]) >= 0.8 * len(ended[1:])


def _article(path: Path, paths: Sequence[Path], *, source: str | None = None, date: str | None = None) -> Article:
    from contradict.articles import read_article

    suffix = path.suffix.lower()
    kind: Format | None = "html" if suffix in PAGES else "markdown" if suffix in MARKDOWN else None
    text = _text(path)
    try:
        article = read_article(text, source=source, date=date, format=kind)
        if article.source is None and str(path) != "-":
            named = path.stem if sum(p.stem == path.stem for p in paths) == 1 else str(path)
            article = read_article(text, source=named, date=date, format=kind)
    except ContradictError as error:
        raise type(error)(f"{path}: {error}") if not isinstance(error, ImportError) else error from None
    return article


def _text(path: Path) -> str:
    """The text of a file; a page that is not UTF-8 is read in the encoding that it names."""
    from contradict.files import read_text

    try:
        return read_text(path)
    except InputFileError:
        named = CHARSET.search(path.read_bytes()[:4096]) if path.suffix.lower() in PAGES and path.is_file() else None
        if named is None:
            raise
        try:
            return path.read_bytes().decode(_codec(named[1].decode()))
        except (LookupError, UnicodeError) as error:
            raise InputFileError(f"{path} is not in the encoding that it names: {error}") from None


def _codec(name: str) -> str:
    """The encoding that a page means: as browsers do, Windows-1252 where it says Latin-1 or ASCII."""
    return "cp1252" if codecs.lookup(name).name in ("iso8859-1", "ascii") else name


def _print(article: Article, *, left_out: bool) -> None:
    head = ", ".join(part for part in (article.source, str(article.date or "")) if part)
    counts = Counter(left.reason for left in article.left_out)
    print(one_line(f"{article.title or 'no headline'} ({head})" if head else article.title or "no headline"))
    for claim in article.claims:
        print("  " + one_line(f"{claim.speaker or '-'}: {claim.text}"))
    print(
        f"  {len(article.claims)} claims; left out: " + (", ".join(f"{n} {r}" for r, n in counts.items()) or "nothing")
    )
    for left in article.left_out if left_out else ():
        print("    " + one_line(f"{left.reason}: {left.text}"))
