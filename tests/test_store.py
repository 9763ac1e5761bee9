import os
import random
import resource
import select
import shutil
import signal
import sqlite3
import tempfile
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tqdm.auto import tqdm

from contradict import Cache, Calibration, Claim, Comparer, Store, Thresholds
from contradict.blocking import candidates_of
from contradict.embedding import PACKAGED
from contradict.errors import ClaimError, InputFileError, ModelError, SchemaError, SettingsError
from contradict.events import candidate_pairs
from contradict.report import Report
from contradict.store import _other_model
from contradict.storefile import StoreFile

Open = Callable[..., Store]


@pytest.fixture(scope="module")
def claims(talis: list[dict]) -> list[Any]:
    """Claims of the example, one of them twice, one with the speaker that another one has only in its text."""
    chosen = talis[:14]
    read = Claim("The mayor of Talis said that the bridge was open.", source="Wire", id="m")
    return [*chosen, chosen[3], read, read.with_speaker("mayor of Talis")]


@pytest.fixture(scope="module")
def cached(comparer: Comparer, claims: list[Any], tmp_path_factory: pytest.TempPathFactory) -> Comparer:
    """The packaged models, and a cache of all that they say of the claims."""
    found = comparer.configured(cache=tmp_path_factory.mktemp("cache") / "c.db")
    found.compare(claims)
    return found


@pytest.fixture
def opened(cached: Comparer) -> Iterator[Open]:
    stores: list[Store] = []

    def opened(path: Path, **options: Any) -> Store:
        given: dict[str, Any] = {"embedder": cached.embedder, "nli": cached.nli, "cache": cached.cache}
        stores.append(Store(path, progress=False, **given | options))
        return stores[-1]

    yield opened
    for store in stores:
        store.close()


