import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contradict.claims import Claim
from contradict.errors import InputFileError, LabelError
from contradict.evaluation.labels import LabelledPair, read_pairs

A, B = "The bridge is open.", "The bridge is closed."


def labels(pairs: Any, **options: Any) -> list[str]:
    return [pair.label for pair in read_pairs(pairs, **options)]


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("columns", "values", "first"),
    [
        (("premise", "hypothesis", "label"), ("entailment", "neutral", "contradiction"), "premise"),
        (("sentence1", "sentence2", "gold_label"), ("entailment", "neutral", "contradiction"), "sentence1"),
        (("claim", "evidence", "label"), ("SUPPORTS", "NOT ENOUGH INFO", "REFUTES"), "evidence"),
        (("context", "hypothesis", "label"), ("e", "n", "c"), "context"),
        (("text_a", "text_b", "gold"), ("Entailment", "NEI", "refuted"), "text_a"),
    ],
)
def test_usual_sets(columns: tuple[str, str, str], values: tuple[str, str, str], first: str) -> None:
    rows = [{columns[0]: f"{columns[0]} text", columns[1]: f"{columns[1]} text", columns[2]: v} for v in values]
    read = read_pairs(rows)
    assert (read.scheme, read.on) == ("nli", "forward")
    assert [pair.label for pair in read] == ["entailment", "neutral", "contradiction"]
    assert read.pairs[0].a.text == f"{first} text"


def test_relations_with_further_columns() -> None:
    row = {"a_text": A, "b_text": B, "a_source": "TASS", "a_date": "2020-09-27", "b_id": "x1", "relation": "contradict"}
    read = read_pairs([row, {**row, "relation": "update"}, {**row, "relation": "agree", "topic": "bridge"}])
    assert (read.scheme, read.on) == ("relation", "relation")
    assert [pair.label for pair in read] == ["contradict", "update", "agree"]
    assert (read.pairs[0].a.source, read.pairs[0].a.iso_date, read.pairs[0].b.id) == ("TASS", "2020-09-27", "x1")
    assert read.pairs[2].columns["topic"] == "bridge"
    assert [pair.row for pair in read] == [1, 2, 3]


@pytest.mark.parametrize(
    ("values", "scheme", "expected"),
    [
        (["entailment", "not_entailment"], "nli2", ["entailment", "not_entailment"]),
        (["non-entailment"], "nli2", ["not_entailment"]),
        (["SUPPORTS", "REFUTES"], "contradiction2", ["not_contradiction", "contradiction"]),
        (["neutral", "contradiction"], "contradiction2", ["not_contradiction", "contradiction"]),
        (["contradiction", "not contradiction"], "contradiction2", ["contradiction", "not_contradiction"]),
        (["entailment", "neutral"], "nli2", ["entailment", "not_entailment"]),
        (["contradiction", "contradiction"], "nli", ["contradiction", "contradiction"]),
    ],
)
def test_two_way_labels_stay_two_way(values: list[str], scheme: str, expected: list[str]) -> None:
    read = read_pairs([(A, B, value) for value in values])
    assert read.scheme == scheme
    assert [pair.label for pair in read] == expected


def test_a_column_that_asks_for_contradiction_takes_true_and_false() -> None:
    rows = [{"claim_a": A, "claim_b": B, "is_contradiction": value} for value in (True, False)]
    assert labels(rows) == ["contradiction", "not_contradiction"]
    rows = [{"claim_a": A, "claim_b": B, "contradicts": value} for value in ("y", "n")]
    assert labels(rows) == ["contradiction", "not_contradiction"]


def test_mixed_schemes_are_named_and_can_be_chosen() -> None:
    rows = [(A, B, label) for label in ("entailment", "contradiction", "not_entailment")]
    with pytest.raises(LabelError, match=r"mixed with two-way .*1 rows 'not_entailment'.*scheme='nli2'.*scheme='nli'"):
        read_pairs(rows)
    assert labels(rows, scheme="nli2") == ["entailment", "not_entailment", "not_entailment"]
    three = read_pairs(rows, scheme="nli")
    assert len(three) == 2
    assert three.unusable[0].row == 3
    assert labels([(A, B, "neutral"), (A, B, "contradiction")], scheme="nli") == ["neutral", "contradiction"]


