from __future__ import annotations

import heapq
import json
import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import event_of, made_report, pair_of, report_of

from contradict import Claim
from contradict.camps import voices
from contradict.disputes import disputes, surest
from contradict.explanations import Reason
from contradict.quantities import compare_quantities, find_quantities
from contradict.questions import question_of
from contradict.report import Report, most_certain
from contradict.wording import Wording, stem

THINGS = (
    "ferry passengers lake|bridge traffic repairs|villages army ridge|drones airfield hangar|hospital roof shells|"
    "mercenaries border camp|ballots district count|pipeline valves leak"
).split("|")
RELATIONS = ("contradict", "agree", "update", "neutral")


def said_by(*voices, about="The bridge is open"):
    return [Claim(f"{about}, report {n}.", speaker=voice, id=f"c{n}") for n, voice in enumerate(voices)]


def ends(pair):
    return frozenset((pair.a.id, pair.b.id))


def members(dispute):
    return {claim.id for claim in dispute.claims}


@st.composite
def reports(draw):
    """Two events with any relations between any of their claims."""
    n = draw(st.integers(2, 9))
    texts = draw(st.lists(st.sampled_from(THINGS), min_size=n, max_size=n))
    voices = draw(st.lists(st.sampled_from("ABCD"), min_size=n, max_size=n))
    claims = [Claim(f"The {t} of {i}.", speaker=v, id=f"c{i}") for i, (t, v) in enumerate(zip(texts, voices))]  # noqa: B905
    chosen = draw(st.lists(st.sampled_from(list(combinations(range(n), 2))), unique=True))
    cut = draw(st.integers(1, n))
    pairs = {
        (i, j): pair_of(claims[i], claims[j], draw(st.sampled_from(RELATIONS)), draw(st.floats(0.5, 1)))
        for i, j in chosen
    }
    halves = [(range(cut), "e1"), (range(cut, n), "e2")]
    events = [
        event_of([claims[i] for i in half], [p for (i, j), p in pairs.items() if i in half and j in half], name)
        for half, name in halves
        if len(half)
    ]
    return report_of(events, between=[p for (i, j), p in pairs.items() if i < cut <= j])


@given(reports())
def test_each_contradiction_stands_in_one_dispute_and_between_two_of_its_sides(report):
    found = disputes(report)
    told = [frozenset((p.a.id, p.b.id)) for d in found for p in d.contradictions]
    assert len(told) == len(set(told))
    assert set(told) == {frozenset((p.a.id, p.b.id)) for p in report.contradictions}
    for dispute in found:
        side = {claim.id: n for n, camp in enumerate(dispute.camps) for claim in camp.claims}
        assert len(dispute.camps) >= 2
        assert all(side[p.a.id] != side[p.b.id] for p in dispute.contradictions)
        assert dispute.lead in dispute.contradictions
        assert not set(side) & {claim.id for claim in dispute.others}
        assert dispute.title
    weights = [(d.between, -d.weight) for d in found]
    assert weights == sorted(weights)


def mixed(report, chance):
    """The same report, everything in another order."""

    def turned(pair):
        return replace(pair, a=pair.b, b=pair.a) if chance.random() < 0.5 else pair

    events = [
        replace(
            e, claims=tuple(chance.sample(e.claims, len(e.claims))), pairs=tuple(chance.sample(e.pairs, len(e.pairs)))
        )
        for e in report.events
    ]
    pairs = tuple(map(turned, chance.sample(report.pairs, len(report.pairs))))
    return replace(report, events=tuple(events), pairs=pairs)


@given(reports(), st.randoms())
def test_questions_do_not_depend_on_the_order_of_the_input(report, chance):
    other = mixed(report, chance)
    claims = chance.sample(report.claims, len(report.claims))
    assert question_of(claims, other.pairs) == question_of(report.claims, report.pairs)
    found, again = disputes(report), disputes(other)
    assert [members(d) for d in found] == [members(d) for d in again]
    assert [d.camps for d in found] == [d.camps for d in again]
    assert [(d.title, d.between, d.weight) for d in found] == [(d.title, d.between, d.weight) for d in again]
    assert [ends(d.lead) for d in found] == [ends(d.lead) for d in again]
    assert [list(map(ends, d.contradictions)) for d in found] == [list(map(ends, d.contradictions)) for d in again]
    assert list(map(ends, report.contradictions)) == list(map(ends, other.contradictions))


