"""Time in a claim: the periods that it names, how the periods of two claims relate, and what is an update."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Literal

from contradict.periods.timereading import Period, Role, read_periods
from contradict.periods.timewords import MONTH_NAMES
from contradict.periods.updates import (
    find_update_word,
    said_direction,
    says_changed,
    says_moved,
    state_changes,
)

__all__ = [
    "Period", "PeriodRelation", "Timing", "Update", "day_of", "days_between", "find_update", "on_day",
    "read_timing", "relate_periods", "same_act_dates", "which_is_later",
]  # fmt: skip

PeriodRelation = Literal["same", "different", "unknown"]
Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Timing:
    """Everything about time in one claim; `update_word` is the span of "so far", "has risen to", "by Tuesday", …"""

    periods: tuple[Period, ...]
    published: date | None
    update_word: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Update:
    """The later of two claims replaces the earlier one; `by_word`: its words say so, no figure or state."""

    later: Literal["a", "b"]
    why: str
    by_word: bool = False


_REPORT = (
    r"(?:said|says|saying|told|tells|announced?s?|reported|reports|confirmed|wrote|added|claimed|stated|warned|declared"
    r"|acknowledged|insisted|published|posted|tweeted|issued|released|statement|briefing|denied|conceded|admitted"
    r"|testified|revealed|disclosed|updated?|put the|estimated?|estimates)"
)
REPORTED_BEFORE: Final = re.compile(
    rf"\b{_REPORT}\b(?: [\w'-]+){{0,4}}(?: on| late| early| in a statement| by)? ?$", re.ASCII
)
REPORTED_AFTER: Final = re.compile(rf"(?:'s)?,? (?:[\w'.-]+ ){{0,5}}{_REPORT}\b", re.ASCII)
COUNT: Final = re.compile(
    r"(?<![\w-])(?:[0-9][0-9.,]*(?:%| ?(?:per cent|percent|million|billion|thousand))?|two|three|four|five|six|seven"
    r"|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty"
    r"|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|dozens?|scores|several)\b",
    re.IGNORECASE | re.ASCII,
)
MEASURE: Final = re.compile(
    r"\b(?:inflation|unemployment|exports?|imports?|sales|revenues?|profits?|loss(?:es)? of|turnover|gdp|output"
    r"|production|prices?|rates?|averaged?|annual|yearly|monthly|quarterly|weekly|daily|totall?(?:ed|ing)?|rainfall"
    r"|deliver(?:ies|ed)|turnout|births|arrivals|earn(?:ed|ings)|grew|growth|shrank|per (?:day|week|month|year)"
    r"|each (?:day|week|month|year)|traffic|emissions|consumption|budget|deficit|surplus|visitors|passengers"
    r"|admissions|cases|infections)\b",
    re.IGNORECASE | re.ASCII,
)
ONE_ACT: Final = re.compile(
    r"\b(?:when|after|as) (?:an?|the|two|its|his|her|their|[A-Z])|\b(?:blast|explosion|crash|bomb(?:ing)?"
    r"|(?:earth)?quake|collapse|fire|shooting|sinking|derail(?:ed|ment)|stabbing|accident|capsized?|eruption|flood"
    r"|storm|collision|massacre|ambush|landslide|avalanche|match|vote|referendum|election|ballot|poll|verdict"
    r"|ceremony|rally|march|demonstration"
    r"|attack|raid|strike)\b",
    re.ASCII,
)
RUNNING: Final = re.compile(
    r"\b(?:toll|tally|so far|to date|total of|brought to|altogether|in all)\b", re.IGNORECASE | re.ASCII
)
RECURRING: Final = re.compile(
    r" (?:\w+ ){0,2}(?:elections?|vote|referendum|census|season|finals?|cup|Cup|championships?|games|Games|Olympics"
    r"|tournament|budget|report|survey|harvest|crop|festival|race|marathon|figures?|total|Oscars|awards?|edition"
    r"|results?|target|forecast|average|level)\b",
    re.ASCII,
)
"""What comes round every so often, so that "the 2019 election" and "the 2020 election" are two."""
CEILING: Final = re.compile(
    r"\b(?:no more|no others?|nor less|not one more|nobody else|exactly|only|merely|insist(?:s|ed)|maintain(?:s|ed)"
    r"|lies?|untrue)\b",
    re.IGNORECASE | re.ASCII,
)
"""An earlier claim with such a word shuts out what others count later, unless it says "so far" itself."""
SHUT_OUT: Final = re.compile(
    rf"{CEILING.pattern}|\b(?:no|not|none|nobody|no one|never|nothing|neither|hardly|without|unhurt|unharmed|false|safe"
    r"|every(?:one|body)|den(?:y|ies|ied)|rejected|dismissed)\b|\ball (?!in|told|of)|n't\b",
    re.IGNORECASE | re.ASCII,
)
"""An earlier claim with such a word is at odds with what others count later."""
SPANS_OF_DAYS: Final = frozenset({"day", "night", "weekend"})
BARE_KINDS: Final = frozenset({"clock", "relative", "by"})
LONE_KINDS: Final = frozenset({"season", "fiscal year", "season year"})
"""Kinds whose first and last day are a matter of convention: compared only among themselves."""


def read_timing(text: str, published: date | datetime | None) -> Timing:
    """Read the periods and the word of update of one claim, relative to the day on which it was published."""
    day = published.date() if isinstance(published, datetime) else published
    periods = read_periods(text, day)
    word = find_update_word(text) or _running_deadline(periods, day)
    if periods:
        periods = _with_roles(text, periods, word is not None)
    return Timing(periods, published, word)


def _running_deadline(periods: Iterable[Period], published: date | None) -> tuple[int, int] | None:
    """The span of "by Tuesday evening": up to when a claim's count runs, if that is not still to come."""
    for period in periods:
        if period.kind == "by" and (period.end is None or published is None or period.end <= published):
            return period.span
    return None


