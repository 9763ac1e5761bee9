"""Figures of a report, with matplotlib (the extra `plot`): who meets whom, and how often each voice is contradicted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from contradict.camps import UNNAMED, Matrix, Meetings, blocs, matrix
from contradict.errors import SettingsError
from contradict.evaluation.plots import check_installed, save_figures
from contradict.views.display import counted, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from contradict.report import Report

NAMES = ("matrix", "timeline", "voices")
INK, QUIET, FAINT, PALE = "#1d2329", "#5b6570", "#d5d9dd", "#f3f4f5"
REDS = ("#f6d5cf", "#8f1d14")
BLUES = ("#d3e3f3", "#123f73")
"""From one pair to the most: red for contradictions, blue for agreements; told apart by all kinds of colour vision."""
LONGEST_NAME = 38
WIDE = 12
"""From how many voices a matrix has room for its key in one line."""


@dataclass(frozen=True, slots=True)
class ReportPlots:
    """The figures of one report. Each draws on the given matplotlib axes, or on new ones, and returns them.

    New axes are in a figure of a size that suits what is drawn: `report.plot.matrix().figure.savefig("matrix.png")`.
    What is folded or left out is counted below the figure.

    Raises:
        MissingExtraError: matplotlib is not installed.
        SettingsError: There is nothing to draw, or a number to show below 1.
    """

    report: Report

    def matrix(self, ax: Axes | None = None, most: int = 24) -> Axes:
        """Voices against voices: contradictions above the diagonal, agreements below it.

        Voices that support each other stand together. Beyond the `most` voices with the most contradictions and
        agreements, the others are one row.
        """
        check_installed()
        with fonts_for(self.report):
            return _draw_matrix(matrix(self.report), ax, _checked(most))

    def timeline(self, ax: Axes | None = None, most: int = 8) -> Axes:
        """Claims by date, a row for each side of an event, its contradictions as lines; the `most` disputed events."""
        check_installed()
        from contradict.views.timeline import draw_timeline

        with fonts_for(self.report):
            return draw_timeline(self.report, ax, _checked(most))

    def voices(self, ax: Axes | None = None, most: int = 30) -> Axes:
        """How often each voice is contradicted and supported; the `most` contradicted ones."""
        check_installed()
        with fonts_for(self.report):
            return _draw_voices(matrix(self.report), ax, _checked(most))

    def save(self, folder: str | Path, **options: Any) -> list[Path]:
        """Write all figures into a folder, as PNG; those with nothing to draw are left out.

        Args:
            folder: It is made where it is not there.
            **options: Of matplotlib's `savefig`.

        Returns:
            The files.
        """
        return save_figures({name: getattr(self, name) for name in NAMES}, folder, **options)


def _checked(most: int) -> int:
    if isinstance(most, bool) or not isinstance(most, int) or most < 1:
        raise SettingsError(f"most must be a whole number from 1, got {most!r}")
    return most


def fonts_for(report: Report) -> AbstractContextManager[object]:
    """A context in which texts are drawn in matplotlib's font and, where it lacks a character, in one that has it.

    What no font of the system has stays a box, and matplotlib warns of it.
    """
    import matplotlib
    from matplotlib.font_manager import FontProperties, findfont
    from matplotlib.ft2font import FT2Font

    told = (*(claim.voice for claim in report.claims), *(event.title for event in report.events))
    missing = {ord(char) for text in told for char in text if char > "~"}
    missing -= FT2Font(findfont(FontProperties())).get_charmap().keys()
    family = [*matplotlib.rcParams["font.family"], *_fonts_with(frozenset(missing))]
    return matplotlib.rc_context({"font.family": family})


@cache
def _fonts_with(missing: frozenset[int]) -> tuple[str, ...]:
    """Fonts of the system that have these characters between them, as far as any has, the one with the most first."""
    from matplotlib.font_manager import fontManager
    from matplotlib.ft2font import FT2Font

    found = {}
    for font in fontManager.ttflist if missing else ():
        if not font.name.startswith("Last Resort"):
            found[font.name] = missing & FT2Font(font.fname).get_charmap().keys()
    chosen = []
    for name in sorted(found, key=lambda name: (-len(found[name]), name)):
        if found[name] & missing:
            chosen.append(name)
            missing -= found[name]
    return tuple(chosen)


def axes_of(ax: Axes | None, width: float, height: float) -> Axes:
    """The given axes, or new ones of a figure of that size in inches that no global state holds on to."""
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure(figsize=(width, height), layout="constrained", facecolor="white").add_subplot()
    for spine in ax.spines.values():
        spine.set_visible(False)
    ax.tick_params(length=0, labelcolor=INK)
    return ax


def plain_ticks(ax: Axes) -> None:
    """Show the names on both axes as they are: `$` begins no formula."""
    for label in (*ax.get_xticklabels(), *ax.get_yticklabels()):
        label.set_parse_math(False)


def headed(ax: Axes, title: str, notes: Sequence[str], own: bool) -> None:
    """A title, and notes in small print: of the axes, or of the whole figure where it is our `own`."""
    look: dict[str, Any] = {"fontsize": 12, "fontweight": "bold", "color": INK, "parse_math": False}
    wide = ax.figure.get_figwidth() if own else 7.0  # type: ignore[union-attr]
    told = "\n".join(line for note in notes if note for line in wrap(note, int(18 * wide)))
    small: dict[str, Any] = {"fontsize": 7.5, "color": QUIET, "parse_math": False, "linespacing": 1.5}
    if own:
        ax.figure.suptitle(title, x=0.01, ha="left", **look)
        ax.figure.supxlabel(told, x=0.01, ha="left", **small)
        return
    ax.set_title(title, loc="left", pad=12, **look)
    ax.annotate(told, (0, 0), (0, -42), "axes fraction", textcoords="offset points", va="top", **small)


def _met(found: Matrix) -> dict[int, Meetings]:
    """For each voice that contradicts or supports anyone, with which pairs; those with itself count once."""
    totals: dict[int, Counter[str]] = {}
    for (i, j), met in found.meetings.items():
        for voice in {i, j}:
            totals.setdefault(voice, Counter()).update(met._asdict())
    return {i: Meetings(**total) for i, total in totals.items() if total["contradict"] or total["agree"]}


def _share(count: int, top: int) -> float:
    """Where a count lies between 1 and the most: by its root, so that few are told apart too."""
    return 0.0 if top <= 1 or count < 1 else ((count - 1) / (top - 1)) ** 0.5


def _shade(share: float, ends: tuple[str, str]) -> str:
    from matplotlib.colors import LinearSegmentedColormap, to_hex

    return to_hex(LinearSegmentedColormap.from_list("", ends)(share))


def _draw_matrix(found: Matrix, ax: Axes | None, most: int) -> Axes:
    totals = _met(found)
    if not totals:
        raise SettingsError("a matrix of voices needs pairs that contradict or agree; the report has none")
    strongest = sorted(totals, key=lambda i: (-totals[i].contradict - totals[i].agree, i))
    shown, folded = set(strongest[:most]), strongest[most:]
    groups = blocs(Matrix(found.voices, {key: met for key, met in found.meetings.items() if shown.issuperset(key)}))
    groups = tuple(filter(None, (tuple(i for i in group if i in shown) for group in groups)))
    order = [i for group in groups for i in group]
    place = {i: n for n, i in enumerate(order)} | dict.fromkeys(folded, len(order))
    names = [shortened(str(found.voices[i]), LONGEST_NAME) for i in order]
    names += [counted(len(folded), "other voice")] if folded else []
    n, own = len(names), ax is None
    ax = axes_of(ax, max(5.4, 3.2 + 0.33 * n), (3.2 if n >= WIDE else 3.6) + 0.33 * n)
    _draw_cells(ax, _cells(found, place), len(order), n)
    _draw_blocs(ax, groups)
    ax.set(xlim=(-0.6, n - 0.4), ylim=(n - 0.4, -0.6), aspect="equal", anchor="NW")
    ax.xaxis.tick_top()
    ax.set_xticks(range(n), names, rotation=45, ha="left", rotation_mode="anchor", fontsize=8)
    ax.set_yticks(range(n), names, fontsize=8)
    plain_ticks(ax)
    _key(ax, 3 if n >= WIDE else 1)
    headed(ax, "Who contradicts whom, and who supports whom", _matrix_notes(found, totals, groups), own)
    return ax


def _matrix_notes(found: Matrix, totals: dict[int, Meetings], groups: Sequence[Sequence[int]]) -> list[str]:
    contradict, agree = (sum(getattr(met, name) for met in found.meetings.values()) for name in ("contradict", "agree"))
    silent = len(found.voices) - len(totals)
    outlined = (
        "Outlined: voices that support each other, speak for one party, or contradict the same voices."
        if any(len(group) > 1 for group in groups)
        else ""
    )
    return [
        f"{counted(contradict, 'contradiction')}, {counted(agree, 'agreement')}. Numbers are pairs of claims; on the "
        "diagonal, of a voice with itself.",
        outlined,
        f"{counted(silent, 'voice')} without contradiction or agreement left out." if silent else "",
    ]


def _cells(found: Matrix, place: dict[int, int]) -> dict[tuple[int, int], Counter[str]]:
    """The counts of each pair of rows (i, j), i <= j."""
    cells: dict[tuple[int, int], Counter[str]] = {}
    for (i, j), met in found.meetings.items():
        if i in place and j in place:
            key = (min(place[i], place[j]), max(place[i], place[j]))
            cells.setdefault(key, Counter()).update(met._asdict())
    return cells


def _draw_cells(ax: Axes, cells: dict[tuple[int, int], Counter[str]], named: int, n: int) -> None:
    """Row i, column j above the diagonal for contradictions, mirrored below it for agreements; `named` have colours."""
    counts = [cell[name] for (_, j), cell in cells.items() if j < named for name in ("contradict", "agree")]
    top = max(1, *counts, 1)
    ax.plot([-0.5, n - 0.5], [-0.5, n - 0.5], color=FAINT, linewidth=0.8, zorder=0.5)
    for (i, j), cell in cells.items():
        for name, ends, row, column in (("contradict", REDS, i, j), ("agree", BLUES, j, i)):
            count = cell[name]
            share = _share(count, top) if j < named else 0.0
            colour = PALE if not count or j >= named else _shade(share, ends)
            _draw_cell(ax, row, column, name == "contradict", colour)
            if count:
                off = 0.0 if i != j else 0.19 if name == "contradict" else -0.19
                ink = "white" if share > 0.42 else ends[1] if j >= named else INK
                size = 7.5 if i != j else 6.0 if count < 1000 else 5.0
                ax.text(column + off, row - off, f"{count:,}", ha="center", va="center", color=ink, fontsize=size)


def _draw_blocs(ax: Axes, groups: Sequence[Sequence[int]]) -> None:
    """An outline around the voices of each bloc."""
    start = -0.5
    for group in groups:
        end = start + len(group)
        if len(group) > 1:
            ax.plot([start, end, end, start, start], [start, start, end, end, start], color=QUIET, linewidth=0.9)
        start = end


def _draw_cell(ax: Axes, row: int, column: int, above: bool, colour: str) -> None:
    left, right, top, bottom = column - 0.47, column + 0.47, row - 0.47, row + 0.47
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    if row == column:
        del corners[3 if above else 1]
    ax.fill(*zip(*corners, strict=True), color=colour, linewidth=0)


def _key(ax: Axes, columns: int) -> None:
    from matplotlib.patches import Patch

    told = (
        (REDS[1], "above the diagonal: contradict"),
        (BLUES[1], "below it: agree"),
        (PALE, "compared, neither"),
    )
    ax.legend(
        handles=[Patch(facecolor=colour, label=label) for colour, label in told], loc="upper left", ncols=columns,
        bbox_to_anchor=(0, 0), bbox_transform=ax.transAxes, frameon=False, fontsize=8, handlelength=1, handleheight=1,
        columnspacing=1.4, borderaxespad=0.3, borderpad=0.2, labelcolor=INK,
    )  # fmt: skip


def _draw_voices(found: Matrix, ax: Axes | None, most: int) -> Axes:
    totals = _met(found)
    if not totals:
        raise SettingsError("a figure of voices needs pairs that contradict or agree; the report has none")
    order = sorted(totals, key=lambda i: (-totals[i].contradict, -totals[i].agree, i))
    shown, folded, own = order[:most], order[most:], ax is None
    ax = axes_of(ax, 8, 1.6 + 0.25 * len(shown))
    tops = [max(getattr(totals[i], name) for i in shown) for name in ("contradict", "agree")]
    wide = max(tops)
    for row, i in enumerate(shown):
        itself = found.at(i, i)
        for name, sign, ends in (("contradict", -1, REDS), ("agree", 1, BLUES)):
            _draw_bar(ax, row, sign, getattr(totals[i], name), getattr(itself, name), ends, wide)
    names = [f"{shortened(str(found.voices[i]), LONGEST_NAME)}  ({len(found.voices[i].claims):,})" for i in shown]
    ax.set_yticks(range(len(shown)), names, fontsize=8)
    left, right = (max(top, 0.3 * wide) + 0.1 * wide for top in tops)
    ax.set(xlim=(-left, right), ylim=(len(shown) - 0.4, -1.3), xticks=[])
    plain_ticks(ax)
    ax.axvline(0, color=INK, linewidth=0.8)
    for x, side, label, colour in ((-0.01, "right", "contradicted", REDS[1]), (0.01, "left", "supported", BLUES[1])):
        ax.text(x * wide, -0.8, label, ha=side, va="center", color=colour, fontsize=9, fontweight="bold")
    headed(ax, "How often each voice is contradicted and supported", _voice_notes(found, totals, folded), own)
    return ax


def _draw_bar(ax: Axes, row: int, sign: int, total: int, own: int, ends: tuple[str, str], wide: int) -> None:
    """A bar from the middle, its part with itself dark and outermost, its length in numbers at the end."""
    ax.barh(row, sign * (total - own), height=0.7, color=_shade(0.6, ends))
    ax.barh(row, sign * own, left=sign * (total - own), height=0.7, color=ends[1])
    if total:
        side = "left" if sign > 0 else "right"
        ax.text(sign * (total + 0.012 * wide), row, f"{total:,}", ha=side, va="center", fontsize=7.5, color=INK)


def _voice_notes(found: Matrix, totals: dict[int, Meetings], folded: Sequence[int]) -> list[str]:
    itself = any(found.at(i, i).contradict or found.at(i, i).agree for i in totals)
    silent = len(found.voices) - len(totals)
    least = max((totals[i].contradict for i in folded), default=0)
    return [
        f"Bars are pairs of claims{' (dark: of the voice with itself)' if itself else ''}; in brackets, how many "
        "claims a voice has.",
        f"{counted(len(folded), 'further voice')} not shown, each contradicted at most {counted(least, 'time')}."
        if folded else "",
        f"{counted(silent, 'voice')} without contradiction or agreement left out." if silent else "",
        f"{UNNAMED}: claims without speaker and source." if any(not found.voices[i].name for i in totals) else "",
    ]  # fmt: skip