@given(reports(), st.floats(0.01, 1))
def test_questions_do_not_depend_on_the_thresholds(report, threshold):
    moved = report.rethreshold(contradict=threshold, agree=threshold)
    assert question_of(moved.claims, moved.pairs) == question_of(report.claims, report.pairs)


def noisy(seed, false_alarms=0.02, missed=0.25):
    """Claims about eight questions, all pairs judged: a third of contradictions are false alarms, a quarter missed."""
    chance = random.Random(seed)
    claims, about, side = [], {}, {}
    for number, thing in enumerate(THINGS):
        words = thing.split()
        for n in range(chance.choice([2, 3, 4, 6])):
            text = f"The {' and the '.join(chance.sample(words, 2))} near Oster on Sunday, report {number} {n}."
            claim = Claim(text, speaker=f"Voice {number} {n % 2}", id=f"q{number}-{n}")
            claims.append(claim)
            about[claim.id], side[claim.id] = number, n % 2
    pairs = []
    for a, b in combinations(claims, 2):
        relation = "neutral"
        if about[a.id] == about[b.id] and chance.random() > missed:
            relation = "agree" if side[a.id] == side[b.id] else "contradict"
        elif about[a.id] != about[b.id] and chance.random() < false_alarms:
            relation = "contradict"
        pairs.append(pair_of(a, b, relation, chance.uniform(0.65, 0.97)))
    return report_of([event_of(claims, pairs)]), about


@pytest.mark.parametrize("seed", range(8))
def test_false_alarms_do_not_make_two_questions_one(seed):
    report, about = noisy(seed)
    question = question_of(report.claims, report.pairs)
    pairs = list(combinations(sorted(about), 2))
    right = sum(question[a] == question[b] and about[a] == about[b] for a, b in pairs)
    assert right / sum(question[a] == question[b] for a, b in pairs) > 0.95
    assert right / sum(about[a] == about[b] for a, b in pairs) > 0.8
    wrong = [p for p in report.contradictions if about[p.a.id] != about[p.b.id]]
    found = {id(p): d.between for d in disputes(report) for p in d.contradictions}
    assert len(wrong) > 1
    assert sum(found[id(p)] for p in wrong) >= 0.8 * len(wrong)


def test_one_wrong_pair_between_two_questions_stands_apart_and_last():
    ferry = [Claim(f"The ferry carried passengers, {n}.", speaker=v, id=f"f{n}") for n, v in enumerate("ABC")]
    mine = [Claim(f"The mine was flooded by rain, {n}.", speaker=v, id=f"m{n}") for n, v in enumerate("DEF")]
    pairs = [pair_of(s[i], s[j], "contradict", 0.7) for s in (ferry, mine) for i, j in ((0, 1), (0, 2))]
    pairs += [
        pair_of(a, b, "contradict" if (a, b) == (ferry[0], mine[0]) else "neutral", 0.99) for a in ferry for b in mine
    ]
    one, two, last = disputes(report_of([event_of([*ferry, *mine], pairs)]))
    assert {frozenset(members(one)), frozenset(members(two))} == {frozenset(c.id for c in s) for s in (ferry, mine)}
    assert (last.between, members(last)) == (True, {"f0", "m0"})
    assert last.title.startswith("“The ferry carried passengers")


