"""The recipe of the event embedder: who is whose positive, the loss, the exact resume, the packed result."""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer
from transformers import AutoConfig, AutoModel, AutoTokenizer

from contradict.embedding import PACKAGED, Embedder
from contradict.packing import load_packed
from training import event_texts, train_embedder
from training.event_texts import Text, content_words, draw_batch, ecb_groups, read_pools, same_event, story_groups
from training.sheets import HELD_OUT, all_events
from training.train_embedder import RECIPE, Run, encode, find_alike, load_encoder, loss_of, pack, train

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

SETTINGS = {"scale": 20.0, "rank": 1.0, "absolute": 1.0, "middle": 0.3}
TOPICS = {"1": ("quake", "flood"), "2": ("strike", "fire"), "9": ("trial", "raid")}


def sentence(topic, event, n, cluster):
    mention = {"mention": event, "cluster": cluster, "desc": ""}
    said = {"mention": "said", "cluster": "reporting", "desc": ""}
    text = f"Witness {n} in town {topic} said the {event} of Monday had hit street {n} hard"
    return {"topic": topic, "event": f"{topic}_{event}", "text": text, "event_mentions": [mention, said]}


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder with the same files and fields as the real one, a few rows each."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "train" / "events").mkdir(parents=True)
    rows = [
        sentence(topic, event, n, f"{topic}-{event}-{n % 2}")
        for topic, events in TOPICS.items()
        for event in events
        for n in range(4)
    ]
    with gzip.open(folder / "train" / "events" / "ecbplus_topics_1_25.jsonl.gz", "wt") as file:
        file.write("\n".join(map(json.dumps, rows)))
    stories = [
        {"body_id": "1", "agree": ["A bear eats a drone", "Drone lost to a bear"], "discuss": ["Bear grabs a drone"]},
        {"body_id": "2", "disagree": ["No bear ate a drone", "Bear grabs a drone"]},
        {"body_id": "3", "agree": ["Mayor of Talis quits", "The mayor steps down"]},
    ]
    path = folder / "train" / "events" / "headlines_by_story.jsonl"
    path.write_text("\n".join(map(json.dumps, stories)))
    pairs = [
        {"premise": f"Harbour {n} of Talis opened in 19{n:02}.", "hypothesis": f"Harbour {n} opened in 1850.",
         "label": label, "source": source, "split": "train"}
        for n in range(12) for label, source in (("contradiction", "fever_gg"), ("entailment", "wanli_sample"))
    ]  # fmt: skip
    pairs.append(pairs[0] | {"label": "neutral", "premise": "Neutral harbour opened."})
    with gzip.open(folder / "train" / "nli_3way.jsonl.gz", "wt") as file:
        file.write("\n".join(map(json.dumps, pairs)))
    return folder


