from __future__ import annotations

import re
import sys
import warnings
from dataclasses import replace

import pytest
from synthetic import event_of, made_report, pair_of, report_of

from contradict import Claim, MissingExtraError, SettingsError
from contradict.camps import matrix, voices

pytest.importorskip("matplotlib")

import matplotlib
from matplotlib.figure import Figure

NAMES = ("matrix", "timeline", "voices")
ODD = "$he\nsaid_{x $5"


def texts(ax):
    """All that stands in a figure, once it is laid out."""
    ax.figure.draw_without_rendering()
    inside = [t.get_text() for t in ax.texts]
    labels = [t.get_text() for t in (*ax.get_xticklabels(), *ax.get_yticklabels())]
    return [*inside, *labels, ax.figure.get_suptitle(), ax.figure.get_supxlabel(), ax.get_title(loc="left")]


def said(ax):
    return "\n".join(texts(ax)).replace("\n", " ")


def boxes(ax, labels):
    ax.figure.draw_without_rendering()
    return [t.get_window_extent() for t in labels if t.get_text() and t.get_visible()]


def small_report():
    a = Claim("It cost $5 and $6.", speaker=ODD, date="2024-05-01")
    b = Claim("It cost $7.", speaker="B" * 90, date="2024-05-03")
    c = Claim("It is free.", id="c")
    pairs = [pair_of(a, b, "contradict"), pair_of(b, c, "contradict"), pair_of(a, c, "agree")]
    return report_of([event_of([a, b, c], pairs)])


@pytest.mark.filterwarnings("error::UserWarning")
@pytest.mark.parametrize("n", [100, 1000])
def test_figures_of_any_size_keep_their_texts_apart_and_inside(n):
    made = made_report(n)
    for name in NAMES:
        ax = getattr(made.plot, name)()
        for labels in (ax.get_yticklabels(), ax.get_xticklabels() if name == "timeline" else []):
            found = boxes(ax, labels)
            assert not any(one.overlaps(two) for i, one in enumerate(found) for two in found[i + 1 :])
        page = ax.figure.bbox
        for text in boxes(ax, [*ax.texts, *ax.get_yticklabels(), *ax.get_xticklabels()]):
            assert page.x0 - 1 <= text.x0
            assert text.x1 <= page.x1 + 1
            assert page.y0 - 1 <= text.y0
            assert text.y1 <= page.y1 + 1
        assert max(ax.figure.get_size_inches()) < 16


def test_the_matrix_shows_every_count(report):
    found = matrix(report)
    ax = report.plot.matrix()
    shown = [int(t.get_text()) for t in ax.texts if t.get_text().isdigit()]
    assert sum(shown) == len(report.contradictions) + len(report.agreements)
    assert f"{len(report.contradictions)} contradictions, {len(report.agreements)} agreements" in said(ax)
    names = [t.get_text() for t in ax.get_yticklabels()]
    assert names == [t.get_text() for t in ax.get_xticklabels()]
    assert len(names) == len({i for key, met in found.meetings.items() if met.contradict or met.agree for i in key})


def test_contradictions_stand_above_the_diagonal_and_agreements_below(report):
    for text in report.plot.matrix().texts:
        if text.get_text().isdigit():
            column, row = text.get_position()
            assert row != column
    a, b = Claim("It is open.", speaker="A"), Claim("It is shut.", speaker="B")
    for relation, above in (("contradict", True), ("agree", False)):
        ax = report_of([event_of([a, b], [pair_of(a, b, relation)])]).plot.matrix()
        ((column, row),) = [t.get_position() for t in ax.texts if t.get_text() == "1"]
        assert (column > row) == above


def test_what_the_matrix_folds_is_one_row_and_keeps_its_counts():
    made = made_report(400)
    ax = made.plot.matrix(most=10)
    names = [t.get_text() for t in ax.get_yticklabels()]
    assert len(names) == 11
    assert names[-1].endswith("other voices")
    shown = sum(int(t.get_text().replace(",", "")) for t in ax.texts if t.get_text().replace(",", "").isdigit())
    assert shown == len(made.contradictions) + len(made.agreements)


def number_before(words, text):
    """The number before some words of a text; 0 where they are not there."""
    found = re.search(rf"([\d,]+) {words}", text)
    return int(found[1].replace(",", "")) if found else 0


def test_the_timeline_says_what_it_draws_and_what_not(report):
    ax = report.plot.timeline(most=len(report.events))
    text = said(ax)
    inside = sum(len(event.contradictions) for event in report.events)
    drawn = number_before("contradictions? in ", text)
    assert drawn + number_before("contradictions? between folded sides", text) == inside
    assert number_before("contradictions? between events", text) == len(report.contradictions) - inside
    for event in report.events:
        assert any(event.title.startswith(t.rstrip("…")) and len(t) > 10 for t in texts(ax)) == bool(
            event.contradictions
        )
    counted = made_report(1000).plot.timeline(most=3)
    assert "in 3 events; not drawn: " in said(counted)
    assert "in further events" in said(counted)
    assert "events with fewer or no contradictions left out" in said(counted)


