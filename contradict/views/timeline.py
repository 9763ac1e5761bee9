"""The timeline of a report: claims by date, a row for each side of an event, contradictions as lines."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from typing import TYPE_CHECKING

from contradict.camps import Voice, camps, voices
from contradict.claims import Claim
from contradict.errors import SettingsError
from contradict.views.display import clipped, counted, shortened
from contradict.views.plots import FAINT, INK, LONGEST_NAME, PALE, QUIET, REDS, axes_of, headed, plain_ticks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from contradict.report import Event, Report

UNITS = [timedelta(hours=h) for h in (1, 3, 6, 12)] + [timedelta(days=d) for d in (1, 2, 7, 14, 30, 91, 365)]
MOST_COLUMNS, MOST_TICKS, MOST_SIDES = 36, 9, 6
LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the figure: the claims of one side, of several folded ones, or of none."""

    label: str
    claims: tuple[Claim, ...]
    sided: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """Columns of equal length in time.

    Attributes:
        start: Of the first column.
        unit: The length of a column.
        columns: How many there are.
    """

    start: datetime
    unit: timedelta
    columns: int

    def at(self, claim: Claim) -> float:
        """The column of a claim."""
        when = _moment(claim)
        return self.undated if when is None else float((when - self.start) // self.unit)

    @property
    def undated(self) -> float:
        """Where claims without a date stand, in columns."""
        return -max(2.0, 0.09 * self.columns)

    def ticks(self) -> tuple[list[int], list[str]]:
        """Some columns and what they are called; the year with the first and where it changes."""
        step = max(1, math.ceil(self.columns / MOST_TICKS))
        at = list(range(0, self.columns, step))
        told, year = [], 0
        for column in at:
            begin = self.start + column * self.unit
            label = f"{begin.day} {begin:%b}" + (f"\n{begin:%H:%M}" if self.unit < timedelta(days=1) else "")
            told.append(label + (f"\n{begin.year}" if begin.year != year else ""))
            year = begin.year
        return at, told


def _moment(claim: Claim) -> datetime | None:
    """When a claim was published, in UTC, without a zone; a date alone is its midnight."""
    when = claim.date
    if when is None:
        return None
    if not isinstance(when, datetime):
        return datetime.combine(when, time())
    try:
        return (when if when.tzinfo is None else when.astimezone(timezone.utc)).replace(tzinfo=None)
    except OverflowError:  # within a day of the first or the last year
        return when.replace(tzinfo=None)


def scale_of(claims: Sequence[Claim]) -> Scale:
    """The finest scale with few enough columns; days at the least where a claim has a date alone."""
    moments = [when for when in map(_moment, claims) if when is not None]
    if not moments:
        return Scale(datetime(1970, 1, 1), timedelta(days=1), 0)
    hourly = all(isinstance(claim.date, datetime) for claim in claims if claim.date is not None)
    units = [unit for unit in UNITS if hourly or unit >= timedelta(days=1)]
    first, last = datetime.combine(min(moments).date(), time()), max(moments)
    if units[0] < timedelta(days=1):
        first = min(moments).replace(minute=0, second=0, microsecond=0)
    fitting = (unit for unit in units if (last - first) // unit < MOST_COLUMNS)
    unit = next(fitting, (last - first) / (MOST_COLUMNS - 1))
    return Scale(first, unit, (last - first) // unit + 1)


def draw_timeline(report: Report, ax: Axes | None, most: int) -> Axes:
    """Draw it; see `contradict.views.plots.ReportPlots.timeline`."""
    if not report.events:
        raise SettingsError("a timeline needs events; the report has none")
    ranked = sorted(report.events, key=lambda e: (-len(e.contradictions), -len(e.claims), e.id))
    chosen = [e for e in ranked[:most] if e.contradictions] or ranked[:most]
    chosen.sort(key=lambda e: (min(c.iso_date or "9999" for c in e.claims), e.id))
    named = voices(report.claims)
    scale = scale_of([claim for event in chosen for claim in event.claims])
    rows = [_rows_of(event, named) for event in chosen]
    height, own = sum(len(part) + 1.6 for part in rows), ax is None
    ax = axes_of(ax, 10, 1.7 + 0.26 * height)
    undated = any(c.date is None for e in chosen for c in e.claims)
    left = 1.4 * scale.undated if undated else -1.0
    ax.set(xlim=(left, max(scale.columns, 1) + 0.2), ylim=(height, -0.4))
    y, ticks, drawn = 0.0, [], 0
    for event, part in zip(chosen, rows, strict=True):
        _heading(ax, event, y, left)
        drawn += _draw_event(ax, event, part, y + 1, scale, left)
        ticks += [(y + 1 + n, row.label) for n, row in enumerate(part)]
        y += len(part) + 1.6
    _ticks(ax, scale, ticks, undated)
    headed(ax, "Who took which side, and when", _notes(report, chosen, drawn, scale), own)
    return ax


def _rows_of(event: Event, named: Sequence[Voice]) -> list[Row]:
    found = camps(event, named)
    fold = len(found.camps) > MOST_SIDES
    shown = found.camps[: MOST_SIDES - 1] if fold else found.camps
    rows = []
    for camp in shown:
        more = f" +{len(camp.voices) - 1}" if len(camp.voices) > 1 else ""
        rows.append(Row(shortened(camp.voices[0], LONGEST_NAME - len(more)) + more, camp.claims, True))
    if fold:
        rest = found.camps[MOST_SIDES - 1 :]
        label = counted(len(rest), "further side")
        rows.append(Row(label, tuple(claim for camp in rest for claim in camp.claims), True))
    if found.others:
        rows.append(Row("on no side" if found.camps else "undisputed", found.others, False))
    return rows


def _heading(ax: Axes, event: Event, y: float, left: float) -> None:
    ax.axhline(y - 0.45, color=FAINT, linewidth=0.6, zorder=0)
    title = clipped(event.title, LONGEST_TITLE)
    ax.text(left, y, title, fontsize=8.5, fontweight="bold", color=INK, va="center", parse_math=False)
    told = f"{counted(len(event.claims), 'claim')}, {counted(len(event.contradictions), 'contradiction')}"
    ax.annotate(told, (1, y), xycoords=("axes fraction", "data"), ha="right", va="center", fontsize=7.5, color=QUIET)


def _draw_event(ax: Axes, event: Event, rows: Sequence[Row], y: float, scale: Scale, left: float) -> int:
    """Draw the rows of an event; returns how many contradictions were drawn."""
    where: dict[str, tuple[float, float]] = {}
    for n, row in enumerate(rows):
        ax.plot([left, max(scale.columns, 1)], [y + n, y + n], color=PALE, linewidth=1.2, zorder=0)
        counts = Counter(scale.at(claim) for claim in row.claims)
        where |= {claim.id: (scale.at(claim), y + n) for claim in row.claims}
        for x, count in counts.items():
            size = min(4.5 * count**0.5, 10.5)
            ax.plot(x, y + n, "o", markersize=size + 1.5, color=INK if row.sided else "#8d969e", mec="white", mew=0.6)
            if count > 1:
                ax.text(x, y + n, str(count), ha="center", va="center_baseline", color="white", fontsize=6)
    links = Counter(tuple(sorted((where[p.a.id], where[p.b.id]))) for p in event.contradictions)
    links = Counter({ends: count for ends, count in links.items() if ends[0] != ends[1]})
    for (one, two), count in links.items():
        _draw_link(ax, one, two, count)
    return sum(links.values())


def _draw_link(ax: Axes, one: tuple[float, float], two: tuple[float, float], count: int) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    low, high = ax.get_xlim()
    bend = (high - low) * (0.013 + 0.011 * abs(two[1] - one[1])) if one[0] == two[0] else 0.0
    middle = ((one[0] + two[0]) / 2 + bend, (one[1] + two[1]) / 2)
    curve = Path([one, middle, two], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    width = 0.9 + 0.5 * math.log2(count)
    ax.add_patch(PathPatch(curve, facecolor="none", edgecolor=REDS[1], linewidth=min(width, 3), alpha=0.6, zorder=1))


def _ticks(ax: Axes, scale: Scale, rows: Sequence[tuple[float, str]], undated: bool) -> None:
    at, told = scale.ticks()
    places = [*([scale.undated] if undated else []), *map(float, at)]
    ax.set_xticks(places, [*(["no date"] if undated else []), *told], fontsize=8)
    for column in at:
        ax.axvline(column, color=PALE, linewidth=0.8, zorder=-1)
    if undated and scale.columns:
        ax.axvline(scale.undated / 2, color=FAINT, linewidth=1, linestyle=(0, (2, 3)), zorder=-1)
    ax.set_yticks([y for y, _ in rows], [label for _, label in rows], fontsize=8)
    plain_ticks(ax)


def _notes(report: Report, chosen: Sequence[Event], drawn: int, scale: Scale) -> list[str]:
    inside = sum(len(event.contradictions) for event in chosen)
    between = len(report.contradictions) - sum(len(event.contradictions) for event in report.events)
    rest = len(report.contradictions) - inside - between
    left = [
        f"{counted(between, 'contradiction')} between events" if between else "",
        f"{counted(rest, 'contradiction')} in further events" if rest else "",
        f"{counted(inside - drawn, 'contradiction')} between folded sides" if inside > drawn else "",
    ]
    events = len(report.events) - len(chosen)
    return [
        "Dots are claims (a number: so many at that date), red lines contradictions. Rows are the sides of an event, "
        "named after the voice with the most claims (+ how many others).",
        f"A column is {scale.unit.days} days." if scale.unit > timedelta(days=1) else "",
        "Hours are in UTC where claims give a zone." if scale.unit < timedelta(days=1) else "",
        f"{counted(drawn, 'contradiction')} in {counted(len(chosen), 'event')}"
        + (f"; not drawn: {', '.join(part for part in left if part)}." if any(left) else "."),
        f"{counted(events, 'event')} with fewer or no contradictions left out." if events else "",
    ]
