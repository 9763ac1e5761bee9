from __future__ import annotations

import json

import pytest

from contradict import Report, read_claims
from contradict.cli import main

OPEN, SHUT = "The bridge in Oster is open to traffic.", "The bridge in Oster is closed to traffic."
PAPER = f"Bridge in Oster\n\n{OPEN} The mayor said so on Monday.\n\nIt was built in 1931. Who will pay for it?\n"
BLOG = f"# Bridge in Oster\n\n{SHUT} The police closed it on **Monday**.\n"
PAGE = f"<html><head><title>Bridge</title></head><body><article><h1>News from Oster</h1><p>{SHUT} The \
town hall announced on Monday that the work will take three weeks.</p><p>Caf\u00e9s on both banks complain of empty \
tables.</p></article></body></html>"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    (tmp_path / "blog.md").write_text(BLOG, encoding="utf-8")
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_compare_reads_articles_and_folders(folder, capsys):
    files = [str(folder / name) for name in ("paper.txt", "blog.md", "page.html")]
    assert main(["compare", *files, "-o", str(folder / "r.json")]) == 0
    told = capsys.readouterr().err
    assert f"{files[0]}: an article, 3 claims, 2 sentences left out (--claims reads one claim a line)" in told
    report = Report.from_json(folder / "r.json")
    assert {c.source for c in report.claims} == {"paper", "blog", "page"}
    assert any({p.a.text, p.b.text} == {OPEN, SHUT} for p in report.contradictions)
    assert all(c.article and c.span for c in report.claims)
    assert main(["compare", str(folder), "-o", str(folder / "all.json")]) == 0
    assert [c.id for c in Report.from_json(folder / "all.json").claims] == [c.id for c in report.claims]


def test_a_text_with_one_claim_a_line_is_no_article(folder, capsys):
    lines = folder / "lines.txt"
    lines.write_text(f"{OPEN}\n\n{SHUT}\n", encoding="utf-8")
    assert main(["compare", str(lines), "--plan"]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("2 claims, 1 event, 1 pair,")
    assert "an article" not in err
    assert main(["compare", str(lines), "--plan", "--articles"]) == 0
    assert "lines.txt: an article, 2 claims" in capsys.readouterr().err
    assert main(["compare", str(folder / "paper.txt"), "--plan", "--claims"]) == 0
    assert capsys.readouterr().out.startswith("3 claims")


def test_extract_prints_and_writes_claims_that_compare_reads(folder, capsys):
    out = folder / "claims.jsonl"
    assert main(["extract", str(folder / "paper.txt"), "--source", "Post", "--date", "2024-05-01", "-o", str(out)]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == "Bridge in Oster (Post, 2024-05-01)"
    assert "  mayor: The mayor said so on Monday." in printed
    assert printed[-1] == "  3 claims; left out: 1 headline, 1 question"
    rows = read_claims(out)
    assert (rows[0]["text"], rows[0]["source"], rows[0]["date"]) == (OPEN, "Post", "2024-05-01")
    assert PAPER[slice(*rows[0]["span"])] == OPEN
    assert main(["extract", str(folder / "paper.txt"), "--left-out", "-o", str(folder / "claims.json")]) == 0
    assert "    question: Who will pay for it?" in capsys.readouterr().out
    assert json.loads((folder / "claims.json").read_text(encoding="utf-8"))[0]["text"] == OPEN
    assert main(["compare", str(out), "--plan"]) == 0


def test_a_page_in_the_encoding_that_it_names(folder, capsys):
    page = folder / "latin.html"
    page.write_bytes(PAGE.replace("<head>", '<head><meta charset="iso-8859-1">').encode("iso-8859-1"))
    assert main(["extract", str(page)]) == 0
    assert "Caf\u00e9s on both banks" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["extract", "gone.txt"], "cannot read gone.txt"),
        (["extract", "empty.md"], "empty.md: text of an article is empty"),
        (["extract", "binary.html"], "binary.html is not a text file"),
        (["extract", "latin.txt"], "latin.txt is not UTF-8"),
        (["extract", "nothing"], "nothing holds no articles"),
        (["extract", "good.md", "--date", "soon"], "good.md: date of a claim must be"),
        (["extract", "good.md", "-o", "claims.csv"], "expected a name that ends in .jsonl or .json"),
        (["extract", "good.md", "-o", "no/folder/c.jsonl"], "no/folder"),
        (["compare", "good.md", "nothing"], "nothing holds no articles"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_goes_wrong_is_one_line_and_status_1(tmp_path, monkeypatch, capsys, arguments, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nothing").mkdir()
    (tmp_path / "empty.md").write_bytes(b"\n")
    (tmp_path / "binary.html").write_bytes(b"PK\x00\x00")
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "good.md").write_bytes(b"# A\n\nIt rained on Monday.\n")
    assert main(arguments) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert told in err.splitlines()[-1]
    assert err.splitlines()[-1].startswith("contradict: ")


def test_extract_does_not_replace_what_it_reads(tmp_path, capsys):
    path = tmp_path / "a.json"
    path.write_text("The dam broke on Monday. Nobody was hurt. The mayor has resigned.\n", encoding="utf-8")
    before = path.read_bytes()
    assert main(["extract", str(path), "-o", str(tmp_path / "." / "a.json")]) == 1
    assert "would replace it" in capsys.readouterr().err
    assert path.read_bytes() == before