def test_sides_are_those_of_the_dispute_not_of_the_event():
    ferry, mine = "The ferry carried passengers", "The mine is flooded"
    said = ((ferry, "A"), (ferry, "B"), (mine, "A"), (mine, "C"))
    a, b, c, d = (Claim(f"{text}, {n}.", speaker=voice, id=f"c{n}") for n, (text, voice) in enumerate(said))
    report = report_of([event_of([a, b, c, d], [pair_of(a, b, "contradict"), pair_of(c, d, "contradict")])])
    assert sorted([camp.voices for camp in dispute.camps] for dispute in report.disputes) == [
        [("A",), ("B",)],
        [("A",), ("C",)],
    ]


def test_who_contradicts_the_same_claim_is_one_side():
    a, b, c, d = said_by("A", "B", "C", "D")
    pairs = [pair_of(a, b, "contradict"), pair_of(b, c, "contradict"), pair_of(c, d, "agree")]
    (dispute,) = disputes(report_of([event_of([a, b, c, d], pairs)]))
    assert [camp.voices for camp in dispute.camps] == [("A", "C", "D"), ("B",)]


def test_a_dispute_crosses_events_and_is_at_home_where_most_of_it_is():
    a, b, c, d = said_by("A", "B", "C", "D")
    across = [pair_of(c, a, "contradict"), pair_of(c, b, "contradict")]
    one, two = event_of([a, b], [pair_of(a, b, "agree")], "e1"), event_of([c, d], [pair_of(c, d, "neutral", 0.9)], "e2")
    (dispute,) = disputes(report_of([two, one], between=across))
    assert dispute.event == "e1"
    assert [camp.voices for camp in dispute.camps] == [("A", "B"), ("C",)]
    (alone,) = disputes(report_of([], [a, b], between=[pair_of(a, b, "contradict")]))
    assert alone.event is None


def test_what_a_referee_decided_counts_as_sure():
    a, b = said_by("A", "B")
    pair = replace(pair_of(a, b, "neutral", 0.99), relation="contradict", decided_by="referee")
    (dispute,) = disputes(report_of([event_of([a, b], [pair])]))
    assert not dispute.between


def quantity_pair(one, two):
    a, b = Claim(one, id="a"), Claim(two, id="b")
    match = next(
        m for m in compare_quantities(find_quantities(one), find_quantities(two)) if m.relation == "conflicting"
    )
    reason = Reason("contradict", "quantity", ((), ()), match.sentence())
    return report_of([event_of([a, b], [replace(pair_of(a, b, "contradict"), a=a, b=b, reasons=(reason,))])])


@pytest.mark.parametrize(
    ("one", "two", "title"),
    [
        ("On Sunday 24 soldiers were killed.", "550 soldiers were killed on Sunday.", "Soldiers killed: 24 or 550"),
        ("There were 118 passengers aboard.", "She carried 263 passengers.", "Passengers aboard: 118 or 263"),
        (
            "On Sunday 24 soldiers were killed and more than 100 were wounded.",
            "Over 550 soldiers were killed or wounded.",
            "Soldiers killed or wounded: over 550, or 24 plus more than 100",
        ),
        (
            "The enemy destroyed not a single tank.",
            "Fifteen tanks were destroyed.",
            "Tanks destroyed: none, or fifteen",
        ),
        ("263 passengers were aboard.", "She carried 15 passengers.", "Passengers aboard: 15 or 263"),
        ("The trip took 3 hours.", "The trip took 9 hours.", "A length of time: 3 hours or 9 hours"),
    ],
)
def test_counts_are_the_title(one, two, title):
    (dispute,) = disputes(quantity_pair(one, two))
    assert dispute.title == title


def test_the_surest_dispute_lies_between_questions_only_if_all_do():
    ferry = [Claim(f"The ferry carried passengers, {n}.", speaker=v, id=f"f{n}") for n, v in enumerate("ABC")]
    mine = [Claim(f"The mine was flooded by rain, {n}.", speaker=v, id=f"m{n}") for n, v in enumerate("DEF")]
    inside = [
        pair_of(s[i], s[j], "contradict", p)
        for s, p in ((ferry, 0.7), (mine, 0.8))
        for i, j in ((0, 1), (0, 2), (1, 2))
    ]
    across = [
        pair_of(a, b, "contradict" if (a, b) == (ferry[0], mine[0]) else "neutral", 0.99) for a in ferry for b in mine
    ]
    found = disputes(report_of([event_of([*ferry, *mine], [*inside, *across])]))
    assert [d.between for d in found] == [False, False, True]
    assert members(surest(found)) == {claim.id for claim in mine}
    assert surest(found[2:]) is found[2]


