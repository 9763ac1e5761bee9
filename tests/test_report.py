from __future__ import annotations

import copy
import dataclasses
import json
import pickle
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contradict import (
    Claim,
    ClaimError,
    Comparer,
    InputFileError,
    Report,
    SchemaError,
    SettingsError,
    Skipped,
    Thresholds,
)
from contradict.views.display import counted

thresholds = st.floats(0.01, 1.0)


def test_events_and_alone_partition_the_claims(report):
    placed = [claim.id for event in report.events for claim in event.claims] + [claim.id for claim in report.alone]
    assert sorted(placed) == sorted(claim.id for claim in report.claims)
    assert all(len(event.claims) > 1 for event in report.events)
    assert len({event.id for event in report.events}) == len(report.events) > 1
    assert all(event.title in {claim.text for claim in event.claims} for event in report.events)


def test_pairs_know_their_event(report):
    members = {event.id: {claim.id for claim in event.claims} for event in report.events}
    for pair in report.pairs:
        around = [event for event, inside in members.items() if {pair.a.id, pair.b.id} <= inside]
        assert around == ([] if pair.event is None else [pair.event])
    for event in report.events:
        assert event.pairs == tuple(pair for pair in report.pairs if pair.event == event.id)
        assert event.contradictions == tuple(pair for pair in report.contradictions if pair.event == event.id)


def test_claims_and_pairs_are_in_canonical_order(report, talis):
    assert [claim.id for claim in report.claims] == [
        claim.id for claim in sorted(map(read, talis), key=lambda c: c.sort_key)
    ]
    place = {claim.id: i for i, claim in enumerate(report.claims)}
    rows = [(place[pair.a.id], place[pair.b.id]) for pair in report.pairs]
    assert rows == sorted(set(rows))
    assert all(i < j for i, j in rows)


def read(row):
    return Claim.from_mapping(row)


def test_relations_are_sorted_by_certainty(report):
    for relation, pairs in (
        ("contradict", report.contradictions), ("agree", report.agreements), ("update", report.updates)
    ):  # fmt: skip
        assert set(pairs) == {pair for pair in report.pairs if pair.relation == relation}
        certain = [pair.certainty for pair in pairs]
        assert certain == pytest.approx(sorted(certain, reverse=True), abs=1e-6)
        assert all(pair.kind in ("quantity", "denial", "opposition", "other") for pair in report.contradictions)
        assert all(pair.kind is None for pair in report.agreements)
    assert report.contradictions
    assert report.agreements


def test_settings_say_what_the_report_was_made_with(report, comparer):
    made = report.settings
    assert made.version[0].isdigit()
    assert (made.embedder, made.nli, made.dtype, made.thresholds) == (
        "events", "base", "float32", Thresholds()
    )  # fmt: skip
    assert made.embedder_fingerprint == comparer.embedder.fingerprint != made.nli_fingerprint
    assert len(made.nli_fingerprint) == 16
    assert (made.similarity, made.neighbours) == (comparer.similarity, comparer.neighbours)


def test_all_is_frozen(report):
    pair = report.pairs[0]
    for thing in (report, report.events[0], pair, pair.a, report.settings, report.settings.thresholds, pair.reasons[0]):
        for field in dataclasses.fields(thing):
            with pytest.raises(AttributeError):
                setattr(thing, field.name, None)
    for field in ("claims", "events", "pairs", "skipped", "contradictions", "agreements", "updates", "alone"):
        assert isinstance(getattr(report, field), tuple)
    with pytest.raises(AttributeError):
        pair.probabilities.agree = 1


def test_equal_reports_are_equal_and_can_be_copied(report):
    assert copy.deepcopy(report) == report == pickle.loads(pickle.dumps(report))
    assert hash(copy.deepcopy(report)) == hash(report)
    assert report.rethreshold(contradict=0.9) != report


@settings(max_examples=6, deadline=None)
@given(thresholds, thresholds)
def test_rethreshold_equals_a_new_run(remembering, report, talis, contradict, agree):
    new = Comparer(embedder=remembering.embedder, nli=remembering.nli, thresholds=Thresholds(contradict, agree))
    assert report.rethreshold(contradict=contradict, agree=agree) == new.compare(talis)


