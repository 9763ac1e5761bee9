from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contradict import Claim, NLIScores, Probabilities, SchemaError, SettingsError, Thresholds
from contradict.explanations import reasons
from contradict.opposites import find_opposed
from contradict.readings import names_apart, read_claim, same_voice
from contradict.verdicts import PARTS, Evidence, Weights, combine, decide

WEIGHTS = Weights.of("base")
TEXTS = [
    "Three silos burned down on Saturday.",
    "The port authority denied that three silos burned down on Saturday.",
    "The fire destroyed at least five silos, the ministry said.",
    "No silo was lost.",
    "More than 550 soldiers were killed or wounded.",
    "24 soldiers were killed and over 100 wounded, according to the army.",
    "The mayor has resigned.",
]


@st.composite
def scores(draw):
    values = [draw(st.floats(0.001, 1)) for _ in range(3)]
    return NLIScores(*(v / sum(values) for v in values))


def evidence(a, b, forward=(0.1, 0.8, 0.1), backward=(0.1, 0.8, 0.1), **fields):
    first, second = (read_claim(Claim(t, **fields)) for t in (a, b))
    return Evidence(first, second, NLIScores(*forward), NLIScores(*backward))


@pytest.mark.parametrize(
    ("one", "two", "other_day"),
    [
        (None, "2024-05-01", 0),
        ("2024-05-01", "2024-05-01", 0),
        ("2024-05-01T08:00", "2024-05-01T21:00", 0),
        ("2024-05-01T21:00", "2024-05-02", 1),
        ("2024-05-01T23:30-05:00", "2024-05-02T04:30+00:00", 0),
        ("2024-05-01T01:00+09:00", "2024-05-01T01:00-09:00", 1),
        ("2024-05-01T20:00-05:00", "2024-05-01T18:00-05:00", 0),
        ("0001-01-01T00:00+09:00", "0001-01-01T00:00-09:00", 1),
        ("9999-12-31T23:30-05:00", "9999-12-31T23:30+05:00", 1),
        ("2021-05-09", "2024-05-01", 1),
    ],
)
def test_two_hours_of_one_day_are_no_other_day(one, two, other_day):
    readings = [read_claim(Claim(text, date=day)) for text, day in zip(TEXTS, (one, two), strict=False)]
    found = Evidence(*readings, NLIScores(0.1, 0.8, 0.1), NLIScores(0.1, 0.8, 0.1))
    assert found.features(0.0)["other_day"] == other_day


@given(st.sampled_from(TEXTS), st.sampled_from(TEXTS), scores(), scores())
def test_the_verdict_is_symmetric_and_sums_to_one(a, b, forward, backward):
    one = decide(evidence(a, b, forward, backward), WEIGHTS)
    other = decide(evidence(b, a, backward, forward), WEIGHTS)
    assert one.probabilities == pytest.approx(other.probabilities, abs=1e-12)
    assert sum(one.probabilities) == pytest.approx(1)
    assert one.trace[-1][1] == one.probabilities


def test_a_word_of_update_alone_is_no_newer_figure_and_gives_way_to_a_denial():
    early = {"date": "2024-05-01", "source": "Times"}
    late = {"date": "2024-05-03", "source": "Times"}

    def pair(a, b):
        first, second = read_claim(Claim(a, **early)), read_claim(Claim(b, **late))
        return Evidence(first, second, NLIScores(0.1, 0.1, 0.8), NLIScores(0.1, 0.1, 0.8))

    by_word = pair("The river is safe to bathe in.", "The river is now a danger to bathers.")
    assert by_word.update_by_rule.by_word
    assert by_word.features(0.0)["newer"] == 0
    figure = pair("24 people died.", "The toll has risen to 31.")
    assert not figure.update_by_rule.by_word
    assert figure.features(0.0)["newer"] == 1
    denied = pair("The city denied that the river is safe.", "The river is now a danger to bathers.")
    assert denied.update_by_rule is None


