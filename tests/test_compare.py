from __future__ import annotations

import gc
import json
import subprocess
import sys
import warnings
import weakref

import numpy as np
import pandas as pd
import pytest

import contradict
from contradict import Claim, ClaimError, Comparer, ModelError, NLIScores, Pair, SettingsError, Thresholds

OPEN = {"text": "The bridge in Oster is open to traffic.", "source": "Post", "id": "open"}
SHUT = {"text": "The bridge in Oster is closed to traffic.", "source": "Times", "id": "shut"}
VOTE = {"text": "Parliament passed the budget by 61 votes to 40.", "source": "Post", "id": "vote"}


@pytest.fixture
def rows_scored(monkeypatch, comparer):
    """How many rows each forward pass of the model has."""
    rows = []
    real = type(comparer.nli)._softmax

    def spy(self, inputs):
        rows.append(len(inputs["input_ids"]))
        return real(self, inputs)

    monkeypatch.setattr(type(comparer.nli), "_softmax", spy)
    return rows


def ids(pairs):
    return {(pair.a.id, pair.b.id) for pair in pairs}


def test_import_loads_nothing_heavy():
    heavy = "torch", "numpy", "pandas", "transformers", "sentence_transformers", "matplotlib", "scipy", "sklearn"
    code = f"import sys, contradict; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_public_name_is_there():
    assert all(hasattr(contradict, name) for name in contradict.__all__)
    assert sorted(contradict.__all__) == contradict.__all__
    errors = [e for e in map(contradict.__dict__.get, contradict.__all__) if isinstance(e, type)]
    assert all(issubclass(e, contradict.ContradictError) for e in errors if issubclass(e, Exception))


def test_a_contradiction_and_a_claim_about_something_else(comparer):
    report = comparer.compare([OPEN, VOTE, SHUT])
    (pair,) = report.contradictions
    assert (pair.a.id, pair.b.id, pair.relation) == ("open", "shut", "contradict")
    assert pair.kind == "opposition"
    assert [pair.a.text[s.start : s.end] for s in pair.evidence[0]] == ["open"]
    assert [claim.id for claim in report.alone] == ["vote"]
    assert pair.event == report.events[0].id
    assert pair.similarity > comparer.similarity
    assert isinstance(pair.forward, NLIScores)
    for scores in (pair.forward, pair.backward, pair.probabilities):
        assert sum(scores) == pytest.approx(1, abs=1e-5)
    assert pair.forward._fields == ("entailment", "neutral", "contradiction")
    assert pair.probabilities._fields == ("agree", "contradict", "neutral")
    forward, backward = comparer.nli.score([(OPEN["text"], SHUT["text"]), (SHUT["text"], OPEN["text"])])
    assert pair.forward == pytest.approx(tuple(forward), abs=1e-6)
    assert pair.backward == pytest.approx(tuple(backward), abs=1e-6)


@pytest.mark.parametrize("kind", ["strings", "claims", "mappings", "frame", "generator"])
def test_claims_come_in_many_forms(opinionated, kind):
    rows = [OPEN, SHUT, VOTE]
    given = {
        "strings": [row["text"] for row in rows],
        "claims": [Claim(**row) for row in rows],
        "mappings": rows,
        "frame": pd.DataFrame(rows),
        "generator": (row for row in rows),
    }[kind]
    report = opinionated.compare(given)
    assert {claim.text for claim in report.claims} == {row["text"] for row in rows}
    if kind != "strings":
        assert report == opinionated.compare(rows)


def test_reversed_claims_give_the_same_report(comparer, talis):
    some = talis[3:14]
    report = comparer.compare(some)
    assert comparer.compare(some[::-1]) == report
    assert len(report.pairs) > 10


