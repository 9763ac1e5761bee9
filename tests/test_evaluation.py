import argparse
import csv
import json
import math
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import contradict
from contradict.calibration import Probabilities, Thresholds
from contradict.claims import Claim
from contradict.cli_evaluate import BELOW, add_arguments, run
from contradict.errors import LabelError, MissingExtraError, SettingsError
from contradict.evaluation.evaluating import from_predictions
from contradict.evaluation.labels import read_pairs
from contradict.review import worth_a_label

EXAMPLES = Path(__file__).parent.parent / "examples"
AGREE, CONTRADICT, NEUTRAL = Probabilities(0.8, 0.1, 0.1), Probabilities(0.1, 0.7, 0.2), Probabilities(0.2, 0.2, 0.6)
NLI = [
    ("Two dogs are running in a park.", "There are animals outdoors.", "entailment"),
    ("Two dogs are running in a park.", "The dogs are asleep indoors.", "contradiction"),
    ("Two dogs are running in a park.", "The dogs belong to a doctor.", "neutral"),
    ("The hospital was hit on Sunday.", "The hospital was not hit.", "contradiction"),
    ("All 40 passengers survived.", "Twelve passengers were killed.", "contradiction"),
    ("The mayor resigned on Monday over the scandal.", "The mayor resigned.", "entailment"),
]


