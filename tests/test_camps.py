from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from synthetic import event_of, made_report, pair_of, report_of

from contradict import Claim
from contradict.camps import UNNAMED, Meetings, blocs, camps, matrix, parties, voices
from contradict.naming import plain_name
from contradict.readings import read_claim, same_voice

NAMES = (
    "Kyiv|Kyiv's army|The ministry|ministry|Ministry of Kyiv|Armenia's Defence Ministry|Azerbaijan's Defence Ministry|"
    "Defence Ministry|the|of|Reuters|REUTERS|!!!"
).split("|")
RELATIONS = ("contradict", "agree", "update", "neutral")


def said_by(*names):
    return [Claim(f"The bridge is open, report {n}.", speaker=name) for n, name in enumerate(names)]


def names_of(*names):
    return [voice.names for voice in voices(said_by(*names))]


@st.composite
def events(draw):
    """An event with any relations between any of its claims."""
    n = draw(st.integers(2, 9))
    speakers = draw(st.lists(st.sampled_from([None, *NAMES[:8]]), min_size=n, max_size=n))
    claims = [Claim(f"Report {i} of the bridge.", speaker=name, id=f"c{i}") for i, name in enumerate(speakers)]
    keys = [(i, j) for i in range(n) for j in range(i + 1, n)]
    chosen = draw(st.lists(st.sampled_from(keys), unique=True))
    found = [
        pair_of(claims[i], claims[j], draw(st.sampled_from(RELATIONS)), draw(st.floats(0.5, 1)), "e1")
        for i, j in chosen
    ]
    return event_of(claims, found)


def test_names_with_the_same_words_are_one_voice():
    assert names_of("The ministry", "ministry", "Reuters", "REUTERS") == [
        ("REUTERS", "Reuters"),
        ("The ministry", "ministry"),
    ]


def test_a_short_name_joins_the_only_longer_one():
    assert names_of("Kyiv", "Kyiv's army") == [("Kyiv", "Kyiv's army")]


def test_a_short_name_that_fits_several_stays_alone():
    names = "Defence Ministry", "Armenia's Defence Ministry", "Azerbaijan's Defence Ministry"
    assert sorted(names_of(*names)) == sorted((name,) for name in names)


def test_an_envoy_is_not_the_country_that_it_is_sent_to():
    names = "Russia", "Armenia's ambassador to Russia"
    assert sorted(names_of(*names)) == sorted((name,) for name in names)


@pytest.mark.parametrize(
    ("names", "together"),
    [
        (["Armenia's Defence Ministry", "Armenia's ambassador to Russia", "Armenia"], True),
        (["Armenia\u2019s army", "spokesman for the Armenia mission"], True),
        (["United States' envoy", "the United States' army"], True),
        (["Armenia's ambassador to Russia", "Russia's army"], False),
        (["Armenia's ambassador to Russia", "Russia's army", "ambassador to Armenia"], False),
        (["Armenia", "Armenian army"], False),
        (["O'Brien", "O'Leary"], False),
        (["Lake police", "Lake patrol"], False),
        ([None, None], False),
    ],
)
def test_a_party_is_whoever_a_name_says_it_speaks_for(names, together):
    claims = said_by(*names)
    party = dict(zip([c.id for v in voices(claims) for c in v.claims], _spoken(claims), strict=True))
    found = [party[claim.id] for claim in claims]
    assert (len(set(found)) == 1 and found[0] != "") == together
    if not together and names[0]:
        assert len(set(found)) == len(names)


def _spoken(claims):
    found = voices(claims)
    return [name for voice, name in zip(found, parties(found), strict=True) for _ in voice.claims]


def test_a_name_that_fits_two_parties_speaks_for_neither():
    found = voices(said_by("Armenia's army", "Russia's army", "Armenia Russia council"))
    assert sorted(parties(found)) == ["Armenia", "Armenia Russia council", "Russia"]


@pytest.mark.parametrize(
    ("names", "together"),
    [
        (("Defence Ministry in Baku", "Azerbaijan's Defence Ministry"), True),
        (("the Foreign Ministry in Ankara", "Turkey's Foreign Ministry"), True),
        (("Armenia's ambassador in Moscow", "Armenia's ambassador to Russia"), True),
        (("embassy in Warsaw", "embassy to Poland"), True),
        (("Defence Ministry in Baku", "Armenia's Defence Ministry"), False),
        (("Defence Ministry in Stepanakert", "Armenia's Defence Ministry"), False),
        (("Reuters in Moscow", "Russia's Reuters"), False),
        (("Armenia's ambassador in Moscow", "Armenia's ambassador to Georgia"), False),
        (("Armenia's ambassador in Moscow", "Russia"), False),
        (("protesters in Kyiv", "Ukraine's protesters"), False),
        (("Baku", "Defence Ministry in Baku"), False),
        (("the government in Washington", "United States' government"), True),
        (("Interior Ministry in Riyadh", "Saudi Arabia's Interior Ministry"), True),
        (("US officials in Baghdad", "Iraq's US officials"), False),
        (("officials in Ankara", "Turkey's officials"), False),
    ],
)
def test_a_capital_stands_for_its_country_where_nothing_else_can_be_meant(names, together):
    assert (len(names_of(*names)) == 1) == together


