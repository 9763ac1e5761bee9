from __future__ import annotations

import math
import pickle
from datetime import date, datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contradict import Claim, ClaimError, SettingsError
from contradict.claims import to_claims

texts = st.text(min_size=1).filter(lambda t: t.strip())


def test_dates_come_in_three_forms():
    assert Claim("x", date="2020-09-27").date == date(2020, 9, 27)
    assert Claim("x", date=date(2020, 9, 27)).date == date(2020, 9, 27)
    assert Claim("x", date="2020-09-27T18:30").date == datetime(2020, 9, 27, 18, 30)
    assert Claim("x", date="2020-09-27T18:30:00Z").iso_date == "2020-09-27T18:30:00+00:00"
    assert type(Claim("x", date=pd.Timestamp("2020-09-27")).date) is datetime


@pytest.mark.parametrize("wrong", ["27.9.2020", "yesterday", "2020-13-01", 20200927, ["2020-09-27"]])
def test_unknown_date_says_what_was_expected(wrong):
    with pytest.raises(ClaimError, match="ISO string"):
        Claim("x", date=wrong)


@pytest.mark.parametrize("wrong", ["", "   ", "\n\t", None, 5, math.nan, b"bytes", ["x"], "lone \ud800 surrogate"])
def test_text_that_is_none(wrong):
    with pytest.raises(ClaimError, match="text of a claim"):
        Claim(wrong)


def test_ids_do_not_depend_on_order_and_differ_with_content():
    a, b = Claim("one", source="s"), Claim("one", source="t")
    assert a.id == Claim("one", source="s").id != b.id
    forward, backward = to_claims([a, b])[0], to_claims([b, a])[0]
    assert [c.id for c in forward] == [c.id for c in backward]


def test_two_different_claims_with_one_id_are_refused():
    with pytest.raises(ClaimError, match="'k'"):
        to_claims([{"text": "one", "id": "k"}, {"text": "two", "id": "k"}])


def test_repeated_claims_are_counted():
    claims, skipped = to_claims(["one", "one", "two"])
    assert len(claims) == 2
    assert [(s.what, s.count) for s in skipped] == [("repeated claims", 1)]


def test_one_string_is_refused():
    for wrong in ("one string", b"x", {"text": "one"}, 5, None):
        with pytest.raises(ClaimError, match="collection"):
            to_claims(wrong)


def test_every_bad_claim_is_named_and_can_be_skipped():
    rows = ["fine", "", {"no": "text"}, {"text": 3}, {"text": "x", "date": "soon"}]
    with pytest.raises(ClaimError) as error:
        to_claims(rows)
    for number in (1, 2, 3, 4):
        assert f"claim {number}" in str(error.value)
    claims, skipped = to_claims(rows, on_error="skip")
    assert [c.text for c in claims] == ["fine"]
    assert [s.what for s in skipped] == ["claim 1", "claim 2", "claim 3", "claim 4"]
    with pytest.raises(SettingsError):
        to_claims(rows, on_error="ignore")


def test_data_frames():
    frame = pd.DataFrame(
        {"text": ["one", "two"], "source": ["s", None], "date": [pd.NaT, "2020-09-27"], "rank": [1, 2]}
    )
    claims, _ = to_claims(frame)
    found = {c.text: c for c in claims}
    assert found["one"].source == "s"
    assert found["one"].date is None
    assert found["two"].source is None
    assert found["two"].meta["rank"] == 2
    with pytest.raises(ClaimError, match="column 'text', got \\['claim'\\]"):
        to_claims(pd.DataFrame({"claim": ["one"]}))


def test_generators_and_no_claims_at_all():
    assert len(to_claims(t for t in ("one", "two"))[0]) == 2
    assert to_claims([]) == ([], [])


def test_frozen():
    claim = Claim("one", meta={"k": 1})
    with pytest.raises(AttributeError):
        claim.text = "two"
    with pytest.raises(TypeError):
        claim.meta["k"] = 2


@given(texts, st.none() | texts, st.dictionaries(st.text(), st.integers()))
def test_round_trips(text, source, meta):
    claim = Claim(text, source=source, date="2020-09-27", meta=meta)
    assert Claim.from_mapping(claim.to_dict()) == claim
    assert pickle.loads(pickle.dumps(claim)) == claim
    assert len({claim, pickle.loads(pickle.dumps(claim))}) == 1


def test_a_claim_knows_its_article_and_its_place():
    claim = Claim("one", article="a1", span=(3, 6))
    assert (claim.article, claim.span) == ("a1", (3, 6))
    assert Claim.from_mapping(claim.to_dict()) == claim == pickle.loads(pickle.dumps(claim))
    assert claim.to_dict()["span"] == [3, 6]
    assert len({claim.id, Claim("one", article="a1", span=(7, 10)).id, Claim("one").id}) == 3
    assert claim.with_speaker("Kos").span == (3, 6)
    for wrong in ((6, 3), (-1, 3), (1,), (1.0, 2), "3-6", 5):
        with pytest.raises(ClaimError, match="span of a claim"):
            Claim("one", span=wrong)


def test_what_is_called_article_or_span_and_is_none_is_kept_as_it_was():
    claim = Claim.from_mapping({"text": "one", "article": 7, "span": "the bridge"})
    assert (claim.article, claim.span, dict(claim.meta)) == (None, None, {"article": 7, "span": "the bridge"})
    assert Claim.from_mapping(claim.to_dict()) == claim


@pytest.mark.parametrize("meta", [{(1, 2): 3}, {"n": 10**5000}, {1: "a", "b": 2}], ids=["tuple", "digits", "mixed"])
@pytest.mark.parametrize("id", [None, "k"])
def test_meta_that_json_cannot_say_is_refused(meta, id):
    with pytest.raises(ClaimError, match="meta of a claim must have strings as keys"):
        Claim("one", meta=meta, id=id)


def test_arrays_in_meta_are_compared():
    def claim(last):
        return Claim("one", id="k", meta={"vector": np.array([*range(2000), last])})

    assert claim(1) == claim(1) != claim(2)
    assert len(to_claims([claim(1), claim(1)])[0]) == 1
    with pytest.raises(ClaimError, match="two different claims have the id 'k'"):
        to_claims([claim(1), claim(2)])
    assert Claim("one", meta={"v": np.arange(2000)}).id != Claim("one", meta={"v": np.arange(2000) // 2 * 2}).id


def test_the_second_of_two_claims_with_one_id_can_be_skipped():
    rows = [{"text": "two", "id": "k"}, {"text": "one", "id": "k"}, {"text": "three"}]
    for order in (rows, rows[::-1]):
        claims, skipped = to_claims(order, on_error="skip")
        assert {c.text for c in claims} == {"one", "three"}
        assert [s.what for s in skipped] == ["claim with the id 'k'"]
        assert "'two'" in skipped[0].reason
