import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import contradict
from contradict.calibration import Calibration, Probabilities
from contradict.errors import InputFileError, LabelError, SchemaError, SettingsError
from contradict.evaluation.calibrating import fit_calibration
from contradict.evaluation.metrics import calibration_floor, expected_calibration_error

TEMPERATURE = Calibration("temperature", temperature=2.0, bias=(0.3, -0.5))
ISOTONIC = Calibration("isotonic", knots=((0.05, 0.01), (0.3, 0.2), (0.4, 0.2), (0.95, 0.8)))
both = pytest.mark.parametrize("calibration", [TEMPERATURE, ISOTONIC], ids=lambda c: c.method)


def drawn(values: tuple[float, float, float]) -> Probabilities:
    return Probabilities(*(v / sum(values) for v in values))


three = st.tuples(*[st.floats(1e-6, 1)] * 3).map(drawn)


@both
@given(p=three)
def test_probabilities_stay_probabilities(calibration: Calibration, p: Probabilities) -> None:
    q = calibration(p)
    assert sum(q) == pytest.approx(1)
    assert all(0 <= v <= 1 for v in q)


@both
@given(ratio=st.floats(0.001, 0.999), x=st.floats(0.0005, 0.999), step=st.floats(0.0001, 0.5))
def test_a_higher_probability_stays_higher(calibration: Calibration, ratio: float, x: float, step: float) -> None:
    y = min(0.9995, x + step)
    low, high = (Probabilities((1 - c) * ratio, c, (1 - c) * (1 - ratio)) for c in (x, y))
    assert (calibration(low).contradict < calibration(high).contradict) == (x < y)


@both
def test_certain_verdicts_stay(calibration: Calibration) -> None:
    for certain in (Probabilities(1.0, 0.0, 0.0), Probabilities(0.0, 1.0, 0.0)):
        assert calibration(certain) == certain


def test_known_answers() -> None:
    p = Probabilities(0.2, 0.5, 0.3)
    assert Calibration("temperature")(p) == pytest.approx(p)
    root = [math.sqrt(v) for v in p]
    assert Calibration("temperature", temperature=2.0)(p) == pytest.approx([v / sum(root) for v in root])
    q = Calibration("isotonic", knots=((0.0, 0.0), (1.0, 0.5)))(p)
    assert q.contradict == pytest.approx(0.99 * 0.25 + 0.01 * 0.5)
    assert q.agree / q.neutral == pytest.approx(2 / 3)
    assert Calibration("temperature", bias=(0.0, 1.0))(p).contradict == pytest.approx(
        0.5 * math.e / (0.5 * math.e + 0.5)
    )


@both
def test_json_goes_round(calibration: Calibration, tmp_path: Path) -> None:
    calibration.to_json(tmp_path / "c.json")
    again = Calibration.from_json(tmp_path / "c.json")
    assert again == calibration
    assert again(Probabilities(0.2, 0.5, 0.3)) == calibration(Probabilities(0.2, 0.5, 0.3))
    assert json.loads((tmp_path / "c.json").read_text())["schema_version"] == 1


def test_wrong_files_are_named(tmp_path: Path) -> None:
    values = TEMPERATURE.to_dict()
    for change, message in (
        ({"schema_version": 2}, "schema_version 1, got 2"),
        ({"bias": [1]}, "damaged"),
        ({"temperature": "warm"}, "damaged"),
        ({"temperature": -1.0}, "damaged.*temperature above 0"),
        ({"method": "isotonic", "knots": [[0.5, 0.2], [0.4, 0.3]]}, "damaged.*x increasing"),
        ({"method": "magic"}, "damaged.*'magic'"),
    ):
        path = tmp_path / "c.json"
        path.write_text(json.dumps({**values, **change}))
        with pytest.raises(SchemaError, match=message):
            Calibration.from_json(path)
    del values["knots"]
    with pytest.raises(SchemaError, match="damaged.*knots"):
        Calibration.from_dict(values)
    with pytest.raises(SchemaError, match="schema_version"):
        Calibration.from_dict([])  # type: ignore[arg-type]
    (tmp_path / "x.json").write_text("{")
    with pytest.raises(InputFileError, match="expected JSON"):
        Calibration.from_json(tmp_path / "x.json")
    with pytest.raises(InputFileError, match="cannot read"):
        Calibration.from_json(tmp_path / "none.json")


def simulated(n: int, seed: int, distort: Any) -> tuple[list[Probabilities], list[str], np.ndarray]:
    """What an overconfident model says of pairs, their labels, and the true probabilities."""
    rng = np.random.default_rng(seed)
    true = rng.dirichlet([0.8, 0.6, 0.9], n)
    labels = [str(rng.choice(["agree", "contradict", "neutral"], p=row)) for row in true]
    said = distort(true)
    return [Probabilities(*row) for row in (said / said.sum(1, keepdims=True)).tolist()], labels, true


