"""The low-rank correction of a packed model: what is trained, the exact resume, the export, a further correction."""

from __future__ import annotations

import sys

import pytest
import torch
from transformers import AutoConfig, AutoModelForSequenceClassification, AutoTokenizer

from contradict.errors import ModelError
from contradict.nli import PACKAGED, NLIModel
from contradict.packing import CORRECTION_NAME, load_correction, load_packed, load_uncorrected, save_packed
from training import export
from training.mix import CONTRADICTION, ENTAILMENT, LABELS, NEUTRAL, Example
from training.train_nli import Run, run_stage

RANK, FROZEN = 2, 1
SETTINGS = {
    "seed": 1, "max_tokens": 40, "batch_tokens": 200, "chunk": 64, "weight_decay": 0.01, "clip": 1.0, "swap": 0.0,
    "label_smoothing": 0.05, "checkpoint_minutes": 1e6, "measure_minutes": 1e6,
}  # fmt: skip
STAGE = {"name": "correction", "pairs": 60, "lr": 0.05, "decay": False, "mix": {"bridges": 60}}
POOLS = {
    "bridges": [
        Example(f"The bridge of {place} fell on day {day}.", f"A bridge {what}.", (label,), "bridges")
        for place in ("Talis", "Ora", "Venn", "Mirow", "Kesh")
        for day in range(4)
        for what, label in (("fell", ENTAILMENT), ("stands", CONTRADICTION), ("was old", NEUTRAL))
    ]
}
PAIRS = [(example.premise, example.hypothesis) for example in POOLS["bridges"][:9]]


@pytest.fixture
def packed(tmp_path):
    """A small untrained model of the architecture of `base`, packed as it is."""
    config = AutoConfig.from_pretrained(PACKAGED["base"])
    config.num_hidden_layers, config.hidden_size, config.num_attention_heads, config.intermediate_size = 3, 24, 2, 32
    torch.manual_seed(3)
    folder = tmp_path / "packed"
    folder.mkdir()
    save_packed(AutoModelForSequenceClassification.from_config(config).state_dict(), folder)
    config.save_pretrained(folder)
    AutoTokenizer.from_pretrained(PACKAGED["base"]).save_pretrained(folder)
    return folder


def trained(folder, start, deadline=float("inf")):
    """A run that trained the stage, or one batch of it where the deadline has passed."""
    folder.mkdir()
    torch.manual_seed(SETTINGS["seed"])
    run = Run(folder, start, RANK, FROZEN)
    while not run_stage(run, STAGE, SETTINGS, POOLS, {}, deadline):
        run = Run(folder, start, RANK, FROZEN)
    return run


def exported(run, folder, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["export", "--run", str(run.folder), "-o", str(folder)])
    export.main()
    return load_correction(folder)


def test_only_matrices_above_the_frozen_layers_learn(packed, tmp_path, monkeypatch):
    before = load_uncorrected(packed)
    correction = exported(trained(tmp_path / "run", packed), packed, monkeypatch)
    after = load_packed(packed)
    assert {name for name in before if not torch.equal(before[name], after[name])} == set(correction)
    assert all(up.shape[1] == down.shape[0] == RANK for up, down in correction.values())
    assert not any(".layer.0." in name or "embeddings" in name for name in correction)
    assert {"classifier.dense.weight", "classifier.out_proj.weight"} < set(correction)
    uncorrected = load_uncorrected(packed)
    assert all(torch.equal(before[name], uncorrected[name]) for name in before)


def test_the_corrected_model_answers_as_it_was_trained(packed, tmp_path, monkeypatch):
    plain = NLIModel(packed, dtype="float32").score(PAIRS)
    run = trained(tmp_path / "run", packed)
    exported(run, packed, monkeypatch)
    run.model.eval()
    inputs = run.tokenizer([a for a, _ in PAIRS], [b for _, b in PAIRS], padding=True, return_tensors="pt")
    with torch.inference_mode():
        wanted = torch.softmax(run.model(**inputs).logits, -1)
    found = torch.from_numpy(NLIModel(packed, dtype="float32").score(PAIRS))
    as_labels = [("entailment", "neutral", "contradiction").index(label) for label in LABELS]
    assert torch.allclose(found[:, as_labels], wanted, atol=2e-3)
    assert not torch.allclose(found, torch.from_numpy(plain), atol=2e-3)


def test_a_stopped_correction_ends_as_one_that_was_not(packed, tmp_path, monkeypatch):
    monkeypatch.setattr("training.train_nli.time.time", iter(range(10**6)).__next__)
    whole, parts = trained(tmp_path / "whole", packed), trained(tmp_path / "parts", packed, deadline=0)
    other = parts.model.state_dict()
    assert all(torch.equal(w, other[name]) for name, w in whole.model.state_dict().items())


def test_a_further_correction_goes_on_from_the_one_before(packed, tmp_path, monkeypatch):
    correction = exported(trained(tmp_path / "run", packed), packed, monkeypatch)
    again = Run(tmp_path / "again", packed, RANK, FROZEN)
    again.save()
    monkeypatch.setattr(sys, "argv", ["export", "--run", str(tmp_path / "again"), "-o", str(tmp_path / "packed")])
    export.main()
    assert all(
        torch.equal(a, b)
        for name, both in load_correction(packed).items()
        for a, b in zip(both, correction[name], strict=True)
    )
    for rank, frozen in ((RANK, FROZEN + 1), (RANK + 1, FROZEN)):
        with pytest.raises(ValueError, match="other matrices or another rank"):
            Run(tmp_path / "other", packed, rank, frozen)


def test_a_correction_belongs_to_the_weights_it_was_learnt_for(packed, tmp_path, monkeypatch):
    run = trained(tmp_path / "run", packed)
    exported(run, packed, monkeypatch)
    kept = (packed / CORRECTION_NAME).read_bytes()
    other = {name: w * 1.5 if w.is_floating_point() else w for name, w in load_uncorrected(packed).items()}
    save_packed(other, packed)
    assert not (packed / CORRECTION_NAME).exists()
    with pytest.raises(ModelError, match="got one of others"):
        exported(run, packed, monkeypatch)
    with pytest.raises(ValueError, match="begun on other packed weights"):
        Run(tmp_path / "run", packed, RANK, FROZEN)
    (packed / CORRECTION_NAME).write_bytes(kept)
    with pytest.raises(ModelError, match="got one of others"):
        NLIModel(packed)
