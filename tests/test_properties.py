"""What must hold for any claims, and whatever a model says of them."""

from __future__ import annotations

import itertools
import warnings

import pytest
from conftest import EXAMPLES
from hypothesis import given, settings
from hypothesis import strategies as st

from contradict import Claim, Comparer, Report, Thresholds, read_claims
from contradict.attribution import attribute

texts = st.text(min_size=1, max_size=60).filter(str.strip)
SUBJECTS = "soldiers|Armenian soldiers|people|villages near Talis|tanks|percent of the votes|dollars".split("|")
NUMBERS = "24|more than 550|at least 31|no|dozens of|about 1,200|seven|two to three|$5 million".split("|")
VERBS = "were killed|were lost|were not captured|fell|were counted so far|rose to 40|are now 31".split("|")
TIMES = "| on Sunday| on 27 September 2020| last year| by Monday evening| in 1994".split("|")
FRAMES = (
    "{}|The ministry says that {}|{}, according to police|Baku denied that {}|It is not true that {}|"
    "Reports that {} are false"
).split("|")
AWARE = "2020-09-28T00:30+09:00|2020-09-27T12:00-05:00|0001-01-01T00:00+09:00|9999-12-31T23:30-05:00".split("|")
PARTS = FRAMES, NUMBERS, SUBJECTS, VERBS, TIMES


def claim_of(texts):
    return st.builds(
        Claim,
        texts,
        source=st.sampled_from([None, "AFP", "TASS"]),
        speaker=st.sampled_from([None, "Baku", "The ministry"]),
        date=st.sampled_from([None, "2020-09-27", "2020-09-28", "2020-10-02T10:00", *AWARE]),
    )


def sentence(frame, number, subject, verb, time):
    return frame.format(f"{number} {subject} {verb}{time}") + "."


@st.composite
def near_pairs(draw):
    """Two claims that differ in a word or two, and perhaps in source, speaker and date."""
    one = [draw(st.sampled_from(part)) for part in PARTS]
    changed = draw(st.sets(st.sampled_from(range(len(PARTS))), min_size=1, max_size=2))
    two = [
        draw(st.sampled_from([words for words in part if words != one[i]])) if i in changed else one[i]
        for i, part in enumerate(PARTS)
    ]
    return draw(claim_of(st.just(sentence(*one)))), draw(claim_of(st.just(sentence(*two))))


@st.composite
def crossed_pairs(draw):
    """Two claims with the same two subjects, the other way round, and other numbers."""
    first, second = draw(st.permutations(SUBJECTS))[:2]
    numbers = [draw(st.sampled_from(NUMBERS)) for _ in range(4)]
    one = f"{numbers[0]} {first} were lost and {numbers[1]} {second} were captured."
    two = f"{numbers[2]} {second} were captured and {numbers[3]} {first} were lost."
    return draw(claim_of(st.just(one))), draw(claim_of(st.just(two)))


claims = claim_of(st.builds(sentence, *map(st.sampled_from, PARTS)) | texts)
pairs = near_pairs() | crossed_pairs() | st.tuples(claims, claims)


@settings(max_examples=200, deadline=None)
@given(pairs)
def test_both_orders_of_a_pair_agree(opinionated, claims_given):
    a, b = claims_given
    one, two = opinionated.judge([(a, b), (b, a)])
    assert two.probabilities == pytest.approx(one.probabilities, abs=1e-9)
    assert (two.forward, two.backward) == (one.backward, one.forward)
    assert (two.relation, two.uncertain, two.is_update, two.kind) == (
        one.relation, one.uncertain, one.is_update, one.kind
    )  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(pairs)
def test_a_pair_is_whole(opinionated, claims_given):
    (pair,) = opinionated.judge([claims_given])
    assert sum(pair.probabilities) == pytest.approx(1, abs=1e-9)
    assert all(0 <= p <= 1 for p in pair.probabilities)
    assert pair.relation in ("agree", "contradict", "neutral", "update")
    assert (pair.kind is not None) == (pair.relation == "contradict")
    assert pair.trace[-1].probabilities == pair.probabilities
    for reason in pair.reasons:
        for claim, spans in zip(claims_given, reason.evidence, strict=True):
            assert all(0 <= span.start < span.end <= len(claim.text) for span in spans)
    assert str(pair).startswith(pair.relation)


@settings(max_examples=100, deadline=None)
@given(claims, st.sampled_from(["AFP", None]))
def test_a_claim_never_contradicts_itself(opinionated, claim, source):
    (pair,) = opinionated.judge([(claim, Claim(claim.text, source=source))])
    assert (pair.relation, pair.probabilities) == ("agree", (1.0, 0.0, 0.0))