def test_rows_without_a_label_are_listed() -> None:
    rows = [(A, B, "entailment"), (A, B, "-"), (A, B, ""), (A, B, None), (A, B, -1), ("", B, "neutral"),
            (A, float("nan"), "neutral"), (A, B, "contradiction"), (A, B, "neutral")]  # fmt: skip
    read = read_pairs(rows)
    assert len(read) == 3
    assert [u.row for u in read.unusable] == [2, 3, 4, 5, 6, 7]
    assert read.unusable[0].reason == "no label: '-'"
    assert "premise" in read.unusable[4].reason


def test_numbers_need_names() -> None:
    rows = [(A, B, 0), (A, B, 1), (A, B, 2)]
    with pytest.raises(LabelError, match=r"0, 1, 2 .* numbers without names.*label_names=\["):
        read_pairs(rows)
    names = ["contradiction", "entailment", "neutral"]
    assert labels(rows, label_names=names) == names
    assert labels([(A, B, 0.0), (A, B, "2")], label_names=names, scheme="nli") == ["contradiction", "neutral"]
    with pytest.raises(LabelError, match="3 and so on have no name"):
        read_pairs([*rows, (A, B, 3)], label_names=names)
    with pytest.raises(LabelError, match="label_names has"):
        read_pairs(rows, label_names=["contradiction", "maybe", "neutral"])


def test_own_words_need_names() -> None:
    rows = [(A, B, "DISPUTED"), (A, B, "SUPPORTS"), (A, B, "REFUTES"), (A, B, "neutral")]
    with pytest.raises(LabelError, match=r"unknown labels .*'DISPUTED' \(1 rows\).*label_names="):
        read_pairs(rows)
    assert labels(rows, label_names={"DISPUTED": "neutral"})[0] == "neutral"
    assert len(read_pairs(rows, label_names={"DISPUTED": None})) == 3


def test_words_beside_numbers_are_preferred() -> None:
    rows = [
        {"premise": A, "hypothesis": B, "label": n, "label_text": w} for n, w in ((0, "entailment"), (1, "neutral"))
    ]
    assert labels(rows, scheme="nli") == ["entailment", "neutral"]


def test_columns_can_be_named() -> None:
    rows = [{"one": A, "two": B, "verdict": "refutes", "label": "x"}, {"one": A, "two": B, "verdict": "neutral"}]
    columns = {"premise": "one", "hypothesis": "two", "label": "verdict"}
    assert labels(rows, columns=columns) == ["contradiction", "not_contradiction"]
    for wrong, message in (({"text": "one"}, "expected the keys"), ({"label": "no"}, "names 'no'"),
                           ({"a": "one"}, "name both")):  # fmt: skip
        with pytest.raises(LabelError, match=message):
            read_pairs(rows, columns=wrong)


class Names:
    names = ("entailment", "neutral", "contradiction")


class Dataset:
    """What of a Hugging Face Dataset is used."""

    features: dict[str, Any] = {"premise": object(), "hypothesis": object(), "label": Names()}  # noqa: RUF012

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter([{"premise": A, "hypothesis": B, "label": n} for n in (2, 1, 0, -1)])


def test_hugging_face_dataset() -> None:
    read = read_pairs(Dataset())
    assert [pair.label for pair in read] == ["contradiction", "neutral", "entailment"]
    assert [u.row for u in read.unusable] == [4]
    with pytest.raises(LabelError, match=r"splits.*\['validation'\]"):
        read_pairs({"train": Dataset(), "validation": Dataset()})


def test_data_frame() -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"premise": [A, A, A], "hypothesis": [B, None, B], "label": ["entailment", "neutral", None]})
    read = read_pairs(frame)
    assert len(read) == 1
    assert [u.row for u in read.unusable] == [2, 3]
    numbered = pd.DataFrame({"premise": [A, A], "hypothesis": [B, B], "label": [1, None]})
    assert labels(numbered, label_names=["neutral", "contradiction"]) == ["contradiction"]


