"""The quantity check: what is read from a claim, and which two quantities conflict."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contradict.quantities import Quantity, QuantityMatch, compare_quantities, find_quantities, resolve_sides
from contradict.quantities.roles import ClaimText


def only(text: str) -> Quantity:
    quantities = find_quantities(text)
    assert len(quantities) == 1, quantities
    return quantities[0]


def relations(a: str, b: str, near: float = 0.5) -> list[tuple[str, str]]:
    matches = compare_quantities(find_quantities(a), find_quantities(b), near=near)
    return [(match.relation, match.certainty) for match in matches]


def conflicts(a: str, b: str, near: float = 0.5) -> list[QuantityMatch]:
    matches = compare_quantities(find_quantities(a), find_quantities(b), near=near)
    return [match for match in matches if match.relation == "conflicting"]


# What the words allow


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("24", 24, 24),
        ("1,214,000", 1_214_000, 1_214_000),
        ("50 000", 50_000, 50_000),
        ("1500", 1500, 1500),
        ("1.2 million", 1.2e6, 1.2e6),
        ("3,5 million", 3.5e6, 3.5e6),
        ("12k", 12_000, 12_000),
        ("34m", 34e6, 34e6),
        ("2bn", 2e9, 2e9),
        ("two", 2, 2),
        ("Twenty-four", 24, 24),
        ("forty two", 42, 42),
        ("five hundred and twelve", 512, 512),
        ("three thousand two hundred", 3200, 3200),
        ("two and a half million", 2.5e6, 2.5e6),
        ("half a million", 5e5, 5e5),
        ("a quarter of a million", 2.5e5, 2.5e5),
        ("a dozen", 12, 12),
        ("half a dozen", 6, 6),
        ("two dozen", 24, 24),
        ("a hundred", 100, 100),
        ("between 20 and 30", 20, 30),
        ("20-30", 20, 30),
        ("20 to 30", 20, 30),
        ("from 20 to 30", 20, 30),
        ("three or four", 3, 4),
        ("between eight and ten thousand", 8000, 10_000),
        ("at least 31", 31, inf),
        ("no fewer than 31", 31, inf),
        ("no less than thirty-one", 31, inf),
        ("up to 50", 0, 50),
        ("as many as 50", 0, 50),
        ("no more than 50", 0, 50),
        ("at most 50", 0, 50),
        ("50 at the most", 0, 50),
        ("50 or fewer", 0, 50),
        ("31 at least", 31, inf),
        ("300 or so", 200, 450),
        ("a trio of", 3, 3),
        ("fewer than twenty", 0, 20),
        ("under 20", 0, 20),
        ("more than 550", 550, 825),
        ("over 100", 100, 150),
        ("well over a hundred", 100, 150),
        ("more than a hundred", 100, 150),
        ("more than a dozen", 12, 18),
        ("nearly 300", 200, 300),
        ("almost 300", 200, 300),
        ("just under 300", 200, 300),
        ("about 300", 200, 450),
        ("some 300", 200, 450),
        ("roughly 300", 200, 450),
        ("around three hundred", 200, 450),
        ("an estimated 300", 200, 450),
        ("300 or more", 300, inf),
        ("exactly 300", 300, 300),
        ("only three", 3, 3),
        ("dozens of", 24, 99),
        ("scores of", 40, 99),
        ("hundreds of", 200, 999),
        ("thousands of", 2000, 9999),
        ("tens of thousands of", 20_000, 99_999),
        ("hundreds of thousands of", 200_000, 999_999),
        ("several", 3, 20),
        ("several hundred", 200, 999),
        ("a few", 3, 9),
        ("a handful of", 3, 9),
        ("a few thousand", 2000, 9999),
    ],
)
def test_what_the_words_allow(words: str, low: float, high: float) -> None:
    quantity = only(f"It was said that {words} people died in the fire.")
    assert (quantity.low, quantity.high) == pytest.approx((low, high))
    assert quantity.counted == "person"
    assert quantity.roles == {"killed"}


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("Inflation stood at 11.4 per cent.", "percent", 11.4),
        ("Inflation stood at 11.4%.", "percent", 11.4),
        ("Turnout was 38 pct.", "percent", 38),
        ("A third of voters stayed at home.", "percent", 100 / 3),
        ("Two-thirds of the seats were empty.", "percent", 200 / 3),
        ("Half the seats were empty.", "percent", 50),
        ("One in five voters stayed at home.", "percent", 20),
        ("Nine out of ten homes have no power.", "percent", 90),
        ("Four of five homes have no power.", "percent", 80),
        ("It cost $5.", "USD", 5),
        ("It cost US$5m.", "USD", 5e6),
        ("It cost 1.2bn euros.", "EUR", 1.2e9),
        ("It cost €1.2bn.", "EUR", 1.2e9),
        ("It cost £300.", "GBP", 300),
        ("It cost 12 million Canadian dollars.", "CAD", 12e6),
        ("The tower is 34 metres tall.", "metre", 34),
        ("The road is 5km long.", "metre", 5000),
        ("A 50-foot crab was seen.", "metre", 15.24),
        ("It weighed two tonnes.", "kilogram", 2000),
        ("The fire burned 12 hectares.", "square metre", 120_000),
        ("It covers 3 square kilometres.", "square metre", 3e6),
        ("It holds 5,000 litres.", "litre", 5000),
        ("It reached 41C.", "degree C", 41),
        ("It reached 104 degrees Fahrenheit.", "degree C", 40),
        ("It fell to minus 5 degrees Celsius.", "degree C", -5),
        ("They talked for 90 minutes.", "hour", 1.5),
        ("They talked for two weeks.", "hour", 336),
        ("It drove at 120 km/h.", "km/h", 120),
        ("A 34-year-old was there.", "year of age", 34),
        ("An earthquake of magnitude 7.6 struck.", "magnitude", 7.6),
    ],
)
def test_units_are_converted_to_a_base_unit(text: str, unit: str, value: float) -> None:
    quantity = only(text)
    assert quantity.unit == unit
    assert quantity.low == pytest.approx(value)
    assert quantity.high == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    [
        "The treaty was signed in 1994.",
        "It happened on 3 March 2022.",
        "It happened on March 12.",
        "In March 2022 people protested.",
        "The 2016 elections were close.",
        "They met at 10:30.",
        "They met at 5pm.",
        "They met at 11 a.m. sharp.",
        "Flight 370 is missing.",
        "Article 5 was invoked.",
        "COVID-19 is spreading.",
        "An F-16 and a T-72 were seen.",
        "He stayed in Room 12.",
        "Call 555-1234 now.",
        "He finished 16th.",
        "She came third.",
        "The team won 2-1.",
        "He lives at 12 Downing Street.",
        "One of the ministers resigned.",
        "One must be careful.",
        "It was no longer safe.",
        "There is no evidence.",
        "No comment was made.",
        "The 1990s were better.",
        "A six-member panel met.",
        "They were two of a kind.",
        "",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert find_quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "counted", "roles"),
    [
        ("24 soldiers were killed.", "soldier", {"killed"}),
        ("24 troops died.", "soldier", {"killed"}),
        ("24 dead.", None, {"killed"}),
        ("24 soldiers fell on Sunday.", "soldier", {"killed"}),
        ("The epidemic has taken the lives of 71 children.", "child", {"killed"}),
        ("Some 40,000 litres of acid ran out.", "acid", set()),
        ("Nine trees fell on the road.", "tree", set()),
        ("Two officers fell from a roof.", "officer", set()),
        ("Divers have recovered 27 dead from the river.", None, {"killed"}),
        ("Nineteen bodies had been dug out of the mud.", "person", {"killed"}),
        ("Not a single air-defence unit was destroyed.", "unit", {"destroyed"}),
        ("Police said that 50,000 demonstrators came.", "protester", {"attended"}),
        ("Some 1,200 dead salmon were picked up.", "salmon", {"killed"}),
        ("24 wounded soldiers were flown out.", "soldier", {"wounded"}),
        ("The blast killed 24 people.", "person", {"killed"}),
        ("At least two civilians were injured.", "civilian", {"wounded"}),
        ("Two fans were hurt.", "spectator", {"wounded"}),
        ("More than 550 were killed or wounded.", None, {"killed", "wounded"}),
        ("The army suffered 550 casualties.", None, {"killed", "wounded"}),
        ("The battle cost 611 men, killed and wounded together.", "man", {"killed", "wounded"}),
        ("Losses stood at 550.", None, {"killed", "wounded"}),
        ("Azerbaijan lost 550 soldiers killed or wounded.", "soldier", {"killed", "wounded"}),
        ("The army lost 24 men.", "man", {"killed"}),
        ("The army lost seven tanks.", "tank", {"destroyed"}),
        ("Seven tanks were knocked out.", "tank", {"destroyed"}),
        ("Nine houses were damaged.", "home", {"damaged"}),
        ("Twelve are missing.", None, {"missing"}),
        ("Police arrested 40 protesters.", "protester", {"arrested"}),
        ("Forty demonstrators were detained.", "protester", {"arrested"}),
        ("Some 5,000 people fled.", "person", {"displaced"}),
        ("Up to 900 people, no more, have been displaced.", "person", {"displaced"}),
        ("They captured 13 tanks.", "tank", {"captured"}),
        ("Air defences shot down 31 drones.", "drone", {"downed"}),
        ("The death toll rose to 31.", None, {"killed"}),
        ("The death toll rose from 24 to 31.", None, {"killed"}),
        ("The number of houses lost has risen to 31.", "home", {"destroyed"}),
        ("The number of houses lost after the storm in the valley has risen to 31.", "home", {"destroyed"}),
        ("The number killed in the blocks of flats has risen to 19.", None, {"killed"}),
        ("The number of homes without power since the storm has shrunk to 38,000.", "home", set()),
        ("The number of homes without power after the storm that killed a man has risen to 12,000.", "home", set()),
        ("The number of people who have crossed since the first of April has risen to 17,000.", "person", set()),
        ("The number killed after floods has risen to 31.", None, {"killed"}),
        ("The number of houses lost is still unclear while the death toll has risen to 31.", None, {"killed"}),
        ("A number of roads were closed as the death toll rose to 31.", None, {"killed"}),
        ("The crash killed two crew members.", "crew", {"killed"}),
        ("Nine men had lost their lives.", "man", {"killed"}),
        ("At least two women lost their life.", "woman", {"killed"}),
        ("Two workers lost their jobs.", "worker", set()),
        ("The slide claimed nineteen lives.", "person", {"killed"}),
        ("Nobody was hurt.", "person", {"wounded"}),
        ("No soldiers were killed.", "soldier", {"killed"}),
        ("Not a single soldier was captured.", "soldier", {"captured"}),
        ("There were no casualties.", None, {"killed", "wounded"}),
    ],
)
def test_what_is_counted_and_in_which_role(text: str, counted: str | None, roles: set[str]) -> None:
    quantity = only(text)
    assert quantity.counted == counted
    assert quantity.roles == roles


def test_the_agent_is_not_the_victim() -> None:
    gunmen, people = find_quantities("Three gunmen killed nine people.")
    assert gunmen.roles == frozenset()
    assert people.roles == {"killed"}


def test_roles_and_nouns_are_handed_on_in_a_list() -> None:
    dead, hurt = find_quantities("24 soldiers were killed and more than 100 wounded.")
    assert (dead.counted, dead.roles) == ("soldier", {"killed"})
    assert (hurt.counted, hurt.roles) == ("soldier", {"wounded"})
    tanks, trucks = find_quantities("Nine tanks and 12 trucks were destroyed.")
    assert tanks.roles == trucks.roles == {"destroyed"}
    passengers, crew = find_quantities("The crash killed 15 passengers and two pilots.")
    assert passengers.roles == crew.roles == {"killed"}


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("24 Armenian soldiers were killed.", "armenia"),
        ("Armenian losses stood at 550.", "armenia"),
        ("Armenia's losses stood at 550.", "armenia"),
        ("Armenia lost 550 soldiers.", "armenia"),
        ("24 soldiers of Armenia were killed.", "armenia"),
        ("Hundreds of Ukrainian tanks were destroyed.", "ukraine"),
        ("24 soldiers were killed.", None),
        ("Armenia killed 24 soldiers.", None),
        ("Armenian forces killed 24 Azerbaijani soldiers.", "azerbaijan"),
        ("In the clashes the Armenian army lost more than 550 men, killed or wounded.", "armenia"),
        ("Armenian armed forces lost more than 550 soldiers, dead and wounded.", "armenia"),
        ("The battles left over 550 soldiers on the Armenian side dead or injured.", "armenia"),
        ("More than 550 of Armenia's soldiers were killed or wounded.", "armenia"),
        ("Nagorno-Karabakh's military had counted 16 dead in its ranks.", "armenia"),
        ("Ukraine said that Russia had lost 30 of its tanks.", "russia"),
        ("Twelve rebel fighters were killed.", "rebel"),
        ("Twelve government soldiers were killed.", "government"),
        ("The rebels lost 40 men.", "rebel"),
        ("The blast killed nine Hartwell workers.", "hartwell"),
        ("They destroyed nine enemy tanks.", "enemy"),
        ("24 of its soldiers were killed.", "its"),
        ("Seven people died in Armenia.", None),
        ("Twelve police officers were killed on Sunday.", None),
    ],
)
def test_whose_losses_they_are(text: str, side: str | None) -> None:
    assert only(text).side == side


@pytest.mark.parametrize(
    ("text", "speaker", "side"),
    [
        ("24 of its soldiers were killed.", "Azerbaijan's Defence Ministry", "azerbaijan"),
        ("24 of its soldiers were killed.", "Baku", "azerbaijan"),
        ("24 of its soldiers were killed.", "ministry", None),
        ("24 of our soldiers were killed.", "Armenia's ambassador to Russia", "armenia"),
        ("24 of our soldiers were killed.", "", "own"),
        ("24 of our men were killed.", "The rebels", "rebel"),
        ("24 enemy tanks were destroyed.", "Ukraine's army", "!ukraine"),
        ("24 Russian tanks were destroyed.", "Ukraine's army", "russia"),
    ],
)
def test_its_and_enemy_go_by_who_speaks(text: str, speaker: str, side: str | None) -> None:
    assert resolve_sides(find_quantities(text), speaker)[0].side == side


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("armenia", "azerbaijan", None),
        ("rebel", "government", None),
        ("!ukraine", "ukraine", None),
        ("!ukraine", "russia", ("conflicting", "unknown")),
        ("armenia", "armenia", ("conflicting", "same")),
        ("hartwell", None, ("conflicting", "same")),
        ("hartwell", "kellogg", ("conflicting", "unknown")),
        ("armenia", "rebel", ("conflicting", "unknown")),
        ("armenia", None, ("conflicting", "unknown")),
        ("own", "own", ("conflicting", "unknown")),
        ("its", None, ("conflicting", "same")),
    ],
)
def test_only_sides_known_to_differ_stop_a_conflict(a: str | None, b: str | None, relation: tuple[str, str]) -> None:
    one, other = only("24 soldiers were killed."), only("550 soldiers were killed.")
    for first, second in ((a, b), (b, a)):
        matches = compare_quantities([replace(one, side=first)], [replace(other, side=second)])
        assert [(match.relation, match.certainty) for match in matches] == ([relation] if relation else [])


def test_text_and_span_take_in_bound_and_noun() -> None:
    text = "On Friday more than 550 Armenian soldiers were killed."
    quantity = only(text)
    assert quantity.text == "more than 550 Armenian soldiers"
    assert text[slice(*quantity.span)] == quantity.text
    assert quantity.figure == "more than 550"


@pytest.mark.parametrize("text", ["12 people died, including 3 children.", "Twelve died, three of them children."])
def test_a_part_is_marked(text: str) -> None:
    whole, part = find_quantities(text)
    assert not whole.part
    assert part.part


# Which quantities conflict


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("24 soldiers were killed.", "550 soldiers were killed."),
        ("24 people died.", "Thirty people died."),
        ("At least 31 people died.", "24 people died."),
        ("24 dead.", "The death toll stands at 31."),
        ("No more than five houses were destroyed.", "About forty houses burned down."),
        ("More than 550 soldiers were killed.", "24 troops died."),
        ("More than 550 soldiers were killed.", "1,500 soldiers were killed."),
        ("Dozens of people were killed.", "Three people were killed."),
        ("Nobody was hurt.", "Two people were injured."),
        ("No soldiers were killed.", "24 troops were killed."),
        ("Between 20 and 30 tanks were destroyed.", "12 tanks were destroyed."),
        ("Police arrested 40 protesters.", "120 demonstrators were detained."),
        ("24 Armenian soldiers were killed.", "Armenia lost 550 soldiers."),
        ("Fewer than 20 people attended.", "About 500 people attended."),
        ("24 of Armenia's soldiers were killed.", "550 soldiers on the Armenian side were killed."),
        ("Armenian losses stood at 24 killed.", "The Armenian army lost 550 dead."),
        ("Fifteen Armenian air-defence units were destroyed.", "Not a single Armenian air-defence unit was destroyed."),
        ("The storm has killed 22 people.", "The storm has claimed at least 130 lives."),
    ],
)
def test_the_same_thing_counted_differently_conflicts_for_certain(a: str, b: str) -> None:
    assert relations(a, b) == [("conflicting", "same")]
    assert relations(b, a) == [("conflicting", "same")]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("At least 31 people died.", "47 people died."),
        ("Up to seven people died.", "Five people died."),
        ("More than 550 soldiers were killed.", "600 soldiers were killed."),
        ("About 500 people attended.", "Some 600 people attended."),
        ("500 soldiers were killed.", "487 soldiers were killed."),
        ("1.2 million people fled.", "1,214,000 people fled."),
        ("Inflation stood at 11 per cent in March.", "Inflation stood at 11.4 per cent in March."),
        ("Dozens of people were killed.", "31 people were killed."),
        ("Several people were killed.", "Six people were killed."),
        ("A few people were killed.", "Four people were killed."),
        ("24 people died.", "Twenty-four people died."),
        ("24 soldiers died.", "Two dozen troops were killed."),
        ("More than a dozen homes were destroyed.", "Seventeen houses were destroyed."),
        ("The road is 5 km long.", "The road is 5,000 metres long."),
    ],
)
def test_what_can_both_be_right(a: str, b: str) -> None:
    assert [relation for relation, _ in relations(a, b)] in (["equal"], ["compatible"])
    assert not conflicts(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("24 soldiers were killed.", "100 soldiers were wounded."),
        ("24 soldiers were killed.", "100 civilians were killed."),
        ("Nine tanks were destroyed.", "40 drones were destroyed."),
        ("Nine tanks were destroyed.", "40 tanks were damaged."),
        ("24 passengers died.", "Two crew members died."),
        ("24 Armenian soldiers were killed.", "550 Azerbaijani soldiers were killed."),
        ("Three silos burned down.", "Five ministers resigned."),
        ("Nine people died.", "It cost nine million euros."),
        ("It cost 240 million euros.", "It cost 300 million dollars."),
        ("In 2018 the firm sold 500 cars.", "In 2019 the firm sold 700 cars."),
        ("Twelve people died, including three children.", "Nine children died."),
        ("Three children died.", "Twelve people died."),
        ("Nine soldiers were killed.", "Twelve people were killed."),
        ("24 were killed.", "550 were killed or wounded."),
        ("The company will cut 110,000 jobs.", "The company cut 500 jobs."),
        ("24 soldiers were killed.", "The army denied that 550 soldiers were killed."),
        ("24 people died.", "Up to 500 people could be dead."),
        ("Prices rose by 2 per cent in March.", "Prices stood at 9.4 per cent in March."),
        ("Ten more people died.", "24 people died."),
        ("He is 34 years old.", "The talks took 34 hours."),
        ("Officers found 90 kilos of heroin.", "Officers found 640 kilos of cocaine."),
        ("38 people were killed in the flood.", "1.2 million people are stranded in the flood."),
        ("Nine people were killed.", "Elsewhere 40 people were killed."),
        ("61 students were arrested.", "All but six of the students were arrested."),
        ("24 Russian tanks were destroyed.", "Seven Ukrainian tanks were destroyed."),
        ("Twelve rebel soldiers were killed.", "Forty government soldiers were killed."),
        ("24 of the Armenian army's soldiers were killed.", "About 200 Azerbaijani soldiers were killed."),
        ("24 soldiers were killed.", "Rumours spread that 550 soldiers were killed."),
        ("The first four seeds got a bye.", "Only two seeds got a bye."),
        ("Less than 10% of the land is desert.", "More than 90% of the land is non-desert."),
        ("In the lower jaw there were six teeth.", "In the upper jaw there were two teeth."),
    ],
)
def test_a_known_difference_stops_a_conflict(a: str, b: str) -> None:
    assert not conflicts(a, b)
    assert not conflicts(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("550 soldiers were killed.", "24 people were killed."),
        ("24 soldiers were killed.", "550 were killed."),
        ("24 soldiers were killed.", "550 Armenian soldiers were killed."),
        ("Nine people died in Tato.", "Forty people died in Jel."),
        ("Nine people died on Monday.", "Forty people died on Tuesday."),
        ("We lost 18 men.", "300 men were killed."),
        ("Twelve children died.", "Nine people died."),
        ("Two storage tanks were destroyed.", "Nine tanks were destroyed."),
        ("Thousands of people attended.", "50,000 people attended."),
        ("No child died of hunger.", "Nine children died."),
        ("Some 2,400 barrels of crude leaked into the bay.", "Forty litres of oil leaked into the sea."),
        ("24 Armenian soldiers were killed.", "Twelve rebel soldiers were killed."),
        ("In the western suburb nobody was killed.", "17 people were killed."),
    ],
)
def test_where_nothing_says_that_they_differ_the_conflict_is_uncertain(a: str, b: str) -> None:
    assert relations(a, b) == [("conflicting", "unknown")]
    assert relations(b, a) == [("conflicting", "unknown")]


def test_killed_and_wounded_add_up_to_losses() -> None:
    a = "Azerbaijan lost more than 550 soldiers killed or wounded."
    b = "24 Azerbaijani soldiers were killed and more than 100 wounded."
    (match,) = conflicts(a, b)
    assert match.certainty == "same"
    assert [quantity.roles for quantity in match.b] == [{"killed"}, {"wounded"}]
    assert match.sentence() == "Both count soldiers killed or wounded: more than 550 against 24 plus more than 100."
    assert relations("130 soldiers were killed or wounded.", "24 soldiers were killed and 106 wounded.") == [
        ("equal", "same")
    ]
    assert not conflicts("120 soldiers were killed or wounded.", "24 soldiers were killed and over 90 wounded.")
    for sum_of_both in (
        "24 of its soldiers fell and more than 100 were wounded.",
        "24 killed, 103 injured.",
        "The army lost 24 dead and over 100 wounded.",
    ):
        (match,) = conflicts("More than 550 soldiers were killed or wounded.", sum_of_both)
        assert len(match.b) == 2

    (match,) = conflicts(b, a)
    assert [quantity.roles for quantity in match.a] == [{"killed"}, {"wounded"}]


def test_the_killed_cannot_outnumber_the_losses() -> None:
    assert conflicts("550 soldiers were killed.", "24 soldiers were killed or wounded.")
    assert not conflicts("24 soldiers were killed.", "550 soldiers were killed or wounded.")


def test_a_compatible_counterpart_stops_conflicts_with_the_others() -> None:
    a = "24 people died."
    b = "24 people died in the village, and 60 people died in the district."
    assert [relation for relation, _ in relations(a, b)] == ["equal"]
    assert [relation for relation, _ in relations(b, a)] == ["equal"]


def test_a_quantity_that_agrees_with_one_counterpart_does_not_conflict_with_the_next() -> None:
    a = "About 24 people died in the village, and about 26 people died in the town."
    b = "About 25 people died in the city, and 90 people died in the region."
    assert [relation for relation, _ in relations(a, b)] == ["compatible"]
    assert [relation for relation, _ in relations(b, a)] == ["compatible"]


def test_up_to_after_a_verb_of_change_is_no_bound() -> None:
    toll = only("By Sunday the toll had gone up to sixteen.")
    assert (toll.low, toll.high, toll.roles) == (16, 16, {"killed"})
    assert only("Up to sixteen people died.").low == 0


@pytest.mark.parametrize("words", ["is no older than", "cannot be older than", "is not older than"])
def test_a_negated_comparative_is_an_upper_bound(words: str) -> None:
    age = only(f"The skull {words} 9,000 years.")
    assert (age.low, age.high, age.mood, age.unit) == (0, 9000, "fact", "year of age")


def test_a_count_after_a_month_is_no_date() -> None:
    assert only("By the end of October 127 people had died.").low == 127


def test_a_list_hands_on_role_and_side() -> None:
    text = "Our army destroyed 22 enemy tanks and other armoured vehicles, 15 air-defence units and 18 drones."
    found = find_quantities(text)
    assert [(quantity.side, quantity.roles) for quantity in found] == [("enemy", {"destroyed"})] * 3
    twelve, three = find_quantities("Twelve Armenian and three Russian soldiers were killed.")
    assert (twelve.counted, twelve.side, three.side) == ("soldier", "armenia", "russia")


def test_a_date_beside_a_count_is_left_out() -> None:
    assert only("On March 12, 24 people died.").low == 24
    assert only("On 12 March 24 people died.").low == 24


def test_another_quantity_of_the_same_thing_makes_a_conflict_uncertain() -> None:
    assert relations(
        "9 people were killed in the north and 60 people were killed in the south.", "24 people died."
    ) == [("conflicting", "unknown")]


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("Bedrock was hit at 324 metres.", "The drill stuck fast at 210 metres.", [("conflicting", "unknown")]),
        ("The hotel was sold for 45 million francs.", "I paid 45 million francs.", [("equal", "unknown")]),
        ("Prices rose by 18 percent.", "The party got 31 percent.", []),
        ("A wall of 2 metres and one of 3 metres stand there.", "The drill stuck fast at 210 metres.", []),
    ],
)
def test_the_only_measure_of_its_unit_in_each_claim_is_set_against_the_other(a, b, relation) -> None:
    assert relations(a, b) == relation


def test_a_place_is_a_part_of_the_whole_country() -> None:
    assert relations("In the whole country, 1,400 cars were burned.", "In Clairval, 312 cars were burned.") == []


def test_armies_of_unknown_names_leave_a_conflict_uncertain() -> None:
    west = "Monday's attack cost the Western army about 300 men, dead and wounded together."
    assert relations(west, "The Eastern army lost fewer than 150 men, dead and wounded.") == [
        ("conflicting", "unknown")
    ]


def test_near_says_how_far_more_than_reaches() -> None:
    a, b = "More than 100 people died.", "180 people died."
    assert conflicts(a, b)
    assert not conflicts(a, b, near=1.0)
    assert conflicts("More than 100 people died.", "140 people died.", near=0.1)


@pytest.mark.parametrize("near", [-0.1, float("nan"), inf])
def test_near_must_be_a_finite_number(near: float) -> None:
    with pytest.raises(ValueError, match="near must be"):
        compare_quantities((), (), near=near)


@pytest.mark.parametrize(
    ("a", "b", "sentence"),
    [
        ("24 people died.", "31 people died.", "Both count people killed: 24 against 31."),
        ("24 people died.", "24 people died.", "Both count people killed, and agree: 24 and 24."),
        (
            "At least 24 people died.",
            "31 people died.",
            "Both count people killed: at least 24 and 31 can both be right.",
        ),
        (
            "Not a single tank was destroyed.",
            "Fifteen tanks were destroyed.",
            "Both count tanks destroyed: not a single against fifteen.",
        ),
        ("A dozen people died.", "AT LEAST 31 people died.", "Both count people killed: a dozen against AT LEAST 31."),
        (
            "Inflation was 4 per cent in March.",
            "Inflation was 9 per cent in March.",
            "Both give a percentage: 4 per cent against 9 per cent.",
        ),
    ],
)
def test_the_sentence_says_what_is_compared(a: str, b: str, sentence: str) -> None:
    (match,) = compare_quantities(find_quantities(a), find_quantities(b))
    assert match.sentence() == sentence


# What holds for any text

_WORDS = (
    "24 31 550 1,200 2.5 1990 2-1 20-30 COVID-19 $5 €3m no none nobody at least more than up to about nearly between "
    "and from to or one two twenty-four a dozen dozens hundreds of thousands several few half third million percent % "
    "km soldiers people tanks Armenian Ukraine's our killed wounded died dead missing losses were was not denied will "
    "could including them by rose toll houses destroyed damaged in on Monday March , . ; : ( ) - – \" ' the a per cent"
).split()
_CLAIMS = st.lists(st.sampled_from(_WORDS), max_size=25).map(" ".join)
_PLAIN = st.builds(
    "{} {} were {}.".format,
    st.sampled_from(["24", "at least 31", "more than 550", "up to 40", "about 90", "dozens of", "nearly 300", "30-50"]),
    st.sampled_from(["soldiers", "people", "Armenian soldiers", "tanks", "civilians"]),
    st.sampled_from(["killed", "wounded", "killed or wounded", "captured"]),
)
_TEXTS = st.one_of(
    _CLAIMS,
    st.lists(_PLAIN, min_size=1, max_size=3).map(lambda claims: " ".join(claim.capitalize() for claim in claims)),
)


@settings(max_examples=500, deadline=None)
@given(st.one_of(st.text(max_size=120), _CLAIMS))
def test_no_text_crashes_and_spans_point_into_it(text: str) -> None:
    for quantity in find_quantities(text):
        start, end = quantity.span
        assert 0 <= start < end <= len(text)
        assert text[start:end] == quantity.text
        assert quantity.low <= quantity.high
    assert find_quantities(text) == find_quantities(text)


@settings(max_examples=500, deadline=None)
@given(_TEXTS)
def test_a_claim_never_conflicts_with_itself(text: str) -> None:
    assert not conflicts(text, text)


@settings(max_examples=500, deadline=None)
@given(_TEXTS, _TEXTS, st.sampled_from([0.0, 0.2, 0.5, 1.0]))
def test_comparing_is_symmetric(a: str, b: str, near: float) -> None:
    there = compare_quantities(find_quantities(a), find_quantities(b), near=near)
    back = compare_quantities(find_quantities(b), find_quantities(a), near=near)
    assert {(m.relation, m.certainty, m.a, m.b) for m in there} == {(m.relation, m.certainty, m.b, m.a) for m in back}


@settings(max_examples=500, deadline=None)
@given(_TEXTS, _TEXTS, st.data())
def test_widening_a_bound_never_makes_a_conflict(a: str, b: str, data: st.DataObject) -> None:
    first, second = find_quantities(a), find_quantities(b)
    before = compare_quantities(first, second)
    if not first:
        return
    index = data.draw(st.integers(0, len(first) - 1))
    down, up = data.draw(st.floats(0, 1e6)), data.draw(st.floats(0, 1e6))
    wider = replace(first[index], low=first[index].low - down, high=first[index].high + up)
    after = compare_quantities((*first[:index], wider, *first[index + 1 :]), second)
    clash = {quantity for match in after if match.relation == "conflicting" for quantity in (*match.a, *match.b)}
    calm = {q for m in before if m.relation != "conflicting" for q in (*m.a, *m.b)}
    assert not clash & (calm | ({wider} if first[index] in calm else set()))


@settings(max_examples=200, deadline=None)
@given(_TEXTS, _TEXTS)
def test_a_larger_near_never_makes_more_conflicts_of_single_pairs(a: str, b: str) -> None:
    for one in find_quantities(a):
        for other in find_quantities(b):
            if not any(m.relation == "conflicting" for m in compare_quantities((one,), (other,), near=0.2)):
                wide = compare_quantities((one,), (other,), near=0.8)
                assert not any(m.relation == "conflicting" for m in wide)


@given(st.integers(0, 999_999))
def test_digits_and_separators_read_alike(number: int) -> None:
    for figure in (f"{number:,}", f"{number}"):
        if figure.isdigit() and 1000 <= number <= 2100:
            continue
        assert only(f"At least {figure} people died.").low == number


def test_the_work_grows_with_the_length_of_a_text_and_no_faster(monkeypatch: pytest.MonkeyPatch) -> None:
    looked, word = [0], ClaimText.word

    def counting(claim: ClaimText, at: int) -> str:
        looked[0] += 1
        return word(claim, at)

    monkeypatch.setattr(ClaimText, "word", counting)
    counts = []
    for many in (100, 400):
        looked[0] = 0
        text = ", ".join(f"{number + 2} soldiers were killed and {number + 7} tanks burned" for number in range(many))
        assert len(find_quantities(text)) == 2 * many
        counts.append(looked[0])
    assert counts[1] < 5 * counts[0]