@contextmanager
def counted(comparer: Comparer, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """The sizes of the batches that the NLI model runs."""
    sizes: list[int] = []
    run = comparer.nli._softmax
    with monkeypatch.context() as patch:
        patch.setattr(comparer.nli, "_softmax", lambda inputs: sizes.append(len(inputs["input_ids"])) or run(inputs))
        yield sizes


def between(report: Report, ids: set[str]) -> list[Any]:
    """The pairs of a report with one of some claims, as an add returns them."""
    return [replace(pair, event=None) for pair in report.pairs if {pair.a.id, pair.b.id} & ids]


def alone(pair: Any) -> Any:
    """A pair without what the other pairs around it say: an add sees the near ones of these, `report` all."""
    trace = tuple(step for step in pair.trace if step.part != "joint")
    return replace(pair, probabilities=trace[-1].probabilities, relation="", uncertain=False, trace=trace)


@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_order_and_the_batches_it_is_one_compare(
    data: Any, cached: Comparer, claims: list[Any], opened: Open
) -> None:
    order = data.draw(st.permutations(claims))
    cuts = sorted(data.draw(st.sets(st.integers(0, len(claims)), max_size=3)))
    neighbours = data.draw(st.sampled_from([1, 3, 100]))
    one = cached.configured(neighbours=neighbours)
    with tempfile.TemporaryDirectory() as folder:
        store = opened(Path(folder) / "s.db", neighbours=neighbours)
        so_far: list[Any] = []
        for start, end in zip([0, *cuts], [*cuts, len(claims)], strict=True):
            batch = order[start:end]
            checked = store.check(batch)
            added = store.add(iter(batch))
            so_far += batch
            report = one.compare(so_far)
            assert checked == added
            theirs = between(report, {claim.id for claim in added.claims})
            assert [alone(pair) for pair in added.pairs] == [alone(pair) for pair in theirs]
            if start == 0:
                assert list(added.pairs) == theirs
        assert store.report().to_json() == report.to_json()
        assert len(store) == len(report.claims)
        assert [claim.id for claim in store] == [claim.id for claim in report.claims]
        again = opened(Path(folder) / "s.db")
        assert again.report().to_json() == report.to_json()
        store.close()
        again.close()


def test_earlier_claims_have_a_say_on_the_pairs_of_new_ones(
    comparer: Comparer, opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [
        "Rebels hold the bridge at Orn.", "The bridge at Orn is in the hands of the rebels.",
        "The army took the Orn bridge.", "Two dogs won the show at Orn.",
    ]  # fmt: skip
    store = opened(tmp_path / "s.db", cache=None)
    store.add([texts[0], texts[1], texts[3]])
    with counted(comparer, monkeypatch) as sizes:
        found = store.add([texts[2]])
    assert sum(sizes) == 2 * len(found.pairs)
    wanted = {frozenset((p.a.text, p.b.text)): p for p in comparer.compare(texts).pairs}
    assert any(step.part == "joint" for pair in found.pairs for step in pair.trace)
    for pair in found.contradictions:
        assert pair.probabilities == pytest.approx(
            wanted[frozenset((pair.a.text, pair.b.text))].probabilities, abs=0.05
        )
    assert len(found.contradictions) == 2
    reader = opened(tmp_path / "s.db", cache=None)
    monkeypatch.setattr(reader._file, "put_scores", lambda *_: None)
    with counted(comparer, monkeypatch) as sizes:
        checked = reader.check(["The army has taken the bridge at Orn."])
    assert sum(sizes) == 2 * len(checked.pairs)


def test_what_is_there_costs_nothing_again(
    comparer: Comparer, claims: list[Any], opened: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted(comparer, monkeypatch) as sizes:
        store = opened(tmp_path / "s.db", cache=None)
        store.add(claims[:6])
        first = sum(sizes)
        assert first > 0
        found = store.add(claims[6:7])
        assert sum(sizes) - first <= 4 * len(found.pairs)
        before = sum(sizes)
        assert store.add(claims[:7]).claims == ()
        store.report()
        opened(tmp_path / "s.db", cache=None, thresholds=Thresholds(contradict=0.3)).report()
        assert sum(sizes) == before


def test_the_result_says_what_is_new(opened: Open, claims: list[Any], tmp_path: Path) -> None:
    store = opened(tmp_path / "s.db")
    store.add(claims[:10])
    found = store.check([*claims[8:12], 7, claims[11]], on_error="skip")
    assert {claim.text for claim in found.claims} == {claim["text"] for claim in claims[10:12]}
    assert [(s.what, s.count) for s in found.skipped if "claim" in s.what] == [("claim 4", 1), ("repeated claims", 3)]
    assert set(found.contradictions) == {pair for pair in found.pairs if pair.relation == "contradict"}
    assert str(found).startswith(f"2 new claims, {len(found.pairs)} pairs judged: ")
    assert len(store) == 10
    with pytest.raises(ClaimError, match="claim 1: "):
        store.add([claims[12], 7])
    assert len(store) == 10


def test_another_claim_with_an_id_that_is_there_is_refused(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path / "s.db")
    store.add([Claim("The bridge is open.", id="1")])
    with pytest.raises(ClaimError, match="two different claims have the id '1'"):
        store.add([Claim("The bridge is closed.", id="1"), Claim("It rained.", id="2")])
    assert [claim.text for claim in store] == ["The bridge is open."]


def test_meta_is_kept_as_json(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path / "s.db")
    rich = Claim("The bridge is open.", meta={"seen": date(2024, 5, 1), "n": np.int64(3), "tags": ("a", "b")})
    store.add([rich])
    assert dict(next(iter(store)).meta) == {"seen": "2024-05-01", "n": 3, "tags": ["a", "b"]}
    assert store.add([rich]).claims == ()
    with pytest.raises(ClaimError, match="meta of claim .* cannot be kept as JSON"):
        store.add([Claim("It rained.", meta={"x": object()})])
    assert len(store) == 1


def test_settings_are_those_of_the_file(comparer: Comparer, opened: Open, claims: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    curve = Calibration("temperature", temperature=2.0, log_loss=(("none", 1.0),))
    opened(path, similarity=0.4, neighbours=7, thresholds=Thresholds(0.9, 0.9), calibration=curve).add(claims)
    same = opened(path)
    assert (same.comparer.similarity, same.comparer.neighbours) == (0.4, 7)
    assert (same.comparer.thresholds, same.comparer.calibration) == (Thresholds(0.9, 0.9), curve)
    other = opened(path, thresholds=Thresholds(0.2), calibration=None)
    assert other.comparer.calibration is None
    assert len(other.report().contradictions) > len(same.report().contradictions)
    with pytest.raises(
        SettingsError, match=r"similarity 0.4 in the file, 0.5 now; neighbours 7 in .*, 9 now.*renew=True"
    ):
        opened(path, similarity=0.5, neighbours=9)
    with pytest.raises(SettingsError, match="unknown parameter 'similarty'"):
        opened(path, similarty=0.5)


def test_other_models_are_refused_or_renew_the_file(
    comparer: Comparer, opened: Open, claims: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.db"
    opened(path).add(claims)
    before = StoreFile(path).counts()
    monkeypatch.setattr(comparer.nli, "fingerprint", "f" * 16)
    with pytest.raises(SettingsError, match="another version of the library, whose packaged nli 'base' .*renew=True"):
        opened(path)
    with pytest.raises(SettingsError, match="nli base .*; neighbours 50 in the file, 3 now"):
        opened(path, neighbours=3)
    monkeypatch.setattr(comparer.nli, "_softmax", lambda inputs: np.full((len(inputs["input_ids"]), 3), 1 / 3))
    renewed = opened(path, renew=True, cache=None)
    kept = StoreFile(path).settings()
    assert {pair.forward.neutral for pair in renewed.report().pairs} == {np.float32(1 / 3)}
    renewed.check([{"text": "Another claim."}])
    assert StoreFile(path).settings() == kept
    assert StoreFile(path).counts()["scores"] >= before["scores"]
    renewed.add([])
    assert StoreFile(path).counts() == {"scores": 0, "vectors": before["vectors"] + 1}
    assert {pair.forward.neutral for pair in renewed.report().pairs} == {np.float32(1 / 3)}
    opened(path)


def test_another_model_needs_not_the_dtype_of_the_one_before(comparer: Comparer, opened: Open, tmp_path: Path) -> None:
    path, folder = tmp_path / "s.db", tmp_path / "int8"
    opened(path, nli=comparer.nli)
    with pytest.raises(ModelError, match="no such folder|an empty folder|expected a folder with"):
        Store(path, embedder=comparer.embedder, nli=folder, backend="openvino", renew=True)
    assert opened(path, nli=comparer.nli).comparer.nli.dtype == "float32"


def test_the_dtype_is_kept_where_the_same_model_is_named_again(
    comparer: Comparer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {"nli": "base", "dtype": "float32"}
    assert not _other_model(kept, {"nli": "base"})
    assert not _other_model(kept, {"nli": None})
    assert _other_model(kept, {"nli": "other"})
    assert _other_model(kept, {"backend": "openvino"})
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    assert not _other_model({"nli": str(tmp_path / "folder")}, {"nli": Path("folder")})


def test_the_folder_of_a_model_is_found_from_anywhere(
    comparer: Comparer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(PACKAGED, tmp_path / "model")
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    Store(tmp_path / "s.db", embedder="model", nli=comparer.nli).close()
    monkeypatch.chdir(tmp_path / "elsewhere")
    with Store(tmp_path / "s.db", nli=comparer.nli) as store:
        assert store.comparer.embedder.name == str(tmp_path / "model")


def test_what_cannot_be_loaded_leaves_no_file_behind(comparer: Comparer, tmp_path: Path) -> None:
    for options in ({"nli": tmp_path / "none"}, {"nli": comparer.nli, "embedder": tmp_path / "none"}):
        with pytest.raises(ModelError):
            Store(tmp_path / "s.db", **options)
    with pytest.raises(SettingsError, match="similarity must lie"):
        Store(tmp_path / "s.db", nli=comparer.nli, embedder=comparer.embedder, similarity=3)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("path", [None, 3])
def test_what_is_no_path_is_refused(path: Any) -> None:
    with pytest.raises(SettingsError, match="expected the path of a file for the store, got"):
        Store(path)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE claims SET claim = CAST(x'ff' AS TEXT)",
        "UPDATE claims SET claim = '{'",
        "UPDATE claims SET claim = '5'",
        "UPDATE claims SET claim = '{}'",
        "UPDATE claims SET id = id || 'x'",
        "UPDATE claims SET proposition = x'00'",
        "DROP TABLE claims",
        "DELETE FROM state",
        "DROP TABLE state",
        "UPDATE settings SET value = CAST(x'ff' AS TEXT)",
        "UPDATE settings SET value = '['",
        "UPDATE settings SET value = '[]'",
        "DELETE FROM settings WHERE name = 'deciding'",
        "UPDATE settings SET value = json_set(value, '$.thresholds.x', 1) WHERE name = 'options'",
        "UPDATE settings SET value = json_set(value, '$.calibration', json('{}')) WHERE name = 'options'",
        "DROP TABLE settings",
    ],
)
def test_damaged_content_is_named_with_a_remedy(opened: Open, claims: list[Any], tmp_path: Path, damage: str) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.add(claims[:2])
    connection = sqlite3.connect(path)
    connection.execute(damage)
    connection.commit()
    connection.close()
    with pytest.raises(InputFileError, match=r"s\.db is no store .* or is damaged \(.*; restore a copy of it, or name"):
        opened(path).report()


def test_a_file_that_is_deleted_or_replaced_meanwhile_is_told(opened: Open, claims: list[Any], tmp_path: Path) -> None:
    path, aside = tmp_path / "s.db", tmp_path / "aside.db"
    store = opened(path)
    store.add(claims[:2])
    path.rename(aside)
    with pytest.raises(InputFileError, match="s.db was deleted or replaced since it was opened; nothing was added"):
        store.add(claims[2:4])
    store.close()
    with pytest.raises(InputFileError, match="s.db was deleted since it was opened"):
        len(store)
    assert not path.exists()
    aside.rename(path)
    assert len(store.add(claims[2:4]).claims) == 2


def test_claims_with_an_id_that_is_there_can_be_skipped(opened: Open, tmp_path: Path) -> None:
    store = opened(tmp_path / "s.db")
    store.add([Claim("The bridge is open.", id="1", source="Wire")])
    new = [Claim("A bridge is closed.", id="1"), Claim("It rained.", id="2")]
    found = store.add(new, on_error="skip")
    assert [claim.id for claim in found.claims] == ["2"]
    assert "note: 1 claim with the id '1': 'A bridge is closed.', as another claim has it" in str(found)
    assert {claim.text for claim in store} == {"The bridge is open.", "It rained."}


def test_a_loaded_object_is_to_be_given_again(comparer: Comparer, opened: Open, tmp_path: Path) -> None:
    opened(tmp_path / "s.db", embedder=comparer.embedder.model)
    with pytest.raises(SettingsError, match="embedder that was given as a loaded object: give embedder="):
        Store(tmp_path / "s.db", nli=comparer.nli)
    opened(tmp_path / "s.db", embedder=comparer.embedder.model)


def test_files_of_another_kind_are_refused(opened: Open, tmp_path: Path) -> None:
    Cache(tmp_path / "c.db").close()
    with pytest.raises(InputFileError, match="but no store of contradict"):
        opened(tmp_path / "c.db")
    opened(tmp_path / "s.db")
    with pytest.raises(InputFileError, match="but no cache of contradict"):
        Cache(tmp_path / "s.db")


def test_a_newer_version_is_refused_and_an_older_one_brought_up_to_date(
    opened: Open, claims: list[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.add(claims)
        report = store.report()
    newer = [*StoreFile.migrations, ["ALTER TABLE state ADD COLUMN note TEXT", "UPDATE state SET note = 'moved'"]]
    with monkeypatch.context() as patch:
        patch.setattr(StoreFile, "migrations", [*newer[:1], [newer[1][0], "UPDATE nowhere SET x = 1"]])
        with pytest.raises(InputFileError, match="no such table: nowhere"):
            StoreFile(path)
    assert opened(path).report() == report
    monkeypatch.setattr(StoreFile, "migrations", newer)
    with monkeypatch.context() as patch:
        patch.setattr(os, "access", lambda *_: False)
        with (
            pytest.warns(UserWarning, match="only read"),
            pytest.raises(SchemaError, match="version 1, this library reads 2"),
        ):
            StoreFile(path)
    with opened(path) as store, StoreFile(path).opened() as connection:
        assert store.report() == report
        assert connection.execute("SELECT note FROM state").fetchall() == [("moved",)]
        assert connection.execute("SELECT max(number) FROM version").fetchone() == (2,)
    monkeypatch.undo()
    with pytest.raises(SchemaError, match=r"newer version of contradict \(store version 2, this one reads 1"):
        opened(path)


def test_propositions_that_another_version_read_are_read_anew(opened: Open, claims: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.add(claims[:10])
        found = store.check(claims[10:])
    connection = sqlite3.connect(path)
    connection.execute("UPDATE claims SET proposition = 'Nothing.', reader = '0.0.1'")
    connection.commit()
    connection.close()
    with opened(path) as store:
        assert store.add(claims[10:]) == found
        rows = StoreFile(path).content().rows
        assert len(rows) == len(store)
        assert not any(row.reader == "0.0.1" or row.proposition == "Nothing." for row in rows)


def child(work: Callable[[], None]) -> int:
    """Run something in a forked process; its exit status."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        process = os.fork()
    if process == 0:
        try:
            tqdm.set_lock(threading.RLock())  # the one before is shared: it stays locked if its holder is killed
            work()
            os._exit(0)
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(1)
    return process


def test_after_20_kills_nothing_is_lost_and_nothing_twice(
    opened: Open, cached: Comparer, claims: list[Any], tmp_path: Path
) -> None:
    path, chance = tmp_path / "s.db", random.Random(0)
    reader, writer = os.pipe()

    def grow() -> None:
        store = opened(path)
        for n in range(len(store) // 2, 100_000):
            store.add([claims[n % 8] | {"id": f"{n}a"}, claims[n * 3 % 8] | {"id": f"{n}b"}])
            os.write(writer, f"{n} ".encode())

    cached.judge([(claim, claim) for claim in claims[:8]])  # so that no forked process runs a model
    opened(path, neighbours=5).close()
    told = b""
    for _ in range(20):
        process = child(grow)
        before = told.count(b" ")
        while told.count(b" ") < before + 2:
            assert select.select([reader], [], [], 120)[0], "no add has returned for two minutes"
            told += os.read(reader, 1_000_000)
        time.sleep(chance.uniform(0, 0.2))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
    os.close(writer)
    returned = {int(n) for n in (told + os.read(reader, 1_000_000)).split()}
    os.close(reader)
    store = opened(path)
    there = [claim.id for claim in store]
    assert len(returned) > 20
    assert {f"{n}{side}" for n in returned for side in "ab"} <= set(there)
    assert len(there) == len(set(there))
    assert all(f"{id[:-1]}a" in there and f"{id[:-1]}b" in there for id in there)
    assert store.report() == cached.configured(neighbours=5).compare(list(store))


def test_two_that_add_at_once_miss_no_pair(opened: Open, cached: Comparer, claims: list[Any], tmp_path: Path) -> None:
    stores = [opened(tmp_path / "s.db"), opened(tmp_path / "s.db")]
    found: list[Any] = []
    together = threading.Barrier(2, timeout=120)

    def add(store: Store, mine: list[Any]) -> None:
        for claim in mine:
            together.wait()
            found.append(store.add([claim]))

    halves = claims[:14:2], claims[1:14:2]
    threads = [threading.Thread(target=add, args=pair) for pair in zip(stores, halves, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = cached.compare(claims[:14])
    pairs = [frozenset((pair.a.id, pair.b.id)) for part in found for pair in part.pairs]
    assert len(pairs) == len(set(pairs))
    assert set(pairs) == {frozenset((pair.a.id, pair.b.id)) for pair in report.pairs}
    assert stores[0].report() == stores[1].report() == report


def test_a_full_disk_loses_nothing(opened: Open, claims: list[Any], tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with opened(path) as store:
        store.add(claims[:7])

    def fill() -> None:
        size = path.stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 8192, resource.RLIM_INFINITY))
        store = opened(path)
        big = [Claim(claims[0]["text"], meta={"n": n, "long": "x" * 4000}) for n in range(1000)]
        with pytest.raises(InputFileError, match=r"the store cannot be written \(.*\); nothing was added"):
            list(map(store.add, ([claim] for claim in big)))
        added = len(store)
        assert [claim.meta["n"] for claim in store if "n" in claim.meta] == list(range(added - 7))
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        store.add(claims[7:])
        assert len(store) > added

    assert os.waitpid(child(fill), 0)[1] == 0
    with opened(path) as store:
        assert {claim["text"] for claim in claims[:14]} <= {claim.text for claim in store}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs another user")
def test_where_nothing_can_be_written_it_is_read(opened: Open, claims: list[Any]) -> None:
    with tempfile.TemporaryDirectory(prefix="contradict-store-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with opened(folder / "s.db") as store:
            store.add(claims[:10])
            found, report = store.check(claims[10:]), store.report()

        def read() -> None:
            os.setuid(65534)
            with pytest.warns(UserWarning, match="the store .* cannot be written: it is only read"):
                store = opened(folder / "s.db", cache=None)
            with pytest.raises(InputFileError, match="only read; nothing was added"):
                store.add(claims[10:])
            assert store.report().pairs == report.pairs
            assert len(store) == 10

        assert os.waitpid(child(read), 0)[1] == 0
        with opened(folder / "s.db") as store:
            assert store.add(claims[10:]) == found


@settings(max_examples=150)
@given(data=st.data())
def test_candidates_of_some_rows_are_theirs_among_all(data: Any) -> None:
    n, dimensions = data.draw(st.integers(1, 40)), data.draw(st.integers(2, 5))
    vectors = np.random.default_rng(data.draw(st.integers(0, 10_000))).normal(size=(n, dimensions)).astype(np.float32)
    if data.draw(st.booleans()):
        vectors = np.round(vectors) + (np.abs(vectors).max(axis=1, keepdims=True) < 0.5)  # many that are equally near
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    neighbours = data.draw(st.integers(1, 7))
    rows = data.draw(st.lists(st.integers(0, n - 1), unique=True))
    whole, found = candidate_pairs(vectors, 0.3, neighbours), candidates_of(vectors, rows, 0.3, neighbours)
    mine = np.isin(whole.rows, rows).any(axis=1)
    assert np.array_equal(found.rows, whole.rows[mine])
    assert np.allclose(found.similarity, whole.similarity[mine], atol=1e-6)
    assert found.bounded_out <= whole.bounded_out
    if len(rows) == n:
        assert found.bounded_out == whole.bounded_out


def test_the_example_of_the_documentation_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (Path(__file__).parent.parent / "docs" / "store.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    exec(text.split("```python\n")[1].split("```")[0], {})
    assert capsys.readouterr().out.startswith("contradict (0.9")
    assert "Oster is closed" in (tmp_path / "report.html").read_text(encoding="utf-8")
