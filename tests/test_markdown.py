from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from synthetic import event_of, made_report, pair_of, report_of

from contradict import Claim, Event, Skipped
from contradict.disputes import surest
from contradict.explanations import Reason, Span
from contradict.views.display import one_line
from contradict.views.markdown import escaped

RENDERER = MarkdownIt("commonmark").enable("table").enable("strikethrough")
HOSTILE = [
    "<script>alert(1)</script>", "[x](javascript:alert(1))", "![x](http://x.org/p.png)", "a | b | c", "**bold** _it_",
    "`code` ~~gone~~", "# no title", "- no item", "1. no number", "1) no number", "> no quote", "| a | b |",
    "&lt;b&gt;", "--- rule", "=== rule", "+ plus", "a\\|b\\", "<http://x.org>", "$5 and $6",
    "a\n\n# b", "    code", "[x]: http://x.org",
]  # fmt: skip


def told(html):
    """The text of HTML."""
    text = re.sub("<[^>]*>", "", html)
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, char)
    return text


@given(st.text(max_size=40) | st.sampled_from(HOSTILE) | st.text("*_`[]()<>&|\\#-+=~!1. $\n", max_size=20))
def test_escaped_text_comes_out_as_it_went_in(text):
    for around, tags in (("{}", "p"), ("- {}", "ul|li"), ("# {}", "h1"), ("x {}", "p")):
        html = RENDERER.render(around.format(escaped(text)))
        wanted = around.lstrip("-# ").format(one_line(text))
        assert told(html).split() == wanted.split()
        assert set(re.findall("</?([a-z0-9]+)", html)) <= set(tags.split("|"))


def test_links_in_texts_are_not_links():
    html = MarkdownIt("commonmark").render(escaped("see https://x.org or WWW.x.org"))
    assert "://" not in escaped("see https://x.org")
    assert told(html).strip() == "see https://x.org or WWW.x.org"


def hostile_report():
    one = [
        Claim(text, speaker=text, source=text, id=f"a{n}", url="https://x.org/(a)|<b>?q=1&r=2")
        for n, text in enumerate(HOSTILE)
    ]
    two = Claim("The bridge is shut.", speaker="Kyiv", url="javascript:alert(1)")
    event = event_of([*one, two], [pair_of(claim, two, "contradict") for claim in one])
    return report_of([replace(event, title=HOSTILE[0])], alone=[Claim("# alone <img src=x>")])


def test_hostile_claims_stay_text():
    html = RENDERER.render(hostile_report().to_markdown())
    assert not re.search("<(script|img|del|em|code|blockquote|hr|ol|pre)", html)
    assert "javascript:alert(1)</a>" not in html
    assert set(re.findall('href="([^"]*)"', html)) == {"https://x.org/%28a%29%7C%3Cb%3E?q=1&amp;r=2"}
    rows = re.findall("<tr>.*?</tr>", html, flags=re.DOTALL)
    assert {row.count("<td") + row.count("<th") for row in rows} <= {4, 5, 6}
    assert html.count("<h1") == 1


def test_a_report_in_markdown(report, tmp_path):
    text = report.to_markdown(tmp_path / "r.md")
    assert (tmp_path / "r.md").read_text(encoding="utf-8") == text
    html = RENDERER.render(text)
    shown = told(html)
    for event in report.events:
        assert event.title[:100] in shown
    for pair in report.contradictions:
        assert pair.why in shown
        assert shown.count(pair.a.text) >= 1
    probabilities = re.findall('<tr>\n<td style="text-align:right">[01][.]', html)
    assert len(probabilities) == len(report.contradictions) + len(report.updates)
    start = shown[: shown.index("Voices")]
    for dispute in report.disputes:
        assert dispute.title in shown
        assert (dispute.lead.a.text in start and dispute.lead.b.text in start) or dispute.between
    best = surest(report.disputes)
    assert f"Surest: {best.title}, {best.contradictions[0].certainty:.2f}." in start
    between = [d for d in report.disputes if d.between]
    count = sum(len(d.contradictions) for d in between)
    assert f"{count} contradictions in {len(between)} disputes join claims" in start
    assert f"{len(report.claims)} claims" in shown
    assert "Claims alone" in shown or not report.alone
    assert report.settings.nli in shown


