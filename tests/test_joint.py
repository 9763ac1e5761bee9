"""Pairs weighed together: the network, and what must hold whatever its weights."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import load_file, save_file

import contradict
from contradict import Comparer, Thresholds
from contradict.calibration import Probabilities
from contradict.claims import Claim
from contradict.errors import SchemaError, SettingsError
from contradict.explanations import reasons
from contradict.joint import SCALE, Edge, GoBetweens, Joint
from contradict.likeness import Face, Likeness
from contradict.nli import DEFAULT_NLI, PACKAGED, NLIScores
from contradict.readings import read_claim
from contradict.verdicts import Evidence
from training.train_joint import CLASSES, Labels, Network, matrix, save, train

SURE_AGREE, SURE_CONTRADICT = Probabilities(0.95, 0.02, 0.03), Probabilities(0.02, 0.95, 0.03)
UNSURE = Probabilities(0.1, 0.4, 0.5)
BOTH_WAYS, NEITHER_WAY = (4.0, 4.0), (-5.0, -5.0)
ALIKE = Likeness(0.4, 0.2, (0.35, 0.35), (17, 17), 1)


@pytest.fixture(scope="module")
def packaged() -> Joint:
    return Joint.of(DEFAULT_NLI)


@pytest.fixture(scope="module")
def untrained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Network, Joint]:
    """The network of the training with random weights, and what it is in the library."""
    torch.manual_seed(7)
    network = Network()
    for parameter in network.parameters():
        torch.nn.init.normal_(parameter, std=0.5)
    path = tmp_path_factory.mktemp("joint") / "joint.safetensors"
    save(network, path)
    return network, Joint.load(path)


@st.composite
def events(draw: st.DrawFn) -> list[Edge]:
    """Some of the pairs of up to seven claims."""
    n = draw(st.integers(2, 7))
    pairs = draw(st.sets(st.sampled_from([(i, j) for i in range(n) for j in range(i + 1, n)]), min_size=1))
    share, odds, lengths = st.floats(0.01, 1.0), st.floats(-6, 6), st.integers(0, 200)
    found = []
    for i, j in sorted(pairs):
        parts = [draw(share) for _ in range(3)]
        a, c, neutral = (part / sum(parts) for part in parts)
        alike = Likeness(
            draw(st.floats(-1, 1)),
            draw(share),
            (draw(share), draw(share)),
            (draw(lengths), draw(lengths)),
            draw(st.none() | st.integers(0, 40)),
        )
        found.append(Edge(i, j, Probabilities(a, c, neutral), (draw(odds), draw(odds)), alike))
    return found


def face(text: str, when: date | None = None) -> Face:
    return Face.of(read_claim(Claim(text, date=when)))


def test_likeness_counts_words_and_days() -> None:
    one = face("The army said that rebels hold the bridge at Orn.", datetime(2020, 3, 1, 23, 50))
    two = face("Rebels took the bridge.", date(2020, 3, 3))
    found = Likeness.of(one, two, 0.5)
    assert one.words == {"rebels", "hold", "bridge", "orn"}
    assert found == Likeness(0.5, 2 / 5, (2 / 4, 2 / 3), (6, 4), 2)
    assert found.turned() == Likeness.of(two, one, 0.5)
    assert Likeness.of(one, face("Rain fell."), 0.0) == Likeness(0.0, 0.0, (0.0, 0.0), (6, 2), None)
    assert Likeness.of(face("The."), face("It is."), 0.0)[1:3] == (0.0, (0.0, 0.0))


@given(pairs=events())
def test_it_computes_what_was_trained(untrained: tuple[Network, Joint], pairs: list[Edge]) -> None:
    network, joint = untrained
    with torch.no_grad():
        wanted = torch.softmax(network(torch.from_numpy(matrix(7, pairs))).double(), -1).numpy()
    for pair, found in zip(pairs, joint(pairs), strict=True):
        before = pair.probabilities
        assert found.contradict == pytest.approx(wanted[pair.i, pair.j, 1], abs=1e-4)
        assert found.agree * before.neutral == pytest.approx(before.agree * found.neutral, abs=1e-6)
        assert sum(found) == pytest.approx(1)


@given(pairs=events(), data=st.data())
def test_neither_order_nor_numbers_matter(
    untrained: tuple[Network, Joint], pairs: list[Edge], data: st.DataObject
) -> None:
    _, joint = untrained
    number = data.draw(st.permutations(range(7)))
    renamed = [replace(pair, i=number[pair.i], j=number[pair.j]) for pair in pairs]
    swapped = [pair.turned() if data.draw(st.booleans()) else pair for pair in renamed]
    order = data.draw(st.permutations(range(len(pairs))))
    found = joint([swapped[i] for i in order])
    for i, again in zip(order, found, strict=True):
        assert again == pytest.approx(joint(pairs)[i], abs=1e-4)


@given(pairs=events())
def test_pairs_that_no_third_claim_joins_stay_as_they_are(untrained: tuple[Network, Joint], pairs: list[Edge]) -> None:
    _, joint = untrained
    apart = [replace(pair, i=2 * n, j=2 * n + 1) for n, pair in enumerate(pairs)]
    for pair, found in zip(apart, joint(apart), strict=True):
        assert found == pytest.approx(pair.probabilities, abs=1e-5)
        assert sum(found) == pytest.approx(1)


def test_a_certain_pair_stays_certain(untrained: tuple[Network, Joint]) -> None:
    certain = Probabilities(0.0, 1.0, 0.0)
    pairs = [
        Edge(0, 1, certain, NEITHER_WAY, ALIKE),
        Edge(1, 2, SURE_AGREE, BOTH_WAYS, ALIKE),
        Edge(0, 2, UNSURE, NEITHER_WAY, ALIKE),
    ]
    found = untrained[1](pairs)
    assert found[0] == certain
    assert found[2] != UNSURE


def test_what_agrees_with_the_one_and_contradicts_the_other_makes_a_contradiction_surer(packaged: Joint) -> None:
    alone = packaged([Edge(0, 2, UNSURE, NEITHER_WAY, ALIKE)])[0]
    joined = packaged(
        [
            Edge(0, 1, SURE_AGREE, BOTH_WAYS, ALIKE),
            Edge(1, 2, SURE_CONTRADICT, NEITHER_WAY, ALIKE),
            Edge(0, 2, UNSURE, NEITHER_WAY, ALIKE),
        ]
    )
    assert joined[2].contradict > alone.contradict + 0.1
    assert joined[0].agree > 0.8
    assert joined[1].contradict > 0.8


def test_what_contradicts_both_makes_a_contradiction_less_sure(packaged: Joint) -> None:
    against_both = [Edge(0, 1, SURE_CONTRADICT, NEITHER_WAY, ALIKE), Edge(1, 2, SURE_CONTRADICT, NEITHER_WAY, ALIKE)]
    agree = [
        Edge(0, 3, SURE_AGREE, BOTH_WAYS, ALIKE),
        Edge(2, 3, SURE_AGREE, BOTH_WAYS, ALIKE),
        Edge(1, 3, SURE_CONTRADICT, NEITHER_WAY, ALIKE),
    ]
    joined = packaged([*against_both, *agree, Edge(0, 2, UNSURE, NEITHER_WAY, ALIKE)])[-1]
    assert joined.contradict < UNSURE.contradict
    assert joined.agree > UNSURE.agree


def test_the_claim_between_two_is_the_surest_one() -> None:
    sure = [
        Edge(0, 1, SURE_AGREE, BOTH_WAYS, ALIKE),
        Edge(1, 2, SURE_CONTRADICT, NEITHER_WAY, ALIKE),
        Edge(0, 2, UNSURE, NEITHER_WAY, ALIKE),
    ]
    less = [Edge(0, 3, SURE_AGREE, BOTH_WAYS, ALIKE), Edge(2, 3, Probabilities(0.1, 0.6, 0.3), NEITHER_WAY, ALIKE)]
    between = GoBetweens([*less, *sure])
    assert between(0, 2) == (1, True)
    assert between(2, 0) == (1, False)
    assert between(0, 1) == (None, True)
    assert GoBetweens([])(4, 5) == (None, True)


def test_a_pile_of_thousands_of_pairs(untrained: tuple[Network, Joint]) -> None:
    chance = np.random.default_rng(3)
    rows = {(int(i), int(j)) for i, j in np.sort(chance.integers(0, 400, (6000, 2))) if i != j}
    pairs = [
        Edge(i, j, Probabilities(*map(float, chance.dirichlet([1, 1, 3]))), (0.0, 1.0), ALIKE) for i, j in sorted(rows)
    ]
    found = untrained[1](pairs)
    network = untrained[0]
    with torch.no_grad():
        wanted = torch.softmax(network(torch.from_numpy(matrix(400, pairs))).double(), -1).numpy()
    worst = max(
        abs(p[1] - wanted[m.i, m.j, 1]) for p, m in zip(found, pairs, strict=True) if min(m.probabilities) > 0.002
    )
    assert worst < 1e-3


@pytest.mark.parametrize("wrong", ["missing", "shape"])
def test_a_file_with_other_tensors_is_refused(tmp_path: Path, wrong: str) -> None:
    tensors = load_file(PACKAGED[DEFAULT_NLI] / "joint.safetensors")
    if wrong == "missing":
        del tensors["outer.bias"]
    else:
        tensors["1.mix.weight"] = tensors["1.mix.weight"][:, :-1].copy()
    save_file(tensors, tmp_path / "joint.safetensors")
    with pytest.raises(SchemaError, match="expected tensors of the shapes"):
        Joint.load(tmp_path / "joint.safetensors")


def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "joint.safetensors"
    path.write_bytes(b"no safetensors")
    with pytest.raises(SchemaError, match=r"joint.safetensors: expected the weights .* safetensors"):
        Joint.load(path)


def test_pairs_are_judged_alone_unless_told(comparer: Comparer) -> None:
    texts = (
        "Rebels hold the bridge at Orn.",
        "The bridge at Orn is in the hands of the rebels.",
        "The army took the Orn bridge.",
    )
    rows = [(texts[i], texts[j]) for i in range(3) for j in range(i + 1, 3)]
    alone = comparer.judge(rows)
    for pair, row in zip(alone, rows, strict=True):
        assert pair.probabilities == pytest.approx(comparer.judge([row])[0].probabilities, abs=1e-4)
    together = comparer.judge(rows, together=True)
    assert [step.part for step in together[2].trace][-1] == "joint"
    assert together[2].probabilities != alone[2].probabilities
    found = {frozenset((pair.a.text, pair.b.text)): pair for pair in comparer.compare(texts).pairs}
    for pair in together:
        assert found[frozenset((pair.a.text, pair.b.text))].probabilities == pytest.approx(pair.probabilities, abs=1e-3)


def made_event(chance: np.random.Generator) -> Labels:
    """Six claims that take two sides of one question; a fifth of the pairs look neutral to the model."""
    side = chance.integers(0, 2, 6)
    edges, classes = [], torch.full((6, 6), -1)
    for i in range(6):
        for j in range(i + 1, 6):
            same = side[i] == side[j]
            found = UNSURE if chance.random() < 0.2 else SURE_AGREE if same else SURE_CONTRADICT
            edges.append(Edge(i, j, found, BOTH_WAYS if found is SURE_AGREE else NEITHER_WAY, ALIKE))
            classes[i, j] = CLASSES["agree" if same else "contradict"]
    return Labels(0, False, torch.from_numpy(matrix(6, edges)), classes, torch.ones(6, 6))


def test_the_training_learns_what_follows_from_the_others() -> None:
    chance = np.random.default_rng(11)
    network = train([made_event(chance) for _ in range(60)], seed=0)
    right, count = 0, 0
    for event in (made_event(chance) for _ in range(20)):
        hard = (event.classes >= 0) & (event.x[..., 1] == np.float32(np.log(0.4 / 0.5) / SCALE))
        with torch.no_grad():
            right += int((network(event.x).argmax(-1) == event.classes)[hard].sum())
        count += int(hard.sum())
    assert count > 30
    assert right / count > 0.9


SIZES = (3, 8, 12, 30, 100)


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize(
    ("alone", "follows", "relation"),
    [
        (Probabilities(0.75, 0.07, 0.18), (1.1, 1.1), "agree"),
        (Probabilities(0.01, 0.95, 0.04), (-5.0, -5.0), "contradict"),
        (Probabilities(0.08, 0.08, 0.84), (-3.0, -3.0), "neutral"),
    ],
)
def test_where_all_pairs_are_alike_they_stay_what_they_are_however_many(
    packaged: Joint, n: int, alone: Probabilities, follows: tuple[float, float], relation: str
) -> None:
    found = packaged([Edge(i, j, alone, follows, ALIKE) for i in range(n) for j in range(i + 1, n)])
    for probabilities in found:
        assert Thresholds().relation(probabilities)[0] == relation


@pytest.mark.parametrize("n", SIZES[1:])
def test_two_camps_of_any_size_stay_two_camps(packaged: Joint, n: int) -> None:
    agree, contradict = Probabilities(0.85, 0.05, 0.1), Probabilities(0.05, 0.85, 0.1)
    pairs = [
        Edge(i, j, agree, (1.7, 1.7), ALIKE) if i % 2 == j % 2 else Edge(i, j, contradict, (-4.0, -4.0), ALIKE)
        for i in range(n)
        for j in range(i + 1, n)
    ]
    for pair, probabilities in zip(pairs, packaged(pairs), strict=True):
        assert Thresholds().relation(probabilities)[0] == ("agree" if pair.i % 2 == pair.j % 2 else "contradict")


def test_one_that_meets_thousands_takes_no_room_for_their_pairs(packaged: Joint) -> None:
    pairs = [Edge(0, j, UNSURE, NEITHER_WAY, ALIKE) for j in range(1, 5001)]
    tracemalloc.start()
    found = packaged(pairs)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert set(found) == {UNSURE}
    assert peak < 100e6


@pytest.mark.parametrize("pairs", [[(0, 0)], [(0, 1), (1, 0)], [(0, 1), (1, 2), (0, 1)]])
def test_no_claim_meets_itself_and_no_pair_comes_twice(packaged: Joint, pairs: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="each once"):
        packaged([Edge(i, j, UNSURE, NEITHER_WAY, ALIKE) for i, j in pairs])


def test_pairs_that_are_given_twice_or_of_one_claim_are_judged_all_the_same(comparer: Comparer) -> None:
    texts = ("Rebels hold the bridge at Orn.", "The army took the Orn bridge.")
    rows = [texts, texts[::-1], texts, (texts[0], texts[0])]
    found = comparer.judge(rows, together=True)
    assert [pair.relation for pair in found] == ["contradict", "contradict", "contradict", "agree"]
    assert found[0] == found[2]


def test_an_agreement_that_the_model_sees_in_neither_direction_claims_no_entailment() -> None:
    a, b = read_claim(Claim("The bridge is shut.")), read_claim(Claim("Nobody crosses the bridge."))
    faint, sure = NLIScores(0.4, 0.5, 0.1), NLIScores(0.8, 0.1, 0.1)
    whys = {
        reason.why
        for scores in (faint, sure)
        for reason in reasons(Evidence(a, b, scores, faint), None)
        if reason.relation == "agree"
    }
    assert whys == {"They say much the same.", "The second follows from the first."}


def test_together_is_a_truth_value(comparer: Comparer) -> None:
    with pytest.raises(SettingsError, match="together must be True or False, got 'no'"):
        comparer.judge([("It rained.", "It was dry.")], together="no")  # type: ignore[arg-type]


def test_a_misspelt_parameter_is_told_with_those_of_the_function_that_was_called():
    with pytest.raises(SettingsError, match="unknown parameter 'togther'; expected one of .*'together', .*'updates'"):
        contradict.judge([("It rained.", "It was dry.")], togther=True)