@pytest.mark.parametrize(
    "name",
    [
        "US officials in Baghdad",
        "UN officials in Kyiv",
        "officials in Kyiv",
        "the authorities in Minsk",
        "European Parliament in Paris",
        "parliament in Tbilisi",
        "Syrian opposition government in Ankara",
        "FIFA officials in Paris",
        "school officials in London",
        "election officials in Nairobi",
        "rebel general staff in Tripoli",
        "Hamas Interior Ministry in Cairo",
        "Foreign Ministry in Pristina",
        "Pentagon",
    ],
)
def test_a_body_in_a_capital_that_may_be_somebody_elses_is_not_its_countrys(name):
    assert plain_name(name) == name


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("the defense ministry in Baku", "Azerbaijan's defense ministry"),
        ("Ministry in Riyadh", "Saudi Arabia's Ministry"),
        ("presidency in Washington", "United States's presidency"),
        ("General Staff in Kyiv", "Ukraine's General Staff"),
        ("US ambassador in Riyadh", "US ambassador to Saudi Arabia"),
    ],
)
def test_the_name_of_a_country_is_written_as_names_are(name, plain):
    assert plain_name(name) == plain


def test_the_capital_of_a_country_of_two_words_speaks_for_it():
    found = voices(said_by("Washington", "United States' government", "Kremlin"))
    assert sorted(parties(found)) == ["Kremlin", "United States", "United States"]


def test_a_capital_speaks_for_its_country():
    found = voices(said_by("Baku", "Azerbaijan's Defence Ministry", "Paris"))
    assert sorted(parties(found)) == ["Azerbaijan", "Azerbaijan", "Paris"]


def test_names_of_little_words_alone_are_kept_apart():
    assert sorted(names_of("the", "of", "!!!")) == [("!!!",), ("of",), ("the",)]


def test_a_voice_is_shown_by_the_name_that_most_claims_give():
    (voice,) = voices(said_by("ministry", "The ministry", "ministry"))
    assert (voice.name, len(voice.claims)) == ("ministry", 3)


def test_the_speaker_goes_before_the_source_and_claims_of_nobody_come_last():
    claims = [
        Claim("It is open.", source="AFP"),
        Claim("It is shut."),
        Claim("It fell."),
        Claim("No.", source="AFP", speaker="Kyiv"),
    ]
    assert [(v.name, str(v), len(v.claims)) for v in voices(claims)] == [
        ("AFP", "AFP", 1),
        ("Kyiv", "Kyiv", 1),
        ("", UNNAMED, 2),
    ]


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=12), st.randoms())
def test_voices_divide_the_claims_whatever_their_order(names, chance):
    claims = said_by(*names)
    found = voices(claims)
    assert sorted(c.id for v in found for c in v.claims) == sorted(c.id for c in claims)
    assert all(len(v.names) == len(set(v.names)) and v.name in v.names for v in found)
    assert voices(chance.sample(claims, len(claims))) == found


@given(st.lists(st.sampled_from(NAMES), min_size=1, max_size=12))
def test_merged_names_are_the_same_voice_to_the_verdict(names):
    for voice in voices(said_by(*names)):
        longest = max(voice.names, key=lambda name: len(name.split()))
        one, *others = (read_claim(Claim("It is open.", speaker=name)) for name in (longest, *voice.names))
        assert len(voice.names) == 1 or any(same_voice(one, other) for other in others)


def test_the_matrix_counts_each_pair_once(report):
    found = matrix(report)
    assert found.voices == voices(report.claims)
    for relation in Meetings._fields:
        counted = sum(getattr(met, relation) for met in found.meetings.values())
        assert counted == sum(pair.relation == relation for pair in report.pairs)
    assert all(i <= j for i, j in found.meetings)
    number = {claim.id: i for i, voice in enumerate(found.voices) for claim in voice.claims}
    pair = report.contradictions[0]
    i, j = number[pair.a.id], number[pair.b.id]
    assert found.at(i, j) == found.at(j, i)
    assert found.at(i, j).contradict >= 1