def _with_roles(text: str, periods: tuple[Period, ...], updating: bool) -> tuple[Period, ...]:
    measured = MEASURE.search(text) is not None
    counted = measured or _has_count(text, periods)
    one_act = not measured and ONE_ACT.search(text) is not None
    running = updating or RUNNING.search(text) is not None
    return tuple(replace(period, role=_role(text, period, counted and not one_act, running)) for period in periods)


def _role(text: str, period: Period, counted: bool, running: bool) -> Role:
    start, end = period.span
    if period.kind == "by" or (period.kind in SPANS_OF_DAYS and _is_reported(text, start, end)):
        return "reported"
    if period.kind in SPANS_OF_DAYS and running:
        return "reported"
    if period.kind == "edition":
        return "counted" if RECURRING.match(text, end) else "dated"
    return "counted" if counted and period.kind not in BARE_KINDS else "dated"


def _is_reported(text: str, start: int, end: int) -> bool:
    if REPORTED_BEFORE.search(text, max(0, start - 50), start):
        return True
    return start <= 4 and REPORTED_AFTER.match(text, end) is not None


def _has_count(text: str, periods: tuple[Period, ...]) -> bool:
    return any(
        all(match.end() <= period.span[0] or period.span[1] <= match.start() for period in periods)
        for match in COUNT.finditer(text)
    )


def relate_periods(a: Timing, b: Timing) -> PeriodRelation:
    """Whether two claims count, or state what holds, over the same period.

    This speaks only about periods OVER WHICH something is counted or holds ("1,200 cases in July" and "900 in August",
    "in 2019" and "in 2020", "24 soldiers killed on Sunday" and "31 on Monday"). The date of a single act is not such a
    period: "the bomb went off on Sunday" and "… on Saturday" contradict each other about the date, so they come out as
    "unknown" here, and `same_act_dates` tells the dates apart. Nor is the day on which somebody spoke or up to which a
    count runs. "different" needs every such period of one claim to be disjoint from every one of the other.
    """
    return _related(a, b, "counted")


def same_act_dates(a: Timing, b: Timing) -> PeriodRelation:
    """Whether the dates that two claims give to what happened are the same, or exclude one another."""
    return _related(a, b, "dated")


def _related(a: Timing, b: Timing, role: Role) -> PeriodRelation:
    ours = [period for period in a.periods if period.role == role]
    theirs = [period for period in b.periods if period.role == role]
    relations = {_two_periods(one, other) for one in ours for other in theirs}
    if "same" in relations:
        return "same"
    return "different" if relations == {"different"} else "unknown"