def count_calls(comparer: Any, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []
    softmax = comparer.nli._softmax
    counted = lambda inputs: (calls.append(len(inputs["input_ids"])), softmax(inputs))[1]  # noqa: E731
    monkeypatch.setattr(comparer.nli, "_softmax", counted)
    return calls


def relations(n: int = 200, seed: int = 0, right: float = 0.8) -> tuple[list[dict[str, Any]], list[Probabilities]]:
    """Labelled pairs with predictions that are right so often."""
    rng = np.random.default_rng(seed)
    rows, found = [], []
    for i in range(n):
        label = ("agree", "contradict", "neutral")[i % 3]
        shown = label if rng.random() < right else str(rng.choice(["agree", "contradict", "neutral"]))
        first, rest = float(rng.uniform(0.4, 1)), float(rng.random())
        others = iter((rest * (1 - first), (1 - rest) * (1 - first)))
        found.append(Probabilities(*(first if name == shown else next(others) for name in Probabilities._fields)))
        rows.append(
            {"a": f"claim {i} one", "b": f"claim {i} two", "relation": label, "topic": f"t{i % 2}", "event": i // 5}
        )
    return rows, found


def test_nli_sets_take_one_model_call_a_pair(comparer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_calls(comparer, monkeypatch)
    found = contradict.evaluate(NLI, comparer=comparer)
    assert sum(calls) == len(NLI)
    assert (found.on, found.scheme, found.positive) == ("forward", "nli", "contradiction")
    assert found.accuracy >= 5 / 6
    assert found.contradiction.support == 3
    scores = comparer.nli.score([(a, b) for a, b, _ in NLI])
    order = ("entailment", "neutral", "contradiction")
    for pair, row in zip(found.pairs, scores, strict=True):
        assert pair.predicted == order[int(row.argmax())]
        assert pair.probabilities == pytest.approx((row[0], row[2], row[1]))
    assert comparer.nli.name in found.summary()


def test_nli_sets_can_be_scored_on_relations(comparer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_calls(comparer, monkeypatch)
    found = contradict.evaluate(NLI, comparer=comparer, on="relation")
    assert sum(calls) == 2 * len(NLI)
    assert found.classes == ("agree", "contradict", "neutral", "update")
    judged = comparer.judge([(a, b) for a, b, _ in NLI])
    assert [p.predicted for p in found.pairs] == [p.relation for p in judged]
    assert [p.gold for p in found.pairs][:3] == ["agree", "contradict", "neutral"]


def test_a_second_run_reads_the_cache(comparer: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_calls(comparer, monkeypatch)
    cached = comparer.configured(cache=tmp_path / "c.db", progress=False)
    first = contradict.evaluate(NLI[:3], comparer=cached)
    again = contradict.evaluate(NLI, comparer=cached)
    assert sum(calls) == len(NLI)
    assert [p.probabilities for p in again.pairs[:3]] == [p.probabilities for p in first.pairs]


def test_two_way_labels_are_scored_two_way() -> None:
    rows = [("claim one", "claim two", label) for label in ("REFUTES", "SUPPORTS", "SUPPORTS", "REFUTES")]
    found = from_predictions(rows, [CONTRADICT, NEUTRAL, AGREE, NEUTRAL], on="forward")
    assert found.classes == ("contradiction", "not_contradiction")
    assert [p.predicted for p in found.pairs] == ["contradiction", *["not_contradiction"] * 3]
    assert found.accuracy == 0.75
    assert found.contradiction.recall == 0.5
    rows = [("claim one", "claim two", label) for label in ("entailment", "not_entailment", "not_entailment")]
    found = from_predictions(rows, [AGREE, CONTRADICT, Probabilities(0.4, 0.3, 0.3)], on="forward")
    assert (found.accuracy, found.positive, found.auroc) == (1, "not_entailment", 1)
    found = from_predictions(rows, [AGREE] * 3, ["agree", "contradict", "neutral"])
    assert found.accuracy == 1


def test_updates_are_no_contradictions() -> None:
    rows = [{"a": "x one", "b": "x two", "relation": r} for r in ("update", "contradict", "contradict", "agree")]
    probabilities = [CONTRADICT, CONTRADICT, CONTRADICT, AGREE]
    found = from_predictions(rows, probabilities, ["update", "contradict", "update", "agree"])
    assert [p.score for p in found.pairs] == [0, 0.7, 0, 0.1]
    assert found.contradiction.precision == 1
    assert found.contradiction.recall == 0.5
    assert found.per_class["update"].recall == 1
    forward = from_predictions(rows, probabilities, on="forward")
    assert forward.per_class["update"].predicted == 0


def test_known_answers() -> None:
    rows = [("a b", f"b {i}", label) for i, label in enumerate(["contradict"] * 3 + ["agree"] * 2 + ["neutral"] * 5)]
    found = from_predictions(rows, [CONTRADICT, CONTRADICT, AGREE, AGREE, AGREE, *[NEUTRAL] * 4, CONTRADICT])
    assert found.accuracy == 0.8
    assert found.contradiction.precision == found.contradiction.recall == pytest.approx(2 / 3)
    assert found.per_class["agree"].f1 == pytest.approx(0.8)
    assert found.macro_f1 == pytest.approx((2 / 3 + 0.8 + 8 / 9) / 3)
    assert found.confusion.tolist()[:3] == [[2, 0, 0, 0], [1, 2, 0, 0], [0, 1, 4, 0]]
    assert found.brier == pytest.approx((2 * 0.09 + 0.81 + 2 * 0.01 + 4 * 0.04 + 0.49) / 10)


def test_summary_json_and_rows_tell_the_same(tmp_path: Path) -> None:
    rows, probabilities = relations()
    found = from_predictions([*rows, {"a": "one x", "b": "two x", "relation": "-"}], probabilities, model="mine")
    values = json.loads(found.to_json(tmp_path / "e.json"))
    assert values == json.loads((tmp_path / "e.json").read_text())
    assert values["metrics"]["macro_f1"] == pytest.approx(found.macro_f1, abs=1e-6)
    assert values["unusable"] == [{"row": 201, "reason": "no label: '-'"}]
    low, high = values["intervals"]["auroc"]
    assert low < found.auroc < high
    text = found.summary()
    for part in ("200 pairs", "mine", "left out: 1", f"{found.macro_f1:.3f}", f"{found.ece_floor:.3f}", "contradict"):
        assert part in text
    flat = found.rows()
    assert len(flat) == 200
    assert flat[0]["topic"] == "t0"
    assert sum(row["right"] for row in flat) / 200 == found.accuracy
    assert "accuracy=" in repr(found)
    json.dumps(from_predictions(rows[:1], probabilities[:1]).to_dict(), allow_nan=False)


def test_data_frame_of_an_evaluation() -> None:
    pytest.importorskip("pandas")
    rows, probabilities = relations(30)
    frame = from_predictions(rows, probabilities).to_pandas()
    assert len(frame) == 30
    assert {"label", "predicted", "contradict", "topic"} <= set(frame.columns)


def test_slices_groups_and_errors() -> None:
    rows, probabilities = relations()
    found = from_predictions(rows, probabilities, group="event")
    parts = found.slices("topic")
    assert sorted(parts) == ["t0", "t1"]
    assert sum(len(part) for part in parts.values()) == 200
    by_hand = [p for p in found.pairs if p.pair.columns["topic"] == "t1"]
    assert parts["t1"].accuracy == pytest.approx(sum(p.right for p in by_hand) / len(by_hand))
    errors = found.errors(5)
    assert len(errors) == 5
    assert all(not p.right for p in errors)
    assert errors[0].likelihood == min(p.likelihood for p in found.pairs if not p.right)
    assert f"labelled {errors[0].gold}" in str(errors[0])
    assert found.intervals["accuracy"] != from_predictions(rows, probabilities).intervals["accuracy"]
    with pytest.raises(SettingsError, match=r"no pair has the column 'x'; .*'event', 'topic'"):
        found.slices("x")
    with pytest.raises(SettingsError, match="no pair has the column"):
        from_predictions(rows, probabilities, group="x")


def test_comparison_says_whether_a_difference_is_real() -> None:
    rows, good = relations(600, right=0.85)
    _, bad = relations(600, seed=5, right=0.6)
    one, two = from_predictions(rows, bad, model="old"), from_predictions(rows, good, model="new")
    found = one.compare(two)
    assert found.differences["macro_f1"].real
    assert "which is real" in found.sentence()
    assert "macro_f1 of new" in str(found)
    order = np.random.default_rng(0).permutation(600)
    turned = from_predictions([rows[i] for i in order], [good[i] for i in order], model="new")
    again = one.compare(turned).differences["accuracy"]
    assert again == found.differences["accuracy"]
    assert "may be chance" in two.compare(turned).sentence("accuracy")
    with pytest.raises(SettingsError, match="different pairs"):
        one.compare(from_predictions(rows[1:], good[1:]))
    with pytest.raises(SettingsError, match="classes"):
        one.compare(from_predictions(NLI, [AGREE] * 6, on="forward"))


def test_thresholds_reach_the_precision_with_the_most_recall() -> None:
    rows, probabilities = relations(400, right=0.7)
    found = from_predictions(rows, probabilities, thresholds=Thresholds(agree=0.6))
    chosen = found.thresholds(0.75)
    assert isinstance(chosen, Thresholds)
    assert chosen.agree == 0.6
    score, gold = found.sample.probability, found.sample.positive

    def precision(t: float) -> float:
        return float(gold[score >= t].mean())

    assert precision(chosen.contradict) >= 0.75
    lower = [t for t in sorted(set(score.tolist())) if t < chosen.contradict]
    assert all(precision(t) < 0.75 for t in lower)
    rows = [{"a": "x y", "b": f"x {i}", "relation": r} for i, r in enumerate(("agree", "contradict", "contradict"))]
    found = from_predictions(rows, [Probabilities(0, 0.9, 0.1), Probabilities(0, 0.8, 0.2), Probabilities(0, 0.3, 0.7)])
    with pytest.raises(SettingsError, match=r"no threshold reaches .* 0\.900: the best is 0\.667.*recall of 1\.000"):
        found.thresholds()
    with pytest.raises(SettingsError, match="on='relation'"):
        from_predictions(NLI, [AGREE] * 6, on="forward").thresholds()
    with pytest.raises(SettingsError, match="there are none"):
        from_predictions(rows[:1], [AGREE]).thresholds()
    with pytest.raises(SettingsError, match="min_precision"):
        found.thresholds(1.5)


def test_predictions_that_do_not_fit_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contradict.api.shared_comparer", None)  # what is wrong is told before any model is loaded
    with pytest.raises(SettingsError, match="expected one for each of the 6 pairs, got 1"):
        from_predictions(NLI, [AGREE])
    with pytest.raises(SettingsError, match="relations: expected one of"):
        from_predictions(NLI, [AGREE] * 6, ["maybe"] * 6)
    with pytest.raises(SettingsError, match="on must be"):
        contradict.evaluate(NLI, on="both")  # type: ignore[arg-type]
    with pytest.raises(SettingsError, match="not both"):
        contradict.evaluate(NLI, comparer=object(), device="cpu")  # type: ignore[arg-type]


CLAIMS = [
    Claim("The bridge over the Selm is open.", id="b1", source="TASS", meta={"event": "bridge"}),
    Claim("The bridge over the Selm is closed.", id="b2", source="Reuters", meta={"event": "bridge"}),
    Claim("The bridge over the Selm is closed to traffic.", id="b3", source="AP", meta={"event": "bridge"}),
    Claim("A bakery in Lyon won a prize for its bread.", id="p1", meta={"event": "prize"}),
    Claim("Lyon bakery wins bread prize.", id="p2", meta={"event": "prize"}),
    Claim("Parliament passed the budget.", id="x1"),
]
GOLD = [{"a": "b1", "b": "b2", "relation": "contradict"}, ("b3", "b1", "contradict"), ("b2", "b3", "agree"),
        ("p1", "p2", "agree")]  # fmt: skip


def test_claims_end_to_end(remembering: Any) -> None:
    found = contradict.evaluate_claims(CLAIMS, GOLD, comparer=remembering)
    report = remembering.compare(CLAIMS)
    blocking = found.blocking
    assert blocking is not None
    assert (blocking.claims, blocking.gold_events, blocking.pairs_possible) == (5, 2, 15)
    assert blocking.pairs_kept == len(report.pairs)
    judged = {frozenset((p.a.id, p.b.id)): p.relation for p in report.pairs}
    inside = [frozenset(pair) for pair in (("b1", "b2"), ("b1", "b3"), ("b2", "b3"), ("p1", "p2"))]
    assert blocking.pair_recall == sum(pair in judged for pair in inside) / 4
    assert len(found) == len({*inside, *judged})
    for pair in found.pairs:
        assert pair.predicted == judged.get(frozenset((pair.a.id, pair.b.id)), "neutral")
    assert found.contradiction.support == 2
    assert "B-cubed" in found.summary()
    assert json.loads(found.to_json())["blocking"]["b_cubed"]["f1"] == pytest.approx(blocking.b_cubed.f1)


def test_events_alone_need_no_nli(comparer: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_calls(comparer, monkeypatch)
    found = contradict.evaluate_claims([c for c in CLAIMS if c.meta], comparer=comparer)
    assert calls == []
    assert found.blocking is not None
    assert 0 < found.blocking.b_cubed.f1 <= 1
    assert math.isnan(found.blocking.contradiction_recall)
    assert "B-cubed" in found.summary()
    json.dumps(found.to_dict(), allow_nan=False)


def test_wrong_events_and_relations_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("contradict.api.shared_comparer", None)
    for claims, gold, options, message in (
        (CLAIMS, GOLD, {"event": "story"}, r"none of the 6 claims .*'story' .*\['event'\].*event="),
        (CLAIMS, [("b1", "zz", "agree")], {}, "row 1: no claim has the id 'zz'"),
        (CLAIMS, [("b1", "b1", "agree")], {}, "paired with itself"),
        (CLAIMS, [("b1", "b2", "maybe")], {}, "row 1: expected agree, contradict"),
        (CLAIMS, [("b1", "b2", "agree"), ("b2", "b1", "contradict")], {}, "row 2: .* listed twice"),
        (CLAIMS, [{"a": "b1"}], {}, "row 1: expected a mapping with the ids"),
    ):
        with pytest.raises(LabelError, match=message):
            contradict.evaluate_claims(claims, gold, **options)  # type: ignore[arg-type]


def test_labels_of_a_report_go_round(remembering: Any, tmp_path: Path) -> None:
    report = remembering.compare(CLAIMS)
    path = tmp_path / "label.csv"
    assert report.to_labels(path, n=2) == 2
    assert report.to_labels(path) == len(report.pairs)
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert all(row["relation"] == "" for row in rows)
    assert [row["a_id"] for row in rows] == [pair.a.id for pair in worth_a_label(report.pairs)]
    with pytest.raises(LabelError, match="no row has a label"):
        contradict.evaluate(path, comparer=remembering)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows([{**row, "relation": row["predicted"] if n else ""} for n, row in enumerate(rows)])
    found = contradict.evaluate(path, comparer=remembering, scheme="relation")
    assert len(found.unusable) == 1
    assert found.accuracy == 1
    assert found.on == "relation"
    with pytest.raises(SettingsError, match="n must be"):
        report.to_labels(path, n=0)


def test_a_referee_decides_uncertain_pairs(remembering: Any, tmp_path: Path) -> None:
    asked = []

    def referee(pair: Any) -> str | None:
        asked.append(pair)
        return "contradict" if len(asked) == 1 else None

    high = Thresholds(contradict=1, agree=1)
    with_referee = remembering.configured(referee=referee, thresholds=high, progress=False)
    pairs = [(a, b) for a, b, _ in NLI]
    found = with_referee.judge(pairs)
    without = remembering.configured(thresholds=high, progress=False).judge(pairs)
    assert len(asked) == sum(pair.uncertain for pair in without) >= 2
    decided = [pair for pair in found if pair.decided_by == "referee"]
    assert len(decided) == 1
    assert (decided[0].relation, decided[0].uncertain) == ("contradict", False)
    assert decided[0].with_thresholds(Thresholds()).relation == "contradict"
    asked.clear()
    report = remembering.configured(referee=lambda pair: "neutral", thresholds=high, progress=False).compare(CLAIMS)
    report.to_json(tmp_path / "r.json")
    assert any(pair.decided_by for pair in report.pairs)
    assert all(pair.relation == "neutral" for pair in report.rethreshold(0.01).pairs if pair.decided_by)
    assert contradict.Report.from_json(tmp_path / "r.json") == report
    with pytest.warns(UserWarning, match=r"stay uncertain: the referee must return one of .*'maybe'"):
        kept = remembering.configured(referee=lambda pair: "maybe", thresholds=high, progress=False).judge(pairs)
    assert kept == without

    def tired(pair: Any) -> str:
        raise RuntimeError("no more today")

    with pytest.warns(UserWarning, match="RuntimeError: no more today"):
        report = remembering.configured(referee=tired, thresholds=high, progress=False).compare(CLAIMS)
    assert [(s.what, s.count) for s in report.skipped] == [
        ("pairs not decided", sum(p.uncertain for p in report.pairs))
    ]
    with pytest.raises(SettingsError, match="referee must be a function"):
        remembering.configured(referee="me")


def test_plots(tmp_path: Path) -> None:
    rows, probabilities = relations()
    found = from_predictions(rows, probabilities)
    pytest.importorskip("matplotlib")
    assert sorted(path.name for path in found.plot.save(tmp_path)) == ["confusion.png", "pr.png", "reliability.png"]
    assert found.plot.pr().get_xlabel() == "recall"
    with pytest.raises(SettingsError, match="needs pairs with and without"):
        from_predictions(rows[:1], probabilities[:1]).plot.pr()


def test_plots_name_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    rows, probabilities = relations(12)
    with pytest.raises(MissingExtraError, match=r"contradict-claims\[plot\]"):
        from_predictions(rows, probabilities).plot.pr()


def options(*arguments: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    return parser.parse_args(arguments)


def test_command(
    opinionated: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[dict[str, Any]] = []
    monkeypatch.setattr("contradict.comparer.Comparer", lambda **given: (made.append(given), opinionated)[1])
    path = tmp_path / "p.jsonl"
    path.write_text("".join(json.dumps({"one": a, "two": b, "y": y, "set": "s"}) + "\n" for a, b, y in NLI))
    common = [str(path), "--columns", "one,two,y", "--dtype", "float32", "--cache", str(tmp_path / "c.db")]
    extra = ["--by", "set", "--errors", "1", "--against", "base", "-o", str(tmp_path / "e.json"), "--min-f1", "0"]
    assert run(options(*common, *extra)) == 0
    shown = capsys.readouterr().out
    for part in ("6 pairs", "macro-F1", "set ", "may be chance"):
        assert part in shown
    assert json.loads((tmp_path / "e.json").read_text())["pairs"] == 6
    assert [given["nli"] for given in made] == [None, "base"]
    assert made[0]["cache"] == str(tmp_path / "c.db")
    assert run(options(*common, "--min-f1", "1")) == BELOW
    assert "is below 1.0" in capsys.readouterr().err
    with pytest.raises(SettingsError, match="no pair has the column 'topic'"):
        run(options(*common, "--by", "topic"))
    with pytest.raises(SettingsError, match="three names"):
        run(options(str(path), "--columns", "one"))
    numbers = tmp_path / "n.csv"
    numbers.write_text("premise,hypothesis,label\nx y,y z,0\n")
    with pytest.raises(LabelError, match="numbers without names"):
        run(options(str(numbers)))


def test_importing_loads_nothing_heavy() -> None:
    program = "import contradict, sys; print([m for m in sys.argv[1:] if m in sys.modules])"
    heavy = ["torch", "numpy", "pandas", "transformers", "sklearn", "scipy", "sentence_transformers"]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    done = subprocess.run([sys.executable, "-c", program, *heavy], capture_output=True, text=True, env=environment)
    assert done.stdout.strip() == "[]", done.stderr


def test_the_examples_are_relations_by_id() -> None:
    with pytest.raises(LabelError, match="evaluate_claims"):
        read_pairs(EXAMPLES / "ferry.gold.jsonl")