@settings(max_examples=30, deadline=None)
@given(thresholds, thresholds)
def test_rethreshold_can_be_undone_and_moves_one_way(report, low, high):
    low, high = sorted((low, high))
    few, many = report.rethreshold(contradict=high), report.rethreshold(contradict=low)
    assert {(p.a, p.b) for p in few.contradictions} <= {(p.a, p.b) for p in many.contradictions}
    assert few.rethreshold(contradict=low) == many
    assert few.settings.thresholds == Thresholds(contradict=high)
    assert few.rethreshold(contradict=Thresholds().contradict) == report
    for pair in few.pairs:
        p = pair.probabilities
        assert pair.uncertain == (p.contradict < high and p.agree < Thresholds().agree and p.neutral < 0.5)


def test_rethreshold_without_arguments_and_with_wrong_ones(report):
    assert report.rethreshold() == report
    for wrong in (0, -0.1, 1.01, float("nan"), "0.5", True):
        with pytest.raises(SettingsError, match="above 0 and at most 1"):
            report.rethreshold(contradict=wrong)
        with pytest.raises(SettingsError, match="'agree'"):
            report.rethreshold(agree=wrong)


def test_summary_counts(report):
    told = report.summary()
    alone = counted(len(report.alone), "claim")
    assert f"{len(report.claims)} claims, {len(report.events)} events, {alone} alone" in told
    assert f"{len(report.pairs)} pairs judged" in told
    relations = [pair.relation for pair in report.pairs]
    for relation in ("contradict", "update", "agree", "neutral"):
        assert f"{relations.count(relation)} {relation}" in told
    noted = dataclasses.replace(report, skipped=(Skipped("claims cut", "too long", 3),))
    assert "3 claims cut: too long" in noted.summary()


def test_it_prints_as_something_a_person_can_read(report):
    told = str(report)
    assert told.startswith(report.summary())
    for dispute in report.disputes:
        assert dispute.title in told
    for pair in report.contradictions:
        assert f"{pair.a}\n   vs.  {pair.b}" in told
        assert pair.a.source in told
        assert pair.why in told
    assert told.count("vs.") == len(report.contradictions)
    assert str(report.pairs[0]).splitlines()[1:3] == [f"  {report.pairs[0].a}", f"  {report.pairs[0].b}"]
    strict = report.rethreshold(contradict=1.0)
    assert str(strict) == strict.summary()


def test_to_pandas(report):
    frame = report.to_pandas()
    assert list(frame.columns) == report.columns
    assert {"relation", "agree", "contradict", "neutral", "uncertain", "event", "a_id", "b_text", "a_date"} <= set(
        frame
    )
    assert len(frame) == len(report.pairs)
    for row, pair in zip(frame.itertuples(), report.pairs, strict=True):
        assert (row.a_id, row.b_id, row.relation) == (pair.a.id, pair.b.id, pair.relation)
        assert (row.agree, row.contradict, row.neutral) == pair.probabilities
        assert (row.forward_entailment, row.forward_neutral, row.forward_contradiction) == pair.forward
        assert (row.a_text, row.b_source, row.a_date) == (pair.a.text, pair.b.source, pair.a.iso_date)
    empty = dataclasses.replace(report, events=(), pairs=())
    assert list(empty.to_pandas().columns) == report.columns
    assert len(empty.to_pandas()) == 0


def test_json_round_trips(report, tmp_path):
    path = tmp_path / "report.json"
    text = report.to_json(path)
    assert json.loads(text) == json.loads(path.read_text(encoding="utf-8")) == report.to_dict()
    assert report.to_dict()["schema_version"] == 1
    back = Report.from_json(path)
    assert back == report
    assert Report.from_json(str(path)) == Report.from_dict(report.to_dict()) == report
    assert back.to_json() == text
    assert str(back) == str(report)
    assert back.rethreshold(contradict=0.9, agree=0.1) == report.rethreshold(contradict=0.9, agree=0.1)


def test_json_keeps_odd_claims(opinionated, tmp_path):
    odd = "The “bridge”\u2028 in Oster \x00 is 🌉 open\r\n."
    rows = [
        {"text": odd, "date": "2020-09-27T18:30:00Z", "meta": {"rank": [1, {"x": None}]}},
        {"text": odd, "date": date(2020, 9, 27), "url": "https://x.org", "desk": "lone \ud800"},
    ]
    report = opinionated.compare(rows)
    report.to_json(tmp_path / "r.json")
    assert Report.from_json(tmp_path / "r.json") == report
    assert len(report.pairs) == 1