def test_judge_agrees_with_compare_in_both_orders(remembering, report):
    same = remembering.judge([(pair.a, pair.b) for pair in report.pairs], together=True)
    swapped = remembering.judge([(pair.b, pair.a) for pair in report.pairs], together=True)
    for pair, one, two in zip(report.pairs, same, swapped, strict=True):
        assert (one.a, one.b, two.a, two.b) == (pair.a, pair.b, pair.b, pair.a)
        assert one.probabilities == pair.probabilities
        assert two.probabilities == pytest.approx(pair.probabilities, abs=1e-12)
        assert (two.forward, two.backward) == (pair.backward, pair.forward) == (one.backward, one.forward)
        assert (two.relation, two.uncertain, two.is_update, two.kind) == (
            pair.relation, pair.uncertain, pair.is_update, pair.kind
        )  # fmt: skip


def test_one_pair_alone_and_swapped(comparer):
    (one,), (two,) = comparer.judge([(OPEN, SHUT)]), comparer.judge([(SHUT, OPEN)])
    assert isinstance(one, Pair)
    assert one.probabilities == two.probabilities
    assert one.forward == two.backward
    assert one.relation == two.relation == "contradict"
    assert one.event is one.similarity is None


def test_judge_keeps_order_and_repetitions(opinionated):
    pairs = [("It rained.", "It was dry."), (OPEN, SHUT), ["It was dry.", "It rained."], ("It rained.", "It was dry.")]
    found = opinionated.judge(iter(pairs))
    assert [(p.a.text, p.b.text) for p in found[::2]] == [("It rained.", "It was dry."), ("It was dry.", "It rained.")]
    assert found[0] == found[3]
    assert opinionated.judge([]) == []


@pytest.mark.parametrize(
    ("pairs", "told"),
    [
        ("ab", "collection of pairs"),
        (5, "collection of pairs"),
        (["ab"], "pair 0: expected two claims, got str"),
        ([("a", "b"), ("a",)], "pair 1: expected two claims"),
        ([("a", "b", "c")], "pair 0: expected two claims"),
        ([{"a": 1, "b": 2}], "pair 0: expected two claims, got dict"),
        ([("a", "b"), ("a", " ")], "pair 1: text of a claim is empty"),
        ([("a", None)], "pair 0: a claim must be"),
        ([("a", {"id": "k"})], "pair 0: a claim needs the key 'text'"),
    ],
)
def test_judge_refuses_what_is_no_pair(opinionated, pairs, told):
    with pytest.raises(ClaimError, match=told):
        opinionated.judge(pairs)


@pytest.mark.parametrize(
    "claims", ["one string", [""], [" \n"], [5], [float("nan")], [None], [{"id": "k"}], [{"text": "x", "date": "soon"}]]
)
def test_compare_and_plan_refuse_bad_claims(opinionated, claims):
    for run in (opinionated.compare, opinionated.plan):
        with pytest.raises(ClaimError):
            run(claims)
        with pytest.raises(ClaimError):
            run([OPEN], against=claims)


def test_bad_claims_can_be_skipped(opinionated):
    report = opinionated.compare([OPEN, "", SHUT], against=[VOTE, 5], on_error="skip")
    assert len(report.claims) == 3
    assert [s.what for s in report.skipped] == ["claim 1", "claim 1"]


@pytest.mark.parametrize("claims", [[], [OPEN], pd.DataFrame({"text": []}), pd.DataFrame([OPEN])])
def test_no_claims_and_one_claim(comparer, claims):
    report, plan = comparer.compare(claims), comparer.plan(claims)
    assert len(report.claims) == plan.claims == len(claims)
    assert report.events == report.pairs == plan.pairs == plan.events == report.contradictions == ()
    assert plan.model_calls == 0
    assert report.alone == report.claims
    assert str(report).startswith(["0 claims, 0 events", "1 claim, 0 events"][len(claims)])
    assert report.settings.nli_fingerprint == comparer.nli.fingerprint


@pytest.mark.parametrize(
    "text",
    ["No fewer than 24 soldiers were not killed.", "Baku denied that villages fell.", "X", "Is it open, or not?"],
)
def test_identical_texts_of_two_sources_agree_and_repetitions_are_left_out(comparer, rows_scored, text):
    report = comparer.compare([{"text": text, "source": source} for source in ("Post", "Times", "Post")])
    (pair,) = report.pairs
    assert (pair.relation, pair.probabilities) == ("agree", (1.0, 0.0, 0.0))
    assert {pair.a.source, pair.b.source} == {"Post", "Times"}
    assert [(s.what, s.count) for s in report.skipped] == [("repeated claims", 1)]
    assert sum(rows_scored) == 1 + ("denied" in text)


