"""Bad, strange and hostile input: a clear error or a right result, and nothing that steers a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from synthetic import event_of, pair_of, report_of

import contradict
from contradict import Claim, ClaimError, InputFileError, Report, read_article
from contradict.attribution import attribute
from contradict.cli import main
from contradict.cli_articles import read_all

SAID = "The army said on Monday that 12 people were killed in Talis. The mayor said that nobody was hurt there. "
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ESCAPES = "The army said \x1b[31m\x1b]0;title\x07 that \u202e5 people died\x9b2J in Talis on Monday."


@pytest.mark.parametrize("field", ["source", "url", "id", "date"])
def test_fields_of_an_article_that_are_no_strings(field):
    with pytest.raises(ClaimError, match=r"must be .*got int: 5"):
        read_article(SAID, **{field: 5})


def test_a_lone_surrogate_is_told_with_its_place():
    for text in (f"{SAID}\ud800 was here.", f"<html><body><p>{SAID}\ud800 was here.</p></body></html>"):
        with pytest.raises(ClaimError, match=f"text of an article .* at position {text.index(chr(0xD800))}"):
            read_article(text)


def test_a_byte_order_mark_is_no_text():
    article = read_article("\ufeff" + SAID)
    assert article.claims[0].text == "The army said on Monday that 12 people were killed in Talis."
    assert article.claims[0].span == (1, 61)
    front = read_article(f"\ufeff---\r\nsource: Post\r\ndate: 2024-05-31\r\n---\r\n\r\n{SAID}")
    assert (front.source, str(front.date)) == ("Post", "2024-05-31")


@pytest.mark.parametrize("end", ["\r", "\r\n", "\u2028", "\u2029"])
def test_every_end_of_line(end):
    article = read_article(f"Attack on Talis{end}{end}{SAID}{end}{end}{SAID}")
    assert article.title == "Attack on Talis"
    assert len(article.claims) == 4


@pytest.mark.parametrize("blank", [" ", "\t", "\n"])
def test_blanks_without_end_do_not_stop_the_attribution(blank):
    found = attribute(f"The mayor,{blank * 20_000}was hit, but X denied the claim.")
    assert found.proposition.endswith("claim.")


def hostile_report() -> Report:
    a = Claim(ESCAPES, source=ESCAPES, id=ESCAPES)
    b = Claim(f"It is not true:\n{ESCAPES}", speaker="\x1b[2J", id="\x00")
    return report_of([event_of([a, b], [pair_of(a, b, "contradict", event="\x1b")], "\x1b")])


def test_nothing_that_is_printed_steers_a_terminal():
    report = hostile_report()
    for told in (str(report), str(report.pairs[0]), report.to_markdown(), report._repr_html_()):
        assert not STEERING.search(told)
    assert len(str(report.pairs[0]).splitlines()) == 4


def test_a_page_holds_only_characters_that_html_allows():
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", hostile_report().to_html())


def test_extract_prints_nothing_that_steers_a_terminal(tmp_path, capsys):
    path = tmp_path / "\x1b[31mpost.txt"
    path.write_text(f"Attack \x1b[1m\n\n{SAID}{ESCAPES} Is \x1b[0m it?\n", encoding="utf-8")
    assert main(["extract", str(path), "--left-out"]) == 0
    assert main(["extract", f"{path}.gone"]) == 1
    told = capsys.readouterr()
    assert "5 people died" in told.out
    assert not STEERING.search(told.out.replace("\n", "") + told.err.replace("\n", ""))


def test_an_empty_name_is_not_the_working_folder(capsys):
    assert main(["extract", ""]) == 1
    assert "expected the name of a file or folder, got an empty one" in capsys.readouterr().err


def test_a_list_of_claims_is_one_under_any_spelling_of_its_path(tmp_path, monkeypatch):
    (tmp_path / "lines.txt").write_text("12 people died in Talis\nNobody died in Talis\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_all(["./lines.txt"]) == read_all(["lines.txt"]) == ["12 people died in Talis", "Nobody died in Talis"]


def test_what_a_folder_holds_besides_articles_is_counted(tmp_path, capsys):
    (tmp_path / "post.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "claims.csv").write_text("text\nIt is open.\n", encoding="utf-8")
    assert len(read_all([str(tmp_path)])) == 2
    assert f"{tmp_path}: 1 file left out" in capsys.readouterr().err


def test_an_earlier_report_is_no_article_of_its_folder(tmp_path):
    (tmp_path / "post.txt").write_text(SAID, encoding="utf-8")
    report = tmp_path / "report.md"
    report.write_text(SAID, encoding="utf-8")
    assert {claim.source for claim in read_all([str(tmp_path)], output=report)} == {"post"}
    assert {claim.source for claim in read_all([str(tmp_path)])} == {"post", "report"}


@pytest.mark.parametrize("command", ["compare", "extract"])
def test_outputs_that_cannot_be_written_are_refused_before_the_work(tmp_path, capsys, command):
    (tmp_path / "post.txt").write_text(SAID, encoding="utf-8")
    (tmp_path / "out.json").mkdir()
    assert main([command, str(tmp_path / "post.txt"), "-o", str(tmp_path / "out.json")]) == 1
    assert "expected the name of a file, got the folder" in capsys.readouterr().err


def test_the_report_does_not_replace_what_it_reads(tmp_path, capsys):
    page = tmp_path / "page.html"
    page.write_text(f"<p>{SAID}</p>", encoding="utf-8")
    assert main(["compare", str(page), "-o", str(page)]) == 1
    assert "is one of the files to read" in capsys.readouterr().err
    assert page.read_text(encoding="utf-8") == f"<p>{SAID}</p>"


@pytest.mark.parametrize("charset", ["iso-8859-1", "us-ascii", "windows-1252"])
def test_pages_in_old_encodings_keep_their_quotation_marks(tmp_path, charset):
    page = tmp_path / "page.html"
    head = f'<html><head><meta charset="{charset}"></head><body><p>'
    page.write_bytes((head + "The “army” said that 3 people died in Talis.</p></body></html>").encode("cp1252"))
    assert read_all([str(page)])[0].text == "The “army” said that 3 people died in Talis."


def test_an_encoding_that_decodes_nothing(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(b'<html><head><meta charset="undefined"></head><body><p>Caf\xe9.</p></body></html>')
    with pytest.raises(InputFileError, match="not in the encoding that it names"):
        read_all([str(page)])


def test_the_name_of_a_file_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("The army took Oster on Monday.", encoding="utf-8")
    with pytest.raises(ClaimError, match="name of a file"):
        contradict.extract(str(path))
    assert contradict.extract(path.read_text(encoding="utf-8"))


def test_headers_of_a_table_in_other_cases(tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text("Source,TEXT, Date,Desk\nPost,Oster fell.,2024-05-01,war\n", encoding="utf-8")
    assert contradict.read_claims(path) == [
        {"source": "Post", "text": "Oster fell.", "date": "2024-05-01", "Desk": "war"}
    ]
    path.write_text("text,Text\nOster fell.,other\n", encoding="utf-8")
    assert contradict.read_claims(path) == [{"text": "Oster fell.", "Text": "other"}]


def test_the_command_line_names_its_own_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text('{"text": "Oster fell.", "date": "1 May 2024"}\n', encoding="utf-8")
    assert main(["compare", str(path)]) == 1
    assert "--skip-bad leaves" in capsys.readouterr().err
