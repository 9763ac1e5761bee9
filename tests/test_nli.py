from __future__ import annotations

import json
import random
import shutil

import numpy as np
import pytest
import torch
from sentence_transformers import CrossEncoder
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

from contradict import Comparer, ModelError, SettingsError
from contradict.nli import DEFAULT_NLI, PACKAGED, NLIModel, resolve_labels
from contradict.packing import load_packed, pack, save_packed, unpack
from contradict.verdicts import WEIGHTS_NAME, Weights

BASE = PACKAGED["base"]


@pytest.fixture(scope="module")
def plain_folder(tmp_path_factory):
    """The packaged model in the hub's layout, unpacked."""
    folder = tmp_path_factory.mktemp("hub") / "model"
    model = AutoModelForSequenceClassification.from_config(AutoConfig.from_pretrained(BASE))
    model.load_state_dict(load_packed(BASE))
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(BASE).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory):
    """A small untrained model in the hub's layout."""
    folder = tmp_path_factory.mktemp("tiny") / "model"
    config = AutoConfig.from_pretrained(BASE)
    config.num_hidden_layers, config.hidden_size, config.num_attention_heads, config.intermediate_size = 1, 24, 2, 32
    torch.manual_seed(0)
    AutoModelForSequenceClassification.from_config(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(BASE).save_pretrained(folder)
    return folder


def changed(folder, tmp_path, **config):
    copy = tmp_path / "changed"
    shutil.copytree(folder, copy)
    values = json.loads((copy / "config.json").read_text()) | config
    (copy / "config.json").write_text(json.dumps(values))
    return copy


def test_scores_equal_cross_encoder(comparer, plain_folder, talis):
    """1,000 pairs of real claims, both directions: the softmax of CrossEncoder.predict within 1e-4."""
    texts = [row["text"] for row in talis]
    every = [(a, b) for a in texts for b in texts if a != b]
    pairs = random.Random(0).sample(every, 500)
    theirs = CrossEncoder(str(plain_folder), device="cpu")
    both = pairs + [(b, a) for a, b in pairs]
    wanted = theirs.predict(both, apply_softmax=True, batch_size=64, show_progress_bar=False)[
        :, list(comparer.nli.outputs)
    ]
    found = comparer.nli.score(both)
    assert np.abs(found - wanted).max() < 1e-4
    loaded = NLIModel(theirs, dtype="float32")
    assert loaded.fingerprint == comparer.nli.fingerprint
    assert np.abs(loaded.score(both[:20]) - found[:20]).max() < 1e-4


def test_scores_do_not_depend_on_the_batch(comparer):
    pairs = [("It rained.", "It was dry all day."), ("Long " * 80, "It rained."), ("It rained.", "It rained.")]
    together = comparer.nli.score(pairs)
    alone = np.concatenate([comparer.nli.score([pair]) for pair in pairs])
    assert np.abs(together - alone).max() < 1e-4
    assert together.shape == (3, 3)
    assert np.allclose(together.sum(axis=1), 1, atol=1e-5)
    assert np.array_equal(comparer.nli.score(pairs[::-1])[::-1], together)


def test_whole_batches_give_the_very_scores_of_one_call(talis, monkeypatch):
    monkeypatch.setattr("contradict.nli.TOKENS_A_BATCH", 200)
    nli = NLIModel("small", dtype="bfloat16")
    texts = [claim["text"] for claim in talis[:6]]
    pairs = sorted((a, b) for a in texts for b in texts if a != b)
    together, shown = nli.score(pairs), []

    def compute(batches):
        shown.extend(batches)
        for some in (batches[:2], batches[2:5], batches[5:]):
            scores = nli.score([pair for batch in some for pair in batch])
            yield from np.split(scores, np.cumsum([len(batch) for batch in some])[:-1])

    assert np.array_equal(nli.score(pairs, compute=compute), together)
    assert sorted(pair for batch in shown for pair in batch) == pairs
    assert len(shown) > 5


@pytest.mark.parametrize(
    ("labels", "outputs"),
    [
        (["contradiction", "entailment", "neutral"], (1, 2, 0)),
        (["ENTAILMENT", "NEUTRAL", "CONTRADICTION"], (0, 1, 2)),
        (["SUPPORTS", "REFUTES", "NOT ENOUGH INFO"], (0, 2, 1)),
        (["Supported", "Not_Enough_Info", "Refuted"], (0, 1, 2)),
    ],
)
def test_labels_by_name(labels, outputs):
    assert resolve_labels(dict(enumerate(labels)), "m") == outputs


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        (["entailment", "not_entailment"], "two-class"),
        (["LABEL_0", "LABEL_1", "LABEL_2"], "nli_labels="),
        (["positive", "negative", "neutral"], "entailment, neutral and contradiction"),
        (["entailment", "neutral", "other"], "entailment, neutral and contradiction"),
        (["LABEL_0"], "re-rankers"),
    ],
)
def test_models_without_the_classes_are_refused(labels, told):
    with pytest.raises(ModelError, match=told):
        resolve_labels(dict(enumerate(labels)), "m")


