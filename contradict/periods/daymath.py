"""Arithmetic with days, weeks, months and years that gives None where the calendar ends."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Final

from contradict.periods.timewords import UNIT_DAYS

Bounds = tuple[date | None, date | None]
OPEN: Final[Bounds] = (None, None)


def third_of(start: date | None, end: date | None, part: str) -> Bounds:
    """The third of a period that "early", "mid" or "the end of" names; a day or a week stays whole."""
    if start is None or end is None or (end - start).days < 20:
        return start, end
    third = (end - start).days // 3
    if part.startswith(("early", "the start", "the begin", "start", "begin", "the turn", "turn")):
        return start, shifted(start, third)
    if part.startswith(("late", "end", "the end", "the very end", "close", "the close")) and part != "later":
        return shifted(end, -third), end
    if part.startswith(("mid", "the mid")):
        return shifted(start, third), shifted(end, -third)
    return start, end


def shifted(day: date | None, days: int) -> date | None:
    """A day so many days on, or None where the calendar ends."""
    if day is None:
        return None
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def day_or_none(year: int | None, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def whole_months(year: int | None, month: int, count: int = 1) -> Bounds:
    """So many whole months; `month` may run over 12."""
    if not year:
        return OPEN
    first, last = year * 12 + month - 1, year * 12 + month - 2 + count
    if not (first >= 12 and last // 12 <= date.max.year):
        return OPEN
    year, month = divmod(last, 12)
    return date(first // 12, first % 12 + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def stretch(step: int, unit: str, published: date | None, rolling: bool) -> Bounds:
    """The week, weekend, month, year or decade that many steps from the claim's own date."""
    if published is None:
        return OPEN
    if rolling:
        return shifted(published, -UNIT_DAYS.get(unit, 7)), published
    if unit == "month":
        return whole_months(published.year, published.month + step)
    if unit == "year":
        return whole_months(published.year + step, 1, 12)
    if unit == "decade":
        return whole_months(published.year // 10 * 10 + 10 * step, 1, 120)
    monday = shifted(published, 7 * step - published.weekday())
    if unit == "week":
        return monday, shifted(monday, 6)
    saturday = shifted(monday, 5)
    if step == 0 and saturday and saturday > published:
        saturday = shifted(saturday, -7)
    return saturday, shifted(saturday, 1)
