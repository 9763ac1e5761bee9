"""What the labels of our own events and of public headlines become as training pairs."""

from __future__ import annotations

import json

import pytest

from training.headlines import mark, read_headlines
from training.mix import CONTRADICTION, ENTAILMENT, NEUTRAL, draw
from training.sheets import all_events, denied_pair, read_sheets, relation_of
from training.strangers import read_strangers


def test_a_denial_is_contradicted_by_what_entails_the_denied():
    entails, back = denied_pair("The bridge fell.", "The old bridge fell on Monday.", "c")
    assert (entails.premise, entails.hypothesis) == ("The old bridge fell on Monday.", "The bridge fell.")
    assert entails.allowed == (ENTAILMENT,)
    assert CONTRADICTION not in back.allowed
    assert denied_pair("P.", "Q.", "n")[0].allowed == (NEUTRAL,)
    assert denied_pair("P.", "Q.", "a>") == []


def test_the_newest_sheets_are_drawn_by_themselves_and_never_swapped(tmp_path):
    sheet = "== Bridge {0} | accident\n1 | A | - | 2020-01-01 | It fell in {0}.\n2 | B | - | 2020-01-01 | It stands.\n"
    for name in ("a1", "aa1", "b1"):
        (tmp_path / f"{name}.txt").write_text(sheet.format(name) + "--\n1-2 a>\n", encoding="utf-8")
    newest = read_sheets(tmp_path, ["aa"])["events"]
    assert newest
    assert {example.premise for example in newest} <= {"It fell in aa1.", "It stands."}
    assert len(newest) < len(read_sheets(tmp_path)["events"])
    assert set(draw({"newest events": newest}, {"newest events": 50}, 1.0, 0)) == set(newest)
    assert set(draw({"mnli_dev": newest}, {"mnli_dev": 50}, 1.0, 0)).isdisjoint(newest)


def test_where_two_readings_differ_either_may_be_learnt_and_the_relation_is_neutral(tmp_path):
    claims = "".join(f"{n} | A | - | 2020-01-01 | Statement {n} on the bridge.\n" for n in (1, 2, 3))
    sheet = tmp_path / "x.txt"
    sheet.write_text(f"== Bridge | accident\n{claims}--\n1-2 n/c d\n1-3 a=/a>\n2-3 a>/n\n", encoding="utf-8")
    event = all_events(tmp_path)[0]
    assert [relation_of(code) for *_, code, _ in event.pairs] == ["neutral", "agree", "neutral"]
    allowed = [example.allowed for example in read_sheets(tmp_path)["events"]]
    assert allowed[:2] == [(NEUTRAL, CONTRADICTION)] * 2
    assert allowed[2:4] == [(ENTAILMENT,), (ENTAILMENT, NEUTRAL)]
    assert allowed[4:] == [(ENTAILMENT, NEUTRAL), (NEUTRAL,)]
    sheet.write_text(f"== Bridge | accident\n{claims}--\n1-2 n/x\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x.txt:6: unknown code or claim in '1-2 n/x'"):
        all_events(tmp_path)


def test_headlines_are_found_by_their_marks(tmp_path):
    folder = tmp_path / "train" / "events"
    folder.mkdir(parents=True)
    row = {"body_id": "1", "agree": ["Bridge falls"], "disagree": ["Bridge  stands"]}
    (folder / "headlines_by_story.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    labels = tmp_path / "labels.txt"
    labels.write_text(f"{mark('Bridge falls')} {mark('Bridge stands')} c\n", encoding="utf-8")
    forward, backward = read_headlines(tmp_path, labels)
    assert (forward.premise, forward.hypothesis) == (backward.hypothesis, backward.premise)
    assert forward.allowed == backward.allowed == (CONTRADICTION,)
    labels.write_text(f"{mark('Bridge falls')} 000000000000 c\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"labels.txt:1: expected two marks"):
        read_headlines(tmp_path, labels)


def test_claims_of_two_events_are_strangers_if_both_name_somebody_and_none_in_common(tmp_path):
    river = (
        "== Boat on the {0} | accident\n1 | Wire | - | 2020-01-01 | Nine people drowned in the {0} river on Monday.\n"
    )
    river += "2 | Wire | - | 2020-01-02 | Nobody drowned in that river on Monday.\n"
    (tmp_path / "x.txt").write_text("".join(river.format(name) for name in ("Sava", "Arno", "Kupa", "Neva", "Tejo")))
    pairs = read_strangers(tmp_path, 1)
    assert pairs
    assert all(pair.allowed == (NEUTRAL,) for pair in pairs)
    assert {(pair.hypothesis, pair.premise) for pair in pairs} == {(pair.premise, pair.hypothesis) for pair in pairs}
    assert not any("that river" in text for pair in pairs for text in (pair.premise, pair.hypothesis))
    assert all(pair.premise != pair.hypothesis for pair in pairs)