def sharpened(true: np.ndarray) -> np.ndarray:
    return np.clip(true, 1e-4, 1) ** 3 * np.array([1.0, 2.0, 1.0])


def bent(true: np.ndarray) -> np.ndarray:
    """P(contradict) along a curve that no temperature undoes: most of it squeezed together."""
    c = np.interp(true[:, 1], [0, 0.5, 1], [0.9, 0.92, 0.9999])
    rest = (1 - c) / np.clip(1 - true[:, 1], 1e-9, None)
    return np.clip(np.stack([true[:, 0] * rest, c, true[:, 2] * rest], axis=1), 1e-7, 1)


@pytest.mark.parametrize(("distort", "method"), [(sharpened, "temperature"), (bent, "isotonic")])
def test_the_better_method_is_chosen_and_calibrates_new_pairs(distort: Any, method: str) -> None:
    probabilities, labels, _ = simulated(3000, 0, distort)
    found = fit_calibration(probabilities, labels)
    assert found.method == method
    losses = dict(found.log_loss)
    assert losses[method] == min(losses.values())
    assert found.pairs == 3000
    fresh, gold, _ = simulated(3000, 1, distort)
    positive = np.array([label == "contradict" for label in gold])
    before = np.array([p.contradict for p in fresh])
    after = np.array([found(p).contradict for p in fresh])
    assert expected_calibration_error(positive, before) > 0.04
    assert expected_calibration_error(positive, after) < calibration_floor(after) + 0.02


def test_temperature_is_recovered() -> None:
    probabilities, labels, _ = simulated(5000, 2, sharpened)
    found = fit_calibration(probabilities, labels, method="temperature")
    assert found.temperature == pytest.approx(3, rel=0.1)
    assert found.bias[1] == pytest.approx(-math.log(2) / 3, abs=0.1)


def test_two_way_labels_say_nothing_of_agreement() -> None:
    probabilities, labels, _ = simulated(3000, 3, sharpened)
    two_way = ["contradict" if label == "contradict" else "not_contradiction" for label in labels]
    found = fit_calibration(probabilities, two_way, method="temperature")
    positive = np.array([label == "contradict" for label in labels])
    after = np.array([found(p).contradict for p in probabilities])
    assert expected_calibration_error(positive, after) < 0.03


def test_too_few_pairs_are_refused() -> None:
    probabilities, labels, _ = simulated(40, 0, sharpened)
    with pytest.raises(SettingsError, match="at least 30 pairs.*got 20"):
        fit_calibration(probabilities[:20], labels[:20])
    with pytest.raises(SettingsError, match="with 0 contradictions"):
        fit_calibration(probabilities, ["agree"] * 40)
    with pytest.raises(SettingsError, match=r"got \['maybe'\]"):
        fit_calibration(probabilities, ["maybe"] * 40)
    with pytest.raises(SettingsError, match="only tell entailment"):
        contradict.calibrate([("a b", "b c", "entailment"), ("a b", "b c", "not_entailment")], comparer=object())  # type: ignore[arg-type]
    with pytest.raises(LabelError, match="numbers"):
        contradict.calibrate([("a b", "b c", 1)], comparer=object())  # type: ignore[arg-type]


def test_verdicts_are_calibrated_end_to_end(opinionated: Any) -> None:
    rng = np.random.default_rng(0)
    pairs = [(f"The bridge {n} is open.", f"The school near {n} is closed.") for n in range(150)]
    judged = opinionated.judge(pairs)
    rows = [(*pair, str(rng.choice(verdict._fields, p=list(verdict)))) for pair, verdict in
            zip(pairs, (p.probabilities for p in judged), strict=True)]  # fmt: skip
    found = contradict.calibrate(rows, comparer=opinionated)
    assert found.pairs == len(rows)
    assert found.nli_fingerprint == opinionated.nli.fingerprint
    asked: list[Any] = []
    calibrated = opinionated.configured(calibration=found, referee=asked.append, progress=False)
    assert contradict.calibrate(rows, comparer=calibrated) == found
    assert asked == []
    new = calibrated.judge(pairs[:1])[0]
    assert new.probabilities == found(judged[0].probabilities)
    assert new.trace[-1].part == "calibration"
    assert new.relation == calibrated.thresholds.relation(new.probabilities, new.is_update)[0]
    with pytest.raises(SettingsError, match=r"must be a contradict.Calibration"):
        opinionated.configured(calibration="c.json")