def test_every_claim_of_an_event_is_on_the_timeline():
    event = max(made_report(100).events, key=lambda e: len(e.claims))
    ax = report_of([event]).plot.timeline()
    dots = sum(line.get_marker() == "o" for line in ax.lines)
    numbers = [int(t.get_text()) for t in ax.texts if t.get_text().isdigit()]
    assert dots - len(numbers) + sum(numbers) == len(event.claims)
    assert ("no date" in texts(ax)) == any(claim.date is None for claim in event.claims)


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (["2024-05-01", "2024-05-03"], "2 May"),
        (["2024-05-01T08:00", "2024-05-01T11:00"], "09:00"),
        (["2024-05-01T23:30:00-02:00", "2024-05-02T03:00:00+00:00"], "02:00"),
        (["1900-01-01", "2024-05-01"], "1900"),
        (["0001-01-01T00:00:00+05:00", "9999-12-31T23:00:00-05:00"], "9999"),
        ([None, None], "no date"),
        ([None, "2024-05-01"], "no date"),
        (["2023-12-31", "2024-01-01"], "2024"),
    ],
)
def test_the_scale_of_the_timeline_suits_its_dates(dates, told):
    a, b = (Claim(f"Report {n}.", date=date, source=f"P{n}") for n, date in enumerate(dates))
    ax = report_of([event_of([a, b], [pair_of(a, b, "contradict")])]).plot.timeline()
    assert any(told in label.get_text() for label in ax.get_xticklabels()) or told == "9999"
    assert len(ax.get_xticklabels()) <= 10
    low, high = ax.get_xlim()
    dots = [x for line in ax.lines if line.get_marker() == "o" for x in line.get_xdata()]
    assert all(low < x < high for x in dots)


def test_voices_are_ordered_by_how_often_they_are_contradicted(report):
    ax = report.plot.voices()
    found = voices(report.claims)
    bars = [bar.get_width() for bar in ax.patches]
    assert sum(-width for width in bars if width < 0) >= len(report.contradictions)
    names = [t.get_text() for t in ax.get_yticklabels()]
    assert names[0].rpartition("  (")[0] in {str(voice) for voice in found}
    contradicted = [int(t.get_text()) for t in ax.texts if t.get_text().isdigit() and t.get_position()[0] < 0]
    assert contradicted == sorted(contradicted, reverse=True)
    folded = made_report(400).plot.voices(most=5)
    assert len(folded.get_yticklabels()) == 5
    assert "further voices not shown" in said(folded)


@pytest.mark.filterwarnings("error::UserWarning")
def test_odd_names_are_drawn_as_they_are_and_long_ones_shortened():
    made = small_report()
    for name in NAMES:
        text = said(getattr(made.plot, name)())
        assert "$he said_{x $5" in text
        assert "B" * 40 not in text
        assert "BBB…BBB" in text
    assert "(unnamed)" in said(made.plot.voices())


def test_axes_can_be_given(report):
    for name in NAMES:
        ax = Figure(figsize=(8, 8)).add_subplot()
        assert getattr(report.plot, name)(ax) is ax
        assert ax.get_title(loc="left")
        assert ax.figure.get_suptitle() == ""


def test_figures_are_written(report, tmp_path):
    assert [path.name for path in report.plot.save(tmp_path / "new", dpi=40)] == [f"{name}.png" for name in NAMES]
    assert all(path.stat().st_size > 1000 for path in (tmp_path / "new").iterdir())
    calm = replace(report, pairs=(), events=tuple(replace(event, pairs=()) for event in report.events))
    assert [path.name for path in calm.plot.save(tmp_path / "calm", dpi=40)] == ["timeline.png"]


def test_what_the_font_lacks_is_drawn_in_another_that_has_it():
    lacking = "\u20d2\u20dd"
    a, b = Claim("It is open.", speaker=f"Post {lacking}"), Claim("It is shut.", speaker="Times")
    made = report_of([event_of([a, b], [pair_of(a, b, "contradict")])])
    before = list(matplotlib.rcParams["font.family"])
    with warnings.catch_warnings():
        warnings.filterwarnings("error", message="Glyph")
        for name in NAMES:
            getattr(made.plot, name)().figure.draw_without_rendering()
    family = made.plot.matrix().get_yticklabels()[0].get_fontfamily()
    assert family[: len(before)] == before
    assert len(family) > len(before)
    assert matplotlib.rcParams["font.family"] == before
    assert small_report().plot.matrix().get_yticklabels()[0].get_fontfamily() == before


@pytest.mark.filterwarnings("ignore:Glyph")
def test_what_no_font_has_is_drawn_all_the_same():
    a, b = Claim("It is open.", speaker="Post \U0010fffd"), Claim("It is shut.", speaker="Times")
    made = report_of([event_of([a, b], [pair_of(a, b, "contradict")])])
    assert "Post \U0010fffd" in texts(made.plot.matrix())


def test_nothing_to_draw_is_said(report):
    nothing = report_of([])
    for name in NAMES:
        with pytest.raises(SettingsError, match="the report has none"):
            getattr(nothing.plot, name)()
        for wrong in (0, -1, 1.5, "3", True):
            with pytest.raises(SettingsError, match="most must be a whole number from 1"):
                getattr(report.plot, name)(most=wrong)


def test_without_matplotlib_the_extra_is_named(report, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    for name in NAMES:
        with pytest.raises(MissingExtraError, match=r"contradict-claims\[plot\]"):
            getattr(report.plot, name)()


def test_sides_beyond_the_sixth_are_folded_and_counted():
    claims = [Claim(f"The toll is {n}.", source=f"Post {n}", date="2024-05-01") for n in range(9)]
    pairs = [pair_of(a, b, "contradict") for i, a in enumerate(claims) for b in claims[i + 1 :]]
    ax = report_of([event_of(claims, pairs)]).plot.timeline()
    assert "4 further sides" in texts(ax)
    assert "30 contradictions in 1 event; not drawn: 6 contradictions between folded sides" in said(ax)