def test_the_plan_counts_the_model_calls_of_compare(comparer, rows_scored):
    claims = [OPEN, SHUT, {**OPEN, "id": "again", "source": "Echo"}, {**SHUT, "id": "too", "source": "Echo"}, VOTE]
    for options in ({}, {"across": "source"}, {"against": [{"text": "The bridge in Oster was closed on Monday."}]}):
        plan = comparer.plan(claims, **options)
        assert rows_scored == []
        report = comparer.compare(claims, **options)
        assert sum(rows_scored) == plan.model_calls > 0
        rows_scored.clear()
        assert plan.claims == len(report.claims)
        assert [(p.a, p.b) for p in report.pairs] == list(plan.pairs)
        assert [(e.title, e.claims, len(e.pairs)) for e in report.events] == [
            (e.title, e.claims, e.pairs) for e in plan.events
        ]
        assert str(plan).startswith(f"{plan.claims} claims, 1 event, {len(plan.pairs)} pair")
        assert len(plan.events) == 1
        assert all(e.title in str(plan) for e in plan.events)


def test_across_skips_pairs_that_share_something(opinionated, talis):
    every = opinionated.compare(talis)
    found = opinionated.compare(talis, across="source")
    assert ids(found.pairs) == ids(p for p in every.pairs if p.a.source != p.b.source) < ids(every.pairs)
    assert found.claims == every.claims
    by_meta = opinionated.compare([{**row, "desk": int(row["id"][-2:]) % 2} for row in talis], across="desk")
    assert ids(by_meta.pairs) == ids(p for p in every.pairs if (int(p.a.id[-2:]) - int(p.b.id[-2:])) % 2)


def test_across_does_not_take_two_unknown_sources_for_one(opinionated):
    assert len(opinionated.compare([OPEN["text"], SHUT["text"]], across="source").pairs) == 1