@settings(max_examples=100, deadline=None)
@given(pairs, st.floats(0.01, 1), st.floats(0.01, 1))
def test_the_relation_is_a_function_of_the_probabilities(opinionated, claims_given, contradict, agree):
    thresholds = Thresholds(contradict, agree)
    (pair,) = opinionated.judge([claims_given])
    (new,) = Comparer(nli=opinionated.nli, thresholds=thresholds).judge([claims_given])
    assert pair.with_thresholds(thresholds) == new
    if new.relation in ("contradict", "update"):
        assert pair.probabilities.contradict >= contradict
        assert new.is_update == (new.relation == "update")
    elif new.relation == "agree":
        assert pair.probabilities.agree >= agree
    else:
        assert pair.probabilities.contradict < contradict
        assert pair.probabilities.agree < agree


@settings(max_examples=8, deadline=None)
@given(st.permutations(range(len(read_claims(EXAMPLES / "talis.jsonl")))))
def test_the_order_of_the_claims_changes_nothing(remembering, report, talis, order):
    assert remembering.compare([talis[i] for i in order]) == report


@settings(max_examples=10, deadline=None)
@given(st.lists(claims, max_size=7), st.randoms(use_true_random=False))
def test_any_claims_in_any_order_round_trip(opinionated, some, chance):
    shuffled = list(some)
    chance.shuffle(shuffled)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report, other = opinionated.compare(some), opinionated.compare(shuffled)
    assert report == other
    assert Report.from_dict(report.to_dict()) == report
    placed = [c.id for e in report.events for c in e.claims] + [c.id for c in report.alone]
    assert sorted(placed) == sorted({claim.id for claim in some})
    assert str(report).startswith(f"{len(report.claims)} claim")


@settings(max_examples=8, deadline=None)
@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=3))
def test_the_model_takes_any_unicode(comparer, pairs):
    for pair in comparer.judge(pairs):
        assert sum(pair.probabilities) == pytest.approx(1)
        for scores in (pair.forward, pair.backward):
            assert sum(scores) == pytest.approx(1, abs=1e-5)


ASSERTING = [
    "The ministry says that {low}.",
    "The ministry says {low}.",
    "{bare}, according to the ministry.",
    "According to the ministry, {low}.",
    "The mayor announced that {low}.",
    "The mayor announced on Tuesday that {low}.",
    "{bare}, the mayor said.",
    "Police told reporters that {low}.",
    '"{bare}," the mayor said.',
    "“{bare},” said the mayor.",
    'The mayor: "{bare}."',
    "It was announced that {low}.",
]
KNOWN = {
    "agree": [
        ("The bridge in Oster is closed to traffic.", "Traffic is not allowed on the bridge in Oster."),
        ("The hospital in Marn was hit by a shell.", "A shell struck the hospital in Marn."),
    ],
    "contradict": [
        ("The bridge in Oster is open to traffic.", "The bridge in Oster is closed to traffic."),
        ("The shelling killed 12 people in Marn.", "The shelling killed 31 people in Marn."),
        ("The hospital in Marn was hit by a shell.", "No shell hit the hospital in Marn."),
    ],
}


def wrapped(text, frame):
    bare = text.rstrip(".")
    return frame.format(bare=bare, low=bare[0].lower() + bare[1:])


@pytest.mark.parametrize("relation", KNOWN)
def test_who_asserts_it_never_turns_a_verdict_round(comparer, relation):
    pairs = []
    for (a, b), (i, frame) in itertools.product(KNOWN[relation], enumerate(ASSERTING)):
        other = ASSERTING[(i + 5) % len(ASSERTING)]
        pairs += [(wrapped(a, frame), b), (a, wrapped(b, frame)), (wrapped(a, frame), wrapped(b, other))]
    found = comparer.judge([*KNOWN[relation], *pairs])
    bare, framed = found[: len(KNOWN[relation])], found[len(KNOWN[relation]) :]
    assert [pair.relation for pair in bare] == [relation] * len(bare)
    turned = {"agree": "contradict", "contradict": "agree"}[relation]
    assert [str(pair) for pair in framed if pair.relation == turned] == []


@pytest.mark.parametrize("frame", ASSERTING)
def test_frames_that_assert_are_read_as_asserting(frame):
    for text in {text for pairs in KNOWN.values() for pair in pairs for text in pair}:
        found = attribute(wrapped(text, frame))
        assert found.stance == "asserts"
        assert found.proposition.strip('"“”.,') == text.rstrip(".")