@given(st.sampled_from(TEXTS), scores(), scores())
def test_a_claim_agrees_with_itself_and_contradicts_its_denial(text, forward, backward):
    assert decide(evidence(text, text, forward, backward), WEIGHTS).probabilities.agree == 1
    denied = f"The mayor denied that {TEXTS[0][0].lower()}{TEXTS[0][1:]}"
    assert decide(evidence(TEXTS[0], denied, forward, backward), WEIGHTS).probabilities.contradict > 0.95


@given(scores(), scores())
def test_combine_sums_to_one(forward, backward):
    assert sum(combine(forward, backward)) == pytest.approx(1)
    assert min(combine(forward, backward)) >= 0


ENTAILED = (0.97, 0.02, 0.01)
CONTRADICTED = (0.01, 0.02, 0.97)
NEUTRAL = (0.02, 0.97, 0.01)


@pytest.mark.parametrize(
    ("a", "b", "forward", "backward", "relation"),
    [
        ("Silos burned.", "Three silos burned down.", NEUTRAL, ENTAILED, "agree"),
        ("Silos burned.", "No silo was hit.", CONTRADICTED, CONTRADICTED, "contradict"),
        ("The port denied that silos burned.", "Three silos burned down.", NEUTRAL, ENTAILED, "contradict"),
        ("The port denied that the harbour is closed.", "The harbour is open.", CONTRADICTED, CONTRADICTED, "agree"),
        ("The port denied that silos burned.", "The army denied that silos were on fire.", ENTAILED, ENTAILED, "agree"),
        ("Silos burned.", "The mayor has resigned.", NEUTRAL, NEUTRAL, "neutral"),
    ],
)
def test_stance_is_applied_by_the_verdict(a, b, forward, backward, relation):
    judged = decide(evidence(a, b, forward, backward), WEIGHTS)
    assert Thresholds().relation(judged.probabilities)[0] == relation


def test_quantities_raise_and_lower_contradiction():
    alike = (0.3, 0.4, 0.3)
    conflict = decide(evidence(TEXTS[4], TEXTS[5], alike, alike), WEIGHTS)
    steps = dict(conflict.trace)
    assert steps["quantities"].contradict > steps["nli"].contradict + 0.1
    fits = decide(evidence("At least 31 people died.", "The blast killed 47 people.", alike, alike), WEIGHTS)
    steps = dict(fits.trace)
    assert steps["quantities"].contradict < steps["nli"].contradict


def test_a_later_toll_of_the_same_voice_is_an_update():
    before = read_claim(Claim("The quake killed 24 people.", source="Wire", date="2024-03-01"))
    after = read_claim(Claim("The death toll has risen to 31.", source="Wire", date="2024-03-02"))
    pair = Evidence(before, after, NLIScores(*CONTRADICTED), NLIScores(*CONTRADICTED))
    judged = decide(pair, WEIGHTS)
    assert judged.update == pair.update_by_rule
    assert {r.relation for r in reasons(pair, judged.update)} == {"contradict", "agree", "neutral", "update"}
    rival = read_claim(Claim("The quake killed 31 people.", source="Tribune", date="2024-03-01"))
    assert decide(Evidence(before, rival, pair.forward, pair.backward), WEIGHTS).update is None


@pytest.mark.parametrize(
    ("early", "late", "updated"),
    [
        ("At least 14 people died.", "The death toll has risen to 17.", True),
        ("More than 220 people died.", "The death toll has reached 297.", True),
        ("At least 14 people died.", "Seventeen people died.", False),
        ("At least 17 people died.", "The death toll has risen to 14.", False),
        ("Two soldiers were killed and eleven wounded.", "So far 111 soldiers have been killed or wounded.", True),
        ("The firm offered 2.4 billion euros.", "The firm has raised its offer to 2.7 billion euros.", True),
    ],
)
def test_a_later_figure_with_a_word_of_update(early, late, updated):
    before = read_claim(Claim(early, source="Wire", date="2024-03-01"))
    after = read_claim(Claim(late, source="Tribune", date="2024-03-03"))
    pair = Evidence(before, after, NLIScores(*CONTRADICTED), NLIScores(*CONTRADICTED))
    assert (pair.update_by_rule is not None) is updated