@pytest.mark.parametrize(
    ("one", "two", "title"),
    [
        ("Shells hit the town of Tartar.", "Nobody fired on the town of Tartar.", "Town of Tartar"),
        ("The minister resigned.", "He stays.", "“He stays” or “The minister resigned”"),
        ("Six villages were taken.", "No village fell.", "Villages"),
        ("The army holds the old harbour.", "The old harbour is held by rebels.", "Old harbour"),
        ("The old, harbour.", "An old; harbour!", "“An old; harbour!” or “The old, harbour”"),
    ],
)
def test_shared_words_are_the_title_or_else_both_claims(one, two, title):
    a, b = Claim(one, id="a"), Claim(two, id="b")
    pair = replace(pair_of(a, b, "contradict"), a=a, b=b)
    (dispute,) = disputes(report_of([event_of([a, b], [pair])]))
    assert dispute.title == title


def test_a_title_takes_no_side():
    a, b = Claim("The last tank was destroyed.", id="a"), Claim("The last tank was not destroyed.", id="b")
    (dispute,) = disputes(report_of([event_of([a, b], [pair_of(a, b, "contradict")])]))
    assert dispute.title != "Last tank was destroyed"
    assert "destroyed" not in dispute.title.split(",")[0]


def test_likeness_is_symmetric_and_greatest_for_equal_claims():
    a, b, c = Claim("The ferry sank."), Claim("The ferry sank!"), Claim("A mine was flooded.")
    wording = Wording([a, b, c])
    assert wording.likeness(a, b) == pytest.approx(1)
    assert wording.likeness(a, c) == wording.likeness(c, a) == 0


WORDS = (
    ("General staff control the city.", "Generators contribute to the citizens.", ""),
    ("The police raid failed.", "A policy raided the coffers.", ""),
    ("The minister fled.", "The ministry flew in.", ""),
    ("United Nations convoys left.", "Units of convoys left.", "Convoys"),
    ("Six cities were controlled.", "Rebels control the city.", "Control the city"),
    ("Azerbaijan shelled the camps.", "Azerbaijani shelling of camps went on.", "Azerbaijani shelling of camps"),
)


@pytest.mark.parametrize(("one", "two", "phrase"), WORDS)
def test_words_are_shared_that_differ_in_their_endings_alone(one, two, phrase):
    a, b = Claim(one), Claim(two)
    wording = Wording([a, b])
    said = wording.phrase(a, b)
    assert said == wording.phrase(b, a)
    assert said.text.casefold() == phrase.casefold()


@pytest.mark.parametrize(
    "forms",
    [
        "village villages",
        "control controls controlled controlling",
        "kill kills killed killing killings",
        "move moved moving moves",
        "agree agreed agreeing agrees",
        "city cities",
        "carry carried carrying carries",
        "loss losses",
        "police policing",
        "policy policies",
        "syria syrian syrians",
    ],
)
def test_forms_of_a_word_have_one_stem(forms):
    assert len(set(map(stem, forms.split()))) == 1


@pytest.mark.parametrize(
    "words", ["police policy", "minister ministry", "general generator", "united unit", "army arms", "new news"]
)
def test_other_words_have_another_stem(words):
    one, two = map(stem, words.split())
    assert one != two


def test_no_phrase_depends_on_the_order_of_its_claims():
    a, b = Claim("Old harbour, new bridge.", id="a"), Claim("Old harbour; bridge new!", id="b")
    wording = Wording([a, b])
    assert wording.phrase(a, b) == wording.phrase(b, a)


