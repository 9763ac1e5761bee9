from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.cluster import AgglomerativeClustering

from contradict.blocking import candidates_of
from contradict.events import candidate_pairs, central, cluster


def unit(rng, n, d=8):
    v = rng.normal(size=(n, d)).astype(np.float32)
    return v / np.linalg.norm(v, axis=1, keepdims=True)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(2, 40), st.floats(-0.5, 0.9))
def test_candidates_equal_brute_force(seed, n, threshold):
    v = unit(np.random.default_rng(seed), n)
    found = candidate_pairs(v, threshold, n)
    similar = v @ v.T
    wanted = {(i, j) for i in range(n) for j in range(i + 1, n) if similar[i, j] >= threshold}
    assert {tuple(row) for row in found.rows.tolist()} == wanted
    assert found.bounded_out == 0


def test_bound_keeps_the_nearest_and_counts_the_rest():
    v = unit(np.random.default_rng(0), 60, 3)
    every, bounded = candidate_pairs(v, 0.0, 60), candidate_pairs(v, 0.0, 2)
    assert len(bounded.rows) + bounded.bounded_out == len(every.rows)
    similar = v @ v.T - 2 * np.eye(60)
    kept = {tuple(row) for row in bounded.rows.tolist()}
    for i in range(60):
        for j in np.argsort(-similar[i])[:2]:
            assert (min(i, j), max(i, j)) in kept


def test_the_bound_counts_only_pairs_that_are_wanted():
    v = unit(np.random.default_rng(2), 60, 3)
    side = np.arange(60) % 3 == 0
    found = candidate_pairs(v, 0.2, 4, wanted=lambda rows: side[rows, None] != side[None])
    assert all(side[i] != side[j] for i, j in found.rows.tolist())
    similar = np.where(side[:, None] != side[None], v @ v.T, -2)
    assert len(found.rows) + found.bounded_out == int((similar >= 0.2).sum()) // 2
    kept = {tuple(row) for row in found.rows.tolist()}
    for i in range(60):
        for j in np.argsort(-similar[i])[:4]:
            assert similar[i, j] < 0.2 or (min(i, j), max(i, j)) in kept


def test_adding_claims_never_unmakes_a_pair():
    v = unit(np.random.default_rng(1), 40)
    few, many = candidate_pairs(v[:30], 0.3, 100), candidate_pairs(v, 0.3, 100)
    assert {tuple(r) for r in few.rows.tolist()} <= {tuple(r) for r in many.rows.tolist()}


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 25), st.floats(0.1, 0.8))
def test_clusters_equal_average_linkage(seed, n, threshold):
    v = unit(np.random.default_rng(seed), n, 4)
    mine = cluster(v, candidate_pairs(v, threshold, n), threshold)
    similar = (v @ v.T).astype(np.float64)
    np.fill_diagonal(similar, 1.0)
    theirs = AgglomerativeClustering(
        n_clusters=None, metric="precomputed", linkage="average", distance_threshold=1 - threshold + 1e-9
    ).fit_predict(1 - similar)
    assert {(i, j) for i in range(n) for j in range(n) if mine[i] == mine[j]} == {
        (i, j) for i in range(n) for j in range(n) if theirs[i] == theirs[j]
    }


def test_one_bridge_does_not_chain():
    at = np.radians([0, 5, 10, 15, 45, 75, 80, 85, 90])
    v = np.stack([np.cos(at), np.sin(at)], axis=1).astype(np.float32)
    found = cluster(v, candidate_pairs(v, 0.85, 9), 0.85)
    assert len(set(found[:4])) == len(set(found[5:])) == 1
    assert found[0] != found[-1]


def test_a_crowded_topic_stays_one_event():
    rng = np.random.default_rng(3)
    v = unit(rng, 1, 32) + 0.1 * rng.normal(size=(400, 32)).astype(np.float32)
    v /= np.linalg.norm(v, axis=1, keepdims=True)
    found = candidate_pairs(v, 0.4, 10)
    assert found.bounded_out > 0
    assert set(cluster(v, found, 0.4)) == {0}


def test_equally_near_rows_are_taken_in_their_order_whatever_the_matrix_product():
    rng = np.random.default_rng(5)
    v = np.repeat(unit(rng, 6, 384), 40, axis=0)
    v += 1e-8 * rng.normal(size=v.shape).astype(np.float32)  # as the last digits differ between products
    chosen = [3, 50, 130, 239]
    some = candidates_of(v, chosen, 0.9, 5)
    every = candidate_pairs(v, 0.9, 5)
    assert np.array_equal(some.rows, every.rows[np.isin(every.rows, chosen).any(axis=1)])
    first = {(min(i, j), max(i, j)) for i in range(40) for j in [n for n in range(6) if n != i][:5]}
    assert {tuple(row) for row in every.rows.tolist() if max(row) < 40} == first


def test_central_row():
    v = np.array([[1, 0], [0.8, 0.6], [0, 1]], dtype=np.float32)
    assert central(v, [0, 1, 2]) == 1


@pytest.mark.parametrize("n", [0, 1])
def test_none_and_one(n):
    v = np.ones((n, 1), dtype=np.float32)
    found = candidate_pairs(v, 0.5, 5)
    assert len(found.rows) == 0
    assert cluster(v, found, 0.5).tolist() == list(range(n))