def _two_periods(one: Period, other: Period) -> PeriodRelation:
    if (one.kind in LONE_KINDS or other.kind in LONE_KINDS) and one.kind != other.kind:
        return "unknown"
    if one.kind in BARE_KINDS or other.kind in BARE_KINDS:
        return "unknown"
    if _is_resolved(one) and _is_resolved(other):
        if (one.start, one.end) == (other.start, other.end):
            return "same"
        return "different" if _ends_before(one, other) or _ends_before(other, one) else "unknown"
    if one.name and other.name and one.kind == other.kind:
        return "same" if one.name == other.name else "different"
    return "unknown"


def _is_resolved(period: Period) -> bool:
    return period.start is not None or period.end is not None


def _ends_before(one: Period, other: Period) -> bool:
    return one.end is not None and other.start is not None and one.end < other.start


def find_update(
    a: Timing,
    b: Timing,
    *,
    same_voice: bool,
    values: tuple[Interval, Interval] | None,
    falling: bool = False,
    text_a: str,
    text_b: str,
) -> Update | None:
    """Whether the later of two claims that do not match replaces the earlier one rather than disputing it.

    It needs a later date of publication, the same voice or a word of update in the later claim, and one of these: a
    figure that moved the way such things go, or the way the word says; a state that follows the earlier one; a word of
    change alone (`_moved_by_word`). `values` are the numbers on which the claims differ, as (low, high) of a and of b,
    None if they differ on something else; `falling` says that this number goes down as time passes.
    """
    order = which_is_later(a.published, b.published)
    if order is None or relate_periods(a, b) == "different":
        return None
    earlier, later = (a, b) if order == "b" else (b, a)
    old_text, new_text = (text_a, text_b) if order == "b" else (text_b, text_a)
    sign = _sign(later, earlier, new_text)
    if not (same_voice or sign):
        return None
    if values is not None:
        old, new = values if order == "b" else (values[1], values[0])
        if not (_moved(old, new, falling) or _moved_as_said(old, new, new_text, later.update_word)):
            return None
        if not same_voice and (old[1] == 0 or (earlier.update_word is None and CEILING.search(old_text))):
            return None
        change = f"{_shown(new)}{on_day(later, earlier)} after {_shown(old)}{on_day(earlier, later)}"
        kind = "Later figure"
    elif (states := state_changes(old_text, new_text)) is not None:
        kind = f"Later state of {states.subject}"
        change = f'"{states.new}"{on_day(later, earlier)} after "{states.old}"{on_day(earlier, later)}'
    elif _moved_by_word(earlier, later, old_text, new_text, same_voice):
        said = f'"{new_text[slice(*later.update_word or (0, 0))]}"{on_day(later, earlier)}'
        since = f", after an earlier claim{on_day(earlier, later)}"
        voice = "the same voice" if same_voice else "another voice"
        return Update(order, f"A later claim of {voice} says that things have moved on: {said}{since}.", by_word=True)
    else:
        return None
    if same_voice:
        return Update(order, f"{kind} from the same voice: {change}.")
    return Update(order, f'{kind} with a word of update ("{sign}"): {change}.')


def _moved_by_word(earlier: Timing, later: Timing, old_text: str, new_text: str, same_voice: bool) -> bool:
    """Whether the later claim's word of update alone shows that it replaces the earlier one.

    Of the same voice, a word that says that things have changed ("no longer", "has since", "now") or that a count has
    moved ("has risen to 31"); of another voice the latter, after a claim that holds a count, shuts nothing out, and
    does not say that it moved the other way.
    """
    span = later.update_word if _update_word_counts(later, earlier) else None
    if same_voice and says_changed(new_text, span):
        return not says_changed(old_text, earlier.update_word)
    if not says_moved(new_text, span):
        return False
    if same_voice:
        return True
    before = said_direction(old_text, earlier.update_word)
    turned = before in ("up", "down") and said_direction(new_text, span) in {"up", "down"} - {before}
    return COUNT.search(old_text) is not None and not (SHUT_OUT.search(old_text) or turned)


