"""Blocking and clustering of many claims: bounded memory, and the index."""

from __future__ import annotations

import tracemalloc
import warnings
from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contradict import events
from contradict.events import candidate_pairs, cluster

needs_index = pytest.mark.skipif(find_spec("usearch") is None, reason="the extra `index` is not installed")


def crowd(seed: int, groups: int, size: int, width: float = 0.8, d: int = 32) -> np.ndarray:
    """Unit vectors in groups around shared centres."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(groups, 1, d)) / np.sqrt(d)
    v = (centres + width * rng.normal(size=(groups, size, d)) / np.sqrt(d)).reshape(-1, d)
    return (v / np.linalg.norm(v, axis=1, keepdims=True)).astype(np.float32)


def pairs_of(found, order=None):
    rows = found.rows if order is None else order[found.rows]
    return {tuple(sorted(row)) for row in rows.tolist()}


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 60), st.integers(1, 8))
def test_the_size_of_the_parts_changes_nothing(seed, values, neighbours):
    v = crowd(seed, 4, 10)
    whole = candidate_pairs(v, 0.2, neighbours)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(events, "VALUES_AT_ONCE", values * len(v))
        parts = candidate_pairs(v, 0.2, neighbours)
    assert np.array_equal(whole.rows, parts.rows)
    assert np.array_equal(whole.similarity, parts.similarity)
    assert whole.bounded_out == parts.bounded_out


def test_memory_does_not_grow_with_the_square(monkeypatch):
    v = crowd(0, 400, 10)
    monkeypatch.setattr(events, "VALUES_AT_ONCE", 1 << 18)
    tracemalloc.start()
    found = candidate_pairs(v, 0.6, 20)
    cluster(v, found, 0.6)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.rows) > 0
    assert peak < len(v) ** 2


def naive(v, found, threshold):
    """Average linkage along candidate pairs, the slow way."""
    groups = [[i] for i in range(len(v))]
    pairs = pairs_of(found)
    while True:
        best = (threshold, None)
        for a in range(len(groups)):
            for b in range(a + 1, len(groups)):
                if any((min(i, j), max(i, j)) in pairs for i in groups[a] for j in groups[b]):
                    mean = float((v[groups[a]] @ v[groups[b]].T).mean())
                    best = max(best, (mean, (a, b)), key=lambda found: found[0])
        if best[1] is None:
            return {frozenset(group) for group in groups}
        a, b = best[1]
        groups[a] += groups.pop(b)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 5), st.floats(0.1, 0.6))
def test_clusters_follow_the_candidates_that_the_bound_leaves(seed, neighbours, threshold):
    v = crowd(seed, 4, 6).astype(np.float64).astype(np.float32)
    found = candidate_pairs(v, threshold, neighbours)
    numbers = cluster(v, found, threshold)
    assert {frozenset(np.flatnonzero(numbers == k).tolist()) for k in set(numbers)} == naive(v, found, threshold)
    firsts = [numbers.tolist().index(k) for k in range(numbers.max() + 1)]
    assert firsts == sorted(firsts)


@needs_index
def test_the_index_finds_what_comparing_all_finds():
    v = crowd(1, 60, 20)
    exact, indexed = candidate_pairs(v, 0.3, 30), candidate_pairs(v, 0.3, 30, exact_up_to=100)
    found, wanted = pairs_of(indexed), pairs_of(exact)
    assert len(found & wanted) >= 0.97 * len(wanted)
    assert (indexed.similarity >= 0.3 - 1e-5).all()
    same = {tuple(row): s for row, s in zip(exact.rows.tolist(), exact.similarity.tolist(), strict=True)}
    assert all(same.get(tuple(row), s) == s for row, s in zip(indexed.rows.tolist(), indexed.similarity, strict=True))
    assert exact.computed == len(v) ** 2 + len(exact.rows)


@needs_index
def test_a_part_of_one_row_is_looked_up_like_others(monkeypatch):
    v = crowd(7, 3, 7)
    monkeypatch.setattr(events, "ROWS_AT_ONCE", 10)
    assert pairs_of(candidate_pairs(v, 0.3, 30, exact_up_to=5)) == pairs_of(candidate_pairs(v, 0.3, 30))


@needs_index
def test_the_index_gives_the_same_pairs_whatever_the_order():
    v = crowd(2, 60, 20)
    order = np.random.default_rng(0).permutation(len(v))
    one, two = (candidate_pairs(w, 0.3, 30, exact_up_to=100) for w in (v, v[order]))
    assert pairs_of(one) == pairs_of(two, order)


@needs_index
def test_the_index_says_about_how_many_pairs_the_bound_left_out():
    v = crowd(3, 20, 60)
    exact, indexed = candidate_pairs(v, 0.3, 10), candidate_pairs(v, 0.3, 10, exact_up_to=100)
    assert exact.bounded_out > 1000
    assert indexed.bounded_out == pytest.approx(exact.bounded_out, rel=0.2)


def test_a_missing_index_is_a_slower_run_and_a_warning(monkeypatch):
    v = crowd(4, 10, 20)
    wanted = candidate_pairs(v, 0.3, 30)
    monkeypatch.setattr(events, "find_spec", lambda name: None)
    with pytest.warns(UserWarning, match=r"200 claims are compared.*pip install 'contradict-claims\[index\]'"):
        found = candidate_pairs(v, 0.3, 30, exact_up_to=100)
    assert np.array_equal(found.rows, wanted.rows)


def test_chosen_pairs_are_compared_exactly():
    v = crowd(5, 10, 20)
    side = np.arange(len(v)) % 2 == 0
    with pytest.warns(UserWarning, match="which pairs are wanted"):
        found = candidate_pairs(v, 0.3, 30, wanted=lambda rows: side[rows, None] != side[None], exact_up_to=100)
    assert len(found.rows) > 0
    assert all(side[i] != side[j] for i, j in found.rows.tolist())


def test_few_claims_need_no_index():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        candidate_pairs(crowd(6, 10, 10), 0.3, 30)