def test_labels_without_names_need_a_mapping(tiny_folder, tmp_path):
    names = {str(i): f"LABEL_{i}" for i in range(3)}
    folder = changed(tiny_folder, tmp_path, id2label=names, label2id={v: int(k) for k, v in names.items()})
    with pytest.raises(ModelError, match="nli_labels="):
        Comparer(nli=folder)
    named = NLIModel(folder, labels=("contradiction", "entailment", "neutral"), dtype="float32")
    original = NLIModel(tiny_folder, dtype="float32")
    pair = [("It rained.", "It was dry.")]
    assert np.array_equal(named.score(pair), original.score(pair))
    with pytest.raises(ModelError, match="three classes"):
        NLIModel(folder, labels=("contradiction", "entailment"))


def test_two_class_model_is_refused(tiny_folder, tmp_path):
    names = {"0": "entailment", "1": "not_entailment"}
    folder = changed(tiny_folder, tmp_path, id2label=names, label2id={v: int(k) for k, v in names.items()})
    with pytest.raises(ModelError):
        NLIModel(folder)


def test_folders_that_are_no_model(tmp_path, tiny_folder):
    with pytest.raises(ModelError, match="no such folder"):
        NLIModel(tmp_path / "gone")
    with pytest.raises(ModelError, match="safetensors"):
        NLIModel(tmp_path)
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "pytorch_model.bin").write_bytes(b"x")
    with pytest.raises(ModelError, match="can run code"):
        NLIModel(tmp_path)
    with pytest.raises(ModelError, match="got a file"):
        NLIModel(tmp_path / "config.json")


def test_hub_model_without_network():
    with pytest.raises(ModelError, match="Without network"):
        NLIModel("cross-encoder/nli-deberta-v3-base")


def test_unknown_dtype():
    with pytest.raises(SettingsError, match="float16"):
        NLIModel(dtype="float16")


def test_packing_is_within_half_a_step(tiny_folder, tmp_path):
    model = AutoModelForSequenceClassification.from_pretrained(tiny_folder)
    state = model.state_dict()
    back = unpack(pack(state))
    assert back.keys() == state.keys()
    for name, w in state.items():
        if w.ndim == 2 and w.is_floating_point():
            step = w.abs().amax(1) / 127
            assert bool(((back[name] - w).abs() <= 0.5 * step[:, None] + 2e-3 * w.abs() + 1e-6).all()), name
    save_packed(state, tmp_path)
    again = load_packed(tmp_path)
    assert all(torch.equal(again[name], back[name]) for name in back)


def test_a_long_claim_is_cut_and_the_other_kept(comparer):
    scores = comparer.nli.score([("word " * 10_000, "The bridge is open.")])
    assert np.isfinite(scores).all()


def test_small_is_in_the_package_with_a_verdict_of_its_own():
    folder = PACKAGED["small"]
    assert sum(file.stat().st_size for file in folder.iterdir()) < 25e6
    small = Comparer(nli="small", dtype="float32", progress=False)
    assert small.weights == Weights.load(folder / WEIGHTS_NAME) != Weights.of(DEFAULT_NLI)
    pairs = [
        ("The bridge in Oster is open to traffic.", "The bridge in Oster is closed to traffic."),
        ("The bridge in Oster is open to traffic.", "Traffic crosses the bridge in Oster."),
        ("The bridge in Oster is open to traffic.", "Dornia won the cup final on Sunday."),
    ]
    found = small.judge(pairs)
    assert found[0].relation == "contradict"
    assert found[2].relation == "neutral"
    assert found[1].probabilities.agree > found[2].probabilities.agree
