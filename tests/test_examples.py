"""The Talis example against its gold: what is found today must not get lost, and the false alarms must not grow."""

from __future__ import annotations

from examples.demo import gold_of, score


def test_disputes_are_found_and_false_alarms_bounded(report):
    gold = gold_of("talis")
    found = score(report, gold, "contradict")
    assert len(found["found"]) >= 19
    assert len(found["false"]) <= 10
    named = {line.rsplit("(", 1)[1].rstrip(")") for line in found["found"]}
    assert {"losses", "talis", "villages"} <= named
    assert score(report, gold, "agree")["false"] == []


def test_the_losses_are_explained(report):
    losses = [p for p in report.contradictions if {p.a.id, p.b.id} == {"talis-14", "talis-22"}]
    assert [p.kind for p in losses] == ["quantity"]
    assert "550" in losses[0].why
    assert "24" in losses[0].why