def test_counts_over_different_periods_do_not_conflict():
    assert evidence("In 2018 the firm sold 500 cars.", "In 2018 the firm sold 900 cars.").conflict
    assert not evidence("Cases in July came to 500.", "Cases in August came to 900.").conflict


def test_its_troops_are_those_of_the_speaker():
    ours = "Nagorno-Karabakh says that 24 of its soldiers fell and more than 100 were wounded."
    theirs = "The Armenian army lost more than 550 men, killed or wounded."
    assert [q.text for q in evidence(theirs, ours).conflict.b] == ["24 of its soldiers", "more than 100"]
    assert not evidence(ours, "About 200 Azerbaijani soldiers were killed.").matches


def test_we_of_two_speakers_is_not_the_same():
    first, second = (read_claim(Claim("We hold the town.", speaker=who)) for who in ("the rebels", "the army"))
    nothing = NLIScores(0.1, 0.2, 0.7)
    assert not Evidence(first, second, nothing, nothing).identical
    unknown = read_claim(Claim("We hold the town."))
    assert Evidence(first, unknown, nothing, nothing).identical
    assert Evidence(first, first, nothing, nothing).identical


def test_counts_of_two_sides_neither_agree_nor_contradict():
    theirs = "Our army destroyed 22 enemy tanks and 18 drones, Azerbaijan's Defence Ministry said."
    ours = "Armenia says its forces brought down 18 Azerbaijani drones."
    same = "Azerbaijani troops shot down 18 Armenian drones."
    alike = {"forward": (0.93, 0.04, 0.03), "backward": (0.03, 0.94, 0.03)}
    assert decide(evidence(theirs, ours, **alike), WEIGHTS).probabilities.agree < 0.05
    assert decide(evidence(theirs, same, **alike), WEIGHTS).probabilities.agree > 0.5
    none = "Not a single Armenian air-defence unit was destroyed."
    apart = {"forward": (0.01, 0.06, 0.93), "backward": (0.01, 0.03, 0.96)}
    assert decide(evidence(none, ours, **apart), WEIGHTS).probabilities.contradict < Thresholds().contradict


@pytest.mark.parametrize(
    ("a", "b", "kind", "words"),
    [
        (TEXTS[4], TEXTS[5], "quantity", ("More than 550", "24")),
        (TEXTS[1], "Three silos went up in flames.", "denial", ("three silos", "Three silos")),
        ("The road is open.", "The road is closed to traffic.", "opposition", ("open", "closed")),
        ("A short circuit caused it.", "Arson caused it.", "other", ("A short circuit", "Arson")),
        ("No silo was lost.", "Three silos went up in flames.", "denial", ("No", "Three silos")),
    ],
)
def test_kind_and_evidence(a, b, kind, words):
    pair = evidence(a, b, CONTRADICTED, CONTRADICTED)
    reason = next(r for r in reasons(pair, None) if r.relation == "contradict")
    assert reason.kind == kind
    assert reason.why.endswith(".")
    for text, spans, word in zip((a, b), reason.evidence, words, strict=True):
        assert any(word in text[s.start : s.end] for s in spans)


