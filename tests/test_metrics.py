import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contradict.evaluation.metrics import (
    EqualMassBins,
    Sample,
    b_cubed,
    calibration_floor,
    expected_calibration_error,
    paired_differences,
)

CLASSES = ("agree", "contradict", "neutral")


def sample(gold: list[str], predicted: list[str], probability: list[float]) -> Sample:
    return Sample(gold, predicted, CLASSES, "contradict", np.array(probability))


rows = st.lists(
    st.tuples(st.sampled_from(CLASSES), st.sampled_from(CLASSES), st.sampled_from([0.0, 0.1, 0.5, 0.51, 0.9, 1.0])),
    min_size=1, max_size=40,
)  # fmt: skip
some = settings(max_examples=60, deadline=None)


def columns(drawn: list[tuple[str, str, float]]) -> tuple[list[str], list[str], list[float]]:
    gold, predicted, probability = zip(*drawn, strict=True)
    return list(gold), list(predicted), list(probability)


@some
@given(rows)
def test_classes_equal_counting(drawn: list[tuple[str, str, float]]) -> None:
    found = sample(*columns(drawn))
    f1s = []
    for name in CLASSES:
        hit = sum(g == p == name for g, p, _ in drawn)
        gold, predicted = sum(g == name for g, _, _ in drawn), sum(p == name for _, p, _ in drawn)
        scores = found.per_class[name]
        assert scores.precision == pytest.approx(hit / predicted if predicted else 0)
        assert scores.recall == pytest.approx(hit / gold if gold else 0)
        assert scores.f1 == pytest.approx(2 * hit / (gold + predicted) if gold + predicted else 0)
        assert (scores.support, scores.predicted) == (gold, predicted)
        if gold:
            f1s.append(scores.f1)
    assert found.values["macro_f1"] == pytest.approx(sum(f1s) / len(f1s))
    assert found.values["accuracy"] == pytest.approx(sum(g == p for g, p, _ in drawn) / len(drawn))
    assert found.confusion.tolist() == [[sum(g == a and p == b for g, p, _ in drawn) for b in CLASSES] for a in CLASSES]


@some
@given(rows)
def test_ranking_and_brier_equal_their_definitions(drawn: list[tuple[str, str, float]]) -> None:
    found = sample(*columns(drawn)).values
    up = [p for g, _, p in drawn if g == "contradict"]
    down = [p for g, _, p in drawn if g != "contradict"]
    assert found["brier"] == pytest.approx(sum((p - (g == "contradict")) ** 2 for g, _, p in drawn) / len(drawn))
    if not up or not down:
        assert math.isnan(found["auroc"])
        assert math.isnan(found["average_precision"])
        return
    wins = sum((a > b) + (a == b) / 2 for a in up for b in down)
    assert found["auroc"] == pytest.approx(wins / len(up) / len(down))
    ap = before = 0.0
    for t in sorted({p for _, _, p in drawn}, reverse=True):
        recall = sum(p >= t for p in up) / len(up)
        ap += (recall - before) * sum(p >= t for p in up) / sum(p >= t for _, _, p in drawn)
        before = recall
    assert found["average_precision"] == pytest.approx(ap)


@some
@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), min_size=1, max_size=50))
def test_calibration_error_equals_its_definition(drawn: list[tuple[bool, float]]) -> None:
    """Each pair is cut into as many pieces as there are bins, so that bins of equal mass hold whole pieces."""
    bins = min(10, len(drawn))
    share = {p: np.mean([y for y, q in drawn if q == p]) for _, p in drawn}
    pieces = [(p, share[p]) for p in sorted(p for _, p in drawn) for _ in range(bins)]
    size = len(drawn)
    expected = sum(
        abs(sum(p - y for p, y in pieces[at : at + size])) / len(pieces) for at in range(0, len(pieces), size)
    )
    positive, probability = np.array([y for y, _ in drawn]), np.array([p for _, p in drawn])
    assert expected_calibration_error(positive, probability) == pytest.approx(expected, abs=1e-9)
    order = np.random.default_rng(0).permutation(len(drawn))
    assert expected_calibration_error(positive[order], probability[order]) == pytest.approx(expected, abs=1e-9)


def test_calibration_error_of_known_cases() -> None:
    p = np.linspace(0.0005, 0.9995, 1000)
    assert expected_calibration_error(np.zeros(1000, dtype=bool), p) == pytest.approx(0.5)
    certain = np.array([True, False] * 50)
    assert expected_calibration_error(certain, certain.astype(float)) == 0
    table = EqualMassBins(p).table(p > 0.5)
    assert [b.count for b in table] == [100] * 10
    assert [b.share for b in table] == pytest.approx([0] * 5 + [1] * 5)
    assert table[0].probability == pytest.approx(0.05)


def test_floor_is_what_calibrated_models_show() -> None:
    rng = np.random.default_rng(1)
    p = rng.random(650)
    errors = [expected_calibration_error(rng.random(650) < p, p) for _ in range(200)]
    floor = calibration_floor(p)
    assert floor == pytest.approx(np.mean(errors), abs=0.002)
    assert floor == calibration_floor(p)
    assert 0.02 < floor < 0.05


