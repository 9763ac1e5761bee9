"""The page as text: what it holds, that claims stay data, that nothing but its own script may run."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from datetime import date, datetime, timedelta, timezone
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contradict import Claim, Event, Pair, Report, Skipped, Thresholds
from contradict.calibration import Probabilities
from contradict.explanations import Reason, Span
from contradict.nli import NLIScores
from contradict.report import Settings
from contradict.views.display import one_line
from contradict.views.html import anchor, headline, page_data, percent, script_json, utf16

SETTINGS = Settings("0.1.0", "embedder", "e" * 16, "nli", "n" * 16, "float32", Thresholds(), 0.3, 30)
WORDS = "the town was taken by troops on Sunday after heavy shelling while officials said that many had fled".split()
KINDS = ("quantity", "denial", "opposition", "other")


def made_report(n_claims: int, n_pairs: int, seed: int = 0, voices: int = 60, size: int = 12) -> Report:
    """A made-up report; every tenth probability lies on a whole per cent, where thresholds lie too."""
    chance = random.Random(seed)
    claims = tuple(
        sorted(
            (
                Claim(
                    " ".join(chance.choices(WORDS, k=chance.randint(8, 30))) + f" {i}.",
                    source=f"Paper {chance.randrange(voices)}",
                    speaker=f"Ministry {chance.randrange(voices)}" if chance.random() < 0.5 else None,
                    date=date(2024, 1, 1) + timedelta(days=chance.randrange(30)),
                    id=f"claim-{i}",
                )
                for i in range(n_claims)
            ),
            key=lambda c: c.sort_key,
        )
    )
    groups = [claims[i : i + size] for i in range(0, n_claims, size)]
    chosen: dict[tuple[str, str], Pair] = {}
    while len(chosen) < n_pairs:
        group = chance.choice(groups)
        where = groups.index(group)
        a, b = chance.sample(group, 2) if chance.random() < 0.97 else chance.sample(claims, 2)
        a, b = sorted((a, b), key=lambda c: c.sort_key)
        event = f"event {where}" if a in group and b in group else None
        chosen.setdefault((a.id, b.id), made_pair(a, b, event, chance))
    pairs = tuple(chosen.values())
    events = tuple(
        Event(f"event {i}", group[0].text, group, tuple(p for p in pairs if p.event == f"event {i}"))
        for i, group in enumerate(groups)
        if len(group) > 1
    )
    return Report(claims, events, pairs, SETTINGS).rethreshold(0.6, 0.5)


def made_pair(a: Claim, b: Claim, event: str | None, chance: random.Random) -> Pair:
    contradict = round(chance.random(), 2) if chance.random() < 0.1 else chance.random()
    agree = (1 - contradict) * chance.random()
    kind = chance.choice(KINDS)
    spans = ((Span(2, 9),), (Span(4, 12), Span(14, 18)))
    reasons = (
        Reason(
            "contradict", kind, spans, f"Both count troops: {chance.randrange(900)} against {chance.randrange(90)}."
        ),
        Reason("agree", None, spans, "The second follows from the first."),
        Reason("neutral", None, ((), ()), ""),
        Reason("update", None, spans, "The toll rose."),
    )
    scores = NLIScores(0.2, 0.3, 0.5)
    return Pair(a, b, Probabilities(agree, contradict, 1 - contradict - agree), scores, scores, "neutral",
                event=event, is_update=chance.random() < 0.2, reasons=reasons)  # fmt: skip


def two_claims(one: str, two: str, **fields) -> Report:
    """A report of two claims that contradict each other."""
    a, b = Claim(one, id="a", **fields), Claim(two, id="b", **fields)
    spans = ((Span(0, len(one)),), (Span(0, len(two)),))
    scores = NLIScores(0.1, 0.1, 0.8)
    pair = Pair(a, b, Probabilities(0.05, 0.9, 0.05), scores, scores, "contradict", event="e",
                reasons=(Reason("contradict", "other", spans, f"{one} against {two}"),))  # fmt: skip
    return Report((a, b), (Event("e", one, (a, b), (pair,)),), (pair,), SETTINGS)


class Page(HTMLParser):
    """The elements of a page and the text of its scripts, styles and noscript part."""

    def __init__(self, html: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.shown: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag in ("script", "style", "noscript"):
            self.inside.append(tag)
            if tag != "noscript":
                (self.scripts if tag == "script" else self.styles).append("")

    def handle_endtag(self, tag):
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data):
        if self.inside[-1:] == ["script"]:
            self.scripts[-1] += data
        elif self.inside[-1:] == ["style"]:
            self.styles[-1] += data
        else:
            self.shown.append(data)

    @property
    def data(self):
        return json.loads(self.scripts[0])


HOSTILE = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %}",
    "\u2028\u2029 & &amp; &lt;b&gt;",
    "\u202eright to left",
    "nul \x00 and \x1b",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_claim_stays_text(text):
    harmless = two_claims("fine", "text", source="paper").to_html()
    fields = {"source": f"s {text}", "speaker": f"v {text}", "url": "https://example.org/?" + text}
    report = two_claims(f"{text} one", f"{text} two", **fields)
    page, plain = Page(report.to_html()), Page(harmless)
    assert len(page.scripts) == 2
    assert page.scripts[1] == plain.scripts[1]
    added = [tag for tag, _ in page.elements]
    assert added == [tag for tag, _ in plain.elements]
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    columns = page.data["claims"]["columns"]
    assert [row[columns.index("text")] for row in page.data["claims"]["rows"]] == [f"{text} one", f"{text} two"]
    assert one_line(f"{text} one") in "".join(page.shown)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_text_goes_into_the_page_and_comes_back(text):
    page = Page(two_claims(f"{text} a", f"{text} b").to_html())
    columns = page.data["claims"]["columns"]
    assert [row[columns.index("text")] for row in page.data["claims"]["rows"]] == [f"{text} a", f"{text} b"]
    assert len(page.scripts) == 2


@given(st.recursive(st.text() | st.floats(allow_nan=False, allow_infinity=False), st.lists, max_leaves=8))
def test_json_in_a_script_is_the_same_json(value):
    text = script_json(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


def test_the_policy_lets_only_the_pages_own_script_and_style_run(report):
    page = Page(report.to_html())
    policy = next(a["content"] for tag, a in page.elements if a.get("http-equiv") == "Content-Security-Policy")
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))

    def hashed(text):
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["script-src"] == hashed(page.scripts[1])
    assert rules["style-src"] == hashed(page.styles[0])
    assert "unsafe" not in policy


def test_the_page_names_no_host_of_its_own(report):
    html = report.to_html()
    assert not re.search(r"https?://|//\w+\.\w+/|@import|url\(", html)
    assert not [a for tag, a in Page(html).elements if a.get("src") or tag in ("iframe", "object", "embed", "img")]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " https://x.org"])
def test_only_web_addresses_become_links(url):
    rows = page_data(two_claims("a", "b", url=url))["claims"]
    kept = {row[rows["columns"].index("url")] for row in rows["rows"]}
    assert kept == ({"https://x.org"} if url.strip().startswith("https") else {None})


def test_without_scripts_the_surest_contradictions_are_there(report):
    shown = " ".join("".join(Page(report.to_html()).shown).split())
    for pair in report.contradictions[:5]:
        assert pair.a.text in shown
        assert pair.b.text in shown
        assert pair.why in shown
    assert f"the {min(20, len(report.contradictions))} surest of {len(report.contradictions)}" in shown
    for name in (report.settings.nli, report.settings.embedder, "27–29 Sep 2020"):
        assert name in shown


def test_equal_reports_give_equal_pages(report, tmp_path):
    html = report.to_html(tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == html
    report.to_json(tmp_path / "report.json")
    assert Report.from_json(tmp_path / "report.json").to_html() == html


def test_anchors_depend_on_the_two_claims_alone(report):
    rows = page_data(report)["pairs"]
    anchors = [row[rows["columns"].index("anchor")] for row in rows["rows"]]
    assert len(set(anchors)) == len(anchors) == len(report.pairs)
    assert anchors == [anchor("c", pair.b.id, pair.a.id) for pair in report.pairs]
    assert anchor("c", "a", "b") == "c-f04cdced9736"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Baku says the village fell on Sunday.", "The village fell on Sunday."),
        ("The village fell on Sunday, a spokesman for the army said.", "The village fell on Sunday."),
        ("Baku denied that the village fell.", "Baku denied that the village fell."),
        ("ferries sail again.", "Ferries sail again."),
    ],
)
def test_the_title_of_an_event_is_what_its_claim_says_without_who_says_it(title, shown):
    assert headline(title) == shown


def test_an_empty_report_is_a_page_too():
    html = Report((), (), (), SETTINGS).to_html()
    assert "<title>0 contradictions in 0 claims</title>" in html
    assert "no dates" in html
    assert "No two claims contradict each other." in html


def test_what_was_left_out_and_what_was_copied_is_said():
    sentence = "The army said on Friday that the bridge near the old mill had been blown up by its engineers."
    claims = tuple(Claim(sentence, source=name, date=date(2024, 3, 1)) for name in ("AP", "Times", "Post"))
    report = Report(claims, (), (), SETTINGS, (Skipped("claims <b>", "cut at 512 tokens", 2),))
    shown = "".join(Page(report.to_html()).shown)
    assert "2 claims copy another source's: 1 independent voice" in shown
    assert "2 claims <b>: cut at 512 tokens" in shown


def test_two_thousand_claims_stay_small():
    html = made_report(2000, 5000).to_html()
    assert len(html.encode()) < 5_000_000


spans = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)).map(lambda t: Span(min(t), max(t))), max_size=5)


@given(st.text(alphabet=st.sampled_from("aé中😀\u0301"), max_size=30), spans)
def test_javascript_marks_the_same_characters(text, spans):
    units = text.encode("utf-16-le")
    found = "".join(units[2 * a : 2 * b].decode("utf-16-le") for a, b in utf16(text, tuple(spans)))
    assert found == "".join(char for i, char in enumerate(text) if any(s.start <= i < s.end for s in spans))


@pytest.mark.parametrize(
    ("probability", "text"),
    [(0.0, "0"), (0.004, "<1"), (0.946, "95"), (0.99, "99"), (0.9961, ">99"), (1.0, "100")],
)
def test_percentages_never_claim_certainty(probability, text):
    assert percent(probability) == f"{text}\u202f%"


@pytest.mark.parametrize(
    ("days", "period"),
    [
        ([], "no dates"),
        ([date(2024, 3, 1)], "1 Mar 2024"),
        ([date(2024, 3, 1), datetime(2024, 3, 9, 8, tzinfo=timezone.utc)], "1–9 Mar 2024"),
        ([date(2024, 2, 28), date(2024, 3, 1)], "28 Feb–1 Mar 2024"),
        ([date(2023, 12, 31), date(2024, 1, 1)], "31 Dec 2023 – 1 Jan 2024"),
    ],
)
def test_the_period_of_the_claims(days, period):
    claims = tuple(Claim(f"claim {i}", date=day) for i, day in enumerate(days)) or (Claim("claim"),)
    shown = "".join(Page(Report(claims, (), (), SETTINGS).to_html()).shown)
    assert period in shown