def test_contradictions_stand_side_by_side_with_the_evidence_in_bold():
    a = Claim("More than 550 men were lost.", speaker="Baku", source="Trend", date="2020-09-28T10:00")
    b = Claim("It lost 24 men.", speaker="Artsakh")
    pair = pair_of(a, b, "contradict", 0.85)
    reason = Reason("contradict", "quantity", ((Span(0, 13),), (Span(8, 10),)), "550 against 24.")
    text = report_of([event_of([a, b], [replace(pair, reasons=(reason,))])]).to_markdown()
    (line,) = [line for line in text.splitlines() if line.startswith("| 0.85")]
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert len(cells) == 4
    assert cells[3] == "550 against 24."
    assert any("(Trend, 2020-09-28)" in cell for cell in cells)
    assert "**Side 1**" in text
    assert "against side 2" in text


def test_evidence_inside_a_word_is_not_marked():
    a, b = Claim("The uncounted died.", id="a"), Claim("The counted died.", id="b")
    reason = Reason("contradict", "other", ((Span(4, 6),), (Span(4, 11),)), "")
    text = report_of(
        [event_of([a, b], [replace(pair_of(a, b, "contradict"), a=a, b=b, reasons=(reason,))])]
    ).to_markdown()
    assert "| The uncounted died. | The **counted** died. |" in text


def test_updates_notes_and_what_lies_between_events():
    a, b, c, d = (Claim(f"The toll is {n}.", date=f"2024-05-0{n + 1}", source="Post") for n in range(4))
    made = report_of([event_of([a, b], [pair_of(a, b, "update")])], [c, d], between=[pair_of(c, d, "contradict")])
    text = replace(made, skipped=(Skipped("claims | cut", "too <long>", 3),)).to_markdown()
    assert "### Updates" in text
    assert re.search(r"\| .*toll is 0\..* \| .*toll is 1\.", text)
    assert "## Between events" in text
    assert "- 3 claims \\| cut: too &lt;long&gt;" in text
    assert text.index("### Updates") < text.index("## Between events") < text.index("**Side 1**")


def test_what_lies_between_questions_is_told_besides_others_only_where_there_are_others():
    ferry = [Claim(f"The ferry carried passengers, {n}.", speaker=v, id=f"f{n}") for n, v in enumerate("ABC")]
    mine = [Claim(f"The mine was flooded by rain, {n}.", speaker=v, id=f"m{n}") for n, v in enumerate("DEF")]
    pairs = [
        pair_of(a, b, "contradict" if (a, b) == (ferry[0], mine[0]) else "neutral", 0.99) for a in ferry for b in mine
    ]
    pairs += [pair_of(s[i], s[j], "agree") for s in (ferry, mine) for i, j in ((0, 1), (0, 2))]
    text = report_of([event_of([*ferry, *mine], pairs)]).to_markdown()
    assert "\n1 contradiction in 1 dispute joins claims" in text
    assert "Besides" not in text
    inside = pair_of(ferry[1], ferry[2], "contradict")
    assert "Besides, 1 contradiction" in report_of([event_of([*ferry, *mine], [*pairs, inside])]).to_markdown()


def test_no_two_events_are_compared_word_for_word(monkeypatch):
    made = made_report(60)
    monkeypatch.setattr(Event, "__eq__", lambda *_: pytest.fail("compared"))
    assert "# " in made.to_markdown()


def test_reports_with_nothing_in_them():
    empty = report_of([])
    assert "0 claims" in empty.to_markdown()
    assert "##" not in empty.to_markdown()


@pytest.mark.parametrize("n", [100, 1000])
def test_large_reports_tell_every_contradiction(n):
    made = made_report(n)
    text = made.to_markdown()
    assert len(re.findall(r"^\| \d\.\d\d \|", text, flags=re.MULTILINE)) == len(made.contradictions) + len(made.updates)
    assert ("further voice" in text) == (n == 1000)