@some
@given(rows, st.integers(0, 2**32 - 1))
def test_resamples_equal_metrics_of_the_resampled_rows(drawn: list[tuple[str, str, float]], seed: int) -> None:
    found = sample(*columns(drawn))
    picked = np.random.default_rng(seed).integers(0, len(drawn), size=(3, len(drawn)))
    weights = np.stack([np.bincount(row, minlength=len(drawn)) for row in picked]).astype(np.float32)
    with np.errstate(all="ignore"):
        fast = found.resampled(weights)
    present = [name for name in CLASSES if found.per_class[name].support]
    for number, row in enumerate(picked):
        slow = sample(*columns([drawn[i] for i in row]))
        for name, values in fast.items():
            if name == "ece":
                continue
            if name == "macro_f1":
                expected = float(np.mean([slow.per_class[c].f1 for c in present]))
            elif "." in name:
                kind, metric = name.split(".")
                expected = getattr(slow.per_class[kind], metric)
            else:
                expected = slow.values[name]
            assert values[number] == pytest.approx(expected, abs=1e-5, nan_ok=True), name


@some
@given(rows)
def test_a_resample_of_every_row_once_is_the_sample(drawn: list[tuple[str, str, float]]) -> None:
    found = sample(*columns(drawn))
    with np.errstate(all="ignore"):
        once = found.resampled(np.ones((1, len(drawn)), dtype=np.float32))
    assert set(once) == set(found.values)
    for name, value in found.values.items():
        assert once[name][0] == pytest.approx(value, abs=1e-6, nan_ok=True), name


def random_sample(n: int, seed: int, right: float = 0.8) -> Sample:
    rng = np.random.default_rng(seed)
    gold = rng.choice(CLASSES, n).tolist()
    predicted = [g if rng.random() < right else str(rng.choice(CLASSES)) for g in gold]
    p = [rng.beta(4, 2) if g == "contradict" else rng.beta(2, 4) for g in gold]
    return sample(gold, predicted, p)


def test_intervals_are_seeded_and_as_wide_as_theory_says() -> None:
    found = random_sample(2000, 0)
    intervals = found.intervals()
    assert intervals == found.intervals()
    assert intervals != found.intervals(seed=1)
    accuracy = found.values["accuracy"]
    half = 1.96 * math.sqrt(accuracy * (1 - accuracy) / 2000)
    assert intervals["accuracy"].low == pytest.approx(accuracy - half, abs=0.004)
    assert intervals["accuracy"].high == pytest.approx(accuracy + half, abs=0.004)
    for name, (low, high) in intervals.items():
        assert low <= found.values[name] <= high, name


def test_resampling_groups_widens_intervals_where_groups_agree() -> None:
    one = random_sample(100, 0)
    ten: dict[str, Any] = {
        n: [v for v in getattr(one, n) for _ in range(10)] for n in ("gold", "predicted", "probability")
    }
    repeated = sample(ten["gold"], ten["predicted"], ten["probability"])
    groups = [i for i in range(100) for _ in range(10)]
    wide, narrow = repeated.intervals(groups=groups)["accuracy"], repeated.intervals()["accuracy"]
    assert (wide.high - wide.low) / (narrow.high - narrow.low) == pytest.approx(math.sqrt(10), rel=0.25)
    alone = one.intervals()["accuracy"]
    assert wide.high - wide.low == pytest.approx(alone.high - alone.low, rel=0.2)


def test_paired_differences() -> None:
    one = random_sample(1500, 0)
    better = [g if i % 10 == 0 else p for i, (g, p) in enumerate(zip(one.gold, one.predicted, strict=True))]
    two = sample(one.gold, better, one.probability.tolist())
    found = paired_differences(one, two)
    assert found["accuracy"].real
    assert found["accuracy"].p < 0.01
    assert found["accuracy"].difference == pytest.approx(two.values["accuracy"] - one.values["accuracy"])
    same = paired_differences(one, one)["accuracy"]
    assert (same.difference, same.real, same.p) == (0, False, 1)
    paired = found["accuracy"].interval
    alone = one.intervals()["accuracy"]
    assert paired.high - paired.low < (alone.high - alone.low) / 1.5


def test_nothing_is_no_error() -> None:
    empty = sample([], [], [])
    assert all(math.isnan(v) for v in empty.values.values())
    assert empty.intervals() == {}
    assert math.isnan(b_cubed({}, {}).f1)


@some
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=25))
def test_b_cubed_equals_its_definition(drawn: list[tuple[int, int]]) -> None:
    gold, found = ({i: pair[k] for i, pair in enumerate(drawn)} for k in (0, 1))
    precision = recall = 0.0
    for e in gold:
        both = sum(gold[e] == gold[o] and found[e] == found[o] for o in gold)
        precision += both / sum(found[e] == found[o] for o in gold) / len(gold)
        recall += both / sum(gold[e] == gold[o] for o in gold) / len(gold)
    scores = b_cubed(gold, found)
    assert scores.precision == pytest.approx(precision)
    assert scores.recall == pytest.approx(recall)
    assert scores.f1 == pytest.approx(2 * precision * recall / (precision + recall))


def test_b_cubed_known_answers() -> None:
    gold = {"a": 1, "b": 1, "c": 2, "d": 2}
    assert b_cubed(gold, gold) == b_cubed(gold, {"a": 9, "b": 9, "c": 8, "d": 8, "other": 8})
    alone = b_cubed(gold, {})
    assert (alone.precision, alone.recall) == (1, 0.5)
    together = b_cubed(gold, dict.fromkeys(gold, 0))
    assert (together.precision, together.recall) == (0.5, 1)