def which_is_later(a: date | None, b: date | None) -> Literal["a", "b"] | None:
    """The claim that was published later; two days decide unless both are known to the minute."""
    if a is None or b is None:
        return None
    if isinstance(a, datetime) and isinstance(b, datetime) and (a.utcoffset() is None) == (b.utcoffset() is None):
        return None if a == b else "b" if a < b else "a"
    day_a, day_b = day_of(a), day_of(b)
    return None if day_a == day_b else "b" if day_a < day_b else "a"


def day_of(moment: date) -> date:
    """The day of a date or of a moment."""
    return moment.date() if isinstance(moment, datetime) else moment


def days_between(a: date, b: date) -> int:
    """The days from one day or moment to another, 0 or more; of moments in different time zones, in UTC."""
    return abs(_day_number(a, b) - _day_number(b, a))


def _day_number(moment: date, other: date) -> int:
    """The number of a day; of a moment that lies in another time zone than the other one, of its day in UTC."""
    ahead = _zones_apart(moment, other)
    if ahead is None or not isinstance(moment, datetime):
        return moment.toordinal()
    seconds = moment.hour * 3600 + moment.minute * 60 + moment.second - ahead.total_seconds()
    return moment.toordinal() + int(seconds // 86400)


def _zones_apart(moment: date, other: date) -> timedelta | None:
    """How far the clock of a moment is ahead of UTC, if the other moment's is another one."""
    if not (isinstance(moment, datetime) and isinstance(other, datetime)):
        return None
    ahead, other_ahead = moment.utcoffset(), other.utcoffset()
    return None if other_ahead is None or ahead == other_ahead else ahead


def _update_word_counts(later: Timing, earlier: Timing) -> bool:
    """A word of update counts unless it is a day ("by Sunday") that lay behind when the earlier claim came out."""
    if later.update_word is None or earlier.published is None:
        return later.update_word is not None
    for period in later.periods:
        if period.kind == "by" and period.span == later.update_word and period.end is not None:
            return period.end >= day_of(earlier.published)
    return True


def _sign(later: Timing, earlier: Timing, text: str) -> str:
    """The word of update that shows that the later claim is newer, or nothing."""
    if later.update_word is not None and _update_word_counts(later, earlier):
        return text[slice(*later.update_word)]
    return ""


def _moved(old: Interval, new: Interval, falling: bool) -> bool:
    """Whether an interval moved up (or down): no end goes back and the firm end goes on."""
    if falling:
        old, new = (-old[1], -old[0]), (-new[1], -new[0])
    return new[0] > old[0] and (new[1] >= old[1] or old[1] == float("inf"))


def _moved_as_said(old: Interval, new: Interval, text: str, word: tuple[int, int] | None) -> bool:
    """Whether the word of update itself says that the number went the way it did: "has fallen to", "revised"."""
    said = said_direction(text, word)
    return (said in ("up", "either") and _moved(old, new, False)) or (
        said in ("down", "either") and _moved(old, new, True)
    )


def _shown(interval: Interval) -> str:
    low, high = interval
    if low == high:
        return f"{low:,.10g}"
    if high == float("inf"):
        return f"at least {low:,.10g}"
    return f"up to {high:,.10g}" if low <= 0 else f"{low:,.10g} to {high:,.10g}"


def on_day(timing: Timing, other: Timing) -> str:
    """The day of publication in words, with the time where both claims are of one day; in UTC where zones differ."""
    if timing.published is None or other.published is None:
        return ""
    number, another = _day_number(timing.published, other.published), _day_number(other.published, timing.published)
    day = date.fromordinal(min(max(number, date.min.toordinal()), date.max.toordinal()))
    words = f"on {day.day} {MONTH_NAMES[day.month - 1]}"
    if number == another and isinstance(timing.published, datetime):
        ahead = _zones_apart(timing.published, other.published)
        clock = timing.published.replace(tzinfo=None, year=2000, month=1, day=2) - (ahead or timedelta())
        return f" at {clock:%H:%M}{'' if ahead is None else ' UTC'} {words}"
    return f" {words}" if day.year == day_of(other.published).year else f" {words} {day.year}"
