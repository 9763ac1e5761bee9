import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from contradict.cache import APPLICATION_ID, Cache, cache_key
from contradict.errors import InputFileError, SchemaError, SettingsError

PAIRS = [("a", "b"), ("b", "a"), ("a", ""), ("ab", "")]
SCORES = np.array([[0.1, 0.2, 0.7], [0.3, 0.3, 0.4], [1, 0, 0], [0, 1, 0]], dtype=np.float32)


def unit(vectors: np.ndarray) -> np.ndarray:
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def test_what_is_put_is_got_back_in_any_order(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c.db")
    cache.put_scores("m", PAIRS, SCORES)
    asked = [PAIRS[2], ("x", "y"), PAIRS[0], PAIRS[2]]
    found, known = cache.get_scores("m", asked)
    assert known.tolist() == [True, False, True, True]
    assert np.array_equal(found[known], SCORES[[2, 0, 2]])
    assert not cache.get_scores("other model", PAIRS)[1].any()
    vectors = unit(np.random.default_rng(0).random((700, 8)))
    texts = [f"text {i}" for i in range(700)]
    cache.put_vectors("e", texts, vectors)
    again = Cache(tmp_path / "c.db").get_vectors("e", [*texts, "none"])
    assert all(np.array_equal(a, b) for a, b in zip(vectors, again[:-1], strict=True))
    assert again[-1] is None
    assert cache.counts() == {"scores": 4, "vectors": 700}
    assert cache.get_scores("m", [])[0].shape == (0, 3)


def test_keys_tell_apart_whatever_differs() -> None:
    keys = [cache_key("m", "a", "b"), cache_key("m", "b", "a"), cache_key("m", "ab", ""), cache_key("m", "", "ab"),
            cache_key("ma", "b"), cache_key("m", "ab"), cache_key("m", "é"), cache_key("m", "e\u0301")]  # fmt: skip
    assert len(set(keys)) == len(keys)
    assert keys[0] == cache_key("m", "a", "b")


def test_files_that_are_no_cache_are_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to be looked at" * 50)
    with pytest.raises(InputFileError, match=r"notes.txt is no cache of contradict"):
        Cache(text)
    assert text.read_text().startswith("not a database")
    other = tmp_path / "other.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    before = other.read_bytes()
    with pytest.raises(InputFileError, match="is a SQLite database, but no cache"):
        Cache(other)
    assert other.read_bytes() == before
    with pytest.raises(InputFileError, match="got a folder"):
        Cache(tmp_path)
    with pytest.raises(InputFileError, match="there is no folder"):
        Cache(tmp_path / "no" / "c.db")
    (tmp_path / "empty.db").touch()
    assert Cache(tmp_path / "empty.db").counts() == {"scores": 0, "vectors": 0}


def test_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    Cache(path).close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        connection.execute("INSERT INTO version VALUES (?)", (len(Cache.migrations) + 1,))
    connection.close()
    with pytest.raises(SchemaError, match="newer version .*2, this one reads 1"):
        Cache(path)


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with Cache(path) as cache:
        cache.put_vectors("m", [str(i) for i in range(500)], unit(np.ones((500, 64))))
    raw = bytearray(path.read_bytes())
    raw[4096:] = os.urandom(len(raw) - 4096)
    path.write_bytes(raw)
    with pytest.raises(InputFileError, match="damaged"):
        Cache(path).get_vectors("m", [str(i) for i in range(500)])


def test_a_file_that_cannot_be_written_is_read_with_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "c.db"
    with Cache(path) as cache:
        cache.put_scores("m", PAIRS, SCORES)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.warns(UserWarning, match="only read"):
        cache = Cache(path)
    assert cache.read_only
    cache.put_scores("m", [("new", "pair")], SCORES[:1])
    assert cache.counts()["scores"] == 4
    assert np.array_equal(cache.get_scores("m", PAIRS)[0], SCORES)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_a_file_of_another_user_is_read_with_a_warning() -> None:
    with tempfile.TemporaryDirectory(prefix="contradict-cache-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with Cache(folder / "c.db") as cache:
            cache.put_scores("m", PAIRS, SCORES)
        child = os.fork()
        if child == 0:
            try:
                os.setuid(65534)
                with warnings.catch_warnings(record=True) as warned:
                    warnings.simplefilter("always")
                    same = np.array_equal(Cache(folder / "c.db").get_scores("m", PAIRS)[0], SCORES)
                os._exit(0 if same and any("only read" in str(w.message) for w in warned) else 2)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == 0


WRITER = """
import sys
import numpy as np
from contradict.cache import Cache
cache = Cache(sys.argv[1])
name, batches = sys.argv[2], int(sys.argv[3])
for n in range(batches):
    pairs = [(f"{name} {n}", str(i)) for i in range(20)]
    cache.put_scores("m", pairs, np.tile(np.array([n, 1e6 - n, 0], dtype=np.float32) / 1e6, (20, 1)))
    print(n, flush=True)
"""


def writer(path: Path, name: str, batches: int) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    command = [sys.executable, "-c", WRITER, str(path), name, str(batches)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def kept(path: Path, name: str, n: int) -> list[bool]:
    found, known = Cache(path).get_scores("m", [(f"{name} {n}", str(i)) for i in range(20)])
    assert (np.round(found[known, 0] * 1e6) == n).all()
    return known.tolist()


def test_after_kill_9_every_finished_batch_is_there_and_none_is_half(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    process = writer(path, "w", 100_000)
    assert process.stdout is not None
    last = 0
    while last < 30:
        last = int(process.stdout.readline())
    os.kill(process.pid, signal.SIGKILL)
    last = max([last, *(int(line) for line in process.stdout.read().split("\n")[:-1])])
    process.wait()
    process.stdout.close()
    assert all(all(kept(path, "w", n)) for n in range(last + 1))
    assert len(set(kept(path, "w", last + 1))) == 1
    assert Cache(path).counts()["scores"] % 20 == 0


def test_processes_share_a_file(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    processes = [writer(path, name, 40) for name in "abc"]
    outputs = [process.communicate(timeout=60)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert all(output.split()[-1] == "39" for output in outputs)
    assert Cache(path).counts()["scores"] == 3 * 40 * 20


def test_many_may_make_one_file_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(6) as pool:
        for n in range(60):
            together = threading.Barrier(6)

            def make(_: int, path: Path = tmp_path / f"{n}.db", together: threading.Barrier = together) -> None:
                together.wait()
                Cache(path).close()

            list(pool.map(make, range(6)))


def test_threads_and_forks_share_an_object(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c.db")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: cache.put_scores("m", [(str(n), "")], SCORES[:1]), range(100)))
    assert cache.counts()["scores"] == 100
    if hasattr(os, "fork"):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            child = os.fork()
        if child == 0:
            try:
                cache.put_scores("m", [("child", "")], SCORES[:1])
                os._exit(0)
            finally:
                os._exit(1)
        assert os.waitpid(child, 0)[1] == 0
        cache.put_scores("m", [("parent", "")], SCORES[:1])
        assert cache.counts()["scores"] == 102


def test_a_writer_that_is_locked_out_goes_on_with_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contradict.sqlitefile.PATIENCE", 0.05)
    path = tmp_path / "c.db"
    cache = Cache(path)
    blocker = sqlite3.connect(path, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    try:
        with pytest.warns(UserWarning, match="cannot be written .*locked"):
            cache.put_scores("m", PAIRS, SCORES)
        assert not cache.get_scores("m", PAIRS)[1].any()
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()


@pytest.fixture
def nli(comparer: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The packaged model's tokenizer and batches, without the model; `calls` has the number of pairs in each batch."""
    calls: list[int] = []

    def softmax(inputs: Any) -> np.ndarray:
        ids = np.asarray(inputs["input_ids"]) * np.asarray(inputs["attention_mask"])
        calls.append(len(ids))
        found = np.abs(np.stack([np.sin(ids * weight).sum(1) for weight in (1, 2, 3)], axis=1))
        return (found / found.sum(1, keepdims=True)).astype(np.float32)

    monkeypatch.setattr(comparer.nli, "_softmax", softmax)
    monkeypatch.setattr(comparer.nli, "calls", calls, raising=False)
    return comparer.nli


TEXTS = [(f"{n} soldiers died on Sunday.", f"{n + 1} soldiers died on Sunday.") for n in range(8)]


def test_a_second_run_makes_no_model_call(nli: Any, tmp_path: Path) -> None:
    calls = nli.calls
    plain = nli.score(TEXTS)
    assert sum(calls) == 8
    calls.clear()
    with Cache(tmp_path / "c.db") as cache:
        first = nli.score(TEXTS, cache=cache)
        assert sum(calls) == 8
        calls.clear()
        assert np.array_equal(nli.score(TEXTS[::-1], cache=cache), first[::-1])
        assert calls == []
        nli.score([*TEXTS, (TEXTS[0][1], TEXTS[0][0])], cache=cache)
        assert sum(calls) == 1
    assert np.allclose(plain, first, atol=1e-6)


def test_a_stopped_run_goes_on(nli: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contradict.nli.TOKENS_A_BATCH", 40)
    calls = nli.calls
    cache = Cache(tmp_path / "c.db")
    whole = nli.score(TEXTS)
    assert len(calls) > 3
    calls.clear()
    counted = nli._softmax

    def stop(inputs: Any) -> Any:
        if len(calls) == 2:
            raise KeyboardInterrupt
        return counted(inputs)

    with monkeypatch.context() as patch:
        patch.setattr(nli, "_softmax", stop)
        with pytest.raises(KeyboardInterrupt):
            nli.score(TEXTS, cache=cache)
    done = sum(calls)
    assert 0 < done < 8
    calls.clear()
    assert np.allclose(nli.score(TEXTS, cache=cache), whole, atol=1e-5)
    assert sum(calls) == 8 - done


def test_other_settings_are_other_scores(nli: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {nli.cache_name}
    for attribute, value in (("dtype", "bfloat16"), ("max_length", 64), ("outputs", (2, 1, 0)), ("fingerprint", "0")):
        with monkeypatch.context() as patch:
            patch.setattr(nli, attribute, value)
            names.add(nli.cache_name)
    assert len(names) == 5


def test_vectors_are_kept(comparer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = comparer.embedder
    texts = ["The bridge is open.", "The bridge is closed.", "The bridge is open."]
    with Cache(tmp_path / "c.db") as cache:
        vectors = embedder.encode(texts, cache=cache)
        assert np.allclose(vectors, embedder.encode(texts), atol=1e-5)
        assert cache.counts()["vectors"] == 2
        monkeypatch.setattr(embedder, "_encode", None)
        assert np.array_equal(embedder.encode(texts, cache=cache), vectors)


def test_what_computes_is_asked_for_what_is_missing_and_that_is_kept(comparer: Any, nli: Any, tmp_path: Path) -> None:
    texts = [text for pair in TEXTS for text in pair]
    asked: list[Any] = []

    def vectors(parts: Any) -> Any:
        asked.extend(text for part in parts for text in part)
        return [comparer.embedder.encode(part) for part in parts]

    def scores(batches: Any) -> Any:
        asked.extend(pair for batch in batches for pair in batch)
        return [nli.score(batch) for batch in batches]

    stages = ((comparer.embedder.encode, texts, vectors), (nli.score, TEXTS, scores))
    with Cache(tmp_path / "c.db") as cache:
        for run, items, compute in stages:
            asked.clear()
            run(items[:3], cache=cache)
            found = run(items, cache=cache, compute=compute)
            assert sorted(asked) == sorted(set(items) - set(items[:3]))
            assert np.allclose(found, run(items), atol=1e-5)
            asked.clear()
            assert np.array_equal(run(items, cache=cache, compute=compute), found)
            assert asked == []


def raw(*numbers: float) -> bytes:
    return np.array(numbers, dtype="<f4").tobytes()


@pytest.mark.parametrize(
    "value", [raw(np.nan, 0.5, 0.5), raw(0.9, 0.9, 0.9), raw(-1, 1, 1), raw(0.5, 0.5), b"short", "text", 7]
)
def test_scores_that_are_no_softmax_are_computed_again(nli: Any, tmp_path: Path, value: Any) -> None:
    with Cache(tmp_path / "c.db") as cache:
        wanted = nli.score(TEXTS, cache=cache)
        with cache.writing() as connection:
            connection.execute("UPDATE scores SET value = ?", (value,))
        nli.calls.clear()
        assert np.allclose(nli.score(TEXTS, cache=cache), wanted, atol=1e-5)
        assert sum(nli.calls) == len(TEXTS)
        nli.score(TEXTS, cache=cache)
        assert sum(nli.calls) == len(TEXTS)


@pytest.mark.parametrize(
    "value", [raw(*[np.inf] * 384), raw(*[0] * 384), raw(*[1] * 384), raw(1), raw(*[1, *[0] * 100]), b"odd", "text", 7]
)
def test_vectors_that_are_no_unit_vectors_of_the_model_are_computed_again(
    comparer: Any, tmp_path: Path, value: Any
) -> None:
    texts = ["The bridge is open.", "The bridge is closed."]
    with Cache(tmp_path / "c.db") as cache:
        wanted = comparer.embedder.encode(texts, cache=cache)
        with cache.writing() as connection:
            connection.execute("UPDATE vectors SET value = ?", (value,))
        assert np.allclose(comparer.embedder.encode(texts, cache=cache), wanted, atol=1e-5)


@pytest.mark.parametrize("path", [None, 3, b"c.db", ["c.db"]])
def test_what_is_no_path_is_refused(path: Any) -> None:
    with pytest.raises(SettingsError, match="expected the path of a file for the cache, got"):
        Cache(path)


@pytest.mark.parametrize("name", ["", "a\0b", "n" * 300])
def test_paths_that_no_file_can_have_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputFileError, match="cannot be the file of a cache: "):
        Cache(name and f"{tmp_path}/{name}")


@pytest.mark.parametrize("damage", ["DROP TABLE scores", "ALTER TABLE scores RENAME COLUMN value TO other"])
def test_a_cache_without_its_tables_is_damaged(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "c.db"
    Cache(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(damage)
    connection.close()
    with pytest.raises(InputFileError, match=r"c.db is no cache .* damaged \(no such .*; delete it or name another"):
        Cache(path).get_scores("m", PAIRS)