def test_pairs_that_are_equally_sure_have_one_order_whichever_claim_of_them_comes_first():
    a, b, c, d = said_by("A", "B", "C", "D")
    one, two = pair_of(a, d, "contradict"), pair_of(b, c, "contradict")
    turned = replace(one, a=one.b, b=one.a)
    assert most_certain([two, one], "contradict") == (one, two)
    assert most_certain([two, turned], "contradict") == (turned, two)


class Counted(tuple):
    """Voices that count how many of them are looked at."""

    looked = 0

    def __iter__(self):
        for one in super().__iter__():
            type(self).looked += 1
            yield one


def test_the_voices_of_a_report_are_gone_through_once_however_many_disputes_there_are(monkeypatch):
    claims, events = [], []
    for n in range(300):
        a, b = (Claim(f"Ferry {n}x{n} sank {side}.", source=f"Post {n} {side}", id=f"c{n}-{side}") for side in range(2))
        claims += [a, b]
        events.append(event_of([a, b], [pair_of(a, b, "contradict")], f"e{n}"))
    monkeypatch.setattr(Counted, "looked", 0)
    found = disputes(report_of(events), Counted(voices(claims)))
    assert len(found) == 300
    assert Counted.looked <= 10 * len(claims)


def test_a_report_finds_its_disputes_once():
    report = made_report(20)
    assert report.disputes is report.disputes
    assert report.rethreshold(contradict=1.0).disputes != report.disputes
    assert replace(report) == report


def test_each_contradiction_of_thousands_of_claims_stands_in_one_dispute():
    report = made_report(4000)
    found = disputes(report)
    assert len(found) > 100
    assert sorted(p.a.id + p.b.id for d in found for p in d.contradictions) == sorted(
        p.a.id + p.b.id for p in report.contradictions
    )


def test_one_event_of_thousands_of_claims_needs_few_steps_a_pair(monkeypatch):
    chance = random.Random(1)
    claims = [Claim(f"Report {i} of the bridge.", source=f"Post {i}", id=f"c{i:04}") for i in range(2000)]
    keys = {tuple(sorted(chance.sample(range(2000), 2))) for _ in range(40000)}
    pairs = [
        pair_of(claims[i], claims[j], chance.choice(["contradict", "agree", "neutral"]), 0.9) for i, j in sorted(keys)
    ]
    pushed = []
    push = heapq.heappush
    monkeypatch.setattr(heapq, "heappush", lambda heap, item: pushed.append(item) or push(heap, item))
    found = question_of(claims, pairs)
    assert set(found) == {claim.id for claim in claims}
    assert 0 < len(pushed) < 10 * len(pairs)


GOLD = Path(__file__).parent.parent / "examples" / "talis.gold.jsonl"


def gold_disputes():
    rows = map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())
    return {frozenset((row["a"], row["b"])): row["dispute"] for row in rows if row["relation"] == "contradict"}


@pytest.mark.parametrize("threshold", [0.4, 0.6, 0.8])
def test_the_disputes_of_talis_are_those_that_people_see(report: Report, threshold):
    gold = gold_disputes()
    own = {
        frozenset((p.a.id, p.b.id)): n
        for n, d in enumerate(disputes(report.rethreshold(contradict=threshold)))
        for p in d.contradictions
    }
    both = list(combinations([pair for pair in gold if pair in own], 2))
    right = sum(gold[a] == gold[b] and own[a] == own[b] for a, b in both)
    assert right >= 0.9 * sum(own[a] == own[b] for a, b in both)
    assert right >= 0.8 * sum(gold[a] == gold[b] for a, b in both)


def test_what_talis_says_of_the_losses_is_one_dispute_with_both_counts_in_its_title(report: Report):
    (dispute,) = [d for d in disputes(report) if {"talis-14", "talis-22"} <= members(d)]
    assert not dispute.between
    assert "550" in dispute.title
    assert "24" in dispute.title
    side = {claim.id: n for n, camp in enumerate(dispute.camps) for claim in camp.claims}
    assert side["talis-14"] == side["talis-20"] != side["talis-22"]
