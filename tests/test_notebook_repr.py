from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from synthetic import event_of, made_report, pair_of, report_of

from contradict import Claim, Probabilities
from contradict.evaluation.evaluating import from_predictions
from contradict.views.notebook import TOP

VOID = {"br", "img", "hr"}


class Reader(HTMLParser):
    """Reads HTML; raises where a tag is not closed in its turn."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.attributes, self.text, self.marked = [], [], [], "", []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        if "mark" in self.open:
            self.marked.append(data)


def evaluation():
    rows = [
        {"a": f"claim {i}", "b": f"<b>claim</b> {i}", "relation": ("agree", "contradict", "neutral")[i % 3]}
        for i in range(30)
    ]
    shown = [Probabilities(0.8, 0.1, 0.1), Probabilities(0.1, 0.7, 0.2), Probabilities(0.2, 0.2, 0.6)]
    return from_predictions(rows, [shown[i % 3 if i % 5 else 0] for i in range(30)])


def test_a_report_shows_its_counts_and_its_most_certain_contradictions(report):
    page = Reader(report._repr_html_())
    for line in report.summary().splitlines():
        assert line in page.text
    assert page.tags.count("tr") == 1 + min(TOP, len(report.contradictions))
    assert f"of {len(report.contradictions)} contradictions" in page.text
    first = report.contradictions[0]
    for told in (first.a.text, first.b.text, first.why, f"{first.certainty:.2f}", first.a.source):
        assert told in page.text
    assert first.a.text[first.evidence[0][0].start : first.evidence[0][0].end] in page.marked


def test_a_report_without_contradictions_is_its_summary(report):
    calm = report.rethreshold(contradict=1.0)
    page = Reader(calm._repr_html_())
    assert "table" not in page.tags
    assert "0 contradict" in page.text


def test_an_event_shows_its_sides(report):
    event = max(report.events, key=lambda e: len(e.contradictions))
    page = Reader(event._repr_html_())
    assert event.title in page.text
    assert "Side 1: " in page.text
    assert f"{len(event.claims)} claims, {len(event.contradictions)} contradictions" in page.text
    quiet = replace(event, pairs=())
    assert "Side" not in Reader(quiet._repr_html_()).text


def test_a_pair_shows_both_claims_side_by_side(report):
    for pair in report.pairs[:40]:
        page = Reader(pair._repr_html_())
        assert page.tags.count("td") == 2
        for told in (pair.relation, pair.a.text, pair.b.text, pair.why, f"neutral {pair.probabilities.neutral:.2f}"):
            assert told in page.text
        assert ("uncertain" in page.text) == pair.uncertain


def test_an_evaluation_shows_the_figures_of_its_summary():
    found = evaluation()
    page = Reader(found._repr_html_())
    for name in ("accuracy", "macro_f1", "auroc", "ece"):
        interval = found.intervals[name]
        assert f"{found.metrics[name]:.3f} [{interval.low:.3f}, {interval.high:.3f}]" in page.text
    scores = found.per_class["neutral"]
    assert f"neutral{scores.precision:.3f} [" in page.text
    assert page.text.count("[") == 6 + 3 * 3
    assert "0 pairs" in Reader(replace(found, pairs=())._repr_html_()).text


def test_hostile_claims_stay_text():
    bad = '<script>alert(1)</script>" onmouseover="x'
    a = Claim(bad, speaker=bad, source=bad, url='https://x.org/"><script>', id="a")
    b = Claim("It is shut.", url="javascript:alert(1)", id="b")
    event = event_of([a, b], [replace(pair_of(a, b, "contradict"), uncertain=True)])
    for shown in (report_of([event]), event, event.pairs[0]):
        page = Reader(shown._repr_html_())
        assert bad in page.text
        assert not {"script", "img", "iframe"} & set(page.tags)
        assert {name for _, name, _ in page.attributes} <= {"style", "href", "rel", "target", "scope"}
        assert [value for _, name, value in page.attributes if name == "href"] == ['https://x.org/"><script>'][
            : page.tags.count("a")
        ]


@pytest.mark.parametrize("n", [100, 1000])
def test_what_is_shown_stays_small(n):
    made = made_report(n)
    assert len(made._repr_html_()) < 30_000
    assert max(len(event._repr_html_()) for event in made.events) < 30_000


def test_no_colour_is_set_for_text_alone(report):
    """Text takes the notebook's own colour, light or dark; only chips have both a colour and a background."""
    page = Reader(report._repr_html_() + report.contradictions[0]._repr_html_())
    for _, name, value in page.attributes:
        if name == "style" and re.search(r"(?<!-)color:(?!inherit)", value):
            assert "background:" in value
