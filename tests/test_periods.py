"""Dates and times in claims, how the periods of two claims relate, and what is an update."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contradict.periods import Update, find_update, read_timing, relate_periods, same_act_dates

WEDNESDAY = date(2020, 9, 30)


def day(month: int, number: int, year: int = 2020) -> date:
    return date(year, month, number)


PERIODS: list[tuple[str, str, date | None, date | None, str]] = [
    ("24 soldiers were killed on Sunday", "Sunday", day(9, 27), day(9, 27), "day"),
    ("the toll of Wednesday's fighting", "Wednesday", day(9, 30), day(9, 30), "day"),
    ("It happened last Wednesday", "Wednesday", day(9, 23), day(9, 23), "day"),
    ("The vote will be held on Sunday", "Sunday", day(10, 4), day(10, 4), "day"),
    ("He left early on Monday morning", "early on Monday morning", day(9, 28), day(9, 28), "day"),
    ("It rained yesterday", "yesterday", day(9, 29), day(9, 29), "day"),
    ("It rained the day before yesterday", "the day before yesterday", day(9, 28), day(9, 28), "day"),
    ("Two days ago it stopped", "Two days ago", day(9, 28), day(9, 28), "day"),
    ("Lorries crossed on the night to Monday", "Monday", day(9, 27), day(9, 28), "night"),
    ("They met that Friday", "Friday", None, None, "day"),
    ("Shelling went on overnight", "overnight", day(9, 29), day(9, 30), "night"),
    ("fighting in the night from Sunday to Monday", "from Sunday to Monday", day(9, 27), day(9, 28), "night"),
    ("open from Monday to Friday", "from Monday to Friday", day(9, 21), day(9, 25), "range"),
    ("between Friday and Sunday 24 died", "between Friday and Sunday", day(9, 25), day(9, 27), "range"),
    ("on 27 September", "27 September", day(9, 27), day(9, 27), "day"),
    ("on the 3rd of March, 2019", "3rd of March, 2019", day(3, 3, 2019), day(3, 3, 2019), "day"),
    ("on September 27, 2019, in Baku", "September 27, 2019", day(9, 27, 2019), day(9, 27, 2019), "day"),
    ("Sunday, 27 September 2020", "Sunday, 27 September 2020", day(9, 27), day(9, 27), "day"),
    ("since Oct. 5", "since Oct. 5", day(10, 5), None, "since"),
    ("on 2 December", "2 December", day(12, 2, 2019), day(12, 2, 2019), "day"),
    ("The match is due to take place on 2 December", "2 December", day(12, 2), day(12, 2), "day"),
    ("on 2020-09-27", "2020-09-27", day(9, 27), day(9, 27), "day"),
    ("on 27.09.2020", "27.09.2020", day(9, 27), day(9, 27), "day"),
    ("from 3 to 5 March", "3 to 5 March", day(3, 3), day(3, 5), "range"),
    ("from March to May 2008", "from March to May 2008", day(3, 1, 2008), day(5, 31, 2008), "range"),
    ("on 3-5 March 2019", "3-5 March 2019", day(3, 3, 2019), day(3, 5, 2019), "range"),
    ("1,200 cases in July", "July", day(7, 1), day(7, 31), "month"),
    ("1,200 cases in December", "December", day(12, 1, 2019), day(12, 31, 2019), "month"),
    ("In May 24 people died", "May", day(5, 1), day(5, 31), "month"),
    ("in March he marched", "March", day(3, 1), day(3, 31), "month"),
    ("in December 2008 riots", "December 2008", day(12, 1, 2008), day(12, 31, 2008), "month"),
    ("late July was dry", "late July", day(7, 21), day(7, 31), "month"),
    ("by the end of June", "by the end of June", None, day(6, 30), "by"),
    ("since 2014", "since 2014", day(1, 1, 2014), None, "since"),
    ("until Friday", "until Friday", None, day(9, 25), "until"),
    ("before 2010", "before 2010", None, day(12, 31, 2009), "before"),
    ("after 2010 it closed", "after 2010", day(1, 1, 2011), None, "after"),
    ("In 2019, prices rose", "2019", day(1, 1, 2019), day(12, 31, 2019), "year"),
    ("from 2014 to 2018", "from 2014 to 2018", day(1, 1, 2014), day(12, 31, 2018), "range"),
    ("the 2019 election", "2019", day(1, 1, 2019), day(12, 31, 2019), "edition"),
    ("the 2019-20 season", "2019-20", day(7, 1, 2019), day(6, 30), "season year"),
    ("profit in fiscal 2019", "fiscal 2019", day(1, 1, 2019), day(12, 31, 2019), "fiscal year"),
    ("the third quarter of 2019", "third quarter of 2019", day(7, 1, 2019), day(9, 30, 2019), "quarter"),
    ("third-quarter profit", "third-quarter", day(7, 1), day(9, 30), "quarter"),
    ("sales in Q4", "Q4", day(10, 1, 2019), day(12, 31, 2019), "quarter"),
    ("the first half of the year", "first half of the year", day(1, 1), day(6, 30), "half"),
    ("in the 1990s", "1990s", day(1, 1, 1990), day(12, 31, 1999), "decade"),
    ("in the early 1990s", "early 1990s", day(1, 1, 1990), day(5, 2, 1993), "decade"),
    ("in the summer of 2019", "summer of 2019", day(6, 1, 2019), day(8, 31, 2019), "season"),
    ("last week", "last week", day(9, 21), day(9, 27), "week"),
    ("this week", "this week", day(9, 28), day(10, 4), "week"),
    ("last month", "last month", day(8, 1), day(8, 31), "month"),
    ("last year", "last year", day(1, 1, 2019), day(12, 31, 2019), "year"),
    ("three years ago", "three years ago", day(1, 1, 2017), day(12, 31, 2017), "year"),
    ("in the past three days", "past three days", day(9, 27), day(9, 30), "past"),
    ("in the 19th century", "19th century", day(1, 1, 1801), day(12, 31, 1900), "century"),
    ("at 14:30 the sirens went", "14:30", None, None, "clock"),
    ("hours later he died", "hours later", None, None, "relative"),
]
"""Text of a claim published on Wednesday, 30 September 2020; its only period."""

NOT_PERIODS = [
    "Theresa May met the crew",
    "They may sue",
    "the March on Rome",
    "April Jones won",
    "he came second",
    "a second strike",
    "2019 people died",
    "Exactly 2020 votes were counted",
    "The number rose to 2019",
    "won by 1804 votes",
    "a total of 1914 soldiers fell",
    "paid 2,019 dollars",
    "flight 2010 crashed",
    "the Sunday Times reported",
    "Bloody Sunday was filmed",
    "goals in the first half",
    "spring water",
    "they marched to Fall River",
    "USA Today reported",
    "magnitude 7.6",
    "a 3-2 win",
]


@pytest.mark.parametrize(("text", "named", "start", "end", "kind"), PERIODS)
def test_read_period(text: str, named: str, start: date | None, end: date | None, kind: str) -> None:
    periods = read_timing(text, WEDNESDAY).periods
    assert [(p.start, p.end) for p in periods] == [(start, end)]
    assert named in periods[0].text
    assert periods[0].kind == kind


@pytest.mark.parametrize("text", NOT_PERIODS)
def test_other_words_and_numbers_are_no_periods(text: str) -> None:
    assert read_timing(text, WEDNESDAY).periods == ()


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("24 soldiers were killed on Sunday", "counted"),
        ("Inflation eased in March", "counted"),
        ("The mayor resigned on Sunday", "dated"),
        ("The bomb in the market killed nine people on Sunday", "dated"),
        ("Nine miners died on Sunday when the cage fell", "dated"),
        ("The ministry said on Sunday that 24 soldiers were killed", "reported"),
        ("On Sunday the ministry announced that 24 soldiers were killed", "reported"),
        ("The toll reached 114 on Sunday", "reported"),
        ("At least 47 bodies had been landed by Sunday noon", "reported"),
        ("the 2019 election", "counted"),
        ("her 2019 novel", "dated"),
    ],
)
def test_role_of_period(text: str, role: str) -> None:
    assert [p.role for p in read_timing(text, WEDNESDAY).periods] == [role]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("So far 31 have died", "So far"),
        ("The toll has risen to 31", "has risen"),
        ("It now stands at 31", "now stands at"),
        ("The toll rose to 31", "rose to"),
        ("268 had been freed by Tuesday evening", "by Tuesday evening"),
        ("The road is no longer closed", "no longer"),
        ("It has since reopened", "has since"),
        ("As of Monday 12 were missing", "As of"),
        ("Two more died, bringing the toll to 31", "bringing the toll"),
        ("The latest figures show 31", "latest figures"),
        ("Tony rose to his feet", None),
        ("It lasted twenty minutes, no longer", None),
        ("He declined to say", None),
        ("It must be ready by next Friday", None),
        ("31 people died", None),
    ],
)
def test_update_word(text: str, word: str | None) -> None:
    span = read_timing(text, WEDNESDAY).update_word
    assert (text[slice(*span)] if span else None) == word


RELATIONS = [
    ("1,200 cases in July", "900 cases in August", "different"),
    ("1,200 cases in July", "900 cases in July", "same"),
    ("1,200 cases in July", "900 cases", "unknown"),
    ("1,200 cases in July", "900 cases in 2020", "unknown"),
    ("Exports of 3 billion in 2019", "Exports of 4 billion in 2020", "different"),
    ("24 soldiers died on Sunday", "31 soldiers died on Monday", "different"),
    ("24 soldiers died on Sunday", "31 soldiers died on 27 September", "same"),
    ("12 raids last week", "9 raids this week", "different"),
    ("The bomb went off on Sunday", "The bomb went off on Saturday", "unknown"),
    ("The bomb killed 9 people on Sunday", "The bomb killed 12 people on Saturday", "unknown"),
    ("Police said on Monday that 9 died", "Police said on Tuesday that 12 died", "unknown"),
    ("By Monday 9 had died", "By Tuesday 12 had died", "unknown"),
    ("Profit was 5 million in the third quarter", "Profit was 6 million in the second quarter", "different"),
    ("Profit was 5 million in fiscal 2019", "Profit was 6 million in May 2018", "unknown"),
    ("300 arrests since 2014", "250 arrests in 2010", "different"),
    ("40 wolves in the 1990s", "12 wolves in the 1980s", "different"),
]


@pytest.mark.parametrize(("a", "b", "relation"), RELATIONS)
def test_relate_periods(a: str, b: str, relation: str) -> None:
    one, other = read_timing(a, WEDNESDAY), read_timing(b, WEDNESDAY)
    assert relate_periods(one, other) == relation
    assert relate_periods(other, one) == relation


def test_names_tell_periods_apart_without_dates() -> None:
    july, august = read_timing("900 cases in July", None), read_timing("800 cases in August", None)
    assert relate_periods(july, august) == "different"
    assert relate_periods(july, july) == "same"


def test_the_same_weekday_of_two_weeks_is_two_days() -> None:
    one = read_timing("24 soldiers died on Sunday", WEDNESDAY)
    assert relate_periods(one, read_timing("24 soldiers died on Sunday", WEDNESDAY + timedelta(7))) == "different"


def test_dates_of_one_act() -> None:
    sunday = read_timing("The bomb went off on Sunday", WEDNESDAY)
    assert same_act_dates(sunday, read_timing("The bomb went off on Saturday", WEDNESDAY)) == "different"
    assert same_act_dates(sunday, read_timing("It went off on 27 September", WEDNESDAY)) == "same"


def updated(early: str, late: str, values: Any = None, days: int = 1, **options: Any) -> Update | None:
    """What `find_update` says of an early claim (a) and a late one (b)."""
    a, b = read_timing(early, WEDNESDAY), read_timing(late, WEDNESDAY + timedelta(days))
    options = {"same_voice": False, "falling": False} | options
    return find_update(a, b, values=values, text_a=early, text_b=late, **options)


NUMBERS = ((24.0, 24.0), (31.0, 31.0))
BACK = ((31.0, 31.0), (24.0, 24.0))


@pytest.mark.parametrize(
    ("early", "late", "values", "options", "expected"),
    [
        ("24 died", "31 died", NUMBERS, {"same_voice": True}, True),
        ("24 died", "The toll has risen to 31", NUMBERS, {}, True),
        ("24 died", "31 died", NUMBERS, {}, False),
        ("24 died", "31 died", NUMBERS, {"same_voice": True, "days": 0}, False),
        ("31 died", "24 died", BACK, {"same_voice": True}, False),
        ("31 died", "24 have died so far", BACK, {}, False),
        ("31 died", "The toll was revised to 24", BACK, {}, True),
        ("31 are missing", "24 are now missing", BACK, {"falling": True}, True),
        ("24 are missing", "31 are now missing", NUMBERS, {"falling": True}, False),
        ("24 are missing", "The missing have risen to 31", NUMBERS, {"falling": True}, True),
        ("at least 24 died", "31 have now died", ((24.0, float("inf")), (31.0, 31.0)), {}, True),
        ("dozens died", "31 have now died", ((24.0, 99.0), (31.0, 31.0)), {}, False),
        ("24 died, no more", "31 have now died", NUMBERS, {}, False),
        ("24 soldiers died on Sunday", "31 soldiers died on Monday", NUMBERS, {"same_voice": True}, False),
        ("24 died", "By Thursday 31 had died", NUMBERS, {}, True),
        ("24 died", "By Sunday 31 had died", NUMBERS, {}, False),
        ("24 died", "31 were found on Thursday", NUMBERS, {}, False),
        ("nobody died", "31 have now died", ((0.0, 0.0), (31.0, 31.0)), {}, False),
        ("nobody died", "31 have now died", ((0.0, 0.0), (31.0, 31.0)), {"same_voice": True}, True),
        ("24 died", "Doctors said on Thursday that 31 died", NUMBERS, {}, False),
    ],
)
def test_update_of_a_number(early: str, late: str, values: Any, options: dict[str, Any], expected: bool) -> None:
    assert (updated(early, late, values, **options) is not None) is expected


STATES = [
    ("The pilot is missing", "The pilot was found alive"),
    ("The road is closed", "The road has reopened"),
    ("The fire is burning out of control", "The fire is contained"),
    ("Talks continue in Geneva", "The agreement was signed"),
    ("The guard is in hospital", "The guard has died"),
    ("The suspect is at large", "The suspect was arrested"),
    ("Flights are suspended", "Flights have resumed"),
    ("The minister is expected to sign", "It was signed after the plan went ahead"),
    ("The ferry is adrift", "The ferry was towed into port"),
    ("The jury is still out", "The jury found both guilty"),
    ("The permit was refused", "The permit was granted"),
    ("Nurses are on strike", "Nurses returned to work"),
]


@pytest.mark.parametrize(("early", "late"), STATES)
def test_update_of_a_state(early: str, late: str) -> None:
    assert updated(early, late, same_voice=True)
    assert updated(early, f"{late}, it was updated")
    assert not updated(early, late)
    assert not updated(late, early, same_voice=True)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("The court sentenced him to ten years", "The appeal court has now quashed the sentence"),
        ("A ceasefire is in force", "The ceasefire has now collapsed"),
        ("Ten hostages are held", "The hostages have now been freed"),
        ("The road is closed", "The road reopened on Thursday"),
    ],
)
def test_what_undoes_an_earlier_state_leaves_it_true_of_its_time(early: str, late: str) -> None:
    assert not updated(early, late)


def test_a_denied_state_is_not_reached() -> None:
    assert not updated("The suspect is at large", "The suspect was not arrested", same_voice=True)
    assert not updated("The road is closed", "The road may be reopened", same_voice=True)
    assert not updated("Nobody has been detained", "He was set free", same_voice=True)


def test_one_voice_may_say_that_things_have_changed() -> None:
    early, late = "The river is safe to bathe in", "The river is now a danger to bathers"
    assert updated(early, late, same_voice=True)
    assert not updated(early, late)
    assert not updated("The river is now safe", late, same_voice=True)
    assert not updated(early, "The city now concedes that the river is a danger", same_voice=True)


RUNNING = [
    ("Four officials were suspended", "The number of officials suspended has risen to nine"),
    ("More than 12,000 were taken", "The count of prisoners has gone up to 15,100"),
    ("Dozens of taxis block the road", "The number of taxis now stands at 400"),
    ("Forty were treated", "By now 60 have been treated"),
]


@pytest.mark.parametrize(("early", "late"), RUNNING)
def test_a_count_that_is_said_to_have_moved_is_an_update_of_an_earlier_count(early: str, late: str) -> None:
    update = updated(early, late)
    assert update
    assert update.by_word
    assert updated("Some were suspended, taken or treated", late, same_voice=True)
    assert not updated("Some were suspended, taken or treated", late)
    assert not updated(f"{early}, no more", late)
    assert not updated("Nobody of the 40 was there", late)
    assert not updated(early, late.replace("has", "has not").replace("now", "has not now").replace("By", "Not by"))


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("Unemployment has fallen to 5%", "Unemployment has risen to 7%"),
        ("The ministry denied that 40 soldiers were killed", "The number of soldiers killed has risen to 12"),
        ("All 40 on board were rescued", "The number of passengers killed has risen to nine"),
        ("Everyone of the 40 was rescued", "The number of passengers killed has risen to nine"),
        ("The dinner for 300 went off without casualties", "The number of wounded has climbed to 40"),
        ("Reports of 20 deaths are false", "The number of deaths has risen to 12"),
    ],
)
def test_what_an_earlier_claim_shuts_out_is_no_update_by_word(early: str, late: str) -> None:
    assert not updated(early, late)


@pytest.mark.parametrize(
    ("early", "late"),
    [
        ("The guard was asleep in his hut", "The guard stood at the gate"),
        ("I never met the banker", "I have met the banker twice to date"),
        ("The army said its soldiers did not fire first", "The army revised its account: its soldiers fired first"),
        ("The man was armed", "Police updated their statement: the man was unarmed"),
        ("The minister flew to Rome", "The minister was in Paris by Saturday evening"),
        ("The plant leaked nothing", "As of Friday the plant had leaked for a week"),
        ("No passenger was hurt", "The railway corrected itself: three passengers were hurt"),
    ],
)
def test_a_voice_that_contradicts_itself_brings_no_update(early: str, late: str) -> None:
    assert not updated(early, late, same_voice=True)


def test_a_figure_of_one_voice_does_not_go_back_without_a_word_that_says_so() -> None:
    assert not updated("40 died in the fire", "12 died in the fire; the road is now open", BACK, same_voice=True)
    assert updated("40 died in the fire", "The toll of the fire was revised to 12", BACK, same_voice=True)


def test_why_is_a_plain_sentence() -> None:
    text_a, text_b = "24 died", "31 died"
    update = find_update(
        read_timing(text_a, date(2024, 3, 2)), read_timing(text_b, date(2024, 3, 3)),
        same_voice=True, values=NUMBERS, text_a=text_a, text_b=text_b,
    )  # fmt: skip
    assert update == Update("b", "Later figure from the same voice: 31 on 3 March after 24 on 2 March.")
    worded = updated("24 died", "The toll has climbed to 31", NUMBERS)
    assert worded
    assert '"has climbed"' in worded.why


def test_times_of_one_day_decide() -> None:
    noon = datetime(2024, 3, 2, 12, tzinfo=timezone.utc)
    options: dict[str, Any] = {"same_voice": True, "values": NUMBERS, "text_a": "24 died", "text_b": "31 died"}
    a, b = read_timing("24 died", noon), read_timing("31 died", noon + timedelta(hours=2))
    update = find_update(a, b, **options)
    assert update
    assert (update.later, "at 14:00" in update.why) == ("b", True)
    assert find_update(a, read_timing("31 died", noon.date()), **options) is None
    assert find_update(a, read_timing("31 died", noon.replace(tzinfo=None, hour=18)), **options) is None


FRAGMENTS = st.sampled_from(
    [text for text, *_ in PERIODS] + NOT_PERIODS
    + [text for pair in STATES for text in pair] + [text for row in RELATIONS for text in row[:2]]
    + ["so far", "has risen to 31", "31 July 2019", "29 February", "by", "since", "from", "Monday", "to", "9999",
       "FY21", "last", "next", "2019/20", "'90s", "Q1 9999",
       "999 years ago", "in 2099", "May 5", "ſunday", "thıs week", "1st"]
)  # fmt: skip
TEXTS = st.text(max_size=60) | st.lists(FRAGMENTS | st.text(max_size=8), max_size=8).map(" ".join)
MOMENTS = (
    st.none()
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(timezone.utc) | st.just(timezone(timedelta(hours=9))))
)
ENDS = st.floats(allow_nan=False)
INTERVALS = st.tuples(ENDS, ENDS).map(lambda ends: (min(ends), max(ends)))


@given(TEXTS, MOMENTS)
def test_any_text_is_read(text: str, published: date | None) -> None:
    timing = read_timing(text, published)
    spans = [period.span for period in timing.periods] + ([timing.update_word] if timing.update_word else [])
    assert all(0 <= start < end <= len(text) for start, end in spans)
    for period in timing.periods:
        assert text[slice(*period.span)] == period.text
        assert period.start is None or period.end is None or period.start <= period.end
    assert read_timing(text, published) == timing


@given(TEXTS, TEXTS, MOMENTS, MOMENTS)
def test_relation_of_periods_is_symmetric(text_a: str, text_b: str, day_a: date | None, day_b: date | None) -> None:
    a, b = read_timing(text_a, day_a), read_timing(text_b, day_b)
    assert relate_periods(a, b) == relate_periods(b, a)
    assert same_act_dates(a, b) == same_act_dates(b, a)
    assert relate_periods(a, a) != "different"


@given(TEXTS, TEXTS, MOMENTS, MOMENTS, st.none() | st.tuples(INTERVALS, INTERVALS), st.booleans(), st.booleans())
def test_update_turns_with_its_arguments(
    text_a: str, text_b: str, day_a: Any, day_b: Any, values: Any, same_voice: bool, falling: bool
) -> None:
    a, b = read_timing(text_a, day_a), read_timing(text_b, day_b)
    forth = find_update(a, b, same_voice=same_voice, values=values, falling=falling, text_a=text_a, text_b=text_b)
    swapped = values and (values[1], values[0])
    back = find_update(b, a, same_voice=same_voice, values=swapped, falling=falling, text_a=text_b, text_b=text_a)
    assert (forth is None) == (back is None)
    if forth and back:
        assert {forth.later, back.later} == {"a", "b"}
        assert forth.why == back.why
        assert day_a is not None
        assert day_b is not None
        assert day_a != day_b
