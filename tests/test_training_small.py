"""The recipe of the NLI model `small`: what the teacher is asked, the loss, the exact resume, the export."""

from __future__ import annotations

import json
import sys
from types import SimpleNamespace

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import AutoConfig, AutoModel, AutoModelForSequenceClassification, AutoTokenizer

from contradict.embedding import PACKAGED as EMBEDDER
from contradict.nli import NLIModel
from training import export, teach
from training.mix import BOTH_WAYS, CONTRADICTION, ENTAILMENT, LABELS, NEUTRAL, Example
from training.train_small import Lessons, Student, loss_of, plan, read_lessons, train

PLACES = ("Talis", "Ora", "Venn", "Mirow", "Kesh", "Lund")
POOL = [
    Example(f"The bridge of {place} fell on day {day}.", f"A bridge {what}.", (label,), "mnli_dev")
    for place in PLACES
    for day in range(4)
    for what, label in (("fell", ENTAILMENT), ("stands", CONTRADICTION), ("was old", NEUTRAL))
]
EVENTS = [Example(f"{place} was hit.", f"{place} was spared.", (CONTRADICTION,), "events") for place in PLACES]
POOLS = {"mnli_dev": POOL, "events": EVENTS}


def model(folder, seed, labels=None):
    """A small untrained encoder, with a three-class head where labels are given."""
    config = AutoConfig.from_pretrained(EMBEDDER)
    config.num_hidden_layers, config.hidden_size, config.num_attention_heads, config.intermediate_size = 2, 24, 2, 32
    torch.manual_seed(seed)
    if labels:
        config.id2label, config.label2id = dict(enumerate(labels)), {label: i for i, label in enumerate(labels)}
        made = AutoModelForSequenceClassification.from_config(config)
        torch.nn.init.normal_(made.classifier.weight)
        made.save_pretrained(folder)
    else:
        AutoModel.from_config(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(EMBEDDER).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def recipe():
    return teach.read_recipe(teach.RECIPE) | {
        "passes": 2, "batch_tokens": 200, "max_tokens": 30, "families": {"bridges": ["mnli_dev"]},
        "part": [
            {"labelled": {"mnli_dev": 30, "events": 4}, "siblings": {"bridges": 5}},
            {"labelled": {"mnli_dev": 20}, "swapped": {"mnli_dev": 10}},
        ],
    }  # fmt: skip


@pytest.fixture(scope="module")
def teacher(tmp_path_factory):
    return NLIModel(model(tmp_path_factory.mktemp("teacher"), 1, ("entailment", "neutral", "contradiction")))


@pytest.fixture(scope="module")
def start(tmp_path_factory):
    return model(tmp_path_factory.mktemp("start"), 2)


@pytest.fixture(scope="module")
def found(recipe, teacher, start, tmp_path_factory):
    run = tmp_path_factory.mktemp("run")
    examples = teach.lessons(recipe, POOLS)
    assert teach.teach(teacher, run, examples, recipe["max_tokens"], float("inf")) == 0
    return read_lessons(run, recipe, examples, AutoTokenizer.from_pretrained(start))


def test_the_recipe_names_what_the_code_reads():
    recipe = teach.read_recipe(teach.RECIPE)
    assert 0 < recipe["labels"] < 1
    assert 0 < recipe["warmup"] < 1
    sources = {name for part in recipe["part"] for kind in part.values() for name in kind}
    pools = {name: [Example(f"{name} {n}", str(n), (NEUTRAL,), name) for n in range(3)] for name in sources}
    pools |= {name: [] for names in recipe["families"].values() for name in names}
    assert len(teach.lessons(recipe, pools)) > len(sources)
    assert {kind for part in recipe["part"] for kind in part} == {"labelled", "swapped", "siblings"}


def test_lessons_are_drawn_once_and_in_the_order_of_the_parts(recipe):
    examples = teach.lessons(recipe, POOLS)
    assert examples == teach.lessons(recipe, POOLS)
    assert len(set(teach.texts_of(examples))) == len(examples) == 30 + 4 + 5 + 20 + 10
    of_labelled = {(e.premise, e.hypothesis): e for e in [*POOL, *EVENTS]}
    for example in examples:
        twin = of_labelled.get((example.premise, example.hypothesis))
        back = of_labelled.get((example.hypothesis, example.premise))
        if example.source.startswith("siblings"):
            assert example.allowed == ()
            assert {p for p in (twin, back) if p} == set()
        elif twin:
            assert example == twin
        else:
            assert example == back.swapped()
    assert sum(e.source == "events" for e in examples[:39]) == 4


def test_a_recipe_that_cannot_be_is_an_error(recipe):
    with pytest.raises(KeyError, match="snli"):
        teach.lessons(recipe | {"part": [{"labelled": {"snli": 3}}]}, POOLS)
    assert "events" in BOTH_WAYS
    with pytest.raises(ValueError, match="'events' gives both orders"):
        teach.lessons(recipe | {"part": [{"swapped": {"events": 3}}]}, POOLS)


def test_a_teacher_that_is_stopped_goes_on(recipe, teacher, tmp_path, monkeypatch):
    monkeypatch.setattr(teach, "CHUNK", 16)
    examples = [*teach.lessons(recipe, POOLS), Example("word " * 40, "It stands.", (NEUTRAL,), "long")]
    asked = []
    score = teacher.score
    monkeypatch.setattr(teacher, "score", lambda pairs, **kept: (asked.extend(pairs), score(pairs, **kept))[1])
    clock = iter([0.0, 0.0, 0.0, 0.0, 9.0, *[0.0] * 100])
    monkeypatch.setattr(teach, "time", SimpleNamespace(time=lambda: next(clock), strftime=lambda _: ""))
    left = teach.teach(teacher, tmp_path, examples, recipe["max_tokens"], 5.0)
    assert left == len(examples) - 1 - 16
    assert teach.teach(teacher, tmp_path, examples, recipe["max_tokens"], 5.0) == 0
    assert asked == teach.texts_of(examples)[:-1], "every short pair once, in the order of the recipe"
    taught, known = teach.answers(tmp_path, examples)
    assert known.tolist() == [True] * (len(examples) - 1) + [False]
    assert np.allclose(taught[:-1, [1, 2, 0]], score(asked), atol=1e-6), "in the order of LABELS"
    assert not taught[-1].any()
    assert LABELS == (CONTRADICTION, ENTAILMENT, NEUTRAL)
    facts = [json.loads(line) for line in (tmp_path / "teacher.jsonl").read_text().splitlines()]
    assert [(f["too_long"], f["answered"]) for f in facts if "too_long" in f] == [(1, 0), (1, 16)]


def test_what_nobody_knows_is_left_out(recipe, teacher, start, tmp_path):
    tokenizer = AutoTokenizer.from_pretrained(start)
    first, second = POOL[0], Example("A bridge fell.", "A bridge stands.", (), "siblings of bridges")
    teach.teach(teacher, tmp_path, [first], 30, float("inf"))
    found = read_lessons(tmp_path, recipe, [first, second, POOL[1]], tokenizer)
    assert found.examples == [first, POOL[1]]
    assert (found.taught.sum(1) > 0).tolist() == [True, False]
    assert found.allowed.tolist() == [[0, 1, 0], [1, 0, 0]]


@given(st.lists(st.floats(-4, 4), min_size=3, max_size=3), st.integers(0, 2))
def test_the_loss_is_least_at_what_is_known(values, label):
    recipe = {"labels": 0.3, "temperature": 2.0}
    wanted = torch.tensor([values])
    taught, nothing = torch.softmax(wanted, -1), torch.zeros(1, 3)
    assert float(loss_of(wanted, nothing, taught, recipe)) == pytest.approx(0, abs=1e-4)
    other = wanted + torch.tensor([[1.0, 0.0, -1.0]])
    assert float(loss_of(other, nothing, taught, recipe)) > 0.01 * float(taught.min())
    allowed = torch.nn.functional.one_hot(torch.tensor([label]), 3).float()
    hard = torch.nn.functional.cross_entropy(other, torch.tensor([label]))
    assert torch.allclose(loss_of(other, allowed, nothing, recipe), hard, atol=1e-5)
    both = 0.3 * hard + 0.7 * loss_of(other, nothing, taught, recipe)
    assert torch.allclose(loss_of(other, allowed, taught, recipe), both, atol=1e-5)
    two = loss_of(other, 1 - allowed, nothing, recipe)
    assert float(two) == pytest.approx(-float(torch.log(1 - torch.softmax(other, -1)[0, label] + 1e-12)), abs=1e-3)


def test_a_pass_shows_every_short_pair_once(found, recipe):
    one, two = plan(found.sizes, recipe, 0), plan(found.sizes, recipe, 1)
    assert one == plan(found.sizes, recipe, 0) != two
    short = [i for i, n in enumerate(found.sizes) if n <= recipe["max_tokens"]]
    for made in (one, two):
        assert sorted(i for batch in made for i in batch) == short
        assert all(len(b) * max(found.sizes[i] for i in b) <= recipe["batch_tokens"] for b in made)


def test_the_rate_falls_to_zero_with_the_pairs_or_the_minutes(start, recipe, tmp_path):
    run = Student(tmp_path, start, recipe, minutes=10)
    assert run.rate(0.0) < run.rate(recipe["warmup"]) > run.rate(0.9) > run.rate(1.0) == 0
    run.state |= {"seen": 50, "seconds": 150.0}
    assert run.done(100) == 0.25
    run.state["seconds"] = 450.0
    assert run.done(100) == 0.75


def test_a_student_that_is_stopped_goes_on_exactly(start, found, recipe, tmp_path):
    rows = {"some": [{"premise": e.premise, "hypothesis": e.hypothesis, "label": e.allowed[0]} for e in POOL[:9]]}
    straight = Student(tmp_path / "straight", start, recipe)
    (tmp_path / "straight").mkdir()
    assert train(straight, found, rows)
    calls, done = 0, False
    (tmp_path / "stopped").mkdir()
    while not done:
        stopped = Student(tmp_path / "stopped", start, recipe)
        done = train(stopped, found, rows, deadline=0.0)
        calls += 1
    assert calls == len(plan(found.sizes, recipe, 0)) + len(plan(found.sizes, recipe, 1)) + 1
    assert straight.state["seen"] == stopped.state["seen"] == 2 * len(found.examples)
    fresh = Student(tmp_path / "fresh", start, recipe).model.state_dict()
    for name, w in straight.model.state_dict().items():
        assert torch.equal(w, stopped.model.state_dict()[name]), name
        if w.is_floating_point() and "key.bias" not in name:
            assert torch.equal(w, fresh[name]) == ("word_embeddings" in name), name
    log = [json.loads(line) for line in (tmp_path / "stopped" / "log.jsonl").read_text().splitlines()]
    assert log[-1]["sets"]["some"].keys() >= {"accuracy"}
    assert not any("other pairs" in line.get("event", "") for line in log)
    less = Lessons(found.examples[:20], found.sizes[:20], found.allowed[:20], found.taught[:20])
    train(Student(tmp_path / "stopped", start, recipe), less, rows)
    assert "other pairs" in (tmp_path / "stopped" / "log.jsonl").read_text()


def test_the_exported_model_answers_as_it_was_trained(start, found, recipe, tmp_path, monkeypatch):
    (tmp_path / "run").mkdir()
    run = Student(tmp_path / "run", start, recipe)
    train(run, found, {"some": [{"premise": "P.", "hypothesis": "Q.", "label": "neutral"}]})
    arguments = ["export", "--run", str(tmp_path / "run"), "--model", "small", "-o", str(tmp_path / "packed")]
    monkeypatch.setattr(sys, "argv", arguments)
    export.main()
    packed = NLIModel(tmp_path / "packed", dtype="float32")
    pairs = [*teach.texts_of(POOL[:8]), ("word " * 200, "It stands.")]
    run.model.eval()
    inputs = run.tokenizer([a for a, _ in pairs], [b for _, b in pairs], padding=True, return_tensors="pt")
    with torch.inference_mode():
        wanted = torch.softmax(run.model(**inputs).logits, -1).numpy()
    assert np.allclose(packed.score(pairs)[:, teach.AS_LABELS], wanted, atol=0.02)
    assert {file.suffix for file in (tmp_path / "packed").iterdir()} == {".json", ".safetensors"}
