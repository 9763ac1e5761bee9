"""The made claims that speed is measured on."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np

from benchmarks.speed.made import CLAIMS_AN_EVENT, make_claims, read_themes
from benchmarks.speed.stages import contradicting_rows, recall


def test_every_theme_has_questions_with_two_sides():
    for theme in read_themes():
        assert len(theme.questions) == 5
        assert len(set(theme.subjects)) == len(theme.subjects) >= 10
        for question in theme.questions:
            lines = [line for side in question.sides for line in side]
            slots = any(
                slot in "".join(lines).lower() for slot in ("{count}", "{person}", "{hour}", "{cause}", "{party}")
            )
            assert len(question.sides) == (1 if slots else 2)
            assert all(len(side) >= 2 for side in question.sides)
            assert len(set(lines)) == len(lines)


def test_equal_arguments_make_equal_claims():
    assert make_claims(60, seed=1) == make_claims(60, seed=1)
    assert make_claims(60, seed=1).claims != make_claims(60, seed=2).claims


def test_known_contradictions_are_pairs_of_one_event():
    made = make_claims(1000)
    assert len(made.claims) == len(made.events) == 1000
    assert set(Counter(made.events).values()) == {CLAIMS_AN_EVENT}
    assert all(i < j and made.events[i] == made.events[j] for i, j in made.contradictions)
    assert 19 * 50 < len(made.contradictions) <= 20 * 50
    assert len({claim.id for claim in made.claims}) == 1000


def test_the_claims_are_varied():
    made = make_claims(1000)
    texts = Counter(claim.text for claim in made.claims)
    assert len(texts) > 980
    assert len({claim.date for claim in made.claims}) > 40
    assert not any("{" in text or "}" in text or text[0].islower() for text in texts)


def test_events_can_be_told_apart(comparer):
    made = make_claims(200)
    vectors = comparer.embedder.encode([claim.text for claim in made.claims])
    near = vectors @ vectors.T >= comparer.similarity
    same = np.array([[a == b for b in made.events] for a in made.events])
    assert near[same].mean() > 0.8
    assert near[~same].mean() < 0.1


def test_recall_of_known_pairs():
    made = make_claims(40)
    ids = sorted(claim.id for claim in made.claims)
    known = contradicting_rows(made, ids)
    assert {frozenset((ids[i], ids[j])) for i, j in known} == {
        frozenset((made.claims[i].id, made.claims[j].id)) for i, j in made.contradictions
    }
    every = np.array([i * 40 + j for i, j in combinations(range(40), 2)])
    assert recall(every, known, 40) == 1.0
    assert recall(every[:0], known, 40) == 0.0
