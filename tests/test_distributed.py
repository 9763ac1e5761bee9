"""Comparing on a Ray cluster of two workers, of which one dies in the middle."""

from __future__ import annotations

import os
import signal
import sys

import numpy as np
import pytest
import torch

from contradict import MissingExtraError, ModelError, SettingsError, distributed, tiles
from contradict.blocking import Allowed
from contradict.distributed import compare_on_ray
from contradict.events import candidate_pairs

ray = pytest.importorskip("ray")
CLAIMS = 12


@pytest.fixture(scope="module")
def cluster():
    options = {"num_cpus": 2, "include_dashboard": False, "log_to_driver": False, "object_store_memory": 100 << 20}
    for attempt in range(3):
        try:
            ray.init("local", **options)
            break
        except Exception:  # a busy machine may not start Ray's own processes in the time that Ray gives them
            ray.shutdown()
            if attempt == 2:
                raise
    yield
    ray.shutdown()


@pytest.fixture
def small_tasks(monkeypatch):
    monkeypatch.setattr("contradict.embedding.TEXTS_AT_ONCE", 4)
    monkeypatch.setattr(distributed, "PAIRS_A_TASK", 24)
    monkeypatch.setattr(tiles, "ROWS_A_BLOCK", 5)


def assert_same(found, expected):
    assert found.claims == expected.claims
    assert found.skipped == expected.skipped
    assert found.settings == expected.settings
    assert [(e.id, e.title, e.claims) for e in found.events] == [(e.id, e.title, e.claims) for e in expected.events]
    for one, two in zip(found.pairs, expected.pairs, strict=True):
        parts = ("a", "b", "relation", "uncertain", "is_update", "event", "reasons", "decided_by")
        assert [getattr(one, part) for part in parts] == [getattr(two, part) for part in parts]
        assert one.similarity == pytest.approx(two.similarity, abs=2e-6)
        assert one.probabilities == two.probabilities
        assert (one.forward, one.backward) == (two.forward, two.backward)


def test_a_worker_that_dies_changes_nothing(cluster, small_tasks, comparer, talis, tmp_path, monkeypatch):
    died = tmp_path / "died"

    def dying(stage, then):
        def work(model, part):
            (tmp_path / f"{stage}-{os.getpid()}").touch()
            if stage == "NLI" and not died.exists():
                then(model, part[:2])
                died.touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return then(model, part)

        return work

    monkeypatch.setattr(distributed, "embed_texts", dying("embedding", distributed.embed_texts))
    monkeypatch.setattr(distributed, "score_pairs", dying("NLI", distributed.score_pairs))
    found = compare_on_ray(talis[:CLAIMS], embedder=comparer.embedder, nli=comparer.nli)
    assert died.exists()
    assert len(list(tmp_path.glob("NLI-*"))) >= 2
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # as many as a worker has
    try:
        assert_same(found, comparer.compare(talis[:CLAIMS]))
    finally:
        torch.set_num_threads(threads)


@pytest.mark.parametrize("neighbours", [2, 100])
@pytest.mark.parametrize("condition", ["all", "against", "across"])
def test_tiles_find_what_one_machine_finds(cluster, monkeypatch, neighbours, condition):
    monkeypatch.setattr(tiles, "ROWS_A_BLOCK", 64)
    chance = np.random.default_rng(0)
    vectors = (chance.integers(-2, 3, (300, 16)) / 8).astype(np.float32)  # whose products are exact, with many equal
    wanted = {
        "all": None,
        "against": Allowed(chance.random(300) < 0.5, None),
        "across": Allowed(None, chance.integers(-1, 9, 300)),
    }[condition]
    expected = candidate_pairs(vectors, 0.25, neighbours, False, wanted)
    found = tiles.candidates_by_tasks(vectors, tiles.Rule(0.25, neighbours, wanted))
    assert len(expected.rows) > 300
    assert np.array_equal(found.rows, expected.rows)
    assert np.array_equal(found.similarity, expected.similarity)
    assert found.bounded_out == expected.bounded_out > (0 if neighbours == 2 else -1)


def test_partitions_find_nearly_all_near_pairs(cluster, monkeypatch):
    monkeypatch.setattr(tiles, "ROWS_A_BLOCK", 500)
    monkeypatch.setattr(tiles, "ROWS_A_PARTITION", 400)
    chance = np.random.default_rng(0)
    vectors = np.repeat(chance.standard_normal((100, 64)), 20, axis=0) + 0.7 * chance.standard_normal((2000, 64))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    expected = {tuple(pair) for pair in candidate_pairs(vectors, 0.5, 100).rows.tolist()}
    with pytest.warns(UserWarning, match="more than exact_up_to=0"):
        candidates = tiles.candidates_by_tasks(vectors, tiles.Rule(0.5, 100), exact_up_to=0)
    found = {tuple(pair) for pair in candidates.rows.tolist()}
    assert found <= expected
    assert len(found) > 0.98 * len(expected)


def test_no_vectors_have_no_pairs(cluster):
    found = tiles.candidates_by_tasks(np.zeros((0, 1), dtype=np.float32), tiles.Rule(0.5, 100))
    assert found.rows.shape == (0, 2)
    assert found.bounded_out == 0


def test_a_worker_with_another_model_is_an_error(cluster, comparer, monkeypatch):
    from contradict.embedding import Embedder

    monkeypatch.setattr(Embedder, "cache_name", "another")
    with pytest.raises(ModelError, match="worker loaded another model"):
        compare_on_ray(["A bridge fell."], embedder=comparer.embedder, nli=comparer.nli)


def test_models_are_named(cluster, comparer):
    with pytest.raises(SettingsError, match="embedder must be a name or a folder"):
        compare_on_ray(["A bridge fell."], embedder=comparer.embedder.model, nli=comparer.nli)


def test_without_ray_the_error_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'contradict-claims\[ray\]'"):
        compare_on_ray(["A bridge fell."])