def test_meta_that_is_no_json_is_refused_by_name(opinionated, tmp_path):
    report = opinionated.compare([{"text": "The bridge is open.", "id": "k", "seen": object()}])
    with pytest.raises(ClaimError, match="claim 'k' cannot be saved"):
        report.to_json(tmp_path / "r.json")
    assert not (tmp_path / "r.json").exists()


@pytest.mark.parametrize("version", [2, 0, "1", None, True, [1]])
def test_unknown_schema_version_is_refused(report, tmp_path, version):
    path = tmp_path / "report.json"
    path.write_text(json.dumps({**report.to_dict(), "schema_version": version}), encoding="utf-8")
    with pytest.raises(
        SchemaError, match=f"expected a report with schema_version 1, got {version!r}".replace("[", r"\[")
    ):
        Report.from_json(path)


@pytest.mark.parametrize("content", ["[]", "5", "null", '"text"', "{}", '{"claims": []}', '[{"text": "one"}]'])
def test_json_that_is_no_report_is_refused(tmp_path, content):
    path = tmp_path / "claims.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SchemaError, match="expected a report with schema_version 1, got None"):
        Report.from_json(path)


@pytest.mark.parametrize("content", ["", "{", "claims,5\n", b"\xff\xfe", b"\x00\x00", "[" * 100_000])
def test_files_that_are_no_json_are_refused(tmp_path, content):
    path = tmp_path / "report.json"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(InputFileError, match="report.json"):
        Report.from_json(path)
    with pytest.raises(InputFileError, match="No such file"):
        Report.from_json(tmp_path / "gone.json")


DAMAGES = {
    "no claims": lambda r: r.pop("claims"),
    "no pairs": lambda r: r.pop("pairs"),
    "no events": lambda r: r.pop("events"),
    "no settings": lambda r: r.pop("settings"),
    "claims are no list": lambda r: r.update(claims=5),
    "a claim without text": lambda r: r["claims"][0].pop("text"),
    "a claim without id": lambda r: r["claims"][0].pop("id"),
    "a claim with a bad date": lambda r: r["claims"][0].update(date="soon"),
    "an unknown claim": lambda r: r["pairs"][0].update(a="nobody"),
    "an unknown claim in an event": lambda r: r["events"][0]["claims"].append("nobody"),
    "an unknown pair": lambda r: r["events"][0]["pairs"].append(10_000),
    "a negative pair": lambda r: r["events"][0]["pairs"].append(-1),
    "two probabilities": lambda r: r["pairs"][0].update(probabilities=[0.5, 0.5]),
    "probabilities that are text": lambda r: r["pairs"][0].update(probabilities=["a", "b", "c"]),
    "probabilities that are nothing": lambda r: r["pairs"][0].update(forward=[None, None, None]),
    "an unknown relation": lambda r: r["pairs"][0].update(relation="maybe"),
    "a claim against itself": lambda r: r["pairs"][0].update(b=r["pairs"][0]["a"]),
    "a pair twice": lambda r: r["pairs"].append(r["pairs"][0]),
    "a pair twice, turned": lambda r: r["pairs"].append(
        {**r["pairs"][0], "a": r["pairs"][0]["b"], "b": r["pairs"][0]["a"]}
    ),
    "an unknown field": lambda r: r["pairs"][0].update(colour="red"),
    "no relation": lambda r: r["pairs"][0].pop("relation"),
    "evidence of one claim": lambda r: r["pairs"][0]["reasons"][0].__setitem__(2, [[]]),
    "half a reason": lambda r: r["pairs"][0]["reasons"].append(["agree"]),
    "half a step": lambda r: r["pairs"][0]["trace"].append(["nli"]),
    "a threshold of 3": lambda r: r["settings"]["thresholds"].update(agree=3),
    "an unknown setting": lambda r: r["settings"].update(colour="red"),
    "a note without a reason": lambda r: r["skipped"].append({"what": "x"}),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damaged_reports_are_refused(report, damage):
    values = json.loads(report.to_json())
    damage(values)
    with pytest.raises(SchemaError, match="the report is damaged"):
        Report.from_dict(values)