def test_claims_and_labelled_pairs_go_through() -> None:
    claim = Claim(A, source="TASS")
    read = read_pairs([{"a": claim, "b": {"text": B, "date": "2020-09-28"}, "relation": "contradict"}])
    assert read.pairs[0].a is claim
    assert read.pairs[0].b.iso_date == "2020-09-28"
    again = read_pairs([LabelledPair(claim, Claim(B), "contradict", {"topic": 1}), LabelledPair(claim, claim, "agree")])
    assert again.on == "relation"
    assert again.pairs[0].columns["topic"] == 1
    assert read_pairs(read) is read


def test_files_of_each_kind_read_the_same(tmp_path: Path) -> None:
    rows = [{"premise": A, "hypothesis": B, "label": label} for label in ("contradiction", "neutral", "entailment")]
    for name, mark in (("p.csv", ","), ("p.tsv", "\t")):
        lines = [mark.join(rows[0]), *(mark.join(row.values()) for row in rows)]
        assert labels(write(tmp_path / name, "\n".join(lines))) == ["contradiction", "neutral", "entailment"]
    jsonl = write(tmp_path / "p.jsonl", "\n".join(map(json.dumps, rows)))
    assert labels(jsonl) == labels(Path(jsonl)) == ["contradiction", "neutral", "entailment"]


WRONG = {
    "no-header.csv": (f"{A},{B},entailment\n" * 2, "no two columns are known.*columns=", LabelError),
    "tabs.csv": (f"premise\thypothesis\tlabel\n{A}\t{B}\tneutral\n", "one column only.*name the file .tsv", LabelError),
    "semicolons.csv": (f"premise;hypothesis;label\n{A};{B};neutral\n", "semicolons", LabelError),
    "no-label.csv": (f"premise,hypothesis\n{A},{B}\n", "no column is known to hold the label.*'label': ", LabelError),
    "numbers.csv": (f"premise,hypothesis,label\n{A},{B},0\n", "numbers without names.*label_names=", LabelError),
    "words.csv": (f"premise,hypothesis,label\n{A},{B},maybe\n", "unknown labels .*'maybe'.*label_names=", LabelError),
    "twice.csv": (f"premise,hypothesis,text1,text2,label\n{A},{B},x,y,neutral\n", "could be in.*Say which", LabelError),
    "two-labels.csv": (f"premise,hypothesis,label,gold_label\n{A},{B},neutral,neutral\n", "Say which", LabelError),
    "empty.csv": ("premise,hypothesis,label\n", "no rows", LabelError),
    "all-empty.csv": (f"premise,hypothesis,label\n{A},,neutral\n", "none of the 1 rows.*row 1: no text", LabelError),
    "unlabelled.csv": (f"a_text,b_text,relation\n{A},{B},\n", "no row has a label", LabelError),
    "quotes.csv": (f'premise,hypothesis,label\n"{A},{B},neutral\n', "line 1: not well-formed CSV", InputFileError),
    "cells.csv": (f"premise,hypothesis,label\n{A},{B},neutral,4\n", "line 2: more cells than", InputFileError),
    "broken.jsonl": ('{"premise": "x"\n', "broken.jsonl, line 1: expected one JSON value", InputFileError),
    "strings.jsonl": ('"one"\n', "row 1: expected a mapping", LabelError),
    "text.txt": (A, "row 1: expected a mapping", LabelError),
    "ids.jsonl": ('{"a": "t-01", "b": "t-02", "relation": "agree"}', "hold ids.*evaluate_claims", LabelError),
    "mixed.jsonl": (
        f'["{A}", "{B}", "agree"]\n["{A}", "{B}", "entailment"]\n', "mixes labels.*label_names", LabelError,
    ),
    "labels.parquet": ("PAR1", "expected a name that ends in", InputFileError),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_wrongly_formed_files_say_how_to_mend_them(name: str, tmp_path: Path) -> None:
    text, message, kind = WRONG[name]
    with pytest.raises(kind, match=message) as caught:
        read_pairs(write(tmp_path / name, text))
    assert name in str(caught.value)


def test_other_things_are_refused() -> None:
    for wrong, message in ((3, "expected a path"), ([("a", "b")], "row 1: expected"), ([], "no rows")):
        with pytest.raises(LabelError, match=message):
            read_pairs(wrong)
    with pytest.raises(LabelError, match="scheme must be"):
        read_pairs([(A, B, "neutral")], scheme="three")  # type: ignore[arg-type]
