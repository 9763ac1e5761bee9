"""The int8 back end; its packages are an extra."""

from __future__ import annotations

import json
import shutil
import sys

import numpy as np
import pytest
import torch
from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

from contradict import Comparer, InputFileError, MissingExtraError, ModelError, SettingsError
from contradict.backends import OPENVINO_FILE
from contradict.cli import main
from contradict.embedding import PACKAGED as EMBEDDER
from contradict.nli import PACKAGED, NLIModel
from contradict.quantizing import agreement, packaged_pairs, quantize
from contradict.verdicts import WEIGHTS_NAME

LABELS = ("contradiction", "entailment", "neutral")
PAIRS = [
    ("The bridge over the Orne is open.", "The bridge over the Orne is shut."),
    ("It rained.", "It was dry all day, and nobody in the valley saw a cloud before the evening."),
    ("Long " * 70, "It rained."),
    ("It rained.", "It rained."),
]


def test_a_missing_extra_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openvino", None)
    (tmp_path / OPENVINO_FILE).write_text("<net/>")
    for call in (lambda: NLIModel(tmp_path), lambda: quantize("base", tmp_path / "out")):
        with pytest.raises(MissingExtraError, match=r"pip install 'contradict-claims\[openvino\]'"):
            call()


def test_what_the_back_end_cannot_do_is_refused(tmp_path, comparer):
    with pytest.raises(SettingsError, match="'torch', 'openvino'"):
        NLIModel(backend="onnx")
    with pytest.raises(SettingsError, match="cuda"):
        NLIModel(tmp_path, backend="openvino", device="cuda")
    with pytest.raises(SettingsError, match="int8"):
        NLIModel(tmp_path, backend="openvino", dtype="bfloat16")

    class Loaded:
        model, tokenizer, predict = comparer.nli.model, comparer.nli.tokenizer, None

    with pytest.raises(SettingsError, match="not a model"):
        NLIModel(Loaded(), backend="openvino")


def test_agreement():
    one = np.array([[0.7, 0.2, 0.1], [0.1, 0.5, 0.4]], dtype=np.float32)
    other = np.array([[0.6, 0.2, 0.2], [0.1, 0.4, 0.5]], dtype=np.float32)
    found = agreement(one, other)
    assert (found.pairs, found.labels) == (2, 0.5)
    assert found.mean == pytest.approx(0.1)
    assert found.largest == pytest.approx(0.1)
    assert "2 pairs: the same label on 50.0%" in str(found)
    with pytest.raises(InputFileError, match="none"):
        agreement(one[:0], other[:0])


def test_packaged_pairs_are_enough_and_the_same_each_time():
    pairs = packaged_pairs()
    assert len(pairs) >= 300
    assert pairs == packaged_pairs()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A small untrained BERT whose labels have no names, and what was made of it."""
    pytest.importorskip("openvino")
    pytest.importorskip("nncf")
    folder = tmp_path_factory.mktemp("small")
    tokenizer = AutoTokenizer.from_pretrained(EMBEDDER)
    torch.manual_seed(0)
    sizes = {"hidden_size": 64, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 128}
    config = BertConfig(vocab_size=len(tokenizer), num_labels=3, initializer_range=0.3, **sizes)
    BertForSequenceClassification(config).save_pretrained(folder / "plain")
    tokenizer.save_pretrained(folder / "plain")
    shutil.copy(PACKAGED["base"] / WEIGHTS_NAME, folder / "plain")
    plain, small = quantize(folder / "plain", folder / "int8", labels=LABELS)
    return folder, plain, small


def test_int8_scores_are_near_those_in_float32(made):
    _, plain, small = made
    pairs = PAIRS + [(b, a) for a, b in PAIRS]
    scores = plain.score(pairs)
    assert scores.std(axis=0).max() > 0.05, "a model without opinions tests nothing"
    found = agreement(scores, small.score(pairs))
    assert 0 < found.largest < 0.05


def test_int8_scores_do_not_depend_on_the_order_or_the_batch(made):
    *_, small = made
    together = small.score(PAIRS)
    assert np.array_equal(small.score(PAIRS[::-1])[::-1], together)
    alone = np.concatenate([small.score([pair]) for pair in PAIRS])
    assert np.abs(alone - together).max() < 0.01


def test_a_folder_made_by_quantize_is_recognised(made, monkeypatch):
    folder, plain, small = made
    again = NLIModel(folder / "int8")
    assert (again.backend, again.dtype, again.device) == ("openvino", "int8", "cpu")
    assert (folder / "int8" / WEIGHTS_NAME).read_bytes() == (PACKAGED["base"] / WEIGHTS_NAME).read_bytes()
    assert again.outputs == plain.outputs == (1, 2, 0)
    assert np.array_equal(again.score(PAIRS), small.score(PAIRS))
    assert again.fingerprint == small.fingerprint != plain.fingerprint
    assert again.cache_name == small.cache_name != plain.cache_name
    monkeypatch.setattr("contradict.backends.ACTIVATIONS_A_SCALE", 64)
    assert NLIModel(folder / "int8").cache_name != small.cache_name


def test_a_comparer_takes_it(made, comparer):
    folder, *_ = made
    report = Comparer(nli=folder / "int8", embedder=comparer.embedder).compare(["It rained.", "It did not rain."])
    assert report.settings.dtype == "int8"


def test_nothing_is_reported_over_the_network(made):
    from openvino_telemetry import Telemetry

    assert Telemetry().consent is False


def test_the_folder_must_be_empty(made):
    folder, *_ = made
    with pytest.raises(InputFileError, match="empty folder"):
        quantize(folder / "plain", folder / "int8")


def test_folders_that_hold_no_int8_model(made, tmp_path):
    folder, *_ = made
    with pytest.raises(ModelError, match="contradict quantize MODEL FOLDER"):
        NLIModel(folder / "plain", backend="openvino", labels=LABELS)
    (tmp_path / "config.json").write_bytes((folder / "int8" / "config.json").read_bytes())
    for name in ("tokenizer.json", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((folder / "int8" / name).read_bytes())
    (tmp_path / OPENVINO_FILE).write_bytes((folder / "int8" / OPENVINO_FILE).read_bytes())
    (tmp_path / "openvino_model.bin").write_bytes(b"")
    with pytest.raises(ModelError, match="does not load"):
        NLIModel(tmp_path)


def test_the_command_writes_and_measures(made, tmp_path, capsys):
    folder, *_ = made
    rows = [{"premise": a, "hypothesis": b, "label": "neutral"} for a, b in PAIRS] + [{"premise": "x", "label": "-"}]
    (tmp_path / "pairs.jsonl").write_text("\n".join(map(json.dumps, rows)))
    config = json.loads((folder / "int8" / "config.json").read_text())
    (folder / "plain" / "config.json").write_text(json.dumps(config))
    call = ["quantize", str(folder / "plain"), str(tmp_path / "out"), "--pairs", str(tmp_path / "pairs.jsonl")]
    assert main(call) == 0
    told = capsys.readouterr().out
    assert "4 pairs: the same label on" in told
    assert "without 1 rows" in told
    assert NLIModel(tmp_path / "out").backend == "openvino"
    assert main(call) == 1
    assert "empty folder" in capsys.readouterr().err
