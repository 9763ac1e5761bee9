from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from contradict import SettingsError
from contradict.datasets import HALVES, load_events

RELATIONS = {"agree", "contradict", "neutral", "update"}
SHAPES = {"newer", "list", "exact", "scope", "namesake", "condition", "retold", "same-number", "other-numbers"}


@pytest.mark.parametrize("half", HALVES)
def test_every_pair_inside_an_event_is_labelled_once(half):
    for event in load_events(half):
        wanted = {frozenset((a.id, b.id)) for a, b in combinations(event.claims, 2)}
        assert {frozenset((p.a.id, p.b.id)) for p in event.pairs} == wanted
        assert len(event.pairs) == len(wanted)
        for pair in event.pairs:
            assert pair.relation in RELATIONS
            assert pair.tags <= SHAPES | {"quantity", "denial"}
            assert (pair.follows is not None) == (pair.relation == "agree")
            assert len(set(pair.readings)) == 1 or pair.relation == "neutral"
            assert pair.relation != "update" or pair.a.date != pair.b.date


@pytest.mark.parametrize("half", HALVES)
def test_size_and_hard_negatives(half):
    events = load_events(half)
    pairs = [pair for event in events for pair in event.pairs]
    tags = Counter(tag for pair in pairs for tag in pair.tags)
    assert len(events) >= 30
    assert sum(len(event.claims) for event in events) >= 200
    assert tags["quantity"] >= 120
    assert tags["denial"] >= 80
    assert all(tags[shape] >= 12 for shape in SHAPES)
    assert sum(p.relation != "contradict" and bool(p.tags & SHAPES) for p in pairs) >= len(pairs) / 2


def test_the_halves_share_nothing():
    dev, test = ({c.text for e in load_events(h) for c in e.claims} for h in HALVES)
    assert not dev & test
    assert not {e.title for e in load_events("dev")} & {e.title for e in load_events("test")}


def test_other_names_are_refused():
    with pytest.raises(SettingsError, match="'train'"):
        load_events("train")
