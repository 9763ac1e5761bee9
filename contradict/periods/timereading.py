"""Reading the dates and times that a text names, and the stretch of days that each stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal

from contradict.periods import timewords as words
from contradict.periods.daymath import day_or_none, shifted, stretch, third_of, whole_months

Role = Literal["counted", "dated", "reported"]
"""What a period does in its claim: something is counted or holds over it, an act is dated by it, or it says when
somebody spoke or how far a running count had come."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time that a claim's text names.

    `start` and `end` are inclusive and None where open or unknown. `name` is what stays known without the claim's own
    date ("month 7", "weekday 6"); it is empty for a period that only its dates tell apart.
    """

    start: date | None
    end: date | None
    text: str
    span: tuple[int, int]
    kind: str
    role: Role = "dated"
    name: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression before its surroundings are read."""

    start: date | None
    end: date | None
    span: tuple[int, int]
    kind: str
    name: str = ""


Reader = Callable[[re.Match[str], str, date | None], _Found | None]


def read_periods(text: str, published: date | None) -> tuple[Period, ...]:
    """All periods that a text names, in the order of the text, resolved with the day on which it was published."""
    even = text.translate(words.EVEN)
    found: list[_Found] = []
    lefts: list[re.Match[str] | None] = []
    position = 0
    while match := words.EXPRESSION.search(even, position):
        one = _READERS[match.lastgroup or ""](match, even, published)
        if one is None:
            position = _first_word_end(match)
            continue
        position = one.span[1]
        found.append(one)
        lefts.append(words.LEFT.search(even, max(0, one.span[0] - 44), one.span[0]))
    return tuple(_placed(found, lefts, even, text))


def _first_word_end(match: re.Match[str]) -> int:
    space = match[0].find(" ")
    return match.end() if space < 0 else match.start() + space


def _placed(found: list[_Found], lefts: list[re.Match[str] | None], even: str, text: str) -> Iterator[Period]:
    index = 0
    while index < len(found):
        one, left = found[index], lefts[index]
        relation = (left["rel"] or "").lower() if left else ""
        following = found[index + 1] if index + 1 < len(found) else None
        if following and one.kind == following.kind and one.kind not in ("clock", "relative"):
            joint = words.JOINT.fullmatch(even, one.span[1], following.span[0])
            if joint and (relation == "between") == (joint["how"] == "and") and joint["how"] != "or":
                yield _range(one, following, left, even, text)
                index += 2
                continue
        yield _single(one, left, relation, even, text)
        index += 1


def _range(one: _Found, other: _Found, left: re.Match[str] | None, even: str, text: str) -> Period:
    begin = left.start("rel") if left and left["rel"] else one.span[0]
    span = (begin, other.span[1])
    start, end = one.start, other.end
    if start and end and start > end:
        start = shifted(start, -7) if one.name.startswith("weekday") else _same_day_before(start, end)
    if start is None or end is None or start > end:
        start = end = None
    night = one.kind == "day" and re.search(r"night\s+(?:from\s+)?$", even[max(0, begin - 12) : begin]) is not None
    return Period(start, end, text[span[0] : span[1]], span, "night" if night else "range")


def _same_day_before(day: date, limit: date) -> date | None:
    """The last day of that name up to a limit: what "from March to May 2008" says of March."""
    days = (day_or_none(limit.year - back, day.month, day.day) for back in (0, 1))
    return next((found for found in days if found and found <= limit), None)


def _single(one: _Found, left: re.Match[str] | None, relation: str, even: str, text: str) -> Period:
    start, end, kind, begin = one.start, one.end, one.kind, one.span[0]
    name = one.name
    possessive = even.startswith("'s", one.span[1])
    if left and left["part"] and kind != "clock":
        start, end = third_of(start, end, left["part"].lower())
        begin, name = left.start("part"), ""
    if relation and kind != "clock" and not (possessive and relation in ("by", "after", "before", "from")):
        begin = left.start("rel") if left else begin
        if relation == "from" and kind in ("edition", "decade", "century", "range", "night"):
            begin = one.span[0]
        elif relation in ("since", "from"):
            kind, end = "since", None
        elif relation in ("until", "till", "through"):
            kind, start = "until", None
        elif relation in ("by", "as of"):
            kind, start = "by", None
        elif relation in ("before", "prior to", "ahead of"):
            kind, start, end = "before", None, shifted(start, -1)
        elif relation == "after":
            kind, start, end = "after", shifted(end, 1), None
        else:
            begin = one.span[0]
        name = "" if kind != one.kind else name
    span = (begin, one.span[1])
    return Period(start, end, text[span[0] : span[1]], span, kind, name=name)