def test_the_matrix_has_voices_that_meet_themselves():
    a, b = Claim("It is open.", speaker="Kyiv"), Claim("It is shut.", speaker="Kyiv")
    assert matrix(report_of([event_of([a, b], [pair_of(a, b, "contradict")])])).at(0, 0) == Meetings(contradict=1)


@given(events())
def test_camps_are_apart_and_take_all_claims(event):
    found = camps(event)
    side = {claim.id: n for n, camp in enumerate(found.camps) for claim in camp.claims}
    assert sorted([*side, *(c.id for c in found.others)]) == sorted(c.id for c in event.claims)
    against = {frozenset((side[p.a.id], side[p.b.id])) for p in event.contradictions}
    assert all(len(sides) == 2 for sides in against)
    assert {frozenset((n, m)) for n, camp in enumerate(found.camps) for m in camp.against} == against
    assert all(camp.against for camp in found.camps)
    assert [len(c.claims) for c in found.camps] == sorted((len(c.claims) for c in found.camps), reverse=True)
    assert bool(found.camps) == bool(event.contradictions)


@given(events(), st.randoms())
def test_camps_do_not_depend_on_the_order_of_the_input(event, chance):
    mixed = replace(
        event,
        claims=tuple(chance.sample(event.claims, len(event.claims))),
        pairs=tuple(
            replace(p, a=p.b, b=p.a) if chance.random() < 0.5 else p
            for p in chance.sample(event.pairs, len(event.pairs))
        ),
    )
    assert camps(mixed) == camps(event)


@given(st.integers(2, 5), st.integers(2, 5))
def test_two_parties_that_dispute_everything_are_two_camps(left, right):
    claims = [Claim(f"Report {i}.", source=f"Post {i}", id=f"c{i}") for i in range(left + right)]
    pairs = [pair_of(a, b, "contradict") for a in claims[:left] for b in claims[left:]]
    found = camps(event_of(claims, pairs)).camps
    assert sorted(len(camp.claims) for camp in found) == sorted((left, right))


def test_three_answers_are_three_camps():
    claims = said_by("A", "B", "C", "D")
    pairs = [pair_of(a, b, "contradict") for i, a in enumerate(claims[:3]) for b in claims[i + 1 : 3]]
    found = camps(event_of(claims, [*pairs, pair_of(claims[2], claims[3], "agree")]))
    assert [camp.voices for camp in found.camps] == [("C", "D"), ("A",), ("B",)]
    assert [camp.against for camp in found.camps] == [(1, 2), (0, 2), (0, 1)]


def test_one_common_opponent_makes_no_camp():
    a, b, c = said_by("A", "B", "C")
    found = camps(event_of([a, b, c], [pair_of(a, b, "contradict"), pair_of(b, c, "contradict")]))
    assert len(found.camps) == 3


def test_one_voice_is_one_camp_unless_it_contradicts_itself():
    a, b, c, d = said_by("A", "B", "A", "B")
    pairs = [pair_of(a, b, "contradict"), pair_of(c, d, "contradict")]
    assert [camp.voices for camp in camps(event_of([a, b, c, d], pairs)).camps] == [("A",), ("B",)]
    torn = camps(event_of([a, b, c, d], [*pairs, pair_of(a, c, "contradict")])).camps
    assert sum("A" in camp.voices for camp in torn) == 2


def test_thousands_of_claims_of_one_voice_are_one_camp_but_for_what_it_contradicts():
    claims = [Claim(f"Report {i:04}.", speaker="Kyiv", id=f"c{i}") for i in range(5000)]
    pairs = [pair_of(claims[i], claims[i + 1], "contradict") for i in range(0, 5000, 2)]
    first, second = camps(event_of(claims, pairs)).camps
    assert [claim.id for claim in first.claims] == [claim.id for claim in claims[::2]]
    assert [claim.id for claim in second.claims] == [claim.id for claim in claims[1::2]]


def test_voices_of_one_party_are_one_camp_unless_they_contradict_each_other():
    a, b, c, d = said_by("Kyiv's army", "Moscow", "Kyiv's mayor", "Minsk")
    pairs = [pair_of(a, b, "contradict"), pair_of(c, d, "contradict")]
    assert camps(event_of([a, b, c, d], pairs)).camps[0].voices == ("Kyiv's army", "Kyiv's mayor")
    assert len(camps(event_of([a, b, c, d], [*pairs, pair_of(a, c, "contradict")])).camps) == 4


def test_the_stronger_agreement_wins():
    a, b, c = said_by("A", "B", "C")
    pairs = [pair_of(a, b, "agree", 0.6), pair_of(b, c, "agree", 0.9), pair_of(a, c, "contradict")]
    assert [camp.voices for camp in camps(event_of([a, b, c], pairs)).camps] == [("B", "C"), ("A",)]


