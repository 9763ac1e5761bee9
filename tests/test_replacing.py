"""Which of two claims that are at odds replaces the other one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contradict.claims import Claim
from contradict.errors import SchemaError
from contradict.nli import NLIScores
from contradict.readings import read_claim
from contradict.replacing import FEATURES, PACKAGED, WORDS, Succession, UpdateWeights
from contradict.verdicts import Evidence
from training.fit_update import cases, matrix, vocabulary

WEIGHTS = UpdateWeights.load()
UNASKED = NLIScores(0.0, 1.0, 0.0)


def pair(early, late, *, voices=("Harbour office", "Harbour office"), days=("2024-05-01", "2024-05-04")):
    claims = (Claim(text, source=s, date=d) for text, s, d in zip((early, late), voices, days, strict=True))
    return Evidence(*map(read_claim, claims), UNASKED, UNASKED)


def swapped(found):
    return Evidence(found.b, found.a, UNASKED, UNASKED)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("The lock at Brenn is closed to all ships.", "Ships are passing the lock at Brenn again since this morning."),
        ("Forty households are without water.", "All households have water again."),
        (
            "The bridge will be torn down in May.",
            "The bridge is not to be torn down after all, the council has now decided.",
        ),
        ("Nineteen passengers have been found dead.", "By Tuesday the dead were twenty-six."),
    ],
)
def test_news_of_the_same_voice_replaces_what_it_said_before(early, late):
    probable, update = WEIGHTS(pair(early, late))
    assert probable >= 0.5
    assert update.later == "b"
    assert update.why.endswith(".")
    assert WEIGHTS(swapped(pair(early, late)))[1].later == "a"


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("The dam was blown up by the army.", "It was an earthquake that broke the dam."),
        ("Guards shot two of the prisoners.", "No shot was fired in the prison."),
        ("The minister took the money.", "I never took any money."),
    ],
)
def test_a_later_denial_or_rival_does_not(early, late):
    assert WEIGHTS(pair(early, late, voices=("Union", "Ministry")))[1] is None


def test_without_a_known_order_nothing_replaces():
    alike = pair("The lock is closed.", "The lock is open again.", days=("2024-05-01", "2024-05-01"))
    undated = pair("The lock is closed.", "The lock is open again.", days=("2024-05-01", None))
    for found in (alike, undated):
        assert Succession.of(found) is None
        assert WEIGHTS(found) == (0.0, None)


def test_the_reason_names_the_words_that_tell():
    found = pair(
        "The lock is closed to ships.", "The lock is open to ships again.", voices=("Skippers", "Harbour office")
    )
    assert found.update is None
    _, update = WEIGHTS(found)
    assert update.by_word
    assert '"again"' in update.why
    assert "4 May" in update.why


@given(st.text(max_size=60), st.text(max_size=60), st.dates(), st.dates())
def test_any_two_texts_in_both_orders_alike(a, b, day_a, day_b):
    if not (a.strip() and b.strip()):
        return
    found = Evidence(read_claim(Claim(a, date=day_a)), read_claim(Claim(b, date=day_b)), UNASKED, UNASKED)
    (one, update), (other, back) = WEIGHTS(found), WEIGHTS(swapped(found))
    assert 0 <= one <= 1
    assert one == other
    assert (update is None) == (back is None)
    if update is not None:
        assert update.why == back.why
        assert {update.later, back.later} == {"a", "b"}


def test_weights_of_another_form_are_refused(tmp_path):
    values = json.loads(PACKAGED.read_text(encoding="utf-8"))
    del values["features"]["days"]
    wrong = tmp_path / "update.json"
    wrong.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(SchemaError, match="expected a bias, the features"):
        UpdateWeights.load(wrong)


def test_the_fit_takes_pairs_at_odds_of_which_one_is_later_and_words_of_enough_events():
    one, two = pair("The lock is closed.", "The lock is open again."), pair("It rained.", "It was dry.")
    same_day = pair("It rained.", "It was dry.", days=("2024-05-01", "2024-05-01"))
    rows = [(p.a, p.b, relation) for p, relation in ((one, "update"), (two, "contradict"), (same_day, "contradict"))]
    found = cases([*rows, (two.a, two.b, "neutral")], "lock")
    assert [case.is_update for case in found] == [True, False]
    assert vocabulary(found, 2) == []
    words = vocabulary(found, 1)
    assert {("new", "again"), ("gone", "closed"), ("both", "lock")} <= set(words)
    table = matrix(found, words).toarray()
    assert table.shape == (2, len(FEATURES) + len(words))
    assert table[0, len(FEATURES) + words.index(("new", "again"))] == 1
    assert table[1, len(FEATURES) + words.index(("new", "again"))] == 0
    assert {where for where, _ in words} == set(WORDS)