def _is_future(even: str, at: int) -> bool:
    return words.FUTURE.search(even, max(0, at - 60, even.rfind(". ", 0, at)), at) is not None


def _before(even: str, at: int) -> str:
    """The word before a place, in lower case."""
    return even[max(0, at - 12) : at].rstrip().rpartition(" ")[2].lower()


def _year_of(month: int, even: str, at: int, published: date | None) -> int | None:
    """The year of a month named without one: the last on or before the claim's own date, or the next if planned."""
    if published is None:
        return None
    word = _before(even, at)
    if word == "next" or (word != "last" and _is_future(even, at)):
        return published.year + (month < published.month or (word == "next" and month == published.month))
    return published.year - (month > published.month or (word == "last" and month == published.month))


def _read_iso(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    year, month, day = (int(part) for part in match["iso"].split("-"))
    exact = day_or_none(year, month, day)
    return _Found(exact, exact, match.span(), "day") if exact else None


def _read_numeric(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    first, second, year = (int(part) for part in re.split(r"[./]", match["numeric"]))
    if "/" in match["numeric"] and first <= 12 and second <= 12 and first != second:
        return _Found(None, None, match.span(), "day")
    exact = day_or_none(year, first, second) if second > 12 else day_or_none(year, second, first)
    return _Found(exact, exact, match.span(), "day") if exact else None


def _written(
    days: tuple[str, str | None], month_word: str, year_word: str | None, match: re.Match[str], even: str,
    published: date | None,
) -> _Found | None:  # fmt: skip
    month = words.MONTHS[month_word[:3].lower()]
    first = int(days[0].rstrip("stndrh"))
    last = int((days[1] or days[0]).rstrip("stndrh"))
    if not (1 <= first <= last <= 31):
        return None
    year = int(year_word) if year_word else _year_of_day(month, first, _is_future(even, match.start()), published)
    start, end = day_or_none(year, month, first), day_or_none(year, month, last)
    return _Found(start, end, match.span(), "day" if first == last else "range", f"day {month}-{first}-{last}")


def _year_of_day(month: int, day: int, future: bool, published: date | None) -> int | None:
    """The year of a day named without one: the last up to a week after the claim's own date, or the next if planned."""
    if published is None:
        return None
    days = [found for step in range(-4, 5) if (found := day_or_none(published.year + step, month, day))]
    limit = published if future else shifted(published, 7) or published
    near = min((found for found in days if found >= limit), default=None) if future else None
    near = near or max((found for found in days if found <= limit), default=None)
    return near.year if near else None


def _read_dmy(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    return _written((match["d1"], match["d2"]), match["dm"], match["dy"], match, even, published)


def _read_mdy(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    counted = _before(even, match.start()) in ("in", "since", "during") and not match["my"]
    if words.COUNTED_NOUN.match(even, match.end()) or (counted and re.match(r" [a-z]", even[match.end() :][:2])):
        return _month_alone(match["mm"], match.span("mm"), even, published)
    return _written((match["m1"], match["m2"]), match["mm"], match["my"], match, even, published)


def _read_month(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    if match["ny"] and not words.COUNTED_NOUN.match(even, match.end()):
        month = words.MONTHS[match["month"][:3].lower()]
        return _Found(*whole_months(int(match["ny"]), month), match.span(), "month", "")
    word = match["month"].split(" ")[0].rstrip(",")
    return _month_alone(word, (match.start(), match.start() + len(word)), even, published)


def _month_alone(word: str, span: tuple[int, int], even: str, published: date | None) -> _Found | None:
    """A month without day and year; "May", "March", "April", "June" and short forms need a sign that they are one."""
    number = words.MONTHS[word[:3].lower()]
    if len(word.rstrip(".")) < 4 and word != "May":
        return None
    if number in (3, 4, 5, 6, 8):
        possessive = even.startswith("'s", span[1])
        before = words.MONTH_BEFORE.search(even, max(0, span[0] - 12), span[0])
        if not before and not (possessive and number in (4, 6, 8)):
            return None
        named = before and before[0].lower().strip() in ("by", "of", "to", "and", "from", "for", "after", "before")
        if named and number in (4, 5, 6) and re.match(r" [A-Z]|'s", even[span[1] : span[1] + 2]):
            return None
        if number == 3 and re.match(r" (?:for|on|of|against) [A-Z]", even[span[1] : span[1] + 12]):
            return None
    year = _year_of(number, even, span[0], published)
    return _Found(*whole_months(year, number), span, "month", f"month {number}")


def _read_weekday(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    if words.NEWSPAPER.match(even, match.end()) or words.HOLY.search(even, max(0, match.start() - 10), match.start()):
        return None
    number = words.WEEKDAYS[match["weekday"][:3].lower()]
    name = f"weekday {number}"
    if published is None:
        return _Found(None, None, match.span(), "day", name)
    word = _before(even, match.start())
    if word in ("that", "same"):
        return _Found(None, None, match.span(), "day", name)
    back = (published.weekday() - number) % 7
    if word == "next" or (word not in ("last", "this", "past") and _is_future(even, match.start())):
        exact = shifted(published, -back % 7 or (7 if word == "next" else 0))
    else:
        exact = shifted(published, -(back or (7 if word == "last" else 0)))
    if re.search(r"\bnight (?:in)?to $", even[max(0, match.start() - 14) : match.start()]):
        return _Found(shifted(exact, -1), exact, match.span(), "night")
    return _Found(exact, exact, match.span(), "day", name)


def _read_clock(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    return _Found(None, None, match.span(), "clock")


def _read_fiscal(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    digits = re.search(r"[0-9]+$", match["fiscal"])
    if digits is None:
        shift = {"last": -1, "this": 0, "next": 1}[match["fiscal"][:4].strip().lower()]
        return _Found(*whole_months(published.year + shift if published else None, 1, 12), match.span(), "fiscal year")
    year = int(digits[0]) + (2000 if len(digits[0]) == 2 else 0)
    return _Found(*whole_months(year, 1, 12), match.span(), "fiscal year") if len(digits[0]) != 3 else None


def _read_season2(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    first, last = re.split(r"[-/]", match["season2"])
    year, following = int(first), int(last if len(last) == 4 else first[:2] + last)
    if following == year + 1 or (following % 100 == 0 and year % 100 == 99):
        return _Found(*whole_months(year, 7, 12), match.span(), "season year")
    if following <= year:
        return None
    return _Found(*whole_months(year, 1, 12 * (following - year + 1)), match.span(), "years")


def _read_quarter(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    half = (match["qw"] or match["quarter"][0]).lower().startswith("h")
    tail = match["qt"] or match["qy"] or ""
    if half and not (tail or match["qn"]):
        return None
    number = int(match["qn"]) if match["qn"] else words.ORDINALS[match["qo"].lower()]
    number = min(number, 2) if half else number
    size = 6 if half else 3
    month = (number - 1) * size + 1
    digits = re.search(r"[0-9]{4}$", tail)
    year = int(digits[0]) if digits else (published.year if published else None)
    if year and not digits and published:
        year -= "last year" in tail or month > published.month
    name = "" if digits else f"{'half' if half else 'quarter'} {number}"
    return _Found(*whole_months(year, month, size), match.span(), "half" if half else "quarter", name)


def _read_decade(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    digits = re.search(r"[0-9]+", match["decade"])
    if digits is None:
        if _before(even, match.start()) not in ("the", "early", "late", "mid"):
            return None
        year = 1900 + words.DECADES[match["decade"].lower()]
    else:
        year = int(digits[0]) + (0 if len(digits[0]) == 4 else 1900 if int(digits[0]) > 20 else 2000)
    return _Found(*whole_months(year, 1, 120), match.span(), "decade")


def _read_century(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    digits = re.match(r"[0-9]+", match["century"])
    number = int(digits[0]) if digits else 0
    return _Found(*whole_months(number * 100 - 99, 1, 1200), match.span(), "century") if 1 <= number <= 21 else None


def _read_season(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    if match["sn"][0].isupper() and re.match(r" [A-Z]", even[match.end() : match.end() + 2]):
        return None
    first = words.SEASONS[match["sn"].lower()]
    word = match["season"][:4].lower().rstrip()
    name = f"season {first}"
    year: int | None = int(match["sy"]) if match["sy"] else None
    if year is None and published:
        year = published.year - (first > published.month) + (word == "next")
        year -= word == "last" and first <= published.month < first + 3
    begin = match.start("sn") if word not in ("last", "this", "next") else match.start()
    return _Found(*whole_months(year, first, 3), (begin, match.end()), "season", "" if match["sy"] else name)


def _read_relative(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    phrase = match["relative"].lower()
    if match["relative"].startswith("Today") and even[max(0, match.start() - 2) : match.start() - 1].isalpha():
        return None
    which, _, unit = phrase.partition(" ")
    span = match.span()
    days = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "last night": -1}
    if phrase in days or (which == "this" and unit in ("morning", "afternoon", "evening")):
        exact = shifted(published, days.get(phrase, 0))
        return _Found(exact, exact, span, "day")
    if phrase == "overnight":
        return _Found(shifted(published, -1), published, span, "night")
    steps = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1}
    if which in steps and unit in ("week", "weekend", "month", "year", "decade"):
        return _Found(*stretch(steps[which], unit, published, which == "past"), span, unit)
    if phrase == "the weekend":
        return _Found(*stretch(0, "weekend", published, False), span, "weekend")
    return _Found(None, None, span, "relative")


def _read_ago(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    number, unit = _number(match["an"]), match["au"].lower()
    if match["aw"].lower() != "ago" or not number or published is None:
        return _Found(None, None, match.span(), "relative")
    if unit in ("year", "decade"):
        years = number * (10 if unit == "decade" else 1)
        return _Found(*whole_months(published.year - years, 1, 12), match.span(), "year")
    if unit == "month":
        return _Found(*whole_months(published.year, published.month - number), match.span(), "month")
    exact = shifted(published, -number * words.UNIT_DAYS[unit])
    if unit in ("minute", "hour"):
        return _Found(shifted(published, -1), published, match.span(), "relative")
    slack = 3 if unit in ("week", "fortnight") else 0
    return _Found(shifted(exact, -slack), shifted(exact, slack), match.span(), "week" if slack else "day")


def _read_past(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    number, unit = _number(match["pn"]), match["pu"].lower()
    if not number or published is None:
        return _Found(None, None, match.span(), "past")
    days = number * words.UNIT_DAYS[unit] if words.UNIT_DAYS[unit] else 1 + number // 24
    return _Found(shifted(published, -days), published, match.span(), "past")


def _number(word: str) -> int:
    word = word.lower().removeprefix("a ").removesuffix(" of")
    return int(word) if word.isdigit() else words.NUMBERS.get(word, 0)


def _read_year(match: re.Match[str], even: str, published: date | None) -> _Found | None:
    """Four digits are a year only where the words around them say so."""
    start, end = match.span()
    before = words.YEAR_BEFORE.search(even, max(0, start - 20), start)
    range_end = re.search(r"(?:from|between) [12][0-9]{3} (?:to|and|until) $", even[max(0, start - 20) : start])
    if not before or words.COUNTED_NOUN.match(even, end):
        return None
    if words.CHANGE_BEFORE.search(even, max(0, start - 24), start):
        return None
    if before["loose"] and not words.YEAR_AFTER.match(even, end):
        return None
    if before["loose"] and before["loose"].strip().lower() in ("to", "and") and not range_end:
        return None
    if before["the"] and not re.match(r" [A-Za-z]", even[end : end + 2]):
        return None
    return _Found(*whole_months(int(match["year"]), 1, 12), (start, end), "edition" if before["the"] else "year")


_READERS: Final[Mapping[str, Reader]] = MappingProxyType(
    {
        "iso": _read_iso, "numeric": _read_numeric, "dmy": _read_dmy, "mdy": _read_mdy, "month": _read_month,
        "weekday": _read_weekday, "clock": _read_clock, "fiscal": _read_fiscal, "season2": _read_season2,
        "quarter": _read_quarter, "decade": _read_decade, "century": _read_century, "season": _read_season,
        "relative": _read_relative, "ago": _read_ago, "past": _read_past, "year": _read_year,
    }
)  # fmt: skip
