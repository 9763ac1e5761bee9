"""Which of two claims that are at odds replaces the other one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from test_properties import crossed_pairs, near_pairs

import contradict
from contradict.claims import Claim
from contradict.errors import SchemaError
from contradict.readings import read_claim
from contradict.replacing import FEATURES, PACKAGED, WORDS, Succession, UpdateWeights
from contradict.sidebyside import SideBySide
from training.fit_update import cases, matrix, vocabulary

WEIGHTS = UpdateWeights.load()
RIVALS = {"voices": ("Union", "Ministry")}


def pair(early, late, *, voices=("Port", "Port"), speakers=(None, None), days=("2024-05-01", "2024-05-04")):
    given = zip((early, late), voices, speakers, days, strict=True)
    return SideBySide(*(read_claim(Claim(text, source=s, speaker=who, date=day)) for text, s, who, day in given))


def swapped(found):
    return SideBySide(found.b, found.a)


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
    ("early", "late", "more"),
    [
        ("The bridge is held by rebels.", "The army holds the bridge now.", {"speakers": ("rebels", "army")}),
        ("Guards shot two of the prisoners.", "No shot was fired in the prison, and none is fired now.", RIVALS),
        ("The minister took the money.", "I never took any money.", RIVALS),
        ("The lock is closed.", "The lock is open.", RIVALS),
        ("Exports rose to 24 tonnes in 2019.", "Exports have now risen to 31 tonnes in 2020.", {}),
    ],
)
def test_a_later_rival_or_another_period_does_not(early, late, more):
    found = pair(early, late, **more)
    assert WEIGHTS(found)[1] is None
    assert WEIGHTS(swapped(found))[1] is None


def test_only_the_same_voice_or_a_word_of_update_makes_one_possible():
    texts = "The lock is closed to ships.", "Ships may pass the lock."
    assert Succession.of(pair(*texts)).possible
    assert not Succession.of(pair(*texts, **RIVALS)).possible
    assert WEIGHTS(pair(*texts, **RIVALS)) == (0.0, None)
    assert Succession.of(pair(texts[0], "Ships may pass the lock again.", **RIVALS)).possible
    assert Succession.of(pair(texts[0], "Ships may pass the lock by now.", **RIVALS)).possible


def test_without_a_known_order_nothing_replaces():
    alike = pair("The lock is closed.", "The lock is open again.", days=("2024-05-01", "2024-05-01"))
    undated = pair("The lock is closed.", "The lock is open again.", days=("2024-05-01", None))
    for found in (alike, undated):
        assert Succession.of(found) is None
        assert WEIGHTS(found) == (0.0, None)


@pytest.mark.parametrize(
    ("early", "late", "more", "why"),
    [
        (
            "The lock is closed to ships.", "Ships pass the lock again.", {},
            'A later claim of the same voice on 4 May replaces one on 1 May ("again").',
        ),
        (
            "The lock is closed to ships.", "To date ships pass the lock again.", {},
            'A later claim of the same voice on 4 May replaces one on 1 May ("To date").',
        ),
        (
            "The lock is closed to ships.", "Ships pass the lock again.",
            {"days": ("2024-05-01T12:00-05:00", "2024-05-02T10:00+09:00")},
            'A later claim of the same voice on 2 May replaces one on 1 May ("again").',
        ),
        (
            "The lock is closed to ships.", "Ships pass the lock again.",
            {"days": ("2024-05-02T10:00+09:00", "2024-05-02T09:00-05:00")},
            'A later claim of the same voice at 14:00 UTC on 2 May replaces one at 01:00 UTC on 2 May ("again").',
        ),
    ],
)  # fmt: skip
def test_the_reason_names_the_days_and_the_words_that_tell(early, late, more, why):
    found = pair(early, late, **more)
    _, update = WEIGHTS(found)
    assert found.update_by_rule is None
    assert update.by_word
    assert update.why == why


@settings(max_examples=200, deadline=None)
@given(near_pairs() | crossed_pairs())
def test_both_orders_are_alike(given_claims):
    found = SideBySide(*map(read_claim, given_claims))
    (one, update), (other, back) = WEIGHTS(found), WEIGHTS(swapped(found))
    assert 0 <= one <= 1
    assert one == other
    assert (update is None) == (back is None)
    if update is not None:
        assert update.why == back.why
        assert {update.later, back.later} == {"a", "b"}


def test_the_regression_is_asked_by_judge():
    claims = (Claim("The lock at Brenn is closed to all ships.", source="Port", date="2024-05-01"),
              Claim("The lock at Brenn is open to ships again.", source="Port", date="2024-05-04"))  # fmt: skip
    (found,) = contradict.judge([claims])
    assert SideBySide(*map(read_claim, claims)).update_by_rule is None
    assert found.relation == "update"
    assert found.why == 'A later claim of the same voice on 4 May replaces one on 1 May ("again", "open").'


def test_weights_of_another_form_are_refused(tmp_path):
    values = json.loads(PACKAGED.read_text(encoding="utf-8"))
    del values["features"]["days"]
    wrong = tmp_path / "update.json"
    wrong.write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(SchemaError, match="expected a bias, the features"):
        UpdateWeights.load(wrong)


def test_the_fit_takes_pairs_at_odds_and_words_of_enough_events():
    one, two = pair("The lock is closed.", "The lock is open again."), pair("It rained.", "It was dry.")
    same_day = pair("It rained.", "It was dry.", days=("2024-05-01", "2024-05-01"))
    rows = [
        (p.a.claim, p.b.claim, r, "lock") for p, r in ((one, "update"), (two, "contradict"), (same_day, "contradict"))
    ]
    found = cases([*rows, (two.a.claim, two.b.claim, "neutral", "lock")])
    assert [(case.is_update, case.found is None) for case in found] == [(True, False), (False, False), (False, True)]
    assert vocabulary(found, 2) == []
    words = vocabulary(found, 1)
    assert {("new", "again"), ("gone", "closed"), ("both", "lock")} <= set(words)
    table = matrix(found, words).toarray()
    assert table.shape == (3, len(FEATURES) + len(words))
    assert table[:, len(FEATURES) + words.index(("new", "again"))].tolist() == [1, 0, 0]
    assert {where for where, _ in words} == set(WORDS)