@pytest.mark.parametrize(
    ("a", "b", "why"),
    [
        (Claim("The mill did not burn.", speaker="Oster"), Claim("The mill burned down.", speaker="Tarn"),
         'Denied by Oster ("not"), asserted by Tarn.'),
        (Claim("The mill burned down.", source="Post"), Claim("The army says the mill did not burn."),
         'Denied by the army ("not"), asserted in Post.'),
        (Claim("The mill did not burn.", speaker="Oster"), Claim("The mill burned down.", speaker="Oster"),
         'One says it and the other denies it ("not").'),
        (Claim("The mill did not burn."), Claim("The mill burned down."),
         'One says it and the other denies it ("not").'),
        (Claim("The road is open.", speaker="Oster"), Claim("The road is closed to traffic.", source="Post"),
         '"open", according to Oster; "closed", according to Post.'),
        (Claim("The road is open."), Claim("The road is closed to traffic."), 'One says "open", the other "closed".'),
        (Claim("The mill did not burn.", speaker="The army"), Claim("The mill burned down.", speaker="army"),
         'One says it and the other denies it ("not").'),
        (Claim("The mill did not burn.", speaker="Kyiv"), Claim("The mill burned down.", speaker="Kyiv's army"),
         'One says it and the other denies it ("not").'),
        (Claim("The army denies that the mill burned."), Claim("The mill burned, the army says."),
         "One says it and the other denies it."),
        (Claim("The army denies that the mill burned."), Claim("The mill burned, doctors say."),
         "Denied by the army, asserted by doctors."),
        (Claim("The convoy that had not been escorted was hit.", speaker="Oster"),
         Claim("The convoy came through.", speaker="Tarn"),
         'They give different answers: "that had not been escorted was hit" against "came through".'),
        (Claim("The convoy that had never left was not hit.", speaker="Oster"),
         Claim("The convoy was hit.", speaker="Tarn"),
         'One says it and the other denies it ("not").'),
        (Claim("The convoy that the army had not escorted was hit.", speaker="Oster"),
         Claim("The convoy came through.", speaker="Tarn"),
         'One says it and the other denies it ("not").'),
    ],
)  # fmt: skip
def test_a_reason_names_who_says_it_and_who_denies_it(a, b, why):
    pair = Evidence(read_claim(a), read_claim(b), NLIScores(*CONTRADICTED), NLIScores(*CONTRADICTED))
    assert next(r for r in reasons(pair, None) if r.relation == "contradict").why == why


def test_a_denial_and_a_claim_that_agree_are_told_as_agreeing():
    pair = evidence("The army denies that the mill burned.", "The mill stands.", CONTRADICTED, CONTRADICTED)
    assert pair.stances == 1
    told = next(r for r in reasons(pair, None) if r.relation == "agree").why
    assert told == "They agree: one denies what the other rules out."


@pytest.mark.parametrize(
    ("a", "b", "words"),
    [
        ("The bodyguard was found guilty.", "The jurors acquitted the bodyguard.", ("guilty", "acquitted")),
        ("The blast came before noon.", "The blast came after noon.", ("before", "after")),
        ("The gang crossed north of the river.", "The gang crossed south of the river.", ("north", "south")),
        ("Indian troops sit in the post as before.", "Our men took the post after a landing.", None),
        ("Positions it had to give up are under its control.", "The enemy is falling back.", None),
        ("The first riders boarded the tram.", "The launch was called off at the last minute.", None),
        ("The candidate has won.", "The candidate refuses to acknowledge defeat.", None),
        ("The candidate has won.", "The candidate has not lost.", None),
        ("The shop is open.", "The road is closed.", None),
        ("He was unharmed on Sunday night.", "Two men were burned on Sunday night.", None),
    ],
)
def test_only_what_opposes_is_named(a, b, words):
    for one, two, wanted in ((a, b, words), (b, a, words and words[::-1])):
        found = find_opposed(one, two)
        assert (found and (one[slice(*found[0])], two[slice(*found[1])])) == wanted


def test_opposites_outside_the_propositions_are_not_named():
    pair = evidence("The open union said that the plant halted.", "The closed union said that the plant hums.")
    assert next(r for r in reasons(pair, None) if r.relation == "contradict").kind != "opposition"