def test_across_takes_any_value_for_what_it_is(opinionated):
    def pairs(one, other):
        return len(opinionated.compare([OPEN | {"desk": one}, SHUT | {"desk": other}], across="desk").pairs)

    assert [pairs(1, True), pairs(0, False), pairs(1, 2), pairs(([1],), ([2],)), pairs([1], "[1]")] == [1] * 5
    assert [pairs(1, 1.0), pairs(True, True), pairs([1], [1]), pairs(([1],), ([1],))] == [0] * 4
    assert [pairs(np.arange(3), np.arange(3)), pairs({"a": 1, "b": 2}, {"b": 2, "a": 1})] == [0, 0]
    assert pairs(np.arange(2000), np.arange(2000) // 2 * 2) == 1


def test_numpy_numbers_are_numbers(opinionated):
    found = opinionated.configured(similarity=np.float32(0.5), neighbours=np.int64(7))
    assert (found.similarity, found.neighbours) == (0.5, 7)
    assert json.dumps([found.similarity, found.neighbours]) == "[0.5, 7]"


@pytest.mark.parametrize("name", ["embedder", "nli"])
def test_what_is_no_model_is_refused_at_once(opinionated, name):
    with pytest.raises(ModelError, match=f"{name} must be a name, a folder or a loaded .*, got int"):
        contradict.Comparer(**{"nli": opinionated.nli} | {name: 3})


@pytest.mark.parametrize("wrong", ["sources", 5, ["source"], ""])
def test_unknown_across_is_refused(opinionated, wrong):
    with pytest.raises(SettingsError, match="across must be"):
        opinionated.compare([OPEN, SHUT], across=wrong)


def test_against_compares_the_two_sides_only(opinionated, talis):
    every = opinionated.compare(talis)
    ours = {row["id"] for row in talis[:12]}
    found = opinionated.compare(talis[:12], against=talis[12:])
    assert ids(found.pairs) == ids(p for p in every.pairs if (p.a.id in ours) != (p.b.id in ours)) != set()
    assert found.claims == every.claims
    both = opinionated.compare(talis[:12], against=talis)
    assert ids(both.pairs) == ids(p for p in every.pairs if p.a.id in ours or p.b.id in ours) != ids(found.pairs)
    assert both.skipped == found.skipped
    for sides in (([OPEN, SHUT], [OPEN]), ([OPEN, SHUT], [OPEN, SHUT]), ([OPEN], [OPEN, SHUT])):
        assert len(opinionated.plan(sides[0], against=sides[1]).pairs) == 1
    assert opinionated.plan([OPEN], against=[OPEN]).pairs == ()
    assert opinionated.compare(talis, against=[]).pairs == ()
    with pytest.raises(ClaimError, match="'open'"):
        opinionated.compare([OPEN], against=[{**OPEN, "text": "Another text."}])


def alone(pair):
    """The probabilities of a pair before the others had their say."""
    return [step.probabilities for step in pair.trace if step.part != "joint"][-1]


def test_adding_claims_never_unmakes_a_pair(opinionated, talis):
    few, many = opinionated.compare(talis[::2]), opinionated.compare(talis)
    assert ids(few.pairs) <= ids(many.pairs)
    verdicts = {(p.a.id, p.b.id): alone(p) for p in many.pairs}
    assert all(verdicts[p.a.id, p.b.id] == alone(p) for p in few.pairs)


def test_what_the_bound_on_neighbours_leaves_out_is_counted(comparer, opinionated, talis):
    every = opinionated.compare(talis)
    bounded = Comparer(embedder=comparer.embedder, nli=opinionated.nli, neighbours=1).compare(talis)
    (note,) = bounded.skipped
    assert "neighbours=1" in note.reason
    assert len(bounded.pairs) + note.count == len(every.pairs)


def test_a_claim_of_ten_thousand_words_is_cut_and_counted(comparer):
    long = "The bridge in Oster is open to traffic. " * 1250
    assert len(long.split()) == 10_000
    with pytest.warns(UserWarning, match="1 claims are longer"):
        report = comparer.compare([long, SHUT])
    assert [(s.what, s.count) for s in report.skipped] == [("claims cut", 1)]
    assert f"({comparer.nli.max_length - 4} tokens)" in report.skipped[0].reason
    assert len(report.pairs) == 1
    assert report.claims[0].text == long
    with pytest.warns(UserWarning, match="1 claims are longer"):
        assert comparer.plan([long, SHUT]).skipped == report.skipped


def test_two_very_long_claims(opinionated):
    (pair,) = opinionated.judge([("alpha beta gamma delta " * 2500, "alpha gamma beta delta " * 2500)])
    assert sum(pair.probabilities) == pytest.approx(1)
    assert {reason.kind for reason in pair.reasons} == {"other", None}


@pytest.mark.parametrize(
    "text",
    [
        "Die Brücke in Oster ist für den Verkehr gesperrt und wird nicht geöffnet.",
        "El puente de Oster está abierto al tráfico y no se ha cerrado.",
        "Le pont est fermé à la circulation dans la ville.",
        "Мост в Остере закрыт.",
        "大桥已关闭。",
        "الجسر مغلق",
    ],
)
def test_claims_that_are_not_english_are_counted(opinionated, text):
    with pytest.warns(UserWarning, match="1 claims do not look English"):
        report = opinionated.compare([text, OPEN, SHUT])
    assert [(s.what, s.count) for s in report.skipped] == [("claims that are not English", 1)]
    assert len(report.claims) == 3


def test_english_claims_raise_no_warning(opinionated, talis):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert opinionated.compare(talis).skipped == ()


WRONG = [
    ({"threshold": 0.7}, "threshold"),
    ({"similarity": 0}, "similarity must lie between 0 and 1, got 0"),
    ({"similarity": 1.5}, "similarity must lie between 0 and 1"),
    ({"similarity": "high"}, "similarity must lie between 0 and 1, got 'high'"),
    ({"neighbours": 0}, "neighbours must be a whole number"),
    ({"neighbours": 2.5}, "neighbours must be a whole number"),
    ({"neighbours": True}, "neighbours must be a whole number"),
    ({"progress": "yes"}, "progress must be True, False or None"),
    ({"cache": 3}, "cache must be the path of a file or a contradict.Cache, got 3"),
    ({"cache": ""}, "cache must be the path of a file"),
    ({"nli": ""}, "nli must be a name, a folder or a loaded model"),
    ({"thresholds": 0.7}, "thresholds must be contradict.Thresholds"),
    ({"device": "abacus"}, "device 'abacus' cannot be used"),
    ({"dtype": "float16"}, "dtype must be"),
    ({"on_error": "ignore"}, "on_error must be"),
    ({"across": "desk"}, "across must be"),
]


@pytest.mark.parametrize(("options", "told"), WRONG)
def test_wrong_settings_say_what_was_expected(options, told):
    with pytest.raises(SettingsError, match=told) as error:
        contradict.compare([OPEN, SHUT], **options)
    assert "_configure" not in str(error.value)


def test_a_missing_embedder_folder_is_told_by_the_error_alone(caplog, capfd):
    with pytest.raises(ModelError, match="no such folder; expected an embedder"):
        contradict.compare([OPEN, SHUT], embedder="./gone")
    assert caplog.text + capfd.readouterr().err == ""


def test_models_that_cannot_be_had_without_network():
    for options in ({"nli": "cross-encoder/nli-deberta-v3-base"}, {"embedder": "intfloat/e5-small-v2"}):
        with pytest.raises(ModelError, match="Without network, pass the folder"):
            contradict.compare([OPEN, SHUT], **options)
    with pytest.raises(ModelError, match="no such folder"):
        contradict.judge([(OPEN, SHUT)], nli="./gone")
    with pytest.raises(ModelError, match="loaded CrossEncoder, got int"):
        contradict.compare([OPEN, SHUT], nli=5)


def test_module_functions_share_loaded_models():
    from contradict import api

    report = contradict.compare([OPEN, SHUT, VOTE], thresholds=Thresholds(contradict=1.0, agree=1.0))
    assert report.contradictions == ()
    loaded = api.shared_comparer({})
    assert contradict.judge([(OPEN, SHUT)])[0].relation == "contradict"
    assert contradict.judge([(OPEN, SHUT)], embedder="no/such-model")[0].relation == "contradict"
    assert contradict.plan([OPEN, SHUT, VOTE], similarity=0.99).pairs == ()
    assert contradict.compare([OPEN, SHUT, VOTE]) == loaded.compare([VOTE, SHUT, OPEN])
    assert api.shared_comparer({}).nli is loaded.nli
    assert api.shared_comparer({"similarity": 0.9}).embedder is loaded.embedder
    assert len(api._models) <= api.MODELS_KEPT
    contradict.clear_models()
    assert len(api._models) == 0


def test_a_loaded_model_in_the_cache_is_not_taken_for_another(comparer):
    """Models are told apart by identity, so the cache must keep the object alive as long as its key."""

    loaded = bare_cross_encoder(comparer)
    alive = weakref.ref(loaded)
    contradict.judge([("It rained.", "It rained.")], nli=loaded, dtype="float32")
    del loaded
    gc.collect()
    assert alive() is not None
    contradict.clear_models()
    gc.collect()
    assert alive() is None


def bare_cross_encoder(comparer):
    """What the library asks of a `CrossEncoder`, at no cost."""

    class Loaded:
        model, tokenizer = comparer.nli.model, comparer.nli.tokenizer

        def predict(self, *_):
            raise NotImplementedError

    return Loaded()


def test_the_members_of_one_list_are_not_judged_against_each_other(comparer):
    text = "The army said on Monday that it had destroyed 22 tanks, 15 guns and 18 drones near Oster."
    denial = "The rebels denied that the army had destroyed 22 tanks near Oster."
    claims = contradict.extract(f"{text} {denial}", source="Post", date="2024-05-01")
    report = comparer.compare(claims)
    listed = [claim for claim in report.claims if claim.speaker == "army"]
    assert len(listed) == 3
    assert all({pair.a.speaker, pair.b.speaker} == {"army", "rebels"} for pair in report.pairs)
    assert ("pairs of one sentence not judged", 3) in [(s.what, s.count) for s in report.skipped]