def test_who_agrees_without_dispute_is_on_no_side():
    a, b, c, d = said_by("A", "B", "C", "D")
    found = camps(event_of([a, b, c, d], [pair_of(a, b, "agree"), pair_of(c, d, "contradict")]))
    assert found.others == (a, b)
    assert camps(event_of([a, b], [pair_of(a, b, "update")])).camps == ()


def test_camps_take_the_names_of_the_report():
    a, b, c = said_by("Kyiv", "Moscow", "Kyiv's army")
    event = event_of([a, b], [pair_of(a, b, "contradict")])
    named = voices([a, b, c, *said_by("Kyiv's army")])
    assert sorted(camp.voices for camp in camps(event, named).camps) == [("Kyiv's army",), ("Moscow",)]


def test_the_talis_losses_have_a_camp_for_each_side(report):
    event = next(e for e in report.events if any("more than 550 men" in claim.text for claim in e.claims))
    found = camps(event, voices(report.claims))
    side = {name: n for n, camp in enumerate(found.camps) for name in camp.voices}
    assert side["Azerbaijan's Defence Ministry"] != side["Armenia's Defence Ministry"]


@pytest.mark.parametrize("seed", range(3))
def test_blocs_are_all_voices_and_dispute_more_with_others_than_inside(seed):
    found = matrix(made_report(120, seed))
    groups = blocs(found)
    assert sorted(i for group in groups for i in group) == list(range(len(found.voices)))
    where = {i: n for n, group in enumerate(groups) for i in group}
    met = [(where[i] == where[j], m.contradict) for (i, j), m in found.meetings.items() if i != j]
    assert 3 * sum(n for inside, n in met if inside) < sum(n for inside, n in met if not inside)


def bloc_names(pairs):
    found = matrix(report_of([event_of(list({c.id: c for p in pairs for c in (p.a, p.b)}.values()), pairs)]))
    return {frozenset(str(found.voices[i]) for i in group) for group in blocs(found)}


def test_the_talis_report_has_two_sides(report):
    found = matrix(report)
    side = {str(found.voices[i]): n for n, group in enumerate(blocs(found)) for i in group}
    assert (
        side["Nagorno-Karabakh"] == side["Nagorno-Karabakh's Defence Ministry"] == side["Nagorno-Karabakh's military"]
    )
    assert side["Azerbaijan's Defence Ministry"] == side["Baku"]
    assert "Defence Ministry in Baku" not in side
    assert side["Azerbaijan's Defence Ministry"] not in (side["Nagorno-Karabakh"], side["Armenia's Defence Ministry"])


@pytest.mark.parametrize(("inside", "together"), [(0, True), (1, True), (2, False)])
def test_common_opponents_bring_voices_together_unless_they_dispute_a_third_as_often(inside, together):
    one, two, foe = (said_by(*[name] * 5) for name in "ABC")
    pairs = [pair_of(side[n], foe[n], "contradict") for side in (one, two) for n in range(5)]
    pairs += [pair_of(one[n], two[n], "contradict") for n in range(inside)]
    assert (frozenset("AB") in bloc_names(pairs)) == together


def test_voices_of_one_party_are_a_bloc_unless_they_contradict_each_other():
    a, b, c, d = said_by("Kyiv's army", "Kyiv's mayor", "Moscow", "Minsk")
    pairs = [pair_of(a, c, "contradict"), pair_of(b, d, "contradict")]
    assert frozenset(["Kyiv's army", "Kyiv's mayor"]) in bloc_names(pairs)
    assert frozenset(["Kyiv's army"]) in bloc_names([*pairs, pair_of(a, b, "contradict")])


def test_blocs_bring_supporters_together():
    a, b, c, d = said_by("A", "B", "C", "D")
    pairs = [pair_of(a, c, "agree"), pair_of(b, d, "agree"), pair_of(a, b, "contradict"), pair_of(c, d, "contradict")]
    found = matrix(report_of([event_of([a, b, c, d], pairs)]))
    assert {frozenset(str(found.voices[i]) for i in group) for group in blocs(found)} == {
        frozenset("AC"),
        frozenset("BD"),
    }


def test_a_large_event_is_divided_in_good_order():
    chance = random.Random(1)
    claims = [Claim(f"Report {i}.", source=f"Post {i}", id=f"c{i}") for i in range(600)]
    pairs = []
    for i in range(600):
        for j in chance.sample(range(i + 1, 600), min(5, 599 - i)):
            pairs.append(pair_of(claims[i], claims[j], "agree" if i % 2 == j % 2 else "contradict"))
    found = camps(event_of(claims, pairs))
    assert sorted(len(camp.claims) for camp in found.camps)[-2:] == [300, 300]