@pytest.fixture(scope="module")
def recipe():
    settings = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    return settings | {
        "pairs": {"fever_gg": 2, "wanli_sample": 1}, "blocks": {"ecb": 1, "sheets": 1, "stories": 1},
        "held_out_topics": ["9"], "steps": 4, "warmup": 1, "measure_steps": 100, "group_texts": 3,
        "frozen_layers": 1, "max_tokens": 32,
    }  # fmt: skip


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """A small untrained encoder."""
    folder = tmp_path_factory.mktemp("tiny") / "model"
    config = AutoConfig.from_pretrained(PACKAGED)
    config.num_hidden_layers, config.hidden_size, config.num_attention_heads, config.intermediate_size = 2, 24, 2, 32
    torch.manual_seed(0)
    AutoModel.from_config(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(PACKAGED).save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def pools(data, recipe):
    return read_pools(data, train_embedder.SHEETS, recipe)


def test_the_recipe_names_what_the_code_reads():
    settings = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    assert settings["blocks"].keys() == {"ecb", "sheets", "stories"}
    assert 0 < settings["middle"] < 1
    assert settings["steps"] > settings["warmup"]
    assert 0 < settings["trained"] <= 1


def test_what_is_held_out_is_not_trained_on(pools):
    found, held = pools
    trained = {text.event for groups in found.groups.values() for group in groups for text in group}
    for name in ("ecb", "sheets"):
        assert not trained & {text.event for text in held[name]}
    titles = {event.title for event in all_events(train_embedder.SHEETS)}
    assert titles == {t.event for g in found.groups["sheets"] for t in g} | {t.event for t in held["sheets"]}
    assert 0.5 * HELD_OUT < len({t.event for t in held["sheets"]}) / len(titles) < 2 * HELD_OUT


def test_reporting_verbs_mark_nothing(data):
    topics = ecb_groups(data / "train" / "events" / "ecbplus_topics_1_25.jsonl.gz")
    assert topics.keys() == TOPICS.keys()
    assert {text.marks for group in topics["1"] for text in group} == {
        frozenset({f"1-{event}-{n}"}) for event in TOPICS["1"] for n in (0, 1)
    }


def test_stories_that_share_a_headline_are_one(data):
    groups = story_groups(data / "train" / "events" / "headlines_by_story.jsonl")
    assert sorted(len(group) for group in groups) == [2, 4]


def test_neutral_pairs_are_no_positives(pools):
    forms = {form for group in pools[0].groups["fever_gg"] for text in group for form in text.forms}
    assert "Neutral harbour opened." not in forms
    assert len(pools[0].groups["fever_gg"]) == len(pools[0].groups["wanli_sample"]) == 12


def test_a_source_without_pairs_is_an_error(data):
    with pytest.raises(KeyError, match="snli"):
        event_texts.pair_groups(data / "train" / "nli_3way.jsonl.gz", ["snli"], 1, 60)


def test_contradicting_claims_of_our_events_share_a_mark():
    for event in all_events(train_embedder.SHEETS)[:60]:
        texts = dict(zip(event.claims, event_texts.sheet_group(event), strict=True))
        for a, b, code, _ in event.pairs:
            assert bool(texts[a].marks & texts[b].marks) == (code in "cu")


def test_who_is_whose_positive():
    ecb = [Text((f"e{n}",), event, frozenset(marks), complete=True)
           for n, (event, marks) in enumerate([("x", "a"), ("x", "ab"), ("x", "c"), ("y", "d")])]  # fmt: skip
    pair = [Text((form,), "p", whole=True) for form in ("The bridge of Talis fell", "The bridge stands")]
    story = Text(("A bridge of Talis fell",), "s", whole=True)
    texts = [*ecb, *pair, story]
    table = same_event([(text, text.forms[0]) for text in texts], 0.5)
    assert table[0][1] == 1
    assert table[0][2] == 0.5
    assert table[0][3] == 0
    assert table[4][5] == 1
    assert table[4][6] is None, "a near duplicate in another source may be about the same event"
    assert table[0][4] == 0
    assert all(table[i][i] is None for i in range(len(texts)))
    assert table == [list(column) for column in zip(*table, strict=True)]


def test_batches_bring_hard_negatives_and_no_text_twice(pools, recipe):
    found = pools[0]
    found.alike["sheets"] = [[(row + 1) % len(found.groups["sheets"])] for row in range(len(found.groups["sheets"]))]
    for seed in range(20):
        batch = draw_batch(found, recipe, random.Random(seed))
        forms = [form for _, form in batch]
        assert len(set(forms)) == len(forms)
        assert all(form in text.forms for text, form in batch)
        topics = {text.event.split("_")[0] for text, _ in batch if text.event in {"1_quake", "1_flood", "2_strike"}}
        events = {text.event for text, _ in batch if text.event[:2] in ("1_", "2_")}
        assert len(events) == 2
        assert len(topics) == 1


@given(st.integers(0, 10**6), st.integers(3, 12))
def test_the_loss_falls_towards_the_positives_and_away_from_the_negatives(seed, n):
    rng = np.random.default_rng(seed)
    events = torch.tensor(rng.integers(0, 2, n))
    events[:3] = torch.tensor([0, 0, 1])
    same = events[:, None] == events
    cosine = torch.tensor(rng.uniform(-0.9, 0.9, (n, n)), dtype=torch.float32).triu(1)
    cosine = (cosine + cosine.T).requires_grad_()
    weight = (same & ~torch.eye(n, dtype=torch.bool)).float()
    loss = loss_of(cosine, weight, ~same, SETTINGS)
    (slope,) = torch.autograd.grad(loss, cosine)
    assert float(loss.detach()) > 0
    assert bool((slope[weight > 0] < 0).all())
    assert bool((slope[~same] >= 0).all())
    assert bool(slope[~same].sum() > 0)


def test_the_loss_leaves_out_what_is_unknown():
    cosine = torch.tensor([[1.0, 0.5, 0.9], [0.5, 1.0, 0.1], [0.9, 0.1, 1.0]])
    weight = torch.tensor([[0.0, 1, 0], [1, 0, 0], [0, 0, 0]])
    negative = torch.zeros(3, 3, dtype=torch.bool)
    negative[1, 2] = negative[2, 1] = True
    moved = cosine.clone()
    moved[0, 2] = moved[2, 0] = -0.9
    assert float(loss_of(cosine, weight, negative, SETTINGS)) == float(loss_of(moved, weight, negative, SETTINGS))


def test_encoding_equals_sentence_transformers_and_keeps_the_order(tiny):
    texts = ["The bridge of Talis fell on Monday night after the flood.", "It stands.", "word " * 100, "The bridge."]
    model, tokenizer = load_encoder(tiny).eval(), AutoTokenizer.from_pretrained(tiny)
    with torch.inference_mode():
        ours = encode(model, tokenizer, texts, 64, 2).numpy()
    theirs = SentenceTransformer(str(tiny), device="cpu")
    theirs.max_seq_length = 64
    wanted = theirs.encode(texts, normalize_embeddings=True)
    assert np.allclose(ours, wanted, atol=0.02)
    assert np.allclose(np.linalg.norm(ours, axis=1), 1, atol=1e-5)


def test_a_run_that_is_stopped_goes_on_exactly(tiny, pools, recipe, tmp_path):
    found, held = pools
    small = {name: texts[:12] for name, texts in held.items()}

    def run(folder, deadline=float("inf")):
        find_alike(Run(folder / "start", tiny, recipe), found)
        folder.mkdir(exist_ok=True)
        made = Run(folder, tiny, recipe)
        return made, train(made, found, small, deadline)

    straight, done = run(tmp_path / "straight")
    assert done
    assert straight.at == recipe["steps"]
    for _ in range(recipe["steps"]):
        stopped, done = run(tmp_path / "stopped", deadline=0.0)
    assert stopped.at == recipe["steps"]
    start = load_encoder(tiny).state_dict()
    moved = False
    for name, w in straight.model.state_dict().items():
        assert torch.equal(w, stopped.model.state_dict()[name]), name
        moved |= not torch.equal(w, start[name])
        if "embeddings" in name:
            assert torch.equal(w, start[name])
    assert moved
    assert json.loads((tmp_path / "stopped" / "log.jsonl").read_text().splitlines()[0])["held_out"].keys() == {
        "ecb", "sheets"
    }  # fmt: skip


def test_the_result_lies_between_the_start_and_the_end(tiny, recipe, tmp_path):
    run = Run(tmp_path, tiny, recipe | {"trained": 0.25})
    with torch.no_grad():
        for w in run.trained:
            w += 1
    run.blend()
    start = load_encoder(tiny).state_dict()
    moved = {name for name, w in run.model.state_dict().items() if not torch.allclose(w, start[name])}
    assert moved == {name for name, w in run.model.named_parameters() if w.requires_grad}
    assert all(torch.allclose(run.model.state_dict()[name], start[name] + 0.25, atol=1e-5) for name in moved)


def test_a_packed_model_loads_as_it_was_trained(tiny, recipe, tmp_path):
    run = Run(tmp_path / "run", tiny, recipe)
    pack(run, tmp_path / "packed")
    before = {file: file.read_bytes() for file in (tmp_path / "packed").rglob("*") if file.is_file()}
    embedder = Embedder(tmp_path / "packed")
    texts = ["The bridge of Talis fell.", "Nine soldiers were killed near Talis on Sunday."]
    run.model.load_state_dict(load_packed(tmp_path / "packed"))
    run.model.eval()
    with torch.inference_mode():
        wanted = encode(run.model, run.tokenizer, texts, 64, 2).numpy()
    assert np.allclose(embedder.encode(texts), wanted, atol=0.02)
    assert embedder.max_length == train_embedder.LENGTH
    assert before == {file: file.read_bytes() for file in (tmp_path / "packed").rglob("*") if file.is_file()}


def test_words_that_say_nothing_do_not_count():
    assert content_words("The bridge of Talis was hit") == {"bridge", "talis", "hit"}


def test_the_packaged_model_is_small_and_plain_files():
    files = [path for path in Path(PACKAGED).rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 25_000_000
    assert {path.suffix for path in files} <= {".json", ".safetensors", ".txt"}