@given(st.text(min_size=1).filter(str.strip), st.text(min_size=1).filter(str.strip), scores(), scores())
def test_any_text_has_reasons_with_spans_inside(a, b, forward, backward):
    for reason in reasons(evidence(a, b, forward, backward), None):
        for text, spans in zip((a, b), reason.evidence, strict=True):
            assert all(0 <= s.start < s.end <= len(text) for s in spans)


def test_weights_are_complete(tmp_path):
    path = tmp_path / "w.json"
    row = {"bias": 0.0} | {name: 0.0 for names in PARTS.values() for name in names}
    path.write_text(json.dumps({"agree": row, "contradict": row}))
    even = Weights.load(path).probabilities(dict.fromkeys(row.keys() - {"bias"}, 1.0))
    assert even == pytest.approx(Probabilities(1 / 3, 1 / 3, 1 / 3))
    del row["bias"]
    path.write_text(json.dumps({"agree": row, "contradict": row}))
    with pytest.raises(SchemaError, match="bias"):
        Weights.load(path)


@pytest.mark.parametrize("wrong", [0, -1, 1.1, "0.5", None, True, math.nan])
def test_thresholds_are_checked(wrong):
    with pytest.raises(SettingsError, match="contradict"):
        Thresholds(contradict=wrong)


def test_thresholds():
    between = Probabilities(0.2, 0.45, 0.35)
    assert Thresholds().relation(between) == ("neutral", True)
    assert Thresholds(contradict=0.4).relation(between) == ("contradict", False)
    assert Thresholds(contradict=0.4).relation(between, update=True) == ("update", False)
    assert Thresholds(agree=0.2).relation(between) == ("agree", False)
    assert Thresholds().relation(Probabilities(0.1, 0.1, 0.8)) == ("neutral", False)


def test_voices_and_names():
    read = [
        read_claim(Claim(t, source=s))
        for t, s in (
            ("The Nagorno-Karabakh army says that Talis is calm.", "Reuters"),
            ("Shells fell on Tartar, Nagorno-Karabakh said.", "AFP"),
            ("It is calm.", "Reuters"),
        )
    ]
    assert [r.claim.voice for r in read] == ["Nagorno-Karabakh army", "Nagorno-Karabakh", "Reuters"]
    assert same_voice(read[0], read[1])
    assert not same_voice(read[1], read[2])
    one, two, three = (read_claim(Claim(t)) for t in ("A fire near Lamia.", "The fire on Farakos.", "Fire near Lamia."))
    assert names_apart(one, two)
    assert not names_apart(one, three)


def test_the_same_words_about_another_week_are_neutral():
    first = read_claim(Claim("On Sunday the army shelled the port.", date="2024-03-04"))
    later = read_claim(Claim("On Sunday the army shelled the port.", date="2024-03-11"))
    pair = Evidence(first, later, NLIScores(*ENTAILED), NLIScores(*ENTAILED))
    assert decide(pair, WEIGHTS).probabilities.neutral == 1


def test_the_likelihood_of_an_update_is_a_part_of_the_verdict():
    before = read_claim(Claim("The lock is closed to ships.", source="Port", date="2024-05-01"))
    after = read_claim(Claim("Ships pass the lock again.", source="Port", date="2024-05-04"))
    undated = read_claim(Claim("Ships pass the lock again.", source="Port"))
    unsure = NLIScores(0.1, 0.45, 0.45)
    moved, alone = (decide(Evidence(before, other, unsure, unsure), WEIGHTS) for other in (after, undated))
    assert moved.trace[-1][0] == "update"
    assert moved.update.later == "b"
    assert moved.probabilities.contradict > dict(moved.trace)["time"].contradict
    assert alone.update is None
    assert "update" not in dict(alone.trace)


def test_the_same_words_later_are_no_update():
    before, after = (read_claim(Claim("24 people died.", source="Wire", date=f"2024-05-0{n}")) for n in (1, 3))
    assert decide(Evidence(before, after, NLIScores(*ENTAILED), NLIScores(*ENTAILED)), WEIGHTS).update is None
